"""Propose what the hierarchy of events lacks: wider events to name, and events defined twice.

Whoever asserts a narrower event asserts the wider one (`broader`), and whoever denies the wider one
denies the narrower one. So a narrower event has the same parties, reports the same goods or
kinds of them, and lies within the wider one's time. Events are compared only with those of the
same parties and of kindred goods, so that a large corpus takes seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from geograph.model import Event, Measure
from geograph.pipeline.validation.event_comparison import (
    ItemKinds,
    Window,
    extent,
    overlap,
    told_apart,
    within,
)
from geograph.pipeline.validation.proposal import Proposal, short
from geograph.pipeline.validation.rules import Corpus
from geograph.policy import ClaimIndex
from geograph.vocab import is_a

__all__ = ["Comparison", "missing_broader", "near_duplicate", "sides"]

#: What no other class is: two such events need not be of one kind.
RESIDUAL = ("Event", "Measure")

Parties = tuple[frozenset[str], frozenset[str], frozenset[str]]


def sides(index: ClaimIndex, event: Event) -> Parties:
    """Return the voices of actors, recipients and participants on the event's day.

    Who acts for a state is the state here; a measure against a minister is none against the state.

    >>> from geograph.model import Model
    >>> event = Event(id="event/e", kind="Visit", label="", dossier="")
    >>> sides(ClaimIndex.from_model(Model()), event)
    (frozenset(), frozenset(), frozenset())
    """
    named = event.actor, event.recipient, event.participant
    if isinstance(event, Measure):
        return frozenset(named[0]), frozenset(named[1]), frozenset(named[2])
    day = index.day(event)
    one, other, third = (frozenset(index.actors.voice(a, day)[0] for a in ids) for ids in named)
    return one, other, third


class Comparison:
    """The events of a corpus, prepared for comparing them pair by pair.

    Parameters
    ----------
    corpus
        The model and its claim index.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.claim_index = corpus.claim_index
        every = sorted((*corpus.model.events, *corpus.model.measures), key=lambda event: event.id)
        # the parts of a joint measure are compared as the one record that the coder wrote
        self.events = [e for e in every if not (isinstance(e, Measure) and e.part_of)]
        self.goods = ItemKinds(corpus.model.items)
        self.sides = {event.id: sides(corpus.claim_index, event) for event in every}
        self.widest = {event.id: self.goods.widest(event.item) for event in every}

    def linked(self, one: Event, other: Event) -> bool:
        """Return whether one of two events lies within the other already."""
        return (
            one.id in self.claim_index.wider[other.id] or other.id in self.claim_index.wider[one.id]
        )

    def lies_within(self, one: Event, other: Event) -> bool:
        """Return whether an event looks as if it lay within another without a link that says so."""
        mine, theirs = self.widest[one.id], self.widest[other.id]
        return (
            one.id != other.id
            and bool(mine and theirs)
            and any(self.sides[one.id])
            and self.sides[one.id] == self.sides[other.id]
            and other.kind not in RESIDUAL
            and is_a(one.kind, other.kind)
            and self.goods.cover(theirs, mine)
            and within(one, other)
            and (mine != theirs or not within(other, one))
            and not self.linked(one, other)
            and not told_apart(one, other)
        )

    def alike(self, one: Event, other: Event) -> bool:
        """Return whether two events look the same, and neither seems to lie within the other."""
        return (
            one.id != other.id
            and one.kind == other.kind
            and any((one.actor, one.recipient, one.participant))
            and _named(one) == _named(other)
            and frozenset(one.item) == frozenset(other.item)
            and overlap(extent(one), extent(other))
            and not self.linked(one, other)
            and not told_apart(one, other)
            and not self.lies_within(one, other)
            and not self.lies_within(other, one)
        )

    def narrower(self) -> Iterator[tuple[Event, Event]]:
        """Yield all pairs of which the first looks as if it lay within the second."""
        kin: dict[tuple[Parties, str], list[Event]] = defaultdict(list)
        for event in self.events:
            for item in self.widest[event.id]:
                kin[self.sides[event.id], item].append(event)
        for one in self.events:
            if not self.widest[one.id]:
                continue
            # a wider event names a kind of each of the items, so any one of them leads to it
            item = min(self.widest[one.id])
            found = {
                other.id: other
                for kind in self.goods.wider(item)
                for other in kin.get((self.sides[one.id], kind), ())
            }
            for _, other in sorted(found.items()):
                if self.lies_within(one, other):
                    yield one, other

    def doubles(self) -> Iterator[tuple[Event, Event]]:
        """Yield all pairs that look like one event, each once, in the order of their ids."""
        blocks: dict[tuple[object, ...], list[Event]] = defaultdict(list)
        for event in self.events:
            blocks[event.kind, _named(event), frozenset(event.item)].append(event)
        for block in blocks.values():
            for one, other in _meeting(block):
                if self.alike(one, other):
                    yield (one, other) if one.id < other.id else (other, one)


def _named(event: Event) -> Parties:
    return frozenset(event.actor), frozenset(event.recipient), frozenset(event.participant)


def _meeting(events: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    """Yield the pairs of events that can have gone on at one time, by a sweep over their days."""
    dated = sorted(((extent(event), event) for event in events), key=lambda one: _begin(one[0]))
    going: list[tuple[Window, Event]] = []
    for days, event in dated:
        going = [one for one in going if (one[0].last or date.max) >= (days.first or date.min)]
        for _, other in going:
            yield other, event
        going.append((days, event))


def _begin(days: Window) -> date:
    return days.first or date.min


def missing_broader(corpus: Corpus) -> Iterator[Proposal]:
    """Propose a wider event for events that lie within one and do not say so."""
    compared = Comparison(corpus)
    pairs = [(one, other) for one, other in compared.narrower()]
    above: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        above[one.id].append(other.id)
    for one, other in pairs:
        between = (key for key in above[one.id] if other.id in corpus.claim_index.wider[key])
        yield Proposal(
            rule="broader",
            focus=one.id,
            other=other.id,
            what=f"{one.label} lies within {other.label}",
            why="; ".join(_reasons(compared, one, other)),
            fix=_fix(corpus, one, other),
            implied_by=tuple(f"broader {short(one.id)} {short(key)}" for key in between),
        )


def near_duplicate(corpus: Corpus) -> Iterator[Proposal]:
    """Propose to merge, link or tell apart events of the same class, parties, items and time."""
    compared = Comparison(corpus)
    for one, other in sorted(compared.doubles(), key=lambda pair: (pair[0].id, pair[1].id)):
        first, second = short(one.id), short(other.id)
        yield Proposal(
            rule="near-duplicate",
            focus=other.id,
            other=one.id,
            what=f"{other.label} looks like {one.label}",
            why=f"same class and parties: {_parties(compared.claim_index, one)}; items: "
            f"{compared.goods.names(one.item) or 'none'}; days: {_days(one)} and {_days(other)}",
            fix=f"one event: take {second} out, and name {first} under `uses`; one within the "
            f"other: `broader: {first}`; two events: `distinct: {first}`",
        )


def _reasons(compared: Comparison, one: Event, other: Event) -> Iterator[str]:
    goods = compared.goods
    yield f"same parties: {_parties(compared.claim_index, one)}"
    if compared.widest[one.id] == compared.widest[other.id]:
        yield f"same items: {goods.names(one.item)}"
    else:
        yield f"{goods.names(one.item)} within {goods.names(other.item)}"
    yield f"days: {_days(one)} within {_days(other)}"
    if missing := sorted(set(other.purpose) - set(one.purpose)):
        told = ", ".join(short(key) for key in missing)
        yield f"but the wider one is for {told}, which the narrower one does not name"


def _parties(index: ClaimIndex, event: Event) -> str:
    def names(ids: Iterable[str]) -> str:
        return ", ".join(sorted(index.label(key) for key in ids))

    told = names(event.actor)
    if event.recipient:
        told = f"{told or 'nobody named'} → {names(event.recipient)}"
    return "; ".join(part for part in (told, names(event.participant)) if part)


def _days(event: Event) -> str:
    if event.when is not None:
        return event.when.text
    stages = (event.announced, event.listed, event.effective) if isinstance(event, Measure) else ()
    return min((day.isoformat() for day in stages if day), default="no date")


def _fix(corpus: Corpus, one: Event, other: Event) -> str:
    """Return the line to paste, with all that the event lies within, and what to list in `uses`."""
    wider = [*(short(key) for key in one.broader), short(other.id)]
    text = "broader: " + (wider[0] if len(wider) == 1 else f"[{', '.join(wider)}]")
    if one.dossier != other.dossier:
        if short(other.id) not in corpus.places.uses.get(one.dossier, frozenset()):
            text += f"; add to uses: {short(other.id)}"
        text += f" (or on {short(other.id)}: `narrower: {short(one.id)}`)"
    return text
