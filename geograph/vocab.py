"""The vocabulary as Python names: namespaces, classes with their field codes, stances, stages.

``ontology.ttl`` is the truth; a test holds this module against it in both directions.
CAMEO root codes, PLOVER types and signs are annotations of their own: none is computed from
another (CAMEO codebook 1.1b3; PLOVER in the names of its 2021 conversion table, sixteen types).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

GG = "https://w3id.org/geograph/ns#"
ID = "https://w3id.org/geograph/id/"


def iri(local: str) -> str:
    """Return the IRI of a resource from its local path.

    >>> iri("state/IRN")
    'https://w3id.org/geograph/id/state/IRN'
    """
    return ID + local


def local(resource: str) -> str:
    """Return the local path of a resource's IRI; other text comes back unchanged.

    >>> local("https://w3id.org/geograph/id/state/IRN")
    'state/IRN'
    """
    return resource.removeprefix(ID)


class Stance(StrEnum):
    """How a claimant stands to the object of a claim; each is a property of the ontology."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    ANNOUNCES = "announces"
    PREDICTS = "predicts"
    REQUESTS = "requests"
    OPPOSES = "opposes"
    THREATENS = "threatens"
    OFFERS = "offers"
    EVALUATES = "evaluates"
    PRESUPPOSES = "presupposes"
    RETRACTS = "retracts"


class ActorClass(NamedTuple):
    """A class of actors; ``parent`` is None at the root."""

    name: str
    parent: str | None
    label: str


class EventClass(NamedTuple):
    """A class of events with its codes in the field's schemes.

    ``cameo`` is the CAMEO root (two digits, as text), ``plover`` the PLOVER event type, ``sign``
    +1 cooperation, -1 conflict, 0 neither; ``durative`` says that its dates are a span that holds
    throughout, not a moment somewhere within it; ``one_off`` that a measure is done once and never
    in force.
    """

    name: str
    parent: str | None
    label: str
    cameo: str | None = None
    plover: str | None = None
    sign: int = 0
    durative: bool = False
    one_off: bool = False


ACTOR_CLASSES: dict[str, ActorClass] = {
    c.name: c
    for c in (
        ActorClass("Actor", None, "actor"),
        ActorClass("State", "Actor", "state"),
        ActorClass("Organisation", "Actor", "organisation"),
        ActorClass("GovernmentBody", "Organisation", "government body"),
        ActorClass("InternationalOrganisation", "Organisation", "international organisation"),
        ActorClass("Company", "Organisation", "company"),
        ActorClass("ArmedGroup", "Organisation", "armed group"),
        ActorClass("Person", "Actor", "person"),
        ActorClass("Vessel", "Actor", "vessel"),
        ActorClass("Aircraft", "Actor", "aircraft"),
        ActorClass("ActorGroup", "Actor", "group whose members are not all named"),
        ActorClass("UnnamedSource", "Actor", "unnamed source"),
    )
}

ITEM_CLASSES: tuple[str, ...] = ("WeaponSystem", "Munition", "DualUseGood")

EVENT_CLASSES: dict[str, EventClass] = {
    c.name: c
    for c in (
        EventClass("Event", None, "event"),
        EventClass("ArmsTransfer", "Event", "arms transfer", "07", "AID", 1),
        EventClass("GoodsTransfer", "Event", "goods transfer", "06", "COOPERATE", 1),
        EventClass("MilitaryAssistance", "Event", "military assistance", "07", "AID", 1, True),
        EventClass("Training", "MilitaryAssistance", "military training", "07", "AID", 1, True),
        EventClass("FinancialAssistance", "Event", "financial assistance", "07", "AID", 1),
        EventClass("TroopDeployment", "Event", "troop deployment", "07", "AID", 1, True),
        EventClass("TroopWithdrawal", "Event", "troop withdrawal", "08", "RETREAT", 0),
        EventClass(
            "IntelligenceSharing", "Event", "intelligence sharing", "06", "COOPERATE", 1, True
        ),
        EventClass("Production", "Event", "production", None, None, 0, True),
        EventClass("Capability", "Event", "capability", None, None, 0, True),
        EventClass("NuclearActivity", "Event", "nuclear activity", None, None, 0, True),
        EventClass("WeaponTest", "Event", "weapon test", "15", "MOBILIZE", 0),
        EventClass("MilitaryExercise", "Event", "joint military exercise", "06", "COOPERATE", 1),
        EventClass("ShowOfForce", "Event", "show of force", "15", "MOBILIZE", -1),
        EventClass("Attack", "Event", "attack", "19", "ASSAULT", -1),
        EventClass("MilitaryOperation", "Event", "military operation", "19", "ASSAULT", -1, True),
        EventClass("War", "Event", "war", "19", "ASSAULT", -1, True),
        EventClass("Occupation", "Event", "occupation or annexation", "19", "COERCE", -1, True),
        EventClass("Blockade", "Event", "blockade", "19", "COERCE", -1, True),
        EventClass("Seizure", "Event", "seizure", "17", "COERCE", -1),
        EventClass("Cyberattack", "Event", "cyberattack", "17", "COERCE", -1),
        EventClass("SeizureOfPower", "Event", "seizure of power", None, None, -1),
        EventClass("Meeting", "Event", "meeting", "04", "CONSULT", 1),
        EventClass("Negotiation", "Meeting", "negotiation", "04", "CONSULT", 1, True),
        EventClass("Visit", "Event", "visit", "04", "CONSULT", 1),
        EventClass("Agreement", "Event", "agreement", "05", "SUPPORT", 1, True),
        EventClass("Alliance", "Agreement", "alliance", "05", "SUPPORT", 1, True),
        EventClass("Ceasefire", "Agreement", "ceasefire", "08", "RETREAT", 1, True),
        EventClass("AgreementExit", "Event", "exit from an agreement", "16", "SANCTION", -1),
        EventClass("Recognition", "Event", "recognition", "05", "SUPPORT", 1, True),
        EventClass("UsePermission", "Event", "permission to use", "08", "CONCEDE", 1, True),
        EventClass("Cooperation", "Event", "cooperation", "06", "COOPERATE", 1, True),
        EventClass("Dispute", "Event", "dispute", None, None, -1, True),
        EventClass("Vote", "Event", "vote"),
        EventClass("Investigation", "Event", "investigation", "09", "ACCUSE", 0),
        EventClass("Rejection", "Event", "rejection", "12", "REJECT", -1),
        EventClass("Assistance", "Event", "aid", "07", "AID", 1),
        EventClass("DiplomaticCooperation", "Event", "diplomatic cooperation", "05", "SUPPORT", 1),
        EventClass("Yielding", "Event", "yielding", "08", "CONCEDE", 1),
        EventClass("Protest", "Event", "protest", "14", "PROTEST", -1),
        EventClass("ReducedRelations", "Event", "reduced relations", "16", "SANCTION", -1),
        EventClass("Coercion", "Event", "coercion", "17", "COERCE", -1),
        EventClass("Assault", "Event", "assault", "18", "ASSAULT", -1),
        EventClass("MassViolence", "Event", "mass violence", "20", "ASSAULT", -1),
        EventClass("OrganisedViolence", "Event", "organised violence", "19", "ASSAULT", -1),
        EventClass("MilitarizedDispute", "Dispute", "militarized dispute", None, None, -1, True),
        EventClass("Rivalry", "Dispute", "rivalry", None, None, -1, True),
        EventClass("MilitarizedIncident", "Event", "militarized incident", None, None, -1),
        EventClass("TerritorialChange", "Event", "territorial change"),
        EventClass("Contiguity", "Event", "contiguity", None, None, 0, True),
        EventClass(
            "SystemMembership", "Event", "membership of the state system", None, None, 0, True
        ),
        EventClass("VotingRecord", "Event", "voting record", None, None, 0, True),
        EventClass("Measure", "Event", "measure"),
        EventClass("Sanction", "Measure", "sanction", "16", "SANCTION", -1, True),
        EventClass("Expulsion", "Measure", "expulsion", "16", "SANCTION", -1, False, True),
        EventClass(
            "DiplomaticDowngrade", "Measure", "diplomatic downgrade", "16", "SANCTION", -1, True
        ),
        EventClass("AidSuspension", "Measure", "suspension of aid", "16", "SANCTION", -1, True),
        EventClass("LegalAction", "Measure", "legal action", "17", "COERCE", -1, False, True),
        EventClass("Statement", "Event", "statement", "01"),
        EventClass("Accusation", "Statement", "accusation", "11", "ACCUSE", -1),
        EventClass("Denial", "Statement", "denial", "01"),
        EventClass("Confirmation", "Statement", "confirmation", "01"),
        EventClass("Clearance", "Statement", "clearance", "01"),
        EventClass("Report", "Statement", "report", "01"),
        EventClass("JointStatement", "Statement", "joint statement", "01"),
        EventClass("Comment", "Statement", "comment", "01"),
        EventClass("Assessment", "Statement", "assessment", "01"),
        EventClass("Disclosure", "Statement", "disclosure", "01"),
        EventClass("Announcement", "Statement", "announcement", "01"),
        EventClass("Warning", "Statement", "warning", "13", "THREATEN", -1),
        EventClass("Request", "Statement", "request", "02"),
        EventClass("Demand", "Statement", "demand", "10", "REQUEST", -1),
        EventClass("Prediction", "Statement", "prediction", "01"),
        EventClass("Threat", "Statement", "threat", "13", "THREATEN", -1),
        EventClass("Offer", "Statement", "offer", "03", "AGREE", 1),
        EventClass("Condemnation", "Statement", "condemnation", "11", "ACCUSE", -1),
        EventClass("Refusal", "Statement", "refusal", "12", "REJECT", -1),
        EventClass("Endorsement", "Statement", "endorsement", "05", "SUPPORT", 1),
        EventClass("Retraction", "Statement", "retraction", "01"),
    )
}

PROVISIONS: tuple[str, ...] = (
    "asset-freeze",
    "travel-ban",
    "arms-embargo",
    "export-control",
    "import-ban",
    "transaction-ban",
    "financial-restriction",
    "air-services-termination",
    "port-ban",
    "technical-assistance-ban",
    "broadcasting-ban",
    "investment-ban",
    "services-ban",
    "price-cap",
    "tariff",
    "airspace-closure",
    "border-closure",
    "asset-confiscation",
    "director-disqualification",
)

#: What is done to the target once, and is not in force afterwards.
ONE_OFF_PROVISIONS: tuple[str, ...] = ("asset-confiscation",)

#: How far an event has come; those of measures are in the order in which they are reached.
STAGES: tuple[str, ...] = (
    "planned",
    "announced",
    "under-way",
    "delivered",
    "imposed",
    "listed",
    "effective",
    "extended",
    "partly-lifted",
    "lifted",
    "expired",
)
#: The stages that only a measure has, and those that only another event has.
MEASURE_STAGES: tuple[str, ...] = STAGES[4:]
EVENT_STAGES: tuple[str, ...] = ("delivered",)
OUTCOMES: tuple[str, ...] = ("hit", "missed", "intercepted", "completed", "failed", "unknown")
CERTAINTIES: tuple[str, ...] = ("certain", "likely", "possible", "unlikely")
#: What came of looking for a denial of an event.
SEARCH_OUTCOMES: tuple[str, ...] = ("found", "none-found", "nothing-readable")

#: What kind of speaker a voice is, and what that is called.
VOICE_KINDS: dict[str, str] = {
    "state": "state",
    "intergovernmental": "intergovernmental body",
    "armed-group": "armed group or party to the conflict",
    "insider": "insider",
    "company": "company",
    "expert": "expert or organisation",
    "press": "press",
    "vague-group": "vague group",
    "unnamed": "unnamed source",
}

#: The classes in which the recipient's own word confirms the act, as a buyer's does: a victim's
#: accuses. It is ``gg:recipientConfirms`` in the ontology.
RECIPIENT_CONFIRMS: frozenset[str] = frozenset(
    {
        *("ArmsTransfer", "GoodsTransfer", "MilitaryAssistance", "Training"),
        *("FinancialAssistance", "TroopDeployment", "TroopWithdrawal", "IntelligenceSharing"),
        *("NuclearActivity", "MilitaryExercise", "Meeting", "Negotiation", "Visit"),
        *("Agreement", "Alliance", "Ceasefire", "Recognition", "UsePermission", "Cooperation"),
        *("Assistance", "DiplomaticCooperation", "Yielding"),
    }
)


def is_a(kind: str, ancestor: str) -> bool:
    """Return whether a class of events or actors is ``ancestor`` or below it.

    >>> is_a("Sanction", "Measure"), is_a("Sanction", "Statement"), is_a("Company", "Organisation")
    (True, False, True)
    """
    current: str | None = kind
    while current is not None:
        if current == ancestor:
            return True
        if current in EVENT_CLASSES:
            current = EVENT_CLASSES[current].parent
        elif current in ACTOR_CLASSES:
            current = ACTOR_CLASSES[current].parent
        else:
            return False
    return False


def one_off(kind: str, provisions: Iterable[str] = ()) -> bool:
    """Return whether a measure is done once and never in force: by its class or all provisions.

    >>> one_off("Expulsion"), one_off("Sanction"), one_off("Sanction", ["asset-confiscation"])
    (True, False, True)
    """
    named = set(provisions)
    return EVENT_CLASSES[kind].one_off or (bool(named) and named <= set(ONE_OFF_PROVISIONS))
