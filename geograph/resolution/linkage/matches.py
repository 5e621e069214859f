"""Propose which register row, listing or coded event reports which event of the corpus.

The score is a plain sum that can be read: class, actors, recipients, items, dates, each from 0 to
1. Proposals decide nothing; a person does (`geograph link accept`), and then the row's publisher
takes its stance on the curated event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from geograph.actors import ItemIndex
from geograph.display import Table
from geograph.events.force import TOLD
from geograph.model import Item
from geograph.policy import ClaimIndex
from geograph.resolution.entities import Decision, latest
from geograph.resolution.linkage.comparable_parties import Names, agreement, sides
from geograph.store import Store
from geograph.store.columns import OF_DOSSIERS, quoted
from geograph.store.release import Release
from geograph.vocab import EVENT_CLASSES, is_a

__all__ = ["THRESHOLD", "Link", "propose", "to_table"]

#: From which score on a pair is proposed; the parts below add up to 1.
THRESHOLD: Final = 0.75
_WEIGHTS: Final = {"class": 0.15, "actor": 0.25, "recipient": 0.30, "item": 0.15, "date": 0.15}
# What a machine read in a sentence is dated by the sentence: a longer gap is another event.
_NEAR: Final = {"Extraction": timedelta(days=7)}
_YEAR: Final = timedelta(days=365)
_COLUMNS = (
    "id, source, kind, label, actor, recipient, participant, actor_state, recipient_state, "
    'participant_state, item, edtf, start, start_earliest, "end", end_latest, announced, listed, '
    "effective, holds_from, basis"
)
#: An event, of a dossier or a release: the columns above.
Record = Mapping[str, Any]


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
    >>> with build(validate=False) as store:
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
        for one in links
    )
    columns = ("score", "event of the corpus", "row", "release", "evidence", "event_id", "row_id")
    notes = (
        f"proposed from {threshold} on; nothing counts until a person accepts it:"
        " geograph link accept EVENT_ID ROW_ID --by NAME",
    )
    return Table(columns, rows, "Rows that may report events of the corpus", notes)


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
    measure = event["id"].startswith("measure/")
    mine = [
        names.with_members(sides(event, roles), day)
        for roles in (("actor",), ("recipient", "participant"))
    ]
    if not mine[1]:
        return
    for row in rows.of(mine[1], names):
        parts = {"class": _class(event["kind"], row["kind"])}
        if not parts["class"][0]:
            continue
        both = sides(row, ("recipient", "participant"))
        parts["recipient"] = agreement(names, mine[1], both, day)
        actors = sides(row, ("actor",)) or both
        parts["actor"] = agreement(names, mine[0] or mine[1], actors, day)
        if measure:
            parts["item"] = 1.0, "a measure has none"
            if parts["actor"][0] == 0:
                # An announced joint step may be taken by each in its own list: for a person to say.
                parts["actor"] = 0.3, f"another sender: {parts['actor'][1]}"
        else:
            parts["item"] = _goods(items, event["item"], row["item"])
        parts["date"] = _days(index, event, row, release)
        if any(parts[name][0] == 0 for name in ("class", "recipient", "item", "date")):
            continue
        score = sum(weight * parts[name][0] for name, weight in _WEIGHTS.items())
        if score < threshold:
            continue
        yield Link(
            event=event["id"],
            row=row["id"],
            release=release.id,
            score=score,
            evidence=tuple(f"{name} {parts[name][0]:.1f} ({parts[name][1]})" for name in _WEIGHTS),
            label=event["label"],
            row_label=row["label"],
        )


def _class(one: str, other: str) -> tuple[float, str]:
    if one == other:
        return 1.0, EVENT_CLASSES[one].label
    words = f"{EVENT_CLASSES[one].label} against {EVENT_CLASSES[other].label}"
    if "Event" in (one, other) or "Measure" in (one, other):
        return 0.0, words
    if is_a(one, other) or is_a(other, one):
        return 0.8, words
    first, second = EVENT_CLASSES[one].cameo, EVENT_CLASSES[other].cameo
    return (0.6, words) if first is not None and first == second else (0.0, words)


def _goods(items: ItemIndex, mine: list[str], theirs: list[str]) -> tuple[float, str]:
    if not mine or not theirs:
        return 0.7, "not named on one side"
    for one in mine:
        for other in theirs:
            told = f"{items.get(other).label}"
            if one == other:
                return 1.0, told
            if one in items.wider(other):
                return 0.9, f"{told}, a kind of {items.get(one).label}"
            if other in items.wider(one):
                return 0.8, f"{told}, wider than {items.get(one).label}"
    return 0.0, "other goods"


def _days(index: ClaimIndex, event: Record, row: Record, release: Release) -> tuple[float, str]:
    """Compare dates: overlapping ones agree, else the gap counts, up to a year (a week for news).

    A measure that was only announced has no date yet: a listing after its announcement fits it.
    """
    start = row["holds_from"]
    if start is None or row["basis"] == "release":
        return 0.5, "the row has no date"
    measure = event["id"].startswith("measure/")
    first = row["start_earliest"] or start
    last = max(row["end"] or start, start)
    since = event["holds_from"] if event["basis"] in TOLD else None
    if measure and not (since or event["listed"] or event["edtf"]):
        said = [index.claims[c].said for c in index.claims_on.get(event["id"], ())]
        if said and min(said) <= start <= min(said) + 2 * _YEAR:
            return 0.9, f"{start}, after it was announced by {min(said)}"
        return 0.0, f"{start}, before anybody spoke of it"
    opened = event["start_earliest"]
    closed = event["end_latest"] or event["end"] or event["start"]
    if measure:
        opened = closed = since or event["listed"] or event["announced"] or event["start"]
    if closed is None and opened is None:
        return 0.5, "the event has no date"
    if opened is None and closed is not None and last < closed - _YEAR:
        # "By September 2024" was said of something recent, not of all that was ever before.
        gap = closed - last
        return max(0.0, 1.0 - gap / (3 * _YEAR)), f"{last}, {gap.days} days before {closed}"
    if (closed is None or first <= closed) and (opened is None or opened <= last):
        return 1.0, f"{first} to {last}" if first != last else f"{first}"
    gap = (opened - last) if opened is not None and opened > last else first - (closed or first)
    limit = _NEAR.get(release.kind, _YEAR)
    if gap > limit:
        return 0.0, f"{gap.days} days apart"
    return 1.0 - 0.8 * (gap / limit), f"{gap.days} days apart"
