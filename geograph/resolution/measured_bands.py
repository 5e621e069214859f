"""What scores mean: of the pairs of a band of scores that were checked, how many were right.

A score orders pairs; what it promises is measured. A table of proposals says for each band that
occurs in it what was found, with the interval in which the true share lies nineteen times in twenty
(Wilson 1927), so that few pairs promise little.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Band", "notes"]

_Z = 1.96


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from ``least`` on, up to the next band: ``right`` of ``checked`` pairs were right."""

    least: float
    right: int
    checked: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share that is right.

        >>> [round(x, 2) for x in Band(0.9, 45, 50).interval]
        [0.79, 0.96]
        """
        if not self.checked:
            return 0.0, 1.0
        share, n = self.right / self.checked, self.checked
        middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n * n)) / (1 + _Z**2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)


def notes(scores: Iterable[float], bands: tuple[Band, ...]) -> tuple[str, ...]:
    """Return a line for each band, the highest first, in which a score lies.

    Parameters
    ----------
    scores
        Of the pairs that are shown.
    bands
        The highest first; what is below the last was not measured.

    Examples
    --------
    >>> notes([0.97, 0.72, 0.1], (Band(0.9, 45, 50), Band(0.7, 12, 24)))
    ... # doctest: +NORMALIZE_WHITESPACE
    ('score from 0.9: 45 of 50 checked pairs were right, 90 % (79–96 %); 1 here',
     'score 0.7 to 0.9: 12 of 24 checked pairs were right, 50 % (31–69 %); 1 here',
     'score below 0.7: not measured; 1 here')
    """
    left = sorted(scores, reverse=True)
    out: list[str] = []
    above: float | None = None
    for band in bands:
        here = sum(score >= band.least for score in left)
        if here:
            low, high = (round(100 * x) for x in band.interval)
            reach = f"from {band.least:g}" if above is None else f"{band.least:g} to {above:g}"
            share = f"{100 * band.right / band.checked:.0f} % ({low}–{high} %)"
            checked = f"{band.right} of {band.checked} checked pairs were right, {share}"
            out.append(f"score {reach}: {checked}; {here} here")
        left, above = left[here:], band.least
    if left:
        out.append(f"score below {above or 0:g}: not measured; {len(left)} here")
    return tuple(out)
