"""The public functions: the command line's names and options, errors of ours, short reprs."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args, get_origin

import click
import networkx as nx
import pytest
import python_page
from click.testing import CliRunner

import geograph
from geograph.actors import load_reference
from geograph.cli import main
from geograph.cli.question_commands import command_of
from geograph.display import Table, Tables
from geograph.errors import GeographError, UsageError
from geograph.events.model_reader import model_of
from geograph.interface.checking import _hints
from geograph.model import Model
from geograph.policy import ClaimIndex, Policy, Verdicts, select
from geograph.sources.mapping import load_dataset
from geograph.store import Store
from geograph.views.compose import compose

TRANSFER = "event/iran-srbm-russia-2024"
#: What stands on the command line alone: a tour, and the shell's own.
NOT_PUBLIC = {"completion", "demo"}
#: What only a program can be given.
NOT_TYPED = {
    "build": {"progress"},
    "load": {"progress"},
    "query": {"params", "question"},
    "repair": {"progress"},
    "view": {"title"},
}
#: Names without a command.
BESIDE = {"judge", "network", "open_store", "queries"}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield the commands with the names that their functions have."""
    for name, command in main.commands.items():
        if name == "query":
            yield name, command_of(geograph.queries()["who-denies"], "who-denies")
        elif isinstance(command, click.Group):
            for sub, one in command.commands.items():
                yield f"{name}.{sub}", one
        elif name not in NOT_PUBLIC:
            yield name.replace("-", "_"), command


def public(name: str) -> Callable[..., Any]:
    found: Any = geograph
    for part in name.split("."):
        found = getattr(found, part)
    return found


def spelled(param: click.Parameter) -> str:
    """Return the name that a parameter of the command line has in Python."""
    if isinstance(param, click.Argument):
        return (param.metavar or param.name or "").lower()
    name = next(opt for opt in param.opts if opt.startswith("--")).removeprefix("--")
    return name.removeprefix("no-").replace("-", "_") + ("s" if param.multiple else "")


def typed(command: click.Command) -> dict[str, click.Parameter]:
    """Return the options that are a function's: those of printing a table are methods of it."""
    found = {spelled(p): p for p in command.params if not (p.name or "").startswith("param_")}
    form = found.get("format")
    if form is not None and "table" in getattr(form.type, "choices", ()):
        del found["format"], found["output"]
    return found


def label(value: object) -> str:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=label)
def test_a_command_is_the_function_of_its_name(name: str, command: click.Command):
    function = public(name)
    hints, options = _hints(inspect.unwrap(function)), typed(command)
    assert set(options) == set(hints) - NOT_TYPED.get(name, set())
    known = inspect.signature(function).parameters
    for key, option in options.items():
        if isinstance(option.type, click.Choice):
            told = [hints[key], *get_args(hints[key])]
            choices = {c for hint in told for c in get_args(hint) if isinstance(c, str)}
            assert set(option.type.choices) == choices, key
        default = option.default
        if key in known and isinstance(default, str | int) and not isinstance(default, bool):
            assert known[key].default == default, key
        if isinstance(option, click.Argument) and option.required:
            assert known[key].default is inspect.Parameter.empty, key


def test_every_public_function_has_a_command():
    named = {name for name, _ in commands()}
    functions = {n for n in geograph.__all__ if inspect.isfunction(getattr(geograph, n))}
    assert functions - BESIDE == {name for name in named if "." not in name}
    for space in ("link", "reconcile"):
        within = {f"{space}.{one}" for one in getattr(geograph, space).__all__}
        assert within == {name for name in named if name.startswith(f"{space}.")}


def every_function() -> Iterator[tuple[str, Callable[..., Any]]]:
    for name in geograph.__all__:
        found = getattr(geograph, name)
        if inspect.isfunction(found):
            yield name, found
        elif inspect.ismodule(found):
            for one in found.__all__:
                if inspect.isfunction(getattr(found, one)):
                    yield f"{name}.{one}", getattr(found, one)


WRONG = (object(), 5, -1, 1.5, float("nan"), True, None, "", "\0", "none such", b"x", [], [5], {},
         {"a": "b"}, ("a",), len, date(2024, 9, 10), Policy())  # fmt: skip
NET: nx.MultiDiGraph[str] = nx.MultiDiGraph([("a", "b"), ("b", "c")])
GOOD: dict[str, Any] = {
    "store": "nowhere.db", "question": "who-denies", "dataset": "sipri", "files": "none.csv",
    "release": "none", "source": "a", "target": "b", "format": "nq", "output": "out.nq",
    "table": "none.csv", "a": "x/1", "b": "x/2", "by": "A. Reader", "file": "none.csv",
    "event": "none", "row": "none", "dossiers": "nowhere", "G": NET, "S": nx.Graph(NET),
    "scores": {"a": 1.0}, "bloc": {"a": "A", "b": "A", "c": "C"}, "pair": ("a", "b"),
    "found": [], "reached": {}, "days": 5, "year": 2024, "weights": {"a": 1.0}, "policies": "all",
    "folder": None,
}  # fmt: skip


def raised(ask: Callable[[], object]) -> GeographError | None:
    """Return the error of ours that a call ends with, if it does; any other is not caught."""
    try:
        ask()
    except GeographError as error:
        return error
    return None


def with_needed(name: str, function: Callable[..., Any]) -> dict[str, Any]:
    known = inspect.signature(function).parameters
    given = {
        key: GOOD[key]
        for key, p in known.items()
        if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)
        and (p.default is p.empty or key in ("store", "dossiers"))
    }
    if name == "measures.compare":
        given["source"] = ClaimIndex.from_model(Model())
    return given


def call(function: Callable[..., Any], given: dict[str, Any]) -> None:
    only = [
        k for k, p in inspect.signature(function).parameters.items() if p.kind == p.POSITIONAL_ONLY
    ]
    positional = [given[k] for k in only]
    found = function(*positional, **{k: v for k, v in given.items() if k not in only})
    if inspect.isgenerator(found):
        list(found)


@pytest.mark.parametrize(("name", "function"), list(every_function()), ids=label)
def test_wrong_use_is_an_error_of_ours(name, function, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GEOGRAPH_STORE", raising=False)
    needed = with_needed(name, function)
    for key in _hints(inspect.unwrap(function)):
        if key == "params":
            continue
        for wrong in WRONG:
            if (key, wrong) == ("dossiers", None) and name == "build":
                continue  # the whole corpus
            if error := raised(partial(call, function, {**needed, key: wrong})):
                assert error.fix or getattr(error, "errors", ()), (key, wrong, error)
    with pytest.raises(UsageError) as caught:
        function(**needed, nobody=1) if name != "query" else function()
    assert caught.value.fix


TEXTS = ("", " ", "none such", "Iran", "state/IRN", "\ud800", "a" * 5000, "?x", "'\"", "*")


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_answered_or_refused(report, text, tmp_path):
    given: list[Callable[[], object]] = [
        lambda: geograph.query(report, "who-denies", actor=text),
        lambda: geograph.query(report, text),
        lambda: geograph.ledger(report, text, limit=3),
        lambda: geograph.network(report, kinds=text),
        lambda: geograph.network(report, as_of=text),
        lambda: geograph.network(report, known_by=text, clock="published"),
        lambda: geograph.network(report, voices=text),
        lambda: geograph.paths(report, text, "Russia"),
        lambda: geograph.paths(report, "Iran", text),
        lambda: geograph.centrality(report, measures=text),
        lambda: geograph.centrality(report, versus=text),
        lambda: geograph.judge(report)[text],
        lambda: geograph.link.list(report, event=text, decisions=tmp_path / "none.csv"),
        lambda: geograph.measures.find_paths(geograph.network(report), text, "Russia"),
    ]
    for ask in given:
        error = raised(ask)
        assert error is None or error.fix


@pytest.mark.slow
def test_text_and_objects_are_the_same(report):
    path = report.path
    told = Policy.parse("undenied", as_of="2024-09-10", voices="state")
    wanted = geograph.ids(report, told)
    assert wanted
    assert geograph.ids(path, "undenied", as_of=date(2024, 9, 10), voices=["state"]) == wanted
    assert geograph.ids(str(path), "undenied; voices=state", as_of="2024-09-10") == wanted
    assert (
        geograph.ids(report, Policy(rule="undenied"), as_of="2024-09-10", voices="state") == wanted
    )
    moment = datetime(2024, 9, 10, 12)
    assert geograph.ids(report, "undenied", as_of=moment, voices="state") == wanted
    assert geograph.ids(report, "all") != wanted


def test_a_policy_gives_way_to_the_options_beside_it(report):
    early = geograph.judge(report, Policy.parse("all", known_by="2024-12"), known_by="2024-09-08")
    assert early[TRANSFER].status == "anonymous-only"
    with pytest.raises(GeographError, match="a clock without a day"):
        geograph.ledger(report, clock="coded")


@pytest.mark.parametrize(
    "key", [TRANSFER, "iran-srbm-russia-2024", f"https://w3id.org/geograph/id/{TRANSFER}"]
)
def test_a_key_is_known_with_and_without_its_prefix(report, key):
    verdicts = geograph.judge(report)
    assert verdicts[key].id == TRANSFER
    assert key in verdicts
    assert verdicts.get("nothing") is None
    listed = geograph.query(report, "stances", event=key)
    assert listed.rows == geograph.query(report, "stances", event=TRANSFER).rows


def test_a_store_is_found_by_the_environment(report, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GeographError, match="there is no store"):
        geograph.info()
    monkeypatch.setenv("GEOGRAPH_STORE", str(report.path))
    assert geograph.info()[0].rows == geograph.info(report)[0].rows


@pytest.mark.slow
def test_no_object_prints_more_than_a_screen(report):
    graph = geograph.network(report)
    found = geograph.paths(report, "Iran", "Ukraine", max_hops=3)
    verdicts = geograph.judge(report)
    shown: list[object] = [
        report, ClaimIndex.from_store(report), select(report, Policy()), Policy.parse("undenied"),
        model_of(report.rows), load_reference(), load_dataset("sipri"), graph, found, found[0],
        found[0].steps[0], found[0].steps[0].edges[0], verdicts, verdicts[TRANSFER],
        geograph.ledger(report), geograph.ids(report), geograph.queries(),
        geograph.queries()["who-denies"], geograph.info(report), geograph.datasets(),
        geograph.view(report), compose(report, Policy()), geograph.measures.signed(graph),
        geograph.validate(report, report=True), geograph.link, geograph.measures,
    ]  # fmt: skip
    for one in shown:
        text = repr(one)
        assert len(text) <= 1500, type(one)
        assert text.count("\n") <= 20, type(one)
        assert " object at 0x" not in text or isinstance(one, nx.Graph), type(one)


class Tags(HTMLParser):
    """The tags of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


def test_what_is_shown_in_a_notebook_is_escaped(report):
    evil = "<script>alert(1)</script>"
    table = Table((evil,), ((evil,),) * 100, evil, (evil,))
    found = geograph.paths(report, "Iran", "Ukraine")
    for one in (table, Tables((table, table)), found, geograph.judge(report)[TRANSFER]):
        html = one._repr_html_()
        assert "<table>" in html
        assert "script" not in Tags(html).seen
    assert table._repr_html_().count("<tr>") == 41
    assert "60 more rows" in table._repr_html_()
    assert "Ukraine" in found._repr_html_()
    verdict = geograph.judge(report)[TRANSFER]
    assert "state/IRN" in verdict._repr_html_()
    assert isinstance(geograph.judge(report), Verdicts)


@pytest.mark.slow
def test_names_of_types_are_public(report):
    assert isinstance(report, geograph.Store)
    assert isinstance(geograph.paths(report, "Iran", "Ukraine"), geograph.Paths)
    assert isinstance(geograph.validate(report), geograph.Validation)
    assert get_origin(geograph.Store) is None
    assert isinstance(Store, type)
    assert Path(geograph.export(report, "nq", report.path.parent / "all.nq")).exists()


def test_the_page_of_the_python_interface_is_written_from_it():
    written = Path(__file__).parent.parent / "docs" / "python.md"
    assert written.read_text(encoding="utf-8") == python_page.page(), "run `make docs`"


def test_what_is_loaded_is_told_alike_by_both(report, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = tmp_path / "copy.db"
    shutil.copytree(report.path, store)
    graph = tmp_path / "some.ttl"
    graph.write_text("<http://a.example/1> <http://a.example/2> <http://a.example/3> .", "utf-8")
    told = geograph.load(store, "rdf", graph, report=tmp_path / "report.json")
    assert str(told) == "graph/rdf/some holds 1 triples"
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["triples"] == 1
    again = CliRunner().invoke(main, ["load", "rdf", str(graph), "--store", str(store)])
    assert again.output == "graph/rdf/some holds this already; nothing was changed\n"
    assert [table.title for table in geograph.info(store)][-1] == "Graphs of RDF"
    with pytest.raises(GeographError, match="not for 'rdf'"):
        geograph.load(store, "rdf", graph, released="2024-09-10")
    assert str(geograph.unload(store, "rdf/some")) == "removed graph/rdf/some"
    with pytest.raises(GeographError, match="there is no release"):
        geograph.unload(store, "sipri/none")


def test_a_draft_is_written_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = tmp_path / "mine.csv"
    table.write_text("from,to,year\nIran,Russia,2024\n", "utf-8")
    made = geograph.init_dataset("mine.csv")
    assert made.file == Path("mine.yml")
    assert Path("mine.yml").read_text("utf-8") == made.yaml
    with pytest.raises(GeographError, match="already exists"):
        geograph.init_dataset(table)
    assert geograph.init_dataset(table, force=True).yaml == made.yaml


def test_a_value_made_of_the_wrong_thing_is_an_error_of_ours(report):
    options = ("voices", "as_of", "known_by", "clock")
    for wrong in WRONG:
        made: list[Callable[[], object]] = [
            *(partial(Policy, **{k: wrong}) for k in ("rule", "n", "holders", *options)),
            *(partial(Policy.parse, "all", **{k: wrong}) for k in options),
            *(partial(Policy.of, Policy(), **{k: wrong}) for k in options),
            partial(Policy, rule="endorsed", n=wrong),
            partial(Policy, rule="held-by", holders=wrong),
            *(
                partial(f, wrong)
                for f in (Policy.parse, Policy.of, ClaimIndex.from_store, report.select)
            ),
        ]
        for make in made:
            error = raised(make)
            assert error is None or error.fix
