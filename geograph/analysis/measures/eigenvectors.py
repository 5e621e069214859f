"""Eigenvector centrality and PageRank: who is tied to those who are central."""

from __future__ import annotations

from collections import defaultdict
from math import fsum

import networkx as nx

from geograph.analysis.collapsing import collapse
from geograph.analysis.measures import Scores
from geograph.errors import AnalysisError

__all__ = ["eigenvector", "pagerank"]


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
