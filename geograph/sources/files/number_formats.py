"""Writes the numbers of a sheet as its number formats show them: days, months, years, codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

__all__ = ["Shown", "plain_number", "shown_by"]

Shown = Callable[[str], str]

#: Formats that a workbook does not spell out (ECMA-376, part 1, 18.8.30).
_BUILT_IN = {
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 45, 46, 47), "h:mm:ss"),
}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]')
_LAST = 2_958_466  # the serial number of the first day of the year 10000


@lru_cache(maxsize=20_000)
def plain_number(text: str) -> str:
    """Return a number as a sheet shows it without a format: whole, or with up to 15 digits.

    >>> plain_number("2.0"), plain_number("0.30000000000000004"), plain_number("1E-3")
    ('2', '0.3', '0.001')
    """
    try:
        value = float(text)
    except ValueError:
        return text
    if abs(value) < 1e21 and value == int(value):
        return str(int(value))
    return f"{value:.15g}"


def shown_by(number: int, codes: Mapping[int, str], *, since_1904: bool = False) -> Shown:
    """Return how cells of a number format are shown, by its number and the workbook's own formats.

    >>> shown_by(14, {})("41762"), shown_by(17, {})("41762")
    ('2014-05-03', '2014-05')
    >>> shown_by(164, {164: "000"})("40"), shown_by(0, {})("40")
    ('040', '40')
    """
    code = _LITERAL.sub("", codes.get(number, _BUILT_IN.get(number, ""))).split(";")[0].lower()
    if re.fullmatch("0{2,}", code):
        return lambda text: _padded(text, len(code))
    if code in ("", "general", "@") or re.search(r"\[[hms]+\]", code):
        return plain_number
    letters = {letter for letter in code if letter in "ymdhs"}
    if not letters or re.search("[0#?]", re.sub(r"s\.0+", "s", code)):
        return plain_number
    clock = bool(letters & {"h", "s"})
    if clock and not letters & {"y", "d"}:
        return lambda text: _day(text, since_1904, "%H:%M:%S", "%H:%M:%S")
    form = "%Y-%m-%d"
    if "d" not in letters and "y" in letters:
        form = "%Y-%m" if "m" in letters else "%Y"
    return lambda text: _day(text, since_1904, form, f"{form}T%H:%M:%S" if clock else form)


def _padded(text: str, width: int) -> str:
    plain = plain_number(text)
    return plain.zfill(width) if plain.isdigit() else plain


@lru_cache(maxsize=20_000)
def _day(text: str, since_1904: bool, form: str, with_time: str) -> str:
    """Return a serial number as a day; one that no calendar has stays a number.

    Workbooks count from the last day of 1899, and have a 29 February 1900 that never was.
    """
    try:
        serial = float(text)
    except ValueError:
        return text
    if not 0 <= serial < _LAST or (not since_1904 and 60 <= serial < 61):
        return plain_number(text)
    if since_1904:
        first = datetime(1904, 1, 1)
    else:
        first = datetime(1899, 12, 30) if serial >= 60 else datetime(1899, 12, 31)
    moment = first + timedelta(seconds=round(serial * 86_400))
    midnight = moment.hour == moment.minute == moment.second == 0
    return moment.strftime(form if midnight else with_time).rjust(4, "0")
