"""Which arms did neighbours import in the years after a dispute of theirs?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from geograph.questions.claimants import tellers
from geograph.questions.conflicts import by_two, conflicts, order
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.transfers import ARMS, by_recipient

LAND = "land or river border"
#: A dispute, its last day, the two neighbours, and the borders that they then had.
Dispute = tuple[Relation, date, str, str, list[Relation]]


class Row(NamedTuple):
    """One conflict of two neighbours, with what each imported afterwards.

    one: the one neighbour
    other: the other
    conflict: the dispute or war
    began: its first day
    ended: its last day
    transfers_to_one: how many transfers to the one begin within the years after it
    suppliers_of_one: how many suppliers these have
    transfers_to_other: how many transfers to the other
    suppliers_of_other: how many suppliers these have
    border_by: on whose word the border stands
    conflict_by: on whose word the conflict stands
    arms_by: on whose word the transfers stand
    dispute: the conflict as an id
    """

    one: str
    other: str
    conflict: str
    began: date | None
    ended: date
    transfers_to_one: int
    suppliers_of_one: int
    transfers_to_other: int
    suppliers_of_other: int
    border_by: str | None
    conflict_by: str | None
    arms_by: str | None
    dispute: str


@question(
    title="Which arms did neighbours import in the years after a dispute of theirs?",
    about="Two states with a land or river border during a dispute, war or organised violence"
    " between them that ended after the day `after`; transfers that begin within `years` of its"
    " end.",
    params={
        "state": Param(type="actor", example="India"),
        "years": Param(type="number", example="5", default="5"),
        "after": Param(type="date", example="1990-01-01", default="1990-01-01"),
    },
    needs=("sipri", "cow-contiguity", "cow-disputes or cow-wars or ucdp"),
)
def rivals_imports(context: QueryContext) -> Iterator[Row]:
    """List the arms that neighbours imported in the years after a dispute or war of theirs."""
    years = timedelta(days=365.25 * context.number("years"))
    wanted = context.all("state")
    only = RelationFilter(between=[wanted] if wanted else ())
    borders = by_two(
        one
        for one in context.relations("Contiguity", details=("contiguity",), only=only)
        if one.details.get("contiguity", LAND) == LAND
    )
    disputes: list[Dispute] = []
    for conflict, one, other in conflicts(context, wanted):
        last = conflict.last
        if last is None or (wanted and one not in wanted and other not in wanted):
            continue
        if shared := [
            border
            for border in borders.get(frozenset((one, other)), ())
            if border.within(conflict.first, last)
        ]:
            disputes.append((conflict, last, one, other, shared))
    to = _imports(context, disputes)
    rows: set[Row] = set()
    for conflict, last, one, other, shared in disputes:
        got = [
            [a for sent in to.get(state, {}).values() for a in sent if _after(a, last, years)]
            for state in (one, other)
        ]
        if not any(got):
            continue
        context.uses(conflict, *shared, *got[0], *got[1])
        rows.add(
            Row(
                one=context.label(one),
                other=context.label(other),
                conflict=conflict.label,
                began=conflict.first,
                ended=last,
                transfers_to_one=len(got[0]),
                suppliers_of_one=len({a for arms in got[0] for a in arms.actor_voice}),
                transfers_to_other=len(got[1]),
                suppliers_of_other=len({a for arms in got[1] for a in arms.actor_voice}),
                border_by=tellers(shared),
                conflict_by=tellers([conflict]),
                arms_by=tellers([*got[0], *got[1]]),
                dispute=conflict.id,
            )
        )
    yield from sorted(rows, key=order)


def _imports(
    context: QueryContext, disputes: Sequence[Dispute]
) -> Mapping[str, Mapping[str, list[Relation]]]:
    """Return what the parties to disputes imported since the first of them was over."""
    if not disputes:
        return {}
    states = {state for _, _, one, other, _ in disputes for state in (one, other)}
    over = min(last for _, last, _, _, _ in disputes)
    only = RelationFilter(to=sorted(states), during=(over, None))
    return by_recipient(context.relations(ARMS, only=only))


def _after(one: Relation, day: date, years: timedelta) -> bool:
    return one.first is not None and day < one.first <= day + years
