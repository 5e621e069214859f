"""Write a file or a folder as a whole: a reader sees the old one or the new one, never a part."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from geograph.errors import ExportError

__all__ = ["write_atomic", "write_folder"]


def write_atomic(path: str | Path, content: str | bytes | Iterable[bytes]) -> Path:
    """Write text (as UTF-8, line ends as they are) or bytes beside ``path``, then rename.

    Bytes may come in parts, which are written as they come. A path that is not a regular file, as a
    pipe, is written to directly.

    Raises
    ------
    ExportError
        The folder does not exist, the path is a folder, or cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = write_atomic(Path(folder) / "a.txt", "Türkiye")
    ...     path.read_text(encoding="utf-8"), os.listdir(folder)
    ('Türkiye', ['a.txt'])
    """
    path = Path(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_dir():
        raise ExportError(f"{str(path)!r} is a folder", fix="name a file")
    _check_parent(path)
    try:
        if path.exists() and not path.is_file():
            _write(path, data)
            return path
        target = path.resolve()  # a link stays a link, and what it names is replaced
        fresh = _beside(target, "new")
        try:
            _write(fresh, data)
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as exc:
        raise ExportError(
            f"cannot write {str(path)!r}: {exc.strerror or exc}", fix="name a file you can write"
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
    _check_parent(path)
    if path.exists() and not path.is_dir():
        raise ExportError(f"{str(path)!r} is a file", fix="name a folder, or remove the file")
    if path.is_dir() and (foreign := sorted({p.name for p in path.iterdir()} - names)):
        raise ExportError(
            f"the folder {str(path)!r} holds other files: {', '.join(foreign[:3])}",
            fix="name a folder that is new, empty, or an earlier export",
        )
    target = path.resolve()
    fresh, old = _beside(target, "new"), _beside(target, "old")
    try:
        fresh.mkdir()
        fill(fresh)
        if target.exists():
            target.replace(old)
            try:
                fresh.replace(target)
            except OSError:
                old.replace(target)
                raise
            shutil.rmtree(old)
        else:
            fresh.replace(target)
    except OSError as exc:
        raise ExportError(
            f"cannot write {str(path)!r}: {exc.strerror or exc}", fix="name a folder you can write"
        ) from exc
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return path


def _write(path: Path, data: bytes | Iterable[bytes]) -> None:
    if isinstance(data, bytes):
        path.write_bytes(data)
        return
    with path.open("wb") as file:
        file.writelines(data)


def _beside(path: Path, what: str) -> Path:
    # two runs at once do not share a name
    return path.with_name(f".{path.name}.{os.getpid()}.{what}")


def _check_parent(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise ExportError(
            f"there is no folder {str(path.parent)!r} to write {path.name!r} in",
            fix="make it first, or name another",
        )
