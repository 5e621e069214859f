"""The status of an event: what the voices' positions and other stances come to, in one word."""

from __future__ import annotations

from collections.abc import Mapping

from geograph.policy.verdict import Position
from geograph.policy.world import World
from geograph.vocab import Stance

__all__ = ["status_of"]

# The stances that are no position, by the status that an event has when nothing better is said.
_WEAKER: tuple[tuple[str, frozenset[Stance]], ...] = (
    ("doubted-only", frozenset({Stance.DOUBTS})),
    ("announced-only", frozenset({Stance.ANNOUNCES, Stance.OFFERS, Stance.THREATENS})),
    ("requested-only", frozenset({Stance.REQUESTS, Stance.OPPOSES})),
    ("predicted-only", frozenset({Stance.PREDICTS})),
    ("mentioned-only", frozenset({Stance.PRESUPPOSES, Stance.EVALUATES})),
)


def status_of(
    world: World,
    held: tuple[Position, ...],
    others: Mapping[Stance, set[str]],
    recorded: tuple[str, ...],
    utterances: int,
    of_its_end: tuple[str, ...],
    attributed: frozenset[str],
) -> str:
    """Return the first status that holds, in the order of `STATUSES`."""
    sides = {p.side for p in held}
    if "mixed" in sides or {"for", "against"} <= sides:
        return "contested"
    if "for" in sides:
        if utterances >= 2:
            return "corroborated"
        named = any(p.side == "for" and not p.anonymous for p in held)
        return "asserted" if named else "anonymous-only"
    if recorded:
        return "recorded-only"
    if "against" in sides:
        against = [c for p in held for c in p.claims]
        kinds = {world.statements[world.claims[c].statement].kind for c in against}
        return "cleared" if "Clearance" in kinds else "denied-only"
    for status, stances in _WEAKER:
        if stances & others.keys():
            return status
    if of_its_end:
        return "mentioned-only"
    return "attributed-only" if attributed else "withdrawn"
