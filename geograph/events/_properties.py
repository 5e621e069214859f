"""Which property each attribute of what surrounds events becomes in RDF, and as what term."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from geograph.events.nquads import (
    DCT,
    LABEL,
    SAME,
    SKOS,
    day,
    integer,
    literal,
    node,
    term,
    web,
    wikidata,
)
from geograph.model import Actor, Claim, Document, Item, Place, Statement, Tenure

__all__ = ["FIELDS", "Fields"]

Fields: TypeAlias = tuple[tuple[str, str, Callable[[Any], str]], ...]


def _gg(**fields: Callable[[Any], str]) -> Fields:
    """Return fields whose property is the camelCase of the attribute."""
    return tuple((name, _camel(name), kind) for name, kind in fields.items())


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return term(first + "".join(word.capitalize() for word in rest))


_NAMES: Fields = (
    ("label", LABEL, literal),
    ("label", f"<{SKOS}prefLabel>", literal),
    ("aliases", f"<{SKOS}altLabel>", literal),
    ("wikidata", SAME, wikidata),
)
FIELDS: dict[type[Any], Fields] = {
    Actor: (
        *_NAMES,
        *_gg(iso2=literal, iso3=literal, start=day, end=day, member_kind=term, based_in=node),
        *_gg(affiliation=node, voice_kind=literal),
        ("cow", term("cowCode"), integer),
        ("cow_abb", term("cowAbbreviation"), literal),
        ("gw", term("gwCode"), integer),
        ("of", term("groupOf"), node),
        ("members", term("member"), node),
    ),
    Tenure: (
        ("who", term("tenureOf"), node),
        *_gg(role=literal, start=day, end=day),
        ("source", f"<{DCT}source>", literal),
    ),
    Item: (*_NAMES, ("broader", f"<{SKOS}broader>", node)),
    Place: (("label", LABEL, literal), *_gg(state=node)),
    Document: (
        ("title", LABEL, literal),
        ("title", f"<{DCT}title>", literal),
        ("publisher", f"<{DCT}publisher>", node),
        ("language", f"<{DCT}language>", literal),
        *_gg(via=node, dated_by=literal, country=node, url=web, archive_url=web, extent=literal),
        *_gg(selection=literal, dossier=node),
    ),
    Statement: (
        ("label", LABEL, literal),
        *_gg(agent=node, recipient=node, via=node, place=node, basis=literal, based_on=node),
        *_gg(topic=literal, locator=literal, start=day, start_earliest=day),
        ("document", "<http://www.w3.org/ns/prov#hadPrimarySource>", node),
    ),
    Claim: (
        *_gg(claimant=node, voice=node, said=day, quantity=literal, variant=literal),
        *_gg(stage=literal, outcome=literal, certainty=literal, evaluation=literal, note=literal),
        ("statement", term("inStatement"), node),
        ("place", term("claimPlace"), node),
        ("bears_on", term("bearsOn"), node),
        ("counts_as", term("countsAs"), literal),
        ("targets", term("claimTarget"), node),
    ),
}
