"""What every file of a store should hold: its size and sha256, and a copy of the store's metadata.

    <store>/geograph.json     what the store says of itself
    <store>/checksums.json    size and sha256 of every other file, and of that one its text

Each of the two says whether the other is as it was written: one that is damaged can be put back or
made anew from the other. `seal` writes the file of checksums when a store is whole, before it is
swapped in; a file that was taken over from the store before keeps the checksum that it had there,
so that damage is not taken for content.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from geograph.atomic import sync

__all__ = [
    "CHECKSUMS",
    "FOLDER",
    "META",
    "Damage",
    "Unreadable",
    "copy_of_meta",
    "damage",
    "is_taken_over",
    "read_checksums",
    "seal",
]

META = "geograph.json"
CHECKSUMS = "checksums.json"
#: The folder of graphs that others wrote (`geograph.store.foreign_graphs`).
FOLDER = "foreign"
# What the engine writes for itself: a lock and its own log, which no answer rests on.
_LOCK, _LOG = "LOCK", "LOG"

#: Size and sha256 of a file.
Sum = tuple[int, str]


class Unreadable(Exception):
    """The file of checksums cannot be used, and why."""


class Damage(NamedTuple):
    """A file of a store that is not as it was written: its path in the store, and what it is."""

    file: str
    what: str


def seal(store: Path, before: Path | None = None, lost: Collection[str] = ()) -> None:
    """Write the checksums of a staged store, and make its files last through a loss of power.

    What was loaded into the store before, and is missing in both, stays on record as missing.

    Parameters
    ----------
    store
        The staged store, whole.
    before
        The store whose files it took over, if there was one.
    lost
        Files that it should have and nobody can read: they stay on record as missing.
    """
    meta = (store / META).read_text(encoding="utf-8")
    try:
        known = {} if before is None else read_checksums(before)[0]
    except Unreadable:
        known = {}
    sums: dict[str, Sum] = {}
    for name, path in _files(store):
        if before is not None and name in known and is_taken_over(path, before / name):
            sums[name] = known[name]
        else:
            sums[name] = _sum(path)
            sync(path)
    sums |= dict.fromkeys(lost, (0, ""))
    loaded = _loaded(json.loads(meta))
    sums |= {name: known[name] for name in known.keys() - sums.keys() if name.startswith(loaded)}
    content: dict[str, Any] = {"files": dict(sorted(sums.items())), "metadata": meta}
    content["sha256"] = _own(content)
    (store / CHECKSUMS).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    for path in (store / META, store / CHECKSUMS, *_folders(store)):
        sync(path)


def read_checksums(store: Path) -> tuple[dict[str, Sum], str]:
    """Return the size and sha256 of each file of a store, and the text of its metadata.

    Raises
    ------
    Unreadable
        The file is not there, cannot be read, or was changed.
    """
    try:
        content = json.loads((store / CHECKSUMS).read_text(encoding="utf-8"))
        own = content.pop("sha256")
        sums = {str(name): (int(size), str(sha)) for name, (size, sha) in content["files"].items()}
        meta = str(content["metadata"])
    except FileNotFoundError:
        raise Unreadable("is missing") from None
    except OSError as exc:
        raise Unreadable(f"cannot be read: {exc.strerror or exc}") from exc
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise Unreadable(f"is not what was written: {exc!r}") from exc
    if own != _own(content):
        raise Unreadable("is not what was written: its own checksum differs")
    return sums, meta


def copy_of_meta(store: Path) -> str | None:
    """Return the text of the metadata of a store by its file of checksums; None if that is lost."""
    try:
        return read_checksums(store)[1]
    except Unreadable:
        return None


def damage(store: Path, below: str = "", *, sizes: bool = False) -> Iterator[Damage]:
    """Yield each file of a store that is not as it was written, in the order of their names.

    Parameters
    ----------
    store
        The path of a store.
    below
        Only files whose paths in it begin so.
    sizes
        Look at their sizes alone, which takes next to no time.

    Raises
    ------
    Unreadable
        There are no checksums to compare with.
    """
    sums, meta = read_checksums(store)
    if not below:
        try:
            if (store / META).read_text(encoding="utf-8") != meta:
                yield Damage(META, "is not what was written")
        except FileNotFoundError:
            yield Damage(META, "is missing")
        except UnicodeDecodeError:
            yield Damage(META, "is not what was written")
        except OSError as exc:
            yield Damage(META, f"cannot be read: {exc.strerror or exc}")
    for name, known in sums.items():
        if name.startswith(below) and (what := _damage(store / name, known, sizes)):
            yield Damage(name, what)


def _damage(path: Path, known: Sum, sizes: bool) -> str | None:
    try:
        if path.is_dir():
            return "is a folder"
        size = path.stat().st_size
        if size < known[0]:
            return f"has {size:,} of its {known[0]:,} bytes"
        if size > known[0] or not (sizes or _sum(path) == known):
            return "is not what was written"
    except FileNotFoundError:
        return "is missing"
    except OSError as exc:
        return f"cannot be read: {exc.strerror or exc}"
    return None


def _files(store: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that checksums are kept of, each with its path in the store."""
    for folder, folders, names in os.walk(store):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            inside = path.relative_to(store).as_posix()
            own = name in (_LOCK, _LOG) or name.startswith(f"{_LOG}.old.")
            if inside not in (META, CHECKSUMS) and not own:
                yield inside, path


def _folders(store: Path) -> Iterator[Path]:
    for folder, _, _ in os.walk(store):
        yield Path(folder)


def _loaded(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where in a store that lies which was loaded, and which no build makes anew."""
    releases = (
        str(one["id"]).replace("release/", "releases/", 1) for one in meta.get("releases", ())
    )
    graphs = (str(graph).replace("rdf/", f"{FOLDER}/", 1) for graph in meta.get("graphs", ()))
    return (*(f"tables/{one}/" for one in releases), *(f"{one}.nt" for one in graphs))


def is_taken_over(path: Path, before: Path) -> bool:
    """Return whether a file was taken over: as a hard link, or as a copy with its time."""
    try:
        one, other = path.stat(), before.stat()
    except OSError:
        return False
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _sum(path: Path) -> Sum:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _own(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
