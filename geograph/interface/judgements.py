"""What `reconcile` and `link` share: the file of decisions, who judges and when, and the record."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from geograph.errors import UnknownActor
from geograph.interface.arguments import Day, Place, day_of, place
from geograph.resolution.entities import Decision, Entity, append
from geograph.resolution.linkage import apply
from geograph.vocab import local

__all__ = ["Judged", "decisions_path", "entity_of", "record", "the_day"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was recorded: the decisions, the file that holds them, and what the store now has.

    ``labels`` are those of the two entities of one decision.
    """

    decisions: tuple[Decision, ...]
    file: Path
    links: int
    comparisons: int
    labels: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Judged({self})"

    def __str__(self) -> str:
        number = len(self.decisions)
        made = f"{number} decision{'' if number == 1 else 's'}"
        return f"{made}; the store holds {self.links} links and {self.comparisons} comparisons"


def decisions_path(given: Place | None) -> Path:
    """Return the file of decisions: the one given, else ``GEOGRAPH_DECISIONS``, else one here.

    >>> decisions_path("mine.csv").name
    'mine.csv'
    """
    if given is not None:
        return place(given)
    return Path(os.environ.get("GEOGRAPH_DECISIONS") or "geograph-decisions.csv")


def the_day(on: Day | None) -> date:
    """Return the day of a judgement; None means today."""
    return day_of(on, "on") or date.today()


def entity_of(key: str, every: Mapping[str, Entity]) -> Entity:
    """Return the entity of an id or its IRI, with or without ``actor/``.

    Raises
    ------
    UnknownActor
        No entity has the id.
    """
    name = local(key.strip())
    for tried in (name, f"actor/{name}", f"state/{name}"):
        if tried in every:
            return every[tried]
    near = get_close_matches(name, every, n=3)
    fix = f"did you mean {', '.join(near)}?" if near else "geograph reconcile list names ids"
    raise UnknownActor(f"no entity has the id {key!r}", fix=fix)


def record(store: Path, file: Path, held: Iterable[Decision], made: Iterable[Decision]) -> Judged:
    """Put decisions into a store, beside those that its file holds, and then into the file."""
    new = tuple(made)
    counts = apply(store, (*held, *new))
    if new:
        append(file, *new)
    return Judged(new, file, counts["links"], counts["comparisons"])
