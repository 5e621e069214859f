"""Cases of sanctions: lists of names whose commas also turn names round, and the end of a case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geograph.sources.files import Record
from geograph.sources.reshaping import ChangedRecord, Files
from geograph.sources.reshaping.code_spells import OPEN, number

__all__ = ["cases", "names"]

#: What stands after a comma and belongs to the name before it: Korea, North; Egypt, Arab Rep.
_REST = re.compile(r"(?:The|North|South|.* Rep\.|.*Republic of(?: the)?|.* of(?: the)?)")
_ONGOING = "ongoing"
#: Which sanctions are which provisions; trade has its own column, which says exports or imports.
_PROVISIONS = {"arms": "arms", "financial": "financial", "travel": "travel"}


def cases(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield each case with its ``senders``, ``targets``, ``provisions`` and when it ended."""
    for record in records:
        first = record.first
        ongoing = _ONGOING in re.split(r" *, *", first("success"))
        trade = re.findall(r"exp|imp", first("descr_trade"))
        yield ChangedRecord(
            record,
            {
                "senders": names(first("sanctioning_state")),
                "targets": names(first("sanctioned_state")),
                "to": OPEN if ongoing else number(first("end")),
                "provisions": tuple(
                    [name for column, name in _PROVISIONS.items() if number(first(column)) == "1"]
                    + list(dict.fromkeys(trade))
                ),
            },
        )


def names(text: str) -> tuple[str, ...]:
    """Return the names that a cell lists.

    >>> names("Saudi Arabia, Egypt, Arab Rep., Yemen, North, Gambia, The, Niger")
    ('Saudi Arabia', 'Egypt, Arab Rep.', 'Yemen, North', 'Gambia, The', 'Niger')
    >>> names("Congo, Democratic Republic of the, Dominican Republic")
    ('Congo, Democratic Republic of the', 'Dominican Republic')
    """
    found: list[str] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        if found and _REST.fullmatch(part) and "," not in found[-1]:
            found[-1] += f", {part}"
        else:
            found.append(part)
    return tuple(found)
