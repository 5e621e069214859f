"""Releases of data sets for a page: under which rules and when they count, and how many rows hold.

A page counts rows and draws none, so it carries how many hold between which days, never rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from datetime import date
from itertools import combinations, takewhile
from typing import TYPE_CHECKING

from geograph.errors import UnknownActor
from geograph.policy import Policy
from geograph.policy.counted_releases import counted_releases, known_releases
from geograph.policy.verdict_history import PLAIN
from geograph.store.columns import OF_DOSSIERS, listed
from geograph.views.scene import Days, Overlap, SceneRelease

if TYPE_CHECKING:
    from geograph.store import Store
    from geograph.store.release import Release

__all__ = ["own_rows", "releases"]

#: The days between which a row holds, as columns of SQL.
DAYS = ("holds_from", "holds_until", "until_known")
#: The numbers that `endorsed` and `corroborated` are tried with.
NUMBERS = range(1, 100)
#: Cuts in knowledge, by what is known under them: days of issue, and None where all is known.
Cuts = Set[date | None]


def releases(store: Store, policy: Policy) -> tuple[tuple[SceneRelease, ...], tuple[Overlap, ...]]:
    """Return the releases of a store with their rows by equal days, and the rows of several.

    Parameters
    ----------
    store
        An open store.
    policy
        Its switches hold; the rule and the cuts are left open.

    Returns
    -------
    tuple
        The releases sorted by id, and the rows that several of them have, as far as these can
        count under one cut.
    """
    if not store.releases:
        return (), ()
    base = replace(policy, as_of=None, known_by=None)
    rows = _rows(store)
    cuts = _cuts(store.releases)
    ordered = sorted(store.releases, key=lambda release: release.id)
    shown = tuple(_release(store, one, base, cuts[one.id], rows[one.id]) for one in ordered)
    return shown, tuple(_overlaps(store, ordered, rows, cuts))


def own_rows(store: Store) -> str:
    """Return the query of the rows that count as rows: not those that stand for an event."""
    return (
        f"SELECT id, source, {', '.join(f'{day}::VARCHAR AS {day}' for day in DAYS)} FROM events "
        f"WHERE NOT {OF_DOSSIERS} AND id NOT IN {listed(sorted(store.linked))}"
    )


def _rows(store: Store) -> dict[str, tuple[Days, ...]]:
    """Return the rows of each release by equal days, in order of these."""
    out: dict[str, list[Days]] = {release.id: [] for release in store.releases}
    named = ", ".join(DAYS)
    order = ", ".join(f"{day} NULLS FIRST" for day in DAYS)
    for source, start, until, known, number in store.columns.rows(
        f"SELECT source, {named}, count(*) FROM ({own_rows(store)}) "
        f"GROUP BY source, {named} ORDER BY source, {order}"
    ):
        out[source].append(Days(start, until, known, number))
    return {key: tuple(rows) for key, rows in out.items()}


def _cuts(all_: Iterable[Release]) -> dict[str, Cuts]:
    """Return under which cuts each release is known; between two days of issue nothing changes."""
    some = list(all_)
    days = {release.released for release in some} | {None}
    known = {day: {one.id for one in known_releases(some, Policy(known_by=day))} for day in days}
    return {one.id: {day for day, ids in known.items() if one.id in ids} for one in some}


def _release(
    store: Store, release: Release, base: Policy, cuts: Cuts, rows: tuple[Days, ...]
) -> SceneRelease:
    def counts(policy: Policy) -> bool:
        return bool(counted_releases((release,), policy, store.actors))

    def most(rule: str) -> int:
        held = takewhile(lambda n: counts(base.with_rule(f"{rule}:{n}")), NUMBERS)
        return max(held, default=0)

    try:
        heard = counts(base.with_rule(Policy(rule="held-by", holders=(release.voice,))))
    except UnknownActor:  # a publisher whom only its data set knows: nobody can name it
        heard = False
    first = min((day for day in cuts if day), default=None)
    issued = {one.released for one in store.releases if one.released}
    gone = min((day for day in issued - cuts if first and day > first), default=None)
    if None not in cuts:
        gone = gone or date.max  # an issue that is superseded on its own day counts at no time
    return SceneRelease(
        id=release.id,
        title=release.title,
        publisher=release.publisher_label,
        stance=release.stance,
        known=first.isoformat() if first else None,
        superseded=gone.isoformat() if gone else None,
        rules=tuple(rule for rule in PLAIN if counts(base.with_rule(rule))),
        endorsed=most("endorsed"),
        corroborated=most("corroborated"),
        voice=release.voice if heard else None,
        rows=rows,
    )


def _overlaps(
    store: Store,
    ordered: list[Release],
    rows: Mapping[str, tuple[Days, ...]],
    cuts: Mapping[str, Cuts],
) -> Iterable[Overlap]:
    def meet(some: Iterable[Release]) -> bool:
        """Return whether two of them are of one data set and known under one cut."""
        return any(
            one.dataset == other.dataset and cuts[one.id] & cuts[other.id]
            for one, other in combinations(some, 2)
        )

    if not meet(ordered):
        return
    named = {release.id: (i, release) for i, release in enumerate(ordered)}
    at = {
        (key, days.start, days.until, days.until_known): j
        for key, some in rows.items()
        for j, days in enumerate(some)
    }
    for days, number in store.columns.rows(
        f"SELECT days, count(*) FROM (SELECT id, list([source, {', '.join(DAYS)}] ORDER BY source) "
        f"AS days FROM ({own_rows(store)}) GROUP BY id HAVING count(*) > 1) "
        "GROUP BY days ORDER BY days"
    ):
        if meet(named[source][1] for source, *_ in days):
            yield Overlap(tuple((named[d[0]][0], at[tuple(d)]) for d in days), number)
