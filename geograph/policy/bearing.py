"""Write into each claim on what it bears, so that SPARQL need not know how positions travel."""

from __future__ import annotations

from dataclasses import replace

from geograph.model import Model
from geograph.policy.positions import reached_by
from geograph.policy.world import World
from geograph.vocab import Stance

__all__ = ["with_bearing"]


def with_bearing(model: Model) -> Model:
    """Return the model with `Claim.bears_on`: the object, and what the claim reaches from there.

    That does not depend on any cut: an assertion passes to every wider event, a denial to the
    narrower ones that can have begun by its day (`geograph.policy.positions`).

    >>> with_bearing(Model()) == Model()
    True
    """
    world = World.from_model(model)
    claims = (
        claim
        if claim.stance == Stance.RETRACTS
        else replace(claim, bears_on=tuple(sorted(reached_by(world, claim))))
        for claim in model.claims
    )
    return replace(model, claims=tuple(claims))
