"""A researcher's own table → a draft of its mapping: guessed columns, and what is left to decide.

Every guess comes with the share of values that it could read, measured on the beginning of the
table; nothing is loaded. The draft is a mapping like any other: `geograph load my.yml my.csv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from geograph.display import Table
from geograph.display.short_repr import short_repr
from geograph.errors import GeographError, RecordError, Where
from geograph.sources.draft._guessing import Column, guess
from geograph.sources.draft._mapping_yaml import DELIMITERS, to_yaml, undecided
from geograph.sources.files import Form, open_table

__all__ = ["Column", "Draft", "draft"]

_ROWS = 5_000
_ENCODINGS = ("utf-8-sig", "cp1252")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposed mapping: its YAML, its columns, and what a person has to decide.

    ``file`` is where it was written, if anywhere.
    """

    __repr__ = short_repr

    yaml: str
    columns: tuple[Column, ...]
    open: tuple[str, ...]
    rows: int
    file: Path | None = None

    def to_table(self) -> Table:
        """Return what was guessed, column by column."""
        rows = tuple(
            (
                c.name,
                c.use,
                c.reading,
                f"{c.share:.0%}" if c.reading else "",
                c.values,
                ", ".join(c.unread),
            )
            for c in self.columns
        )
        columns = ("column", "taken for", "read as", "could be read", "values", "could not")
        notes = (f"guessed from {self.rows} rows", *(f"to decide: {one}" for one in self.open))
        return Table(columns, rows, "A draft of a mapping", notes)

    def _repr_html_(self) -> str:
        """Return the guesses as a table for a notebook; every text is escaped."""
        return self.to_table()._repr_html_()


def draft(path: str | Path) -> Draft:
    """Look at a table and propose its mapping.

    Parameters
    ----------
    path
        A delimited file with a header: CSV, TSV, semicolons; ``.gz`` and ``.zip`` too.

    Returns
    -------
    Draft
        It can be loaded as it is, but says of itself what nobody has decided yet.

    Raises
    ------
    RecordError
        The file cannot be read as a table, or has no row.
    """
    file = Path(path)
    form, header, rows = _read(file)
    columns = guess(header, rows)
    return Draft(
        yaml=to_yaml(file, form, columns),
        columns=tuple(columns),
        open=tuple(undecided(columns)),
        rows=len(rows),
    )


def _read(path: Path) -> tuple[Form, tuple[str, ...], list[Sequence[str]]]:
    """Return the form that gives the most columns, the header, and the first rows."""
    best: tuple[Form, tuple[str, ...], list[Sequence[str]]] | None = None
    error: GeographError | None = None
    for delimiter in DELIMITERS:
        first: GeographError | None = None
        for encoding in _ENCODINGS:
            form = Form(delimiter=delimiter, encodings=(encoding,))
            try:
                table = open_table(path, form, on_skip=lambda *_: None)
                rows = [cells for _, cells in islice(table.rows, _ROWS)]
            except RecordError as exc:
                first = first or exc
                continue
            if best is None or len(table.header) > len(best[1]):
                best = form, table.header, rows
            break
        else:
            error = error or first
    if best is None:
        raise error or RecordError("cannot be read", fix="see the path", where=Where(str(path)))
    if len(best[1]) < 2 and error is not None:
        raise error
    if len(best[1]) < 2 or not best[2]:
        fix = "give it a header, and values between commas, semicolons, tabs or bars"
        raise RecordError(
            "is not a table of two columns and a row", fix=fix, where=Where(str(path))
        )
    return best
