"""Whether a policy's rule admits an event as a relation: the one place where one becomes so."""

from __future__ import annotations

from geograph.model import Event
from geograph.policy.rule import Policy
from geograph.policy.verdict import Verdict

__all__ = ["admits"]


def admits(policy: Policy, event: Event, verdict: Verdict, holders: frozenset[str]) -> bool:
    """Say whether a rule admits an event on a verdict, whatever the cut in event time.

    ``holders`` are the voices of ``held-by``.
    """
    anyone = {p.side for p in verdict.positions}
    for_, against = set(verdict.for_), set(verdict.against)
    match policy.rule:
        case "all":
            return "for" in anyone
        case "recorded":
            return "for" in anyone or bool(verdict.recorded)
        case "undenied":
            return "for" in anyone and not anyone & {"against", "mixed"}
        case "party-undenied":
            return "for" in anyone and not against & set(event.party)
        case "admitted":
            return verdict.admitted
        case "endorsed":
            return len(for_) >= (policy.n or 1)
        case "corroborated":
            return verdict.utterances >= (policy.n or 1)
        case _:
            return bool(for_ & holders) and not against & holders
