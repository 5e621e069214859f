"""How far measures have come, by their own days and by what is told of them."""

from __future__ import annotations

from geograph.model import Measure
from geograph.policy import Verdict
from geograph.questions.context import QueryContext
from geograph.questions.relations import Relation
from geograph.vocab import Stance
from geograph.words import say_date

__all__ = ["REACHED", "stage_of_row", "stages"]

#: What was lifted was in force before.
REACHED = ("announced", "listed", "effective", "lifted")


def stages(context: QueryContext, measure: Measure, verdict: Verdict) -> set[str]:
    """Return every stage that a measure has: by its own days, and by what is told of it.

    A day alone takes nobody's word: a stage counts where somebody asserts or announces the measure.
    """
    claims = [context.world.claims[key] for key in verdict.evidence]
    spoken = [c for c in claims if c.stance in (Stance.ASSERTS, Stance.ANNOUNCES)]
    dated = {stage for stage in REACHED if getattr(measure, stage) is not None}
    # a day of taking effect that is only announced lies ahead
    real = dated if verdict.edge else dated & {"announced"}
    return {c.stage for c in spoken if c.stage} | (real if spoken else set())


def stage_of_row(relation: Relation) -> str:
    """Return the last stage that a row of a list has reached, with its day."""
    days = {stage: relation.details.get(stage) for stage in REACHED}
    reached = [stage for stage, day in days.items() if day is not None]
    if not reached:
        return "undated"
    return f"{reached[-1]} {say_date(str(days[reached[-1]]))}"
