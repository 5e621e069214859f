"""Steps that read the cells of one record: melt, explode, pack and gather."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import cache

from geograph.errors import DateError, MappingError, RecordError
from geograph.sources.files import MISSING, Record
from geograph.sources.mapping.cells import Access, Dropped
from geograph.sources.mapping.step_specs import Explode, Gather, Melt, Pack, Step
from geograph.sources.mapping.value_specs import PACK
from geograph.sources.reshaping import ChangedRecord, Files, Function
from geograph.sources.reshaping.code_spells import number

__all__ = ["counted", "explode", "gather", "known", "melt", "pack"]


@contextmanager
def counted(record: Record, files: Files) -> Iterator[None]:
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


def melt(step: Melt, access: Access) -> Function:
    columns, missing = _wide(step), step.missing | MISSING

    @cache
    def named(column: str) -> str:
        if step.pattern is None:
            return column
        found = step.pattern.search(column)
        if found is None or not found[1]:
            raise MappingError(
                f"the pattern does not fit the column {column!r}",
                fix="correct the pattern, or name fewer columns",
                where=step.where,
            )
        return found[1]

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            made = False
            for column in columns(record):
                value = record.first(column)
                if value and value not in missing:
                    made = True
                    yield ChangedRecord(record, {step.name: named(column), step.value: value})
            if not made:
                files.drop(record, f"nothing in {', '.join(step.columns)}")

    return function


def known(step: Step, names: Iterable[str]) -> Callable[[Record], None]:
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


def explode(step: Explode, access: Access) -> Function:
    names = [cell.columns[0] for cell in step.columns]
    look = known(step, names)

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
                    fix="explode the columns in steps of their own, or correct the cells",
                )
        full = [found * length if len(found) == 1 else found or [""] * length for found in lists]
        return list(zip(*full, strict=True))

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            look(record)
            found: list[tuple[str, ...]] = []
            with counted(record, files):
                found = pieces(record)
            for piece in found:
                yield ChangedRecord(record, dict(zip(names, piece, strict=True)))

    return function


def pack(step: Pack, access: Access) -> Function:
    names = [cell.columns[0] for cell in step.columns]
    look, apart = known(step, names), re.compile("|".join(map(re.escape, step.by)))
    coded = names.index(step.coded.columns[0]) if step.coded else -1

    def as_code(text: str) -> str:
        return f"{step.scheme}:{text}" if step.code and step.code.fullmatch(text) else text

    def values(record: Record, n: int) -> list[str]:
        parts = (part.strip() for text in record.values(names[n]) for part in apart.split(text))
        found = [part for part in parts if part and part.casefold() not in step.missing]
        return [as_code(text) for text in found] if n == coded else found

    def beside(found: list[str], n: int, many: int) -> str:
        if len(found) == many:
            return found[n]
        return found[0] if len(found) == 1 else ""

    def packed(record: Record) -> Iterator[str]:
        first, *others = lists = [values(record, n) for n in range(len(names))]
        for n, text in enumerate(first):
            about = [beside(found, n, len(first)) for found in others]
            code = beside(lists[coded], n, len(first)) if coded > 0 else ""
            name = code if code and code == as_code(text) else text
            yield PACK.join((name, *about)).rstrip(PACK)

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            look(record)
            yield ChangedRecord(record, {step.into: tuple(dict.fromkeys(packed(record)))})

    return function


def gather(step: Gather, access: Access) -> Function:
    columns = _wide(step)

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            cells = (record.first(column) for column in columns(record))
            found = tuple(number(one) for one in cells if one and one not in step.missing)
            yield ChangedRecord(record, {step.into: found})

    return function
