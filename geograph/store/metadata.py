"""What a store says of itself: its format, its counts, its releases, graphs and decisions."""

from __future__ import annotations

import json
import shlex
from hashlib import sha256
from pathlib import Path
from typing import Any

from geograph.errors import StoreError
from geograph.store.checksums import FOLDER, META, copy_of_meta
from geograph.vocab import local

__all__ = [
    "FORMAT",
    "add_release",
    "check",
    "is_corruption",
    "loaded",
    "mark_changed",
    "other_format",
    "read_meta",
    "refused",
    "write_meta",
]

FORMAT = 5


def check(path: Path | None = None) -> str:
    """Return the advice that says more of a damaged store.

    >>> check()
    'run `geograph check`: it says what is damaged, and how to repair it'
    """
    store = "" if path is None else f" --store {shlex.quote(str(path))}"
    return f"run `geograph check{store}`: it says what is damaged, and how to repair it"


def refused(exc: Exception, path: Path | None = None) -> StoreError:
    """Return the error of an engine that refuses quads: its database is damaged, or we are wrong.

    >>> print(refused(RuntimeError("Corruption: block checksum mismatch")))
    the database is damaged: Corruption: block checksum mismatch
      fix: run `geograph check`: it says what is damaged, and how to repair it
    """
    if is_corruption(exc):
        return StoreError(f"the database is damaged: {exc}", fix=check(path))
    fix = "this is a mistake of geograph; please report it"
    return StoreError(f"cannot load the quads: {exc}", fix=fix)


def is_corruption(exc: Exception) -> bool:
    """Return whether an error of Oxigraph says that its files are damaged.

    >>> is_corruption(ValueError("Corruption: bad block")), is_corruption(ValueError("no"))
    (True, False)
    """
    return "Corruption:" in str(exc)


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
      fix: make one with `geograph build -o nowhere.db` (--empty for data sets alone), or name ...
    """
    name = f"{str(path)!r}"
    if not path.exists():
        hint = (
            f"make one with `geograph build -o {path}` (--empty for data sets alone), or name"
            " another with --store or"
        )
        raise StoreError(f"there is no store at {name}", fix=f"{hint} GEOGRAPH_STORE")
    if not path.is_dir():
        raise StoreError(f"{name} is a file; a store is a directory", fix="name a store")
    try:
        meta = json.loads((path / META).read_text(encoding="utf-8"))
        version = meta["format"]
        if not isinstance(version, int):
            raise TypeError(f"format {version!r}")
    except FileNotFoundError as exc:
        if copy_of_meta(path) is None:
            what = f"{name} is not a geograph store: it has no {META}"
            raise StoreError(what, fix="name a store") from exc
        raise StoreError(f"{name} is damaged: {META} is missing", fix=check(path)) from exc
    except OSError as exc:
        what = f"{name} cannot be read: {META}: {exc.strerror or exc}"
        raise StoreError(what, fix=check(path)) from exc
    except (ValueError, KeyError, TypeError) as exc:
        raise StoreError(
            f"{name} is damaged: cannot read {META}: {exc!r}", fix=check(path)
        ) from exc
    if version != FORMAT:
        fix = "install a newer geograph" if version > FORMAT else check(path)
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
