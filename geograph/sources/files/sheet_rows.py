"""Reads the rows of one sheet of a workbook, each cell as the sheet shows it."""

from __future__ import annotations

from collections.abc import Iterator

from geograph.errors import RecordError, Where
from geograph.sources.files.csv_rows import Line, OnError
from geograph.sources.files.merged_cells import OnMerged, column_of, merged_in, spread
from geograph.sources.files.streams import Progress
from geograph.sources.files.workbooks import Workbook, parsed

__all__ = ["iter_sheet"]

MAX_COLUMN = 16_384  # of a sheet of Excel
_TRUTH = {"1": "TRUE", "0": "FALSE"}


class _Rows:
    """Collects the rows of a sheet; a cell that shows no value is a fault of its row."""

    def __init__(self, book: Workbook, name: str) -> None:
        self.found: list[Line | RecordError] = []
        self._book, self._name = book, name
        self._row, self._at = 0, -1
        self._cells: list[str] = []
        self._fault: RecordError | None = None
        self._type, self._style, self._place = "", 0, ""
        self._parts: list[str] = []
        self._takes, self._aside, self._formula = False, 0, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell, or what a cell holds."""
        if tag == "c":
            self._place = attributes.get("r", "")
            letters = self._place.rstrip("0123456789")
            self._at = column_of(letters) if letters else self._at + 1
            self._type, self._formula = attributes.get("t", "n"), False
            style = attributes.get("s", "0")
            self._style = int(style) if style.isdigit() else 0
        elif tag == "v" or (tag == "t" and not self._aside):
            self._takes = True
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._at, self._cells, self._fault = -1, [], None
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._aside += 1

    def end(self, tag: str) -> None:
        """End it: put the value into its place, give out the row."""
        if tag == "v" or tag == "t":
            self._takes = False
        elif tag == "c":
            text = "".join(self._parts)
            self._parts.clear()
            if text or self._formula:
                self._put(text)
        elif tag == "row":
            self.found.append(self._fault or (self._row, self._cells))
        elif tag == "rPh":
            self._aside -= 1

    def text(self, data: str) -> None:
        """Take what a cell holds."""
        if self._takes:
            self._parts.append(data)

    def _put(self, text: str) -> None:
        if not 0 <= self._at < MAX_COLUMN:
            self._wrong(f"there is no column {self._place!r}")
            return
        value = self._shown(text)
        if value:
            self._cells.extend([""] * (self._at + 1 - len(self._cells)))
            self._cells[self._at] = value

    def _shown(self, text: str) -> str:
        kind = self._type
        if not text:
            if kind != "str":  # a formula may give an empty text
                self._wrong("a formula without its value")
            return ""
        if kind == "n":
            formats = self._book.formats
            return formats[self._style if self._style < len(formats) else 0](text)
        if kind == "s":
            strings = self._book.strings
            if not text.isdigit() or int(text) >= len(strings):
                self._wrong(f"there is no text {text!r} in the workbook")
                return ""
            return strings[int(text)]
        if kind == "b":
            return _TRUTH.get(text, text)
        if kind == "e":
            if text != "#N/A":  # which is how a sheet says that there is no value
                self._wrong(f"the cell shows the error {text}")
            return ""
        return text

    def _wrong(self, what: str) -> None:
        fix = "open the workbook, correct the cell, and save it"
        where = Where(self._name, self._row, self._place or None)
        self._fault = self._fault or RecordError(what, where=where, fix=fix)


def iter_sheet(
    book: Workbook,
    sheet: str,
    *,
    progress: Progress | None = None,
    on_error: OnError | None = None,
    on_merged: OnMerged | None = None,
) -> Iterator[Line]:
    """Yield the number of each row that holds cells, and its cells up to the last that does.

    The rows are streamed; the texts that cells share are held in memory. A cell that is merged over
    several rows has its value in each of them, and ``on_merged`` is told.

    Raises
    ------
    RecordError
        For a cell that shows an error or a formula without its value (given to ``on_error``
        instead where there is one), and for a sheet that is broken.
    """
    member, name = book.sheets[sheet], f"{book.part.name}!{sheet}"
    ranges = merged_in(book.part, member, book.sizes[member], name)
    yield from spread(_written(book, sheet, progress, on_error), ranges, on_merged)


def _written(
    book: Workbook, sheet: str, progress: Progress | None, on_error: OnError | None
) -> Iterator[Line]:
    """Yield the rows as they are written, of a merged range only its first cell."""
    member, name = book.sheets[sheet], f"{book.part.name}!{sheet}"
    rows = _Rows(book, name)
    size = book.sizes[member]
    for _ in parsed(book.part, member, size, rows, name=name, progress=progress):
        for found in rows.found:
            if not isinstance(found, RecordError):
                yield found
            elif on_error is None:
                raise found
            else:
                on_error(found)
        rows.found.clear()
