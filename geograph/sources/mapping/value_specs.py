"""What a mapping says of single values, as frozen values: cells, conditions, dates, parties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from geograph.sources.files import MISSING, with_floats

__all__ = [
    "PACK",
    "PROOFS",
    "Cell",
    "Choice",
    "Condition",
    "Detail",
    "DateSpec",
    "PartySpec",
    "ItemSpec",
]

#: What stands between the parts of a packed party (see `PartySpec`).
PACK = "\x1f"

#: What follows from a CAMEO code and may stand in a column of its own.
PROOFS = ("root", "quad", "label", "goldstein")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where a value stands: one column or several joined, or a constant; and how it is cleaned.

    ``missing`` are texts that stand for nothing, beside those that do so nearly everywhere
    (`MISSING`); ``keep`` are such of these as are values here. ``pattern`` cuts out its first
    group, and what it does not match is nothing. ``lookup`` maps what is left (a key that ends in
    ``*`` stands for all values that begin so, the longest such key counts); a value that is not in
    it becomes
    ``default`` where one is given (``"="`` keeps the value itself), else the row is dropped.
    ``split`` takes the text apart into several values.
    """

    columns: tuple[str, ...] = ()
    constant: str | None = None
    join: str = " "
    missing: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    lookup: Mapping[str, str] | None = None
    default: str | None = None
    split: str | None = None
    keep: frozenset[str] = frozenset()

    @property
    def marks(self) -> frozenset[str]:
        """The texts that stand for nothing in this cell; what a lookup names is a value."""
        known = self.keep.union(self.lookup or ())
        return (MISSING - known if known else MISSING) | with_floats(self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a row specification applies: the cell holds one of the values, or none of them."""

    cell: Cell
    values: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The class of an event: fixed, or from a cell by its name, CAMEO code or CAMEO label.

    ``proof`` are cells that follow from a CAMEO code (its root, quad class, label or Goldstein
    score), so that a code which has lost its leading zero is told.
    """

    scheme: str
    cell: Cell
    proof: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySpec:
    """Who takes part: a cell read in a scheme, at the date of the row.

    ``scheme`` is ``name``, ``role`` (ICEWS), ``cameo_actor`` (a CAMEO code such as IRQMIL),
    ``local`` (always an actor of the data set's own), ``party`` (a row of a `PartyTable`), ``key``
    (one whom another record describes under this key), ``actor`` (a fixed one), or a scheme of
    codes (``cow``, ``gw``, ``iso2``, ``cameo``, …).
    ``unknown`` says what becomes of a name that nobody has: ``local`` an actor of the data set's
    own, ``drop`` the row is dropped, ``omit`` only the party is. ``late`` says the same of a name
    that nobody has at the date: ``take`` whoever has it next, or ``drop`` the row. ``kinds`` are
    the classes that a name may mean; None stands for states, organisations of states, and, where
    none of these has the name at the time, whoever governs a territory without being a state.
    ``state`` is the cell with the state that a local actor belongs to, and ``speaks`` the condition
    under which it speaks for it.
    ``packed`` names the parts of each value where a function beside the mapping put a name and what
    is reported of it into one text; ``kind``, ``state`` and ``speaks`` are then of
    these parts. ``on`` are the dates at which the values of the cell are read, one beside each,
    where they are not that of the row.
    """

    cell: Cell
    scheme: str = "name"
    kinds: tuple[str, ...] | None = None
    unknown: str = "local"
    late: str = "take"
    kind: Cell = field(default_factory=lambda: Cell(constant="Organisation"))
    label: Cell | None = None
    state: Cell | None = None
    state_scheme: str = "name"
    speaks: Condition | None = None
    table: str | None = None
    packed: tuple[str, ...] = ()
    on: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpec:
    """A date: one EDTF or formatted cell, or year, month and day in cells of their own.

    ``form`` is how a single cell is written: one of `FORMS`. Of several, those that a file has
    count, and day and month stand in one order in the whole of it.
    ``until`` is the end of an interval, ``open`` the texts that stand for "still going on".
    ``precision`` is a cell that says ``day``, ``month`` or ``year`` where a publisher writes a
    whole day but does not know it; ``month or range`` and ``year or range`` keep two different
    days.
    """

    cell: Cell | None = None
    form: tuple[str, ...] = ("edtf",)
    year: Cell | None = None
    month: Cell | None = None
    day: Cell | None = None
    until: DateSpec | None = None
    open: frozenset[str] = frozenset()
    unsure: Cell | None = None
    precision: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSpec:
    """An item: a name in the tree of weapons, else one of the data set's own below ``family``."""

    cell: Cell
    family: Cell | None = None
    kind: str = "WeaponSystem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One more column of a row: its type, what it means, and the cell that marks it uncertain.

    ``type`` is text, category, number, integer, flag, date or texts; a category is a text or code
    of a closed list, of which 3.0 is 3. ``unit`` is in what a number is counted. ``decimal`` is
    what stands before the decimals of its numbers, a full stop or a comma; ``signed`` says that a
    number may be negative, ``precedes`` that a year or day comes before the event.
    """

    name: str
    cell: Cell
    doc: str
    type: str = "text"
    unit: str | None = None
    uncertain: Cell | None = None
    decimal: str = "."
    signed: bool = False
    precedes: bool = False

    @property
    def meaning(self) -> str:
        """What it means, with its unit."""
        return f"{self.doc} ({self.unit})" if self.unit else self.doc
