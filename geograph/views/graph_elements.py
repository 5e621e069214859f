"""Events become nodes and edges with places: each event once for every pair that it joins.

A drawing too large for one look has a second set of places, for the part that it opens with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from geograph.display.text import wrap_label
from geograph.networks.ties import Tie, tied
from geograph.views.layout import place
from geograph.views.scene import SceneEdge, SceneNode, SceneRow
from geograph.vocab import ACTOR_CLASSES

if TYPE_CHECKING:
    from geograph.networks import Level
    from geograph.policy import ClaimIndex

__all__ = ["FIRST", "drawn", "opened"]

#: A drawing of more actors or lines than this opens with a part; and how many actors that names.
WHOLE, LINES, FIRST = 60, 240, 40


def drawn(
    index: ClaimIndex, rows: Iterable[SceneRow], level: Level
) -> tuple[tuple[SceneNode, ...], tuple[SceneEdge, ...]]:
    """Return a node for every party and an edge for every pair of whatever can ever be drawn.

    An event that is a relation under no rule, at no time, has no edge; all others have a place, so
    that nothing moves when the policy or the cuts in time change.

    Parameters
    ----------
    index
        The claim index that the rows were made from.
    rows
        Events with their history.
    level
        ``state`` or ``actor``, as for `geograph.networks.network`.

    Returns
    -------
    tuple
        Nodes sorted by id and edges sorted by event and pair.
    """
    edges: dict[str, SceneEdge] = {}
    found = tied(index, level)
    able = {row.id: row for row in rows if any(step.rules for step in row.steps)}
    for row in able.values():
        # a ring of events is of one width: none of them weighs for another
        below = index.narrower.get(row.id, frozenset()) - index.wider.get(row.id, frozenset())
        for tie in found[row.id].ties:
            key = _key(tie)
            edges[key] = SceneEdge(
                id=key,
                row=row.id,
                source=tie.source,
                target=tie.target,
                sign=row.sign,
                directed=tie.directed,
                weight=tie.weight,
                below=tuple(
                    _key(other)
                    for narrower in sorted(below & able.keys())
                    for other in found[narrower].ties
                    if (other.source, other.target, other.directed)
                    == (tie.source, tie.target, tie.directed)
                ),
            )
    ends = sorted({end for edge in edges.values() for end in (edge.source, edge.target)})
    spots = place(
        {node: wrap_label(index.label(node)) for node in ends},
        [(edge.source, edge.target) for edge in edges.values()],
    )
    nodes = tuple(
        SceneNode(
            id=node,
            label=index.label(node),
            kind=index.actors.get(node).kind,
            kind_label=ACTOR_CLASSES[index.actors.get(node).kind].label,
            x=spots[node][0],
            y=spots[node][1],
            aliases=index.actors.get(node).aliases,
        )
        for node in ends
    )
    return nodes, tuple(edges[key] for key in sorted(edges))


def _key(tie: Tie) -> str:
    return f"{tie.event}|{tie.source}{'→' if tie.directed else '–'}{tie.target}"


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
