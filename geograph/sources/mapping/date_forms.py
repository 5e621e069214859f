"""How publishers write days: the forms, and what a text means under each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from geograph.errors import RecordError

__all__ = ["DAY_FIRST", "FORMS", "MONTH_FIRST", "form_of", "read_form", "readings"]

#: Every form that a mapping can name.
FORMS = (
    "edtf", "ymd", "d.m.y", "m/d/y", "d/m/y", "m/d/yy", "d/m/yy", "d mon y", "d mon yy", "mon d y",
    "excel", "years",
)  # fmt: skip
#: Forms that read one text as two days: 04/03/2020 is in March or in April.
DAY_FIRST = frozenset(("d.m.y", "d/m/y", "d/m/yy"))
MONTH_FIRST = frozenset(("m/d/y", "m/d/yy"))

_MONTHS = {
    name: n
    for n, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_D, _M, _Y = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>\d{4})"
_TIME = r"(?:[ T].*)?"
_WORD = r"(?P<mon>[A-Za-z]{3})[a-z]*\.?"
_PATTERNS = {
    "ymd": re.compile(r"(?P<y>\d{4})(?P<m>\d{2})?(?P<d>\d{2})?(?:\d{6})?"),
    "d.m.y": re.compile(rf"(?:(?:{_D}[.:])?{_M}[.:])?{_Y}\.?"),
    "d/m/y": re.compile(rf"(?:(?:{_D}[/.-])?{_M}[/.-])?{_Y}{_TIME}"),
    "m/d/y": re.compile(rf"(?:{_M}[/.-](?:{_D}[/.-])?)?{_Y}{_TIME}"),
    "d/m/yy": re.compile(rf"{_D}[/.-]{_M}[/.-](?P<y>\d\d){_TIME}"),
    "m/d/yy": re.compile(rf"{_M}[/.-]{_D}[/.-](?P<y>\d\d){_TIME}"),
    "d mon y": re.compile(rf"(?:{_D}[ -])?(?:{_WORD}[ -])?{_Y}{_TIME}"),
    "d mon yy": re.compile(rf"{_D}[ -]{_WORD}[ -](?P<y>\d\d)"),
    "mon d y": re.compile(rf"{_WORD} (?:{_D},? )?{_Y}{_TIME}"),
}
_ISO = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*|Z|[+-]\d{2}:\d{2})?")
# The year first, between other signs than EDTF has.
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?:[T ].*)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
# Forms that a date without one can have.
_OTHERS = ("d/m/y", "m/d/y", "d/m/yy", "m/d/yy", "d mon y", "d mon yy")
# The days that are told as serial numbers: 18 May 1927 to 31 December 2099.
_SERIALS = range(10_000, 73_051)
_BEFORE = date(1899, 12, 30)


def read_form(text: str, form: str) -> str | None:
    """Return a text of a form as EDTF, or None where it is none.

    Whether there is such a day is left open. Years of two digits are those from 1931 to 2030.

    >>> read_form("24-Jun-2026", "d mon y"), read_form("3 Avril 2020", "d mon y")
    ('2026-06-24', None)
    >>> read_form("4/3/20", "m/d/yy"), read_form("4/3/20", "m/d/y"), read_form("43831", "excel")
    ('2020-04-03', None, '2020-01-01')
    """
    if form == "excel":
        return _serial(text)
    found = _PATTERNS[form].fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 1900 if year > 30 else 2000
    month = int(parts.get("m") or 0)
    if word := parts.get("mon"):
        month = _MONTHS.get(word.casefold(), 0)
        if not month:
            return None
    day = int(parts["d"] or 0)
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _serial(text: str) -> str | None:
    """Return the day of a serial number of a spreadsheet."""
    found = _SERIAL.fullmatch(text)
    if found is None or int(found[1]) not in _SERIALS:
        return None
    return (_BEFORE + timedelta(days=int(found[1]))).isoformat()


def readings(text: str, forms: Iterable[str]) -> dict[str, str]:
    """Return what a text can mean, by the forms that fit: days that there are before others.

    >>> readings("04/03/2020", ("d/m/y", "m/d/y"))
    {'d/m/y': '2020-03-04', 'm/d/y': '2020-04-03'}
    >>> readings("04/13/2020", ("d/m/y", "m/d/y")), readings("2020-04-13", ("d/m/y", "m/d/y"))
    ({'m/d/y': '2020-04-13'}, {'y-m-d': '2020-04-13'})
    """
    fit = {form: found for form in forms if (found := read_form(text, form)) is not None}
    if not fit and (iso := _year_first(text)):
        return {"y-m-d": iso}
    return {form: found for form, found in fit.items() if _is_day(found)} or fit


def _year_first(text: str) -> str | None:
    """Return a text that begins with the year as EDTF, or None where it does not.

    >>> _year_first("2020-04-03 00:00"), _year_first("2020/4/3"), _year_first("2019/2020")
    ('2020-04-03', '2020-04-03', None)
    """
    if found := _ISO.fullmatch(text):
        return found[1]
    if found := _YEAR_FIRST.fullmatch(text):
        return f"{found[1]}-{int(found[3]):02d}-{int(found[4]):02d}"
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def form_of(text: str, forms: tuple[str, ...]) -> str:
    """Return a text as EDTF, read in the one form of several that fits.

    Raises
    ------
    RecordError
        None fits, or two that mean different days do.
    """
    if forms[0] == "edtf":
        if found := _year_first(text):
            return found
        if day := _serial(text):
            if "excel" not in forms:
                raise _serial_error(text, day)
            return day
        if text[:1].isdigit() and (can := readings(text, _OTHERS)):
            told = " or ".join(f"{form} ({day})" for form, day in can.items())
            raise RecordError(
                f"{text!r} is not a date that begins with its year",
                fix=f"give the date its form: {told}",
            )
        return text
    fit = readings(text, forms)
    if not fit:
        raise _unread(text, forms)
    (form, first), *rest = fit.items()
    for other, second in rest:
        if second != first:
            raise RecordError(
                f"{text!r} is {first} as {form} and {second} as {other}",
                fix=f"give the date one form, or load with --date-form {form} or {other}",
            )
    return first


def _serial_error(text: str, day: str) -> RecordError:
    return RecordError(
        f"{text!r} is a spreadsheet's serial number of a day, {day}, or an error",
        fix="write the column as dates, or name `excel` among the forms of the date",
    )


def _unread(text: str, forms: tuple[str, ...]) -> RecordError:
    """Return the error for a text that no form of the mapping reads, with the one that would."""
    if day := _serial(text):
        return _serial_error(text, day)
    told = " or ".join(forms)
    short = [one for one in ("d/m/yy", "m/d/yy", "d mon yy") if read_form(text, one)]
    if short:
        return RecordError(
            f"the year of {text!r} has two digits, expected the form {told}",
            fix=f"write four digits, or give the date the form {' or '.join(short)}",
        )
    return RecordError(
        f"invalid date {text!r}, expected the form {told}", fix="correct the cell, or the form"
    )
