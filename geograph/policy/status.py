"""The status of an event: what the voices' positions and other stances come to, in one word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geograph.policy.admission import Account, denied_by, independent
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.claim_policy import COUNTED
from geograph.policy.verdict import Position
from geograph.vocab import Stance

__all__ = ["flags_of", "grade_of", "status_of"]

# The stances that are not a position, by the status that an event has when nothing better is said.
_WEAKER: tuple[tuple[str, frozenset[Stance]], ...] = (
    ("doubted-only", frozenset({Stance.DOUBTS})),
    ("announced-only", frozenset({Stance.ANNOUNCES, Stance.OFFERS, Stance.THREATENS})),
    ("requested-only", frozenset({Stance.REQUESTS, Stance.OPPOSES})),
    ("predicted-only", frozenset({Stance.PREDICTS})),
    ("presupposed-only", frozenset({Stance.PRESUPPOSES})),
    ("mentioned-only", frozenset({Stance.EVALUATES})),
)


def status_of(
    index: ClaimIndex,
    standing: Account,
    others: Mapping[Stance, object],
    *,
    of_its_end: Iterable[str] = (),
    attributed: Iterable[str] = (),
) -> str:
    """Return the first status that holds, in the order of `STATUSES`.

    Parameters
    ----------
    index
        What kind of statement each claim stands in.
    standing
        Who stands where on the event.
    others
        The stances besides that anybody takes on it.
    of_its_end, attributed
        The claims that speak of its end alone, and those that make no position.
    """
    held = standing.positions
    sides = {p.side for p in held}
    if "mixed" in sides or {"for", "against"} <= sides:
        return "contested"
    if "for" in sides:
        return _asserted(standing)
    if standing.recorded:
        return "recorded-only"
    if "against" in sides:
        claims = (index.claims[c] for p in held for c in p.claims)
        kinds = {index.statements[claim.statement].kind for claim in claims}
        return "cleared" if "Clearance" in kinds else "denied-only"
    for status, stances in _WEAKER:
        if stances & others.keys():
            return status
    if any(of_its_end):
        return "mentioned-only"
    return "attributed-only" if any(attributed) else "withdrawn"


def _asserted(standing: Account) -> str:
    """Return by whom an event is asserted that nobody denies."""
    if independent(standing, frozenset(COUNTED)) >= 2:
        return "corroborated"
    kinds = {p.kind for p in standing.positions if p.side == "for"}
    if kinds & {*COUNTED}:
        return "asserted"
    return "reported-only" if "press" in kinds else "anonymous-only"


def grade_of(standing: Account) -> str:
    """Return by whom a contested event is denied: the first that holds, in the order of `GRADES`.

    It says how far the denials go and never who is right.
    """
    if by := denied_by(standing.positions, standing):
        return by
    mixed = any(p.side == "mixed" for p in standing.positions)
    return "mixed" if mixed else "press or unnamed"


def flags_of(held: Iterable[Position], owners: frozenset[str]) -> tuple[str, ...]:
    """Return the flags that hold of an event, in the order of `FLAGS`.

    Parameters
    ----------
    held
        The positions on it.
    owners
        The voices whose assertion owns the act.
    """
    held = tuple(held)
    for_ = [p for p in held if p.side == "for"]
    owning = [p for p in for_ if p.voice in owners and not p.anonymous]
    holds = {
        "owned": bool(owning),
        "admitted": any(p.reversed for p in owning),
        "reversed": any(p.reversed for p in held),
        "mixed": any(p.side == "mixed" for p in held),
        "hedged": bool(for_) and all(p.hedged for p in for_),
        "partly admitted": any(p.partly_admitted for p in held),
        "possible": any(p.possible for p in held),
    }
    return tuple(name for name, true in holds.items() if true)
