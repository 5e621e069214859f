"""Measures of several senders to one part for each: an ordinary measure within the joint one.

A stage belongs to a sender, so what several take together is an umbrella that nothing is reported
of directly; each of its parts is stated, dated and counted by itself, and has its share of the
weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from geograph.actors import ActorIndex
from geograph.errors import GeographError
from geograph.model import Event, Measure
from geograph.sources.dossier.fields import Record
from geograph.sources.dossier.scope import Corpus

__all__ = ["ending", "link", "split"]


def ending(actor: str) -> str:
    """Return the last part of an actor's id, by which a part of a measure is called.

    >>> ending("state/USA")
    'USA'
    """
    return actor.rpartition("/")[2]


def split(corpus: Corpus, measure: Measure, record: Record) -> Iterator[Measure]:
    """Yield a measure of one sender as it is, one of several as an umbrella and its parts."""
    if len(measure.actor) < 2:
        yield measure
        return
    yield replace(measure, umbrella=True)
    met: dict[str, str] = {}
    for sender in measure.actor:
        last = ending(sender)
        if other := met.get(last):
            what = f"the senders {other} and {sender} end alike"
            fix = "rename one of them: parts of a measure are called by the end of the sender's id"
            corpus.wrong(record.at("sender"), what, fix)
            continue
        met[last] = sender
        yield replace(
            measure,
            id=f"{measure.id}/{last}",
            actor=(sender,),
            broader=(measure.id,),
            weight=measure.weight / len(measure.actor),
            part_of=measure.id,
        )


def link(
    events: Mapping[str, Event],
    records: Mapping[str, Record],
    published: Mapping[str, date],
    corpus: Corpus,
    voices: ActorIndex,
) -> dict[str, Event]:
    """Return events with the links that parts add: a measure lies within the part of its sender.

    What lies within a joint measure and is taken by one of its senders, or by who speaks for one,
    lies within that sender's part; so do the parts of a measure that lies within another. What
    looks like a joint measure and is another looks like its parts. Who speaks for whom is looked
    up on the day of the measure, else on that of its document (``published``).
    """
    found = dict(events)
    parts: dict[str, list[Measure]] = defaultdict(list)
    for key, event in events.items():
        if isinstance(event, Measure) and event.part_of:
            above = (event.part_of, *events[event.part_of].broader)
            found[key] = replace(event, broader=above)
            parts[event.part_of].append(event)

    def voices_of(event: Event) -> set[str]:
        when = event.when
        on = (when.latest_start or when.latest_end if when else None) or published[event.id]
        try:
            return {one for a in event.actor for one in (a, voices.voice(a, on)[0])}
        except GeographError as error:
            corpus.note(error.at(records[event.id].key.where))
            return set(event.actor)

    for key, event in tuple(found.items()):
        if not isinstance(event, Measure):
            continue
        above = () if event.umbrella else event.broader
        within: list[str] = []
        for wider in above:
            others = [part for part in parts.get(wider, ()) if part.part_of != event.part_of]
            exact = [part for part in others if part.actor[0] in event.actor]
            same = (part for part in others if voices_of(event) & voices_of(part))
            within += [part.id for part in exact or same]
        alike = [part.id for other in event.distinct for part in parts.get(other, ())]
        if within or alike:
            broader = dict.fromkeys((*event.broader, *within))
            distinct = dict.fromkeys((*event.distinct, *alike))
            found[key] = replace(event, broader=tuple(broader), distinct=tuple(distinct))
    return found
