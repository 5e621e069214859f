"""Of which events that are asserted or denied did a machine record the like?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from geograph.model import Event
from geograph.questions.claimants import tellers
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.relations import span
from geograph.vocab import EVENT_CLASSES, is_a

#: How exactly an event must be dated to be met by day.
DATED = timedelta(days=62)


class Row(NamedTuple):
    """What one machine recorded of one class near one event.

    what: the event
    since: the latest day on which it can have begun
    recorded: the class that the machine gave
    rows: how many rows it recorded
    first_day: the day of the first
    last_day: the day of the last
    outlets: where the machine read them
    recorded_by: whose machine
    row: the first row as an id
    event: the event as an id
    """

    what: str
    since: date | None
    recorded: str
    rows: int
    first_day: date | None
    last_day: date | None
    outlets: str | None
    recorded_by: str | None
    row: str
    event: str


@question(
    title="Of which events that are asserted or denied did a machine record the like?",
    about="Events of the dossiers that are dated to two months or better, and rows of extractions"
    " between the same two parties, of the same or a like class, from `days` before to `days`"
    " after, counted by class. To record is not a position; `status` says whether the event is"
    " contested.",
    params={
        "event": Param(type="event", example="sanc-crimea-russian-troops"),
        "days": Param(type="number", example="3", default="3"),
    },
    needs=("icews or gdelt or polecat or plover",),
)
def recorded_by_machines(context: QueryContext) -> Iterator[Row]:
    """List the events that somebody asserts or denies of which machines recorded the like."""
    near = timedelta(days=context.number("days"))
    wanted = set(context.all("event"))
    events: list[tuple[Event, date, date]] = []
    for event, verdict in context.judged():
        if event.id in wanted if wanted else verdict.positions:
            first, last = span(event)
            if first is not None and last is not None and last - first <= DATED:
                events.append((event, first - near, last + near))
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, (event, _, _) in enumerate(events):
        for a, b in product(event.actor, event.recipient):
            pairs[context.voice(a, event), context.voice(b, event)].append(n)
    found: dict[tuple[int, str, tuple[str, ...]], list[Relation]] = defaultdict(list)
    for one in _near(context, events, pairs):
        for a, b in one.dyads:
            for n in pairs.get((a, b), ()):
                event, first, last = events[n]
                near_by = one.first is not None and first <= one.first <= last
                if near_by and _alike(event.kind, one.kind):
                    found[n, one.kind, one.asserted_by].append(one)
    rows = list(_linked(context, wanted))
    for (n, kind, _), some in found.items():
        some.sort(key=lambda one: (str(one.first), one.id))
        context.uses(events[n][0].id, *some)
        outlets = sorted({o for one in some if (o := one.details.get("publisher"))})
        rows.append(
            Row(
                what=events[n][0].label,
                since=events[n][0].start,
                recorded=EVENT_CLASSES[kind].label,
                rows=len(some),
                first_day=some[0].first,
                last_day=some[-1].first,
                outlets="; ".join(outlets) or None,
                recorded_by=tellers(some),
                row=some[0].id,
                event=events[n][0].id,
            )
        )
    context.note(
        "rows of the same two parties and a like class within the days: similar, but not"
        " judged the same (`geograph link` does that); a machine that found a sentence"
        " witnessed nothing"
    )
    yield from sorted(rows, key=lambda row: [str(cell) for cell in row])


def _near(
    context: QueryContext, events: Sequence[tuple[Event, date, date]],
    pairs: Iterable[tuple[str, str]],
) -> Iterator[Relation]:  # fmt: skip
    """Yield what machines recorded between any of some pairs, in the time of any of the events."""
    by, to = zip(*pairs, strict=True) if pairs else ((), ())
    if not by:
        return
    days = min(first for _, first, _ in events), max(last for _, _, last in events)
    only = RelationFilter(by=sorted(set(by)), to=sorted(set(to)), during=days)
    yield from context.relations(ways=("Extraction",), details=("publisher",), only=only)


def _alike(one: str, other: str) -> bool:
    first, second = EVENT_CLASSES[one], EVENT_CLASSES[other]
    same = first.cameo is not None and first.cameo == second.cameo
    return one == other or same or (other != "Event" and (is_a(one, other) or is_a(other, one)))


def _linked(context: QueryContext, wanted: set[str]) -> Iterator[Row]:
    """Yield the rows of machines that somebody judged to report an event."""
    for link in context.store.meta.get("links", ()):
        event = context.claim_index.events.get(link["event"])
        if link["stance"] != "records" or event is None or (wanted and event.id not in wanted):
            continue
        context.uses(event.id, link["row"])
        yield Row(
            what=event.label,
            since=event.start,
            recorded="judged to report it",
            rows=1,
            first_day=None,
            last_day=None,
            outlets=None,
            recorded_by=f"nobody; recorded by {context.label(link['publisher'])}",
            row=link["row"],
            event=event.id,
        )
