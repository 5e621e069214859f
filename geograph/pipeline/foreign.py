"""Any RDF as a named graph of its own, and its events as rows where a CONSTRUCT says how.

What others published stays as they wrote it, in ``graph/rdf/<name>``, apart from what geograph
trusts (`geograph.store.foreign_graphs`). A mapping is a SPARQL CONSTRUCT with a header; what it
constructs becomes rows of a release like those of any data set, so that they have a claimant, count
under a policy, and can be linked to events of the corpus.

Files are read in a process of their own, within limits of time and memory: a parser that is led
into endless work, or to its end, takes nothing else with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geograph.display import Table
from geograph.errors import (
    QueryError,
    RecordError,
    StoreError,
    Where,
    WorkerDied,
    WorkerError,
    WorkerMemory,
)
from geograph.pipeline.rdf_streams import RdfStream, text_at
from geograph.sources.files import digest
from geograph.store.foreign_graphs import GENERATED, file_of, is_damaged
from geograph.store.graphs import parsed
from geograph.store.metadata import mark_changed, read_meta
from geograph.store.swap import changing, find
from geograph.vocab import ID
from geograph.worker import Tell, call

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["FORMATS", "graphs", "load_rdf", "unload_graph"]

#: The formats by the endings of their files.
FORMATS = {
    "ttl": "TURTLE", "trig": "TRIG", "nt": "N_TRIPLES", "nq": "N_QUADS", "jsonld": "JSON_LD",
    "json": "JSON_LD", "rdf": "RDF_XML", "owl": "RDF_XML", "xml": "RDF_XML", "n3": "N3",
}  # fmt: skip
#: How a graph is named; the rest of its address is ours, so that it can hide no other graph.
NAME = re.compile(r"\w[\w.-]*")
#: The time that files may take: so many seconds, and one more for each so many bytes.
SECONDS, BYTES_A_SECOND = 60.0, 20_000
#: How much memory reading them may take, in bytes.
MEMORY = 4 * 2**30
_PLACE = re.compile(r"line (\d+) between columns (\d+) and (\d+)")
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
        Of the graph ``graph/rdf/<name>``: letters, digits, ``.``, ``_`` and ``-``; None takes the
        name of the first file, with ``-`` for the rest. A graph of that name that is there is
        replaced. Graphs that the files themselves name are merged in it.
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
        A file is not what its ending says, with its line, or takes more time or memory than it may.
    QueryError
        The name is not one of a graph.
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
    own = _slug(paths[0]) if name is None else _checked(name)
    graph = f"rdf/{own}"
    content = digest(sorted(paths))
    held = read_meta(target).get("graphs", {}).get(graph, {})
    if held.get("content") == content and not is_damaged(target, target, graph):
        return {"graph": f"graph/{graph}", "triples": held["triples"], "already": True}
    if dry_run:
        count = _within_limits(
            paths, lambda tell: sum(1 for _ in _lines(paths, own, tell)), progress
        )
        return {"graph": f"graph/{graph}", "triples": count, "already": False}
    with changing(target) as (new, meta):
        count = _write(file_of(new, graph), paths, own, progress)
        meta.setdefault("graphs", {})[graph] = {
            "content": content,
            "triples": count,
            "sha256": digest([file_of(new, graph)]),
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
        file_of(new, key).unlink(missing_ok=True)
        del meta["graphs"][key]
        mark_changed(meta, f"-{key}")


def _checked(name: str) -> str:
    own = name.removeprefix("graph/").removeprefix("rdf/")
    if not NAME.fullmatch(own):
        fix = "use letters, digits, '.', '_' and '-'; its address is graph/rdf/NAME"
        raise QueryError(f"{name!r} is not the name of a graph", fix=fix)
    return own


def _slug(path: Path) -> str:
    """Return the name of a file without its endings, as that of a graph.

    >>> _slug(Path("my world (2).ttl.gz"))
    'my-world-2-'
    """
    stem = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    return re.sub(r"[^\w.-]+", "-", stem).lstrip(".-") or "file"


def _write(file: Path, paths: Sequence[Path], name: str, progress: Progress | None) -> int:
    """Write the triples of files to a file of N-Triples, and return how many there are."""
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)  # it may be a link to that of the store to be replaced

    def work(tell: Tell) -> int:
        count = 0
        with file.open("w", encoding="utf-8") as text:
            for line in _lines(paths, name, tell):
                text.write(line)
                count += 1
        return count

    count = _within_limits(paths, work, progress)
    if not count:
        raise RecordError("there is no triple", fix="check the file", where=Where(str(paths[0])))
    return count


def _within_limits(
    paths: Sequence[Path], work: Callable[[Tell], int], progress: Progress | None
) -> int:
    seconds = SECONDS + _size(paths) / BYTES_A_SECOND
    where = Where(", ".join(map(str, paths)))
    try:
        return call(work, timeout=seconds, memory=MEMORY, tell=progress)
    except WorkerDied as exc:
        fix = "it may nest too deep: convert it to N-Triples, one triple a line"
        raise RecordError("ends the parser", fix=fix, where=where) from exc
    except WorkerError as exc:
        most = f"{MEMORY >> 30} GiB" if isinstance(exc, WorkerMemory) else f"{seconds:.0f} seconds"
        what = f"cannot be read within {most}"
        raise RecordError(what, fix="convert it to N-Triples, or divide it", where=where) from exc


def _size(paths: Sequence[Path]) -> int:
    """Return how many bytes some files have; one that is not there has none."""
    return sum(path.stat().st_size for path in paths if path.is_file())


def _lines(paths: Sequence[Path], name: str, tell: Tell) -> Iterator[str]:
    """Yield the triples of files as lines of N-Triples; blank nodes get names."""
    total = _size(paths)
    before = count = 0
    for path in paths:
        blanks: dict[str, str] = {}

        def named(blank: str, blanks: dict[str, str] = blanks, stem: str = _slug(path)) -> str:
            if blank not in blanks:
                blanks[blank] = f"<{GENERATED}{name}/{stem}/{len(blanks) + 1}>"
            return blanks[blank]

        read = 0

        def reading(done: int, _size: int) -> None:
            nonlocal read
            read = done

        for line in _parsed(path, named, reading):
            count += 1
            if not count % 20_000:
                tell(before + read, total, count)
            yield line
        before += path.stat().st_size


def _parsed(
    path: Path, named: Callable[[str], str], reading: Callable[[int, int], None]
) -> Iterator[str]:
    """Yield the triples of a file as lines.

    Raises
    ------
    RecordError
        The ending is not a format, the file cannot be read, or it is not of its format.
    """
    ending = path.name.removesuffix(".gz").rpartition(".")[2].casefold()
    if ending not in FORMATS:
        fix = f"name it by one of .{', .'.join(FORMATS)} (.gz may follow)"
        raise RecordError(f"no RDF format ends in .{ending}", fix=fix, where=Where(str(path)))
    form = FORMATS[ending]
    stream = RdfStream(path, xml=form == "RDF_XML", progress=reading)
    try:
        yield from parsed(stream, form, f"{ID}file/{_slug(path)}", named)
    except (SyntaxError, OSError, EOFError, ValueError, RecordError) as exc:
        raise _wrong(path, form, exc, stream.failed) from exc


def _wrong(path: Path, form: str, exc: Exception, failed: RecordError | None) -> RecordError:
    """Return what is wrong with a file, with its line and what stands there."""
    if failed is not None:
        return failed
    if not isinstance(exc, SyntaxError):
        fix = "see its path and encoding"
        return RecordError(f"cannot be read: {exc}", fix=fix, where=Where(str(path)))
    message = exc.msg
    if place := _PLACE.search(message):
        near = text_at(path, *map(int, place.groups()))
        message = f"{message.partition(': ')[2] or message}, in {near!r}"
    fix = "correct the file, or give it the ending of its format"
    return RecordError(f"is not {form}: {message}", fix=fix, where=Where(str(path), exc.lineno))
