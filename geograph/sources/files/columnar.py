"""Reads the rows of files that hold typed columns: Parquet, Stata and SPSS, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import Part
from geograph.sources.files.csv_rows import Line
from geograph.sources.files.number_formats import plain_number
from geograph.sources.files.streams import Progress

__all__ = ["iter_parquet", "iter_statistics"]

BATCH = 10_000  # rows that are held at once


def iter_parquet(part: Part, *, progress: Progress | None = None) -> Iterator[Line]:
    """Yield the names of the columns of a Parquet file as row 0, then its rows from 1.

    Raises
    ------
    RecordError
        For a file that is broken, or a column of records.
    """
    import pyarrow
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(part.path) as file:
            schema = file.schema_arrow
            for column in schema:
                if pyarrow.types.is_struct(column.type) or pyarrow.types.is_map(column.type):
                    raise RecordError(
                        "a column of records cannot be read as cells",
                        where=Where(part.name, None, column.name),
                        fix="write its fields as columns of their own",
                    )
            yield 0, list(schema.names)
            texts = (
                text
                for b in file.iter_batches(BATCH)
                for text in zip(*_texts(b.columns), strict=True)
            )
            yield from _numbered(texts, file.metadata.num_rows, part, progress)
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as exc:
        raise _broken(part, "Parquet", exc) from exc


def _texts(columns: Iterable[Any]) -> Iterator[list[str]]:
    for column in columns:
        yield [_text(value) for value in column.to_pylist()]


def _text(value: Any) -> str:
    """Return a typed value as a table shows it.

    >>> [_text(v) for v in (None, 2.0, True, date(2014, 5, 3), datetime(2014, 5, 3), ["a", "b"])]
    ['', '2', 'true', '2014-05-03', '2014-05-03', 'a;b']
    """
    if value is None or value != value:  # nothing, or not a number
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return plain_number(repr(float(value)))
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == value.microsecond == 0
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, (list, tuple)):
        return ";".join(map(_text, value))
    return str(value)


def iter_statistics(part: Part, *, progress: Progress | None = None) -> Iterator[Line]:
    """Yield the names of the variables of a Stata or SPSS file as row 0, then its rows from 1.

    A variable keeps its numbers; where it has labels for them, a column ``name (label)`` follows.

    Raises
    ------
    RecordError
        For a file that is broken, and where the library that reads it is not installed.
    """
    kind = "Stata" if part.packing == "dta" else "SPSS"
    try:
        import pyreadstat
    except ImportError as exc:
        raise RecordError(
            f"a {kind} file needs the library pyreadstat",
            where=Where(part.name),
            fix='install it: pip install "geograph[stata]", or save the table as CSV or Parquet',
        ) from exc
    reader = pyreadstat.read_dta if part.packing == "dta" else pyreadstat.read_sav
    try:
        _, about = reader(str(part.path), metadataonly=True, output_format="dict")
        readers = [_variable(name, about) for name in about.column_names]
        yield 0, [column for _, columns, _ in readers for column in columns]
        batches = pyreadstat.read_file_in_chunks(
            reader, str(part.path), chunksize=BATCH, output_format="dict"
        )
        rows = (
            [cell for cells in row for cell in cells]
            for found, _ in batches
            for row in zip(
                *([read(v) for v in found[name]] for name, _, read in readers), strict=True
            )
        )
        yield from _numbered(rows, about.number_rows or 0, part, progress)
    except (pyreadstat.ReadstatError, OSError, UnicodeDecodeError) as exc:
        raise _broken(part, kind, exc) from exc


def _variable(name: str, about: Any) -> tuple[str, list[str], Callable[[Any], tuple[str, ...]]]:
    """Return the name of a variable, its columns, and the function that gives their texts."""
    single = about.readstat_variable_types.get(name) == "float"
    shown = str(about.original_variable_types.get(name) or "")
    labels = {_text(value): str(text) for value, text in
              (about.variable_value_labels.get(name) or {}).items()}  # fmt: skip

    def text(value: Any) -> str:
        if shown.startswith("%tm") and isinstance(value, float) and value == value:
            year, month = divmod(int(value), 12)  # months since January 1960
            return f"{1960 + year:04}-{month + 1:02}"
        if single and isinstance(value, float) and value == value:
            return plain_number(f"{value:.7g}" if value != int(value) else repr(float(value)))
        return _text(value)

    if not labels:
        return name, [name], lambda value: (text(value),)

    def with_label(value: Any) -> tuple[str, ...]:
        plain = text(value)
        return plain, labels.get(plain, "")

    return name, [name, f"{name} (label)"], with_label


def _numbered(
    rows: Iterable[Iterable[str]], number: int, part: Part, progress: Progress | None
) -> Iterator[Line]:
    size = part.path.stat().st_size
    for n, row in enumerate(rows, 1):
        if progress is not None and n % BATCH == 0:
            progress(min(size, size * n // max(number, 1)), size)
        yield n, list(row)
    if progress is not None:
        progress(size, size)


def _broken(part: Part, kind: str, exc: Exception) -> RecordError:
    return RecordError(
        f"cannot be read as {kind}: {str(exc).splitlines()[0] if str(exc) else exc!r}",
        where=Where(part.name),
        fix="download the file again, or save the table as CSV",
    )
