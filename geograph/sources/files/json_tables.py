"""Finds the records of a JSON file whose form names no path: a list of objects, columns, rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from geograph.errors import RecordError, Where
from geograph.sources.files.json_decoder import Window

__all__ = ["Item", "iter_table", "read_item"]

#: A record: its line, the last step of its path, and its object; or what is wrong with it.
Item: TypeAlias = tuple[int, str, dict[str, Any]] | RecordError

_FIX = "correct or remove the record"


def iter_table(window: Window) -> Iterator[Item]:
    """Yield the records of a file, whichever of these it holds.

    A list of objects (streamed); a list of rows, of which the first is the header; an object with
    one list of objects, such as ``{"data": [...]}`` (streamed); an object with a list of values, or
    an object of values, for each column; an object with ``columns`` and ``data``, its rows; else
    the object itself is the one record.

    Raises
    ------
    RecordError
        For text that is not JSON, an object with several lists of objects, and columns of
        different lengths.
    """
    sign = window.peek()
    if sign == "[":
        window.take("[")
        yield from _listed(window, ())
    elif sign == "{":
        yield from _of_object(window)
    else:
        yield read_item(window, ())


def read_item(window: Window, path: tuple[str, ...]) -> Item:
    """Return the next value as a record, or what is wrong with it."""
    window.peek()
    line = window.now()
    value, wrong = window.value()
    if wrong is None and not isinstance(value, dict):
        wrong = f"not an object: {str(value)[:30]!r}"
    if wrong is not None:
        return RecordError(wrong, where=Where(window.part.name, line), fix=_FIX)
    return line, path[-1] if path else "", value


def _listed(window: Window, path: tuple[str, ...]) -> Iterator[Item]:
    """Yield the items of a list that is open; rows below a header become objects."""
    if window.peek() == "]":
        window.take("]")
        return
    if window.peek() == "[":
        yield from _rows(window, None)
        return
    while True:
        yield read_item(window, path)
        if window.take(",]") == "]":
            return


def _rows(window: Window, header: list[str] | None) -> Iterator[Item]:
    """Yield lists of cells as objects; without a header the first of them is it."""
    while True:
        window.peek()
        line = window.now()
        value, wrong = window.value()
        cells = value if isinstance(value, list) else []
        if header is None:
            header = [str(cell) for cell in cells]
            if wrong is not None or len({*header}) != len(header) or not header:
                raise RecordError(
                    wrong or "the first row does not name the columns, each once",
                    where=Where(window.part.name, line),
                    fix="name the path of the records as `records` of the source",
                )
        elif wrong is not None or len(cells) != len(header):
            what = wrong or f"{len(cells)} cells where {len(header)} are expected"
            yield RecordError(what, where=Where(window.part.name, line), fix=_FIX)
        else:
            yield line, "", dict(zip(header, cells, strict=True))
        if window.take(",]") == "]":
            return


def _of_object(window: Window) -> Iterator[Item]:
    """Yield what an object holds: its one list of objects as it is read, else what it is whole."""
    window.take("{")
    line = window.now()
    held: dict[str, Any] = {}
    wrongs: list[str] = []
    streamed: str | None = None
    if window.peek() == "}":
        window.take("}")
        yield line, "", held
        return
    while True:
        if window.peek() != '"':
            raise window.error("a key is expected")
        key, _ = window.value()
        window.take(":")
        if key in held or key == streamed:
            wrongs.append(f"the key '{key}' occurs twice in one object")
        if window.peek() != "[":
            held[key], wrong = window.value()
            wrongs.extend([wrong] if wrong else [])
        elif (records := _begun(window, key, held)) is None:
            held[key] = list(_values(window, wrongs))
        elif streamed is not None:
            raise RecordError(
                f"lists of records under {streamed!r} and {key!r}",
                where=Where(window.part.name, window.now()),
                fix=f"say which is meant: `records: {streamed}` in the source",
            )
        else:
            streamed = key
            yield from records
        if window.take(",}") == "}":
            break
    if wrongs:
        yield RecordError(wrongs[0], where=Where(window.part.name, line), fix=_FIX)
    elif streamed is None:
        yield from _held(window, line, held)


def _begun(window: Window, key: str, held: dict[str, Any]) -> Iterator[Item] | None:
    """Open a list; return its records where it has some, else None, with the list left open."""
    window.take("[")
    sign, names = window.peek(), held.get("columns")
    if sign == "{":
        return _listed(window, (key,))
    if sign == "[" and key in ("data", "rows", "values") and isinstance(names, list):
        return _rows(window, [str(name) for name in names])
    return None


def _values(window: Window, wrongs: list[str]) -> Iterator[Any]:
    """Yield the values of a list that is open."""
    if window.peek() == "]":
        window.take("]")
        return
    while True:
        value, wrong = window.value()
        wrongs.extend([wrong] if wrong else [])
        yield value
        if window.take(",]") == "]":
            return


def _held(window: Window, line: int, held: dict[str, Any]) -> Iterator[Item]:
    """Yield what an object is that is read: columns, rows by number, or one record."""
    values = list(held.values())
    if len(held) > 1 and all(isinstance(value, list) and _plain(value) for value in values):
        lengths = {key: len(value) for key, value in held.items()}
        if len({*lengths.values()}) > 1:
            told = ", ".join(f"{key!r} has {n}" for key, n in list(lengths.items())[:4])
            raise RecordError(
                f"columns of different lengths: {told}",
                where=Where(window.part.name, line),
                fix="write a list of objects, or name the path of the records as `records`",
            )
        for cells in zip(*values, strict=True):
            yield line, "", dict(zip(held, cells, strict=True))
    elif values and all(isinstance(value, dict) and value for value in values):
        by_place = list(dict.fromkeys(place for value in values for place in value))
        if all(place.isdigit() for place in by_place):  # {"actor": {"0": …, "1": …}}
            for place in by_place:
                yield line, "", {key: value.get(place) for key, value in held.items()}
        elif all(key.isdigit() for key in held):  # {"0": {"actor": …}}
            for value in values:
                yield line, "", value
        else:
            yield line, "", held
    else:
        yield line, "", held


def _plain(values: list[Any]) -> bool:
    return not any(isinstance(value, (dict, list)) for value in values)
