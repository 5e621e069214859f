"""Who stands where on an event, as voices with their names, and in a line of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geograph.model import Claim
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.verdict import Position

__all__ = ["Speaker", "said_by", "speakers", "takers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice that stands somewhere on a row.

    ``inherited`` means that it spoke of a wider or narrower event only, ``mixed`` that it says
    both on one day; ``through`` names the people and bodies that spoke for it; ``kind`` is the
    kind of its voice, where it takes a side; ``rival`` means that it is for a rival account.
    """

    id: str
    label: str
    kind: str | None = None
    rival: bool = False
    inherited: bool = False
    anonymous: bool = False
    mixed: bool = False
    through: tuple[str, ...] = ()


def said_by(speakers: Iterable[Speaker]) -> str:
    """Return speakers in a line; inherited positions and unnamed sources are marked and counted.

    >>> said_by((Speaker(id="state/IRN", label="Iran", inherited=True),))
    'Iran (inherited)'
    """
    told = Counter(
        speaker.label
        + " (unnamed)" * speaker.anonymous
        + " (says both)" * speaker.mixed
        + " (inherited)" * speaker.inherited
        + " (for a rival account)" * speaker.rival
        for speaker in speakers
    )
    return ", ".join(name if n == 1 else f"{name} ×{n}" for name, n in told.items())


def speakers(index: ClaimIndex, positions: Iterable[Position], side: str) -> tuple[Speaker, ...]:
    """Return who stands on one side; a voice that says both on one day stands on both."""
    return tuple(
        Speaker(
            id=p.voice,
            label=index.label(p.voice),
            kind=p.kind,
            rival=p.rival,
            inherited=not p.direct and not p.rival,
            anonymous=p.anonymous,
            mixed=p.side == "mixed",
            through=_through(index, (index.claims[c] for c in p.claims)),
        )
        for p in sorted(positions, key=lambda p: (p.anonymous, index.label(p.voice), p.voice))
        if p.side in (side, "mixed")
    )


def takers(index: ClaimIndex, claims: Iterable[Claim]) -> tuple[Speaker, ...]:
    """Return who takes a stance that is not a position, by its claims."""
    spoken: dict[tuple[bool, str, str], list[Claim]] = {}
    for claim in claims:
        key = (claim.anonymous, index.label(claim.voice), claim.voice)
        spoken.setdefault(key, []).append(claim)
    return tuple(
        Speaker(id=voice, label=label, anonymous=anonymous, through=_through(index, told))
        for (anonymous, label, voice), told in sorted(spoken.items())
    )


def _through(index: ClaimIndex, claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({index.label(c.claimant) for c in claims if c.claimant != c.voice}))
