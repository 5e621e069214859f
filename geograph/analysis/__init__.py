"""Measures on networks: pure functions over the graphs that `geograph.network` returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["notes"]


def notes(G: nx.MultiDiGraph[str]) -> tuple[str, ...]:
    """Return the notes of every figure: the policy, what it rests on, what is left out.

    >>> import networkx as nx
    >>> G = nx.MultiDiGraph([("a", "b")], policy="undenied", level="state", left_out={"late": 2})
    >>> notes(G)
    ('policy undenied, level state: 1 edge among 2 actors', 'left out (events): late 2')
    """
    edges, nodes = G.number_of_edges(), G.number_of_nodes()
    size = f"{edges} edge{'' if edges == 1 else 's'} among {nodes} actor{'' if nodes == 1 else 's'}"
    head = f"policy {G.graph.get('policy', 'not stated')}, level {G.graph.get('level', 'actor')}"
    coverage = f"; {G.graph['coverage']}" if "coverage" in G.graph else ""
    kinds = f", only {', '.join(G.graph['kinds'])}" if G.graph.get("kinds") else ""
    told = [f"{head}{kinds}: {size}{coverage}", *G.graph.get("searches", ())]
    for name, key in (("events", "left_out"), ("rows of releases", "rows_left_out")):
        left = "; ".join(f"{reason} {n:,}" for reason, n in G.graph.get(key, {}).items())
        told += [f"left out ({name}): {left}"] if left else []
    return tuple(told)
