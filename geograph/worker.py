"""Work in a process of its own that can be stopped: by Ctrl-C, and at limits of time and memory.

An engine that is written in another language does not look for signals while it works; a process
can be ended in any case. What comes back is the whole result or an error.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import pickle
import select
import signal
import struct
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from geograph.errors import GeographError, UsageError, WorkerDied, WorkerMemory, WorkerTimeout

__all__ = ["Tell", "call", "limited"]

T = TypeVar("T")
Tell = Callable[..., None]

# How often limits are looked at, in seconds.
_TICK = 0.05
_HEAD = struct.Struct("!Q")
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


class _State:
    #: Whether this process is itself a worker: then it is stopped as a whole.
    inside = False


def limited(timeout: float | None, memory: int | None) -> None:
    """Refuse limits that cannot be, or that this system cannot hold.

    Raises
    ------
    UsageError
        A limit is not above zero, or the system has no ``fork`` (or no ``/proc``, for memory).
    """
    if timeout is not None and not 0 < timeout < float("inf"):
        raise UsageError(f"a time limit cannot be {timeout!r}", fix="give seconds above 0")
    if memory is not None and memory <= 0:
        raise UsageError(f"a memory limit cannot be {memory!r}", fix="give MiB above 0")
    if timeout is not None and not hasattr(os, "fork"):
        raise UsageError("time limits need a system with fork", fix="leave the limit out")
    if memory is not None and not Path("/proc/self/statm").exists():
        raise UsageError("memory limits need /proc, as on Linux", fix="leave the limit out")


def call(
    work: Callable[[Tell], T],
    *,
    timeout: float | None = None,
    memory: int | None = None,
    tell: Tell | None = None,
) -> T:
    """Return what a function gives, from a process of its own that is ended on any exception.

    Parameters
    ----------
    work
        Is called with a function that hands its arguments to ``tell`` in this process. What it
        returns or raises has to be picklable. Without ``fork``, or within a worker, it is called
        in this process.
    timeout, memory
        The seconds that it may take, and the bytes by which its process may grow.
    tell
        Called in this process with what the work tells.

    Raises
    ------
    WorkerTimeout, WorkerMemory
        It is ended because it reached a limit.
    WorkerDied
        Its process ended without an answer.

    Examples
    --------
    >>> call(lambda tell: 6 * 7)
    42
    """
    if _State.inside or not hasattr(os, "fork"):
        return work(tell or _silent)
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # Python warns where other threads run; the worker touches nothing that they may hold
        warnings.simplefilter("ignore", DeprecationWarning)
        parent, child = os.getpid(), os.fork()
    if not child:
        os.close(reading)
        _work(work, writing, parent)
    os.close(writing)
    try:
        return cast(T, _result(child, reading, timeout, memory, tell or _silent))
    finally:
        os.close(reading)
        _end(child)


def _silent(*_told: object) -> None:
    pass


def _work(work: Callable[[Tell], object], writing: int, parent: int) -> None:
    """Do the work in the new process, and leave it without a trace of the old one's endings."""
    _State.inside = True
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
        faulthandler.disable()  # the parent says how it ended
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)
        with open(writing, "wb") as out:

            def send(kind: str, value: object) -> None:
                data = pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL)
                out.write(_HEAD.pack(len(data)))
                out.write(data)
                out.flush()

            try:
                answer: tuple[str, object] = ("result", work(lambda *told: send("told", told)))
            except BaseException as exc:  # handed over: it is raised in the parent
                answer = ("error", _portable(exc))
            sys.stdout.flush()
            sys.stderr.flush()
            send(*answer)
    finally:
        os._exit(0)


def _portable(exc: BaseException) -> BaseException:
    """Return an exception that can be raised in another process, with where it came from."""
    if not isinstance(exc, GeographError):
        exc.add_note("".join(traceback.format_exception(exc)))
    try:
        pickle.loads(pickle.dumps(exc))
    except Exception:
        return RuntimeError("".join(traceback.format_exception(exc)))
    return exc


def _result(
    child: int, reading: int, timeout: float | None, memory: int | None, tell: Tell
) -> object:
    """Read what the worker sends until its result, and look at its limits meanwhile."""
    deadline = None if timeout is None else time.monotonic() + timeout
    most = None if memory is None else _resident(child) + memory
    data = bytearray()
    watched = deadline is not None or most is not None
    while True:
        if deadline is not None and time.monotonic() > deadline:
            raise WorkerTimeout(f"it took longer than {timeout:g} seconds")
        if most is not None and _resident(child) > most:
            raise WorkerMemory(f"it took more than {(memory or 0) / 2**20:,.0f} MiB of memory")
        if not select.select([reading], [], [], _TICK if watched else None)[0]:
            continue
        part = os.read(reading, 1 << 20)
        if not part:
            raise WorkerDied("its process ended without an answer")
        data += part
        while (frame := _frame(data)) is not None:
            kind, value = frame
            if kind == "told":
                tell(*value)
            elif kind == "error":
                raise value
            else:
                return value


def _frame(data: bytearray) -> tuple[str, Any] | None:
    """Take the first whole message out of what was read; None where there is none yet."""
    if len(data) < _HEAD.size:
        return None
    end = _HEAD.size + _HEAD.unpack_from(data)[0]
    if len(data) < end:
        return None
    frame = pickle.loads(bytes(data[_HEAD.size : end]))
    del data[:end]
    return cast("tuple[str, Any]", frame)


def _resident(process: int) -> int:
    """Return how many bytes of memory a process holds; 0 where it has just ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _end(child: int) -> None:
    """End the worker and take note of its end."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
