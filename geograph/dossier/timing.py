"""When events began, who is party to them, when measures were announced: what only all claims tell.

An asserted event has begun by its earliest assertion, and assertions pass upward along ``broader``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from graphlib import CycleError, TopologicalSorter

from geograph.actors import ActorIndex
from geograph.dates import Span, bounds
from geograph.dossier.form import Record
from geograph.dossier.speech import Speech
from geograph.errors import GeographError
from geograph.model import Claim, Event, Measure
from geograph.vocab import EVENT_CLASSES, Stance

__all__ = ["circles", "settle"]


def circles(graph: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Yield circles of a relation until none is left, each from its first member on.

    >>> list(circles({"a": ["b"], "b": ["c"], "c": ["b"], "d": ["d"]}))
    [('b', 'c'), ('d',)]
    """
    rest = {node: sorted(onward) for node, onward in sorted(graph.items())}
    while True:
        try:
            TopologicalSorter(rest).prepare()
        except CycleError as error:
            ring = error.args[1][:0:-1]
            first = ring.index(min(ring))
            yield (*ring[first:], *ring[:first])
            for node in ring:
                rest[node] = [one for one in rest[node] if one not in ring]
        else:
            return


def settle(
    events: Mapping[str, Event], records: Mapping[str, Record], speech: Speech
) -> list[Event]:
    """Return the events with their start, end, parties and announcement, sorted by id.

    Parameters
    ----------
    events
        Events and measures by id, without circles along ``broader``, not yet dated.
    records
        Where each of them stands.
    speech
        All claims; what cannot be is noted in its corpus.
    """
    asserted: dict[str, date] = {}
    first: dict[str, date] = {}
    announced: dict[str, list[Claim]] = defaultdict(list)
    taken_back = {claim.object for claim in speech.claims if claim.stance is Stance.RETRACTS}
    for claim in speech.claims:
        key = claim.object
        first[key] = min(claim.said, first.get(key, claim.said))
        if claim.stance is Stance.ASSERTS:
            _past(claim, events.get(key), speech)
        if claim.stance is Stance.ASSERTS and not {claim.id, claim.statement} & taken_back:
            asserted[key] = min(claim.said, asserted.get(key, claim.said))
        elif claim.stance is Stance.ANNOUNCES and claim.stage == "announced":
            announced[key].append(claim)
    above = {key: [one for one in e.broader if one in events] for key, e in events.items()}
    # Narrower events come first, so that what is said of them has reached the wider ones.
    for key in reversed(list(TopologicalSorter(above).static_order())):
        for wider in above[key] if key in asserted else ():
            asserted[wider] = min(asserted[key], asserted.get(wider, asserted[key]))
    dated = {key: _date(event, asserted.get(key)) for key, event in events.items()}
    # What is asserted of a narrower event has begun when that has: so has the wider one.
    for key in reversed(list(TopologicalSorter(above).static_order())):
        begun = dated[key].start
        for wider in above[key] if key in asserted and begun else ():
            start = dated[wider].start
            if begun and (start is None or begun < start):
                dated[wider] = replace(dated[wider], start=begun)
    for key, event in dated.items():
        for wider in above[key]:
            span = _span(dated[wider])
            earliest = span.earliest_start if span else None
            if earliest and event.start and event.start < earliest:
                what = f"begins by {event.start}, but lies within {wider}, not before {earliest}"
                speech.corpus.wrong(records[key].at("broader"), what, "check dates and `broader`")
    settled = []
    for key, event in sorted(dated.items()):
        if both := sorted({*event.actor} & {*event.recipient}):
            what = f"{', '.join(both)} is on both sides"
            fix = "name the other side, or write participant where there are no sides"
            speech.corpus.wrong(records[key].at("recipient"), what, fix)
        event = _parties(event, event.start or first.get(key), records[key], speech)
        if isinstance(event, Measure) and event.announced is None:
            event = replace(event, announced=_announced(event, announced[key], speech.voices))
        settled.append(event)
    return settled


def _span(event: Event) -> Span | None:
    """Return the date as coded, or for a measure the day from which it is in force."""
    begun = event.effective or event.listed if isinstance(event, Measure) else None
    if event.when is None and begun is not None:
        return Span(begun.isoformat(), begun, begun, begun, begun)
    return event.when


def _past(claim: Claim, event: Event | None, speech: Speech) -> None:
    """Note an assertion of what had not begun; a measure is a fact from its first dated stage."""
    span = _span(event) if event else None
    earliest = span.earliest_start if span else None
    if isinstance(event, Measure) and earliest:
        stages = (event.announced, event.listed, event.effective, earliest)
        earliest = min(day for day in stages if day)
    if earliest and earliest > claim.said:
        what = f"asserted on {claim.said}, but begins on {earliest} or later"
        fix = "write predicts or announces, or check both dates"
        speech.corpus.wrong(speech.places[claim.id], what, fix)


def _date(event: Event, asserted: date | None) -> Event:
    span = _span(event)
    start = earliest = end = last = None
    if span is not None:
        found = bounds(span, EVENT_CLASSES[event.kind].durative)
        start, earliest, end, last = found.start, found.start_earliest, found.end, found.end_latest
    if asserted is not None:
        start = min(start, asserted) if start else asserted
    if isinstance(event, Measure) and end is None:
        end = event.lifted
    return replace(
        event,
        start=start,
        start_earliest=earliest if earliest != start else None,
        end=end,
        end_latest=last if last != end else None,
    )


def _parties(event: Event, on: date | None, record: Record, speech: Speech) -> Event:
    """Add the voices of actors, recipients, participants, and of their owners."""
    if on is None:
        return event
    voices: set[str] = set()
    try:
        for one in (*event.actor, *event.recipient, *event.participant):
            # a group that names its members is theirs; one that does not is nobody's but its own
            members = speech.voices.get(one).members
            for party in (one, *members, *speech.voices.owners(one, on)):
                voices.add(speech.voices.voice(party, on)[0])
    except GeographError as error:
        speech.corpus.note(error.at(record.key.where))
    return replace(event, party=tuple(sorted(voices)))


def _announced(measure: Measure, claims: Iterable[Claim], voices: ActorIndex) -> date | None:
    """Return the day of the first announcement by a sender, or by who speaks for one."""
    days = [
        claim.said
        for claim in claims
        if not claim.anonymous
        and claim.voice in {voices.voice(sender, claim.said)[0] for sender in measure.actor}
    ]
    return min(days, default=None)
