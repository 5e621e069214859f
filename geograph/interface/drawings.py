"""Paths, rankings, the page, and exports in standard formats."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias, Unpack

from geograph.analysis.centrality import compare
from geograph.analysis.paths import find_paths
from geograph.analysis.steps import Paths
from geograph.display import Table
from geograph.exports.formats import export as export_store
from geograph.interface.arguments import (
    Day,
    Number,
    Place,
    PolicyOptions,
    Rule,
    Source,
    Texts,
    claims_or_store,
    opened,
    place,
    policy_of,
    several,
)
from geograph.interface.checking import public
from geograph.interface.joined_names import variables_then
from geograph.networks import By, Level, network
from geograph.policy import ClaimIndex, Policy
from geograph.views import View
from geograph.views import view as draw_page

__all__ = ["centrality", "export", "paths", "view"]

Format: TypeAlias = Literal["ttl", "trig", "nq", "jsonld", "graphml", "gexf", "parquet", "csv"]


@public
def paths(
    store: Source,
    source: str,
    target: str,
    *,
    max_hops: Number | None = None,
    weighted: bool = False,
    undirected: bool = False,
    level: Level = "state",
    kinds: Texts | None = None,
    limit: Number = 50,
    policy: Rule = None,
    **options: Unpack[PolicyOptions],
) -> Paths:
    """Find paths between two actors, with the provenance of each step.

    Parameters
    ----------
    store
        A store or its path.
    source, target
        Names, codes or ids of actors.
    max_hops
        Return all paths of at most so many steps; None returns those of least cost only.
    weighted
        The path along the strongest ties: a step costs 1 divided by the summed weight of its edges.
    undirected
        Follow edges against their direction too.
    level, kinds
        As for `geograph.network`.
    limit
        The most paths to return.
    policy
        Which events count; a policy or its text.
    **options
        See `PolicyOptions`.

    Returns
    -------
    Paths
        A sequence of paths; ``to_table()`` has one row for each edge of each step.

    Raises
    ------
    UnknownActor
        No actor has the name, or several have it.
    NoPath
        Nothing links them under the policy; the fix says what would.

    Examples
    --------
    >>> paths(None, "Iran", "Ukraine", max_hops=0)
    Traceback (most recent call last):
    ...
    geograph.errors.UsageError: paths: `max_hops` cannot be 0 (int)
      fix: give a whole number of at least 1 or None
    """
    with opened(store) as held:
        # hundreds of rows may stand between two nodes: a step tells them by class
        graph = network(
            held, policy_of(policy, **options), level=level, kinds=several(kinds), by="class"
        )
        return find_paths(
            graph,
            held.actor_id(source),
            held.actor_id(target),
            max_hops=max_hops,
            weighted=weighted,
            undirected=undirected,
            limit=limit,
        )


@public
def centrality(
    store: Source | ClaimIndex = None,
    policy: Rule = None,
    *,
    versus: Policy | str = "undenied",
    measures: Texts | None = None,
    level: Level = "state",
    kinds: Texts | None = None,
    top: Number | None = 15,
    **options: Unpack[PolicyOptions],
) -> Table:
    """Compare centrality rankings of the actors under two claim policies.

    Parameters
    ----------
    store
        A store or its path, or a claim index.
    policy
        The policy to rank under, or its text.
    versus
        The policy to compare with, under the same cuts and voices.
    measures
        Names of measures, or paths of files of Python that declare some (``./mine.py``), which are
        run; by default all that ship.
    level, kinds
        As for `geograph.network`.
    top
        Of each measure only the actors that are among the first so many under either policy; None
        lists all.
    **options
        See `PolicyOptions`.

    Raises
    ------
    EmptyNetwork
        Nothing is an edge under either policy.
    AnalysisError
        A measure does not exist, or does not converge.

    Examples
    --------
    >>> from geograph.model import Model
    >>> centrality(ClaimIndex.from_model(Model()))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    geograph.errors.EmptyNetwork: no event is an edge under policy 'all' or 'undenied' at level ...
    """
    first = policy_of(policy, **options) or Policy()
    with claims_or_store(store) as held:
        return compare(
            held,
            (first, first.with_rule(versus)),
            measures=several(measures),
            level=level,
            kinds=several(kinds),
            top=top,
        )


@public
def view(
    store: Source | ClaimIndex = None,
    policy: Rule = None,
    *,
    output: Place | None = None,
    level: Level = "actor",
    title: str = "Who says so",
    **options: Unpack[PolicyOptions],
) -> View:
    """Draw a store under a policy: the claims ledger and the graph, as one self-contained page.

    Parameters
    ----------
    store
        A store or its path, or a claim index.
    policy
        Which events count; a policy or its text.
    output
        Where to write the page, if anywhere, ``-`` for standard output; ``save`` does it too.
    level
        ``state`` draws states and international organisations alone, ``actor`` everybody.
    title
        The heading of the page.
    **options
        See `PolicyOptions`.

    Raises
    ------
    ExportError
        The page cannot be written.

    Examples
    --------
    >>> from geograph.model import Model
    >>> view(ClaimIndex.from_model(Model())).html.startswith("<!doctype html>")
    True
    """
    with claims_or_store(store) as held:
        rule = policy_of(policy, **options)
        target = None if output is None else place(output)
        return draw_page(held, policy=rule, level=level, title=title, out=target)


@public
def export(
    store: Source,
    format: Format,
    output: Place,
    *,
    policy: Rule = None,
    level: Level | None = None,
    by: By | None = None,
    attributes: Texts = (),
    on: Day | None = None,
    **options: Unpack[PolicyOptions],
) -> Path:
    """Export the graph, its tables or the network in standard formats; return the path.

    Parameters
    ----------
    store
        A store or its path.
    format
        ``trig``, ``nq``, ``jsonld``: the whole graph with its named graphs (who coded what).
        ``ttl``: the union of them, for Turtle has no graphs. ``graphml``, ``gexf``: the network
        under a policy, for Gephi, Cytoscape, igraph. ``parquet``, ``csv``: a folder with one file
        for each table and ``columns.csv``, which documents them; in CSV a list is a JSON array.
    output
        The file, ``-`` for standard output, or for tables the folder, to write. It is replaced as
        a whole.
    policy, level, by, attributes, on
        For the network formats only: see `geograph.network`.
    **options
        See `PolicyOptions`.

    Raises
    ------
    ExportError
        The format does not take a policy, an edge has no source, or ``output`` cannot be written.

    Examples
    --------
    >>> export(None, "xlsx", "world.xlsx")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    geograph.errors.UsageError: export: `format` cannot be 'xlsx' (str)
      fix: give 'ttl' or 'trig' or ...
    """
    with opened(store) as held:
        rule = policy_of(policy, **options)
        names = several(attributes)
        joined = variables_then(held, names, on, rule) if names or on is not None else None
        return export_store(
            held, format, place(output), policy=rule, level=level, by=by, attributes=joined
        )
