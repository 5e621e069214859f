"""What a network of coded rows costs beside the same aggregate in DuckDB alone, in one run.

    python benchmarks/network.py [FILE…] [--copies 6] [--rounds 3]

Without files, rows of the four-column ICEWS form are made up, as for ``benchmarks/load.py``. They
are loaded into a store of one report; a second store holds so many copies of them with their days
shifted by whole years. Each contestant runs in a process of its own, in turn: the network by dyad
and class with all attributes, one edge a row, and the same sums by SQL over the same Parquet file.
Printed are the imports (of DuckDB, and of geograph with all that a network needs), the first
question after them, from the path of a store with the reading of its dossiers, and ``again``, a
second question in the same process. The limit holds for the first question.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from load import made_up

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "data" / "dossiers" / "2024-09-10-iran-missiles.yml"
LIMITS = {"ratio": 3.0, "seconds": 2.0, "megabytes": 1024.0}
_YEAR = re.compile(r"\b(\d{4})(-\d\d-\d\d)$", re.MULTILINE)


def prepare(folder: Path, files: list[str], copies: int) -> Path:
    """Build a store with so many shifted copies of the rows."""
    from geograph.pipeline.build import build
    from geograph.pipeline.load import load

    store = folder / f"copies-{copies}.db"
    build(REPORT, store, validate=False).close()
    parts = []
    for n in range(copies):
        for file in files:
            text = Path(file).read_text(encoding="utf-8").rstrip("\n")
            path = folder / f"{n}-{Path(file).name}"
            path.write_text(
                _YEAR.sub(lambda found, n=n: f"{int(found[1]) + n}{found[2]}", text) + "\n",
                encoding="utf-8",
            )
            parts.append(path)
    load("icews", parts, store)
    return store


def duckdb_alone(store: str) -> int:
    """Cut, explode, split and sum by dyad and class over the Parquet file; fetch the rows."""
    import duckdb

    (file,) = Path(store).glob("tables/releases/icews/*/events.parquet")
    rows = duckdb.sql(f"""
        WITH sized AS (SELECT id, kind, holds_from, actor_state AS a, recipient_state AS b,
          1 / (len(actor) * len(recipient)) AS share FROM '{file}'
          WHERE NOT speech AND len(actor) > 0 AND len(recipient) > 0),
        pairs AS (SELECT id, kind, holds_from, share, a, unnest(b) AS b
          FROM (SELECT id, kind, holds_from, share, unnest(a) AS a, b FROM sized))
        SELECT a, b, kind, count(DISTINCT id), sum(share), min(holds_from), max(holds_from)
        FROM pairs WHERE a IS NOT NULL AND b IS NOT NULL AND a <> b GROUP BY ALL
    """).fetchall()
    return len(rows)


def imports(name: str) -> None:
    """Import what a contestant needs, as its first question would."""
    import duckdb

    assert duckdb
    if name != "duckdb alone":
        from geograph import network, open_store

        assert network
        assert open_store


def by_class(store: str) -> int:
    """Return how many edges the network by dyad and class has."""
    from geograph import Policy, network

    graph = network(_opened(store), Policy(rule="recorded"), by="class")
    return sum("rows" in data for *_, data in graph.edges(data=True))


def by_event(store: str) -> int:
    """Return how many edges the network of rows has."""
    from geograph import Policy, network

    graph = network(_opened(store), Policy(rule="recorded"))
    return sum("rows" in data for *_, data in graph.edges(data=True))


@cache
def _opened(store: str) -> Any:
    from geograph import open_store

    return open_store(store)


CONTESTANTS = {"duckdb alone": duckdb_alone, "network by class": by_class, "by event": by_event}


def measure(store: Path, rounds: int) -> int:
    """Print medians and ratios of one store; return 1 when a limit is broken."""
    results: dict[str, list[dict[str, float]]] = {name: [] for name in CONTESTANTS}
    for _ in range(rounds):
        for name in CONTESTANTS:
            command = [sys.executable, __file__, "--one", name, "--store", str(store)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            results[name].append(json.loads(done.stdout))
    for name, runs in results.items():
        told = "".join(
            f"{median(run[what] for run in runs):>8.2f} s {_ratio(results, name, what):>6.2f} x"
            for what in ("imports", "seconds", "again")
        )
        peak = max(run["megabytes"] for run in runs)
        print(f"{name:<18}{told}{peak:>7.0f} MB {runs[0]['edges']:>8.0f}")
    seconds = median(run["seconds"] for run in results["network by class"])
    peak = max(run["megabytes"] for run in results["network by class"])
    ratio = _ratio(results, "network by class", "seconds")
    broken = ratio > LIMITS["ratio"] or seconds > LIMITS["seconds"] or peak > LIMITS["megabytes"]
    return int(broken)


def _ratio(results: dict[str, list[dict[str, float]]], name: str, what: str) -> float:
    """Return the median ratio of a contestant to DuckDB alone, round by round."""
    pairs = zip(results[name], results["duckdb alone"], strict=True)
    return median(one[what] / other[what] for one, other in pairs)


def main() -> int:
    """Measure both stores; return 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--copies", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--store", help=argparse.SUPPRESS)
    parser.add_argument("--prepare", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        begun = time.perf_counter()
        imports(options.one)
        times = [time.perf_counter()]
        for _ in range(2):
            edges = CONTESTANTS[options.one](options.store)
            times.append(time.perf_counter())
        seconds, again = times[1] - times[0], times[2] - times[1]
        unit = 2**20 if sys.platform == "darwin" else 2**10
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
        told = {
            "imports": times[0] - begun,
            "seconds": seconds,
            "again": again,
            "megabytes": peak,
            "edges": edges,
        }
        print(json.dumps(told))
        return 0
    if options.prepare:
        print(prepare(Path(options.prepare), options.files, options.copies))
        return 0
    worst = 0
    with tempfile.TemporaryDirectory() as top:
        files = options.files
        if not files:
            files = [str(Path(top) / "made-up.tsv")]
            made_up(Path(files[0]))
        for copies in (1, options.copies):
            # in a process of its own, whose memory the contestants do not inherit
            command = [sys.executable, __file__, *files, "--prepare", top, "--copies", str(copies)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            print(f"{copies} × the rows: imports, first, again, peak, edges")
            worst = max(worst, measure(Path(done.stdout.split()[-1]), options.rounds))
    return worst


if __name__ == "__main__":
    sys.exit(main())
