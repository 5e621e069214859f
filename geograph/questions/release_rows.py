"""Rows of releases as their tables have them: the one place where questions read these tables.

Which releases count is for `geograph.policy.releases` to say, and when a row holds is said here
once, for every question and for ``#policy`` in SPARQL.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from geograph.policy import Policy
from geograph.policy.releases import standing
from geograph.releases import Release
from geograph.vocab import EVENT_CLASSES, GG, iri, is_a, local

if TYPE_CHECKING:
    import pyarrow

    from geograph.store import Store

__all__ = [
    "ROLES",
    "Tie",
    "counting",
    "known",
    "origins",
    "own_actors",
    "own_items",
    "row_ids",
    "rows",
    "tied",
]

#: An edge of a network that stands for rows: class, both ends, and whether it has a direction.
Tie = tuple[str, str, str, bool]

ROLES = ("actor", "recipient", "participant")
_READ = (
    "id", "kind", "label", "speech", *ROLES, *(f"{role}_state" for role in ROLES), "item", "start",
    "start_earliest", "end", "end_latest", "durative", "sign", "listed", "effective", "lifted",
)  # fmt: skip
_DAYS = ("id", "start", "end", "durative", "listed", "effective", "lifted")
_BATCH = 20_000


def counting(store: Store, policy: Policy) -> tuple[Release, ...]:
    """Return the releases whose rows count as relations under a policy."""
    return standing(store.releases, policy, store.actors)


def known(store: Store, policy: Policy) -> tuple[Release, ...]:
    """Return the releases that were known, each data set by its latest, whatever counts."""
    return counting(store, replace(policy, rule="recorded", n=None, holders=()))


def rows(
    store: Store, release: Release, policy: Policy, *, kinds: Sequence[str] = (),
    details: Sequence[str] = (), between: tuple[Sequence[str], Sequence[str]] | None = None,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Yield the rows of a release that hold by the cuts of a policy, those linked left out.

    Parameters
    ----------
    store, release, policy
        Where they are, and as of which day they are asked for; the rule is not applied.
    kinds
        Classes, with those below them; none is every class.
    details
        Columns that are read too where the release has them.
    between
        Only rows to which some actor of each of the two groups is a party, in its own name or as
        whom a party speaks for.
    """
    import pyarrow.compute as pc

    table = _held(store, release, policy, [*_READ, *details])
    if kinds:
        wanted = [k for k in EVENT_CLASSES if any(is_a(k, kind) for kind in kinds)]
        table = table.filter(pc.is_in(table.column("kind"), _texts(wanted)))
    for parties in between or ():
        table = table.filter(_involves(table, parties))
    names = table.column_names
    for batch in table.to_batches(max_chunksize=_BATCH):
        columns = [batch.column(name).to_pylist() for name in names]
        for cells in zip(*columns, strict=True):
            row = dict(zip(names, cells, strict=True))
            if row["id"] not in store.linked:
                yield row


def tied(
    store: Store, release: str, policy: Policy, level: str, ties: Collection[Tie]
) -> frozenset[str]:
    """Return the ids of the rows for which some edges of a network at a level stand."""
    nodes = sorted({node for _, source, target, _ in ties for node in (source, target)})
    kinds = sorted({kind for kind, _, _, _ in ties})
    one = next(r for r in store.releases if r.id == release)
    found = set()
    for row in rows(store, one, policy, kinds=kinds, between=(nodes, nodes)):
        a, b, c = (row[f"{role}_state" if level == "state" else role] for role in ROLES)
        pairs = [(x, y, True) for x in a for y in b]
        pairs += [(*sorted((x, y)), False) for x, y in combinations(c, 2) if x and y]
        if any((row["kind"], *pair) in ties for pair in pairs):
            found.add(row["id"])
    return frozenset(found)


def row_ids(store: Store, policy: Policy) -> frozenset[str]:
    """Return the ids of all rows that count under a policy and its cuts."""
    found: set[str] = set()
    for release in counting(store, policy):
        found.update(_held(store, release, policy, _DAYS).column("id").to_pylist())
    return frozenset(found - store.linked)


def origins(store: Store, ids: Iterable[str]) -> dict[str, tuple[Release, ...]]:
    """Return the releases that have each of some rows, or are meant; other ids are absent."""
    by_id = {release.id: release for release in store.releases}
    wanted = sorted(ids) if by_id else []
    found: dict[str, tuple[Release, ...]] = {key: (by_id[key],) for key in wanted if key in by_id}
    for at in range(0, len(wanted), 5_000):
        names = " ".join(f"<{iri(key)}>" for key in wanted[at : at + 5_000])
        _, told = store.select(
            f"SELECT ?event ?release {{ VALUES ?event {{ {names} }} "
            f"?release <{GG}asserts>|<{GG}records> ?event }}"
        )
        for event, release in sorted((local(str(e)), local(str(r))) for e, r in told):
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


def _held(store: Store, release: Release, policy: Policy, columns: Sequence[str]) -> pyarrow.Table:
    """Return columns of the rows that hold as of the day asked for, with the days they hold."""
    import pyarrow as pa
    import pyarrow.compute as pc

    # columns that the release has not are left out
    table = store.release_arrow(release, "rows", list(dict.fromkeys(columns)))
    day = pa.scalar(release.released, pa.date32())
    begins = pc.coalesce(*(table.column(n) for n in ("effective", "listed", "start")), day)
    after = pc.add(table.column("end").cast(pa.int32()), pa.scalar(1, pa.int32())).cast(pa.date32())
    never = pa.scalar(None, pa.date32())
    ends = pc.coalesce(table.column("lifted"), pc.if_else(table.column("durative"), after, never))
    # what is not dated at all has begun by the release that has it
    table = table.append_column("holds_from", begins).append_column("holds_until", ends)
    if policy.as_of is None:
        return table
    asked = pa.scalar(policy.as_of, pa.date32())
    over = pc.fill_null(pc.less_equal(ends, asked), False)
    return table.filter(pc.and_not(pc.fill_null(pc.less_equal(begins, asked), False), over))


def _involves(table: pyarrow.Table, parties: Sequence[str]) -> Any:
    """Return which rows have some of several actors as a party, or as whom a party speaks for."""
    import numpy
    import pyarrow.compute as pc

    mask = numpy.zeros(table.num_rows, dtype=bool)
    wanted = _texts(parties)
    for name in (*ROLES, *(f"{role}_state" for role in ROLES)):
        column = table.column(name).combine_chunks()
        hit = pc.is_in(pc.list_flatten(column), wanted)
        mask[pc.list_parent_indices(column).filter(hit).to_numpy()] = True
    return mask


def _texts(values: Sequence[str]) -> Any:
    """Return texts as an Arrow array."""
    from geograph.releases.columns import array

    return array(values, "string")
