"""Betweenness and closeness: where an actor stands on the shortest paths."""

from __future__ import annotations

import networkx as nx

from geograph.analysis.collapsing import collapse
from geograph.analysis.measures import Scores

__all__ = ["betweenness", "closeness"]


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
