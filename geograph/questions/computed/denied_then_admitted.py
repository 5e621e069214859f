"""What did a party first deny and then admit?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.model import Claim, Event
from geograph.policy import Position
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.vocab import Stance


class Row(NamedTuple):
    """One party that changed sides on one event.

    voice: the party
    what: the event
    first_denied: the day of its first word against
    last_denied: the day of its last word against, before it admitted
    admitted: the day of its first word for, after that
    denial_read_in: where the denials are read
    admission_read_in: where the admissions are read
    event: the event as an id
    """

    voice: str
    what: str
    first_denied: date
    last_denied: date
    admitted: date
    denial_read_in: str
    admission_read_in: str
    event: str


@question(
    title="What did a party first deny and then admit?",
    about="A party to the event whose word for it is certainly later than its word against it,"
    " with the paragraphs of both. Words of narrower and wider events count.",
    answers=(31,),
    params={"actor": Param(type="actor", example="Russia")},
    claimants="event",
    known_only=True,
)
def denied_then_admitted(context: QueryContext) -> Iterator[Row]:
    """List parties that denied an event before they asserted it."""
    wanted = context.all("actor")
    rows: list[Row] = []
    for event, verdict in context.judged():
        for position in verdict.positions:
            admits = position.reversed and position.side in ("for", "mixed")
            if not admits or position.anonymous:
                continue
            if position.voice not in context.admitting(event):
                continue
            if wanted and position.voice not in wanted:
                continue
            denied, admitted = _turn(context, event, position)
            if denied and admitted:
                context.uses(*(claim.id for claim in (*denied, *admitted)))
                rows.append(
                    Row(
                        voice=context.label(position.voice),
                        what=event.label,
                        first_denied=denied[0].said,
                        last_denied=denied[-1].said,
                        admitted=admitted[0].said,
                        denial_read_in="; ".join(map(context.where_read, denied)),
                        admission_read_in="; ".join(map(context.where_read, admitted)),
                        event=event.id,
                    )
                )
    yield from sorted(rows, key=lambda row: (row.admitted, row.event, row.voice))


def _turn(
    context: QueryContext, event: Event, position: Position
) -> tuple[list[Claim], list[Claim]]:
    """Return a voice's denials of an event, and its assertions after the first of them."""
    own = [
        one.claim
        for one in context.said(event.id)
        if one.mark in (None, "overtaken")
        and one.claim.voice == position.voice
        and not one.claim.anonymous
    ]
    own.sort(key=lambda claim: (claim.said, claim.id))
    denied = [claim for claim in own if claim.stance == Stance.DENIES]
    admitted = [
        claim
        for claim in own
        if claim.stance == Stance.ASSERTS and denied and claim.said > denied[0].said
    ]
    before = [claim for claim in denied if admitted and claim.said < admitted[-1].said]
    return before, admitted
