"""Reads the records of a JSON file or of JSON lines, one object after another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import Part
from geograph.sources.files.csv_rows import OnError
from geograph.sources.files.form import CTRL_Z, Form
from geograph.sources.files.json_decoder import Decoder, Window
from geograph.sources.files.json_tables import Item, iter_table, read_item
from geograph.sources.files.record import Record
from geograph.sources.files.streams import Progress, text

__all__ = ["ObjectRecord", "iter_lines", "iter_objects"]


class ObjectRecord(Record):
    """One object of a JSON file, asked by paths of keys, ``a/b``; lists are looked through.

    >>> record = ObjectRecord("a.json", 1, "", {"target": [{"code": "IRN"}, {"code": "RUS"}]})
    >>> record.values("target/code"), record.columns()
    (('IRN', 'RUS'), ('target/code',))
    """

    __slots__ = ("_object",)

    def __init__(self, file: str, line: int, name: str, value: Mapping[str, Any]) -> None:
        super().__init__(file, line, name)
        self._object = value

    def values(self, path: str) -> tuple[str, ...]:
        """Return the texts, numbers (as written) and truth values at a path; null is nothing."""
        texts = (_text(value) for value in self._at(path))
        return tuple(kept for value in texts if (kept := value.strip()))

    def children(self, path: str) -> tuple[Record, ...]:
        """Return the objects at a path as records; their line is that of this one."""
        name = path.rpartition("/")[2]
        return tuple(
            ObjectRecord(self.file, self.line, name, value)
            for value in self._at(path)
            if isinstance(value, dict)
        )

    def columns(self) -> tuple[str, ...]:
        """Return the paths at which there is a value, in order of appearance."""
        paths: dict[str, None] = {}
        waiting: list[tuple[str, Any]] = [("", self._object)]
        while waiting:
            path, value = waiting.pop()
            if isinstance(value, dict):
                prefix = f"{path}/" if path else ""
                waiting.extend((prefix + key, value[key]) for key in reversed(value))
            elif isinstance(value, list):
                waiting.extend((path, item) for item in reversed(value))
            elif _text(value).strip():
                paths[path] = None
        return tuple(paths)

    def bare(self, path: str) -> str | None:
        """Return a key below a path whose value is not a list.

        >>> ObjectRecord("a.json", 1, "", {"p": {"name": ["Liana"], "flag": "pa"}}).bare("p")
        'flag'
        """
        for found in self._at(path):
            if isinstance(found, dict):
                return next((k for k, v in found.items() if not isinstance(v, list)), None)
        return None

    def _at(self, path: str) -> list[Any]:
        found: list[Any] = [self._object]
        for step in path.split("/"):
            found = [v[step] for v in found if isinstance(v, dict) and step in v]
            while any(isinstance(value, list) for value in found):
                found = [
                    item
                    for value in found
                    for item in (value if isinstance(value, list) else (value,))
                ]
        return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""


def _report(error: RecordError, on_error: OnError | None) -> None:
    if on_error is None:
        raise error
    on_error(error)


def iter_lines(
    part: Part,
    form: Form,
    encoding: str,
    *,
    progress: Progress | None = None,
    limit: int | None = None,
    on_error: OnError | None = None,
) -> Iterator[ObjectRecord]:
    """Yield the object on each line; a line that is none is reported and reading goes on.

    Raises
    ------
    RecordError
        For a line that is not one JSON object, or has a key twice, unless ``on_error`` takes it.
    """
    reader = Decoder()
    with text(part, encoding, progress=progress, limit=limit) as stream:
        for number, line in enumerate(stream, 1):
            line = line.strip()
            if not line or line == CTRL_Z:
                continue
            fix = "one line must be one JSON object; correct or remove it"
            try:
                value, end, wrong = reader.value(line, 0)
                if end < len(line):
                    wrong = f"more text after the object: '{line[end : end + 30]}'"
                elif not isinstance(value, dict):
                    wrong = f"not an object: '{line[:30]}'"
            except json.JSONDecodeError as exc:
                wrong = f"not JSON: {exc.msg} at column {exc.colno}"
            except RecursionError:
                wrong = "nested too deep"
            if wrong is None:
                yield ObjectRecord(part.name, number, "", value)
            else:
                _report(RecordError(wrong, where=Where(part.name, number), fix=fix), on_error)


def iter_objects(
    part: Part,
    form: Form,
    encoding: str,
    *,
    progress: Progress | None = None,
    limit: int | None = None,
    on_error: OnError | None = None,
) -> Iterator[ObjectRecord]:
    """Yield the objects of a JSON file: those at the form's path, or else those of its table.

    Without a path the records are found in `json_tables`.

    Raises
    ------
    RecordError
        For text that is not JSON, or nests beyond reason; for an item that is not an object or has
        a key twice, unless ``on_error`` takes it; for a file without the path.
    """
    if not form.records:
        yield from _unstated(part, encoding, progress=progress, limit=limit, on_error=on_error)
        return
    ways = [tuple(way.strip("/ ").split("/")) for way in (form.records or "").split("|")]
    wanted = {way if way != ("",) else () for way in ways}
    with text(part, encoding, progress=progress, limit=limit) as stream:
        window = Window(part, stream)
        found = False
        for item in _walk(window, (), wanted):
            found = True
            if isinstance(item, RecordError):
                _report(item, on_error)
            else:
                yield ObjectRecord(part.name, item[0], item[1], item[2])
        if limit is None and window.peek():
            raise window.error(f"more text after the end: '{window.peek()}'")
        if not found:
            raise RecordError(
                f"no record at '{form.records}'",
                where=Where(part.name),
                fix="check that this is the right file and the right layout",
            )


def _unstated(
    part: Part,
    encoding: str,
    *,
    progress: Progress | None,
    limit: int | None,
    on_error: OnError | None,
) -> Iterator[ObjectRecord]:
    with text(part, encoding, progress=progress, limit=limit) as stream:
        window = Window(part, stream)
        for item in iter_table(window):
            if isinstance(item, RecordError):
                _report(item, on_error)
            else:
                yield ObjectRecord(part.name, item[0], item[1], item[2])
        if limit is None and window.peek():
            raise window.error(f"more text after the end: '{window.peek()}'")


def _walk(window: Window, path: tuple[str, ...], wanted: set[tuple[str, ...]]) -> Iterator[Item]:
    """Descend to the wanted paths and yield what stands there; skip everything else."""
    if path in wanted:
        if window.peek() != "[":
            yield read_item(window, path)
            return
        window.take("[")
        if window.peek() == "]":
            window.take("]")
            return
        while True:
            yield read_item(window, path)
            if window.take(",]") == "]":
                return
    if window.peek() != "{" or not any(way[: len(path)] == path for way in wanted):
        window.value()
        return
    window.take("{")
    if window.peek() == "}":
        window.take("}")
        return
    while True:
        if window.peek() != '"':
            raise window.error("a key is expected")
        key, _ = window.value()
        window.take(":")
        yield from _walk(window, (*path, key), wanted)
        if window.take(",}") == "}":
            return
