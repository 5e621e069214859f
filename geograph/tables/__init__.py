"""The model as tidy Parquet tables with documented columns."""

from __future__ import annotations

from geograph.tables.columns import SCHEMAS, Column, to_markdown
from geograph.tables.files import read, read_file, write

__all__ = ["SCHEMAS", "Column", "read", "read_file", "to_markdown", "write"]
