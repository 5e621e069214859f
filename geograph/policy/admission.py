"""Whether a policy's rule admits an event as a relation: the one place where one becomes so.

A rule looks at nothing but the account of an event: who stands where on it. That of a coded event
comes from its claims, that of a row of a data set from its release.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from geograph.policy.claim_policy import COUNTED, NEVER, Policy
from geograph.policy.utterances import matched
from geograph.policy.verdict import Position

__all__ = ["Account", "admits", "denied_by", "independent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who stands for, against and beside one event.

    ``presupposing`` are the named voices that take it as given, with their kinds; ``recorded`` says
    whether an extraction has it. ``parties`` are the voices whose denial is a party's denial,
    ``owners`` those whose word owns the act (actors and participants), ``confirming`` the
    recipients whose word confirms it. ``spoken`` maps each named voice for to the utterances that
    it can be given; ``searched`` says whether a denial was looked for.
    """

    positions: tuple[Position, ...] = ()
    presupposing: Mapping[str, str] = field(default_factory=dict)
    recorded: bool = False
    parties: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    confirming: frozenset[str] = frozenset()
    spoken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    searched: bool = False


def admits(policy: Policy, event: Account, holders: frozenset[str] = frozenset()) -> bool:
    """Return whether a rule admits an event by its account, whatever the cut in event time.

    Parameters
    ----------
    policy
        The rule, the kinds of voice that are heard, and its options.
    event
        Who stands where on it.
    holders
        The voices of ``held-by``.

    Examples
    --------
    >>> admits(Policy(), Account(recorded=True))
    False
    >>> admits(Policy(rule="recorded"), Account(recorded=True))
    True
    """
    kinds = policy.heard
    heard = [position for position in event.positions if position.kind in kinds]
    sides = {position.side for position in heard}
    for_ = {p.voice for p in heard if p.side == "for" and not p.anonymous}
    against = {p.voice for p in heard if p.side == "against" and not p.anonymous}
    counted = {p.voice for p in heard if p.side == "for" and p.kind not in NEVER}
    if policy.searched and not event.searched:
        return False
    match policy.rule:
        case "all":
            return "for" in sides
        case "recorded":
            return "for" in sides or event.recorded
        case "accepted":
            beside = {
                v for v, kind in event.presupposing.items() if kind == "state" and kind in kinds
            }
            return "for" in sides or bool(beside - event.parties)
        case "undenied":
            return "for" in sides and not sides & {"against", "mixed"}
        case "party-undenied":
            return "for" in sides and not against & event.parties
        case "owned":
            return bool(for_ & event.owners)
        case "party-confirmed":
            return bool(for_ & (event.owners | event.confirming))
        case "endorsed":
            return len(counted) >= (policy.n or 1)
        case "corroborated":
            return independent(event, kinds) >= (policy.n or 1)
        case "held-by":
            return bool(for_ & holders) and not against & holders
        case _:
            return "for" in sides and policy.rule == f"contested-by:{denied_by(heard, event)}"


def independent(event: Account, kinds: Set[str]) -> int:
    """Count the voices of some kinds that are for an event in utterances of their own.

    Where all of them hedge it is none: two who call it possible corroborate nothing.
    """
    told = [p for p in event.positions if p.side == "for" and p.kind in kinds - {*NEVER}]
    if all(position.hedged for position in told):
        return 0
    return matched(event.spoken, (position.voice for position in told))


def denied_by(heard: Iterable[Position], event: Account) -> str | None:
    """Return who denies an event, the first that holds: a party, others of kinds that count.

    Parameters
    ----------
    heard
        The positions that are heard.
    event
        Who its parties are.
    """
    against = [p for p in heard if p.side == "against" and not p.anonymous]
    if any(p.voice in event.parties for p in against):
        return "party"
    return "others" if any(p.kind in COUNTED for p in against) else None
