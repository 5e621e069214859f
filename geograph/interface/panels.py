"""Panels for statistics: actor-years and dyad-years with counts, zeros and attributes."""

from __future__ import annotations

from typing import Unpack

from geograph.actors import load_reference
from geograph.analysis.panel import Counted, States, Unit, panel_table, relations_of
from geograph.display import Table
from geograph.errors import AnalysisError
from geograph.interface.arguments import (
    Number,
    PolicyOptions,
    Rule,
    Source,
    Texts,
    opened,
    policy_of,
    several,
)
from geograph.interface.checking import public
from geograph.interface.joined_names import joined_variables
from geograph.networks import network as draw_network
from geograph.policy import Policy

__all__ = ["panel"]


@public
def panel(
    store: Source = None,
    policy: Rule = None,
    *,
    unit: Unit = "directed-dyad-year",
    since: Number | None = None,
    until: Number | None = None,
    attributes: Texts = (),
    actors: Texts = (),
    kinds: Texts = (),
    by: Counted = "sign",
    states: States = "cow",
    **options: Unpack[PolicyOptions],
) -> Table:
    """Return a panel: a row for each state or pair of states and year, with what counts in it.

    Every state of a list that existed on some day of a year has a row, with zeros where no relation
    that counts is known. A person in office or a body of government stands for its state, as in
    `geograph.network` at the level of states.

    Parameters
    ----------
    store
        A store or its path.
    policy
        Which events count; a policy or its text.
    unit
        ``directed-dyad-year``: from one state to another; a relation without direction counts both
        ways. ``dyad-year``: between two states. ``actor-year``: a relation counts for both.
    since, until
        The first and the last year; by default those of the relations that count.
    attributes
        Variables of releases to join, such as ``cinc``; `geograph.attributes` lists them. Of
        memberships ``member:NATO`` (1 or 0) and, of dyads, ``shared_memberships``. In dyads
        those of single actors make two columns: ``actor_cinc``, ``partner_cinc``. Missing is empty,
        never 0.
    actors
        Only these, and pairs of two of them.
    kinds
        Classes of events (with all below them); by default all.
    by
        Whether relations are counted by ``sign`` (cooperation, conflict, neither) or by ``class``.
    states
        By which list a state exists: Correlates of War, or Gleditsch and Ward. Its numbers are in
        the panel.
    **options
        See `PolicyOptions`.

    Returns
    -------
    Table
        The notes have the universe, what zeros mean, what is left out, and the source of each
        variable.

    Raises
    ------
    AnalysisError
        No relation and no year is named, or the panel is too large.
    QueryError
        No release has a variable.
    """
    rule = policy_of(policy, **options) or Policy()
    with opened(store) as held:
        graph = draw_network(held, rule, level="state", kinds=several(kinds), by="year")
        found = relations_of(graph, unit, by)
        years = sorted({year for year, _ in found.counts})
        first = since if since is not None else years[0] if years else None
        last = until if until is not None else years[-1] if years else None
        if first is None or last is None:
            raise AnalysisError("no relation that counts has a year", fix="name since and until")
        if last < first:
            raise AnalysisError(f"{first} to {last} ends before it begins", fix="turn them round")
        return panel_table(
            held,
            found,
            unit,
            (first, last),
            spells=load_reference().spells,
            states=states,
            actors=[held.actor_id(name) for name in several(actors) or ()],
            variables=joined_variables(held, several(attributes) or (), known_by=rule.known_by),
        )
