"""One record of a publisher's file, asked for by column or by path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["Record", "Row"]


class Record:
    """One record: where it stands, and its values by column (CSV) or path (XML, JSON).

    Attributes
    ----------
    file, line
        Where the record begins; a member of an archive is ``archive.zip!member.csv``.
    name
        The name of the element (XML) or of the last step of the path (JSON), else empty.
    cells
        The cells of a CSV row in the order of its header; empty for the other formats.
    """

    __slots__ = ("cells", "file", "line", "name")

    def __init__(self, file: str, line: int, name: str = "", cells: Sequence[str] = ()) -> None:
        self.file = file
        self.line = line
        self.name = name
        self.cells = cells

    def first(self, column: str) -> str:
        """Return the first value of a column or path without outer blanks; empty if absent."""
        return next(iter(self.values(column)), "")

    def values(self, path: str) -> tuple[str, ...]:
        """Return all values at a path, without outer blanks and without the empty ones."""
        raise NotImplementedError

    def children(self, path: str) -> tuple[Record, ...]:
        """Return the nested elements or objects at a path as records of their own."""
        raise NotImplementedError

    def columns(self) -> tuple[str, ...]:
        """Return the header (CSV), or the paths at which this record has values."""
        raise NotImplementedError

    def bare(self, path: str) -> str | None:
        """Return a key below a path (JSON) whose value is not a list, None where all are lists."""
        return None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.file}:{self.line} {self.name}".rstrip() + ">"


class Row(Record):
    """One row of a CSV file.

    >>> row = Row("a.csv", 2, {"actor": 0, "date": 1}, ["Iran ", ""])
    >>> row.first("actor"), row.values("date"), row.first("absent"), row.columns()
    ('Iran', (), '', ('actor', 'date'))
    """

    __slots__ = ("_index",)

    def __init__(
        self, file: str, line: int, index: Mapping[str, int], cells: Sequence[str]
    ) -> None:
        super().__init__(file, line, "", cells)
        self._index = index

    def first(self, column: str) -> str:
        """Return the cell of a column without outer blanks; empty if there is no such column."""
        at = self._index.get(column)
        return "" if at is None else self.cells[at].strip()

    def values(self, path: str) -> tuple[str, ...]:
        """Return the cell of a column as the only value, or nothing if it is empty."""
        value = self.first(path)
        return (value,) if value else ()

    def children(self, path: str) -> tuple[Record, ...]:
        """Return nothing: a row has no nested records."""
        return ()

    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns, in their order."""
        return tuple(self._index)
