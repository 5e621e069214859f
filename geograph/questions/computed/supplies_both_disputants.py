"""Who supplied arms to both sides of a dispute or war while it lasted?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.questions.claimants import tellers
from geograph.questions.conflicts import conflicts, order
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.transfers import ARMS, YEARS, by_recipient, during


class Row(NamedTuple):
    """One supplier of both sides of one conflict.

    supplier: who supplied both
    conflict: the dispute or war
    began: its first day
    ended: its last day; empty where it has not ended
    first: the one side
    arms_to_first: how many transfers to it can lie within the conflict
    second: the other side
    arms_to_second: how many to that
    conflict_by: on whose word the conflict stands
    arms_by: on whose word the transfers stand
    transfer_to_first: the first transfer to the one side as an id
    transfer_to_second: the first to the other
    dispute: the conflict as an id
    """

    supplier: str
    conflict: str
    began: date | None
    ended: date | None
    first: str
    arms_to_first: int
    second: str
    arms_to_second: int
    conflict_by: str | None
    arms_by: str | None
    transfer_to_first: str
    transfer_to_second: str
    dispute: str


@question(
    title="Who supplied arms to both sides of a dispute or war while it lasted?",
    about="Disputes, wars and organised violence between two parties, from registers and dossiers,"
    " that were not over by the day `after`, and transfers that can lie within them. `conflict_by`"
    " and `arms_by` say on whose word each stands.",
    answers=(43,),
    params={
        "supplier": Param(type="actor", example="United States"),
        "after": Param(type="date", example="1990-01-01", default="1990-01-01"),
    },
    needs=("sipri", "cow-disputes or cow-wars or ucdp"),
)
def supplies_both_disputants(context: QueryContext) -> Iterator[Row]:
    """List who supplied arms to both sides of a dispute or war while it lasted."""
    wanted = context.all("supplier")
    to = by_recipient(context.relations(ARMS, only=RelationFilter(by=wanted)))
    rows: set[Row] = set()
    for conflict, one, other in conflicts(context):
        for supplier in to.get(one, {}).keys() & to.get(other, {}).keys() - {one, other}:
            if wanted and supplier not in wanted:
                continue
            sent = [during(conflict, to[side][supplier]) for side in (one, other)]
            if not all(sent):
                continue
            context.uses(conflict, *sent[0], *sent[1])
            rows.add(
                Row(
                    supplier=context.label(supplier),
                    conflict=conflict.label,
                    began=conflict.first,
                    ended=conflict.last,
                    first=context.label(one),
                    arms_to_first=len(sent[0]),
                    second=context.label(other),
                    arms_to_second=len(sent[1]),
                    conflict_by=tellers([conflict]),
                    arms_by=tellers([*sent[0], *sent[1]]),
                    transfer_to_first=sent[0][0].id,
                    transfer_to_second=sent[1][0].id,
                    dispute=conflict.id,
                )
            )
    context.note(YEARS)
    yield from sorted(rows, key=order)
