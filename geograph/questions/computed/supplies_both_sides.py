"""Who supplies both sides of a conflict?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from geograph.questions.conflicts import HOSTILE, order
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.transfers import TRANSFERS
from geograph.vocab import is_a


class Row(NamedTuple):
    """One transfer to one side of one conflict, by a supplier of both.

    supplier: who supplies both
    conflict: the two sides
    hostile_events: how many attacks, operations and wars between the two count
    side: the side that the transfer went to
    goods: what was sent
    what: the transfer
    since: the latest day on which it can have begun
    event: the transfer as an id
    """

    supplier: str
    conflict: str
    hostile_events: int
    side: str
    goods: str | None
    what: str
    since: date | None
    event: str


@question(
    title="Who supplies both sides of a conflict?",
    about="A conflict is an attack, a military operation or a war between two states or groups that"
    " counts under the policy; the supplier sends arms, goods or military help to each. Neither"
    " `as of` nor order in time is required unless the policy cuts.",
    answers=(43,),
    params={"supplier": Param(type="actor", example="Türkiye")},
)
def supplies_both_sides(context: QueryContext) -> Iterator[Row]:
    """List transfers of suppliers who supply both sides of a conflict."""
    sides: dict[tuple[str, str], dict[str, Relation]] = defaultdict(dict)
    for fight in context.relations(*HOSTILE):
        pairs = list(fight.dyads)
        if is_a(fight.kind, "War"):
            pairs += combinations(sorted({*fight.participant_voice}), 2)
        for a, b in pairs:
            if a != b:
                sides[min(a, b), max(a, b)][fight.id] = fight
    sent: dict[str, dict[str, list[Relation]]] = defaultdict(lambda: defaultdict(list))
    wanted = context.all("supplier")
    for one in context.relations(*TRANSFERS, "MilitaryAssistance", only=RelationFilter(by=wanted)):
        for a, b in one.dyads:
            sent[b][a].append(one)
    rows: set[Row] = set()
    for (left, right), fights in sorted(sides.items()):
        both = sent.get(left, {}).keys() & sent.get(right, {}).keys() - {left, right}
        for supplier in sorted(both):
            if wanted and supplier not in wanted:
                continue
            context.uses(*fights.values())
            for side, one in ((s, one) for s in (left, right) for one in sent[s][supplier]):
                context.uses(one)
                rows.add(
                    Row(
                        supplier=context.label(supplier),
                        conflict=f"{context.label(left)} – {context.label(right)}",
                        hostile_events=len(fights),
                        side=context.label(side),
                        goods=context.labels(one.items) or None,
                        what=one.label,
                        since=one.start,
                        event=one.id,
                    )
                )
    context.note("a conflict is an attack, operation or war between the two that counts")
    yield from sorted(rows, key=order)
