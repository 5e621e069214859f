"""What loading a release costs beside Oxigraph's bulk loader alone on the same quads, in one run.

    python benchmarks/load.py [DATASET FILE…] [--rounds 5]

Without files, rows of the four-column ICEWS form are made up: as many, with as many actors and
relations, as ICEWS14 has. Every round runs both, in turn, each in a process of its own; printed are
medians and the ratios within the rounds. The load starts from the publisher's text and ends with a
store that can be asked, into which the corpus was built before.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

LIMITS = {"ratio": 1.2, "megabytes": 1024.0}
ROWS, OTHERS = 90_730, 7_040


def made_up(path: Path) -> None:
    """Write rows of the four-column form."""
    from geograph.actors import load_reference
    from geograph.actors.cameo import CAMEO

    pick = random.Random(14)
    states = [a.label for a in load_reference().actors if a.kind == "State" and a.end is None]
    actors = states + [f"Somebody {n} ({pick.choice(states)})" for n in range(OTHERS)]
    weights = [60.0] * len(states) + [1.0] * OTHERS
    relations = sorted(code.label for code in CAMEO.values() if len(code.code) > 2)[:230]
    days = [date(2014, 1, 1) + timedelta(days=n) for n in range(365)]
    with path.open("w", encoding="utf-8") as file:
        for _ in range(ROWS):
            one, other = pick.choices(actors, weights, k=2)
            file.write(f"{one}\t{pick.choice(relations)}\t{other}\t{pick.choice(days)}\n")


def prepare(folder: Path, dataset: str, files: list[str]) -> None:
    """Build the corpus, and keep the lines that a load hands to the bulk loader."""
    import geograph.pipeline.load as loading
    from geograph.pipeline.build import build

    build(store=folder / "base.db", validate=False).close()

    class Kept(loading.Loader):
        def write(self, text: str) -> None:
            lines.write(text)
            super().write(text)

    loading.Loader = Kept  # type: ignore[misc]
    shutil.copytree(folder / "base.db", folder / "first.db")
    with (folder / "quads.nt").open("w", encoding="utf-8") as lines:
        report = loading.load(dataset, files, folder / "first.db")
    with (folder / "quads.nt").open("rb") as file:
        quads = sum(1 for _ in file)
    print(f"{report.records} rows, {report.events} events, {quads} quads: ", end="")
    print(f"{quads / max(report.events, 1):.2f} for each event, actors and release among them")


def whole(folder: Path, dataset: str, files: list[str]) -> None:
    """Load the release."""
    from geograph.pipeline.load import load

    load(dataset, files, folder / "geograph.db")


def loader_alone(folder: Path, _dataset: str, _files: list[str]) -> None:
    """Load the same quads into a fresh store, with the same settings."""
    import pyoxigraph

    store = pyoxigraph.Store(str(folder / "alone"))
    text, form = folder.parent / "quads.nt", pyoxigraph.RdfFormat.N_TRIPLES
    store.bulk_load(path=str(text), format=form, lenient=True)
    store.flush()


CONTESTANTS = {"geograph load": whole, "pyoxigraph bulk_load alone": loader_alone}


def main() -> int:
    """Print medians and ratios; return 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", nargs="?", default="icews")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        begin = time.perf_counter()
        CONTESTANTS[options.one](options.folder, options.dataset, options.files)
        seconds = time.perf_counter() - begin
        unit = 2**20 if sys.platform == "darwin" else 2**10
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
        print(json.dumps({"seconds": seconds, "megabytes": peak}))
        return 0
    results: dict[str, list[dict[str, float]]] = {name: [] for name in CONTESTANTS}
    with tempfile.TemporaryDirectory() as top:
        files = options.files
        if not files:
            files = [str(Path(top) / "made-up.tsv")]
            made_up(Path(files[0]))
        prepare(Path(top), options.dataset, files)
        for number in range(options.rounds):
            for n, name in enumerate(CONTESTANTS):
                folder = Path(top) / f"{number}-{n}"
                folder.mkdir()
                shutil.copytree(Path(top) / "base.db", folder / "geograph.db")
                command = [sys.executable, __file__, options.dataset, *files, "--one", name]
                command += ["--folder", str(folder)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                results[name].append(json.loads(done.stdout))
                shutil.rmtree(folder)
    print(f"{options.rounds} rounds; imports are counted for both")
    print(f"{'':<28}{'seconds':>9}{'peak MB':>9}")
    for name, runs in results.items():
        seconds = median(run["seconds"] for run in runs)
        print(f"{name:<28}{seconds:>9.2f}{max(run['megabytes'] for run in runs):>9.0f}")
    pairs = zip(*results.values(), strict=True)
    ratios = [load["seconds"] / alone["seconds"] for load, alone in pairs]
    peak = max(run["megabytes"] for run in results["geograph load"])
    print(f"ratio {median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f}), limit 1.5")
    return int(median(ratios) > LIMITS["ratio"] or peak > LIMITS["megabytes"])


if __name__ == "__main__":
    sys.exit(main())
