"""Any RDF as a graph of its own, its events as rows by a CONSTRUCT, and out again."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_load import ICEWS, REPORT, state_of, write

import geograph
from geograph import Policy
from geograph.cli import main
from geograph.errors import GeographError, MappingError, QueryError, RecordError
from geograph.pipeline import foreign
from geograph.pipeline.build import build
from geograph.pipeline.construct import load_events
from geograph.pipeline.foreign import load_rdf, unload_graph
from geograph.pipeline.load import load
from geograph.store import Store, open_store
from geograph.vocab import GG, iri, local

SEM = """
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix time: <http://www.w3.org/TR/owl-time#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <http://example.org/> .
ex:e1 a sem:Event ; rdfs:label "meet" ; sem:hasActor ex:a, ex:Russia ; sem:hasTime ex:t .
ex:t time:inDateTime <http://example.org/time/20140306> .
ex:a rdfs:label "Iran" .
ex:Russia rdfs:label "they", "Moscow's men" .
ex:e2 a sem:Event ; sem:hasActor ex:a .
[] rdfs:label "a node without a name" .
"""
OTHERS = {
    "ttl": SEM,
    "nt": '<http://example.org/s> <http://example.org/p> "o" .\n',
    "nq": '<http://example.org/s> <http://example.org/p> "o" <http://example.org/g> .\n',
    "trig": '<http://example.org/g> { <http://example.org/s> <http://example.org/p> "o" }',
    "jsonld": '{"@id": "http://example.org/s", "http://example.org/p": "o"}',
    "rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:e="http://example.org/"><rdf:Description rdf:about="http://example.org/s">'
        "<e:p>o</e:p></rdf:Description></rdf:RDF>"
    ),
}
MAPPING = """#+ title: Meetings
#+ publisher: A project that nobody knows
#+ speaks: extraction
#+ url: https://example.org/
#+ licence: free
#+ citation: Meetings, made up.
PREFIX gg: <https://w3id.org/geograph/ns#>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
CONSTRUCT { ?e a gg:Meeting ; gg:participant ?who } WHERE { ?e a sem:Event ; sem:hasActor ?who }
"""


@pytest.fixture
def path(report_copy: Path) -> Path:
    return report_copy


def graph(store: Store, name: str) -> set[tuple[object, ...]]:
    _, rows = store.select(f"SELECT ?s ?p ?o {{ GRAPH <{iri(name)}> {{ ?s ?p ?o }} }}")
    return set(rows)


@pytest.mark.slow
@pytest.mark.parametrize("ending", sorted(OTHERS.keys() - {"ttl"}))
def test_every_format_becomes_one_graph(path, tmp_path, ending):
    load_rdf([write(tmp_path, f"world.{ending}", OTHERS[ending])], path)
    with open_store(path) as store:
        assert graph(store, "graph/rdf/world") == {
            ("http://example.org/s", "http://example.org/p", "o")
        }


def test_packed_files_are_read(path, tmp_path):
    file = tmp_path / "world.nt.gz"
    file.write_bytes(gzip.compress(OTHERS["nt"].encode()))
    assert load_rdf([file], path, name="mine")["graph"] == "graph/rdf/mine"
    with open_store(path) as store:
        assert len(graph(store, "graph/rdf/mine")) == 1


def test_the_same_twice_changes_nothing_and_blank_nodes_have_names(path, tmp_path):
    file = write(tmp_path, "world.ttl", SEM)
    load_rdf([file], path)
    before = state_of(path)
    assert load_rdf([file], path)["already"]
    assert state_of(path) == before
    with open_store(path) as store:
        (blank,) = [
            s for s, _, o in graph(store, "graph/rdf/world") if o == "a node without a name"
        ]
    assert local(str(blank)) == "genid/world/world/1"


def test_unloading_leaves_the_rest(path, tmp_path):
    with open_store(path) as store:
        before = store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[1]
    load_rdf([write(tmp_path, "world.ttl", SEM)], path)
    unload_graph("graph/rdf/world", path)
    with open_store(path) as store:
        assert store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[1] == before


def test_what_another_process_adds_meanwhile_is_kept(path, tmp_path, monkeypatch):
    real = foreign.changing

    def late(target: Path) -> object:
        load("icews", [write(tmp_path, "a.txt", ICEWS)], path)
        return real(target)

    monkeypatch.setattr(foreign, "changing", late)
    load_rdf([write(tmp_path, "world.nt", OTHERS["nt"])], path)
    with open_store(path) as store:
        assert [release.dataset for release in store.releases] == ["icews"]
        assert list(store.meta["graphs"]) == ["rdf/world"]


@pytest.mark.slow
def test_a_build_keeps_the_graph(path, tmp_path):
    load_rdf([write(tmp_path, "world.nt", OTHERS["nt"])], path)
    with build(REPORT, path, validate=False) as rebuilt:
        assert len(graph(rebuilt, "graph/rdf/world")) == 1
        assert "rdf/world" in rebuilt.meta["graphs"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("bad.ttl", "<http://example.org/s> <http://example.org/p>\n@date@ .\n", "bad.ttl:2"),
        ("bad.csv", "a,b\n", "no RDF format ends in .csv"),
        ("bad.rdf", "<rdf:RDF", "bad.rdf"),
        ("empty.nt", "", "the file is empty"),
        ("nothing.nt", "# no triple\n", "there is no triple"),
        ("bad.nt.gz", "no gzip", "this is not a .gz archive"),
    ],
)
def test_a_broken_file_leaves_the_store_as_it_was(path, tmp_path, name, text, told):
    before = state_of(path)
    with pytest.raises(RecordError, match=r"(?s)fix:") as caught:
        load_rdf([write(tmp_path, name, text)], path)
    assert told in str(caught.value)
    assert state_of(path) == before


@pytest.mark.slow
class TestEvents:
    def test_the_mapping_for_sem_makes_rows_that_a_machine_recorded(self, path, tmp_path):
        load_rdf([write(tmp_path, "world.ttl", SEM)], path)
        report = load_events("graph/rdf/world", "sem", path)
        assert (report.records, report.events) == (1, 1)
        with open_store(path) as store:
            (release,) = store.releases
            (row,) = store.release_arrow(release).to_pylist()
            assert row["participant"] == ["state/IRN", "state/RUS"]
            assert str(row["start"]) == "2014-03-06"
            assert row["key"] == "http://example.org/e1"
            assert release.kind == "Extraction"
            assert geograph.network(store).graph["rows"]["drawn"] == 0
            assert geograph.network(store, Policy.parse("recorded")).graph["rows"]["drawn"] == 1

    def test_an_event_without_a_date_that_can_be_read_is_left_out_with_its_place(
        self, path, tmp_path
    ):
        text = SEM + (
            'ex:e3 a sem:Event ; sem:hasActor ex:a, ex:Russia ; sem:hasTimeStamp "-0044-03-15" .\n'
        )
        file = write(tmp_path, "world.ttl", text)
        report = geograph.load(path, "rdf", file, map="sem")
        line = text.splitlines().index(text.splitlines()[-1]) + 1
        assert (report.records, report.kept, report.events) == (2, 1, 1)
        assert dict(report.dropped) == {"date that cannot be read": 1}
        (told,) = report.examples["date that cannot be read"]
        assert told.startswith(f"{file}:{line}: http://example.org/e3: invalid date '-0044")
        assert "/tmp/tmp" not in str(report)

    def test_a_publisher_of_ones_own_has_a_name(self, path, tmp_path):
        load_rdf([write(tmp_path, "world.ttl", SEM)], path)
        load_events("graph/rdf/world", str(write(tmp_path, "my.rq", MAPPING)), path)
        with open_store(path) as store:
            assert store.releases[0].publisher_label == "A project that nobody knows"
            _, rows = store.select(
                "SELECT ?l { ?r a <"
                + GG
                + "Extraction> ; <http://purl.org/dc/terms/publisher> ?p ."
                " ?p <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
            )
            assert rows == [("A project that nobody knows",)]

    @pytest.mark.parametrize(
        ("old", "new", "error", "told"),
        [
            ("#+ licence: free\n", "", MappingError, "lacks licence"),
            ("speaks: extraction", "speaks: loudly", MappingError, "invalid value for `speaks`"),
            ("CONSTRUCT {", "CONSTRUCT [", QueryError, "my.rq"),
            (
                "CONSTRUCT { ?e a gg:Meeting ; gg:participant ?who }",
                "SELECT ?e",
                QueryError,
                "not a CONSTRUCT",
            ),
            ("gg:Meeting", "gg:Nothing", MappingError, "the query constructs no event"),
        ],
    )
    def test_a_wrong_mapping_says_so(self, path, tmp_path, old, new, error, told):
        load_rdf([write(tmp_path, "world.ttl", SEM)], path)
        file = write(tmp_path, "my.rq", MAPPING.replace(old, new))
        with pytest.raises(error) as caught:
            load_events("graph/rdf/world", str(file), path)
        assert isinstance(caught.value, GeographError)
        assert told in str(caught.value)


@pytest.mark.slow
def test_the_command(path, tmp_path):
    file = write(tmp_path, "world.ttl", SEM)
    run = CliRunner().invoke
    done = run(main, ["load", "rdf", str(file), "--map", "sem", "--store", str(path)])
    assert done.exit_code == 0, done.output
    assert "graph/rdf/world holds 12 triples" in done.output
    shown = run(main, ["info", "--store", str(path)]).output
    assert "world.ttl" in shown
    assert "NewsReader project" in shown
    assert run(main, ["unload", "graph/rdf/world", "--store", str(path)]).exit_code == 0
