"""The directives of a query, filled with the terms and the cuts that they stand for.

One mechanism for every engine: a directive is a whole line that is a comment to anybody else.
``#param ?x`` becomes a ``VALUES`` block. ``#policy ?event`` and ``#known ?claim`` become a filter
by a function of the store, ``gg:counts`` and ``gg:stands``, that looks up whether the event counts
and the claim stands: thousands of ids in the text would cost more than the whole answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from geograph.errors import QueryError
from geograph.vocab import GG

__all__ = ["FUNCTIONS", "directives", "fill"]

#: A directive has its line to itself, so that line numbers in engine errors stay true.
DIRECTIVE = re.compile(r"^([ \t]*)#(param|policy|known)[ \t]+\?([A-Za-z_]\w*)[ \t]*$", re.ASCII)
#: By which function of the store a cut is made.
FUNCTIONS = {"policy": "counts", "known": "stands"}


def directives(text: str) -> tuple[tuple[int, str, str], ...]:
    r"""Return line (from 1), kind and variable of each directive of a query.

    >>> directives("SELECT * WHERE {\n  #param ?actor\n  ?event ?p ?actor\n}")
    ((2, 'param', 'actor'),)
    """
    found = ((n, DIRECTIVE.match(line)) for n, line in enumerate(text.split("\n"), 1))
    return tuple((n, match[2], match[3]) for n, match in found if match)


def fill(text: str, *, params: Mapping[str, Iterable[str]], cuts: Collection[str] = ()) -> str:
    r"""Replace the directives of a query by what they stand for.

    A parameter without terms, and a cut that is not made, stay comments: they restrict nothing.

    Parameters
    ----------
    text
        The query.
    params
        Terms of each parameter, built by `geograph.questions.parameters`.
    cuts
        Which cuts are made: ``policy``, ``known``.

    Raises
    ------
    QueryError
        If nothing but a directive names the variable of a cut: there would be nothing to filter.

    >>> print(fill("#policy ?event", params={}))
    #policy ?event
    >>> print(fill("SELECT * {\n#param ?x\n?x ?p ?o }", params={"x": ["3", "4"]}))
    SELECT * {
    VALUES ?x { 3 4 }
    ?x ?p ?o }
    """
    lines = text.split("\n")
    for number, kind, variable in directives(text):
        line = lines[number - 1]
        indent = line[: len(line) - len(line.lstrip())]
        if kind != "param":
            if kind in cuts:
                _check_bound(text, kind, variable)
                lines[number - 1] = f"{indent}FILTER(<{GG}{FUNCTIONS[kind]}>(?{variable}))"
        elif (terms := params.get(variable)) is not None:
            lines[number - 1] = f"{indent}VALUES ?{variable} {{ {' '.join(terms)} }}"
    return "\n".join(lines)


def _check_bound(text: str, kind: str, variable: str) -> None:
    body = "\n".join(
        line for line in text.partition("{")[2].split("\n") if line.lstrip()[:1] != "#"
    )
    if not re.search(rf"[?$]{variable}\b", body):
        a = "gg:Claim" if kind == "known" else "gg:Event"
        raise QueryError(
            f"nothing but `#{kind} ?{variable}` names ?{variable}",
            fix=f"say what it is, for example ?{variable} a {a}",
        )
