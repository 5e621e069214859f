"""Simple paths in order of cost, from a dictionary of step costs: best first, with exact bounds."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Costs", "simple_paths"]

#: From a node to each neighbour: what the step costs, above 0.
Costs = Mapping[str, Mapping[str, Fraction]]


class _Way(NamedTuple):
    """A way on to the goal: what it costs, and its nodes."""

    cost: Fraction
    nodes: tuple[str, ...]


def simple_paths(
    costs: Costs, start: str, goal: str, *, max_hops: int | None = None
) -> Iterator[tuple[Fraction, tuple[str, ...]]]:
    """Yield the cost and the nodes of each simple path, cheapest first, then by the nodes' names.

    Lazy, after Yen (1971, Manage. Sci. 17, 712): the beginning of a path is extended only by a node
    from which the goal is reached without meeting the beginning again, in the hops that are left.
    So between one path and the next, or the end, no more beginnings are taken up than a path has
    nodes, each for one search of the network at most, whatever the number of all paths.

    >>> one = Fraction(1)
    >>> step = {"a": {"b": one, "c": one}, "b": {"c": one}}
    >>> [(int(cost), path) for cost, path in simple_paths(step, "a", "c")]
    [(1, ('a', 'c')), (2, ('a', 'b', 'c'))]
    """
    most = len(costs) if max_hops is None else max_hops
    back: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
    for node, steps in costs.items():
        for nearby, cost in steps.items():
            back[nearby].append((node, cost))
    ways = _ways(back, goal, most, frozenset())
    whole = _cheapest(ways.get(start, ()), most)
    if whole is None:
        return
    # The bound of a beginning is the cost of its cheapest path, and a beginning sorts before what
    # extends it: paths come out in order of cost, those of one cost in the order of their nodes.
    queue: list[tuple[Fraction, tuple[str, ...], Fraction]] = [(whole.cost, (start,), Fraction(0))]
    while queue:
        _, nodes, spent = heapq.heappop(queue)
        if nodes[-1] == goal:
            yield spent, nodes
            continue
        met, left = frozenset(nodes), most - len(nodes)
        clear: dict[str, list[_Way]] | None = None
        for nearby, cost in costs[nodes[-1]].items():
            if nearby in met:
                continue
            way = _cheapest(ways.get(nearby, ()), left)
            if way is not None and not met.isdisjoint(way.nodes):
                clear = _ways(back, goal, left, met) if clear is None else clear
                way = _cheapest(clear.get(nearby, ()), left)
            if way is not None:
                total = spent + cost
                heapq.heappush(queue, (total + way.cost, (*nodes, nearby), total))


def _ways(
    back: Mapping[str, Sequence[tuple[str, Fraction]]], goal: str, most: int, met: AbstractSet[str]
) -> dict[str, list[_Way]]:
    """Return from each node the cheapest ways to the goal, those of more hops only if cheaper.

    Bellman and Ford, hop by hop. Steps cost something, so the cheapest way meets no node twice.
    """
    ways = {goal: [_Way(Fraction(0), (goal,))]}
    last: dict[str, _Way] = {goal: ways[goal][0]}
    for _ in range(most):
        found: dict[str, _Way] = {}
        for node, way in last.items():
            for before, step in back.get(node, ()):
                if before in met:
                    continue
                known = found.get(before) or (ways[before][-1] if before in ways else None)
                if known is None or way.cost + step < known.cost:
                    found[before] = _Way(way.cost + step, (before, *way.nodes))
        if not found:
            break
        for node, way in found.items():
            ways.setdefault(node, []).append(way)
        last = found
    return ways


def _cheapest(ways: Sequence[_Way], hops: int) -> _Way | None:
    """Return the cheapest of the ways from a node that has at most so many hops."""
    return next((way for way in reversed(ways) if len(way.nodes) <= hops + 1), None)
