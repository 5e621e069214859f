"""Simple paths in order of cost, from a dictionary of step costs: best first, with exact bounds."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

__all__ = ["Costs", "simple_paths"]

#: From a node to each neighbour: what the step costs, above 0.
Costs = Mapping[str, Mapping[str, Fraction]]


def simple_paths(
    costs: Costs, start: str, goal: str, *, max_hops: int | None = None
) -> Iterator[tuple[Fraction, tuple[str, ...]]]:
    """Yield the cost and the nodes of each simple path, cheapest first, then by the nodes' names.

    Lazy: the first path costs one run of Dijkstra, whatever the number of all paths. A path that
    cannot reach the goal in the hops that are left is never extended.

    >>> one = Fraction(1)
    >>> step = {"a": {"b": one, "c": one}, "b": {"c": one}}
    >>> [(int(cost), path) for cost, path in simple_paths(step, "a", "c")]
    [(1, ('a', 'c')), (2, ('a', 'b', 'c'))]
    """
    left = _distances(costs, goal)
    unit = {u: dict.fromkeys(steps, Fraction(1)) for u, steps in costs.items()}
    hops = _distances(unit, goal)
    most = len(hops) if max_hops is None else max_hops
    if start not in left or hops[start] > most:
        return
    # The remaining distance never overrates, so paths come out in order of cost; a prefix sorts
    # before what extends it, so paths of one cost come out in the order of their nodes.
    queue: list[tuple[Fraction, tuple[str, ...], Fraction]] = [(left[start], (start,), Fraction(0))]
    while queue:
        _, nodes, spent = heapq.heappop(queue)
        if nodes[-1] == goal:
            yield spent, nodes
            continue
        for nearby, cost in costs.get(nodes[-1], {}).items():
            if nearby in left and nearby not in nodes and len(nodes) + hops[nearby] <= most:
                total = spent + cost
                heapq.heappush(queue, (total + left[nearby], (*nodes, nearby), total))


def _distances(costs: Costs, goal: str) -> dict[str, Fraction]:
    """Return the least cost from every node that can reach the goal."""
    back: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
    for node, steps in costs.items():
        for nearby, cost in steps.items():
            back[nearby].append((node, cost))
    done: dict[str, Fraction] = {}
    queue = [(Fraction(0), goal)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node not in done:
            done[node] = cost
            for before, step in back[node]:
                if before not in done:
                    heapq.heappush(queue, (cost + step, before))
    return done
