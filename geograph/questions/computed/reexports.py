"""Who passes on what was received from somebody else?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.relations import Relation
from geograph.questions.transfers import TRANSFERS


class Row(NamedTuple):
    """One transfer onward with the transfer that the goods can have come by.

    origin: whom the goods came from
    through: who passed them on
    target: whom they went to
    goods: what was passed on
    basis: whether it is told that they are the same goods, or the kind is the same
    received: the transfer in
    received_status: its status and flags
    what: the transfer onward
    since: the latest day on which it can have begun
    received_event: the transfer in as an id
    event: the transfer onward as an id
    """

    origin: str
    through: str
    target: str
    goods: str
    basis: str
    received: str
    received_status: str
    what: str
    since: date | None
    received_event: str
    event: str


@question(
    title="Who passes on what was received from somebody else?",
    about="A transfer onward is `as told` where its record names the transfer that the goods came"
    " by; `same kind` where goods of one named kind came in before they went out. Bodies and"
    " officials stand for their state.",
    answers=(44,),
)
def reexports(context: QueryContext) -> Iterator[Row]:
    """List transfers onward of what was itself received, as coded or by the kind of goods."""
    transfers = list(context.relations(*TRANSFERS, details=("item_from",)))
    incoming: dict[str, list[Relation]] = defaultdict(list)
    for one in transfers:
        for recipient in one.recipient_voice:
            incoming[recipient].append(one)
    rows: set[Row] = set()
    for later in transfers:
        for middle in later.actor_voice:
            for earlier in incoming.get(middle, ()):
                basis = _basis(context, earlier, later) if earlier.id != later.id else None
                origin = set(earlier.actor_voice) - {middle}
                end = set(later.recipient_voice) - {middle} - origin
                if basis and origin and end:
                    rows.add(
                        Row(
                            origin=context.labels(origin),
                            through=context.label(middle),
                            target=context.labels(end),
                            goods=context.labels(later.items),
                            basis=basis,
                            received=earlier.label,
                            received_status=", ".join((earlier.status, *earlier.flags)),
                            what=later.label,
                            since=later.start,
                            received_event=earlier.id,
                            event=later.id,
                        )
                    )
    context.note(
        "same kind: goods of one kind came in and went out, not that they are the same pieces"
    )
    yield from sorted(rows, key=lambda row: (row.basis != "as told", *map(str, row)))


def _basis(context: QueryContext, earlier: Relation, later: Relation) -> str | None:
    """Say why what went out can be what had come in; None where nothing says so."""
    if earlier.id in later.details.get("item_from", ()):
        return "as told"
    if later.start is None or later.start < (earlier.first or date.min):
        return None
    for one in earlier.items:
        # goods of the widest kind ("weapons") prove nothing: the kind passed on must be named
        if context.kinds(one) and any(one in (o, *context.kinds(o)) for o in later.items):
            return "same kind"
    return None
