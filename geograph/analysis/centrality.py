"""Who is central, under several policies side by side: what contested claims do to a ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from numbers import Real
from typing import Any

import networkx as nx

from geograph.analysis import notes
from geograph.analysis.measures import Measure, Scores, named
from geograph.display import Cell, Table
from geograph.display.short_repr import clipped
from geograph.errors import AnalysisError, EmptyNetwork, GeographError
from geograph.networks import Level, network
from geograph.policy import ClaimIndex, Policy
from geograph.store import Store

__all__ = ["compare", "ranks"]

# Scores that differ by less are one: iterations stop near 1e-12, and symmetric actors must tie.
_SAME = 1e-9


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """Return competition ranks: equal scores share the best rank, and the next one skips.

    >>> ranks({"a": 0.5, "b": 1.0, "c": 0.5, "d": 0.0})
    {'b': 1, 'a': 2, 'c': 2, 'd': 4}
    """
    order = sorted(scores, key=lambda node: (-scores[node], node))
    out: dict[str, int] = {}
    for place, node in enumerate(order, 1):
        above = order[max(place - 2, 0)]
        tied = place > 1 and scores[above] - scores[node] <= _SAME
        out[node] = out[above] if tied else place
    return out


def compare(
    source: Store | ClaimIndex,
    policies: Sequence[Policy | str] | Policy | str,
    *,
    measures: Iterable[str] | None = None,
    level: Level = "state",
    kinds: Iterable[str] | None = None,
    top: int | None = None,
) -> Table:
    """Return scores and ranks of all actors under each policy, and how their ranks differ.

    Parameters
    ----------
    source
        An open store, or a `geograph.policy.ClaimIndex`.
    policies
        The policies, or their texts; ranks are compared with the first. One that is given twice
        counts once.
    measures
        Names, or paths of files that declare some (`geograph.analysis.measures`); by default all
        that ship.
    level, kinds
        As for `geograph.networks.network`.
    top
        Of each measure only the actors that are among the first so many under any policy.

    Returns
    -------
    Table
        Columns: measure, actor, id; for each policy ``score P`` and ``rank P``; for each but the
        first ``change P``, the places gained. An actor that a network has not, or for which the
        measure is not defined there, has empty cells.

    Raises
    ------
    EmptyNetwork
        If nothing is an edge under any of the policies.
    AnalysisError
        If a measure does not exist, no policy is given, or a measure does not converge.

    Examples
    --------
    >>> from geograph.model import Model
    >>> compare(ClaimIndex.from_model(Model()), [Policy()])
    Traceback (most recent call last):
    ...
    geograph.errors.EmptyNetwork: no event is an edge under policy 'all' at level 'state'
      fix: take a wider policy, another cut in time, or level 'actor'
    """
    asked = named(measures)
    given = [policies] if isinstance(policies, Policy | str) else policies
    unique = list(dict.fromkeys(Policy.of(policy) for policy in given))
    if not unique:
        raise AnalysisError("no policy to rank under", fix="give at least one, as Policy()")
    if top is not None and top < 1:
        raise AnalysisError(f"top is {top}", fix="use 1 or more")
    heads = _heads(unique)
    # measures sum parallel edges, so that the rows of a class may be one edge
    graphs = [network(source, policy, level=level, kinds=kinds, by="class") for policy in unique]
    if not any(G.number_of_edges() for G in graphs):
        told = " or ".join(f"'{G.graph['policy']}'" for G in graphs)
        raise EmptyNetwork(
            f"no event is an edge under policy {told} at level '{level}'",
            fix="take a wider policy, another cut in time, or level 'actor'",
        )
    labels = {n: str(v) for G in graphs for n, v in G.nodes(data="label")}
    rows: list[tuple[Cell, ...]] = []
    undefined: list[str] = []
    for name, measure in asked.items():
        scores = [_scores(name, measure, G) for G in graphs]
        rows += _rows(name, scores, labels, top)
        for head, G, known in zip(heads, graphs, scores, strict=True):
            if known and len(known) < G.number_of_nodes():
                undefined.append(
                    f"{name} is not defined for {G.number_of_nodes() - len(known)} actors "
                    f"under {head}"
                )
    columns = ["measure", "actor", "id"]
    for at, head in enumerate(heads):
        columns += [f"score {head}", f"rank {head}", *([f"change {head}"] if at else [])]
    said = [line for G in graphs for line in notes(G)]
    if len(heads) > 1:
        said.append(f"change: places gained (+) or lost (-) against {heads[0]}; equal scores tie")
    return Table(
        tuple(columns),
        tuple(rows),
        title=f"Centrality under {' and '.join(heads)}",
        notes=(*said, *undefined),
    )


def _scores(name: str, measure: Measure, G: nx.MultiDiGraph[str]) -> Scores:
    """Return the scores of a measure, which may be a researcher's own; none without an edge."""
    if not G.number_of_edges():
        return {}
    try:
        found: Any = measure(G)
    except GeographError:
        raise
    except Exception as exc:  # whatever a researcher's own function can raise
        fix = "try the function on `geograph.network(…)`"
        raise AnalysisError(f"measure {name}: {type(exc).__name__}: {exc}", fix=fix) from exc
    numbers = found.values() if isinstance(found, Mapping) else (None,)
    if not all(isinstance(number, Real) for number in numbers):
        fix = "return a dict from each actor to its number"
        raise AnalysisError(f"measure {name} returned {clipped(repr(found), 60)}", fix=fix)
    scores: Scores = dict(found)
    return scores


def _heads(policies: Sequence[Policy]) -> list[str]:
    """Return short names of policies: without the cuts in time where the rules tell them apart."""
    short = [str(replace(policy, as_of=None, known_by=None)) for policy in policies]
    return short if len(set(short)) == len(short) else [str(policy) for policy in policies]


def _rows(
    name: str, scores: list[Scores], labels: Mapping[str, str], top: int | None
) -> list[tuple[Cell, ...]]:
    """Return one row for each actor, in the order of the first policy that ranks it."""
    ranked = [ranks(known) for known in scores]
    out: list[tuple[tuple[object, ...], tuple[Cell, ...]]] = []
    for node in sorted({node for known in scores for node in known}):
        places = [places.get(node) for places in ranked]
        if top is not None and min(p for p in places if p is not None) > top:
            continue
        row: list[Cell] = [name, labels[node], node]
        for at, known in enumerate(scores):
            score, place, first = known.get(node), places[at], places[0]
            row += [None if score is None else round(score, 6), place]
            if at:
                row.append(None if place is None or first is None else first - place)
        order = tuple((place is None, place or 0) for place in places)
        out.append(((*order, labels[node], node), tuple(row)))
    return [row for _, row in sorted(out, key=lambda pair: pair[0])]
