"""Questions that span sanctions lists: who is on several, who was first, how long it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from geograph.actors import key_of
from geograph.force import Period
from geograph.model import Event, Measure
from geograph.policy import live_under
from geograph.queries.computed.asked import Answer, Asked
from geograph.queries.computed.facts import Fact, Held, facts, of_row, tellers
from geograph.queries.computed.registers import ARMS
from geograph.reconcile.identifiers import EXACT, normal
from geograph.releases.release import Release
from geograph.table import Cell

__all__ = ["many", "suppliers", "to_listing"]

_LISTS = ("OfficialList", "Extraction")
#: Extractions that put lists together; those that read the news list nobody.
_COMPILERS = frozenset({"opensanctions"})
_NEVER = "nobody is taken for the same by name alone: only by an exact number, or a judgement"


def many(asked: Asked) -> Answer:
    """List who is under measures of several senders, in order of the days of listing."""
    least = asked.number("least")
    same = _Same(asked)
    measures: dict[str, list[tuple[Fact, str]]] = defaultdict(list)
    for fact in _listings(asked):
        for target in fact.b:
            measures[same.root(target)].append((fact, target))
    rows: list[tuple[Cell, ...]] = []
    for found in measures.values():
        firsts: dict[str, Fact] = {}
        for fact, _ in sorted(found, key=lambda one: (one[0].first or date.max, one[0].id)):
            for sender in fact.a:
                firsts.setdefault(sender, fact)
        if len(firsts) < least:
            continue
        targets = sorted({target for _, target in found})
        day = next((f.first for f in firsts.values() if f.first is not None), None)
        first = sorted(same.label(s) for s, f in firsts.items() if f.first == day and day)
        rows.append(
            (
                same.label(targets[0]),
                len(firsts),
                ", ".join(first) or None,
                day,
                "; ".join(f"{same.label(s)} {f.first or 'undated'}" for s, f in firsts.items()),
                same.why(targets),
                tellers(fact for fact, _ in found),
                ", ".join(targets),
            )
        )
    rows.sort(key=lambda row: (-int(str(row[1])), str(row[0]), str(row[7])))
    return Answer(rows, (_NEVER,))


def _is_list(release: Release) -> bool:
    return release.kind == "OfficialList" or release.dataset in _COMPILERS


def _listings(asked: Asked) -> Iterator[Fact]:
    """Yield measures that somebody took, those of compilers among them, by the day of listing."""
    for fact in facts(asked, ("Measure",), ways=_LISTS):
        curated = asked.world.events.get(fact.id)
        if isinstance(curated, Measure):
            if curated.kind != "Sanction":
                continue  # an expulsion lists nobody
            day = curated.listed or Period.of(curated).since or curated.announced or curated.start
            yield _on(fact, day, curated.recipient)
        elif fact.release is not None and _is_list(fact.release):
            row = fact.row
            yield _on(fact, row["listed"] or row["effective"] or row["start"], row["recipient"])


def _on(fact: Fact, day: date | None, targets: Iterable[str]) -> Fact:
    return replace(fact, first=day, b=tuple(targets))


class _Same:
    """Who of several lists is one: by exact identifiers, and by what people judged."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._above: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._why: dict[str, set[str]] = defaultdict(set)
        held = asked.held
        if held is None:
            return
        by_number: dict[str, str] = {}
        for row in _actors(held):
            self._labels[row["id"]] = row["label"]
            for identifier in row["identifiers"]:
                scheme, value = normal(identifier)
                if scheme not in EXACT:
                    continue
                # ships and the firms that run them have IMO numbers of one range
                number = f"{scheme}:{value}" + (f" ({row['kind']})" if scheme == "imo" else "")
                other = by_number.setdefault(number, row["id"])
                if other != row["id"]:
                    self._join(other, row["id"], f"the same {scheme} {value}")
        for plain in held.store.meta.get("decisions", ()):
            if plain["decision"] == "same" and not plain["a"].startswith(("event/", "measure/")):
                self._join(plain["a"], plain["b"], f"judged by {plain['who']}")

    def root(self, key: str) -> str:
        while key in self._above:
            key = self._above[key]
        return key

    def _join(self, one: str, other: str, why: str) -> None:
        for key in (one, other):
            self._why[key].add(why)
        one, other = sorted((self.root(one), self.root(other)))
        if one != other:
            self._above[other] = one

    def why(self, keys: list[str]) -> str:
        if len(keys) < 2:
            return "one record"
        return "; ".join(sorted({why for key in keys for why in self._why[key]}))

    def label(self, key: str) -> str:
        return self._labels.get(key) or self.asked.label(key)


def _actors(held: Held) -> Iterator[dict[str, Any]]:
    columns = ["id", "kind", "label", "aliases", "identifiers", "countries", "belongs"]
    for release in held.releases:
        if _is_list(release):
            yield from held.store.release_arrow(release, "actors", columns).to_pylist()


def to_listing(asked: Asked) -> Answer:
    """Say how long it took from an allegation until those whom the response names were listed."""
    held = asked.held
    if held is None:
        return Answer(())
    wanted = asked.all("event")
    responses = list(_responses(asked, wanted))
    names: dict[str, set[str]] = defaultdict(set)
    actors = asked.world.actors
    for _, measure in responses:
        for target in measure.recipient:
            actor = actors.get(target)
            if not target.startswith("state/"):
                for name in (actor.label, *actor.aliases):
                    names[key_of(name)].add(target)
    same = _Same(asked)
    roots: dict[str, set[str]] = defaultdict(set)
    for target in {target for _, measure in responses for target in measure.recipient}:
        roots[same.root(target)].add(target)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _actors(held):
        for name in (row["label"], *row["aliases"]):
            for target in names.get(key_of(name), ()):
                found[row["id"]].append((target, "the same name"))
        for target in roots.get(same.root(row["id"]), ()):
            found[row["id"]].append((target, "judged to be one"))
    listed: dict[str, list[tuple[Fact, str]]] = defaultdict(list)
    for release, cells in held.rows(("Measure",), ways=("OfficialList",)):
        fact = of_row(release, cells)
        for key in cells["recipient"]:
            for target, basis in found.get(key, [(key, "the same actor")]):
                listed[target].append((fact, basis))
    rows: set[tuple[Cell, ...]] = set()
    for event, measure in responses:
        first, who = _first_alleged(asked, event)
        for target in measure.recipient:
            for fact, basis in listed.get(target, ()):
                day = fact.row["listed"] or fact.row["effective"] or fact.row["start"]
                if first is None or day is None:
                    continue
                rows.add(
                    (
                        asked.label(event.id), first, who, asked.label(target), measure.label,
                        asked.labels(fact.a), day, (day - first).days, basis, tellers([fact]),
                        fact.id, measure.id, event.id,
                    )
                )  # fmt: skip
    note = (
        "a listing before the allegation has other grounds; that one followed is no proof of cause;"
        " who is met by name only is for `geograph reconcile` to judge"
    )
    return Answer(sorted(rows, key=lambda row: [str(cell) for cell in row]), (note,))


def _responses(asked: Asked, wanted: tuple[str, ...]) -> Iterator[tuple[Event, Measure]]:
    for _, measure in sorted(asked.world.events.items()):
        if isinstance(measure, Measure) and not measure.part_of:
            for key in measure.in_response_to:
                event = asked.world.events.get(key)
                if event is not None and (not wanted or key in wanted):
                    yield event, measure


def _first_alleged(asked: Asked, event: Event) -> tuple[date | None, str | None]:
    """Return when an event or a narrower one was first asserted, and by whom."""
    world = asked.world
    live = live_under(world, asked.policy)
    told = [
        world.claims[key]
        for one in (event.id, *world.narrower.get(event.id, ()))
        for key in world.claims_on.get(one, ())
        if key in live and world.claims[key].stance.value == "asserts"
    ]
    day = min((claim.said for claim in told), default=None)
    who = {world.label(c.voice) + " (unnamed)" * c.anonymous for c in told if c.said == day}
    return day, ", ".join(sorted(who)) or None


def suppliers(asked: Asked) -> Answer:
    """Count whom of the suppliers of a recipient, and of their people and firms, states list."""
    held = asked.held
    if held is None:
        return Answer(())
    wanted = asked.all("recipient")
    sent: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts(asked, ARMS):
        for b in fact.b:
            for a in fact.a:
                if b in wanted and a not in wanted and fact.within(asked.day("after"), None):
                    sent[a, b].append(fact)
    of = {
        row["id"]: {*row["countries"], *([row["belongs"]] if row["belongs"] else [])}
        for row in _actors(held)
    }
    listings: dict[tuple[str, str], list[tuple[str, Fact]]] = defaultdict(list)
    homes = {a for a, _ in sent}
    for fact in _listings(asked):
        for target in fact.b:
            for home in homes & ({target} | of.get(target, set())):
                for sender in fact.a:
                    listings[home, sender].append((target, fact))
    rows: list[tuple[Cell, ...]] = []
    for (supplier, recipient), arms in sent.items():
        for (home, sender), found in listings.items():
            if home != supplier or sender in (supplier, recipient):
                continue
            targets = {target for target, _ in found}
            rows.append(
                (
                    asked.label(recipient), asked.label(supplier), len(arms),
                    asked.label(sender), len(targets),
                    "yes" if supplier in targets else "no",
                    min((f.first for _, f in found if f.first), default=None),
                    tellers(arms),
                    tellers(f for _, f in found),
                    supplier, sender,
                )
            )  # fmt: skip
    rows.sort(key=lambda row: (str(row[0]), str(row[1]), -int(str(row[4])), str(row[3]), row[10]))
    note = "a listing of somebody of a state is no measure against that state, nor for its arms"
    return Answer(rows, (note,))
