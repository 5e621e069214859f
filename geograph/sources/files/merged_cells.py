"""Finds the cells of a sheet that are merged over several rows, and gives each row their value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from geograph.sources.files.archives import Part
from geograph.sources.files.csv_rows import Line
from geograph.sources.files.streams import chunks

__all__ = ["OnMerged", "column_of", "merged_in", "spread"]

#: Is told row, column (counted from 0) and value of a cell that has the value of one above it.
OnMerged = Callable[[int, int, str], None]

_MOST, _WIDEST = 1_000_000, 1_000  # ranges and columns of one sheet; what is beyond is not spread
_OPEN = 300  # bytes, within which an element for one range ends
_RANGE = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^<>]*\bref\s*=\s*[\"']\$?([A-Z]{1,3})\$?(\d{1,7})"
    rb":\$?[A-Z]{1,3}\$?(\d{1,7})[\"']"
)


@lru_cache(maxsize=20_000)
def column_of(letters: str) -> int:
    """Return the place of a column, counted from 0.

    >>> column_of("A"), column_of("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def merged_in(part: Part, member: str, size: int, name: str) -> dict[int, list[tuple[int, int]]]:
    """Return the ranges of more than one row, by the first: the column, and the last row.

    They stand behind the cells of a sheet, so that its bytes are gone through once before the
    cells are read; a text cannot look like one, since its signs are escaped.

    Raises
    ------
    RecordError
        For a member that is broken, or expands beyond reason.
    """
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    many, before = 0, b""
    for data in chunks(Part(part.path, name, "zip", member, size)):
        text = before + data
        end = 0
        for match in _RANGE.finditer(text) if b"mergeCell" in text else ():
            end = match.end()
            first, last = int(match[2]), int(match[3])
            many += 1
            column = column_of(match[1].decode())
            if first < last and many <= _MOST and column < _WIDEST:
                found[first].append((column, last))
        before = text[max(end, len(text) - _OPEN) :]
    return found


def spread(
    lines: Iterable[Line],
    ranges: dict[int, list[tuple[int, int]]],
    on_merged: OnMerged | None = None,
) -> Iterator[Line]:
    """Yield rows, with the value of a merged cell in each row over which it reaches.

    Only the first column of a range is filled: a cell merged across columns is a title or a note. A
    row that holds nothing else stays empty.

    >>> list(spread([(2, ["Iran", "a"]), (3, ["", "b"]), (4, []), (5, ["", "c"])], {2: [(0, 4)]}))
    [(2, ['Iran', 'a']), (3, ['Iran', 'b']), (4, []), (5, ['', 'c'])]
    """
    if not ranges:
        yield from lines
        return
    above: dict[int, tuple[int, str]] = {}
    waiting = sorted(ranges, reverse=True)
    for number, cells in lines:
        while waiting and waiting[-1] < number:
            waiting.pop()  # the first row of the range is empty, or a fault
        full = list(cells)
        if any(cells):
            for column, (last, value) in sorted(above.items()):
                if number > last:
                    del above[column]
                elif column >= len(full) or not full[column]:
                    full.extend([""] * (column + 1 - len(full)))
                    full[column] = value
                    if on_merged is not None:
                        on_merged(number, column, value)
        for column, last in ranges.get(number, ()):
            if column < len(full) and full[column]:
                above[column] = last, full[column]
        yield number, full
