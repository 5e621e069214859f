"""What names of variables mean where values are joined: those of releases, and memberships."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from geograph.errors import QueryError
from geograph.interface.arguments import Day, Rule, day_bound
from geograph.policy import Policy
from geograph.policy.counted_variables import Variable, counted_issues, find_variable
from geograph.store import Store
from geograph.store.membership_spells import is_shared, spells_of_releases
from geograph.store.release import Release

__all__ = ["joined_variables", "variables_then"]

#: `member:NATO` or `shared_memberships`, of a data set if one is named.
_OF_MEMBERS = re.compile(r"(?:([a-z0-9-]+):)?(?:(member):(.+)|(shared)_memberships)")


def variables_then(
    store: Store, names: tuple[str, ...] | None, on: Day | None, rule: Rule
) -> tuple[list[Variable], date, date]:
    """Return the variables that are to be joined, and the first and last day of their time.

    Raises
    ------
    QueryError
        No release has one, nothing says of which time, or a time is named without a variable.
    """
    if not names:
        raise QueryError("a day without attributes", fix="name attributes, or use as_of")
    policy = rule if isinstance(rule, Policy) else Policy()
    day = policy.as_of if on is None else on
    since, until = day_bound(day, "on", end=False), day_bound(day, "on", end=True)
    if since is None or until is None:
        what = "attributes without a day: each value is of a time"
        raise QueryError(what, fix='say of which: on="2014", or as_of')
    return joined_variables(store, names, known_by=policy.known_by), since, until


def joined_variables(
    store: Store, names: Iterable[str], *, known_by: date | None = None
) -> list[Variable]:
    """Return the variables that names mean, each once, in their order.

    Beside those of releases, ``member:NATO`` is whether an actor is a member, and
    ``shared_memberships`` of how many organisations both of a dyad are members.

    Raises
    ------
    QueryError
        No release has a variable or memberships, or several data sets do.
    UnknownActor
        Nobody has the name of an organisation.
    """
    found: dict[str, Variable] = {}
    for name in names:
        told = _OF_MEMBERS.fullmatch(name.strip())
        if told is None:
            one = find_variable(store.releases, name, known_by=known_by)
        else:
            dataset, member, body, _ = told.groups()
            key = store.actor_id(body) if member else None
            one = _of_memberships(store, name, dataset, key, known_by)
        found[one.full] = one
    return list(found.values())


def _of_memberships(
    store: Store, name: str, dataset: str | None, body: str | None, known_by: date | None
) -> Variable:
    """Return the variable that follows from the memberships of one data set."""
    having: dict[str, list[Release]] = defaultdict(list)
    for release in store.releases:
        if release.spells and release.known(known_by) and dataset in (None, release.dataset):
            having[release.dataset].append(release)
    counted = {key: counted_issues(some) for key, some in sorted(having.items())}
    counted = {
        key: issues
        for key, issues in counted.items()
        if any(
            spell.body == body or (body is None and is_shared(spell))
            for spell in spells_of_releases(store, issues)
        )
    }
    if not counted:
        fix = "`geograph memberships` lists what there is; load some: geograph load cow-igo FILE"
        raise QueryError(f"no release has memberships for {name!r}", fix=fix)
    if len(counted) > 1:
        told = ", ".join(f"{key}:{name}" for key in counted)
        what = f"{name!r} follows from memberships of {len(counted)} data sets"
        raise QueryError(what, fix=f"name one of {told}")
    ((key, issues),) = counted.items()
    if body is None:
        own, of = "shared_memberships", "dyad"
        doc = "organisations of which both are members; observers and associates do not count"
    else:
        own = f"member_of_{re.sub('[^a-z0-9]+', '_', body.rpartition('/')[2])}"
        of = "actor"
        doc = f"whether it is a member of {store.label(body)} on some day of the time, 1 or 0"
    return Variable(
        name=own,
        dataset=key,
        releases=issues,
        others=tuple(one for one in having[key] if one not in issues),
        told={"type": "integer", "unit": "", "doc": doc, "of": of, "directed": "no"},
        derived="member" if body else "shared",
        body=body,
    )
