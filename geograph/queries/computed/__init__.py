"""Questions for which SPARQL is the wrong tool: each analysis is a function of what was asked.

A header names one (``#+ analysis: paths.shortest``) in place of SPARQL; it gets an `Asked` and
gives an `Answer`, whose rows fit the header's columns. The files below are imported when asked.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from geograph.queries.computed.asked import Answer, Asked

__all__ = ["ANALYSES", "Answer", "Asked", "analysis"]

#: Every analysis, as ``module.function``.
ANALYSES = (
    "arms.both_sides",
    "arms.concentration",
    "arms.embargoes",
    "arms.intermediaries",
    "arms.reexports",
    "claims.accused_accusers",
    "claims.as_held_by",
    "claims.changed_sides",
    "claims.confirmed",
    "claims.first_said",
    "claims.undenied",
    "coded.machines",
    "coded.signs",
    "coded.vintages",
    "in_force.measures",
    "lists.many",
    "lists.suppliers",
    "lists.to_listing",
    "measures.adversaries",
    "measures.lifted",
    "measures.many_senders",
    "measures.taken",
    "paths.cut_ties",
    "paths.in_time",
    "paths.reachable",
    "paths.shortest",
    "paths.through_sanctioned",
    "paths.uncontested",
    "registers.both_sides",
    "registers.embargoed",
    "registers.other_side",
    "registers.rivals",
    "registers.transfers",
    "series.accusations_lead",
    "series.breaks",
    "series.dyad_months",
    "signed.blocs",
    "signed.by_year",
    "signed.triads",
    "structure.brokers",
    "structure.central",
    "structure.outlets",
    "structure.sanction_bridges",
    "votes.apart",
)


def analysis(name: str) -> Callable[[Asked], Answer]:
    """Return the function of an analysis.

    >>> analysis("paths.shortest").__name__
    'shortest'
    """
    module, function = name.split(".")
    found: Callable[[Asked], Answer] = getattr(
        import_module(f"geograph.queries.computed.{module}"), function
    )
    return found
