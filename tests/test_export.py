"""Exports: other tools read back the same, no relation is flat, no file is half-written."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import networkx as nx
import pyarrow.csv
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib
from nets import event, multigraph, world
from worlds import small_world

from geograph.errors import ExportError
from geograph.events.schema import SCHEMAS
from geograph.exports.formats import (
    FORMATS,
    export,
    plain_network,
    to_gexf,
    to_graphml,
    write_atomic,
)
from geograph.networks import network
from geograph.pipeline.build import write_store
from geograph.policy import Policy
from geograph.store import Store, open_store


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "small.db"
    write_store(small_world(), path, validate=False, progress=lambda _: None).close()
    return path


@pytest.fixture
def store(built: Path):
    with open_store(built) as opened:
        yield opened


def quads(store: Store) -> set[str]:
    return set(store.dataset.serialize(format="ox-nquads").splitlines())


def read_quads(path: Path, format: ox.RdfFormat) -> set[str]:
    found = ox.parse(path.read_bytes(), format=format)
    return {
        line
        for q in found
        for line in ox.serialize([q], format=ox.RdfFormat.N_QUADS).decode().splitlines()
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("format", "parser"),
    [("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_formats_with_graphs_hold_every_quad(store, tmp_path, format, parser):
    path = export(store, format, tmp_path / f"world.{format}")
    assert read_quads(path, parser) == quads(store)
    assert any("id/graph/dossier/2024-09-10-small" in line for line in quads(store))


def test_n_quads_are_sorted_lines(store, tmp_path):
    lines = export(store, "nq", tmp_path / "w.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(quads(store))


ALL = (None, None, None)


@pytest.mark.slow
@pytest.mark.parametrize(("format", "name"), [("ttl", "turtle"), ("trig", "trig")])
def test_rdflib_reads_the_same(store, tmp_path, format, name):
    path = export(store, format, tmp_path / f"w.{format}")
    back = rdflib.Dataset(default_union=True)
    back.parse(path, format=name)
    # rdflib tells "a" from "a"^^xsd:string, RDF 1.1 does not
    string = "^^<http://www.w3.org/2001/XMLSchema#string>"
    read, union = (
        {" ".join(t.n3().removesuffix(string) for t in triple) for triple in graph.triples(ALL)}
        for graph in (back, store.dataset)
    )
    assert read == union


def test_turtle_is_readable_and_says_a_triple_of_two_graphs_once(store, tmp_path):
    text = export(store, "ttl", tmp_path / "w.ttl").read_text(encoding="utf-8")
    heads = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert heads == sorted(heads)
    assert "\nstate:IRN a gg:Actor , gg:State ;" in text
    triples = [str(t.triple) for t in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    assert len(triples) == len(set(triples))


READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


@pytest.mark.parametrize("format", sorted(READERS))
@pytest.mark.parametrize("level", ["state", "actor"])
def test_networkx_reads_the_network_back(store, tmp_path, format, level):
    path = export(store, format, tmp_path / f"n.{format}", level=level)
    G = READERS[format](path)
    expected = plain_network(network(store, level=level))
    assert isinstance(G, nx.MultiDiGraph)
    assert sorted(G.edges(keys=True)) == sorted(expected.edges(keys=True))
    assert {n: data["label"] for n, data in G.nodes(data=True)} == dict(expected.nodes("label"))
    for u, v, key, data in expected.edges(keys=True, data=True):
        read = dict(G.edges[u, v, key])
        read.pop("id", None)  # GEXF keeps the key a second time
        assert read == data


@pytest.mark.parametrize("format", sorted(READERS))
def test_every_edge_carries_its_tellers(store, tmp_path, format):
    G = READERS[format](export(store, format, tmp_path / f"n.{format}"))
    edge = G.edges["state/IRN", "state/RUS", "event/iran-srbm-russia"]
    told = ("asserting", "denying", "anonymous", "status", "begins", "item", "documents")
    assert {name: edge[name] for name in told} == {
        "asserting": "United Kingdom; United States",
        "denying": "Iran (inherited)",
        "anonymous": "United States",
        "status": "contested",
        "begins": "2024-09-10",
        "item": "short-range ballistic missile",
        "documents": 'Allies accuse Iran of sending "short-range" missiles ¶1, 4, 7, 9 '
        "<https://example.org/report?a=1&b=2>",
    }


def test_the_policy_decides_and_is_written_down(store, tmp_path):
    policy = Policy.parse("undenied", known_by="2024-12-31")
    path = export(store, "graphml", tmp_path / "n.graphml", policy=policy)
    G = nx.read_graphml(path)
    assert set(G.edges()) == {("state/GBR", "state/USA"), ("state/USA", "state/GBR")}
    assert G.graph["policy"] == "undenied, known by 2024-12-31 (said)"
    assert G.graph["coverage"] == "rests on 1 event, 1 document, 1 publisher, 1 voice"
    path = export(store, "gexf", tmp_path / "n.gexf", policy=policy)
    meta = ET.parse(path).getroot().find("{http://www.gexf.net/1.2draft}meta")
    assert meta is not None
    assert "lastmodifieddate" not in meta.attrib
    description = meta.findtext("{http://www.gexf.net/1.2draft}description") or ""
    assert description.startswith("policy: undenied, known by 2024-12-31 (said); cuts: known_by")


def test_gephi_gets_no_edge_without_weight_and_the_exact_share(store, tmp_path):
    G = nx.read_gexf(export(store, "gexf", tmp_path / "n.gexf"))
    wide = G.edges["state/IRN", "state/RUS", "event/iran-arms-russia"]
    assert (wide["share"], wide["weight"]) == (0.0, 1e-6)
    assert wide["narrower"] == "event/iran-srbm-russia"
    ids = re.findall(r"<edge [^>]*\bid=\"([^\"]+)\"", (tmp_path / "n.gexf").read_text("utf-8"))
    assert len(ids) == len(set(ids)) == 4


def test_a_flat_edge_is_refused():
    with pytest.raises(ExportError, match="does not say who asserts and who denies it"):
        plain_network(multigraph([("a", "b", 1.0)]))
    G = network(world(event("sent", "AAA", "BBB")))
    G.edges["state/AAA", "state/BBB", "event/sent"]["asserting"] = ()
    with pytest.raises(ExportError, match="'event/sent' from state/AAA to state/BBB"):
        plain_network(G)


@pytest.mark.parametrize(("write", "read"), [(to_graphml, nx.parse_graphml), (to_gexf, None)])
def test_hostile_text_stays_text(tmp_path, write, read):
    w = world(event("sent", "AAA", "BBB"))
    G = network(w)
    label = '</edge><script>alert("1")</script> & ]]> \x00\x1b\ud800\ufffe é → 🜨'
    G.edges["state/AAA", "state/BBB", "event/sent"]["label"] = label
    G.nodes["state/AAA"]["label"] = label
    G.graph["policy"] = label
    path = write_atomic(tmp_path / "n.xml", write(plain_network(G)))
    back = nx.read_gexf(path) if read is None else nx.read_graphml(path)
    clean = '</edge><script>alert("1")</script> & ]]> ���� é → 🜨'
    assert back.nodes["state/AAA"]["label"] == clean
    assert next(iter(back.edges(data="label")))[2] == clean


def test_attributes_of_every_type_become_text_or_numbers():
    G = network(world(event("sent", "AAA", "BBB")))
    edge = G.edges["state/AAA", "state/BBB", "event/sent"]
    edge |= {"none": None, "day": date(2024, 9, 10), "set": {"b", "a"}, "map": {"k": 1, "n": None}}
    edge |= {"yes": True, "n": 3, "x": 0.5, "list": ["b", "a"]}
    plain = plain_network(G).edges["state/AAA", "state/BBB", "event/sent"]
    names = ("none", "day", "set", "map", "yes", "n", "x", "list")
    assert [plain[name] for name in names] == [
        "",
        "2024-09-10",
        "a; b",
        "k: 1",
        True,
        3,
        0.5,
        "b; a",
    ]
    assert {type(value) for value in plain.values()} == {str, bool, int, float}


def test_parquet_is_the_tables(store, tmp_path):
    folder = export(store, "parquet", tmp_path / "tables")
    assert {p.name for p in folder.iterdir()} == {f"{n}.parquet" for n in SCHEMAS} | {"columns.csv"}
    for name in SCHEMAS:
        assert pq.read_table(folder / f"{name}.parquet").equals(store.arrow(name))


def test_csv_is_the_tables_and_documents_its_columns(store, tmp_path):
    folder = export(store, "csv", tmp_path / "tables")
    text = pyarrow.csv.ConvertOptions(
        column_types={"cameo": pyarrow.string(), "locator": pyarrow.string()},
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    for name, columns in SCHEMAS.items():
        read = pyarrow.csv.read_csv(folder / f"{name}.csv", convert_options=text).to_pylist()
        rows = store.rows(name)
        assert [row.get("id") for row in read] == [row.get("id") for row in rows]
        assert len(read) == len(rows)
        for column in columns:
            for one, other in zip(read, rows, strict=True):
                value, expected = one[column.name], other[column.name]
                if isinstance(expected, list):
                    assert json.loads(value) == expected
                else:
                    assert str(value) == str(expected), (name, column.name)
    documented = pyarrow.csv.read_csv(folder / "columns.csv").to_pylist()
    assert [(r["table"], r["column"]) for r in documented] == [
        (name, column.name) for name, columns in SCHEMAS.items() for column in columns
    ]
    assert all(row["meaning"] for row in documented)


@pytest.mark.parametrize("format", ["nq", "trig", "ttl"])
def test_what_does_not_fit_in_memory_is_sorted_in_parts(store, tmp_path, monkeypatch, format):
    whole = export(store, format, tmp_path / "whole").read_bytes()
    monkeypatch.setattr(sys.modules["geograph.store.dump"], "PART", 2_000)
    assert export(store, format, tmp_path / "parts").read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["parts", "whole"]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_of_releases_are_there_too(cross, tmp_path):
    release = next(r for r in cross.releases if r.dataset == "eu")
    place = Path(release.id.replace("release/", "releases/", 1))
    whole = export(cross, "parquet", tmp_path / "parquet")
    assert pq.read_table(whole / place / "events.parquet").equals(cross.release_arrow(release))
    text = export(cross, "csv", tmp_path / "csv")
    listed = rows_of(text / place / "events.csv")
    held = cross.release_arrow(release).to_pylist()
    assert [(r["id"], r["listed"], json.loads(r["recipient"])) for r in listed] == [
        (r["id"], r["listed"].isoformat(), r["recipient"]) for r in held
    ]
    documented = {(r["table"], r["column"]): r["meaning"] for r in rows_of(text / "columns.csv")}
    assert documented[f"{place.as_posix()}/events", "listed"].startswith("of a measure")
    assert export(cross, "csv", text) == text  # an earlier export is replaced


def contents(path: Path) -> dict[str, bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


CODE = """
import sys
from geograph.exports.formats import FORMATS, export
from geograph.store import open_store
with open_store(sys.argv[1]) as store:
    for format in FORMATS:
        export(store, format, f"{sys.argv[2]}/o.{format}")
"""


@pytest.mark.slow
def test_the_same_store_gives_the_same_bytes_in_every_process(built, tmp_path):
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        out.mkdir()
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", CODE, str(built), str(out)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        made.append({f: contents(out / f"o.{f}") for f in FORMATS})
    assert made[0] == made[1]
    assert all(data for files in made[0].values() for data in files.values())


@pytest.mark.parametrize("format", [f for f in FORMATS if f not in READERS])
def test_a_policy_where_it_means_nothing_is_an_error(store, tmp_path, format):
    for more in ({"policy": Policy()}, {"level": "state"}):
        with pytest.raises(ExportError, match="takes no policy, no level and no `by`"):
            export(store, format, tmp_path / "o", **more)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_folder_leaves_the_old_folder(store, tmp_path, monkeypatch):
    folder = export(store, "csv", tmp_path / "t")
    before = contents(folder)
    monkeypatch.setattr(sys.modules["geograph.exports.formats"], "Table", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(store, "csv", folder)
    assert contents(folder) == before
    assert [p.name for p in tmp_path.iterdir()] == ["t"]


def test_a_second_export_replaces_the_first(store, tmp_path):
    first = contents(export(store, "csv", tmp_path / "t"))
    (tmp_path / "t" / "events.csv").write_text("spoiled")
    assert contents(export(store, "csv", tmp_path / "t")) == first
    assert [p.name for p in tmp_path.iterdir()] == ["t"]


@pytest.mark.parametrize(
    ("format", "name", "message"),
    [
        ("ttl", "folder", "is a folder"),
        ("gexf", "missing/n.gexf", "there is no folder"),
        ("csv", "file", "is a file"),
        ("csv", "folder", "holds other files: mine.txt"),
        ("parquet", "missing/tables", "there is no folder"),
    ],
)
def test_what_is_in_the_way_is_never_removed(store, tmp_path, format, name, message):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError, match=message):
        export(store, format, tmp_path / name)
    assert (tmp_path / "folder" / "mine.txt").read_text() == "mine"
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]
