"""The day on which aid was announced, or the month or the year that the table tells in its place.

`month` counts from January 2022, which is 1; 0 is unknown. A date in any other words is noticed,
and its month counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geograph.errors import DateError
from geograph.sources.files import Record
from geograph.sources.reshaping import ChangedRecord, Files
from geograph.sources.reshaping.code_spells import days_of, number

__all__ = ["dated"]

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T]00:00:00)?")
_YEAR = re.compile(r"20\d\d")
_UNKNOWN = ("", ".")
_BEFORE = 2022 * 12 - 1


def dated(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield each record with the day, month or year of its announcement as ``announced``."""
    for record in records:
        text = record.first("announcement_date")
        found = _DAY.fullmatch(text)
        known = found[1] if found and _exists(found[1]) else ""
        if not known:
            year = text if _YEAR.fullmatch(text) else ""
            known = _month(number(record.first("month"))) or year
            if not (year or text in _UNKNOWN):
                files.notice(record, "a date of an announcement that is not a day", text)
        yield ChangedRecord(record, {"announced": known})


def _month(text: str) -> str:
    """Return the month with a number.

    >>> _month("1"), _month("26"), _month("0"), _month("")
    ('2022-01', '2024-02', '', '')
    """
    if not (text.isascii() and text.isdecimal()) or text == "0":
        return ""
    year, month = divmod(_BEFORE + int(text), 12)
    return f"{year:04d}-{month + 1:02d}"


def _exists(day: str) -> bool:
    try:
        days_of(day)
    except DateError:
        return False
    return True
