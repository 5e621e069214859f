"""Who is most central, and does the ranking depend on the claim policy?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param

if TYPE_CHECKING:
    from geograph.analysis.measures import Scores


class Row(NamedTuple):
    """One actor.

    actor: the actor
    rank: its rank under the policy in force
    score: its score there
    other_rank: its rank under the other policy
    other_score: its score there
    change: how many places it gains under the other policy
    id: the actor as an id
    """

    actor: str
    rank: int | None
    score: float | None
    other_rank: int | None
    other_score: float | None
    change: int | None
    id: str


@question(
    title="Who is most central, and does the ranking depend on the claim policy?",
    about="The measures are those of `geograph centrality`; the ranking under the policy in force"
    " beside that under another.",
    answers=(52,),
    params={
        "measure": Param(type="text", example="pagerank", default="pagerank"),
        "against": Param(type="text", example="undenied", default="undenied"),
        "top": Param(type="number", example="10", default="10"),
    },
)
def central_actors(context: QueryContext) -> Iterator[Row]:
    """List the most central actors under the policy in force beside another policy."""
    from geograph.analysis.centrality import ranks
    from geograph.analysis.measures import named

    top = context.number("top")
    [(measure, function)] = named([context.text("measure")]).items()
    cuts = context.policy
    other = cuts.with_rule(context.text("against"))
    scores: list[Scores] = []
    for policy in (other, cuts):  # what the answer rests on is the policy in force
        G = context.network(policy=policy)
        context.uses_network(G)
        scores.append(function(G) if G.number_of_edges() else {})
    two, one = scores
    first, second = ranks(one), ranks(two)
    context.note(f"{measure} under '{cuts}' and, as the other, under '{other}'")
    context.note("change: places gained under the other policy")
    rows: list[Row] = []
    for node in one.keys() | two.keys():
        a, b = first.get(node), second.get(node)
        if min(rank for rank in (a, b) if rank is not None) > top:
            continue
        score, again = one.get(node), two.get(node)
        rows.append(
            Row(
                actor=context.label(node),
                rank=a,
                score=None if score is None else round(score, 6),
                other_rank=b,
                other_score=None if again is None else round(again, 6),
                change=None if a is None or b is None else a - b,
                id=node,
            )
        )
    yield from sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.id))
