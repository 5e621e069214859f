"""Read CSV tables strictly: every error has file, line and column, and all are kept together."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from geograph.errors import ReferenceDataError, Where

WIKIDATA = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; ``cells`` are stripped text."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, field: str) -> str:
        return self.cells[field]


class Reader:
    """Reads cells and keeps the errors, so that one run shows every mistake."""

    def __init__(self, folder: Traversable, shown: str, files: Mapping[str, str]) -> None:
        self.folder = folder
        self.shown = shown
        self.files = files
        self.errors: list[ReferenceDataError] = []

    def wrong(self, row: Row, field: str, what: str, fix: str) -> None:
        """Keep an error at a cell."""
        self.errors.append(
            ReferenceDataError(what, fix=fix, where=Where(row.file, row.line, field))
        )

    def rows(self, file: str) -> Iterator[Row]:
        """Yield the lines of a table; a wrong header or a line of another length is an error."""
        shown, columns = f"{self.shown}/{file}", tuple(self.files[file].split(","))
        try:
            text = (self.folder / file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            what = f"cannot be read: {type(error).__name__}"
            fix = "the file must be there, as UTF-8 text"
            self.errors.append(ReferenceDataError(what, fix=fix, where=Where(shown)))
            return
        reader = csv.reader(text.splitlines(keepends=True), strict=True)
        try:
            if (header := tuple(next(reader, ()))) != columns:
                what, fix = f"header is {','.join(header)!r}", f"it must be {','.join(columns)!r}"
                self.errors.append(ReferenceDataError(what, fix=fix, where=Where(shown, 1)))
                return
            for cells in reader:
                row = Row(shown, reader.line_num, {})
                if len(cells) != len(columns):
                    what = f"{len(cells)} cells where the header has {len(columns)}"
                    self.wrong(row, "", what, "quote a cell that holds a comma")
                    continue
                row.cells.update(zip(columns, (cell.strip() for cell in cells), strict=True))
                yield row
        except csv.Error as error:
            where = Where(shown, reader.line_num)
            self.errors.append(
                ReferenceDataError(f"not CSV: {error}", fix="correct it", where=where)
            )

    def text(self, row: Row, field: str, *, form: re.Pattern[str] | None = None) -> str:
        """Return a cell that must be filled, and have a form where one is given."""
        value = row[field]
        if not value:
            self.wrong(row, field, "is empty", "every row needs it")
        elif form and not form.fullmatch(value):
            self.wrong(row, field, f"{value!r} has not the form", f"write it as {form.pattern}")
        return value

    def wikidata(self, row: Row) -> str | None:
        """Return the Wikidata id of a line, or None."""
        return self.text(row, "wikidata", form=WIKIDATA) if row["wikidata"] else None

    def number(self, row: Row, field: str) -> int | None:
        """Return a whole number, or None for an empty cell."""
        value = row[field]
        if value and not (value.isascii() and value.isdigit()):
            self.wrong(row, field, f"{value!r} is not a number", "write digits, or leave it empty")
            return None
        return int(value) if value else None

    def one_of(self, row: Row, field: str, allowed: tuple[str, ...]) -> str:
        """Return a cell that must be one of a list."""
        if (value := row[field]) not in allowed:
            self.wrong(row, field, f"{value!r} is not known", f"one of {', '.join(allowed)}")
        return value

    def days(self, row: Row) -> tuple[date | None, date | None]:
        """Return start and end of a line, each a day or None for open."""
        found: list[date | None] = []
        for field in ("start", "end"):
            try:
                found.append(date.fromisoformat(row[field]) if row[field] else None)
            except ValueError:
                self.wrong(
                    row, field, f"invalid date {row[field]!r}", "write YYYY-MM-DD, or nothing"
                )
                found.append(None)
        start, end = found
        if start and end and end < start:
            self.wrong(
                row, "end", f"{end} is before the start, {start}", "swap or correct the dates"
            )
        return start, end


def split(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell between semicolons.

    >>> split("USA; U.S.;")
    ('USA', 'U.S.')
    """
    return tuple(part for part in (piece.strip() for piece in cell.split(";")) if part)
