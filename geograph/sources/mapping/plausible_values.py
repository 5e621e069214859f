"""Values that can hardly be meant: years like 9999, negative quantities, garbled letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from geograph.errors import RecordError
from geograph.events.event_row import NEVER, Row, RowDate
from geograph.sources.mapping.cells import MEMORY
from geograph.sources.mapping.publisher_dates import span_of
from geograph.sources.mapping.spec import RowSpec
from geograph.sources.mapping.value_checks import Checks
from geograph.sources.mapping.value_specs import Detail

__all__ = [
    "NO_YEAR",
    "compile_plausible",
    "garbled",
    "compile_in_time",
    "compile_numbers",
    "may_be_meant",
    "not_broken",
    "stage_in_time",
]

#: Classes of what is noticed.
SENTINEL_YEAR = "years such as 9999, read as no date or as an open end"
FAR_YEAR = "years before 1000 or after 2200, read as no date"
NO_YEAR = "years that are not positive, read as no date"
LATER = "dates after the day of the release"
TOO_EARLY = "events before what precedes them"
NEGATIVE = "negative numbers of what is counted"
SENTINEL = "numbers that may stand for nothing: name them under `missing:`"
GARBLED = "letters garbled by a wrong encoding"
DIGITS = "keys in scientific notation, whose digits are lost"

_FIRST, _LAST = 1000, 2200
_MARKS = frozenset((-1, -5, -6, -7, -8, -9, -55, -66, -77, -88, -99, -555, -666, -777, -888, -999))
_FAR_MARKS = frozenset(
    sign * number for number in (9999, 99999, 999999, 9999999) for sign in (1, -1)
) | {-999, -8888}
_LEAST = 9999
_SIDE = re.compile(r"\d{4}")
# What UTF-8 looks like where it is read as Windows-1252 or Latin-1.
_MORE = "[\u0080-\u00bfŒœŠšŸŽžƒˆ˜\u2013-\u203a€™]"
_WRONG = re.compile(f"[ÂÃÄÅÎÏÐÑØÙÚÛ]{_MORE}|[àáâãäåæçèé]{_MORE}{{2}}|\ufffd")
_BROKEN = frozenset(("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#SPILL!", "########"))


def may_be_meant(year: int) -> bool:
    """Return whether an event of the field can be of a year."""
    return _FIRST <= year <= _LAST


def _odd(day: date | None) -> bool:
    return day is not None and not _FIRST <= day.year <= _LAST


def compile_in_time(checks: Checks) -> Callable[[RowDate, bool, int], RowDate]:
    """Return the function that takes from a date of a row years that cannot be meant.

    They are counted, and so are dates after the day of the release.
    """
    fine: set[RowDate] = {NEVER}  # equal dates are one object

    def in_time(when: RowDate, durative: bool, line: int) -> RowDate:
        if when in fine:
            return when
        low = when.start_earliest or when.start
        if _odd(low) or _odd(when.start) or _odd(when.end) or _odd(when.end_latest):
            changed, what = _without(when.edtf or "", durative)
            for one in what:
                checks.noticed.add(one, line, when.edtf or "")
            return changed
        if checks.released is not None and low is not None and low > checks.released:
            checks.noticed.add(LATER, line, when.edtf or "")
            return when
        if len(fine) >= MEMORY:
            fine.clear()
        fine.add(when)
        return when

    return in_time


@lru_cache(maxsize=1 << 12)
def _without(edtf: str, durative: bool) -> tuple[RowDate, tuple[str, ...]]:
    """Return a date without the sides that cannot be meant, and the classes of these."""
    sides, what = edtf.split("/"), []
    for n, side in enumerate(sides):
        found = _SIDE.match(side)
        if found is None or _FIRST <= int(found[0]) <= _LAST:
            continue
        sentinel = int(found[0]) > 9900
        what.append(SENTINEL_YEAR if sentinel else FAR_YEAR)
        sides[n] = ".." if sentinel and n and durative else ""
    until = sides[1] if len(sides) > 1 else None
    if not sides[0] and until in ("", "..", None):
        return span_of("", None, durative), tuple(what)
    return span_of(sides[0], until, durative), tuple(what)


def stage_in_time(day: date | None, name: str, line: int, checks: Checks) -> date | None:
    """Return the day of a stage, or None where its year cannot be meant, which is counted."""
    if day is None or not _odd(day):
        return day
    what = SENTINEL_YEAR if day.year > 9900 else FAR_YEAR
    checks.noticed.add(what, line, f"{name} {day.year:04d}")
    return None


def compile_plausible(spec: RowSpec, checks: Checks) -> Callable[[Row], None]:
    """Return the function that counts what of a row can hardly be meant."""
    look_at_words = _compile_words(spec, checks)
    look_at_numbers = compile_numbers(spec.details, checks)
    before = [d.name for d in spec.details if d.precedes]
    add = checks.noticed.add

    def look(row: Row) -> None:
        details, line = row.details, row.line
        look_at_numbers(details, line)
        for name in before:
            if _later(details[name], row.when):
                add(TOO_EARLY, line, f"{row.when.edtf}, but {name} {details[name]}")
        if row.key is not None and "E+" in row.key:
            add(DIGITS, line, row.key)
        look_at_words(row)

    return look


def compile_numbers(
    details: Iterable[Detail], checks: Checks
) -> Callable[[Mapping[str, Any], int], None]:
    """Return the function that counts numbers of a record that can hardly be meant."""
    numbers = [(d.name, d.signed) for d in details if d.type in ("number", "integer")]
    add = checks.noticed.add

    def look(values: Mapping[str, Any], line: int) -> None:
        for name, signed in numbers:
            value = values.get(name)
            if value is None or 0 <= value < _LEAST:
                continue
            if what := _odd_number(value, signed):
                add(what, line, f"{name} {value:g}")

    return look


def _compile_words(spec: RowSpec, checks: Checks) -> Callable[[Row], None]:
    """Return the function that counts garbled names and words; nearly all are plain ASCII."""
    texts = [d.name for d in spec.details if d.type == "text"]

    def count(text: str, line: int) -> None:
        if garbled(text):
            checks.noticed.add(GARBLED, line, text)

    def look(row: Row) -> None:
        for group in (row.actor, row.recipient, row.participant):
            for party in group:
                if not party.label.isascii():
                    count(party.label, row.line)
        details = row.details
        for name in texts:
            text = details[name]
            if text is not None and not text.isascii():
                count(text, row.line)

    return look


def _odd_number(value: float, signed: bool) -> str:
    """Return the class of a number that can hardly be meant, empty for all others."""
    if value in _FAR_MARKS:
        return SENTINEL
    if signed or value >= 0:
        return ""
    return SENTINEL if value in _MARKS else NEGATIVE


def _later(value: Any, when: RowDate) -> bool:
    """Return whether a year comes after that of an event, or a day after its last possible start.

    Of a list of delivery years the first counts.
    """
    if value is None or when.start is None:
        return False
    if isinstance(value, date):
        return value > when.start
    return bool(value > (when.start_earliest or when.start).year)


def garbled(text: str) -> bool:
    """Return whether a text holds letters that a wrong encoding has made.

    >>> garbled("CÃ´te d'Ivoire"), garbled("Côte d'Ivoire"), garbled("donâ€™t")
    (True, False, True)
    """
    return _WRONG.search(text) is not None


def not_broken(text: str) -> str:
    """Return a text that is not an error of a spreadsheet.

    Raises
    ------
    RecordError
        It is one, such as ``#REF!``.
    """
    if text in _BROKEN:
        fix = "correct the formula in the spreadsheet, and save the values"
        raise RecordError(f"{text!r} is an error of a spreadsheet, not a value", fix=fix)
    return text
