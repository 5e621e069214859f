"""Where every voice stands on an event: its latest unretracted word, its own or inherited.

Assertions of narrower events pass upward, denials of wider ones downward.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from geograph.model import Claim
from geograph.policy.verdict import Position
from geograph.policy.world import World, speaker_of
from geograph.vocab import Stance

__all__ = ["SIDE", "bearing_on", "positions"]

#: The stances that are positions, and the side that each takes.
SIDE = {Stance.ASSERTS: "for", Stance.DENIES: "against"}


def bearing_on(world: World, key: str) -> Iterator[tuple[bool, Claim]]:
    """Yield the assertions and denials that bear on an event, and whether they are of itself.

    Assertions of narrower events pass upward, denials of wider ones downward.
    """
    reach = (
        (True, (key,), (Stance.ASSERTS, Stance.DENIES)),
        (False, world.narrower.get(key, frozenset()), (Stance.ASSERTS,)),
        (False, world.wider.get(key, frozenset()), (Stance.DENIES,)),
    )
    for direct, targets, stances in reach:
        for target in sorted(targets):
            for claim in (world.claims[c] for c in world.claims_on.get(target, ())):
                if claim.stance in stances:
                    yield direct, claim


def positions(world: World, key: str, live: Iterable[str]) -> tuple[Position, ...]:
    """Return the position of every voice on an event, from the claims that are live.

    A word overrides an opposite one of the same voice only if it was certainly said later: that a
    report of September says "has denied" does not undo an admission of June.
    """
    live = frozenset(live)
    heard: dict[tuple[str, bool, str], list[tuple[bool, Claim]]] = defaultdict(list)
    for direct, claim in bearing_on(world, key):
        if claim.id in live:
            heard[speaker_of(claim)].append((direct, claim))
    return tuple(_position(who, words) for who, words in sorted(heard.items()))


def _position(who: tuple[str, bool, str], words: list[tuple[bool, Claim]]) -> Position:
    def later(one: Claim, other: Claim) -> bool:
        return one.stance != other.stance and _earliest(one) > other.said

    def outspoken(direct: bool, claim: Claim) -> bool:
        """Say whether a direct word of the same day sets an inherited one aside."""
        return not direct and any(
            own and c.stance != claim.stance and _earliest(c) == c.said == claim.said
            for own, c in words
            if _earliest(claim) == claim.said
        )

    standing = [
        (direct, claim)
        for direct, claim in words
        if not any(later(other, claim) for _, other in words) and not outspoken(direct, claim)
    ]
    direct = any(own for own, _ in standing)
    stances = {claim.stance for _, claim in standing}
    kept = [claim for own, claim in standing if own or not direct or len(stances) > 1]
    return Position(
        voice=who[0],
        anonymous=who[1],
        claimant=who[2] or None,
        side="mixed" if len(stances) > 1 else SIDE[next(iter(stances))],
        said=max(claim.said for claim in kept),
        direct=direct,
        claims=tuple(sorted(claim.id for claim in kept)),
        reversed=any(later(one, other) for _, one in words for _, other in words),
    )


def _earliest(claim: Claim) -> date:
    """Return the first day on which a claim can have been said."""
    return claim.said if claim.when is None else claim.when.earliest_start or date.min
