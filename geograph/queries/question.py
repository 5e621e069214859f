"""A question as a value: its words, its SPARQL or its analysis, its parameters and columns."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass, field

from geograph.queries.terms import directives

__all__ = ["Param", "Query"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A parameter: how its value is read, an example, and whether it must be given."""

    clean: str
    example: str
    default: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question: its words, its SPARQL, its parameters and the columns of its answer.

    ``answers`` are numbers in the project's list of sixty questions; ``columns`` is None where no
    header promises any. ``text`` is the whole file, so that line numbers in errors stay true.
    ``tells`` is the column of events or measures beside which it is shown who says what of each;
    ``analysis`` is what answers instead of SPARQL, and ``cuts`` is what of a policy it hears.
    ``needs`` are the data sets without which it has no answer; of several in one, any will do.
    """

    name: str
    file: str
    text: str
    title: str | None = None
    about: str | None = None
    answers: tuple[int, ...] = ()
    params: abc.Mapping[str, Param] = field(default_factory=dict)
    columns: tuple[str, ...] | None = None
    tells: str | None = None
    analysis: str | None = None
    cuts: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()

    @property
    def hears(self) -> frozenset[str]:
        """What of a policy it hears: ``policy`` (the rule), ``known`` (the cut), both or none."""
        if self.analysis:
            return frozenset(self.cuts)
        found = frozenset(kind for _, kind, _ in directives(self.text)) - {"param"}
        return found | {"known"} if self.tells else found
