"""Who can be reached from an actor within so many days, step after step in time?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.routes import edges_of, label_of, undated


class Row(NamedTuple):
    """One actor that can be reached.

    reached: the actor
    days: how many days lie between the first step and the last
    steps: how many steps there are
    first_day: the day of the first step
    last_day: the day of the last step
    via: who stands between
    what: the relation of the last step
    event: that relation as an id
    """

    reached: str
    days: int
    steps: int
    first_day: date
    last_day: date
    via: str | None
    what: str
    event: str


@question(
    title="Who can be reached from an actor within so many days, step after step in time?",
    about="Of all first steps the one with the shortest time counts. Each step is on or after the"
    " day of the one before.",
    answers=(49,),
    params={
        "actor": Param(type="actor", example="Iran", required=True),
        "days": Param(type="number", example="180", default="180"),
        "kind": Param(type="class", example="ArmsTransfer"),
    },
)
def reachable_within(context: QueryContext) -> Iterator[Row]:
    """List who can be reached from an actor within a number of days, step after step in time."""
    from geograph.analysis import temporal

    G = context.network(*context.all("kind"), by="event")
    found, without_date = temporal.contacts(G)
    rows: list[Row] = []
    reached = temporal.within(found, context.text("actor"), context.number("days"))
    for node, reach in reached.items():
        context.uses_network(G, edges_of(G, reach.steps))
        last = reach.steps[-1]
        rows.append(
            Row(
                reached=context.label(node),
                days=reach.days,
                steps=len(reach.steps),
                first_day=reach.first,
                last_day=reach.last,
                via=", ".join(context.label(step.source) for step in reach.steps[1:]) or None,
                what=label_of(G, last),
                event=last.event,
            )
        )
    context.note(undated(without_date))
    context.note("days are counted from the first step; the event is the last step")
    yield from sorted(rows, key=lambda row: (row.days, row.steps, row.reached))
