"""A question as a value: its words, what answers it, its parameters and its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from geograph.display.short_repr import short_repr
from geograph.questions.directives import MARKED, directives, takes

if TYPE_CHECKING:
    from geograph.questions.context import QueryContext

__all__ = ["NUMBERS", "RESERVED", "VARIABLE", "Param", "Question", "nearest"]

#: The numbers of the project's list of sixty questions.
NUMBERS = range(1, 61)
#: How a parameter may be named, and what `ask` and the command line keep for themselves.
VARIABLE = r"[a-z][a-z0-9_]*"
RESERVED = frozenset(
    {
        *("as_of", "certain", "clock", "drop_partly_admitted", "known_by", "policy"),
        *("rivals", "searched", "voices"),
        *("allow_network", "max_memory", "timeout"),
        *("format", "help", "output", "store"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A parameter of a question.

    Parameters
    ----------
    type
        How its value is read: a key of `geograph.questions.parameters.TYPES`.
    example
        A value, for the catalogue and the tests.
    default
        The value where none is given.
    required
        Whether one must be given.
    """

    type: str
    example: str
    default: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question: its words, its SPARQL or its function, its parameters and its columns.

    ``answers`` are numbers in the project's list of sixty questions; ``columns`` is None where no
    header promises any, and ``meanings`` says what some of them mean. ``text`` is a whole ``.rq``
    file, so that line numbers in errors stay true; ``function`` answers in its place, with rows
    of the type ``row``. ``claimants`` is the column of events or measures beside which it is shown
    who says what of each; ``known_only`` that of a policy it takes only what was known when.
    ``needs`` are the data sets without which it has no answer; of several in one, any will do.
    """

    __repr__ = short_repr

    name: str
    file: str
    text: str = ""
    title: str | None = None
    about: str | None = None
    answers: tuple[int, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)
    columns: tuple[str, ...] | None = None
    meanings: Mapping[str, str] = field(default_factory=dict)
    claimants: str | None = None
    known_only: bool = False
    needs: tuple[tuple[str, ...], ...] = ()
    function: Callable[[QueryContext], Iterable[Any]] | None = None
    row: type[Any] | None = None

    @property
    def accepts(self) -> frozenset[str]:
        """What of a policy it takes: ``policy`` (the rule), ``known`` (the cut), both or none."""
        if self.function is not None:
            return frozenset({"known"} if self.known_only else {"policy", "known"})
        found = takes(self.text)
        return found | {"known"} if self.claimants else found

    @property
    def marks(self) -> bool:
        """Whether it lists all that was said, with a mark where words make no position."""
        if self.columns is None:
            return any(kind == "said" for _, kind, _ in directives(self.text))
        return MARKED in self.columns


def nearest(name: str, names: Iterable[str], otherwise: str) -> str:
    """Return a fix that names the nearest of several names, or another where none is near.

    >>> nearest("who-denys", ["who-accuses", "who-denies"], "look at the list")
    "perhaps 'who-denies'"
    """
    near = get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f"perhaps {near[0]!r}" if near else otherwise
