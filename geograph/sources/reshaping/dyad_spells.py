"""Rows by dyad, direction and year to one record for each direction in which somebody acted.

Tables of dyads hold a row for each year, and most of them both directions of a pair: what the first
state did to the second, and the other way round. The rows of one direction are one record, and a
direction in which nothing was done is none. Where a table has a pair in one direction only, the
other one is made of it, with the columns of the two states changed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from geograph.errors import GeographError, RecordError
from geograph.sources.files import Record
from geograph.sources.reshaping.code_spells import days_of, number
from geograph.sources.reshaping.conflict_sides import interval
from geograph.sources.reshaping.derived_records import ChangedRecord, Files

__all__ = ["NO_ACTION", "Dyads", "years_without_gap"]

NO_ACTION = "no action of the first state: the row of the other direction tells the dispute"
#: From the rows of a direction to the times in which it lasted, each with the row that tells it.
Times = Callable[[list[Record]], Iterable[tuple[str, str, Record]]]


@dataclass(frozen=True, slots=True)
class Dyads:
    """How a table of directed dyads is read.

    Parameters
    ----------
    of
        The columns of a dispute: its number, and that of the dyad in it if there is one.
    first, second
        The columns of the two states.
    level
        The column that says how far the first state went; 0 and 1 stand for no action.
    action
        The column of its highest action.
    pairs
        What is said of the first state, and the column that says it of the second.
    turned
        Columns whose codes are told from the first state's side: code → that of the other side.
    """

    of: tuple[str, ...]
    first: str
    second: str
    level: str
    action: str
    pairs: Mapping[str, str]
    turned: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _swapped: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        both = {self.first: self.second, **self.pairs}
        self._swapped.update(both)
        self._swapped.update({second: first for first, second in both.items()})

    def spells(self, records: Iterable[Record], files: Files, times: Times) -> Iterator[Record]:
        """Yield a record for each time of a direction: ``from``, ``to``, and both as ``on``.

        A row in which nobody's action stands is left out by that reason; one whose times cannot be
        read is an error, and the others go on.
        """
        groups: dict[tuple[str, ...], list[Record]] = {}
        for record in records:
            groups.setdefault(self._key(record), []).append(record)
        for key, rows in groups.items():
            *dispute, first, second = key
            found = [rows] if self._acts(rows) else []
            if (*dispute, second, first) not in groups:
                other = [self._mirrored(row) for row in rows]
                found += [other] if self._acts(other) else []
            if not found:
                for row in rows:
                    files.drop(row, NO_ACTION)
            for direction in found:
                yield from self._spells(direction, files, times)

    def _spells(self, rows: list[Record], files: Files, times: Times) -> Iterator[Record]:
        top = max(rows, key=lambda row: (_rank(row, self.level), _rank(row, self.action)))
        told = {column: top.first(column) for column in (self.level, self.action)}
        try:
            found = list(times(rows))
            for start, end, _ in found:
                days_of(start), days_of(end)
        except GeographError as exc:
            files.wrong(rows[-1], exc)
            return
        for start, end, row in found:
            yield ChangedRecord(
                row, {"from": start, "to": end, "on": interval((start, end)), **told}
            )

    def _key(self, record: Record) -> tuple[str, ...]:
        columns = (*self.of, self.first, self.second)
        return tuple(number(record.first(column)) for column in columns)

    def _acts(self, rows: list[Record]) -> bool:
        """Return whether the first state did anything; what is not known may be something."""
        return any(number(row.first(self.level)) not in ("0", "1") for row in rows)

    def _mirrored(self, row: Record) -> Record:
        known = set(row.columns())
        swapped = {
            to: row.first(column)
            for to, column in self._swapped.items()
            if to in known or column in known
        }
        for column, codes in self.turned.items():
            code = number(row.first(column))
            swapped[column] = codes.get(code, code)
        return ChangedRecord(row, swapped)


def years_without_gap(rows: Iterable[Record], column: str) -> Iterator[list[Record]]:
    """Yield the rows of each run of years without a gap, in their order.

    Raises
    ------
    RecordError
        A cell is not a year.
    """
    by_year: dict[int, Record] = {}
    for row in rows:
        text = number(row.first(column))
        if not (text.isascii() and text.isdecimal() and len(text) == 4):
            raise RecordError(f"{column!r}: {text!r} is not a year", fix="write four digits")
        by_year.setdefault(int(text), row)
    run: list[Record] = []
    for year in sorted(by_year):
        if run and year - 1 not in by_year:
            yield run
            run = []
        run.append(by_year[year])
    yield run


def _rank(record: Record, column: str) -> float:
    """Return the number in a cell, below all others where there is none."""
    try:
        return float(record.first(column))
    except ValueError:
        return float("-inf")
