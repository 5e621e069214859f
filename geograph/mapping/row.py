"""One event of a release: its class with its codes, its parties, items, dates and details."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geograph.mapping.moments import When
from geograph.mapping.parties import Found

__all__ = ["Kind", "LocalItem", "Row"]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """The class of an event with its codes; one object for each class and code.

    ``speech`` says that it is a statement by its actor, whose content is not told; ``measure`` that
    it is one whose stages or provisions are told; ``cameo`` is the full code where the data set has
    one, else the root of the class.
    """

    name: str
    speech: bool
    measure: bool
    sign: int
    durative: bool
    cameo: str | None
    plover: str | None
    coded: bool


@dataclass(frozen=True, slots=True, eq=False)
class LocalItem:
    """An item of the tree (``local`` False), or one of the data set's own below ``broader``."""

    id: str
    label: str
    kind: str
    broader: str | None
    local: bool


@dataclass(slots=True)
class Row:
    """One event of a release, as both its quads and its table row are written from."""

    id: str
    mark: int
    key: str | None
    line: int
    kind: Kind
    when: When
    actor: tuple[Found, ...]
    recipient: tuple[Found, ...]
    participant: tuple[Found, ...]
    place: tuple[Found, ...]
    item: tuple[LocalItem, ...]
    label: str
    stages: Mapping[str, date | None] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    uncertain: tuple[str, ...] = ()
