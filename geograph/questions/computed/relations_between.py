"""Which relations link two actors under the policy in force?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.vocab import EVENT_CLASSES


class Row(NamedTuple):
    """One relation of one party with another.

    first: the party that is the one actor, or speaks for it
    direction: whether the first acts, receives, or takes part as the second does
    second: the party that is the other actor, or speaks for it
    kind: the class of the relation
    what: the relation
    since: the latest day on which it can have begun
    event: the relation as an id
    """

    first: str
    direction: str
    second: str
    kind: str
    what: str
    since: date | None
    event: str


@question(
    title="Which relations link two actors under the policy in force?",
    about="An arrow where one acts and the other receives, a dash where both take part in something"
    " without direction; two senders of one measure are not linked by it. A state covers its"
    " ministries and officials, and rows name the one who acts; `--policy undenied` leaves out what"
    " anybody denies.",
    answers=(10,),
    params={
        "one": Param(type="actor", example="Iran", required=True),
        "other": Param(type="actor", example="Russia", required=True),
    },
)
def relations_between(context: QueryContext) -> Iterator[Row]:
    """List what links two actors, or those who speak for them, whoever reports it."""
    one, other = context.all("one"), context.all("other")
    rows: set[Row] = set()
    for found in context.relations(only=RelationFilter(between=(one, other))):
        for direction, here, there in _pairs(found, one, other):
            rows.add(
                Row(
                    first=context.label(here),
                    direction=direction,
                    second=context.label(there),
                    kind=EVENT_CLASSES[found.kind].label,
                    what=found.label,
                    since=found.start,
                    event=found.id,
                )
            )
    yield from sorted(
        rows, key=lambda r: (r.kind, r.direction, r.event, r.first, r.second, str(r.since))
    )


def _pairs(
    found: Relation, one: Sequence[str], other: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield each party that is the one with each that is the other, and the direction between."""
    ways = (
        ("→", "actor", "recipient"),
        ("←", "recipient", "actor"),
        ("–", "participant", "participant"),
    )
    for direction, near, far in ways:
        for (here, a), (there, b) in product(_those(found, near, one), _those(found, far, other)):
            # nobody is the other of itself: a state and its ministry are one
            if here != there and (a != b or len(a) > 1):
                yield direction, here, there


def _those(found: Relation, role: str, wanted: Sequence[str]) -> list[tuple[str, set[str]]]:
    """Return the parties of a role that are wanted, or speak for somebody who is, and for whom."""
    parties = zip(getattr(found, role), getattr(found, f"{role}_voice"), strict=True)
    named = ((party, {party, voice} & set(wanted)) for party, voice in parties)
    return [(party, whom) for party, whom in named if whom]
