"""Measures of centrality, each with what it does about direction, strength and components.

All run on the network with parallel edges collapsed: one tie for each ordered pair, its strength
the summed weight of the edges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from math import fsum

import networkx as nx

from geograph.errors import AnalysisError, EmptyNetwork

__all__ = [
    "MEASURES",
    "Scores",
    "betweenness",
    "closeness",
    "collapse",
    "degree",
    "eigenvector",
    "pagerank",
    "strength_in",
    "strength_out",
]

#: From each node for which the measure is defined to its value.
Scores = dict[str, float]


def collapse(G: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """Return one edge for each ordered pair that is tied, ``weight`` summed over parallel edges.

    Raises
    ------
    EmptyNetwork
        If nothing is an edge: a measure of nothing would look like a finding.

    >>> G = nx.MultiDiGraph()
    >>> _ = G.add_edge("a", "b", weight=0.5), G.add_edge("a", "b", weight=1.0)
    >>> list(collapse(G).edges(data="weight"))
    [('a', 'b', 1.5)]
    """
    if not G.number_of_edges():
        left = "; ".join(f"{n} {reason}" for reason, n in G.graph.get("left_out", {}).items())
        raise EmptyNetwork(
            f"no event is an edge under policy '{G.graph.get('policy', 'not stated')}' at level "
            f"'{G.graph.get('level', 'actor')}'" + (f" (events left out: {left})" if left else ""),
            fix="take a wider policy, another cut in time, or level 'actor'",
        )
    weights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for u, v, data in G.edges(data=True):
        weights[u, v].append(data.get("weight", 1.0))
    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_nodes_from(sorted(G))
    for (u, v), parallel in sorted(weights.items()):
        plain.add_edge(u, v, weight=fsum(parallel))
    return plain


def degree(G: nx.MultiDiGraph[str]) -> Scores:
    """Return with how many others each actor is tied, in either direction.

    >>> degree(nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "a"), ("c", "a")]))
    {'a': 2.0, 'b': 1.0, 'c': 1.0}
    """
    plain = collapse(G)
    return {n: float(len({*plain.successors(n), *plain.predecessors(n)} - {n})) for n in plain}


def strength_in(G: nx.MultiDiGraph[str]) -> Scores:
    """Return the summed weight of what each actor receives, in events.

    >>> strength_in(nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "c")]))
    {'a': 0.0, 'b': 2.0, 'c': 1.0}
    """
    plain = collapse(G)
    return {n: fsum(plain.edges[u, n]["weight"] for u in plain.predecessors(n)) for n in plain}


def strength_out(G: nx.MultiDiGraph[str]) -> Scores:
    """Return the summed weight of what each actor does to others, in events.

    >>> strength_out(nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "c")]))
    {'a': 2.0, 'b': 1.0, 'c': 0.0}
    """
    plain = collapse(G)
    return {n: fsum(plain.edges[n, v]["weight"] for v in plain.successors(n)) for n in plain}


def betweenness(G: nx.MultiDiGraph[str]) -> Scores:
    """Return the share of ordered pairs of others whose shortest directed paths run through each.

    Steps have length 1; divided by (n - 1)(n - 2); pairs without a path count nothing (Brandes
    2001, J. Math. Sociol. 25, 163).

    >>> betweenness(nx.MultiDiGraph([("a", "b"), ("b", "c")]))
    {'a': 0.0, 'b': 0.5, 'c': 0.0}
    """
    return dict(nx.betweenness_centrality(collapse(G)))


def closeness(G: nx.MultiDiGraph[str]) -> Scores:
    """Return how near each actor is to those who reach it along directed steps of length 1.

    (r / n') · (r / sum of their distances), with r who reach it and n' all others (Wasserman and
    Faust 1994, p. 201), so that actors of different components can be compared; 0 where nobody
    does.

    >>> closeness(nx.MultiDiGraph([("a", "b"), ("b", "c")]))["c"]
    0.6666666666666666
    """
    return dict(nx.closeness_centrality(collapse(G), wf_improved=True))


def eigenvector(G: nx.MultiDiGraph[str], *, max_iter: int = 10_000) -> Scores:
    """Return how strongly each actor is tied to strongly tied actors, directions ignored.

    The strength of a pair is what goes either way, an event without direction counted once. On
    several components the measure has no one answer: it is given for the largest alone (where
    several are, for each of them, in lengths of 1), and others are absent rather than 0. For
    direction, PageRank is the measure: most networks of events have no directed cycle, and there
    the directed one is 0 for all.

    Raises
    ------
    AnalysisError
        If the iteration does not converge within ``max_iter`` steps.

    >>> {n: round(x, 3) for n, x in eigenvector(nx.MultiDiGraph([("a", "b"), ("c", "b")])).items()}
    {'a': 0.5, 'b': 0.707, 'c': 0.5}
    """
    collapse(G)  # for its error on an empty network
    weights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for u, v, data in G.edges(data=True):
        # an event without direction is there twice, once each way
        half = 1.0 if data.get("directed", True) else 0.5
        weights[min(u, v), max(u, v)].append(half * data.get("weight", 1.0))
    pairs: nx.Graph[str] = nx.Graph()
    pairs.add_nodes_from(sorted(G))
    for (u, v), parallel in sorted(weights.items()):
        pairs.add_edge(u, v, weight=fsum(parallel))
    parts = [sorted(part) for part in nx.connected_components(pairs)]
    largest = max(len(part) for part in parts)
    scores: Scores = {}
    for part in sorted(part for part in parts if len(part) == largest):
        inner = pairs.subgraph(part).copy()
        try:
            scores |= nx.eigenvector_centrality(
                inner, max_iter=max_iter, tol=1e-12, weight="weight"
            )
        except nx.PowerIterationFailedConvergence as exc:
            raise AnalysisError(
                f"eigenvector centrality did not converge in {max_iter} iterations",
                fix="raise max_iter, or use pagerank, which always converges",
            ) from exc
    return dict(sorted(scores.items()))


def pagerank(G: nx.MultiDiGraph[str]) -> Scores:
    """Return the share of time that a walker along directed, weighted ties spends at each actor.

    Damping 0.85; from whoever does nothing to anybody the walker goes anywhere; sums to 1 (Brin
    and Page 1998).

    Raises
    ------
    AnalysisError
        If the iteration does not converge.

    >>> {n: round(x, 3) for n, x in pagerank(nx.MultiDiGraph([("a", "b"), ("c", "b")])).items()}
    {'a': 0.213, 'b': 0.574, 'c': 0.213}
    """
    try:
        scores = nx.pagerank(collapse(G), alpha=0.85, max_iter=1000, tol=1e-13, weight="weight")
    except nx.PowerIterationFailedConvergence as exc:
        raise AnalysisError("PageRank did not converge", fix="use degree or strength") from exc
    return {node: float(score) for node, score in scores.items()}


#: The measures by name, in the order in which they are printed.
MEASURES: dict[str, Callable[[nx.MultiDiGraph[str]], Scores]] = {
    "degree": degree,
    "strength-in": strength_in,
    "strength-out": strength_out,
    "betweenness": betweenness,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "pagerank": pagerank,
}
