"""Who is listed by three senders or more, and by whom first?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.questions.claimants import tellers
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.joint_listings import OFFICIAL_LISTS, SameEntities, listings
from geograph.questions.relation import Relation


class Row(NamedTuple):
    """One entity on several lists.

    entity: who is listed
    senders: how many senders list it
    first_sender: who listed it first
    first_listed: on which day
    order: all senders with their days, earliest first
    basis: why its entries are taken for one
    told_by: on whose word the listings stand
    entries: its entries as ids
    """

    entity: str
    senders: int
    first_sender: str | None
    first_listed: date | None
    order: str
    basis: str
    told_by: str | None
    entries: str


@question(
    title="Who is listed by three senders or more, and by whom first?",
    about="Sanctions of official lists, of compilers (recorded, which is not a position) and of"
    " dossiers, by sender and day of listing. Entries of several lists are the same entity where an"
    " exact number says so (IMO, LEI, INN …) or somebody judged it with `geograph reconcile`;"
    " `basis` says which.",
    answers=(34, 37),
    params={"least": Param(type="number", example="3", default="3")},
    needs=(f"{OFFICIAL_LISTS} or opensanctions",),
)
def listed_by_many(context: QueryContext) -> Iterator[Row]:
    """List who is under measures of several senders, in order of the days of listing."""
    least, same = context.number("least"), SameEntities(context)
    measures: dict[str, list[tuple[Relation, str]]] = defaultdict(list)
    for one in listings(context):
        for target in one.recipient:
            measures[same.root(target)].append((one, target))
    rows: list[Row] = []
    for found in measures.values():
        firsts: dict[str, Relation] = {}
        for one, _ in sorted(found, key=lambda pair: (pair[0].first or date.max, pair[0].id)):
            for sender in one.actor_voice:
                firsts.setdefault(sender, one)
        if len(firsts) < least:
            continue
        context.uses(*(one for one, _ in found))
        targets = sorted({target for _, target in found})
        day = next((one.first for one in firsts.values() if one.first is not None), None)
        first = sorted(context.label(s) for s, one in firsts.items() if day and one.first == day)
        rows.append(
            Row(
                entity=context.label(targets[0]),
                senders=len(firsts),
                first_sender=", ".join(first) or None,
                first_listed=day,
                order="; ".join(
                    f"{context.label(s)} {one.first or 'undated'}" for s, one in firsts.items()
                ),
                basis=same.why(targets),
                told_by=tellers(one for one, _ in found),
                entries=", ".join(targets),
            )
        )
    context.note(
        "nobody is taken for the same by name alone: only by an exact number, or a judgement"
    )
    yield from sorted(rows, key=lambda row: (-row.senders, row.entity, row.entries))
