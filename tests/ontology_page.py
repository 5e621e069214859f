"""Write docs/ontology.md from ontology.ttl: ``python tests/ontology_page.py docs/ontology.md``."""
# A row of a Markdown table cannot be broken over lines.
# ruff: noqa: E501

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Namespace, URIRef

GG = Namespace("https://w3id.org/geograph/ns#")
SCHEMA = Namespace("https://schema.org/")
TTL = Path(__file__).parent.parent / "geograph" / "ontology.ttl"
PREFIXES = {
    "prov:": "http://www.w3.org/ns/prov#",
    "qb:": "http://purl.org/linked-data/cube#",
    "schema:": str(SCHEMA),
    "sem:": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "ftm:": "https://w3id.org/ftm#",
    "skos:": str(SKOS),
    "dcterms:": "http://purl.org/dc/terms/",
    "xsd:": "http://www.w3.org/2001/XMLSchema#",
    "owl:": str(OWL),
    "gg:": str(GG),
}
INTRO = """\
# Ontology

Namespace `https://w3id.org/geograph/ns#` (`gg:`), resources below `https://w3id.org/geograph/id/`.
The truth is `geograph/ontology.ttl`; this page is written from it (`python tests/ontology_page.py
docs/ontology.md`) and a test compares the two. `geograph/shapes.ttl` says what a valid graph is.

An event describes and asserts nothing. A claim takes one stance on it; the stance is the property
itself. `gg:about`, which all stances have in common, is declared and never written. Provenance (who said
what, in which document, coded by whom) is aligned with PROV-O. Terms: [glossary](glossary.md).
"""
NOTES = """\
## Where the field's codes come from, and where its sources disagree

CAMEO roots, PLOVER types and signs are set class by class, by hand; none is computed from another.

| Question | What the sources say | What is set here |
|---|---|---|
| Which PLOVER? | The project's overview and its short reference list 18 types, with DEMAND, DISAPPROVE, INVESTIGATE and CRIME. The conversion table of 2021 and the later manual have 16, with REQUEST and ACCUSE. | The 16 of 2021, which published data use. |
| Denials | CAMEO 016 has them; PLOVER drops the whole of 01 and 02, comments and appeals. | CAMEO 01 or 02, no PLOVER type. |
| Sanctions | CAMEO 163. The conversion table of 2021 sends 163 to COERCE/restrict; the manual codes international sanctions as SANCTION/discontinue. | SANCTION. |
| SANCTION's quadrant | The manual heads its section material conflict, and its table of quadrants files it under verbal conflict. | Not used: the sign is -1. |
| Score of ACCUSE | The manual prints +3 for the type and -2 to -3.5 for its modes. | Not used. |
| Investigation | CAMEO 09. The short reference makes it material cooperation, the table of 2021 ACCUSE. | ACCUSE, sign 0. |
| Blockade, occupation | CAMEO 191 and 192 lie under FIGHT; the table of 2021 moves both to COERCE. | CAMEO 19, PLOVER COERCE. |
| Ceasefire, withdrawal | CAMEO 08. The short reference counts a declared ceasefire as CONCEDE and an observed one as RETREAT. | RETREAT. |
| Mass violence | CAMEO 20. The manual's table names FIGHT, which is not a type of its own list; the table of 2021 has ASSAULT. | No class needs it yet. |
| Exercises | The manual codes joint exercises as COOPERATE and those of one state as MOBILIZE. | Two classes. |
| Cyberattack | CAMEO 1.1b3 has no code; the manual has COERCE/cyber, a category adapted from CAMEO 17. | CAMEO 17, PLOVER COERCE. |
"""


def graph() -> rdflib.Graph:
    """Return the ontology."""
    return rdflib.Graph().parse(TTL)


def short(term: object) -> str:
    text = str(term)
    for prefix, base in PREFIXES.items():
        if text.startswith(base):
            return prefix + text.removeprefix(base)
    return text


def name(term: object) -> str:
    return str(term).removeprefix(str(GG))


def below(g: rdflib.Graph, root: URIRef, depth: int = 0) -> Iterator[tuple[URIRef, int]]:
    """Yield a class and all below it, depth first in the order of their names."""
    yield root, depth
    for child in sorted(g.subjects(RDFS.subClassOf, root)):
        assert isinstance(child, URIRef)
        yield from below(g, child, depth + 1)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def said(g: rdflib.Graph, term: URIRef) -> str:
    example = g.value(term, SKOS.example)
    return f"{g.value(term, RDFS.comment)}" + (f" *{example}*" if example else "")


def like(g: rdflib.Graph, term: URIRef) -> str:
    """Return what a term is aligned with outside this vocabulary."""
    near = {*g.objects(term, SKOS.closeMatch)}
    for wider in (RDFS.subClassOf, RDFS.subPropertyOf):
        near |= {o for o in g.objects(term, wider) if not str(o).startswith(str(GG))}
    return ", ".join(sorted(short(o) for o in near))


def tree(g: rdflib.Graph, root: str) -> Iterator[str]:
    rows = ((f"{'— ' * d}`{name(c)}`", said(g, c), like(g, c)) for c, d in below(g, GG[root]))
    yield from table(("Class", "What it is", "Close to"), rows)


def events(g: rdflib.Graph) -> Iterator[str]:
    head = (
        "Class",
        "What it is",
        "CAMEO",
        "PLOVER",
        "Sign",
        "Lasts",
        "Recipient confirms",
        "Close to",
    )
    rows = []
    for c, depth in below(g, GG.Event):
        cameo, plover = g.value(c, GG.cameoRoot), g.value(c, GG.ploverType)
        sign, lasts = str(g.value(c, GG.sign)), g.value(c, GG.durative)
        sign = "+1" if sign == "1" else sign
        confirms = (c, GG.recipientConfirms, None) in g
        once = (c, GG.oneOff, rdflib.Literal(True)) in g
        how = "yes" if lasts.toPython() else "once" if once else ""
        codes = (str(cameo or ""), str(plover or ""), sign, how, "yes" if confirms else "")
        rows.append((f"{'— ' * depth}`{name(c)}`", said(g, c), *codes, like(g, c)))
    yield from table(head, rows)


def properties(g: rdflib.Graph) -> Iterator[str]:
    head = ("Property", "Of", "To", "What it says", "Close to")
    rows = []
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    for p in sorted({p for kind in kinds for p in g.subjects(RDF.type, kind)}):
        if (p, RDFS.subPropertyOf, GG.about) in g or p == GG.about:
            continue
        of = {*g.objects(p, RDFS.domain), *g.objects(p, SCHEMA.domainIncludes)}
        wider = [short(o) for o in g.objects(p, RDFS.subPropertyOf) if str(o).startswith(str(GG))]
        to = short(g.value(p, RDFS.range) or "")
        comment = said(g, p) + (f" Narrower than `{wider[0]}`." if wider else "")
        subjects = ", ".join(sorted(name(o) for o in of))
        rows.append((f"`{name(p)}`", subjects, to.removeprefix("gg:"), comment, like(g, p)))
    yield from table(head, rows)


def page() -> str:
    """Return the whole page."""
    g = graph()
    lines = [INTRO, "## Stances", ""]
    stances = sorted(g.subjects(RDFS.subPropertyOf, GG.about))
    rows = [(f"`{name(s)}`", str(g.value(s, GG.position)), said(g, s)) for s in stances]
    lines += table(("Stance", "Counts as", "What it says"), rows)
    lines += ["## Events, measures and statements", "", *events(g)]
    lines += ["## Actors", "", *tree(g, "Actor"), "## Items", "", *tree(g, "Item")]
    lines += ["## Claims, documents and the rest", ""]
    rest = ("Claim", "Comparison", "Document", "Dossier", "Place", "Provision", "Release", "Tenure")
    cells = [
        (f"{'— ' * d}`{name(c)}`", said(g, c), like(g, c)) for r in rest for c, d in below(g, GG[r])
    ]
    lines += table(("Class", "What it is", "Close to"), cells)
    lines += ["## Properties", "", *properties(g), "## Annotations of classes", ""]
    terms = sorted(g.subjects(RDF.type, OWL.AnnotationProperty))
    lines += table(("Annotation", "What it says"), [(f"`{name(a)}`", said(g, a)) for a in terms])
    for scheme in sorted(g.subjects(RDF.type, SKOS.ConceptScheme)):
        lines += [
            f"## {g.value(scheme, SKOS.prefLabel)}",
            "",
            str(g.value(scheme, RDFS.comment)),
            "",
        ]
        concepts = sorted(g.subjects(SKOS.inScheme, scheme))
        cells = [
            (f"`{g.value(c, SKOS.notation)}`", str(g.value(c, SKOS.definition))) for c in concepts
        ]
        lines += table(("Value", "What it is"), cells)
    return "\n".join([*lines, NOTES])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
