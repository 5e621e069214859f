"""How many days passed from an allegation to the listing of those whom the response names?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from geograph.actors import key_of
from geograph.model import Event, Measure
from geograph.policy import first_day, first_words
from geograph.questions.claimants import tellers
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.joint_listings import (
    OFFICIAL_LISTS,
    SameEntities,
    day_of,
    listed_actors,
)
from geograph.questions.relation import Relation
from geograph.vocab import Stance


class Row(NamedTuple):
    """One entry of a list for one target of one response to one event.

    alleged: the event
    first_alleged: the day on which it was first asserted
    first_by: by whom
    target: whom the response names
    response: the measure that dossiers call a response
    listed_by: whose list has the target
    listed: the day of listing
    days: from the allegation to the listing
    basis: why the entry is taken for the target
    told_by: on whose word the listing stands
    entry: the entry as an id
    measure: the response as an id
    event: the event as an id
    """

    alleged: str
    first_alleged: date
    first_by: str | None
    target: str
    response: str
    listed_by: str
    listed: date
    days: int
    basis: str
    told_by: str | None
    entry: str
    measure: str
    event: str


@question(
    title="How many days passed from an allegation to the listing of those whom the response"
    " names?",
    about="From the first assertion of an event, or of a narrower one, to the day on which an"
    " official list took up a target of a measure that dossiers call a response to it. `basis` says"
    " why the entry is taken for that target.",
    answers=(16, 32),
    params={"event": Param(type="event", example="iran-srbm-russia-2024")},
    needs=(OFFICIAL_LISTS,),
)
def allegation_to_listing(context: QueryContext) -> Iterator[Row]:
    """List how long it took from an allegation until those whom the response names were listed."""
    responses = list(_responses(context))
    entries = _entries(context, {target for _, m in responses for target in m.recipient})
    listed: dict[str, list[tuple[Relation, str]]] = defaultdict(list)
    stages = ("listed", "effective", "announced")
    for one in context.relations("Measure", ways=("OfficialList",), details=stages):
        for key in one.recipient:
            for target, basis in entries.get(key, [(key, "the same actor")]):
                listed[target].append((one, basis))
    rows: set[Row] = set()
    for event, measure in responses:
        first, who = _first_alleged(context, event)
        for target in measure.recipient:
            for one, basis in listed.get(target, ()):
                day = day_of(context, one)
                if first is None or day is None:
                    continue
                rows.add(
                    Row(
                        alleged=context.label(event.id),
                        first_alleged=first,
                        first_by=who,
                        target=context.label(target),
                        response=measure.label,
                        listed_by=context.labels(one.actor_voice),
                        listed=day,
                        days=(day - first).days,
                        basis=basis,
                        told_by=tellers([one]),
                        entry=one.id,
                        measure=measure.id,
                        event=event.id,
                    )
                )
    context.note(
        "a listing before the allegation has other grounds; that one followed does not prove cause;"
        " who is met by name only is for `geograph reconcile` to judge"
    )
    yield from sorted(rows, key=lambda row: [str(cell) for cell in row])


def _responses(context: QueryContext) -> Iterator[tuple[Event, Measure]]:
    """Yield what somebody alleges, with each measure that dossiers call a response to it."""
    wanted = context.all("event")
    for _, measure in sorted(context.claim_index.events.items()):
        if isinstance(measure, Measure) and not measure.part_of:
            for key in measure.in_response_to:
                event = context.claim_index.events.get(key)
                if event is not None and (not wanted or key in wanted):
                    yield event, measure


def _entries(context: QueryContext, targets: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Return whom of several targets each entry of a list is taken for, and why."""
    names: dict[str, set[str]] = defaultdict(set)
    same = SameEntities(context)
    roots: dict[str, set[str]] = defaultdict(set)
    for target in targets:
        roots[same.root(target)].add(target)
        actor = context.claim_index.actors.get(target)
        for name in () if target.startswith("state/") else (actor.label, *actor.aliases):
            names[key_of(name)].add(target)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in listed_actors(context):
        own: Sequence[str] = (row["label"], *row["aliases"])
        for name in own:
            found[row["id"]] += [(t, "the same name") for t in names.get(key_of(name), ())]
        found[row["id"]] += [(t, "judged the same") for t in roots.get(same.root(row["id"]), ())]
    return {key: some for key, some in found.items() if some}


def _first_alleged(context: QueryContext, event: Event) -> tuple[date | None, str | None]:
    """Return when an event or a narrower one was first asserted, and by whom."""
    said = context.said(event.id)
    day = first_day(said, Stance.ASSERTS)
    first = [one.claim for one in first_words(said, Stance.ASSERTS) if one.claim.said == day]
    who = {context.label(c.voice) + " (unnamed)" * c.anonymous for c in first}
    return day, ", ".join(sorted(who)) or None
