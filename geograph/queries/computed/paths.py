"""Questions on paths: shortest, uncontested, in time, within days, through the sanctioned, cuts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geograph.analysis import temporal
from geograph.analysis.brokerage import cut_pairs, sides_of
from geograph.analysis.paths import find_paths
from geograph.analysis.steps import EdgeEvidence
from geograph.errors import AnalysisError, NoPath
from geograph.queries.computed.asked import Answer, Asked
from geograph.queries.telling import voices
from geograph.table import Cell
from geograph.vocab import is_a

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["cut_ties", "in_time", "reachable", "shortest", "through_sanctioned", "uncontested"]

AROUND = "edges are followed both ways; every step costs 1"


def shortest(asked: Asked) -> Answer:
    """List the shortest paths between two actors, over relations of the given classes."""
    return _between(asked, asked.network(_classes(asked)))


def uncontested(asked: Asked) -> Answer:
    """List the shortest paths over relations that nobody denies."""
    G = asked.network(_classes(asked))
    contested = [
        (u, v, key) for u, v, key, d in G.edges(keys=True, data=True) if d["status"] == "contested"
    ]
    H = G.copy()
    H.remove_edges_from(contested)
    H.graph = G.graph
    found = _between(asked, H)
    return Answer(found.rows, (*found.notes, f"{len(contested)} contested edges are left aside"))


def _between(asked: Asked, G: nx.MultiDiGraph[str]) -> Answer:
    found = find_paths(G, *_ends(asked, G), undirected=True, limit=10)
    rows: list[tuple[Cell, ...]] = []
    for number, path in enumerate(found, 1):
        for at, step in enumerate(path.steps, 1):
            for edge in step.edges:
                rows.append(
                    (
                        *(number, at, asked.label(step.source)),
                        *(_arrow(edge), asked.label(step.target)),
                        *(edge.kind, edge.label, edge.start, edge.event),
                    )
                )
    more = () if found.complete else ("there are more paths of this length",)
    return Answer(rows, (AROUND, *more))


def _arrow(edge: EdgeEvidence) -> str:
    if not edge.directed:
        return "–"
    return "→" if edge.forward else "←"


def in_time(asked: Asked) -> Answer:
    """List the steps of the path that arrives first, each on or after the day of the one before."""
    G = asked.network(_classes(asked))
    found, undated = temporal.contacts(G)
    one, other = _ends(asked, G)
    reached = temporal.earliest(found, one, after=asked.day("after"))
    steps = temporal.route(reached, other)
    if not steps:
        raise NoPath(
            f"no path in time from {asked.label(one)} to {asked.label(other)}",
            fix="take an earlier day, more classes of events, or `geograph query shortest-path`",
        )
    rows = [
        (
            *(at, asked.label(step.source), asked.label(step.target), step.day),
            *(_event(asked, step.event), step.event),
        )
        for at, step in enumerate(steps, 1)
    ]
    return Answer(rows, (_undated(undated),))


def reachable(asked: Asked) -> Answer:
    """List who can be reached from an actor within a number of days, step after step in time."""
    found, undated = temporal.contacts(asked.network(_classes(asked)))
    days = asked.number("days")
    rows: list[tuple[Cell, ...]] = []
    for node, reach in temporal.within(found, asked.text("actor"), days).items():
        via = [asked.label(step.source) for step in reach.steps[1:]]
        last = reach.steps[-1]
        rows.append(
            (
                *(asked.label(node), reach.days, len(reach.steps), reach.first, reach.last),
                *(", ".join(via) or None, _event(asked, last.event), last.event),
            )
        )
    rows.sort(key=lambda row: (int(str(row[1])), int(str(row[2])), str(row[0])))
    return Answer(
        rows,
        (_undated(undated), "days are counted from the first step; the event is the last step"),
    )


def through_sanctioned(asked: Asked) -> Answer:
    """List paths of at most three steps that run through somebody under sanctions."""
    G = asked.network()
    sanctioned: dict[str, set[str]] = {}
    for u, v, data in G.edges(data=True):
        if is_a(data["kind"], "Sanction"):
            sanctioned.setdefault(v, set()).add(u)
    hops = asked.number("hops")
    ties = _without(G, _classes(asked), "Sanction")
    found = find_paths(ties, *_ends(asked, G), max_hops=hops, limit=100_000)
    rows: list[tuple[Cell, ...]] = []
    kept = [path for path in found if set(path.nodes[1:-1]) & sanctioned.keys()]
    most = asked.number("most")
    for number, path in enumerate(kept[:most], 1):
        through = [node for node in path.nodes[1:-1] if node in sanctioned]
        by = {sender for node in through for sender in sanctioned[node]}
        for at, step in enumerate(path.steps, 1):
            rows.append(
                (
                    *(number, at, asked.label(step.source), asked.label(step.target)),
                    *(len(step.edges), _statuses(step.edges), *_tellers(step.edges)),
                    *(asked.labels(through), asked.labels(by)),
                )
            )
    note = f"{len(kept)} of {len(found)} paths of at most {hops} steps run through the sanctioned"
    cut = f"; the first {most} are listed" if len(kept) > most else ""
    return Answer(rows, (note + cut, "sanctions themselves are no step; edges along their way"))


def cut_ties(asked: Asked) -> Answer:
    """List the relations of each pair whose tie alone holds two actors together."""
    G = asked.network()
    ends = [asked.all(name)[0] if asked.all(name) else None for name in ("one", "other")]
    for end in ends:
        if end is not None and end not in G:
            raise AnalysisError(f"{asked.label(end)} is in no relation", fix="take a wider policy")
    rows: list[tuple[Cell, ...]] = []
    for pair in cut_pairs(G, *ends):
        cut = sides_of(G, pair)
        events = _events(G, pair)
        for event in events:
            rows.append(
                (
                    *(asked.label(pair[0]), asked.label(pair[1]), len(events)),
                    *(asked.labels(cut), _event(asked, event), event),
                )
            )
    return Answer(rows, ("directions are left aside",))


def _events(G: nx.MultiDiGraph[str], pair: tuple[str, str]) -> list[str]:
    both = (pair, (pair[1], pair[0]))
    held = [dict(G.get_edge_data(*p, default={})).values() for p in both]
    return sorted({data["event"] for some in held for data in some})


def _without(
    G: nx.MultiDiGraph[str], kinds: Iterable[str] | None, out: str
) -> nx.MultiDiGraph[str]:
    H: nx.MultiDiGraph[str] = G.copy()
    data: dict[str, Any]
    for u, v, key, data in list(G.edges(keys=True, data=True)):
        if is_a(data["kind"], out) or (kinds and not any(is_a(data["kind"], k) for k in kinds)):
            H.remove_edge(u, v, key)
    H.graph = G.graph
    return H


def _ends(asked: Asked, G: nx.MultiDiGraph[str]) -> tuple[str, str]:
    """Return both ends of a path; one that nothing ties, by this policy or by any, is an error."""
    for end in (asked.text("one"), asked.text("other")):
        if end not in G and end not in G.graph["labels"]:
            raise AnalysisError(
                f"{asked.label(end)} is in no relation of states that anybody speaks of",
                fix="name a state or an international organisation, or take other classes",
            )
    return asked.text("one"), asked.text("other")


def _classes(asked: Asked) -> tuple[str, ...]:
    return asked.all("kind")


def _event(asked: Asked, key: str) -> str:
    return asked.world.events[key].label


def _statuses(edges: Iterable[EdgeEvidence]) -> str:
    return ", ".join(sorted({edge.status for edge in edges}))


def _tellers(edges: tuple[EdgeEvidence, ...]) -> tuple[str | None, str | None]:
    told = [(*e.asserting, *(f"{who} (unnamed)" for who in e.anonymous), *e.mixed) for e in edges]
    denied = [
        (*e.denying, *(f"{w} (unnamed)" for w in e.anonymous_denying), *e.mixed) for e in edges
    ]
    return voices(told), voices(denied)


def _undated(n: int) -> str:
    return f"{n} events without a date are left aside; a date is the latest possible start"
