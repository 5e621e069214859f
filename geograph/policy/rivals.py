"""Rival accounts: whoever says that it was one is, if a policy says so, against the other."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from geograph.policy.claim_index import ClaimIndex
from geograph.policy.verdict import Position
from geograph.policy.voice_positions import positions

__all__ = ["with_rivals"]


def with_rivals(
    index: ClaimIndex,
    key: str,
    held: tuple[Position, ...],
    live: Set[str],
    *,
    drop_partly_admitted: bool = False,
) -> tuple[Position, ...]:
    """Return the positions on an event together with those that follow from its rivals.

    A voice that is for a rival is against the event, unless its latest word is for the event
    itself: of one date its own direct word wins, and an inherited one makes it mixed. Nobody else
    changes sides by a rival.

    Parameters
    ----------
    index, live
        Whose claims they are, and which are known and not taken back.
    key
        The event.
    held
        The positions on it without its rivals.
    drop_partly_admitted
        As for `geograph.policy.voice_positions.positions`.
    """
    found = {(p.voice, p.anonymous, p.claimant or ""): p for p in held}
    for other in sorted(index.rivals.get(key, ())):
        for told in positions(index, other, live, drop_partly_admitted=drop_partly_admitted):
            if told.side == "for":
                who = (told.voice, told.anonymous, told.claimant or "")
                found[who] = _beside(found.get(who), told)
    return tuple(found[who] for who in sorted(found))


def _beside(own: Position | None, told: Position) -> Position:
    """Return a voice's position on an event, beside the one that it has for a rival."""
    against = replace(
        told, side="against", direct=False, rival=True, possible=False, partly_admitted=False
    )
    if own is None:
        return replace(against, reversed=False)
    if own.side != "for" or own.said > told.said or (own.direct and own.said == told.said):
        return own
    if own.said < told.said:
        return replace(against, reversed=True)
    claims = tuple(sorted({*own.claims, *told.claims}))
    return replace(own, side="mixed", claims=claims, rival=True)
