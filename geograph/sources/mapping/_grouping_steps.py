"""Steps that need several records at once: spells from years, memberships, sides of a conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from geograph.errors import DateError, RecordError
from geograph.sources.files import Record
from geograph.sources.mapping.step_specs import Memberships, Sides, Spells
from geograph.sources.reshaping import ChangedRecord, Files
from geograph.sources.reshaping.code_spells import days_of, number
from geograph.sources.reshaping.conflict_sides import Side, around

__all__ = ["memberships", "sides", "spells"]


def spells(
    step: Spells,
    records: Iterable[Record],
    files: Files,
    end_of: Callable[[Record, str], str],
) -> Iterator[Record]:
    """Yield one record for the years without a gap in which the columns ``of`` are the same."""
    names, column = [cell.columns[0] for cell in step.of], step.year.columns[0]
    groups: dict[tuple[str, ...], dict[int, Record]] = {}
    for record in records:
        text = number(record.first(column))
        if not (text.isascii() and text.isdecimal() and len(text) == 4):
            error = RecordError(f"{column!r}: {text!r} is not a year", fix="write four digits")
            files.wrong(record, error)
            continue
        years = groups.setdefault(tuple(number(record.first(name)) for name in names), {})
        years.setdefault(int(text), record)
    if (last := max(map(max, groups.values()), default=0)) > 0:
        files.until(date(last, 12, 31))
    for years in groups.values():
        found = sorted(years)
        starts = [year for year in found if year - 1 not in years]
        ends = [year for year in found if year + 1 not in years]
        for first, last in zip(starts, ends, strict=True):
            end = end_of(years[last], f"{last:04d}-12-31")
            yield ChangedRecord(years[first], {"from": f"{first:04d}-01-01", "to": end})


@dataclass(frozen=True, slots=True)
class _Member:
    """One member, from when to when."""

    code: str
    start: str
    end: str
    record: Record


def memberships(step: Memberships, records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield a record for two members whose times meet, and one for each who meets nobody.

    The rows of one alliance or organisation need not follow one another.
    """
    of, column = step.of.columns[0], step.member.columns[0]
    groups: dict[str, dict[tuple[str, str, str], _Member]] = {}
    for record in records:
        code, start, end = number(record.first(column)), record.first("from"), record.first("to")
        one = _Member(code, start, end, record)
        groups.setdefault(number(record.first(of)), {}).setdefault((code, start, end), one)
    flags = [cell.columns[0] for cell in step.either]
    for group in groups.values():
        yield from _pairs(list(group.values()), flags)


def _pairs(members: list[_Member], flags: list[str]) -> Iterator[Record]:
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
            flag: "1" if "1" in found else "0"
            for flag in flags
            if any(found := tuple(number(m.record.first(flag)) for m in (one, two)))
        }
        both = (one.code, two.code)
        yield ChangedRecord(one.record, {**either, "members": both, "from": start, "to": end})
    for n in alone:
        yield ChangedRecord(members[n].record, {"members": (members[n].code,)})


def sides(
    step: Sides,
    records: Iterable[Record],
    files: Files,
    time_of: Callable[[Record], tuple[str, str]],
) -> Iterator[Record]:
    """Yield one record for each conflict; what is said of it as a whole is another layout's."""
    key, side, member = (cell.columns[0] for cell in (step.of, step.side, step.member))
    parts = files(step.whole) if step.whole else ()
    wholes = {number(record.first(key)): record for record in parts}
    groups: dict[str, list[tuple[Record, tuple[str, str]]]] = {}
    for record in records:
        try:
            time = time_of(record)
            days_of(time[0]), days_of(time[1])
        except (RecordError, DateError) as exc:
            files.wrong(record, exc)
            continue
        groups.setdefault(number(record.first(key)), []).append((record, time))
    for name, rows in groups.items():
        found = {step.a: Side(), step.b: Side()}
        for row, time in rows:
            one = found.get(number(row.first(side)))
            if one is None:
                files.drop(row, "on neither side", row.first(side))
            else:
                one.add(row.first(member), "", time)
        about = wholes.get(name)
        start, end = time_of(about) if about else around([time for _, time in rows])
        told = {f"whole_{c}": about.first(c) for c in about.columns()} if about else {}
        if not about:
            for cell in step.highest:
                column = cell.columns[0]
                told[f"whole_{column}"] = max((row.first(column) for row, _ in rows), key=_height)
        both = {**found[step.a].columns("a"), **found[step.b].columns("b")}
        yield ChangedRecord(rows[0][0], {**told, **both, "from": start, "to": end})


def _height(text: str) -> float:
    """Return a number by which cells are compared; what is none is the lowest."""
    try:
        return float(text or 0)
    except ValueError:
        return float("-inf")
