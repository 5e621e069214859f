"""How two actors are linked: shortest, strongest and all short paths, with the evidence of each."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from math import fsum

import networkx as nx

from geograph.analysis import notes
from geograph.analysis._endpoints import labels_of, no_path, resolve
from geograph.analysis.simple_paths import Costs, simple_paths
from geograph.analysis.steps import EdgeEvidence, Path, Paths, Step, take
from geograph.errors import AnalysisError

__all__ = ["EdgeEvidence", "Path", "Paths", "Step", "find_paths"]


def find_paths(
    G: nx.MultiDiGraph[str],
    source: str,
    target: str,
    *,
    max_hops: int | None = None,
    weighted: bool = False,
    undirected: bool = False,
    limit: int = 50,
) -> Paths:
    """Return the shortest paths between two actors, or all simple paths up to a length.

    Without directions in the events themselves (a meeting) a step can be taken both ways; all
    others are taken along their direction unless ``undirected``.

    Parameters
    ----------
    G
        A network from `geograph.network`.
    source, target
        Ids or labels of nodes.
    max_hops
        Return all simple paths of at most so many steps; None returns those of least cost only.
    weighted
        A step costs 1 divided by the summed weight of its parallel edges (Newman 2001,
        Phys. Rev. E 64, 016132), so that strong ties are short; else every step costs 1. Costs
        are compared as fractions: equal paths are found equal.
    undirected
        Follow edges against their direction too.
    limit
        The most paths to return, those of least cost, then in the order of their ids.

    Raises
    ------
    UnknownActor
        If no actor of the network has the name, or several have it.
    NoPath
        If nothing links them under the policy in force; ``fix`` says what would.
    AnalysisError
        If both ends are one actor, or ``max_hops`` or ``limit`` is below 1.

    Examples
    --------
    >>> from geograph.model import Actor, Model
    >>> from geograph.networks import network
    >>> from geograph.policy import ClaimIndex
    >>> index = ClaimIndex.from_model(Model(actors=(Actor(id="state/A", kind="State", label="A"),)))
    >>> find_paths(network(index), "A", "B")
    Traceback (most recent call last):
    ...
    geograph.errors.UnknownActor: no actor 'A' in this network (policy all, level state)
      fix: nobody in it has a name like that; persons, companies and groups are in level 'actor'
    """
    for name, value in (("max_hops", max_hops), ("limit", limit)):
        if value is not None and value < 1:
            raise AnalysisError(f"{name} is {value}", fix="use 1 or more")
    start, goal = resolve(G, source), resolve(G, target)
    if start == goal:
        raise AnalysisError(
            f"'{source}' and '{target}' are the same actor: {start}",
            fix="name two different actors",
        )
    costs = _costs(G, weighted=weighted, undirected=undirected)
    found: list[Path] = []
    complete, least = True, None
    for cost, nodes in simple_paths(costs, start, goal, max_hops=max_hops):
        if max_hops is None and least is not None and cost > least:
            break
        if len(found) == limit:
            complete = False
            break
        least = cost if least is None else least
        steps = tuple(take(G, a, b, undirected=undirected) for a, b in pairwise(nodes))
        found.append(Path(steps, float(cost)))
    if not found:
        raise no_path(G, start, goal, max_hops, undirected)
    labels = labels_of(G)
    on_way = {node: labels[node] for path in found for node in path.nodes}
    return Paths(
        start, goal, tuple(found), complete, weighted, undirected, labels=on_way, notes=notes(G)
    )


def _costs(G: nx.MultiDiGraph[str], *, weighted: bool, undirected: bool) -> Costs:
    weights: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for u, v, data in G.edges(data=True):
        weights[u][v].append(data.get("weight", 1.0))
        # an edge without direction has its twin, which is met on its own
        if undirected and data.get("directed", True):
            weights[v][u].append(data.get("weight", 1.0))

    def cost(parallel: list[float]) -> Fraction:
        # weights are small fractions (1 over pairs): exact again, so that ties are ties
        return (
            1 / Fraction(fsum(parallel)).limit_denominator(1_000_000) if weighted else Fraction(1)
        )

    return {u: {v: cost(many) for v, many in sorted(weights[u].items())} for u in sorted(weights)}
