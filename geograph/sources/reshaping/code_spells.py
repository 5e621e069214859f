"""States by numbers of a list: times cut where a number passes from one state to the next.

The Correlates of War write 365 for Russia and for the Soviet Union, and one row may last from 1905
to today. Such a row reports two states one after the other, so it becomes two records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from geograph.actors import load_reference
from geograph.dates import parse
from geograph.errors import RecordError
from geograph.sources.files import MISSING

__all__ = ["OPEN", "cut", "days_of", "edtf", "number", "turns"]

_ONE = timedelta(days=1)
_UNKNOWN = MISSING | {"", "?"}
OPEN = ".."


def number(text: str) -> str:
    """Return a number as publishers' lists have it: without the decimals of a converted file.

    >>> number("365.0"), number("2.00"), number("502.1"), number("-9"), number("v1.0")
    ('365', '2', '502.1', '-9', 'v1.0')
    """
    if "." not in text:
        return text
    before, _, after = text.partition(".")
    return before if not after.strip("0") and before.removeprefix("-").isdigit() else text


def edtf(year: str, month: str = "", day: str = "") -> str:
    """Return a date of three cells as EDTF; what is not a positive number is not known.

    Raises
    ------
    RecordError
        A cell is not a number.

    >>> edtf("1902", "7", "-9"), edtf("1916", "."), edtf("-9"), edtf("2014.0", "2", "3")
    ('1902-07', '1916', '', '2014-02-03')
    """
    parts = []
    for text in (year, month, day):
        try:
            parts.append(int(float(text)) if text not in _UNKNOWN else 0)
        except ValueError as exc:
            raise RecordError(f"{text!r} is not part of a date", fix="correct the cell") from exc
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
