"""Which measures were in force on a day: known, inferred from the day of a claim, or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from geograph.force import (
    INFERRED,
    KNOWN,
    NO,
    UNKNOWN,
    Period,
    cause_of,
    in_force,
    period_of,
)
from geograph.model import Measure
from geograph.policy import World
from geograph.queries.computed.asked import Answer, Asked
from geograph.table import Cell
from geograph.vocab import one_off

__all__ = ["held_by_row", "measures"]

#: In which order the answer lists them.
_ORDER = (KNOWN, INFERRED, UNKNOWN)
_MORE = ("provision", "holds_from", "holds_until", "basis")


@dataclass(frozen=True, slots=True)
class _Listed:
    """One sender's measure against one target, and when it holds for that target."""

    id: str
    label: str
    sender: str
    target: str
    provisions: tuple[str, ...]
    held: Period


def measures(asked: Asked) -> Answer:
    """List the measures that count and were in force on a day, or may have been."""
    day = asked.day("day")
    assert day is not None  # the header requires it
    senders, targets = asked.all("sender"), asked.all("target")
    rows: list[tuple[Cell, ...]] = []
    count = dict.fromkeys(_ORDER, 0)
    for one in (*_of_dossiers(asked, senders, targets), *_of_releases(asked, senders, targets)):
        basis = in_force(one.held, day, known_by=asked.policy.known_by)
        if basis == NO:
            continue
        count[basis] += 1
        since = one.held.since if basis != UNKNOWN else None
        for provision in one.provisions or (None,):
            rows.append((one.sender, one.target, provision, one.label, since, basis, one.id))
    rows.sort(key=lambda row: (_ORDER.index(str(row[5])), str(row[6]), *map(str, row[:3])))
    told = ", ".join(f"{number} {basis}" for basis, number in count.items())
    note = (
        f"by sender and target: {told}; known: a stage or a coded date says so, inferred: only the"
        " day of a claim or of a release does, unknown: it can have begun later or ended earlier;"
        " what is done once (an expulsion, a charge) is never in force"
    )
    return Answer(rows, (note,))


def _of_dossiers(asked: Asked, senders: Sequence[str], targets: Sequence[str]) -> Iterator[_Listed]:
    for event, _ in asked.relations("Measure"):
        if not isinstance(event, Measure) or one_off(event.kind, event.provision):
            continue
        for sender in event.actor:
            for target in event.recipient:
                if not asked.is_party(sender, event, senders):
                    continue
                if asked.is_party(target, event, targets):
                    yield _Listed(
                        event.id,
                        event.label,
                        asked.label(sender),
                        asked.label(target),
                        event.provision,
                        _towards(asked.world, event, target),
                    )


def _towards(world: World, measure: Measure, target: str) -> Period:
    """Return when a measure holds for one of its targets: other than for all where claims say."""
    told = world.stages(measure)
    if not any(stage.targets for stage in told):
        return Period.of(measure)
    own = [stage for stage in told if not stage.targets or target in stage.targets]
    cause = cause_of(measure, world.events)
    return period_of([stage.of_all() for stage in own], when=measure.when, cause=cause)


def _of_releases(asked: Asked, senders: Sequence[str], targets: Sequence[str]) -> Iterator[_Listed]:
    """Yield the rows of releases that count: those of lists are their authority's own acts."""
    held = asked.held
    if held is None:
        return
    labels = held.labels()
    met: set[str] = set()

    def wanted(row: Mapping[str, Any], role: str, names: Sequence[str]) -> Iterable[str]:
        for key, state in zip(row[role], row[f"{role}_state"], strict=True):
            if not names or key in names or state in names:
                yield labels.get(key) or asked.label(key)

    for release in held.releases:
        if release.id not in held.counted:
            continue
        for _, row in held.rows(("Measure",), release=release, more=_MORE):
            provisions = tuple(row["provision"])
            if row["id"] in met or one_off(row["kind"], provisions):
                continue
            met.add(row["id"])
            when = held_by_row(row)
            for sender in wanted(row, "actor", senders):
                for target in wanted(row, "recipient", targets):
                    yield _Listed(row["id"], row["label"], sender, target, provisions, when)


def held_by_row(row: Mapping[str, Any]) -> Period:
    """Return when a row of a release holds, as its columns have it.

    That a row is in a release says that it is in force on the day of the release, and no more.

    >>> from datetime import date
    >>> row = dict.fromkeys(("holds_until", "start_earliest", "lifted", "end", "end_latest"))
    >>> held = held_by_row(row | {"holds_from": date(2025, 3, 28), "basis": "release"})
    >>> held.basis, held.since is None
    ('inferred', True)
    """
    since, until, basis = row["holds_from"], row["holds_until"], row["basis"]
    latest = until
    if until is not None and row["lifted"] is None:
        latest = (row["end_latest"] or row["end"]) + timedelta(days=1)
    if basis == "release":
        return Period(since, None, until, latest, None, INFERRED)
    earliest = row["start_earliest"] if basis == "coded" else None
    return Period(since, earliest or since, until, latest, None, basis)
