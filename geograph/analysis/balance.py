"""Structural balance: signed pairs, their triads, the frustration index and the two blocs.

A pair's sign is that of its summed events: cooperation counts +1, conflict -1, each by its weight.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from math import fsum
from typing import NamedTuple

import networkx as nx

from geograph.analysis.temporal import each_event
from geograph.errors import AnalysisError

__all__ = ["Partition", "census", "frustration", "of_year", "signed", "triads"]


class Partition(NamedTuple):
    """Two blocs that leave the fewest pairs frustrated, and how many pairs that is."""

    frustration: int
    blocs: tuple[frozenset[str], frozenset[str]]
    frustrated: tuple[tuple[str, str], ...]


def signed(G: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return one signed edge for each pair that is tied, directions left aside.

    Parameters
    ----------
    G
        A network from `geograph.network`.

    Returns
    -------
    networkx.Graph
        Edges have ``sign`` (+1, -1), ``balance`` (summed sign times weight), ``positive`` and
        ``negative`` (summed weights), ``contested`` (events that somebody denies). Pairs whose
        sum is zero have no sign and no edge.

    >>> G = nx.MultiDiGraph()
    >>> for sign in (1, 1, -1): _ = G.add_edge("a", "b", sign=sign, weight=1.0)
    >>> signed(G).edges["a", "b"]["sign"], signed(G).edges["a", "b"]["balance"]
    (1, 1.0)
    """
    sides: dict[tuple[str, str], dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    denied: dict[tuple[str, str], set[str]] = defaultdict(set)
    for u, v, data in G.edges(data=True):
        # an event without direction is there twice, once each way
        half = 1.0 if data.get("directed", True) else 0.5
        pair = (min(u, v), max(u, v))
        sides[pair][data.get("sign", 0)].append(half * data.get("weight", 1.0))
        if data.get("status") == "contested":
            denied[pair].add(data["event"])
    plain: nx.Graph[str] = nx.Graph()
    for (u, v), signs in sorted(sides.items()):
        plus, minus = fsum(signs[1]), fsum(signs[-1])
        balance = round(plus - minus, 9)
        if balance:
            plain.add_edge(
                u,
                v,
                sign=1 if balance > 0 else -1,
                balance=balance,
                positive=plus,
                negative=minus,
                contested=len(denied[u, v]),
            )
    return plain


def of_year(G: nx.MultiDiGraph[str], year: int) -> nx.MultiDiGraph[str]:
    """Return the edges of a year: moments whose day is in it, states of affairs that hold in it.

    Raises
    ------
    AnalysisError
        If an edge stands for the rows of many days.

    >>> G = nx.MultiDiGraph()
    >>> _ = G.add_edge("a", "b", start=date(2024, 1, 1)), G.add_edge("a", "c", start=None)
    >>> _ = G.add_edge("b", "d", start=date(2020, 1, 1), end=None, durative=True)
    >>> list(of_year(G, 2024))
    ['a', 'b', 'd']
    """
    if not date.min.year <= year <= date.max.year:
        raise AnalysisError(f"invalid year {year}", fix="give one such as 2024")
    each_event(G)
    H: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    first, last = date(year, 1, 1), date(year, 12, 31)
    for u, v, key, data in G.edges(keys=True, data=True):
        start = data["start"]
        if start is None or start > last:
            continue
        lasts = data.get("durative") and (data.get("end") is None or data["end"] >= first)
        if lasts or start >= first:
            H.add_edge(u, v, key, **data)
    return H


def triads(S: nx.Graph[str]) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Yield each triangle of a signed graph with the number of its negative pairs.

    >>> S = nx.Graph()
    >>> S.add_weighted_edges_from([("a", "b", 1), ("b", "c", 1), ("a", "c", -1)], weight="sign")
    >>> list(triads(S))
    [(('a', 'b', 'c'), 1)]
    """
    negative = {
        one: {two: data["sign"] < 0 for two, data in sorted(S[one].items()) if two > one}
        for one in sorted(S)
    }
    for one, later in negative.items():
        for two, three in combinations(later, 2):
            if (last := negative[two].get(three)) is not None:
                yield (one, two, three), later[two] + later[three] + last


def census(S: nx.Graph[str]) -> dict[str, int]:
    """Return how many triads have which signs; ``+++`` and ``+--`` are balanced.

    Cartwright and Harary (1956, Psychol. Rev. 63, 277): a triad is balanced where the product of
    its signs is positive.

    >>> S = nx.Graph()
    >>> S.add_weighted_edges_from([("a", "b", 1), ("b", "c", 1), ("a", "c", -1)], weight="sign")
    >>> census(S)
    {'+++': 0, '++-': 1, '+--': 0, '---': 0}
    """
    found = Counter(negative for _, negative in triads(S))
    return {"+" * (3 - n) + "-" * n: found[n] for n in range(4)}


def frustration(S: nx.Graph[str], *, seconds: float = 60.0) -> Partition:
    """Return the fewest pairs that must go for two blocs without enemies inside or friends across.

    Exact, by the integer program of Aref and Wilson (2018, J. Complex Networks 6, 163): one binary
    variable for each actor's bloc and one for each pair, which is 1 where it is frustrated. That
    some pair of every unbalanced triad is frustrated follows from it, and is told to the solver all
    the same (Aref, Mason and Wilson 2020, Networks, doi:10.1002/net.21907): without it nothing is
    proven of some thousand pairs. Several partitions may be as good; the one returned has the first
    actor in its first bloc.

    Parameters
    ----------
    S
        A signed graph, with ``sign`` on its edges.
    seconds
        How long the solver may take; an index that is not proven is none.

    Raises
    ------
    AnalysisError
        If no optimum is proven in time.

    >>> S = nx.Graph()
    >>> S.add_weighted_edges_from([("a", "b", 1), ("b", "c", 1), ("a", "c", -1)], weight="sign")
    >>> frustration(S).frustration
    1
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    nodes = sorted(S)
    pairs = sorted((min(e), max(e)) for e in S.edges)
    if not pairs:
        return Partition(0, (frozenset(nodes), frozenset()), ())
    place = {node: at for at, node in enumerate(nodes)}
    bad_at = {pair: len(nodes) + at for at, pair in enumerate(pairs)}
    columns, entries, low = [], [], []
    for (u, v), f in bad_at.items():
        x, y = place[u], place[v]
        # friends: f >= |x - y|; enemies: f >= |x + y - 1|
        twice = ((1, -1, 0), (-1, 1, 0)) if S.edges[u, v]["sign"] > 0 else ((-1, -1, -1), (1, 1, 1))
        for a, b, bound in twice:
            columns += [f, x, y]
            entries += [1, a, b]
            low.append(bound)
    for (one, two, three), negative in triads(S):
        if negative % 2:
            columns += [bad_at[one, two], bad_at[one, three], bad_at[two, three]]
            entries += [1, 1, 1]
            low.append(1)
    rows = np.repeat(np.arange(len(low)), 3)
    size = len(nodes) + len(pairs)
    matrix = coo_array((entries, (rows, columns)), shape=(len(low), size))
    upper = np.ones(size)
    upper[place[max(nodes, key=lambda n: (S.degree(n), n))]] = 0  # blocs have no names: fix one
    solved = milp(
        np.r_[np.zeros(len(nodes)), np.ones(len(pairs))],
        constraints=LinearConstraint(matrix.tocsc(), np.array(low), np.inf),
        integrality=np.r_[np.ones(len(nodes)), np.zeros(len(pairs))],
        bounds=Bounds(0, upper),
        options={"time_limit": seconds},
    )
    if solved.status != 0:
        raise AnalysisError(
            f"the frustration of {len(pairs)} pairs was not proven in {seconds:g} s",
            fix="take fewer events, or give it more seconds",
        )
    ones = frozenset(n for n in nodes if solved.x[place[n]] > 0.5)
    first = ones if nodes[0] in ones else frozenset(nodes) - ones
    bad = tuple(
        (u, v) for u, v in pairs if ((u in first) == (v in first)) != (S.edges[u, v]["sign"] > 0)
    )
    return Partition(len(bad), (first, frozenset(nodes) - first), bad)
