"""Publishers' own files → records: streamed, checked, every fault with its file, line and fix."""

from __future__ import annotations

from geograph.records.form import Form
from geograph.records.header import looks_like
from geograph.records.read import Table, beginning, digest, fits, open_table, read
from geograph.records.record import Record

__all__ = [
    "Form",
    "Record",
    "Table",
    "beginning",
    "digest",
    "fits",
    "looks_like",
    "open_table",
    "read",
]
