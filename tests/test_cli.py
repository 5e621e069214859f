"""The command line as a user meets it: every command, its errors, its exit codes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import click
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from conftest import REPORT

from geograph.cli import main


def run(*args: str, store=None, input: str | None = None):
    env = {"GEOGRAPH_STORE": str(store)} if store else {}
    return CliRunner().invoke(main, [str(a) for a in args], env=env, input=input)


@pytest.fixture
def ask(report):
    def call(*args, input=None):
        result = run(*args, store=report.path, input=input)
        assert result.exit_code == 0, result.output
        return result.stdout

    return call


def commands() -> list[str]:
    return sorted(main.commands)


def test_the_commands_are_those_of_the_readme():
    assert commands() == [
        "attributes", "build", "centrality", "check", "completion", "datasets", "demo", "export",
        "ids", "info", "init-dataset", "ledger", "link", "load", "memberships", "panel", "paths",
        "query", "reconcile", "repair", "unload", "validate", "view",
    ]  # fmt: skip


@pytest.mark.parametrize("command", commands())
def test_help_has_a_sentence_and_an_example(command):
    shown = run(command, "--help").output
    assert "Example" in shown
    assert main.commands[command].help
    assert f"geograph {command}" in shown


@pytest.mark.parametrize(
    "command", sorted(set(commands()) - {"completion", "build", "datasets", "init-dataset"})
)
def test_every_command_takes_a_store(command):
    if command == "query":
        shown = run("query", "who-denies", "--help").output
    elif command in ("link", "reconcile"):
        shown = run(command, "list", "--help").output
    else:
        shown = run(command, "--help").output
    assert "--store" in shown


class TestBuild:
    @pytest.mark.slow
    def test_builds_and_says_how_much(self, tmp_path):
        result = run("build", REPORT, "-o", tmp_path / "a.db")
        assert result.exit_code == 0, result.output
        assert "1 documents, 32 statements" in result.stdout
        assert (tmp_path / "a.db" / "tables" / "claims.parquet").exists()

    @pytest.mark.slow
    def test_broken_dossiers_leave_the_store_as_it_was(self, tmp_path):
        store = tmp_path / "a.db"
        assert run("build", REPORT, "-o", store).exit_code == 0
        before = {p: p.read_bytes() for p in store.rglob("*.parquet")}
        (tmp_path / "bad").mkdir()
        for name in ("one", "two"):
            (tmp_path / "bad" / f"2024-01-01-{name}.yml").write_text(f"document: {{id: {name}}}\n")
        result = run("build", tmp_path / "bad", "-o", store)
        assert result.exit_code == 1
        assert "2024-01-01-one.yml:1" in result.stderr
        assert "2024-01-01-two.yml:1" in result.stderr
        assert result.stderr.count("fix:") >= 2
        assert "nothing was changed" in result.stderr
        assert {p: p.read_bytes() for p in store.rglob("*.parquet")} == before


@pytest.mark.slow
def test_what_a_policy_leaves_out_is_said_and_heard(report):
    options = ("--certain", "--drop-partly-admitted", "--limit", "1")
    shown = run("ledger", *options, store=report.path).output
    said = "all; certain; drop-partly-admitted"
    assert f"count as relations under {said}" in " ".join(shown.split())
    refused = run(
        "query", "stances", "--certain", "--event", "iran-srbm-russia-2024", store=report.path
    )
    assert refused.exit_code == 1
    assert "does not accept the policy 'all; certain'" in refused.stderr


class TestQuery:
    def test_lists_the_saved_questions(self, ask):
        shown = ask("query")
        assert "who-denies" in shown
        assert "Who denies what" in shown

    def test_a_name_as_people_write_it(self, ask):
        shown = ask("query", "who-denies", "--actor", "iran", "--format", "json")
        rows = json.loads(shown)
        assert {
            (r["denied_event"], r["reaches"])
            for r in rows
            if r["event"] == "event/iran-srbm-russia-2024"
        } == {("transfer of short-range ballistic missiles, Iran → Russia", "inherited")}

    @pytest.mark.slow
    @pytest.mark.parametrize("name", ["u.s.", "USA", "united states", "cow:2", "state/USA"])
    def test_all_names_of_one_state_are_one(self, ask, name):
        answer = ask("query", "speaks-for", "--state", name, "--format", "csv")
        assert answer == ask("query", "speaks-for", "--state", "United States", "--format", "csv")
        assert "Antony Blinken" in answer

    def test_csv_json_parquet_and_text_say_the_same(self, ask, tmp_path):
        question = ("query", "who-accuses", "--actor", "Iran")
        rows = list(csv.DictReader(io.StringIO(ask(*question, "--format", "csv"))))
        as_json = json.loads(ask(*question, "--format", "json"))
        ask(*question, "--format", "parquet", "-o", tmp_path / "a.parquet")
        as_parquet = pq.read_table(tmp_path / "a.parquet").to_pylist()
        text = ask(*question)
        assert rows
        for row, j, p in zip(rows, as_json, as_parquet, strict=True):
            assert row == {k: "" if v is None else str(v) for k, v in j.items()}
            assert row == {k: "" if v is None else str(v) for k, v in p.items()}
            assert all(value in text for value in row.values())

    def test_text_file_and_standard_input(self, ask, tmp_path):
        sparql = (
            "PREFIX gg: <https://w3id.org/geograph/ns#> "
            "SELECT (COUNT(?d) AS ?n) WHERE { ?d a gg:Document }"
        )
        (tmp_path / "own.rq").write_text(sparql)
        answers = {
            ask("query", sparql, "--format", "csv"),
            ask("query", tmp_path / "own.rq", "--format", "csv"),
            ask("query", "-", "--format", "csv", input=sparql),
        }
        assert answers == {"n\n1\n"}

    def test_a_file_of_ones_own_takes_its_parameters(self, ask, tmp_path):
        header = "#+ title: T\n#+ params: {who: {type: actor, example: Iran}}\n#+ columns: [who]\n"
        body = "SELECT DISTINCT ?who WHERE {\n  #param ?who\n  ?e ?p ?who\n} ORDER BY ?who"
        (tmp_path / "own.rq").write_text(header + body)
        asked = ask("query", tmp_path / "own.rq", "--who", "iran", "--format", "csv")
        assert asked == "who\nstate/IRN\n"
        (tmp_path / "own.py").write_text(
            "from collections.abc import Iterator\n"
            "from typing import NamedTuple\n"
            "from geograph.questions import Param, QueryContext, question\n"
            "class Row(NamedTuple):\n    who: str\n"
            '@question(title="T", params={"who": Param(type="actor", example="Iran")})\n'
            "def own(context: QueryContext) -> Iterator[Row]:\n"
            '    yield from map(Row, context.all("who"))\n'
        )
        assert ask("query", tmp_path / "own.py", "--who", "iran", "--format", "csv") == asked

    def test_a_policy_decides_what_counts(self, ask):
        question = ("query", "supplies-to", "--recipient", "Russia", "--format", "csv")
        assert "short-range ballistic missile" in ask(*question, "--policy", "all")
        assert "short-range ballistic missile" not in ask(*question, "--policy", "undenied")


@pytest.mark.parametrize(
    ("args", "code", "message", "fix"),
    [
        (("query", "who-denies", "--actor", "Irann"), 1, "unknown actor 'Irann'", "Iran"),
        (("query", "who-denis"), 2, "who-denies", None),
        (("query", "who-denies", "--actr", "Iran"), 2, "--actor", None),
        (("query", "missing.rq"), 1, "missing.rq", "fix:"),
        (("query", "SELECT * WHERE { ?s ?p }"), 1, "error:", "fix:"),
        (("query", "sanctions-in-force", "--day", "yesterday"), 1, "yesterday", "fix:"),
        (("query", "who-denies", "--policy", "undenied"), 1, "policy", "fix:"),
        (("query", "undenied", "--clock", "coded"), 1, "--known-by", "fix:"),
        (("paths", "Iran", "Atlantis"), 1, "Atlantis", "fix:"),
        (("paths", "Iran", "Sweden"), 1, "state/SWE", "fix:"),
        (("centrality", "--policy", "held-by=Atlantis"), 1, "Atlantis", "fix:"),
        (("centrality", "--policy", "most"), 1, "unknown claim policy", "corroborated"),
        (("centrality", "--known-by", "1900"), 1, "known by", "fix:"),
        (("centrality", "--measure", "fame"), 1, "fame", "fix:"),
        (("export", "--format", "pdf", "-o", "x"), 2, "pdf", None),
        (("query", "undenied", "--format", "parquet"), 1, "parquet", "-o FILE"),
        (("info", "--store", "nowhere.db"), 1, "nowhere.db", "geograph build"),
        (("fly",), 2, "fly", None),
    ],
)
def test_bad_input_ends_with_one_clear_error(
    report, tmp_path, monkeypatch, args, code, message, fix
):
    monkeypatch.chdir(tmp_path)
    result = run(*args, store=report.path)
    assert result.exit_code == code, result.output
    assert message in result.stderr
    assert fix is None or fix in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_paths_print_the_evidence_of_each_step(ask):
    shown = ask("paths", "Iran", "Ukraine", "--format", "json")
    rows = json.loads(shown)
    missiles = [r for r in rows if r["event"].startswith("transfer of short-range")]
    assert len(missiles) == 1
    step = missiles[0]
    assert (step["source"], step["target"], step["status"]) == ("Iran", "Russia", "contested")
    assert "United States" in step["asserting"]
    assert "United Kingdom" in step["asserting"]
    assert step["denying"] == "Iran (inherited)"
    assert "¶1" in step["documents"]


def test_centrality_ranks_under_two_policies(ask):
    rows = json.loads(ask("centrality", "--measure", "strength-in", "--format", "json"))
    russia = next(r for r in rows if r["actor"] == "Russia")
    assert russia["score all"] > russia["score undenied"]  # the contested transfers fall away


def test_ledger_says_who_says_so(ask):
    rows = json.loads(ask("ledger", "--format", "json"))
    transfer = next(r for r in rows if r["id"] == "event/iran-srbm-russia-2024")
    assert transfer["status"] == "contested, denied by a party"
    assert "United Kingdom" in transfer["asserted by"]
    assert "United States" in transfer["asserted by"]
    assert transfer["denied by"] == "Iran (inherited)"
    assert "taken as given by" in transfer["and also"]
    assert "Germany" in transfer["and also"]


def test_info_counts_what_is_there(ask):
    rows = {r["table"]: r for r in json.loads(ask("info", "--format", "json"))}
    assert rows["statements"]["rows"] == 32
    assert "Denial 2" in rows["statements"]["kinds"]


def test_completion_knows_the_saved_questions(report):
    for shell in ("bash", "zsh", "fish"):
        assert "_GEOGRAPH_COMPLETE" in run("completion", shell).output
    from click.shell_completion import ShellComplete

    complete = ShellComplete(main, {}, "geograph", "_GEOGRAPH_COMPLETE")
    assert "who-denies" in [c.value for c in complete.get_completions(["query"], "who-d")]


@pytest.mark.slow
def test_python_dash_m_works_and_a_closed_pipe_is_no_traceback(report):
    ours = f"{sys.executable} -m geograph query first-said --event iran-arms-russia"
    command = f"{ours} --store {report.path} | head -1"
    shown = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in shown.stderr
    assert shown.stdout.strip()


def test_no_other_module_speaks_click():
    assert isinstance(main, click.Group)
    package = Path(main.callback.__code__.co_filename).parent.parent
    for path in package.rglob("*.py"):
        if path.parent.name != "cli":
            assert "click.echo" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ("view",),
        *(("export", "--format", name) for name in ("nq", "trig", "ttl", "jsonld", "graphml")),
        ("query", "who-denies", "--actor", "Iran", "--format", "csv"),
        ("query", "who-denies", "--actor", "Iran", "--format", "parquet"),
    ],
    ids=" ".join,
)
@pytest.mark.slow
def test_standard_output_gets_what_a_file_gets_and_nothing_else(report, tmp_path, command):
    written = run(*command, "-o", tmp_path / "a", store=report.path)
    printed = run(*command, "-o", "-", store=report.path)
    assert (written.exit_code, printed.exit_code) == (0, 0)
    assert printed.stdout_bytes == (tmp_path / "a").read_bytes()
    assert printed.stderr == ""


def test_a_folder_does_not_go_to_standard_output(report):
    refused = run("export", "--format", "csv", "-o", "-", store=report.path)
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert "a folder cannot be written to standard output" in refused.stderr
