"""Voice, position, policy, as of, known by: the one place that decides what counts."""

from __future__ import annotations

from geograph.policy.claim_index import ClaimIndex
from geograph.policy.claim_policy import RULES, Policy
from geograph.policy.judging import coverage, edges, judge, live_under, rests_on, standing_under
from geograph.policy.said import MARKS, ClaimOnEvent, first_day, first_words, said_of, said_on
from geograph.policy.selection import Selection, select
from geograph.policy.stance import counts_as, hedged, stance_of
from geograph.policy.verdict import (
    FLAGS,
    GRADES,
    STATUSES,
    Coverage,
    Position,
    Verdict,
    Verdicts,
    key_of,
)
from geograph.policy.verdict_history import Step, history
from geograph.policy.voice_positions import bearing_on, positions, words_on

__all__ = [
    "FLAGS",
    "GRADES",
    "MARKS",
    "RULES",
    "STATUSES",
    "Coverage",
    "Policy",
    "Position",
    "ClaimOnEvent",
    "Selection",
    "Step",
    "Verdict",
    "Verdicts",
    "ClaimIndex",
    "bearing_on",
    "counts_as",
    "coverage",
    "edges",
    "first_day",
    "first_words",
    "hedged",
    "history",
    "judge",
    "key_of",
    "live_under",
    "positions",
    "rests_on",
    "said_of",
    "said_on",
    "select",
    "stance_of",
    "standing_under",
    "words_on",
]
