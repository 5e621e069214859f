"""Places for nodes, computed once and stored: the same graph always looks the same.

A layout by stress, a pass that pushes overlapping names apart, and the parts side by side. What
it costs grows with the edges and with the nodes, not with the pairs of nodes.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from geograph.views._spacing import GAP, apart, clear, roomy, tangle
from geograph.views._stress import stress

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
else:
    Array = Any

__all__ = ["box", "place"]

#: Pixels at full size: one letter and one line of a label at 15 px, the symbol above the label.
LETTER, LINE, SYMBOL = 8.0, 18.0, 46.0
#: Pixels that an edge aims at.
EDGE = 175.0
#: How often names and lines are put in order, and from how many starts the clearest is taken.
CLEARINGS, ATTEMPTS = 30, 6
#: Steps of the stress layout; 150 more move no node of the first dossier by a pixel.
STEPS = 250
#: So many leaves of one actor are spread out, so many on a ring.
FAN, RING = 3, 14
#: A page is wider than it is high: what a part aims at, and how far it is bent to get there.
ASPECT, BEND = 1.9, 1.8
#: Above this many nodes one start and fewer steps do, and nobody follows each line by eye.
SMALL = 80


def box(label: str) -> tuple[float, float]:
    """Return the width and height in pixels of a symbol with its label, which breaks into lines.

    >>> box("Iran")
    (50.0, 64.0)
    """
    lines = label.split("\n")
    return max(50.0, LETTER * max(map(len, lines))), SYMBOL + LINE * len(lines)


def place(
    labels: Mapping[str, str], pairs: Iterable[tuple[str, str]]
) -> dict[str, tuple[float, float]]:
    """Return a place in pixels for every node, without overlapping names.

    Parameters
    ----------
    labels
        Node → label as it is drawn, with its line breaks.
    pairs
        The ends of every edge; parallel edges take a little more room.

    Returns
    -------
    dict
        Node → (x, y), centred on the whole; equal input gives equal output in any order.

    Examples
    --------
    >>> place({"a": "A", "b": "B"}, [("a", "b")]) == place({"b": "B", "a": "A"}, [("b", "a")])
    True
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(labels))
    for source, target in sorted(tuple(sorted(pair)) for pair in pairs):
        if source != target:
            seen = graph.get_edge_data(source, target, {"count": 0})["count"]
            graph.add_edge(source, target, count=seen + 1)
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p)
    )
    laid = [_part(graph.subgraph(part), part, labels) for part in parts]
    return _pack(parts, laid, labels)


def _hashed(names: list[str], attempt: int) -> Array:
    """Return a start point for each name that depends on nothing else."""
    import numpy as np

    digests = (hashlib.sha256(f"{attempt} {name}".encode()).digest() for name in names)
    return np.array(
        [[int.from_bytes(d[i : i + 4], "big") / 2**31 - 1 for i in (0, 4)] for d in digests]
    )


def _part(graph: Any, names: list[str], labels: Mapping[str, str]) -> Array:
    """Lay out one connected part; rows of the result follow ``names``."""
    import numpy as np

    if len(names) == 1:
        return np.zeros((1, 2))
    row = {name: i for i, name in enumerate(names)}
    pairs = np.array(
        sorted((*sorted((row[u], row[v])), d["count"]) for u, v, d in graph.edges(data=True))
    )
    size = np.array([box(labels[name]) for name in names])
    if len(names) > SMALL:
        start = _hashed(names, 0)
        at = _fan(stress(pairs, start, steps=STEPS // 4), pairs)
        return apart(roomy(_fit(at, pairs, start), size), size, growing=True)
    best, least = np.zeros((0, 2)), math.inf
    for attempt in range(ATTEMPTS):
        start = _hashed(names, attempt)
        at = _fit(stress(pairs, start, steps=STEPS), pairs, start)
        for _ in range(CLEARINGS):
            # each undoes a little of the other: who makes room for a line may fall on a name
            at = apart(clear(at, pairs), size, rounds=6)
        at = apart(at, size)
        faults = tangle(at, pairs)
        # the first attempt stays unless another is clearly better, so that little moves
        if faults < least * (0.8 if attempt else 1):
            best, least = at, faults
        if not least:
            break
    return best


def _fan(at: Array, pairs: Array) -> Array:
    """Spread those who are tied to one actor alone around it, on the side away from its others.

    To the stress they are all alike, and it would lay them on one spot.
    """
    import numpy as np

    first, second = pairs[:, 0].astype(int), pairs[:, 1].astype(int)
    degree = np.bincount(np.concatenate([first, second]), minlength=len(at))
    leaves: dict[int, list[int]] = {}
    others: dict[int, list[int]] = {}
    for one, other in zip(first, second, strict=True):
        for hub, end in ((one, other), (other, one)):
            (leaves if degree[end] == 1 else others).setdefault(int(hub), []).append(int(end))
    at = at.copy()
    for hub, ends in sorted(leaves.items()):
        if len(ends) < FAN or hub not in others:
            continue
        away = at[hub] - at[others[hub]].mean(axis=0)
        middle = float(np.arctan2(away[1], away[0]))
        for i, end in enumerate(sorted(ends)):
            ring, place_ = divmod(i, RING)
            some = min(RING, len(ends) - ring * RING)
            angle = middle + (place_ - (some - 1) / 2) * min(2.4 / some, 0.5) + 0.09 * ring
            reach = 1.0 + 0.45 * ring
            at[end] = at[hub] + reach * np.array([np.cos(angle), np.sin(angle)])
    return at


def _fit(at: Array, pairs: Array, start: Array) -> Array:
    """Turn a layout flat, bend it towards the shape of the page and give edges their length."""
    import numpy as np

    at = _turn(at, start)
    wide, high = np.ptp(at, axis=0)
    if len(at) > 2:
        at[:, 0] *= min(BEND, max(1 / BEND, ASPECT * float(high) / max(float(wide), 1e-9)))
    first, second = pairs[:, 0].astype(int), pairs[:, 1].astype(int)
    typical = float(np.median(np.linalg.norm(at[first] - at[second], axis=1)))
    sized: Array = at * (EDGE / max(typical, 1e-9))
    return sized


def _turn(at: Array, start: Array) -> Array:
    """Turn the longest axis of a layout to lie flat, always the same way round.

    Of the four ways the one is taken that agrees most with where the names start.
    """
    import numpy as np

    at = at - at.mean(axis=0)
    _, _, axes = np.linalg.svd(at, full_matrices=False)
    # the sign of a singular vector is free: fix it, or the drawing flips between builds
    turned: Array = at @ axes.T
    turned *= np.where((turned * start).sum(axis=0) < 0, -1, 1)
    return turned


def _pack(
    parts: list[list[str]], laid: list[Array], labels: Mapping[str, str]
) -> dict[str, tuple[float, float]]:
    """Set the parts side by side in rows, the largest first, and centre the whole."""
    import numpy as np

    out: dict[str, tuple[float, float]] = {}
    limit, x, y, tall = 0.0, 0.0, 0.0, 0.0
    for names, at in zip(parts, laid, strict=True):
        half = np.array([box(labels[name]) for name in names]) / 2
        low, high = (at - half).min(axis=0), (at + half).max(axis=0)
        wide, high_ = high - low
        limit = limit or max(float(wide), 3 * EDGE)
        if x and x + wide > limit:
            x, y, tall = 0.0, y + tall + 2 * GAP, 0.0
        for name, spot in zip(names, at - low + np.array([x, y]), strict=True):
            out[name] = (float(spot[0]), float(spot[1]))
        x, tall = x + float(wide) + 2 * GAP, max(tall, float(high_))
    if not out:
        return {}
    xs, ys = [p[0] for p in out.values()], [p[1] for p in out.values()]
    mid = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    # whole pixels: the last digits of a float differ between machines
    return {k: (round(p[0] - mid[0]) + 0.0, round(p[1] - mid[1]) + 0.0) for k, p in out.items()}
