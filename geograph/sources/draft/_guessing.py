"""Guess what the columns of a table are: who does what to whom, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geograph.sources.draft._column_readings import Column, ColumnReader
from geograph.sources.draft._date_readings import is_day
from geograph.sources.draft._wide import Wide, wide
from geograph.sources.draft._words import ROLES, is_called, is_placed, plain, unit_names

__all__ = ["Guess", "guess"]

# In which share of the rows two columns name the same actor that are one party, written twice:
# of two parties hardly any row has the same on both sides.
_SAME = 0.5
# In which share of the rows a scheme has to agree with a column of names.
_AGREE = 0.8
_NUMBERS = ("cow", "gw", "un")
_PARTIES = (*ROLES, "member of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a table seems to be: its columns, those that are years, and those of dates in parts.

    ``parts`` names the columns of the month and the day that belong to a column of years.
    """

    columns: tuple[Column, ...]
    wide: Wide | None
    parts: dict[str, dict[str, str]]

    def of(self, use: str) -> Column | None:
        """Return the column of a use, None where there is none."""
        return next((column for column in self.columns if column.use == use), None)


def guess(header: tuple[str, ...], rows: list[Sequence[str]]) -> Guess:
    """Return what the columns of a table seem to be, in their order."""
    reader = ColumnReader()
    years = wide(header)
    melted = frozenset(years.columns) if years else frozenset()
    cells = {name: [row[n].strip() for row in rows] for n, name in enumerate(header)}
    columns = {
        name: reader.column(name, found) for name, found in cells.items() if name not in melted
    }
    columns = _agreed(columns, cells, reader)
    uses = _dates(columns, cells) if years is None else dict[str, str]()
    uses |= _parties(columns, cells, reader)
    for name, column in columns.items():
        if name not in uses and column.use in ("class", "item", "url"):
            if column.use not in uses.values():
                uses[name] = column.use
        elif name not in uses and _is_key(column, cells[name]) and "key" not in uses.values():
            uses[name] = "key"
    found = [
        _used(
            reader.stranger(column, cells[name]) if uses.get(name) in _PARTIES else column,
            uses.get(name),
        )
        for name, column in columns.items()
    ]
    if years is not None:
        every = [cell for name in years.columns for cell in cells[name]]
        found.append(replace(reader.column(years.value, every), use="melt"))
    parts = {name: _units(name, columns) for name, use in uses.items() if use.startswith("date")}
    return Guess(columns=tuple(found), wide=years, parts=parts)


def _used(column: Column, use: str | None) -> Column:
    """Return a column in its use; what has none is a detail, as a number or as text."""
    if use is None:
        keeps = column.use in ("detail", "ignore")
        return column if keeps else replace(column, use="detail", reading="text", lookup={})
    if use == "key":
        return replace(column, use=use, reading="")
    return replace(column, use=use)


def _is_key(column: Column, cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return column.use == "detail" and is_called(column.name, "key") and len({*filled}) == len(cells)


def _agreed(
    columns: dict[str, Column], cells: dict[str, list[str]], reader: ColumnReader
) -> dict[str, Column]:
    """Return the columns of numbers in the scheme that agrees with the names beside them."""
    found = dict(columns)
    names = [c for c in columns.values() if c.use == "party" and c.reading not in _NUMBERS]
    for column in columns.values():
        if column.reading not in _NUMBERS:
            continue
        scores = {
            scheme: max(
                (
                    _same(cells[column.name], scheme, cells[c.name], c.reading, reader)
                    for c in names
                ),
                default=0.0,
            )
            for scheme in _NUMBERS
        }
        best = max(scores, key=lambda scheme: scores[scheme])
        if scores[best] >= _AGREE:
            share = 1.0 if best != column.reading else column.share
            found[column.name] = replace(column, reading=best, rival="", share=share)
        elif column.rival:
            distinct = [*dict.fromkeys(cell for cell in cells[column.name] if cell)]
            rival = " or ".join(
                one for one in column.rival.split(" or ")
                if all(reader.who(cell, one) for cell in distinct)
                and any(reader.who(c, one) != reader.who(c, column.reading) for c in distinct)
            )  # fmt: skip
            found[column.name] = replace(column, rival=rival)
    return found


def _same(
    one: Sequence[str], how: str, other: Sequence[str], like: str, reader: ColumnReader
) -> float:
    """Return in which share of the rows that fill both columns they may name the same actor."""
    pairs = {(a, b) for a, b in zip(one, other, strict=True) if a and b}
    alike = sum(bool({*reader.who(a, how)} & {*reader.who(b, like)}) for a, b in pairs)
    return alike / len(pairs) if pairs else 0.0


def _dates(columns: dict[str, Column], cells: dict[str, list[str]]) -> dict[str, str]:
    """Return which columns are the start and the end: whole days rather than years."""
    dated = [c for c in columns.values() if c.use == "date"]

    def rank(column: Column) -> tuple[bool, bool, bool]:
        days = any(map(is_day, cells[column.name])) or bool(_units(column.name, columns))
        return is_called(column.name, "since"), days, is_called(column.name, "date")

    ends = [c for c in dated if is_called(c.name, "until") and not is_called(c.name, "since")]
    starts = sorted((c for c in dated if c not in ends), key=rank, reverse=True)
    if not starts:
        starts, ends = ends[:1], ends[1:]
    ends.sort(key=rank, reverse=True)
    uses = {starts[0].name: "date"} if starts else {}
    if ends:
        uses[ends[0].name] = "date.until"
    return uses


def _units(name: str, columns: dict[str, Column]) -> dict[str, str]:
    """Return the columns of the month and the day that belong to one of years."""
    return {
        unit: other
        for unit, pattern in unit_names(name).items()
        for other in columns
        if other != name and pattern.fullmatch(plain(other)) and columns[other].reading == "number"
    }


def _parties(
    columns: dict[str, Column], cells: dict[str, list[str]], reader: ColumnReader
) -> dict[str, str]:
    """Return which columns are parties: by what they are called, then by their order."""
    parties = [c for c in columns.values() if c.use == "party" and not is_placed(c.name)]
    uses: dict[str, str] = {}

    def twin(column: Column, others: Sequence[Column]) -> bool:
        """Whether a column names again whom one of the others names."""
        return any(
            _same(cells[column.name], column.reading, cells[c.name], c.reading, reader) >= _SAME
            for c in others
        )

    for role in ("actor", "recipient"):
        called = [c for c in parties if is_called(c.name, role) and c.name not in uses]
        called.sort(key=lambda column: -column.share)
        if called:
            uses[called[0].name] = role
            for other in called[1:]:
                uses[other.name] = "detail"
    for column in parties:
        held_by = [c for c in parties if uses.get(c.name) in ROLES]
        if column.name not in uses and twin(column, held_by):
            uses[column.name] = "detail"
    _strangers(columns, uses)
    free = [c for c in parties if c.name not in uses]
    free.sort(key=lambda column: not is_called(column.name, "participant"))
    if member := _membership(columns, uses, free):
        return uses | member
    apart = [c for n, c in enumerate(free) if not twin(c, free[:n])]
    if "actor" in uses.values():  # "country" beside an actor is where they acted, or whose they are
        apart = [c for c in apart if not is_called(c.name, "participant")]
    for column in apart:
        held = {*uses.values()}
        if len(apart) == 1 and not held & {*ROLES}:
            uses[column.name] = "participant"
        elif "participant" not in held and (free_role := _next(held)):
            uses[column.name] = free_role
    return {name: use for name, use in uses.items() if use != "detail"}


def _next(held: set[str]) -> str | None:
    """Return the role that a party without a telling name has beside those that are taken."""
    return next((role for role in ("actor", "recipient") if role not in held), None)


def _strangers(columns: dict[str, Column], uses: dict[str, str]) -> None:
    """Give sender and target to columns of names that nobody knows, where both are called so."""
    for role, other in (("actor", "recipient"), ("recipient", "actor")):
        if role in uses.values():
            continue
        called = [
            c.name
            for c in columns.values()
            if c.use == "detail" and c.reading == "text" and is_called(c.name, role)
        ]
        pair = any(is_called(name, other) and columns[name].use != "date" for name in columns)
        known = any(column.use == "party" for column in columns.values())
        if called and (other in uses.values() or (pair and not known)) and called[0] not in uses:
            uses[called[0]] = role


def _membership(
    columns: dict[str, Column], uses: dict[str, str], free: list[Column]
) -> dict[str, str] | None:
    """Return the columns of a table of members, or of leaders, None for any other table."""
    if {*uses.values()} & {*ROLES}:
        return None
    for word, use in (("organisation", "member of"), ("leader", "participant")):
        named = [
            c
            for c in columns.values()
            if is_called(c.name, word) and c.reading in ("text", "name", "role") and c.values
        ]
        states = [c for c in free if c not in named]
        if named and states:
            other = "participant" if use == "member of" else "state"
            return {named[0].name: use, states[0].name: other}
    return None
