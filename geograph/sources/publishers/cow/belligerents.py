"""Rows by participant to one record for each dispute or war, with the two sides and their times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from geograph.sources.files import Record
from geograph.sources.publishers._derived_records import Changed, Files
from geograph.sources.publishers._state_spells import OPEN, days_of, edtf, number

__all__ = [
    "extra_state_wars",
    "incidents",
    "inter_state_wars",
    "intra_state_wars",
    "militarized_disputes",
    "non_state_wars",
]

_ONGOING = "-7"
_NOBODY = ("", "-7", "-8", "-9")


@dataclass(slots=True)
class _Side:
    """Who fights on one side: states by number with their times, and others by name."""

    states: dict[str, tuple[str, str]] = field(default_factory=dict)
    others: dict[str, None] = field(default_factory=dict)

    def add(self, code: str, name: str, time: tuple[str, str]) -> None:
        """Add a state, or whoever has no number; the times of one who is there twice are one."""
        code = number(code)
        if code not in _NOBODY and not code.startswith("-"):
            self.states[code] = _around([self.states.get(code, time), time])
        elif name not in _NOBODY:
            self.others[name] = None

    def columns(self, letter: str) -> dict[str, str | tuple[str, ...]]:
        """Return the columns ``a``, ``a_on`` and ``a_names`` of a record, or those of b."""
        times = tuple(_interval(time) for time in self.states.values())
        return {
            letter: tuple(self.states),
            f"{letter}_on": times,
            f"{letter}_names": tuple(self.others),
        }


def _interval(time: tuple[str, str]) -> str:
    """Return a time as EDTF; an end before the start is a slip that leaves the start alone."""
    start, end = time
    if end != OPEN and days_of(end)[1] < days_of(start)[0]:
        return start
    return start if start == end else f"{start}/{end}"


def _around(times: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return the time from the first start to the last end; an end that is not known is none."""
    starts = [start for start, _ in times if start]
    ends = [end for _, end in times if end]
    start = min(starts, key=lambda text: (days_of(text)[0], days_of(text)[1]), default="")
    end = max(ends, key=lambda text: (days_of(text)[1], days_of(text)[0]), default="")
    return start, end


_DISPUTE = (("styear", "stmon", "stday"), ("endyear", "endmon", "endday"))


def _dates(record: Record) -> tuple[str, str]:
    start, end = (edtf(*(record.first(c) for c in columns)) for columns in _DISPUTE)
    return start, end


def _by_side(
    records: Iterable[Record], files: Files, *, key: str, part: str, side: str
) -> Iterator[Record]:
    """Yield one record for each dispute or incident; what is told of it as a whole is its part."""
    wholes = {record.first(key): record for record in files(part)}
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.first(key), []).append(record)
    for name, rows in groups.items():
        sides = {"1": _Side(), "0": _Side()}
        for row in rows:
            found = sides.get(row.first(side))
            if found is None:
                files.drop(row, "on neither side", row.first(side))
            else:
                found.add(row.first("ccode"), "", _dates(row))
        whole = wholes.get(name)
        start, end = _dates(whole) if whole else _around([_dates(row) for row in rows])
        told = {f"whole_{c}": whole.first(c) for c in whole.columns()} if whole else {}
        if not whole:
            told["whole_hostlev"] = max(
                (row.first("hostlev") for row in rows), key=lambda text: int(text or 0)
            )
        both = {**sides["1"].columns("a"), **sides["0"].columns("b")}
        yield Changed(rows[0], {**told, **both, "from": start, "to": end})


def militarized_disputes(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the disputes of the participants (MIDB), with what MIDA says of each as a whole."""
    yield from _by_side(records, files, key="dispnum", part="disputes", side="sidea")


def incidents(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the incidents of the participants (MIDIP), with what MIDI says of each as a whole."""
    yield from _by_side(records, files, key="incidnum", part="incidents", side="insidea")


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
            still = record.first(f"End{words[0]}{match[1]}") == _ONGOING
            found.append((start, OPEN if still else end))
    return found


def _sum(rows: Iterable[Record], columns: Sequence[str]) -> tuple[str, str]:
    """Return the sum of the deaths that are known, and a mark where some are not."""
    cells = [row.first(column).replace(",", "") for row in rows for column in columns]
    known = [int(float(cell)) for cell in cells if cell and not cell.startswith("-")]
    return (str(sum(known)) if known else ""), ("1" if "-9" in cells else "")


def _war(
    rows: Sequence[Record], a: _Side, b: _Side, deaths: Sequence[str], told: Iterable[str] = ()
) -> Record:
    times = [_around(phases) for row in rows if (phases := _phases(row))]
    start, end = _around(times)
    fatalities, unknown = _sum(rows, deaths)
    fought = dict.fromkeys(_interval(time) for row in rows for time in _phases(row))
    return Changed(
        rows[0],
        {
            **a.columns("a"), **b.columns("b"), "from": start, "to": end,
            "deaths": fatalities, "deaths_unknown": unknown,
            "phases": tuple(fought), "told": tuple(told),
        },
    )  # fmt: skip


def _wars(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield the rows of each war; those of one need not follow one another."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.first("WarNum"), []).append(record)
    yield from groups.values()


def inter_state_wars(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the wars between states, with what is told of each participant as a text."""
    for rows in _wars(records):
        sides = {"1": _Side(), "2": _Side()}
        told = []
        for row in rows:
            first, phases = row.first, _phases(row)
            found = sides.get(first("Side"))
            if found is None:
                files.drop(row, "on neither side", first("Side"))
                continue
            found.add(first("ccode"), first("StateName"), _around(phases))
            times = " and ".join(_interval(time) for time in phases)
            told.append(
                f"{first('StateName')}: {times}, initiator {first('Initiator')}, "
                f"outcome {first('Outcome')}, deaths {first('BatDeath')}"
            )
        yield _war(rows, sides["1"], sides["2"], ["BatDeath"], told)


def _two_sides(
    records: Iterable[Record],
    a: tuple[Sequence[str], Sequence[str]],
    b: tuple[Sequence[str], Sequence[str]],
    deaths: Sequence[str],
) -> Iterator[Record]:
    """Yield the wars of rows that hold both sides, each in columns of numbers and of names."""
    for rows in _wars(records):
        sides = _Side(), _Side()
        for row in rows:
            time = _around(_phases(row))
            for side, (codes, names) in zip(sides, (a, b), strict=True):
                for n, name in enumerate(names):
                    side.add(row.first(codes[n]) if n < len(codes) else "", row.first(name), time)
        yield _war(rows, *sides, deaths)


def extra_state_wars(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the wars of states beyond the state system."""
    a, b = (["ccode1"], ["SideA"]), (["ccode2"], ["SideB"])
    yield from _two_sides(records, a, b, ["BatDeath", "NonStateDeaths"])


def intra_state_wars(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the wars within states."""
    a, b = (["CcodeA"], ["SideA"]), (["CcodeB"], ["SideB"])
    yield from _two_sides(records, a, b, ["TotalBDeaths"])


def non_state_wars(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the wars in which no state takes part."""
    names = [f"Side{letter}{n}" for letter in "AB" for n in range(1, 6)]
    yield from _two_sides(records, ([], names[:5]), ([], names[5:]), ["TotalCombatDeaths"])
