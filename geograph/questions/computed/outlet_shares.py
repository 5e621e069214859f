"""What share of an actor's centrality rests on one outlet?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import fsum
from typing import Any, NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param


class Row(NamedTuple):
    """One actor with one outlet.

    actor: the actor
    outlet: the publisher
    strength: the summed weight of the actor's relations
    alone: the share of it from relations that no other publisher reports
    reported: the share of it from relations that the publisher reports
    rank: the actor's rank by strength
    rank_without: its rank without what rests on the outlet alone
    id: the actor as an id
    """

    actor: str
    outlet: str
    strength: float
    alone: float
    reported: float
    rank: int
    rank_without: int
    id: str


@question(
    title="What share of an actor's centrality rests on one outlet?",
    about="In `alone` stands the share of its strength that is from relations that no other"
    " publisher reports, in `reported` that from those that the publisher reports at all; the last"
    " rank is that without what rests on it alone. Without an actor, of each one the outlet on"
    " which most rests.",
    answers=(22,),
    params={"actor": Param(type="actor", example="Iran")},
)
def outlet_shares(context: QueryContext) -> Iterator[Row]:
    """List what share of each actor's strength rests on one publisher alone."""
    from geograph.analysis.centrality import ranks

    G = context.network()
    context.uses_network(G)
    whole: dict[str, list[float]] = defaultdict(list)
    alone: dict[tuple[str, str], list[float]] = defaultdict(list)
    told: dict[tuple[str, str], list[float]] = defaultdict(list)
    for u, v, data in G.edges(data=True):
        houses = _publishers(context, data)
        # an event without direction is there twice, once each way
        half = data["weight"] * (1.0 if data["directed"] else 0.5)
        for node in (u, v):
            whole[node].append(half)
            for house in houses:
                told[node, house].append(half)
                if len(houses) == 1:
                    alone[node, house].append(half)
    strength = {node: fsum(parts) for node, parts in whole.items()}
    place = ranks(strength)
    wanted = context.all("actor")
    rows: list[Row] = []
    for (node, house), parts in told.items():
        if not strength[node] or (wanted and node not in wanted):
            continue
        only = fsum(alone[node, house]) if (node, house) in alone else 0.0
        rest = strength | {
            n: strength[n] - fsum(alone[n, house]) for n in strength if (n, house) in alone
        }
        rows.append(
            Row(
                actor=context.label(node),
                outlet=context.label(house),
                strength=round(strength[node], 4),
                alone=round(only / strength[node], 4),
                reported=round(fsum(parts) / strength[node], 4),
                rank=place[node],
                rank_without=ranks(rest)[node],
                id=node,
            )
        )
    rows.sort(key=lambda row: (-row.alone, -row.reported, row.actor, row.outlet))
    if wanted:
        rows = [row for row in rows if row.alone or row.reported]
    else:  # of each actor the outlet on which most rests
        rows = list({row.id: row for row in reversed(rows)}.values())
        rows.sort(key=lambda row: (row.rank, row.id))
    context.note(
        "strength: summed weight of relations in and out; alone: no other outlet reports them"
    )
    yield from rows


def _publishers(context: QueryContext, data: Mapping[str, Any]) -> set[str]:
    """Return who published what an edge is read in: documents, or a release."""
    index = context.claim_index
    releases = {release.id: release.publisher for release in context.store.releases}
    keys = [str(place["document"]) for place in data["documents"]]
    return {releases[key] if key in releases else index.documents[key].publisher for key in keys}
