"""What `reconcile` and `link` share: the file of decisions, who judges and when, and the record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from geograph.errors import DecisionError, StoreError, UnknownActor, Where
from geograph.interface.arguments import Day, Place, Source, day_of, opened, path_of, place
from geograph.resolution.entities import Decision, Entity, append, read
from geograph.resolution.following import decisions_of, follow, followed
from geograph.store import Store
from geograph.store.swap import find, identity
from geograph.vocab import local

__all__ = ["Judged", "decisions_path", "entity_of", "record", "settled", "the_day"]

T = TypeVar("T")


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


def settled(store: Source, ask: Callable[[Store], T]) -> T:
    """Return what ``ask`` finds in a store as it is now, again if it is replaced meanwhile."""
    path = path_of(store)
    while True:
        seen = identity(find(path))
        try:
            with opened(path) as held:
                return ask(held)
        except StoreError:
            if identity(find(path)) == seen:
                raise


def record(store: Source, file: Path, made: Iterable[Decision]) -> Judged:
    """Add decisions to a file, and derive the store from all that the file holds then.

    Raises
    ------
    DecisionError
        The file is damaged, or the store holds decisions of another file that this one lacks.
    StoreError
        The store cannot be written; what was judged stands in the file.
    """
    new = tuple(made)
    meta = settled(store, lambda held: held.meta)
    held = decisions_of(meta)
    if followed(meta) != file.resolve() and (lost := set(held) - set(read(file))):
        what = f"the store holds {len(lost)} decisions of {str(followed(meta))!r} that this lacks"
        fix = f"name that file, or first: geograph link apply --decisions {file}"
        raise DecisionError(what, fix=fix, where=Where(str(file)))
    if new:
        append(file, *new, before=held)
    try:
        counts = follow(path_of(store), file)
    except StoreError as exc:
        what = f"what was judged is in {str(file)!r}, and not yet in the store: {exc.what}"
        fix = f"do not judge it again; run `geograph link apply --decisions {file}`"
        raise StoreError(what, fix=fix) from exc
    return Judged(new, file, counts["links"], counts["comparisons"])
