"""Ask a question: find it, read its parameters, answer it, and say what the answer rests on.

    name, path or text ── find ──▶ Question ── ask(store, …) ──▶ Table, with its notes

A file of SPARQL runs as it stands on any endpoint: its directives are comments there, and are
filled in here (`geograph.questions.directives`). A question in Python is a function of its context.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geograph.display import Cell, Table
from geograph.errors import QueryError
from geograph.policy import ClaimIndex, Policy
from geograph.policy.denial_searches import search_notes
from geograph.questions.claimants import beside
from geograph.questions.context import QueryContext
from geograph.questions.coverage import AnswerEvidence, universe
from geograph.questions.definition import Question, nearest
from geograph.questions.directives import directives
from geograph.questions.parameters import to_terms, to_value
from geograph.questions.registry import find, option, shell
from geograph.questions.release_rows import known, origins
from geograph.questions.selecting import select
from geograph.questions.store_cache import verdicts

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["ask", "lacking"]

#: What an answer says of the marks beside words that make no position.
MARKS = (
    "marked: taken back (retracted), known only through a party that says the same (attributed), or"
    " given up by their own voice since (overtaken); the rest stands"
)


def ask(
    store: Store,
    query: str | Path | Question,
    /,
    *,
    policy: Policy | str | None = None,
    network: bool = False,
    **params: object,
) -> Table:
    """Answer a question from a store.

    Parameters
    ----------
    store
        An open store.
    query
        The name of a saved question, a path to a ``.rq``, ``.sparql`` or ``.py`` file, SPARQL
        text, or a `Question`.
    policy
        Which events count (``#policy``) and what was known when (``#known``); None is every voice
        and no cut.
    network
        Whether ``SERVICE`` may ask other endpoints.
    **params
        Values of its parameters as people write them; a list for several.

    Returns
    -------
    Table
        The answer; ids as local paths. The notes have the policy and its cuts, how many events,
        documents, publishers, voices and rows this answer rests on, and of how many it is a part.

    Raises
    ------
    QueryError
        An unknown question or parameter, a policy that it does not accept, or wrong SPARQL.
    GeographError
        A value that names nothing (``UnknownActor``, ``UnknownItem``, ``DateError``).
    """
    found = find(query)
    terms = _terms(store, found, params)
    rule = Policy.of(policy)
    _check(found, None if policy is None else rule)
    if found.function is not None:
        return _computed(store, found, terms, rule)
    return _selected(store, found, terms, rule, network)


def _computed(
    store: Store, query: Question, terms: Mapping[str, tuple[str, ...]], policy: Policy
) -> Table:
    """Answer by the function of a question."""
    values = {name: tuple(map(to_value, given)) for name, given in terms.items()}
    columns, names = query.columns or (), [r.dataset for r in known(store, policy)]
    if hints := lacking(query.needs, names):
        notes = (
            *_cut(query, policy),
            universe(store, policy, query.accepts, marks_words=query.marks),
            *hints,
        )
        return Table(columns, (), query.title, notes)
    context = QueryContext(store=store, policy=policy, values=values)
    rows = []
    for row in query.function(context) if query.function else ():
        if query.row is not None and not isinstance(row, query.row):
            what = f"{query.name!r} gives {row!r}, which is not of type {query.row.__name__}"
            raise QueryError(what, fix="yield rows of the declared type")
        rows.append(tuple(cast(Cell, getattr(row, name)) for name in columns))
    if not context.used:
        context.used.add_all(rows)
    notes = (*_notes(store, query, policy, context.used, empty=not rows), *context.notes)
    return _beside(store, Table(columns, tuple(rows), query.title, notes), query, policy)


def _selected(
    store: Store,
    query: Question,
    terms: Mapping[str, tuple[str, ...]],
    policy: Policy,
    network: bool,
) -> Table:
    """Answer by SPARQL."""
    columns, rows, used = select(store, query, terms, policy, network=network)
    notes = _notes(store, query, policy, used, empty=not rows)
    return _beside(store, Table(columns, rows, query.title, notes), query, policy)


def _notes(
    store: Store, query: Question, policy: Policy, used: AnswerEvidence, *, empty: bool
) -> tuple[str, ...]:
    """Say the policy and its cuts, what the answer rests on, and of how many it is a part."""
    told: tuple[str, ...] = ()
    if used or empty:
        told = (str(used.covered(store, policy)),)
    elif query.accepts:
        some = "what the policy counts" if "policy" in query.accepts else "the claims that stand"
        told = (f"rests on {some}; the answer does not show on which of it",)
    releases = (release for release in store.releases if release.id in used.releases)
    return (
        *_cut(query, policy),
        *told,
        *_searches(store, query, policy),
        universe(store, policy, query.accepts, marks_words=query.marks),
        *(f"{r.stance} its rows: {r.title} ({r.id})" for r in releases),
    )


def _searches(store: Store, query: Question, policy: Policy) -> tuple[str, ...]:
    """Return for how many events a denial was looked for, where the policy rests on none."""
    if "policy" not in query.accepts:
        return ()
    judged = verdicts(store, policy)
    edges = {key: verdict for key, verdict in judged.items() if verdict.edge}
    return tuple(search_notes(ClaimIndex.from_store(store), policy, edges))


def _cut(query: Question, policy: Policy) -> tuple[str, ...]:
    if "policy" in query.accepts:
        return (f"policy: {policy}",)
    if not query.accepts:
        return ()
    cut = f", known by {policy.known_by} ({policy.clock})" if policy.known_by else ""
    if query.marks:
        return (f"claims: all that were said{cut}", MARKS)
    return (f"claims: all that stand{cut}",)


def _beside(store: Store, table: Table, query: Question, policy: Policy) -> Table:
    """Return the table with who says what of each event that it lists."""
    column = query.claimants
    if column is None and "policy" in query.accepts:
        named = ["event"] if query.function else []
        named += [v for _, kind, v in directives(query.text) if kind == "policy"]
        column = next((name for name in named if name in table.columns), None)
    if column is None:
        return table
    context = QueryContext(store=store, policy=policy)
    rows = {str(key) for key in table.column(column)} - context.verdicts.keys()
    return beside(
        table, column, context.claim_index, context.verdicts, origins(store, rows),
        more=query.claimants is not None,
    )  # fmt: skip


def lacking(needs: Iterable[tuple[str, ...]], loaded: Iterable[str]) -> tuple[str, ...]:
    """Return which data sets a question needs that are not loaded, and how to load them.

    >>> lacking([("sipri",), ("ucdp", "cow-wars")], ["sipri"])
    ('no answer without a release of ucdp or cow-wars: geograph load ucdp FILE…',)
    """
    held = set(loaded)
    return tuple(
        f"no answer without a release of {' or '.join(some)}: geograph load {some[0]} FILE…"
        for some in needs
        if held.isdisjoint(some)
    )


def _terms(
    store: Store, query: Question, given: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    for name in given:
        if name not in query.params:
            fix = nearest(name, query.params, f"it has: {', '.join(query.params) or 'none'}")
            raise QueryError(f"{query.name!r} has no parameter {name!r}", fix=fix)
    terms: dict[str, tuple[str, ...]] = {}
    for name, param in query.params.items():
        value = param.default if given.get(name) is None else given[name]
        if value is not None:
            terms[name] = to_terms(store, param.type, name, value)
        elif param.required:
            fix = f"for example --{option(name)} {shell(param.example)}"
            raise QueryError(f"{query.name!r} needs the parameter {name!r}", fix=fix)
    return terms


def _check(query: Question, policy: Policy | None) -> None:
    """Refuse a policy that would change nothing."""
    if policy is not None and not query.accepts:
        raise QueryError(
            f"{query.name!r} does not accept a policy",
            fix="leave the policy out: it would change nothing",
        )
    rule = policy or Policy()
    if "policy" not in query.accepts and rule != Policy(known_by=rule.known_by, clock=rule.clock):
        raise QueryError(
            f"{query.name!r} lists claims, and does not accept the policy '{rule}'",
            fix="give it only a day known by, and a clock",
        )
