"""Which transfers, of a register or alleged, met an arms embargo in force?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.model import Event, Measure
from geograph.questions.claimants import denied_by, tellers
from geograph.questions.conflicts import order
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.embargoes import embargoes, standing_of
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.transfers import ARMS, of_goods


class Row(NamedTuple):
    """One transfer under one embargo.

    source: who sent
    target: who received
    goods: what
    first: the first day on which the transfer can have begun
    last: the last day on which it can have taken place
    how: whether it was sent to the target or by it
    embargo: the measure that it met
    in_force_from: the day from which the embargo can have been in force
    until: its last day; empty where it has none
    in_force: whether it can have been in force throughout, or for a part of the time
    embargo_status: who stands behind the embargo
    asserted_by: who asserts the transfer
    denied_by: who denies it
    measure: the embargo as an id
    transfer: the transfer as an id
    """

    source: str
    target: str
    goods: str | None
    first: date | None
    last: date | None
    how: str
    embargo: str
    in_force_from: date | None
    until: date | None
    in_force: str
    embargo_status: str
    asserted_by: str | None
    denied_by: str | None
    measure: str
    transfer: str


@question(
    title="Which transfers, of a register or alleged, met an arms embargo in force?",
    about="Transfers to or by the target of an arms embargo of the dossiers. A register dates by"
    " years, so that an embargo may have held for a part of the time only; `embargo_status` says"
    " who stands behind the embargo, `asserted_by` and `denied_by` who stands for and against the"
    " transfer.",
    answers=(45,),
    needs=("sipri",),
)
def transfers_into_embargo(context: QueryContext) -> Iterator[Row]:
    """List transfers to or by a target of an arms embargo that was in force then."""
    held = [(embargo, verdict, _days(context, embargo)) for embargo, verdict in embargoes(context)]
    rows: set[Row] = set()
    every = sorted({target for embargo, _, _ in held for target in embargo.recipient})
    for one in context.relations(ARMS, only=RelationFilter(between=[every])) if every else ():
        for embargo, verdict, (begun, ended) in held:
            targets = set(embargo.recipient)
            to, by = targets & set(one.recipient_voice), targets & set(one.actor_voice)
            if not (to or by) or not one.within(begun, ended):
                continue
            if not of_goods(context, embargo.item, one.items):
                continue
            whole = (begun is None or (one.first is not None and begun <= one.first)) and (
                ended is None or (one.last is not None and one.last < ended)
            )
            rows.add(
                Row(
                    source=context.labels(one.actor_voice),
                    target=context.labels(one.recipient_voice),
                    goods=context.labels(one.items) or None,
                    first=one.first,
                    last=one.last,
                    how=f"sent {'to' if to else 'by'} the target",
                    embargo=embargo.label,
                    in_force_from=begun,
                    until=ended,
                    in_force="throughout" if whole else "for a part of the time",
                    embargo_status=standing_of(context, verdict),
                    asserted_by=tellers([one]),
                    denied_by=denied_by([one]),
                    measure=embargo.id,
                    transfer=one.id,
                )
            )
    context.note(
        "an embargo whose beginning nobody tells is taken from the day on which it was first"
        " spoken of, or from its last day; that a transfer met it is a matter of parties and days,"
        " not of law"
    )
    yield from sorted(rows, key=order)


def _days(context: QueryContext, embargo: Measure) -> tuple[date | None, date | None]:
    """Return the days between which an embargo can have been in force."""
    begun = embargo.holds_from or embargo.announced or embargo.start
    ended = embargo.holds_until
    begun = begun or _spoken_of(context, embargo)
    if begun is None or (ended is not None and ended < begun):
        begun = ended
    return begun, ended


def _spoken_of(context: QueryContext, event: Event) -> date | None:
    """Return when somebody first said anything of an event."""
    index = context.claim_index
    return min((index.claims[c].said for c in index.claims_on.get(event.id, ())), default=None)
