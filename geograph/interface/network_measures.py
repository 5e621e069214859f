"""Measures on the networks that `geograph.network` draws, as pure functions.

Centrality (the measures of `MEASURES`, `ranks`, `compare`), paths (`find_paths`), structural
balance (`signed`, `triads`, `census`, `frustration`), paths in time (`contacts`, `earliest`,
`route`, `within`), brokerage (`brokerage`, `cut_pairs`, `sides_of`), and concentration (`shares`,
`hhi`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import networkx as nx

from geograph.analysis import (
    balance,
    centrality,
    collapsing,
    concentration,
    paths,
    temporal,
)
from geograph.analysis import brokerage as brokers
from geograph.analysis.balance import Partition
from geograph.analysis.brokerage import ROLES
from geograph.analysis.measures import MEASURES, Measure
from geograph.analysis.temporal import Contact, Reach
from geograph.errors import AnalysisError, GeographError
from geograph.interface.checking import public

P = ParamSpec("P")
R = TypeVar("R")

__all__ = [
    *(name.replace("-", "_") for name in MEASURES),
    "MEASURES",
    "ROLES",
    "Contact",
    "Partition",
    "Reach",
    "brokerage",
    "census",
    "collapse",
    "compare",
    "contacts",
    "cut_pairs",
    "earliest",
    "find_paths",
    "frustration",
    "hhi",
    "of_year",
    "ranks",
    "route",
    "shares",
    "sides_of",
    "signed",
    "triads",
    "within",
]


def _measure(function: Callable[P, R]) -> Callable[P, R]:
    """Return a public function that says what a network of another origin lacks."""
    checked = public(function)

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            found: Any = checked(*args, **kwargs)
            if inspect.isgenerator(found):  # asked for here, where its errors are told
                found = iter(tuple(found))
            return found  # type: ignore[no-any-return]
        except GeographError:
            raise
        except (KeyError, nx.NetworkXException) as exc:
            raise AnalysisError(
                f"{function.__name__}: the network, or what is given with it, lacks {exc}",
                fix="draw it with geograph.network, signed ones with geograph.measures.signed",
            ) from exc

    return run


collapse = _measure(collapsing.collapse)
compare = _measure(centrality.compare)
ranks = _measure(centrality.ranks)
find_paths = _measure(paths.find_paths)
census = _measure(balance.census)
frustration = _measure(balance.frustration)
of_year = _measure(balance.of_year)
signed = _measure(balance.signed)
triads = _measure(balance.triads)
contacts = _measure(temporal.contacts)
earliest = _measure(temporal.earliest)
route = _measure(temporal.route)
within = _measure(temporal.within)
brokerage = _measure(brokers.brokerage)
cut_pairs = _measure(brokers.cut_pairs)
sides_of = _measure(brokers.sides_of)
hhi = _measure(concentration.hhi)
shares = _measure(concentration.shares)


_CENTRALITY = {name.replace("-", "_"): _measure(function) for name, function in MEASURES.items()}


def __getattr__(name: str) -> Measure:
    if name not in _CENTRALITY:
        raise AttributeError(f"module 'geograph.measures' has no attribute '{name}'")
    return _CENTRALITY[name]


def __dir__() -> list[str]:
    return sorted(__all__)
