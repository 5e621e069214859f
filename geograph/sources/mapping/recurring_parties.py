"""Parties that recur implausibly: one on both sides, words that name nobody, NA as Namibia."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from geograph.actors import ActorIndex
from geograph.errors import RecordError, SeveralErrors, Where
from geograph.events.event_row import Row, RowParty
from geograph.sources.mapping.cells import MEMORY
from geograph.sources.mapping.party_ids import cell_of_codes
from geograph.sources.mapping.spec import RowSpec
from geograph.sources.mapping.value_checks import Noticed
from geograph.sources.mapping.value_specs import PartySpec

__all__ = ["Recurring", "compile_recurring", "names_nobody", "refuse_recurring"]

#: What can be wrong, and in what share of the rows it may be where no other share is allowed.
SAME, UNNAMED, MARK = "one on both sides", "no name", "a mark for nothing"
_MOST = {SAME: 0.5, UNNAMED: 0.2, MARK: 0.2}
# Fewer rows than these are never too many.
_LEAST = 3

#: One private name in nearly all rows of a column is told and stops nothing: lists have it.
CONSTANT = "names of nobody known that fill nearly a whole column"
_NEARLY, _ROWS, _DISTINCT = 0.9, 20, 100

_WORDS = re.compile(
    r"(?:(?:grand|sub|overall)[- ]?)?totals?|(?:sub)?sum"
    r"|all(?: (?:countries|states|actors|others))?"
    r"|un(?:known|identified|specified|determined|defined|named|recorded|stated|clear)"
    r"(?: (?:actor|party|state|country|group|perpetrator|supplier|recipient|origin)s?(?:\(s\))?)?"
    r"|not (?:known|specified|stated|identified|applicable|recorded|reported|classified)"
    r"|none|nobody|no one|no data|nil|n\.?d\.?|tba|tbd|blank|empty|undisclosed"
    r"|(?:all )?others?(?: (?:countries|states|actors|parties))?|various|several|multiple|mixed"
    r"|misc(?:\.|ellaneous)?|world|rest of (?:the )?world|areas?,? n\.?e\.?s\.?|true|false|yes|no"
    r"|unbekannt|sonstige|andere|gesamt|insgesamt|summe|keine?r?"
    r"|inconnue?s?|autres?|divers|aucune?|ensemble|desconocid[oa]s?|otros?|otras?|ningun[oa]"
    r"|неизвестно|другие|прочие|всего|итого|нет",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+", re.IGNORECASE)
_DAY = re.compile(
    r"(?:\d{1,4}[-. ]+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"[-., ]*\d[-,\d ]*",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 14)
def names_nobody(name: str, numbers: bool = True) -> bool:
    """Return whether a text is not a name: a word for nobody or all, a number, date or address.

    With ``numbers`` False a text without letters may be a name, as where actors are numbered.

    >>> names_nobody("Unknown"), names_nobody("Unidentified gunmen"), names_nobody("Total S.A.")
    (True, False, False)
    >>> names_nobody("0"), names_nobody("12 Mar 2014"), names_nobody("17", numbers=False)
    (True, True, False)
    """
    text = name.strip(" \t*-–—.:;()[]<>'\"")
    if not any(map(str.isalpha, text)):
        return numbers
    if _WORDS.fullmatch(text):
        return True
    return bool(_ADDRESS.fullmatch(text) or (numbers and _DAY.fullmatch(text)))


@dataclass(slots=True)
class _Seen:
    """In how many rows something could be wrong, and in which of them it is, by the name."""

    rows: int = 0
    many: int = 0
    names: Counter[str] = field(default_factory=Counter)
    file: str = ""
    line: int = 0


@dataclass(slots=True)
class Recurring:
    """What recurs in the rows of a load, by fault and the columns from which parties are read.

    ``file`` is the file that is read; ``private`` counts names of nobody known by their columns.
    """

    file: str = ""
    seen: dict[tuple[str, tuple[str, ...]], _Seen] = field(default_factory=dict)
    private: dict[tuple[str, ...], Counter[str]] = field(default_factory=dict)

    def of(self, fault: str, columns: tuple[str, ...]) -> _Seen:
        """Return the counts of a fault in the parties of some columns."""
        return self.seen.setdefault((fault, columns), _Seen())

    def add(self, seen: _Seen, name: str, line: int) -> None:
        """Count a row in which something is wrong."""
        if not seen.many:
            seen.file, seen.line = self.file, line
        seen.many += 1
        seen.names[name] += 1


def compile_recurring(
    spec: RowSpec, index: ActorIndex, recurring: Recurring
) -> Callable[[Row, int], None]:
    """Return the function that counts what recurs in a row.

    It is given the row and how many participants its columns named, of which the row has those that
    differ.
    """
    groups = (
        ("actor", spec.actor),
        ("recipient", spec.recipient),
        ("participant", spec.participant),
    )
    sides = [_side(name, group, index, recurring) for name, group in groups if _columns(group)]
    among = _columns(spec.participant) if len(spec.participant) > 1 else ()
    both = _columns((*spec.actor, *spec.recipient)) if spec.actor and spec.recipient else ()
    alone = recurring.of(SAME, among) if among else None
    facing = recurring.of(SAME, both) if both else None

    def look(row: Row, named: int) -> None:
        for side in sides:
            side(row)
        if facing is not None and row.actor and row.recipient:
            facing.rows += 1
            if _alike(row.actor, row.recipient):
                recurring.add(facing, row.actor[0].label, row.line)
        if alone is not None and named > 1:
            alone.rows += 1
            if len(row.participant) == 1:
                recurring.add(alone, row.participant[0].label, row.line)

    return look


def _columns(group: tuple[PartySpec, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for party in group for name in party.cell.columns))


def _alike(one: tuple[RowParty, ...], other: tuple[RowParty, ...]) -> bool:
    if len(one) == 1 == len(other):
        return one[0].id == other[0].id
    return len(one) == len(other) and {p.id for p in one} == {p.id for p in other}


def _side(
    name: str, group: tuple[PartySpec, ...], index: ActorIndex, recurring: Recurring
) -> Callable[[Row], None]:
    """Return the function that counts the parties of one side that name nobody, or are marks."""
    columns, parties_of = _columns(group), attrgetter(name)
    unnamed, mark = recurring.of(UNNAMED, columns), recurring.of(MARK, columns)
    private = recurring.private.setdefault(columns, Counter())
    numbers = all(party.scheme != "local" for party in group)
    marks = dict(found for party in group for found in _marks(party, index))

    known: dict[RowParty, str] = {}  # what each party is, empty for one that is well named

    def told(party: RowParty) -> str:
        if party.local is None:
            return MARK if party.id in marks else ""
        if names_nobody(party.label, numbers):
            return UNNAMED
        return CONSTANT if len(private) < _DISTINCT or party.label in private else ""

    def count(row: Row) -> None:
        found: tuple[RowParty, ...] = parties_of(row)
        if not found:
            return
        unnamed.rows += 1
        for party in found:
            what = known.get(party)
            if what is None:
                if len(known) >= MEMORY:
                    known.clear()
                what = known[party] = told(party)
            if not what:
                continue
            if what == CONSTANT:
                private[party.label] += 1
                continue
            name = marks[party.id] if what == MARK else party.label
            recurring.add(mark if what == MARK else unnamed, name, row.line)
            break

    return count


def _marks(party: PartySpec, index: ActorIndex) -> Iterator[tuple[str, str]]:
    """Yield the states whose code is a mark for nothing in every other column: id and code."""
    for code in cell_of_codes(index, party.scheme, party.cell).keep - party.cell.keep:
        for key in index.find(f"{party.scheme}:{code}"):
            yield key, code


def refuse_recurring(recurring: Recurring, most: float | None, noticed: Noticed) -> None:
    """Raise where parties recur in a larger share of the rows than may be.

    Parameters
    ----------
    recurring
        What was counted.
    most
        The share of the rows that may be so; None means half of those with two sides for a party
        that faces itself, and a fifth for all else.
    noticed
        Where names that fill a column, and stop nothing, are told.

    Raises
    ------
    RecordError, SeveralErrors
        With the party, its rows, the columns, and what to do.
    """
    wrong = []
    for (fault, columns), seen in [*recurring.seen.items()]:
        limit = _MOST[fault] if most is None else most
        if fault == MARK:
            seen.rows = recurring.of(UNNAMED, columns).rows
        if seen.many >= _LEAST and seen.many > limit * seen.rows:
            wrong.append(_refusal(fault, columns, seen, limit))
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise SeveralErrors(wrong)
    for columns, names in recurring.private.items():
        rows = recurring.of(UNNAMED, columns).rows
        for name, n in names.most_common(1):
            if rows >= _ROWS and n >= _NEARLY * rows:
                noticed.counts[CONSTANT] += n
                shown = noticed.examples.setdefault(CONSTANT, [])
                shown.append(f"{name!r}, {n} of {rows} rows of {_told(columns)}")


def _told(columns: tuple[str, ...]) -> str:
    """Return columns in words."""
    if len(columns) == 1:
        return f"column {columns[0]!r}"
    return "columns " + " and ".join(map(repr, columns))


def _refusal(fault: str, columns: tuple[str, ...], seen: _Seen, limit: float) -> RecordError:
    share = -(-seen.many * 100 // seen.rows) / 100  # rounded up
    names = ", ".join(f"{name!r} {n} times" for name, n in seen.names.most_common(3))
    more = f" and {len(seen.names) - 3} more" if len(seen.names) > 3 else ""
    counted = f"{seen.many} of {seen.rows} rows"
    allow = f"or allow it with --max-recurring {share:g}"
    if fault == SAME:
        what = f"{counted} have one and the same party on both sides, read from {_told(columns)}"
        fix = f"check that each side is read from its own column, {allow}"
    elif fault == UNNAMED:
        what = f"{counted} name nobody in {_told(columns)}"
        fix = (
            "name under `missing:` what stands for nobody there, read the party from another"
            f" column, give codes their scheme (`as: cow`), {allow}"
        )
    else:
        what = f"{counted} of {_told(columns)} hold a code that often stands for nothing"
        fix = f"write it under `missing:` of the party if it stands for nothing there, {allow}"
    where = Where(seen.file, seen.line, ", ".join(columns))
    return RecordError(f"{what} ({names}{more}); {limit:.0%} may", fix=fix, where=where)
