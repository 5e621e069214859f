"""A second engine for the same questions: rdflib's own, filled from the N-Quads of a store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pyoxigraph
import rdflib

from geograph.queries import Query
from geograph.store import Store


class Plain:
    """What `ask` needs of a store, answered by rdflib; names and tables are those of the store."""

    def __init__(self, store: Store) -> None:
        self.path, self.rows, self.actors = store.path, store.rows, store.actors
        self.releases, self.label = store.releases, store.label
        self.recorded, self.linked = store.recorded, store.linked
        dump = BytesIO()
        store._open.dump(dump, pyoxigraph.RdfFormat.N_QUADS)
        self.dataset = rdflib.Dataset(default_union=True)
        self.dataset.parse(data=dump.getvalue().decode("utf-8"), format="nquads")

    def select(self, sparql: str) -> tuple[list[str], list[tuple[object, ...]]]:
        result = self.dataset.query(sparql)
        if result.type == "ASK":
            return ["answer"], [(result.askAnswer,)]
        names = [str(variable) for variable in result.vars or ()]
        return names, [tuple(map(to_python, row)) for row in result]


def to_python(term: Any) -> object:
    if not isinstance(term, rdflib.Literal):
        return None if term is None else str(term)
    value = term.toPython()
    if isinstance(value, Decimal):
        return float(value)
    return value if type(value) in (bool, int, float, date) else str(term)


def examples(query: Query) -> Mapping[str, object]:
    """The parameters with which a question's golden answer is asked."""
    return {name: param.example for name, param in query.params.items()}


def required(query: Query) -> Mapping[str, object]:
    return {name: param.example for name, param in query.params.items() if param.required}
