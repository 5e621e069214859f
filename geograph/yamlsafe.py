"""Hostile bytes to a tree of text: YAML read as mappings, lists and strings, each with its line.

Nothing is ever constructed: the parser's events are read one by one, so that no tag can run code,
no alias can grow, and no depth can exhaust the stack. Every scalar stays the text that was written
(``no`` is Norwegian and ``2024-09-10`` a date still to be read).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from geograph.errors import DossierError, Where

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_TEXT",
    "MAX_VALUES",
    "Listing",
    "Mapping",
    "Scalar",
    "Tree",
    "read_text",
    "read_yaml",
]

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 20
# What is looked up or compared must be short and not too much, or a file could take hours.
MAX_TEXT = 2_000
MAX_VALUES = 50_000

# Tabs and control bytes, line ends that editors do not show as such, marks that turn the direction
# of writing (a name could read otherwise than it is stored), and what YAML forbids.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NEWLINE = re.compile(r"\r\n|\r|\n")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text, white space folded, with its line from 1; ``empty`` where nothing was written."""

    text: str
    line: int
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, and the line on which it begins."""

    items: tuple[Tree, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping in the order of the file, without a key twice, and the line on which it begins."""

    entries: tuple[tuple[Scalar, Tree], ...]
    line: int


Tree = Scalar | Listing | Mapping


def read_yaml(path: Path) -> Tree:
    """Read one file.

    Parameters
    ----------
    path
        A regular file of at most 2 MiB: UTF-8, one YAML document, at most 20 levels deep, without
        tabs, control characters, tags, anchors, aliases or repeated keys.

    Raises
    ------
    DossierError
        With file, line and fix, on anything else.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.yml"
    >>> _ = path.write_text("language: no")
    >>> read_yaml(path).entries[0][1]
    Scalar(text='no', line=1, empty=False)
    """
    file = path.as_posix()
    return read_text(_decode(_bytes(path, file), file), file)


def read_text(text: str, file: str) -> Tree:
    """Read text that stood in ``file``, by the same rules; the header of a query is such text."""
    if bad := _FORBIDDEN.search(text):
        raise _wrong(file, _line(text, bad.start()), *_describe(bad[0]))
    return _tree(text, file)


def _wrong(file: str, line: int | None, what: str, fix: str) -> DossierError:
    return DossierError(what, fix=fix, where=Where(file, line))


def _line(text: str, position: int) -> int:
    return sum(1 for _ in _NEWLINE.finditer(text, 0, position)) + 1


def _bytes(path: Path, file: str) -> bytes:
    """Return the bytes of a regular file; a pipe or device would block for ever."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _wrong(file, None, "not a regular file", "name a .yml file or a folder of them")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as exc:
        reason = os.strerror(exc.errno) if exc.errno else "unknown reason"
        raise _wrong(file, None, f"cannot be read: {reason}", "check path and rights") from exc
    except ValueError as exc:
        raise _wrong(file, None, "not a path", "remove the NUL byte from the path") from exc
    if len(data) > MAX_BYTES:
        fix = "one dossier is one report: split it"
        raise _wrong(file, None, f"larger than {MAX_BYTES} bytes", fix)
    return data


def _decode(data: bytes, file: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _wrong(file, 1, "not UTF-8 but UTF-16", "save the file as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = _line(data[: exc.start].decode("utf-8", "replace"), len(data))
        what = f"not UTF-8: byte 0x{data[exc.start]:02x}"
        raise _wrong(file, line, what, "save the file as UTF-8 (it may be Latin-1)") from exc


def _describe(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab", "indent and separate with spaces"
    return f"the forbidden character U+{ord(character):04X}", "delete it; text is plain UTF-8"


def _tree(text: str, file: str) -> Tree:
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = _counted(yaml.parse(text, Loader=loader), file)
    try:
        tree = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if tree is not None:
                    fix = "one file is one dossier: remove '---' or split the file"
                    raise _wrong(file, _at(event), "a second YAML document", fix)
                tree = _node(next(events), events, file, 1)
    except yaml.MarkedYAMLError as exc:
        mark: Any = exc.problem_mark or exc.context_mark
        what = f"not YAML: {exc.problem or exc.context or 'cannot be read'}"
        fix = (
            "check indentation, brackets, and quotes around text with ': ', ' #' or a leading mark"
        )
        raise _wrong(file, mark.line + 1 if mark else None, what, fix) from exc
    except (yaml.YAMLError, ValueError) as exc:
        raise _wrong(file, None, "not YAML", "compare it with docs/dossier-format.md") from exc
    if tree is None:
        raise _wrong(file, 1, "empty", "a dossier begins with `document:`, then `coding:`")
    return tree


def _counted(events: Iterator[yaml.Event], file: str) -> Iterator[yaml.Event]:
    for number, event in enumerate(events):
        if number > MAX_VALUES:
            fix = "one dossier is one report: split it"
            raise _wrong(file, _at(event), f"more than {MAX_VALUES} values", fix)
        yield event


def _at(event: yaml.Event) -> int:
    mark: Any = event.start_mark
    return int(mark.line) + 1


def _node(event: yaml.Event, events: Iterator[yaml.Event], file: str, depth: int) -> Tree:
    line = _at(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        what = f"an alias or anchor: {sign}{getattr(event, 'anchor', '')}"
        raise _wrong(file, line, what, "write the value out, or put quotes around the text")
    if tag := getattr(event, "tag", None):
        raise _wrong(file, line, f"a tag: {tag}", "remove it, or put quotes around the text")
    if depth > MAX_DEPTH:
        raise _wrong(file, line, f"deeper than {MAX_DEPTH} levels", "no dossier needs over six")
    if isinstance(event, yaml.ScalarEvent):
        value = " ".join(event.value.split())
        if bad := _FORBIDDEN.search(value):  # written as an escape inside double quotes
            raise _wrong(file, line, *_describe(bad[0]))
        if len(value) > MAX_TEXT:
            fix = "code the facts, and leave the sentences to the report"
            raise _wrong(file, line, f"a text of more than {MAX_TEXT} characters", fix)
        empty = not value or (not event.style and value in _NULLS)
        return Scalar(value, line, empty)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Tree] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, file, depth + 1))
        return Listing(tuple(items), line)
    return _mapping(line, events, file, depth)


def _mapping(line: int, events: Iterator[yaml.Event], file: str, depth: int) -> Mapping:
    entries: dict[str, tuple[Scalar, Tree]] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, file, depth + 1)
        if not isinstance(key, Scalar) or key.empty:
            raise _wrong(file, key.line, "a key that is not text", "write `key: value`")
        if first := entries.get(key.text):
            what = f"the key {key.text!r} occurs twice, first on line {first[0].line}"
            fix = "join the two, or rename one"
            raise DossierError(what, fix=fix, where=Where(file, key.line, key.text))
        entries[key.text] = (key, _node(next(events), events, file, depth + 1))
    return Mapping(tuple(entries.values()), line)
