"""Ask a question: fill in its directives, run it, and show who stands for and against.

    queries/<name>.rq ── parse ──▶ Query ── ask(store, …) ──▶ Table, with the policy in its notes

A file runs as it stands on any endpoint: the directives ``#param ?x``, ``#policy ?event`` and
``#known ?claim`` are comments there, and are filled in here (`geograph.queries.terms`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geograph.errors import QueryError, Where
from geograph.ledger import INHERITED, said_by, speakers
from geograph.policy import Coverage, Policy, Verdict, World, judge, rests_on
from geograph.policy.releases import standing
from geograph.queries.bulk import Rows
from geograph.queries.file import Query, nearest
from geograph.queries.registry import find, option, shell
from geograph.queries.terms import clean, directives, fill
from geograph.table import Cell, Table
from geograph.vocab import GG, local

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["ask"]

#: The columns that every answer gets whose rows are relations under a policy.
TELLERS = ("status", "asserted_by", "denied_by")


def ask(
    store: Store,
    query: str | Path | Query,
    /,
    *,
    policy: Policy | None = None,
    **params: object,
) -> Table:
    """Answer a question from a store.

    Parameters
    ----------
    store
        An open store.
    query
        The name of a saved question, a path to a ``.rq`` or ``.sparql`` file, SPARQL text, or a
        `Query`.
    policy
        Which events count (``#policy``) and what was known when (``#known``); None is every voice
        and no cut.
    **params
        Values of its parameters as people write them; a list for several.

    Returns
    -------
    Table
        The answer; ids as local paths, and in the notes the policy, the cuts and the coverage.

    Raises
    ------
    QueryError
        An unknown question or parameter, a policy that it cannot hear, or SPARQL that is wrong.
    GeographError
        A value that names nothing (``UnknownActor``, ``UnknownItem``, ``DateError``).
    """
    found = find(query)
    terms = _terms(store, found, params)
    cuts = _cuts(store, found, policy)
    sparql = fill(
        found.text, params=terms, policy=cuts.events, known=cuts.claims, rows=cuts.rows.pattern
    )
    try:
        columns, rows = store.select(sparql)
    except QueryError as exc:
        raise exc.at(Where(found.file)) from exc
    if found.columns is not None and tuple(columns) != found.columns:
        raise QueryError(
            f"the header promises columns {list(found.columns)}, the query has {list(columns)}",
            fix="make `columns` equal to what SELECT projects",
            where=Where(found.file, None, "columns"),
        )
    cells = tuple(tuple(_cell(value) for value in row) for row in rows)
    table = Table(tuple(columns), cells, found.title, cuts.notes)
    return _with_tellers(store, table, found, cuts)


@dataclass(frozen=True, slots=True)
class _Cuts:
    """What a question is confined to, and what has to be said of that."""

    events: frozenset[str] | None = None
    claims: frozenset[str] | None = None
    notes: tuple[str, ...] = ()
    world: World | None = None
    rows: Rows = field(default_factory=Rows)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


def _with_tellers(store: Store, table: Table, query: Query, cuts: _Cuts) -> Table:
    """Return the table with who asserts and who denies each event that it lists as a relation.

    A question that takes its events from the policy answers with relations, and no relation is
    shown without its claimants, whatever the question projects.
    """
    events = [v for _, word, v in directives(query.text) if word == "policy"]
    listed = [variable for variable in events if variable in table.columns]
    added = tuple(name for name in TELLERS if name not in table.columns)
    if cuts.world is None or not listed or not added:
        return table
    world, at = cuts.world, table.columns.index(listed[0])
    others = cuts.rows.tellers(store, {str(row[at]) for row in table.rows} - cuts.verdicts.keys())

    def told(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        verdict = cuts.verdicts.get(str(row[at]))
        if verdict is None:
            told = others.get(str(row[at]), {})
            return tuple(told.get(name) for name in added)
        said = {
            "status": ", ".join((verdict.status, *verdict.flags)),
            "asserted_by": said_by(speakers(world, verdict.positions, "for")),
            "denied_by": said_by(speakers(world, verdict.positions, "against")) or None,
        }
        return tuple(said[name] for name in added)

    rows = tuple((*row, *told(row)) for row in table.rows)
    return Table((*table.columns, *added), rows, table.title, (*table.notes, INHERITED))


def _terms(store: Store, query: Query, given: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    for name in given:
        if name not in query.params:
            fix = nearest(name, query.params, f"it has: {', '.join(query.params) or 'none'}")
            raise QueryError(f"{query.name!r} has no parameter {name!r}", fix=fix)
    terms: dict[str, tuple[str, ...]] = {}
    for name, param in query.params.items():
        value = param.default if given.get(name) is None else given[name]
        if value is not None:
            terms[name] = clean(store, param.clean, name, value)
        elif param.required:
            fix = f"for example --{option(name)} {shell(param.example)}"
            raise QueryError(f"{query.name!r} needs the parameter {name!r}", fix=fix)
    return terms


def _cuts(store: Store, query: Query, policy: Policy | None) -> _Cuts:
    """Return the edges, the claims that stand, and what has to be said of both."""
    hears, rule = query.hears, policy or Policy()
    if policy is not None and not hears:
        raise QueryError(
            f"{query.name!r} hears no policy", fix="leave the policy out: it would change nothing"
        )
    if "policy" not in hears and (rule.rule != "all" or rule.as_of is not None):
        raise QueryError(
            f"{query.name!r} lists claims, and cannot hear the policy '{rule}'",
            fix="give it only a day known by, and a clock",
        )
    if not hears:
        return _Cuts()
    world = World.from_store(store)
    claims = world.live(known_by=rule.known_by, clock=rule.clock)
    if "policy" in hears:
        verdicts = {key: v for key, v in judge(world, rule).items() if v.edge}
        rests = rests_on(world, verdicts.values())
        rows = Rows(standing(store.releases, rule, store.actors), rule.as_of)
        notes = (f"policy: {rule}", str(rests), *rows.notes())
        return _Cuts(frozenset(verdicts), claims, notes, world, rows, verdicts)
    heard = [world.claims[key] for key in claims]
    documents = {world.statements[claim.statement].document for claim in heard}
    rests = Coverage(
        events=len({claim.object for claim in heard}),
        documents=len(documents),
        publishers=len({world.documents[key].publisher for key in documents}),
        voices=len({(claim.voice, claim.anonymous) for claim in heard}),
    )
    cut = f", known by {rule.known_by} ({rule.clock})" if rule.known_by else ""
    return _Cuts(None, claims, (f"claims: all that stand{cut}", str(rests)))


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        short = local(value)
        return "gg:" + short.removeprefix(GG) if short.startswith(GG) else short
    if value is None or type(value) in (bool, int, float, date):
        return cast(Cell, value)
    return str(value)
