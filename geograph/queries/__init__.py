"""Saved questions and any SPARQL, answered as tables that name their claimants."""

from __future__ import annotations

from geograph.queries.asking import ask
from geograph.queries.file import Param, Query, parse
from geograph.queries.registry import catalogue, catalogue_table, queries

__all__ = ["Param", "Query", "ask", "catalogue", "catalogue_table", "parse", "queries"]
