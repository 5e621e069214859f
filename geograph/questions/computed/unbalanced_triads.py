"""Which triads are unbalanced, and who is in them?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from geograph.questions._signs import SIGNS
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param

if TYPE_CHECKING:
    import networkx as nx


class Row(NamedTuple):
    """One triad with three signs whose product is negative.

    one: the first of the three
    two: the second
    three: the third
    signs: the three signs
    first_pair: the first two, with the weights of their cooperation and conflict
    second_pair: the first and the third
    third_pair: the last two
    weakest: the smallest sum of the three pairs
    first_id: the first as an id
    second_id: the second as an id
    third_id: the third as an id
    """

    one: str
    two: str
    three: str
    signs: str
    first_pair: str
    second_pair: str
    third_pair: str
    weakest: float
    first_id: str
    second_id: str
    third_id: str


@question(
    title="Which triads are unbalanced, and who is in them?",
    about="Triangles of states whose three signs have a negative product; each pair with the summed"
    " weight of its cooperation and conflict and the number of its events that somebody denies."
    " `weakest` is the smallest of the three sums, largest first.",
    answers=(54,),
    params={
        "actor": Param(type="actor", example="Russia"),
        "kind": Param(type="class", example="Event"),
    },
)
def unbalanced_triads(context: QueryContext) -> Iterator[Row]:
    """List the unbalanced triads, each pair with its sign, its events and how many are denied."""
    from geograph.analysis import balance

    G = context.network(*context.all("kind"))
    context.uses_network(G)  # that a triad is closed rests on all of it
    S = balance.signed(G)
    wanted = set(context.all("actor"))
    rows: list[Row] = []
    for nodes, negative in balance.triads(S):
        if negative % 2 == 0 or (wanted and not wanted & set(nodes)):
            continue
        weakest = min(abs(S.edges[pair]["balance"]) for pair in combinations(nodes, 2))
        one, two, three = nodes
        rows.append(
            Row(
                one=context.label(one),
                two=context.label(two),
                three=context.label(three),
                signs="+" * (3 - negative) + "-" * negative,
                first_pair=_pair(context, S, one, two),
                second_pair=_pair(context, S, one, three),
                third_pair=_pair(context, S, two, three),
                weakest=round(weakest, 3),
                first_id=one,
                second_id=two,
                third_id=three,
            )
        )
    kinds = balance.census(S)
    told = ", ".join(f"{signs} {n}" for signs, n in kinds.items())
    whole = sum(kinds.values())
    share = f"; balanced {(kinds['+++'] + kinds['+--']) / whole:.4f}" if whole else ""
    context.note(f"triads of the network: {told}{share}")
    context.note(SIGNS)
    yield from sorted(rows, key=lambda row: (-row.weakest, str(row[8:])))


def _pair(context: QueryContext, S: nx.Graph[str], a: str, b: str) -> str:
    data = S.edges[a, b]
    denied = f", {data['contested']} contested" if data["contested"] else ""
    sign = "+" if data["sign"] > 0 else "-"
    weights = f"+{data['positive']:g} -{data['negative']:g}"
    return f"{context.label(a)} {sign} {context.label(b)} ({weights}{denied})"
