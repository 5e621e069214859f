"""What a data set's YAML says, as frozen values: its releases, layouts, rows, parties and cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from geograph.display.short_repr import short_repr
from geograph.sources.files import Form
from geograph.sources.mapping.step_specs import Step
from geograph.sources.mapping.value_specs import (
    Cell,
    Choice,
    Condition,
    DateSpec,
    Detail,
    ItemSpec,
    PartySpec,
)
from geograph.sources.reshaping import Reshape

__all__ = [
    "SPEAKS",
    "Dataset",
    "Layout",
    "ObservationSpec",
    "PartyTable",
    "RowSpec",
    "TenureSpec",
]

#: The three ways in which a data set speaks, and the class of its releases.
SPEAKS = {"register": "Register", "official-list": "OfficialList", "extraction": "Extraction"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTable:
    """A listed person, company or vessel, described by the cells of its own row.

    The scheme ``any`` of an identifier says that its values name their scheme themselves
    (``imo:9253325``). With ``alone`` the party is described even where the record reports no
    event, if the conditions ``when`` hold.
    """

    name: str
    key: Cell
    kind: Cell
    label: Cell
    aliases: tuple[Cell, ...] = ()
    identifiers: tuple[tuple[str, Cell], ...] = ()
    birth: tuple[DateSpec, ...] = ()
    countries: tuple[tuple[str, Cell], ...] = ()
    addresses: tuple[Cell, ...] = ()
    alone: bool = False
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureSpec:
    """A standing that a record reports: ``who`` is owned by, or a member of, ``whom``."""

    who: PartySpec
    relation: Cell
    whom: PartySpec
    role: Cell | None = None
    date: DateSpec | None = None
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationSpec:
    """Values that a record states of an actor in a period, or of two: never an event.

    ``partner`` is the other of a dyad; without ``directed`` the order of the two means nothing.
    ``date`` is the period for which the values hold, with both of its sides.
    """

    of: PartySpec
    date: DateSpec
    variables: tuple[Detail, ...]
    partner: PartySpec | None = None
    directed: bool = True
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSpec:
    """One event that a record reports; ``nobody`` keeps it where no party is named.

    With ``spread`` each of several years in the date is an event of its own with an equal share of
    the weight: a list of delivery years is several deliveries, and no span.
    """

    choice: Choice
    line: int
    when: tuple[Condition, ...] = ()
    key: Cell | None = None
    label: Cell | None = None
    actor: tuple[PartySpec, ...] = ()
    recipient: tuple[PartySpec, ...] = ()
    participant: tuple[PartySpec, ...] = ()
    item: tuple[ItemSpec, ...] = ()
    place: tuple[PartySpec, ...] = ()
    date: DateSpec | None = None
    stages: Mapping[str, DateSpec] = field(default_factory=dict)
    texts: Mapping[str, Cell] = field(default_factory=dict)
    details: tuple[Detail, ...] = ()
    momentary: bool = False
    nobody: bool = False
    spread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One form of a publisher's files, and what its records report.

    ``named`` is what the name of the file must fit, where forms alone cannot tell two lists apart;
    layouts of one ``series`` are forms of one list, of which the latest issue counts. ``issues``
    is that of the data set where a layout has none of its own.
    ``drop`` names the records that are left out on purpose, by reason; ``reads`` the columns of the
    file that the function ``reshape`` reads (``*`` at the end stands for anything). ``steps`` then
    make other records of those that are not left out. ``count`` says which records are counted as
    read: ``made``, those that function and steps make, or ``file``. ``max_dropped`` is the share of
    them that may be left out otherwise than by ``drop``, where more than half of them may, and
    ``max_recurring`` that of the rows in which a party may recur implausibly.
    A layout ``beside`` a part is that of a file which is loaded together with a file of it. The
    columns that it ``adds`` from there take no part in the id of an event, which is that of the
    same row without them.
    """

    name: str
    form: Form
    rows: tuple[RowSpec, ...]
    issues: str | None = None
    named: re.Pattern[str] | None = None
    series: str | None = None
    reshape: Reshape | None = None
    steps: tuple[Step, ...] = ()
    part: str | None = None
    beside: str | None = None
    adds: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    count: str = "made"
    max_dropped: float | None = None
    max_recurring: float | None = None
    ignore: tuple[str, ...] = ()
    drop: tuple[tuple[str, tuple[Condition, ...]], ...] = ()
    parties: Mapping[str, PartyTable] = field(default_factory=dict)
    tenures: tuple[TenureSpec, ...] = ()
    observations: tuple[ObservationSpec, ...] = ()

    @property
    def told(self) -> tuple[object, ...]:
        """All that its records report: what reads columns of the file."""
        return self.rows, self.parties, self.tenures, self.observations

    @property
    def variables(self) -> dict[str, Detail]:
        """The variables of its observations by name."""
        return {d.name: d for one in self.observations for d in one.variables}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A data set of the field: who publishes it, how it speaks, and the layouts of its files.

    ``issues`` is ``whole`` where each release is all of the data set, so that a later one is the
    publisher's latest word and takes the place of the earlier; ``parts`` where they add up.
    ``mark`` tells one text of the mapping from another. ``names`` is the scheme of the reference
    data that holds the publisher's own spellings, where it is not the data set's name.
    ``succession`` is whom a name means in a year or month in which it passes from one state to
    another: the ``first`` who has it then, or the ``last``.
    ``released`` finds the day of issue in a file's name, ``issued``
    in its beginning: patterns whose first group is a date, with its form.
    """

    __repr__ = short_repr

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
    succession: str = "first"
    released: re.Pattern[str] | None = None
    issued: tuple[tuple[re.Pattern[str], str], ...] = ()
    layouts: tuple[Layout, ...] = ()
