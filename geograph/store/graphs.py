"""What others ask of Oxigraph: load, replace, keep and read graphs; engine errors pass through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geograph.events.nquads import node
from geograph.vocab import iri

if TYPE_CHECKING:
    import rdflib

    from geograph.store.opening import Store

__all__ = [
    "constructed",
    "dataset_of",
    "keep_graphs",
    "load_quads",
    "parsed",
    "remove_subjects",
    "replace_graphs",
    "turtle_lines",
]

# How many subjects one update names.
_CHUNK = 5_000


def load_quads(folder: Path, path: Path) -> None:
    """Load a file of N-Quads into the store that is being written in a folder."""
    replace_graphs(folder, (), path)


def replace_graphs(folder: Path, names: Iterable[str], quads: Path | bytes | None = None) -> None:
    """Remove graphs, by their local paths, and load N-Quads in their place."""
    import pyoxigraph

    # Its files are closed with the last reference, and the directory cannot be moved before.
    database = pyoxigraph.Store(str(folder / "oxigraph"))
    for name in names:
        database.remove_graph(pyoxigraph.NamedNode(iri(name)))
    if isinstance(quads, Path):
        database.bulk_load(path=str(quads), format=pyoxigraph.RdfFormat.N_QUADS)
    elif quads is not None:
        database.bulk_load(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    database.flush()


def keep_graphs(folder: Path, names: Iterable[str]) -> None:
    """Remove every named graph but these; the default graph stays."""
    import pyoxigraph

    kept = {iri(name) for name in names}
    database = pyoxigraph.Store(str(folder / "oxigraph"))
    for graph in list(database.named_graphs()):
        if graph.value not in kept:
            database.remove_graph(graph)
    database.flush()


def remove_subjects(folder: Path, subjects: Collection[str]) -> None:
    """Remove what the default graph says of some resources, a few thousand at a time."""
    import pyoxigraph

    database = pyoxigraph.Store(str(folder / "oxigraph"))
    wanted = sorted(subjects)
    for at in range(0, len(wanted), _CHUNK):
        names = " ".join(node(key) for key in wanted[at : at + _CHUNK])
        database.update(f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {names} }} ?s ?p ?o }}")
    database.flush()


def parsed(stream: IO[bytes], form: str, base: str) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of a file as N-Triples terms; ``form`` is a name such as ``TURTLE``."""
    import pyoxigraph

    syntax = getattr(pyoxigraph.RdfFormat, form)
    for quad in pyoxigraph.parse(input=stream, format=syntax, base_iri=base, lenient=True):
        yield str(quad.subject), str(quad.predicate), str(quad.object)


def turtle_lines(text: bytes, graph: str) -> list[str]:
    """Return Turtle without blank nodes as sorted N-Quads lines of one graph.

    >>> turtle_lines(b"<urn:a> <urn:b> 1 .", "graph/x")[0][:17]
    '<urn:a> <urn:b> "'
    """
    import pyoxigraph

    name = pyoxigraph.NamedNode(iri(graph))
    found = (
        pyoxigraph.Quad(q.subject, q.predicate, q.object, name)
        for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    )
    written = pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.N_QUADS)
    return sorted({line.decode() for line in (written or b"").splitlines()})


def dataset_of(lines: Iterable[str]) -> rdflib.Dataset:
    """Return N-Quads lines as a dataset, read by Oxigraph, which is faster at it than rdflib."""
    import oxrdflib
    import pyoxigraph
    import rdflib

    store = pyoxigraph.Store()
    store.bulk_load("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store), default_union=True)


def constructed(store: Store, sparql: str, graph: str) -> Sequence[tuple[str, str, str]] | None:
    """Return the values that a CONSTRUCT makes of one graph; None where it is not a CONSTRUCT."""
    import pyoxigraph

    answer = store._open.query(sparql, default_graph=pyoxigraph.NamedNode(iri(graph)))
    if not isinstance(answer, pyoxigraph.QueryTriples):
        return None
    return [(t.subject.value, t.predicate.value, t.object.value) for t in answer]
