"""Replace the directory of a store as a whole, so that a killed build leaves the old one intact.

A build fills ``.<name>.new`` beside the store, moves the store to ``.<name>.old``, the new one to
its place, and removes the old one. Killed before the first move, it leaves the old store in place;
between the two moves, ``recover`` puts it back; after them, the new one stands. The names are
hidden, and nothing is removed that does not look like a store, because ``geograph.db.old`` is what
people call their own copies.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from geograph.atomic import sync
from geograph.errors import StoreError
from geograph.file_locks import AVAILABLE, hold, still_names
from geograph.store.checksums import CHECKSUMS, FOLDER, META, Damage, Unreadable, damage, seal
from geograph.store.foreign_graphs import copy_graphs, renew
from geograph.store.hard_links import link_tree
from geograph.store.metadata import check, read_meta, write_meta

__all__ = [
    "PARTS",
    "changing",
    "changing_locked",
    "check_target",
    "check_whole",
    "find",
    "identity",
    "locked",
    "recover",
    "staging",
    "swap",
]

PARTS = frozenset({"oxigraph", "tables", FOLDER, META, CHECKSUMS})
# Written by a build and gone when it is done.
TEXT = "quads.nq"
_PIECES = "part-*.nt"  # of a load
# How long a build waits for another one, in seconds: several builds of a corpus of dossiers.
PATIENCE = 10.0


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f".{path.name}.{what}")


def copy_store(old: Path, new: Path) -> None:
    """Make the staged store a copy of another, to be added to."""
    check_whole(old, "oxigraph/", "tables/")
    for part in ("oxigraph", "tables"):
        link_tree(old / part, new / part)
    copy_graphs(old, new, read_meta(old).get("graphs", ()))
    shutil.copy2(old / META, new / META)


def check_whole(path: Path, *parts: str) -> None:
    """Refuse a store of which files are missing or cut short that nothing here writes again.

    What was loaded is not looked at, so that each of several damaged releases can be loaded again.

    Raises
    ------
    StoreError
        With the advice to look at the whole of it.
    """
    try:
        found = [one for part in parts for one in damage(path, part, sizes=True)]
    except Unreadable as exc:
        found = [Damage(CHECKSUMS, str(exc))]
    for one in found:
        if not one.file.startswith("tables/releases/"):
            what = f"{str(path)!r} is damaged: {one.file} {one.what}"
            raise StoreError(what, fix=check(path))


def check_target(path: Path) -> None:
    """Refuse to replace anything that is not a store or an empty directory.

    Raises
    ------
    StoreError
        ``path`` is a file, or holds something that no build wrote.
    """
    fix = "choose another path with -o, or move it away"
    if path.exists() and not path.is_dir():
        raise StoreError(f"{str(path)!r} is a file and will not be overwritten", fix=fix)
    if not path.exists():
        return
    names = {entry.name for entry in path.iterdir()}
    foreign = sorted(names - PARTS)
    if foreign or (names and not names & {META, CHECKSUMS}):
        reason = f"it holds {foreign[0]!r}" if foreign else f"it has no {META}"
        what = f"{str(path)!r} is not a geograph store ({reason}) and will not be overwritten"
        raise StoreError(what, fix=fix)


@contextmanager
def locked(path: Path, *, patience: float | None = None) -> Iterator[None]:
    """Hold the right to replace the store at ``path``; a dead holder loses it.

    Parameters
    ----------
    path
        Where the store is or will be.
    patience
        How many seconds to wait for another holder; None means `PATIENCE`.

    Raises
    ------
    StoreError
        Another process holds it for longer than that, or the directory above cannot be written.
    """
    if not AVAILABLE:  # Windows: a directory in use cannot be renamed there anyway
        yield
        return
    lock = _beside(path, "lock")
    deadline = time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as exc:
            what = f"cannot write in {str(path.parent)!r}: {exc.strerror}"
            raise StoreError(what, fix="choose another path with -o") from exc
        held = hold(handle)
        # The last holder may have removed the file between our opening and our locking it.
        if held and still_names(lock, handle):
            break
        os.close(handle)
        if not held and time.monotonic() > deadline:
            what = f"{str(path)!r} is locked: another build is writing it"
            raise StoreError(what, fix="wait until it has ended, then try again")
        if not held:
            time.sleep(0.02)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(handle)


def recover(path: Path) -> None:
    """Put the old store back if a build was killed between its two moves; needs the lock."""
    old = _beside(path, "old")
    if not path.exists() and (old / META).exists():
        old.rename(path)


def find(path: Path) -> Path:
    """Return the directory to open for the store at ``path``, after recovering it if need be."""
    old = _beside(path, "old")
    if path.exists() or not (old / META).exists():
        return path
    try:
        with locked(path):
            recover(path)
    except (OSError, StoreError):
        return path if path.exists() else old  # a reader without the right to write
    return path


@contextmanager
def staging(path: Path) -> Iterator[Path]:
    """Give a fresh directory to build in; needs the lock. It is gone afterwards unless swapped in.

    Raises
    ------
    StoreError
        ``path`` is not to be replaced, or what a killed build left cannot be removed.
    """
    recover(path)
    check_target(path)
    new = _beside(path, "new")
    for stale in (new, _beside(path, "old")):
        _remove(stale)
    try:
        new.mkdir()
    except OSError as exc:
        what = f"cannot write in {str(path.parent)!r}: {exc.strerror}"
        raise StoreError(what, fix="choose another path with -o") from exc
    try:
        yield new
    finally:
        _remove(new)


def swap(path: Path, *, lost: Collection[str] = ()) -> None:
    """Seal the staged store with its checksums, and move it to its place; needs the lock.

    Files that are ``lost`` stay on record as missing.

    Raises
    ------
    StoreError
        The file system refuses; the old store is in its place again.
    """
    new, old = _beside(path, "new"), _beside(path, "old")
    check_target(path)
    seal(new, path if path.exists() else None, lost)
    try:
        if path.exists():
            path.rename(old)
        try:
            new.rename(path)
        except OSError:
            recover(path)
            raise
        sync(path.parent)
    except OSError as exc:
        what = f"cannot put the new store at {str(path)!r}: {exc.strerror}"
        raise StoreError(what, fix="choose another path with -o") from exc
    _remove(old)


@contextmanager
def changing(path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give a copy of the store at ``path``, and what it says of itself; swap it in at the end.

    What it says is read under the lock, so that nothing that another process adds meanwhile is
    lost, and is written as the block leaves it. If the block raises, the store is as it was.

    Raises
    ------
    StoreError
        The store cannot be written, or another process holds it.
    """
    with locked(path), changing_locked(path) as staged:
        yield staged


@contextmanager
def changing_locked(path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Do what `changing` does for whoever holds the lock."""
    try:
        with staging(path) as new:
            copy_store(path, new)
            meta = read_meta(new)
            yield new, meta
            renew(new, meta.get("graphs", ()), path)
            write_meta(new, meta)
            swap(path)
    except OSError as exc:
        what = f"cannot write the store {str(path)!r}: {exc}"
        raise StoreError(what, fix="see that the disk has room, or choose another path") from exc


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the directory at ``path`` from the one that is swapped in; None if none.

    >>> identity(Path("nowhere.db")) is None
    True
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _remove(stale: Path) -> None:
    """Remove what a build left, and nothing else."""
    if not stale.exists():
        return
    names = (entry.name for entry in stale.iterdir())
    foreign = sorted(
        name for name in names if name not in PARTS | {TEXT} and not fnmatch(name, _PIECES)
    )
    if foreign:
        what = f"{str(stale)!r} is in the way and holds {foreign[0]!r}, which no build wrote"
        raise StoreError(what, fix="move it away")
    shutil.rmtree(stale)
