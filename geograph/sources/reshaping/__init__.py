"""Records of a file → other records: what a function beside a mapping is given, and gives.

A function takes the records of a file and ``files``, which gives the records of another file of the
same release by the name of its layout, and counts what is left out. It yields records, never RDF.
"""

from __future__ import annotations

from geograph.sources.files import Record
from geograph.sources.reshaping.derived_records import (
    ChangedRecord,
    DerivedRecord,
    Files,
    Function,
    Part,
)
from geograph.sources.reshaping.reshape_function import Reshape

__all__ = ["ChangedRecord", "Files", "Function", "DerivedRecord", "Part", "Record", "Reshape"]
