"""When did the structure of the network break?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import fsum
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param

SHUFFLES = 99


class Row(NamedTuple):
    """One year at which the network is parted.

    year: the first year after the parting
    ties_before: how many ties the years before it have
    ties_after: how many the years from it on have
    distance: how far apart the two are
    chance: how often chance alone parts them as far
    grew_most: the ties whose share grew most
    """

    year: int
    ties_before: int
    ties_after: int
    distance: float | None
    chance: float
    grew_most: str | None


@question(
    title="When did the structure of the network break?",
    about="For each year how far the ties of the years from it on are from those of the years"
    " before it, how often chance alone would part them as far, and the ties whose share grew most;"
    " the least likely first. A corpus that turns to another region breaks too.",
    answers=(59,),
    params={"span": Param(type="number", example="2", default="2")},
)
def network_breaks(context: QueryContext) -> Iterator[Row]:
    """List how far the ties of the years from each on are from those before, and by what chance."""
    from geograph.analysis import series

    G = context.network(by="event")
    edges = [(u, v, d) for u, v, d in G.edges(data=True) if d["start"] and d["weight"]]
    context.uses_network(G, edges)
    dated: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for u, v, data in edges:
        tie = f"{u} → {v} ({data['sign']:+d})"
        dated[data["start"].year].append((tie, data["weight"]))
    span = context.number("span")
    rows: list[Row] = []
    for year in sorted(dated)[1:]:
        sides = [
            [tie for y in range(year + at, year + at + span) for tie in sorted(dated.get(y, ()))]
            for at in (-span, 0)
        ]
        chance = series.surprise(sides[0], sides[1], SHUFFLES)
        if chance is not None:
            before, after = (_sum(side) for side in sides)
            rows.append(
                Row(
                    year=year,
                    ties_before=len(sides[0]),
                    ties_after=len(sides[1]),
                    distance=series.distance(before, after),
                    chance=chance,
                    grew_most=_grown(context, before, after),
                )
            )
    context.note(
        "distance of shares of signed, ordered ties: 0 the same, 1 nothing in common; chance: how"
        f" often {SHUFFLES} other orders of the same events part them so; windows of {span} years"
    )
    context.note("an event is of the year of its latest possible start")
    yield from sorted(rows, key=lambda row: (row.chance, -(row.distance or 0.0), row.year))


def _sum(ties: list[tuple[str, float]]) -> dict[str, float]:
    whole: dict[str, list[float]] = defaultdict(list)
    for tie, weight in ties:
        whole[tie].append(weight)
    return {tie: fsum(weights) for tie, weights in sorted(whole.items())}


def _grown(context: QueryContext, before: dict[str, float], after: dict[str, float]) -> str | None:
    """Return the three ties whose share grew most."""
    a, b = fsum(before.values()), fsum(after.values())
    if not a or not b:
        return None
    grown = {tie: after[tie] / b - before.get(tie, 0.0) / a for tie in after}
    most = sorted(grown, key=lambda tie: (-grown[tie], tie))[:3]
    return "; ".join(_named(context, tie) for tie in most if grown[tie] > 0) or None


def _named(context: QueryContext, tie: str) -> str:
    source, rest = tie.split(" → ")
    target, sign = rest.rsplit(" ", 1)
    return f"{context.label(source)} → {context.label(target)} {sign}"
