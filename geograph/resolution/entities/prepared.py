"""What is read of an entity once, for all the pairs that it is in."""

from __future__ import annotations

from dataclasses import dataclass

from geograph.resolution.entities.acronyms import alone
from geograph.resolution.entities.compare import read_names
from geograph.resolution.entities.entity import Entity, family
from geograph.resolution.entities.normalized_names import Name
from geograph.resolution.entities.readings import script_of

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One entity, read for comparing.

    ``names`` are its names, read, each reading once; ``texts`` their words in the order of letters;
    ``foreign`` says of each whether its script has several Latin spellings; ``acronyms`` are those
    that are all its name.
    """

    entity: Entity
    kind: str
    names: tuple[Name, ...]
    texts: tuple[str, ...]
    foreign: tuple[bool, ...]
    written: tuple[str, ...]
    acronyms: frozenset[str]
    countries: frozenset[str]


def prepare(entity: Entity) -> Prepared:
    """Read an entity for comparing.

    >>> prepare(Entity(id="x/1", kind="Person", label="LAVROV, Sergei")).texts
    ('lavrov serge',)
    """
    kind, written = family(entity.kind), entity.all_names
    names = read_names(written, kind)
    return Prepared(
        entity,
        kind,
        names,
        tuple(name.ordered for name in names),
        tuple(bool(script_of(name.text)) for name in names),
        written,
        alone(written) if kind not in ("person", "vessel") else frozenset(),
        frozenset(entity.countries),
    )
