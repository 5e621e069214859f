"""Answers as tables: text for terminals, CSV, JSON, Parquet, data frames, HTML."""

from __future__ import annotations

from geograph.display.answer_table import Cell, Table, plain
from geograph.display.table_list import Tables

__all__ = ["Cell", "Table", "Tables", "plain"]
