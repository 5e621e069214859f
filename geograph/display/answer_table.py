"""A table of answers, and its forms: aligned text, CSV, JSON, Parquet, pandas, HTML."""

from __future__ import annotations

import html
import importlib
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geograph.atomic import write_atomic
from geograph.display.short_repr import short_repr
from geograph.errors import ExportError

__all__ = ["Cell", "Table"]

#: How many rows a notebook shows.
_SHOWN = 40

Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Table:
    r"""Columns, rows, and what has to be said with them: a title, and notes on how to read them.

    Resources of geograph stand in it as local paths (``state/IRN``); None is "nothing known".

    Parameters
    ----------
    columns
        The names, each once.
    rows
        One tuple for each row, as long as ``columns``.
    title, notes
        What the rows answer; the policy, cuts and coverage that they rest on.

    Raises
    ------
    ExportError
        A name occurs twice, or a row has another length than the columns.

    Examples
    --------
    >>> table = Table(("who", "since"), (("Iran", date(2024, 9, 10)), ("Russia", None)))
    >>> print(table)
    who     since
    ──────  ──────────
    Iran    2024-09-10
    Russia
    >>> table.to_csv()
    'who,since\r\nIran,2024-09-10\r\nRussia,\r\n'
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    title: str | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        twice = sorted({name for name in self.columns if self.columns.count(name) > 1})
        if twice:
            raise ExportError(f"column {twice[0]!r} occurs twice", fix="give each its own name")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ExportError(
                    f"row {number} has {len(row)} cells for {len(self.columns)} columns",
                    fix="give every row one cell for each column",
                )

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def __str__(self) -> str:
        return self.to_text().rstrip("\n")

    __repr__ = short_repr

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return the cells of one column, from the first row to the last.

        >>> Table(("a", "b"), ((1, 2), (3, 4))).column("b")
        (2, 4)
        """
        if name not in self.columns:
            raise ExportError(f"no column {name!r}", fix=f"one of: {', '.join(self.columns)}")
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def to_text(self, *, width: int | None = None) -> str:
        """Return aligned columns for a terminal of ``width`` character cells (None: no limit).

        Characters that could drive a terminal or reorder its line are shown as escapes. Where the
        columns cannot be read side by side, each row becomes a block of ``column  value`` lines.

        >>> print(Table(("n",), ((1,), (10,)), notes=("policy: all",)).to_text(), end="")
         n
        ──
         1
        10
        <BLANKLINE>
        policy: all
        """
        from geograph.display.grid import layout  # it takes rich

        return layout(
            self.columns,
            [[plain(cell) for cell in row] for row in self.rows],
            numeric=[_kind(self.column(name)) in ("int", "float") for name in self.columns],
            title=self.title,
            notes=self.notes,
            width=width,
        )

    def to_csv(self) -> str:
        r"""Return RFC 4180 text with a header line: rows alone, without title and notes.

        No value is altered: a label that begins with ``=`` or ``@`` stays so, and a spreadsheet
        should import it as text. An empty text is written ``""``, None as nothing.

        >>> Table(("a", "b"), (("one, two", None), ("=1+1", True))).to_csv()
        'a,b\r\n"one, two",\r\n=1+1,true\r\n'
        """
        lines = [",".join(map(_quoted, self.columns))]
        for row in self.rows:
            # A lone None would be an empty line, which readers skip.
            lines.append('""' if row == (None,) else ",".join(map(_quoted, row)))
        return "".join(f"{line}\r\n" for line in lines)

    def to_json(self) -> str:
        """Return a JSON list with one object a row; dates are ISO 8601 text, NaN is null.

        >>> print(Table(("who", "n"), (("Türkiye", 1),)).to_json(), end="")
        [
        {"who": "Türkiye", "n": 1}
        ]
        """
        rows = [json.dumps(_jsonable(row), ensure_ascii=False, allow_nan=False) for row in self]
        body = ",\n".join(rows)
        return f"[\n{body}\n]\n" if rows else "[]\n"

    def to_parquet(self, path: str | Path) -> None:
        """Write a Parquet file as a whole; title and notes go into the metadata of its schema.

        A column of one type keeps it (date32, int64, double, bool); mixed ones become text.

        Raises
        ------
        ExportError
            The file cannot be written.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        types = {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64(), "date": pa.date32()}
        fields, arrays = [], []
        for name in self.columns:
            cells: Iterable[Cell] = self.column(name)
            kind = types.get(_kind(tuple(cells)), pa.string())
            if kind == pa.string():
                cells = [None if cell is None else plain(cell) for cell in cells]
            fields.append(pa.field(name, kind))
            arrays.append(pa.array(cells, kind))
        said = {"geograph.title": self.title or "", "geograph.notes": "\n".join(self.notes)}
        written = pa.BufferOutputStream()
        pq.write_table(pa.table(arrays, schema=pa.schema(fields, metadata=said)), written)
        write_atomic(path, written.getvalue().to_pybytes())

    def to_pandas(self) -> Any:
        """Return a ``pandas.DataFrame``; title and notes are in its ``attrs``.

        Raises
        ------
        ExportError
            pandas is not installed.
        """
        try:
            pandas = importlib.import_module("pandas")
        except ImportError as exc:
            fix = "pip install 'geograph[notebook]'"
            raise ExportError("pandas is not installed", fix=fix) from exc
        types = {"int": "Int64", "bool": "boolean", "float": "float64", "date": "datetime64[s]"}
        frame = pandas.DataFrame(
            {
                name: pandas.Series(self.column(name), dtype=types.get(_kind(cells), "object"))
                for name, cells in ((name, self.column(name)) for name in self.columns)
            },
            columns=list(self.columns),
        )
        frame.attrs.update(title=self.title, notes=list(self.notes))
        return frame

    def _repr_html_(self) -> str:
        """Return the first rows for a notebook; every text is escaped, web addresses are links."""
        caption = f"<caption>{html.escape(self.title)}</caption>" if self.title else ""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{_linked(plain(cell))}</td>' for cell in row)}</tr>"
            for row in self.rows[:_SHOWN]
        )
        more = len(self.rows) - _SHOWN
        cut = (f"{more:,} more rows: to_text(), to_pandas() or to_csv() have them all",) * (
            more > 0
        )
        told = (*cut, *self.notes)
        notes = "".join(f"<p><small>{html.escape(note)}</small></p>" for note in told)
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"


def plain(cell: Cell) -> str:
    """Return a cell as text: ISO dates, ``true`` and ``false``, nothing for None.

    >>> [plain(cell) for cell in (None, True, 1.5, date(2024, 9, 10), "Iran")]
    ['', 'true', '1.5', '2024-09-10', 'Iran']
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _kind(cells: Iterable[Cell]) -> str:
    """Name the one type that all known cells have; ``str`` where they differ or none is known."""
    kinds = {type(cell).__name__ for cell in cells if cell is not None}
    if kinds == {"int", "float"}:
        return "float"
    return kinds.pop() if len(kinds) == 1 else "str"


def _quoted(cell: Cell) -> str:
    text = plain(cell)
    if (cell is not None and not text) or any(mark in text for mark in '",\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _jsonable(row: dict[str, Cell]) -> dict[str, object]:
    return {
        name: plain(cell)
        if isinstance(cell, date)
        else None
        if isinstance(cell, float) and not math.isfinite(cell)
        else cell
        for name, cell in row.items()
    }


def _linked(text: str) -> str:
    safe = html.escape(text)
    if text.startswith(("https://", "http://")) and not any(c.isspace() for c in text):
        return f'<a href="{safe}" rel="noopener noreferrer">{safe}</a>'
    return safe
