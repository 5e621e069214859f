"""Where every voice stands on an event: its latest unretracted word, its own or inherited.

Assertions of narrower events pass upward; denials of wider ones pass downward, to what can have
begun by the day on which they were said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from geograph.model import Claim
from geograph.policy.verdict import Position
from geograph.policy.world import World, speaker_of
from geograph.vocab import Stance

__all__ = ["SIDE", "bearing_on", "positions", "reached_by"]

#: The stances that are positions, and the side that each takes.
SIDE = {Stance.ASSERTS: "for", Stance.DENIES: "against"}


def bearing_on(world: World, key: str) -> Iterator[tuple[bool, Claim]]:
    """Yield the assertions and denials that bear on an event, and whether they are of itself.

    Assertions of narrower events pass upward. Denials of wider ones pass downward as far as they
    reach in time: the event can have begun by the day of the denial (`World.reaches`).
    """
    for claim in _said_of(world, (key,)):
        if claim.stance in SIDE:
            yield True, claim
    for claim in _said_of(world, sorted(world.narrower.get(key, ()))):
        if claim.stance == Stance.ASSERTS:
            yield False, claim
    for claim in _said_of(world, sorted(world.wider.get(key, ()))):
        if claim.stance == Stance.DENIES and world.reaches(claim, key):
            yield False, claim


def _said_of(world: World, keys: Iterable[str]) -> Iterator[Claim]:
    return (world.claims[c] for key in keys for c in world.claims_on.get(key, ()))


def reached_by(world: World, claim: Claim) -> frozenset[str]:
    """Return what a claim speaks of: its object, and the events that it bears on from there."""
    own = frozenset({claim.object})
    if claim.stance == Stance.ASSERTS:
        return own | world.wider.get(claim.object, frozenset())
    if claim.stance == Stance.DENIES:
        below = world.narrower.get(claim.object, frozenset())
        return own | {key for key in below if world.reaches(claim, key)}
    return own


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
    return tuple(_position(world, key, who, words) for who, words in sorted(heard.items()))


def _position(
    world: World, key: str, who: tuple[str, bool, str], words: list[tuple[bool, Claim]]
) -> Position:
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
    denials = [claim for claim in kept if claim.stance == Stance.DENIES]
    return Position(
        voice=who[0],
        kind=world.voice_kind(who[0], anonymous=who[1]),
        anonymous=who[1],
        claimant=who[2] or None,
        side="mixed" if len(stances) > 1 else SIDE[next(iter(stances))],
        said=max(claim.said for claim in kept),
        direct=direct,
        claims=tuple(sorted(claim.id for claim in kept)),
        reversed=any(later(one, other) for _, one in words for _, other in words),
        possible=bool(denials) and all(world.possibly(claim, key) for claim in denials),
    )


def _earliest(claim: Claim) -> date:
    """Return the first day on which a claim can have been said."""
    return claim.said if claim.when is None else claim.when.earliest_start or date.min
