"""Answers as tables: text for terminals, CSV, JSON, Parquet, data frames, HTML."""

from __future__ import annotations

from geograph.display.answer_table import Cell, Table, plain

__all__ = ["Cell", "Table", "plain"]
