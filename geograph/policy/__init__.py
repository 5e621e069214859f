"""Voice, position, policy, as of, known by: the one place that decides what counts."""

from __future__ import annotations

from geograph.policy.history import Step, history
from geograph.policy.judging import coverage, edges, judge, live_under, rests_on
from geograph.policy.positions import bearing_on, positions, words_on
from geograph.policy.rule import RULES, Policy
from geograph.policy.selection import Selection, select
from geograph.policy.stance import hedged, stance_of
from geograph.policy.verdict import FLAGS, GRADES, STATUSES, Coverage, Position, Verdict
from geograph.policy.world import World

__all__ = [
    "FLAGS",
    "GRADES",
    "RULES",
    "STATUSES",
    "Coverage",
    "Policy",
    "Position",
    "Selection",
    "Step",
    "Verdict",
    "World",
    "bearing_on",
    "coverage",
    "edges",
    "hedged",
    "history",
    "judge",
    "live_under",
    "positions",
    "rests_on",
    "select",
    "stance_of",
    "words_on",
]
