"""How the columns of a record, or of a line, are read by the functions of a mapping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from geograph.sources.files import Record

__all__ = ["Cells", "Records"]


class Records:
    """Reads columns of records: paths with any number of values.

    Parameters
    ----------
    beside
        Columns that come from another file and do not count as content of the record.
    """

    def __init__(self, beside: Sequence[str] = ()) -> None:
        self.beside = frozenset(beside)

    def column(self, name: str) -> Callable[[Record], tuple[str, ...]]:
        """Return the function that gives all that stands at a path."""
        return lambda record: record.values(name)

    def content(self, names: Sequence[str]) -> Callable[[Record], str]:
        """Return the function that gives what stands at several paths as one text."""
        own = [name for name in names if name not in self.beside]
        return lambda record: "\x1f".join("\x1e".join(record.values(name)) for name in own)


class Cells:
    """Reads columns of lines by their place in the header; one that is not there is empty."""

    def __init__(self, header: Sequence[str]) -> None:
        self.places = {name: n for n, name in enumerate(header)}

    def column(self, name: str) -> Callable[[Sequence[str]], str]:
        """Return the function that gives the cell of a column."""
        at = self.places.get(name)
        if at is None:
            return lambda cells: ""
        return lambda cells: cells[at].strip()

    def content(self, names: Sequence[str]) -> Callable[[Sequence[str]], str]:
        """Return the function that gives several cells as one text."""
        found = [self.places[name] for name in names if name in self.places]
        if len(found) < 2:
            return lambda cells: "".join(cells[at] for at in found)
        pick = itemgetter(*found)
        return lambda cells: "\x1f".join(pick(cells))
