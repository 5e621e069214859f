"""Questions in Python: what they declare, what is refused, and questions of one's own."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from engines import required

from geograph.errors import QueryError
from geograph.questions import ask, computed, queries
from geograph.questions.registry import read
from geograph.store import Store

COMPUTED = {name: query for name, query in queries().items() if query.function}
FOLDER = Path(computed.__file__).parent
ROOT = Path(__file__).parents[1]

OWN = '''
"""Who acts most often?"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from geograph.questions import Param, QueryContext, question


class Row(NamedTuple):
    """One actor.

    actor: who acts
    events: how often
    """

    actor: str
    events: int


@question(
    title="Who acts most often?",
    params={"least": Param(type="number", example="2", default="2")},
)
def most_active(context: QueryContext) -> Iterator[Row]:
    """Count the relations of each actor."""
    found: dict[str, list] = {}
    for relation in context.relations():
        for actor in relation.actor_voice:
            found.setdefault(actor, []).append(relation)
    for actor, relations in sorted(found.items()):
        if len(relations) >= context.number("least"):
            context.uses(*relations)
            yield Row(context.label(actor), len(relations))
'''


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "most_active.py"
    path.write_text(OWN, encoding="utf-8")
    return path


# ---------------------------------------------------------------- those that ship


def test_the_folder_is_the_registry():
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert {name.replace("-", "_") for name in COMPUTED} == files
    for name, query in COMPUTED.items():
        assert query.file == f"geograph/questions/computed/{name.replace('-', '_')}.py"


@pytest.mark.parametrize("name", sorted(COMPUTED))
def test_every_column_has_a_meaning_and_every_meaning_a_column(name: str):
    query = COMPUTED[name]
    assert tuple(query.meanings) == query.columns
    assert query.function is not None
    assert (query.function.__doc__ or "").strip()


def test_the_questions_are_listed_without_heavy_libraries():
    heavy = ("rdflib", "pyoxigraph", "networkx", "pyarrow", "numpy", "scipy")
    code = "from geograph.questions import queries\nimport sys\nqueries()\n"
    code += f"print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------- questions of one's own


def test_a_file_of_python_is_asked_as_one_of_sparql_is(own: Path, scene: Store):
    answer = ask(scene, own)
    assert answer.columns == ("actor", "events")
    assert answer == ask(scene, str(own)) == ask(scene, read(own), least=2)
    assert answer.title == "Who acts most often?"
    counts = dict(answer.rows)
    assert set(counts.values()) >= {2}
    assert len(ask(scene, own, least="1")) > len(answer)
    assert answer.notes[0] == "policy: all"
    assert answer.notes[1].startswith("rests on ")
    with pytest.raises(QueryError, match="'most-active' has no parameter 'most'"):
        ask(scene, own, most="1")


def test_the_example_of_the_documentation_works(tmp_path: Path, report: Store):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [code] = [part.split("```")[0] for part in text.split("```python\n")[1:]]
    path = tmp_path / "suppliers_of.py"
    path.write_text(code, encoding="utf-8")
    transfers = ask(report, "supplies-to", recipient="Russia")
    arms = {(row["source"], row["event"]) for row in transfers if row["kind"] == "arms"}
    counted = Counter(source for source, _ in arms)
    assert dict(ask(report, path, to="Russia").rows) == counted


def test_the_query_of_the_documentation_works(tmp_path: Path, report: Store):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [code] = [part.split("```")[0] for part in text.split("```sparql\n")[1:]]
    path = tmp_path / "sent-to.rq"
    path.write_text(code, encoding="utf-8")
    transfers = ask(report, "supplies-to", recipient="Russia")
    arms = {
        (row["source"], row["goods"], row["event"]) for row in transfers if row["kind"] == "arms"
    }
    sent = ask(report, path, to="Russia")
    assert {(row["sender"], row["goods"], row["event"]) for row in sent} == arms


def test_a_folder_may_have_both(own: Path):
    assert "most-active" in queries(own.parent)
    (own.parent / "most-active.rq").write_text(
        "#+ title: T\n#+ columns: [s]\nSELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s", encoding="utf-8"
    )
    with pytest.raises(QueryError, match="a question 'most-active' already exists"):
        queries(own.parent)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("@question(", "@question(answers=(61,), ", r"py:\d+: no question 61"),
        ("@question(", "@question(claimants='evnt', ", "no column 'evnt'"),
        ("least", "Least", "'Least' cannot name a parameter"),
        ("least", "policy", "'policy' cannot name a parameter"),
        ('type="number"', 'type="numbr"', "unknown type 'numbr'\n  fix: perhaps 'number'"),
        ("-> Iterator[Row]", "", "most_active does not declare the type of its rows"),
        (
            "-> Iterator[Row]",
            "-> Iterator[str]",
            "most_active does not declare the type of its rows",
        ),
        ("-> Iterator[Row]", "-> Iterator[Rwo]", "name 'Rwo' is not defined"),
        ("import Counter", "import Cuonter", r"py:4: ImportError: cannot import name 'Cuonter'"),
        ("class Row(", "class Row", r"py:11: SyntaxError"),
        ("@question(", "_ = dict(", "no question in the file"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_place(own: Path, old: str, new: str, message: str):
    own.write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(QueryError, match=message) as caught:
        read(own)
    assert caught.value.fix
    assert caught.value.where is not None
    assert caught.value.where.file == str(own)


def test_two_questions_in_a_file_are_refused(own: Path):
    own.write_text(f"{OWN}\n\nagain = most_active\n", encoding="utf-8")
    with pytest.raises(QueryError, match="2 questions in one file"):
        read(own)


def test_a_row_of_another_type_is_refused(own: Path, scene: Store):
    own.write_text(
        OWN.replace("yield Row(context.label(actor), len(relations))", "yield actor, 1"), "utf-8"
    )
    with pytest.raises(QueryError, match=r"'most-active' gives .* which is not of type Row"):
        ask(scene, own)


def test_rows_may_be_dataclasses(own: Path, scene: Store):
    plain = ask(scene, own)
    text = OWN.replace("class Row(NamedTuple):", "@dataclass(frozen=True)\nclass Row:")
    own.write_text(
        text.replace("from typing import NamedTuple", "from dataclasses import dataclass")
    )
    assert ask(scene, own) == plain


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(QueryError, match=r"cannot read '.*nowhere.py': no such file"):
        read(tmp_path / "nowhere.py")


@pytest.mark.parametrize("name", sorted(n for n, q in COMPUTED.items() if not q.needs))
def test_no_question_leaves_out_what_it_rests_on(name: str, scene: Store):
    answer = ask(scene, name, **required(COMPUTED[name]))
    said = [note for note in answer.notes if note.startswith("rests on ")]
    assert len(said) == 1
    assert not answer.rows or not said[0].startswith("rests on 0 events, 0 documents")
