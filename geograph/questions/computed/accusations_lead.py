"""Does the frequency of accusations lead sanctions?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.errors import AnalysisError
from geograph.events.force import Period
from geograph.model import Measure
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.vocab import Stance, is_a

STAGES = ("announced", "listed", "effective")


class Row(NamedTuple):
    """One lag.

    lag: by how many months the accusations come first
    months: how many months are compared
    correlation: of accusations with the measures so many months later
    """

    lag: int
    months: int
    correlation: float | None


@question(
    title="Does the frequency of accusations lead sanctions?",
    about="The cross-correlation of accusing statements by month with measures by month of"
    " announcement, listing or effect. Documents chosen for being contested are left out of the"
    " accusations.",
    answers=(60,),
    params={
        "actor": Param(type="actor", example="Qatar"),
        "lag": Param(type="number", example="6", default="6"),
    },
)
def accusations_lead(context: QueryContext) -> Iterator[Row]:
    """List the correlation of monthly accusations with measures so many months later."""
    from geograph.analysis import series

    wanted = context.all("actor")
    accused, left = _accused(context, wanted)
    measures: set[tuple[str, str]] = set()
    for one in context.relations(
        "Measure", details=(*STAGES, "part_of"), only=RelationFilter(to=wanted)
    ):
        day = _day(context, one)
        targets = {*one.recipient, *one.recipient_voice}
        if day and targets and (not wanted or targets & set(wanted)):
            context.uses(one)
            # what several take together in one month is one measure
            measures.add((f"{day:%Y-%m}", one.details.get("part_of") or one.id))
    taken = Counter(month for month, _ in measures)
    every = sorted({*accused, *taken})
    if not accused or not taken:
        raise AnalysisError(
            "there are no accusations, or no dated measures, to compare",
            fix="take another actor, or none for all of them",
        )
    months = series.months(*(date(int(m[:4]), int(m[5:]), 1) for m in (every[0], every[-1])))
    one_, other = [float(accused[m]) for m in months], [float(taken[m]) for m in months]
    rows = [Row(*found) for found in series.lagged(one_, other, context.number("lag"))]
    rows = [row for row in rows if row.months > 2]
    known = [row for row in rows if row.correlation is not None]
    best = max(known, key=lambda row: row.correlation or 0.0, default=None)
    told = f"; largest at a lag of {best.lag} months ({best.correlation})" if best else ""
    context.note(
        f"at a positive lag accusations lead; {sum(accused.values())} accusations,"
        f" {sum(taken.values())} measures in {len(months)} months{told}"
    )
    context.note(
        f"{left} accusations in documents chosen for being contested are left out of the count"
    )
    context.note("a correlation over few months does not show a cause")
    yield from rows


def _day(context: QueryContext, one: Relation) -> date | None:
    """Return the day on which a measure was announced, else listed, else took effect or began."""
    measure = context.claim_index.events.get(one.id)
    if isinstance(measure, Measure):
        told = measure.announced or measure.listed or Period.of(measure).since
        return told or (measure.start if measure.when is not None else None)
    days = (one.details.get(stage) for stage in STAGES)
    found: date | None = next((day for day in days if day is not None), None)
    return found or one.start


def _accused(context: QueryContext, wanted: tuple[str, ...]) -> tuple[Counter[str], int]:
    """Count accusing statements by month, without documents chosen for being contested."""
    index, months, left = context.claim_index, Counter[str](), 0
    seen: set[str] = set()
    for claim in context.claims():
        event, said = index.events.get(claim.object), index.statements[claim.statement]
        charge = is_a(said.kind, "Accusation") and claim.stance == Stance.ASSERTS
        if event is None or not charge or said.id in seen:
            continue
        if not any(context.is_party(a, event, wanted) for a in event.actor):
            continue
        seen.add(said.id)
        if index.documents[said.document].selection == "contested":
            left += 1
        else:
            context.uses(claim.id)
            months[f"{claim.said:%Y-%m}"] += 1
    return months, left
