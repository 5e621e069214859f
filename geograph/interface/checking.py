"""Check what a public function is called with against its annotations, before it does anything."""

from __future__ import annotations

import inspect
import re
import sys
import types
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, wraps
from pathlib import Path
from typing import (
    Annotated,
    Any,
    Literal,
    ParamSpec,
    TypeVar,
    Union,
    Unpack,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from geograph.errors import UsageError

__all__ = ["Range", "public"]

P = ParamSpec("P")
R = TypeVar("R")

_WORDS: dict[object, str] = {
    bool: "True or False",
    date: "a date",
    float: "a number",
    int: "a whole number",
    Path: "a path",
    str: "text",
    type(None): "None",
}
# networkx's own classes cannot be subscripted when annotations are evaluated
_GRAPH_OF_TEXT = re.compile(r"\b(nx\.\w+)\[str\]")


@dataclass(frozen=True, slots=True)
class Range:
    """The least, and if any the greatest, number that an annotated argument can be.

    >>> Range(1).holds(0), Range(0, 1).holds(0.5), str(Range(1))
    (False, True, 'of at least 1')
    """

    least: float
    greatest: float | None = None

    def holds(self, number: float) -> bool:
        """Return whether a number is within."""
        return self.least <= number and (self.greatest is None or number <= self.greatest)

    def __str__(self) -> str:
        if self.greatest is None:
            return f"of at least {self.least:g}"
        return f"from {self.least:g} to {self.greatest:g}"


def public(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function that is called only with what its annotations name.

    Raises
    ------
    UsageError
        By the function, where an argument is missing, unknown, or of another type.

    Examples
    --------
    >>> @public
    ... def double(number: int) -> int:
    ...     return 2 * number
    >>> double("2")
    Traceback (most recent call last):
    ...
    geograph.errors.UsageError: double: `number` cannot be '2' (str)
      fix: give a whole number
    """
    signature = inspect.signature(function)

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        _check(function, signature, args, kwargs)
        return function(*args, **kwargs)

    return run


def _check(
    function: Callable[..., Any],
    signature: inspect.Signature,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> None:
    name = function.__name__
    hints = _hints(function)
    for key in kwargs:
        if key not in hints and not _takes_any(signature, hints):
            near = get_close_matches(str(key), hints, n=1)
            known = f"did you mean {near[0]}?" if near else f"it has {', '.join(hints)}"
            raise UsageError(f"{name} has no argument `{key}`", fix=known)
    try:
        given = signature.bind(*args, **kwargs).arguments
    except TypeError as exc:
        raise UsageError(f"{name}: {exc}", fix=f"call it as {name}{_short(signature)}") from None
    for key, value in given.items():
        kind = signature.parameters[key].kind
        if kind is inspect.Parameter.VAR_KEYWORD:
            for option, one in value.items():
                if option in hints:
                    _refuse(name, option, one, hints[option])
        else:
            _refuse(name, key, value, hints[key])


def _takes_any(signature: inspect.Signature, hints: Mapping[str, object]) -> bool:
    """Return whether a function takes names of its own choice, such as a question's parameters."""
    return any(
        p.kind is inspect.Parameter.VAR_KEYWORD and p.name in hints
        for p in signature.parameters.values()
    )


def _refuse(function: str, name: str, value: object, hint: object) -> None:
    if not _fits(value, hint):
        shown = repr(value) if isinstance(value, str | int | float) else "an object"
        shown = shown if len(shown) < 80 else f"{shown[:77]}…"
        raise UsageError(
            f"{function}: `{name}` cannot be {shown} ({type(value).__name__})",
            fix=f"give {_words(hint)}",
        )


@cache
def _hints(function: Callable[..., Any]) -> dict[str, object]:
    """Return the types of all arguments by name; those of a typed dict of options one by one."""
    space = vars(sys.modules[function.__module__])
    plain = {
        name: _GRAPH_OF_TEXT.sub(r"\1", hint) if isinstance(hint, str) else hint
        for name, hint in function.__annotations__.items()
        if name != "return"
    }
    holder = types.SimpleNamespace(__annotations__=plain)
    found: dict[str, object] = {}
    for name, hint in get_type_hints(holder, globalns=space, include_extras=True).items():
        options = get_args(hint)[0] if get_origin(hint) is Unpack else None
        if options is not None and is_typeddict(options):
            found |= get_type_hints(options, include_extras=True)
        else:
            found[name] = hint
    return found


def _short(signature: inspect.Signature) -> str:
    shown = [p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()]
    return str(inspect.Signature(shown))


def _fits(value: Any, hint: Any) -> bool:
    """Return whether a value is of an annotated type, all its parts included."""
    origin, args = get_origin(hint), get_args(hint)
    if hint is Any or hint is object or isinstance(hint, TypeVar):
        return True
    if origin in (Union, types.UnionType):
        return any(_fits(value, one) for one in args)
    if origin is Annotated:
        limits = [one for one in args[1:] if isinstance(one, Range)]
        return _fits(value, args[0]) and all(limit.holds(value) for limit in limits)
    if origin is Literal:
        return any(type(value) is type(one) and value == one for one in args)
    if hint is None:
        return value is None
    if hint in (int, float) and isinstance(value, bool):
        return False
    if hint is float:
        return isinstance(value, int | float) and value == value
    if hint is inspect.Parameter.empty:
        return True
    kind = origin or hint
    if kind is Callable:
        return callable(value)
    if not isinstance(kind, type):
        return True
    return isinstance(value, kind) and _fits_within(value, kind, args)


def _fits_within(value: Any, kind: type, args: tuple[Any, ...]) -> bool:
    """Return whether the parts of a value are of the types that its own type names."""
    if isinstance(value, Mapping) and len(args) == 2:
        return all(_fits(k, args[0]) and _fits(v, args[1]) for k, v in value.items())
    if isinstance(value, str) and issubclass(str, kind) and kind is not str:
        return False  # one text where several are meant
    if args and isinstance(value, Collection) and kind is not tuple:
        return all(_fits(one, args[0]) for one in value)
    if kind is tuple and args:
        parts = tuple(cast(Sequence[Any], value))
        if args[-1] is Ellipsis:
            return all(_fits(one, args[0]) for one in parts)
        return len(parts) == len(args) and all(map(_fits, parts, args))
    return True


def _words(hint: Any) -> str:
    """Say in words what an annotated type is."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        told = list(dict.fromkeys(_words(one) for one in args))
        return " or ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    if origin is Annotated:
        return " ".join([_words(args[0]), *(str(one) for one in args[1:])])
    if origin is Literal:
        return " or ".join(repr(one) for one in args)
    if hint in _WORDS:
        return _WORDS[hint]
    kind = origin or hint
    if kind is Callable:
        return "a function"
    if isinstance(kind, type) and issubclass(kind, Mapping):
        return "a mapping"
    if isinstance(kind, type) and issubclass(kind, Sequence | Collection) and args:
        return f"several, each {_words(args[0])}"
    name = getattr(kind, "__name__", str(kind))
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
