"""Judging: many processes at once, killed at any step, full disks; file and store agree."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from test_load import REPORT
from test_reconcile import DAY

import geograph
from geograph.errors import DecisionError, StoreError
from geograph.pipeline.build import build
from geograph.resolution import following
from geograph.resolution.entities import Decision, append, latest, read
from geograph.resolution.following import decisions_of
from geograph.store.swap import locked
from geograph.vocab import GG

TESTS = Path(__file__).parent
AIR = ("actor/iran-air", "actor/mahan-air")


@pytest.fixture
def store(report_copy: Path) -> Path:
    return report_copy


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.csv"


def accept(store: Path, file: Path, note: str = "") -> geograph.Judged:
    return geograph.reconcile.accept(store, *AIR, by="A. Reader", note=note, decisions=file)


def held(store: Path) -> list[str]:
    """Return the notes of the decisions of a store, by what it says of itself and by its graph."""
    with geograph.open_store(store) as found:
        decisions = decisions_of(found.meta)
        _, rows = found.select(f"SELECT ?who {{ ?c <{GG}judgedBy> ?who }}")
    assert sorted(who for (who,) in rows) == sorted(d.who for d in latest(decisions).values())
    return [decision.note for decision in decisions]


def noted(file: Path) -> list[str]:
    return [decision.note for decision in read(file)]


def siblings(store: Path) -> set[str]:
    return {path.name for path in store.parent.iterdir()}


@pytest.mark.slow
def test_twenty_processes_judge_at_once(store: Path, file: Path) -> None:
    options = ["--by", "A. Reader", "--store", str(store), "--decisions", str(file)]
    command = [sys.executable, "-m", "geograph", "reconcile", "accept", *AIR, *options]
    at_once = [
        subprocess.Popen(
            [*command, "--note", str(n)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for n in range(20)
    ]
    told = [process.communicate() for process in at_once]
    assert [process.returncode for process in at_once] == [0] * 20, told
    assert len(file.read_bytes().splitlines()) == 21
    assert sorted(noted(file), key=int) == [str(n) for n in range(20)]
    assert held(store) == noted(file)
    assert siblings(store) == {"geograph.db", "mine.csv"}


APPENDING = """
import os, sys
from datetime import date
from geograph.resolution.entities import Decision, append
day = date(2026, 1, 2)
children = []
for child in range(31):
    children.append(os.fork())
    if not children[-1]:
        for n in range(5):
            note = f"{child} {n} " + "x" * 9000
            made = Decision(a="a", b="b", decision="same", who="me", when=day, note=note)
            append(sys.argv[1], made)
        os._exit(0)
for child in children:
    assert os.waitpid(child, 0)[1] == 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.slow
def test_lines_of_many_processes_are_whole(file: Path) -> None:
    subprocess.run([sys.executable, "-c", APPENDING, str(file)], check=True)
    wanted = {f"{process} {n}" for process in range(31) for n in range(5)}
    assert {note[: note.index(" x")] for note in noted(file)} == wanted
    assert len(noted(file)) == 155


# A child is killed before its n-th step: whatever writes, moves or removes is one.
KILLED = """
import os, signal, sys, shutil
from pathlib import Path
import duckdb, pyarrow.parquet, pyoxigraph, rapidfuzz.process
import geograph.interface.reconciling
from geograph.resolution.linkage import judged_rows
from geograph.store import swap

left = 0

def step():
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def around(owner, name):
    real = getattr(owner, name)
    def wrapped(*args, **options):
        step()
        done = real(*args, **options)
        step()
        return done
    setattr(owner, name, wrapped)

for owner, name in (
    (os, "write"), (os, "fsync"), (Path, "rename"), (Path, "unlink"),
    (swap, "copy_store"), (swap, "write_meta"), (judged_rows, "replace_graphs"),
    (judged_rows, "write_decisions"), (shutil, "rmtree"),
):
    around(owner, name)

store, file, *pair = sys.argv[1:]
for line in sys.stdin:
    left = int(line)
    child = os.fork()
    if child == 0:
        geograph.reconcile.accept(store, *pair, by="A. Reader", note="second", decisions=file)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code, flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork and no SIGKILL")
def test_killed_at_any_step_file_and_store_agree_when_next_opened(store: Path, file: Path) -> None:
    accept(store, file, "first")
    shutil.copytree(store, store.parent / "kept")
    before = file.read_bytes()
    codes, lines = [], []
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(store), str(file), *AIR],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdin is not None
        assert child.stdout is not None
        while not codes or codes[-1] != 0:
            shutil.rmtree(store)
            shutil.copytree(store.parent / "kept", store)  # what lies beside it stays
            file.write_bytes(before)
            print(len(codes), file=child.stdin, flush=True)
            codes.append(int(child.stdout.readline()))
            assert codes[-1] in (0, -signal.SIGKILL), codes  # else no step would be the last
            assert held(store) == noted(file), len(codes)
            lines.append(noted(file))
        child.stdin.close()
    assert codes == [-signal.SIGKILL] * (len(codes) - 1) + [0]
    assert len(codes) > 18
    first = lines.count(["first"])
    assert 1 <= first <= 3
    assert lines == [["first"]] * first + [["first", "second"]] * (len(codes) - first)
    accept(store, file, "third")
    assert siblings(store) == {"geograph.db", "kept", "mine.csv"}


def test_the_mode_of_the_file_and_a_link_to_it_are_kept(store: Path, file: Path) -> None:
    private = file.with_name("private.csv")
    append(private, Decision(a="a", b="b", decision="same", who="me", when=DAY))
    private.chmod(0o600)
    file.symlink_to(private)
    accept(store, file)
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert file.is_symlink()
    assert len(read(private)) == 2


FULL = """
import resource, signal, sys
import geograph
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
from datetime import date
from geograph.resolution.entities import Decision, append
append(sys.argv[1], Decision(a="a", b="b", decision="same", who="me", when=date(2026, 1, 2)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of a file")
def test_a_full_disk_leaves_no_half_line(file: Path) -> None:
    append(file, Decision(a="a", b="b", decision="same", who="me", when=DAY))
    before = file.read_bytes()
    command = [sys.executable, "-c", FULL, str(file), str(len(before) + 5)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "mine.csv: cannot be written: File too large" in done.stderr
    assert file.read_bytes() == before


@pytest.mark.slow
class TestTheFileIsTheTruth:
    def test_a_line_written_by_hand_is_there_when_the_store_is_opened(self, store, file):
        accept(store, file, "first")
        text = file.read_text(encoding="utf-8")
        file.write_text(text + "a,b,different,me,2026-01-02,by hand,\n", encoding="utf-8")
        with geograph.open_store(store) as found:
            assert [d.note for d in decisions_of(found.meta)] == ["first", "by hand"]
            assert found.select(f"ASK {{ ?a <{GG}judgedDifferent> ?b }}")[1] == [(True,)]
        file.write_text(text.splitlines()[0] + "\n", encoding="utf-8")
        assert held(store) == []

    def test_two_stores_follow_one_file(self, store, file):
        other = Path(shutil.copytree(store, store.with_name("other.db")))
        for n, one in enumerate((store, other, store)):
            accept(one, file, str(n))
        assert held(store) == held(other) == noted(file) == ["0", "1", "2"]

    def test_a_cut_off_line_is_named_when_the_store_is_opened(self, store, file):
        accept(store, file)
        with file.open("ab") as end:
            end.write(b"actor/iran-air,actor/ma")
        with pytest.raises(DecisionError, match="cells for 7 columns") as caught:
            geograph.open_store(store)
        assert caught.value.where is not None
        assert (caught.value.where.file, caught.value.where.line) == (str(file), 3)

    def test_a_file_that_is_gone_takes_nothing_back_and_is_written_again(self, store, file):
        accept(store, file, "first")
        file.unlink()
        assert held(store) == ["first"]
        accept(store, file, "second")
        assert held(store) == noted(file) == ["first", "second"]

    def test_another_file_is_refused_until_it_is_followed(self, store, file):
        accept(store, file, "first")
        other = file.with_name("other.csv")
        with pytest.raises(DecisionError, match=f"holds 1 decisions of '{file}'") as caught:
            accept(store, other, "second")
        assert caught.value.fix == (
            f"name that file, or first: geograph link apply --decisions {other}"
        )
        assert not other.exists()
        with pytest.raises(DecisionError, match="there is no file of decisions"):
            geograph.link.apply(store, decisions=other)
        append(other, Decision(a="a", b="b", decision="same", who="me", when=DAY, note="theirs"))
        geograph.link.apply(store, decisions=other)
        accept(store, other, "second")
        assert held(store) == noted(other) == ["theirs", "second"]

    def test_a_file_that_was_moved_is_followed_where_it_is(self, store, file):
        accept(store, file, "first")
        moved = file.rename(file.with_name("moved.csv"))
        accept(store, moved, "second")
        assert held(store) == noted(moved) == ["first", "second"]

    def test_a_link_to_an_event_of_another_corpus_waits(self, store, file):
        append(file, Decision.of("event/elsewhere", "event/x/1", "same", who="me", when=DAY))
        accept(store, file, "mine")
        with geograph.open_store(store) as found:
            assert len(decisions_of(found.meta)) == 2
            assert found.meta["links"] == []

    def test_a_store_that_cannot_be_written_says_what_to_run(self, store, file, monkeypatch):
        accept(store, file, "first")
        append(file, Decision(a="a", b="b", decision="same", who="me", when=DAY))
        monkeypatch.setattr(following, "PATIENCE", 0.1)
        with locked(store), pytest.raises(StoreError, match=r"lacks what .*mine\.csv") as caught:
            geograph.open_store(store)
        assert caught.value.fix == f"then run `geograph link apply --decisions {file}`"

    def test_a_judgement_that_the_store_could_not_take_is_not_to_be_made_again(
        self, store, file, monkeypatch
    ):
        monkeypatch.setattr(following, "PATIENCE", 0.1)
        with locked(store), pytest.raises(StoreError, match="not yet in the store") as caught:
            accept(store, file, "first")
        assert caught.value.fix == (
            f"do not judge it again; run `geograph link apply --decisions {file}`"
        )
        assert geograph.link.apply(store, decisions=file).comparisons == 1
        assert held(store) == noted(file) == ["first"]

    def test_a_build_reads_the_file_as_it_is_now(self, store, file):
        accept(store, file, "first")
        append(file, Decision(a="a", b="b", decision="same", who="me", when=DAY, note="later"))
        with build(REPORT, store, validate=False) as rebuilt:
            assert [d.note for d in decisions_of(rebuilt.meta)] == ["first", "later"]
        assert len(noted(file)) == 2
