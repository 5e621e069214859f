"""What a valid graph is: SHACL shapes and corpus rules, every finding with its fix."""

from __future__ import annotations

from geograph.validate.shapes import (
    report,
    summary,
    validate_graph,
    validate_model,
    validate_store,
)

__all__ = ["report", "summary", "validate_graph", "validate_model", "validate_store"]
