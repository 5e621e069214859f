"""What others wrote stays apart: no term, file, query or name leads into what is trusted."""

from __future__ import annotations

import gzip
import resource
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner
from engines import required
from test_load import write

import geograph
from geograph.cli import main
from geograph.errors import GeographError, QueryError, RecordError
from geograph.pipeline import foreign
from geograph.pipeline.foreign import load_rdf, unload_graph
from geograph.questions import ask, queries
from geograph.store import Store, open_store
from geograph.store.dump import sorted_quads
from geograph.store.sparql import refuse_network
from geograph.vocab import GG, ID

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
ONE = '<rdf:Description rdf:about="http://e.org/a"><e:p>x</e:p></rdf:Description></rdf:RDF>'
INJECTION = (
    "<http://e.org/a> <http://e.org/p> <http://e.org/\\u003E\\u0020"
    "\\u003Chttps://w3id.org/geograph/id/graph/reference\\u003E\\u0020.> .\n"
)


@pytest.fixture
def path(report_copy: Path) -> Path:
    return report_copy


def hostile(store: Store) -> str:
    """Return triples that relabel, retype, merge and deny everything that a store holds."""
    lines = []
    for (subject,) in store.select("SELECT DISTINCT ?s { ?s ?p ?o }")[1]:
        name = f"<{subject}>"
        lines += [
            f'{name} <{LABEL}> "FORGED" .',
            f"{name} <{TYPE}> <{GG}ArmsTransfer> .",
            f"{name} <{GG}actor> <{ID}state/FRA> .",
            f"{name} <{GG}partOf> <{ID}event/forged> .",
            f"<{ID}claim/forged/{len(lines)}> <{GG}denies> {name} .",
            f"<{ID}claim/forged/{len(lines)}> <{TYPE}> <{GG}Claim> .",
            f"<{ID}claim/forged/{len(lines)}> <{GG}voice> <{ID}state/FRA> .",
            f"<{ID}claim/forged/{len(lines)}> <{GG}claimant> <{ID}state/FRA> .",
        ]
    return "\n".join(lines) + "\n"


def answers(path: Path) -> dict[str, str]:
    """Return the answers of all saved questions with their notes, the ledger and the ids."""
    found = {}
    with open_store(path) as store:
        for name, question in queries().items():
            try:
                table = ask(store, name, **required(question))
                found[name] = "\n".join((table.to_csv(), *table.notes))
            except GeographError as exc:  # one report has too little for some
                found[name] = str(exc)
        found["ledger"] = geograph.ledger(store).to_csv()
        found["ids"] = "\n".join(geograph.ids(store, by="sparql"))
        view = Path(f"{path}.html")
        geograph.view(store, output=view)
        found["page"] = view.read_text(encoding="utf-8")
    return found


@pytest.mark.slow
def test_no_answer_changes_by_a_foreign_graph(path, tmp_path):
    before = answers(path)
    with open_store(path) as store:
        file = write(tmp_path, "hostile.nt", hostile(store))
        quads = list(sorted_quads(store, tmp_path))
    load_rdf([file], path)
    assert answers(path) == before
    with open_store(path) as store:
        assert list(sorted_quads(store, tmp_path)) == quads
        one = "SELECT (COUNT(*) AS ?n) { GRAPH <%sgraph/rdf/hostile> { ?s <%s> 'FORGED' } }"
        assert store.select(one % (ID, LABEL))[1][0][0] > 100


def test_no_saved_question_names_a_graph():
    from geograph.store.sparql import names_graphs

    assert [name for name, q in queries().items() if names_graphs(q.text)] == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.ttl", INJECTION, "a.ttl:1: is not TURTLE: Invalid IRI code point '>', in '<http://e"),
        ("a.nt", INJECTION, "a.nt:1: is not N_TRIPLES: Invalid IRI code point '>'"),
        ("a.ttl", '\n<http://e.org/"x"> <urn:p> 1 .', "a.ttl:2: is not TURTLE: Invalid IRI"),
        ("a.ttl", "<http://e.org/a b> <urn:p> 1 .", "in '<http://e.org/a b>'"),
        ("a.rdf", f'{XML}<e:T rdf:about="http://e.org/&gt;"/></rdf:RDF>', "Invalid IRI"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:9/c", "@id": "urn:a"}', "a.jsonld"),
        ("a.ttl", "<u:a> <u:b> " + "<<( <u:a> <u:b> " * 12 + "1" + ")>>" * 12 + ".", "12"),
        ("a.ttl", "<u:a> <u:b> " + "<<( <u:a> <u:b> " * 10**5 + "1" + ")>>" * 10**5, "parser"),
    ],
)  # fmt: skip
def test_terms_that_are_none_are_refused(path, tmp_path, name, text, told):
    told = "nested more than 10 deep" if told == "12" else told
    with pytest.raises(RecordError, match="fix:") as caught:
        load_rdf([write(tmp_path, name, text)], path)
    assert told in str(caught.value)
    with open_store(path) as store:
        assert "graphs" not in store.meta


def test_what_was_odd_and_is_rdf_is_read(path, tmp_path):
    files = [
        write(tmp_path, "bom.ttl", '\ufeff@prefix e: <http://e.org/> . e:a e:p "x" .'),
        write(tmp_path, "star.ttl", "<< <urn:a> <urn:b> [] >> <urn:said> <urn:c> ."),
        write(tmp_path, "some file (2).rdf", f"\ufeff<!DOCTYPE r>{XML}{ONE}"),
    ]
    assert load_rdf(files, path, name="odd")["triples"] == 4
    with open_store(path) as store:
        held = f"SELECT ?o {{ GRAPH <{ID}graph/rdf/odd> {{ ?s ?p ?o }} }}"
        assert {str(o).replace(ID, "") for (o,) in store.select(held)[1]} == {
            "<urn:a> <urn:b> <genid/odd/star/2>", "urn:c", "x",
        }  # fmt: skip


LOL = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10)
)  # 3 × 10⁹ letters


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"<!DOCTYPE r [{LOL}]>{XML}<e:T><e:p>&l9;</e:p></e:T></rdf:RDF>", "the entity 'l0'"),
        (f'<!DOCTYPE r [<!ENTITY x SYSTEM "/etc/passwd">]>{XML}{ONE}', "the entity 'x'"),
        (f'<!DOCTYPE r [<!ENTITY % x "y">]>{XML}{ONE}', "the entity 'x'"),
        (XML + "<e:a><e:b>" * 50_000, "nests elements more than 500 deep"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_xml_bombs_are_refused_at_once_in_little_memory(path, tmp_path, text, told, packed):
    file = write(tmp_path, "lol.rdf", text)
    if packed:
        file = tmp_path / "lol.rdf.gz"
        file.write_bytes(gzip.compress(text.encode()))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.perf_counter()
    with pytest.raises(RecordError) as caught:
        list(foreign._lines([file], "lol", print))
    assert told in str(caught.value)
    assert time.perf_counter() - start < 1
    with pytest.raises(RecordError):
        load_rdf([file], path)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before < 300 * 1024


def test_a_file_that_takes_too_long_or_too_much_is_refused(path, tmp_path, monkeypatch):
    file = write(tmp_path, "long.nt", "".join(f"<urn:{n}> <urn:p> 'x' .\n" for n in range(10**5)))
    monkeypatch.setattr(foreign, "SECONDS", 0.0)
    monkeypatch.setattr(foreign, "BYTES_A_SECOND", 10**12)
    with pytest.raises(RecordError, match="cannot be read within 0 seconds"):
        load_rdf([file], path)
    assert "graphs" not in geograph.open_store(path).meta


@pytest.mark.parametrize(
    "name", ["", ".", "../x", "reference>", "a b", "rdf/a/b", "http://e.org/g"]
)
def test_no_name_of_a_graph_leads_elsewhere(path, tmp_path, name):
    with pytest.raises(QueryError, match="is not the name of a graph"):
        load_rdf([write(tmp_path, "a.nt", "<urn:a> <urn:b> <urn:c> .")], path, name=name)


class TestDatasets:
    def test_from_names_the_dataset(self, path, tmp_path):
        load_rdf([write(tmp_path, "a.nt", "<urn:a> <urn:b> <urn:c> .")], path)
        count = "SELECT (COUNT(*) AS ?n) %s { %s }"
        with open_store(path) as store:

            def n(dataset: str, pattern: str = "?s ?p ?o") -> object:
                return store.select(count % (dataset, pattern))[1][0][0]

            everything = n("")
            reference = n(f"FROM <{ID}graph/reference>")
            assert 0 < reference < everything
            assert n(f"FROM <{ID}graph/rdf/a>") == 1
            assert n(f"FROM <{ID}graph/rdf/a> FROM <{ID}graph/reference>") == reference + 1
            assert n(f"FROM NAMED <{ID}graph/rdf/a>") == 0
            assert n(f"FROM NAMED <{ID}graph/rdf/a>", "GRAPH ?g { ?s ?p ?o }") == 1
            assert n("", "?s ?p ?o . FILTER(?s = <urn:a>)") == 0
            assert n("", "GRAPH ?g { <urn:a> ?p ?o }") == 1
            assert n("", f"?e a <{GG}ArmsTransfer> . GRAPH ?g {{ <urn:a> ?p ?o }}") > 0
        unload_graph("rdf/a", path)
        with open_store(path) as store:
            assert n(f"FROM <{ID}graph/reference>") == reference
            assert n("", "GRAPH ?g { <urn:a> ?p ?o }") == 0
            assert n("") == everything
            assert not (path / "foreign").exists()

    def test_a_later_change_of_what_is_trusted_is_seen_beside_a_foreign_graph(self, path, tmp_path):
        from test_load import ICEWS

        load_rdf([write(tmp_path, "a.nt", "<urn:a> <urn:b> <urn:c> .")], path)
        geograph.load(path, "icews", write(tmp_path, "a.txt", ICEWS))
        with open_store(path) as store:
            both = "ASK { ?r a <%sExtraction> . GRAPH <%sgraph/rdf/a> { <urn:a> ?p ?o } }"
            assert store.select(both % (GG, ID))[1] == [(True,)]


class Listening(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_POST = do_GET

    def log_message(self, *_told: object) -> None:
        pass


class TestNetwork:
    @pytest.fixture
    def endpoint(self):
        Listening.asked = []
        server = HTTPServer(("127.0.0.1", 0), Listening)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()
        thread.join()
        server.server_close()

    @pytest.mark.parametrize(
        "word",
        ["SERVICE", "service SILENT", "ServIce", "S\\u0045RVICE", "\\U00000053ERVICE SILENT",
         ". # '\r SERVICE", "\\u0023\n SERVICE"],
    )  # fmt: skip
    def test_no_query_asks_another_endpoint_unless_it_may(self, path, endpoint, word):
        text = f"SELECT * {{ ?x a <{GG}Claim> {word} <{endpoint}> {{ ?x ?p ?o }} }}"
        with open_store(path) as store, pytest.raises(QueryError, match="by SERVICE"):
            store.select(text)
        with open_store(path) as store, pytest.raises(QueryError, match="by SERVICE"):
            store.dataset.query(text)
        with pytest.raises(QueryError, match="by SERVICE"):
            geograph.query(path, text)
        assert Listening.asked == []

    def test_it_asks_where_it_may(self, path, endpoint):
        text = f"SELECT * {{ SERVICE SILENT <{endpoint}> {{ ?x ?p ?o }} }}"
        run = CliRunner().invoke
        refused = run(main, ["query", text, "--store", str(path)])
        assert refused.exit_code == 1
        assert "--allow-network" in refused.output
        assert Listening.asked == []
        assert run(main, ["query", text, "--store", str(path), "--allow-network"]).exit_code == 0
        assert Listening.asked

    @pytest.mark.parametrize(
        "text",
        [
            "?x.SERVICE<u:e>{}", "1SERVICE<u:e>{}", "ex:a\\#b SERVICE ?s {}",
            "'''it's''' SERVICE ?e {}",
            '"\\u0022" SERVICE ?e { ?s ?p "\\u0022" }', "<u:a#b> SERVICE ?e {}",
        ],
    )  # fmt: skip
    def test_the_word_is_found_wherever_it_means_something(self, text):
        with pytest.raises(QueryError):
            refuse_network(f"SELECT * {{ ?s ?p {text} }}")

    @pytest.mark.parametrize(
        "text", ["?service", "'SERVICE'", "<u:service>", "ex:service", "1 # service"]
    )
    def test_it_is_no_word_elsewhere(self, text):
        refuse_network(f"SELECT * {{ ?s ?p {text} }}")


@pytest.mark.slow
def test_a_foreign_graph_has_its_own_report(path, tmp_path):
    claim = f"<{ID}claim/evil/1> a <{GG}Claim> ; <{GG}denies> <{ID}event/nothing> ."
    load_rdf([write(tmp_path, "evil.ttl", claim)], path)
    load_rdf([write(tmp_path, "plain.nt", "<urn:a> <urn:b> <urn:c> .")], path)
    alone = geograph.validate(path).findings
    found = geograph.validate(path)
    evil, plain = found.foreign
    assert found.findings == alone
    assert (evil.title, plain.title) == ("Shapes, by graph/rdf/evil", "Shapes, by graph/rdf/plain")
    assert set(evil.column("focus")) == {"claim/evil/1"}
    assert set(evil.column("where")) == {"graph/rdf/evil"}
    assert plain.notes == ("nothing was found",)
    shown = CliRunner().invoke(main, ["validate", "--store", str(path)]).output
    assert "Shapes, by graph/rdf/evil" in shown
