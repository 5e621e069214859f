'''A question in Python: a function that carries its title, parameters and the type of its rows.

One file is one question, named as the file is::

    class Row(NamedTuple):
        """One supplier.

        source: the supplier
        transfers: how many transfers of it count
        """

        source: str
        transfers: int


    @question(title="Who supplies whom?", params={"to": Param(type="actor", example="Iran")})
    def suppliers(context: QueryContext) -> Iterator[Row]: ...
'''

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from geograph.errors import GeographError, QueryError, Where
from geograph.questions.definition import NUMBERS, RESERVED, VARIABLE, Param, Question, nearest
from geograph.questions.parameters import TYPES

if TYPE_CHECKING:
    from geograph.questions.context import QueryContext

__all__ = ["question", "question_of", "read_py"]

R = TypeVar("R")
_MEANING = re.compile(r"^\s*([a-z]\w*): (.+)$")


def question(
    *,
    title: str,
    about: str | None = None,
    answers: tuple[int, ...] = (),
    params: Mapping[str, Param] | None = None,
    needs: tuple[str, ...] = (),
    claimants: str | None = None,
    known_only: bool = False,
) -> Callable[[Callable[[QueryContext], Iterable[R]]], Question]:
    """Make a question of a function that yields rows.

    Parameters
    ----------
    title, about
        What it asks, and how the answer is to be read.
    answers
        Numbers in the project's list of sixty questions.
    params
        Its parameters by name.
    needs
        Data sets without which it has no answer; ``"sipri or ucdp"`` where any will do.
    claimants
        The column of events or measures beside which it is shown who says what of each; where a
        question takes a policy and has a column ``event``, it is that one.
    known_only
        Whether it lists claims: then it takes a day known by, and no other policy.

    Raises
    ------
    QueryError
        With file and line, if the declaration breaks a rule.
    """

    def made(function: Callable[[QueryContext], Iterable[R]]) -> Question:
        code = function.__code__
        where = Where(code.co_filename, code.co_firstlineno)
        row, columns = _row_of(function, where)
        for number in answers:
            if number not in NUMBERS:
                raise QueryError(f"no question {number}", fix="give numbers 1 to 60", where=where)
        for name, param in (params or {}).items():
            _check(name, param, where)
        if claimants is not None and claimants not in columns:
            fix = nearest(claimants, columns, "name one of its columns")
            raise QueryError(f"no column {claimants!r}", fix=fix, where=where)
        return Question(
            name=Path(code.co_filename).stem.replace("_", "-"),
            file=code.co_filename,
            title=title,
            about=about,
            answers=answers,
            params=dict(params or {}),
            columns=columns,
            meanings=_meanings(row),
            claimants=claimants,
            known_only=known_only,
            needs=tuple(tuple(some.split(" or ")) for some in needs),
            function=function,
            row=row,
        )

    return made


def _row_of(function: Callable[..., Any], where: Where) -> tuple[type[Any], tuple[str, ...]]:
    """Return the type of the rows that a function yields, and its columns."""
    fix = "write `-> Iterator[Row]`, where Row is a NamedTuple or a dataclass"
    try:
        returned = get_type_hints(function).get("return")
    except NameError as exc:
        fix = "import what the annotations name outside of `if TYPE_CHECKING`"
        raise QueryError(f"{function.__name__}: {exc}", fix=fix, where=where) from exc
    inner = get_args(returned)
    row = inner[0] if inner and inspect.isclass(get_origin(returned)) else None
    if isinstance(row, type) and is_dataclass(row):
        return row, tuple(f.name for f in fields(row))
    if isinstance(row, type) and issubclass(row, tuple) and hasattr(row, "_fields"):
        return row, tuple(row._fields)
    raise QueryError(
        f"{function.__name__} does not declare the type of its rows", fix=fix, where=where
    )


def _meanings(row: type[Any]) -> dict[str, str]:
    """Return what the columns mean: the lines ``column: meaning`` of the docstring of a row."""
    found = (_MEANING.match(line) for line in (row.__doc__ or "").splitlines())
    return {match[1]: match[2] for match in found if match}


def _check(name: str, param: Param, where: Where) -> None:
    if not re.fullmatch(VARIABLE, name) or name in RESERVED:
        fix = "small letters, digits, _; and none of " + ", ".join(sorted(RESERVED))
        raise QueryError(f"{name!r} cannot name a parameter", fix=fix, where=where)
    if param.type not in TYPES:
        fix = nearest(param.type, TYPES, f"use one of {', '.join(TYPES)}")
        what = f"parameter {name!r}: unknown type {param.type!r}"
        raise QueryError(what, fix=fix, where=where)


def question_of(module: ModuleType, file: str) -> Question:
    """Return the one question that a module declares.

    Raises
    ------
    QueryError
        If it declares none, or several.
    """
    found = [value for value in vars(module).values() if isinstance(value, Question)]
    if len(found) != 1:
        what = f"{len(found)} questions in one file" if found else "no question in the file"
        fix = "declare one function with @question(title=…)"
        raise QueryError(what, fix=fix, where=Where(file))
    return found[0]


def read_py(path: Path) -> Question:
    """Read a question from a file of Python, which is run to do so.

    Raises
    ------
    QueryError
        If there is no such file, it fails to run, or declares no question.
    """
    if not path.is_file():
        raise QueryError(f"cannot read {str(path)!r}: no such file", fix="name a file of Python")
    spec = spec_from_file_location(f"geograph_question_{abs(hash(path.resolve()))}", path)
    if spec is None or spec.loader is None:
        raise QueryError(f"cannot read {str(path)!r}", fix="name a file that ends in .py")
    module = module_from_spec(spec)
    # annotations and dataclasses are looked up by the name of their module
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except GeographError:
        raise
    except Exception as exc:  # whatever a researcher's own file can raise
        where = Where(str(path), _line(exc, path))
        fix = "correct the file, and try it with `python FILE`"
        raise QueryError(f"{type(exc).__name__}: {exc}", fix=fix, where=where) from exc
    finally:
        del sys.modules[spec.name]
    return question_of(module, str(path))


def _line(exc: Exception, path: Path) -> int | None:
    """Return the last line of a file that an error came through."""
    if isinstance(exc, SyntaxError):
        return exc.lineno
    return max(_lines(exc, path), default=None) if exc.__traceback__ else None


def _lines(exc: Exception, path: Path) -> Iterator[int]:
    step = exc.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == str(path):
            yield step.tb_lineno
        step = step.tb_next
