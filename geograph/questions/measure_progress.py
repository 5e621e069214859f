"""How far measures have come, by what is reported of them."""

from __future__ import annotations

from geograph.display.text import say_date
from geograph.events.force import AHEAD
from geograph.model import Measure
from geograph.policy import Verdict
from geograph.questions.context import QueryContext
from geograph.questions.relation import Relation
from geograph.vocab import Stance

__all__ = ["REACHED", "stage_of_row", "stages"]

#: The days of a measure, first to last.
REACHED = ("announced", "listed", "effective", "lifted")


def stages(context: QueryContext, measure: Measure, verdict: Verdict) -> set[str]:
    """Return every stage that somebody asserts or announces; what is due is not a stage yet."""
    claims = (context.claim_index.claims[key] for key in verdict.evidence)
    spoken = [c.id for c in claims if c.stance in (Stance.ASSERTS, Stance.ANNOUNCES)]
    told = context.claim_index.stages(measure, spoken) if spoken else ()
    return {stage.name for stage in told if stage.fact or stage.name in AHEAD}


def stage_of_row(relation: Relation) -> str:
    """Return the last stage that a row of a list has reached, with its day."""
    days = {stage: relation.details.get(stage) for stage in REACHED}
    reached = [stage for stage, day in days.items() if day is not None]
    if not reached:
        return "undated"
    return f"{reached[-1]} {say_date(str(days[reached[-1]]))}"
