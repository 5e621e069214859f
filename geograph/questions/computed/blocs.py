"""Which two blocs leave the fewest pairs frustrated?"""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import NamedTuple

from geograph.errors import EmptyNetwork
from geograph.questions._signs import SIGNS
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param


class Row(NamedTuple):
    """One actor in its bloc.

    bloc: the number of the bloc
    actor: the actor
    positive_inside: how many positive pairs it has inside its bloc
    negative_inside: how many negative ones inside; they are frustrated
    positive_across: how many positive ones across; they are frustrated
    negative_across: how many negative ones across
    id: the actor as an id
    """

    bloc: int
    actor: str
    positive_inside: int
    negative_inside: int
    positive_across: int
    negative_across: int
    id: str


@question(
    title="Which two blocs leave the fewest pairs frustrated?",
    about="With the number of each actor's pairs by sign, inside its bloc and across. Negative"
    " pairs inside and positive ones across are frustrated.",
    answers=(56,),
    params={
        "year": Param(type="number", example="2024"),
        "kind": Param(type="class", example="Event"),
    },
)
def blocs(context: QueryContext) -> Iterator[Row]:
    """List the two blocs that leave the fewest pairs frustrated."""
    from geograph.analysis import balance

    G, years = context.network(*context.all("kind"), by="event"), context.all("year")
    H = balance.of_year(G, int(years[0])) if years else G
    context.uses_network(G, H.edges(data=True) if years else None)
    S = balance.signed(H)
    if not S.number_of_edges():
        when = f" of {years[0]}" if years else ""
        raise EmptyNetwork(f"no signed relation{when} counts", fix="take another year or policy")
    found = balance.frustration(S)
    rows: list[Row] = []
    for number, bloc in enumerate(found.blocs, 1):
        for node in bloc:
            inside = [S.edges[node, other]["sign"] for other in S[node] if other in bloc]
            across = [S.edges[node, other]["sign"] for other in S[node] if other not in bloc]
            rows.append(
                Row(
                    bloc=number,
                    actor=context.label(node),
                    positive_inside=inside.count(1),
                    negative_inside=inside.count(-1),
                    positive_across=across.count(1),
                    negative_across=across.count(-1),
                    id=node,
                )
            )
    weight = fsum(abs(S.edges[pair]["balance"]) for pair in found.frustrated)
    context.note(
        f"{found.frustration} of {S.number_of_edges()} pairs are frustrated (weight {weight:g}),"
        " proven to be the fewest; other partitions may be as good"
    )
    context.note(SIGNS)
    yield from sorted(rows, key=lambda row: (row.bloc, -sum(row[2:6]), row.id))
