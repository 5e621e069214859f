"""What a mapping says of the steps that make other records of a file's, as frozen values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from geograph.errors import Where
from geograph.sources.mapping.value_specs import Cell, Condition, DateSpec

__all__ = [
    "Agreement",
    "Cut",
    "Distinct",
    "Explode",
    "Gather",
    "Melt",
    "Memberships",
    "Ongoing",
    "Pack",
    "Sides",
    "Spells",
    "Step",
    "Times",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Melt:
    """Wide columns to rows: one record for each column that holds something.

    ``columns`` are names with ``*``, ``?`` and ``[1-9]``; the name of a column becomes ``name``
    (or the first group of ``pattern`` in it), and its cell becomes ``value``.
    """

    where: Where
    columns: tuple[str, ...]
    name: str
    value: str
    pattern: re.Pattern[str] | None = None
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explode:
    """A cell with several values to one record for each; several columns go side by side."""

    where: Where
    columns: tuple[Cell, ...]
    missing: frozenset[str] = frozenset()
    by: str = ";"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Cells with several values side by side to one column of packed values.

    Each value of the first column gets what stands beside it in the others; one value alone
    belongs to all, and of any other number nobody can tell whose they are. ``by`` are the texts
    between values, ``missing`` is compared without case. What fits ``code`` is a code of
    ``scheme`` and gets its name before it (``iso3:AUS``): in the column ``coded``, and in the first
    one where it repeats the code beside it.
    """

    where: Where
    columns: tuple[Cell, ...]
    into: str
    by: tuple[str, ...] = (";",)
    missing: frozenset[str] = frozenset()
    coded: Cell | None = None
    code: re.Pattern[str] | None = None
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """Wide columns to one column with several values, such as ``mem1`` and ``mem2``."""

    where: Where
    columns: tuple[str, ...]
    into: str
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """Records that differ only in the columns ``without`` are one, the first."""

    where: Where
    without: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ongoing:
    """Which ends mean that an event goes on: it lasts beyond the end of the data.

    ``unstated``: one that is not stated; ``ends``: one that a pattern finds in it, as EDTF;
    ``when``: where conditions hold; ``last``: one on the last day up to which the file goes.
    """

    unstated: bool = False
    ends: re.Pattern[str] | None = None
    when: tuple[Condition, ...] = ()
    last: DateSpec | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The time of a record as EDTF, in the columns ``from`` and ``to``; ``..`` for what goes on."""

    where: Where
    start: DateSpec
    end: DateSpec
    ongoing: Ongoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Spells:
    """Rows by year to spells: the years without a gap in which the columns ``of`` are the same."""

    where: Where
    of: tuple[Cell, ...]
    year: Cell
    ongoing: Ongoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A time ``from``–``to`` in pieces, in which each code means one state."""

    where: Where
    codes: tuple[Cell, ...]
    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Memberships:
    """Who was in what from when to when, to each two who were in it at one time.

    Somebody whose time met nobody's stays alone. ``either`` are flags: 1 where one of the two has
    it.
    """

    where: Where
    of: Cell
    member: Cell
    either: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Rows by participant to one record for each conflict, with the sides ``a`` and ``b``.

    ``a_on`` and ``b_on`` hold the time of each participant. What is said of a conflict as a whole
    stands in the layout ``whole``, and goes to columns ``whole_…``; where it is not given, the
    time is that of all participants, and ``highest`` are the columns of which the greatest counts.
    """

    where: Where
    of: Cell
    member: Cell
    side: Cell
    a: str
    b: str
    start: DateSpec
    end: DateSpec
    whole: str | None = None
    highest: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Votes by member and roll call to how often each two members agreed in a year.

    ``votes`` says which texts are yes (1), abstention (2) and no (3), ``others`` why another one is
    not a vote. A roll call is dated by ``date`` (a day), else by ``year``, else by its ``session``,
    of which the one number 1 was in the year ``first``; those of ``calls`` have a layout of their
    own. ``voter`` are the columns of the code or the name, the first that holds something.
    """

    where: Where
    call: Cell
    voter: tuple[Cell, ...]
    vote: Cell
    votes: Mapping[str, int]
    others: Mapping[str, str]
    scheme: str
    date: Cell
    year: Cell
    session: Cell | None = None
    first: int = 1
    calls: str | None = None


Step: TypeAlias = (
    Melt
    | Explode
    | Pack
    | Gather
    | Distinct
    | Times
    | Spells
    | Cut
    | Memberships
    | Sides
    | Agreement
)
