"""What a rule looks at, gathered for a coded event from the claims on it."""

from __future__ import annotations

from collections.abc import Iterable

from geograph.model import Event
from geograph.policy.admission import Account
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.denial_searches import was_searched
from geograph.policy.utterances import spoken
from geograph.policy.verdict import Position
from geograph.policy.voice_positions import Word
from geograph.vocab import Stance

__all__ = ["account_of"]


def account_of(
    index: ClaimIndex,
    event: Event,
    held: tuple[Position, ...],
    words: Iterable[Word],
    live: frozenset[str],
) -> Account:
    """Return who stands for, against and beside an event.

    Parameters
    ----------
    index
        Whose claims they are.
    event
        The event or measure.
    held
        The positions on it.
    words
        The words that make them.
    live
        The ids of the claims that are known and not taken back.
    """
    own = [index.claims[key] for key in index.claims_on.get(event.id, ()) if key in live]
    return Account(
        positions=held,
        presupposing={
            claim.voice: index.voice_kind(claim.voice)
            for claim in own
            if claim.stance == Stance.PRESUPPOSES and not claim.anonymous
        },
        recorded=bool(index.records.get(event.id)),
        parties=frozenset(event.party),
        owners=index.owners(event),
        confirming=index.confirming(event),
        spoken=spoken(
            index,
            (claim for _, claim in words),
            {p.voice for p in held if p.side == "for" and not p.anonymous},
        ),
        searched=was_searched(event),
    )
