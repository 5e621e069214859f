"""Saved questions against the plain engine: what policy, claimants and coverage cost on top.

Each question in SPARQL is asked of a warm store of the corpus by `geograph.query`, and its pattern
alone (the same text and parameters, without policy) of the engine, interleaved in one run. A median
of more than `BOUND` breaks the bound.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from geograph.pipeline.build import build
from geograph.questions import ask, queries
from geograph.questions.directives import fill
from geograph.questions.parameters import to_terms
from geograph.store import Store

ROUNDS = 3
BOUND = 5.0


def main() -> int:
    """Print one line for each question, the costliest first."""
    with tempfile.TemporaryDirectory() as folder, build(store=Path(folder) / "c.db") as store:
        ratios = {name: ratio(store, name) for name, query in queries().items() if query.text}
    for name, value in sorted(ratios.items(), key=lambda pair: -pair[1]):
        print(f"{name:28} {value:6.2f} × its pattern alone")
    middle = statistics.median(ratios.values())
    print(f"{'median':28} {middle:6.2f} × (bound {BOUND:g})")
    return 1 if middle > BOUND else 0


def ratio(store: Store, name: str) -> float:
    """Return how many times as long a question takes as its pattern alone."""
    query = queries()[name]
    given = {key: param.example for key, param in query.params.items()}
    terms = {key: to_terms(store, query.params[key].type, key, one) for key, one in given.items()}
    plain = fill(query.text, params=terms)
    ask(store, name, **given)
    times: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        asked = seconds(lambda: ask(store, name, **given))
        times.append((asked, seconds(lambda: store.select(plain))))
    return min(asked for asked, _ in times) / min(alone for _, alone in times)


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
