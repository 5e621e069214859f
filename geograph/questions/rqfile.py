"""One ``.rq`` file to a Question: a strict YAML header in ``#+`` lines, above SPARQL as it is.

#+ title: Who denies what
#+ answers: [25]
#+ params: {actor: {type: actor, example: Iran}}
#+ columns: [denier, denied, said]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from geograph.errors import DossierError, QueryError, Where
from geograph.questions.definition import NUMBERS, RESERVED, VARIABLE, Param, Question, nearest
from geograph.questions.directives import directives
from geograph.questions.parameters import TYPES
from geograph.yamlsafe import Listing, Mapping, Scalar, Tree, read_text

__all__ = ["parse", "read_rq"]

KEYS = ("title", "about", "answers", "params", "columns", "claimants")
WORDS = ("title", "about", "claimants")
PARAM_KEYS = ("type", "example", "default", "required")


def read_rq(path: Path) -> Question:
    """Read a question from a file of SPARQL.

    Raises
    ------
    QueryError
        If the file cannot be read, or its header breaks a rule.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise QueryError(f"cannot read {str(path)!r}: {exc}", fix="name a UTF-8 file") from exc
    return parse(text, name=path.stem, file=str(path))


def parse(text: str, *, name: str, file: str) -> Question:
    r"""Read a question; text without ``#+`` lines is one without title and parameters.

    Parameters
    ----------
    text
        The whole file.
    name
        What it is called.
    file
        Where it stands, for messages.

    Raises
    ------
    QueryError
        With file and line, where the header breaks a rule.

    Examples
    --------
    >>> text = "#+ title: Things\n#+ columns: [s]\nSELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s"
    >>> query = parse(text, name="things", file="things.rq")
    >>> query.title, query.columns
    ('Things', ('s',))
    """
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    above = next((n for n, line in enumerate(lines) if not line.startswith("#+")), len(lines))
    for number, body in enumerate(lines[above:], above + 1):
        if body.lstrip().startswith("#+"):
            raise QueryError(
                "a header line after the header",
                fix="put all `#+` lines first, without a gap",
                where=Where(file, number),
            )
    used = {variable: line for line, kind, variable in directives(text) if kind == "param"}
    if above == 0:
        for variable, number in used.items():
            raise _error(
                f"parameter {variable!r} has no header", "declare it in `params`", file, number
            )
        return Question(name=name, file=file, text=text)
    tree = _yaml("\n".join(line[2:] for line in lines[:above]), file)
    header = _entries(tree, file, None, KEYS)
    for key in ("title", "columns"):
        if key not in header:
            raise _error(f"no {key}", f"add a line `#+ {key}: …`", file, 1)
    said = {key: _text(header[key], key, file) for key in WORDS if key in header}
    query = Question(
        name=name,
        file=file,
        text=text,
        title=said["title"],
        about=said.get("about"),
        answers=_answers(header.get("answers"), file),
        params=_params(header.get("params"), file),
        columns=_texts(header["columns"], "columns", file),
        claimants=said.get("claimants"),
    )
    if query.claimants is not None and query.claimants not in (query.columns or ()):
        fix = nearest(query.claimants, query.columns or (), "name one of its columns")
        line = header["claimants"].line
        raise _error(f"no column {query.claimants!r}", fix, file, line, "claimants")
    for variable, number in used.items():
        if variable not in query.params:
            fix = nearest(variable, query.params, "declare it in `params`")
            raise _error(f"parameter {variable!r} is not in the header", fix, file, number)
    for variable in query.params:
        if variable not in used:
            fix = f"put a line `#param ?{variable}` inside WHERE"
            raise _error(f"parameter {variable!r} is never used", fix, file, header["params"].line)
    return query


def _error(what: str, fix: str, file: str, line: int, field: str | None = None) -> QueryError:
    return QueryError(what, fix=fix, where=Where(file, line, field))


def _yaml(text: str, file: str) -> Tree:
    try:
        return read_text(text, file)
    except DossierError as exc:
        fix = "a header is plain YAML, as in the other .rq files"
        raise QueryError(f"the header: {exc.what}", fix=fix, where=exc.where) from exc


def _entries(
    tree: Tree, file: str, field: str | None, keys: Iterable[str] | None = None
) -> dict[str, Tree]:
    if not isinstance(tree, Mapping):
        raise _error("not a mapping", "write `key: value`", file, tree.line, field)
    for key, _ in tree.entries:
        if keys is not None and key.text not in keys:
            fix = nearest(key.text, keys, f"use one of {', '.join(keys)}")
            raise _error(f"unknown key {key.text!r}", fix, file, key.line, field)
    return {key.text: value for key, value in tree.entries}


def _text(tree: Tree, field: str, file: str) -> str:
    if not isinstance(tree, Scalar) or tree.empty:
        raise _error("no text", "write some words", file, tree.line, field)
    return tree.text


def _texts(tree: Tree | None, field: str, file: str) -> tuple[str, ...]:
    if tree is None:
        return ()
    if not isinstance(tree, Listing) or not tree.items:
        raise _error("not a list", "write [one, two]", file, tree.line, field)
    return tuple(_text(item, field, file) for item in tree.items)


def _answers(tree: Tree | None, file: str) -> tuple[int, ...]:
    numbers = _texts(tree, "answers", file)
    for text in numbers:
        if not (text.isascii() and text.isdigit() and int(text) in NUMBERS) and tree is not None:
            fix = "give numbers 1 to 60"
            raise _error(f"no question {text!r}", fix, file, tree.line, "answers")
    return tuple(map(int, numbers))


def _params(tree: Tree | None, file: str) -> dict[str, Param]:
    found = {}
    for name, child in _entries(tree, file, "params").items() if tree else ():
        field, line = f"params.{name}", child.line
        if not re.fullmatch(VARIABLE, name) or name in RESERVED:
            fix = "small letters, digits, _; and none of " + ", ".join(sorted(RESERVED))
            raise _error(f"{name!r} cannot name a parameter", fix, file, line, field)
        given = {
            key: _text(value, f"{field}.{key}", file)
            for key, value in _entries(child, file, field, PARAM_KEYS).items()
        }
        for key in ("type", "example"):
            if key not in given:
                raise _error(f"no {key}", f"add `{key}`", file, line, field)
        if given["type"] not in TYPES:
            fix = nearest(given["type"], TYPES, f"use one of {', '.join(TYPES)}")
            raise _error(f"unknown type {given['type']!r}", fix, file, line, field)
        required = given.get("required", "false")
        if required not in ("true", "false"):
            raise _error(f"required: {required!r}", "true or false", file, line, field)
        found[name] = Param(
            type=given["type"],
            example=given["example"],
            default=given.get("default"),
            required=required == "true",
        )
    return found
