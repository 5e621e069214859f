"""Write a candidate answer of every saved question, for a human to read against the reports.

    python -m tests.goldens [NAME …]

A candidate is no golden until somebody has read it: `git diff tests/goldens` shows what changed.
Nothing is written where the two engines disagree, and answers of questions that are gone go too.
"""

from __future__ import annotations

import sys
from pathlib import Path

from geograph.build import build
from geograph.queries import ask, queries

sys.path.insert(0, str(Path(__file__).parents[1]))
from conftest import REPORT
from engines import Plain, examples

FOLDER = Path(__file__).parent / "queries"


def main(names: list[str]) -> int:
    saved = queries()
    differ = []
    with build(REPORT) as store:
        plain = Plain(store)
        for name in names or list(saved):
            answer = ask(store, name, **examples(saved[name]))
            if ask(plain, name, **examples(saved[name])) != answer:  # type: ignore[arg-type]
                differ.append(name)
                continue
            text = answer.to_csv().replace("\r\n", "\n")
            (FOLDER / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")
    for path in FOLDER.glob("*.csv"):
        if path.stem not in saved:
            path.unlink()
    for name in differ:
        sys.stderr.write(f"{name}: Oxigraph and rdflib give different answers\n")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
