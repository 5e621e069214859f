"""Which tie's loss would cut two actors apart?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geograph.errors import AnalysisError
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param


class Row(NamedTuple):
    """One relation of one tie that alone holds actors together.

    one: the one end of the tie
    other: the other end
    relations: how many relations the tie has
    cut_off: who would be cut off without it
    what: the relation
    event: the relation as an id
    """

    one: str
    other: str
    relations: int
    cut_off: str
    what: str
    event: str


@question(
    title="Which tie's loss would cut two actors apart?",
    about="Pairs whose tie lies on every path between the two (bridges), or with nobody named every"
    " such pair of the network, with the actors that would be cut off; one row for each relation"
    " of the tie.",
    answers=(51,),
    params={
        "one": Param(type="actor", example="Iran"),
        "other": Param(type="actor", example="Bahrain"),
    },
)
def cut_ties(context: QueryContext) -> Iterator[Row]:
    """List the relations of each pair whose tie alone holds two actors together."""
    from geograph.analysis.brokerage import cut_pairs, sides_of

    G = context.network()
    named = [context.all(name)[0] if context.all(name) else None for name in ("one", "other")]
    for end in named:
        if end is not None and end not in G:
            what = f"{context.label(end)} is in no relation"
            raise AnalysisError(what, fix="take a wider policy")
    context.note("directions are left aside")
    for pair in cut_pairs(G, *named):
        edges = [
            (u, v, data)
            for u, v in (pair, pair[::-1])
            for data in dict(G.get_edge_data(u, v, default={})).values()
        ]
        context.uses_network(G, edges)
        events = {data["event"]: data["label"] for _, _, data in edges}
        for event, label in sorted(events.items()):
            yield Row(
                one=context.label(pair[0]),
                other=context.label(pair[1]),
                relations=len(events),
                cut_off=context.labels(sides_of(G, pair)),
                what=label,
                event=event,
            )
