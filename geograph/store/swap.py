"""Replace the directory of a store as a whole, so that a killed build leaves the old one intact.

A build fills ``.<name>.new`` beside the store, moves the store to ``.<name>.old``, the new one to
its place, and removes the old one. Killed before the first move, it leaves the old store in place;
between the two moves, ``recover`` puts it back; after them, the new one stands. The names are
hidden, and nothing is removed that does not look like a store, because ``geograph.db.old`` is what
people call their own copies.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import Any

from geograph.errors import StoreError
from geograph.file_locks import AVAILABLE, hold, still_names
from geograph.store.foreign_graphs import FOLDER, copy_graphs, renew
from geograph.store.hard_links import link_tree
from geograph.vocab import local

__all__ = [
    "FORMAT",
    "META",
    "add_release",
    "changing",
    "changing_locked",
    "check_target",
    "identity",
    "loaded",
    "locked",
    "mark_changed",
    "other_format",
    "read_meta",
    "recover",
    "staging",
    "swap",
    "write_meta",
]

FORMAT = 4
META = "geograph.json"
PARTS = frozenset({"oxigraph", "tables", FOLDER, META})
# Written by a build and gone when it is done.
TEXT = "quads.nq"
_PIECES = "part-*.nt"  # of a load
# How long a build waits for another one, in seconds: several builds of a corpus of dossiers.
PATIENCE = 10.0
AGAIN = "build the store again with `geograph build`"


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f".{path.name}.{what}")


def read_meta(path: Path) -> dict[str, Any]:
    """Return what a store says of itself.

    Raises
    ------
    StoreError
        There is no store, it is damaged, or it has another format.

    >>> read_meta(Path("nowhere.db"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    geograph.errors.StoreError: there is no store at 'nowhere.db'
      fix: make one with `geograph build -o nowhere.db`, or name another with ...
    """
    name = f"{str(path)!r}"
    if not path.exists():
        hint = f"make one with `geograph build -o {path}`, or name another with --store or"
        raise StoreError(f"there is no store at {name}", fix=f"{hint} GEOGRAPH_STORE")
    if not path.is_dir():
        raise StoreError(f"{name} is a file; a store is a directory", fix="name a store")
    if not (path / META).exists():
        raise StoreError(f"{name} is not a geograph store: it has no {META}", fix="name a store")
    try:
        meta = json.loads((path / META).read_text(encoding="utf-8"))
        version = meta["format"]
        if not isinstance(version, int):
            raise TypeError(f"format {version!r}")
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise StoreError(f"{name} is damaged: cannot read {META}: {exc!r}", fix=AGAIN) from exc
    if version != FORMAT:
        fix = "install a newer geograph" if version > FORMAT else AGAIN
        what = f"{name} has format {version}; this geograph reads format {FORMAT}"
        raise StoreError(what, fix=fix)
    return dict(meta)


def other_format(path: Path) -> list[str]:
    """Return the releases and decisions of a store of another format; none where it has none.

    >>> other_format(Path("nowhere.db"))
    []
    """
    try:
        meta = json.loads((path / META).read_text(encoding="utf-8"))
        if meta["format"] == FORMAT:
            return []
        held = [str(release["id"]) for release in meta.get("releases", ())]
        held += [f"graph/{name}" for name in meta.get("graphs", {})]
        return held + ["decisions"] * bool(meta.get("decisions"))
    except (OSError, ValueError, KeyError, TypeError):
        return []


def loaded(path: Path) -> list[str]:
    """Return the releases and graphs that lie in a store, whatever it says of itself.

    >>> loaded(Path("nowhere.db"))
    []
    """
    import pyoxigraph

    folders = sorted((path / "tables" / "releases").glob("*/*"))
    held = [f"release/{folder.parent.name}/{folder.name}" for folder in folders]
    held += [f"graph/rdf/{file.stem}" for file in sorted((path / FOLDER).glob("*.nt"))]
    try:
        names = pyoxigraph.Store.read_only(str(path / "oxigraph")).named_graphs()
        found = sorted(local(name.value) for name in names if hasattr(name, "value"))
    except (OSError, ValueError, RuntimeError):
        return held  # quads that cannot be read are lost already
    return held + [name for name in found if name.startswith("graph/decisions")]


def write_meta(path: Path, meta: dict[str, Any]) -> None:
    """Write what a store says of itself."""
    (path / META).write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")


def add_release(meta: dict[str, Any], release: dict[str, Any]) -> None:
    """Add a release to what a store says of itself; its mark changes with its content."""
    others = [r for r in meta.get("releases", ()) if r["id"] != release["id"]]
    meta["releases"] = sorted([*others, release], key=lambda r: str(r["id"]))
    mark_changed(meta, str(release["id"]))


def mark_changed(meta: dict[str, Any], change: str) -> None:
    """Give a store another mark, by which readers see that it is no longer what they opened."""
    meta["sha256"] = sha256(f"{meta['sha256']} {change}".encode()).hexdigest()


def copy_store(old: Path, new: Path) -> None:
    """Make the staged store a copy of another, to be added to."""
    for part in ("oxigraph", "tables"):
        link_tree(old / part, new / part)
    copy_graphs(old, new, read_meta(old).get("graphs", ()))
    shutil.copy2(old / META, new / META)


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
    if foreign or (names and META not in names):
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


def swap(path: Path) -> None:
    """Move the staged store to its place; needs the lock.

    Raises
    ------
    StoreError
        The file system refuses; the old store is in its place again.
    """
    new, old = _beside(path, "new"), _beside(path, "old")
    check_target(path)
    try:
        if path.exists():
            path.rename(old)
        try:
            new.rename(path)
        except OSError:
            recover(path)
            raise
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
            renew(new, meta.get("graphs", ()))
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
