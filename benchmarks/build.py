"""What a whole build costs beside its parts and beside rdflib, in one run on one machine.

    python benchmarks/build.py [--copies 1] [--rounds 5]

Every round runs each contestant once, in turn, each in a process of its own; printed are medians
and the ratios within the rounds. ``--copies`` multiplies the events, statements and claims.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from geograph.model import Model
from geograph.pipeline.build import nquads, write_store

LIMITS = {"seconds": 3.0, "megabytes": 300.0}


def enlarged(model: Model, copies: int) -> Model:
    """Return the model with its dossier records repeated under new ids."""
    parts: dict[str, list[object]] = {n: [] for n in ("events", "measures", "statements", "claims")}
    for number in range(copies):
        end = f"-{number}" if number else ""
        for name, found in parts.items():
            for record in getattr(model, name):
                changed = {"id": record.id + end}
                if name == "claims":
                    changed |= {"statement": record.statement + end, "object": record.object + end}
                found.append(replace(record, **changed))
    return replace(model, **{name: tuple(found) for name, found in parts.items()})


def corpus(copies: int) -> Model:
    """Return the corpus that ships, several times."""
    from importlib.resources import files

    from geograph.sources.dossier import load

    return enlarged(load(Path(str(files("geograph.data") / "dossiers"))), copies)


def whole(folder: Path, copies: int, *, validate: bool) -> None:
    """Read, assemble, write quads and tables, load, validate, swap."""
    write_store(corpus(copies), folder / "whole.db", validate=validate).close()


def loader_alone(folder: Path, _copies: int) -> None:
    """Load the quads that were written before."""
    import pyoxigraph

    store = pyoxigraph.Store(str(folder / "alone"))
    nq = pyoxigraph.RdfFormat.N_QUADS
    store.bulk_load(path=str(folder / "quads.nq"), format=nq)
    store.flush()


def rdflib_parse(folder: Path, _copies: int) -> None:
    """Parse the same quads into an rdflib Dataset in memory."""
    import rdflib

    rdflib.Dataset(default_union=True).parse(folder / "quads.nq", format="nquads")


def prepare(folder: Path, copies: int) -> None:
    """Write the quads for those who only read them.

    In a process of its own: a child starts with the peak memory of its parent, which must be small.
    """
    text = "".join(f"{line}\n" for line in nquads(corpus(copies)))
    (folder / "quads.nq").write_text(text, encoding="utf-8")


CONTESTANTS: dict[str, Callable[[Path, int], None]] = {
    "build without validation": partial(whole, validate=False),
    "build with validation": partial(whole, validate=True),
    "pyoxigraph bulk_load alone": loader_alone,
    "rdflib parse alone": rdflib_parse,
    "prepare": prepare,
}


def run_one(name: str, folder: Path, copies: int) -> None:
    """Run one contestant in this process and print its time and peak memory."""
    begin = time.perf_counter()
    CONTESTANTS[name](folder, copies)
    seconds = time.perf_counter() - begin
    # Kilobytes on Linux, bytes on macOS.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def start(name: str, folder: Path, copies: int) -> str:
    """Run one contestant in a process of its own and return what it printed."""
    command = [sys.executable, __file__, "--one", name, "--folder", str(folder)]
    command += ["--copies", str(copies)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> int:
    """Print medians and ratios; return 1 when the corpus as it ships breaks a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        run_one(options.one, options.folder, options.copies)
        return 0
    skipped = {"prepare"} | ({"build with validation"} if options.copies > 1 else set())
    names = [name for name in CONTESTANTS if name not in skipped]
    results: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as top:
        start("prepare", Path(top), options.copies)
        with (Path(top) / "quads.nq").open("rb") as file:
            count = sum(1 for _ in file)
        for number in range(options.rounds):
            for name in names:
                folder = Path(top) / f"{number}-{names.index(name)}"
                folder.mkdir()
                (folder / "quads.nq").symlink_to(Path(top) / "quads.nq")
                results[name].append(json.loads(start(name, folder, options.copies)))
    print(f"{count} quads, {options.rounds} rounds; imports are counted for everybody")
    print(f"{'':<28}{'seconds':>9}{'peak MB':>9}   ratio to bulk_load alone")
    for name in names:
        base = results["pyoxigraph bulk_load alone"]
        ratios = [a["seconds"] / b["seconds"] for a, b in zip(results[name], base, strict=True)]
        seconds = median(r["seconds"] for r in results[name])
        peak = max(r["megabytes"] for r in results[name])
        spread = f"{median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        print(f"{name:<28}{seconds:>9.2f}{peak:>9.0f}   {spread}")
    if options.copies > 1:
        return 0
    build = results["build with validation"]
    worst = {key: max(run[key] for run in build) for key in LIMITS}
    for key, limit in LIMITS.items():
        print(f"{key}: worst {worst[key]:.2f}, limit {limit:.0f}")
    return int(any(worst[key] > limit for key, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
