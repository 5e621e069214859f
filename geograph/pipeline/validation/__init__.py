"""What a valid graph is, and what a corpus lacks: SHACL shapes, corpus rules, and a linter.

Findings of shapes and rules say what is wrong, with the fix; the linter proposes what a coder may
add or mend, and remembers what was decided.
"""

from __future__ import annotations

from geograph.validate.linter import Decision, decided, propose, read_decisions, tally
from geograph.validate.linter import to_table as proposals_table
from geograph.validate.places import Places
from geograph.validate.proposal import Proposal
from geograph.validate.shapes import (
    report,
    summary,
    validate_graph,
    validate_model,
    validate_store,
)

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
    "validate_graph",
    "validate_model",
    "validate_store",
]
