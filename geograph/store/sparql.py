"""What Oxigraph answers and complains of, as plain Python values and errors of one line."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from geograph.errors import QueryError
from geograph.vocab import GG, local

if TYPE_CHECKING:
    import pyoxigraph

    Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

__all__ = [
    "Function",
    "custom",
    "explain",
    "names_dataset",
    "names_graphs",
    "refuse_network",
    "to_python",
]

#: What a query can ask of local paths beside what SPARQL has: yes or no, or a text if there is one.
Function: TypeAlias = Callable[..., bool | str | None]

_AT = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
# Oxigraph hides what it knows of the cause among the characters that it would accept.
_CAUSE = re.compile(r"(?:^|, )(Prefix not found|The [^,\[\]]+)")
#: In these words mean nothing: strings, addresses, variables, names behind their prefix, comments.
_NO_WORDS = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    r"|<[^<>\"{}|^`\\\s]*>|[?$]\w+|:(?:[\w.:%-]|\\.)*|\\.|#[^\r\n]*",
    re.DOTALL,
)
_FROM = re.compile(r"(?<![\w.-])FROM(?![\w:])", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U00([0-9A-Fa-f]{6})")
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


def names_graphs(sparql: str) -> bool:
    """Return whether a query may name a graph.

    >>> names_graphs("SELECT * { GRAPH ?g { ?s ?p ?o } }"), names_graphs("ASK { ?graph ?p ?o }")
    (True, False)
    """
    return "GRAPH" in _bare(sparql).upper() or names_dataset(sparql)


def names_dataset(sparql: str) -> bool:
    """Return whether a query says by FROM which graphs it is asked of.

    >>> names_dataset("ASK FROM <urn:g> { ?s ?p ?o }"), names_dataset("ASK { ?s ex:from 'FROM' }")
    (True, False)
    """
    return _FROM.search(_bare(sparql)) is not None


@lru_cache(maxsize=4)  # one query is looked at for several words
def _bare(sparql: str) -> str:
    """Return a query without what words mean nothing in."""
    return _NO_WORDS.sub(lambda found: ":" if found[0][0] == ":" else " ", sparql)


def refuse_network(sparql: str) -> None:
    r"""Refuse a query that would ask another endpoint.

    The engine reads escaped characters anywhere, so that the word can be escaped too; and it needs
    no space before a word.

    Raises
    ------
    QueryError
        It has the word SERVICE.

    >>> refuse_network("SELECT * { S\u0045RVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    geograph.errors.QueryError: the query asks another endpoint by SERVICE
      fix: allow it with --allow-network (allow_network=True), or ask without it
    """

    def character(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= sys.maxunicode else ""

    texts = (sparql, _CODE_POINT.sub(character, sparql))
    if any("SERVICE" in _bare(text).upper() for text in texts):
        fix = "allow it with --allow-network (allow_network=True), or ask without it"
        raise QueryError("the query asks another endpoint by SERVICE", fix=fix)


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
