"""Which releases of data sets count under a policy: the same rules, for rows by the thousand.

All rows of a release have one claimant and one day, so the rules are applied to the release: a
register or an official list is one voice for each of its events, an extraction is none. A row that
a person linked to an event of the corpus counts there, as one more claim on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geograph.actors import ActorIndex
from geograph.policy.rule import Policy
from geograph.releases.release import Release

__all__ = ["known_releases", "standing"]


def standing(
    releases: Iterable[Release], policy: Policy, actors: ActorIndex
) -> tuple[Release, ...]:
    """Return the releases whose rows count as relations under a policy, sorted by id.

    Parameters
    ----------
    releases
        Those of a store.
    policy
        The rule, and the day by which things are known: a release is known on its day of issue.
        Of the releases of a data set that are each the whole of it, only the latest known counts:
        it is the publisher's latest word.
    actors
        Finds the holders of ``held-by``.

    Notes
    -----
    ``admitted`` takes the official lists: whoever lists its own act admits it. ``endorsed:n`` and
    ``corroborated:n`` need n voices, and a row has one.
    """
    return tuple(r for r in known_releases(releases, policy) if _counts(r, policy, actors))


def known_releases(releases: Iterable[Release], policy: Policy) -> tuple[Release, ...]:
    """Return the releases that were known by the cut, whatever the rule, sorted by id.

    Of the releases of a data set that are each the whole of it, only the latest is known: it is
    the publisher's latest word.

    >>> known_releases([], Policy())
    ()
    """
    known = [
        release
        for release in releases
        if policy.known_by is None or (release.released or date.max) <= policy.known_by
    ]
    latest: dict[tuple[str, str], Release] = {}
    for release in known:
        key = (release.dataset, release.layout)
        other = latest.get(key)
        if other is None or other.order < release.order:
            latest[key] = release
    current = (r for r in known if not r.whole or latest[r.dataset, r.layout] is r)
    return tuple(sorted(current, key=lambda r: r.id))


def _counts(release: Release, policy: Policy, actors: ActorIndex) -> bool:
    if policy.rule == "recorded":
        return True
    if release.kind == "Extraction":
        return False
    match policy.rule:
        case "admitted":
            return release.kind == "OfficialList"
        case "endorsed" | "corroborated":
            return (policy.n or 1) <= 1
        case "held-by":
            day = policy.as_of or date.max
            holders = {
                actors.voice(actors.resolve(holder, on=policy.as_of), day)[0]
                for holder in policy.holders
            }
            return release.voice in holders
        case _:
            return True
