"""Docs, help, messages and docstrings use the field's terms and no retired phrase."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from geograph.cli import main

ROOT = Path(__file__).parent.parent
#: A record of what changed, which keeps the words of its day.
RECORDS = {"status-changes.md"}
#: Files of the package that hold texts for readers, beside Python.
TEXTS = {".css", ".html", ".js", ".rq", ".ttl", ".yml"}


@dataclass(frozen=True, slots=True)
class Retired:
    """A phrase that is not used any more: its pattern, an example, and what to write instead."""

    pattern: str
    example: str
    instead: str
    why: str


RETIRED = [
    Retired(
        r"\basks? nobody\b",
        "one file that asks nobody anything",
        "one self-contained file that makes no network requests",
        "says what is not done instead of what the thing is",
    ),
    Retired(
        r"\bare two(?= by default|[.;,:)]|$)",
        "Record that A and B are two.",
        "Record that A and B are different entities.",
        "two of what?",
    ),
    Retired(
        r"\bbe one(?=[.;,:)]|$| across| and )|\bentities are one\b",
        "list the pairs that may be one",
        "list the pairs that may be the same entity",
        "the field compares entities",
    ),
    Retired(
        r"(?i)\bwho is (one|who)\b",
        "who is one across sources",
        "entity resolution across sources",
        "nobody searches for it",
    ),
    Retired(
        r"\bhears? (no|a|the|every|all) (policy|voices?)\b|\bpolicy (hears|does not hear)\b",
        "the question hears no policy",
        "the question does not accept a policy",
        "a metaphor",
    ),
    Retired(
        r"\bno way (to speak|'|\{)",
        "'loudly' is no way to speak",
        "invalid value for `speaks`: 'loudly'",
        "names neither the field nor the kind of mistake",
    ),
    Retired(
        r"(?<![Tt]here )\bis no (?!longer\b|more\b|less\b|such\b|further\b)",
        "'2024-13' is no date",
        "invalid date '2024-13'",
        "archaic; write `is not a`, or `invalid`",
    ),
    Retired(
        r"(?<![Tt]here )\bare no (?!longer\b|more\b|fewer\b)",
        "voices that are no party",
        "voices that are not a party",
        "archaic",
    ),
    Retired(
        r"(?i)\bmend(s|ed|ing)?\b",
        "mend the cell",
        "correct the cell",
        "archaic",
    ),
    Retired(
        r"\b(stands?|stood) twice\b",
        "the key 'a' stands twice",
        "the key 'a' occurs twice",
        "a Germanism",
    ),
    Retired(
        r"\bis there already\b",
        "'my.yml' is there already",
        "'my.yml' already exists",
        "a Germanism",
    ),
    Retired(
        r"\blooks? like (no|none)\b",
        "looks like no file of 'sipri'",
        "does not look like a file of 'sipri'",
        "a Germanism",
    ),
    Retired(
        r"\bsays? not (what|who|when|how|whether)\b",
        "the detail says not what it means",
        "the detail has no description",
        "archaic",
    ),
    Retired(
        r"\b(does|do|did) not settle\b|\balways settles\b",
        "PageRank did not settle",
        "PageRank did not converge",
        "an iteration converges",
    ),
    Retired(
        r"\btellers?\b(?!\()",
        "which tellers disagree",
        "which sources disagree",
        "the literature says source",
    ),
    Retired(
        r"\b(tell|tells|telling|told) of\b",
        "which rows tell of an event",
        "which rows report an event",
        "a row reports",
    ),
    Retired(
        r"^Say whether\b",
        "Say whether two days overlap.",
        "Return whether two days overlap.",
        "a function returns",
    ),
    Retired(
        r"\bother people's formats\b|\bOther people's formats\b",
        "the network in other people's formats",
        "the network in standard formats",
        "private dialect",
    ),
    Retired(
        r"\bof one's own\b",
        "a mapping of one's own",
        "a mapping of your own",
        "help speaks to its reader",
    ),
    Retired(
        r"\b(runs?|leads?) in a circle\b",
        "speaksFor runs in a circle",
        "speaksFor forms a cycle",
        "a graph has cycles",
    ),
    Retired(
        r"\bnearly is one\b",
        "not a state, but nearly is one",
        "not a state, but resembles one",
        "unclear",
    ),
    Retired(
        r"\bstays? open\b",
        "A and B were looked at and stay open",
        "A and B were reviewed without a decision",
        "unclear",
    ),
    Retired(
        r"\bthe id of nobody\b",
        "'x' is the id of nobody",
        "'x' is not a known id",
        "a joke",
    ),
]


def pages() -> Iterator[tuple[str, str]]:
    """Yield the pages for readers, with their names."""
    docs = (path for path in sorted((ROOT / "docs").glob("*.md")) if path.name not in RECORDS)
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *docs):
        yield path.name, path.read_text(encoding="utf-8")


def helps() -> Iterator[tuple[str, str]]:
    """Yield the help of every command, with what is typed for it."""
    found: list[tuple[click.Command, click.Context]] = [(main, click.Context(main))]
    while found:
        command, context = found.pop()
        name = context.command_path or "geograph"
        yield f"{name} --help", command.get_help(context)
        if isinstance(command, click.Group):
            for part in command.list_commands(context):
                if (below := command.get_command(context, part)) is not None:
                    found.append((below, click.Context(below, info_name=part, parent=context)))


def strings() -> Iterator[tuple[str, str]]:
    """Yield every text in the Python of the package: docstrings, messages, fixes, notes."""
    for path in sorted((ROOT / "geograph").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        within = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                within.update(map(id, node.values))
                parts = (v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
                yield f"{path.relative_to(ROOT)}:{node.lineno}", "".join(map(str, parts))
            elif (
                isinstance(node, ast.Constant) and id(node) not in within and " " in str(node.value)
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", str(node.value)


def files() -> Iterator[tuple[str, str]]:
    """Yield the other files that hold texts: questions, mappings, vocabulary, the page."""
    for folder in ("geograph", "queries"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in TEXTS:
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def retired_in(text: str) -> list[str]:
    """Return the retired phrases of a text, each with what to write instead."""
    flat = " ".join(text.split())
    return [
        f"'{flat[max(0, m.start() - 30) : m.end() + 30]}': {one.why}; write as in '{one.instead}'"
        for one in RETIRED
        for m in re.finditer(one.pattern, flat)
    ]


@pytest.mark.parametrize("one", RETIRED, ids=lambda one: one.example)
def test_a_retired_phrase_is_found_and_what_replaces_it_is_not(one: Retired):
    assert re.search(one.pattern, one.example)
    assert not retired_in(one.instead)


@pytest.mark.parametrize("texts", [pages, helps, strings, files])
def test_no_text_uses_a_retired_phrase(texts):
    read = list(texts())
    assert len(read) > 15, "too few texts were found: the search is broken"
    found = [f"{name}: {said}" for name, text in read for said in retired_in(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("page", "terms"),
    [
        ("README.md", ("provenance", "entity resolution", "event linkage", "bitemporal")),
        ("docs/reconcile.md", ("entity resolution", "record linkage", "deduplication")),
        ("docs/networks.md", ("projection", "edge list", "dyads", "provenance")),
        ("docs/corpus.md", ("inter-coder agreement",)),
        ("docs/page.md", ("valid time", "transaction time", "self-contained")),
        ("docs/ontology.md", ("provenance", "prov-o")),
        ("docs/glossary.md", ("truth-discovery", "valid time", "provenance", "dyad", "stance")),
    ],
)
def test_a_reader_who_searches_a_page_for_the_fields_term_finds_it(page: str, terms: tuple):
    text = " ".join((ROOT / page).read_text(encoding="utf-8").lower().split())
    assert [term for term in terms if term not in text] == []


def test_readme_and_every_manual_link_the_glossary():
    own = {"glossary.md", "decisions.md", *RECORDS}
    docs = [path for path in sorted((ROOT / "docs").glob("*.md")) if path.name not in own]
    assert "docs/glossary.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    lacking = [path.name for path in docs if "glossary.md" not in path.read_text(encoding="utf-8")]
    assert lacking == []
