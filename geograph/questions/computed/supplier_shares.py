"""What share of the world's arms transfers does each supplier have, by the volume of a register?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import fsum
from typing import NamedTuple

from geograph.errors import QueryError
from geograph.questions.claimants import tellers
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.transfers import ARMS

#: How the volume of an order is laid on the years of its deliveries.
RULES = ("even",)


class Row(NamedTuple):
    """One supplier.

    source: the supplier
    share: its share of the volume delivered in these years, in percent
    tiv: the volume that it delivered, in millions of trend-indicator values (TIV)
    deliveries: how many deliveries that is
    told_by: whose register
    supplier: the supplier as an id
    """

    source: str
    share: float
    tiv: float
    deliveries: int
    told_by: str | None
    supplier: str


@question(
    title="What share of arms transfers does each supplier have?",
    about="By the volume (TIV) that SIPRI's register gives the deliveries of some years. The"
    " register dates an order by the years of its deliveries and gives one volume for all; the rule"
    " `even` lays the same part of it on each of these years. SIPRI's own shares come from the"
    " volume of each delivery, which the register does not tell.",
    answers=(40, 41),
    params={
        "first": Param(type="number", example="2020", default="2020"),
        "last": Param(type="number", example="2024", default="2024"),
        "years": Param(type="text", example="even", default="even"),
        "recipient": Param(type="actor", example="Russia"),
    },
    needs=("sipri",),
)
def supplier_shares(context: QueryContext) -> Iterator[Row]:
    """List suppliers by their share of the volume of the deliveries of some years."""
    first, last, rule = context.number("first"), context.number("last"), context.text("years")
    if rule not in RULES:
        raise QueryError(f"no rule {rule!r} for years of delivery", fix=f"use {', '.join(RULES)}")
    wanted = set(context.all("recipient"))
    volume: dict[str, list[float]] = defaultdict(list)
    found: dict[str, list[Relation]] = defaultdict(list)
    every: list[float] = []
    undated = 0
    for one in context.relations(ARMS, datasets=("sipri",), details=("tiv_delivered", "weight")):
        told = one.details.get("tiv_delivered")
        if told is None or (wanted and not wanted & {*one.recipient, *one.recipient_voice}):
            continue
        if one.start is None:
            undated += 1
            continue
        if first <= one.start.year <= last:
            context.uses(one)
            every.append(told * one.details["weight"])
            for supplier in dict.fromkeys(one.actor_voice):
                volume[supplier].append(told * one.details["weight"])
                found[supplier].append(one)
    sums = {supplier: fsum(parts) for supplier, parts in volume.items()}
    whole = fsum(every)
    for supplier, tiv in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])):
        if whole:
            yield Row(
                source=context.label(supplier),
                share=round(100 * tiv / whole, 2),
                tiv=round(tiv, 2),
                deliveries=len(found[supplier]),
                told_by=tellers(found[supplier]),
                supplier=supplier,
            )
    context.note(
        f"deliveries of {first} to {last}; rule '{rule}': an order of several years of delivery"
        " counts with the same part of its volume in each"
    )
    if left := round(whole - fsum(sums.values()), 2):
        context.note(f"{left:g} TIV of no known supplier are in the whole, and in no row")
    if undated:
        context.note(f"{undated} deliveries without a year are left aside")
