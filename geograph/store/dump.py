"""The quads of a store as sorted lines, in memory that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyoxigraph

    from geograph.store.opening import Store

__all__ = ["quads", "serialized", "sorted_quads", "sorted_triples"]

# How many bytes of lines are sorted at once; larger dumps are sorted in parts and merged.
PART = 64 * 2**20


def sorted_quads(store: Store, folder: Path) -> Iterator[bytes]:
    """Yield the quads of a store as lines of N-Quads, sorted, each once.

    Parameters
    ----------
    store
        An open store.
    folder
        An empty folder for what does not fit in memory.
    """
    import pyoxigraph as ox

    path = folder / "dump"
    store._open.dump(str(path), ox.RdfFormat.N_QUADS)
    yield from _sorted([path], folder)


def sorted_triples(store: Store, folder: Path, *graphs: Any) -> Iterator[bytes]:
    """Yield the triples of some graphs (none: of all) as lines of N-Triples, sorted, each once."""
    import pyoxigraph as ox

    paths = []
    for number, graph in enumerate(graphs or _graphs(store)):
        paths.append(folder / f"dump-{number}")
        store._open.dump(str(paths[-1]), ox.RdfFormat.N_TRIPLES, from_graph=graph)
    yield from _sorted(paths, folder)


def quads(store: Store, folder: Path, *, graphs: bool = True) -> Iterator[pyoxigraph.Quad]:
    """Yield the quads of a store, sorted by graph, subject, predicate and object.

    Parameters
    ----------
    store, folder
        As for `sorted_quads`.
    graphs
        Without them, all triples are in the default graph, and one of two graphs is one.
    """
    import pyoxigraph as ox

    default = ox.DefaultGraph()
    for number, graph in enumerate(_graphs(store) if graphs else (None,)):
        own = folder / str(number)
        own.mkdir()
        path = own / "sorted.nt"
        with path.open("wb") as file:
            wanted = () if graph is None else (graph,)
            file.writelines(sorted_triples(store, own, *wanted))
        for one in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(one.subject, one.predicate, one.object, graph or default)
        path.unlink()


def serialized(
    store: Store, folder: Path, form: str, *, prefixes: Mapping[str, str] | None = None
) -> Path:
    """Write the quads of a store as ``TRIG`` or ``JSON_LD``, or all triples as ``TURTLE``.

    Returns
    -------
    Path
        The file, in the folder.
    """
    import pyoxigraph as ox

    named = form != "TURTLE"
    found = quads(store, folder, graphs=named)
    ox.serialize(
        found if named else (quad.triple for quad in found),
        output=str(folder / "written"),
        format=getattr(ox.RdfFormat, form),
        prefixes=dict(prefixes) if prefixes else None,
    )
    return folder / "written"


def _graphs(store: Store) -> list[Any]:
    """Return the graphs in the order of their names, the default one last."""
    import pyoxigraph as ox

    return [*sorted(store._open.named_graphs(), key=str), ox.DefaultGraph()]


def _sorted(paths: list[Path], folder: Path) -> Iterator[bytes]:
    """Yield the lines of files, sorted, each once; the files are removed."""
    parts: list[Path] = []
    lines: list[bytes] = []
    size = 0
    for path in paths:
        with path.open("rb") as file:
            for line in file:
                lines.append(line)
                size += len(line)
                if size >= PART:
                    parts.append(folder / f"part-{len(parts)}")
                    with parts[-1].open("wb") as out:
                        out.writelines(sorted(set(lines)))
                    lines, size = [], 0
        path.unlink()
    files = [part.open("rb") for part in parts]
    try:
        last = None
        for line in merge(*files, sorted(set(lines))):
            if line != last:
                yield line
                last = line
    finally:
        for file, part in zip(files, parts, strict=True):
            file.close()
            part.unlink()
