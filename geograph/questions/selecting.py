"""Answer a question by SPARQL: fill it in, run it, and see what its rows have used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

from geograph.display import Cell
from geograph.errors import QueryError, Where
from geograph.policy import Policy
from geograph.questions.coverage import AnswerEvidence
from geograph.questions.definition import Question
from geograph.questions.directives import FUNCTIONS, MARKED, directives, fill
from geograph.questions.outline import outline
from geograph.questions.registry import queries
from geograph.questions.store_cache import admitted, marks, standing
from geograph.vocab import GG, local
from geograph.worker import Tell, call

if TYPE_CHECKING:
    from geograph.store import Store
    from geograph.store.sparql import Function

__all__ = ["asked", "select"]

# How many claims and rows of releases a saved question reads in a moment.
_FEW = 50_000
Rows = tuple[tuple[Cell, ...], ...]


def select(
    store: Store,
    query: Question,
    terms: Mapping[str, tuple[str, ...]],
    policy: Policy,
    *,
    network: bool = False,
) -> tuple[tuple[str, ...], Rows, AnswerEvidence]:
    """Return the columns and the rows of an answer, and what these have used.

    The engine works in a process of its own, which Ctrl-C ends; but for a saved question of few
    rows, which ends sooner than a process begins.

    Parameters
    ----------
    store, query, policy
        What is asked of what, under which policy.
    terms
        The terms of each parameter that was given.
    network
        Whether ``SERVICE`` may ask other endpoints.

    Raises
    ------
    QueryError
        If it is not SPARQL, or has other columns than its header promises.
    """
    sparql = fill(query.text, params=terms, cuts=query.accepts)
    functions = asked(store, query, policy)
    apart = query != queries().get(query.name) or _rows_of(store) > _FEW

    def run(text: str) -> tuple[tuple[str, ...], Rows]:
        def answer(_tell: Tell | None = None) -> tuple[list[str], list[tuple[object, ...]]]:
            return store.select(text, functions=functions, network=network)

        names, found = call(answer) if apart else answer()
        return tuple(names), tuple(tuple(map(_cell, row)) for row in found)

    columns, rows, used = _rows(query, sparql, run)
    if query.columns is not None and columns != query.columns:
        raise QueryError(
            f"the header declares columns {list(query.columns)}, the query has {list(columns)}",
            fix="make `columns` equal to what SELECT projects",
            where=Where(query.file, None, "columns"),
        )
    return columns, rows, used


def _rows_of(store: Store) -> int:
    """Return how many claims and rows of releases a store holds."""
    return int(store.meta["counts"]["claims"]) + sum(r.rows["events"] for r in store.releases)


def asked(store: Store, query: Question, policy: Policy) -> dict[str, Function]:
    """Return the functions by which the directives of a query look up what a policy says."""
    found: dict[str, Function] = {}
    kinds = {kind for _, kind, _ in directives(query.text)}
    if "policy" in kinds:
        found[FUNCTIONS["policy"]] = admitted(store, policy).__contains__
    if "known" in kinds:
        found[FUNCTIONS["known"]] = standing(store, policy).__contains__
    if "said" in kinds:
        told = marks(store, policy)
        found[FUNCTIONS["said"]] = lambda claim, event: (claim, event) in told
        found[MARKED] = lambda claim, event: told.get((claim, event))
    return found


def _rows(
    query: Question, sparql: str, run: Callable[[str], tuple[tuple[str, ...], Rows]]
) -> tuple[tuple[str, ...], Rows, AnswerEvidence]:
    """Return columns and rows, with what the directives have bound as what was used."""
    used, shape = AnswerEvidence(), outline(sparql)
    bound = tuple(
        variable
        for variable in dict.fromkeys(v for _, kind, v in directives(query.text) if kind != "param")
        if query.columns is None or variable not in query.columns
    )
    wider = shape.with_also(bound) if shape is not None and bound else None
    if wider is not None:
        text, distinct = wider
        try:
            columns, rows = run(text)
        except QueryError:
            pass  # the query as it stands says best what is wrong with it
        else:
            used.add_all(rows)
            n = len(columns) - len(bound)
            cut = [row[:n] for row in rows]
            return columns[:n], tuple(dict.fromkeys(cut) if distinct else cut), used
    try:
        columns, rows = run(sparql)
    except QueryError as exc:
        raise exc.at(Where(query.file)) from exc
    used.add_all(rows)
    if shape is not None and bound and not (used.events or used.claims):
        behind = shape.only(bound)
        used.add_all(run(behind)[1] if behind is not None else ())
    return columns, rows, used


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        short = local(value)
        return "gg:" + short.removeprefix(GG) if short.startswith(GG) else short
    if value is None or type(value) in (bool, int, float, date):
        return cast(Cell, value)
    return str(value)
