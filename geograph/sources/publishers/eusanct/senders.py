"""Cases with three senders side by side to one record for each threat and each sanction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geograph.errors import RecordError
from geograph.sources.files import Record
from geograph.sources.publishers._sanction_episodes import each_act, union_on
from geograph.sources.reshaping import ChangedRecord, Files
from geograph.sources.reshaping.code_spells import OPEN, days_of, number

__all__ = ["acts"]

_NAMES = {"EU": "European Union", "US": "United States", "UN": "United Nations"}
_TOLD = ("id", "type", "type_other", "econ", "target", "intensity", "gradualism")
_DAY = re.compile(r"(\d\d?)([a-z]{3})(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def acts(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield a threat of each sender that threatened, and a sanction of each that imposed one."""
    yield from each_act(records, files, _acts)


def _acts(record: Record) -> Iterator[Record]:
    for sender in _NAMES:
        if number(record.first(f"threat{sender}")) == "1":
            start = _day(record, f"startdate{sender}", f"startyear{sender}")
            yield _act(record, sender, "threat", start, "")
        if number(record.first(f"imposition{sender}")) == "1":
            start = _day(record, f"imposition{sender}_start", f"imposition{sender}_year")
            end = _day(record, f"enddate{sender}", f"endyear{sender}")
            yield _act(record, sender, "imposition", start, end)


def _act(record: Record, sender: str, act: str, start: str, end: str) -> Record:
    days_of(end)
    name = union_on(start) if sender == "EU" else _NAMES[sender]
    told = {column: record.first(f"{act}{sender}_{column}") for column in _TOLD}
    return ChangedRecord(record, {"act": act, "sender": name, "from": start, "to": end, **told})


def _day(record: Record, column: str, year: str) -> str:
    """Return a day such as `10sep1985` as EDTF; without one the year counts."""
    text = record.first(column).casefold()
    if text == "ongoing":
        return OPEN
    if text in ("", "."):
        return number(record.first(year)).strip(".")
    found = _DAY.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        what = f"{column!r}: {record.first(column)!r} is not a day"
        raise RecordError(what, fix="write it as 10sep1985")
    return f"{found[3]}-{_MONTHS.index(found[2]) + 1:02d}-{int(found[1]):02d}"
