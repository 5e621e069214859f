"""Between whom did coded events turn their sign after a transfer of arms?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from geograph.questions.claimants import denied_by, tellers
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.transfers import ARMS


class Row(NamedTuple):
    """One transfer after which the sign turned.

    supplier: who sent
    recipient: who received
    transfer: the transfer
    first: the first day on which it can have begun
    last: the last day on which it can have taken place
    events_before: how many events machines recorded between the two before
    sign_before: their mean sign
    events_after: how many after
    sign_after: their mean sign
    turned: which way it turned
    arms_by: on whose word the transfer stands
    arms_denied_by: who denies it
    coded_by: whose machine recorded
    row: the transfer as an id
    """

    supplier: str
    recipient: str
    transfer: str
    first: date
    last: date
    events_before: int
    sign_before: float
    events_after: int
    sign_after: float
    turned: str
    arms_by: str | None
    arms_denied_by: str | None
    coded_by: str | None
    row: str


@question(
    title="Between whom did coded events turn their sign after a transfer of arms?",
    about="The mean sign of what machines recorded between supplier and recipient in the `days`"
    " before the first day on which the transfer can have begun, and after the last; at least"
    " `events` of them on each side. `arms_by` says who stands for the transfer, `coded_by` whose"
    " machine recorded.",
    params={
        "recipient": Param(type="actor", example="Ukraine"),
        "days": Param(type="number", example="365", default="365"),
        "events": Param(type="number", example="5", default="5"),
    },
    needs=("icews or gdelt or polecat or plover",),
)
def sign_after_transfer(context: QueryContext) -> Iterator[Row]:
    """List transfers after which what machines recorded between the two turned its sign."""
    window, least = timedelta(days=context.number("days")), context.number("events")
    daily = _daily(context)
    wanted = context.all("recipient")
    rows: set[Row] = set()
    for one in context.relations(ARMS, ways=("Dossier", "Register", "OfficialList")):
        if one.first is None or one.last is None:
            continue
        for supplier, recipient in one.dyads:
            told = daily.get(frozenset((supplier, recipient)), [])
            if not told or (wanted and recipient not in wanted):
                continue
            before = _between(told, one.first - window, one.first - timedelta(days=1))
            after = _between(told, one.last + timedelta(days=1), one.last + window)
            if min(len(before), len(after)) < least:
                continue
            means = [sum(coded.sign for coded in some) / len(some) for some in (before, after)]
            if means[0] * means[1] >= 0:
                continue
            context.uses(one, *before, *after)
            rows.add(
                Row(
                    supplier=context.label(supplier),
                    recipient=context.label(recipient),
                    transfer=one.label,
                    first=one.first,
                    last=one.last,
                    events_before=len(before),
                    sign_before=round(means[0], 3),
                    events_after=len(after),
                    sign_after=round(means[1], 3),
                    turned="to conflict" if means[1] < 0 else "to cooperation",
                    arms_by=tellers([one]),
                    arms_denied_by=denied_by([one]),
                    coded_by=tellers([*before, *after]),
                    row=one.id,
                )
            )
    days = [told[at][0] for told in daily.values() for at in (0, -1)]
    covered = f"{min(days)} to {max(days)}" if days else "no day"
    context.note(
        f"coded events with a sign cover {covered}; a transfer dated by a year takes all of it, so"
        f" that the days before and after lie in other years; mean signs of at least {least} events"
        " on each side; that it turned afterwards does not prove cause"
    )
    yield from sorted(rows, key=lambda row: [str(cell) for cell in row])


def _daily(context: QueryContext) -> dict[frozenset[str], list[tuple[date, Relation]]]:
    """Return what machines recorded with a sign between each two states, in order of its days."""
    daily: dict[frozenset[str], list[tuple[date, Relation]]] = defaultdict(list)
    for one in context.relations(ways=("Extraction",), speech=True):
        if not one.sign or one.first is None:
            continue
        for pair in {frozenset(pair) for pair in one.dyads}:
            if len(pair) == 2 and all(key.startswith("state/") for key in pair):
                daily[pair].append((one.first, one))
    for told in daily.values():
        told.sort(key=lambda coded: (coded[0], coded[1].id))
    return daily


def _between(told: list[tuple[date, Relation]], first: date, last: date) -> list[Relation]:
    left = bisect_left(told, first, key=lambda coded: coded[0])
    right = bisect_right(told, last, key=lambda coded: coded[0])
    return [one for _, one in told[left:right]]
