"""Who accuses others and is accused by others?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.vocab import Stance

CHARGES = ("Accusation", "Disclosure")


class Row(NamedTuple):
    """One voice that accuses and is accused.

    actor: the voice
    events_charged: how many deeds it charges others with
    accuses: whom
    charged_with: how many deeds others charge it with
    accused_by: who
    since: the day of the first charge against it
    id: the voice as an id
    """

    actor: str
    events_charged: int
    accuses: str
    charged_with: int
    accused_by: str
    since: date
    id: str


@question(
    title="Who accuses others and is accused by others?",
    about="Named voices that assert a deed of somebody else in an accusation or disclosure, and of"
    " whom somebody else does. A minister's word is that of his state, and a ministry's deed its"
    " state's.",
    answers=(2,),
    params={"actor": Param(type="actor", example="China")},
    known_only=True,
)
def accused_accusers(context: QueryContext) -> Iterator[Row]:
    """List who both accuses others and is accused by others, and of how much."""
    index = context.claim_index
    accuses: dict[str, set[str]] = defaultdict(set)
    accused: dict[str, set[str]] = defaultdict(set)
    against: dict[str, set[str]] = defaultdict(set)
    by: dict[str, set[str]] = defaultdict(set)
    first: dict[str, date] = {}
    claims: dict[str, set[str]] = defaultdict(set)
    for claim in context.claims():
        event = index.events.get(claim.object)
        charge = index.statements[claim.statement].kind in CHARGES
        if event is None or claim.anonymous or claim.stance != Stance.ASSERTS or not charge:
            continue
        for actor in {context.voice(a, event) for a in event.actor} - {claim.voice}:
            accuses[claim.voice].add(event.id)
            against[claim.voice].add(actor)
            accused[actor].add(event.id)
            by[actor].add(claim.voice)
            first[actor] = min(first.get(actor, claim.said), claim.said)
            claims[actor].add(claim.id)
            claims[claim.voice].add(claim.id)
    wanted = context.all("actor")
    found = [a for a in accuses.keys() & accused.keys() if not wanted or a in wanted]
    for actor in sorted(found, key=lambda a: (-(len(accuses[a]) + len(accused[a])), a)):
        context.uses(*claims[actor])
        yield Row(
            actor=context.label(actor),
            events_charged=len(accuses[actor]),
            accuses=context.labels(against[actor]),
            charged_with=len(accused[actor]),
            accused_by=context.labels(by[actor]),
            since=first[actor],
            id=actor,
        )
