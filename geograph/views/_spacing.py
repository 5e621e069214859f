"""Room between names and lines: pushes on the places of nodes, and how tangled they still are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
else:
    Array = Any

__all__ = ["apart", "clear", "tangle"]

#: Pixels between two names, and between a node and the line of another pair.
GAP, CLEAR = 20.0, 42.0


def _lines(at: Array, ends: Array) -> tuple[Array, Array, Array]:
    """Return for every node and pair how much too near it is, with the pair's normal and side."""
    import numpy as np

    first, second = ends[:, 0].astype(int), ends[:, 1].astype(int)
    line = at[second] - at[first]
    length = np.maximum(np.linalg.norm(line, axis=1), 1.0)
    along = np.einsum("nmk,mk->nm", at[:, None, :] - at[None, first, :], line) / length**2
    off = at[:, None, :] - (at[None, first, :] + along.clip(0, 1)[:, :, None] * line[None])
    far = np.linalg.norm(off, axis=2)
    # half the width of the bundle where it is widest, as `geograph.views.draw.curves` bends it
    need = CLEAR + length * np.minimum(0.045 * (ends[:, 2] - 1), 0.19)
    short = np.maximum(need - far, 0.0) * ((along > 0.08) & (along < 0.92))
    short[first, np.arange(len(ends))] = short[second, np.arange(len(ends))] = 0.0
    normal = np.stack([-line[:, 1], line[:, 0]], axis=1) / length[:, None]
    side = np.where(np.einsum("nmk,mk->nm", off, normal) >= 0, 1.0, -1.0)
    return short, normal, side


def clear(at: Array, ends: Array) -> Array:
    """Move nodes a step away from the lines of other pairs, which would seem to be theirs.

    Parameters
    ----------
    at
        A place for every node, in pixels.
    ends
        The two rows of ``at`` that every pair joins, and the number of its edges: they bulge.

    Examples
    --------
    >>> import numpy as np
    >>> at = clear(np.array([[0, 0], [200, 0], [100, 5]], float), np.array([[0, 1, 1]]))
    >>> bool(at[2, 1] > 5)
    True
    """
    import numpy as np

    short, normal, side = _lines(at, ends)
    push = (short * side)[:, :, None] * normal[None]
    at = at + 0.35 * push.sum(axis=1)
    np.add.at(at, ends[:, 0].astype(int), -0.12 * push.sum(axis=0))
    np.add.at(at, ends[:, 1].astype(int), -0.12 * push.sum(axis=0))
    return at


def tangle(at: Array, ends: Array) -> float:
    """Return how tangled a layout is: lines that cross, and nodes too near to others' lines.

    >>> import numpy as np
    >>> square = np.array([[0, 0], [300, 0], [300, 300], [0, 300]], float)
    >>> tangle(square, np.array([[0, 1, 1], [2, 3, 1]]))
    0.0
    >>> tangle(square, np.array([[0, 2, 1], [1, 3, 1]]))
    1.0
    """
    import numpy as np

    short, *_ = _lines(at, ends)
    first, second = ends[:, 0].astype(int), ends[:, 1].astype(int)
    a, b = at[first], at[second]

    def turn(p: Array, q: Array, r: Array) -> Array:
        """Say on which side of each line p → q each point r lies."""
        s: Array = (q[:, 0] - p[:, 0])[:, None] * (r[:, 1][None] - p[:, 1][:, None])
        t: Array = (q[:, 1] - p[:, 1])[:, None] * (r[:, 0][None] - p[:, 0][:, None])
        return s - t

    parted = turn(a, b, a) * turn(a, b, b) < 0
    crossed = np.triu(parted & parted.T, 1)
    return float(crossed.sum()) + 2 * float((short > CLEAR / 3).sum())


def roomy(at: Array, size: Array, *, share: float = 0.5) -> Array:
    """Blow a layout up until its boxes cover at most a share of where it lies.

    >>> import numpy as np
    >>> at = np.array([[0, 0], [100, 0], [0, 100], [100, 100]], float)
    >>> bool(np.ptp(roomy(at, np.full((4, 2), 100.0))) > 150)
    True
    """
    import numpy as np

    # most nodes lie within two deviations of the middle, and those outside are not crowded
    ground = float(np.prod(4 * at.std(axis=0)))
    boxes = float(np.prod(size + GAP, axis=1).sum())
    blown: Array = at * max(1.0, (boxes / max(share * ground, 1e-9)) ** 0.5)
    return blown


def apart(at: Array, size: Array, *, rounds: int = 400, growing: bool = False) -> Array:
    """Push overlapping boxes apart along the shorter way, until none overlap.

    After ``rounds`` it stops in any case. Only boxes that are near each other are looked at.

    Parameters
    ----------
    at
        The middle of every box, in pixels.
    size
        Its width and height, in pixels.
    rounds
        How often to push.
    growing
        Whether to blow the whole up a little every few rounds, which a crowd needs.

    Examples
    --------
    >>> import numpy as np
    >>> at = apart(np.zeros((2, 2)), np.array([[60, 40], [60, 40]], float))
    >>> float(np.abs(at[0] - at[1]).max()) >= 40
    True
    """
    import numpy as np
    from scipy.spatial import cKDTree

    at = at.copy()
    reach = size.max(axis=0) + GAP
    for round_ in range(1, rounds + 1):
        near = cKDTree(at / reach).query_pairs(1.0, p=np.inf, output_type="ndarray")
        a, b = near[np.lexsort(near.T[::-1])].T  # sums of floats must not depend on the tree
        gap = at[a] - at[b]
        over = (size[a] + size[b]) / 2 + GAP - np.abs(gap)
        clash = (over > 0.5).all(axis=1)
        if not clash.any():
            break
        a, b, gap, over = a[clash], b[clash], gap[clash], over[clash]
        push = np.where(gap >= 0, over, -over) / 2
        sideways = over[:, 0] < over[:, 1]
        push[sideways, 1] = push[~sideways, 0] = 0.0
        for axis in (0, 1):
            at[:, axis] += np.bincount(a, push[:, axis], len(at))
            at[:, axis] -= np.bincount(b, push[:, axis], len(at))
        if growing and round_ % 20 == 0:
            at *= 1.03
    return at
