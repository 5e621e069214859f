"""The saved questions: two folders, of SPARQL and of Python, are their registry; the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules

from geograph.display import Table
from geograph.errors import QueryError, Where
from geograph.questions import computed
from geograph.questions.declaring import question_of, read_py
from geograph.questions.definition import NUMBERS, Question, nearest
from geograph.questions.rqfile import parse, read_rq

__all__ = [
    "OUTSIDE",
    "SUFFIXES",
    "catalogue",
    "catalogue_table",
    "find",
    "option",
    "queries",
    "read",
    "shell",
]

#: How the names of files end that hold a question.
SUFFIXES = (".rq", ".sparql", ".py")

#: Of the sixty questions those without an answer, and what they need.
OUTSIDE: Mapping[int, str] = {}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def queries(folder: Path | None = None) -> dict[str, Question]:
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
            raise QueryError(f"no folder {str(folder)!r}", fix="name a folder of .rq or .py files")
        for path in sorted((*folder.glob("*.rq"), *folder.glob("*.py"))):
            added = read(path)
            if added.name in found:
                raise QueryError(
                    f"a question {added.name!r} already exists",
                    fix="give the file another name",
                    where=Where(str(path)),
                )
            found[added.name] = added
    return dict(sorted(found.items()))


@cache
def _shipped() -> Mapping[str, Question]:
    folder = files("geograph.saved")
    texts = {f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".rq")}
    found = {
        name[:-3]: parse(text, name=name[:-3], file=f"queries/{name}")
        for name, text in sorted(texts.items())
    }
    for module in iter_modules(computed.__path__):
        name, file = module.name.replace("_", "-"), f"geograph/questions/computed/{module.name}.py"
        if name in found:
            fix = "give one of the two another name"
            raise QueryError(f"two questions {name!r}", fix=fix, where=Where(file))
        made = question_of(import_module(f"{computed.__name__}.{module.name}"), file)
        found[name] = replace(made, file=file)
    return found


def find(query: str | Path | Question) -> Question:
    """Return the question that a saved name, a path to a file, or SPARQL text stands for."""
    if isinstance(query, Question):
        return query
    if isinstance(query, Path):
        return read(query)
    if NAME.fullmatch(query):
        saved = queries()
        if query not in saved:
            fix = nearest(query, saved, "`geograph query` lists them")
            raise QueryError(f"no saved question {query!r}", fix=fix)
        return saved[query]
    if query.endswith(SUFFIXES) and "\n" not in query:
        return read(Path(query))
    return parse(query, name="query", file="the query")


def read(path: Path) -> Question:
    """Read a question from a file: of Python where its name ends so, else of SPARQL.

    Raises
    ------
    QueryError
        If the file cannot be read, or breaks a rule.
    """
    return read_py(path) if path.suffix == ".py" else read_rq(path)


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
    """Return the saved questions as Markdown: ``docs/questions.md`` is this text.

    >>> catalogue().startswith("# Saved questions")
    True
    """
    lines = [
        "# Saved questions",
        "",
        "Written by `geograph.questions.catalogue()` from the headers in `queries/` and the",
        "declarations in `geograph/questions/computed/`; a test keeps it equal. Numbers are those",
        "of the project's list of sixty questions. A question that takes its events from the",
        "policy is answered with three columns more: `status`, `asserted_by`, `denied_by`; one",
        "that lists measures which may not be relations yet has `and_also` too. No relation",
        "is shown without its claimants. A question that lists what was said has all of it:",
        "`marked` says why words make no position, having been taken back (`retracted`), being",
        "known only through a party that says the same (`attributed`), or given up by their own",
        "voice since (`overtaken`); `stance` is what words count as, so that a hedged denial is a",
        "doubt, and whoever denies that a measure was lifted denies no measure (`denies lifted`).",
        "The columns are the provenance of each row; terms are in the [glossary](glossary.md).",
        "Paths, rankings, triads and series are Python and not SPARQL, and are asked in the same",
        "way; so is a file of your own, `geograph query",
        "./mine.py`. Questions that need releases of data sets are empty without them, and say",
        "which to load. The notes of every answer say how much that answer rests on, and of how",
        "many it is a part.",
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
            lines.append(f"- `{name}`: {param.type}, {must}")
        if query.needs:
            lines.append(f"- needs releases of {', and '.join(map(' or '.join, query.needs))}")
        if query.accepts:
            flags = "--policy --as-of " if "policy" in query.accepts else ""
            lines.append(f"- accepts `{flags}--known-by --clock`")
        lines += _columns(query)
    return "\n".join(lines) + "\n"


def _columns(query: Question) -> list[str]:
    """Return the columns of a question, with what they mean where that is stated, as Markdown."""
    columns = query.columns or ()
    if not query.meanings:
        return [f"- columns: {', '.join(f'`{name}`' for name in columns)}"]
    told = ((name, query.meanings.get(name)) for name in columns)
    return ["- columns:", *(f"  - `{name}`{f': {text}' if text else ''}" for name, text in told)]


def _sixty() -> list[str]:
    """Return which of the sixty questions is answered by what, as lines of Markdown."""
    lines = ["| question | answered by |", "|---|---|"]
    for number in NUMBERS:
        names = [f"[{q.name}](#{q.name})" for q in queries().values() if number in q.answers]
        lines.append(f"| {number} | {', '.join(names) or OUTSIDE[number]} |")
    return lines


def _usage(query: Question) -> str:
    return " ".join(f"--{option(n)} {shell(p.example)}" for n, p in query.params.items())


def option(name: str) -> str:
    """Return a parameter's name as the command line has it."""
    return name.replace("_", "-")


def shell(text: str) -> str:
    """Return a value as one word of a command line."""
    return text if re.fullmatch(r"[\w.:/-]+", text) else f'"{text}"'
