"""Read who is a member of what, from when to when, by the reference data and by releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from geograph.dates import parse
from geograph.store.release import Release

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["MembershipSpell", "is_shared", "spells_of_corpus", "spells_of_releases"]


class MembershipSpell(NamedTuple):
    """One membership; an open side has no day."""

    member: str
    body: str
    role: str | None
    start: date | None
    end: date | None
    source: str

    def meets(self, since: date, until: date) -> bool:
        """Return whether it may hold on some day from the one to the other."""
        return (self.start is None or self.start <= until) and (
            self.end is None or since <= self.end
        )


def is_shared(spell: MembershipSpell) -> bool:
    """Return whether states can share a membership: that of a person in a government is another.

    >>> is_shared(MembershipSpell("state/USA", "actor/nato", None, None, None, "x"))
    True
    """
    return not spell.body.startswith("state/")


def spells_of_corpus(store: Store) -> Iterator[MembershipSpell]:
    """Yield the memberships of the reference data and of dossiers."""
    for row in store.rows("tenures"):
        if row["relation"] == "memberOf":
            start, end, role = row["start"], row["end"], row["role"]
            yield MembershipSpell(
                str(row["who"]),
                str(row["whom"]),
                str(role) if role else None,
                start if isinstance(start, date) else None,
                end if isinstance(end, date) else None,
                str(row["source"]),
            )


def spells_of_releases(store: Store, releases: Iterable[Release]) -> Iterator[MembershipSpell]:
    """Yield the memberships of some releases.

    Raises
    ------
    StoreError
        A table is missing or damaged.
    """
    for release in releases:
        for one in store.release_arrow(release, "tenures").to_pylist():
            if one["relation"] == "memberOf":
                start, end = _bounds(one["edtf"], one["start"], one["end"])
                yield MembershipSpell(one["who"], one["whom"], one["role"], start, end, release.id)


def _bounds(
    edtf: str | None, start: date | None, end: date | None
) -> tuple[date | None, date | None]:
    """Return the first and the last day on which a spell may hold."""
    if edtf is None:
        return start, end
    span = parse(edtf)
    return span.earliest_start, span.latest_end
