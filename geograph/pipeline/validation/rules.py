"""Corpus rules that shapes cannot say cheaply: each one a small function, all of them in `RULES`.

A rule looks at the whole corpus and yields hits; it changes and raises nothing. An error is a
contradiction of the model, a warning is for a coder to look at, info is what the corpus rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from geograph.model import Model
from geograph.pipeline.validation.source_lines import Places
from geograph.policy import ClaimIndex, bearing_on
from geograph.vocab import Stance

__all__ = ["Corpus", "Violation", "RULES", "Rule", "reached"]

#: An assertion at these stages speaks of what is to come.
AHEAD = ("planned", "announced")


class Corpus(NamedTuple):
    """The model as it was built, the same indexed for judging, and where its records stand."""

    model: Model
    claim_index: ClaimIndex
    places: Places = Places()


class Violation(NamedTuple):
    """One place where a rule is broken: the record, what is wrong, and the other value in play."""

    focus: str
    message: str
    value: str | None = None


class Rule(NamedTuple):
    """A rule with its id, its severity (error, warning or info), and what to do about a hit."""

    id: str
    severity: str
    fix: str
    check: Callable[[Corpus], Iterator[Violation]]


def voice_against_itself(corpus: Corpus) -> Iterator[Violation]:
    """Find voices that assert and deny the same event on one day."""
    live = corpus.claim_index.live()
    stands: dict[tuple[str, str, date], set[Stance]] = defaultdict(set)
    for claim in corpus.model.claims:
        if claim.id in live and not claim.anonymous:
            stands[claim.object, claim.voice, claim.said].add(claim.stance)
    for (object_, voice, said), stances in stands.items():
        if {Stance.ASSERTS, Stance.DENIES} <= stances:
            who = corpus.claim_index.label(voice)
            yield Violation(object_, f"{who} asserts and denies it on {said}", voice)


def dates_in_order(corpus: Corpus) -> Iterator[Violation]:
    """Find events whose bounds contradict one another: RDF has only what is compared of them."""
    for event in (*corpus.model.events, *corpus.model.measures):
        first, last = event.start_earliest or event.start, event.end_latest or event.end
        if first and event.start and event.start < first:
            yield Violation(
                event.id, f"begun by {event.start}, which can begin on {first} or later"
            )
        if event.end and last and last < event.end:
            yield Violation(event.id, f"over by {last}, which can end on {event.end} or later")
        elif first and last and last < first:
            yield Violation(event.id, f"over by {last}, which can begin on {first} or later")


def said_before_event(corpus: Corpus) -> Iterator[Violation]:
    """Find claims that take an event for a fact before the first day that was coded for it."""
    for claim in corpus.model.claims:
        event = corpus.claim_index.events.get(claim.object)
        first = event.when.earliest_start if event and event.when else None
        as_fact = claim.stance in (Stance.ASSERTS, Stance.PRESUPPOSES) and claim.stage not in AHEAD
        if first and as_fact and claim.said < first:
            yield Violation(
                claim.id, f"said on {claim.said}, of an event from {first} on", claim.object
            )


def idle_retraction(corpus: Corpus) -> Iterator[Violation]:
    """Find retractions that take back nothing that their voice has said before."""
    effective = {r for ids in corpus.claim_index.retracted_by.values() for r in ids}
    for claim in corpus.model.claims:
        if claim.stance == Stance.RETRACTS and claim.id not in effective:
            yield Violation(claim.id, "retracts nothing that this voice said before", claim.object)


def response_before_cause(corpus: Corpus) -> Iterator[Violation]:
    """Find measures dated before every day on which the event that they answer can have begun."""
    for measure in corpus.model.measures:
        days = (measure.announced, measure.listed, measure.effective, measure.start)
        first = min((day for day in days if day), default=None)
        for key in measure.in_response_to:
            cause = corpus.claim_index.events.get(key)
            # an event without a date may be older than the first word of it
            began = cause.when.earliest_start if cause and cause.when else None
            if first and began and first < began:
                yield Violation(measure.id, f"dated {first}, but answers an event of {began}", key)


def cycle(corpus: Corpus) -> Iterator[Violation]:
    """Find events, statements and items that lie above themselves."""
    events = {e.id: e.broader for e in (*corpus.model.events, *corpus.model.measures)}
    statements = {s.id: s.based_on for s in corpus.model.statements}
    items = {i.id: i.broader for i in corpus.model.items}
    for links, how in ((events, "broader"), (statements, "based_on"), (items, "broader")):
        for key in links:
            if key in reached(key, links):
                yield Violation(key, f"following `{how}` leads back to itself")


def reached(key: str, links: Mapping[str, Iterable[str]]) -> set[str]:
    """Return everything that can be reached from a key, itself too where there is a cycle.

    >>> sorted(reached("a", {"a": ["b"], "b": ["c"], "c": ["b"]}))
    ['b', 'c']
    """
    seen: set[str] = set()
    todo = list(links[key])
    while todo:
        following = todo.pop()
        if following not in seen:
            seen.add(following)
            todo.extend(links.get(following, ()))
    return seen


def unused_actor(corpus: Corpus) -> Iterator[Violation]:
    """Find actors that a dossier defines and nothing names."""
    model = corpus.model
    named = {p for c in model.claims for p in (c.claimant, c.voice, c.object)}
    named |= {d.publisher for d in model.documents} | {v for d in model.documents for v in d.via}
    named |= {t.whom for t in model.tenures}
    for statement in model.statements:
        named.update(statement.agent, statement.recipient, statement.via)
    for event in (*model.events, *model.measures):
        named.update(event.actor, event.recipient, event.participant, event.object, event.party)
    for actor in model.actors:
        named.update(actor.members, (actor.of or "", actor.affiliation or ""))
    for actor in model.actors:
        if actor.defined_in != "reference" and actor.id not in named:
            yield Violation(actor.id, f"'{actor.label}' is defined and never named")


def lonely_joint_statement(corpus: Corpus) -> Iterator[Violation]:
    """Find joint statements of a single agent that is not a group."""
    kinds = ("ActorGroup", "InternationalOrganisation")
    groups = {a.id for a in corpus.model.actors if a.kind in kinds}
    for statement in corpus.model.statements:
        if statement.kind == "JointStatement" and len(statement.agent) == 1:
            (agent,) = statement.agent
            if agent not in groups:
                yield Violation(statement.id, "a joint statement with one agent", agent)


def coded_before_published(corpus: Corpus) -> Iterator[Violation]:
    """Find documents that were coded before they can have appeared."""
    for document in corpus.model.documents:
        first = document.published.earliest_start
        if first and document.coded < first:
            yield Violation(document.id, f"coded on {document.coded}, published from {first} on")


def one_document(corpus: Corpus) -> Iterator[Violation]:
    """Find events that the claims of one document alone support, in a corpus of several."""
    if len(corpus.model.documents) < 2:
        return
    told: dict[str, set[str]] = defaultdict(set)
    for claim in corpus.model.claims:
        told[claim.object].add(corpus.claim_index.statements[claim.statement].document)
    for key in corpus.claim_index.events:
        if len(told[key]) == 1:
            (document,) = told[key]
            yield Violation(key, "all claims about it come from one document", document)


def one_sided_document(corpus: Corpus) -> Iterator[Violation]:
    """Find documents in which a single voice, the publisher's aside, takes every position."""
    voices: dict[str, set[str]] = defaultdict(set)
    for claim in corpus.model.claims:
        document = corpus.claim_index.documents[
            corpus.claim_index.statements[claim.statement].document
        ]
        if claim.stance in (Stance.ASSERTS, Stance.DENIES) and claim.voice != document.publisher:
            voices[document.id].add(claim.voice)
    for key, heard in voices.items():
        if len(heard) == 1:
            (voice,) = heard
            who = corpus.claim_index.label(voice)
            yield Violation(key, f"every position in it is that of {who}", voice)


def search_against_claims(corpus: Corpus) -> Iterator[Violation]:
    """Find searches for a denial that do not fit the denials that are coded."""
    for event in (*corpus.model.events, *corpus.model.measures):
        day = event.denial_search_day
        denials = [
            c for _, c in bearing_on(corpus.claim_index, event.id) if c.stance == Stance.DENIES
        ]
        if event.denial_search_outcome == "found" and not denials:
            yield Violation(event.id, "a denial was found, and none is coded", "found")
        by_then = [claim for claim in denials if day is not None and claim.said <= day]
        if event.denial_search_outcome == "none-found" and by_then:
            who = corpus.claim_index.label(by_then[0].voice)
            yield Violation(
                event.id, f"no denial was found by {day}, and {who} denied it", by_then[0].id
            )


def silent_statement(corpus: Corpus) -> Iterator[Violation]:
    """Find statements without any claim."""
    speaking = {claim.statement for claim in corpus.model.claims}
    for statement in corpus.model.statements:
        if statement.id not in speaking:
            yield Violation(statement.id, "makes no claim about any event")


RULES: tuple[Rule, ...] = (
    Rule("cycle", "error", "Take one of the links out.", cycle),
    Rule("dates-in-order", "error", "Exchange or correct the dates.", dates_in_order),
    Rule("coded-before-published", "error", "Correct `coding.coded` or `document.published`.",
         coded_before_published),
    Rule("voice-against-itself", "warning",
         "Correct a date or a speaker, or split the event if they speak of different things.",
         voice_against_itself),
    Rule("said-before-event", "warning", "Use predicts or announces, give a stage, or fix a date.",
         said_before_event),
    Rule("idle-retraction", "warning", "Name what the same voice said, or relayed, before.",
         idle_retraction),
    Rule("response-before-cause", "warning", "Correct a date, or take `in_response_to` out.",
         response_before_cause),
    Rule("search-against-claims", "warning",
         "Code the denial that was found, or correct the outcome of `denial_search`.",
         search_against_claims),
    Rule("unused-actor", "warning", "Name it where it acts or speaks, or take it out.",
         unused_actor),
    Rule("lonely-joint-statement", "warning", "Name all who speak, or choose another class.",
         lonely_joint_statement),
    Rule("one-document", "info", "Look for a second source.", one_document),
    Rule("one-sided-document", "info", "Look for what the other side says.", one_sided_document),
    Rule("silent-statement", "info", "Add its stance on an event, if it takes one.",
         silent_statement),
)  # fmt: skip
