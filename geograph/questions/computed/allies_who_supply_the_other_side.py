"""Which allies of one side of a dispute supplied arms to the other side?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.questions.claimants import tellers
from geograph.questions.conflicts import by_two, conflicts, order
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.transfers import ARMS, YEARS, by_recipient, during


class Row(NamedTuple):
    """One supplier between an ally and the other side of one conflict.

    supplier: who supplied the other side
    ally: the side that it is allied to
    other_side: the side that it supplied
    transfers: how many of its transfers can lie within the conflict
    conflict: the dispute or war
    began: its first day
    ended: its last day; empty where it has not ended
    alliance_by: on whose word the alliance stands
    conflict_by: on whose word the conflict stands
    arms_by: on whose word the transfers stand
    alliance: the first alliance of the two as an id
    transfer: the first transfer as an id
    dispute: the conflict as an id
    """

    supplier: str
    ally: str
    other_side: str
    transfers: int
    conflict: str
    began: date | None
    ended: date | None
    alliance_by: str | None
    conflict_by: str | None
    arms_by: str | None
    alliance: str
    transfer: str
    dispute: str


@question(
    title="Which allies of one side of a dispute supplied arms to the other side?",
    about="An alliance in force during the dispute, and transfers that can lie within it."
    " `alliance_by`, `conflict_by` and `arms_by` say on whose word each stands.",
    params={
        "supplier": Param(type="actor", example="United States"),
        "after": Param(type="date", example="1990-01-01", default="1990-01-01"),
    },
    needs=("sipri", "cow-alliances or atop", "cow-disputes or cow-wars or ucdp"),
)
def allies_who_supply_the_other_side(context: QueryContext) -> Iterator[Row]:
    """List allies of one side of a dispute or war who supplied arms to the other meanwhile."""
    wanted = context.all("supplier")
    to = by_recipient(context.relations(ARMS, only=RelationFilter(by=wanted)))
    allies = by_two(
        context.relations("Alliance", only=RelationFilter(between=[wanted] if wanted else ()))
    )
    rows: set[Row] = set()
    for conflict, left, right in conflicts(context):
        for ally, enemy in ((left, right), (right, left)):
            for supplier, sent in to.get(enemy, {}).items():
                if supplier == ally or (wanted and supplier not in wanted):
                    continue
                pacts = [
                    pact
                    for pact in allies.get(frozenset((supplier, ally)), ())
                    if pact.within(conflict.first, conflict.last)
                ]
                arms = during(conflict, sent) if pacts else []
                if not arms:
                    continue
                context.uses(conflict, *pacts, *arms)
                rows.add(
                    Row(
                        supplier=context.label(supplier),
                        ally=context.label(ally),
                        other_side=context.label(enemy),
                        transfers=len(arms),
                        conflict=conflict.label,
                        began=conflict.first,
                        ended=conflict.last,
                        alliance_by=tellers(pacts),
                        conflict_by=tellers([conflict]),
                        arms_by=tellers(arms),
                        alliance=min(pact.id for pact in pacts),
                        transfer=arms[0].id,
                        dispute=conflict.id,
                    )
                )
    context.note(YEARS)
    yield from sorted(rows, key=order)
