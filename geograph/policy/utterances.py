"""How many independent utterances stand behind an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from geograph.model import Claim
from geograph.policy.claim_index import ClaimIndex
from geograph.vocab import Stance

__all__ = ["matched", "spoken"]

UNSTATED = "publisher/unstated/"


def spoken(
    index: ClaimIndex, words: Iterable[Claim], voices: Set[str]
) -> Mapping[str, frozenset[str]]:
    """Return the utterances in which each of some voices asserts an event.

    Whoever relays or rests on another's statement shares its utterance. Unnamed sources have none,
    nor do unstated publishers: two reprints of one story would be two of them.

    Parameters
    ----------
    index
        Which statements rest on which.
    words
        The words that bear on the event.
    voices
        Those that stand for it.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for claim in words:
        if (
            claim.stance == Stance.ASSERTS
            and not claim.anonymous
            and not claim.voice.startswith(UNSTATED)
            and claim.voice in voices
        ):
            found[claim.voice] |= index.utterance[claim.statement]
    return {voice: frozenset(utterances) for voice, utterances in sorted(found.items())}


def matched(spoken: Mapping[str, frozenset[str]], voices: Iterable[str]) -> int:
    """Count the voices that can be given an utterance each of their own (a maximum matching).

    One joint statement is n endorsements and one utterance.

    >>> joint = {"state/AAA": frozenset({"joint"}), "state/BBB": frozenset({"joint", "alone"})}
    >>> matched(joint, joint), matched(joint, ["state/AAA"])
    (2, 1)
    """
    taken: dict[str, str] = {}

    def place(voice: str, seen: set[str]) -> bool:
        for utterance in sorted(spoken.get(voice, frozenset()) - seen):
            seen.add(utterance)
            if utterance not in taken or place(taken[utterance], seen):
                taken[utterance] = voice
                return True
        return False

    return sum(place(voice, set()) for voice in sorted(set(voices)))
