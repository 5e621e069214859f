"""What a data set's YAML says, as frozen values: its releases, layouts, rows, parties and cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from geograph.sources.files import Form

__all__ = [
    "PACK",
    "SPEAKS",
    "Cell",
    "Choice",
    "Condition",
    "Dataset",
    "Detail",
    "Layout",
    "Moment",
    "Party",
    "PartyTable",
    "RowSpec",
    "TenureSpec",
    "Thing",
]

#: What stands between the parts of a packed party (see `Party`).
PACK = "\x1f"

#: The three ways in which a data set speaks, and the class of its releases.
SPEAKS = {"register": "Register", "official-list": "OfficialList", "extraction": "Extraction"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where a value stands: one column or several joined, or a constant; and how it is cleaned.

    ``missing`` are texts that stand for nothing. ``pattern`` cuts out its first group, and what it
    does not match is nothing. ``lookup`` maps what is left (a key that ends in ``*`` stands for all
    values that begin so, the longest such key counts); a value that is not in it becomes
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a row specification applies: the cell holds one of the values, or none of them."""

    cell: Cell
    values: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The class of an event: fixed, or from a cell by its name, CAMEO code or CAMEO label."""

    scheme: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part: a cell read in a scheme, at the date of the row.

    ``scheme`` is ``name``, ``role`` (ICEWS), ``cameo_actor`` (a CAMEO code such as IRQMIL),
    ``local`` (always an actor of the data set's own), ``party`` (a row of a `PartyTable`), ``key``
    (one whom another record describes under this key), ``actor`` (a fixed one), or a scheme of
    codes (``cow``, ``gw``, ``iso2``, ``cameo``, …).
    ``unknown`` says what becomes of a name that nobody has: ``local`` an actor of the data set's
    own, ``drop`` the row is dropped, ``omit`` only the party is. ``state`` is the cell with the
    state that a local actor belongs to, and ``speaks`` the condition under which it speaks for it.
    ``packed`` names the parts of each value where a function of `geograph.sources.publishers` put a
    name and what is told of it into one text; ``kind``, ``state`` and ``speaks`` then speak of
    these parts. ``on`` are the dates at which the values of the cell are read, one beside each,
    where they are not that of the row.
    """

    cell: Cell
    scheme: str = "name"
    kinds: tuple[str, ...] = ("State", "InternationalOrganisation")
    unknown: str = "local"
    kind: Cell = field(default_factory=lambda: Cell(constant="Organisation"))
    label: Cell | None = None
    state: Cell | None = None
    state_scheme: str = "name"
    speaks: Condition | None = None
    table: str | None = None
    packed: tuple[str, ...] = ()
    on: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date: one EDTF or formatted cell, or year, month and day in cells of their own.

    ``form`` is how a single cell is written: ``edtf``, ``ymd`` (20240910), ``d.m.y``, ``m/d/y``,
    ``d/m/y``, ``d mon y``, ``years`` (a list of years); of several, the first that fits counts.
    ``until`` is the end of an interval, ``open`` the texts that stand for "still going on".
    ``precision`` is a cell that says ``day``, ``month`` or ``year`` where a publisher writes a
    whole day but does not know it.
    """

    cell: Cell | None = None
    form: tuple[str, ...] = ("edtf",)
    year: Cell | None = None
    month: Cell | None = None
    day: Cell | None = None
    until: Moment | None = None
    open: frozenset[str] = frozenset()
    unsure: Cell | None = None
    precision: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An item: a name in the tree of weapons, else one of the data set's own below ``family``."""

    cell: Cell
    family: Cell | None = None
    kind: str = "WeaponSystem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One more column of a row: its type, what it means, and the cell that marks it uncertain.

    ``type`` is text, number, integer, flag, date or texts.
    """

    name: str
    cell: Cell
    doc: str
    type: str = "text"
    uncertain: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTable:
    """A listed person, company or vessel, described by the cells of its own row.

    The scheme ``any`` of an identifier says that its values name their scheme themselves
    (``imo:9253325``). With ``alone`` the party is described even where the record tells of no
    event, if the conditions ``when`` hold.
    """

    name: str
    key: Cell
    kind: Cell
    label: Cell
    aliases: tuple[Cell, ...] = ()
    identifiers: tuple[tuple[str, Cell], ...] = ()
    birth: tuple[Moment, ...] = ()
    countries: tuple[tuple[str, Cell], ...] = ()
    addresses: tuple[Cell, ...] = ()
    alone: bool = False
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureSpec:
    """A standing that a record tells of: ``who`` is owned by, or a member of, ``whom``."""

    who: Party
    relation: Cell
    whom: Party
    role: Cell | None = None
    date: Moment | None = None
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSpec:
    """One event that a record tells of; ``nobody`` keeps it where no party is named.

    With ``spread`` each of several years in the date is an event of its own with an equal share of
    the weight: a list of delivery years is several deliveries, and no span.
    """

    choice: Choice
    line: int
    when: tuple[Condition, ...] = ()
    key: Cell | None = None
    label: Cell | None = None
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    participant: tuple[Party, ...] = ()
    item: tuple[Thing, ...] = ()
    place: tuple[Party, ...] = ()
    date: Moment | None = None
    stages: Mapping[str, Moment] = field(default_factory=dict)
    texts: Mapping[str, Cell] = field(default_factory=dict)
    details: tuple[Detail, ...] = ()
    momentary: bool = False
    nobody: bool = False
    spread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One form of a publisher's files, and what its records tell of.

    ``named`` is what the name of the file must fit, where forms alone cannot tell two lists apart;
    layouts of one ``series`` are forms of one list, of which the latest issue counts. ``issues``
    is that of the data set where a layout has none of its own.
    ``drop`` names the records that are left out on purpose, by reason; ``reads`` the columns of the
    file that the function ``reshape`` reads (``*`` at the end stands for anything). ``count`` says
    which records are counted as read: ``made``, those that the function makes, or ``file``.
    """

    name: str
    form: Form
    rows: tuple[RowSpec, ...]
    issues: str | None = None
    named: re.Pattern[str] | None = None
    series: str | None = None
    reshape: str | None = None
    part: str | None = None
    reads: tuple[str, ...] = ()
    count: str = "made"
    ignore: tuple[str, ...] = ()
    drop: tuple[tuple[str, tuple[Condition, ...]], ...] = ()
    parties: Mapping[str, PartyTable] = field(default_factory=dict)
    tenures: tuple[TenureSpec, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A data set of the field: who publishes it, how it speaks, and the layouts of its files.

    ``issues`` is ``whole`` where each release is all of the data set, so that a later one is the
    publisher's latest word and takes the place of the earlier; ``parts`` where they add up.
    ``mark`` tells one text of the mapping from another. ``names`` is the scheme of the reference
    data that holds the publisher's own spellings, where it is not the data set's name.
    ``released`` finds the day of issue in a file's name, ``issued``
    in its beginning: patterns whose first group is a date, with its form.
    """

    name: str
    title: str
    publisher: str
    speaks: str
    url: str
    licence: str
    citation: str
    file: str
    mark: str = ""
    issues: str = "parts"
    names: str | None = None
    released: re.Pattern[str] | None = None
    issued: tuple[tuple[re.Pattern[str], str], ...] = ()
    layouts: tuple[Layout, ...] = ()
