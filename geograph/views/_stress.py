"""The layout in which distances on the page follow distances in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
else:
    Array = Any

__all__ = ["stress"]

#: Nodes to which all others keep their distance; of fewer nodes, every one.
PIVOTS = 100
#: It is done when a step moves no node by this much of an edge any more.
STILL = 2e-4


def stress(pairs: Array, at: Array, *, steps: int) -> Array:
    """Return the layout in which distances on the page follow distances in the graph.

    Kamada and Kawai's picture, found by majorising its stress (Gansner, Koren and North 2004),
    which for more than ``PIVOTS`` nodes counts edges and distances to pivots alone (Ortmann,
    Klimenta and Brandes 2017): one sparse system, factorised once and solved in every step.

    Parameters
    ----------
    pairs
        The two rows of ``at`` that every pair joins, the smaller first, and its number of edges.
    at
        Where every node starts; with pivots they give the direction and these what is left open.
    steps
        How many steps to take at most.

    Examples
    --------
    >>> import numpy as np
    >>> chain, start = np.array([[0, 1, 1], [1, 2, 1]]), np.array([[0, 0], [1, 0], [0, 1.0]])
    >>> at = stress(chain, start, steps=99)
    >>> bool(abs(np.linalg.norm(at[0] - at[2]) - 2) < 0.2)
    True
    """
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import splu

    count = len(at)
    first, second = pairs[:, 0].astype(int), pairs[:, 1].astype(int)
    # many events between two actors need room side by side
    length = np.minimum(1.9, 0.9 + 0.1 * pairs[:, 2])
    graph = csr_array((length, (first, second)), shape=(count, count))
    pivots, far = _pivots(graph, at)
    if len(pivots) < count:
        at = _from_pivots(far) + 0.1 * at
    node, pivot = np.nonzero(far)
    bare = ~(np.isin(first, pivots) | np.isin(second, pivots))
    one = np.concatenate([node, first[bare]])
    other = np.concatenate([pivots[pivot], second[bare]])
    wanted = np.concatenate([far[node, pivot], length[bare]])
    # a pivot speaks for all the nodes that it stands for
    weight = wanted**-2.0 * np.where(np.arange(len(one)) < len(node), count / len(pivots), 1.0)
    row = np.arange(len(one))
    sides = csr_array(
        (np.repeat([1.0, -1.0], len(one)), (np.tile(row, 2), np.concatenate([one, other]))),
        shape=(len(one), count),
    )
    # the whole may lie anywhere, so the first node stays where it is
    system = (sides.T @ (sides * weight[:, None])).tocsc()[1:, 1:]
    solve = splu(system.tocsc(), permc_spec="MMD_AT_PLUS_A").solve
    pull, back = weight * wanted, sides.T.tocsr()[1:]
    for _ in range(steps):
        gap = sides @ at
        gap *= (pull / np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-9))[:, None]
        before, at = at, np.vstack([np.zeros(2), solve(back @ gap)])
        if np.abs(at - at[0] - before + before[0]).max() < STILL:
            break
    return at


def _pivots(graph: Any, at: Array) -> tuple[npt.NDArray[np.intp], Array]:
    """Return the pivots, and how far every node is from each of them.

    They are drawn by lot, which is cast by where a node starts, and so by its name: that one actor
    comes or goes must not choose others, as taking always the farthest would.
    """
    import numpy as np
    from scipy.sparse.csgraph import dijkstra

    count = graph.shape[0]
    if count <= PIVOTS:
        return np.arange(count), dijkstra(graph, directed=False)
    chosen = np.sort(np.argsort(at[:, 0], kind="stable")[:PIVOTS])
    return chosen, dijkstra(graph, directed=False, indices=chosen).T


def _from_pivots(far: Array) -> Array:
    """Return a start for the stress: the plane that keeps most of the distances to the pivots.

    Brandes and Pich's pivot scaling (2007).
    """
    import numpy as np

    square = far**2
    centred = (
        square - square.mean(axis=0) - square.mean(axis=1, keepdims=True) + square.mean()
    ) / -2
    _, axes = np.linalg.eigh(centred.T @ centred)
    flat = centred @ axes[:, :-3:-1]
    spread: Array = flat * (far.mean() / max(float(np.abs(flat).mean()), 1e-9))
    return spread
