"""What a claim says of its object, where that is not what its stance alone would say."""

from __future__ import annotations

from geograph.model import Claim
from geograph.vocab import Stance

__all__ = ["ENDINGS", "counts_as", "hedged", "stance_of"]

#: The stages that speak of how a measure goes on or ends, and so of one that was.
ENDINGS = frozenset({"extended", "partly-lifted", "lifted", "expired"})
_OF_WHAT_WAS = frozenset({Stance.ASSERTS, Stance.PRESUPPOSES, Stance.EVALUATES, Stance.RETRACTS})
_HEDGES = frozenset({"likely", "possible", "unlikely"})


def hedged(claim: Claim) -> bool:
    """Return whether a speaker asserts or denies something as no more than likely or possible.

    >>> from dataclasses import replace
    >>> from datetime import date
    >>> claim = Claim(id="c", statement="s", claimant="a", voice="a", anonymous=False,
    ...               stance=Stance.ASSERTS, object="event/e", said=date(2024, 9, 10))
    >>> hedged(claim), hedged(replace(claim, certainty="likely"))
    (False, True)
    """
    return claim.stance in (Stance.ASSERTS, Stance.DENIES) and claim.certainty in _HEDGES


def stance_of(claim: Claim) -> Stance | None:
    """Return the stance that a claim takes on its object; None where it speaks of its end alone.

    A hedged denial is a doubt. Words about the lifting, extension or end of a measure bear on its
    stage: asserted or taken as given, they also say that the measure was; denied, asked for or
    predicted, they say nothing about the measure itself.

    >>> from dataclasses import replace
    >>> from datetime import date
    >>> claim = Claim(id="c", statement="s", claimant="a", voice="a", anonymous=False,
    ...               stance=Stance.DENIES, object="measure/m", said=date(2024, 9, 10))
    >>> str(stance_of(claim)), str(stance_of(replace(claim, certainty="likely")))
    ('denies', 'doubts')
    >>> stance_of(replace(claim, stage="lifted")) is None
    True
    """
    if claim.stage in ENDINGS and claim.stance not in _OF_WHAT_WAS:
        return None
    if claim.stance == Stance.DENIES and hedged(claim):
        return Stance.DOUBTS
    return claim.stance


def counts_as(claim: Claim) -> str:
    """Return what a claim is listed as on all that it bears on.

    That is the stance that it takes there; where it speaks only of how a measure goes on or ends,
    it is both its stance and that stage.

    >>> from datetime import date
    >>> counts_as(Claim(id="claim/c", statement="statement/s", claimant="a", voice="a",
    ...     anonymous=False, stance=Stance.REQUESTS, object="measure/m", said=date(2024, 9, 10),
    ...     stage="lifted"))
    'requests lifted'
    """
    return str(stance_of(claim) or f"{claim.stance} {claim.stage}")
