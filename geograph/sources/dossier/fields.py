"""The form of a dossier as tables, and the records that it is read into.

Every key with its type, and which class of statement takes which stance. `checks` and `reader`
judge by these tables and docs/dossier-format.md tells them; nothing else knows a key of the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from geograph.errors import Where
from geograph.vocab import (
    CERTAINTIES,
    MEASURE_STAGES,
    OUTCOMES,
    PROVISIONS,
    SEARCH_OUTCOMES,
    STAGES,
    VOICE_KINDS,
    Stance,
)

__all__ = [
    "DETAILS",
    "DONE_STAGES",
    "LANGUAGES",
    "NEEDS",
    "RESERVED",
    "SECTIONS",
    "Cell",
    "Field",
    "RawClaim",
    "Record",
]


class Field(NamedTuple):
    """One key of the form.

    ``type`` is how the text is read: ``text``, ``key``, ``date`` (EDTF), ``day``, ``choice``,
    ``url``, ``language``, ``locator``, and the names that are looked up when dossiers are put
    together: ``actor``, ``state``, ``item``, ``event``, ``statement``, ``object``, ``place``.
    ``unstated`` allows that word in place of the list. ``parts`` are the keys of a value that is a
    mapping; the cells of each are kept as ``key.part``.
    """

    type: str
    doc: str
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    unstated: bool = False
    parts: Mapping[str, Field] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a dossier, with its place."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class RawClaim:
    """One stance towards one object, before agents and names are resolved."""

    stance: Stance
    object: Cell
    details: dict[str, tuple[Cell, ...]]

    def all(self, name: str) -> tuple[Cell, ...]:
        """Return the cells of a detail, none where it was left out."""
        return self.details.get(name, ())

    def get(self, name: str) -> Cell | None:
        """Return the first cell of a detail, or None."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str | None:
        """Return the first text of a detail, or None."""
        cell = self.get(name)
        return cell.text if cell else None


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its key, its class (or None), its cells by key of the form, its claims."""

    key: Cell
    kind: str | None
    cells: dict[str, tuple[Cell, ...]]
    claims: tuple[RawClaim, ...] = ()

    def all(self, name: str) -> tuple[Cell, ...]:
        """Return the cells of a key of the form, none where it was left out."""
        return self.cells.get(name, ())

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a key of the form."""
        return tuple(cell.text for cell in self.all(name))

    def text(self, name: str) -> str | None:
        """Return the first text of a key of the form, or None."""
        return next(iter(self.texts(name)), None)

    def at(self, name: str) -> Where:
        """Return where a key of the form stands, or would stand."""
        found = self.all(name)
        place = self.key.where
        return found[0].where if found else Where(place.file, place.line, f"{place.field}.{name}")


#: Words with a meaning of their own, which no local key may take.
RESERVED = ("report", "unstated")

_DOCUMENT = {
    "id": Field("key", "key of the document, unique in the corpus", required=True),
    "title": Field("text", "the headline", required=True),
    "publisher": Field("text", "who published it, or `unstated`", required=True),
    "via": Field("text", "through whom the publisher got it (an agency)", many=True),
    "published": Field("date", "when it came out; it must have a last day", required=True),
    "dated_by": Field("text", "where that date comes from, when not from the document"),
    "language": Field("language", "ISO 639-1", required=True),
    "country": Field("state", "the publisher's state"),
    "url": Field("url", "where it can be read; left out rather than guessed"),
    "archive_url": Field("url", "an archived copy"),
    "extent": Field(
        "choice", "how much of it was read", required=True, choices=("whole", "opening")
    ),
}
_CODING = {
    "coder": Field("text", "who coded", required=True),
    "coded": Field("day", "on which day", required=True),
    "codebook": Field("text", "by which edition of docs/codebook.md", required=True),
    "selection": Field("choice", "why this document", choices=("contested", "sampled")),
}
_ACTOR = {
    "class": Field("class", "a class of actors; Organisation, under `groups` ActorGroup"),
    "name": Field("text", "the name; a group may go without"),
    "aliases": Field("text", "other names", many=True),
    "speaks_for": Field("actor", "whose voice it has"),
    "from": Field("date", "since when it speaks for, belongs to, is owned by"),
    "to": Field("date", "until when"),
    "affiliation": Field("actor", "UnnamedSource: whom it belongs to"),
    "of": Field("actor", "ActorGroup: whose group it is"),
    "member_kind": Field("class", "ActorGroup: the class of its members"),
    "based_in": Field("actor", "ActorGroup: where its members are based", many=True),
    "members": Field("actor", "ActorGroup: members that were named", many=True, unstated=True),
    "owned_by": Field("actor", "owners", many=True),
    "member_of": Field("actor", "organisations that it belongs to", many=True),
    "insider_of": Field("state", "the state it is part of without speaking for it"),
    "voice_kind": Field(
        "choice",
        "what kind of voice it is, where the class cannot tell",
        choices=tuple(VOICE_KINDS),
    ),
}
_WHERE = {
    "item": Field("item", "what is transferred, made, permitted, targeted", many=True),
    "place": Field("place", "a state, or the name of any other place", many=True),
    "date": Field("date", "when"),
    "broader": Field("event", "the wider event that this one lies within", many=True),
    "narrower": Field("event", "events of other dossiers that lie within this one", many=True),
    "topic": Field("text", "subject in a word or two", many=True),
    "condition": Field("text", "the condition it hangs on", many=True),
    "denial_search": Field(
        "mapping",
        "whether a denial was looked for",
        parts={
            "day": Field("day", "on which day a denial was looked for", required=True),
            "languages": Field("language", "in which languages", required=True, many=True),
            "outcome": Field("choice", "what came of it", required=True, choices=SEARCH_OUTCOMES),
        },
    ),
}
_EVENT = {
    "class": Field("class", "a class of events, neither Measure nor Statement", required=True),
    "label": Field("text", "a neutral noun phrase; made from class and parties when left out"),
    "actor": Field("actor", "who acts (supplier, attacker, permitter)", many=True),
    "recipient": Field("actor", "who receives, or is hit", many=True),
    "participant": Field("actor", "who takes part, where there is no direction", many=True),
    "means": Field("item", "what is used", many=True),
    "object": Field(
        "object", "what is hit or dealt with: actor, item, place, statement", many=True
    ),
    "purpose": Field("event", "what it is for", many=True),
    "enables": Field("event", "what it makes possible", many=True),
    "item_from": Field("event", "the transfer that the item used came by", many=True),
    "distinct": Field("event", "what looks alike and was checked to be another", many=True),
    "excludes": Field("event", "what cannot be if this is: a rival account", many=True),
    **_WHERE,
}
_MEASURE = {
    "class": Field("class", "Measure or a class below it", required=True),
    "label": _EVENT["label"],
    "sender": Field("actor", "who takes the measure", required=True, many=True),
    "target": Field("actor", "whom it is taken against", required=True, many=True),
    "provisions": Field(
        "choice", "what it does", required=True, many=True, choices=PROVISIONS, unstated=True
    ),
    "programme": Field("text", "the programme it stands under", many=True),
    "ground": Field("text", "the reason given", many=True),
    "in_response_to": Field("event", "events that it answers", many=True),
    "distinct": _EVENT["distinct"],
    **_WHERE,
}
_STATEMENT = {
    "class": Field("class", "a class of statements", required=True),
    "agent": Field(
        "actor", "who speaks; `report` is the document itself", required=True, many=True
    ),
    "to": Field("actor", "whom they address", many=True),
    "via": Field("actor", "who relays it", many=True),
    "place": Field("place", "where it was said", many=True),
    "date": Field("date", "when it was said; the document's date when left out"),
    "locator": Field("locator", "paragraph(s) of the body, from 1", required=True, many=True),
    "basis": Field("text", "what it rests on (declassified intelligence)", many=True),
    "based_on": Field("statement", "statements that it relays or rests on", many=True),
    "topic": _WHERE["topic"],
}

#: Section → its keys. ``document`` and ``coding`` are one record, the others records by key.
SECTIONS: dict[str, dict[str, Field]] = {
    "document": _DOCUMENT,
    "coding": _CODING,
    "actors": _ACTOR,
    "groups": _ACTOR,
    "events": _EVENT,
    "measures": _MEASURE,
    "statements": _STATEMENT,
}

#: What only the teller of a claim says.
DETAILS: dict[str, Field] = {
    "certainty": Field("choice", "how sure the claimant is", choices=CERTAINTIES),
    "stage": Field("choice", "how far it has come", choices=STAGES),
    "date": Field("date", "the day on which a measure reached that stage"),
    "senders": Field("actor", "which of several senders of a measure it is about", many=True),
    "targets": Field("actor", "which of several targets of a measure it is about", many=True),
    "quantity": Field("text", "how many or much"),
    "variant": Field("text", "which variant of the item"),
    "place": Field("place", "where, by this claim"),
    "outcome": Field("choice", "how it ended", choices=OUTCOMES),
    "evaluation": Field("text", "the judgement; `evaluates` needs it"),
    "note": Field("text", "anything else that the claim says"),
}

_S = Stance
#: Class of statement → stances of which it has at least one. Classes that are not here take any.
NEEDS: dict[str, tuple[Stance, ...]] = {
    "Accusation": (_S.ASSERTS,),
    "Denial": (_S.DENIES,),
    "Clearance": (_S.DENIES,),
    "Disclosure": (_S.ASSERTS, _S.DENIES),
    "Assessment": (_S.ASSERTS, _S.DENIES, _S.DOUBTS, _S.PREDICTS, _S.EVALUATES),
    "Announcement": (_S.ANNOUNCES,),
    "Warning": (_S.OPPOSES, _S.PREDICTS, _S.THREATENS),
    "Request": (_S.REQUESTS,),
    "Demand": (_S.REQUESTS, _S.OPPOSES),
    "Prediction": (_S.PREDICTS,),
    "Threat": (_S.THREATENS,),
    "Offer": (_S.OFFERS,),
    "Condemnation": (_S.EVALUATES, _S.OPPOSES, _S.PRESUPPOSES),
    "Refusal": (_S.OPPOSES, _S.ANNOUNCES),
    "Endorsement": (_S.EVALUATES, _S.REQUESTS, _S.OFFERS, _S.ASSERTS, _S.PRESUPPOSES),
    "Retraction": (_S.RETRACTS,),
}

#: What has been done is asserted, by whoever did it too; announced it can be for a coming day.
DONE_STAGES = ("delivered", *MEASURE_STAGES)

_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu "
    "cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he "
    "hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko "
    "kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd "
    "ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se "
    "sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty "
    "ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
LANGUAGES = frozenset(_ISO_639_1.split())
