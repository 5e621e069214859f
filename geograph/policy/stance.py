"""What a claim says of its object, where that is not what its stance alone would say."""

from __future__ import annotations

from geograph.model import Claim
from geograph.vocab import Stance

__all__ = ["hedged", "stance_of"]

_HEDGES = frozenset({"likely", "possible", "unlikely"})


def hedged(claim: Claim) -> bool:
    """Say whether a speaker asserts or denies something as no more than likely or possible.

    >>> from dataclasses import replace
    >>> from datetime import date
    >>> claim = Claim(id="c", statement="s", claimant="a", voice="a", anonymous=False,
    ...               stance=Stance.ASSERTS, object="event/e", said=date(2024, 9, 10))
    >>> hedged(claim), hedged(replace(claim, certainty="likely"))
    (False, True)
    """
    return claim.stance in (Stance.ASSERTS, Stance.DENIES) and claim.certainty in _HEDGES


def stance_of(claim: Claim) -> Stance:
    """Return the stance that a claim counts as: a hedged denial is a doubt.

    >>> from dataclasses import replace
    >>> from datetime import date
    >>> claim = Claim(id="c", statement="s", claimant="a", voice="a", anonymous=False,
    ...               stance=Stance.DENIES, object="event/e", said=date(2024, 9, 10))
    >>> str(stance_of(claim)), str(stance_of(replace(claim, certainty="likely")))
    ('denies', 'doubts')
    """
    if claim.stance == Stance.DENIES and hedged(claim):
        return Stance.DOUBTS
    return claim.stance
