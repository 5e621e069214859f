"""The pipeline: dossiers to a model, the model to quads and tables, both to a store, swapped in.

Nothing is replaced before everything is written and found valid, so whatever fails, and wherever
the process is killed, the old store is there as it was.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from heapq import merge
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from geograph import __version__
from geograph.errors import (
    DossierError,
    QueryError,
    SeveralErrors,
    StoreError,
    ValidationError,
    Where,
)
from geograph.events import tables
from geograph.events.quads import quads
from geograph.model import Model
from geograph.pipeline.validation import validate_store
from geograph.policy.bearing import with_bearing
from geograph.resolution.following import apply_again
from geograph.sources.dossier import load
from geograph.store import Store
from geograph.store.checksums import copy_of_meta
from geograph.store.foreign_graphs import copy_graphs, renew
from geograph.store.graphs import keep_default, load_quads, turtle_lines
from geograph.store.hard_links import link_tree
from geograph.store.metadata import (
    FORMAT,
    add_release,
    check,
    loaded,
    mark_changed,
    other_format,
    read_meta,
    refused,
    write_meta,
)
from geograph.store.swap import TEXT, check_whole, locked, staging, swap

__all__ = ["build", "nquads", "ontology", "write_store"]

Progress = Callable[[str], None]


def build(
    dossiers: str | Path | None = None,
    store: str | Path | None = None,
    *,
    empty: bool = False,
    validate: bool = True,
    progress: Progress | None = None,
) -> Store:
    """Build a store from dossiers and open it.

    Parameters
    ----------
    dossiers
        A folder of dossiers, or one file; None means the corpus that comes with geograph.
    store
        Where the store goes; it replaces a store that is there. None means a temporary one, which
        is removed when it is closed.
    empty
        Read no dossier: the store holds the reference data, to load data sets into. It never
        replaces one that holds dossiers.
    validate
        Whether to check the graph against its shapes before it replaces anything.
    progress
        Called with a line of text at every stage.

    Returns
    -------
    Store
        The new store, open.

    Raises
    ------
    SeveralErrors
        All mistakes of the dossiers, or of the graph; the old store is untouched.
    DossierError
        There is no dossier.
    StoreError
        Something that is not a store is in the way, or another build is at work; an empty store
        would replace one with dossiers.
    QueryError
        Dossiers are named for a store that is to be empty.

    Examples
    --------
    >>> report = "data/dossiers/2024-09-10-iran-missiles.yml"
    >>> with build(report, validate=False) as store:
    ...     store.select("ASK { ?event a <https://w3id.org/geograph/ns#ArmsTransfer> }")[1]
    [(True,)]
    """
    tell = progress or _silent
    if empty and dossiers is not None:
        raise QueryError("dossiers for an empty store", fix="leave out the dossiers, or --empty")
    tell("reading dossiers")
    model = load([]) if empty else _load(dossiers)
    corpus = "none" if empty else "given" if dossiers is not None else "shipped"
    tell(f"read {len(model.documents)} documents, {len(model.claims)} claims")
    if store is not None:
        return write_store(model, Path(store), validate=validate, corpus=corpus, progress=tell)
    folder = Path(tempfile.mkdtemp(prefix="geograph-"))
    try:
        path = folder / "geograph.db"
        write_store(model, path, validate=validate, corpus=corpus, progress=tell).close()
        return Store(path, temporary=folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def write_store(
    model: Model,
    path: Path,
    *,
    validate: bool = True,
    corpus: str = "given",
    progress: Progress | None = None,
) -> Store:
    """Write a model to the store at ``path``, as `build` does, and open it.

    ``corpus`` says which dossiers it is of: ``shipped`` with geograph, ``given``, or ``none``.
    """
    tell = progress or _silent
    model = with_bearing(model)
    path = path.expanduser().resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path), staging(path) as new:
            held = _held(path)
            if corpus == "none" and held.get("counts", {}).get("documents"):
                what = f"{str(path)!r} holds dossiers, which an empty store would drop"
                raise StoreError(what, fix="name another store with -o")
            if held.get("releases") or held.get("graphs"):
                tell("keeping the releases of data sets")
                _keep(path, new, held)
            _fill(new, model, tell, {**held, "corpus": corpus})
            if validate:
                tell("validating")
                _check(new)
            judged = {"decisions", "follows"} & held.keys()
            if judged:
                tell("applying decisions")
                meta = read_meta(new) | {name: held[name] for name in sorted(judged)}
                apply_again(new, meta)
                write_meta(new, meta)
            renew(new, held.get("graphs", ()), path)
            tell("swapping the new store in")
            swap(path)
    except OSError as exc:
        what = f"cannot write the store {str(path)!r}: {exc}"
        raise StoreError(what, fix="see that the disk has room, or choose another path") from exc
    return Store(path)


def nquads(model: Model) -> Iterator[str]:
    """Yield everything that a store of this model holds: its quads and the ontology's, sorted.

    What each claim bears on stands in the model, or is left out (`geograph.policy.bearing`).

    >>> any("ns#ArmsTransfer> <http" in line for line in nquads(Model()))
    True
    """
    return merge(quads(model), ontology())


def _silent(_message: str) -> None:
    pass


@contextmanager
def _source(dossiers: str | Path | None) -> Iterator[Path]:
    if dossiers is not None:
        yield Path(dossiers)
        return
    with as_file(files("geograph.data") / "dossiers") as path:
        yield path


def _load(dossiers: str | Path | None) -> Model:

    with _source(dossiers) as path:
        model = load(path)
        if not model.documents:
            fix = "name a folder that holds *.yml, or a file"
            raise DossierError("there is no dossier", fix=fix, where=Where(str(path)))
    return model


def ontology() -> list[str]:
    """Return the ontology as sorted N-Quads lines; it has no blank node, which a test holds."""
    return turtle_lines((files("geograph") / "ontology.ttl").read_bytes(), "graph/ontology")


def _fill(new: Path, model: Model, tell: Progress, held: dict[str, Any]) -> None:
    """Write every part of a store into a directory that is empty but for what is kept."""
    tell("writing quads")
    count, digest = _write_text(new / TEXT, nquads(model))
    tell(f"loading {count} quads")
    try:
        load_quads(new, new / TEXT)
    except (SyntaxError, ValueError, RuntimeError) as exc:
        raise refused(exc) from exc
    (new / TEXT).unlink()
    tell("writing tables")
    (new / "tables").mkdir(exist_ok=True)
    counts = tables.write(model, new / "tables")
    meta: dict[str, Any] = {
        "format": FORMAT,
        "geograph": _version(),
        "counts": counts,
        "quads": count,
        "sha256": digest,
        "corpus": held["corpus"],
    }
    for release in held.get("releases", ()):
        add_release(meta, release)
    if held.get("graphs"):
        meta["graphs"] = held["graphs"]
        mark_changed(meta, json.dumps(held["graphs"], sort_keys=True))
    write_meta(new, meta)


def _held(path: Path) -> dict[str, Any]:
    """Return what the store to be replaced says of itself; nothing where there is none to keep.

    Raises
    ------
    StoreError
        It is damaged or has another format, and holds what this build cannot carry over.
    """
    if not path.exists() or not any(path.iterdir()):
        return {}
    try:
        return read_meta(path)
    except StoreError as exc:  # building again is how it is corrected, if nothing is lost by that
        kept = json.loads(copy_of_meta(path) or "{}")
        if kept.get("releases") or kept.get("graphs") or kept.get("decisions"):
            raise
        if lost := other_format(path) or loaded(path):
            what = f"{exc.what}, and what was loaded cannot be carried over: {', '.join(lost)}"
            fix = (
                "move it away or name another path with -o, then load their files again; "
                f"`geograph check --store {path}` lists the commands"
            )
            raise StoreError(what, fix=fix) from exc
        return {}


def _keep(old: Path, new: Path, held: dict[str, Any]) -> None:
    """Carry over what was loaded: the default graph, the tables of releases, and graphs of RDF.

    The quads are a copy of the old ones without the graphs of the corpus, which is built anew.
    """
    check_whole(old, "oxigraph/")
    link_tree(old / "oxigraph", new / "oxigraph")
    link_tree(old / "tables" / "releases", new / "tables" / "releases")
    copy_graphs(old, new, held.get("graphs", ()))
    try:
        keep_default(new)
    except (OSError, ValueError, RuntimeError) as exc:
        what = f"cannot keep what was loaded into {str(old)!r}: {exc}"
        raise StoreError(what, fix=check(old)) from exc


def _write_text(path: Path, lines: Iterable[str]) -> tuple[int, str]:
    digest, count = sha256(), 0
    with path.open("wb") as file:
        for line in lines:
            data = f"{line}\n".encode()
            digest.update(data)
            file.write(data)
            count += 1
    return count, digest.hexdigest()


def _check(new: Path) -> None:

    with Store(new) as staged:
        broken = [finding for finding in validate_store(staged) if finding.severity == "error"]
    if broken:
        raise SeveralErrors(
            ValidationError(
                f"{f.message}{f' ({f.value})' if f.value else ''} [{f.rule}]",
                fix=f.fix,
                where=Where(f.where or "graph", field=f.focus),
            )
            for f in broken
        )


def _version() -> str:

    return __version__
