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
def init_dataset(table: Place, *, output: Place | None = None, force: bool = False) -> Draft:
    """Draft a mapping for your own table by guessing what its columns mean.

    Parameters
    ----------
    table
        A delimited file with a header: CSV, TSV, semicolons; ``.gz`` and ``.zip`` too.
    output
        Where the draft goes; None means the table's name with ``.yml``, in the current folder.
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
        The table cannot be read, or has no row.
    """
    source = place(table)
    made = draft(source)
    target = place(output) if output is not None else Path(f"{source.name.split('.')[0]}.yml")
    if target.exists() and not force:
        raise MappingError(
            f"{str(target)!r} already exists", fix="name another with -o, or --force"
        )
    return replace(made, file=write_atomic(target, made.yaml))
