"""A researcher's own table → a draft of its mapping: guessed columns, and what is left to decide.

Every guess comes with the share of values that it could read, measured on the beginning of the
table; nothing is loaded. The draft is a mapping like any other: `geograph load my.yml my.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geograph.display import Table
from geograph.display.short_repr import short_repr
from geograph.sources.draft._column_readings import Column
from geograph.sources.draft._guessing import guess
from geograph.sources.draft._mapping_yaml import to_yaml, undecided
from geograph.sources.draft._sample import sample

__all__ = ["Column", "Draft", "draft"]


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


def draft(path: str | Path, *, sheet: str | None = None) -> Draft:
    """Look at a table and propose its mapping.

    Parameters
    ----------
    path
        A table: delimited text, a sheet of Excel, Parquet, Stata, SPSS or JSON, plain or packed.
    sheet
        The sheet of a workbook that has several tables.

    Returns
    -------
    Draft
        It can be loaded as it is, but says of itself what nobody has decided yet.

    Raises
    ------
    RecordError
        The file cannot be read as a table, has no row, or has several tables.
    """
    file = Path(path)
    found = sample(file, sheet)
    guessed = guess(found.header, found.rows)
    return Draft(
        yaml=to_yaml(file, found, guessed),
        columns=guessed.columns,
        open=tuple(undecided(guessed, found)),
        rows=len(found.rows),
    )
