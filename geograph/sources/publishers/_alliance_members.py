"""Members of alliances, each with its own time, to the pairs that were allied at one time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from geograph.sources.files import Record
from geograph.sources.publishers._derived_records import Changed, Files
from geograph.sources.publishers._state_spells import OPEN, cut, days_of, edtf, number

__all__ = ["atop_alliances", "atop_members", "cow_members"]

_DUTIES = (
    "defense", "offense", "neutrality", "neutral", "nonaggression", "nonagg", "entente", "consul",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Member:
    """One state in one alliance, from when to when."""

    code: str
    start: str
    end: str
    record: Record


def _pairs(groups: Iterable[list[_Member]]) -> Iterator[Record]:
    """Yield one record for two members whose times meet, and one for each who meets nobody."""
    for members in groups:
        alone = dict.fromkeys(range(len(members)))
        for (n, one), (k, two) in combinations(enumerate(members), 2):
            if one.code == two.code:
                continue
            start = max(one.start, two.start, key=lambda text: days_of(text)[0])
            end = min(one.end, two.end, key=lambda text: days_of(text)[1])
            if days_of(start)[0] > days_of(end)[1]:
                continue
            alone.pop(n, None)
            alone.pop(k, None)
            either = {
                duty: "1" if "1" in found else "0"
                for duty in _DUTIES
                if any(found := (one.record.first(duty), two.record.first(duty)))
            }
            yield from _made(one.record, (one.code, two.code), start, end, either)
        for n in alone:
            member = members[n]
            yield from _made(member.record, (member.code,), member.start, member.end, {})


def _made(
    record: Record, codes: tuple[str, ...], start: str, end: str, duties: dict[str, str]
) -> Iterator[Record]:
    for first, last in cut("cow", codes, start, end):
        yield Changed(record, {**duties, "members": codes, "from": first, "to": last})


def _grouped(
    records: Iterable[Record], key: str, member: Callable[[Record], _Member]
) -> Iterator[list[_Member]]:
    """Yield the members of each alliance; the rows of one need not follow one another."""
    groups: dict[str, dict[tuple[str, str, str], _Member]] = {}
    for record in records:
        one = member(record)
        groups.setdefault(record.first(key), {}).setdefault((one.code, one.start, one.end), one)
    for found in groups.values():
        yield list(found.values())


def cow_members(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the pairs of the Correlates of War by member, or by member and year."""

    def member(record: Record) -> _Member:
        first = record.first
        start, end = (
            edtf(*(first(f"mem_{side}_{part}") for part in ("year", "month", "day")))
            for side in ("st", "end")
        )
        still = not end or first("right_censor") == "1"
        return _Member(number(first("ccode")), start, OPEN if still else end, record)

    yield from _pairs(_grouped(records, "version4id", member))


def atop_members(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the pairs of ATOP by member; a year of exit of 0 means that it is in force."""

    def member(record: Record) -> _Member:
        first = record.first
        start = edtf(first("yrent"), first("moent"), first("dayent"))
        end = edtf(first("yrexit"), first("moexit"), first("dayexit"))
        return _Member(number(first("member")), start, end or OPEN, record)

    yield from _pairs(_grouped(records, "atopid", member))


def atop_alliances(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Gather the members of an alliance from ``mem1``, ``mem2``, … into one column."""
    for record in records:
        first = record.first
        columns = [c for c in record.columns() if c.startswith("mem") and c[3:].isdigit()]
        codes = tuple(number(code) for c in columns if (code := first(c)) not in ("", "0", "."))
        start = edtf(first("begyr"), first("begmo"), first("begday"))
        end = edtf(first("endyr"), first("endmo"), first("endday")) or OPEN
        for since, until in cut("cow", codes, start, end):
            yield Changed(record, {"members": codes, "from": since, "to": until})
