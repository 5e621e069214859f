"""Work in a process of its own: whole results, limits, Ctrl-C, with real processes and signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from test_load import REPORT

import geograph
from geograph.errors import (
    DateError,
    GeographError,
    QueryMemory,
    QueryTimeout,
    UsageError,
    Where,
    WorkerDied,
    WorkerMemory,
    WorkerTimeout,
)
from geograph.pipeline.build import build
from geograph.worker import call

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("worker") / "geograph.db"
    build(REPORT, path, validate=False).close()
    return path


def children() -> list[str]:
    """Return the processes that this one has started and that still are there."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def raising(exc: BaseException) -> None:
    raise exc


class TestCall:
    def test_a_large_result_and_what_is_told_come_back_in_order(self):
        told: list[tuple[object, ...]] = []

        def work(tell):
            tell(1, "a")
            tell(2, "b" * 10**6)
            return list(range(10**6))

        assert call(work, tell=lambda *given: told.append(given)) == list(range(10**6))
        assert told == [(1, "a"), (2, "b" * 10**6)]

    def test_it_is_another_process_which_is_gone_afterwards(self):
        before = children()
        assert call(lambda _: os.getpid()) != os.getpid()
        assert children() == before

    def test_an_error_is_raised_as_it_was(self):
        where = Where("a.yml", 3)
        with pytest.raises(DateError) as caught:
            call(lambda _: raising(DateError("no day", fix="write one", where=where)))
        assert (caught.value.fix, caught.value.where) == ("write one", where)

    def test_a_mistake_of_ours_says_where_it_was_made(self):
        with pytest.raises(ZeroDivisionError) as caught:
            call(lambda _: 1 // 0)
        assert "test_worker.py" in caught.value.__notes__[0]

    def test_what_cannot_be_handed_over_is_an_error(self):
        class Local(Exception):
            pass

        with pytest.raises(RuntimeError, match="Local"):
            call(lambda _: raising(Local()))
        with pytest.raises(WorkerDied):
            call(lambda _: lambda: None)

    def test_limits_end_it(self):
        with pytest.raises(WorkerTimeout, match=r"longer than 0\.2 seconds"):
            call(lambda _: time.sleep(60), timeout=0.2)
        with pytest.raises(WorkerMemory, match="more than 50 MiB"):
            call(lambda _: (bytearray(200 * 2**20), time.sleep(60)), memory=50 * 2**20)
        with pytest.raises(WorkerDied):
            call(lambda _: os.kill(os.getpid(), signal.SIGSEGV))
        assert call(lambda _: bytes(10), timeout=60, memory=50 * 2**20) == bytes(10)

    def test_work_within_work_is_in_one_process(self):
        outer, inner = call(lambda _: (os.getpid(), call(lambda _: os.getpid())))
        assert outer == inner


class TestQuery:
    @pytest.mark.slow
    def test_limits_have_errors_of_their_own_and_leave_no_process(self, path):
        before = children()
        with pytest.raises(QueryTimeout, match=r"longer than 0\.5 seconds"):
            geograph.query(path, ENDLESS, timeout=0.5)
        with pytest.raises(QueryMemory, match="more than 100 MiB"):
            geograph.query(path, GREEDY, max_memory=100)
        with geograph.open_store(path) as store, pytest.raises(QueryTimeout):
            geograph.query(store, ENDLESS, timeout=0.5)
        assert children() == before

    @pytest.mark.parametrize("seconds", [0, -1, float("inf"), float("nan")])
    def test_a_limit_is_above_zero(self, path, seconds):
        with pytest.raises(UsageError):
            geograph.query(path, "ASK { ?s ?p ?o }", timeout=seconds)

    def test_a_limit_that_is_not_reached_changes_nothing(self, path):
        with geograph.open_store(path) as store:
            plain = geograph.query(store, "who-denies", actor="Iran")
        assert (
            geograph.query(path, "who-denies", actor="Iran", timeout=600, max_memory=4000) == plain
        )
        assert geograph.query(path, "who-denies", actor="Iran") == plain

    def test_an_error_is_the_same_in_a_worker(self, path):
        with geograph.open_store(path) as store, pytest.raises(GeographError) as here:
            geograph.query(store, "who-denies", actor="Atlantis")
        with pytest.raises(type(here.value)) as there:
            geograph.query(path, "who-denies", actor="Atlantis")
        assert str(there.value) == str(here.value)


Starter = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def started() -> Iterator[Starter]:
    """Start commands as a terminal does, and leave none behind, whatever a test finds.

    Whoever runs the tests in the background has SIGINT ignored, and a child takes that over.
    """
    running = []

    def start(*command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        running.append(process)
        return process

    yield start
    for process in running:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def of_session(process: subprocess.Popen[bytes]) -> list[str]:
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def until_it_works(process: subprocess.Popen[bytes]) -> str:
    """Wait until the process has a worker that has worked for a while; return its id."""
    while not (found := of_session(process)):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    time.sleep(1)
    return found[0]


def working(process: str) -> bool:
    """Return whether a process is there, and no zombie that nobody has asked for yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def assert_gone_within_a_second(worker: str) -> None:
    end = time.monotonic() + 1
    while working(worker):
        assert time.monotonic() < end, "it still works"
        time.sleep(0.01)


IN_PYTHON = """
import sys, geograph
with geograph.open_store(sys.argv[1]) as store:
    try:
        geograph.query(store, sys.argv[2])
    except KeyboardInterrupt:
        print("kept", geograph.query(store, "ASK { ?s ?p ?o }").rows)
"""


@pytest.mark.slow
class TestSignals:
    def test_ctrl_c_ends_a_command_within_a_second(self, path, started):
        process = started(
            sys.executable, "-m", "geograph", "query", ENDLESS, "--store", str(path)
        )  # fmt: skip
        worker = until_it_works(process)
        process.send_signal(signal.SIGINT)
        assert_gone_within_a_second(worker)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (130, b"", b"interrupted\n")

    def test_ctrl_c_ends_a_query_in_python_and_the_store_goes_on(self, path, started):
        process = started(sys.executable, "-c", IN_PYTHON, str(path), ENDLESS)
        worker = until_it_works(process)
        process.send_signal(signal.SIGINT)
        assert_gone_within_a_second(worker)
        out, _ = process.communicate(timeout=10)
        assert (process.returncode, out) == (0, b"kept ((True,),)\n")

    @pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word to a child is Linux's")
    def test_a_worker_ends_with_its_parent(self, path, started):
        process = started(sys.executable, "-c", IN_PYTHON, str(path), ENDLESS)
        worker = until_it_works(process)
        process.kill()
        process.communicate(timeout=10)
        assert_gone_within_a_second(worker)

    @pytest.mark.parametrize(
        ("text", "option", "code", "told"),
        [
            (ENDLESS, ("--timeout", "0.5"), 124, b"longer than 0.5 seconds"),
            (GREEDY, ("--max-memory", "100"), 125, b"more than 100 MiB"),
        ],
    )
    def test_a_limit_has_its_own_exit_code(self, path, started, text, option, code, told):
        process = started(
            sys.executable, "-m", "geograph", "query", text, "--store", str(path), *option
        )  # fmt: skip
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (code, b"")
        assert told in err
        assert b"Traceback" not in err
