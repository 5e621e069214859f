"""The steps of a layout as functions: records of a file → other records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from geograph.sources.files import Record
from geograph.sources.mapping._cell_steps import counted, explode, gather, known, melt, pack
from geograph.sources.mapping._grouping_steps import memberships, sides, spells
from geograph.sources.mapping._vote_agreement import agreement
from geograph.sources.mapping.cells import Access, compile_condition
from geograph.sources.mapping.publisher_dates import compile_text
from geograph.sources.mapping.step_specs import (
    Agreement,
    Cut,
    Distinct,
    Explode,
    Gather,
    Melt,
    Memberships,
    Ongoing,
    Pack,
    Sides,
    Spells,
    Step,
    Times,
)
from geograph.sources.reshaping import ChangedRecord, Files, Function
from geograph.sources.reshaping.code_spells import OPEN, cut, days_of, number

__all__ = ["compile_steps", "globs_of"]


def compile_steps(steps: Iterable[Step], access: Access) -> Function:
    """Return the function that applies the steps one after the other.

    A record that a step cannot read is counted as an error, and the others go on.
    """
    functions = [_COMPILED[type(step)](step, access) for step in steps]

    def function(records: Iterable[Record], files: Files) -> Iterable[Record]:
        for one in functions:
            records = one(records, files)
        return records

    return function


def globs_of(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the patterns of the columns that steps read by a pattern."""
    return tuple(glob for step in steps if isinstance(step, Melt | Gather) for glob in step.columns)


def _distinct(step: Distinct, access: Access) -> Function:
    without = {cell.columns[0] for cell in step.without}
    look = known(step, without)

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        seen = set[tuple[str, ...]]()
        for record in records:
            look(record)
            cells = tuple(record.first(c) for c in record.columns() if c not in without)
            if cells not in seen:
                seen.add(cells)
                yield record

    return function


def _ends(ongoing: Ongoing, access: Access) -> Callable[[Record, str], str]:
    """Return the function that gives the end of a time, ``..`` where it goes on."""
    tests = [compile_condition(one, access) for one in ongoing.when]
    last = compile_text(ongoing.last, access) if ongoing.last else None

    def end_of(record: Record, end: str) -> str:
        if not end:
            return OPEN if ongoing.unstated else end
        if ongoing.ends is not None and ongoing.ends.search(end):
            return OPEN
        if tests and all(test(record) for test in tests):
            return OPEN
        if last is not None and (text := last(record)) and days_of(text)[1] == days_of(end)[1]:
            return OPEN
        return end

    return end_of


def _times(step: Times, access: Access) -> Function:
    start, end = compile_text(step.start, access), compile_text(step.end, access)
    end_of = _ends(step.ongoing, access)

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            with counted(record, files):
                first, last = start(record), end_of(record, end(record))
                days_of(first), days_of(last)
                yield ChangedRecord(record, {"from": first, "to": last})

    return function


def _spells(step: Spells, access: Access) -> Function:
    end_of = _ends(step.ongoing, access)

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        return spells(step, records, files, end_of)

    return function


def _cut(step: Cut, access: Access) -> Function:
    names = [cell.columns[0] for cell in step.codes]

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            codes = {name: tuple(map(number, record.values(name))) for name in names}
            every = [code for found in codes.values() for code in found]
            for start, end in cut(step.scheme, every, record.first("from"), record.first("to")):
                yield ChangedRecord(record, {**codes, "from": start, "to": end})

    return function


def _memberships(step: Memberships, access: Access) -> Function:
    return lambda records, files: memberships(step, records, files)


def _sides(step: Sides, access: Access) -> Function:
    start, end = compile_text(step.start, access), compile_text(step.end, access)
    return lambda records, files: sides(step, records, files, lambda r: (start(r), end(r)))


def _agreement(step: Agreement, access: Access) -> Function:
    return lambda records, files: agreement(step, records, files)


_COMPILED: dict[type[Any], Callable[[Any, Access], Function]] = {
    Melt: melt,
    Explode: explode,
    Pack: pack,
    Gather: gather,
    Distinct: _distinct,
    Times: _times,
    Spells: _spells,
    Cut: _cut,
    Memberships: _memberships,
    Sides: _sides,
    Agreement: _agreement,
}
