"""How many independent utterances stand behind an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

from geograph.model import Claim
from geograph.policy.world import World
from geograph.vocab import Stance

__all__ = ["independent"]

UNSTATED = "publisher/unstated/"


def independent(world: World, words: Iterable[Claim], voices: Set[str]) -> int:
    """Count the voices that can be given an utterance each of their own (a maximum matching).

    One joint statement is n endorsements and one utterance; whoever relays or rests on another's
    statement shares its utterance. Unnamed sources count nothing, nor do unstated publishers: two
    reprints of one story would be two of them.

    Parameters
    ----------
    world
        Which statements rest on which.
    words
        The words that bear on an event.
    voices
        Those that stand for it.
    """
    spoken: dict[str, set[str]] = defaultdict(set)
    for claim in words:
        if (
            claim.stance == Stance.ASSERTS
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
