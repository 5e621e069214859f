"""What a valid graph is, and what a corpus lacks: SHACL shapes, corpus rules, and a linter.

Findings of shapes and rules say what is wrong, with the fix; the linter proposes what a coder may
add or correct, and remembers what was decided.
"""

from __future__ import annotations

from geograph.pipeline.validation.linter import Decision, decided, propose, read_decisions, tally
from geograph.pipeline.validation.linter import to_table as proposals_table
from geograph.pipeline.validation.proposal import Proposal
from geograph.pipeline.validation.shapes import (
    report,
    summary,
    validate_foreign,
    validate_graph,
    validate_model,
    validate_store,
)
from geograph.pipeline.validation.source_lines import Places

__all__ = [
    "Decision",
    "Places",
    "Proposal",
    "decided",
    "proposals_table",
    "propose",
    "read_decisions",
    "report",
    "summary",
    "tally",
    "validate_foreign",
    "validate_graph",
    "validate_model",
    "validate_store",
]
