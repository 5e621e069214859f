"""Draft a mapping for your own table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geograph.atomic import write_atomic
from geograph.errors import MappingError
from geograph.interface.arguments import Place, place
from geograph.interface.checking import public
from geograph.sources.draft import Draft, draft

__all__ = ["init_dataset"]


@public
def init_dataset(
    table: Place,
    *,
    output: Place | None = None,
    sheet: str | None = None,
    force: bool = False,
) -> Draft:
    """Draft a mapping for your own table by guessing what its columns mean.

    Parameters
    ----------
    table
        A table: delimited text, a sheet of Excel, Parquet, Stata, SPSS or JSON, plain or packed.
    output
        Where the draft goes; None means the table's name with ``.yml``, in the current folder.
    sheet
        The sheet of a workbook that has several tables.
    force
        Replace an existing file.

    Returns
    -------
    Draft
        How many values each guess could read, and what is left to decide.

    Raises
    ------
    MappingError
        The file of the draft already exists.
    RecordError
        The table cannot be read, has no row, or is one of several sheets.
    """
    source = place(table)
    made = draft(source, sheet=sheet)
    target = place(output) if output is not None else Path(f"{source.name.split('.')[0]}.yml")
    if target.exists() and not force:
        raise MappingError(
            f"{str(target)!r} already exists", fix="name another with -o, or --force"
        )
    return replace(made, file=write_atomic(target, made.yaml))
