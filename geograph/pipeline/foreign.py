"""Any RDF as a named graph of its own, and its events as rows where a CONSTRUCT says how.

What others published stays as they wrote it, in ``graph/rdf/<name>``. A mapping is a SPARQL
CONSTRUCT with a header; what it constructs becomes rows of a release like those of any data set,
so that they have a claimant, count under a policy, and can be linked to events of the corpus.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from geograph.display import Table
from geograph.errors import RecordError, StoreError, Where
from geograph.sources.files import digest
from geograph.store.graphs import parsed, replace_graphs
from geograph.store.swap import changing, find, mark_changed, read_meta
from geograph.vocab import ID, iri

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["FORMATS", "graphs", "load_rdf", "unload_graph"]

#: The formats by the endings of their files.
FORMATS = {
    "ttl": "TURTLE", "trig": "TRIG", "nt": "N_TRIPLES", "nq": "N_QUADS", "jsonld": "JSON_LD",
    "json": "JSON_LD", "rdf": "RDF_XML", "owl": "RDF_XML", "xml": "RDF_XML", "n3": "N3",
}  # fmt: skip
_TEXT = "quads.nq"
Progress = Callable[[int, int, int], None]


def load_rdf(
    files: Sequence[str | Path],
    store: str | Path,
    *,
    name: str | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> dict[str, Any]:
    """Load RDF files into a named graph of their own.

    Parameters
    ----------
    files
        Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, by their endings; ``.gz`` too.
    store
        The path of a store.
    name
        Of the graph ``graph/rdf/<name>``; None takes the name of the first file. A graph of that
        name that is there is replaced. Graphs that the files themselves name are merged in it.
    progress
        Called with bytes read, bytes in all, and triples.
    dry_run
        Read everything and change nothing.

    Returns
    -------
    dict
        ``graph``, ``triples`` and ``already`` (whether the same content was there).

    Raises
    ------
    RecordError
        A file is not what its ending says, with its line.
    StoreError
        There is no store, or it cannot be replaced; it is left as it was.

    Notes
    -----
    Blank nodes get names of their own, numbered as they come, so that loading twice is the same.
    """
    paths = [Path(file).expanduser() for file in files]
    if not paths:
        raise RecordError("no file is named", fix="name the files: geograph load rdf FILE…")
    target = find(Path(store).expanduser().resolve())
    own = name or _stem(paths[0])
    graph = f"rdf/{own}"
    content = digest(sorted(paths))
    held = read_meta(target).get("graphs", {}).get(graph, {})
    if held.get("content") == content:
        return {"graph": f"graph/{graph}", "triples": held["triples"], "already": True}
    if dry_run:
        count = sum(1 for _ in _lines(paths, own, progress))
        return {"graph": f"graph/{graph}", "triples": count, "already": False}
    with changing(target) as (new, meta):
        count = _write(new, paths, own, progress)
        meta.setdefault("graphs", {})[graph] = {
            "content": content,
            "triples": count,
            "files": {path.name: digest([path]) for path in paths},
        }
        mark_changed(meta, f"{graph} {content}")
    return {"graph": f"graph/{graph}", "triples": count, "already": False}


def graphs(store: Store) -> Table:
    """Return the graphs of RDF in a store, with the files that they came from."""
    held = store.meta.get("graphs", {})
    rows = tuple(
        (f"graph/{name}", ", ".join(sorted(told["files"])), told["triples"])
        for name, told in sorted(held.items())
    )
    return Table(("graph", "files", "triples"), rows, "Graphs of RDF")


def unload_graph(name: str, store: str | Path) -> None:
    """Take a graph of `load_rdf` out of a store again.

    Raises
    ------
    StoreError
        There is no such graph.
    """
    target = find(Path(store).expanduser().resolve())
    key = name.removeprefix("graph/")
    with changing(target) as (new, meta):
        if key not in meta.get("graphs", {}):
            known = ", ".join(f"graph/{k}" for k in meta.get("graphs", {})) or "none"
            raise StoreError(f"there is no graph {name!r}", fix=f"there is: {known}")
        replace_graphs(new, [f"graph/{key}"])
        del meta["graphs"][key]
        mark_changed(meta, f"-{key}")


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gz").rpartition(".")[0] or path.name


def _write(new: Path, paths: Sequence[Path], name: str, progress: Progress | None) -> int:
    count = 0
    with (new / _TEXT).open("w", encoding="utf-8") as text:
        for line in _lines(paths, name, progress):
            text.write(line)
            count += 1
    if not count:
        raise RecordError("there is no triple", fix="check the file", where=Where(str(paths[0])))
    try:
        replace_graphs(new, [f"graph/rdf/{name}"], new / _TEXT)
    except (SyntaxError, ValueError, RuntimeError) as exc:
        what = f"cannot load the quads: {exc}"
        raise StoreError(what, fix="this is a mistake of geograph; please report it") from exc
    (new / _TEXT).unlink()
    return count


def _lines(paths: Sequence[Path], name: str, progress: Progress | None) -> Iterator[str]:
    """Yield the triples of files as N-Quads of one graph."""
    graph = f"<{iri(f'graph/rdf/{name}')}>"
    total = sum(path.stat().st_size for path in paths if path.is_file())
    done = count = 0
    for path in paths:
        blanks: dict[str, str] = {}

        def named(term: str, blanks: dict[str, str] = blanks, stem: str = _stem(path)) -> str:
            if not term.startswith("_:"):
                return term
            if term not in blanks:
                blanks[term] = f"<{ID}genid/{name}/{stem}/{len(blanks) + 1}>"
            return blanks[term]

        for subject, predicate, value in _parsed(path):
            count += 1
            if progress is not None and not count % 20_000:
                progress(min(done, total), total, count)
            yield f"{named(subject)} {predicate} {named(value)} {graph} .\n"
        done += path.stat().st_size


def _parsed(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of a file as N-Triples terms.

    Raises
    ------
    RecordError
        The ending is not a format, the file cannot be read, or it is not of its format.
    """
    ending = path.name.removesuffix(".gz").rpartition(".")[2].casefold()
    if ending not in FORMATS:
        fix = f"name it by one of .{', .'.join(FORMATS)} (.gz may follow)"
        raise RecordError(f"no RDF format ends in .{ending}", fix=fix, where=Where(str(path)))
    base = f"{ID}file/{_stem(path)}"
    try:
        with _opened(path) as stream:
            yield from parsed(stream, FORMATS[ending], base)
    except SyntaxError as exc:
        fix = "correct the file, or give it the ending of its format"
        raise RecordError(f"is not {FORMATS[ending]}: {exc.msg}", fix=fix,
                          where=Where(str(path), exc.lineno)) from exc  # fmt: skip
    except (OSError, EOFError, ValueError) as exc:
        raise RecordError(
            f"cannot be read: {exc}", fix="see its path and encoding", where=Where(str(path))
        ) from exc


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.name.endswith(".gz"):
        with gzip.open(path, "rb") as stream:
            yield stream  # type: ignore[misc]
    else:
        with path.open("rb") as plain:
            yield plain
