"""How concentrated are the suppliers of a recipient of arms?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import fsum
from typing import NamedTuple

from geograph.questions.claimants import merged
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.transfers import ARMS


class Row(NamedTuple):
    """One supplier of one recipient.

    target: the recipient
    suppliers: how many suppliers it has
    hhi: the index over all of them
    source: the supplier
    transfers: the weight of its transfers
    share: its share of all to the recipient
    contested: how many of its transfers somebody denies
    asserted_by: who asserts any of them
    denied_by: who denies any of them
    supplier: the supplier as an id
    """

    target: str
    suppliers: int
    hhi: float
    source: str
    transfers: float
    share: float
    contested: int
    asserted_by: str | None
    denied_by: str | None
    supplier: str


@question(
    title="How concentrated are the suppliers of a recipient of arms?",
    about="The Herfindahl-Hirschman index over suppliers, 1 where one sends all. The shares are of"
    " transfers reported, each of weight 1 and split over its parties; a transfer told again more"
    " narrowly counts once. The corpus knows no comparable quantities.",
    answers=(41,),
    params={"recipient": Param(type="actor", example="Russia")},
)
def supplier_concentration(context: QueryContext) -> Iterator[Row]:
    """Return how concentrated the suppliers of each recipient are, and who the largest is."""
    from geograph.analysis.concentration import hhi, shares

    wanted = context.all("recipient")
    G = context.network(ARMS)
    edges = [(u, v, data) for u, v, data in G.edges(data=True) if not wanted or v in wanted]
    context.uses_network(G, edges)
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for u, v, data in edges:
        if data["weight"]:
            found[v][u].append(data["weight"])
    rows: list[Row] = []
    for recipient, suppliers in found.items():
        weights = {supplier: fsum(parts) for supplier, parts in suppliers.items()}
        for supplier, share in shares(weights).items():
            held = list(G.get_edge_data(supplier, recipient).values())
            rows.append(
                Row(
                    target=context.label(recipient),
                    suppliers=len(weights),
                    hhi=round(hhi(weights), 4),
                    source=context.label(supplier),
                    transfers=round(weights[supplier], 4),
                    share=round(share, 4),
                    contested=sum(data["status"] == "contested" for data in held),
                    asserted_by=merged(data["asserting"] for data in held),
                    denied_by=merged(data["denying"] for data in held),
                    supplier=supplier,
                )
            )
    context.note("weights are events reported, not quantities: a corpus measures attention")
    yield from sorted(rows, key=lambda row: (row.target, -row.share, row.supplier))
