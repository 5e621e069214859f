"""Series by month: a dyad's balance, how one series leads another, where networks break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum, sqrt
from random import Random

__all__ = ["correlation", "distance", "lagged", "months", "surprise"]


def months(first: date, last: date) -> list[str]:
    """Return every month from one day to another, as ``2024-09``.

    >>> months(date(2023, 12, 5), date(2024, 2, 1))
    ['2023-12', '2024-01', '2024-02']
    """
    ends = [day.year * 12 + day.month - 1 for day in (first, last)]
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(ends[0], ends[1] + 1)]


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Pearson's correlation of two series of one length; None where either is constant.

    >>> correlation([1, 2, 3], [2, 4, 6]), correlation([1, 1], [1, 2])
    (1.0, None)
    """
    n = len(one)
    if n < 2:
        return None
    a, b = fsum(one) / n, fsum(other) / n
    spread = sqrt(fsum((x - a) ** 2 for x in one) * fsum((y - b) ** 2 for y in other))
    together = fsum((x - a) * (y - b) for x, y in zip(one, other, strict=True))
    return round(together / spread, 9) if spread else None


def lagged(
    one: Sequence[float], other: Sequence[float], most: int
) -> list[tuple[int, int, float | None]]:
    """Return lag, length of overlap and correlation of one series with the other ``lag`` later.

    The sample cross-correlation at each lag (Box and Jenkins 1976, ch. 11), from the overlap
    alone: at a positive lag ``one`` leads.

    >>> [(lag, r) for lag, _, r in lagged([0, 1, 0, 0, 2, 0], [0, 0, 1, 0, 0, 2], 1)]
    [(-1, -0.375), (0, -0.428571429), (1, 1.0)]
    """
    out = []
    for lag in range(-most, most + 1):
        a = one[: len(one) - lag] if lag >= 0 else one[-lag:]
        b = other[lag:] if lag >= 0 else other[: len(other) + lag]
        out.append((lag, len(a), correlation(a, b)))
    return out


def distance(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """Return how far two profiles of ties differ: 0 the same shares, 1 nothing in common.

    Half the sum of absolute differences of shares (Bray and Curtis 1957, Ecol. Monogr. 27, 325,
    on proportions), so that a year with more documents is not another network for that alone.

    >>> distance({"x": 1.0, "y": 1.0}, {"x": 2.0}), distance({"x": 1.0}, {})
    (0.5, None)
    """
    a, b = fsum(one.values()), fsum(other.values())
    if not a or not b:
        return None
    ties = sorted({*one, *other})
    return round(fsum(abs(one.get(t, 0) / a - other.get(t, 0) / b) for t in ties) / 2, 9)


def surprise(
    before: Sequence[tuple[str, float]], after: Sequence[tuple[str, float]], shuffles: int
) -> float | None:
    """Return how often chance parts the ties as far as time did; None where a side has none.

    A permutation test (Good 2005): the tied events of both sides are dealt out again ``shuffles``
    times; small samples differ much by chance alone, and then the share is large. The dealing is
    the same in every run.

    >>> surprise([("x", 1.0)] * 9, [("y", 1.0)] * 9, 99)
    0.01
    """
    whole = [*before, *after]
    seen = distance(_summed(before), _summed(after))
    if seen is None:
        return None
    deal, reached = Random(0), 1  # the order that time gave is one of those possible
    for _ in range(shuffles):
        deal.shuffle(whole)
        parted = distance(_summed(whole[: len(before)]), _summed(whole[len(before) :]))
        reached += parted is not None and parted >= seen
    return round(reached / (shuffles + 1), 4)


def _summed(ties: Iterable[tuple[str, float]]) -> dict[str, float]:
    whole: dict[str, float] = defaultdict(float)
    for tie, weight in ties:
        whole[tie] += weight
    return whole
