"""A data set of one's own: in a folder outside the package, and in an installed package."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from releases import ROOT, small_store, table

import geograph
from geograph.cli import main
from geograph.errors import MappingError, UnknownActor
from geograph.pipeline.inventory import catalogue
from geograph.pipeline.load import load
from geograph.sources.mapping import dataset_names, load_dataset

MAPPING = """\
title: Port calls
publisher: unstated
speaks: register
url: https://example.org/ports
licence: CC0
citation: Me. 2026. Port calls.
layouts:
  calls:
    source: {required: [flag, visits]}
    reshape: mine.py:by_visit
    count: file
    reads: [visits]
    rows:
      - class: Visit
        actor: {column: flag, as: iso3}
        recipient: {column: host, as: iso3}
        date: day
        details:
          ship: {column: ship, doc: name of the ship}
"""
FUNCTION = """\
from helper import parts

from geograph.sources.reshaping import ChangedRecord


def by_visit(records, files):
    for record in records:
        visits = record.first("visits")
        if not visits:
            files.drop(record, "no visit")
        for visit in parts(visits):
            host, day = visit.split("@")
            yield ChangedRecord(record, {"host": host, "day": day})
"""
CALLS = "flag,ship,visits\nIRN,Alvand,SYR@2011-02-24 SDN@2012-10\nRUS,Moskva,\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder with a mapping, a function that uses a module beside it, and a table."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "ports.yml").write_text(MAPPING)
    (folder / "mine.py").write_text(FUNCTION)
    (folder / "helper.py").write_text("def parts(text):\n    return text.split()\n")
    (folder / "calls.csv").write_text(CALLS)
    return folder


def told(store: Path, report) -> list[tuple]:
    return [
        (row["actor"], row["recipient"], row["edtf"] or str(row["start"]), row["ship"])
        for row in table(store, report)
    ]


VISITS = [
    (["state/IRN"], ["state/SYR"], "2011-02-24", "Alvand"),
    (["state/IRN"], ["state/SDN"], "2012-10", "Alvand"),
]


def test_a_folder_of_ones_own_is_loaded_with_the_function_beside_the_mapping(own, tmp_path):
    store = small_store(tmp_path)
    report = load(str(own / "ports.yml"), [own / "calls.csv"], store)
    assert told(store, report) == VISITS
    assert (report.records, report.kept, dict(report.dropped)) == (2, 1, {"no visit": 1})
    assert report.ignored == ()
    assert "helper" not in sys.modules


def test_the_command_line_loads_and_lists_it(own, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = small_store(tmp_path)
    run = CliRunner().invoke
    done = run(main, ["load", "./mine/ports.yml", "mine/calls.csv", "--store", str(store)])
    assert done.exit_code == 0, done.output
    listed = run(main, ["datasets", "./mine", "--format", "json"])
    assert listed.exit_code == 0, listed.output
    assert [row["name"] for row in json.loads(listed.stdout)] == ["ports"]


WRONG = {
    "a module that is not there": (
        {"ports.yml": MAPPING.replace("mine.py:", "yours.py:")},
        ["mine/ports.yml:10 'layouts.calls.reshape'", "there is no file", "yours.py"],
    ),
    "a function that is not there": (
        {"ports.yml": MAPPING.replace(":by_visit", ":by_ship")},
        ["mine/ports.yml:10 'layouts.calls.reshape'", "no function 'by_ship'", "by_visit"],
    ),
    "no function at all": (
        {"ports.yml": MAPPING.replace("mine.py:by_visit", "by_visit")},
        ["mine/ports.yml:10 'layouts.calls.reshape'", "'by_visit' names no function",
         "module.py:function"],
    ),
    "a slip of syntax": (
        {"mine.py": "def by_visit(records, files)\n    pass\n"},
        ["mine/mine.py:1 'by_visit'", "SyntaxError"],
    ),
    "an error of the function": (
        {"mine.py": FUNCTION.replace('"@"', '"#"')},
        ["mine/mine.py:12 'by_visit'", "ValueError: not enough values", "calls.csv:2"],
    ),
    "an import that fails": (
        {"mine.py": FUNCTION.replace("helper", "helpers_of_nobody")},
        ["mine/mine.py:1 'by_visit'", "No module named 'helpers_of_nobody'"],
    ),
    "what is not a record": (
        {"mine.py": "def by_visit(records, files):\n    yield {'host': 'SYR'}\n"},
        ["mine.py", "yields {'host': 'SYR'}, which is not a record"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place_and_no_traceback(own, tmp_path, name):
    files, message = WRONG[name]
    for file, text in files.items():
        (own / file).write_text(text)
    arguments = ["load", str(own / "ports.yml"), str(own / "calls.csv"), "--dry-run"]
    done = CliRunner().invoke(main, [*arguments, "--store", str(small_store(tmp_path))])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    for part in message:
        assert part in done.output
    assert "Traceback" not in done.output


def test_the_example_of_the_documentation_loads_as_it_stands(tmp_path):
    text = (ROOT / "docs" / "datasets.md").read_text(encoding="utf-8")
    mapping = re.search(r"```yaml\n# mine/troops.yml\n(.*?)```", text, flags=re.DOTALL)[1]
    csv = re.search(r"```csv\n(.*?)```", text, flags=re.DOTALL)[1]
    assert len(mapping.splitlines()) < 30
    (tmp_path / "troops.yml").write_text(mapping)
    (tmp_path / "troops.csv").write_text(csv)
    store = small_store(tmp_path)
    report = load(str(tmp_path / "troops.yml"), [tmp_path / "troops.csv"], store)
    rows = [
        (r["actor"], r["recipient"], str(r["start"]), str(r["end"]), r["troops"])
        for r in table(store, report)
    ]
    assert rows == [
        (["state/USA"], ["state/KOR"], "2019-01-01", "2019-12-31", 28500),
        (["state/USA"], ["state/KOR"], "2020-01-01", "2020-12-31", 28500),
        (["state/TUR"], ["state/SOM"], "2020-01-01", "2020-12-31", 200),
    ]
    assert report.ignored == ()


def test_the_function_of_the_documentation_is_that_of_these_tests(own, tmp_path):
    text = (ROOT / "docs" / "datasets.md").read_text(encoding="utf-8")
    (own / "mine.py").write_text(re.search(r"```python\n(# mine.*?)```", text, re.DOTALL)[1])
    store = small_store(tmp_path)
    assert told(store, load(str(own / "ports.yml"), [own / "calls.csv"], store)) == VISITS


def test_a_folder_without_a_mapping_is_an_error(tmp_path):
    with pytest.raises(MappingError, match="no mapping in"):
        catalogue(tmp_path)


@pytest.fixture
def installed(own, tmp_path, monkeypatch):
    """Install a package that brings the same data set with it, and one that is broken."""
    site = tmp_path / "site"
    package = site / "port_calls"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "ports.yml").write_text(MAPPING)
    (package / "mine.py").write_text(FUNCTION.replace("from helper", "from port_calls.helper"))
    (package / "helper.py").write_text((own / "helper.py").read_text())
    info = site / "port_calls-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: port-calls\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[geograph.datasets]\nports = port_calls\nbroken = nothing_of_the_kind\n"
    )
    monkeypatch.syspath_prepend(str(site))
    yield
    for name in [name for name in sys.modules if name.startswith("port_calls")]:
        del sys.modules[name]


@pytest.mark.usefixtures("installed")
def test_an_installed_package_brings_its_data_sets_with_it(own, tmp_path):
    assert "ports" in dataset_names()
    store = small_store(tmp_path)
    report = load("ports", [own / "calls.csv"], store)
    assert told(store, report) == VISITS
    listed = catalogue()
    origins = dict(zip(listed.column("name"), listed.column("from"), strict=True))
    assert (origins["ports"], origins["sipri"]) == ("port-calls", "geograph")
    assert any("broken = nothing_of_the_kind" in note for note in listed.notes)
    with pytest.raises(MappingError, match=r"no data set 'broken'(.|\n)*cannot be imported"):
        load_dataset("broken")


def test_a_layout_is_like_one_of_another_data_set(own):
    (own / "more.yml").write_text(
        MAPPING.partition("layouts:")[0] + "layouts:\n"
        "  calls:\n"
        "    like: ports/calls\n"
        "    source: {required: [flag, visits, port]}\n"
        "    rows:\n"
        "      - without: label\n"
        "        details:\n"
        "          port: {column: port, doc: where}\n"
    )
    with pytest.raises(MappingError, match=r"more.yml:12 .*no `label` to leave out"):
        load_dataset(str(own / "more.yml"))
    (own / "more.yml").write_text((own / "more.yml").read_text().replace("label", "recipient"))
    (layout,) = load_dataset(str(own / "more.yml")).layouts
    (row,) = layout.rows
    assert [detail.name for detail in row.details] == ["ship", "port"]
    assert (row.recipient, row.actor[0].scheme) == ((), "iso3")
    assert (layout.form.required, layout.reshape.name) == (("flag", "visits", "port"), "by_visit")


@pytest.mark.parametrize(
    ("like", "message"),
    [
        ("nothing", "cannot be like 'nothing'"),
        ("nobody/calls", "no data set 'nobody'"),
        ("ports/none", "cannot be like 'ports/none'"),
        ("more/calls", "like this data set in turn"),
    ],
)
def test_a_layout_cannot_be_like_nothing_or_itself(own, like, message):
    head = MAPPING.partition("layouts:")[0]
    (own / "more.yml").write_text(f"{head}layouts:\n  calls:\n    like: {like}\n")
    with pytest.raises(MappingError, match=message) as caught:
        load_dataset(str(own / "more.yml"))
    assert "more.yml:9 'layouts.calls.like'" in str(caught.value)


VISITS_YML = """\
title: State visits
publisher: Visits Project
speaks: register
url: https://example.org/visits
licence: CC BY 4.0
citation: Me. 2026. State visits.
layouts:
  table:
    source: {required: [host, date]}
    rows:
      - class: Visit
        actor: guest
        recipient: host
        date: date
        topic: topik
"""


@pytest.fixture
def visited(tmp_path: Path) -> tuple[Path, Path, Path]:
    mapping, file = tmp_path / "visits.yml", tmp_path / "visits.csv"
    mapping.write_text(VISITS_YML)
    file.write_text("host,guest,date,topic\nZubrowka,Russia,2024-02-01,arms\n")
    return mapping, file, small_store(tmp_path)


def test_a_column_that_the_file_lacks_is_named_with_what_it_may_be(visited):
    mapping, file, store = visited
    report = load(str(mapping), [file], store)
    assert report.missing == ("topik",)
    assert "not in the file   columns topik (is it topic?)" in report.to_text()
    assert report.to_json()["columns_not_in_the_file"] == ["topik"]


@pytest.mark.parametrize(
    "name", ["Zubrowka", "zubrowka", "actor/visits/zubrowka", "visits/zubrowka"]
)
def test_an_actor_of_ones_own_data_set_is_meant_by_its_label_and_id(visited, name):
    mapping, file, store = visited
    load(str(mapping), [file], store)
    (path,) = geograph.paths(store, "Russia", name, level="actor")
    assert path.nodes == ("state/RUS", "actor/visits/zubrowka")
    table = geograph.query(store, "relations-between", one="Russia", other=name)
    assert table.column("kind") == ("visit",)


def test_a_part_of_a_label_means_nobody(visited):
    mapping, file, store = visited
    file.write_text("host,guest,date,topic\nGeorgia Kaolin,Russia,2024-02-01,arms\n")
    load(str(mapping), [file], store)
    with pytest.raises(UnknownActor, match="unknown actor 'Kaolin'"):
        geograph.paths(store, "Russia", "Kaolin", level="actor")
