"""Builds: reproducible, whole or not at all, killed anywhere, one at a time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from conftest import REPORT
from worlds import small_world

from geograph.errors import (
    GeographError,
    QueryError,
    SeveralErrors,
    StoreError,
    ValidationError,
)
from geograph.events.schema import SCHEMAS
from geograph.model import Model
from geograph.pipeline.build import build, nquads, write_store
from geograph.pipeline.load import load as load_release
from geograph.sources.draft import draft
from geograph.store import Store, open_store
from geograph.store.checksums import CHECKSUMS, META
from geograph.store.swap import locked

build_module = import_module("geograph.pipeline.build")
swap_module = import_module("geograph.store.swap")
TESTS = Path(__file__).parent
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def content(path: Path) -> dict[str, object]:
    """Return all that a store says, and the bytes of every file that must be reproducible."""
    with open_store(path) as store:
        triples = store.select("SELECT ?s ?p ?o { ?s ?p ?o }")[1]
        files = {n: (path / "tables" / f"{n}.parquet").read_bytes() for n in SCHEMAS}
        return {**files, "quads": sorted(map(str, triples)), "meta": store.meta}


def siblings(path: Path) -> set[str]:
    return {entry.name for entry in path.parent.iterdir()}


def other_world() -> Model:
    world = small_world()
    return replace(world, events=world.events[:-1], claims=world.claims[:3])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "geograph.db"
    write_store(small_world(), path, validate=False).close()
    return path


# ------------------------------------------------------------------ what is built


@pytest.mark.slow
def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_store(small_world(), tmp_path / name, validate=False).close()
    assert content(tmp_path / "a") == content(tmp_path / "b")
    assert (tmp_path / "a" / META).read_bytes() == (tmp_path / "b" / META).read_bytes()
    assert "\n".join(nquads(small_world())) == "\n".join(nquads(small_world()))


def test_two_builds_of_the_corpus_are_equal_in_two_processes(corpus: Store, tmp_path: Path) -> None:
    code = (
        "import sys; from geograph.pipeline.build import build; "
        "build(None, sys.argv[1], validate=False)"
    )
    # the other store is built in a process whose hashes are as random as it pleases
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    command = [sys.executable, "-c", code, str(tmp_path / "again")]
    subprocess.run(command, check=True, env=environment)
    assert content(tmp_path / "again") == content(corpus.path)
    assert (tmp_path / "again" / META).read_bytes() == (corpus.path / META).read_bytes()


@pytest.mark.slow
def test_a_build_is_validated_and_tells_its_stages() -> None:
    told: list[str] = []
    with build(REPORT, progress=told.append) as store:
        assert store.meta["counts"]["documents"] == 1
        quads = store.meta["quads"]
        assert store.select(COUNT)[1] == [(quads,)]
    assert [line.split()[0] for line in told] == [
        *("reading", "read", "writing", "loading", "writing", "validating", "swapping"),
    ]
    assert f"loading {quads} quads" in told


def test_a_temporary_store_goes_with_its_store_object() -> None:
    store = build(REPORT, validate=False)
    folder = store.path.parent
    assert {entry.name for entry in folder.iterdir()} == {"geograph.db"}
    store.close()
    assert not folder.exists()
    forgotten = build(REPORT, validate=False)
    folder = forgotten.path.parent
    del forgotten
    assert not folder.exists()


def test_nothing_is_left_beside_a_built_store(old: Path) -> None:
    assert siblings(old) == {"geograph.db"}
    assert {entry.name for entry in old.iterdir()} == {"oxigraph", "tables", META, CHECKSUMS}
    write_store(other_world(), old, validate=False).close()
    assert siblings(old) == {"geograph.db"}
    with open_store(old) as store:
        assert len(store.rows("claims")) == 3


def test_missing_folders_above_are_made_and_an_empty_one_is_filled(tmp_path: Path) -> None:
    write_store(small_world(), tmp_path / "a" / "b" / "c.db", validate=False).close()
    (tmp_path / "empty.db").mkdir()
    write_store(small_world(), tmp_path / "empty.db", validate=False).close()
    assert content(tmp_path / "empty.db") == content(tmp_path / "a" / "b" / "c.db")


def test_a_link_stays_a_link(old: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(old)
    write_store(other_world(), tmp_path / "link", validate=False).close()
    assert (tmp_path / "link").is_symlink()
    with open_store(old) as store:
        assert len(store.rows("claims")) == 3


# ------------------------------------------------------------------ what is not replaced


def test_nothing_but_a_store_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "thesis.tex").write_text("precious")
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "tables").mkdir()
    for name, reason in (
        ("file", "is a file and will not be overwritten"),
        ("folder", r"not a geograph store \(it holds 'thesis.tex'\)"),
        ("half", rf"not a geograph store \(it has no {META}\)"),
    ):
        with pytest.raises(StoreError, match=reason):
            write_store(small_world(), tmp_path / name, validate=False)
    assert (tmp_path / "file").read_text() == "precious"
    assert (tmp_path / "folder" / "thesis.tex").read_text() == "precious"
    assert siblings(tmp_path / "file") == {"file", "folder", "half"}


def test_a_store_to_which_somebody_added_a_file_is_not_removed(old: Path) -> None:
    (old / "notes.txt").write_text("precious")
    with pytest.raises(StoreError, match=r"it holds 'notes.txt'"):
        write_store(other_world(), old, validate=False)
    assert (old / "notes.txt").read_text() == "precious"


def test_a_hidden_folder_that_no_build_wrote_is_not_removed(old: Path) -> None:
    for name in (".geograph.db.new", ".geograph.db.old"):
        mine = old.parent / name
        mine.mkdir()
        (mine / "diary.txt").write_text("precious")
        with pytest.raises(StoreError, match=r"holds 'diary.txt', which no build wrote"):
            write_store(other_world(), old, validate=False)
        assert (mine / "diary.txt").read_text() == "precious"
        (mine / "diary.txt").unlink()
        mine.rmdir()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(GeographError, match="cannot write the store"):
        write_store(small_world(), tmp_path / "file" / "x.db", validate=False)


def test_no_dossier_leaves_the_store_alone(old: Path, tmp_path: Path) -> None:
    before = content(old)
    (tmp_path / "dossiers").mkdir()
    for folder in ("dossiers", "nowhere"):
        with pytest.raises(GeographError) as caught:
            build(tmp_path / folder, old)
        assert folder in str(caught.value)
        assert "\n  fix: " in str(caught.value)
    assert content(old) == before


def test_a_broken_dossier_leaves_the_store_alone(old: Path, tmp_path: Path) -> None:
    before = content(old)
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "dossiers" / "2024-01-01-x.yml").write_text("document: {id: x\n\tbroken")
    with pytest.raises(GeographError, match=r"2024-01-01-x\.yml"):
        build(tmp_path / "dossiers", old)
    assert content(old) == before


@pytest.mark.slow
def test_an_invalid_graph_leaves_the_store_alone(old: Path) -> None:
    before = content(old)
    world = small_world()
    mute = replace(world, statements=tuple(replace(s, locator="") for s in world.statements))
    orphan = replace(world.events[0], id="event/orphan")
    broken = replace(mute, events=(*mute.events, orphan), claims=())
    with pytest.raises(SeveralErrors) as caught:
        write_store(broken, old)
    assert all(isinstance(error, ValidationError) for error in caught.value.errors)
    assert "event/orphan" in str(caught.value)
    assert content(old) == before
    assert siblings(old) == {"geograph.db"}


# ------------------------------------------------------------------ failing and being killed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "name"),
    [
        (build_module, "nquads"),
        (build_module, "_write_text"),
        (build_module.tables, "write"),
        (build_module, "_version"),
        (build_module, "swap"),
    ],
)
def test_a_failure_at_any_step_leaves_the_old_store(
    old: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    before = content(old)

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(module, name, fail)
        with pytest.raises(StoreError, match="No space left on device"):
            write_store(other_world(), old, validate=False)
    assert content(old) == before
    assert siblings(old) == {"geograph.db"}


def test_quads_that_the_loader_refuses_are_a_store_error(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(old)
    monkeypatch.setattr(build_module, "nquads", lambda _model: iter(["this is no quad"]))
    with pytest.raises(StoreError, match="cannot load the quads"):
        write_store(other_world(), old, validate=False)
    assert content(old) == before


def test_the_old_store_comes_back_when_the_new_one_cannot_be_moved(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(old)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            raise OSError(13, "Permission denied")
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        with pytest.raises(StoreError, match="cannot put the new store"):
            write_store(other_world(), old, validate=False)
    assert content(old) == before
    assert siblings(old) == {"geograph.db"}


# The n-th call of any of these is where the process dies, so every step of a build is a point.
# Each build runs in a fork of one process that has imported everything and opened nothing.
KILLED = """
import os, shutil, signal, sys
from importlib import import_module
from pathlib import Path
import pyoxigraph
sys.path.insert(0, sys.argv[2])
from test_build import other_world
from geograph.events import arrays, tables
from geograph.store import swap

build = import_module("geograph.pipeline.build")
left = 0
def step():
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
def around(owner, name):
    inner = getattr(owner, name)
    def called(*args, **kwargs):
        step()
        answer = inner(*args, **kwargs)
        step()
        return answer
    setattr(owner, name, called)
def slowly(path, *args, **kwargs):
    files = [entry for entry in sorted(Path(path).rglob("*")) if entry.is_file()]
    for number, entry in enumerate(files):
        if number % 6 == 0:
            step()
        os.unlink(entry)
    remove(path, *args, **kwargs)
    step()

for owner, name in (
    (Path, "rename"), (Path, "mkdir"), (Path, "unlink"), (build, "_write_text"),
    (build.tables, "write"), (pyoxigraph.Store, "bulk_load"), (arrays.PartWriter, "write"),
):
    try:
        around(owner, name)
    except TypeError:  # a class of an extension cannot be changed, so its module is
        Loader = pyoxigraph.Store
        class Killing:
            def __new__(cls, path):
                step()
                return Loader(path)
            read_only = Loader.read_only
        pyoxigraph.Store = Killing
remove, swap.shutil.rmtree = shutil.rmtree, slowly

for line in sys.stdin:
    left = int(line)
    child = os.fork()
    if child == 0:
        build.write_store(other_world(), Path(sys.argv[1]), validate=False).close()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork and no SIGKILL")
def test_a_build_killed_at_any_step_leaves_a_whole_store(old: Path, tmp_path: Path) -> None:
    before = content(old)
    shutil.copytree(old, tmp_path / "kept")
    write_store(other_world(), tmp_path / "after", validate=False).close()
    after = content(tmp_path / "after")
    reached, codes = [], []
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(old), str(TESTS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as builder:
        assert builder.stdin is not None
        assert builder.stdout is not None
        while not codes or codes[-1] != 0:
            # What the last kill left beside the store stays, as it would.
            shutil.rmtree(old, ignore_errors=True)
            shutil.copytree(tmp_path / "kept", old)
            print(len(codes), file=builder.stdin, flush=True)
            codes.append(int(builder.stdout.readline()))
            assert codes[-1] in (0, -signal.SIGKILL), codes  # else no step would be the last
            found = content(old)
            assert found in (before, after), len(codes)
            reached.append(found == after)
        builder.stdin.close()
    assert codes == [-signal.SIGKILL] * (len(codes) - 1) + [0]
    assert len(codes) > 30
    # Old until the swap and new from there on, never anything else in between.
    assert reached == sorted(reached)
    assert 2 <= reached.count(True) < reached.count(False)
    assert siblings(old) == {"after", "kept", "geograph.db"}


@pytest.mark.parametrize("rebuild", [True, False])
def test_a_build_killed_between_the_two_moves_is_put_back(old: Path, rebuild: bool) -> None:
    before = content(old)
    old.rename(old.with_name(".geograph.db.old"))
    (old.parent / ".geograph.db.new").mkdir()
    (old.parent / ".geograph.db.new" / "oxigraph").mkdir()
    if rebuild:
        write_store(small_world(), old, validate=False).close()
        assert siblings(old) == {"geograph.db"}
    else:
        with open_store(old) as store:
            assert store.path == old
        assert ".geograph.db.old" not in siblings(old)
    assert content(old) == before


def test_a_failed_build_after_such_a_kill_still_puts_it_back(old: Path) -> None:
    before = content(old)
    old.rename(old.with_name(".geograph.db.old"))
    with pytest.raises(KeyError):
        write_store(replace(small_world(), documents=()), old, validate=False)
    assert content(old) == before


# ------------------------------------------------------------------ two at once


@pytest.mark.slow
def test_a_second_build_waits_for_the_first(old: Path) -> None:
    done = threading.Event()

    def second() -> None:
        write_store(other_world(), old, validate=False).close()
        done.set()

    thread = threading.Thread(target=second)
    with locked(old):
        thread.start()
        assert not done.wait(0.3)
    thread.join()
    assert done.is_set()
    with open_store(old) as store:
        assert len(store.rows("claims")) == 3


def test_a_second_build_gives_up_with_a_clear_error(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap_module, "PATIENCE", 0.1)
    before = content(old)
    with locked(old), pytest.raises(StoreError) as caught:
        write_store(other_world(), old, validate=False)
    assert str(caught.value) == (
        f"{str(old)!r} is locked: another build is writing it\n"
        "  fix: wait until it has ended, then try again"
    )
    assert content(old) == before


def test_a_reader_needs_no_lock(old: Path) -> None:
    with locked(old):
        assert len(content(old)["quads"]) > 1000  # type: ignore[arg-type]


HOLDER = """
import sys, time
from pathlib import Path
from geograph.store.swap import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_lock_of_a_dead_build_is_free(old: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(old)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    assert ".geograph.db.lock" in siblings(old)
    write_store(other_world(), old, validate=False).close()
    assert siblings(old) == {"geograph.db"}


@pytest.mark.slow
def test_builds_at_the_same_time_end_in_one_whole_store(
    old: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = []
    for model in (small_world(), other_world()):
        path = tmp_path_factory.mktemp("alone") / "geograph.db"
        with write_store(model, path, validate=False) as alone:
            whole.append({row["id"] for row in alone.rows("claims")})
    models = [small_world(), other_world()] * 2
    threads = [
        threading.Thread(target=lambda m=m: write_store(m, old, validate=False).close())
        for m in models
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert siblings(old) == {"geograph.db"}
    with open_store(old) as store:
        claims = {row["id"] for row in store.rows("claims")}
        assert claims in whole
        assert store.meta["counts"]["claims"] == len(claims)


def test_an_empty_store_takes_data_sets_and_replaces_no_dossiers(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with build(store=path, empty=True) as store:
        assert store.meta["counts"]["documents"] == store.meta["counts"]["events"] == 0
        assert store.meta["counts"]["actors"] > 200
        assert store.meta["corpus"] == "none"
    table, mapping = tmp_path / "t.csv", tmp_path / "t.yml"
    table.write_text("sender,target,year\nIran,Russia,2014\n", encoding="utf-8")
    mapping.write_text(draft(table).yaml, encoding="utf-8")
    assert load_release(str(mapping), [table], path).events == 1
    with build(store=path, empty=True, validate=False) as store:
        assert len(store.releases) == 1
    write_store(small_world(), tmp_path / "full.db", validate=False).close()
    with pytest.raises(StoreError, match="holds dossiers, which an empty store would drop"):
        build(store=tmp_path / "full.db", empty=True)
    with pytest.raises(QueryError, match="dossiers for an empty store"):
        build(tmp_path, path, empty=True)
