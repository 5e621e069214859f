"""Stores: opening, refusing, asking, sharing, closing; no error of a library gets out."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import subprocess
import sys
from datetime import date, datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import REPORT
from worlds import STEM, small_world

from geograph.actors import ActorIndex
from geograph.errors import QueryError, StoreError
from geograph.events.schema import SCHEMAS
from geograph.pipeline.build import nquads, write_store
from geograph.policy.bearing import with_bearing
from geograph.store import Store, open_store
from geograph.store.checksums import META
from geograph.vocab import GG, ID

PREFIX = f"PREFIX gg: <{GG}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
DENIALS = PREFIX + "SELECT ?claim ?event WHERE { ?claim gg:denies ?event }"
DENIED = [
    (f"{ID}claim/{STEM}/denial/state.IRN/denies/iran-arms-russia", f"{ID}event/iran-arms-russia")
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "geograph.db"
    write_store(small_world(), path, validate=False).close()
    return path


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy.db"))


# ------------------------------------------------------------------ asking


def test_select_asks_the_union_of_all_graphs(built: Path) -> None:
    with open_store(built) as store:
        assert store.select(DENIALS) == (["claim", "event"], DENIED)


def test_the_dataset_answers_the_same_as_select(built: Path) -> None:
    with open_store(built) as store:
        assert [tuple(map(str, row)) for row in store.dataset.query(DENIALS)] == DENIED
        quads = list(nquads(with_bearing(small_world())))
        assert len(store.dataset) == store.meta["quads"] == len(quads)
        assert store.dataset is store.dataset


def test_literals_are_python_values(built: Path) -> None:
    query = PREFIX + (
        'SELECT (1 AS ?a) (1.5 AS ?b) (2e0 AS ?c) (true AS ?d) ("2024-09-10"^^xsd:date AS ?e) '
        '("2024-09-10T01:02:03Z"^^xsd:dateTime AS ?f) ("x"@en AS ?g) ("one"^^xsd:integer AS ?h) '
        '("2024"^^xsd:gYear AS ?i) (gg:Event AS ?j) ("text" AS ?k) ?l WHERE {}'
    )
    with open_store(built) as store:
        columns, [row] = store.select(query)
    noon = datetime(2024, 9, 10, 1, 2, 3, tzinfo=timezone.utc)  # noqa: UP017
    assert columns == list("abcdefghijkl")
    expected = (1, 1.5, 2.0, True, date(2024, 9, 10), noon, "x", "one", "2024")
    assert row == (*expected, f"{GG}Event", "text", None)
    assert [type(v) for v in row[:4]] == [int, float, float, bool]


def test_ask_and_construct(built: Path) -> None:
    with open_store(built) as store:
        assert store.select(PREFIX + "ASK { [] gg:denies [] }") == (["answer"], [(True,)])
        assert store.select(PREFIX + "ASK { [] gg:retracts gg:x }") == (["answer"], [(False,)])
        answer = store.select(PREFIX + "CONSTRUCT { ?e gg:deniedIn ?c } WHERE { ?c gg:denies ?e }")
        [(claim, event)] = DENIED
        assert answer == (["subject", "predicate", "object"], [(event, f"{GG}deniedIn", claim)])
        _, described = store.select(f"DESCRIBE <{event}>")
        assert (event, f"{GG}holdsFrom", date(2024, 9, 10)) in described
        assert described == sorted(described, key=lambda t: [*map(str, t)])


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x WHERE {\n  ?x ?y\n}", "syntax error at line 3, column 2, at its end"),
        ("SELECT ?x WHERE {", "syntax error at line 1, column 18, at its end"),
        ("", "syntax error at line 1, column 1, at its end"),
        ("SELECT ?x WHERE { ?x gg:actor ?y }", "a prefix is not declared"),
        ("SELECT ?x WHERE { ?y ?z ?x } GROUP BY ?y", "contains a variable that is unbound"),
        ("PREFIX x: <urn:x>\nINSERT DATA { x:a x:b x:c }", "the query would change the store"),
        ("DELETE WHERE { ?x ?y ?z }", "the query would change the store"),
        ("SELECT (<urn:f>(1) AS ?x) {}", "custom function <urn:f> is not supported"),
    ],
)
def test_a_bad_query_is_a_query_error_of_one_line_with_a_fix(
    built: Path, query: str, message: str
) -> None:
    with open_store(built) as store, pytest.raises(QueryError) as caught:
        store.select(query)
    assert message in caught.value.what
    assert "\n" not in caught.value.what
    assert caught.value.fix
    assert len(caught.value.what) < 200


# ------------------------------------------------------------------ tables, actors, labels


def test_rows_of_every_table(built: Path) -> None:
    with open_store(built) as store:
        assert store.names() == list(SCHEMAS)
        counts = dict(store.meta["counts"])
        counts["events"] += counts.pop("measures")  # one table, counted apart
        for name in store.names():
            rows = store.rows(name)
            assert len(rows) == counts[name] == store.arrow(name).num_rows
            assert [list(row) for row in rows] == [[c.name for c in SCHEMAS[name]]] * len(rows)
        [row] = [r for r in store.rows("events") if r["id"] == "event/talks"]
        assert (row["participant"], row["start"]) == (["state/GBR", "state/USA"], date(2024, 9, 10))
        with pytest.raises(StoreError, match="there is no table 'people'"):
            store.rows("people")


def test_actors_and_labels(built: Path) -> None:
    with open_store(built) as store:
        assert isinstance(store.actors, ActorIndex)
        assert store.actors is store.actors
        assert store.actors.resolve("Tehran") == "state/IRN"
        assert store.actors.voice("actor/antony-blinken", date(2024, 9, 10)) == ("state/USA", False)
        assert store.label("state/IRN") == "Iran"
        assert store.label("document/small-report").startswith("Allies accuse")
        assert store.label("place/london") == "London"
        assert store.label("event/talks") == "meeting, United Kingdom and United States"
        assert store.label("event/unheard-of") == "event/unheard-of"


# ------------------------------------------------------------------ finding a store


def test_the_path_comes_from_the_argument_the_environment_or_the_folder(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built.parent)
    monkeypatch.delenv("GEOGRAPH_STORE", raising=False)
    with open_store() as store:
        assert store.path == built
    monkeypatch.setenv("GEOGRAPH_STORE", str(built.parent / "other.db"))
    with pytest.raises(StoreError, match=r"other\.db"):
        open_store()
    with open_store(str(built)) as store:
        assert store.path == built
    monkeypatch.setenv("GEOGRAPH_STORE", "")
    with open_store() as store:
        assert store.path == built


def test_a_symbolic_link_is_followed(built: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(built)
    with open_store(tmp_path / "link.db") as store:
        assert store.select(DENIALS)[1] == DENIED


# ------------------------------------------------------------------ refusing


def test_an_absent_store_says_how_to_build_one(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert str(caught.value) == (
        f"there is no store at {str(path)!r}\n  fix: make one with `geograph build -o {path}` "
        "(--empty for data sets alone), or name another with --store or GEOGRAPH_STORE"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_file_and_a_foreign_directory_are_no_stores(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="is a file; a store is a directory"):
        open_store(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match=f"not a geograph store: it has no {META}"):
        open_store(tmp_path / "folder")


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ('{"format": 99}', "has format 99; this geograph reads format 5", "newer geograph"),
        ('{"format": 0}', "has format 0; this geograph reads format 5", "geograph check"),
        ('{"format": "1"}', "is damaged", "geograph check"),
        ("{}", "is damaged", "geograph check"),
        ("[]", "is damaged", "geograph check"),
        ("{", "is damaged", "geograph check"),
        ("\x00", "is damaged", "geograph check"),
    ],
)
def test_another_format_and_damage_are_told_apart(
    copy: Path, text: str, message: str, fix: str
) -> None:
    (copy / META).write_text(text)
    with pytest.raises(StoreError) as caught:
        open_store(copy)
    assert message in caught.value.what
    assert fix in (caught.value.fix or "")


def test_damaged_quads_are_a_store_error(copy: Path) -> None:
    shutil.rmtree(copy / "oxigraph")
    with pytest.raises(StoreError, match="is damaged"):
        open_store(copy)
    (copy / "oxigraph").write_text("x")
    with pytest.raises(StoreError, match="is damaged"):
        open_store(copy)


def test_quads_with_a_broken_manifest_are_a_store_error(copy: Path) -> None:
    for file in (copy / "oxigraph").glob("MANIFEST-*"):
        file.write_bytes(b"broken")
    with pytest.raises(StoreError, match="is damaged"):
        open_store(copy)


def test_a_damaged_table_is_told_when_it_is_read(copy: Path) -> None:
    (copy / "tables" / "claims.parquet").write_bytes(b"PAR1")
    with open_store(copy) as store:
        assert store.select(DENIALS)[1] == DENIED
        with pytest.raises(StoreError, match="cannot read table 'claims'"):
            store.rows("claims")


# ------------------------------------------------------------------ closing and sharing


def test_a_closed_store_says_so_and_closes_twice(built: Path) -> None:
    store = open_store(built)
    store.close()
    store.close()
    for ask in (lambda: store.select(DENIALS), lambda: store.rows("claims"), lambda: store.dataset):
        with pytest.raises(StoreError, match="is closed"):
            ask()


def test_reading_changes_nothing(copy: Path) -> None:
    before = snapshot(copy)
    with open_store(copy) as store:
        store.select(DENIALS)
        store.rows("claims")
        list(store.dataset.query(DENIALS))
    assert snapshot(copy) == before


def snapshot(path: Path) -> dict[str, bytes]:
    files = (file for file in path.rglob("*") if file.is_file())
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


@pytest.mark.slow
def test_a_store_that_was_rebuilt_with_other_content_does_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    world = small_world()
    with write_store(world, path, validate=False) as old:
        # The same content again: nothing can be mixed.
        write_store(world, path, validate=False).close()
        assert len(old.rows("claims")) == len(world.claims)
        smaller = type(world)(actors=world.actors)
        write_store(smaller, path, validate=False).close()
        assert old.select(DENIALS)[1] == DENIED
        assert len(old.rows("claims")) == len(world.claims)
        with pytest.raises(StoreError, match="was rebuilt since it was opened"):
            old.rows("events")
    with open_store(path) as new:
        assert (new.rows("events"), new.select(DENIALS)[1]) == ([], [])


def ask_elsewhere(path: str, ready: object, go: object) -> list[tuple[object, ...]]:
    with open_store(path) as store:
        store.select(DENIALS)
        return store.select(DENIALS)[1]


@pytest.mark.slow
def test_many_processes_read_at_once(built: Path) -> None:
    with open_store(built) as store:
        context = multiprocessing.get_context("spawn")
        with context.Pool(2) as pool:
            answers = pool.starmap(ask_elsewhere, [(str(built), None, None)] * 4)
        assert answers == [DENIED] * 4
        assert store.select(DENIALS)[1] == DENIED


# Root may write anywhere, so it steps down, after importing what others may not read.
READER = """
import os, sys
import duckdb, pyoxigraph
from geograph.store import open_store
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
assert not os.access(sys.argv[1], os.W_OK)
with open_store(sys.argv[1]) as store:
    print(store.select("ASK { ?s <GG:denies> ?o }")[1], len(store.rows("claims")))
""".replace("GG:", GG)


@pytest.mark.slow
@pytest.mark.parametrize("moved", [False, True])
def test_a_reader_without_the_right_to_write(built: Path, moved: bool) -> None:
    """The reader may only read, even where a killed build left the store under its other name."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "geograph.db"
        shutil.copytree(built, store.with_name(".geograph.db.old") if moved else store)
        everything = [Path(folder), *Path(folder).rglob("*")]
        for entry in everything:
            entry.chmod(0o555 if entry.is_dir() else 0o444)
        command = [sys.executable, "-B", "-c", READER, str(store)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for entry in everything:
            entry.chmod(0o755 if entry.is_dir() else 0o644)
    claims = len(small_world().claims)
    assert (done.stdout, done.stderr) == (f"[(True,)] {claims}\n", "")


def test_meta_says_what_it_is(built: Path) -> None:
    with open_store(built) as store:
        assert store.meta == json.loads((built / META).read_text())
        assert set(store.meta) == {"format", "geograph", "counts", "quads", "sha256", "corpus"}
        assert repr(store) == f"Store({str(built)!r})"
        assert isinstance(store, Store)


@pytest.mark.slow
def test_building_and_reading_import_nothing_slow(tmp_path: Path) -> None:
    """Each of these takes longer to import than a report takes to build."""
    code = (
        "import sys\nfrom geograph.pipeline.build import build\n"
        "from geograph.store import open_store\n"
        f"build({str(REPORT)!r}, sys.argv[1], validate=False).close()\n"
        "with open_store(sys.argv[1]) as store:\n"
        "    store.rows('claims'); store.select('ASK {}'); store.label('state/IRN'); store.actors\n"
        "slow = {'pandas', 'rdflib', 'pyshacl', 'networkx', 'scipy', 'pyvis', 'rich'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "x.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
