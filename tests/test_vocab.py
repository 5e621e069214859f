"""The ontology and its typed mirror say the same, and the page about them too."""

from __future__ import annotations

from pathlib import Path

import ontology_page
import pyoxigraph
import pytest
import rdflib
from ontology_page import GG, SCHEMA, TTL
from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.compare import isomorphic

from geograph.pipeline.validation import validate_graph
from geograph.vocab import (
    ACTOR_CLASSES,
    CERTAINTIES,
    EVENT_CLASSES,
    EVENT_STAGES,
    ID,
    ITEM_CLASSES,
    MEASURE_STAGES,
    ONE_OFF_PROVISIONS,
    OUTCOMES,
    PROVISIONS,
    RECIPIENT_CONFIRMS,
    SEARCH_OUTCOMES,
    STAGES,
    VOICE_KINDS,
    Stance,
    iri,
    is_a,
    local,
)

ROOT = Path(__file__).parent.parent
G = ontology_page.graph()
PLOVER = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


def names(terms) -> set[str]:
    return {str(term).removeprefix(str(GG)) for term in terms}


def tree(root: str) -> dict[str, str | None]:
    """Map each class at or below a root to its parent in the vocabulary."""
    out: dict[str, str | None] = {}
    for term, _ in ontology_page.below(G, GG[root]):
        (name,) = names([term])
        parents = names(p for p in G.objects(term, RDFS.subClassOf) if p in GG)
        assert len(parents) == (name != root), name
        out[name] = next(iter(parents), None)
    return out


def text(term: URIRef, predicate: URIRef) -> str | None:
    values = list(G.objects(term, predicate))
    assert len(values) <= 1, term
    return str(values[0]) if values else None


def test_event_classes_are_the_same_both_ways():
    assert tree("Event") == {c.name: c.parent for c in EVENT_CLASSES.values()}


def test_actor_classes_are_the_same_both_ways():
    assert tree("Actor") == {c.name: c.parent for c in ACTOR_CLASSES.values()}


def test_item_classes_are_the_same_both_ways():
    assert tree("Item") == {"Item": None} | dict.fromkeys(ITEM_CLASSES, "Item")


@pytest.mark.parametrize("kind", EVENT_CLASSES.values(), ids=lambda c: c.name)
def test_labels_and_codes_of_an_event_class(kind):
    term = GG[kind.name]
    assert G.value(term, RDFS.label) == Literal(kind.label, lang="en")
    assert text(term, GG.cameoRoot) == kind.cameo
    assert text(term, GG.ploverType) == kind.plover
    assert list(G.objects(term, GG.sign)) == [Literal(kind.sign)]
    assert list(G.objects(term, GG.durative)) == [Literal(kind.durative)]
    confirms = [Literal(True)] if kind.name in RECIPIENT_CONFIRMS else []
    assert list(G.objects(term, GG.recipientConfirms)) == confirms

    assert list(G.objects(term, GG.oneOff)) == [Literal(True)] * kind.one_off


@pytest.mark.parametrize("kind", ACTOR_CLASSES.values(), ids=lambda c: c.name)
def test_labels_of_an_actor_class(kind):
    assert G.value(GG[kind.name], RDFS.label) == Literal(kind.label, lang="en")


def test_codes_are_those_of_the_field():
    kinds = EVENT_CLASSES.values()
    assert {k.cameo for k in kinds if k.cameo} <= {f"{n:02}" for n in range(1, 21)}
    assert {k.plover for k in kinds if k.plover} <= PLOVER
    assert {k.name for k in kinds if k.sign not in (-1, 0, 1)} == set()


def test_codes_that_are_easily_computed_wrongly():
    codes = {
        name: (EVENT_CLASSES[name].cameo, EVENT_CLASSES[name].plover, EVENT_CLASSES[name].sign)
        for name in ("Denial", "Request", "Blockade", "Investigation", "Sanction", "Demand")
    }
    assert codes == {
        "Denial": ("01", None, 0),
        "Request": ("02", None, 0),
        "Blockade": ("19", "COERCE", -1),
        "Investigation": ("09", "ACCUSE", 0),
        "Sanction": ("16", "SANCTION", -1),
        "Demand": ("10", "REQUEST", -1),
    }


def test_stances_are_the_same_both_ways():
    assert names(G.subjects(RDFS.subPropertyOf, GG.about)) == set(Stance)
    assert {s for s in Stance if text(GG[s], GG.position) == "position for"} == {Stance.ASSERTS}
    assert {s for s in Stance if text(GG[s], GG.position) == "position against"} == {Stance.DENIES}


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("provision", PROVISIONS),
        ("stage", STAGES),
        ("outcome", OUTCOMES),
        ("certainty", CERTAINTIES),
        ("search-outcome", SEARCH_OUTCOMES),
        ("voice-kind", tuple(VOICE_KINDS)),
    ],
)
def test_concepts_are_the_same_both_ways(scheme, values):
    members = set(G.subjects(SKOS.inScheme, URIRef(iri(scheme))))
    assert members == {URIRef(iri(f"{scheme}/{value}")) for value in values}
    assert {str(G.value(m, SKOS.notation)) for m in members} == set(values)
    assert all(text(m, SKOS.definition) and text(m, SKOS.prefLabel) for m in members)
    assert {m for m in members if (m, RDF.type, GG.Provision) in G} == (
        members if scheme == "provision" else set()
    )


def test_kinds_of_voice_are_called_the_same():
    for slug, label in VOICE_KINDS.items():
        assert text(URIRef(iri(f"voice-kind/{slug}")), SKOS.prefLabel) == label


def test_what_is_done_once_is_the_same_both_ways():
    once = set(G.subjects(GG.oneOff, Literal(True)))
    assert {name for name in names(once) if name in EVENT_CLASSES} == {"Expulsion", "LegalAction"}
    assert {local(str(term)) for term in once if str(term).startswith(ID)} == {
        f"provision/{name}" for name in ONE_OFF_PROVISIONS
    }
    assert set(ONE_OFF_PROVISIONS) <= set(PROVISIONS)


def test_stages_of_measures_and_of_other_events_are_told_apart():
    assert set(MEASURE_STAGES) | set(EVENT_STAGES) <= set(STAGES)
    assert not set(MEASURE_STAGES) & set(EVENT_STAGES)


def test_every_property_has_a_label_a_comment_and_something_that_it_is_of():
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    for term in {p for kind in kinds for p in G.subjects(RDF.type, kind)}:
        assert text(term, RDFS.label), term
        assert text(term, RDFS.comment), term
        of = {*G.objects(term, RDFS.domain), *G.objects(term, SCHEMA.domainIncludes)}
        assert of, term
        assert all((kind, RDF.type, OWL.Class) in G for kind in of), term


def test_data_properties_have_a_range_of_xsd():
    for term in G.subjects(RDF.type, OWL.DatatypeProperty):
        assert str(text(term, RDFS.range)).startswith("http://www.w3.org/2001/XMLSchema#"), term


def test_sender_and_target_are_narrower_than_actor_and_recipient():
    assert (GG.sender, RDFS.subPropertyOf, GG.actor) in G
    assert (GG.target, RDFS.subPropertyOf, GG.recipient) in G


def test_there_is_no_relation_between_actors_but_through_a_tenure_or_a_group():
    actors = {GG[name] for name in ACTOR_CLASSES}
    direct = {
        p
        for p in G.subjects(RDF.type, OWL.ObjectProperty)
        if set(G.objects(p, RDFS.domain)) & actors and G.value(p, RDFS.range) in actors
    }
    assert names(direct) == {"affiliation", "groupOf", "member"}


def test_every_property_of_the_graph_is_declared():
    from worlds import small_world

    from geograph.events.quads import quads

    lines = list(quads(small_world()))
    used = {line.split(" ")[1][1:-1] for line in lines}
    used |= {line.split(" ")[2][1:-1] for line in lines if "#type>" in line.split(" ")[1]}
    ours = {term for term in used if term.startswith(str(GG))}
    assert len(ours) > 80
    assert {term for term in ours if (URIRef(term), RDFS.label, None) not in G} == set()


def test_the_version_and_the_licence_are_there():
    (ontology,) = G.subjects(RDF.type, OWL.Ontology)
    assert text(ontology, OWL.versionIRI) == f"{ontology}/{text(ontology, OWL.versionInfo)}"
    assert text(ontology, rdflib.DCTERMS.license)


def test_rdflib_and_oxigraph_read_the_same_graph():
    ntriples = pyoxigraph.serialize(
        pyoxigraph.parse(path=str(TTL)), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    assert ntriples is not None
    assert isomorphic(G, rdflib.Graph().parse(data=ntriples.decode(), format="nt"))


def test_the_ontology_holds_no_blank_node():
    assert [t for t in G if any(isinstance(term, rdflib.BNode) for term in t)] == []


def test_the_ontology_is_valid():
    assert validate_graph(G) == []


def test_the_page_is_up_to_date():
    page = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert page == ontology_page.page(), "run python tests/ontology_page.py docs/ontology.md"


def test_is_a_follows_parents_and_knows_nothing_else():
    assert is_a("Ceasefire", "Event")
    assert not is_a("Event", "Ceasefire")
    assert not is_a("Teapot", "Event")


def test_local_undoes_iri():
    assert local(iri("state/IRN")) == "state/IRN"
    assert iri("") == ID
    assert local("https://example.org/x") == "https://example.org/x"
