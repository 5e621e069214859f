"""Rows by participant to one record for each war, with the two sides and their times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from geograph.errors import DateError, RecordError
from geograph.sources.files import Record
from geograph.sources.reshaping import ChangedRecord, Files
from geograph.sources.reshaping.code_spells import OPEN, days_of, edtf, number
from geograph.sources.reshaping.conflict_sides import Side, around, interval

__all__ = [
    "extra_state_wars",
    "inter_state_wars",
    "intra_state_wars",
    "non_state_wars",
]

_ONGOING = "-7"
_START = re.compile(r"Start(?:Year|Yr)(\d?)$", re.IGNORECASE)
_NAMES = {"Year": ("Year", "Month", "Day"), "Yr": ("Yr", "Mo", "Dy")}


def _phases(record: Record) -> list[tuple[str, str]]:
    """Return the times in which a war was fought; up to four, and ongoing ones are open."""
    found = []
    for column in record.columns():
        if not (match := _START.match(column)):
            continue
        words = _NAMES["Yr" if "yr" in column.casefold() else "Year"]
        start = edtf(*(record.first(f"Start{word}{match[1]}") for word in words))
        end = edtf(*(record.first(f"End{word}{match[1]}") for word in words))
        if start:
            still = number(record.first(f"End{words[0]}{match[1]}")) == _ONGOING
            found.append((start, OPEN if still else end))
    return found


def _sum(rows: Iterable[Record], columns: Sequence[str]) -> tuple[str, str]:
    """Return the sum of the deaths that are known, and a mark where some are not."""
    cells = [number(row.first(c).replace(",", "")) for row in rows for c in columns]
    known = [int(float(cell)) for cell in cells if cell and not cell.startswith("-")]
    return (str(sum(known)) if known else ""), ("1" if "-9" in cells else "")


def _war(
    rows: Sequence[Record], a: Side, b: Side, deaths: Sequence[str], told: Iterable[str] = ()
) -> Record:
    times = [around(phases) for row in rows if (phases := _phases(row))]
    start, end = around(times)
    fatalities, unknown = _sum(rows, deaths)
    fought = dict.fromkeys(interval(time) for row in rows for time in _phases(row))
    return ChangedRecord(
        rows[0],
        {
            **a.columns("a"), **b.columns("b"), "from": start, "to": end,
            "deaths": fatalities, "deaths_unknown": unknown,
            "phases": tuple(fought), "told": tuple(told),
        },
    )  # fmt: skip


def _wars(records: Iterable[Record], files: Files) -> Iterator[list[Record]]:
    """Yield the rows of each war; those of one need not follow one another.

    A row whose times no calendar has is counted as an error, and the others go on.
    """
    groups: dict[str, list[Record]] = {}
    for record in records:
        try:
            for side in (side for time in _phases(record) for side in time):
                days_of(side)
        except (DateError, RecordError) as exc:
            files.wrong(record, exc)
        else:
            groups.setdefault(number(record.first("WarNum")), []).append(record)
    yield from groups.values()


def inter_state_wars(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the wars between states, with what is reported of each participant as a text."""
    for rows in _wars(records, files):
        sides = {"1": Side(), "2": Side()}
        told = []
        for row in rows:
            first, phases = row.first, _phases(row)
            found = sides.get(number(first("Side")))
            if found is None:
                files.drop(row, "on neither side", first("Side"))
                continue
            found.add(first("ccode"), first("StateName"), around(phases))
            times = " and ".join(interval(time) for time in phases)
            told.append(
                f"{first('StateName')}: {times}, initiator {first('Initiator')}, "
                f"outcome {first('Outcome')}, deaths {first('BatDeath')}"
            )
        yield _war(rows, sides["1"], sides["2"], ["BatDeath"], told)


def _two_sides(
    records: Iterable[Record],
    files: Files,
    a: tuple[Sequence[str], Sequence[str]],
    b: tuple[Sequence[str], Sequence[str]],
    deaths: Sequence[str],
) -> Iterator[Record]:
    """Yield the wars of rows that hold both sides, each in columns of numbers and of names."""
    for rows in _wars(records, files):
        sides = Side(), Side()
        for row in rows:
            time = around(_phases(row))
            for side, (codes, names) in zip(sides, (a, b), strict=True):
                for n, name in enumerate(names):
                    side.add(row.first(codes[n]) if n < len(codes) else "", row.first(name), time)
        yield _war(rows, *sides, deaths)


def extra_state_wars(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the wars of states beyond the state system."""
    a, b = (["ccode1"], ["SideA"]), (["ccode2"], ["SideB"])
    yield from _two_sides(records, files, a, b, ["BatDeath", "NonStateDeaths"])


def intra_state_wars(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the wars within states."""
    a, b = (["CcodeA"], ["SideA"]), (["CcodeB"], ["SideB"])
    yield from _two_sides(records, files, a, b, ["TotalBDeaths"])


def non_state_wars(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the wars in which no state takes part."""
    names = [f"Side{letter}{n}" for letter in "AB" for n in range(1, 6)]
    yield from _two_sides(records, files, ([], names[:5]), ([], names[5:]), ["TotalCombatDeaths"])
