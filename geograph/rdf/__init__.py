"""The model as quads, and nothing but that."""

from __future__ import annotations

from geograph.rdf.triples import quads

__all__ = ["quads"]
