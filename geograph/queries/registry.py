"""The saved questions: the folder of ``.rq`` files is their registry, and their catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from geograph.errors import QueryError, Where
from geograph.queries.file import QUESTIONS, Query, nearest, parse, read
from geograph.table import Table

__all__ = ["OUTSIDE", "catalogue", "catalogue_table", "find", "option", "queries", "shell"]

#: Of the sixty questions those without an answer, and what they need.
OUTSIDE: Mapping[int, str] = {}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def queries(folder: Path | None = None) -> dict[str, Query]:
    """Return the saved questions by name, sorted: those that ship, and those of a folder.

    Raises
    ------
    QueryError
        If a file breaks a rule, or one of the folder has the name of one that ships.

    Examples
    --------
    >>> "who-denies" in queries()
    True
    """
    found = dict(_shipped())
    if folder is not None:
        if not folder.is_dir():
            raise QueryError(f"no folder {str(folder)!r}", fix="name a folder of .rq files")
        for path in sorted(folder.glob("*.rq")):
            if path.stem in found:
                raise QueryError(
                    f"a question {path.stem!r} ships with geograph",
                    fix="give the file another name",
                    where=Where(str(path)),
                )
            found[path.stem] = read(path)
    return dict(sorted(found.items()))


@cache
def _shipped() -> Mapping[str, Query]:
    folder = files("geograph.saved")
    texts = {f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".rq")}
    return {
        name[:-3]: parse(text, name=name[:-3], file=f"queries/{name}")
        for name, text in sorted(texts.items())
    }


def find(query: str | Path | Query) -> Query:
    """Return the question that a saved name, a path to a file, or SPARQL text stands for."""
    if isinstance(query, Query):
        return query
    if isinstance(query, Path):
        return read(query)
    if NAME.fullmatch(query):
        saved = queries()
        if query not in saved:
            fix = nearest(query, saved, "`geograph query` lists them")
            raise QueryError(f"no saved question {query!r}", fix=fix)
        return saved[query]
    if query.endswith((".rq", ".sparql")) and "\n" not in query:
        return read(Path(query))
    return parse(query, name="query", file="the query")


def catalogue_table() -> Table:
    """Return the saved questions with their parameters and numbers, one row each.

    >>> catalogue_table().columns
    ('name', 'question', 'parameters', 'numbers')
    """
    rows = tuple(
        (q.name, q.title, _usage(q) or None, ", ".join(map(str, q.answers)) or None)
        for q in queries().values()
    )
    return Table(("name", "question", "parameters", "numbers"), rows, "Saved questions")


def catalogue() -> str:
    """Return the saved questions as Markdown: ``docs/queries.md`` is this text.

    >>> catalogue().startswith("# Saved questions")
    True
    """
    lines = [
        "# Saved questions",
        "",
        "Written by `geograph.queries.catalogue()` from the headers in `queries/`; a test keeps it",
        "equal. Numbers are those of the project's list of sixty questions. A question that takes",
        "its events from the policy is answered with three columns more: `status`, `asserted_by`,",
        "`denied_by`; one that lists measures which may be no relation yet has `and_also` beside",
        "them. No relation is shown without its claimants. Paths, rankings, triads and series are",
        "computed and not SPARQL: their files name an analysis, and are asked in the same way.",
        "Those that need releases of data sets are empty without them, and say which to load.",
        "",
        *_sixty(),
    ]
    for query in queries().values():
        numbers = f" (question {', '.join(map(str, query.answers))})" if query.answers else ""
        lines += ["", f"## {query.name}", "", f"{query.title}{numbers}", ""]
        lines += [query.about, ""] if query.about else []
        lines += ["    " + f"geograph query {query.name} {_usage(query)}".rstrip(), ""]
        for name, param in query.params.items():
            must = "required" if param.required else "optional"
            must = f"`{param.default}` unless given" if param.default else must
            lines.append(f"- `{name}`: {param.clean}, {must}")
        if query.needs:
            lines.append(f"- needs releases of {', and '.join(map(' or '.join, query.needs))}")
        if query.hears:
            flags = "--policy --as-of " if "policy" in query.hears else ""
            lines.append(f"- hears `{flags}--known-by --clock`")
        lines.append(f"- columns: {', '.join(f'`{name}`' for name in query.columns or ())}")
    return "\n".join(lines) + "\n"


def _sixty() -> list[str]:
    """Return which of the sixty questions is answered by what, as lines of Markdown."""
    lines = ["| question | answered by |", "|---|---|"]
    for number in QUESTIONS:
        names = [f"[{q.name}](#{q.name})" for q in queries().values() if number in q.answers]
        lines.append(f"| {number} | {', '.join(names) or OUTSIDE[number]} |")
    return lines


def _usage(query: Query) -> str:
    return " ".join(f"--{option(n)} {shell(p.example)}" for n, p in query.params.items())


def option(name: str) -> str:
    """Return a parameter's name as the command line has it."""
    return name.replace("_", "-")


def shell(text: str) -> str:
    """Return a value as one word of a command line."""
    return text if re.fullmatch(r"[\w.:/-]+", text) else f'"{text}"'
