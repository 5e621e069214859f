"""Which assertions were later confirmed or retracted, and by whom?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.model import Claim, Event
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.vocab import Stance


class Row(NamedTuple):
    """One confirmation or retraction of what somebody had asserted.

    what: the event
    first_said_by: whose word it was first
    first_said: on which day
    outcome: whether a party confirmed it, somebody else did, or it was retracted
    voice: who confirmed or retracted
    day: on which day
    read_in: where that is read
    event: the event as an id
    """

    what: str
    first_said_by: str
    first_said: date
    outcome: str
    voice: str
    day: date
    read_in: str
    event: str


@question(
    title="Which assertions were later confirmed or retracted, and by whom?",
    about="After the day of the first assertion, another voice that is a party asserts it, or"
    " anybody else in a statement that confirms; or an assertion of it was taken back. Silence"
    " confirms nothing.",
    answers=(27,),
    params={"event": Param(type="event", example="else-tigray-eritrean-troops")},
    claimants="event",
    known_only=True,
)
def confirmed_or_retracted(context: QueryContext) -> Iterator[Row]:
    """List events that were confirmed or taken back after they were first asserted, by whom."""
    index, wanted = context.claim_index, context.all("event")
    rows: set[Row] = set()
    for event, verdict in context.judged():
        if wanted and event.id not in wanted:
            continue
        told = [
            one.claim
            for one in context.said(event.id)
            if one.direct and one.stance == Stance.ASSERTS and one.mark != "attributed"
        ]
        if not told:
            continue
        first = min(told, key=lambda claim: (claim.said, claim.id))
        later = [(claim, _outcome(context, claim, event, first)) for claim in told]
        later += [
            (index.claims[again], "retracted")
            for lost in verdict.retracted
            for again in index.retracted_by.get(lost, ())
        ]
        for claim, outcome in later:
            if outcome is not None:
                context.uses(first.id, claim.id)
                rows.add(
                    Row(
                        what=event.label,
                        first_said_by=context.label(first.voice) + " (unnamed)" * first.anonymous,
                        first_said=first.said,
                        outcome=outcome,
                        voice=context.label(claim.voice),
                        day=claim.said,
                        read_in=context.where_read(claim),
                        event=event.id,
                    )
                )
    yield from sorted(rows, key=lambda row: (row.event, *map(str, row)))


def _outcome(context: QueryContext, claim: Claim, event: Event, first: Claim) -> str | None:
    if claim.said <= first.said or claim.voice == first.voice or claim.anonymous:
        return None
    if claim.voice in context.admitting(event):
        return "confirmed by a party"
    kind = context.claim_index.statements[claim.statement].kind
    return "confirmed by another" if kind == "Confirmation" else None
