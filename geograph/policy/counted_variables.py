"""Which release's values of a variable count: the latest issue known, unless another is named.

Two data sets that have a variable of one name are told apart by its long name, `cow-nmc:milex`;
values of two data sets, or of two issues of one, are never mixed.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geograph.errors import QueryError
from geograph.store.release import Release

__all__ = [
    "Variable",
    "column_names",
    "counted_issues",
    "find_variable",
    "issue_named",
    "known_variables",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable, and the releases of its data set whose values count.

    ``releases`` are one issue of the whole, or several parts that add up; ``others`` are the issues
    that are left out. ``told`` is what the latest issue says of it: ``type``, ``unit``, ``doc``,
    whether it is ``of`` actors or dyads. ``derived`` says of one that no release states how it
    follows from memberships: ``member`` of the organisation ``body``, or ``shared``.
    """

    name: str
    dataset: str
    releases: tuple[Release, ...]
    others: tuple[Release, ...]
    told: Mapping[str, str]
    derived: str | None = None
    body: str | None = None

    @property
    def dyadic(self) -> bool:
        """Whether its values are of dyads."""
        return self.told["of"] == "dyad"

    @property
    def full(self) -> str:
        """Its long name."""
        return f"{self.dataset}:{self.name}"


def known_variables(
    releases: Iterable[Release], *, known_by: date | None = None
) -> dict[str, Variable]:
    """Return every variable of some releases by its long name, sorted.

    Parameters
    ----------
    releases
        Those of a store.
    known_by
        Only issues known by this day.
    """
    having: dict[tuple[str, str], list[Release]] = defaultdict(list)
    for release in releases:
        if release.known(known_by):
            for name in release.variables:
                having[release.dataset, name].append(release)
    found = {}
    for (dataset, name), some in sorted(having.items()):
        counted = counted_issues(some)
        others = tuple(one for one in some if one not in counted)
        found[f"{dataset}:{name}"] = Variable(
            name=name,
            dataset=dataset,
            releases=counted,
            others=others,
            told=counted[-1].variables[name],
        )
    return found


def counted_issues(releases: Iterable[Release]) -> tuple[Release, ...]:
    """Return which of some releases of one data set count: the latest issue, or all its parts."""
    some = sorted(releases, key=lambda one: one.order)
    if not some:
        return ()
    last = some[-1]
    if last.whole:
        return (last,)
    return tuple(one for one in some if not one.whole and one.layout == last.layout)


def find_variable(
    releases: Iterable[Release],
    name: str,
    *,
    dataset: str | None = None,
    release: str | None = None,
    known_by: date | None = None,
) -> Variable:
    """Return the one variable that a name means.

    Parameters
    ----------
    releases
        Those of a store.
    name
        ``cinc``, or ``cow-nmc:cinc``.
    dataset
        Only a variable of this data set.
    release
        The issue whose values count, with or without ``release/``.
    known_by
        Only issues known by this day.

    Raises
    ------
    QueryError
        No release has it, several data sets do, or there is no such release; with the nearest
        names.
    """
    held = list(releases)
    if release is not None:
        held = [_issue(held, release)]
    known = known_variables(held, known_by=known_by)
    if not known:
        raise _none(held, release, known_by)
    wanted = name.strip().casefold()
    if dataset is not None:
        known = {key: one for key, one in known.items() if one.dataset == dataset}
        if not known:
            have = sorted({one.dataset for one in held if one.variables})
            what = f"no release of data set {dataset!r} has variables"
            raise QueryError(what, fix=_near(dataset, have, "name one of"))
    found = [one for key, one in known.items() if wanted in (key, one.name)]
    if len(found) == 1:
        return found[0]
    if found:
        sets = ", ".join(one.full for one in found)
        what = f"{name!r} is a variable of {len(found)} data sets"
        raise QueryError(what, fix=f"name one of {sets}")
    names = [one.name for one in known.values()] + list(known)
    raise QueryError(f"no release has a variable {name!r}", fix=_near(wanted, names, "it has"))


def issue_named(releases: Iterable[Release], name: str) -> Release | None:
    """Return the release with an id, written with or without ``release/``; None if none has it."""
    key = name.strip().removeprefix("release/")
    return next((one for one in releases if one.id.removeprefix("release/") == key), None)


def column_names(variables: Sequence[Variable]) -> list[str]:
    """Return what variables are called side by side: the long name where two share a short one."""
    names = [one.name for one in variables]
    return [one.name if names.count(one.name) == 1 else one.full for one in variables]


def _issue(releases: list[Release], name: str) -> Release:
    if (found := issue_named(releases, name)) is not None:
        return found
    having = [one.id for one in releases if one.variables or one.spells]
    fix = _near(name, having, "it has") if having else "load one: geograph load cow-nmc FILE"
    raise QueryError(f"there is no release {name!r}", fix=fix)


def _none(held: list[Release], release: str | None, known_by: date | None) -> QueryError:
    if release is not None:
        return QueryError(f"{held[0].id} has no variables", fix="name another release")
    if known_by is not None and any(one.variables for one in held):
        what = f"no release with variables was known by {known_by}"
        return QueryError(what, fix="name a later day")
    fix = "load one, such as National Material Capabilities: geograph load cow-nmc FILE"
    return QueryError("no release in the store has variables", fix=fix)


def _near(name: str, known: Iterable[str], otherwise: str) -> str:
    some = sorted(set(known))
    near = difflib.get_close_matches(name.casefold(), some, n=3)
    if near:
        return f"did you mean {', '.join(near)}?"
    return f"{otherwise} {', '.join(some[:12])}" + (" …" if len(some) > 12 else "")
