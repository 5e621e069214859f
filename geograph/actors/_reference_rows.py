"""What the rows of the reference tables are: spells, names, codes, standings, roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A time in which a list of states (``cow``, ``gw``) counts a state under a number.

    ``start`` None means before 1816, where both lists begin; ``end`` None means still.
    """

    state: str
    scheme: str
    code: int
    abb: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that an actor had for a time only, or (``demonym``) a word for its people."""

    actor: str
    text: str
    start: date | None = None
    end: date | None = None
    demonym: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a scheme (``cameo``, ``fips``, …), or a name as one publisher writes it.

    ``start`` and ``end`` None mean as long as the actor is there; a start before that holds, for
    publishers number countries that no list counts as states yet.
    """

    actor: str
    scheme: str
    code: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a body stands to another: it ``follows`` one, or is on the ``territory`` of a state."""

    actor: str
    relation: str
    whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A name of a place, not of an actor: whose it is, and which actors may be meant."""

    name: str
    aliases: tuple[str, ...] = ()
    whose: str | None = None
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """What a measure does to its target; ``slug`` is one of `geograph.vocab.PROVISIONS`."""

    slug: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWord:
    """A role of a data set ("Ministry"), or a pattern of roles ("*ministry*").

    ``kind`` is the class of whoever has the role, ``speaks`` whether they speak for their state.
    """

    role: str
    kind: str
    speaks: bool
