"""Who stands between others: brokerage between blocs, and ties whose loss cuts two actors apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

import networkx as nx

from geograph.analysis.collapsing import collapse

__all__ = ["ROLES", "brokerage", "cut_pairs", "sides_of"]

#: Roles of the middle of a → b → c, by the blocs of the three.
ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


def brokerage(G: nx.MultiDiGraph[str], bloc: Mapping[str, str]) -> dict[str, Counter[str]]:
    """Return how often each actor stands in each role between two others that are not tied.

    Gould and Fernandez (1989, Sociol. Methodol. 19, 89): b brokers a → b → c where no tie runs
    from a to c. It is a coordinator where all three are of one bloc, a consultant (itinerant)
    where only a and c are of one, a gatekeeper where it passes into its own bloc, a
    representative where it passes out of it, a liaison where all three blocs differ.

    Parameters
    ----------
    G
        A directed network; parallel edges are one tie.
    bloc
        The bloc of each actor; actors without one broker nothing and are brokered by nobody.

    >>> G = nx.MultiDiGraph([("a", "b"), ("b", "c")])
    >>> dict(brokerage(G, {"a": "west", "b": "east", "c": "east"})["b"])
    {'gatekeeper': 1}
    """
    plain = collapse(G)
    found: dict[str, Counter[str]] = {node: Counter() for node in sorted(plain) if node in bloc}
    for b, roles in found.items():
        for a in plain.predecessors(b):
            for c in plain.successors(b):
                if len({a, b, c}) == 3 and not plain.has_edge(a, c) and a in bloc and c in bloc:
                    roles[_role(bloc[a], bloc[b], bloc[c])] += 1
    return found


def _role(a: str, b: str, c: str) -> str:
    if a == b:
        return "coordinator" if b == c else "representative"
    if b == c:
        return "gatekeeper"
    return "consultant" if a == c else "liaison"


def cut_pairs(
    G: nx.MultiDiGraph[str], source: str | None = None, target: str | None = None
) -> list[tuple[str, str]]:
    """Return the pairs whose tie alone holds two actors (none given: any two) together.

    Directions are left aside: what cannot be reached either way is cut off (a bridge, Tarjan
    1974, Inf. Process. Lett. 2, 160).

    >>> G = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])
    >>> cut_pairs(G), cut_pairs(G, "a", "b"), cut_pairs(G, "a", "d")
    ([('c', 'd')], [], [('c', 'd')])
    """
    plain: nx.Graph[str] = nx.Graph(collapse(G).to_undirected())
    pairs = sorted((min(pair), max(pair)) for pair in nx.bridges(plain))
    if source is None or target is None:
        return [p for p in pairs if source is None or nx.has_path(plain, source, p[0])]
    if source not in plain or target not in plain or not nx.has_path(plain, source, target):
        return []
    # every path between two actors takes every bridge that parts them
    path = nx.shortest_path(plain, source, target)
    steps = {(min(a, b), max(a, b)) for a, b in pairwise(path)}
    return [pair for pair in pairs if pair in steps]


def sides_of(G: nx.MultiDiGraph[str], pair: tuple[str, str]) -> frozenset[str]:
    """Return the smaller of the two sides that the loss of a pair's tie would part.

    >>> sorted(sides_of(nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]),
    ...                 ("c", "d")))
    ['d']
    """
    plain: nx.Graph[str] = nx.Graph(collapse(G).to_undirected())
    plain.remove_edge(*pair)
    parts = [frozenset(nx.node_connected_component(plain, node)) for node in pair]
    return min(parts, key=lambda part: (len(part), sorted(part)))
