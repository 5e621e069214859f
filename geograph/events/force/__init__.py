"""How far a measure has come, and whether it is in force on a day: from the stages that are stated.

    claims ── stages_of ──▶ stages ── period_of ──▶ Period ── in_force ──▶ known, inferred, …
                              └── furthest, coming ──▶ how far it has come

A stage belongs to one sender's measure and to a day, and stands on the word of whoever tells it.
When a measure holds is put together once, when it is written; afterwards days are compared.
"""

from __future__ import annotations

from geograph.events.force.periods import (
    INFERRED,
    KNOWN,
    NO,
    TOLD,
    UNKNOWN,
    Period,
    cause_of,
    in_force,
    period_of,
)
from geograph.events.force.stages import AHEAD, ENDS, Stage, coming, days, furthest, stages_of

__all__ = [
    "AHEAD",
    "ENDS",
    "INFERRED",
    "KNOWN",
    "NO",
    "TOLD",
    "UNKNOWN",
    "Period",
    "Stage",
    "cause_of",
    "coming",
    "days",
    "furthest",
    "period_of",
    "in_force",
    "stages_of",
]
