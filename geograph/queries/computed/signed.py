"""Questions on structural balance: unbalanced triads, frustration by year, the two blocs."""

from __future__ import annotations

from itertools import combinations
from math import fsum
from typing import TYPE_CHECKING

from geograph.analysis import balance
from geograph.errors import EmptyNetwork
from geograph.queries.computed.asked import Answer, Asked
from geograph.table import Cell

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["blocs", "by_year", "triads"]

SIGNS = (
    "a pair's sign is that of its summed events, cooperation +1, conflict -1 (the classes' signs)"
)


def triads(asked: Asked) -> Answer:
    """List the unbalanced triads, each pair with its sign, its events and how many are denied."""
    G = asked.network()
    S = balance.signed(G)
    wanted = asked.all("actor")
    rows: list[tuple[Cell, ...]] = []
    for nodes, negative in balance.triads(S):
        if negative % 2 == 0 or (wanted and not set(wanted) & set(nodes)):
            continue
        pairs = [_pair(asked, S, a, b) for a, b in combinations(nodes, 2)]
        weakest = min(abs(S.edges[pair]["balance"]) for pair in combinations(nodes, 2))
        signs = "+" * (3 - negative) + "-" * negative
        rows.append((*map(asked.label, nodes), signs, *pairs, round(weakest, 3), *nodes))
    rows.sort(key=lambda row: (-float(str(row[7])), str(row[8:])))
    kinds = balance.census(S)
    told = ", ".join(f"{signs} {n}" for signs, n in kinds.items())
    whole = sum(kinds.values())
    share = f"; balanced {(kinds['+++'] + kinds['+--']) / whole:.4f}" if whole else ""
    return Answer(rows, (f"triads of the network: {told}{share}", SIGNS))


def _pair(asked: Asked, S: nx.Graph[str], a: str, b: str) -> str:
    data = S.edges[a, b]
    denied = f", {data['contested']} contested" if data["contested"] else ""
    sign = "+" if data["sign"] > 0 else "-"
    weights = f"+{data['positive']:g} -{data['negative']:g}"
    return f"{asked.label(a)} {sign} {asked.label(b)} ({weights}{denied})"


def by_year(asked: Asked) -> Answer:
    """List the frustration index and the triads of each year's events."""
    G = asked.network()
    years = sorted({d["start"].year for _, _, d in G.edges(data=True) if d["start"]})
    rows: list[tuple[Cell, ...]] = []
    for year in years:
        H = balance.of_year(G, year)
        S = balance.signed(H)
        if not S.number_of_edges():
            continue
        kinds = balance.census(S)
        whole = sum(kinds.values())
        fewest = balance.frustration(S).frustration
        negative = sum(d["sign"] < 0 for _, _, d in S.edges(data=True))
        contested = {d["event"] for _, _, d in H.edges(data=True) if d["status"] == "contested"}
        even = (kinds["+++"] + kinds["+--"]) / whole if whole else None
        rows.append(
            (
                *(year, S.number_of_nodes(), S.number_of_edges(), negative, whole),
                *(None if even is None else round(even, 4), fewest),
                *(round(fewest / S.number_of_edges(), 4), len(contested)),
            )
        )
    return Answer(rows, (SIGNS, "an event is of the year of its latest possible start"))


def blocs(asked: Asked) -> Answer:
    """List the two blocs that leave the fewest pairs frustrated."""
    G = asked.network()
    years = asked.all("year")
    S = balance.signed(balance.of_year(G, int(years[0])) if years else G)
    if not S.number_of_edges():
        when = f" of {years[0]}" if years else ""
        raise EmptyNetwork(f"no signed relation{when} counts", fix="take another year or policy")
    found = balance.frustration(S)
    rows: list[tuple[Cell, ...]] = []
    for number, bloc in enumerate(found.blocs, 1):
        for node in bloc:
            sums = {}
            for side in ("inside", "across"):
                ties = [S.edges[node, n] for n in S[node] if (n in bloc) == (side == "inside")]
                for sign in (1, -1):
                    sums[side, sign] = sum(d["sign"] == sign for d in ties)
            rows.append(
                (
                    *(number, asked.label(node), sums["inside", 1], sums["inside", -1]),
                    *(sums["across", 1], sums["across", -1], node),
                )
            )
    rows.sort(key=lambda row: (int(str(row[0])), -sum(int(str(c)) for c in row[2:6]), str(row[6])))
    weight = fsum(abs(S.edges[pair]["balance"]) for pair in found.frustrated)
    note = (
        f"{found.frustration} of {S.number_of_edges()} pairs are frustrated (weight {weight:g}),"
        " proven to be the fewest; other partitions may be as good"
    )
    return Answer(rows, (note, SIGNS))
