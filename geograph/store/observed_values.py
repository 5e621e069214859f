"""Read the values that releases state of actors and dyads, and what they cover."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from geograph.store.columns import listed, quoted
from geograph.store.release import Release

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["Covered", "Value", "covered", "values"]


class Value(NamedTuple):
    """One value of a variable: of whom, with whom, in which period, in which row of a release.

    ``directed`` is None where there is no partner, and False where the order of the two means
    nothing.
    """

    actor: str
    partner: str | None
    directed: bool | None
    start: date
    end: date | None
    value: Any
    release: str
    line: int


class Covered(NamedTuple):
    """What a release has of a variable: values, actors, first and last day; and rows without it."""

    values: int
    missing: int
    actors: int
    first: date | None
    last: date | None


def values(
    store: Store,
    release: Release,
    variable: str,
    *,
    actors: Collection[str] = (),
    partners: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Iterator[Value]:
    """Yield the values of a variable, by actor, partner and period; a missing one is none.

    Parameters
    ----------
    store
        An open store.
    release
        A release that has the variable.
    variable
        Its name.
    actors, partners
        Only values of these, and of dyads with these; none means all. In a dyad without direction
        either of the two may be the one or the other.
    since, until
        Only periods that have a day from the one to the other.

    Raises
    ------
    StoreError
        The table is missing or damaged.
    """
    name = _column(variable)
    where = [f"{name} IS NOT NULL"]
    if since is not None:
        where.append(f'("end" IS NULL OR "end" >= {_day(since)})')
    if until is not None:
        where.append(f"start <= {_day(until)}")
    where.append(_whom(actors, partners))
    found = store.columns.rows(
        f'SELECT actor, partner, directed, start, "end", {name}, line '
        f"FROM {_table(store, release)} WHERE {' AND '.join(where)} "
        "ORDER BY actor, partner NULLS FIRST, start, line"
    )
    for actor, partner, directed, start, end, value, line in found:
        yield Value(actor, partner, directed, start, end, value, release.id, line)


def covered(store: Store, release: Release, variable: str) -> Covered:
    """Return what a release has of a variable; rows of another kind of observation count not.

    Raises
    ------
    StoreError
        The table is missing or damaged.
    """
    name = _column(variable)
    dyadic = release.variables[variable]["of"] == "dyad"
    kind = f"partner IS {'NOT ' if dyadic else ''}NULL"
    ((held, alike, actors, first, last),) = store.columns.rows(
        f"SELECT count({name}), count(*) FILTER ({kind}), "
        f"count(DISTINCT actor) FILTER ({name} IS NOT NULL), min(start) FILTER ({name} IS NOT NULL)"
        f', max(COALESCE("end", start)) FILTER ({name} IS NOT NULL) FROM {_table(store, release)}'
    )
    return Covered(held, alike - held, actors, first, last)


def _whom(actors: Collection[str], partners: Collection[str]) -> str:
    one = f"actor IN {listed(sorted(actors))}" if actors else "TRUE"
    two = f"partner IN {listed(sorted(partners))}" if partners else "TRUE"
    turned_one = f"partner IN {listed(sorted(actors))}" if actors else "TRUE"
    turned_two = f"actor IN {listed(sorted(partners))}" if partners else "TRUE"
    return f"(({one} AND {two}) OR (directed = FALSE AND {turned_one} AND {turned_two}))"


def _table(store: Store, release: Release) -> str:
    return f"read_parquet({quoted(str(store.release_path(release, 'attributes')))})"


def _column(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
