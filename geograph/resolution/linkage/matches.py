"""Propose which register row, listing or coded event reports which event of the corpus.

The score is the mean of class, actors, recipients, items and dates, each from 0 to 1, as far as
they are known. What is not known, or only stood in for, caps it; what contradicts ends it.
Proposals decide nothing; a person does (`geograph link accept`), and then the row's publisher takes
its stance on the curated event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from geograph.actors import ItemIndex
from geograph.display import Table
from geograph.model import Item
from geograph.policy import ClaimIndex
from geograph.resolution.entities import Decision, latest
from geograph.resolution.linkage.comparable_parties import Names, both_sides, sides
from geograph.resolution.linkage.row_evidence import Record, classes, dates, goods, overall
from geograph.resolution.measured_bands import Band, notes
from geograph.store import Store
from geograph.store.columns import OF_DOSSIERS, quoted
from geograph.store.release import Release

__all__ = ["THRESHOLD", "Link", "propose", "to_table"]

#: From which score on a pair is proposed.
THRESHOLD: Final = 0.75
#: What scores meant on the corpus of November 2026 beside SIPRI's register, ICEWS and the lists of
#: OFAC, the EU and Canada: pairs read by one reader (docs/reconcile.md), of the lower two a sample.
BANDS: Final = (
    Band(0.95, 33, 38),
    Band(0.85, 2, 2),
    Band(0.75, 29, 44),
    Band(0.55, 8, 30),
    Band(0.45, 2, 20),
)
_COLUMNS = (
    "id, source, kind, label, actor, recipient, participant, actor_state, recipient_state, "
    'participant_state, item, edtf, start, start_earliest, "end", end_latest, announced, listed, '
    "effective, holds_from, basis"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A row that may report an event; ``evidence`` says part by part what agrees and what not."""

    event: str
    row: str
    release: str
    score: float
    evidence: tuple[str, ...]
    label: str
    row_label: str


def propose(
    store: Store,
    *,
    threshold: float = THRESHOLD,
    decisions: Iterable[Decision] = (),
    decided: bool = False,
    most: int = 5,
    dataset: str | None = None,
) -> list[Link]:
    """Return the links that may hold, the likeliest first.

    Parameters
    ----------
    store
        An open store with releases.
    threshold
        From which score on.
    decisions
        What was judged: of entities, whom to take for whom; of events, which pairs to leave out.
    decided
        Keep the pairs that were judged.
    most
        How many rows of one release are proposed for one event.
    dataset
        Only the rows of this data set.

    Examples
    --------
    >>> from geograph.pipeline.build import build
    >>> report = "data/dossiers/2024-09-10-iran-missiles.yml"
    >>> with build(report, validate=False) as store:
    ...     propose(store)
    []
    """
    index = ClaimIndex.from_store(store)
    known = tuple(decisions)
    judged = set() if decided else set(latest(known))
    names = Names(store, index, known)
    items = ItemIndex(_items(store))
    curated = list(_events(store, f"{OF_DOSSIERS} AND NOT umbrella"))
    found: list[Link] = []
    for release in store.releases:
        if dataset not in (None, release.dataset):
            continue
        rows = _Rows(store, release, names)
        for event in curated:
            ranked = sorted(
                _links(index, names, items, event, release, rows, threshold),
                key=lambda link: (-link.score, link.row),
            )
            found += [
                one
                for one in ranked[:most]
                if (min(one.event, one.row), max(one.event, one.row)) not in judged
            ]
    return sorted(found, key=lambda link: (-link.score, link.event, link.row))


def to_table(links: Iterable[Link], *, threshold: float = THRESHOLD) -> Table:
    """Return proposals as a table, with what agrees and what does not."""
    found = list(links)
    rows = tuple(
        (
            round(one.score, 3),
            one.label,
            one.row_label,
            one.release,
            "; ".join(one.evidence),
            one.event,
            one.row,
        )
        for one in found
    )
    columns = ("score", "event of the corpus", "row", "release", "evidence", "event_id", "row_id")
    told = (
        f"proposed from {threshold} on; nothing counts until a person accepts it:"
        " geograph link accept EVENT_ID ROW_ID --by NAME",
        *notes((one.score for one in found), BANDS),
    )
    return Table(columns, rows, "Rows that may report events of the corpus", told)


def _items(store: Store) -> Iterator[Item]:
    for row in store.rows("items"):
        yield _item(row)
    for release in store.releases:
        for row in store.release_arrow(release, "items").to_pylist():
            broader = (row["broader"],) if row["broader"] else ()
            yield Item(id=row["id"], kind=row["kind"], label=row["label"], broader=broader)


def _item(row: Mapping[str, Any]) -> Item:
    return Item(
        id=row["id"], kind=row["kind"], label=row["label"], broader=tuple(row["broader"] or ())
    )


def _events(store: Store, condition: str) -> Iterator[Record]:
    """Yield the events of some origin that can be linked to another: statements cannot."""
    return store.columns.records(
        f"SELECT {_COLUMNS} FROM events WHERE NOT speech AND {condition} ORDER BY id"
    )


class _Rows:
    """The rows of a release by whoever takes part in them."""

    def __init__(self, store: Store, release: Release, names: Names) -> None:
        self.by: dict[str, list[Record]] = defaultdict(list)
        for row in _events(store, f"source = {quoted(release.id)}"):
            for key, state in sides(row, ("recipient", "participant")).items():
                for name in {key, *([state] if state else []), *names.of(key)}:
                    self.by[name].append(row)

    def of(self, parties: Mapping[str, str | None], names: Names) -> Iterator[Record]:
        """Yield each row in which any of the parties receives or takes part, once."""
        met: set[str] = set()
        for key, state in parties.items():
            for name in {key, *([state] if state else []), *names.of(key)}:
                for row in self.by.get(name, ()):
                    if row["id"] not in met:
                        met.add(row["id"])
                        yield row


def _links(
    index: ClaimIndex,
    names: Names,
    items: ItemIndex,
    event: Record,
    release: Release,
    rows: _Rows,
    threshold: float,
) -> Iterator[Link]:
    day = index.day(index.events[event["id"]])
    # who belongs to an organisation is asked for a day; of what nothing dates, the release's
    day = release.released or date.max if day == date.max else day
    receiving = names.with_members(sides(event, ("recipient", "participant")), day)
    for row in rows.of(receiving, names):
        parts = {"class": classes(event["kind"], row["kind"])}
        if not parts["class"].value:
            continue
        parts["actor"], parts["recipient"] = both_sides(names, event, row, day)
        if 0 in (parts["actor"].value, parts["recipient"].value):
            continue
        parts["item"] = goods(items, event["item"], row["item"])
        parts["date"] = dates(index, event, row, release)
        if (score := overall(parts)) < threshold or not score:
            continue
        yield Link(
            event=event["id"],
            row=row["id"],
            release=release.id,
            score=score,
            evidence=tuple(part.told(name) for name, part in parts.items()),
            label=event["label"],
            row_label=row["label"],
        )
