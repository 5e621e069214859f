"""Measures on the networks that `geograph.network` draws, as pure functions.

Centrality (`degree` … `pagerank`, `ranks`, `compare`), paths (`find_paths`), structural balance
(`signed`, `triads`, `census`, `frustration`), paths in time (`contacts`, `earliest`, `route`,
`within`), brokerage (`brokerage`, `cut_pairs`, `sides_of`), and concentration (`shares`, `hhi`).
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
    concentration,
    measures,
    paths,
    temporal,
)
from geograph.analysis import brokerage as brokers
from geograph.analysis.balance import Partition
from geograph.analysis.brokerage import ROLES
from geograph.analysis.measures import MEASURES
from geograph.analysis.temporal import Contact, Reach
from geograph.errors import AnalysisError, GeographError
from geograph.interface.checking import public

P = ParamSpec("P")
R = TypeVar("R")

__all__ = [
    "MEASURES",
    "ROLES",
    "Contact",
    "Partition",
    "Reach",
    "betweenness",
    "brokerage",
    "census",
    "closeness",
    "collapse",
    "compare",
    "contacts",
    "cut_pairs",
    "degree",
    "earliest",
    "eigenvector",
    "find_paths",
    "frustration",
    "hhi",
    "of_year",
    "pagerank",
    "ranks",
    "route",
    "shares",
    "sides_of",
    "signed",
    "strength_in",
    "strength_out",
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


betweenness = _measure(measures.betweenness)
closeness = _measure(measures.closeness)
collapse = _measure(measures.collapse)
degree = _measure(measures.degree)
eigenvector = _measure(measures.eigenvector)
pagerank = _measure(measures.pagerank)
strength_in = _measure(measures.strength_in)
strength_out = _measure(measures.strength_out)
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
