"""An event → the pairs of nodes that it ties at a level, and why other pairs of it tie none.

At the level of states a party stands for a state only where it speaks for it on that day: a person
in office, a body of government. Being based in a state, owned by it or near to it is not enough,
so sanctions on companies in China never become a tie to China.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from geograph.model import Event
from geograph.policy import World
from geograph.vocab import is_a

__all__ = ["Dyad", "Level", "dyads"]

Level = Literal["state", "actor"]

ONE_SIDE = "only one side is named"
NOT_IN_TIME = "not begun, or over, as of that day"
LOOP = "both sides are one node"
SANCTIONED = "a person under sanction is not the state"

# Why a party that is no state drops out at the level of states, by its class.
DROPPED = {
    "Company": "a company is not its state",
    "ActorGroup": "a group is not expanded",
    "UnnamedSource": "an unnamed source is nobody's state",
    "Person": "a person who speaks for no state then",
    "ArmedGroup": "an armed group is no state",
    "Vessel": "a vessel is not its state",
    "Aircraft": "an aircraft is not its state",
}
OTHER = "an organisation that speaks for no state then"

_NODES = ("State", "InternationalOrganisation")
# Whatever offices they are given, these are never their state.
_NEVER = ("Company", "UnnamedSource", "Vessel", "Aircraft")


@dataclass(frozen=True, slots=True)
class Dyad:
    """A tie that one event makes; ``weight`` is its share of the event's weight.

    A pair without direction is two of them, one each way, each with the whole share of the pair.
    """

    source: str
    target: str
    directed: bool
    weight: float


def dyads(world: World, event: Event, level: Level) -> tuple[list[Dyad], list[str]]:
    """Return the ties of an event at a level, and the reasons why others of its pairs are none.

    Actors are paired with recipients, participants with one another. What drops out takes its
    share of the weight with it: that one of three senders is a group does not make the other two
    send more.

    >>> from geograph.actors import ActorIndex
    >>> from geograph.model import Actor, Model
    >>> a, b = (Actor(id=f"state/{x}", kind="State", label=x) for x in "AB")
    >>> firm = Actor(id="actor/firm", kind="Company", label="a firm based in B")
    >>> world = World.from_model(Model(actors=(a, b, firm)))
    >>> event = Event(id="event/e", kind="Sanction", label="e", dossier="dossier/d",
    ...               actor=(a.id,), recipient=(b.id, firm.id))
    >>> ties, reasons = dyads(world, event, "state")
    >>> [(tie.source, tie.target, tie.weight) for tie in ties], reasons
    ([('state/A', 'state/B', 0.5)], ['a company is not its state'])
    """
    pairs = [(a, b, True) for a in event.actor for b in event.recipient]
    pairs += [(a, b, False) for a, b in combinations(sorted(set(event.participant)), 2)]
    if not pairs:
        return [], [ONE_SIDE]
    reasons: set[str] = set()
    # Counted first and divided once: equal splits give equal weights, whatever their order.
    count: Counter[tuple[str, str, bool]] = Counter()
    for one, other, directed in pairs:
        source, lost = _node(world, event, one, level, targeted=False)
        target, lost_too = _node(world, event, other, level, targeted=directed)
        reasons |= {reason for reason in (lost, lost_too) if reason}
        if source and source == target:
            reasons.add(LOOP)
        elif source and target:
            count[source, target, directed] += 1
            if not directed:
                count[target, source, directed] += 1
    ties = [Dyad(*key, event.weight * n / len(pairs)) for key, n in sorted(count.items())]
    return ties, sorted(reasons)


def _node(
    world: World, event: Event, party: str, level: Level, *, targeted: bool
) -> tuple[str | None, str | None]:
    """Return the node that a party stands for, or the reason why it stands for none."""
    if level == "actor":
        return party, None
    actor = world.actors.get(party)
    if targeted and actor.kind == "Person" and is_a(event.kind, "Sanction"):
        return None, SANCTIONED
    if actor.kind not in _NEVER and actor.member_kind not in _NEVER:
        # without a day only what holds for good can be relied on
        voice, _ = world.actors.voice(party, world.day(event) or date.max)
        if world.actors.get(voice).kind in _NODES:
            return voice, None
    return None, DROPPED.get(actor.kind, OTHER)
