"""Quads: exact terms, hostile text, equal sets in two parsers, graphs, no blank nodes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyoxigraph
import pytest
import rdflib
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import DOSSIER, STEM, day, small_world

from geograph.dates import parse
from geograph.errors import ValidationError
from geograph.events.nquads import either, literal, node, web
from geograph.events.quads import quads
from geograph.model import Actor, Event, Measure, Model, Tenure
from geograph.pipeline.build import nquads
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES, GG, ID, Stance

NQ = pyoxigraph.RdfFormat.N_QUADS
XSD = "http://www.w3.org/2001/XMLSchema#"

HOSTILE = [
    'say "no"',
    "two\nlines\r\nthree",
    "back\\slash \\n \\u0041 \\",
    "tab\tbell\x07 nul\x00 delete\x7f formfeed\f backspace\b",
    "\u0085next \u2028line \u2029paragraph",
    "\u202eright to left\u202c إيران",
    "🚀 emoji 👩‍👩‍👧 𐀀",
    "<script>alert(1)</script> & 'single' ^^<x> @en",
    "\ufffe\uffff\ue000\ufeff",
    "",
]


def parsed(lines: list[str]) -> set[tuple[str, ...]]:
    """Return what Oxigraph reads, as text."""
    found = pyoxigraph.parse("\n".join(lines).encode(), format=NQ)
    return {tuple(map(str, (q.subject, q.predicate, q.object, q.graph_name))) for q in found}


def parsed_by_rdflib(lines: list[str]) -> set[tuple[str, ...]]:
    """Return what rdflib reads, written with Oxigraph's terms so that the two can be compared."""
    dataset = rdflib.Dataset()
    dataset.parse(data="\n".join(lines) + "\n", format="nquads")

    def same(term: object) -> str:
        if isinstance(term, rdflib.Literal):
            if term.language:
                return str(pyoxigraph.Literal(str(term), language=term.language))
            kind = pyoxigraph.NamedNode(str(term.datatype or f"{XSD}string"))
            return str(pyoxigraph.Literal(str(term), datatype=kind))
        return str(pyoxigraph.NamedNode(str(term)))

    return {
        tuple(map(same, (s, p, o, getattr(g, "identifier", g)))) for s, p, o, g in dataset.quads()
    }


def about(lines: list[str], key: str) -> set[tuple[str, str]]:
    """Return predicate and object of every line about one resource, IRIs shortened."""
    found = pyoxigraph.parse("\n".join(lines).encode(), format=NQ)
    return {
        (short(q.predicate.value), short(q.object.value))
        for q in found
        if q.subject == pyoxigraph.NamedNode(ID + key)
    }


def short(iri: str) -> str:
    for prefix, long in {
        "gg:": GG,
        "id:": ID,
        "rdf:": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs:": "http://www.w3.org/2000/01/rdf-schema#",
        "skos:": "http://www.w3.org/2004/02/skos/core#",
        "owl:": "http://www.w3.org/2002/07/owl#",
        "dct:": "http://purl.org/dc/terms/",
        "prov:": "http://www.w3.org/ns/prov#",
    }.items():
        iri = iri.replace(long, prefix)
    return iri


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_from_both_parsers(text: str) -> None:
    line = f"<urn:s> <urn:p> {literal(text)} <urn:g> ."
    assert "\n" not in line
    assert "\r" not in line
    [quad] = pyoxigraph.parse(line.encode(), format=NQ)
    assert quad.object == pyoxigraph.Literal(text)
    dataset = rdflib.Dataset()
    dataset.parse(data=line + "\n", format="nquads")
    assert [str(o) for _, _, o, _ in dataset.quads()] == [text]


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    [quad] = pyoxigraph.parse(f"<urn:s> <urn:p> {literal(text)} .".encode(), format=NQ)
    assert quad.object == pyoxigraph.Literal(text)


@given(st.text())
def test_any_local_path_becomes_an_iri_that_both_parsers_take(text: str) -> None:
    line = f"{node(text)} <urn:p> {either(text)} ."
    [quad] = pyoxigraph.parse(line.encode(), format=NQ)
    assert quad.subject.value.startswith(ID)
    dataset = rdflib.Dataset()
    dataset.parse(data=line + "\n", format="nquads")
    assert [str(s) for s, _, _, _ in dataset.quads()] == [quad.subject.value]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("state/IRN", "state/IRN"),
        ("a b", "a%20b"),
        ("50%", "50%25"),
        ("50%25", "50%25"),
        ('<a>"{}|\\^`', "%3Ca%3E%22%7B%7D%7C%5C%5E%60"),
        ("café", "caf%C3%A9"),
        ("a#b?c[d]", "a%23b%3Fc%5Bd%5D"),
    ],
)
def test_local_paths_are_encoded_where_needed(path: str, expected: str) -> None:
    assert node(path) == f"<{ID}{expected}>"


def test_half_a_surrogate_pair_is_refused_with_the_resource_it_stands_in() -> None:
    world = small_world()
    event = replace(world.events[0], label="broken \ud83d pair")
    with pytest.raises(ValidationError) as caught:
        list(quads(replace(world, events=(event,))))
    assert str(caught.value) == (
        "event/iran-arms-russia: 'broken \\ud83d pair' holds half a surrogate pair at position 7\n"
        "  fix: write the character itself, in UTF-8"
    )
    with pytest.raises(ValidationError, match="surrogate"):
        node("event/\udc00")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://example.org/", "https://", "http://[x/", "http://h:port/", "x"],
)
def test_only_web_addresses_are_addresses(url: str) -> None:
    with pytest.raises(ValidationError, match="not a web address"):
        web(url)


@given(st.text(), st.text(alphabet='/?#%[]:@<>"{}|\\^` aé\u202e\u0301'))
def test_any_address_that_is_taken_becomes_an_iri(host: str, path: str) -> None:
    try:
        line = f"<urn:s> <urn:p> {web(f'https://{host}{path}')} ."
    except ValidationError:
        return
    [quad] = pyoxigraph.parse(line.encode(), format=NQ)
    assert quad.object.value.startswith("https://")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("http://example.org:8080/a b/é", "http://example.org:8080/a%20b/%C3%A9"),
        ("http://[::1]/x", "http://[::1]/x"),
        ("https://e.org/<\">'{}", "https://e.org/%3C%22%3E'%7B%7D"),
    ],
)
def test_addresses_are_encoded(url: str, expected: str) -> None:
    assert web(url) == f"<{expected}>"
    assert pyoxigraph.NamedNode(expected).value == expected


def test_lines_are_sorted_unique_and_without_blank_nodes() -> None:
    lines = list(nquads(small_world()))
    assert lines == sorted(set(lines))
    assert not [line for line in lines if "_:" in line.split('"')[0] or " _:" in line]
    assert all(line.endswith("> .") for line in lines)


def test_order_of_the_model_is_irrelevant() -> None:
    world = small_world()
    backwards = Model(**{name: getattr(world, name)[::-1] for name in world.__slots__})
    assert list(quads(backwards)) == list(quads(world))


def test_two_parsers_read_the_same_set() -> None:
    lines = list(nquads(small_world()))
    ours = parsed(lines)
    assert ours == parsed_by_rdflib(lines)
    assert len(ours) == len(lines)


def test_an_event_in_full() -> None:
    assert about(list(quads(small_world())), "event/iran-srbm-russia") == {
        ("rdf:type", "gg:ArmsTransfer"),
        ("rdf:type", "gg:Event"),
        (
            "rdfs:label",
            "arms transfer of short-range ballistic missile, Iran → Russia",
        ),
        ("gg:actor", "id:state/IRN"),
        ("gg:recipient", "id:state/RUS"),
        ("gg:item", "id:item/short-range-ballistic-missile"),
        ("gg:broaderEvent", "id:event/iran-arms-russia"),
        ("gg:purpose", "id:event/srbm-use"),
        ("gg:topic", "arms trade"),
        # what was coded stays as it was written; what is compared stands beside it
        ("gg:date", "2024"),
        ("gg:holdsFrom", "2024-09-10"),
        ("gg:party", "id:state/IRN"),
        ("gg:party", "id:state/RUS"),
    }


def test_a_measure_says_its_sender_twice() -> None:
    assert about(list(quads(small_world())), "measure/iran-listing") == {
        ("rdf:type", "gg:Sanction"),
        ("rdf:type", "gg:Measure"),
        ("rdf:type", "gg:Event"),
        ("rdfs:label", "sanction, United States → Iran"),
        ("gg:actor", "id:state/USA"),
        ("gg:sender", "id:state/USA"),
        ("gg:recipient", "id:state/IRN"),
        ("gg:target", "id:state/IRN"),
        ("gg:provision", "id:provision/travel-ban"),
        ("gg:programme", "Iran sanctions"),
        ("gg:ground", "transfer of missiles"),
        ("gg:inResponseTo", "id:event/iran-srbm-russia"),
        ("gg:date", "2024-09-10"),  # coded, beside the stage from which it holds
        ("gg:holdsFrom", "2024-09-11"),
        ("gg:holdsFromEarliest", "2024-09-11"),
        ("gg:holdsBasis", "effective"),
        ("gg:announced", "2024-09-10"),
        ("gg:listed", "2024-09-10"),
        ("gg:effective", "2024-09-11"),
        ("gg:party", "id:state/IRN"),
        ("gg:party", "id:state/USA"),
    }


def days(event: Event) -> set[tuple[str, str]]:
    """Return what the quads say of the time of an event."""
    model = Model(measures=(event,)) if isinstance(event, Measure) else Model(events=(event,))
    told = about(list(quads(model)), event.id)
    names = ("gg:date", "gg:holdsFrom", "gg:holdsUntil", "gg:untilKnown", "gg:start", "gg:end")
    return {(name, value) for name, value in told if name.startswith(names)}


def test_a_state_of_affairs_says_until_when_it_holds_and_since_when_that_is_known() -> None:
    war = Event(
        id="event/x",
        kind="War",
        label="x",
        dossier=DOSSIER,
        when=parse("2015-03/2019-12-31"),
        start=date(2015, 3, 31),
        start_earliest=date(2015, 3, 1),
        end=date(2019, 12, 31),
    )
    expected = {
        ("gg:date", "2015-03/2019-12-31"),
        ("gg:holdsFrom", "2015-03-31"),
        ("gg:holdsUntil", "2020-01-01"),
        ("gg:untilKnown", "2019-12-31"),
    }
    assert days(war) == expected
    said = days(replace(war, end_known=date(2015, 6, 1)))
    assert said == expected - {("gg:untilKnown", "2019-12-31")} | {("gg:untilKnown", "2015-06-01")}
    # of a moment an interval says when it may have been, not how long
    assert days(replace(war, kind="Meeting")) == {
        ("gg:date", "2015-03/2019-12-31"),
        ("gg:holdsFrom", "2015-03-31"),
    }


def test_a_measure_holds_until_the_day_of_its_lifting() -> None:
    ban = Measure(
        id="measure/x",
        kind="Sanction",
        label="x",
        dossier=DOSSIER,
        start=date(2018, 1, 1),
        effective=date(2018, 2, 1),
        lifted=date(2020, 6, 1),
        holds_from=date(2018, 2, 1),
        holds_until=date(2020, 6, 1),
        until_known=date(2020, 6, 1),
        basis="effective",
    )
    assert days(ban) == {
        ("gg:holdsFrom", "2018-02-01"),
        ("gg:holdsUntil", "2020-06-01"),
        ("gg:untilKnown", "2020-06-01"),
    }


def test_a_claim_of_an_anonymous_claimant() -> None:
    key = f"claim/{STEM}/anonymous/actor.{STEM}.us-official/asserts/iran-srbm-russia"
    assert about(list(quads(small_world())), key) == {
        ("rdf:type", "gg:Claim"),
        ("gg:claimant", f"id:actor/{STEM}/us-official"),
        ("gg:voice", "id:state/USA"),
        ("gg:anonymous", "true"),
        ("gg:asserts", "id:event/iran-srbm-russia"),
        ("gg:said", "2024-09-06"),
        ("gg:inStatement", f"id:statement/{STEM}/anonymous"),
    }


def test_a_tenure_is_a_node_and_never_an_edge_of_the_actor() -> None:
    lines = list(quads(small_world()))
    key = "tenure/actor/antony-blinken/speaksFor/actor/us-department-of-state/2021-01-26"
    assert about(lines, key) == {
        ("rdf:type", "gg:Tenure"),
        ("gg:tenureOf", "id:actor/antony-blinken"),
        ("gg:speaksFor", "id:actor/us-department-of-state"),
        ("gg:role", "Secretary of State"),
        ("gg:start", "2021-01-26"),
        ("gg:end", "2025-01-20"),
        ("dct:source", "https://history.state.gov/"),
    }
    assert "gg:speaksFor" not in dict(about(lines, "actor/antony-blinken"))


def test_two_offices_at_one_time_are_two_tenures() -> None:
    both = tuple(
        Tenure(who="actor/a", relation="speaksFor", whom="state/USA", role=role)
        for role in ("minister", "chair")
    )
    lines = list(quads(Model(tenures=both)))
    key = "tenure/actor/a/speaksFor/state/USA/open"
    assert ("gg:role", "chair") in about(lines, key)
    assert ("gg:role", "minister") in about(lines, f"{key}/2")
    assert lines == list(quads(Model(tenures=both[::-1])))


def test_a_state_carries_its_codes_and_names() -> None:
    assert about(list(quads(small_world())), "state/GBR") == {
        ("rdf:type", "gg:State"),
        ("rdf:type", "gg:Actor"),
        ("rdfs:label", "United Kingdom"),
        ("skos:prefLabel", "United Kingdom"),
        ("skos:altLabel", "Britain"),
        ("skos:altLabel", "UK"),
        ("skos:altLabel", "U.K."),
        ("gg:iso2", "GB"),
        ("gg:iso3", "GBR"),
        ("gg:cowCode", "200"),
        ("gg:cowAbbreviation", "UKG"),
        ("gg:gwCode", "200"),
        ("owl:sameAs", "http://www.wikidata.org/entity/Q145"),
        ("gg:start", "1816-01-01"),
        ("gg:voiceKind", "state"),
    }


def test_document_and_dossier() -> None:
    lines = list(quads(small_world()))
    assert about(lines, "document/small-report") == {
        ("rdf:type", "gg:Document"),
        ("rdfs:label", 'Allies accuse Iran of sending "short-range" missiles'),
        ("dct:title", 'Allies accuse Iran of sending "short-range" missiles'),
        ("dct:publisher", "id:publisher/unstated/small-report"),
        ("dct:language", "en"),
        ("gg:via", "id:actor/european-union"),
        ("gg:published", "2024-09-10"),
        ("gg:publishedEdtf", "2024-09-10~"),
        ("gg:datedBy", "calendar"),
        ("gg:country", "id:state/USA"),
        ("gg:url", "https://example.org/report?a=1&b=2"),
        ("gg:extent", "whole"),
        ("gg:dossier", f"id:{DOSSIER}"),
    }
    assert about(lines, DOSSIER) == {
        ("rdf:type", "gg:Dossier"),
        ("gg:codes", "id:document/small-report"),
        ("gg:coder", "the tests"),
        ("gg:coded", "2026-11-22"),
        ("gg:codebook", "1"),
    }


def test_every_class_comes_with_all_its_superclasses() -> None:
    events = tuple(
        Event(id=f"event/{kind.lower()}", kind=kind, label=kind, dossier=DOSSIER)
        for kind in EVENT_CLASSES
    )
    actors = tuple(Actor(id=f"actor/{k.lower()}", kind=k, label=k) for k in ACTOR_CLASSES)
    lines = list(quads(Model(events=events, actors=actors)))
    for tree, folder in ((EVENT_CLASSES, "event"), (ACTOR_CLASSES, "actor")):
        for kind in tree:
            expected, above = set(), kind
            while above is not None:
                expected.add(f"gg:{above}")
                above = tree[above].parent
            found = about(lines, f"{folder}/{kind.lower()}")
            assert {o for p, o in found if p == "rdf:type"} == expected


def test_every_stance_is_a_predicate_of_its_own() -> None:
    world = small_world()
    claim = world.claims[0]
    for stance in Stance:
        one = replace(world, claims=(replace(claim, stance=stance),))
        found = about(list(quads(one)), claim.id)
        assert (f"gg:{stance.value}", f"id:{claim.object}") in found
        assert len([p for p, _ in found if p[3:] in set(Stance)]) == 1


def test_graphs_say_where_triples_come_from() -> None:
    graphs: dict[str, set[str]] = {}
    for line in nquads(small_world()):
        [quad] = pyoxigraph.parse(line.encode(), format=NQ)
        subject = quad.subject.value.removeprefix(ID)
        graphs.setdefault(quad.graph_name.value.removeprefix(ID), set()).add(subject)
    dossier = graphs.pop(f"graph/{DOSSIER}")
    reference = graphs.pop("graph/reference")
    ontology = graphs.pop("graph/ontology")
    assert graphs == {}
    assert {s.split("/")[0] for s in dossier} == {
        *("actor", "claim", "document", "dossier", "event", "measure", "publisher", "statement"),
    }
    assert {s.split("/")[0] for s in reference} == {
        *("actor", "item", "place", "state", "tenure"),
    }
    assert {f"{GG}asserts", "provision/asset-freeze"} <= ontology
    assert {s for s in dossier if s.startswith("actor/")} == {
        f"actor/{STEM}/{key}" for key in ("chinese-companies", "e3", "us-allies", "us-official")
    }


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("2024-09-10", date(2024, 9, 10), set()),
        ("2024-09-10", date(2024, 9, 9), {("gg:date", "2024-09-10")}),
        ("2024-09-10~", date(2024, 9, 10), {("gg:date", "2024-09-10~")}),
        (None, date(2024, 9, 10), {("gg:dateInferred", "true")}),
        (None, None, set()),
        ("2022/..", date(2022, 12, 31), {("gg:date", "2022/..")}),
    ],
)
def test_a_date_says_whether_it_was_coded(
    text: str | None, start: date | None, expected: set[tuple[str, str]]
) -> None:
    when = None if text is None else parse(text)
    event = Event(id="event/x", kind="War", label="x", dossier=DOSSIER, when=when, start=start)
    found = about(list(quads(Model(events=(event,)))), "event/x")
    assert {pair for pair in found if pair[0].startswith("gg:date")} == expected
    assert day("2024-09-10") == parse("2024-09-10")


@settings(max_examples=draws(25), deadline=None)
@given(st.lists(st.tuples(st.text(), st.lists(st.text(), max_size=2)), max_size=4))
def test_models_of_any_text_are_read_alike_by_two_parsers(
    entries: list[tuple[str, list[str]]],
) -> None:
    events = tuple(
        Event(id=f"event/{n}", kind="Event", label=label, dossier=DOSSIER, topic=tuple(topics))
        for n, (label, topics) in enumerate(entries)
    )
    lines = list(quads(Model(events=events)))
    assert parsed(lines) == parsed_by_rdflib(lines)
    labels = {
        o for n in range(len(entries)) for p, o in about(lines, f"event/{n}") if p == "rdfs:label"
    }
    assert labels == {short(label) for label, _ in entries}
