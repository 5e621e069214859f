"""Memberships as answers: who is a member of what, in which role, from when to when, by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from geograph.display import Table
from geograph.errors import QueryError
from geograph.policy.counted_variables import counted_issues, issue_named
from geograph.questions.attribute_tables import labels_of
from geograph.store import Store
from geograph.store.membership_spells import spells_of_corpus, spells_of_releases
from geograph.store.release import Release

__all__ = ["memberships_table"]

_LIMITS = (
    "what they cannot show: a membership that no source here states; one without a first day may "
    "have begun at any time, one without a last day lasts or its end is not known"
)


def memberships_table(
    store: Store,
    body: str | None = None,
    *,
    members: Collection[str] = (),
    on: date | None = None,
    dataset: str | None = None,
    release: str | None = None,
) -> Table:
    """Return memberships, those of the reference data and of the latest issue of each data set.

    Parameters
    ----------
    store
        An open store.
    body
        Only members of this one.
    members
        Only memberships of these.
    on
        Only those that may hold on this day.
    dataset, release
        Only of this data set, or of this issue.

    Raises
    ------
    QueryError
        There is no such data set or release with memberships.
    """
    releases, left = _counted(store, dataset, release)
    every = list(spells_of_releases(store, releases))
    if dataset is None and release is None:
        every += spells_of_corpus(store)
    found = [
        spell
        for spell in every
        if (body is None or spell.body == body)
        and (not members or spell.member in members)
        and (on is None or spell.meets(on, on))
    ]
    labels = labels_of(store, (key for one in found for key in (one.member, one.body)))
    rows = sorted(
        {
            (
                labels[one.member], labels[one.body], one.role, one.start, one.end,
                one.member, one.body, one.source,
            )
            for one in found
        },
        key=lambda row: [str(cell or "") for cell in row],
    )  # fmt: skip
    columns = ("member", "of", "role", "from", "until", "member id", "of id", "source")
    used = {one.source for one in found}
    asked = [one for one in releases if one.id in used or not found]
    notes = [
        f"source: {one.title}, {one.publisher_label}, {one.id}. {one.citation}" for one in asked
    ]
    alike = {one.dataset for one in asked}
    notes += [f"left out, another issue: {one.id}" for one in left if one.dataset in alike]
    notes.append(f"this answer: {len(rows):,} memberships")
    if not rows and not any(one.spells for one in store.releases):
        notes.append("no release has memberships; load one: geograph load cow-igo FILE")
    when = f" on {on}" if on else ""
    title = f"Members of {labels_of(store, [body])[body]}{when}" if body else f"Memberships{when}"
    return Table(columns, tuple(rows), title, (*notes, _LIMITS))


def _counted(
    store: Store, dataset: str | None, release: str | None
) -> tuple[list[Release], list[Release]]:
    """Return the releases whose memberships count, and the issues that are left out."""
    having = [one for one in store.releases if one.spells]
    if release is not None:
        if (named := issue_named(having, release)) is None:
            raise _unknown("release", release, [one.id for one in having])
        return [named], []
    of: dict[str, list[Release]] = defaultdict(list)
    for one in having:
        of[one.dataset].append(one)
    if dataset is not None and dataset not in of:
        raise _unknown("data set", dataset, sorted(of))
    counted = [
        one
        for name, some in sorted(of.items())
        if dataset in (None, name)
        for one in counted_issues(some)
    ]
    return counted, [one for one in having if one not in counted and dataset in (None, one.dataset)]


def _unknown(what: str, name: str, known: list[str]) -> QueryError:
    fix = f"it has {', '.join(known)}" if known else "load one: geograph load cow-igo FILE"
    return QueryError(f"there is no {what} {name!r} with memberships", fix=fix)
