"""Oxigraph's quads as an rdflib ``Dataset`` that asks no other endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geograph.store.sparql import refuse_network

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

__all__ = ["as_dataset"]


def as_dataset(quads: pyoxigraph.Store) -> rdflib.Dataset:
    """Return quads as a ``Dataset`` whose default graph is the union of all graphs.

    Its ``query`` refuses SERVICE with a `QueryError`, as every query of geograph does that is not
    allowed to use the network.
    """
    import oxrdflib
    import rdflib

    class OwnQuads(oxrdflib.OxigraphStore):
        """What rdflib asks; the class is made here, since importing rdflib takes long."""

        def query(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            refuse_network(str(query))
            return super().query(query, *args, **kwargs)

    # Without default_union a Dataset answers no row for triples in named graphs.
    return rdflib.Dataset(store=OwnQuads(store=quads), default_union=True)
