"""Write the pages of docs/ that are made from the code and the data: `make docs`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ontology_page import page as ontology

from geograph.corpus import agreement, coverage_tables, months_svg
from geograph.dossier import load
from geograph.policy import World
from geograph.questions import catalogue
from geograph.releases.columns import to_markdown as release_tables
from geograph.table import Table
from geograph.tables import to_markdown

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def markdown(tables: Iterable[Table]) -> str:
    """Return tables as Markdown."""
    out = []
    for table in tables:
        out += [f"**{table.title}**", "", "| " + " | ".join(table.columns) + " |"]
        out.append("|" + "---|" * len(table.columns))
        cells = ([str(c).replace("|", "\\|") for c in row] for row in table.rows)
        out += ["| " + " | ".join(row) + " |" for row in cells]
        out += ["", *(f"{note}.\n" for note in table.notes)]
    return "\n".join(out).strip()


def corpus() -> tuple[str, str]:
    """Return docs/corpus.md with its tables filled in, and the figure beside it."""
    model = load(ROOT / "data" / "dossiers")
    world = World.from_model(model)
    again = [load(path) for path in sorted((ROOT / "data" / "recoding").glob("*.yml"))]
    text = (DOCS / "corpus.md").read_text(encoding="utf-8")
    parts = {
        "coverage": markdown(coverage_tables(world)),
        "agreement": markdown([agreement(model, again)]),
    }
    for name, made in parts.items():
        found = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(found, lambda m, made=made: f"{m[1]}{made}\n{m[2]}", text, flags=re.DOTALL)
    return text, months_svg(world)


def pages() -> dict[str, str]:
    """Return every page that is made, by its file name."""
    text, figure = corpus()
    return {
        "corpus.md": text,
        "corpus-months.svg": figure,
        "ontology.md": ontology(),
        "questions.md": catalogue(),
        "tables.md": f"{to_markdown()}\n{release_tables()}",
    }


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
