"""EDTF text to bounds in time: the earliest and latest day on which something began and ended.

The subset: a year, month or day (``2024``, ``2024-09``, ``2024-09-10``); one closing mark ``~``,
``?`` or ``%``, which is kept and moves no bound, since EDTF leaves its extent open; ``X`` for an
unknown digit (``202X``, ``2024-XX``, ``2024-09-1X``); intervals ``A/B`` of these, in which either
side may be ``..`` (open) or empty (unknown). Seasons, times of day, negative and five-digit years,
sets, and marks inside a date are errors that say what to write instead.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

from geograph.errors import DateError

__all__ = ["Bounds", "Span", "bounds", "day", "parse"]

_DATE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[~?%]?")
_YEAR = re.compile(r"[0-9]+X*")
_FORMS = "write 2024, 2024-09, 2024-09-10, 2024~, 2024-09-1X, 2022-02/.. or ../2024-09-10"


@dataclass(frozen=True, slots=True)
class Span:
    """A date as written, and the days that it allows; None is unbounded or unknown.

    >>> parse("2024-09-10").plain, parse("2024-09-10~").plain
    (True, False)
    """

    text: str
    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None

    @property
    def plain(self) -> bool:
        """Whether the text is one day without any mark, so that the day alone says it all."""
        return self.earliest_start is not None and self.text == self.earliest_start.isoformat()

    @property
    def interval(self) -> bool:
        """Whether the text is an interval ``A/B``."""
        return "/" in self.text


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a span means for one kind of event.

    ``start`` is the latest possible start (what *as of* compares), ``start_earliest`` the earliest;
    ``end`` the earliest possible end and ``end_latest`` the latest, both None for moments and for
    what has not ended.
    """

    start: date | None
    start_earliest: date | None
    end: date | None
    end_latest: date | None


def parse(text: str) -> Span:
    """Read a date of the supported subset of EDTF.

    Parameters
    ----------
    text
        The date as coded. It is kept unchanged in ``Span.text``.

    Returns
    -------
    Span
        For a single date all four bounds are set: start and end lie somewhere within it. For
        ``A/B`` the bounds of the start come from A and those of the end from B, each cut where the
        other makes it impossible.

    Raises
    ------
    DateError
        The text is not in the subset, or names a day that no calendar has.

    Examples
    --------
    >>> span = parse("2024-02")
    >>> str(span.earliest_start), str(span.latest_start), str(span.earliest_end)
    ('2024-02-01', '2024-02-29', '2024-02-01')
    >>> span = parse("2022-02/..")
    >>> str(span.latest_start), span.latest_end
    ('2022-02-28', None)
    >>> str(parse("2024-09-1X").latest_end)
    '2024-09-19'
    >>> parse("2024-21")
    Traceback (most recent call last):
    ...
    geograph.errors.DateError: '2024-21' is a season; seasons are not supported
      fix: write months, for example 2024-03/2024-05
    """
    # Nearly all dates are plain days: the standard library reads them many times faster.
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        try:
            plain = date.fromisoformat(text)
        except ValueError:
            pass
        else:
            return Span(text, plain, plain, plain, plain)
    return _slow(text)


@lru_cache(maxsize=1 << 14)  # a corpus repeats its dates
def _slow(text: str) -> Span:
    """Read a date without the short cut for plain days."""
    if "/" not in text:
        first, last = _extent(text, text)
        return Span(text, first, last, first, last)
    left, _, right = text.partition("/")
    if left in ("", "..") and right in ("", ".."):
        raise DateError(f"{text!r} has neither a start nor an end", fix="leave the date out")
    a_first, a_last = _side(left, text)
    b_first, b_last = _side(right, text)
    if a_first is not None and b_last is not None:
        if b_last < a_first:
            raise DateError(
                f"{text!r} ends before it starts", fix="write the earlier date on the left of '/'"
            )
        # Start and end bound each other: 2024/2024-05 cannot start in June.
        if a_last is not None and b_first is not None:
            a_last, b_first = min(a_last, b_last), max(b_first, a_first)
    return Span(text, a_first, a_last, b_first, b_last)


def _side(text: str, whole: str) -> tuple[date | None, date | None]:
    """Return the first and last day of one side of an interval."""
    return (None, None) if text in ("", "..") else _extent(text, whole)


def _extent(text: str, whole: str) -> tuple[date, date]:
    """Return the first and last day that a single date allows."""
    match = _DATE.fullmatch(text)
    if match is None or not _YEAR.fullmatch(match[1]):
        raise DateError(f"invalid date {whole!r}", fix=_mend(text))
    year, month, day_ = match[1], match[2] or "XX", match[3] or "XX"
    if year.startswith("000"):
        raise DateError(f"{whole!r} has no complete year", fix=_FORMS)
    if month.isdigit() and 21 <= int(month) <= 41:
        raise DateError(
            f"{whole!r} is a season; seasons are not supported",
            fix=f"write months, for example {year}-03/{year}-05",
        )
    first = next(_days(year, month, day_, step=1), None)
    last = next(_days(year, month, day_, step=-1), None)
    if first is None or last is None:
        if not list(_numbers(month, 12)):
            raise DateError(f"{whole!r} has no month {month}", fix="months are 01 to 12")
        raise DateError(f"{whole!r} is a day that does not exist", fix="check the day of the month")
    return first, last


def _days(year: str, month: str, day_: str, *, step: int) -> Iterator[date]:
    """Yield the days that the masks allow, forwards (``step`` 1) or backwards (-1)."""
    for y in list(_numbers(year, 9999))[::step]:
        for m in list(_numbers(month, 12))[::step]:
            length = monthrange(y, m)[1]
            yield from (date(y, m, d) for d in list(_numbers(day_, length))[::step])


def _numbers(mask: str, highest: int) -> Iterator[int]:
    """Yield the numbers from 1 to ``highest`` that a mask of digits and X allows, in order."""
    if mask == "XX":  # that of a month or day which is not stated: nearly all masks
        yield from range(1, min(highest, 99) + 1)
        return
    for digits in product(*("0123456789" if c == "X" else c for c in mask)):
        number = int("".join(digits))
        if 1 <= number <= highest:
            yield number


def _mend(text: str) -> str:
    """Return what to write instead of text that has not the form of a date."""
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]", text):
        return f"leave the time of day out: {text[:10]}"
    if short := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?([~?%]?)", text):
        parts = [short[1], *(part.zfill(2) for part in short.groups()[1:3] if part)]
        return f"write two digits for month and day: {'-'.join(parts)}{short[4]}"
    if re.fullmatch(r"[0-9X-]+[~?%]{2}", text):
        return f"one mark is enough, and % means both ~ and ?: {text[:-2]}%"
    return _FORMS


def day(text: str) -> date:
    """Read one plain day, where nothing less exact will do.

    Raises
    ------
    DateError
        The text is not a day of the form ``2024-09-10``.

    Examples
    --------
    >>> day("2024-09-10")
    datetime.date(2024, 9, 10)
    >>> day("2024-09")
    Traceback (most recent call last):
    ...
    geograph.errors.DateError: '2024-09' is not one day
      fix: write year, month and day, for example 2024-09-10
    """
    span = parse(text)
    if not span.plain or span.earliest_start is None:
        raise DateError(
            f"{text!r} is not one day", fix="write year, month and day, for example 2024-09-10"
        )
    return span.earliest_start


def bounds(span: Span, durative: bool) -> Bounds:
    """Return what a span means for a moment, or for a state of affairs (``durative``).

    A state of affairs holds throughout ``A/B``: it has begun by A's last day, and holds at least
    until B's first, or still holds where B is open or no interval was written. A moment lies
    somewhere within ``A/B``. Where the two ends of a state of affairs overlap ("2024-09/2024-09"),
    the end is put on the start, so that it is seen on one day at least.

    Examples
    --------
    >>> war, raid = bounds(parse("2022-02/.."), True), bounds(parse("2022-02/.."), False)
    >>> str(war.start), war.end
    ('2022-02-28', None)
    >>> raid.start, str(raid.start_earliest)
    (None, '2022-02-01')
    >>> str(bounds(parse("2024"), False).start), bounds(parse("2024"), True).end
    ('2024-12-31', None)
    """
    if not durative:
        return Bounds(span.latest_end, span.earliest_start, None, None)
    if not span.interval:
        return Bounds(span.latest_start, span.earliest_start, None, None)
    # "../B" has begun by the last day on which it can have ended.
    start = span.latest_start if span.latest_start is not None else span.latest_end
    end = span.earliest_end
    if start is not None and end is not None:
        end = max(start, end)
    return Bounds(start, span.earliest_start, end, span.latest_end)
