"""When events began and who is party to them: what only all claims together tell.

An asserted event has begun by its earliest assertion, and assertions pass upward along ``broader``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from graphlib import CycleError, TopologicalSorter

from geograph.dates import bounds
from geograph.errors import GeographError, Where
from geograph.model import Claim, Event, Measure
from geograph.sources.dossier.fields import Record
from geograph.sources.dossier.measure_stages import staged
from geograph.sources.dossier.statements import Speech
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
    """Return the events with their start, end and parties, and measures with stages, sorted by id.

    Parameters
    ----------
    events
        Events and measures by id, without circles along ``broader``, not yet dated.
    records
        Where each of them stands.
    speech
        All claims; what cannot be is noted in its corpus.
    """
    standing = _standing(events, speech)
    asserted = {
        key: min(days)
        for key, claims in standing.items()
        if (days := [claim.said for claim in claims if claim.stance is Stance.ASSERTS])
    }
    above = {key: [one for one in e.broader if one in events] for key, e in events.items()}
    # Narrower events come first, so that what is said of them has reached the wider ones.
    order = list(reversed(list(TopologicalSorter(above).static_order())))
    for key in order:
        for wider in above[key] if key in asserted else ():
            asserted[wider] = min(asserted[key], asserted.get(wider, asserted[key]))
    dated = {key: _date(event, asserted.get(key)) for key, event in events.items()}
    dated = {key: _ended(event, standing[key], speech) for key, event in dated.items()}
    dated |= staged(dated, order, above, asserted, standing, speech)
    # What is asserted of a narrower event has begun when that has: so has the wider one.
    for key in order:
        begun = dated[key].start
        for wider in above[key] if key in asserted and begun else ():
            start = dated[wider].start
            if begun and (start is None or begun < start):
                dated[wider] = replace(dated[wider], start=begun)
    # What is wrong with a joint measure is wrong with its parts too, and said once.
    for where, what, fix in dict.fromkeys(_wrong(dated, above, records)):
        speech.corpus.wrong(where, what, fix)
    first = _first(events, speech)
    return [
        _parties(event, event.start or first.get(key), records[key], speech)
        for key, event in sorted(dated.items())
    ]


def _standing(events: Mapping[str, Event], speech: Speech) -> dict[str, list[Claim]]:
    """Return the claims on each event that nobody took back; note those of what had not begun."""
    standing: dict[str, list[Claim]] = defaultdict(list)
    taken_back = {claim.object for claim in speech.claims if claim.stance is Stance.RETRACTS}
    for claim in speech.claims:
        if claim.stance is Stance.ASSERTS:
            _past(claim, events.get(claim.object), speech)
        if not {claim.id, claim.statement} & taken_back:
            standing[claim.object].append(claim)
    return standing


def _first(events: Mapping[str, Event], speech: Speech) -> dict[str, date]:
    """Return the day on which each event was first spoken of."""
    first: dict[str, date] = {}
    for claim in speech.claims:
        part = events.get(claim.object)
        # what is reported of a part is reported of the measure that it is part of
        for spoken in (claim.object, part.part_of if isinstance(part, Measure) else None):
            if spoken:
                first[spoken] = min(claim.said, first.get(spoken, claim.said))
    return first


def _wrong(
    dated: Mapping[str, Event], above: Mapping[str, Iterable[str]], records: Mapping[str, Record]
) -> Iterator[tuple[Where, str, str]]:
    """Yield what cannot be, where, and its fix: a part before its whole, one party on two sides."""
    for key, event in dated.items():
        for wider in above[key]:
            earliest = when.earliest_start if (when := dated[wider].when) else None
            if earliest and event.start and event.start < earliest:
                what = f"begins by {event.start}, but lies within {wider}, not before {earliest}"
                yield records[key].at("broader"), what, "check dates and `broader`"
    for key, event in sorted(dated.items()):
        both = sorted({*event.actor} & {*event.recipient})
        if both and not (isinstance(event, Measure) and event.part_of):
            what = f"{', '.join(both)} is on both sides"
            fix = "name the other side, or write participant where there are no sides"
            yield records[key].at("recipient"), what, fix


def _past(claim: Claim, event: Event | None, speech: Speech) -> None:
    """Note an assertion of what had not begun."""
    earliest = event.when.earliest_start if event and event.when else None
    if earliest and earliest > claim.said:
        what = f"asserted on {claim.said}, but begins on {earliest} or later"
        fix = "write predicts or announces, or check both dates"
        speech.corpus.wrong(speech.places[claim.id], what, fix)


def _date(event: Event, asserted: date | None) -> Event:
    start = earliest = end = last = None
    if event.when is not None:
        found = bounds(event.when, EVENT_CLASSES[event.kind].durative)
        start, earliest, end, last = found.start, found.start_earliest, found.end, found.end_latest
    if asserted is not None:
        start = min(start, asserted) if start else asserted
    return replace(
        event,
        start=start,
        start_earliest=earliest if earliest != start else None,
        end=end,
        end_latest=last if last != end else None,
    )


def _ended(event: Event, standing: Iterable[Claim], speech: Speech) -> Event:
    """Return when the coded end of a state of affairs was said.

    That is the day of the first assertion on or after the end, or else of the document in which it
    is coded. Where both are before the end, it was foretold, and is known on the day of the end.
    """
    end = event.end
    if end is None or isinstance(event, Measure):
        return event
    told = [claim.said for claim in standing if claim.stance is Stance.ASSERTS]
    days = [day for day in told if day >= end] or [speech.published[event.dossier]]
    return replace(event, end_known=max(end, min(days)))


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
