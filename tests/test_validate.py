"""Every shape and every corpus rule has a case that breaks it and one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import rdflib
from rdflib.namespace import SH
from worlds import DOSSIER, STEM, claim, day, small_world, sort_model, statement

from geograph.events.quads import quads
from geograph.model import Actor, Document, Event, Item, Measure, Model, Statement
from geograph.pipeline.validation.rules import RULES
from geograph.pipeline.validation.shapes import (
    SHAPES,
    Finding,
    _turtle,
    check_rules,
    report,
    validate_graph,
    validate_model,
)
from geograph.store.graphs import dataset_of
from geograph.vocab import ID, Stance

PREFIXES = """
@prefix : <https://w3id.org/geograph/id/> .
@prefix gg: <https://w3id.org/geograph/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def sound_world() -> Model:
    """Return the small world in order: dates, local actors in use, a joint measure with parts."""
    world = small_world()
    early = date(2024, 9, 6)
    events = [
        replace(e, start=early) if e.id == "event/iran-srbm-russia" else e for e in world.events
    ]
    (ban, listing) = world.measures
    parts = [
        replace(ban, id=f"{ban.id}/{sender[-3:]}", actor=(sender,), broader=(ban.id,),
                weight=0.5, part_of=ban.id)
        for sender in ban.actor
    ]  # fmt: skip
    measures = [
        replace(ban, umbrella=True),
        *parts,
        replace(listing, lifted=date(2025, 9, 1), holds_until=date(2025, 9, 1),
                holds_until_latest=date(2025, 9, 1)),
    ]  # fmt: skip
    claims = [
        replace(c, object=part.id, id=f"{c.id}.{part.id[-3:]}") if c.object == ban.id else c
        for c in world.claims
        for part in (parts if c.object == ban.id else parts[:1])
    ]
    documents = [replace(d, published=day("2024-09-12")) for d in world.documents]
    e3, allies = f"actor/{STEM}/e3", f"actor/{STEM}/us-allies"
    plea = statement("plea", "Request", "state/UKR", recipient=(e3, allies), locator="15")
    more = claim(plea, "state/UKR", Stance.REQUESTS, "measure/iran-air-ban/DEU")
    return sort_model(
        replace(
            world,
            events=tuple(events),
            measures=tuple(measures),
            documents=tuple(documents),
            statements=(*world.statements, plea),
            claims=(*claims, more),
        )
    )


MODEL = sound_world()
GRAPH = rdflib.Graph()
for _s, _p, _o in dataset_of(quads(MODEL)).triples((None, None, None)):
    GRAPH.add(
        (_s, _p, rdflib.Literal(str(_o)) if getattr(_o, "datatype", 0) == rdflib.XSD.string else _o)
    )

CLAIM = f"{ID}claim/{STEM}"
BLINKEN = f"<{CLAIM}/accuse/actor.antony-blinken/asserts/iran-srbm-russia>"
DENIAL = f"<{CLAIM}/denial/state.IRN/denies/iran-arms-russia>"
RETRACT = f"<{CLAIM}/retract/publisher.unstated.small-report/retracts/machine-tools>"
HUSHED = f"<{CLAIM}/anonymous/actor.{STEM}.us-official/asserts/iran-srbm-russia>"
REACHED = f"<{CLAIM}/listing/state.USA/announces/iran-listing/effective.2024-09-11>"
SAYS = f"<{ID}statement/{STEM}/accuse>"
ANONYMOUS = f"<{ID}statement/{STEM}/anonymous>"
OFFICIAL = f"<{ID}actor/{STEM}/us-official>"
GROUP = f"<{ID}actor/{STEM}/e3>"
REPORT = f"<{ID}document/small-report>"
HOLDER = f"<{ID}tenure/actor/david-lammy/speaksFor/state/GBR/2024-07-05>"
SRBM, TALKS, USE = (f"<{ID}event/{key}>" for key in ("iran-srbm-russia", "talks", "srbm-use"))
BAN, LISTING = (f"<{ID}measure/{key}>" for key in ("iran-air-ban", "iran-listing"))
PARTS = ("measure/iran-air-ban/DEU", "measure/iran-air-ban/GBR")
PART = f"<{ID}{PARTS[0]}>"
REACHED = f"<{CLAIM}/listing/state.USA/announces/iran-listing/effective.2024-09-11>"
IRAN, MISSILE = ":state\\/IRN", ":item\\/missile"

# rule, what is taken out, what is put in, the records that then break it (among possible others)
OBSERVED = ":observation\\/x\\/1"
OF, START = f"gg:observedOf {IRAN}", 'gg:start "2000-01-01"^^xsd:date'
IN_ISSUE = "<http://purl.org/linked-data/cube#dataSet> :release\\/x"
OBSERVATION = f"{OBSERVED} a gg:Observation ; {OF} ; {START} ; {IN_ISSUE}"
CASES = [
    ("claim-one-claimant", f"{BLINKEN} gg:claimant :actor\\/antony-blinken", "", BLINKEN),
    ("claim-one-claimant", "", f"{BLINKEN} gg:claimant {IRAN}", BLINKEN),
    ("claim-one-voice", f"{BLINKEN} gg:voice :state\\/USA", "", BLINKEN),
    ("claim-one-voice", "", f"{BLINKEN} gg:voice {MISSILE}", BLINKEN),
    ("claim-one-date", f'{BLINKEN} gg:said "2024-09-10"^^xsd:date', "", BLINKEN),
    ("claim-one-date", "", f'{BLINKEN} gg:said "2024-09-11"^^xsd:date', BLINKEN),
    ("claim-one-statement", f"{BLINKEN} gg:inStatement {SAYS}", "", BLINKEN),
    ("claim-one-statement", "", f"{BLINKEN} gg:inStatement {ANONYMOUS}", BLINKEN),
    ("claim-one-stance", f"{BLINKEN} gg:asserts {SRBM}", "", BLINKEN),
    ("claim-one-stance", "", f"{BLINKEN} gg:denies {TALKS}", BLINKEN),
    ("claim-one-stance", "", f"{BLINKEN} gg:presupposes {SRBM}", BLINKEN),
    ("claim-object", "", f"{BLINKEN} gg:asserts :event\\/none", BLINKEN),
    ("claim-object", "", f"{BLINKEN} gg:asserts {IRAN}", BLINKEN),
    ("retraction-object", "", f"{RETRACT} gg:retracts :claim\\/none", RETRACT),
    (
        "claim-not-after-document",
        f'{BLINKEN} gg:said "2024-09-10"^^xsd:date',
        f'{BLINKEN} gg:said "2024-09-13"^^xsd:date',
        BLINKEN,
    ),
    (
        "event-not-after-assertion",
        f'{HUSHED} gg:said "2024-09-06"^^xsd:date',
        f'{HUSHED} gg:said "2024-09-05"^^xsd:date',
        HUSHED,
    ),
    ("claim-stage", "", f'{RETRACT} gg:stage "soon"', RETRACT),
    ("claim-reached-stage", f'{REACHED} gg:stage "effective"', "", REACHED),
    ("claim-reached-stage", "", f'{RETRACT} gg:reached "2024-09-01"^^xsd:date', RETRACT),
    ("claim-reached-measure", "", f'{BLINKEN} gg:reached "2024-09-01"^^xsd:date', BLINKEN),
    ("claim-outcome", "", f'{RETRACT} gg:outcome "won"', RETRACT),
    ("claim-certainty", "", f'{RETRACT} gg:certainty "sure"', RETRACT),
    ("anonymous-claimant", "", f"{BLINKEN} gg:anonymous true", BLINKEN),
    ("unnamed-is-anonymous", f"{HUSHED} gg:anonymous true", "", OFFICIAL),
    ("denial-by-stranger", f"{DENIAL} gg:voice {IRAN}", f"{DENIAL} gg:voice :state\\/CHN", DENIAL),
    ("statement-agent", f"{ANONYMOUS} gg:agent {OFFICIAL}", "", ANONYMOUS),
    ("statement-agent", "", f"{SAYS} gg:agent :actor\\/nobody", SAYS),
    ("statement-one-document", f"{SAYS} prov:hadPrimarySource {REPORT}", "", SAYS),
    ("statement-one-document", "", f"{SAYS} prov:hadPrimarySource {IRAN}", SAYS),
    ("statement-locator", f'{SAYS} gg:locator "1"', "", SAYS),
    ("statement-locator", f'{SAYS} gg:locator "1"', f'{SAYS} gg:locator ""', SAYS),
    ("statement-based-on", "", f"{SAYS} gg:basedOn {TALKS}", SAYS),
    ("event-has-claim", "", ":event\\/x a gg:Event ; rdfs:label 'x'", ":event\\/x"),
    ("event-actors", "", f"{TALKS} gg:actor :actor\\/nobody", TALKS),
    ("event-actors", "", f"{TALKS} gg:recipient {MISSILE}", TALKS),
    ("event-actors", "", f"{TALKS} gg:participant :actor\\/nobody", TALKS),
    ("event-actors", "", f"{TALKS} gg:party :actor\\/nobody", TALKS),
    ("event-items", "", f"{TALKS} gg:item :item\\/none", TALKS),
    ("event-items", "", f"{TALKS} gg:means {IRAN}", TALKS),
    ("event-links", "", f"{TALKS} gg:broaderEvent :event\\/none", TALKS),
    ("event-links", "", f"{TALKS} gg:purpose :event\\/none", TALKS),
    ("event-links", "", f"{TALKS} gg:enables :event\\/none", TALKS),
    ("event-links", "", f"{TALKS} gg:itemFrom :event\\/none", TALKS),
    ("event-object", "", f"{TALKS} gg:object :event\\/none", TALKS),
    ("event-place", "", f"{TALKS} gg:place {MISSILE}", TALKS),
    ("event-label", f"{TALKS} rdfs:label 'meeting, United Kingdom and United States'", "", TALKS),
    ("start-bounds", "", f'{SAYS} gg:startEarliest "2024-09-11"^^xsd:date', SAYS),
    ("end-not-before-start", "", f'{TALKS} gg:holdsUntil "2024-09-10"^^xsd:date', TALKS),
    ("end-not-before-start", "", f'{SRBM} gg:holdsUntil "2024-09-05"^^xsd:date', SRBM),
    ("claim-reached-stage", f'{REACHED} gg:stage "effective"', "", REACHED),
    ("claim-reached-measure", "", f'{BLINKEN} gg:reached "2024-09-10"^^xsd:date', BLINKEN),
    (
        "measure-holds",
        f'{LISTING} gg:holdsFromEarliest "2024-09-11"^^xsd:date',
        f'{LISTING} gg:holdsFromEarliest "2024-09-12"^^xsd:date',
        LISTING,
    ),
    (
        "measure-holds",
        "",
        f'{LISTING} gg:holdsUntil "2025-09-02"^^xsd:date ; '
        'gg:holdsUntilLatest "2025-09-01"^^xsd:date',
        LISTING,
    ),
    ("measure-part", "", f"{LISTING} gg:umbrella true", LISTING),
    ("measure-sender", f"{LISTING} gg:sender :state\\/USA", "", LISTING),
    ("measure-target", f"{LISTING} gg:target {IRAN}", "", LISTING),
    ("measure-dated", "", ":measure\\/x a gg:Measure", ":measure\\/x"),
    ("measure-provision", "", f"{BAN} gg:provision :provision\\/frown", BAN),
    ("measure-part", "", f"{PART} gg:sender :state\\/GBR", PART),
    ("measure-part", f"{PART} gg:sender :state\\/DEU", "", PART),
    ("measure-part", "", f"{PART} gg:partOf {LISTING}", PART),
    ("measure-part", f"{PART} gg:partOf {BAN}", "", BAN),
    ("measure-part", "", f"{BLINKEN} gg:asserts {BAN}", BAN),
    (
        "measure-holds",
        f'{LISTING} gg:holdsFromEarliest "2024-09-11"^^xsd:date',
        f'{LISTING} gg:holdsFromEarliest "2024-09-12"^^xsd:date',
        LISTING,
    ),
    ("measure-holds", "", f'{LISTING} gg:holdsUntil "2025-09-02"^^xsd:date', LISTING),
    ("measure-response", "", f"{BAN} gg:inResponseTo :event\\/none", BAN),
    (
        "measure-stages",
        f'{LISTING} gg:lifted "2025-09-01"^^xsd:date',
        f'{LISTING} gg:lifted "2024-09-01"^^xsd:date',
        LISTING,
    ),
    (
        "measure-retroactive",
        f'{LISTING} gg:effective "2024-09-11"^^xsd:date',
        f'{LISTING} gg:effective "2024-09-01"^^xsd:date',
        LISTING,
    ),
    ("no-direct-relation", "", f"{IRAN} gg:supplies :state\\/RUS", IRAN),
    ("no-direct-relation", "", f"{IRAN} gg:speaksFor :state\\/RUS", IRAN),
    ("actor-label", f"{IRAN} rdfs:label 'Iran'", "", IRAN),
    ("unnamed-source-affiliation", "", f"{OFFICIAL} gg:affiliation {IRAN}", OFFICIAL),
    ("group-member", "", f"{GROUP} gg:member :state\\/nowhere", GROUP),
    ("tenure-who", f"{HOLDER} gg:tenureOf :actor\\/david-lammy", "", HOLDER),
    ("tenure-whom", f"{HOLDER} gg:speaksFor :state\\/GBR", "", HOLDER),
    ("tenure-whom", "", f"{HOLDER} gg:memberOf :state\\/USA", HOLDER),
    ("observation-of", "", f"{OBSERVED} a gg:Observation ; {START} ; {IN_ISSUE}", OBSERVED),
    ("observation-with", "", f"{OBSERVATION} ; gg:observedWith {MISSILE}", OBSERVED),
    ("observation-start", "", f"{OBSERVED} a gg:Observation ; {OF} ; {IN_ISSUE}", OBSERVED),
    ("observation-end", "", f"{OBSERVATION} ; gg:end 'soon'", OBSERVED),
    ("observation-data-set", "", f"{OBSERVED} a gg:Observation ; {OF} ; {START}", OBSERVED),
    ("actor-voice-kind", "", f'{IRAN} gg:voiceKind "kingdom"', IRAN),
    (
        "voice-has-kind",
        f"{BLINKEN} gg:voice :state\\/USA",
        f"{BLINKEN} gg:voice {MISSILE}",
        BLINKEN,
    ),
    ("denial-search", "", f'{SRBM} gg:denialSearchOutcome "maybe"', SRBM),
    ("item-in-tree", "", f"{MISSILE} skos:broader {IRAN}", MISSILE),
    ("item-label", f"{MISSILE} skos:prefLabel 'missile'", "", MISSILE),
    ("document-publisher", "", f"{REPORT} dcterms:publisher {IRAN}", REPORT),
    ("document-published", f'{REPORT} gg:published "2024-09-12"^^xsd:date', "", REPORT),
    ("document-extent", f'{REPORT} gg:extent "whole"', f'{REPORT} gg:extent "some"', REPORT),
    ("document-dossier", f"{REPORT} gg:dossier <{ID}{DOSSIER}>", "", REPORT),
    ("document-url", "", f"{REPORT} gg:url <ftp://example.org/>", REPORT),
    ("document-url", "", f"{REPORT} gg:archiveUrl 'example.org'", REPORT),
    ("term-described", "", "gg:Teapot a owl:Class ; rdfs:label 'teapot'", "gg:Teapot"),
    ("term-described", "", "gg:pours a owl:ObjectProperty ; rdfs:comment 'tea'", "gg:pours"),
    ("term-described", "", "gg:sugar a owl:DatatypeProperty ; rdfs:comment 'tea'", "gg:sugar"),
    ("term-described", "", "gg:milk a owl:AnnotationProperty ; rdfs:comment 'tea'", "gg:milk"),
    ("class-annotations", "", "gg:Teapot gg:durative true", "gg:Teapot"),
    ("class-annotations", "", "gg:Teapot gg:sign 2 ; gg:durative true", "gg:Teapot"),
    ("class-annotations", "", "gg:Teapot gg:sign 1", "gg:Teapot"),
    ("class-annotations", "", "gg:Teapot gg:cameoRoot '21'", "gg:Teapot"),
    ("class-annotations", "", "gg:Teapot gg:ploverType 'BREW'", "gg:Teapot"),
]  # fmt: skip


def turtle(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=f"{PREFIXES}{text} ." if text else PREFIXES, format="turtle")


def changed(out: str, put: str) -> rdflib.Graph:
    """Return the sound graph less some triples (all of which were in it) and more others."""
    gone = turtle(out)
    assert all(triple in GRAPH for triple in gone), out
    return GRAPH - gone + turtle(put)


def short(term: str) -> str:
    """Return the focus as a finding names it."""
    (subject,) = turtle(f"{term} a gg:X").subjects()
    text = str(subject).removeprefix("https://w3id.org/geograph/id/")
    return text.replace("https://w3id.org/geograph/ns#", "gg:")


def shape_rules() -> dict[str, set[tuple[str, str, str]]]:
    """Map each rule of the shapes to the severities, messages and fixes that it can give."""
    shapes = _turtle("shapes.ttl")
    severities = {None: "error", SH.Warning: "warning", SH.Info: "info"}
    out: dict[str, set[tuple[str, str, str]]] = {}
    for shape in set(shapes.subjects(SH.message)):
        rule = str(shapes.value(shape, SH.name) or shape).removeprefix(SHAPES)
        told = (shapes.value(shape, SH.message), shapes.value(shape, SH.description))
        severity = severities[shapes.value(shape, SH.severity)]
        out.setdefault(rule, set()).add((severity, *map(str, told)))
    return out


def test_a_sound_world_breaks_no_shape():
    assert validate_graph(GRAPH) == []


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "out", "put", "focus"), CASES, ids=[c[0] for c in CASES])
def test_a_broken_record_is_found(rule, out, put, focus):
    found = [f for f in validate_graph(changed(out, put)) if f.rule == rule]
    assert {f.focus for f in found} == {short(focus)}
    assert {(f.severity, f.message, f.fix) for f in found} <= shape_rules()[rule]


def test_every_shape_has_a_case():
    assert {case[0] for case in CASES} == set(shape_rules())


def test_every_shape_says_what_is_wrong_and_how_to_mend_it():
    for rule, told in shape_rules().items():
        for _, message, fix in told:
            assert message.endswith("."), rule
            assert fix.endswith("."), rule


def test_a_clearance_by_a_stranger_is_no_finding():
    out = f"{DENIAL} gg:voice {IRAN}"
    put = f"{DENIAL} gg:voice :state\\/CHN . <{ID}statement/{STEM}/denial> a gg:Clearance"
    assert validate_graph(changed(out, put)) == []


@pytest.mark.parametrize(
    "put",
    [
        # the first day on which it no longer holds
        f'{TALKS} gg:holdsUntil "2024-09-11"^^xsd:date',
        f'{SAYS} gg:startEarliest "2024-09-10"^^xsd:date',
    ],
)
def test_one_day_is_long_enough(put):
    assert validate_graph(changed("", put)) == []


def test_an_event_that_only_a_release_records_is_no_finding():
    event = ":event\\/x a gg:Event ; rdfs:label 'x' . :release\\/x gg:records :event\\/x"
    assert validate_graph(changed("", event)) == []


def test_a_planned_event_may_be_asserted_before_its_day():
    out = f'{HUSHED} gg:said "2024-09-06"^^xsd:date'
    put = f'{HUSHED} gg:said "2024-09-05"^^xsd:date ; gg:stage "planned"'
    assert validate_graph(changed(out, put)) == []


def test_the_graph_is_left_as_it_was():
    before = set(GRAPH)
    validate_graph(GRAPH)
    assert set(GRAPH) == before


@pytest.mark.slow
def test_findings_carry_the_dossier_and_the_worst_come_first():
    world = small_world()
    found = validate_model(world)
    ids = [(f.severity, f.rule, f.where) for f in found]
    assert ids == [
        ("error", "claim-not-after-document", DOSSIER),
        ("error", "event-not-after-assertion", DOSSIER),
        ("warning", "unused-actor", DOSSIER),
        ("warning", "unused-actor", DOSSIER),
    ]
    shuffled = replace(world, claims=world.claims[::-1], events=world.events[::-1])
    assert validate_model(shuffled) == found


def test_the_report_is_a_table_with_counts():
    one = Finding(severity="info", rule="r", focus="event/x", message="m", fix="f", value="v")
    table = report([one, replace(one, severity="error"), one])
    assert [row[:3] for row in table.rows] == [("error", "r", "event/x"), ("info", "r", "event/x")]
    assert table.notes == ("1 error, 1 info",)
    assert str(one) == "event/x: m (v) [r]\n  fix: f"


# ---------------------------------------------------------------- corpus rules


def with_events(*events: Event) -> Model:
    """Return the sound world with events of its own kind beside the others."""
    measures = tuple(e for e in events if isinstance(e, Measure))
    plain = tuple(e for e in events if not isinstance(e, Measure))
    return sort_model(
        replace(MODEL, events=(*MODEL.events, *plain), measures=(*MODEL.measures, *measures))
    )


def saying(said: Statement, *claims, **more) -> Model:
    return sort_model(
        replace(
            MODEL,
            statements=(*MODEL.statements, said),
            claims=(*MODEL.claims, *claims),
            **more,
        )
    )


def meeting(key: str, *, span=None, place: tuple[str, ...] = (), **more) -> Event:
    span = span or day("2024-09-10")
    return Event(
        id=f"event/{key}", kind="Meeting", label=key, dossier=DOSSIER, place=place, when=span,
        participant=("state/GBR", "state/USA"), start=span.latest_start,
        start_earliest=span.earliest_start, end=span.earliest_end, end_latest=span.latest_end,
        **more,
    )  # fmt: skip


def sanction(key: str, **more) -> Measure:
    return Measure(
        id=f"measure/{key}", kind="Sanction", label=key, dossier=DOSSIER, actor=("state/UKR",),
        recipient=("state/RUS",), **more,
    )  # fmt: skip


def utterance(
    key: str, stance: Stance, object_: str, kind: str = "Comment", on="2024-09-10", **more
):
    said = statement(key, kind, "state/IRN", on=on)
    return saying(said, claim(said, "state/IRN", stance, object_, **more))


def second_document(**more) -> Document:
    return replace(MODEL.documents[0], id="document/other", title="other", **more)


def both_voices(*stances: Stance) -> Model:
    said = statement("both", "Comment", "state/CHN")
    return saying(said, *(claim(said, "state/CHN", s, "event/machine-tools") for s in stances))


def chained(*links: tuple[str, str]) -> Model:
    broader = dict(links)
    events = (replace(e, broader=(broader[e.id],)) if e.id in broader else e for e in MODEL.events)
    return replace(MODEL, events=tuple(events))


def dated(**days: date | None) -> Model:
    """Return the sound world with other bounds of one event, coded as some time in 2024."""
    return replace(
        MODEL, events=tuple(replace(e, **days) if e.id == TWO else e for e in MODEL.events)
    )


def with_item(*broader: str) -> Model:
    item = Item(id="item/x", kind="Munition", label="x", broader=broader)
    return replace(MODEL, items=(*MODEL.items, item))


def in_two_documents(*tellers: str) -> Model:
    said = [
        statement(f"two-{n}", "Report", who, document="document/other", locator="2")
        for n, who in enumerate(tellers)
    ]
    return sort_model(
        replace(
            MODEL,
            documents=(*MODEL.documents, second_document()),
            statements=(*MODEL.statements, *said),
            claims=(
                *MODEL.claims,
                *(
                    claim(s, w, Stance.ASSERTS, "event/talks")
                    for s, w in zip(said, tellers, strict=True)
                ),
            ),
        )
    )


def another_actor(**more) -> Model:
    actor = Actor(id=f"actor/{STEM}/x", kind="Organisation", label="x", **more)
    return sort_model(replace(MODEL, actors=(*MODEL.actors, actor)))


def searched(outcome: str, on: str, key: str) -> Model:
    """Return the sound world in which somebody looked for a denial of one event."""
    said = {
        "denial_search_day": date.fromisoformat(on),
        "denial_search_languages": ("en",),
        "denial_search_outcome": outcome,
    }
    events = (replace(e, **said) if e.id == f"event/{key}" else e for e in MODEL.events)
    return replace(MODEL, events=tuple(events))


TOOLS = "event/machine-tools"
LIVE = "2024-09-12"
ONE, TWO = "event/iran-arms-russia", "event/iran-srbm-russia"
PUBLISHER = MODEL.documents[0].publisher
ASSERTED_2024 = f"claim/{STEM}/early/state.IRN/asserts/iran-srbm-russia"

# rule, a model that breaks it, the records that are found, a model that is close and does not
RULE_CASES = [
    (
        "voice-against-itself",
        both_voices(Stance.ASSERTS, Stance.DENIES), {TOOLS},
        both_voices(Stance.ASSERTS, Stance.EVALUATES),
    ),
    (
        "said-before-event",
        utterance("early", Stance.ASSERTS, TWO, on="2023-12-31"), {ASSERTED_2024},
        utterance("early", Stance.ASSERTS, TWO, on="2023-12-31", stage="planned"),
    ),
    (
        "said-before-event",
        utterance("early", Stance.PRESUPPOSES, "event/talks", on="2024-09-09"),
        {f"claim/{STEM}/early/state.IRN/presupposes/talks"},
        utterance("early", Stance.PREDICTS, "event/talks", on="2024-09-09"),
    ),
    (
        "idle-retraction",
        utterance("back", Stance.RETRACTS, f"statement/{STEM}/accuse", on=LIVE),
        {f"claim/{STEM}/back/state.IRN/retracts/accuse"},
        utterance("back", Stance.RETRACTS, f"statement/{STEM}/denial", on=LIVE),
    ),
    (
        "response-before-cause",
        with_events(sanction("a", in_response_to=("event/talks",), listed=date(2024, 9, 9))),
        {"measure/a"},
        with_events(sanction("a", in_response_to=("event/talks",), listed=date(2024, 9, 10))),
    ),
    (
        "dates-in-order",
        dated(start=date(2024, 9, 6), start_earliest=date(2024, 9, 7)), {TWO},
        dated(start=date(2024, 9, 7), start_earliest=date(2024, 9, 7)),
    ),
    (
        "dates-in-order",
        dated(end=date(2024, 12, 31), end_latest=date(2024, 12, 30)), {TWO},
        dated(end=date(2024, 12, 31), end_latest=date(2024, 12, 31)),
    ),
    (
        "dates-in-order",
        dated(start_earliest=None, end=None, end_latest=date(2024, 9, 5)), {TWO},
        dated(start_earliest=None, end=None, end_latest=date(2024, 9, 6)),
    ),
    (
        "dates-in-order",
        dated(end=date(2023, 12, 31), end_latest=None), {TWO},
        dated(end=date(2024, 1, 1), end_latest=None),
    ),
    (
        "search-against-claims",
        searched("found", "2024-10-01", "talks"), {"event/talks"},
        searched("found", "2024-10-01", "iran-srbm-russia"),
    ),
    (
        "search-against-claims",
        searched("none-found", "2024-09-10", "iran-srbm-russia"), {TWO},
        searched("none-found", "2024-09-09", "iran-srbm-russia"),
    ),
    ("cycle", chained((ONE, TWO), (TWO, ONE)), {ONE, TWO}, chained((TWO, ONE))),
    ("cycle", with_item("item/x"), {"item/x"}, with_item("item/weapon")),
    (
        "unused-actor",
        another_actor(defined_in=DOSSIER), {f"actor/{STEM}/x"},
        another_actor(defined_in="reference"),
    ),
    (
        "lonely-joint-statement",
        saying(statement("lone", "JointStatement", "state/IRN")), {f"statement/{STEM}/lone"},
        saying(statement("lone", "JointStatement", "actor/european-union")),
    ),
    (
        "coded-before-published",
        replace(MODEL, documents=(second_document(coded=date(2024, 9, 11)), *MODEL.documents)),
        {"document/other"},
        replace(MODEL, documents=(second_document(coded=date(2024, 9, 12)), *MODEL.documents)),
    ),
    (
        "one-document",
        in_two_documents("state/GBR"),
        {ONE, TWO, TOOLS, "event/srbm-use", *PARTS, "measure/iran-listing"},
        MODEL,
    ),
    (
        "one-sided-document",
        in_two_documents("state/GBR"), {"document/other"},
        in_two_documents("state/GBR", "state/RUS"),
    ),
    (
        "silent-statement",
        saying(statement("mute", "Comment", "state/IRN")), {f"statement/{STEM}/mute"},
        utterance("mute", Stance.EVALUATES, TOOLS),
    ),
]  # fmt: skip


def hits(rule: str, model: Model) -> list[Finding]:
    return [f for f in check_rules(model) if f.rule == rule]


def test_a_sound_world_breaks_no_rule():
    assert check_rules(MODEL) == []


@pytest.mark.parametrize(
    ("rule", "broken", "focus", "sound"), RULE_CASES, ids=[c[0] for c in RULE_CASES]
)
def test_a_rule_fires_and_stays_silent(rule, broken, focus, sound):
    (declared,) = (r for r in RULES if r.id == rule)
    found = hits(rule, broken)
    assert {f.focus for f in found} == focus
    assert {(f.severity, f.fix) for f in found} == {(declared.severity, declared.fix)}
    assert all(f.message and f.message not in (f.focus, f.value) for f in found)
    assert hits(rule, sound) == []


def test_every_rule_has_a_case():
    assert {case[0] for case in RULE_CASES} == {rule.id for rule in RULES}
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_rules_and_shapes_share_no_id():
    assert {rule.id for rule in RULES} & set(shape_rules()) == set()


def test_the_other_value_is_named():
    (found,) = hits("voice-against-itself", both_voices(Stance.ASSERTS, Stance.DENIES))
    assert (found.value, found.message) == (
        "state/CHN",
        "China asserts and denies it on 2024-09-10",
    )


def test_a_retracted_assertion_does_not_contradict_a_denial():
    world = both_voices(Stance.ASSERTS, Stance.DENIES)
    back = statement("back", "Retraction", "state/CHN")
    (told,) = (c for c in world.claims if c.voice == "state/CHN" and c.stance == Stance.ASSERTS)
    taken = claim(back, "state/CHN", Stance.RETRACTS, told.id)
    model = replace(world, statements=(*world.statements, back), claims=(*world.claims, taken))
    assert hits("voice-against-itself", model) == []
