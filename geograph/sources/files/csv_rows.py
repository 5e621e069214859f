"""Reads the rows of a CSV file: joined where they are broken, refused where they do not fit."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import Part
from geograph.sources.files.form import CTRL_Z, Form
from geograph.sources.files.header import Layout, dialect
from geograph.sources.files.odd_rows import NOTE, odd_row
from geograph.sources.files.streams import Progress, text

__all__ = ["Line", "OnError", "OnSkip", "iter_rows"]

Line = tuple[int, Sequence[str]]
OnError = Callable[[RecordError], None]
#: Is told the line of a row that is no record, why it is none, and the words of a note.
OnSkip = Callable[[int, str, str], None]

# What ends a file of CP/M and DOS.
_END = "\x1a"


def iter_rows(
    part: Part,
    form: Form,
    encoding: str,
    layout: Layout,
    *,
    progress: Progress | None = None,
    on_error: OnError | None = None,
    on_skip: OnSkip | None = None,
) -> Iterator[Line]:
    """Yield the line on which each row begins, and its cells, as many as there are columns.

    Blank lines and rows of nothing but empty cells are not records. Empty cells beyond the last
    column are padding and cut off; missing cells are an error, even at the end of a row, since
    nobody can tell a short row from a broken one. Totals, notes and repeated headers are given to
    ``on_skip`` where there is one, and left out then.

    Raises
    ------
    RecordError
        For a row with too many or too few cells or a misplaced quote (given to ``on_error``
        instead where there is one), and for a quote that is never closed or a cell too long.
    """
    width, join = len(layout.header), form.join_broken
    form = layout.form(form)
    written = layout.written or layout.header
    head = written[0].strip().casefold()
    with text(part, encoding, progress=progress) as stream:
        next(islice(stream, layout.skip, layout.skip), None)
        reader = csv.reader(stream, **dialect(form, strict=True))
        line = layout.skip
        held: Line | None = None  # what may be the first half of a broken record
        while True:
            try:
                for cells in reader:
                    start, line = line + 1, layout.skip + reader.line_num
                    if (
                        len(cells) == width
                        and held is None
                        and cells[0]
                        and CTRL_Z not in cells[0]
                        and cells[0].strip().casefold() != head
                        and (width == 1 or cells[1])
                        and not (join and not cells[-1])
                    ):
                        yield start, cells
                        continue
                    if not any(cell.strip() for cell in cells):
                        continue
                    if held is not None:
                        whole = _joined(held[1], cells, width)
                        if whole is not None:
                            yield held[0], whole
                            held = None
                            continue
                        yield from _fitted(part, *held, layout, on_error)
                        held = None
                    if _ends(cells, form):
                        _refuse_more(part, start, reader)
                        return
                    if on_skip is not None and (why := odd_row(cells, written)):
                        on_skip(start, why, cells[0] if why == NOTE else "")
                        continue
                    if join and (len(cells) < width or not cells[width - 1]):
                        held = (start, cells)
                        continue
                    yield from _fitted(part, start, cells, layout, on_error)
            except csv.Error as exc:
                start, line = line + 1, layout.skip + reader.line_num
                _give(_no_csv(part, start, exc), exc, on_error)
                continue
            break
        if held is not None:
            yield from _fitted(part, *held, layout, on_error)


def _ends(cells: Sequence[str], form: Form) -> bool:
    """Return whether a row is the mark that ends a file: alone, or Ctrl-Z before empty cells."""
    said = [cell.strip(" ") for cell in cells]
    return said == [form.end_mark] or {*said} - {""} == {CTRL_Z}


def _give(error: RecordError, cause: csv.Error, on_error: OnError | None) -> None:
    """Report an error of a row; raise it where the reader cannot go on behind it."""
    if on_error is None or "expected after" not in str(cause):
        raise error from cause
    on_error(error)


def _refuse_more(part: Part, line: int, rest: Iterator[list[str]]) -> None:
    """Raise where rows follow the line that marks the end of the file."""
    if any(cell.strip(f" {CTRL_Z}") for cells in rest for cell in cells):
        raise RecordError(
            "rows follow the mark that ends the file",
            where=Where(part.name, line),
            fix="download the file again, or remove the mark",
        )


def _fitted(
    part: Part, line: int, cells: Sequence[str], layout: Layout, on_error: OnError | None
) -> Iterator[Line]:
    """Yield the row without padding; report it where it does not fit."""
    width = len(layout.header)
    if len(cells) >= width and not any(cells[width:]):
        yield line, cells[:width]
        return
    if len(cells) in layout.shorter:
        yield line, [*cells, *[""] * (width - len(cells))]
        return
    error = RecordError(
        f"{len(cells)} cells where {width} are expected",
        where=Where(part.name, line),
        fix="correct the line: a separator is missing or too many, or a record spans lines",
    )
    if on_error is None:
        raise error
    on_error(error)


def _joined(first: Sequence[str], second: Sequence[str], width: int) -> list[str] | None:
    """Return the two halves of a broken record as one row, or None where they make none.

    >>> _joined(["a", "b c"], ["d e", "f"], 3)
    ['a', 'b c d e', 'f']
    >>> _joined(["a", "b c", ""], ["d e", "f", ""], 3)
    ['a', 'b c d e', 'f']
    """
    for one, two in ((list(first), list(second)), (_trimmed(first), _trimmed(second))):
        if one and two and len(one) < width and len(one) + len(two) - 1 == width:
            return [*one[:-1], f"{one[-1]} {two[0]}".strip(), *two[1:]]
    return None


def _trimmed(cells: Sequence[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _no_csv(part: Part, line: int, exc: csv.Error) -> RecordError:
    said = str(exc)
    if "unexpected end" in said:
        what, fix = (
            "a quote opens here and is never closed",
            "close it, or set no quote in the form",
        )
    elif "limit" in said:
        what, fix = "a cell is far too long", "close the quote that opens it"
    else:
        what, fix = f"a misplaced quote: {said}", "double every quote within a quoted cell"
    return RecordError(what, where=Where(part.name, line), fix=fix)
