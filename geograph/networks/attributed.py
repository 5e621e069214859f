"""Join values of variables by actor and time: to the nodes and edges of a network, to a panel.

A value holds for its period. Of a day that is the period which contains it, of a year each period
that has a day of it: where these say different things, or one release says two, the value is left
out and counted, and nothing is guessed. What is missing is absent, and never 0.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import networkx as nx

from geograph.policy.counted_variables import Variable, column_names
from geograph.store.membership_spells import (
    MembershipSpell,
    is_shared,
    spells_of_releases,
)
from geograph.store.observed_values import Value, values

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["Joined", "by_year", "join", "joined"]

_Key = tuple[str, str | None]
#: The variable by which a release says that it is not known who is a member of what.
UNKNOWN = "membership_unknown"
#: The roles in which somebody is less than a member.
_LESSER = re.compile("observer|associate", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Joined:
    """The values of a variable in one time: by actor, or by actor and partner.

    ``several`` are those of whom the release says different things in it. A dyad without direction
    is there both ways. ``otherwise`` is the value of everybody else: of what is missing None, of a
    membership 0 in the years that its source covers.
    """

    variable: Variable
    values: Mapping[_Key, Any] = field(default_factory=dict)
    several: frozenset[_Key] = frozenset()
    otherwise: Any = None

    def of(self, actor: str, partner: str | None = None) -> Any:
        """Return the value of an actor, or of it with a partner; None where it is missing."""
        key = actor, partner
        if key in self.several:
            return None
        return self.values.get(key, self.otherwise)


def joined(store: Store, variable: Variable, since: date, until: date) -> Joined:
    """Return the values of a variable in the time from one day to another.

    Raises
    ------
    StoreError
        The table is missing or damaged.
    """
    if variable.derived is not None:
        spells, unknown = _spells(store, variable), _unknown(store, variable)
        return _of_spells(variable, spells, unknown, since, until)
    found = [
        value
        for release in variable.releases
        for value in values(store, release, variable.name, since=since, until=until)
    ]
    return _one_each(variable, found)


def by_year(store: Store, variable: Variable, first: int, last: int) -> dict[int, Joined]:
    """Return the values of a variable in each of some years; the table is read once."""
    years = range(first, last + 1)
    if variable.derived is not None:
        spells, unknown = _spells(store, variable), _unknown(store, variable)
        return {
            y: _of_spells(variable, spells, unknown, date(y, 1, 1), date(y, 12, 31)) for y in years
        }
    found: dict[int, list[Value]] = defaultdict(list)
    for release in variable.releases:
        for value in values(
            store, release, variable.name, since=date(first, 1, 1), until=date(last, 12, 31)
        ):
            end = value.end.year if value.end is not None else last
            for year in range(max(first, value.start.year), min(last, end) + 1):
                found[year].append(value)
    return {year: _one_each(variable, found[year]) for year in years}


def _spells(store: Store, variable: Variable) -> list[MembershipSpell]:
    """Return the memberships that a derived variable counts: not of observers and associates."""
    return [
        spell
        for spell in spells_of_releases(store, variable.releases)
        if (spell.body == variable.body or (variable.body is None and is_shared(spell)))
        and not _LESSER.search(spell.role or "")
    ]


def _unknown(store: Store, variable: Variable) -> list[Value]:
    """Return of whom the releases say that nothing is known of a membership."""
    return [
        value
        for release in variable.releases
        if UNKNOWN in release.variables
        for value in values(store, release, UNKNOWN)
        if value.partner == variable.body
    ]


def _of_spells(
    variable: Variable,
    spells: Iterable[MembershipSpell],
    unknown: Iterable[Value],
    since: date,
    until: date,
) -> Joined:
    """Return who is a member in a time, or how many organisations two share; 0 for all others.

    Outside the years that the releases cover, and of whom they say so, nothing is known; of shared
    organisations those are counted that are known.
    """
    firsts = [one.first for one in variable.releases if one.first is not None]
    lasts = [one.last for one in variable.releases if one.last is not None]
    if not firsts or not min(firsts).year <= since.year <= until.year <= max(lasts).year:
        return Joined(variable)
    bodies: dict[str, set[str]] = defaultdict(set)
    for spell in spells:
        if spell.meets(since, until):
            bodies[spell.body].add(spell.member)
    if variable.derived == "member":
        members = {key for some in bodies.values() for key in some}
        doubtful: dict[_Key, Any] = {
            (one.actor, None): None
            for one in unknown
            if one.start <= until and (one.end is None or since <= one.end)
        }
        return Joined(variable, doubtful | {(key, None): 1 for key in members}, otherwise=0)
    shared: Counter[_Key] = Counter()
    for some in bodies.values():
        shared.update(permutations(sorted(some), 2))
    return Joined(variable, shared, otherwise=0)


def _one_each(variable: Variable, found: Iterable[Value]) -> Joined:
    """Return the value of each actor or dyad of which there is one; equal ones are one."""
    told: dict[_Key, set[Any]] = defaultdict(set)
    for one in found:
        told[one.actor, one.partner].add(one.value)
        if one.directed is False and one.partner is not None:
            told[one.partner, one.actor].add(one.value)
    return Joined(
        variable,
        {key: next(iter(some)) for key, some in told.items() if len(some) == 1},
        frozenset(key for key, some in told.items() if len(some) > 1),
    )


def join(
    graph: nx.MultiDiGraph[str],
    store: Store,
    variables: Sequence[Variable],
    since: date,
    until: date,
) -> None:
    """Give the nodes, and of dyadic variables the edges, of a network their values in a time.

    An edge from one node to another has the value of that dyad in that direction. What is missing
    is not set. ``graph["attributes"]`` says of each variable its release, unit, time, and how many
    nodes or edges have a value, how many lack it, and how many have several.

    Parameters
    ----------
    graph
        The network, which is changed.
    store
        Where the values are.
    variables
        What to join.
    since, until
        The first and the last day of the time.

    Raises
    ------
    StoreError
        A table is missing or damaged.
    """
    told: dict[str, dict[str, Any]] = {}
    for one, name in zip(variables, column_names(variables), strict=True):
        found = joined(store, one, since, until)
        missing = several = held = 0
        targets: list[tuple[_Key, dict[str, Any]]] = (
            [((u, v), data) for u, v, data in graph.edges(data=True)]
            if one.dyadic
            else [((node, None), data) for node, data in graph.nodes(data=True)]
        )
        for key, data in targets:
            value = found.of(*key)
            if value is not None:
                data[name] = value
                held += 1
            elif key in found.several:
                several += 1
            else:
                missing += 1
        told[name] = {
            "release": one.releases[-1].id,
            "unit": one.told["unit"],
            "of": "edges" if one.dyadic else "nodes",
            "time": str(since) if since == until else f"{since} to {until}",
            "held": held,
            "missing": missing,
            "several": several,
        }
    graph.graph["attributes"] = told
