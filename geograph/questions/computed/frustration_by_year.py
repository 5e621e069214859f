"""How frustrated is the network in each year?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geograph.questions._signs import SIGNS
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param


class Row(NamedTuple):
    """One year.

    year: the year
    actors: how many actors have a signed pair in it
    pairs: how many signed pairs there are
    negative: how many of these are negative
    triads: how many triads there are
    balanced: the share of these that are balanced
    frustration: the fewest pairs that must go for two blocs
    share: their share of all pairs
    contested_events: how many events of the year somebody denies
    """

    year: int
    actors: int
    pairs: int
    negative: int
    triads: int
    balanced: float | None
    frustration: int
    share: float
    contested_events: int


@question(
    title="How frustrated is the network in each year?",
    about="The fewest pairs that must go for two blocs without enemies inside or friends across,"
    " proven exactly; with the triads of the year, the share of balanced ones, and how many of its"
    " events somebody denies.",
    answers=(55,),
    params={"kind": Param(type="class", example="Event")},
)
def frustration_by_year(context: QueryContext) -> Iterator[Row]:
    """List the frustration index and the triads of each year's events."""
    from geograph.analysis import balance

    G = context.network(*context.all("kind"), by="event")
    dated = [(u, v, data) for u, v, data in G.edges(data=True) if data["start"]]
    context.uses_network(G, dated)
    context.note(SIGNS)
    context.note("an event is of the year of its latest possible start")
    for year in sorted({data["start"].year for _, _, data in dated}):
        H = balance.of_year(G, year)
        S = balance.signed(H)
        if not S.number_of_edges():
            continue
        kinds = balance.census(S)
        whole = sum(kinds.values())
        even = (kinds["+++"] + kinds["+--"]) / whole if whole else None
        fewest = balance.frustration(S).frustration
        yield Row(
            year=year,
            actors=S.number_of_nodes(),
            pairs=S.number_of_edges(),
            negative=sum(data["sign"] < 0 for _, _, data in S.edges(data=True)),
            triads=whole,
            balanced=None if even is None else round(even, 4),
            frustration=fewest,
            share=round(fewest / S.number_of_edges(), 4),
            contested_events=len(
                {d["event"] for _, _, d in H.edges(data=True) if d["status"] == "contested"}
            ),
        )
