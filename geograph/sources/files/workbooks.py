"""Opens an Excel workbook (.xlsx): the names of its sheets, its texts and its number formats."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from xml.parsers import expat

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import BROKEN, Part, broken
from geograph.sources.files.number_formats import Shown, plain_number, shown_by
from geograph.sources.files.streams import Progress, chunks

__all__ = ["Handler", "Workbook", "open_workbook", "parsed"]

MAX_TEXT = 1_000_000_000  # characters of all texts that cells share, which are held in memory


class Handler(Protocol):
    """Takes the elements of a member, by their local names."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take its end."""

    def text(self, data: str) -> None:
        """Take text in it."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: the members of its visible and hidden sheets, and what all cells share."""

    part: Part
    sheets: Mapping[str, str]
    hidden: frozenset[str]
    strings: tuple[str, ...]
    formats: tuple[Shown, ...]
    sizes: Mapping[str, int] = field(default_factory=dict)


def parsed(
    part: Part,
    member: str,
    size: int,
    handler: Handler,
    *,
    name: str | None = None,
    progress: Progress | None = None,
) -> Iterator[None]:
    """Feed a member of a workbook to a handler, and stop after each piece of it.

    Raises
    ------
    RecordError
        For XML that is not well-formed or declares entities, and a member that expands beyond
        reason.
    """
    parser = expat.ParserCreate()
    where = Where(name or f"{part.name}!{member}")

    def refused(*_: object) -> None:
        raise RecordError(
            "the workbook defines entities, which are not safe to expand",
            where=where,
            fix="save it again as .xlsx",
        )

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:  # every name has a prefix then
            parser.StartElementHandler, parser.EndElementHandler = start, end
            start(tag, attributes)
        else:  # without a call more for each of millions of cells
            parser.StartElementHandler = handler.start
            parser.EndElementHandler = handler.end
            handler.start(tag, attributes)

    def start(tag: str, attributes: dict[str, str]) -> None:
        handler.start(tag.rpartition(":")[2], attributes)

    def end(tag: str) -> None:
        handler.end(tag.rpartition(":")[2])

    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = refused
    try:
        for data in chunks(Part(part.path, where.file, "zip", member, size), progress=progress):
            parser.Parse(data, False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as exc:
        raise RecordError(
            f"not well-formed XML: {expat.ErrorString(exc.code)}",
            where=where,
            fix="save the workbook again as .xlsx",
        ) from exc
    yield


class _Strings:
    """Collects the texts that cells share, without hints of how to pronounce them."""

    def __init__(self, part: Part) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._takes, self._aside, self._size = False, 0, 0
        self._part = part

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._takes = tag == "t" and not self._aside
        self._aside += tag == "rPh"

    def end(self, tag: str) -> None:
        self._takes = False
        self._aside -= tag == "rPh"
        if tag == "si":
            self.found.append("".join(self._parts))
            self._size += len(self.found[-1])
            self._parts = []
            if self._size > MAX_TEXT:
                raise RecordError(
                    f"the texts of the workbook have more than {MAX_TEXT:,} characters",
                    where=Where(self._part.name),
                    fix="save the sheet as CSV (UTF-8) and load that",
                )

    def text(self, data: str) -> None:
        if self._takes:
            self._parts.append(data)


class _Elements:
    """Collects the attributes of some elements, with the element in which they stand."""

    def __init__(self, *wanted: str) -> None:
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self._wanted, self._open = wanted, [""]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in self._wanted:
            plain = {name.rpartition(":")[2]: value for name, value in attributes.items()}
            self.found.append((self._open[-1], tag, plain))
        self._open.append(tag)

    def end(self, tag: str) -> None:
        self._open.pop()

    def text(self, data: str) -> None:
        pass


def open_workbook(part: Part) -> Workbook:
    """Return what the sheets of a workbook share; no sheet is read yet.

    Raises
    ------
    RecordError
        For a workbook that is broken, or of which a part is missing.
    """
    try:
        with zipfile.ZipFile(part.path) as archive:
            sizes = {info.filename: info.compress_size for info in archive.infolist()}
    except (*BROKEN, OSError) as exc:
        raise broken(Where(part.name), exc) from exc

    def elements(member: str, *wanted: str) -> list[tuple[str, str, dict[str, str]]]:
        handler = _Elements(*wanted)
        if member in sizes:
            _all(parsed(part, member, sizes[member], handler))
        return handler.found

    book = elements("xl/workbook.xml", "sheet", "workbookPr")
    targets = {
        found["Id"]: posixpath.normpath(posixpath.join("/xl", found["Target"])).lstrip("/")
        for _, _, found in elements("xl/_rels/workbook.xml.rels", "Relationship")
        if "Id" in found and "Target" in found
    }
    sheets, hidden, since_1904 = {}, set(), False
    for _, tag, found in book:
        if tag == "workbookPr":
            since_1904 = found.get("date1904", "0") in ("1", "true")
        elif (member := targets.get(found.get("id", ""))) in sizes and "sheets/" in str(member):
            sheets[found.get("name", "")] = str(member)
            if found.get("state", "visible") != "visible":
                hidden.add(found.get("name", ""))
    strings = _Strings(part)
    if "xl/sharedStrings.xml" in sizes:
        _all(parsed(part, "xl/sharedStrings.xml", sizes["xl/sharedStrings.xml"], strings))
    return Workbook(
        part=part,
        sheets={name: member for name, member in sheets.items() if "chartsheets" not in member},
        hidden=frozenset(hidden),
        strings=tuple(strings.found),
        formats=_formats(elements("xl/styles.xml", "numFmt", "xf"), since_1904),
        sizes=sizes,
    )


def _formats(found: list[tuple[str, str, dict[str, str]]], since_1904: bool) -> tuple[Shown, ...]:
    """Return how the cells of each style are shown."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    for above, tag, given in found:
        if tag == "numFmt" and given.get("numFmtId", "").isdigit():
            codes[int(given["numFmtId"])] = given.get("formatCode", "")
        elif tag == "xf" and above == "cellXfs":
            number = given.get("numFmtId", "0")
            numbers.append(int(number) if number.isdigit() else 0)
    known = {n: shown_by(n, codes, since_1904=since_1904) for n in {*numbers}}
    return tuple(known[n] for n in numbers) or (plain_number,)


def _all(steps: Iterator[Any]) -> None:
    for _ in steps:
        pass
