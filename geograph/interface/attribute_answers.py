"""Attributes and memberships: what releases state of actors and dyads beside events."""

from __future__ import annotations

from datetime import date

from geograph.display import Table
from geograph.errors import QueryError, UsageError
from geograph.interface.arguments import (
    Day,
    Number,
    Source,
    Texts,
    day_bound,
    day_of,
    opened,
    several,
)
from geograph.interface.checking import public
from geograph.policy.counted_variables import Variable, find_variable
from geograph.questions.attribute_tables import values_table, variables_table
from geograph.questions.membership_table import memberships_table
from geograph.store import Store

__all__ = ["attributes", "memberships"]


@public
def attributes(
    store: Source = None,
    variables: Texts = (),
    *,
    actors: Texts = (),
    partners: Texts = (),
    since: Day | None = None,
    until: Day | None = None,
    year: Number | None = None,
    dataset: str | None = None,
    release: str | None = None,
) -> Table:
    """Return values of variables that releases state of actors and dyads, or list the variables.

    They are not events: no policy counts them. A value holds for a period; of a day that is the
    period which contains it. Of several issues of a data set the latest counts, unless another is
    named; values of two are never mixed.

    Parameters
    ----------
    store
        A store or its path.
    variables
        Names such as ``cinc``, or ``cow-nmc:cinc`` where two data sets have one of that name; none
        lists all variables with their units, releases and coverage.
    actors, partners
        Only values of these actors, and of dyads with these; names, codes or ids. A dyad without
        direction is found from either side.
    since, until
        Only periods that have a day from the one to the other; days, months or years.
    year
        The same for one year.
    dataset
        Only variables of this data set.
    release
        The issue to read instead of the latest.

    Returns
    -------
    Table
        One row for each value, with the release and line that it is from. The notes have source,
        citation and coverage.

    Raises
    ------
    QueryError
        No release has the variable, or several data sets do; with the nearest names.
    UnknownActor
        Nobody has a name.

    Examples
    --------
    >>> import tempfile, geograph
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     geograph.build(output=f"{folder}/s.db", empty=True).close()
    ...     len(attributes(f"{folder}/s.db"))
    0
    """
    first, last = _window(since, until, year)
    with opened(store) as held:
        names = several(variables) or ()
        if not names:
            if actors or partners or first or last or release:
                what = "without a variable there is nothing to choose actors or years of"
                raise QueryError(what, fix="name one; without options they are listed")
            return variables_table(held, dataset)
        return values_table(
            held,
            named_variables(held, names, dataset=dataset, release=release),
            actors=[held.actor_id(name) for name in several(actors) or ()],
            partners=[held.actor_id(name) for name in several(partners) or ()],
            since=first,
            until=last,
        )


@public
def memberships(
    store: Source = None,
    organisation: str | None = None,
    *,
    actors: Texts = (),
    on: Day | None = None,
    dataset: str | None = None,
    release: str | None = None,
) -> Table:
    """Return who is a member of what, in which role, and from when to when.

    Parameters
    ----------
    store
        A store or its path.
    organisation
        Only its members; a name or id.
    actors
        Only memberships of these.
    on
        Only memberships that hold on this day.
    dataset
        Only those of this data set; without it, and without a release, those of the reference data
        and of the latest issue of each data set.
    release
        The issue to read instead of the latest.

    Raises
    ------
    QueryError
        There is no such data set or release with memberships.
    UnknownActor
        Nobody has a name.

    Examples
    --------
    >>> import tempfile, geograph
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     geograph.build(output=f"{folder}/s.db", empty=True).close()
    ...     memberships(f"{folder}/s.db", "NATO", on="2020-01-01").title
    'Members of North Atlantic Treaty Organization on 2020-01-01'
    """
    with opened(store) as held:
        return memberships_table(
            held,
            held.actor_id(organisation) if organisation is not None else None,
            members=[held.actor_id(name) for name in several(actors) or ()],
            on=day_of(on, "on"),
            dataset=dataset,
            release=release,
        )


def named_variables(
    store: Store,
    names: tuple[str, ...],
    *,
    dataset: str | None = None,
    release: str | None = None,
    known_by: date | None = None,
) -> list[Variable]:
    """Return the variables that names mean, each once, in their order.

    Raises
    ------
    QueryError
        As for `attributes`.
    """
    found: dict[str, Variable] = {}
    for name in names:
        one = find_variable(
            store.releases, name, dataset=dataset, release=release, known_by=known_by
        )
        found[one.full] = one
    return list(found.values())


def _window(
    since: Day | None, until: Day | None, year: int | None
) -> tuple[date | None, date | None]:
    """Return the first and last day of what is asked for.

    Raises
    ------
    UsageError
        A year and a span are both named, or the span ends before it begins.
    DateError
        A text is not a date.
    """
    if year is not None and (since is not None or until is not None):
        raise UsageError("a year and a span are both named", fix="name one of them")
    if year is not None:
        since = until = f"{year:04d}"
    first, last = day_bound(since, "since", end=False), day_bound(until, "until", end=True)
    if first is not None and last is not None and last < first:
        raise UsageError(f"{first} to {last} ends before it begins", fix="turn the two round")
    return first, last
