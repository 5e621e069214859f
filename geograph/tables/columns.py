"""The columns of the tidy tables: name, type and meaning of each, in one place.

`geograph.tables` writes and reads them; ``docs/tables.md`` is made of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["SCHEMAS", "Column", "described", "to_markdown"]


class Column(NamedTuple):
    """A column: ``type`` is string, strings (a list), date, bool, double, int8, int16 or int32."""

    name: str
    type: str
    doc: str


def _columns(text: str) -> tuple[Column, ...]:
    rows = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Column(name, kind, doc) for name, kind, doc in rows)


_EVENTS = """
id             string   the event, `event/<key>` (or `measure/<key>`)
kind           string   class of the event in the ontology, such as ArmsTransfer
label          string   a neutral noun phrase; it asserts nothing
dossier        string   the dossier that defines it
actor          strings  who acts: supplier, attacker, permitter; the sender of a measure
recipient      strings  who receives; the target of a measure
participant    strings  who takes part without a direction
item           strings  what is transferred, permitted or produced
means          strings  what is used
object         strings  what is hit or meant: actors, items, places or a statement
place          strings  where: states or places
purpose        strings  the events that it is meant for
enables        strings  the events that it makes possible
item_from      strings  the transfers that the used item came by
broader        strings  the wider events: assertions pass up to them, denials come down from them
distinct       strings  events that look alike and were checked to be others
condition      strings  under which condition: events, or words
topic          strings  what it is about, in words
edtf           string   the date as coded (EDTF); null where none was coded
start          date     latest possible start: what "as of" compares; inferred where edtf is null
start_earliest date     earliest possible start; null when unknown
end            date     earliest possible end of a state of affairs; null when it has not ended
end_latest     date     latest possible end
party          strings  the voices whose denial is a party's denial
durative       bool     whether it is a state of affairs, which holds from start to end
sign           int8     +1 cooperation, -1 conflict, 0 neither
cameo          string   CAMEO root code, two digits; null where the scheme has none
plover         string   PLOVER event type; null where the scheme has none
weight         double   what it counts for in all: less than 1 where it is a part of something
umbrella       bool     whether it is told and counted by its parts, and never a relation itself
"""
_MEASURES = """
part_of        string   of a part of a measure of several senders: that measure
provision      strings  what is done to the target, such as asset-freeze; empty when unstated
programme      strings  the sanctions programmes that it belongs to
ground         strings  the reasons given, in words
in_response_to strings  the events that it answers
announced      date     first day told of its being announced
listed         date     first day told of the target's being listed
effective      date     first day told of its taking effect
lifted         date     first day told of its being lifted, or of its having expired
holds_from     date     latest day on which it can have come into force
holds_from_earliest date earliest day on which it can have come into force; null when unknown
holds_until    date     first day on which it can be over; null when nobody tells of an end
holds_until_latest date first day on which it is over for certain; null where the end was only due
until_known    date     day on which its end was first said; null where it is a coded date
basis          string   what tells holds_from: effective, listed, imposed, date, extended, inferred
"""

SCHEMAS: dict[str, tuple[Column, ...]] = {
    "documents": _columns("""
id              string   the document, `document/<key>`
title           string   title as printed
publisher       string   the publishing actor; one of its own where the document names none
publisher_label string   the publisher's name
via             strings  who passed it on: agencies, archives
published       date     latest day on which it can have been published
published_edtf  string   date of publication as coded (EDTF)
dated_by        string   how the date is known, where the document does not print it
language        string   ISO 639-1 code
country         string   state of publication
url             string   address; null rather than guessed
archive_url     string   address of an archived copy
extent          string   what was read: whole or opening
selection       string   why it was chosen: contested (left out of rates) or sampled
dossier         string   the dossier that codes it, `dossier/<file stem>`
coder           string   who coded it
coded           date     day of coding
codebook        string   version of the codebook
"""),
    "actors": _columns("""
id           string   the actor: `state/<ISO3>`, `actor/…` or `publisher/…`
kind         string   class of the actor in the ontology, such as State
label        string   preferred name
aliases      strings  other names
iso2         string   ISO 3166-1 alpha-2 code
iso3         string   ISO 3166-1 alpha-3 code
cow          int32    Correlates of War number
cow_abb      string   Correlates of War abbreviation
gw           int32    Gleditsch–Ward number
wikidata     string   Wikidata id, such as Q30
start        date     first day of existence; null when unknown
end          date     last day of existence; null when it exists
of           string   of a group: whose allies, companies, officials
member_kind  string   of a group: class of its members
based_in     strings  of a group: where its members are based
members      strings  of a group: the members that were named; groups are never expanded
affiliation  string   of an unnamed source: whom it belongs to
defined_in   string   `reference`, or the dossier that defines it
"""),
    "tenures": _columns("""
who       string  the person or body
relation  string  speaksFor, memberOf or ownedBy
whom      string  for whom it speaks, of what it is a member, who owns it
role      string  office or role, in words
start     date    first day; null when open
end       date    last day; null when open
source    string  where the fact is from
"""),
    "items": _columns("""
id        string   the weapon or good, `item/<slug>`
kind      string   WeaponSystem, Munition or DualUseGood
label     string   preferred name
aliases   strings  other names
broader   strings  the wider concepts, one step up
wikidata  string   Wikidata id
"""),
    "places": _columns("""
id     string  a place that is not a state, `place/<slug>`
label  string  its name
state  string  the state in which it lies, where the reference data say so
"""),
    "events": _columns(_EVENTS),
    "measures": _columns(_EVENTS + _MEASURES.lstrip()),
    "statements": _columns("""
id             string   the utterance, `statement/<dossier>/<key>`
kind           string   class of the statement in the ontology, such as Denial
label          string   a neutral noun phrase
dossier        string   the dossier that defines it
document       string   the document in which it was read
agent          strings  who speaks
locator        string   paragraph of the body, counted from 1
recipient      strings  to whom
via            strings  who relays it
place          strings  where it was said
basis          strings  what it rests on, in words
based_on       strings  statements that it relays or rests on: one utterance with them
topic          strings  what it is about, in words
edtf           string   the date as coded (EDTF); null where it took its document's
start          date     latest day on which it can have been said
start_earliest date     earliest day on which it can have been said; null when unknown
sign           int8     +1 cooperation, -1 conflict, 0 neither
cameo          string   CAMEO root code, two digits
plover         string   PLOVER event type; null where the scheme has none
"""),
    "claims": _columns("""
id          string  one claimant, one stance, one object, in one statement
statement   string  the statement in which it is made
claimant    string  who takes the stance
voice       string  whom the claimant speaks for on that day, to the end of the chain
anonymous   bool    whether the claimant is an unnamed source; then it never counts officially
stance      string  asserts, denies, doubts, announces, predicts, requests, opposes, …
object      string  the event, measure, statement or (retracts) claim
said        date    latest day on which it can have been said
edtf        string  the date as coded (EDTF); null where it took its document's
published   date    latest day on which its document can have been published
coded       date    day on which its document was coded
document    string  the document in which it was read
locator     string  paragraph of the body, counted from 1
quantity    string  how many, as told
variant     string  which type of the item, as told
place       string  where, as told
stage       string  how far it has come, as told: planned, announced, listed, effective, …
reached     string  the day on which a measure reached that stage, as told (EDTF)
targets     strings whom of several targets of a measure it is about; empty when all
outcome     string  hit, missed, intercepted, completed, failed or unknown
certainty   string  certain, likely, possible or unlikely
evaluation  string  how the claimant judges it, in words
note        string  remark of the coder
"""),
}


_INTRODUCTION = """\
`geograph build` writes these Parquet files into `STORE/tables/`. They say exactly what the quads of
the same store say. One row is one record. Identifiers are local paths below
`https://w3id.org/geograph/id/`; rows are sorted by `id`. `strings` is a list of strings, sorted,
each once, empty rather than null; `date` is a day; a missing value is null. Every column carries
its meaning in the file too, as the field's metadata `doc`."""


def to_markdown() -> str:
    """Return the documentation of every table and column, as in ``docs/tables.md``.

    >>> print(to_markdown().splitlines()[0])
    # Tables
    """
    parts = (described(name, schema) for name, schema in SCHEMAS.items())
    return "\n".join(["# Tables", "", _INTRODUCTION, "", *parts])


def described(name: str, schema: Iterable[Column]) -> str:
    """Return the documentation of one table.

    >>> print(described("pairs", [Column("id", "string", "the pair")]).splitlines()[-1])
    | `id` | string | the pair |
    """
    lines = [f"## {name}", "", "| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {c.type} | {c.doc} |" for c in schema]
    return "\n".join([*lines, ""])
