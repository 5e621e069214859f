"""Write the pages of docs/ that are made from the code and the data: `make docs`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ontology_page import page as ontology
from python_page import page as python

from geograph.actors.voices import voice_kinds
from geograph.analysis.corpus import agreement, coverage_tables, months_svg
from geograph.display import Table
from geograph.events.schema import to_markdown
from geograph.model import Model
from geograph.pipeline.validation import read_decisions, tally
from geograph.policy import ClaimIndex
from geograph.questions import catalogue
from geograph.sources.dossier import load
from geograph.vocab import VOICE_KINDS, Stance

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
    world = ClaimIndex.from_model(model)
    again = [load(path) for path in sorted((ROOT / "data" / "recoding").glob("*.yml"))]
    text = (DOCS / "corpus.md").read_text(encoding="utf-8")
    parts = {
        "coverage": markdown(coverage_tables(world)),
        "agreement": markdown([agreement(model, again)]),
        "linter": markdown([tally(read_decisions(ROOT / "data" / "lint-decisions.csv"))]),
    }
    for name, made in parts.items():
        found = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(found, lambda m, made=made: f"{m[1]}{made}\n{m[2]}", text, flags=re.DOTALL)
    return text, months_svg(world)


def voices(model: Model) -> str:
    """Return the voices that assert or deny anything, by kind and by what decided it."""
    actors = {actor.id: actor for actor in model.actors}
    # what is left undecided without the coded kinds was coded
    bare = [replace(actor, voice_kind=None) for actor in model.actors]
    by_class, by_tenure = voice_kinds(bare, ()), voice_kinds(bare, model.tenures)
    spoken = Counter(
        ("unnamed" if claim.anonymous else actors[claim.voice].voice_kind, claim.voice)
        for claim in model.claims
        if claim.stance in (Stance.ASSERTS, Stance.DENIES)
    )

    def decided(kind: str, voice: str) -> str:
        if kind == "unnamed":
            return "unnamed source"
        if voice.startswith("publisher/"):
            return "publisher of a document"
        found = {by_tenure[voice]: "tenure"} | {by_class[voice]: "class"}
        return found.get(kind, f"coded in {actors[voice].defined_in}".partition("/")[0])

    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (kind, voice), n in spoken.items():
        told[kind or "", decided(kind or "", voice)].append(f"{actors[voice].label} {n}")
    lines = ["| kind | decided by | voices | who, and how many claims |", "|---|---|---|---|"]
    for kind, how in sorted(told, key=lambda key: (list(VOICE_KINDS).index(key[0]), key[1])):
        names = sorted(told[kind, how], key=str.casefold)
        lines.append(f"| `{kind}` | {how} | {len(names)} | {'; '.join(names)} |")
    return "\n".join(lines)


def pages() -> dict[str, str]:
    """Return every page that is made, by its file name."""
    text, figure = corpus()
    told = (DOCS / "voices.md").read_text(encoding="utf-8")
    table = voices(load(ROOT / "data" / "dossiers"))
    told = re.sub(
        r"(<!-- voices -->\n).*?(<!-- /voices -->)",
        lambda m: f"{m[1]}{table}\n{m[2]}",
        told,
        flags=re.DOTALL,
    )
    return {
        "corpus.md": text,
        "corpus-months.svg": figure,
        "ontology.md": ontology(),
        "python.md": python(),
        "questions.md": catalogue(),
        "tables.md": to_markdown(),
        "voices.md": told,
    }


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
