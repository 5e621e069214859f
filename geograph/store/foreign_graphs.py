"""Graphs that others wrote, in a database of their own beside that of what is trusted.

    <store>/oxigraph/            what is trusted: dossiers, reference data, decisions, releases
    <store>/foreign/<name>.nt    what was loaded, one file for each graph
    <store>/foreign/oxigraph/    both, for queries that name graphs

The default graph of the third is the union of all that is trusted, so that what foreign graphs say
is seen by ``GRAPH`` and ``FROM`` alone. It is made anew from the other two whenever a store with
foreign graphs changes; its large files are hard links.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from geograph.store.checksums import FOLDER, Unreadable, damage, is_taken_over
from geograph.store.hard_links import link_file, link_tree
from geograph.store.metadata import refused
from geograph.vocab import GG, ID, iri

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["DATABASE", "copy_graphs", "file_of", "is_damaged", "is_own_word", "renew"]

DATABASE = f"{FOLDER}/oxigraph"
_TEXT = "trusted.nt"
#: The names that loading gives to blank nodes: resources of the foreign graph.
GENERATED = f"{ID}genid/"


def file_of(store: Path, graph: str) -> Path:
    """Return the file of a foreign graph, such as ``rdf/world``."""
    return store / FOLDER / f"{graph.removeprefix('rdf/')}.nt"


def copy_graphs(old: Path, new: Path, graphs: Collection[str]) -> None:
    """Give a staged store the foreign graphs of another; `renew` makes their database."""
    for graph in graphs:
        (new / FOLDER).mkdir(exist_ok=True)
        if file_of(old, graph).is_file():  # one that is lost can be loaded again
            link_file(file_of(old, graph), file_of(new, graph))


def renew(store: Path, graphs: Collection[str], before: Path | None = None) -> None:
    """Make the database of foreign graphs anew, or remove it where there are none.

    A graph whose file was damaged in the store ``before``, and not written since, is left out; its
    file stays on record as damaged, and can be loaded again.

    Raises
    ------
    StoreError
        The engine refuses what was written for it.
    """
    import pyoxigraph as ox

    shutil.rmtree(store / DATABASE, ignore_errors=True)
    if not graphs:
        shutil.rmtree(store / FOLDER, ignore_errors=True)
        return
    link_tree(store / "oxigraph", store / DATABASE)
    text, triples = store / FOLDER / _TEXT, ox.RdfFormat.N_TRIPLES
    try:
        database = ox.Store(str(store / DATABASE))
        with text.open("wb") as file:
            for name in list(database.named_graphs()):
                database.dump(file, triples, from_graph=name)
        database.bulk_load(path=str(text), format=triples, to_graph=ox.DefaultGraph())
        for graph in sorted(graphs):
            if is_damaged(store, before, graph):
                continue
            # by its argument, not by its text: no line can name another graph
            name = ox.NamedNode(iri(f"graph/{graph}"))
            path = str(file_of(store, graph))
            database.bulk_load(path=path, format=triples, to_graph=name)
        database.flush()
    except (SyntaxError, ValueError, RuntimeError) as exc:
        raise refused(exc) from exc
    finally:
        text.unlink(missing_ok=True)


def is_damaged(store: Path, before: Path | None, graph: str) -> bool:
    """Return whether the file of a graph is lost, or was taken over damaged."""
    file = file_of(store, graph)
    if not file.is_file():
        return True
    if before is None or not is_taken_over(file, file_of(before, graph)):
        return False
    try:
        return any(damage(before, file.relative_to(store).as_posix()))
    except Unreadable:
        return False


def is_own_word(quad: pyoxigraph.Quad) -> bool:
    """Return whether a quad uses geograph's vocabulary, or is about a resource of geograph's."""
    subject = str(getattr(quad.subject, "value", ""))
    if subject.startswith(ID) and not subject.startswith(GENERATED):
        return True
    value = str(getattr(quad.object, "value", ""))
    return quad.predicate.value.startswith(GG) or value.startswith(GG)
