"""Write a candidate answer of every saved question, for a human to read against the reports.

    python -m tests.goldens [NAME …]

A candidate is no golden until somebody has read it: `git diff tests/goldens` shows what changed.
Each question is asked of the one report, and where that has no answer, of the scene of a few
documents (`tests/conftest.py`), or of the scene with hand-made releases beside it. Nothing is
written where the two engines disagree, and answers of questions that are gone go too.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from geograph.display import Table
from geograph.errors import AnalysisError, QueryError
from geograph.pipeline.build import build
from geograph.questions import ask, queries
from geograph.store import Store

sys.path.insert(0, str(Path(__file__).parents[1]))
from conftest import REPORT, build_cross, build_scene
from engines import Plain, examples

FOLDER = Path(__file__).parent


def main(names: list[str]) -> int:
    saved = queries()
    wanted = names or list(saved)
    with TemporaryDirectory() as folder, build(REPORT) as report:
        left, differ = write(report, wanted, "queries")
        with build_scene(Path(folder)) as scene:
            without, more = write(scene, left, "scene")
    with TemporaryDirectory() as folder, build_cross(Path(folder)) as cross:
        empty, _ = write(cross, without, "cross")
    has = dict.fromkeys(set(wanted) - set(left), "queries")
    has |= dict.fromkeys(set(left) - set(without), "scene")
    has |= dict.fromkeys(set(without) - set(empty), "cross")
    for path in FOLDER.glob("*/*.csv"):
        name, folder_ = path.stem, path.parent.name
        if name not in saved or (name in wanted and has.get(name) != folder_):
            path.unlink()
    for name in differ + more:
        sys.stderr.write(f"{name}: Oxigraph and rdflib give different answers\n")
    for name in empty:
        sys.stderr.write(f"{name}: no answer in the report, the scene or the releases\n")
    return 1 if differ or more or empty else 0


def write(store: Store, names: list[str], folder: str) -> tuple[list[str], list[str]]:
    """Write the answers that a store has; return the questions without one, and the doubtful."""
    saved, plain = queries(), Plain(store)
    empty, differ = [], []
    for name in names:
        answer = answered(store, name)
        if answer is None:
            empty.append(name)
        elif saved[name].function is None and answered(plain, name) != answer:
            differ.append(name)
        else:
            path = FOLDER / folder / f"{name}.csv"
            text = answer.to_csv().replace("\r\n", "\n")
            path.write_text(text, encoding="utf-8", newline="\n")
    return empty, differ


def answered(store: Store | Plain, name: str) -> Table | None:
    try:
        answer = ask(store, name, **examples(queries()[name]))  # type: ignore[arg-type]
    except (AnalysisError, QueryError):
        return None
    return answer if answer.rows else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
