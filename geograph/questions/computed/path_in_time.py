"""By which path in time does one actor first reach another?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.errors import NoPath
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.routes import edges_of, ends, label_of, undated


class Row(NamedTuple):
    """One step of the path.

    step: the number of the step
    source: where it starts
    target: where it ends
    day: the day on which it is taken
    what: the relation
    event: the relation as an id
    """

    step: int
    source: str
    target: str
    day: date
    what: str
    event: str


@question(
    title="By which path in time does one actor first reach another?",
    about="Each step on or after the day of the step before it, along its direction; of all such"
    " paths the one that arrives first. With classes such as ArmsTransfer and Attack it leads from"
    " a supplier to a battlefield.",
    answers=(48,),
    params={
        "one": Param(type="actor", example="North Korea", required=True),
        "other": Param(type="actor", example="Ukraine", required=True),
        "after": Param(type="date", example="2022-02-24"),
        "kind": Param(type="class", example="Event"),
    },
)
def path_in_time(context: QueryContext) -> Iterator[Row]:
    """List the steps of the path that arrives first, each on or after the day of the one before."""
    from geograph.analysis import temporal

    G = context.network(*context.all("kind"), by="event")
    found, without_date = temporal.contacts(G)
    one, other = ends(context, G)
    steps = temporal.route(temporal.earliest(found, one, after=context.day("after")), other)
    if not steps:
        raise NoPath(
            f"no path in time from {context.label(one)} to {context.label(other)}",
            fix="take an earlier day, more classes of events, or `geograph query shortest-path`",
        )
    context.uses_network(G, edges_of(G, steps))
    context.note(undated(without_date))
    for at, step in enumerate(steps, 1):
        yield Row(
            step=at,
            source=context.label(step.source),
            target=context.label(step.target),
            day=step.day,
            what=label_of(G, step),
            event=step.event,
        )
