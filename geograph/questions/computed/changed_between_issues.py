"""What changed between two issues of a data set?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from geograph.questions.claimants import teller
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.joint_listings import OFFICIAL_LISTS
from geograph.questions.release_rows import rows
from geograph.store.release import Release

#: What is not a change of its own: places in the file, and what follows from other columns.
SKIP = frozenset(
    {"id", "source", "line", "edtf", "label", "start_earliest", "end_latest", "cameo"}
    | {"holds_from", "holds_from_earliest", "holds_until", "holds_until_latest"}
    | {"until_known", "basis"}
)


class Row(NamedTuple):
    """One row of a data set that is in one issue only, or differs between two.

    dataset: the data set
    change: whether the row was added, removed or changed
    what: the row
    day: its day
    changes: what differs
    told_by: whose issues
    older: the row in the older issue as an id
    newer: the row in the newer issue as an id
    """

    dataset: str
    change: str
    what: str
    day: date | None
    changes: str | None
    told_by: str
    older: str | None
    newer: str | None


@question(
    title="What changed between two issues of a data set?",
    about="Rows that were added, removed or changed from one whole issue to the next, of all data"
    " sets that are loaded in two, or of one. Both issues stay in the store; networks and other"
    " questions count the latest.",
    params={"dataset": Param(type="text", example="sipri")},
    known_only=True,
    needs=(
        f"sipri or {OFFICIAL_LISTS} or cow-alliances or atop or cow-disputes or cow-wars or"
        " cow-contiguity or cow-states or cow-territory or gleditsch-ward or ucdp or unvotes"
        " or opensanctions or plover or acled",
    ),
)
def changed_between_issues(context: QueryContext) -> Iterator[Row]:
    """Return what differs between two issues of a data set, row by row."""
    wanted = context.all("dataset")
    series: dict[tuple[str, str], list[Release]] = defaultdict(list)
    for release in context.store.releases:
        if release.whole and (not wanted or release.dataset in wanted):
            series[release.dataset, release.layout].append(release)
    found: list[Row] = []
    for issues in series.values():
        issues.sort(key=lambda release: release.order)
        for older, newer in pairwise(issues):
            found += _differ(context, older, newer)
    context.note(
        "two issues are compared where each is the whole of its data set; rows are paired by the"
        " publisher's key, else by parties, class and goods, in the order of their days"
    )
    if all(len(issues) < 2 for issues in series.values()):
        context.note("no data set is in two issues: geograph load DATASET FILE… adds another")
    yield from sorted(found, key=lambda row: [str(cell) for cell in row])


def _differ(context: QueryContext, older: Release, newer: Release) -> Iterator[Row]:
    details = ("key", *sorted({*older.details} & {*newer.details}))
    sides: list[dict[str, dict[str, Any]]] = []
    for release in (older, newer):
        held = rows(context.selection, context.store, release, details=details)
        sides.append({row["id"]: row for row in held})
        context.used.rows.setdefault(release.id, set())
    gone = [row for key, row in sides[0].items() if key not in sides[1]]
    come = [row for key, row in sides[1].items() if key not in sides[0]]
    partners: dict[object, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(come, key=_when):
        partners[_identity(row)].append(row)
    who = f"{teller(older)}, {older.released} and {newer.released}"
    for row in sorted(gone, key=_when):
        context.used.rows[older.id].add(row["id"])
        paired = partners.get(_identity(row))
        other = paired.pop(0) if paired else None
        if other is None:
            yield Row(older.dataset, "removed", row["label"], _day(row), None, who, row["id"], None)
            continue
        context.used.rows[newer.id].add(other["id"])
        changes = [
            f"{name}: {_shown(row.get(name))} → {_shown(other.get(name))}"
            for name in sorted({*row, *other} - SKIP)
            if row.get(name) != other.get(name)
        ]
        yield Row(
            dataset=older.dataset,
            change="changed",
            what=other["label"],
            day=_day(other),
            changes="; ".join(changes) or "in what is not told apart here",
            told_by=who,
            older=row["id"],
            newer=other["id"],
        )
    for row in (row for left in partners.values() for row in left):
        context.used.rows[newer.id].add(row["id"])
        yield Row(older.dataset, "added", row["label"], _day(row), None, who, None, row["id"])


def _identity(row: dict[str, Any]) -> object:
    if row.get("key"):
        return row["key"], row["kind"]
    names = ("actor", "recipient", "participant", "item")
    return (row["kind"], *(tuple(row[name]) for name in names))


def _when(row: dict[str, Any]) -> tuple[str, str]:
    return str(_day(row)), str(row["id"])


def _day(row: dict[str, Any]) -> date | None:
    found: date | None = row["start"] or row["listed"] or row["effective"]
    return found


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value is None else str(value)
