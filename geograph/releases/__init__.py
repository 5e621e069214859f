"""Releases of data sets: rows to lines and tables, and what a store says of them."""

from __future__ import annotations

from geograph.releases.release import Release
from geograph.releases.report import LoadReport
from geograph.releases.writer import ReleaseWriter

__all__ = ["LoadReport", "Release", "ReleaseWriter"]
