"""The steps of a layout as functions: records of a file → other records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from geograph.errors import DateError, MappingError, RecordError
from geograph.sources.files import Record
from geograph.sources.mapping._grouping_steps import memberships, sides, spells
from geograph.sources.mapping.cells import Access, Dropped, compile_condition
from geograph.sources.mapping.publisher_dates import compile_text
from geograph.sources.mapping.step_specs import (
    Cut,
    Distinct,
    Explode,
    Gather,
    Melt,
    Memberships,
    Ongoing,
    Sides,
    Spells,
    Step,
    Times,
)
from geograph.sources.reshaping import Changed, Files, Function
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


@contextmanager
def _counted(record: Record, files: Files) -> Iterator[None]:
    """Count a record that cannot be read, or is left out, where it stands."""
    try:
        yield
    except Dropped as exc:
        files.drop(record, exc.reason, exc.value)
    except (RecordError, DateError) as exc:
        files.wrong(record, exc)


def _wide(step: Melt | Gather) -> Callable[[Record], list[str]]:
    """Return the function that gives the columns of a record that fit the step's patterns."""

    @cache
    def fitting(columns: tuple[str, ...]) -> list[str]:
        found = [c for c in columns if any(fnmatchcase(c, glob) for glob in step.columns)]
        if not found:
            raise MappingError(
                f"no column fits {' or '.join(step.columns)}",
                fix=f"the file has {', '.join(columns[:12])}{' …' if len(columns) > 12 else ''}",
                where=step.where,
            )
        return found

    return lambda record: fitting(record.columns())


def _melt(step: Melt, access: Access) -> Function:
    columns = _wide(step)

    @cache
    def named(column: str) -> str:
        if step.pattern is None:
            return column
        found = step.pattern.search(column)
        if found is None or not found[1]:
            raise MappingError(
                f"the pattern does not fit the column {column!r}",
                fix="mend the pattern, or name fewer columns",
                where=step.where,
            )
        return found[1]

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            made = False
            for column in columns(record):
                value = record.first(column)
                if value and value not in step.missing:
                    made = True
                    yield Changed(record, {step.name: named(column), step.value: value})
            if not made:
                files.drop(record, f"nothing in {', '.join(step.columns)}")

    return function


def _known(step: Step, names: Iterable[str]) -> Callable[[Record], None]:
    """Return the function that looks whether the first line of a table has the columns."""
    wanted, looked = tuple(names), [False]

    def look(record: Record) -> None:
        if looked[0]:
            return
        looked[0] = True
        known = record.columns()
        for name in wanted if record.cells else ():
            if name not in known:
                raise MappingError(
                    f"there is no column {name!r}",
                    fix=f"one of {', '.join(known[:20])}",
                    where=step.where,
                )

    return look


def _explode(step: Explode, access: Access) -> Function:
    names = [cell.columns[0] for cell in step.columns]
    look = _known(step, names)

    def values(record: Record, name: str) -> list[str]:
        parts = (part.strip() for text in record.values(name) for part in text.split(step.by))
        return [part for part in parts if part and part not in step.missing]

    def pieces(record: Record) -> list[tuple[str, ...]]:
        lists = [values(record, name) for name in names]
        length = max(map(len, lists))
        if not length:
            raise Dropped(f"nothing in {', '.join(names)}")
        longest = names[[len(found) for found in lists].index(length)]
        for name, found in zip(names, lists, strict=True):
            if len(found) not in (0, 1, length):
                raise RecordError(
                    f"{length} values in {longest!r} and {len(found)} in {name!r}",
                    fix="explode the columns in steps of their own, or mend the cells",
                )
        full = [found * length if len(found) == 1 else found or [""] * length for found in lists]
        return list(zip(*full, strict=True))

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            look(record)
            found: list[tuple[str, ...]] = []
            with _counted(record, files):
                found = pieces(record)
            for piece in found:
                yield Changed(record, dict(zip(names, piece, strict=True)))

    return function


def _gather(step: Gather, access: Access) -> Function:
    columns = _wide(step)

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            cells = (record.first(column) for column in columns(record))
            found = tuple(number(one) for one in cells if one and one not in step.missing)
            yield Changed(record, {step.into: found})

    return function


def _distinct(step: Distinct, access: Access) -> Function:
    without = {cell.columns[0] for cell in step.without}
    look = _known(step, without)

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
            with _counted(record, files):
                first, last = start(record), end_of(record, end(record))
                days_of(first), days_of(last)
                yield Changed(record, {"from": first, "to": last})

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
                yield Changed(record, {**codes, "from": start, "to": end})

    return function


def _memberships(step: Memberships, access: Access) -> Function:
    return lambda records, files: memberships(step, records, files)


def _sides(step: Sides, access: Access) -> Function:
    start, end = compile_text(step.start, access), compile_text(step.end, access)
    return lambda records, files: sides(step, records, files, lambda r: (start(r), end(r)))


_COMPILED: dict[type[Any], Callable[[Any, Access], Function]] = {
    Melt: _melt,
    Explode: _explode,
    Gather: _gather,
    Distinct: _distinct,
    Times: _times,
    Spells: _spells,
    Cut: _cut,
    Memberships: _memberships,
    Sides: _sides,
}
