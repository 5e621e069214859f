"""Which transfers met an arms embargo that was in force at the time?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.errors import UnknownActor
from geograph.events.force import NO, Period, in_force
from geograph.model import Measure
from geograph.questions.conflicts import order
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.embargoes import embargoes, standing_of
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.transfers import ARMS, of_goods


class Row(NamedTuple):
    """One transfer under one embargo.

    source: who sent
    target: who received
    goods: what
    what: the transfer
    since: the latest day on which it can have begun
    embargo: the measure that it met
    how: whether it was sent to the target, by it, or into its land
    embargo_status: who stands behind the embargo
    called: what sources call the transfer
    measure: the embargo as an id
    event: the transfer as an id
    """

    source: str
    target: str
    goods: str
    what: str
    since: date | None
    embargo: str
    how: str
    embargo_status: str
    called: str | None
    measure: str
    event: str


@question(
    title="Which transfers met an arms embargo that was in force at the time?",
    about="Transfers of arms to, by, or into the land of the target of a measure with an arms"
    " embargo, on a day on which it can have been in force. `embargo_status` says who stands behind"
    " the embargo; `called` what sources call the transfer.",
    answers=(45,),
)
def embargo_breaches(context: QueryContext) -> Iterator[Row]:
    """List transfers into, or out of, a target of an arms embargo that was in force then."""
    held = list(embargoes(context))
    transfers = _transfers(context, {key for embargo, _ in held for key in embargo.recipient})
    rows: list[Row] = []
    for embargo, verdict in held:
        for one in transfers:
            how = _breaks(context, one, embargo)
            if how is None or not _in_force(embargo, one.start):
                continue
            rows.append(
                Row(
                    source=context.labels(one.actor),
                    target=context.labels(one.recipient),
                    goods=context.labels(one.items),
                    what=one.label,
                    since=one.start,
                    embargo=embargo.label,
                    how=how,
                    embargo_status=standing_of(context, verdict),
                    called=_called(context, one),
                    measure=embargo.id,
                    event=one.id,
                )
            )
    context.note(
        "the embargo is asserted, taken as given, or reported as lifted; that a transfer fell under"
        " it is a matter of parties and days, not of law"
    )
    yield from sorted(rows, key=order)


def _transfers(context: QueryContext, targets: set[str]) -> list[Relation]:
    """Return the transfers to, by or into the land of some targets."""
    if not targets:
        return []
    groups = (actor for actor in context.claim_index.actors if targets & set(actor.based_in))
    every = sorted(targets | {group.id for group in groups})
    found = {
        one.id: one
        for only in (RelationFilter(between=[every]), RelationFilter(at=sorted(targets)))
        for one in context.relations(ARMS, details=("place",), only=only)
    }
    return list(found.values())


def _in_force(embargo: Measure, day: date | None) -> bool:
    """Return whether an embargo can have been in force on a day, before its end."""
    if day is None:
        return False
    held = Period.of(embargo)
    over = held.holds_until is not None and day >= held.holds_until
    return not over and in_force(held, day) != NO


def _breaks(context: QueryContext, one: Relation, embargo: Measure) -> str | None:
    """Return how a transfer meets the target: sent to it, sent by it, or brought into its land."""
    if not of_goods(context, embargo.item, one.items):
        return None
    target = set(embargo.recipient)
    if target & {*one.recipient, *one.recipient_voice}:
        return "sent to the target"
    if target & {*one.actor, *one.actor_voice}:
        return "sent by the target"
    based = {land for party in one.recipient for land in _based_in(context, party)}
    if target & {*one.details.get("place", ()), *based}:
        return "sent into the target's land"
    return None


def _based_in(context: QueryContext, party: str) -> tuple[str, ...]:
    try:
        return context.claim_index.actors.get(party).based_in
    except UnknownActor:  # a data set's own
        return ()


def _called(context: QueryContext, one: Relation) -> str | None:
    if one.release is not None:
        return None
    told = (context.claim_index.claims[key] for key in context.verdicts[one.id].evidence)
    said = {f"{context.label(c.voice)}: {c.evaluation}" for c in told if c.evaluation}
    return "; ".join(sorted(said)) or None
