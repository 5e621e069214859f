"""Finds the years among the columns of a wide table, which become rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Wide", "wide"]

_YEAR = re.compile(r"(.*?)((?:1[5-9]|20)\d\d)(\D.*)?", re.DOTALL)
_FEWEST = 3  # columns that make a table wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide:
    """Columns that are years: their names, what finds them, and the new columns for both."""

    columns: tuple[str, ...]
    glob: str
    pattern: str
    year: str
    value: str


def _others(year: str, rest: str) -> bool:
    """Return whether the name of a column goes on to another year: 1990-1995."""
    return any(one != year for one in re.findall(r"(?:1[5-9]|20)\d\d", rest))


def wide(header: tuple[str, ...]) -> Wide | None:
    """Return which columns of a table are years, None where it is not wide.

    >>> found = wide(("country", "1990 [YR1990]", "1991 [YR1991]", "1992 [YR1992]"))
    >>> found.columns[0], found.glob, found.pattern
    ('1990 [YR1990]', '[12][0-9][0-9][0-9]*', '^([12][0-9]{3})')
    >>> wide(("country", "start 1990", "end 1991"))
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in header:
        if (found := _YEAR.fullmatch(name)) and not _others(found[2], found[3] or ""):
            groups.setdefault(found[1], []).append((name, found[2]))
    before, years = max(groups.items(), key=lambda group: len(group[1]), default=("", []))
    if len({year for _, year in years}) < max(_FEWEST, len(years)):
        return None
    tails = {name[len(before) + 4 :] for name, _ in years}
    start = re.sub(r"[^\w -]", "?", before)
    taken = {*header}
    return Wide(
        columns=tuple(name for name, _ in years),
        glob=f"{start}[12][0-9][0-9][0-9]{'' if tails == {''} else '*'}",
        pattern=f"^{re.escape(before)}([12][0-9]{{3}})",
        year=next(name for name in ("year", "melted_year", "melted_year_") if name not in taken),
        value=next(
            name for name in ("value", "melted_value", "melted_value_") if name not in taken
        ),
    )
