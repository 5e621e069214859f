"""Rows of releases as questions read them: from the columns of a store, by the rule of all.

Which rows count is for `geograph.policy.selection` to say, and when one holds for
`geograph.valid_time`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from geograph.events.schema import EVENTS
from geograph.policy import Policy, Selection
from geograph.policy.counted_releases import known_releases
from geograph.questions.relation_filter import EVERYTHING, ROLES, RelationFilter
from geograph.store.columns import OF_DOSSIERS, kinds_sql, listed, quoted
from geograph.store.release import Release
from geograph.valid_time import sql_holds

if TYPE_CHECKING:
    from geograph.networks.ties import Level
    from geograph.store import Store

__all__ = [
    "Tie",
    "known",
    "known_details",
    "own_details",
    "origins",
    "own_actors",
    "own_items",
    "rows",
    "tied",
    "values",
]

#: An edge of a network that stands for rows: class, both ends, and whether it has a direction.
Tie = tuple[str, str, str, bool]
_STATES = tuple(f"{role}_state" for role in ROLES)
#: What is read of a row unless other columns are named.
_READ = (
    "id", "source", "kind", "label", "speech", *ROLES, *_STATES, "item", "start", "start_earliest",
    "end", "end_latest", "durative", "sign", "listed", "effective", "lifted", "holds_from",
    "holds_from_earliest", "holds_until", "holds_until_latest", "until_known", "basis",
)  # fmt: skip
_COLUMNS = frozenset(column.name for column in EVENTS)


def known(store: Store, policy: Policy) -> tuple[Release, ...]:
    """Return the releases that were known, each data set by its latest, whatever counts."""
    return known_releases(store.releases, policy)


def rows(
    selection: Selection, store: Store, release: Release, *,
    kinds: Sequence[str] = (), details: Sequence[str] = (), only: RelationFilter = EVERYTHING,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Yield the rows of a release that hold by the cuts of a policy, those linked left out.

    Parameters
    ----------
    selection
        What counts under the policy; a release that does not count there is read whole.
    store, release
        Where they are, and which release.
    kinds
        Classes, with those below them; none is every class.
    details
        Columns that are read too where the release has them.
    only
        The parties, days and details to which they are narrowed.
    """
    names = tuple(dict.fromkeys((*_READ, *known_details(release, details))))
    read = [f'"{name}"' for name in names]
    for row in values(selection, store, [release], read, kinds=kinds, details=details, only=only):
        yield dict(zip(names, row, strict=True))


def known_details(release: Release, details: Sequence[str]) -> list[str]:
    """Return the details that are columns of every event, or of this release."""
    return [name for name in details if name in _COLUMNS or name in release.details]


def own_details(release: Release) -> frozenset[str]:
    """Return the details that only this release has, in a table beside its events."""
    return frozenset(release.details) - _COLUMNS


def values(
    selection: Selection, store: Store, releases: Sequence[Release], read: Sequence[str], *,
    kinds: Sequence[str] = (), details: Sequence[str] = (), only: RelationFilter = EVERYTHING,
) -> list[tuple[Any, ...]]:  # fmt: skip
    """Return the values of some expressions of SQL for the same rows as `rows`, in their order.

    Of several releases either all count or none does, and none has a detail of its own.
    """
    policy, columns = selection.policy, selection.columns
    source = selection.row_relation
    if any(release not in selection.releases for release in releases):
        source = (
            f"(SELECT * FROM events WHERE {sql_holds(policy.as_of, policy.known_by)} "
            f"AND id NOT IN (SELECT id FROM {selection.relation}_linked))"
        )
    named = f"source IN {listed(release.id for release in releases)}"
    for release in releases:
        own = [f'"{name}"' for name in details if name in own_details(release)]
        if own:
            file = quoted(str(store.release_path(release, "details")))
            told = f"SELECT id, {', '.join(own)} FROM read_parquet({file})"
            source = f"(SELECT * FROM {source} WHERE {named}) JOIN ({told}) USING (id)"
    # DuckDB makes values of Python in half the time that Arrow takes
    return columns.rows(
        f"SELECT {', '.join(read)} FROM {source} "
        f"WHERE {named} AND {kinds_sql(kinds)} AND {only.sql()}"
    )


def tied(selection: Selection, release: str, level: Level, ties: Collection[Tie]) -> frozenset[str]:
    """Return the ids of the rows for which some edges of a network at a level stand."""
    from geograph.networks.ties import ties_sql

    kinds = kinds_sql(sorted({kind for kind, _, _, _ in ties}))
    rows_ = f"SELECT * FROM {selection.row_relation} WHERE source = {quoted(release)} AND {kinds}"
    found = selection.columns.rows(
        f"SELECT id, kind, a, b, directed FROM ({ties_sql(f'({rows_})', level)})"
    )
    return frozenset(key for key, *tie in found if tuple(tie) in ties)


def origins(store: Store, ids: Iterable[str]) -> dict[str, tuple[Release, ...]]:
    """Return the releases that have each of some rows, or are meant; other ids are absent."""
    by_id = {release.id: release for release in store.releases}
    wanted = sorted(ids) if by_id else []
    found: dict[str, tuple[Release, ...]] = {key: (by_id[key],) for key in wanted if key in by_id}
    if not wanted:
        return found
    with store.columns.given(wanted) as named:
        told = store.columns.rows(
            f"SELECT id, source FROM events SEMI JOIN {named} USING (id) "
            f"WHERE NOT {OF_DOSSIERS} ORDER BY id, source"
        )
    for event, release in told:
        if release in by_id:
            found[event] = (*found.get(event, ()), by_id[release])
    return found


def own_actors(
    store: Store, releases: Iterable[Release], columns: Sequence[str] = ("id", "kind", "label")
) -> Iterator[dict[str, Any]]:
    """Yield the actors that are the data sets' own."""
    for release in releases:
        yield from store.release_arrow(release, "actors", list(columns)).to_pylist()


def own_items(store: Store, releases: Iterable[Release]) -> Iterator[dict[str, Any]]:
    """Yield the items that are the data sets' own, each with what stands above it."""
    for release in releases:
        yield from store.release_arrow(release, "items", ["id", "label", "broader"]).to_pylist()
