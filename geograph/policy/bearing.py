"""Write into each claim on what it bears and as what, so that SPARQL and policies look at one."""

from __future__ import annotations

from dataclasses import replace

from geograph.model import Model
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.stance import counts_as
from geograph.policy.voice_positions import reached_by
from geograph.vocab import Stance

__all__ = ["with_bearing"]


def with_bearing(model: Model) -> Model:
    """Return the model with `Claim.bears_on` and `Claim.counts_as`.

    Neither depends on any cut: an assertion passes to every wider event, a denial to the narrower
    ones that can have begun by its day (`geograph.policy.voice_positions`). A retraction bears on
    the claims that it takes back, and on no event.

    >>> with_bearing(Model()) == Model()
    True
    """
    index = ClaimIndex.from_model(model)
    claims = (
        replace(
            claim,
            bears_on=()
            if claim.stance == Stance.RETRACTS
            else tuple(sorted(reached_by(index, claim))),
            counts_as=counts_as(claim),
        )
        for claim in model.claims
    )
    return replace(model, claims=tuple(claims))
