"""Where every voice stands on an event: its latest unretracted word, its own or inherited.

Assertions of narrower events pass upward; denials of wider ones pass downward, to what can have
begun by the day on which they were said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from datetime import date
from functools import cache

from geograph.model import Claim
from geograph.policy.claim_index import ClaimIndex, speaker_of
from geograph.policy.stance import hedged, stance_of
from geograph.policy.verdict import Position
from geograph.vocab import Stance

__all__ = [
    "SIDE",
    "Word",
    "bearing_on",
    "held_by",
    "is_attributed",
    "positions",
    "reached_by",
    "touched_by",
    "words_on",
]

#: A voice, or one unnamed source among those of a voice: `geograph.policy.claim_index.speaker_of`.
Speaker = tuple[str, bool, str]
#: A claim that bears on an event, and whether it is of the event itself.
Word = tuple[bool, Claim]
_NOBODY: frozenset[str] = frozenset()

#: The stances that are positions, and the side that each takes.
SIDE = {Stance.ASSERTS: "for", Stance.DENIES: "against"}


def bearing_on(index: ClaimIndex, key: str) -> Iterator[Word]:
    """Yield the assertions and denials that bear on an event, and whether they are of itself.

    Assertions of narrower events pass upward. Denials of wider ones pass downward as far as they
    reach in time: the event can have begun by the day of the denial (`ClaimIndex.reaches`).
    """
    for claim in _said_of(index, (key,)):
        if stance_of(claim) in SIDE:
            yield True, claim
    for claim in _said_of(index, sorted(index.narrower.get(key, ()))):
        if claim.stance == Stance.ASSERTS:
            yield False, claim
    for claim in _said_of(index, sorted(index.wider.get(key, ()))):
        if stance_of(claim) == Stance.DENIES and index.reaches(claim, key):
            yield False, claim


def _said_of(index: ClaimIndex, keys: Iterable[str]) -> Iterator[Claim]:
    return (index.claims[c] for key in keys for c in index.claims_on.get(key, ()))


def reached_by(index: ClaimIndex, claim: Claim) -> frozenset[str]:
    """Return what a claim speaks of: its object, and the events that it bears on from there.

    A joint measure is none of them: what lies above or below it is reached through its parts.
    """
    own = frozenset({claim.object})
    if claim.stance == Stance.ASSERTS:
        return (own | index.wider.get(claim.object, frozenset())) - index.umbrellas
    if stance_of(claim) == Stance.DENIES:
        below = index.narrower.get(claim.object, frozenset()) - index.umbrellas
        return own | {key for key in below if index.reaches(claim, key)}
    return own


def touched_by(index: ClaimIndex, claim: Claim) -> set[str]:
    """Return the events on which a position may change when a claim is made or taken back.

    They are those that it reaches; what lies above them, since whoever says both of a part admits
    nothing of the whole; and what denials of any of these reach, since an admission ends them for
    events beside the admitted one too: denials of its speaker, and of those whose words are known
    only through that.
    """
    out = set(reached_by(index, claim))
    if stance_of(claim) not in SIDE:
        return out
    relayed = [index.claims[key] for key, by in index.relays.items() if claim.voice in by]
    out.update(*(reached_by(index, told) for told in relayed if told.object in out))
    out.update(*(index.wider.get(key, ()) for key in tuple(out)))
    speakers = {speaker_of(told) for told in (claim, *relayed)}
    todo = sorted(out)
    while todo:
        for denial in _said_of(index, (todo.pop(),)):
            if stance_of(denial) == Stance.DENIES and speaker_of(denial) in speakers:
                new = reached_by(index, denial) - out
                out |= new
                todo += sorted(new)
    return out


def words_on(index: ClaimIndex, key: str, live: Set[str]) -> tuple[list[Word], frozenset[str]]:
    """Return the live words that make positions on an event, and the claims that make none.

    The latter are known only through a party to what they speak of that holds the same side.
    """
    words = [word for word in bearing_on(index, key) if word[1].id in live]
    attributed = frozenset(c.id for _, c in words if is_attributed(index, c.id, live))
    return [word for word in words if word[1].id not in attributed], attributed


def is_attributed(index: ClaimIndex, key: str, live: Set[str]) -> bool:
    """Return whether a claim is known only through a party that holds the same side itself."""
    claim = index.claims[key]
    if key not in index.relays or stance_of(claim) not in SIDE:
        return False
    event = index.events.get(claim.object)
    party = set(event.party if event else ())
    own: dict[str, list[Word]] = {voice: [] for voice in index.relays[claim.id] & party}
    for direct, word in bearing_on(index, claim.object) if own else ():
        if word.id in live and not index.relays.get(word.id, _NOBODY) & party:
            voice, anonymous, _ = speaker_of(word)
            if voice in own and not anonymous:
                own[voice].append((direct, word))
    return any(
        words and _side(_standing(words, lambda _: False)[0]) == SIDE[claim.stance]
        for words in own.values()
    )


def positions(
    index: ClaimIndex, key: str, live: Iterable[str], *, drop_partly_admitted: bool = False
) -> tuple[Position, ...]:
    """Return the position of every voice on an event, from the claims that are live.

    A later word overrides an opposite one of the same voice. Words whose days overlap (a day, the
    month around it) are of one date: there the direct one wins, and two direct ones are mixed.

    Words of an open day ("has denied", ``../D``) are the background of a report. They give way to
    every dated word said by D: that a report of September says "has denied" does not undo an
    admission of June. But a background "has admitted" against nothing but dated denials makes the
    voice mixed. Among words of open days the one of the latest D stands.

    An admission ends its speaker's denial of the event admitted and of wider ones, unless the
    speaker says both of it. What else that denial reaches stays denied and is marked as partly
    admitted, or, with ``drop_partly_admitted``, is denied no longer.
    """
    live = frozenset(live)
    words, _ = words_on(index, key, live)
    return held_by(index, key, words, live, drop_partly_admitted=drop_partly_admitted)


def held_by(
    index: ClaimIndex,
    key: str,
    words: Iterable[Word],
    live: Set[str],
    *,
    drop_partly_admitted: bool,
) -> tuple[Position, ...]:
    """Return the position of every voice on an event, from the words that make positions."""
    heard: dict[Speaker, list[Word]] = defaultdict(list)
    for direct, claim in words:
        heard[speaker_of(claim)].append((direct, claim))
    held = (_held(index, key, heard[who], live, drop_partly_admitted) for who in sorted(heard))
    return tuple(position for position in held if position is not None)


def _words(index: ClaimIndex, key: str, who: Speaker, live: Set[str]) -> list[Word]:
    """Return what one speaker has said that bears on an event."""
    return [word for word in words_on(index, key, live)[0] if speaker_of(word[1]) == who]


def _held(
    index: ClaimIndex, key: str, words: list[Word], live: Set[str], drop: bool
) -> Position | None:
    """Return where one speaker stands; None where all that it denied is dropped."""
    ended = {
        claim.id
        for direct, claim in words
        if not direct and claim.stance == Stance.DENIES and _ended(index, claim, live, drop)
    }

    @cache
    def says_both(part: str) -> bool:
        return _mixed(index, part, speaker_of(words[0][1]), live)

    standing, reversed_ = _standing(words, says_both)
    if drop and ended:
        left = [(direct, claim) for direct, claim in words if claim.id not in ended]
        if not left:
            return None
        standing, _ = _standing(left, says_both)
    voice, anonymous, claimant = speaker_of(words[0][1])
    side = _side(standing)
    direct = any(own for own, _ in standing)
    kept = [claim for own, claim in standing if own or not direct or side == "mixed"]
    denials = [claim for claim in kept if claim.stance == Stance.DENIES]
    return Position(
        voice=voice,
        kind=index.voice_kind(voice, anonymous=anonymous),
        anonymous=anonymous,
        claimant=claimant or None,
        side=side,
        said=max(claim.said for claim in kept),
        direct=direct,
        claims=tuple(sorted(claim.id for claim in kept)),
        reversed=reversed_,
        possible=bool(denials) and all(index.possibly(claim, key) for claim in denials),
        hedged=side == "for" and all(hedged(claim) for _, claim in standing),
        partly_admitted=side == "against" and ended.issuperset(claim.id for claim in denials),
    )


def _ended(index: ClaimIndex, denial: Claim, live: Set[str], drop: bool) -> bool:
    """Return whether its speaker has since admitted what it denied, or a part of that."""
    words = _words(index, denial.object, speaker_of(denial), live)
    if not any(claim.stance == Stance.ASSERTS for _, claim in words):
        return False
    position = _held(index, denial.object, words, live, drop)
    return position is not None and position.side == "for"


def _mixed(index: ClaimIndex, key: str, who: Speaker, live: Set[str]) -> bool:
    """Return whether a speaker says both of an event."""

    @cache
    def says_both(part: str) -> bool:
        return _mixed(index, part, who, live)

    return _side(_standing(_words(index, key, who, live), says_both)[0]) == "mixed"


def _side(standing: list[Word]) -> str:
    stances = {claim.stance for _, claim in standing}
    return "mixed" if len(stances) > 1 else SIDE[next(iter(stances))]


def _standing(words: list[Word], says_both: Callable[[str], bool]) -> tuple[list[Word], bool]:
    """Return the words of one speaker that no other overrides, and whether any one does.

    ``says_both`` says whether the speaker is mixed on a part of the event.
    """

    def ends(own: bool, one: Claim, other: Claim) -> bool:
        """Return whether a word can end another: whoever says both of a part ends no denial."""
        opposite = one.stance != other.stance
        return opposite and (own or one.stance == Stance.DENIES or not says_both(one.object))

    def yields(word: Claim) -> bool:
        """Return whether a word of an open day gives way to the dated ones."""
        against = [(own, one) for own, one in dated if one.stance != word.stance]
        if any(_first(one) > word.said and ends(own, one, word) for own, one in against):
            return True
        before = [(own, one) for own, one in dated if _first(one) <= word.said]
        if word.stance == Stance.ASSERTS and all(c.stance == Stance.DENIES for _, c in before):
            return False
        return any(ends(own, one, word) for own, one in before)

    dated = [word for word in words if not _open(word[1])]
    open_ = [word for word in words if _open(word[1]) and not yields(word[1])]
    left = [
        (direct, claim)
        for direct, claim in dated
        if not any(_first(one) > claim.said and ends(own, one, claim) for own, one in dated)
    ]
    still = [
        (direct, claim)
        for direct, claim in open_
        if not any(one.said > claim.said and ends(own, one, claim) for own, one in open_)
    ]
    changed = len(left) + len(still) < len(words)
    return _outspoken([*left, *still]), changed


def _outspoken(words: list[Word]) -> list[Word]:
    """Return words without the inherited ones that a direct one of their date contradicts."""

    def of_one_date(one: Claim, other: Claim) -> bool:
        if _open(one) or _open(other):
            return _open(one) and _open(other) and one.said == other.said
        return _first(one) <= other.said and _first(other) <= one.said

    own = [claim for direct, claim in words if direct]
    return [
        (direct, claim)
        for direct, claim in words
        if direct or not any(c.stance != claim.stance and of_one_date(c, claim) for c in own)
    ]


def _open(claim: Claim) -> bool:
    """Return whether a claim was said on an open day: "has denied", some time up to a day."""
    return claim.when is not None and claim.when.earliest_start is None


def _first(claim: Claim) -> date:
    """Return the first day on which a claim can have been said."""
    return claim.said if claim.when is None else claim.when.earliest_start or date.min
