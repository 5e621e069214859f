"""One event of a release, and what it is made of: class, date, parties, items, details."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

__all__ = ["NEVER", "RowParty", "Kind", "LocalActor", "LocalItem", "LocalTenure", "Row", "RowDate"]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """The class of an event with its codes; one object for each class and code.

    ``speech`` says that it is a statement by its actor, whose content is not stated; ``measure``
    that it is one whose stages or provisions are stated; ``cameo`` is the full code where the data
    set has one (then it is ``coded``), else the root of the class.
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
class RowDate:
    """A date of a row: its EDTF text and the bounds that it gives.

    Remembered by the text that it was read from, so that equal dates are one object.
    """

    edtf: str | None
    start: date | None
    start_earliest: date | None
    end: date | None
    end_latest: date | None
    plain: bool


NEVER = RowDate(None, None, None, None, None, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalActor:
    """An actor of the data set's own: nobody has said that it is one of the reference data.

    ``state`` is the state for which it speaks; None for whoever speaks for no state.
    """

    id: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    state: str | None = None
    belongs: str | None = None
    identifiers: tuple[str, ...] = ()
    birth: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RowParty:
    """A party of a row: the actor's id, the state it stands for, its label, who it is if local."""

    id: str
    state: str | None
    label: str
    local: LocalActor | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LocalItem:
    """An item of the tree (``local`` False), or one of the data set's own below ``broader``."""

    id: str
    label: str
    kind: str
    broader: str | None
    local: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTenure:
    """One standing as a data set tells it; ``relation`` is ``ownedBy`` or ``memberOf``."""

    who: RowParty
    relation: str
    whom: RowParty
    role: str | None
    when: RowDate

    @property
    def id(self) -> str:
        """Its id: of two in the same role with the same days the first is kept."""
        start = self.when.start or "open"
        key = f"tenure/{self.who.id}/{self.relation}/{self.whom.id}/{start}"
        # another issue may know of an end, and somebody may be two things in one body
        more = "\x1f".join(map(str, filter(None, (self.when.end, self.role))))
        return f"{key}/{blake2b(more.encode(), digest_size=4).hexdigest()}" if more else key


@dataclass(slots=True)
class Row:
    """One event of a release, from which its columns and quads are written.

    ``weight`` is its share of what the publisher tells as one: of several delivery years.
    """

    id: str
    mark: int
    key: str | None
    line: int
    kind: Kind
    when: RowDate
    actor: tuple[RowParty, ...]
    recipient: tuple[RowParty, ...]
    participant: tuple[RowParty, ...]
    place: tuple[RowParty, ...]
    item: tuple[LocalItem, ...]
    label: str
    stages: Mapping[str, date | None] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    uncertain: tuple[str, ...] = ()
    weight: float = 1.0
