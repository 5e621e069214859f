"""How far a denial at large reaches in time: to what can have begun by the day on which it is said.

Whoever denied all arms in 2022 has not denied a delivery of 2024.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from geograph.model import Claim, Event, Measure
from geograph.policy.stance import stance_of
from geograph.vocab import Stance

__all__ = ["beginnings", "coded_beginning", "speaks_of_a_fact"]

#: The stances that speak of an event as having happened, for or against. The rest speak of what is
#: to come, is wished for or is judged.
_AS_FACT = frozenset({Stance.ASSERTS, Stance.PRESUPPOSES, Stance.DOUBTS, Stance.DENIES})
#: At these stages a claim speaks of what is still to come, whatever its stance.
_AHEAD = frozenset({"planned", "announced"})


def coded_beginning(event: Event) -> date | None:
    """Return the first day on which an event can have begun, as coded; None where that is open.

    >>> coded_beginning(Event(id="event/e", kind="Meeting", label="", dossier="")) is None
    True
    """
    if event.when is not None:
        return event.when.earliest_start
    if isinstance(event, Measure):
        return min((day for day in (event.listed, event.effective) if day), default=None)
    return None


def _begun(event: Event) -> date | None:
    """Return the day by which an event of an open start had begun: of ``../D`` it is D."""
    return (event.when.latest_start or event.when.latest_end) if event.when else None


def speaks_of_a_fact(claim: Claim) -> bool:
    """Return whether a claim speaks of its object as having happened, if only to deny it."""
    return stance_of(claim) in _AS_FACT and claim.stage not in _AHEAD


def beginnings(
    events: Mapping[str, Event], claims: Iterable[Claim], wider: Mapping[str, Iterable[str]]
) -> dict[str, date]:
    """Return the first day on which each event can have begun, without those that have none.

    It is the coded one; where that is open or absent, the day on which the event was first spoken
    of as having happened, over all claims, whatever is known by a cut, or the day by which it is
    coded to have begun, if that is earlier. What was only announced, warned of or predicted has
    not begun.

    Parameters
    ----------
    events
        Events and measures by id.
    claims
        All claims, those that were taken back among them.
    wider
        Everything that each event lies within: what is asserted of an event is asserted of those.
    """
    first: dict[str, date] = {}
    for claim in claims:
        if speaks_of_a_fact(claim):
            above = wider.get(claim.object, ()) if claim.stance == Stance.ASSERTS else ()
            for key in (claim.object, *above):
                first[key] = min(claim.said, first.get(key, claim.said))
    out: dict[str, date] = {}
    for key, event in events.items():
        days = [coded_beginning(event)]
        if days == [None]:
            days = [first.get(key), _begun(event)]
        if known := [day for day in days if day is not None]:
            out[key] = min(known)
    return out
