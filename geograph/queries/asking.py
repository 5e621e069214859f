"""Ask a question: fill in its directives, run it, and show who stands for and against.

    queries/<name>.rq ── parse ──▶ Query ── ask(store, …) ──▶ Table, with the policy in its notes

A file runs as it stands on any endpoint: the directives ``#param ?x``, ``#policy ?event`` and
``#known ?claim`` are comments there, and are filled in here (`geograph.queries.terms`). A file
that names an analysis has no SPARQL, and is answered by it (`geograph.queries.computed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from geograph.errors import QueryError, Where
from geograph.policy import Coverage, Policy, Verdict, World, judge, live_under, rests_on
from geograph.policy.releases import counted_releases
from geograph.policy.searches import search_notes
from geograph.queries.bulk import Rows
from geograph.queries.computed import Asked, analysis
from geograph.queries.computed.facts import Held
from geograph.queries.file import Query, nearest
from geograph.queries.registry import find, option, shell
from geograph.queries.telling import with_tellers
from geograph.queries.terms import clean, directives, fill, value
from geograph.table import Cell, Table
from geograph.vocab import GG, local

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["ask"]


def ask(
    store: Store,
    query: str | Path | Query,
    /,
    *,
    policy: Policy | str | None = None,
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
    cuts = _cuts(store, found, None if policy is None else Policy.of(policy))
    if found.analysis and cuts.world is not None:
        return _computed(store, found, terms, cuts, cuts.world)
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
    return _told(store, Table(tuple(columns), cells, found.title, cuts.notes), found, cuts)


@dataclass(frozen=True, slots=True)
class _Cuts:
    """What a question is confined to, and what has to be said of that."""

    events: frozenset[str] | None = None
    claims: frozenset[str] | None = None
    notes: tuple[str, ...] = ()
    world: World | None = None
    rows: Rows = field(default_factory=Rows)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)


def _told(store: Store, table: Table, query: Query, cuts: _Cuts) -> Table:
    """Return the table with who says what of each event that it lists."""
    if cuts.world is None:
        return table
    if query.tells is not None:
        return with_tellers(table, query.tells, cuts.world, cuts.verdicts, more=True)
    events = ["event"] if query.analysis else []
    events += [v for _, word, v in directives(query.text) if word == "policy"]
    listed = [variable for variable in events if variable in table.columns]
    if "policy" not in query.hears or not listed:
        return table
    at = table.columns.index(listed[0])
    others = cuts.rows.tellers(store, {str(row[at]) for row in table.rows} - cuts.verdicts.keys())
    return with_tellers(table, listed[0], cuts.world, cuts.verdicts, others=others)


def _computed(
    store: Store, query: Query, terms: Mapping[str, tuple[str, ...]], cuts: _Cuts, world: World
) -> Table:
    """Answer by an analysis in place of SPARQL."""
    values = {name: tuple(map(value, given)) for name, given in terms.items()}
    items = cast(list[dict[str, Any]], store.rows("items"))
    broader = {row["id"]: tuple(row["broader"]) for row in items}
    held = Held(store, cuts.policy) if query.needs or store.releases else None
    if held is not None:
        if hints := lacking(query.needs, held.datasets):
            return Table(query.columns or (), (), query.title, (*cuts.notes, *hints))
        if query.needs:
            broader |= held.broader()
    asked = Asked(
        world=world,
        policy=cuts.policy,
        verdicts=cuts.verdicts,
        values=values,
        broader=broader,
        held=held,
    )
    found = analysis(query.analysis or "")(asked)
    rows = tuple(tuple(row) for row in found.rows)
    read = held.notes() if held is not None else ()
    if not read and not query.needs and cuts.rows.releases:
        read = ("computed from the dossiers: the rows of releases are not in it",)
    notes = (*cuts.notes, *read, *found.notes)
    return _told(store, Table(query.columns or (), rows, query.title, notes), query, cuts)


def lacking(needs: Iterable[tuple[str, ...]], loaded: Iterable[str]) -> tuple[str, ...]:
    """Say which data sets a question needs that are not loaded, and how to load them.

    >>> lacking([("sipri",), ("ucdp", "cow-wars")], ["sipri"])
    ('no answer without a release of ucdp or cow-wars: geograph load ucdp FILE…',)
    """
    held = set(loaded)
    return tuple(
        f"no answer without a release of {' or '.join(some)}: geograph load {some[0]} FILE…"
        for some in needs
        if held.isdisjoint(some)
    )


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
    if "policy" not in hears and rule != Policy(known_by=rule.known_by, clock=rule.clock):
        raise QueryError(
            f"{query.name!r} lists claims, and cannot hear the policy '{rule}'",
            fix="give it only a day known by, and a clock",
        )
    if not hears:
        return _Cuts()
    world = World.from_store(store)
    claims = live_under(world, rule)
    whole = query.tells is not None or query.analysis is not None
    verdicts = judge(world, rule) if whole or "policy" in hears else {}
    if "policy" in hears:
        edges = {key: v for key, v in verdicts.items() if v.edge}
        counted = counted_releases(store.releases, rule, store.actors)
        rows = Rows(counted, rule, bool(store.linked))
        told = rows.notes()
        if query.analysis and query.needs:
            told = ()
        elif query.analysis and told:
            told = ("computed from the dossiers: the rows of releases are not in it",)
        searches = search_notes(world, rule, edges)
        notes = (f"policy: {rule}", str(rests_on(world, edges.values())), *searches, *told)
        return _Cuts(frozenset(edges), claims, notes, world, rows, verdicts, rule)
    heard = [world.claims[key] for key in claims]
    documents = {world.statements[claim.statement].document for claim in heard}
    rests = Coverage(
        events=len({claim.object for claim in heard}),
        documents=len(documents),
        publishers=len({world.documents[key].publisher for key in documents}),
        voices=len({(claim.voice, claim.anonymous) for claim in heard}),
    )
    cut = f", known by {rule.known_by} ({rule.clock})" if rule.known_by else ""
    notes = (f"claims: all that stand{cut}", str(rests))
    return _Cuts(None, claims, notes, world if whole else None, Rows(), verdicts, rule)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        short = local(value)
        return "gg:" + short.removeprefix(GG) if short.startswith(GG) else short
    if value is None or type(value) in (bool, int, float, date):
        return cast(Cell, value)
    return str(value)
