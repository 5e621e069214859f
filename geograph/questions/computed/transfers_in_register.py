"""Which alleged transfers does a register of arms transfers have, and which does it lack?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import NamedTuple

from geograph.errors import UnknownActor
from geograph.questions.claimants import tellers
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.transfers import ARMS, of_goods

WORDS = ("has it", "has it at another time", "has other arms between the two", "lacks it")


class Row(NamedTuple):
    """One alleged transfer, held against a register.

    source: who sent
    target: who received
    goods: what
    since: the latest day on which it can have begun
    register: whether the register has it
    entries: how many rows of the register are that near
    entry: the nearest of them
    dated: its date as given
    quantity: how many it has
    told_by: whose register
    row: the nearest row as an id
    event: the transfer as an id
    """

    source: str
    target: str
    goods: str | None
    since: date | None
    register: str
    entries: int
    entry: str | None
    dated: str | None
    quantity: float | None
    told_by: str | None
    row: str | None
    event: str


@question(
    title="Which alleged transfers does a register of arms transfers have, and which does it lack?",
    about="Each transfer of the dossiers that counts under the policy, held against the rows of the"
    " same two parties; `register` says whether one is of the same goods or a kind of them, at a"
    " time that overlaps. `told_by` are the publishers of these rows, beside those who assert and"
    " deny the transfer itself.",
    answers=(42,),
    params={
        "supplier": Param(type="actor", example="Iran"),
        "recipient": Param(type="actor", example="Russia"),
    },
    needs=("sipri",),
)
def transfers_in_register(context: QueryContext) -> Iterator[Row]:
    """Say of each transfer that somebody alleges whether a register of transfers has it."""
    asked = RelationFilter(by=context.all("supplier"), to=context.all("recipient"))
    every = [
        (alleged, _either(context, alleged, "actor"), _either(context, alleged, "recipient"))
        for alleged in context.relations(ARMS, ways=("Dossier",), only=asked)
    ]
    suppliers = {a for _, by, _ in every for a in by}
    by_pair = _register(context, suppliers, {b for _, _, to in every for b in to})
    rows: list[Row] = []
    for alleged, by, to in every:
        found = {one.id: one for pair in product(by, to) for one in by_pair.get(pair, ())}
        word, entries = _held(context, alleged, found.values())
        best = entries[0] if entries else None
        context.uses(alleged, *entries)
        rows.append(
            Row(
                source=context.labels(alleged.actor),
                target=context.labels(alleged.recipient),
                goods=context.labels(alleged.items) or None,
                since=alleged.start,
                register=word,
                entries=len(entries),
                entry=best.label if best else None,
                dated=(best.details["edtf"] or str(best.first)) if best else None,
                quantity=best.details.get("quantity") if best else None,
                told_by=tellers(entries),
                row=best.id if best else None,
                event=alleged.id,
            )
        )
    context.note(
        "a register lists major arms by its own rules: what it lacks need not have been left out by"
        " mistake, and what it has is its publisher's judgement"
    )
    yield from sorted(rows, key=lambda row: (WORDS.index(row.register), *map(str, row)))


def _register(
    context: QueryContext, by: set[str], to: set[str]
) -> Mapping[tuple[str, str], list[Relation]]:
    """Return what a register has from some suppliers to some recipients, by each two."""
    found: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    if by and to:
        ways, details = ("Register", "OfficialList"), ("edtf", "quantity")
        only = RelationFilter(by=sorted(by), to=sorted(to))
        for one in context.relations(ARMS, ways=ways, details=details, only=only):
            for pair in one.dyads:
                found[pair].append(one)
    return found


def _held(
    context: QueryContext, alleged: Relation, found: Iterable[Relation]
) -> tuple[str, list[Relation]]:
    """Return what the rows between the same two parties say, and the nearest of them."""
    entries = sorted(found, key=lambda one: (one.last or date.min, one.id), reverse=True)
    same = [one for one in entries if of_goods(context, alleged.items, one.items)]
    at = [one for one in same if one.within(alleged.first, alleged.last)]
    for word, some in zip(WORDS, (at, same, entries), strict=False):
        if some:
            return word, some
    return WORDS[-1], []


def _either(context: QueryContext, alleged: Relation, side: str) -> set[str]:
    """Return the parties of a side, those that a group lists, and whom they speak for."""
    actors, event = context.claim_index.actors, context.claim_index.events[alleged.id]
    every: set[str] = set(getattr(alleged, side))
    for key in tuple(every):
        try:
            every.update(actors.get(key).members)
        except UnknownActor:  # of reference data that came after the corpus was built
            continue
    return every | {context.voice(key, event) for key in every}
