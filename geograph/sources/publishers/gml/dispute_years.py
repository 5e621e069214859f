"""Disputes by directed dyad and year to one record for each direction in which a state acted.

The table has the years of a dyad, but the months of the whole dispute. So the month of the start is
taken for dyads whose two states are both originators, in the year of onset, and the month of the
end where the dispute has no other dyad. Whether the two months agree with the least and the most
days of the dispute is looked at; if they do not, the years stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geograph.sources.files import Record
from geograph.sources.reshaping import Files
from geograph.sources.reshaping.code_spells import OPEN, days_of, edtf, number
from geograph.sources.reshaping.dyad_spells import Dyads, years_without_gap

__all__ = ["directions"]

_TWICE = ("sidea", "revstate", "revtype1", "revtype2", "fatality", "fatalpre", "hiact", "hostlev",
          "orig")  # fmt: skip
_DYADS = Dyads(
    of=("dispnum",),
    first="ccode1",
    second="ccode2",
    level="hostlev1",
    action="hiact1",
    pairs={f"{name}1": f"{name}2" for name in _TWICE},
)
#: The last year of the data, where a dispute that goes on has the mark 1.
_LAST, _ONGOING = "2010", "ongo2010"


def directions(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield one record for each direction of a dyad in a dispute, with ``from`` and ``to``."""
    yield from _DYADS.spells(records, files, _times)


def _times(rows: list[Record]) -> Iterator[tuple[str, str, Record]]:
    runs = list(years_without_gap(rows, "year"))
    for run in runs:
        first, last = run[0], run[-1]
        start, end = number(first.first("year")), number(last.first("year"))
        if _is(last, _ONGOING) and end == _LAST:
            yield _month(first, start) if _from_onset(first) else start, OPEN, last
            continue
        months = _month(first, start), _month(last, end, "endmon")
        known = _from_onset(first)
        alone = known and len(runs) == 1 and _is(first, "numa") and _is(first, "numb")
        if known and (not alone or _as_long(last, *months)):
            start = months[0]
            end = months[1] if alone else end
        yield start, end, last


def _is(record: Record, column: str, value: str = "1") -> bool:
    return number(record.first(column)) == value


def _from_onset(record: Record) -> bool:
    """Return whether a row is of the year of onset of a dyad that was there from the beginning."""
    return _is(record, "midonset") and _is(record, "orig1") and _is(record, "orig2")


def _month(record: Record, year: str, column: str = "stmon") -> str:
    return edtf(year, record.first(column))


def _as_long(record: Record, start: str, end: str) -> bool:
    """Return whether a dispute between two months can have as many days as are told."""
    least, most = (number(record.first(column)) for column in ("mindur", "maxdur"))
    if not (least.isdecimal() and most.isdecimal()):
        return True
    (first, late), (early, last) = days_of(start), days_of(end)
    return (last - first).days + 1 >= int(least) and (early - late).days + 1 <= int(most)
