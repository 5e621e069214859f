"""What others ask of Oxigraph: load, replace, keep and read graphs; engine errors pass through."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from geograph.events.nquads import node
from geograph.store.rdflib_dataset import as_dataset
from geograph.store.sparql import refuse_network
from geograph.vocab import iri

if TYPE_CHECKING:
    import rdflib

    from geograph.store.opening import Store

__all__ = [
    "constructed",
    "dataset_of",
    "keep_default",
    "load_quads",
    "parsed",
    "remove_subjects",
    "replace_graphs",
    "turtle_lines",
]

# How many subjects one update names.
_CHUNK = 5_000
# How deep triples may be terms of each other.
_TRIPLES_DEEP = 10


class RdfSource(Protocol):
    """What `parsed` reads from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return some bytes more, or none at the end."""


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


def keep_default(folder: Path) -> None:
    """Remove every named graph; the default graph stays."""
    import pyoxigraph

    database = pyoxigraph.Store(str(folder / "oxigraph"))
    for graph in list(database.named_graphs()):
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


def parsed(stream: RdfSource, form: str, base: str, blank: Callable[[str], str]) -> Iterator[str]:
    """Yield the triples of a file as lines of N-Triples, each term checked by the grammar.

    Parameters
    ----------
    stream
        What has a method ``read``.
    form
        A name such as ``TURTLE``.
    base
        What relative addresses are relative to.
    blank
        Gives a blank node the term that is written for it.

    Raises
    ------
    SyntaxError
        The stream is not of its form, or a term is none of RDF.
    ValueError
        Triple terms are nested too deep.
    """
    import pyoxigraph

    def text(term: object, depth: int = 0) -> str:
        if isinstance(term, pyoxigraph.BlankNode):
            return blank(term.value)
        if not isinstance(term, pyoxigraph.Triple):
            return str(term)
        if depth == _TRIPLES_DEEP:
            raise ValueError(f"triple terms are nested more than {_TRIPLES_DEEP} deep")
        subject, value = text(term.subject, depth + 1), text(term.object, depth + 1)
        return f"<<( {subject} {term.predicate} {value} )>>"

    syntax = getattr(pyoxigraph.RdfFormat, form)
    for quad in pyoxigraph.parse(input=stream, format=syntax, base_iri=base):  # type: ignore[arg-type]
        yield f"{text(quad.subject)} {quad.predicate} {text(quad.object)} .\n"


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
    import pyoxigraph

    store = pyoxigraph.Store()
    store.bulk_load("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return as_dataset(store)


def constructed(store: Store, sparql: str, graph: str) -> Sequence[tuple[str, str, str]] | None:
    """Return the values that a CONSTRUCT makes of one graph; None where it is not a CONSTRUCT."""
    import pyoxigraph

    refuse_network(sparql)
    answer = store._foreign.query(sparql, default_graph=pyoxigraph.NamedNode(iri(graph)))
    if not isinstance(answer, pyoxigraph.QueryTriples):
        return None
    return [(t.subject.value, t.predicate.value, t.object.value) for t in answer]
