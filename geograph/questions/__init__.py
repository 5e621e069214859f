"""Questions, saved or one's own, answered as tables that name their claimants and their coverage.

A saved question is one file: SPARQL with a header in ``queries/``, or a Python function that
declares itself in ``geograph/questions/computed/``. Both are asked in the same way, by `ask`.
"""

from __future__ import annotations

from geograph.questions.answering import ask
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param, Question
from geograph.questions.registry import catalogue, catalogue_table, queries
from geograph.questions.relation import Relation
from geograph.questions.rqfile import parse

__all__ = [
    "Param",
    "QueryContext",
    "Question",
    "Relation",
    "ask",
    "catalogue",
    "catalogue_table",
    "parse",
    "queries",
    "question",
]
