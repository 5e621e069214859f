"""Panels: a row for each actor or dyad and year, with what counts in it, zeros, and attributes.

Zeros stand only where both states existed in that year, by a list of states; a value that no
release states is missing, and never 0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any, Literal

import networkx as nx

from geograph.actors import Spell
from geograph.display import Cell, Table
from geograph.errors import AnalysisError
from geograph.networks.attributed import Joined, by_year
from geograph.policy.counted_variables import Variable, column_names

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["MOST", "Counted", "Unit", "States", "panel_table", "relations_of", "states_in"]

Unit = Literal["directed-dyad-year", "dyad-year", "actor-year"]
States = Literal["cow", "gw"]
Counted = Literal["sign", "class"]

#: The most rows of a panel.
MOST = 1_000_000
_SIGNS = {1: "cooperation", -1: "conflict", 0: "neither"}
#: Which relations of a year an actor or a dyad has, by what they are counted by.
_Counts = Mapping[tuple[int, tuple[str, ...]], Counter[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """What counts, by year and unit; and what no year has, or the list of states has not."""

    counts: _Counts
    undated: int
    names: tuple[str, ...]


def states_in(spells: Sequence[Spell], scheme: States, year: int) -> dict[str, int]:
    """Return the states that a list has on some day of a year, with their numbers in it.

    >>> one = Spell(state="state/GFR", scheme="cow", code=260, abb="GFR", start=date(1955, 5, 5))
    >>> states_in([one], "cow", 1955)
    {'state/GFR': 260}
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        spell.state: spell.code
        for spell in spells
        if spell.scheme == scheme
        and (spell.start is None or spell.start <= last)
        and (spell.end is None or spell.end >= first)
    }


def relations_of(G: nx.MultiDiGraph[str], unit: Unit, by: Counted) -> Relations:
    """Return how many relations of a network each unit has in each year.

    A relation counts in the year of the day from which it holds; an act that a narrower one of the
    same two already tells is not counted again. With ``actor-year`` a relation counts for both.

    Parameters
    ----------
    G
        Of `geograph.networks.network`, with rows of releases by year.
    unit
        Ordered pairs, pairs, or single actors.
    by
        Whether relations are told apart by their sign, or by their class.
    """
    counts: dict[tuple[int, tuple[str, ...]], Counter[str]] = defaultdict(Counter)
    undated, names = 0, set()
    for u, v, data in G.edges(data=True):
        if not data["directed"] and u > v and unit != "directed-dyad-year":
            continue  # drawn both ways
        many = int(data.get("rows", 1))
        if "rows" not in data and data["narrower"] and not data["weight"]:
            continue
        day = data["start"] or data.get("first")
        if day is None:
            undated += many
            continue
        name = _SIGNS[data["sign"]] if by == "sign" else str(data["kind"])
        names.add(name)
        for key in _units(u, v, unit):
            counts[day.year, key][name] += many
    order = tuple(_SIGNS.values()) if by == "sign" else tuple(sorted(names))
    return Relations(counts=counts, undated=undated, names=order)


def _units(u: str, v: str, unit: Unit) -> tuple[tuple[str, ...], ...]:
    if unit == "actor-year":
        return (u,), (v,)
    return ((u, v),) if unit == "directed-dyad-year" or u < v else ((v, u),)


def panel_table(
    store: Store,
    relations: Relations,
    unit: Unit,
    years: tuple[int, int],
    *,
    spells: Sequence[Spell],
    states: States = "cow",
    actors: Collection[str] = (),
    variables: Sequence[Variable] = (),
) -> Table:
    """Return the panel of some years: every state or pair of states of the list, in each year.

    Parameters
    ----------
    store
        Where the values of variables are, and the names of states.
    relations
        What counts.
    unit
        As for `relations_of`.
    years
        The first and the last.
    spells, states
        When states existed, and by which list.
    actors
        Only these, and pairs of two of them; none means all.
    variables
        Values to join; in a dyad those of single actors make two columns, of the actor and of its
        partner.

    Raises
    ------
    AnalysisError
        The panel would have more than `MOST` rows, or no row.
    """
    alive = {year: states_in(spells, states, year) for year in range(years[0], years[1] + 1)}
    if actors:
        alive = {y: {k: n for k, n in some.items() if k in actors} for y, some in alive.items()}
    many = sum(_number(len(some), unit) for some in alive.values())
    if many > MOST:
        fix = "name fewer years or actors, or take actor-year"
        raise AnalysisError(f"the panel would have {many:,} rows; {MOST:,} are the most", fix=fix)
    if not many:
        what = f"no {unit.removesuffix('-year')} of the list {states!r} existed in these years"
        raise AnalysisError(what, fix="name other years, actors or another list of states")
    told = [by_year(store, one, *years) for one in variables]
    joins = [
        _Join(one, name, unit, found)
        for one, name, found in zip(variables, column_names(variables), told, strict=True)
    ]
    dyadic = unit != "actor-year"
    ends = ("actor", "partner") if dyadic else ("actor",)
    columns = (
        "year", *ends, *(f"{end}_{states}" for end in ends),
        "relations", *relations.names, *(name for one in joins for name in one.columns),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    used = 0
    for year, some in alive.items():
        for key in _pairs(some, unit):
            found = relations.counts.get((year, key), Counter())
            used += found.total()
            rows.append((
                year, *key, *(some[one] for one in key), found.total(),
                *(found[name] for name in relations.names),
                *(value for one in joins for value in one.cells(year, key)),
            ))  # fmt: skip
    whole = sum(
        one.total() for (year, _), one in relations.counts.items() if years[0] <= year <= years[1]
    )
    notes = [
        f"universe: every {unit.removesuffix('-year')} of states that the list {states!r} has on "
        f"some day of the year, {years[0]} to {years[1]}" + (", of those named" if actors else ""),
        "zero means that no relation that counts is known here: of dossiers, which were chosen on "
        "purpose, that is not absence; a relation counts in the year in which it begins",
        f"counted: {used:,} relations; left out: {whole - used:,} of others than these states, "
        f"{relations.undated:,} without a day",
        *(one.note() for one in joins),
    ]
    return Table(columns, tuple(rows), f"Panel: {unit}", tuple(notes))


def _number(states: int, unit: Unit) -> int:
    pairs = states * (states - 1)
    return {"actor-year": states, "dyad-year": pairs // 2, "directed-dyad-year": pairs}[unit]


def _pairs(states: Collection[str], unit: Unit) -> Iterator[tuple[str, ...]]:
    names = sorted(states)
    if unit == "actor-year":
        return ((name,) for name in names)
    return iter(permutations(names, 2)) if unit == "directed-dyad-year" else combinations(names, 2)


class _Join:
    """The columns that a variable gives a panel, and its values in them."""

    def __init__(
        self, variable: Variable, name: str, unit: Unit, found: Mapping[int, Joined]
    ) -> None:
        if variable.dyadic and unit == "actor-year":
            what = f"{variable.name!r} is of dyads, and the panel of single actors"
            raise AnalysisError(what, fix="take dyad-year or directed-dyad-year")
        self.variable, self.found = variable, found
        self.missing = self.several = 0
        one_way = unit == "directed-dyad-year" or variable.told["directed"] == "no"
        if unit == "actor-year" or (variable.dyadic and one_way):
            self.columns: tuple[str, ...] = (name,)
        else:
            self.columns = (f"actor_{name}", f"partner_{name}")

    def cells(self, year: int, key: tuple[str, ...]) -> Iterator[Any]:
        """Yield the values of an actor or dyad in a year; None where they are missing."""
        found = self.found[year]
        if self.variable.dyadic:
            keys: list[tuple[str, str | None]] = [(key[0], key[1]), (key[1], key[0])]
        else:
            keys = [(one, None) for one in key]
        for one in keys[: len(self.columns)]:
            value = found.of(*one)
            self.missing += value is None and one not in found.several
            self.several += one in found.several
            yield value

    def note(self) -> str:
        """Say from which release the values are, and how many cells are empty."""
        one = self.variable
        unit = f" ({one.told['unit']})" if one.told["unit"] else ""
        more = f", {self.several:,} with several values in a year" if self.several else ""
        return (
            f"{one.name}{unit}: {one.releases[-1].id}, {one.releases[-1].title}; "
            f"{self.missing:,} cells missing{more}"
        )
