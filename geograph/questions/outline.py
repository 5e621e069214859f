"""The outline of a SPARQL query: enough of it to ask what its answer rests on."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Outline", "outline"]

#: Strings, IRIs and comments, in which braces and words mean nothing; then what gives the outline.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n]*|[{}]|[?$]?\b[A-Za-z]\w*\b",
    re.DOTALL,
)
_CLAUSE = re.compile(r"(\s+(?:DISTINCT|REDUCED))?((?:\s+[?$]\w+)+)\s*", re.IGNORECASE)
_LIMITS = frozenset({"LIMIT", "OFFSET"})


class Outline(NamedTuple):
    """Where the parts of a SELECT query stand in its text.

    ``select`` and ``clause`` end the word SELECT and what it projects, ``start`` and ``end`` bound
    the group that it selects from; ``after`` are the words behind that group.
    """

    text: str
    select: int
    clause: int
    start: int
    end: int
    after: frozenset[str]

    def with_also(self, variables: tuple[str, ...]) -> tuple[str, bool] | None:
        r"""Return the query that projects more variables, and whether it is of distinct rows.

        None where more variables would change the answer in other ways than by more columns.

        >>> outline("SELECT DISTINCT ?who { ?c ?p ?who } ORDER BY ?who").with_also(("c",))
        ('SELECT DISTINCT ?who ?c { ?c ?p ?who } ORDER BY ?who', True)
        """
        found = _CLAUSE.fullmatch(self.text[self.select : self.clause] + " ")
        if found is None or self.after & {"GROUP", "HAVING"}:
            return None
        distinct = found[1] is not None
        if distinct and self.after & _LIMITS:
            return None
        more = "".join(f" ?{variable}" for variable in variables)
        head, tail = self.text[: self.clause].rstrip(), self.text[self.clause :]
        return f"{head}{more} {tail}", distinct

    def only(self, variables: tuple[str, ...]) -> str | None:
        r"""Return the query for some variables of the group alone; None where that says too much.

        >>> outline("SELECT (COUNT(?c) AS ?n) { ?c ?p ?who } GROUP BY ?who").only(("c",))
        'SELECT DISTINCT ?c { ?c ?p ?who }'
        """
        if self.after & {"HAVING", *_LIMITS}:
            return None
        named = " ".join(f"?{variable}" for variable in variables)
        between = self.text[self.clause : self.end]
        return f"{self.text[: self.select]} DISTINCT {named} {between}"


def outline(text: str) -> Outline | None:
    """Return the outline of a SELECT query; None of anything else."""
    select = clause = start = end = None
    depth = 0
    after: set[str] = set()
    for token in _TOKEN.finditer(text):
        word = token[0].upper()
        if word == "{":
            if depth == 0 and start is None:
                start = token.start()
            depth += 1
        elif word == "}":
            depth -= 1
            if depth == 0 and end is None:
                end = token.end()
        elif end is not None:
            after.add(word)
        elif start is None and word in ("ASK", "CONSTRUCT", "DESCRIBE") and select is None:
            return None
        elif start is None and word == "SELECT" and select is None:
            select = token.end()
        elif start is None and select is not None and word in ("FROM", "WHERE") and clause is None:
            clause = token.start()
    if select is None or start is None or end is None:
        return None
    return Outline(text, select, start if clause is None else clause, start, end, frozenset(after))
