"""How a publisher's file is laid out: format, separators, encodings, columns, record paths."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field

from geograph.errors import RecordError

__all__ = ["CTRL_Z", "FORMATS", "Form"]

FORMATS = ("csv", "jsonl", "json", "xml")
#: What old programs write at the end of a text, alone or before empty cells.
CTRL_Z = "\x1a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    r"""How a publisher's file is laid out.

    Parameters
    ----------
    format
        ``csv``, ``jsonl``, ``json`` or ``xml``. A table of ``csv`` may as well be a sheet of an
        Excel workbook, a Parquet file, or a data set of Stata or SPSS.
    delimiter, quote
        Of CSV; a quote of None means that nothing is quoted (a ``"`` is then an ordinary sign).
    encodings
        Tried in this order, strictly: the first that reads the whole file is used. XML states its
        own and ignores them.
    columns
        For CSV without a header: alternative lists of names; the one that is as long as the first
        row is used.
    header
        Whether a CSV file has a header line of its own.
    required
        Columns that must be there. The first line that holds all of them is the header; what
        stands before it is a preamble and skipped.
    optional
        Columns that may be there; they and the required ones are matched without regard to case.
    rename
        Header names of other vintages → ours, matched without regard to case.
    join_broken
        Put a record together again that an unquoted newline broke over two lines. Only for tables
        whose last column is never empty, since an empty one is how a padded half is recognised.
    end_mark
        A last line that holds only this is the end of the file; Ctrl-Z is one in any table.
    records
        For XML and JSON: the path of the records below the root, alternatives separated by ``|``.
        Without it every child of the root (XML) or item of the array (JSON) is a record.
    members
        Pattern of the members of a ``.zip`` to read, in the order of their names; all without it.
    sheet
        Name of the sheet of a workbook, in which ``*`` stands for anything; without it, the only
        one that has the columns.

    Raises
    ------
    RecordError
        For a format, separator or encoding that does not exist.

    >>> Form(encodings=("utf-9",))
    Traceback (most recent call last):
    ...
    geograph.errors.RecordError: unknown encoding 'utf-9'
      fix: use a name that Python knows, such as utf-8 or cp1252
    """

    format: str = "csv"
    delimiter: str = ","
    quote: str | None = '"'
    encodings: tuple[str, ...] = ("utf-8-sig",)
    columns: tuple[tuple[str, ...], ...] = ()
    header: bool = True
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    join_broken: bool = False
    end_mark: str | None = None
    records: str | None = None
    members: str | None = None
    sheet: str | None = None

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            raise RecordError(
                f"unknown format '{self.format}'", fix=f"use one of {', '.join(FORMATS)}"
            )
        if len(self.delimiter) != 1 or self.delimiter in '\r\n"':
            raise RecordError(
                f"the separator {self.delimiter!r} is not a single character",
                fix="use one, such as ','",
            )
        if self.quote is not None and len(self.quote) != 1:
            raise RecordError(f"the quote {self.quote!r} is not a single character", fix="use one")
        if not self.encodings:
            raise RecordError("no encoding is listed", fix="list at least one, such as utf-8-sig")
        for name in self.encodings:
            if not _is_encoding(name):
                raise RecordError(
                    f"unknown encoding '{name}'",
                    fix="use a name that Python knows, such as utf-8 or cp1252",
                )
        if self.format == "csv" and not self.header and not self.columns:
            raise RecordError("neither header nor columns are given", fix="name the columns")


def _is_encoding(name: str) -> bool:
    """Return whether Python knows an encoding of text by this name that can be read in pieces."""
    try:
        decoder = codecs.getincrementaldecoder(name)("strict")
        return decoder.decode("a,1\n".encode(name)) == "a,1\n"
    except (LookupError, TypeError, ValueError):
        return False  # `hex` and `rot13` are codecs too, but not of text
