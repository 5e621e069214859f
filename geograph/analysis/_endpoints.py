"""Who is meant by a name in a network, and what to say where nothing links two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise

import networkx as nx

from geograph.analysis.simple_paths import simple_paths
from geograph.errors import NoPath, UnknownActor
from geograph.networks import Absent

__all__ = ["labels_of", "no_path", "resolve"]


def labels_of(G: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Return the label of every node, drawn or kept out by the policy."""
    drawn = {node: str(data.get("label", node)) for node, data in G.nodes(data=True)}
    return {**G.graph.get("labels", {}), **drawn}


def resolve(G: nx.MultiDiGraph[str], name: str) -> str:
    """Return the node with an id, label or code, in any case; UnknownActor where it is not one."""
    labels = labels_of(G)
    if name in labels:
        return name
    codes = {node: str(data.get("iso3")) for node, data in G.nodes(data=True)}
    found = sorted(
        key
        for key, label in labels.items()
        if name.casefold() in (label.casefold(), codes.get(key, "").casefold())
    )
    if len(found) == 1:
        return found[0]
    under = f"policy {G.graph.get('policy', 'all')}, level {G.graph.get('level', 'actor')}"
    if found:
        raise UnknownActor(
            f"ambiguous actor '{name}' in this network ({under})", fix=f"use {' or '.join(found)}"
        )
    near = get_close_matches(name.casefold(), [x.casefold() for x in labels.values()], n=3)
    nearest = [f"{labels[k]} ({k})" for k in sorted(labels) if labels[k].casefold() in near]
    hint = f"nearest: {', '.join(nearest)}" if nearest else "nobody in it has a name like that"
    actor = "; persons, companies and groups are in level 'actor'"
    raise UnknownActor(
        f"no actor '{name}' in this network ({under})",
        fix=hint + (actor if G.graph.get("level") == "state" else ""),
    )


def no_path(
    G: nx.MultiDiGraph[str], start: str, goal: str, max_hops: int | None, undirected: bool
) -> NoPath:
    """Return the error that says what would link the two: more hops, no directions, more claims."""
    labels = labels_of(G)
    within = f" within {max_hops} hop{'' if max_hops == 1 else 's'}" if max_hops else ""
    what = (
        f"no path from {labels[start]} to {labels[goal]}{within} under policy "
        f"'{G.graph.get('policy', 'all')}' at level '{G.graph.get('level', 'actor')}'"
    )
    absent = G.graph.get("absent", ())
    told = [tie for tie in absent if tie.under_all]
    for ties, way, advice in (
        ((), undirected, "take more hops:"),
        ((), True, "follow edges against their direction too (undirected):"),
        (told, undirected, "under policy 'all' it would go:"),
        (told, True, "under policy 'all', and without directions, it would go:"),
        (absent, True, "only what no policy counts under these cuts would link them:"),
    ):
        found = _first(G, start, goal, ties, way)
        if found:
            return NoPath(what, fix=f"{advice} {found}")
    return NoPath(what, fix="no claim in this network links them, under any policy")


def _first(
    G: nx.MultiDiGraph[str], start: str, goal: str, ties: Iterable[Absent], undirected: bool
) -> str | None:
    """Return in words a shortest path over the edges and the given absent ties."""
    labels = labels_of(G)
    told = {(u, v): f"→ {labels[v]}" for u, v in G.edges()}
    for tie in ties:
        text = f"→ {labels[tie.target]} ({tie.status}: {tie.label})"
        told.setdefault((tie.source, tie.target), text)
    if undirected:
        for (u, v), text in list(told.items()):
            told.setdefault((v, u), text.replace(f"→ {labels[v]}", f"← {labels[u]}", 1))
    steps: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for u, v in sorted(told):
        steps[u][v] = Fraction(1)
    for _, nodes in simple_paths(steps, start, goal):
        return " ".join([labels[start], *(told[hop] for hop in pairwise(nodes))])
    return None
