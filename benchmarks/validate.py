"""How long validation takes on a made-up corpus of about 2,000 claims, step by step.

Run ``python benchmarks/validate.py [claims]``. It prints seconds for the way that geograph takes
(copy to memory, core shapes) and for two that it does not: pySHACL straight on the Oxigraph
dataset, and one join of the shapes as SHACL-SPARQL.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import date, timedelta

import pyshacl
import rdflib

from geograph.dates import parse
from geograph.events.quads import quads
from geograph.model import Actor, Claim, Document, Event, Measure, Model, Statement
from geograph.pipeline.validation.shapes import (
    _conform,
    _turtle,
    check_rules,
    validate_graph,
)
from geograph.store.graphs import dataset_of
from geograph.vocab import Stance

DAYS = [date(2023, 1, 1) + timedelta(days=n) for n in range(700)]
SPARQL = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix gg: <https://w3id.org/geograph/ns#> .
<urn:p> sh:declare [ sh:prefix "gg" ; sh:namespace "https://w3id.org/geograph/ns#"^^<http://www.w3.org/2001/XMLSchema#anyURI> ] .
<urn:s> a sh:NodeShape ; sh:targetSubjectsOf gg:denies ; sh:sparql [ sh:prefixes <urn:p> ;
  sh:select "SELECT $this WHERE { $this gg:denies ?e ; gg:voice ?v . FILTER NOT EXISTS { ?e gg:party ?v } }" ] .
"""  # noqa: E501


def corpus(claims: int) -> Model:
    """Return a sound corpus with a claim for each statement, stance by stance."""
    states = tuple(Actor(id=f"state/S{n:02}", kind="State", label=f"S{n}") for n in range(50))
    documents, events, measures, statements, said = [], [], [], [], []
    for n in range(claims // 6):
        day = DAYS[n * 2 % 700]
        one, other = states[n % 50].id, states[(n * 7 + 1) % 50].id
        common = {"label": f"event {n}", "dossier": f"dossier/d{n // 3}", "party": (one, other)}
        common |= {"actor": (one,), "recipient": (other,), "when": parse(str(day)), "start": day}
        if n % 5:
            events.append(Event(id=f"event/e{n:05}", kind="Attack", end=day, **common))
        else:
            measures.append(
                Measure(id=f"measure/e{n:05}", kind="Sanction", announced=day, **common)
            )
    for n, event in enumerate((*events, *measures)):
        day = event.start or DAYS[0]
        home = f"d{n // 3}"
        if n % 3 == 0:
            documents.append(
                Document(
                    id=f"document/{home}",
                    title=home,
                    publisher="state/S00",
                    coder="c",
                    published=parse(str(day + timedelta(days=30))),
                    dossier=f"dossier/{home}",
                    coded=date(2026, 1, 1),
                    codebook="1",
                )
            )
        for k in range(2):
            key = f"{home}/{n}-{k}"
            statement = Statement(
                id=f"statement/{key}",
                kind="Report",
                label=key,
                dossier=f"dossier/{home}",
                document=f"document/{home}",
                agent=event.party,
                locator="1",
                start=day,
                when=parse(str(day)),
            )
            statements.append(statement)
            for m, stance in enumerate((Stance.ASSERTS, Stance.EVALUATES, Stance.DENIES)):
                who = states[(n + m * k) % 50].id if m else event.party[0]
                key_ = f"claim/{key}/{who.replace('/', '.')}/{stance}/{n}"
                said.append(
                    Claim(
                        id=key_,
                        statement=statement.id,
                        claimant=who,
                        voice=who,
                        anonymous=False,
                        stance=stance,
                        object=event.id,
                        said=day,
                        when=parse(str(day)),
                    )
                )
    parts = {"actors": states, "documents": documents, "events": events, "measures": measures}
    parts |= {"statements": statements, "claims": said}
    return replace(Model(), **{k: tuple(sorted(v, key=lambda r: r.id)) for k, v in parts.items()})


def timed(what: str, work):
    """Run ``work``, print how long it took, and return what it gave."""
    start = time.perf_counter()
    result = work()
    print(f"{time.perf_counter() - start:7.2f} s  {what}")
    return result


if __name__ == "__main__":
    model = corpus(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    print(f"{len(model.claims)} claims, {len(model.statements)} statements")
    lines = list(quads(model))
    dataset = timed(f"{len(lines)} quads into Oxigraph", lambda: dataset_of(lines))
    timed(
        "ontology and shapes, once a process",
        lambda: (_turtle("ontology.ttl"), _turtle("shapes.ttl")),
    )
    found = timed("validate_graph: copy to memory, core shapes", lambda: validate_graph(dataset))
    print(f"           {len(found)} findings, {sum(f.severity == 'error' for f in found)} errors")
    timed("corpus rules", lambda: check_rules(model))
    memory = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        memory.add(triple)
    extra = rdflib.Graph().parse(data=SPARQL, format="turtle")
    timed(
        "one join of the shapes as SHACL-SPARQL",
        lambda: pyshacl.validate(memory, shacl_graph=extra),
    )
    if "slow" in sys.argv:
        timed("core shapes straight on the Oxigraph dataset", lambda: _conform(dataset))
