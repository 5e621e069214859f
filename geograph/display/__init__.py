"""Answers as tables: text for terminals, CSV, JSON, Parquet, data frames, HTML."""

from __future__ import annotations

from geograph.table.table import Cell, Table, plain

__all__ = ["Cell", "Table", "plain"]
