"""A network becomes nodes and edges with places: each event once for every pair that it joins.

A drawing too large for one look has a second set of places, for the part that it opens with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from geograph.view.layout import place
from geograph.view.scene import SceneEdge, SceneNode
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES
from geograph.words import wrap_label

if TYPE_CHECKING:
    import networkx as nx

    from geograph.policy import World

__all__ = ["drawn", "opened"]

#: A drawing of more actors or lines than this opens with a part; and how many actors that names.
WHOLE, LINES, FIRST = 60, 240, 40


def drawn(
    graph: nx.MultiDiGraph[str], world: World
) -> tuple[tuple[SceneNode, ...], tuple[SceneEdge, ...]]:
    """Return the nodes and edges of a network of `geograph.network`, laid out.

    A pair without direction, which the network holds both ways, is one edge without an arrow.

    Parameters
    ----------
    graph
        A network of the events that count under a policy.
    world
        The world that it was made from, for the other names of its actors.

    Returns
    -------
    tuple
        Nodes sorted by id and edges sorted by event and pair.
    """
    edges: dict[str, SceneEdge] = {}
    for source, target, data in graph.edges(data=True):
        directed = bool(data["directed"])
        first, second = (source, target) if directed else sorted((source, target))
        key = f"{data['event']}|{first}|{second}"
        edges[key] = SceneEdge(
            id=key,
            row=data["event"],
            source=first,
            target=second,
            label=EVENT_CLASSES[data["kind"]].label,
            status=data["status"],
            sign=data["sign"],
            directed=directed,
        )
    degree = dict.fromkeys(graph.nodes, 0)
    for edge in edges.values():
        for end in {edge.source, edge.target}:
            degree[end] += 1
    spots = place(
        {node: wrap_label(graph.nodes[node]["label"]) for node in graph.nodes},
        [(edge.source, edge.target) for edge in edges.values()],
    )
    nodes = tuple(
        SceneNode(
            id=node,
            label=graph.nodes[node]["label"],
            kind=graph.nodes[node]["kind"],
            kind_label=ACTOR_CLASSES[graph.nodes[node]["kind"]].label,
            x=spots[node][0],
            y=spots[node][1],
            degree=degree[node],
            aliases=world.actors.get(node).aliases,
        )
        for node in sorted(graph.nodes)
    )
    return nodes, tuple(edges[key] for key in sorted(edges))


def opened(
    nodes: tuple[SceneNode, ...], edges: tuple[SceneEdge, ...], rows: Iterable[str]
) -> tuple[tuple[SceneNode, ...], tuple[str, ...]]:
    """Return the nodes with their places in the opening view, and the edges that it shows.

    Parameters
    ----------
    nodes, edges
        A drawing.
    rows
        Events in the order in which they are to be shown, as far as there is room for their
        actors.

    Returns
    -------
    tuple
        The nodes as they are and no edges where the drawing opens whole.

    Examples
    --------
    >>> opened((), (), ())
    ((), ())
    """
    if len(nodes) <= WHOLE and len(edges) <= LINES:
        return nodes, ()
    ties: dict[str, list[SceneEdge]] = {}
    for edge in edges:
        ties.setdefault(edge.row, []).append(edge)
    shown: list[SceneEdge] = []
    named: set[str] = set()
    for row in rows:
        more = {end for edge in ties.get(row, ()) for end in (edge.source, edge.target)}
        if len(named | more) <= FIRST:
            named |= more
            shown += ties.get(row, ())
    labels = {node.id: wrap_label(node.label) for node in nodes if node.id in named}
    spots = place(labels, [(edge.source, edge.target) for edge in shown])
    return (
        tuple(replace(n, opening=spots[n.id]) if n.id in named else n for n in nodes),
        tuple(sorted(edge.id for edge in shown)),
    )
