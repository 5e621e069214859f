"""How far a measure has come by a day, in words."""

from __future__ import annotations

from datetime import date

from geograph.display.text import STATUSES, say_date
from geograph.events.force import AHEAD, INFERRED, Period, Stage, coming, furthest
from geograph.model import Measure
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.claim_policy import Policy
from geograph.policy.verdict import Verdict

__all__ = ["stage_of"]


#: How the stages to come are said.
COMING = {"effective": "to take effect", "lifted": "to end"}


def stage_of(
    index: ClaimIndex,
    measure: Measure,
    verdict: Verdict,
    policy: Policy,
    *,
    known_by: date | None = None,
) -> str:
    """Return how far a measure has come by the cuts, from the stages in the claims known then.

    A day is a plan where nobody says yet that the measure was taken. What has no day of its own is
    said to have been reached by the day of the claim. ``known_by`` is the day by which the ends of
    wider measures are known where the policy has none: that of the verdict.
    """
    known = known_by or policy.known_by
    told = index.stages(measure, verdict.evidence, known_by=known, clock=policy.clock)
    taken = any(p.side == "for" for p in verdict.positions)
    cuts = [day for day in (policy.as_of, policy.known_by) if day is not None]
    by = min(cuts, default=None)
    found = furthest(told, taken=taken, by=by)
    held = Period.of(measure)
    if taken and held.holds_from and (by is None or held.holds_from <= by):
        # what was done within it shows that it was taken, where nobody reports it itself
        found = found or Stage(name="imposed", fact=True, said=held.holds_from)
    words = [] if found is None else [_stage_words(found, measure)]
    if not policy.as_of:
        ahead = coming(told, taken=taken, by=by)
        words += [f"{COMING[name]} {_day_words(stage)}" for name, stage in ahead]
    if words:
        return ", ".join(words)
    if policy.as_of and (told or not verdict.in_time):
        return "not yet"
    return STATUSES[verdict.status][1]


def _stage_words(stage: Stage, measure: Measure) -> str:
    name = stage.name.replace("-", " ")
    if stage.last is not None:
        return f"{name} {_day_words(stage)}"
    if stage.name in AHEAD or (measure.when is not None and stage.name == "imposed"):
        return name
    day = stage.said
    if stage.name == "imposed" and measure.basis == INFERRED and measure.holds_from:
        day = min(day, measure.holds_from)
    return f"{name} by {say_date(day.isoformat())}"


def _day_words(stage: Stage) -> str:
    return say_date(stage.text or stage.day.isoformat())
