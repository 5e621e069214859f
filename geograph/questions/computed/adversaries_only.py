"""Which deeds are asserted only by adversaries of the accused?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.vocab import Stance


class Row(NamedTuple):
    """One adversary that stands for one deed, with one measure that makes it an adversary.

    what: the deed
    accused: who is said to have done it
    voice: the adversary
    because: its measure against the accused
    event: the deed as an id
    """

    what: str
    accused: str
    voice: str
    because: str
    event: str


@question(
    title="Which deeds are asserted only by adversaries of the accused?",
    about="An adversary has taken, announced or planned a measure against the accused itself, which"
    " is named as the reason. By positions, its own or inherited; unnamed sources are left out. A"
    " state covers its ministries and officials.",
    answers=(28,),
    params={"actor": Param(type="actor", example="Iran")},
    claimants="event",
    known_only=True,
)
def adversaries_only(context: QueryContext) -> Iterator[Row]:
    """List deeds that nobody but adversaries of the accused asserts, with what makes them so."""
    hostile: dict[tuple[str, str], set[str]] = defaultdict(set)
    for measure, verdict in context.measures():
        stances = {context.claim_index.claims[key].stance for key in verdict.evidence}
        if stances & {Stance.ASSERTS, Stance.ANNOUNCES}:
            for sender, target in product(measure.actor, measure.recipient):
                hostile[context.voice(sender, measure), target].add(measure.label)
    wanted = context.all("actor")
    rows: list[Row] = []
    for event, verdict in context.judged():
        for accused in event.actor if verdict.for_ else ():
            if not context.is_party(accused, event, wanted):
                continue
            one = {accused, context.voice(accused, event)}
            if not all(any((v, t) in hostile for t in one) for v in verdict.for_):
                continue
            for voice in verdict.for_:
                for because in {m for t in one for m in hostile.get((voice, t), ())}:
                    who = context.label(accused), context.label(voice)
                    rows.append(Row(event.label, *who, because, event.id))
    yield from sorted(rows, key=lambda r: (r.event, r.accused, r.voice, r.because))
