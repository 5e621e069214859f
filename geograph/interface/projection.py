"""Open a store, and project what counts under a policy to a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Unpack

import networkx as nx

from geograph.errors import QueryError
from geograph.interface.arguments import (
    Day,
    PolicyOptions,
    Rule,
    Source,
    Texts,
    caught_up,
    claims_or_store,
    policy_of,
    several,
)
from geograph.interface.checking import public
from geograph.interface.joined_names import variables_then
from geograph.networks import By, Level
from geograph.networks import network as draw_network
from geograph.networks.attributed import join
from geograph.policy import ClaimIndex
from geograph.store import Store

if TYPE_CHECKING:
    Network: TypeAlias = nx.MultiDiGraph[str]

__all__ = ["network", "open_store"]


@public
def open_store(store: Source = None) -> Store:
    """Open a store that `geograph.build` made.

    Parameters
    ----------
    store
        Its directory; None means the environment's ``GEOGRAPH_STORE``, else ``./geograph.db``.

    Returns
    -------
    Store
        A context manager; it is read-only and may be opened by many processes at once.

    Raises
    ------
    StoreError
        There is no store, it is damaged, or it has another format.
    DecisionError
        The file of decisions that it follows is damaged.
    """
    return caught_up(store)


@public
def network(
    store: Source | ClaimIndex = None,
    policy: Rule = None,
    *,
    level: Level = "state",
    kinds: Texts | None = None,
    by: By = "event",
    attributes: Texts | None = None,
    on: Day | None = None,
    **options: Unpack[PolicyOptions],
) -> Network:
    """Return the events that count under a policy as a directed network with parallel edges.

    Parameters
    ----------
    store
        A store or its path, or a claim index.
    policy
        Which events count; a policy or its text.
    level
        ``state``: a person in office, or a body of government, stands for the state or the
        international organisation that it speaks for on the day of the event; companies, groups,
        unnamed sources and everybody else drop out. ``actor``: every party is itself.
    kinds
        Classes of events (with all below them) to draw; by default all.
    by
        What an edge is where the rows of a release are many: each row (``event``), or the rows of
        one ``class`` between two nodes, or of one class and ``year``.
    attributes
        Variables of releases, such as ``cinc``: each node has its value, each edge that of its dyad
        where a variable is of dyads. What is missing is not set, and never 0. Only issues that are
        known by ``known_by`` count; `geograph.attributes` lists the variables. Of memberships
        ``member:NATO`` (1 or 0) and, of dyads, ``shared_memberships``.
    on
        The day, month or year of the values; by default the day of ``as_of``.
    **options
        See `PolicyOptions`.

    Returns
    -------
    networkx.MultiDiGraph
        Its nodes and edges carry their evidence: `geograph.networks.graph.network` lists the
        attributes, ``docs/networks.md`` explains them.

    Raises
    ------
    AnalysisError
        A class of events does not exist.
    QueryError
        No release has a variable, or nothing says of which day its values are.

    Examples
    --------
    >>> from geograph.model import Model
    >>> network(ClaimIndex.from_model(Model()), "undenied", as_of="2024").graph["policy"]
    'undenied, as of 2024-12-31'
    """
    names = several(attributes)
    with claims_or_store(store) as held:
        rule = policy_of(policy, **options)
        graph = draw_network(held, rule, level=level, kinds=several(kinds), by=by)
        if names or on is not None:
            if not isinstance(held, Store):
                raise QueryError("a claim index holds no attributes", fix="give the store")
            join(graph, held, *variables_then(held, names, on, rule))
        return graph
