"""Questions on structure: who is central, on whose reports, who brokers, who bridges sanctions."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import fsum

from geograph.analysis import balance
from geograph.analysis.brokerage import ROLES, brokerage
from geograph.analysis.centrality import ranks
from geograph.analysis.measures import MEASURES, Scores
from geograph.errors import AnalysisError
from geograph.networks import network
from geograph.policy import Policy
from geograph.queries.computed.asked import Answer, Asked
from geograph.table import Cell
from geograph.vocab import is_a

__all__ = ["brokers", "central", "outlets", "sanction_bridges"]


def central(asked: Asked) -> Answer:
    """List the most central actors under the policy in force beside another policy."""
    measure, top = asked.text("measure"), asked.number("top")
    if measure not in MEASURES:
        raise AnalysisError(f"no measure '{measure}'", fix=f"use one of {', '.join(MEASURES)}")
    other = asked.policy.with_rule(asked.text("against"))
    one, two = (_scores(asked, measure, policy) for policy in (asked.policy, other))
    first, second = ranks(one), ranks(two)
    rows: list[tuple[Cell, ...]] = []
    for node in sorted(one.keys() | two.keys()):
        a, b = first.get(node), second.get(node)
        if min(rank for rank in (a, b) if rank is not None) > top:
            continue
        change = None if a is None or b is None else a - b
        score, again = one.get(node), two.get(node)
        rows.append(
            (
                *(asked.label(node), a, None if score is None else round(score, 6)),
                *(b, None if again is None else round(again, 6), change, node),
            )
        )
    rows.sort(key=lambda row: (row[1] is None, row[1] or 0, str(row[6])))
    note = f"{measure} under '{asked.policy}' and, as the other, under '{other}'"
    return Answer(rows, (note, "change: places gained under the other policy"))


def _scores(asked: Asked, measure: str, policy: Policy) -> Scores:
    G = network(asked.world, policy)
    return MEASURES[measure](G) if G.number_of_edges() else {}


def outlets(asked: Asked) -> Answer:
    """List what share of each actor's strength rests on one publisher alone."""
    world, G = asked.world, asked.network()
    whole: dict[str, list[float]] = defaultdict(list)
    alone: dict[tuple[str, str], list[float]] = defaultdict(list)
    told: dict[tuple[str, str], list[float]] = defaultdict(list)
    for u, v, data in G.edges(data=True):
        houses = {world.documents[str(d["document"])].publisher for d in data["documents"]}
        # an event without direction is there twice, once each way
        half = data["weight"] * (1.0 if data["directed"] else 0.5)
        for node in (u, v):
            whole[node].append(half)
            for house in houses:
                told[node, house].append(half)
                if len(houses) == 1:
                    alone[node, house].append(half)
    strength = {node: fsum(parts) for node, parts in whole.items()}
    place = ranks(strength)
    wanted = asked.all("actor")
    rows: list[tuple[Cell, ...]] = []
    for (node, house), parts in told.items():
        if not strength[node] or (wanted and node not in wanted):
            continue
        only = fsum(alone[node, house]) if (node, house) in alone else 0.0
        rest = strength | {
            n: strength[n] - fsum(alone[n, house]) for n in strength if (n, house) in alone
        }
        rows.append(
            (
                *(asked.label(node), asked.label(house), round(strength[node], 4)),
                *(round(only / strength[node], 4), round(fsum(parts) / strength[node], 4)),
                *(place[node], ranks(rest)[node], node),
            )
        )
    rows.sort(key=lambda row: (-float(str(row[3])), -float(str(row[4])), str(row[0]), str(row[1])))
    if not wanted:  # of each actor the outlet on which most rests
        rows = list({row[7]: row for row in reversed(rows)}.values())
        rows.sort(key=lambda row: (int(str(row[5])), str(row[7])))
    else:
        rows = [row for row in rows if row[3] or row[4]]
    note = "strength: summed weight of relations in and out; alone: no other outlet reports them"
    return Answer(rows, (note,))


def brokers(asked: Asked) -> Answer:
    """List who stands between others, by role, inside and between the two blocs."""
    G = asked.network()
    found = balance.frustration(balance.signed(G))
    bloc = {node: str(number) for number, nodes in enumerate(found.blocs, 1) for node in nodes}
    ties = G.copy()
    hostile = [(u, v, k) for u, v, k, d in G.edges(keys=True, data=True) if d["sign"] <= 0]
    ties.remove_edges_from(hostile)
    rows: list[tuple[Cell, ...]] = []
    for node, roles in brokerage(ties, bloc).items():
        between = sum(n for role, n in roles.items() if role != "coordinator")
        if sum(roles.values()):
            counts: tuple[Cell, ...] = tuple(roles[role] for role in ROLES)
            rows.append((asked.label(node), bloc[node], *counts, between, node))
    rows.sort(key=lambda row: (-int(str(row[7])), -int(str(row[2])), str(row[8])))
    note = "roles in cooperation, between the two blocs of `blocs`; a liaison needs a third bloc"
    return Answer(rows, (note,))


def sanction_bridges(asked: Asked) -> Answer:
    """List who cooperates both with senders of sanctions and with those whom they target."""
    G = asked.network()
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    friends: dict[str, Counter[str]] = defaultdict(Counter)
    for u, v, data in G.edges(data=True):
        if is_a(data["kind"], "Sanction"):
            pairs[u, v].add(data["event"])
        elif data["sign"] > 0 and data["weight"]:
            friends[u][v] += 1
            friends[v][u] += 1
    rows: list[tuple[Cell, ...]] = []
    for node, ties in friends.items():
        between = [(s, t) for s, t in pairs if node not in (s, t) and ties[s] and ties[t]]
        if not between:
            continue
        senders, targets = {s for s, _ in between}, {t for _, t in between}
        own = [t for s, t in pairs if s == node]
        on = [s for s, t in pairs if t == node]
        rows.append(
            (
                *(asked.label(node), len(between), asked.labels(senders), asked.labels(targets)),
                *(sum(ties[s] for s in senders), sum(ties[t] for t in targets)),
                *(asked.labels(own) or None, asked.labels(on) or None, node),
            )
        )
    rows.sort(key=lambda row: (-int(str(row[1])), str(row[8])))
    return Answer(rows, ("a pair is a sender and a target of sanctions that count",))
