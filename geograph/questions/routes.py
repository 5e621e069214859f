"""Paths through a network as questions list them: their ends, their steps, and their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from geograph.errors import AnalysisError
from geograph.questions.context import QueryContext
from geograph.vocab import is_a

if TYPE_CHECKING:
    import networkx as nx

    from geograph.analysis.steps import EdgeEvidence, Path
    from geograph.analysis.temporal import Contact

__all__ = ["PathRow", "edges_of", "ends", "label_of", "rows_between", "taken", "undated", "without"]


class PathRow(NamedTuple):
    """One relation of one step of one path.

    path: the number of the path
    step: the number of the step on it
    source: where the step starts
    direction: whether the relation runs along the step, against it, or has no direction
    target: where the step ends
    kind: the class of the relation
    what: the relation
    since: the latest day on which it can have begun
    event: the relation as an id
    """

    path: int
    step: int
    source: str
    direction: str
    target: str
    kind: str
    what: str
    since: date | None
    event: str


def ends(context: QueryContext, G: nx.MultiDiGraph[str]) -> tuple[str, str]:
    """Return both ends of a path; one that nothing ties, by this policy or by any, is an error."""
    for end in (context.text("one"), context.text("other")):
        if end not in G and end not in G.graph["labels"]:
            raise AnalysisError(
                f"{context.label(end)} is in no relation of states that anybody speaks of",
                fix="name a state or an international organisation, or take other classes",
            )
    return context.text("one"), context.text("other")


def rows_between(context: QueryContext, G: nx.MultiDiGraph[str]) -> Iterator[PathRow]:
    """Yield the relations along all shortest paths between the two ends of a question."""
    from geograph.analysis.paths import find_paths

    found = find_paths(G, *ends(context, G), undirected=True, limit=10)
    context.uses_network(G, taken(found))
    context.note("edges are followed both ways; every step costs 1")
    if not found.complete:
        context.note("there are more paths of this length")
    for number, path in enumerate(found, 1):
        for at, step in enumerate(path.steps, 1):
            for edge in step.edges:
                yield PathRow(
                    path=number,
                    step=at,
                    source=context.label(step.source),
                    direction=_arrow(edge),
                    target=context.label(step.target),
                    kind=edge.kind,
                    what=edge.label,
                    since=edge.start,
                    event=edge.event,
                )


def taken(paths: Iterable[Path]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the edges of paths, each from its source to its target."""
    for step in (step for path in paths for step in path.steps):
        for edge in step.edges:
            pair = (step.source, step.target) if edge.forward else (step.target, step.source)
            data = {"event": edge.event, "kind": edge.kind, "directed": edge.directed}
            yield *pair, data


def edges_of(
    G: nx.MultiDiGraph[str], steps: Iterable[Contact]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the edges that steps in time are taken along."""
    for step in steps:
        for data in dict(G.get_edge_data(step.source, step.target, default={})).values():
            if data["event"] == step.event:
                yield step.source, step.target, data


def label_of(G: nx.MultiDiGraph[str], step: Contact) -> str:
    """Return the label of the relation of a step in time."""
    return next(str(data["label"]) for _, _, data in edges_of(G, [step]))


def without(G: nx.MultiDiGraph[str], kinds: Iterable[str], out: str) -> nx.MultiDiGraph[str]:
    """Return a network of some classes, or of all, without one class."""
    H: nx.MultiDiGraph[str] = G.copy()
    data: dict[str, Any]
    for u, v, key, data in list(G.edges(keys=True, data=True)):
        if is_a(data["kind"], out) or (kinds and not any(is_a(data["kind"], k) for k in kinds)):
            H.remove_edge(u, v, key)
    H.graph = G.graph
    return H


def undated(n: int) -> str:
    """Return how many relations have no day on which a step could be taken."""
    return f"{n} events without a date are left aside; a date is the latest possible start"


def _arrow(edge: EdgeEvidence) -> str:
    if not edge.directed:
        return "–"
    return "→" if edge.forward else "←"
