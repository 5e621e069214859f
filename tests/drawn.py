"""Random releases in memory, a stand-in for a store that holds them, and ties told one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, product
from typing import Any

import pyoxigraph
from hypothesis import strategies as st

from geograph.actors import ActorIndex
from geograph.events.batches import of_rows
from geograph.events.event_row import NEVER, Kind, Row, RowDate, RowParty
from geograph.events.lines import release_lines
from geograph.events.schema import EVENTS
from geograph.model import Actor
from geograph.store.columns import Columns
from geograph.store.release import Release
from geograph.vocab import EVENT_CLASSES, GG, iri, is_a

#: Three states; a minister and a ministry of the first, a company, a group and a man of none.
ACTORS = (
    *(Actor(id=f"state/{code}", kind="State", label=code) for code in ("AAA", "BBB", "CCC")),
    Actor(id="actor/minister", kind="Person", label="minister"),
    Actor(id="actor/ministry", kind="GovernmentBody", label="ministry"),
    Actor(id="actor/firm", kind="Company", label="firm"),
    Actor(id="actor/rebels", kind="ArmedGroup", label="rebels"),
    Actor(id="actor/man", kind="Person", label="man"),
)
STANDS = {"actor/minister": "state/AAA", "actor/ministry": "state/AAA"}
PARTIES = tuple(
    RowParty(a.id, a.id if a.kind == "State" else STANDS.get(a.id), a.label) for a in ACTORS
)
DAYS = st.dates(date(2019, 12, 30), date(2020, 1, 3)) | st.dates(date(2021, 6, 1), date(2021, 6, 3))
KINDS = ("ArmsTransfer", "Alliance", "Meeting", "Sanction", "Accusation")


def sides() -> st.SearchStrategy[tuple[RowParty, ...]]:
    """Return parties of one side; a party may occur twice, as publishers write it."""
    return st.lists(st.sampled_from(PARTIES), max_size=3).map(tuple)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Draw a row of a release, without its id."""
    name = draw(st.sampled_from(KINDS))
    known = EVENT_CLASSES[name]
    speech = is_a(name, "Statement")
    kind = Kind(name, speech, False, known.sign, known.durative, known.cameo, known.plover, False)
    when = NEVER
    if draw(st.integers(0, 2)):
        start, end = draw(DAYS), draw(st.none() | DAYS)
        when = RowDate(None, start, None, end, None, True)
    stages = {"lifted": draw(DAYS)} if name == "Sanction" and draw(st.booleans()) else {}
    who = (draw(sides()), draw(sides()), draw(sides()))
    weight = draw(st.sampled_from([1.0, 0.5, 1 / 3]))
    return Row("", 0, None, 1, kind, when, *who, (), (), name, stages=stages, weight=weight)


@dataclass(eq=False)
class Held:
    """What a store is to networks and questions: releases, columns and quads, and no dossier."""

    releases: tuple[Release, ...]
    columns: Columns
    quads: pyoxigraph.Store
    actors: ActorIndex
    linked: frozenset[str] = frozenset()
    recorded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the actors; nothing else is told by a dossier."""
        names = ("id", "kind", "label")
        return [{n: getattr(a, n) for n in names} for a in ACTORS] if table == "actors" else []


def release(key: str, dataset: str, kind: str, released: date | None, whole: bool) -> Release:
    """Return a release without anything that a network does not ask for."""
    return Release(
        id=f"release/{dataset}/{key}", dataset=dataset, layout="table", kind=kind,
        title=f"release {key}", publisher=f"actor/{dataset}", publisher_label=dataset,
        voice=f"actor/{dataset}", url="https://example.org/", licence="L", citation="C",
        released=released, whole=whole,
    )  # fmt: skip


def holding(told: Iterable[tuple[Release, list[Row]]], linked: Iterable[str] = ()) -> Held:
    """Return what stands in for a store of releases with their rows."""
    batch: dict[str, list[Any]] = {column.name: [] for column in EVENTS}
    releases = []
    lines = [f"<{iri(row)}> <{GG}standsFor> <{iri('event/curated')}> .\n" for row in linked]
    for one, some in told:
        releases.append(one)
        part = of_rows(some, one.id, one.released)
        lines.append(release_lines(part, one.id, one.stance))
        for name, values in part.items():
            batch[name] += values
    quads = pyoxigraph.Store()
    quads.load("".join(lines).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    columns = Columns.of_batch(batch, ACTORS)
    return Held(tuple(releases), columns, quads, ActorIndex(ACTORS, ()), frozenset(linked))


@st.composite
def stores(draw: st.DrawFn) -> Held:
    """Draw two data sets of up to two releases, which may share rows; some rows are linked."""
    held: list[tuple[Release, list[Row]]] = []
    linked: set[str] = set()
    for dataset in ("one", "two"):
        kind = draw(st.sampled_from(["Register", "OfficialList", "Extraction"]))
        whole = draw(st.booleans())
        told = [
            replace(row, id=f"event/{dataset}/{n}")
            for n, row in enumerate(draw(st.lists(rows(), max_size=5)))
        ]
        linked |= {row.id for row in told if not draw(st.integers(0, 5))}
        for key, some in (("a", told), ("b", told[1:]))[: draw(st.integers(0, 2))]:
            one = release(key, dataset, kind, draw(st.none() | DAYS), whole)
            held.append((one, some))
    return holding(held, linked)


def told_one_by_one(event: Mapping[str, Any], level: str) -> dict[tuple[str, str, bool], float]:
    """Return the ties of one event: each pair of its parties in turn, with its share."""
    actors, recipients, participants = (
        event[role] for role in ("actor", "recipient", "participant")
    )
    pairs = len(actors) * len(recipients) + len(participants) * (len(participants) - 1) / 2
    ties: dict[tuple[str, str, bool], float] = defaultdict(float)
    if event["speech"] or not pairs:
        return ties
    at = "_state" if level == "state" else ""
    for a, b in product(event[f"actor{at}"], event[f"recipient{at}"]):
        _put(ties, a, b, True, event["weight"] / pairs)
    for a, b in combinations(event[f"participant{at}"], 2):
        _put(ties, a, b, False, event["weight"] / pairs)
        _put(ties, b, a, False, event["weight"] / pairs)
    return ties


def _put(
    ties: dict[tuple[str, str, bool], float], a: str | None, b: str | None, directed: bool,
    share: float,
) -> None:  # fmt: skip
    if a is not None and b is not None and a != b:
        ties[a, b, directed] += share


def whole_events(columns: Columns, relation: str) -> Iterable[dict[str, Any]]:
    """Return the events of a relation with all their columns."""
    return columns.records(f"SELECT * FROM {relation}")
