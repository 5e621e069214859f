"""Compile cells into functions of a row: texts, numbers, flags, conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, TypeAlias

from geograph.errors import RecordError
from geograph.sources.mapping.value_specs import Cell, Condition, Detail
from geograph.sources.reshaping.code_spells import number as whole

__all__ = [
    "Access",
    "Dropped",
    "Values",
    "compile_cell",
    "compile_condition",
    "compile_detail",
    "compile_known",
    "first",
    "remember",
    "whole",
]

#: A row as its reader gives it: the cells of a line, or a record.
Row: TypeAlias = Any
Values: TypeAlias = Callable[[Row], tuple[str, ...]]


class Access(Protocol):
    """How the rows of one file are read."""

    def column(self, name: str) -> Callable[[Row], str | tuple[str, ...]]:
        """Return the function that gives what stands in a column: one text, or several."""

    def content(self, names: Sequence[str]) -> Callable[[Row], str]:
        """Return the function that gives what stands in several columns as one text."""


# How many cleaned values are remembered for each cell; then memory is given back and begun anew.
MEMORY = 50_000


class Dropped(Exception):
    """A row that is left out: the reason by which it is counted, and the value as an example."""

    def __init__(self, reason: str, value: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.value = value


def remember(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that remembers its answers, within bounds.

    >>> double = remember(lambda n: n * 2)
    >>> double(4), double(4)
    (8, 8)
    """
    memo: dict[Any, Any] = {}

    def remembered(key: Any) -> Any:
        try:
            return memo[key]
        except KeyError:
            if len(memo) >= MEMORY:
                memo.clear()
            memo[key] = found = function(key)
            return found

    return remembered


def compile_cell(cell: Cell, access: Access, *, what: str = "value") -> Values:
    """Return the function that reads a cell of a row: cleaned texts, empty where nothing stands.

    Raises
    ------
    Dropped
        When called: a lookup does not have the value.
    """
    if cell.constant is not None:
        constant = (cell.constant,)
        return lambda row: constant
    getters = [access.column(column) for column in cell.columns]
    clean = _cleaner(cell, what)
    plain = cell.pattern is None and cell.lookup is None and cell.split is None
    if len(getters) == 1:
        get = getters[0]
        if plain and cell.default is None:
            return _plain(get, cell.marks)
        known = remember(clean)
        return lambda row: known(get(row))
    joined = clean if plain else remember(clean)
    glue, marks = cell.join, cell.marks

    def several(row: Row) -> tuple[str, ...]:
        parts = (_flat(get(row)) for get in getters)
        return joined(glue.join(part for part in parts if part and part not in marks))

    return several


def compile_known(
    cell: Cell, access: Access, function: Callable[[tuple[str, ...]], Any], *, what: str = "value"
) -> Callable[[Row], Any]:
    """Return a function of a cell's texts as a function of the row, remembered by the raw cell.

    What the columns of a large file hold repeats: so a row costs one look-up for each of them.
    """
    if len(cell.columns) != 1:
        values = compile_cell(cell, access, what=what)
        known = remember(function)
        return lambda row: known(values(row))
    get, clean = access.column(cell.columns[0]), _cleaner(cell, what)
    memo: dict[Any, Any] = {}

    def read(row: Row) -> Any:
        raw = get(row)
        try:
            return memo[raw]
        except KeyError:
            if len(memo) >= MEMORY:
                memo.clear()
            memo[raw] = found = function(clean(raw))
            return found

    return read


def _plain(get: Callable[[Row], str | tuple[str, ...]], missing: frozenset[str]) -> Values:
    """Return the reader of a cell that needs no cleaning: nearly all cells of a large file."""

    def values(row: Row) -> tuple[str, ...]:
        raw = get(row)
        if isinstance(raw, str):
            return (raw,) if raw and raw not in missing else ()
        return tuple([text for text in raw if text not in missing])

    return values


def _flat(raw: str | tuple[str, ...]) -> str:
    return raw.strip() if isinstance(raw, str) else " ".join(raw)


def _searcher(lookup: Mapping[str, str]) -> Callable[[str], str | None]:
    """Return the function that finds a text in a lookup, also by its beginning or as a number."""
    folded = {key.casefold(): value for key, value in lookup.items()}
    starts = sorted((key[:-1] for key in folded if key.endswith("*")), key=len, reverse=True)

    def looked_up(text: str) -> str | None:
        hit = folded.get(text)
        if hit is None:
            hit = next((folded[f"{start}*"] for start in starts if text.startswith(start)), None)
        if hit is None and text != whole(text):
            return looked_up(whole(text))
        return hit

    return looked_up


def _cleaner(cell: Cell, what: str) -> Callable[[str | tuple[str, ...]], tuple[str, ...]]:
    missing, pattern, lookup, split = cell.marks, cell.pattern, cell.lookup, cell.split
    looked_up = _searcher(lookup or {})

    def one(text: str) -> str:
        text = text.strip()
        if text in missing:
            return ""
        if pattern is not None:
            found = pattern.search(text)
            text = (found[1] if found.re.groups else found[0]) or "" if found else ""
        if lookup is not None and text:
            hit = looked_up(text.casefold())
            if hit is None:
                if cell.default is None:
                    raise Dropped(f"{what} in no lookup", text)
                hit = text if cell.default == "=" else cell.default
            return hit
        return text

    def clean(raw: str | tuple[str, ...]) -> tuple[str, ...]:
        texts: Sequence[str] = (raw,) if isinstance(raw, str) else raw
        if split is not None:
            texts = [part for text in texts for part in text.split(split)]
        found = tuple(value for text in texts if (value := one(text)))
        if not found and cell.default and cell.default != "=":
            return (cell.default,)
        return found

    return clean


def first(values: tuple[str, ...]) -> str:
    """Return the first of the values, or an empty text."""
    return values[0] if values else ""


def compile_condition(condition: Condition, access: Access) -> Callable[[Row], bool]:
    """Return the function that says whether a condition holds for a row.

    A cell with several values (``Executive,Government``) fulfils it with any of them.
    """
    cell = replace(condition.cell, keep=condition.cell.keep | condition.values)
    values = compile_cell(cell, access)
    wanted = {whole(value).casefold() for value in condition.values}

    def test(found: tuple[str, ...]) -> bool:
        folded = {whole(value).casefold() for value in found} or {""}
        return bool(folded & wanted) or any(
            wanted & {part.strip() for part in text.split(",")} for text in folded if "," in text
        )

    known = remember(test)
    negated = condition.negated
    return lambda row: known(values(row)) is not negated


def compile_drops(
    drop: Sequence[tuple[str, Sequence[Condition]]], access: Access
) -> Callable[[Row], str | None]:
    """Return the function that says why a record is left out on purpose; None where it is kept."""
    reasons = [
        (why, [compile_condition(c, access) for c in conditions]) for why, conditions in drop
    ]

    def reason(row: Row) -> str | None:
        return next((why for why, tests in reasons if all(test(row) for test in tests)), None)

    return reason


# Stata writes .5 for 0.5
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,15}(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][-+]?[0-9]{1,2})?")
_TRUE, _FALSE = {"1", "yes", "true", "?", "x"}, {"", "0", "no", "false"}


def compile_detail(detail: Detail, access: Access) -> Callable[[Row], Any]:
    """Return the function that reads a detail: text, float, int, bool, date, texts, or None.

    Raises
    ------
    RecordError
        When called: the text is not a number, flag or date.
    """
    values = compile_cell(detail.cell, access, what=f"detail {detail.name}")
    kind = detail.type
    if kind == "texts":
        return values

    def read(text: str) -> Any:
        if not text:
            return False if kind == "flag" else None
        if kind in ("number", "integer"):
            plain = _ungrouped(text, detail.decimal)
            if not _NUMBER.fullmatch(plain):
                raise _bad(detail, text, "a number")
            if kind == "number":
                return float(plain)
            if float(plain) != int(float(plain)):
                raise _bad(detail, text, "a whole number")
            return int(float(plain))
        if kind == "flag":
            word = whole(text).casefold()
            if word not in _TRUE | _FALSE:
                raise _bad(detail, text, "yes or no")
            return word in _TRUE
        try:
            return date.fromisoformat(text[:10])
        except ValueError as exc:
            raise _bad(detail, text, "a day (YYYY-MM-DD)") from exc

    if kind in ("text", "category"):
        clean = whole if kind == "category" else str
        return lambda row: clean(first(values(row))) or None
    known = remember(read)
    return lambda row: known(first(values(row)))


def _ungrouped(text: str, decimal: str) -> str:
    """Return a number without the signs between its thousands, and with a full stop.

    >>> _ungrouped("1,234.5", "."), _ungrouped("1.234,5", ","), _ungrouped("1,5", ".")
    ('1234.5', '1234.5', '1,5')
    """
    if decimal == ",":
        return text.replace(".", "").replace(",", ".")
    grouped = re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text)
    return text.replace(",", "") if grouped else text


def _bad(detail: Detail, text: str, wanted: str) -> RecordError:
    fix = f"correct the cell, or name it under `missing:` of the detail `{detail.name}`"
    return RecordError(f"{text!r} is not {wanted}", fix=fix)
