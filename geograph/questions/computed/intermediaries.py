"""Which organisations stand between supplier and recipient?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.relation import Relation
from geograph.questions.transfers import TRANSFERS
from geograph.vocab import is_a

#: Who can pass things on without being a state, a person or an unnamed source.
BETWEEN = ("Organisation", "ActorGroup", "Vessel")


class Row(NamedTuple):
    """One leg of what passes through an organisation.

    organisation: who stands between
    kind: its class
    leg: whether it receives or passes on
    other: from whom, or to whom
    goods: what
    since: the latest day on which the leg can have begun
    event: the transfer as an id
    """

    organisation: str
    kind: str
    leg: str
    other: str
    goods: str
    since: date | None
    event: str


@question(
    title="Which organisations stand between supplier and recipient?",
    about="Companies, groups and other organisations that receive in one transfer and supply in"
    " another; one row for each leg.",
    answers=(3,),
)
def intermediaries(context: QueryContext) -> Iterator[Row]:
    """List what organisations that stand between supplier and recipient receive and pass on."""
    got: dict[str, list[tuple[Relation, str]]] = defaultdict(list)
    gave: dict[str, list[tuple[Relation, str]]] = defaultdict(list)
    for one in context.relations(*TRANSFERS):
        for a, b in product(one.actor, one.recipient):
            gave[a].append((one, b))
            got[b].append((one, a))
    rows: set[Row] = set()
    for actor in sorted(got.keys() & gave.keys()):
        kind = context.kind_of(actor)
        if not any(is_a(kind, between) for between in BETWEEN):
            continue
        if {other for _, other in got[actor]} == {other for _, other in gave[actor]}:
            continue  # back and forth between two is not a chain
        for leg, legs in (("receives from", got[actor]), ("passes on to", gave[actor])):
            for one, other in legs:
                rows.add(
                    Row(
                        organisation=context.label(actor),
                        kind=kind,
                        leg=leg,
                        other=context.label(other),
                        goods=context.labels(one.items),
                        since=one.start,
                        event=one.id,
                    )
                )
    yield from sorted(
        rows, key=lambda r: (r.organisation, r.leg != "receives from", r.other, r.event)
    )
