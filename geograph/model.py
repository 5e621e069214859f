"""What everything is made of: documents, actors, items, events, measures, statements and claims.

All resources are named by their local path below ``https://w3id.org/geograph/id/``:
``state/IRN``, ``actor/iran-air``, ``item/fath-360``, ``place/london``, ``event/<key>``,
``measure/<key>`` (``measure/<key>/<sender>`` for the part of one of several senders),
``statement/<dossier>/<key>``, ``document/<key>``, ``dossier/<stem>``,
``claim/<dossier>/<key>/<claimant>/<stance>/<object>``. An event describes what is said to have
happened and asserts nothing; whether it counts is decided by `geograph.policy` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geograph.dates import Span
from geograph.display.short_repr import short_repr
from geograph.valid_time import Holds, holds
from geograph.vocab import EVENT_CLASSES, Stance, one_off


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """One actor's standing towards another for a time, with the source of the fact.

    ``relation`` is ``speaksFor``, ``memberOf``, ``ownedBy`` or ``insiderOf``; None as a date means
    open.
    """

    who: str
    relation: str
    whom: str
    role: str | None = None
    start: date | None = None
    end: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A state, organisation, person, vessel, group or unnamed source.

    ``of``, ``member_kind``, ``based_in`` and ``members`` describe an ``ActorGroup`` ("companies
    based in China": ``of`` None, ``member_kind`` Company, ``based_in`` China); an empty ``members``
    means that nobody named them, and nothing ever expands them. ``affiliation`` is whom an
    ``UnnamedSource`` belongs to. ``voice_kind`` is what kind of voice it is when it speaks for
    itself. ``defined_in`` is ``reference`` or a dossier.
    """

    id: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    iso2: str | None = None
    iso3: str | None = None
    cow: int | None = None
    cow_abb: str | None = None
    gw: int | None = None
    wikidata: str | None = None
    start: date | None = None
    end: date | None = None
    of: str | None = None
    member_kind: str | None = None
    based_in: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    affiliation: str | None = None
    voice_kind: str | None = None
    defined_in: str = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A weapon, munition or dual-use good in the SKOS tree below its ``broader`` concepts."""

    id: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that is not itself a state: a city, a region; ``state`` where that is known."""

    id: str
    label: str
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report that was read, and the record of who coded it.

    ``extent`` is ``whole`` or ``opening``; ``selection`` is ``contested`` where the document was
    chosen for being contested, which keeps it out of rates, ``sampled`` where the sampling rule
    chose it; ``publisher`` is an actor's id (an unstated publisher is an actor of its own, one for
    each document); ``url`` is None rather than guessed.
    """

    id: str
    title: str
    publisher: str
    published: Span
    dossier: str
    coder: str
    coded: date
    codebook: str
    via: tuple[str, ...] = ()
    dated_by: str | None = None
    language: str | None = None
    country: str | None = None
    url: str | None = None
    archive_url: str | None = None
    extent: str = "whole"
    selection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that is said to happen, to have happened or to be going to happen.

    ``actor`` acts (supplier, attacker, permitter, sender), ``recipient`` receives (target),
    ``participant`` is either without direction. ``when`` is the coded date; ``start`` the latest
    possible start, ``end`` the earliest possible end, ``end_known`` the day on which the end was
    said; `holds` says between which days it holds, which is what *as of* compares. ``excludes``
    names events that cannot be if this one is; it holds both ways and is coded once. ``distinct``
    names events that look alike and were checked to be others. ``weight`` is what it counts for in
    all: less than 1 where it is a part of something. An ``umbrella`` is stated and counted by its
    parts, and is never a relation itself. ``party`` is written by the build: the voices whose
    denial is a party's denial. ``denial_search_day`` and what goes with it say that somebody looked
    for a denial: when, in which languages, and what came of it.
    """

    id: str
    kind: str
    label: str
    dossier: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    participant: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    enables: tuple[str, ...] = ()
    item_from: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    when: Span | None = None
    start: date | None = None
    start_earliest: date | None = None
    end: date | None = None
    end_latest: date | None = None
    end_known: date | None = None
    weight: float = 1.0
    umbrella: bool = False
    party: tuple[str, ...] = ()
    denial_search_day: date | None = None
    denial_search_languages: tuple[str, ...] = ()
    denial_search_outcome: str | None = None

    @property
    def holds(self) -> Holds:
        """The days between which it holds."""
        return holds(
            start=self.start,
            end=self.end,
            durative=EVENT_CLASSES[self.kind].durative,
            inferred=self.when is None,
            end_known=self.end_known,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Event):
    """An act with stages of its own: ``actor`` is the sender, ``recipient`` the target.

    What several senders take together is an umbrella with one part for each of them; ``part_of``
    names a part's umbrella. The days are written by the build from the stages that claims report
    (`geograph.in_force`): ``announced``, ``listed``, ``effective`` and ``lifted`` are the first
    days told; ``holds_from`` and ``holds_until`` bound the time in force, from the latest day on
    which it can have begun to the day from which it can be over, ``holds_from_earliest`` and
    ``holds_until_latest`` from the other side; ``basis`` is what tells ``holds_from``, and
    ``until_known`` the day on which the ending was said.
    """

    part_of: str | None = None
    provision: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    ground: tuple[str, ...] = ()
    in_response_to: tuple[str, ...] = ()
    announced: date | None = None
    listed: date | None = None
    effective: date | None = None
    lifted: date | None = None
    holds_from: date | None = None
    holds_from_earliest: date | None = None
    holds_until: date | None = None
    holds_until_latest: date | None = None
    until_known: date | None = None
    basis: str | None = None

    @property
    def holds(self) -> Holds:
        """The days between which it is in force; what is done once has no end."""
        until = None if one_off(self.kind, self.provision) else self.holds_until
        return Holds(self.holds_from, until, self.until_known if until else None, self.basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody speaking: an utterance, with the document and the paragraph where it was read.

    ``based_on`` names statements that this one relays or rests on: together they are one utterance.
    ``start`` is the latest day on which it can have been said, ``when`` the date as coded.
    """

    id: str
    kind: str
    label: str
    dossier: str
    document: str
    agent: tuple[str, ...]
    locator: str
    recipient: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    when: Span | None = None
    start: date
    start_earliest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claimant, one stance, one object; what only this source says stays here.

    ``voice`` is whom the claimant speaks for on that date, to the end of the chain; with
    ``anonymous`` it is the affiliation of an unnamed source and never counts officially.
    ``said`` is the latest day on which it can have been said; ``object`` an event, measure,
    statement or (for ``retracts``) a claim. ``stage`` is how far the object has come, ``reached``
    the day on which a measure reached it, ``targets`` whom of several targets it reached (none:
    all of them). ``bears_on`` and ``counts_as`` are written by the build: the object, and the
    wider events of an assertion, or the narrower ones that a denial reaches; and the stance with
    which the claim is listed there (`geograph.policy.counts_as`).
    """

    id: str
    statement: str
    claimant: str
    voice: str
    anonymous: bool
    stance: Stance
    object: str
    said: date
    when: Span | None = None
    quantity: str | None = None
    variant: str | None = None
    place: str | None = None
    stage: str | None = None
    reached: Span | None = None
    targets: tuple[str, ...] = ()
    outcome: str | None = None
    certainty: str | None = None
    evaluation: str | None = None
    note: str | None = None
    bears_on: tuple[str, ...] = ()
    counts_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Everything that one build knows, each part sorted by id."""

    __repr__ = short_repr

    actors: tuple[Actor, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    items: tuple[Item, ...] = ()
    places: tuple[Place, ...] = ()
    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    measures: tuple[Measure, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
