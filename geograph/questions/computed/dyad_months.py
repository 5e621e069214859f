"""How do cooperation and conflict of a dyad move month by month?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import fsum
from typing import Any, NamedTuple

from geograph.questions.claimants import said_by_all
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param


class Row(NamedTuple):
    """One month with a dated relation of the two.

    month: the month
    events: how many relations begin in it
    cooperation: the weight of those with a positive sign
    conflict: the weight of those with a negative sign
    balance: cooperation less conflict
    contested: how many of them somebody denies
    asserted_by: who asserts any of them
    denied_by: who denies any of them
    """

    month: str
    events: int
    cooperation: float
    conflict: float
    balance: float
    contested: int
    asserted_by: str | None
    denied_by: str | None


@question(
    title="How do cooperation and conflict of a dyad move month by month?",
    about="Months without a dated relation are absent. Who asserts and who denies is stated for the"
    " month as a whole.",
    answers=(58,),
    params={
        "one": Param(type="actor", example="Iran", required=True),
        "other": Param(type="actor", example="Russia", required=True),
    },
)
def dyad_months(context: QueryContext) -> Iterator[Row]:
    """List cooperation and conflict of two states in each month that has any."""
    G = context.network(by="event")
    pair = {context.text("one"), context.text("other")}
    edges = [(u, v, d) for u, v, d in G.edges(data=True) if {u, v} == pair and d["start"]]
    context.uses_network(G, edges)
    months: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for _, _, data in edges:
        months[f"{data['start']:%Y-%m}"].append(data)
    for month, found in sorted(months.items()):
        plus, minus = (
            fsum(d["weight"] * (1.0 if d["directed"] else 0.5) for d in found if d["sign"] == sign)
            for sign in (1, -1)
        )
        events = {data["event"]: data for data in found}
        yield Row(
            month=month,
            events=sum(data.get("rows", 1) for data in events.values()),
            cooperation=round(plus, 4),
            conflict=round(minus, 4),
            balance=round(plus - minus, 4),
            contested=sum(data["status"] == "contested" for data in events.values()),
            asserted_by=_told(context, events.values(), "for", "asserting"),
            denied_by=_told(context, events.values(), "against", "denying"),
        )
    context.note(
        "scale: the sign of each class (+1 cooperation, -1 conflict) by its weight; not Goldstein's"
    )
    context.note("an event is of the month of its latest possible start")


def _told(
    context: QueryContext, found: Iterable[Mapping[str, Any]], side: str, name: str
) -> str | None:
    """Return who stands on a side of any of several relations, publishers of releases last."""
    held = list(found)
    known = context.verdicts
    verdicts = [known[data["event"]] for data in held if data["event"] in known]
    publishers = {p for data in held if data["event"] not in known for p in data[name]}
    told = (said_by_all(context.claim_index, verdicts, side), ", ".join(sorted(publishers)))
    return ", ".join(filter(None, told)) or None
