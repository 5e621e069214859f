"""The columns of every table of a store: name, type and meaning of each, in one place.

Events of dossiers and rows of releases have one schema, `EVENTS`. ``docs/tables.md`` is made of
this.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = [
    "ATTRIBUTES",
    "EVENTS",
    "RELEASE_ACTORS",
    "RELEASE_ITEMS",
    "RELEASE_TENURES",
    "SCHEMAS",
    "Column",
    "described",
    "to_markdown",
]


class Column(NamedTuple):
    """A column: ``type`` is string, strings (a list), date, bool, number, or int8 to int64."""

    name: str
    type: str
    doc: str


def _columns(text: str) -> tuple[Column, ...]:
    rows = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Column(name, kind, doc) for name, kind, doc in rows)


EVENTS = _columns("""
id                string   the event, `event/…` or `measure/…`; of a data set below its own name
source            string   the dossier that defines it, or the release that has it
kind              string   class of the event in the ontology, such as ArmsTransfer
label             string   a neutral noun phrase, or the name that the publisher gives
speech            bool     whether it is a statement by its actor, whose content is not stated
actor             strings  who acts: supplier, attacker; who speaks; the sender of a measure
recipient         strings  who receives; to whom it is said; the target of a measure
participant       strings  who takes part without a direction
actor_state       strings  beside `actor`: the state that each stands for that day; null where none
recipient_state   strings  beside `recipient`: the state that each stands for; null where none
participant_state strings  beside `participant`: the state that each stands for; null where none
item              strings  what is transferred, permitted or produced
means             strings  what is used
object            strings  what is hit or meant: actors, items, places or a statement
place             strings  where: states or places
purpose           strings  the events that it is meant for
enables           strings  the events that it makes possible
item_from         strings  the transfers that the used item came by
broader           strings  the wider events: assertions pass up to them, denials come down
distinct          strings  events that look alike and were checked to be others
excludes          strings  events that cannot be if this one is, as coded; it holds both ways
condition         strings  under which condition: events, or words
topic             strings  what it is about, in words
edtf              string   the date as coded (EDTF); null where none is, or it is the day of `start`
start             date     latest possible start
start_earliest    date     earliest possible start, where it differs
end               date     earliest possible end of a state of affairs; null when it has not ended
end_latest        date     latest possible end, where it differs
holds_from        date     day from which it holds: what "as of" compares
holds_until       date     first day on which it no longer holds; null where it has no end
until_known       date     day on which its ending was said; null where it has no end
basis             string   what tells `holds_from`: coded, release, inferred, or a stage (effective)
durative          bool     whether it is a state of affairs, which holds from start to end
sign              int8     +1 cooperation, -1 conflict, 0 neither
cameo             string   CAMEO code of the row, else root of its class
plover            string   PLOVER event type; null where the scheme has none
weight            number   what it counts for in all: less than 1 where it is a part of something
umbrella          bool     whether its parts are counted in its place, and it is never a relation
part_of           string   of a part of a measure of several senders: that measure
holds_from_earliest date   of a measure: earliest day on which it can have come into force
holds_until_latest date    of a measure: first day on which it is over for certain
party             strings  the voices whose denial is a party's denial
denial_search_day date     day on which a denial was looked for; null where nobody has looked
denial_search_languages strings languages in which it was looked for, ISO 639-1
denial_search_outcome string found, none-found or nothing-readable
announced         date     of a measure: first reported day of its being announced
listed            date     of a measure: first reported day of the target's being listed
effective         date     of a measure: first reported day of its taking effect
lifted            date     of a measure: first reported day of its being lifted, or having expired
provision         strings  of a measure: what is done to the target, such as asset-freeze
programme         strings  of a measure: the sanctions programmes that it belongs to
ground            strings  of a measure: the reasons given, in words
in_response_to    strings  of a measure: the events that it answers
key               string   the publisher's own key of the row; null where there is none
line              int32    line of the publisher's file
uncertain         strings  the details that the publisher marks as uncertain
url               strings  where the publisher read it
publisher         string   the outlet in which the publisher read it
published         string   when that outlet published it
""")

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
voice_kind   string   what kind of voice it is when it speaks for itself; null where it never does
defined_in   string   `reference`, or the dossier that defines it
"""),
    "tenures": _columns("""
who       string  the person or body
relation  string  speaksFor, memberOf, ownedBy or insiderOf
whom      string  for whom it speaks, of what it is a member, who owns it, of which state it is part
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
    "events": EVENTS,
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
voice_kind  string  kind of that voice: state, press, insider, …; of an unnamed source, unnamed
stance      string  asserts, denies, doubts, announces, predicts, requests, opposes, …
object      string  the event, measure, statement or (retracts) claim
said        date    latest day on which it can have been said
edtf        string  the date as coded (EDTF); null where it took its document's
published   date    latest day on which its document can have been published
coded       date    day on which its document was coded
document    string  the document in which it was read
locator     string  paragraph of the body, counted from 1
quantity    string  how many, as stated
variant     string  which type of the item, as stated
place       string  where, as stated
stage       string  how far it has come, as stated: planned, announced, listed, effective, …
reached     string  the day on which a measure reached that stage, as stated (EDTF)
targets     strings whom of several targets of a measure it is about; empty when all
outcome     string  hit, missed, intercepted, completed, failed or unknown
certainty   string  certain, likely, possible or unlikely
evaluation  string  how the claimant judges it, in words
note        string  remark of the coder
bears_on    strings the object, and the wider or narrower events to which the claim passes
counts_as   string  stance that it is listed with there: doubts of a hedged denial, `denies lifted`
"""),
}


RELEASE_ACTORS = _columns("""
id           string   the actor, `actor/<data set>/…`
kind         string   class of the actor in the ontology
label        string   name as the publisher writes it
aliases      strings  other names
state        string   the state that it speaks for; null where none
belongs      string   the state that it belongs to, which it need not speak for
identifiers  strings  `scheme:value`, such as imo:9253325
birth        strings  dates of birth (EDTF)
countries    strings  states of its nationality, seat or flag
addresses    strings  addresses in words
""")

RELEASE_ITEMS = _columns("""
id       string   the item, `item/<data set>/…`
kind     string   WeaponSystem, Munition or DualUseGood
label    string   designation as the publisher writes it
broader  string   the concept of the tree below which it stands; null where none is known
""")

ATTRIBUTES = _columns("""
id        string  `observation/<data set>/<release>/<actor>/<first day>`, of a dyad with its partner
actor     string  of whom the values are; of an undirected dyad the one whose id is the lesser
partner   string  the other of a dyad; null where the values are of one actor
directed  bool    of a dyad: whether its order means something; null where there is no partner
start     date    first day of the period for which the values hold
end       date    last day of that period; null where it has no end
line      int32   line of the publisher's file
""")

RELEASE_TENURES = _columns("""
id        string  the tenure, `tenure/…`
who       string  the holder: whoever is owned, or is a member
relation  string  ownedBy or memberOf
whom      string  the owner, or that of which the holder is a member
role      string  in what capacity, in words
edtf      string  the dates as given, in EDTF; null where only the day of `start` is
start     date    latest possible start
end       date    earliest possible end; null when it has not ended
""")

_INTRODUCTION = """\
`geograph build` writes these Parquet files into `STORE/tables/`. They say what the quads of the
same store say; of events they alone have the bounds of a date and the states that parties stand
for. One row is one record. Identifiers are local paths below `https://w3id.org/geograph/id/`; rows
are sorted by `id`. `strings` is a list of strings, sorted, each once, empty rather than null (but
those of states follow the parties that they stand beside); `date` is a day; a missing value is
null.
Every column carries its meaning in the file too, as the field's metadata `doc`. Terms:
[glossary](glossary.md)."""
_OF_RELEASES = """\
# Tables of a release

`geograph load` writes these Parquet files for each release, into
`STORE/tables/releases/<data set>/<release>/`, beside `events` with the columns above. `details`
has what this data set alone reports of its events: `id`, and a column for each detail of its
mapping, with its meaning in the file. Details, and words of an event such as `ground`, are in the
tables alone.

`attributes` is there where the data set states values of actors or dyads in a period: the columns
below, and a column for each variable of its mapping, with its meaning and unit in the file; null is
missing, never 0. Memberships are rows of `tenures`."""


def to_markdown() -> str:
    """Return the documentation of every table and column, as in ``docs/tables.md``.

    >>> print(to_markdown().splitlines()[0])
    # Tables
    """
    parts = (described(name, schema) for name, schema in SCHEMAS.items())
    own = {
        "actors": RELEASE_ACTORS,
        "items": RELEASE_ITEMS,
        "tenures": RELEASE_TENURES,
        "attributes": ATTRIBUTES,
    }
    of_releases = (described(name, schema) for name, schema in own.items())
    return "\n".join(["# Tables", "", _INTRODUCTION, "", *parts, _OF_RELEASES, "", *of_releases])


def described(name: str, schema: Iterable[Column]) -> str:
    """Return the documentation of one table.

    >>> print(described("pairs", [Column("id", "string", "the pair")]).splitlines()[-1])
    | `id` | string | the pair |
    """
    lines = [f"## {name}", "", "| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {c.type} | {c.doc} |" for c in schema]
    return "\n".join([*lines, ""])
