"""Which events a page counts, by what its file says: the script's own comparisons, in Python.

The functions say the same as those of ``script/cuts.js`` and ``script/policy_lookup.js``, line by
line; a test in Chromium compares both.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geograph.errors import PolicyError
from geograph.policy import Policy
from geograph.store.columns import quoted
from geograph.views.encode import scene_json
from geograph.views.page_releases import DAYS, own_rows
from geograph.views.scene import Scene

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["CountedEvents", "Group", "counted", "expanded", "read"]

#: A release, and the ISO days between which some of its rows hold.
Group = tuple[str, str | None, str | None, str | None]
#: An object of the file.
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CountedEvents:
    """What a page counts: ids of events, groups of rows; ``rows`` of ``releases`` are numbers."""

    events: tuple[str, ...]
    groups: tuple[Group, ...]
    rows: int
    releases: int


def read(scene: Scene) -> Plain:
    """Return what the file of a page says of its scene."""
    found: Plain = json.loads(scene_json(scene))
    return found


def counted(scene: Scene, policy: Policy, *, file: Plain | None = None) -> CountedEvents:
    """Return what the page of a scene counts once it is switched to a policy.

    Parameters
    ----------
    scene
        What `geograph.views.compose` made.
    policy
        The rule and both cuts. Holders other than those that the page opens with are ids of voices.
    file
        What `read` returned of the scene, for callers that ask more than once.

    Raises
    ------
    PolicyError
        If the clock or a switch is not the page's own, which is fixed when it is made.

    Examples
    --------
    >>> from geograph.views.scene import empty
    >>> counted(empty("nothing"), Policy())
    CountedEvents(events=(), groups=(), rows=0, releases=0)
    """
    rule = Policy(rule=policy.rule, n=policy.n, holders=policy.holders)
    shown = replace(scene.policy.with_rule(rule), as_of=policy.as_of, known_by=policy.known_by)
    if shown != policy:
        raise PolicyError(
            f"a page made with '{scene.policy}' cannot show '{policy}'",
            fix="compose the scene with the same clock and switches",
        )
    file = read(scene) if file is None else file
    own = policy.holders == scene.policy.holders
    view: Plain = {
        "rule": policy.rule,
        "n": policy.n,
        "holders": scene.holders if own else policy.holders,
        "asof": policy.as_of.isoformat() if policy.as_of else None,
        "known": policy.known_by.isoformat() if policy.known_by else None,
    }
    events = (
        row["id"]
        for row in file["rows"]
        if (i := _step_at(row, view["known"])) >= 0 and _counts(row, row["steps"][i], view)
    )
    return CountedEvents(tuple(events), *_counted_rows(file, view))


def expanded(store: Store, found: CountedEvents) -> list[str]:
    """Return the ids of the events and rows that a page of a store counts, sorted."""
    if not found.groups:
        return sorted(found.events)
    told = ", ".join(
        f"({', '.join('NULL' if value is None else quoted(value) for value in group)})"
        for group in found.groups
    )
    same = " AND ".join(f"r.{day} IS NOT DISTINCT FROM g.{day}" for day in DAYS)
    rows = store.columns.rows(
        f"SELECT DISTINCT r.id FROM ({own_rows(store)}) r "
        f"JOIN (VALUES {told}) g(source, {', '.join(DAYS)}) ON r.source = g.source AND {same}"
    )
    return sorted({*found.events, *(key for (key,) in rows)})


def _step_at(row: Plain, known: str | None) -> int:
    steps = row["steps"]
    return len(steps) - 1 if known is None else sum(step["known"] <= known for step in steps) - 1


def _in_time(row: Plain, asof: str | None, known: str | None) -> bool:
    if asof is None:
        return True
    start, until, until_known = (row.get(name) for name in ("start", "until", "until_known"))
    if not start or start > asof:
        return False
    ended = until and until <= asof
    return not ended or bool(known and until_known and until_known > known)


def _named(speakers: list[list[str]]) -> set[str]:
    # unnamed, on both sides, or of a kind that the policy does not hear
    return {key for key, marks, *_ in speakers if not {*"amu"} & {*marks}}


def _admits(step: Plain, view: Plain) -> bool:
    if view["rule"] in ("endorsed", "corroborated"):
        return bool(step.get(view["rule"], 0) >= view["n"])
    if view["rule"] == "held-by":
        yes, no = (_named(step.get(side, [])) for side in ("asserted", "denied"))
        return bool(yes & {*view["holders"]}) and not no & {*view["holders"]}
    return view["rule"] in step.get("rules", ())


def _counts(row: Plain, step: Plain, view: Plain) -> bool:
    return _admits(step, view) and _in_time(row, view["asof"], view["known"])


def _in_issue(release: Plain, known: str | None) -> bool:
    first, superseded = release.get("known", ""), release.get("superseded")
    if known is None:
        return not superseded
    return bool(first) and first <= known and not (superseded and superseded <= known)


def _counted_rows(file: Plain, view: Plain) -> Iterator[Any]:
    """Yield the groups of rows that count, the number of rows, and that of releases."""
    standing = [
        _in_issue(release, view["known"]) and _admits(_as_step(release), view)
        for release in file["releases"]
    ]
    held: set[tuple[int, int]] = set()
    groups: list[Group] = []
    number = 0
    for i, release in enumerate(file["releases"]):
        for j, (rows, *days) in enumerate(release["rows"]):
            start, until, until_known = (*days, None, None, None)[:3]
            row = {"start": start, "until": until, "until_known": until_known}
            if standing[i] and _in_time(row, view["asof"], view["known"]):
                held.add((i, j))
                groups.append((release["id"], start, until, until_known))
                number += rows
    # a row that several of them have is one
    for rows, spots in file["overlaps"]:
        number -= rows * max(0, len(held.intersection(map(tuple, spots))) - 1)
    yield tuple(groups)
    yield number
    yield sum(standing)


def _as_step(release: Plain) -> Plain:
    """Return a release in the form of a step: its publisher is one voice."""
    return {**release, "asserted": [[release["voice"], ""]] if "voice" in release else []}
