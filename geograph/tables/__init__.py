"""The model as tidy Parquet tables with documented columns."""

from __future__ import annotations

from geograph.tables.columns import SCHEMAS, Column, to_markdown
from geograph.tables.files import read, write

__all__ = ["SCHEMAS", "Column", "read", "to_markdown", "write"]
