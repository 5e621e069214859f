"""Who passes on what was received from somebody else?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.relation import Relation
from geograph.questions.transfers import TRANSFERS


class Row(NamedTuple):
    """One transfer onward with the transfer that the goods can have come by.

    origin: whom the goods came from
    through: who passed them on
    target: whom they went to
    goods: what was passed on
    basis: whether it is stated that they are the same goods, or the kind is the same
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
    about="A transfer onward is `as stated` where its record names the transfer that the goods came"
    " by; `same kind` where goods of one named kind came in before they went out. Bodies and"
    " officials stand for their state.",
    answers=(44,),
)
def reexports(context: QueryContext) -> Iterator[Row]:
    """List transfers onward of what was itself received, as coded or by the kind of goods."""
    transfers = list(context.relations(*TRANSFERS, details=("item_from",)))
    came, by_id = _incoming(context, transfers), {one.id: one for one in transfers}
    rows: set[Row] = set()
    for later in transfers:
        named = [by_id[key] for key in later.details.get("item_from", ()) if key in by_id]
        goods = {kind for item in later.items for kind in (item, *context.kinds(item))}
        for middle in set(later.actor_voice):
            told = {one.id: one for one in named if middle in one.recipient_voice}
            like = {
                one.id: one
                for kind in goods
                for one in came.get((middle, kind), ())
                if later.start is not None and later.start >= (one.first or date.min)
            }
            for earlier in {**like, **told}.values():
                origin = set(earlier.actor_voice) - {middle}
                end = set(later.recipient_voice) - {middle} - origin
                if earlier.id == later.id or not origin or not end:
                    continue
                rows.add(
                    Row(
                        origin=context.labels(origin),
                        through=context.label(middle),
                        target=context.labels(end),
                        goods=context.labels(later.items),
                        basis="as stated" if earlier.id in told else "same kind",
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
    yield from sorted(rows, key=lambda row: (row.basis != "as stated", *map(str, row)))


def _incoming(
    context: QueryContext, transfers: Iterable[Relation]
) -> dict[tuple[str, str], list[Relation]]:
    """Return what came to whom, by the kind of goods.

    Goods of the widest kind ("weapons") prove nothing: the kind that is passed on must be named.
    """
    found: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for one in transfers:
        for item in one.items:
            if context.kinds(item):
                for recipient in set(one.recipient_voice):
                    found[recipient, item].append(one)
    return found
