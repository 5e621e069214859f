"""Read a CSV file in which people keep what they decided, strictly, and add lines at its end.

Decisions on entity resolution (`geograph.resolution.entities`) and about what the linter proposes
(`geograph.pipeline.validation`) are kept in such files, under version control beside the data.
Whoever adds to a file holds its lock; a line is on the disk before anybody is told that it is.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from geograph.atomic import sync
from geograph.errors import DecisionError, Where
from geograph.file_locks import hold, still_names

__all__ = ["content_of", "day_of", "extend", "lines", "lines_of"]


def content_of(path: str | Path) -> bytes:
    """Return what a file of decisions holds while nobody adds to it; nothing if it is not there.

    Raises
    ------
    DecisionError
        The file cannot be read.

    >>> content_of("nowhere.csv")
    b''
    """
    try:
        with _opened(Path(path), os.O_RDONLY) as handle:
            return _all_of(handle)
    except FileNotFoundError:
        return b""
    except OSError as exc:
        what, where = f"cannot be read: {exc.strerror or exc}", Where(str(path))
        raise DecisionError(what, fix="name a file that you may read", where=where) from exc


def extend(path: str | Path, more: Callable[[bytes], bytes]) -> Path:
    r"""Add to the end of a file what ``more`` makes of its content; nobody else adds meanwhile.

    The file is made if it is not there, and keeps its mode and owner if it is. It holds all of what
    is added or, where the disk is full, nothing of it.

    Raises
    ------
    DecisionError
        The file cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     content_of(extend(Path(folder) / "mine.csv", lambda old: old + b"one\n"))
    b'one\n'
    """
    path = Path(path)
    try:
        fresh = not path.exists()
        with _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as handle:
            size = os.fstat(handle).st_size
            added = memoryview(more(_all_of(handle)))
            try:
                while added:
                    added = added[os.write(handle, added) :]
                os.fsync(handle)
            except OSError:
                os.ftruncate(handle, size)
                raise
        if fresh:
            sync(path.parent)
    except OSError as exc:
        what, where = f"cannot be written: {exc.strerror or exc}", Where(str(path))
        fix = "see that the disk has room, or name a file that you may write"
        raise DecisionError(what, fix=fix, where=where) from exc
    return path


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """Open a file and hold its lock, alone if it is to be written and together with readers else.

    It is opened again if it was replaced before the lock was ours, as editors do.
    """
    while True:
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o666)
        try:
            hold(handle, shared=not flags & os.O_RDWR, wait=True)
            if still_names(path, handle):
                yield handle
                return
        finally:
            os.close(handle)


def _all_of(handle: int) -> bytes:
    with os.fdopen(os.dup(handle), "rb") as file:
        file.seek(0)
        return file.read()


def lines(path: str | Path, columns: tuple[str, ...]) -> Iterator[tuple[Where, dict[str, str]]]:
    """Yield the lines of a file of decisions, with their places; none if it is not there.

    Raises
    ------
    DecisionError
        The file cannot be read, has other columns, or a line has another number of cells.

    >>> list(lines("nowhere.csv", ("key", "decision")))
    []
    """
    yield from lines_of(content_of(path), path, columns)


def lines_of(
    content: bytes, path: str | Path, columns: tuple[str, ...]
) -> Iterator[tuple[Where, dict[str, str]]]:
    """Yield what `lines` does, of content that was read from ``path``.

    Raises
    ------
    DecisionError
        As for `lines`.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        what = f"cannot be read: {exc}"
        raise DecisionError(what, fix="it is CSV in UTF-8", where=Where(str(path))) from exc
    if not text.strip():
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        if tuple(next(row for row in reader if any(map(str.strip, row)))) != columns:
            what = "is not a file of decisions"
            fix = f"its first line is {','.join(columns)}"
            raise DecisionError(what, fix=fix, where=Where(str(path), 1))
        line = reader.line_num + 1
        for row in reader:
            if row and len(row) != len(columns):
                what = f"has {len(row)} cells for {len(columns)} columns"
                fix = "put texts with commas into quotes"
                raise DecisionError(what, fix=fix, where=Where(str(path), line))
            if row:
                yield Where(str(path), line), dict(zip(columns, row, strict=True))
            line = reader.line_num + 1
    except csv.Error as exc:
        what, where = f"is not CSV: {exc}", Where(str(path), line)
        raise DecisionError(what, fix="close the quotes of the line", where=where) from exc


def day_of(text: str, where: Where) -> date:
    """Read the day of a decision, in the column ``when``.

    >>> day_of("2026-01-02", Where("mine.csv", 2))
    datetime.date(2026, 1, 2)
    """
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        what, place = f"invalid date {text!r}", Where(where.file, where.line, "when")
        raise DecisionError(what, fix="write YYYY-MM-DD", where=place) from exc
