"""Publishers' own files → records: streamed, checked, every fault with its file, line and fix."""

from __future__ import annotations

from geograph.sources.files.file_reader import Table, beginning, digest, fits, open_table, read
from geograph.sources.files.form import Form
from geograph.sources.files.header import looks_like
from geograph.sources.files.missing_marks import MISSING, with_floats
from geograph.sources.files.record import Record

__all__ = [
    "MISSING",
    "Form",
    "Record",
    "Table",
    "beginning",
    "digest",
    "fits",
    "looks_like",
    "open_table",
    "read",
    "with_floats",
]
