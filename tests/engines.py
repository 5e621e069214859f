"""A second engine for the same questions: rdflib's own, filled from the N-Quads of a store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pyoxigraph
import rdflib
from rdflib.plugins.sparql.operators import register_custom_function
from rdflib.plugins.sparql.sparql import SPARQLError

from geograph.questions import Question
from geograph.store import Store
from geograph.store.sparql import Function
from geograph.vocab import GG, local


class Plain(Store):
    """A store whose questions rdflib answers, from the same quads."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.path)
        dump = BytesIO()
        store._open.dump(dump, pyoxigraph.RdfFormat.N_QUADS)
        self.dataset = rdflib.Dataset(default_union=True)
        self.dataset.parse(data=dump.getvalue().decode("utf-8"), format="nquads")

    def select(
        self,
        sparql: str,
        *,
        functions: Mapping[str, Function] | None = None,
        network: bool = False,
    ) -> tuple[list[str], list[tuple[object, ...]]]:
        for name, function in (functions or {}).items():
            register_custom_function(rdflib.URIRef(GG + name), asking(function), override=True)
        result = self.dataset.query(sparql)
        if result.type == "ASK":
            return ["answer"], [(result.askAnswer,)]
        names = [str(variable) for variable in result.vars or ()]
        return names, [tuple(map(to_python, row)) for row in result]


def asking(function: Function) -> Any:
    """A function of local paths as rdflib calls it: what gives no value leaves unbound."""

    def asked(*terms: Any) -> rdflib.Literal:
        found = function(*(local(str(term)) for term in terms))
        if found is None:
            raise SPARQLError("no value")
        return rdflib.Literal(found)

    return asked


def to_python(term: Any) -> object:
    if not isinstance(term, rdflib.Literal):
        return None if term is None else str(term)
    value = term.toPython()
    if isinstance(value, Decimal):
        return float(value)
    return value if type(value) in (bool, int, float, date) else str(term)


def examples(query: Question) -> Mapping[str, object]:
    """The parameters with which a question's golden answer is asked."""
    return {name: param.example for name, param in query.params.items()}


def required(query: Question) -> Mapping[str, object]:
    return {name: param.example for name, param in query.params.items() if param.required}
