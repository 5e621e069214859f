"""Start-up of the command against bare Python and against importing what it must not import.

Prints medians of whole processes as ratios to ``python -c pass``, all from one interleaved run.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

CONTESTANTS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import click": [sys.executable, "-c", "import click"],
    "geograph --help": [sys.executable, "-m", "geograph", "--help"],
    "geograph query (list)": [sys.executable, "-m", "geograph", "query"],
    "import rdflib, networkx, pyarrow": [sys.executable, "-c", "import rdflib, networkx, pyarrow"],
}
ROUNDS = 9


def main() -> None:
    """Print one line for each contestant."""
    times: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    for _ in range(ROUNDS):
        for name, command in CONTESTANTS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times[name].append(time.perf_counter() - start)
    base = statistics.median(times["python -c pass"])
    for name, seen in times.items():
        middle = statistics.median(seen)
        print(f"{name:34} {middle / base:6.2f} × bare Python   (median {middle * 1000:.0f} ms)")


if __name__ == "__main__":
    main()
