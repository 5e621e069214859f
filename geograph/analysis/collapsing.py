"""Parallel edges collapsed: the network on which every measure of centrality runs."""

from __future__ import annotations

from collections import defaultdict
from math import fsum

import networkx as nx

from geograph.errors import EmptyNetwork

__all__ = ["collapse"]


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
