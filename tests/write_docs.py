"""Write the pages of docs/ that are made from the code: `make docs`; tests hold them equal."""

from __future__ import annotations

from pathlib import Path

from ontology_page import page as ontology

from geograph.queries import catalogue
from geograph.tables import to_markdown

DOCS = Path(__file__).parent.parent / "docs"

if __name__ == "__main__":
    for name, text in (
        ("ontology", ontology()),
        ("queries", catalogue()),
        ("tables", to_markdown()),
    ):
        (DOCS / f"{name}.md").write_text(text, encoding="utf-8")
