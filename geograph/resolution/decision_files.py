"""Read a CSV file in which people keep what they decided, line by line, strictly.

Decisions on entity resolution (`geograph.resolution.entities`) and about what the linter proposes
(`geograph.pipeline.validation`) are kept in such files, under version control beside the data.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from geograph.errors import DecisionError, Where

__all__ = ["day_of", "lines"]


def lines(path: str | Path, columns: tuple[str, ...]) -> Iterator[tuple[Where, dict[str, str]]]:
    """Yield the lines of a file of decisions, with their places; none if it is not there.

    Raises
    ------
    DecisionError
        The file cannot be read, has other columns, or a line has another number of cells.

    >>> list(lines("nowhere.csv", ("key", "decision")))
    []
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as exc:
        what = f"cannot be read: {exc}"
        raise DecisionError(what, fix="it is CSV in UTF-8", where=Where(str(path))) from exc
    if not text.strip():
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        if tuple(next(reader)) != columns:
            what = "is not a file of decisions"
            fix = f"its first line is {','.join(columns)}"
            raise DecisionError(what, fix=fix, where=Where(str(path), 1))
        line = reader.line_num + 1
        for row in reader:
            if row and len(row) != len(columns):
                what = f"has {len(row)} cells for {len(columns)} columns"
                fix = "put texts with commas into quotes"
                raise DecisionError(what, fix=fix, where=Where(str(path), line))
            if row:
                yield Where(str(path), line), dict(zip(columns, row, strict=True))
            line = reader.line_num + 1
    except csv.Error as exc:
        what, where = f"is not CSV: {exc}", Where(str(path), line)
        raise DecisionError(what, fix="close the quotes of the line", where=where) from exc


def day_of(text: str, where: Where) -> date:
    """Read the day of a decision, in the column ``when``.

    >>> day_of("2026-01-02", Where("mine.csv", 2))
    datetime.date(2026, 1, 2)
    """
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        what, place = f"invalid date {text!r}", Where(where.file, where.line, "when")
        raise DecisionError(what, fix="write YYYY-MM-DD", where=place) from exc
