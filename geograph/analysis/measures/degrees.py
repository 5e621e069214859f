"""Degree and strength: with how many others an actor is tied, and how often."""

from __future__ import annotations

from math import fsum

import networkx as nx

from geograph.analysis.collapsing import collapse
from geograph.analysis.measures import Scores

__all__ = ["degree", "strength_in", "strength_out"]


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
