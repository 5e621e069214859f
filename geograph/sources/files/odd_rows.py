"""Rows of a table that are not its records: totals, notes below it, its header once more."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["NOTE", "REPEATED", "TOTAL", "odd_row"]

#: Why a row is left out.
TOTAL = "a total"
NOTE = "a note below the table"
REPEATED = "the header repeated"

_TOTALS = re.compile(
    r"(?:(?:grand|sub|overall|column|world)[- ]?)?totals?|(?:sub)?sum"
    r"|all (?:rows|records|countries)|gesamt|summe|insgesamt|total(?:e|es|général| general)?"
    r"|suma|somme|итого|всего|合计|总计",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"(?:sources?|data sources?|notes?|footnotes?|citation|disclaimer|legend|key|remarks?"
    r"|quellen?|anmerkung(?:en)?|hinweise?|fuentes?|notas?|fonte|remarques?|источники?"
    r"|примечани[ея])\s*[:.]"
    r"|©|\(c\)\s|copyright\b|data (?:as of|from|retrieved)\b"
    r"|(?:generated|downloaded|exported|retrieved|accessed|produced|created|last updated|updated"
    r"|printed|prepared)\s+(?:on|by|from|at|with|in)?\b"
    r"|end of (?:file|data|table|report|list)\b|\*{1,3}\s|page \d+|\d+ (?:rows|records)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?[\d., \u00a0]*\d%?")


def odd_row(cells: Sequence[str], names: Sequence[str]) -> str | None:
    """Return why a row is not a record of the table, or None where it can be a record.

    A total holds its word and numbers alone; a note stands in one cell, or begins with a word and a
    colon and leaves the end of the row empty. So a company called Total stays.

    >>> odd_row(["Total", "", "1,234"], ["a", "b", "n"])
    'a total'
    >>> odd_row(["Source: X, 2020", "", ""], ["a", "b", "n"]), odd_row(["Total", "Iran", "3"], [])
    ('a note below the table', None)
    """
    if len(cells) == len(names) and all(
        cell.strip().casefold() == name.strip().casefold()
        for cell, name in zip(cells, names, strict=True)
    ):
        return REPEATED
    first, *others = [kept for cell in cells if (kept := cell.strip())]
    if len(others) + 1 >= len(names):
        return None
    if _TOTALS.fullmatch(first.rstrip(":. ")) and all(map(_NUMBER.fullmatch, others)):
        return TOTAL
    found = _NOTES.match(first)
    if found is None:
        return None
    told = first[: found.end()].rstrip().endswith(":")
    open_end = len(cells) < len(names) or not cells[-1]
    return NOTE if not others or (told and open_end) else None
