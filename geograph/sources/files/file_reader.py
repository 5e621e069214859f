"""Reads a publisher's file of any form as records, or a CSV file as bare rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from geograph.errors import GeographError, RecordError, Where
from geograph.sources.files.archives import CELLS, Part, parts
from geograph.sources.files.csv_rows import Line, OnError, OnSkip, iter_rows
from geograph.sources.files.form import Form
from geograph.sources.files.grids import find_grid, grid_rows
from geograph.sources.files.header import Layout, find_layout, widened
from geograph.sources.files.json_objects import iter_lines, iter_objects
from geograph.sources.files.record import Record, Row
from geograph.sources.files.scan import encoding_of
from geograph.sources.files.streams import CHUNK, Progress, chunks
from geograph.sources.files.xml_elements import iter_elements

__all__ = ["Table", "beginning", "digest", "fits", "open_table", "read"]

BEGINNING = 16_000_000  # bytes in which `fits` looks for a first record


@dataclass(slots=True)
class Table:
    """A CSV file as its header and its rows, without a mapping for each row.

    ``rows`` yields the line on which each row begins and its cells, as many as the header has
    names; ``file`` is what the row at hand was read from (a member, in an archive).
    """

    header: tuple[str, ...]
    rows: Iterator[Line]
    file: str


def open_table(
    path: Path,
    form: Form,
    *,
    progress: Progress | None = None,
    on_error: OnError | None = None,
    on_skip: OnSkip | None = None,
    on_fill: OnSkip | None = None,
) -> Table:
    """Open a table: a CSV file, plain or packed, a sheet, or a file of typed columns.

    Members of an archive follow one another. Rows of a sheet have its numbers, those of typed
    columns count from 1.

    The whole file is looked through once for control bytes and its encoding before the first row
    is given out; both passes stream.

    Parameters
    ----------
    progress
        Is told bytes read of the file on disk, and its size.
    on_error
        Takes the errors of single rows, which are then left out; without it they are raised.
    on_skip
        Is told which rows are totals, notes below the table or its header once more, which are
        then left out.
    on_fill
        Is told row, column and value of each cell of a sheet that is merged with one above it.

    Raises
    ------
    RecordError
        For everything that makes the file, its encoding, its header or a row unreadable.
    """
    opened = parts(path, form.members)
    if opened[0].packing in CELLS:
        grid = find_grid(opened[0], form)
        cells = grid_rows(
            grid, grid.layout, progress=progress, on_error=on_error, on_skip=on_skip,
            on_fill=on_fill,
        )  # fmt: skip
        return Table(grid.layout.header, cells, grid.name)
    read_from = [(part, encoding_of(part, form)) for part in opened]
    found = [
        (part, name, widened(part, form, name, find_layout(part, form, name)))
        for part, name in read_from
    ]
    header = max((layout.header for _, _, layout in found), key=len)
    for n, (part, name, layout) in enumerate(found):
        found[n] = part, name, layout = part, name, layout.within(header, form)
        if layout.header != header:
            other = sorted(set(header) ^ set(layout.header)) or ["their order"]
            raise RecordError(
                f"its columns differ from those of the others: {', '.join(other[:8])}",
                where=Where(part.name),
                fix="choose members of one layout",
            )
    table = Table(header, iter(()), found[0][0].name)
    table.rows = _rows(table, found, form, progress, on_error, on_skip)
    return table


def _rows(
    table: Table,
    found: Sequence[tuple[Part, str, Layout]],
    form: Form,
    progress: Progress | None,
    on_error: OnError | None,
    on_skip: OnSkip | None,
) -> Iterator[Line]:
    for part, encoding, layout in found:
        table.file = part.name
        yield from iter_rows(
            part, form, encoding, layout, progress=progress, on_error=on_error, on_skip=on_skip
        )


def read(
    path: Path,
    form: Form,
    *,
    progress: Progress | None = None,
    on_error: OnError | None = None,
    on_skip: OnSkip | None = None,
    on_fill: OnSkip | None = None,
) -> Iterator[Record]:
    r"""Yield the records of a file of any form, one at a time.

    Parameters
    ----------
    progress, on_error, on_skip, on_fill
        As for `open_table`. What breaks a whole file (encoding, control bytes, XML or JSON that
        is not well-formed, an archive that is not safe) is raised in any case.

    Raises
    ------
    RecordError
        With file, line and fix.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.csv")
    ...     _ = path.write_text("Source: me\n\nactor;year\nIran;2024\n")
    ...     form = Form(delimiter=";", required=("actor", "year"))
    ...     [(record.line, record.first("actor")) for record in read(path, form)]
    [(4, 'Iran')]
    """
    if form.format == "csv":
        table = open_table(
            path, form, progress=progress, on_error=on_error, on_skip=on_skip, on_fill=on_fill
        )
        yield from _table_records(table)
        return
    opened = parts(path, form.members)
    if opened[0].packing in CELLS:
        find_grid(opened[0], form)  # which says that this is a table
    for part, encoding in [(p, encoding_of(p, form)) for p in opened]:
        yield from _part_records(part, form, encoding, progress=progress, on_error=on_error)


def _table_records(table: Table) -> Iterator[Record]:
    index = {name: n for n, name in enumerate(table.header)}
    for line, cells in table.rows:
        yield Row(table.file, line, index, cells)


def _part_records(
    part: Part,
    form: Form,
    encoding: str,
    *,
    progress: Progress | None = None,
    on_error: OnError | None = None,
    limit: int | None = None,
) -> Iterator[Record]:
    if form.format == "xml":
        return iter_elements(part, form, progress=progress, limit=limit)
    reader = iter_lines if form.format == "jsonl" else iter_objects
    return reader(part, form, encoding, progress=progress, limit=limit, on_error=on_error)


def fits(path: Path, form: Form) -> str | None:
    r"""Return None if the beginning of a file looks like this form, else the reason why not.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.csv")
    ...     _ = path.write_text("Iran;Russia\n")
    ...     fits(path, Form(header=False, columns=(("actor", "recipient"),)))
    "1 cells where 2 are expected; the separator looks like ';' (the form says ',')"
    """
    try:
        for part in parts(path, form.members):
            if part.packing in CELLS:
                find_grid(part, form)
                return None
            encoding = encoding_of(part, form, limit=CHUNK)
            if form.format == "csv":
                find_layout(part, form, encoding)
                continue
            # without a path, an object may be a table only as a whole
            limit = BEGINNING if form.records or form.format != "json" else None
            if not any(islice(_part_records(part, form, encoding, limit=limit), 1)):
                return "no record at the beginning"
    except GeographError as exc:
        hint = exc.fix if exc.fix and "separator" in exc.fix else None
        return f"{exc.what}; {hint}" if hint else exc.what
    return None


def beginning(path: Path, size: int = 4_000) -> str:
    """Return the first bytes of a file, unpacked, as text in which strange signs are replaced.

    Raises
    ------
    RecordError
        For a file that cannot be opened.
    """
    part = parts(path)[0]
    if part.packing in CELLS:
        return ""
    data = next(chunks(part, limit=size), b"")[:size]
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")


def digest(paths: Sequence[Path]) -> str:
    """Return the SHA-256 of the files' bytes, in hexadecimal, whatever their names and order.

    One file has the digest that ``sha256sum`` prints; several have that of their sorted digests.

    Raises
    ------
    RecordError
        For a file that cannot be read.
    """
    found = sorted(_file_digest(path) for path in paths)
    return found[0] if len(found) == 1 else hashlib.sha256("".join(found).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError) as exc:
        raise RecordError(
            f"cannot be read: {exc}", where=Where(str(path)), fix="check the path"
        ) from exc
