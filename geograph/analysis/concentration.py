"""How concentrated suppliers are: shares and the Herfindahl-Hirschman index."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from geograph.errors import AnalysisError

__all__ = ["hhi", "shares"]


def shares(weights: Mapping[str, float]) -> dict[str, float]:
    """Return each one's share of the sum, largest first.

    Raises
    ------
    AnalysisError
        If a weight is below 0, or all are 0.

    >>> shares({"a": 1.0, "b": 3.0})
    {'b': 0.75, 'a': 0.25}
    """
    whole = fsum(weights.values())
    if whole <= 0 or min(weights.values()) < 0:
        raise AnalysisError("no positive weights", fix="give weights of 0 or more, one above 0")
    order = sorted(weights, key=lambda name: (-weights[name], name))
    return {name: weights[name] / whole for name in order}


def hhi(weights: Mapping[str, float]) -> float:
    """Return the sum of squared shares: 1 where one has all, 1/n where n share alike.

    Herfindahl (1950) and Hirschman (1964, Am. Econ. Rev. 54, 761).

    Raises
    ------
    AnalysisError
        As `shares`.

    >>> hhi({"a": 1.0, "b": 1.0})
    0.5
    """
    return round(fsum(share * share for share in shares(weights).values()), 9)
