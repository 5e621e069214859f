"""What was said of an event: every claim that bears on it, once, and why some make no position.

Whatever lists claims on an event asks here: the ledger, the page, questions in Python, and saved
queries, whose line ``#said ?claim ?event`` looks up what stands here. `geograph.policy.bearing`
writes the same pairs into the store, for other engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from geograph.model import Claim
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.stance import counts_as
from geograph.policy.verdict import Verdict

__all__ = ["MARKS", "ClaimOnEvent", "first_day", "first_words", "said_of", "said_on"]

#: Why words make no position although they were said, in the order in which one is stated: taken
#: back, known only through a party that says the same, or given up by their own voice since.
MARKS = ("retracted", "attributed", "overtaken")
#: The marks of words that nobody stands by, or that nobody said for themselves.
_NOBODYS = frozenset({"retracted", "attributed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOnEvent:
    """One claim that bears on an event.

    ``stance`` is what it counts as (`geograph.policy.stance.counts_as`); ``direct`` is False where
    it speaks of a narrower event (assertions) or a wider one (denials); ``mark`` is one of `MARKS`
    where it makes no position any more, or never did.
    """

    claim: Claim
    stance: str
    direct: bool
    mark: str | None


def said_of(index: ClaimIndex, verdict: Verdict) -> tuple[ClaimOnEvent, ...]:
    """Return the claims that bear on an event under the policy of its verdict, by day and id.

    Parameters
    ----------
    index
        Whose claims they are.
    verdict
        The verdict on the event.
    """
    marks: dict[str, str] = {}
    for mark in reversed(MARKS):
        marks.update(dict.fromkeys(getattr(verdict, mark), mark))
    claims = (index.claims[key] for key in {*verdict.evidence, *verdict.retracted})
    return tuple(
        ClaimOnEvent(
            claim=claim,
            stance=counts_as(claim),
            direct=claim.object == verdict.id,
            mark=marks.get(claim.id),
        )
        for claim in sorted(claims, key=lambda claim: (claim.said, claim.id))
    )


def said_on(
    index: ClaimIndex, verdicts: Mapping[str, Verdict], key: str
) -> tuple[ClaimOnEvent, ...]:
    """Return what was said of an event, or of the parts of a joint measure in its place.

    >>> from geograph.model import Model
    >>> said_on(ClaimIndex.from_model(Model()), {}, "event/e")
    ()
    """
    told = (verdicts[one] for one in (key, *index.parts(key)) if one in verdicts)
    return tuple(one for verdict in told for one in said_of(index, verdict))


def first_day(said: Iterable[ClaimOnEvent], stance: str) -> date | None:
    """Return the first day on which anybody took a stance whose word it still is.

    >>> first_day((), "asserts") is None
    True
    """
    return min(
        (s.claim.said for s in said if s.stance == stance and s.mark not in _NOBODYS), default=None
    )


def first_words(said: Iterable[ClaimOnEvent], stance: str) -> tuple[ClaimOnEvent, ...]:
    """Return the first words of a stance, and those up to that day that are nobody's, marked.

    Where all of them are nobody's they are those of the first day.

    >>> first_words((), "denies")
    ()
    """
    told = tuple(one for one in said if one.stance == stance)
    day = first_day(told, stance) or min((one.claim.said for one in told), default=None)
    return tuple(one for one in told if day is not None and one.claim.said <= day)
