"""Small worlds for the network tests: events between named parties, all told by one report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import networkx as nx
from worlds import PUBLISHER, claim, small_world, sort_model, statement

from geograph.model import Actor, Claim, Event, Measure, Model, Tenure
from geograph.policy import ClaimIndex
from geograph.vocab import Stance

DAY = date(2024, 9, 10)


def state(code: str) -> Actor:
    return Actor(id=f"state/{code}", kind="State", label=code, iso3=code)


def actor(key: str, kind: str, **more: object) -> Actor:
    return Actor(id=f"actor/{key}", kind=kind, label=key, **more)  # type: ignore[arg-type]


def event(
    key: str,
    actors: str = "",
    recipients: str = "",
    participants: str = "",
    *,
    kind: str = "ArmsTransfer",
    broader: str = "",
    start: date | None = DAY,
) -> Event:
    """Return an event; parties are ids, or codes of states, separated by spaces."""
    cls, prefix = (Measure, "measure") if kind == "Sanction" else (Event, "event")
    parties = tuple(ids(text) for text in (actors, recipients, participants))
    return cls(
        id=f"{prefix}/{key}",
        kind=kind,
        label=f"what is called {key}",
        dossier="dossier/d",
        actor=parties[0],
        recipient=parties[1],
        participant=parties[2],
        broader=tuple(f"event/{b}" for b in broader.split()),
        start=start,
        party=tuple(sorted({p for part in parties for p in part})),
    )


def ids(text: str) -> tuple[str, ...]:
    return tuple(sorted(p if "/" in p else f"state/{p}" for p in text.split()))


def world(
    *events: Event,
    actors: Iterable[Actor] = (),
    tenures: Iterable[Tenure] = (),
    untold: str = "",
    denied: str = "",
    announced: str = "",
) -> ClaimIndex:
    """Return a world where one report asserts every event that is not ``untold``.

    Those ``denied`` are denied by the first party; those ``announced`` are announced by it.
    """
    base = small_world()
    known = {a.id for a in actors}
    codes = {p for e in events for p in e.party if p.startswith("state/")} - known
    report = statement("report", "Report", PUBLISHER)
    denial = statement("denial", "Denial", PUBLISHER, locator="12")
    claims: list[Claim] = []
    for e in events:
        name = e.id.split("/")[1]
        if name not in (*untold.split(), *announced.split()):
            claims.append(claim(report, PUBLISHER, Stance.ASSERTS, e.id))
        if name in denied.split():
            claims.append(claim(denial, e.party[0], Stance.DENIES, e.id))
        if name in announced.split():
            claims.append(claim(denial, e.party[0], Stance.ANNOUNCES, e.id, stage="planned"))
    publisher = next(a for a in base.actors if a.id == PUBLISHER)
    model = Model(
        actors=(*actors, publisher, *(state(c.removeprefix("state/")) for c in codes)),
        tenures=tuple(tenures),
        documents=base.documents,
        events=tuple(e for e in events if not isinstance(e, Measure)),
        measures=tuple(e for e in events if isinstance(e, Measure)),
        statements=(report, denial),
        claims=tuple(claims),
    )
    return ClaimIndex.from_model(sort_model(model))


def ties(G: nx.MultiDiGraph[str]) -> list[tuple[str, str, str, float]]:
    """Return every edge as source, target, event and weight, without the folders of the ids."""
    return sorted(
        (u.split("/")[-1], v.split("/")[-1], data["event"].split("/")[1], data["weight"])
        for u, v, data in G.edges(data=True)
    )


def multigraph(edges: Iterable[tuple[str, str, float]]) -> nx.MultiDiGraph[str]:
    """Return a bare network of directed edges with weights."""
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for u, v, weight in edges:
        G.add_edge(u, v, weight=weight, directed=True)
    return G
