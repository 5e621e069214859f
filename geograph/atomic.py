"""Write a file or a folder as a whole: a reader sees the old one or the new one, never a part.

What is new is filled beside its place, under a hidden name of its own, made to last, and renamed.
Killed before that, a run leaves the old one in its place and ``.<name>.<8 hex digits>.new``, which
the next run removes: whoever still writes one holds a lock on it. A folder is moved away to
``.<name>.old`` first; killed between the two moves, a run leaves it there, and the next one puts it
back before it does anything else.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE

from geograph.errors import ExportError
from geograph.file_locks import AVAILABLE, hold, still_names

__all__ = ["STDOUT", "sync", "write_atomic", "write_folder"]

#: As a path: standard output.
STDOUT = "-"
#: How often a run looks for a name of its own; another one may take what it has just made for left.
_TRIES = 100


def write_atomic(path: str | Path, content: str | bytes | Iterable[bytes]) -> Path:
    """Write text (as UTF-8, line ends as they are) or bytes beside ``path``, then rename.

    Bytes may come in parts, which are written as they come. The mode of a file that is replaced is
    kept. ``-`` is standard output; it and what is not a regular file, as a pipe, is written to
    directly.

    Raises
    ------
    ExportError
        The folder does not exist, the path is a folder, or cannot be written.
    BrokenPipeError
        Nobody reads what is written to standard output.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = write_atomic(Path(folder) / "a.txt", "Türkiye")
    ...     path.read_text(encoding="utf-8"), os.listdir(folder)
    ('Türkiye', ['a.txt'])
    """
    path = Path(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    parts = (data,) if isinstance(data, bytes) else data
    if str(path) != STDOUT:
        if path.is_dir():
            raise ExportError(f"{str(path)!r} is a folder", fix="name a file")
        _check_parent(path)
    try:
        if str(path) == STDOUT:
            _print(parts)
        elif path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.writelines(parts)
        else:
            _replace(path.resolve(), parts)  # a link stays a link, and what it names is replaced
    except OSError as exc:
        if isinstance(exc, BrokenPipeError) and str(path) == STDOUT:
            raise
        where = "to standard output" if str(path) == STDOUT else repr(str(path))
        raise ExportError(
            f"cannot write {where}: {exc.strerror or exc}", fix="name a file you can write"
        ) from exc
    return path


def write_folder(path: str | Path, fill: Callable[[Path], None], *, names: frozenset[str]) -> Path:
    """Let ``fill`` write into a fresh folder beside ``path``, then put it in its place.

    An older folder is replaced if all in it is among ``names``: nothing foreign is ever removed.

    Raises
    ------
    ExportError
        The path is a file or a folder of other things, or cannot be written.
    """
    path = Path(path)
    if str(path) == STDOUT:
        raise ExportError("a folder cannot be written to standard output", fix="name a folder")
    _check_parent(path)
    target = path.resolve()
    old = target.with_name(f".{target.name}.old")
    try:
        with _alone(target.parent):
            _recover(target, old)
            _check_folder(target, names)
        _clean(target)
        with _fresh_folder(target) as fresh:
            fill(fresh)
            for one in (*fresh.rglob("*"), fresh):
                sync(one)
            with _alone(target.parent):
                _recover(target, old)
                _check_folder(target, names)
                _check_folder(old, names)
                _swap(target, fresh, old)
    except OSError as exc:
        raise ExportError(
            f"cannot write {str(path)!r}: {exc.strerror or exc}", fix="name a folder you can write"
        ) from exc
    return path


def sync(path: Path) -> None:
    """Make what was written to a file, or renamed in a folder, last through a loss of power."""
    if os.name == "nt" and path.is_dir():  # Windows opens no folders, and has nothing like it
        return
    with suppress(PermissionError):  # a folder that may be written to and not be listed
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _print(parts: Iterable[bytes]) -> None:
    """Write to standard output as it is, without any change of line ends."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise ExportError("standard output takes no bytes here", fix="name a file")
    stream.writelines(parts)
    stream.flush()


def _replace(target: Path, parts: Iterable[bytes]) -> None:
    """Write beside a file and rename; its mode is kept, a new one follows the umask."""
    _clean(target)
    mode = S_IMODE(target.stat().st_mode) if target.exists() else None
    fresh, handle = _fresh_file(target, 0o666 if mode is None else mode)
    try:
        with os.fdopen(handle, "wb") as file:
            if mode is not None:
                fresh.chmod(mode)  # the umask took its part of it
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
            if os.name != "nt":  # renamed under its lock, so that nobody takes it for left
                fresh.replace(target)
        if os.name == "nt":
            fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync(target.parent)


def _swap(target: Path, fresh: Path, old: Path) -> None:
    """Move a fresh folder to its place, and remove what was there."""
    if old.exists():  # a run was killed after its two moves
        shutil.rmtree(old)
    if target.exists():
        fresh.chmod(S_IMODE(target.stat().st_mode))
        target.replace(old)
        try:
            fresh.replace(target)
        except OSError:
            old.replace(target)
            raise
    else:
        fresh.replace(target)
    sync(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _recover(target: Path, old: Path) -> None:
    """Put the old folder back if a run was killed between its two moves."""
    if old.is_dir() and not target.exists():
        old.replace(target)


def _fresh_file(target: Path, mode: int) -> tuple[Path, int]:
    """Make a file beside another under a lock that says that somebody writes it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for _ in range(_TRIES):
        fresh = _beside(target)
        handle = os.open(fresh, flags, mode)
        if hold(handle) and still_names(fresh, handle):
            return fresh, handle
        os.close(handle)
    raise OSError(f"another run removes what is written beside {target.name!r}")


@contextmanager
def _fresh_folder(target: Path) -> Iterator[Path]:
    """Give a folder beside another, under the same lock; it is gone afterwards unless moved."""
    for _ in range(_TRIES):
        fresh = _beside(target)
        fresh.mkdir()
        if not AVAILABLE:
            handle = None
            break
        try:
            handle = os.open(fresh, os.O_RDONLY)
        except FileNotFoundError:
            continue
        if hold(handle) and still_names(fresh, handle):
            break
        os.close(handle)
    else:
        raise OSError(f"another run removes what is written beside {target.name!r}")
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _clean(target: Path) -> None:
    """Remove what runs that were killed left beside a file or a folder."""
    if not AVAILABLE:  # nothing tells there who still writes
        return
    left = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.new")
    try:
        beside = list(target.parent.iterdir())
    except PermissionError:
        return
    for one in beside:
        if not left.fullmatch(one.name) or one.is_symlink():
            continue
        with suppress(OSError):  # another run was quicker, or it is somebody else's
            handle = os.open(one, os.O_RDONLY)
            try:
                if hold(handle):
                    shutil.rmtree(one) if one.is_dir() else one.unlink()
            finally:
                os.close(handle)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the right to move folders in a folder, for as long as that takes."""
    if not AVAILABLE:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system of a network may lock no folders
            hold(handle, wait=True)
        yield
    finally:
        os.close(handle)


def _beside(path: Path) -> Path:
    # two runs at once do not share a name
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")


def _check_folder(path: Path, names: frozenset[str]) -> None:
    if path.exists() and not path.is_dir():
        raise ExportError(f"{str(path)!r} is a file", fix="name a folder, or remove the file")
    if path.is_dir() and (foreign := sorted({p.name for p in path.iterdir()} - names)):
        raise ExportError(
            f"the folder {str(path)!r} holds other files: {', '.join(foreign[:3])}",
            fix="name a folder that is new, empty, or an earlier export",
        )


def _check_parent(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise ExportError(
            f"there is no folder {str(path.parent)!r} to write {path.name!r} in",
            fix="make it first, or name another",
        )
