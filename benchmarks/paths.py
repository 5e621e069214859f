"""Whether every search for a path ends, and finds what networkx finds, on the whole corpus.

    python benchmarks/paths.py [STORE] [--pairs 500] [--seed 1]

So many pairs of states are drawn, and asked for under each of ten policies: for the shortest paths
and the cheapest weighted ones, both along the directions and without them. They are compared with
all shortest paths and the least cost by networkx. Printed is how many answers there were of each
kind, how long the slowest took, and how that compares to networkx; any difference is a failure.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from itertools import product
from typing import Any

import networkx as nx

from geograph.analysis.paths import find_paths
from geograph.errors import NoPath
from geograph.networks import network
from geograph.policy import Policy

POLICIES = (
    *("all", "recorded", "accepted", "undenied", "party-undenied", "owned", "party-confirmed"),
    *("endorsed:2", "corroborated:2", "contested-by:party"),
)
#: No list of paths is to be cut, so that all of them are compared.
EVERY = 100_000


def peer(G: Any, *, weighted: bool, undirected: bool) -> Any:
    """Return the plain network in which networkx looks for the same paths."""
    plain: Any = nx.DiGraph()
    plain.add_nodes_from(sorted(set(G) | set(G.graph["labels"])))
    for u, v, data in G.edges(data=True):
        ways = [(u, v), (v, u)] if undirected and data["directed"] else [(u, v)]
        for a, b in ways:
            before = plain.edges[a, b]["weight"] if plain.has_edge(a, b) else 0.0
            plain.add_edge(a, b, weight=before + data["weight"])
    for _, _, data in plain.edges(data=True):
        data["cost"] = 1 / data["weight"] if weighted else 1
    return plain


def differs(found: Any, plain: Any, ends: tuple[str, str], *, weighted: bool) -> bool:
    """Return whether the paths that were found are others than those of networkx."""
    if found is None:
        return bool(nx.has_path(plain, *ends))
    # floats part what fractions hold equal: of weighted paths the cost is compared
    least = nx.shortest_path_length(plain, *ends, weight="cost")
    if weighted:
        return any(abs(path.cost - least) > 1e-9 * least for path in found)
    every = sorted(map(tuple, nx.all_shortest_paths(plain, *ends)))
    return not found.complete or [path.nodes for path in found] != every


def main() -> int:
    """Ask for every pair under every policy; return 1 when an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", help="by default the corpus is built")
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    import geograph

    with geograph.open_store(options.store) if options.store else geograph.build() as store:
        drawn = {rule: network(store, Policy.parse(rule), by="class") for rule in POLICIES}
    states = sorted(drawn["all"])  # whoever has a relation that somebody reports
    chance = random.Random(options.seed)
    pairs = [tuple(chance.sample(states, 2)) for _ in range(options.pairs)]
    answers: Counter[str] = Counter()
    slowest = (0.0, "nothing")
    ours = theirs = 0.0
    for rule, weighted, undirected in product(POLICIES, (False, True), (False, True)):
        G = drawn[rule]
        plain = peer(G, weighted=weighted, undirected=undirected)
        for ends in pairs:
            begun = time.perf_counter()
            try:
                found = find_paths(G, *ends, weighted=weighted, undirected=undirected, limit=EVERY)
            except NoPath:
                found = None
            answered = time.perf_counter()
            bad = differs(found, plain, ends, weighted=weighted)
            ours, theirs = ours + answered - begun, theirs + time.perf_counter() - answered
            answers["paths" if found else "no path"] += 1
            answers["another than networkx"] += bad
            if bad:
                print(f"differs: {' '.join(ends)} under {rule}, {weighted=}, {undirected=}")
            told = f"{' to '.join(ends)} under {rule}, {weighted=}, {undirected=}"
            slowest = max(slowest, (answered - begun, told))
    print(
        f"{len(pairs)} pairs x {len(POLICIES)} policies x 4 ways: {sum(answers.values())} answers"
    )
    print(", ".join(f"{n} {kind}" for kind, n in answers.items()))
    print(f"slowest: {slowest[0]:.2f} s, {slowest[1]}; all: {ours:.0f} s, networkx {theirs:.0f} s")
    return int(answers["another than networkx"] > 0)


if __name__ == "__main__":
    sys.exit(main())
