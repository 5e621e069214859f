"""States by numbers of a list: times cut where a number passes from one state to the next.

The Correlates of War write 365 for Russia and for the Soviet Union, and one row may last from 1905
to today. Such a row tells of two states one after the other, so it becomes two records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from geograph.actors import load_reference
from geograph.dates import parse
from geograph.errors import RecordError
from geograph.sources.files import Record
from geograph.sources.publishers._derived_records import Changed, Files

__all__ = [
    "cow_contiguity",
    "cow_dyad_years",
    "cow_dyads",
    "cow_states",
    "cut",
    "days_of",
    "edtf",
    "gw_states",
    "number",
]

_ONE = timedelta(days=1)
_UNKNOWN = ("", ".", "?", "NA")
OPEN = ".."


def number(text: str) -> str:
    """Return a number as publishers' lists have it: without the decimals of a converted file.

    >>> number("365.0"), number("502.1"), number("-9")
    ('365', '502.1', '-9')
    """
    return text[:-2] if text.endswith(".0") else text


def edtf(year: str, month: str = "", day: str = "") -> str:
    """Return a date of three cells as EDTF; what is no positive number is not known.

    Raises
    ------
    RecordError
        A cell is no number.

    >>> edtf("1902", "7", "-9"), edtf("1916", "."), edtf("-9"), edtf("2014.0", "2", "3")
    ('1902-07', '1916', '', '2014-02-03')
    """
    parts = []
    for text in (year, month, day):
        try:
            parts.append(int(float(text)) if text not in _UNKNOWN else 0)
        except ValueError as exc:
            raise RecordError(f"{text!r} is no part of a date", fix="mend the cell") from exc
    y, m, d = parts
    if y <= 0:
        return ""
    if not 0 < m <= 12:
        return f"{y:04d}"
    return f"{y:04d}-{m:02d}" + (f"-{d:02d}" if d > 0 else "")


@cache
def days_of(text: str) -> tuple[date, date]:
    """Return the first and the last day that a date may mean; open and unknown ones mean any.

    >>> [str(day) for day in days_of("1902-07")]
    ['1902-07-01', '1902-07-31']
    """
    if text in ("", OPEN):
        return date.min, date.max
    span = parse(text)
    return span.earliest_start or date.min, span.latest_end or date.max


@cache
def turns(scheme: str, code: str) -> tuple[date, ...]:
    """Return the days on which a number of a list passes to another state.

    >>> [str(day) for day in turns("cow", "365")]
    ['1922-12-30', '1991-12-26']
    """
    reference = load_reference()
    spells = [
        *((s.start, s.end, s.state) for s in reference.spells
          if s.scheme == scheme and str(s.code) == code),
        *((c.start, c.end, c.actor) for c in reference.codes
          if c.scheme == scheme and c.code == code),
    ]  # fmt: skip
    spells.sort(key=lambda spell: spell[0] or date.min)
    return tuple(
        start
        for (_, end, before), (start, _, after) in pairwise(spells)
        if start and before != after and end == start - _ONE
    )


def cut(scheme: str, codes: Iterable[str], start: str, end: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a time in which each number means one state.

    >>> list(cut("cow", ["365", "2"], "1905-06", ".."))
    [('1905-06', '1922-12-29'), ('1922-12-30', '1991-12-25'), ('1991-12-26', '..')]
    """
    # A month in which the number passes on is taken for the state that has it at its end.
    first = days_of(start)[1] if start not in ("", OPEN) else date.min
    last = days_of(end)[0] if end not in ("", OPEN) else date.max
    for turn in sorted({turn for code in codes for turn in turns(scheme, code)}):
        if first < turn <= last:
            yield start, (turn - _ONE).isoformat()
            start, first = turn.isoformat(), turn
    yield start, end


#: From a record to the start and the end of its time, as EDTF.
Times = Callable[[Record], tuple[str, str]]
Function = Callable[[Iterable[Record], Files], Iterator[Record]]


def _cutting(scheme: str, codes: Sequence[str], times: Times) -> Function:
    """Return the function that gives each record its time as ``from`` and ``to``, in pieces."""

    def function(records: Iterable[Record], files: Files) -> Iterator[Record]:
        for record in records:
            numbers = {code: number(record.first(code)) for code in codes}
            for start, end in cut(scheme, numbers.values(), *times(record)):
                yield Changed(record, {**numbers, "from": start, "to": end})

    return function


def _state_times(record: Record) -> tuple[str, str]:
    """Return the time of a row of the list of states; the end of the file is no end of a state."""
    first, value = record.first, number(record.first("version")).lstrip("v")
    ends = (first("endyear"), first("endmonth"), first("endday"))
    still = not ends[0] or ends == (value[:4], "12", "31")
    return edtf(first("styear"), first("stmonth"), first("stday")), OPEN if still else edtf(*ends)


def _gw_times(record: Record) -> tuple[str, str]:
    """Return the time of a row of Gleditsch and Ward: ``dd:mm:yyyy`` or ISO days.

    The list ends on 31 December of its last year, which no state has left on since 2000.
    """

    def day(text: str) -> str:
        return edtf(*reversed(text.split(":"))) if ":" in text else text[:10]

    start, end = day(record.first("start")), day(record.first("end"))
    return start, OPEN if not end or (end >= "2000" and end.endswith("-12-31")) else end


def _dyad_times(record: Record) -> tuple[str, str]:
    """Return the time of an alliance of two; right-censored means in force when the data end."""
    first = record.first
    start, end = (
        edtf(*(first(f"dyad_{side}_{part}") for part in ("year", "month", "day")))
        for side in ("st", "end")
    )
    return start, OPEN if not end or first("right_censor") == "1" else end


#: The last month of releases of the contiguity data: borders that end in it do not end.
_LAST_MONTHS = ("2006-12", "2016-12")


def _border_times(record: Record) -> tuple[str, str]:
    """Return the time of a border: months as ``191811``, or days of a converted file."""

    def month(text: str) -> str:
        return f"{text[:4]}-{text[4:6]}" if text[:6].isdigit() else text[:7]

    start, end = month(number(record.first("start"))), month(number(record.first("end")))
    return start, OPEN if not end or end in _LAST_MONTHS else end


def cow_dyad_years(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Take the years of each alliance of two together again: every row has its whole time."""
    return cow_dyads(_once(records, ("year",)), files)


def _once(records: Iterable[Record], without: Sequence[str]) -> Iterator[Record]:
    """Pass on each record that differs from all before it, but for some of its columns."""
    seen: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for record in records:
        cells = tuple(record.first(c) for c in record.columns() if c not in without)
        if cells not in seen[cells[0]]:
            seen[cells[0]].add(cells)
            yield record


cow_states = _cutting("cow", ["ccode"], _state_times)
gw_states = _cutting("gw", ["number"], _gw_times)
cow_dyads = _cutting("cow", ["ccode1", "ccode2"], _dyad_times)


def cow_contiguity(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the borders; the file also has the times in which two states had none."""

    def touching() -> Iterator[Record]:
        for record in records:
            if number(record.first("conttype")) in ("0", "6"):
                files.drop(record, "not contiguous")
            else:
                yield record

    yield from _borders(touching(), files)


_borders = _cutting("cow", ["state1", "state2"], _border_times)
