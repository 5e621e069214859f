"""What tables of sanctions episodes share: acts of one record, and the Union before it was one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from geograph.errors import GeographError
from geograph.sources.files import Record
from geograph.sources.reshaping import Files
from geograph.sources.reshaping.code_spells import days_of

__all__ = ["each_act", "union_on"]

_UNION_BEGINS = date(1993, 11, 1)


def each_act(
    records: Iterable[Record], files: Files, acts: Callable[[Record], Iterable[Record]]
) -> Iterator[Record]:
    """Yield the threats and sanctions of each record; one that cannot be read is an error alone."""
    for record in records:
        try:
            found = list(acts(record))
        except GeographError as exc:
            files.wrong(record, exc)
            continue
        if not found:
            files.drop(record, "neither a threat nor a sanction")
        yield from found


def union_on(start: str) -> str:
    """Return what the Union was called when something began; without a date as it is today.

    >>> union_on("1991-07"), union_on("1993-11-01"), union_on("")
    ('European Communities', 'European Union', 'European Union')
    """
    before = start and days_of(start)[1] < _UNION_BEGINS
    return "European Communities" if before else "European Union"
