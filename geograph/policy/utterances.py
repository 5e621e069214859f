"""How many independent utterances stand behind an event."""

from __future__ import annotations

from collections import defaultdict

from geograph.policy.world import World
from geograph.vocab import Stance

__all__ = ["independent"]

UNSTATED = "publisher/unstated/"


def independent(world: World, key: str, voices: set[str], live: frozenset[str]) -> int:
    """Count the voices that can be given an utterance each of their own (a maximum matching).

    One joint statement is n endorsements and one utterance; whoever relays or rests on another's
    statement shares its utterance. Unnamed sources count nothing, nor do unstated publishers: two
    reprints of one story would be two of them.
    """
    spoken: dict[str, set[str]] = defaultdict(set)
    for target in (key, *world.narrower.get(key, ())):
        for claim_id in world.claims_on.get(target, ()):
            claim = world.claims[claim_id]
            if (
                claim_id in live
                and claim.stance == Stance.ASSERTS
                and not claim.anonymous
                and not claim.voice.startswith(UNSTATED)
                and claim.voice in voices
            ):
                spoken[claim.voice] |= world.utterance[claim.statement]
    taken: dict[str, str] = {}

    def place(voice: str, seen: set[str]) -> bool:
        for utterance in sorted(spoken[voice] - seen):
            seen.add(utterance)
            if utterance not in taken or place(taken[utterance], seen):
                taken[utterance] = voice
                return True
        return False

    return sum(place(voice, set()) for voice in sorted(spoken))
