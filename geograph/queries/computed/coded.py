"""Questions that hold what machines recorded, or two issues of one data set, against the rest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

from geograph.queries.computed.asked import Answer, Asked
from geograph.queries.computed.facts import Fact, facts, of_row, span, teller, tellers
from geograph.queries.computed.registers import ARMS, Labels
from geograph.releases.release import Release
from geograph.table import Cell
from geograph.vocab import EVENT_CLASSES, is_a

__all__ = ["machines", "signs", "vintages"]

_CODED = ("Extraction",)
#: How exactly an event must be dated to be met by day.
_DATED = timedelta(days=62)


def signs(asked: Asked) -> Answer:
    """List transfers after which what machines recorded between the two turned its sign."""
    window = timedelta(days=asked.number("days"))
    least = asked.number("events")
    daily: dict[frozenset[str], list[tuple[date, int]]] = defaultdict(list)
    names: dict[frozenset[str], dict[tuple[str, ...], Fact]] = defaultdict(dict)
    days: list[date] = []
    for fact in facts(asked, (), curated=False, ways=_CODED):
        if not fact.sign or fact.first is None:
            continue
        days.append(fact.first)
        for pair in {frozenset(pair) for pair in product(fact.a, fact.b)}:
            if len(pair) == 2 and all(key.startswith("state/") for key in pair):
                daily[pair].append((fact.first, fact.sign))
                names[pair].setdefault(fact.by, fact)
    for told in daily.values():
        told.sort()
    labels = Labels(asked)
    wanted = asked.all("recipient")
    rows: set[tuple[Cell, ...]] = set()
    for fact in facts(asked, ARMS):
        if fact.first is None or fact.last is None:
            continue
        for supplier, recipient in product(fact.a, fact.b):
            told = daily.get(frozenset((supplier, recipient)), [])
            if not told or (wanted and recipient not in wanted):
                continue
            before = _between(told, fact.first - window, fact.first - timedelta(days=1))
            after = _between(told, fact.last + timedelta(days=1), fact.last + window)
            if min(len(before), len(after)) < least:
                continue
            means = sum(before) / len(before), sum(after) / len(after)
            if means[0] * means[1] < 0:
                rows.add(
                    (
                        labels(supplier), labels(recipient), fact.label, fact.first, fact.last,
                        len(before), round(means[0], 3), len(after), round(means[1], 3),
                        "to conflict" if means[1] < 0 else "to cooperation", tellers([fact]),
                        "; ".join(fact.denied) or None,
                        tellers(names[frozenset((supplier, recipient))].values()), fact.id,
                    )
                )  # fmt: skip
    covered = f"{min(days)} to {max(days)}" if days else "no day"
    note = (
        f"coded events with a sign cover {covered}; a transfer dated by a year takes all of it, so"
        f" that the days before and after lie in other years; mean signs of at least {least} events"
        " on each side; that it turned afterwards is no proof of cause"
    )
    return Answer(sorted(rows, key=lambda row: [str(cell) for cell in row]), (note,))


def _between(told: list[tuple[date, int]], first: date, last: date) -> list[int]:
    left, right = bisect_left(told, (first, -9)), bisect_right(told, (last, 9))
    return [sign for _, sign in told[left:right]]


def machines(asked: Asked) -> Answer:
    """List the events that somebody asserts or denies of which machines recorded the like."""
    near = timedelta(days=asked.number("days"))
    wanted = set(asked.all("event"))
    events = []
    for key, verdict in sorted(asked.verdicts.items()):
        event = asked.world.events.get(key)
        if event is None or not (key in wanted if wanted else verdict.positions):
            continue
        first, last = span(event)
        if first is not None and last is not None and last - first <= _DATED:
            events.append((event, first - near, last + near))
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, (event, _, _) in enumerate(events):
        for a, b in product(event.actor, event.recipient):
            pairs[asked.voice(a, event), asked.voice(b, event)].append(n)
    found: dict[tuple[int, str, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for fact in facts(asked, (), curated=False, ways=_CODED, more=("publisher",)):
        if fact.row["speech"] or fact.first is None:
            continue
        for a, b in product(fact.a, fact.b):
            for n in pairs.get((a, b), ()):
                event, first, last = events[n]
                if first <= fact.first <= last and _alike(event.kind, fact.kind):
                    found[n, fact.kind, fact.by].append(fact)
    rows = list(_linked(asked, wanted))
    for (n, kind, _), some in found.items():
        event = events[n][0]
        some.sort(key=lambda fact: (str(fact.first), fact.id))
        outlets = sorted({f.row["publisher"] for f in some if f.row.get("publisher")})
        rows.append(
            (
                event.label, event.start, EVENT_CLASSES[kind].label, len(some),
                some[0].first, some[-1].first, "; ".join(outlets) or None, tellers(some),
                some[0].id, event.id,
            )
        )  # fmt: skip
    note = (
        "rows of the same two parties and a like class within the days: alike, and not judged to be"
        " one (`geograph link` does that); a machine that found a sentence witnessed nothing"
    )
    return Answer(sorted(rows, key=lambda row: [str(cell) for cell in row]), (note,))


def _alike(one: str, other: str) -> bool:
    first, second = EVENT_CLASSES[one], EVENT_CLASSES[other]
    same = first.cameo is not None and first.cameo == second.cameo
    return one == other or same or (other != "Event" and (is_a(one, other) or is_a(other, one)))


def _linked(asked: Asked, wanted: set[str]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of machines that somebody judged to tell of an event."""
    if asked.held is None:
        return
    for link in asked.held.store.meta.get("links", ()):
        event = asked.world.events.get(link["event"])
        if link["stance"] != "records" or event is None or (wanted and event.id not in wanted):
            continue
        told = f"nobody; recorded by {asked.label(link['publisher'])}"
        yield (
            event.label, event.start, "judged to tell of it", 1, None, None, None, told,
            link["row"], event.id,
        )  # fmt: skip


def vintages(asked: Asked) -> Answer:
    """Say what differs between two issues of a data set, row by row."""
    held = asked.held
    if held is None:
        return Answer(())
    series: dict[tuple[str, str], list[Release]] = defaultdict(list)
    for release in held.store.releases:
        if release.whole and (not asked.all("dataset") or release.dataset in asked.all("dataset")):
            series[release.dataset, release.layout].append(release)
    rows: list[tuple[Cell, ...]] = []
    for found in series.values():
        found.sort(key=lambda release: (release.released or date.min, release.id))
        for older, newer in pairwise(found):
            rows += _differ(asked, older, newer)
    rows.sort(key=lambda row: [str(cell) for cell in row])
    note = (
        "two issues are compared where each is the whole of its data set; rows are paired by the"
        " publisher's key, else by parties, class and goods, in the order of their days"
    )
    alone: tuple[str, ...] = ()
    if all(len(found) < 2 for found in series.values()):
        alone = ("no data set is in two issues: geograph load DATASET FILE… adds another",)
    return Answer(rows, (note, *alone))


_SKIP = frozenset({"id", "line", "edtf", "label", "start_earliest", "end_latest", "cameo"})


def _differ(asked: Asked, older: Release, newer: Release) -> Iterator[tuple[Cell, ...]]:
    assert asked.held is not None
    details = sorted({*older.details} & {*newer.details})
    sides: list[dict[str, dict[str, Any]]] = []
    for release in (older, newer):
        rows = asked.held.rows((), release=release, more=("key", *details))
        sides.append({row["id"]: row for _, row in rows})
    gone = [row for key, row in sides[0].items() if key not in sides[1]]
    come = [row for key, row in sides[1].items() if key not in sides[0]]
    partners: dict[object, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(come, key=_when):
        partners[_identity(row)].append(row)
    who = f"{teller(older)}, {older.released} and {newer.released}"
    dataset = older.dataset
    for row in sorted(gone, key=_when):
        paired = partners.get(_identity(row))
        other = paired.pop(0) if paired else None
        if other is None:
            yield (dataset, "removed", _line(older, row), _day(row), None, who, row["id"], None)
            continue
        changes = [
            f"{name}: {_shown(row.get(name))} → {_shown(other.get(name))}"
            for name in sorted({*row, *other} - _SKIP)
            if row.get(name) != other.get(name)
        ]
        what = "; ".join(changes) or "in what is not told apart here"
        yield (
            dataset,
            "changed",
            _line(newer, other),
            _day(other),
            what,
            who,
            row["id"],
            other["id"],
        )
    for left in partners.values():
        for row in left:
            yield (dataset, "added", _line(newer, row), _day(row), None, who, None, row["id"])


def _identity(row: dict[str, Any]) -> object:
    if row.get("key"):
        return row["key"], row["kind"]
    names = ("actor", "recipient", "participant", "item")
    return (row["kind"], *(tuple(row[name]) for name in names))


def _when(row: dict[str, Any]) -> tuple[str, str]:
    return str(_day(row)), str(row["id"])


def _day(row: dict[str, Any]) -> date | None:
    found: date | None = row["start"] or row["listed"] or row["effective"]
    return found


def _line(release: Release, row: dict[str, Any]) -> str:
    return of_row(release, row).label


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value is None else str(value)
