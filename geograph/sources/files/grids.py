"""Finds the table in a file that holds cells and no text: a sheet, Parquet, Stata, SPSS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import islice

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import Part
from geograph.sources.files.columnar import iter_parquet, iter_statistics
from geograph.sources.files.csv_rows import Line, OnError, OnSkip
from geograph.sources.files.form import Form
from geograph.sources.files.header import WINDOW, Layout, header_among
from geograph.sources.files.merged_cells import OnMerged
from geograph.sources.files.odd_rows import NOTE, odd_row
from geograph.sources.files.sheet_rows import iter_sheet
from geograph.sources.files.streams import Progress
from geograph.sources.files.workbooks import Workbook, open_workbook

__all__ = ["Grid", "find_grid", "grid_rows", "grids_of", "several"]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of cells: the part that it stands in, its name for messages, and its columns."""

    part: Part
    name: str
    layout: Layout
    book: Workbook | None = None
    sheet: str = ""

    def lines(
        self,
        progress: Progress | None = None,
        on_error: OnError | None = None,
        on_merged: OnMerged | None = None,
    ) -> Iterator[Line]:
        """Yield the rows from the first on, each with its number."""
        if self.book is not None:
            return iter_sheet(
                self.book, self.sheet, progress=progress, on_error=on_error, on_merged=on_merged
            )
        read = iter_parquet if self.part.packing == "parquet" else iter_statistics
        return read(self.part, progress=progress)


def find_grid(part: Part, form: Form) -> Grid:
    """Return the one table of a file that has the columns of a form.

    Raises
    ------
    RecordError
        If no sheet has them, or several have; and for a file that is broken.
    """
    if form.format != "csv":
        raise RecordError(
            f"this is a table ({part.packing}), not {form.format}",
            where=Where(part.name),
            fix="check that this is the right file and the right layout",
        )
    grids = grids_of(part, form.sheet)
    if part.packing != "xlsx":
        return replace(grids[0], layout=_layout(grids[0], form))
    found, wrong = [], []
    for grid in grids:
        try:
            found.append(replace(grid, layout=_layout(grid, form)))
        except RecordError as exc:
            wrong.append(exc)
    if len(found) == 1:
        return found[0]
    if found:
        raise several(part.name, [grid.sheet for grid in found])
    if len(wrong) == 1:
        raise wrong[0]
    told = "; ".join(
        f"{exc.where.file.rpartition('!')[2]}: {exc.what}" for exc in wrong if exc.where
    )
    raise RecordError(
        f"no sheet holds the table ({told})" if told else "the workbook has no sheet",
        where=Where(part.name),
        fix="check that this is the right file and the right layout",
    )


def grids_of(part: Part, sheet: str | None = None) -> list[Grid]:
    """Return what may be the table of a file: its visible sheets, or the one of a name.

    Raises
    ------
    RecordError
        If there is no sheet of the name; and for a file that is broken.
    """
    if part.packing != "xlsx":
        return [Grid(part, part.name, Layout((), 0))]
    book = open_workbook(part)
    names = [name for name in book.sheets if name not in book.hidden] or list(book.sheets)
    if sheet is not None:
        names = [sheet] if sheet in book.sheets else []
        names = names or [name for name in book.sheets if fnmatchcase(name, sheet)]
        if not names:
            listed = ", ".join(map(repr, book.sheets)) or "none"
            raise RecordError(
                f"there is no sheet {sheet!r}; found {listed}",
                where=Where(part.name),
                fix="name one of them as `sheet` of the source",
            )
    return [Grid(part, f"{part.name}!{name}", Layout((), 0), book, name) for name in names]


def several(file: str, sheets: Sequence[str]) -> RecordError:
    """Return the error for a workbook of which more than one sheet may be meant."""
    return RecordError(
        f"{len(sheets)} sheets hold such a table: {', '.join(map(repr, sheets))}",
        where=Where(file),
        fix=f"say which one is meant: `sheet: {sheets[0]}` in the source of the mapping,"
        " or --sheet of `geograph init-dataset`",
    )


def _layout(grid: Grid, form: Form) -> Layout:
    errors: list[RecordError] = []
    lines = grid.lines(on_error=errors.append)
    first = list(islice(lines, WINDOW))
    if not any(cell.strip() for _, cells in first for cell in cells):
        what = "the table is empty" if not errors else errors[0].what
        raise RecordError(what, where=Where(grid.name), fix="choose another file or sheet")
    return header_among(grid.name, form, first)


def grid_rows(
    grid: Grid,
    layout: Layout,
    *,
    progress: Progress | None = None,
    on_error: OnError | None = None,
    on_skip: OnSkip | None = None,
    on_fill: OnSkip | None = None,
) -> Iterator[Line]:
    """Yield the rows below the header, as many cells as there are columns; empty rows are none.

    Totals, notes and repeated headers are given to ``on_skip`` where there is one, as those of a
    text file are, and left out then. ``on_fill`` is told row, column and value of each cell that is
    filled, since it is merged with one above it.

    Raises
    ------
    RecordError
        For a row with a value beyond the last column, or a cell that cannot be read (given to
        ``on_error`` instead where there is one).
    """
    width = len(layout.header)

    def told(error: RecordError) -> None:
        if error.where is not None and (error.where.line or 0) <= layout.skip:
            return  # a fault above the table is none of it
        if on_error is None:
            raise error
        on_error(error)

    def merged(number: int, column: int, value: str) -> None:
        if on_fill is not None and number > layout.skip and column < width:
            on_fill(number, layout.header[column], value)

    for number, cells in grid.lines(progress, told, merged):
        if number <= layout.skip or not any(cell.strip() for cell in cells):
            continue
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            what = f"a value in column {len(cells)} where there are {width} columns"
            fix = "give the column a name in the header, or empty the cell"
            told(RecordError(what, where=Where(grid.name, number), fix=fix))
            continue
        row = [*cells[:width], *[""] * (width - len(cells))]
        if on_skip is not None and (why := odd_row(row, layout.written or layout.header)):
            on_skip(number, why, row[0] if why == NOTE else "")
            continue
        yield number, row
