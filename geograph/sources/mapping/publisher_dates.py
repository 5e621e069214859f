"""Dates as publishers write them → when an event began and ended, at the latest and earliest."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from geograph.dates import bounds, parse
from geograph.errors import DateError, RecordError
from geograph.events.event_row import NEVER, RowDate
from geograph.sources.mapping.cells import (
    Access,
    Dropped,
    compile_cell,
    compile_known,
    first,
    remember,
    whole,
)
from geograph.sources.mapping.date_forms import form_of
from geograph.sources.mapping.value_specs import DateSpec

__all__ = [
    "compile_days",
    "compile_moment",
    "compile_text",
    "day_of",
    "span_of",
    "whole_of",
    "years_in",
]


_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_CIRCA = re.compile(r"(?:circa|c\.|approximately|about)\s*", re.IGNORECASE)


def compile_moment(moment: DateSpec, access: Access, durative: bool) -> Callable[[Any], RowDate]:
    """Return the function that reads the date of a row.

    Parameters
    ----------
    moment
        Where the date stands and how it is written.
    access
        From a column's name to its text.
    durative
        Whether the event is a state of affairs: then the dates are a span that holds throughout.

    Raises
    ------
    RecordError
        When called: the text is not a date of that form, or no day of any calendar.
    Dropped
        When called: the end is before the start.
    """
    plain = moment.until is None and moment.unsure is None and moment.precision is None
    if plain and moment.cell is not None and moment.form != ("years",):
        read = _reader(moment)
        return compile_known(
            moment.cell,
            access,
            lambda texts: span_of(read(first(texts)), None, durative),
            what="date",
        )
    text = compile_text(moment, access)
    unsure = compile_cell(moment.unsure, access) if moment.unsure else None
    until = compile_text(moment.until, access) if moment.until is not None else None
    if moment.precision is not None:
        cut, till = compile_cell(moment.precision, access), until or (lambda row: "")
        known = remember(lambda p: _cut(p[0], p[1], p[2], durative, until is not None))
        return lambda row: known((text(row), till(row), first(cut(row))))
    if until is not None:
        end = until
        known = remember(lambda pair: span_of(pair[0], pair[1], durative))
        return lambda row: known((text(row), end(row)))
    known = remember(lambda one: span_of(one, None, durative))
    if unsure is None:
        return lambda row: known(text(row))
    doubt = unsure
    return lambda row: known(text(row) + ("?" if doubt(row) and text(row) else ""))


def day_of(text: str, form: str) -> date | None:
    """Return the last day that a date of a form may mean, or None where it is none.

    >>> str(day_of("24-Jun-2026", "d mon y")), day_of("soon", "d mon y")
    ('2026-06-24', None)
    """
    try:
        return parse(_edtf(text.strip(), (form,))).latest_end
    except (DateError, RecordError):
        return None


def compile_days(moment: DateSpec, access: Access) -> Callable[[Any], tuple[str, ...]]:
    """Return the function that reads every date in a cell, as EDTF texts.

    Raises
    ------
    RecordError
        When called: a text is not a date of that form.
    """
    if moment.cell is None:
        one = compile_moment(moment, access, False)
        return lambda row: (text,) if (text := one(row).edtf) else ()
    values, form = compile_cell(moment.cell, access, what="date"), moment.form
    known = remember(lambda text: span_of(_edtf(text, form), None, False).edtf)
    return lambda row: tuple(text for value in values(row) if (text := known(value)))


def whole_of(edtf: str) -> RowDate:
    """Return a time in which somebody is named: its first day, and the days up to its last.

    So a name is read as on the first day of it on which it means anybody: Russia of the Correlates
    of War in the year 1991 is the Soviet Union.

    Raises
    ------
    RecordError
        The text is not a date.
    """
    try:
        span = parse(whole(edtf))
    except DateError as exc:
        raise RecordError(exc.what, fix=exc.fix) from exc
    first_day, last_day = span.earliest_start, span.latest_end
    return RowDate(edtf, first_day, first_day, last_day, last_day, False)


_LENGTHS = {"year": 4, "month": 7, "day": 10}
_RANGE = " or range"


def _cut(start: str, until: str, precision: str, durative: bool, two: bool) -> RowDate:
    """Leave out what a date is not known to: its day, or day and month.

    With ``month or range`` and ``year or range`` two different days are a range, which is kept
    where whole months or years would say another one.
    """
    unit = precision.removesuffix(_RANGE)
    if precision and unit not in _LENGTHS:
        raise RecordError(
            f"{precision!r} is not a precision of a date",
            fix="map it to day, month, year, `month or range` or `year or range`",
        )
    most = _LENGTHS.get(unit, 10)
    cut = span_of(start[:most], until[:most] if two else None, durative)
    if unit == precision or not until or start == until:
        return cut
    exact = span_of(start, until, durative)
    told, range_ = parse(f"{start[:most]}/{until[:most]}"), parse(f"{start}/{until}")
    same = (told.earliest_start, told.latest_end) == (range_.earliest_start, range_.latest_end)
    return cut if same else exact


def span_of(start: str, until: str | None, durative: bool) -> RowDate:
    """Put the two sides together; equal ones are one, an unknown start is open.

    Raises
    ------
    RecordError
        A side is not a date.
    Dropped
        The end is before the start.
    """
    if until is None or until == start:
        edtf = start
    elif not start and not until:
        edtf = ""
    else:
        edtf = f"{start}/{until}"
    if not edtf:
        return NEVER
    try:
        if start and until and ".." not in (start, until):
            first_day, last_day = parse(start).earliest_start, parse(until).latest_end
            if first_day and last_day and last_day < first_day:
                raise Dropped("ends before it begins", edtf)
        span = parse(edtf)
    except DateError as exc:
        raise RecordError(exc.what, fix=exc.fix) from exc
    b = bounds(span, durative)
    if durative and "/" not in edtf:  # one date of a state of affairs that ends within it
        b = bounds(parse(f"{edtf}/{edtf}"), True) if until is not None else b
    return RowDate(edtf, b.start, b.start_earliest, b.end, b.end_latest, span.plain)


def compile_text(moment: DateSpec, access: Access) -> Callable[[Any], str]:
    """Return the function that writes one side of a date as EDTF; open is ``..``, unknown empty."""
    if moment.cell is None:
        return _parts(moment, access)
    values = compile_cell(moment.cell, access, what="date")
    if moment.form == ("years",):
        return lambda row: _years(values(row))
    known = remember(_reader(moment))
    return lambda row: known(first(values(row)))


def _reader(moment: DateSpec) -> Callable[[str], str]:
    """Return the function that writes a single text as EDTF."""
    form, open_ = moment.form, moment.open
    return lambda text: ".." if text in open_ else _edtf(text, form)


def _edtf(text: str, forms: tuple[str, ...]) -> str:
    if not text:
        return ""
    text, mark = whole(text), ""
    if text[:1].isalpha() and (found := _CIRCA.match(text)):
        text, mark = text[found.end() :], "~"
    return form_of(text, forms) + mark


def _joined(year: int, month: int, day: int) -> str:
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _years(values: tuple[str, ...]) -> str:
    years = years_in(values)
    if not years:
        return ""
    return years[0] if len(years) == 1 else f"{years[0]}/{years[-1]}"


def years_in(values: tuple[str, ...]) -> list[str]:
    """Return the years that a cell lists, each once, in order.

    Raises
    ------
    RecordError
        There is text, and no year in it.

    >>> years_in(("2019; 2017", "2017"))
    ['2017', '2019']
    """
    years = sorted({y for value in values for y in _YEAR.findall(value)})
    if not years and values:
        what = f"{'; '.join(values)!r} names no year of four digits"
        raise RecordError(what, fix="correct the cell, or name it under `missing:`")
    return years


def _parts(moment: DateSpec, access: Access) -> Callable[[Any], str]:
    """Read a date from cells of its own; a month or day that is not positive is unknown."""
    cells = [moment.year, moment.month, moment.day]
    readers = [compile_cell(c, access, what="date") if c else None for c in cells]

    def put(texts: tuple[str, ...]) -> str:
        if texts[0] in moment.open:
            return ".."
        numbers = []
        for text in texts:
            try:
                numbers.append(int(float(text)) if text else 0)
            except ValueError as exc:
                fix = "correct the cell, or name it under `missing:`"
                raise RecordError(f"{text!r} is not part of a date", fix=fix) from exc
        year, month, day = numbers
        if year <= 0:
            return ""
        if year < 100:
            fix = "write four digits, or name it under `missing:`"
            raise RecordError(f"the year {texts[0]!r} has two digits", fix=fix)
        return _joined(year, max(month, 0), max(day, 0) if month > 0 else 0)

    known = remember(put)
    return lambda row: known(tuple(first(read(row)) if read else "" for read in readers))
