"""Measures on the networks that `geograph.network` draws, as pure functions.

Centrality (`degree` … `pagerank`, `ranks`, `compare`), paths (`find_paths`), structural balance
(`signed`, `triads`, `census`, `frustration`), paths in time (`contacts`, `earliest`, `route`,
`within`), brokerage (`brokerage`, `cut_pairs`, `sides_of`), and concentration (`shares`, `hhi`).
"""

from __future__ import annotations

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
from geograph.interface.checking import public

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

betweenness = public(measures.betweenness)
closeness = public(measures.closeness)
collapse = public(measures.collapse)
degree = public(measures.degree)
eigenvector = public(measures.eigenvector)
pagerank = public(measures.pagerank)
strength_in = public(measures.strength_in)
strength_out = public(measures.strength_out)
compare = public(centrality.compare)
ranks = public(centrality.ranks)
find_paths = public(paths.find_paths)
census = public(balance.census)
frustration = public(balance.frustration)
of_year = public(balance.of_year)
signed = public(balance.signed)
triads = public(balance.triads)
contacts = public(temporal.contacts)
earliest = public(temporal.earliest)
route = public(temporal.route)
within = public(temporal.within)
brokerage = public(brokers.brokerage)
cut_pairs = public(brokers.cut_pairs)
sides_of = public(brokers.sides_of)
hhi = public(concentration.hhi)
shares = public(concentration.shares)
