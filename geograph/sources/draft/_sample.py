"""Finds the table in a file that nobody has described: its form, its header and its first rows."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from geograph.errors import RecordError, Where
from geograph.sources.draft._date_readings import is_day, is_year
from geograph.sources.files import Form, open_table, read
from geograph.sources.files.archives import CELLS, Part, parts
from geograph.sources.files.grids import grids_of, several
from geograph.sources.files.streams import chunks, text

__all__ = ["Sample", "sample"]

ROWS = 20_000
_WINDOW = 200  # lines in which a header must turn up
_DELIMITERS = (",", ";", "\t", "|")
_BYTES = 1_000_000
_SAID = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)*")

Cells = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The beginning of a table: how it is to be read, its columns, and its first rows.

    ``text`` says that it is delimited text, and not cells.
    """

    form: Form
    header: tuple[str, ...]
    rows: list[Sequence[str]]
    errors: int = 0
    text: bool = True


def sample(path: Path, sheet: str | None = None) -> Sample:
    """Return the beginning of the table in a file.

    Raises
    ------
    RecordError
        The file cannot be read, holds no table of two columns and a row, or is a workbook of which
        several sheets may be meant.
    """
    part = parts(path)[0]
    if part.packing in CELLS:
        return _of_cells(path, part, sheet)
    head = next(chunks(part, limit=1), b"").lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head in (b"{", b"["):
        return _of_json(path)
    error: RecordError | None = None
    for encoding in _encodings(part):
        try:
            with text(part, encoding, limit=_BYTES) as stream:
                lines = list(islice(stream, _WINDOW))
            return _of_text(path, lines, encoding)
        except RecordError as exc:
            error = error or exc
    raise error or _no_table(path)


def _no_table(path: Path) -> RecordError:
    fix = "give it a header, and values between commas, semicolons, tabs or bars"
    return RecordError("is not a table of two columns and a row", fix=fix, where=Where(str(path)))


def _encodings(part: Part) -> list[str]:
    """Return the encodings to try: the one that a mark names, else UTF-8, then old ones.

    Of the old ones Windows-1251 comes first where most letters are beyond ASCII, as in Russian.
    """
    data = b"".join(islice(chunks(part, limit=_BYTES), 4))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ["utf-16"]
    beyond = sum(sign >= 0xC0 for sign in data)
    letters = beyond + sum(chr(sign).isalpha() for sign in data if sign < 128)
    old = ["cp1251", "cp1252"] if beyond * 2 > letters else ["cp1252"]
    return ["utf-8-sig", *old]


def _of_text(path: Path, lines: list[str], encoding: str) -> Sample:
    """Return the table of a text, under the separator that gives the most whole rows."""
    said = _SAID.fullmatch(lines[0]) if lines else None
    best: tuple[int, str, list[Cells]] = (0, "", [])
    for delimiter in (said[1],) if said else _DELIMITERS:
        rows = _split(lines, delimiter)
        widths = Counter(len(cells) for _, cells in rows if len(cells) > 1)
        width, number = widths.most_common(1)[0] if widths else (1, 0)
        if number * (width - 1) > best[0]:
            best = number * (width - 1), delimiter, rows
    if not best[2]:
        raise _no_table(path)
    at = _header_at(best[2])
    form = Form(delimiter=best[1], encodings=(encoding,))
    if '"' not in "".join(lines) and best[1] == "\t":
        form = replace(form, quote=None)
    try:
        return _opened(path, form, best[2], at)
    except RecordError as exc:
        if "quote" not in exc.what or form.quote is None:
            raise
    return _opened(path, replace(form, quote=None), best[2], at)


def _split(lines: list[str], delimiter: str) -> list[Cells]:
    """Return the rows of the lines that are CSV, and the line of each."""
    found: list[Cells] = []
    reader, line = csv.reader(lines, delimiter=delimiter), 1
    while True:
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    found.append((line, cells))
                line = reader.line_num + 1
            return found
        except csv.Error:
            line = reader.line_num + 1


def _opened(path: Path, form: Form, rows: list[Cells], at: int | None) -> Sample:
    """Read the rows below the header; without one the columns get numbers."""
    errors: list[RecordError] = []
    if at is None:
        width = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
        names = tuple(f"column_{n}" for n in range(1, width + 1))
        form = replace(form, header=False, columns=(names,))
    else:
        names = tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in rows[at][1])
        form = replace(form, required=tuple(name for name in names if name))
    table = open_table(path, form, on_error=errors.append)
    found = [cells for _, cells in islice(table.rows, ROWS)]
    if len(table.header) < 2 or not found:
        raise errors[0] if errors else _no_table(path)
    return Sample(form=form, header=table.header, rows=found, errors=len(errors))


def _header_at(rows: list[Cells]) -> int | None:
    """Return which row is the header: the first that names nearly every column, each once.

    None where already the first row of the table is like those below it. A comment (`# …`) is the
    header only where no other row is.
    """
    width = Counter(len(_trimmed(cells)) for _, cells in rows).most_common(1)[0][0]
    comment: int | None = None
    for at, (_, cells) in enumerate(rows):
        names = [cell.strip().casefold() for cell in cells]
        named = [name for name in names if name]
        if len(named) < max(2, 0.7 * width):
            continue
        if named[0].startswith("#"):
            comment = at
            continue
        if not _is_data(named, [one for _, one in rows[at + 1 :]]):
            return at
        return comment if comment == at - 1 else None
    return 0


def _is_data(names: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Return whether a row holds values: a day, or a number that is not one of several years."""
    if any(is_day(name) for name in names):
        return True
    numbers = [name for name in names if _NUMBER.fullmatch(name)]
    years = {name for name in numbers if is_year(name)}
    return bool(numbers) and bool(below) and len(years) < max(2, len(numbers))


def _of_cells(path: Path, part: Part, sheet: str | None) -> Sample:
    found, wrong = [], []
    grids = grids_of(part, sheet)
    for grid in grids:
        ignored: list[RecordError] = []
        lines = grid.lines(on_error=ignored.append)
        rows = [(n, cells) for n, cells in islice(lines, _WINDOW) if any(c.strip() for c in cells)]
        rows = [(n, _trimmed(cells)) for n, cells in rows]
        form = Form(sheet=grid.sheet if len(grids) > 1 or sheet else None)
        try:
            if not any(len(cells) > 1 for _, cells in rows):
                raise _no_table(path)
            found.append((grid.sheet, _opened(path, form, rows, _header_at(rows))))
        except RecordError as exc:
            wrong.append(exc)
    if len(found) > 1:
        raise several(str(path), [name for name, _ in found])
    if not found:
        raise wrong[0] if wrong else _no_table(path)
    return replace(found[0][1], text=False)


def _trimmed(cells: Sequence[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _of_json(path: Path) -> Sample:
    """Return the objects of a JSON file as rows; a path to a value is a column."""
    errors: list[RecordError] = []
    form = Form(format="jsonl" if _is_lines(path) else "json")
    records = list(islice(read(path, form, on_error=errors.append), ROWS))
    names = tuple(dict.fromkeys(name for record in records for name in record.columns()))
    if len(names) < 2:
        raise errors[0] if errors else _no_table(path)
    rows: list[Sequence[str]] = [
        ["; ".join(record.values(name)) for name in names] for record in records
    ]
    return Sample(form=form, header=names, rows=rows, errors=len(errors))


def _is_lines(path: Path) -> bool:
    """Return whether the first line is an object of its own, and not the beginning of one."""
    with text(parts(path)[0], "utf-8", limit=_BYTES) as stream:
        lines = [line for line in islice(stream, 10) if line.strip()]
    try:
        return isinstance(json.loads(lines[0]), dict) and len(lines) > 1
    except (json.JSONDecodeError, IndexError):
        return False
