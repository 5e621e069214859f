"""Which assertions does nobody deny?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param


class Row(NamedTuple):
    """One relation on which no voice stands against.

    what: the event
    kind: its class
    since: the latest day on which it can have begun
    event: the event as an id
    """

    what: str
    kind: str
    since: date | None
    event: str


@question(
    title="Which assertions does nobody deny?",
    about="No voice stands against the event itself or a wider one; whoever has since admitted it"
    " no longer denies it. With an actor, only events to which it is a party. Of the dossiers: in"
    " a release nobody speaks who could deny.",
    answers=(26,),
    params={"actor": Param(type="actor", example="Iran")},
)
def undenied(context: QueryContext) -> Iterator[Row]:
    """List relations on which no voice stands against, however it spoke before."""
    wanted = set(context.all("actor"))
    for event, verdict in context.judged():
        if not verdict.edge or {p.side for p in verdict.positions} & {"against", "mixed"}:
            continue
        named = (*event.actor, *event.recipient, *event.participant)
        parties = {*event.party, *named, *(context.voice(a, event) for a in named)}
        if not wanted or wanted & parties:
            yield Row(event.label, event.kind, event.start, event.id)
