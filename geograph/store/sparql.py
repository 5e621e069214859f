"""What Oxigraph answers and complains of, as plain Python values and errors of one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from geograph.errors import QueryError
from geograph.vocab import GG, local

if TYPE_CHECKING:
    import pyoxigraph

    Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

__all__ = ["Function", "custom", "explain", "to_python"]

#: What a query can ask of local paths beside what SPARQL has: yes or no, or a text if there is one.
Function: TypeAlias = Callable[..., bool | str | None]

_AT = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
# Oxigraph hides what it knows of the cause among the characters that it would accept.
_CAUSE = re.compile(r"(?:^|, )(Prefix not found|The [^,\[\]]+)")
_UPDATE = re.compile(r"\s*(?:PREFIX\s[^>]*>\s*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE)\b", re.I)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PYTHON: dict[str, Callable[[str], object]] = {
    f"{_XSD}boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    f"{_XSD}integer": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}float": float,
    f"{_XSD}date": date.fromisoformat,
    f"{_XSD}dateTime": datetime.fromisoformat,
}


def to_python(term: object) -> object:
    """Narrow one of Oxigraph's terms to plain Python, here and nowhere else.

    IRIs become text, typed literals their value, malformed ones their text, unbound None.

    >>> import pyoxigraph
    >>> to_python(pyoxigraph.Literal(365)), to_python(pyoxigraph.NamedNode("urn:x"))
    (365, 'urn:x')
    """
    import pyoxigraph

    if isinstance(term, pyoxigraph.Literal):
        try:
            return _PYTHON.get(term.datatype.value, str)(term.value)
        except (ValueError, KeyError):
            return term.value
    if isinstance(term, pyoxigraph.NamedNode):
        return term.value
    return None if term is None else str(term)


def custom(
    functions: Mapping[str, Function],
) -> dict[pyoxigraph.NamedNode, Callable[..., Term | None]]:
    """Return functions of local paths as functions of resources, for a query.

    None is not a value: the variable stays unbound.

    >>> import pyoxigraph
    >>> [(name, function)] = custom({"counts": {"event/a"}.__contains__}).items()
    >>> name.value, function(pyoxigraph.NamedNode("https://w3id.org/geograph/id/event/a")).value
    ('https://w3id.org/geograph/ns#counts', 'true')
    """
    import pyoxigraph

    def of_terms(function: Function) -> Callable[..., Term | None]:
        def asked(*terms: object) -> Term | None:
            found = function(*(local(getattr(term, "value", "")) for term in terms))
            return None if found is None else pyoxigraph.Literal(found)

        return asked

    return {
        pyoxigraph.NamedNode(GG + name): of_terms(function) for name, function in functions.items()
    }


def explain(sparql: str, message: str) -> QueryError:
    """Make an error of one line out of the parser's, which lists every character it would take.

    >>> print(explain("SELECT ?x {", "error at 1:12: expected one of a, b"))
    syntax error at line 1, column 12, at its end
      fix: correct the query there
    """
    found = _AT.match(message)
    if _UPDATE.match(sparql):
        return QueryError(
            "the query would change the store", fix="a store is read-only: use SELECT or ASK"
        )
    if found is None:
        return QueryError(f"the query is not SPARQL: {message}", fix="correct the query")
    line, column = int(found[1]), int(found[2])
    lines = sparql.splitlines() or [""]
    near = lines[min(line, len(lines)) - 1][column - 1 :][:40].strip()
    cause = _CAUSE.search(found[3])
    place = f"near {near!r}" if near else "at its end"
    what = f"syntax error at line {line}, column {column}, {place}"
    if cause is None:
        return QueryError(what, fix="correct the query there")
    if cause[1].startswith("Prefix"):
        fix = f"declare the prefix first, for example PREFIX gg: <{GG}>"
        return QueryError(f"{what}: a prefix is not declared", fix=fix)
    return QueryError(f"{what}: {cause[1][0].lower()}{cause[1][1:]}", fix="correct the query there")
