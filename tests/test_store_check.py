"""Damage of every kind to a store: it is noticed, has its true advice, and the advice mends it."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from effort import THOROUGH, draws
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import geograph
from geograph.cli import main
from geograph.errors import StoreError
from geograph.store import Store, open_store
from geograph.store.checksums import CHECKSUMS, META, read_checksums

CROSS = Path(__file__).parent / "fixtures" / "cross"
REPORT = Path(__file__).parents[1] / "data/dossiers/2024-09-10-iran-missiles.yml"
REGISTERS = ("trade-register_2024-03-18.csv", "trade-register_2026-03-09.csv")
GRAPHS = ("one", "two")
NOBODY = 65534
Content = tuple[dict[str, bytes], set[tuple[object, ...]], dict[str, object]]
#: Each of these damages and restores whole stores.
pytestmark = pytest.mark.slow


def run(*command: str) -> Result:
    return CliRunner().invoke(main, command)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of dossiers, releases, graphs of RDF and a judgement, with all that it is made of."""
    home = tmp_path_factory.mktemp("whole")
    (home / "dossiers").mkdir()
    shutil.copy(REPORT, home / "dossiers")
    for name in (*REGISTERS, "32023R1529.csv", "votes.csv"):
        shutil.copy(CROSS / name, home)
    for name in GRAPHS:
        (home / f"{name}.ttl").write_text(f"<https://example.org/{name}> a <https://a.org/b> .")
    (home / "mine.csv").write_text(
        "a,b,decision,who,when,note,evidence\n"
        "actor/eu/nobody,state/IRN,different,A. Reader,2026-01-02,,\n"
    )
    store = home / "geograph.db"
    geograph.build(home / "dossiers", store, validate=False).close()
    for name in REGISTERS:
        geograph.load(store, "sipri", home / name)
    geograph.load(store, "eu", home / "32023R1529.csv")
    geograph.load(store, "unvotes", home / "votes.csv", released="2025-01-01")
    for name in GRAPHS:
        geograph.load(store, "rdf", home / f"{name}.ttl")
    geograph.link.apply(store, decisions=home / "mine.csv")
    return home


@pytest.fixture(scope="module")
def before(whole: Path) -> Content:
    """What that store says, to be compared with what is there after a repair."""
    return content(whole / "geograph.db")


@pytest.fixture
def home(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it all, in which a test is at work."""
    shutil.copytree(whole, tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


def quads(store: Store) -> set[tuple[object, ...]]:
    """Return what is trusted, and what each graph says, those of others too."""
    trusted = store.select("SELECT ?s ?p ?o { ?s ?p ?o }")[1]
    return {*trusted, *store.select("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")[1]}


def content(store: Path) -> Content:
    """Return tables, quads and metadata of a store."""
    tables = {str(p.relative_to(store)): p.read_bytes() for p in store.rglob("*.parquet")}
    with open_store(store) as held:
        meta = {name: value for name, value in held.meta.items() if name != "sha256"}
        return tables, quads(held), meta


def follow(steps: tuple[str, ...]) -> None:
    """Do what the steps say, as a reader would: run the commands in backquotes, one after another.

    DOSSIERS is the folder that the reader built the store of.
    """
    for step in steps:
        for command in re.findall("`([^`]+)`", step):
            words = shlex.split(command)
            words = ["dossiers" if word == "DOSSIERS" else word for word in words]
            if words[0] == "geograph":
                if words[1] != "check":
                    done = run(*words[1:])
                    assert done.exit_code in (0, 1), done.output
                    assert "error" not in done.output, done.output
            else:
                assert os.waitstatus_to_exitcode(os.system(command)) == 0


def mend(store: Path) -> list[tuple[str, ...]]:
    """Follow the advice, and what is then advised, until nothing is damaged; return the steps."""
    taken = []
    while not (found := geograph.check(store)).ok:
        assert len(taken) < 3, found
        taken.append(found.steps)
        follow(found.steps)
    return taken


def replace(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return (
        data[:middle] + bytes(255 - one for one in data[middle : middle + 8]) + data[middle + 8 :]
    )


def halved(data: bytes) -> bytes:
    return data[: len(data) // 2]


def test_a_whole_store_has_no_finding_and_exit_code_0(home: Path) -> None:
    done = run("check")
    assert done.exit_code == 0
    files = len(read_checksums(home / "geograph.db")[0]) + 2
    assert f"All {files} files are as they were written" in done.output
    assert geograph.repair("geograph.db").restored == ()


DATABASE = "make it again from the rest of the store: `geograph repair --store {store}`"
BUILD = (
    "build it again of its dossiers, what was loaded stays: `geograph build DOSSIERS -o {store}`"
)


DAMAGED = [
    (META, DATABASE),
    (CHECKSUMS, DATABASE),
    ("oxigraph/*.sst", DATABASE),
    ("oxigraph/CURRENT", DATABASE),
    ("tables/events.parquet", BUILD),
    (
        "tables/releases/sipri/2024*/events.parquet",
        "load {release} again: `geograph load sipri trade-register_2024-03-18.csv --store {store}`",
    ),
    (
        "tables/releases/eu/*/actors.parquet",
        "load {release} again: `geograph load eu 32023R1529.csv --store {store}`",
    ),
    (
        "foreign/one.nt",
        "load the graph again: `geograph load rdf one.ttl --graph one --store {store}`",
    ),
    ("foreign/oxigraph/*.sst", DATABASE),
]
#: Each kind of damage to each file is for `make thorough`; else each file has one of the kinds.
DAMAGES = [
    (*damaged, change)
    for n, damaged in enumerate(DAMAGED)
    for change in ([None, flipped, halved] if THOROUGH else [(None, flipped, halved)[n % 3]])
]


@pytest.mark.parametrize(("file", "step", "change"), DAMAGES)
def test_each_damage_has_its_advice_and_the_advice_mends_it(
    home: Path, before: Content, file: str, step: str, change: Callable[[bytes], bytes] | None
) -> None:
    store = home / "geograph.db"
    damaged = max(store.glob(file), key=lambda path: path.stat().st_size)
    if change is None:
        damaged.unlink()
    else:
        replace(damaged, change)
    found = geograph.check(store)
    names = [finding.file for finding in found.findings]
    assert str(damaged.relative_to(store)) in names
    release = str(damaged.parent.relative_to(store)).replace("tables/releases", "release")
    assert found.steps[0] == step.format(store=store, release=release)
    if file != CHECKSUMS:  # by what cannot be read, where there is nothing to compare with
        assert len(names) == 1
    done = run("check")
    assert done.exit_code == 1
    assert names[0] in done.output
    mend(store)
    assert content(store) == before
    assert {path.name for path in home.iterdir()} == {path.name for path in home.iterdir()}


@settings(
    max_examples=draws(5),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each takes seconds: too long to be made smaller
)
@given(data=st.data())
def test_whatever_files_are_lost_the_advice_brings_back_what_was_there(
    whole: Path, before: Content, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    home = tmp_path_factory.mktemp("damaged") / "home"
    shutil.copytree(whole, home)
    store, here = home / "geograph.db", Path.cwd()
    files = sorted(p.relative_to(store).as_posix() for p in store.rglob("*") if p.is_file())
    files = [name for name in files if not Path(name).name.startswith(("LOCK", "LOG"))]
    gone = data.draw(st.lists(st.sampled_from(files), min_size=1, max_size=12, unique=True))
    if {META, CHECKSUMS} <= {*gone}:
        gone.remove(META)
    changes = [data.draw(st.sampled_from([None, flipped, halved])) for _ in gone]
    for name, change in zip(gone, changes, strict=True):
        if change is None:
            (store / name).unlink()
        else:
            replace(store / name, change)
    os.chdir(home)
    try:
        mend(store)
        assert content(store) == before
    finally:
        os.chdir(here)
        shutil.rmtree(home.parent)


def test_half_a_copy_is_told_as_such(home: Path, before: Content) -> None:
    store = home / "geograph.db"
    shutil.rmtree(store / "tables")
    shutil.rmtree(store / "oxigraph")
    found = geograph.check(store)
    assert "as in half a copy" in found.notes[0]
    mend(store)
    assert content(store) == before


def test_without_any_metadata_the_releases_are_named(home: Path) -> None:
    store = home / "geograph.db"
    (store / META).unlink()
    replace(store / CHECKSUMS, halved)
    [finding] = geograph.check(store).findings
    assert finding.file == META
    assert finding.what == f"is missing, and so is its copy in {CHECKSUMS}"
    assert "copy the whole store again" in finding.fix
    assert finding.fix.count("release/sipri/") == 2
    with pytest.raises(StoreError, match="is missing, and so is its copy"):
        geograph.repair(store)
    with pytest.raises(StoreError, match="cannot be carried over: release/eu"):
        geograph.build(home / "dossiers", store, validate=False)


def test_a_store_of_an_older_version_is_brought_over_by_the_advice(home: Path) -> None:
    store = home / "geograph.db"
    with open_store(store) as held:
        before = [release.id for release in held.releases], sorted(held.meta["graphs"])
        said = quads(held)
    meta = json.loads((store / META).read_text())
    (store / META).write_text(json.dumps({**meta, "format": meta["format"] - 1}))
    with pytest.raises(StoreError, match="has format") as caught:
        open_store(store)
    assert "geograph check" in str(caught.value.fix)
    found = geograph.check(store)
    assert found.steps[0].startswith("move it away")
    follow(found.steps)
    assert geograph.check(store).ok
    with open_store(store) as held:
        assert ([release.id for release in held.releases], sorted(held.meta["graphs"])) == before
        assert quads(held) == said


def test_a_newer_version_is_not_touched(home: Path) -> None:
    store = home / "geograph.db"
    meta = json.loads((store / META).read_text())
    (store / META).write_text(json.dumps({**meta, "format": meta["format"] + 1}))
    assert geograph.check(store).steps == (
        f"install the geograph that wrote it ({geograph.__version__} or newer)",
    )
    with pytest.raises(StoreError, match="has format"):
        geograph.repair(store)


@contextmanager
def as_owner_without_privileges(folder: Path) -> Iterator[None]:
    """Own a folder and be nobody else: root reads what it may not."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no such rights")
def test_what_may_not_be_read_is_not_taken_for_damaged(whole: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are root's alone
        store = Path(folder) / "geograph.db"
        shutil.copytree(whole / "geograph.db", store)
        assert geograph.repair(store).ok  # imports what nobody may read
        with as_owner_without_privileges(Path(folder)):
            for closed in (store, store / META, store / "tables" / "events.parquet"):
                closed.chmod(0)
                found = geograph.check(store)
                assert "chmod -R u+rwX" in found.steps[0]
                assert all("denied" in finding.what for finding in found.findings)
                with pytest.raises(StoreError, match="denied"):
                    geograph.repair(store)
                follow(found.steps)
                assert geograph.check(store).ok


def test_what_cannot_be_read_at_all_is_said(home: Path) -> None:
    """A folder in the place of a file, which root cannot read either."""
    store = home / "geograph.db"
    (store / "tables" / "events.parquet").unlink()
    (store / "tables" / "events.parquet").mkdir()
    [finding] = geograph.check(store).findings
    assert finding.file == "tables/events.parquet"
    assert finding.what == "is a folder"
    mend(store)


@pytest.mark.parametrize("command", [("info",), ("ledger",), ("query", "who-denies")])
def test_whoever_meets_damage_is_sent_to_check(home: Path, command: tuple[str, ...]) -> None:
    replace(home / "geograph.db" / META, halved)
    done = run(*command)
    assert done.exit_code == 1
    assert "geograph check --store" in done.output
    assert "Traceback" not in done.output


def test_nothing_is_loaded_into_a_damaged_database(home: Path) -> None:
    store = home / "geograph.db"
    shutil.rmtree(store / "oxigraph")
    alliances = str(CROSS / "by_dyad.csv")
    for command in (("load", "cow-alliances", alliances), ("build", "dossiers")):
        done = run(*command)
        assert done.exit_code == 1, done.output
        assert "geograph check --store" in done.output
    assert geograph.repair(store).restored == ("the quads", "the database of foreign graphs")


def test_a_damaged_release_can_be_unloaded_without_its_files(home: Path) -> None:
    store = home / "geograph.db"
    with open_store(store) as held:
        said = quads(held)
    [gone] = store.glob("tables/releases/unvotes/*/events.parquet")
    release = f"release/unvotes/{gone.parent.name}"
    gone.unlink()
    assert geograph.unload(store, release).id == release
    assert geograph.check(store).ok
    with open_store(store) as held:
        left = quads(held)
        assert release not in [one.id for one in held.releases]
    assert left < said
    assert not any("/unvotes/" in str(quad) for quad in left)
