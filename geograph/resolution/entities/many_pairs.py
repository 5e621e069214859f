"""Score many pairs of entities, by several processes where there are so many that it pays."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from geograph.resolution.entities.blocking import Blocks
from geograph.resolution.entities.compare import Frequencies
from geograph.resolution.entities.prepared import Prepared
from geograph.resolution.entities.scoring import Score, scored

__all__ = ["MANY", "score_pairs"]

#: From how many pairs on they are dealt to a process for each processor.
MANY: Final = 200_000
_CHUNK: Final = 20_000
# What the processes share: they are copies of this one, so that nothing has to be sent to them.
_shared: list[Callable[[int], list[tuple[int, int, Score]]]] = []


def score_pairs(
    pairs: Blocks,
    read: Sequence[Prepared],
    frequencies: Frequencies,
    threshold: float,
    *,
    many: int = MANY,
) -> Iterator[tuple[int, int, Score]]:
    """Yield the pairs that score ``threshold`` or more, as positions with their score, in order.

    Parameters
    ----------
    pairs
        The pairs to compare.
    read
        The entities that they are positions in.
    frequencies
        How common words are.
    threshold
        The least score.
    many
        From how many pairs on several processes are used, where the system can copy a process.

    Examples
    --------
    >>> from geograph.resolution.entities.blocking import candidates
    >>> from geograph.resolution.entities.entity import Entity
    >>> from geograph.resolution.entities.prepared import prepare
    >>> a = Entity(id="x/1", kind="Person", label="LAVROV, Sergei", source="x")
    >>> b = Entity(id="y/9", kind="Person", label="Сергей Лавров", source="y")
    >>> found = score_pairs(candidates([a, b]), [prepare(a), prepare(b)], Frequencies(), 0.7)
    >>> [(left, right) for left, right, _ in found]
    [(0, 1)]
    """

    def part(begin: int) -> list[tuple[int, int, Score]]:
        out = []
        for code in pairs.codes[begin : begin + _CHUNK].tolist():
            left, right = code >> 32, code & 0xFFFFFFFF
            found = scored(read[left], read[right], frequencies, threshold)
            if found is not None and found.value >= threshold:
                out.append((left, right, found))
        return out

    begins = range(0, len(pairs), _CHUNK)
    workers = min(os.cpu_count() or 1, len(begins))
    if len(pairs) < many or workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        for begin in begins:
            yield from part(begin)
        return
    _shared.append(part)
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            for found in pool.imap(_part, begins):
                yield from found
    finally:
        _shared.remove(part)


def _part(begin: int) -> list[tuple[int, int, Score]]:
    return _shared[-1](begin)
