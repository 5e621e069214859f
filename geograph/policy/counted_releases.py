"""Which releases of data sets count under a policy: by the same rule as a coded event.

All rows of a release have one publisher and one day, so the rule is asked for the release: what a
register or an official list gives each of its events is its publisher's position, what an
extraction gives is a record. A row that a person linked to an event of the corpus counts there, as
one more claim on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geograph.actors import ActorIndex
from geograph.errors import UnknownActor
from geograph.policy.admission import Account, admits
from geograph.policy.claim_policy import Policy
from geograph.policy.holders import holders_of
from geograph.policy.verdict import Position
from geograph.store.release import Release

__all__ = ["OWN_KINDS", "counted_releases", "known_releases", "release_account"]

#: The kind of voice of a publisher that only its own mapping knows, by how its release speaks.
OWN_KINDS = {"Register": "expert", "OfficialList": "state"}


def counted_releases(
    releases: Iterable[Release], policy: Policy, actors: ActorIndex
) -> tuple[Release, ...]:
    """Return the releases whose rows count as relations under a policy, sorted by id.

    Parameters
    ----------
    releases
        Those of a store.
    policy
        The rule, and the day by which things are known.
    actors
        Finds the holders of ``held-by``, and what kind of voice a publisher is.

    Notes
    -----
    ``owned`` takes the official lists: whoever lists its own act owns it. ``endorsed:n`` and
    ``corroborated:n`` need n voices, and a row has one. Nobody has looked for denials of rows, so
    that ``searched`` takes none.
    """
    holders = frozenset(holders_of(actors, policy))
    known = known_releases(releases, policy)
    return tuple(r for r in known if admits(policy, release_account(r, actors), holders))


def known_releases(releases: Iterable[Release], policy: Policy) -> tuple[Release, ...]:
    """Return the releases that are known by a policy's cut, whatever its rule, sorted by id.

    A release is known on its day of issue; one that reports no events is none of them. Of the
    releases of a data set that are each the whole of it, only the latest known one is the
    publisher's word.
    """
    known = [release for release in releases if release.reports and release.known(policy.known_by)]
    latest: dict[tuple[str, str], Release] = {}
    for release in (release for release in known if release.whole):
        key = (release.dataset, release.layout)
        other = latest.get(key)
        if other is None or other.order < release.order:
            latest[key] = release
    current = (r for r in known if not r.whole or latest[r.dataset, r.layout] is r)
    return tuple(sorted(current, key=lambda release: release.id))


def release_account(release: Release, actors: ActorIndex) -> Account:
    """Return who stands where on each event of a release: its publisher, or nobody.

    An authority is a party to the acts that it lists, and owns them.
    """
    if release.kind == "Extraction":
        return Account(recorded=True)
    own = frozenset({release.voice} if release.kind == "OfficialList" else ())
    position = Position(
        voice=release.voice,
        kind=_voice_kind(release, actors),
        anonymous=False,
        side="for",
        said=release.released or date.max,
        direct=True,
        claims=(),
    )
    return Account(
        positions=(position,),
        parties=own,
        owners=own,
        spoken={release.voice: frozenset({release.id})},
    )


def _voice_kind(release: Release, actors: ActorIndex) -> str:
    """Return what kind of voice a release has: its publisher's, if the store knows that actor."""
    try:
        kind = actors.get(release.voice).voice_kind
    except UnknownActor:  # of reference data that came after the corpus was built, or its own
        kind = None
    return kind or OWN_KINDS[release.kind]
