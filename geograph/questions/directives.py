"""The directives of a query, filled with the terms and the cuts that they stand for.

One mechanism for every engine: a directive is a whole line that is a comment to anybody else.
``#param ?x`` becomes a ``VALUES`` block. ``#policy ?event`` and ``#known ?claim`` become a filter
by a function of the store, ``gg:counts`` and ``gg:stands``, that looks up whether the event counts
and the claim stands: thousands of ids in the text would cost more than the whole answer.
``#said ?claim ?event`` keeps the claims that were said of the event, whether they stand or not, and
gives ``?marked`` why one makes no position (`geograph.policy.said`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from geograph.errors import QueryError
from geograph.vocab import GG

__all__ = ["FUNCTIONS", "MARKED", "directives", "fill", "takes"]

#: A directive has its line to itself, so that line numbers in engine errors stay true.
_NAME = r"[ \t]+\?([A-Za-z_]\w*)"
DIRECTIVE = re.compile(
    rf"^([ \t]*)#(?:(param|policy|known){_NAME}|(said){_NAME}{_NAME})[ \t]*$", re.ASCII
)
#: By which function of the store a cut is made.
FUNCTIONS = {"policy": "counts", "known": "stands", "said": "said"}
#: What says why a claim makes no position, and where a query has the answer.
MARKED = "marked"
#: What of a policy each cut takes.
_TAKES = {"policy": "policy", "known": "known", "said": "known"}


def directives(text: str) -> tuple[tuple[int, str, str], ...]:
    r"""Return line (from 1), kind and variable of each directive of a query.

    >>> directives("SELECT * WHERE {\n  #param ?actor\n  ?event ?p ?actor\n}")
    ((2, 'param', 'actor'),)
    """
    found = ((n, DIRECTIVE.match(line)) for n, line in enumerate(text.split("\n"), 1))
    return tuple(
        (n, match[2] or match[4], variable)
        for n, match in found
        if match
        for variable in (match[3], match[5], match[6])
        if variable
    )


def takes(text: str) -> frozenset[str]:
    """Return what of a policy the directives of a query take: ``policy``, ``known``, both or none.

    >>> sorted(takes("#said ?claim ?event")), sorted(takes("#param ?event"))
    (['known'], [])
    """
    return frozenset(_TAKES[kind] for _, kind, _ in directives(text) if kind in _TAKES)


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
    for number, line in enumerate(text.split("\n"), 1):
        match = DIRECTIVE.match(line)
        if match is None:
            continue
        indent, kind = match[1], match[2] or match[4]
        variables = tuple(v for v in (match[3], match[5], match[6]) if v)
        if kind == "param":
            if (terms := params.get(variables[0])) is not None:
                lines[number - 1] = f"{indent}VALUES ?{variables[0]} {{ {' '.join(terms)} }}"
        elif _TAKES[kind] in cuts:
            asked = f"({', '.join(f'?{variable}' for variable in variables)})"
            filled = f"{indent}FILTER(<{GG}{FUNCTIONS[kind]}>{asked})"
            before = None
            if kind == "said":  # what is bound has its value only from there on
                filled += f" BIND(<{GG}{MARKED}>{asked} AS ?{MARKED})"
                before = number - 1
            for variable in variables:
                _check_bound(text, kind, variable, before)
            lines[number - 1] = filled
    return "\n".join(lines)


def _check_bound(text: str, kind: str, variable: str, before: int | None) -> None:
    """Refuse a cut whose variable is named nowhere, or nowhere above it where that matters."""
    lines = text.split("\n")[:before]
    body = "\n".join(
        line for line in "\n".join(lines).partition("{")[2].split("\n") if line.lstrip()[:1] != "#"
    )
    if re.search(rf"[?$]{variable}\b", body):
        return
    a = "gg:Event" if kind == "policy" or variable == "event" else "gg:Claim"
    if before is None:
        raise QueryError(
            f"nothing but `#{kind} ?{variable}` names ?{variable}",
            fix=f"bind it, for example ?{variable} a {a}",
        )
    raise QueryError(
        f"nothing above `#{kind}` names ?{variable}",
        fix=f"bind it above that line, for example ?{variable} a {a}",
    )
