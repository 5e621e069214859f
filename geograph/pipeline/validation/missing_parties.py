"""Propose parties that an event lacks: a supply without a supplier, an agreement of one."""

from __future__ import annotations

from collections.abc import Iterator

from geograph.model import Event
from geograph.pipeline.validation.proposal import Proposal, short
from geograph.pipeline.validation.rules import Corpus
from geograph.vocab import EVENT_CLASSES, is_a

__all__ = ["missing_party"]

#: Classes of deeds that pass from somebody to somebody.
DIRECTED = (
    "ArmsTransfer", "GoodsTransfer", "FinancialAssistance", "MilitaryAssistance",
    "IntelligenceSharing", "UsePermission", "Visit",
)  # fmt: skip
#: Classes of deeds of force, with an actor and somebody or something that they are done to.
HOSTILE = ("Attack", "MilitaryOperation", "Occupation", "Blockade", "Seizure", "Cyberattack")
#: Classes of what takes two.
MUTUAL = ("Agreement", "Negotiation", "War", "Dispute", "Cooperation")
#: One of these is several.
SEVERAL = ("ActorGroup", "InternationalOrganisation")


def missing_party(corpus: Corpus) -> Iterator[Proposal]:
    """Propose to name the side that an event of its class has, and that is not named."""
    several = {actor.id for actor in corpus.model.actors if actor.kind in SEVERAL}
    for event in sorted(corpus.model.events, key=lambda e: e.id):
        for role in _missing(event, several):
            fix, why = _from_wider(corpus, event, role)
            yield Proposal(
                rule="missing-party",
                focus=event.id,
                what=f"{event.label} names no {_NAMES[role]}",
                why=f"{EVENT_CLASSES[event.kind].label} has one{why}",
                fix=fix,
            )
            break  # one proposal an event: it is read once


_NAMES = {"actor": "actor", "recipient": "recipient", "participant": "other party"}


def _missing(event: Event, several: set[str]) -> Iterator[str]:
    """Yield the roles that the class of an event needs and nobody has."""
    if event.participant and not any(is_a(event.kind, one) for one in MUTUAL):
        return
    if any(is_a(event.kind, one) for one in DIRECTED):
        yield from (role for role in ("actor", "recipient") if not getattr(event, role))
    elif any(is_a(event.kind, one) for one in HOSTILE):
        if not event.actor:
            yield "actor"
        if not (event.recipient or event.object or event.place):
            yield "recipient"
    elif any(is_a(event.kind, one) for one in MUTUAL):
        parties = {*event.actor, *event.recipient, *event.participant}
        if len(parties) < 2 and not parties & several:
            yield "participant"


def _from_wider(corpus: Corpus, event: Event, role: str) -> tuple[str, str]:
    """Return the line to paste, and whose it is where a wider event names that side."""
    index = corpus.claim_index
    for key in sorted(index.wider[event.id]):
        wider = index.events.get(key)
        found = getattr(wider, role) if wider else ()
        if others := [one for one in found if one not in event.participant]:
            names = ", ".join(index.label(one) for one in others)
            return f"{role}: [{names}]", f"; the wider {short(key)} has {names}"
    return f"{role}: as the report names them, be it as a group with members unstated", ""
