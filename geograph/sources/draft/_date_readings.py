"""Tries the forms in which a column may write its dates, several of them together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geograph.dates import parse
from geograph.errors import DateError
from geograph.sources.mapping.cells import whole
from geograph.sources.mapping.publisher_dates import day_of

__all__ = ["DateReading", "date_reading", "is_compact", "is_day", "is_year", "reads_as"]

_DAY = re.compile(
    r"\d{4}-\d\d-\d\d([T ].*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|(\d{1,2}[ -])?[A-Za-z]{3,9}[ -]\d{4}"
)
_YEARS = re.compile(r"\d{4}([ ;,/–-]+\d{4})*")
_FORMS = {
    "d/m/y": re.compile(r"(\d{1,2}/){1,2}\d{4}( .*)?"),
    "m/d/y": re.compile(r"(\d{1,2}/){1,2}\d{2,4}( .*)?"),
    "d.m.y": re.compile(r"(\d{1,2}\.){1,2}\d{4}\.?"),
    "d mon y": re.compile(r"(\d{1,2}[ -])?[A-Za-z]{3,9}[ -]\d{4}"),
    "ymd": re.compile(r"\d{8}"),
}

#: The forms that read a column, the share that they read, and another form that reads it as well.
DateReading = tuple[tuple[str, ...], float, str]


def is_day(text: str) -> bool:
    """Return whether a text is a date by its look, whatever its column is called.

    >>> is_day("2014-05-03"), is_day("May 2024"), is_day("3/5/2014"), is_day("2014")
    (True, True, True, False)
    """
    return _DAY.fullmatch(text) is not None and _reads(text, "edtf") | any(
        _reads(text, form) for form in _FORMS
    )


def is_compact(text: str) -> bool:
    """Return whether a number may be a day without separators.

    >>> is_compact("20140503"), is_compact("20149999"), is_compact("201405")
    (True, False, False)
    """
    return re.fullmatch(r"(1[5-9]|20)\d{6}", text) is not None and _reads(text, "ymd")


def is_year(text: str) -> bool:
    """Return whether a text may be a year of the state system, or a list of such."""
    plain = whole(text)
    years = re.findall(r"\d{4}", plain) if _YEARS.fullmatch(plain) else []
    return bool(years) and all(1500 <= int(year) <= 2100 for year in years)


def date_reading(values: Sequence[str]) -> DateReading:
    """Return the forms that read most values: one, or several where a column mixes them.

    Of ``d/m/y`` and ``m/d/y`` only one is taken, since a column that mixes these cannot be read.

    >>> date_reading(["2014-05-03", "2014"]), date_reading(["30/05/2014", "May 2024"])
    ((('edtf',), 1.0, ''), (('d/m/y', 'd mon y'), 1.0, ''))
    """
    if all(_reads(value, "edtf") for value in values):
        return ("edtf",), 1.0, ""
    if all(_YEARS.fullmatch(value) for value in values):
        return ("years",), 1.0, ""
    read = {form: sum(_reads(value, form) for value in values) for form in _FORMS}
    slash = "m/d/y" if read["m/d/y"] >= read["d/m/y"] else "d/m/y"
    other = "m/d/y" if slash == "d/m/y" else "d/m/y"
    forms = tuple(form for form in (slash, "d.m.y", "d mon y", "ymd") if read[form])
    if not forms:
        return ("edtf",), sum(_reads(value, "edtf") for value in values) / len(values), ""
    share = sum(reads_as(value, forms) for value in values)
    rival = other if read[slash] and read[other] == read[slash] else ""
    return forms, share / len(values), rival


def reads_as(text: str, forms: Sequence[str]) -> bool:
    """Return whether one of the forms reads a text; ISO dates are read beside any of them.

    >>> reads_as("2014-05-03", ("d/m/y",)), reads_as("unknown", ("d/m/y",))
    (True, False)
    """
    if tuple(forms) == ("edtf",):
        return _reads(text, "edtf")
    if tuple(forms) == ("years",):
        return _YEARS.fullmatch(text) is not None
    return _reads(text, "iso") or any(_reads(text, form) for form in forms)


@cache
def _reads(text: str, form: str) -> bool:
    if form in ("edtf", "iso"):
        plain = whole(text)
        if form == "iso" and not re.fullmatch(r"\d{4}(-\d\d){0,2}([T ].*)?", plain):
            return False
        try:
            parse(plain[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", plain) else plain)
        except DateError:
            return False
        return re.match(r"\d{4}(?!\d)", plain) is not None
    return _FORMS[form].fullmatch(text) is not None and day_of(text, form) is not None
