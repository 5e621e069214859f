"""Who sanctions people and firms of the states that supply arms to a recipient?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from geograph.questions.claimants import tellers
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.joint_listings import OFFICIAL_LISTS, listed_actors, listings
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.transfers import ARMS


class Row(NamedTuple):
    """One sender of sanctions on people and firms of one supplier.

    recipient: who is supplied
    supplier: who supplies
    transfers: how many transfers there are
    sender: who lists people and firms of the supplier
    entries: how many of them
    on_the_state: whether the supplier itself is a target
    first_listed: the first day of listing
    arms_by: on whose word the transfers stand
    listed_by: on whose word the listings stand
    supplier_id: the supplier as an id
    sender_id: the sender as an id
    """

    recipient: str
    supplier: str
    transfers: int
    sender: str
    entries: int
    on_the_state: str
    first_listed: date | None
    arms_by: str | None
    listed_by: str | None
    supplier_id: str
    sender_id: str


@question(
    title="Who sanctions people and firms of the states that supply arms to a recipient?",
    about="Transfers of registers and dossiers that were not over by `after`; entries of sanctions"
    " lists by the state of nationality, seat or flag that the list gives. `on_the_state` says"
    " whether the supplier itself is a target.",
    answers=(33, 40),
    params={
        "recipient": Param(type="actor", example="Russia", required=True),
        "after": Param(type="date", example="2022-02-24", default="2022-02-24"),
    },
    needs=("sipri", f"{OFFICIAL_LISTS} or opensanctions"),
)
def sanctions_on_suppliers(context: QueryContext) -> Iterator[Row]:
    """Count whom of the suppliers of a recipient, and of their people and firms, states list."""
    wanted = context.all("recipient")
    sent: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for one in context.relations(
        ARMS, only=RelationFilter(to=wanted, during=(context.day("after"), None))
    ):
        for a, b in one.dyads:
            if b in wanted and a not in wanted:
                sent[a, b].append(one)
    of = {
        row["id"]: {*row["countries"], *([row["belongs"]] if row["belongs"] else [])}
        for row in listed_actors(context)
    }
    homes = {supplier for supplier, _ in sent}
    listed: dict[tuple[str, str], list[tuple[str, Relation]]] = defaultdict(list)
    for one in listings(context):
        for target, sender in product(one.recipient, one.actor_voice):
            for home in homes & ({target} | of.get(target, set())):
                listed[home, sender].append((target, one))
    rows: list[Row] = []
    for (supplier, recipient), arms in sent.items():
        for (home, sender), found in listed.items():
            if home != supplier or sender in (supplier, recipient):
                continue
            targets = {target for target, _ in found}
            context.uses(*arms, *(one for _, one in found))
            rows.append(
                Row(
                    recipient=context.label(recipient),
                    supplier=context.label(supplier),
                    transfers=len(arms),
                    sender=context.label(sender),
                    entries=len(targets),
                    on_the_state="yes" if supplier in targets else "no",
                    first_listed=min((one.first for _, one in found if one.first), default=None),
                    arms_by=tellers(arms),
                    listed_by=tellers(one for _, one in found),
                    supplier_id=supplier,
                    sender_id=sender,
                )
            )
    context.note(
        "a listing of somebody of a state is not a measure against that state, nor its arms"
    )
    yield from sorted(
        rows, key=lambda r: (r.recipient, r.supplier, -r.entries, r.sender, r.sender_id)
    )
