"""Who brokers between blocs?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param


class Row(NamedTuple):
    """One actor with how often it stands in each role.

    actor: the actor
    bloc: its bloc
    coordinator: between two of its own bloc
    consultant: between two of the other bloc
    gatekeeper: from the other bloc into its own
    representative: from its own bloc into the other
    liaison: between two other blocs
    between_blocs: in all roles but the first
    id: the actor as an id
    """

    actor: str
    bloc: str
    coordinator: int
    consultant: int
    gatekeeper: int
    representative: int
    liaison: int
    between_blocs: int
    id: str


@question(
    title="Who brokers between blocs?",
    about="Roles of Gould and Fernandez in cooperation from one to another who are not tied"
    " themselves. The blocs are those that leave the fewest pairs frustrated.",
    answers=(53,),
    params={"kind": Param(type="class", example="Event")},
)
def brokers(context: QueryContext) -> Iterator[Row]:
    """List who stands between others, by role, inside and between the two blocs."""
    from geograph.analysis import balance
    from geograph.analysis.brokerage import brokerage

    G = context.network(*context.all("kind"))
    context.uses_network(G)
    found = balance.frustration(balance.signed(G))
    bloc = {node: str(number) for number, nodes in enumerate(found.blocs, 1) for node in nodes}
    ties = G.copy()
    hostile = [(u, v, k) for u, v, k, d in G.edges(keys=True, data=True) if d["sign"] <= 0]
    ties.remove_edges_from(hostile)
    rows: list[Row] = []
    for node, roles in brokerage(ties, bloc).items():
        if sum(roles.values()):
            rows.append(
                Row(
                    actor=context.label(node),
                    bloc=bloc[node],
                    coordinator=roles["coordinator"],
                    consultant=roles["consultant"],
                    gatekeeper=roles["gatekeeper"],
                    representative=roles["representative"],
                    liaison=roles["liaison"],
                    between_blocs=sum(n for role, n in roles.items() if role != "coordinator"),
                    id=node,
                )
            )
    context.note(
        "roles in cooperation, between the two blocs of `blocs`; a liaison needs a third bloc"
    )
    yield from sorted(rows, key=lambda row: (-row.between_blocs, -row.coordinator, row.id))
