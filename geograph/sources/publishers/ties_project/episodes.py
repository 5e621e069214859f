"""Episodes of sanctions to one record for each threat and each imposition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geograph.sources.files import Record
from geograph.sources.publishers._sanction_episodes import each_act, union_on
from geograph.sources.reshaping import ChangedRecord, Files
from geograph.sources.reshaping.code_spells import OPEN, days_of, edtf, number

__all__ = ["acts"]

_SENDERS = ("sender1", "sender2", "sender3", "sender4", "sender5")
#: The number of the European Union and of the Communities before it.
_UNION = "1000"
_YEAR = re.compile(r"(\d{4})(?:\.0)?(\D.*)?")


def acts(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield a threat where there was one, and a sanction where one was imposed.

    An imposition holds until the end of the episode; where only a day is told on which the episode
    went on, its end is open.
    """
    yield from each_act(records, files, _acts)


def _acts(record: Record) -> Iterator[Record]:
    if number(record.first("threat")) == "1":
        yield _act(record, "threat", _date(record, "start"), "")
    if number(record.first("imposition")) == "1":
        going = number(record.first("ongoingasofyear")) not in ("", "-9")
        end = _date(record, "end") or (OPEN if going else "")
        yield _act(record, "sanction", _date(record, "sancimpositionstart"), end)


def _act(record: Record, act: str, start: str, end: str) -> Record:
    senders = [code for name in _SENDERS if (code := _code(record, name))]
    if not senders and (primary := _code(record, "primarysender")):
        senders = [primary]
    target = _code(record, "targetstate")
    days_of(end)
    union = union_on(start)
    return ChangedRecord(
        record,
        {
            "act": act, "from": start, "to": end,
            "senders": tuple(code for code in senders if code != _UNION),
            "sender_union": union if _UNION in senders else "",
            "target": "" if target == _UNION else target,
            "target_union": union if target == _UNION else "",
        },
    )  # fmt: skip


def _code(record: Record, column: str) -> str:
    code = number(record.first(column))
    return "" if code.startswith("-") else code


def _date(record: Record, which: str) -> str:
    """Return a date of three cells; a year with a remark (`1949, sometime before`) is uncertain."""
    found = _YEAR.fullmatch(record.first(f"{which}year"))
    if found is None:
        return edtf(record.first(f"{which}year"))
    if found[2]:
        return f"{found[1]}?"
    return edtf(found[1], record.first(f"{which}month"), record.first(f"{which}day"))
