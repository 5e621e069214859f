"""A draft of a mapping from a researcher's own table: what is guessed, and that it loads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from test_load import REPORT, write

from geograph.cli import main
from geograph.errors import GeographError, RecordError
from geograph.pipeline.build import build
from geograph.pipeline.load import load
from geograph.sources.draft import Draft, draft
from geograph.sources.mapping import read_dataset
from geograph.store import open_store

TABLE = (
    "case_id;Exporter;ccode2;st_day;st_month;st_year;Event code;Weapon;dead;note;source_url\n"
    "1;Iran;365;10;9;2024;072;Fath-360;3;;https://example.org/1\n"
    "2;Atlantis;365;-9;9;2024;190;Shahed-136;x;a note;https://example.org/2\n"
    "3;Russia;760;1;2;1999;042;T-72;NA;;https://example.org/3\n"
)


def uses(made: Draft) -> dict[str, tuple[str, str]]:
    return {c.name: (c.use, c.reading) for c in made.columns}


def test_the_columns_are_taken_for_what_they_are(tmp_path):
    made = draft(write(tmp_path, "my table.csv", TABLE))
    assert uses(made) == {
        "case_id": ("key", ""),
        "Exporter": ("actor", "name"),
        "ccode2": ("recipient", "cow"),
        "st_day": ("detail", "number"),
        "st_month": ("detail", "number"),
        "st_year": ("date", "edtf"),
        "Event code": ("class", "cameo"),
        "Weapon": ("item", "item"),
        "dead": ("detail", "text"),
        "note": ("detail", "text"),
        "source_url": ("url", "address"),
    }


def test_what_is_left_is_said(tmp_path):
    made = draft(write(tmp_path, "t.csv", TABLE))
    assert any(
        "33% of the values of 'Exporter' are nobody known (Atlantis)" in one for one in made.open
    )
    assert any(one.startswith("speaks:") for one in made.open)
    assert not any(one.startswith("class:") for one in made.open)


@pytest.mark.slow
def test_the_draft_loads_as_it_is(tmp_path):
    path = tmp_path / "geograph.db"
    build(REPORT, path, validate=False).close()
    table = write(tmp_path, "t.csv", TABLE)
    mapping = write(tmp_path, "t.yml", draft(table).yaml)
    report = load(str(mapping), [table], path)
    assert (report.records, report.events, report.ignored) == (3, 3, ())
    with open_store(path) as store:
        told = [
            (r["kind"], r["actor"], r["recipient"], r["edtf"] or str(r["start"]), r["item"])
            for r in store.release_arrow(store.releases[0]).to_pylist()
        ]
        assert store.releases[0].publisher_label == "unstated"
    iran, atlantis, russia = told
    assert iran == (
        "MilitaryAssistance",
        ["state/IRN"],
        ["state/RUS"],
        "2024-09-10",
        ["item/fath-360"],
    )
    assert atlantis[1:4] == (["actor/t/atlantis"], ["state/RUS"], "2024-09")
    assert russia[:4] == ("Visit", ["state/RUS"], ["state/BTN"], "1999-02-01")


@pytest.mark.slow
def test_days_are_found_under_names_of_any_language_and_read_in_their_order(tmp_path):
    table = write(tmp_path, "t.csv", "Pays;Début;kind;publié\nIran;15/04/2021;a;05/06/2021\n")
    made = draft(table)
    assert uses(made)["Début"] == ("date", "d/m/y")
    assert "Début: " not in made.yaml
    assert "own_kind: {column: kind" in made.yaml
    assert "publie: {column: publié" in made.yaml
    mapping = write(tmp_path, "t.yml", made.yaml)
    path = tmp_path / "geograph.db"
    build(REPORT, path, validate=False).close()
    assert load(str(mapping), [table], path).release.last == date(2021, 4, 15)


def test_a_day_that_may_be_a_month_is_left_to_decide(tmp_path):
    made = draft(write(tmp_path, "t.csv", "country,date\nIran,05/06/2021\n"))
    assert [one for one in made.open if one.startswith("date:")] == [
        "date: 'date' is m/d/y or d/m/y: strike all but one, or load with --date-form"
    ]
    assert "form: [m/d/y, d/m/y]" in made.yaml


@pytest.mark.parametrize("text", ["", "one column\nvalue\n", "a,b\n", "\x00\x01"])
def test_what_is_no_table_is_an_error(tmp_path, text):
    with pytest.raises(RecordError, match="fix:"):
        draft(write(tmp_path, "t.csv", text))


names = st.text("abcXYZ é_#:\"'{}[],&*?|->%@`\\", min_size=1, max_size=12).filter(str.strip)


@pytest.mark.slow
@settings(max_examples=draws(60), deadline=None)
@given(st.lists(names, min_size=2, max_size=5, unique_by=lambda n: n.strip().casefold()))
def test_any_names_of_columns_give_a_mapping_that_reads(tmp_path_factory, header):
    quoted = ['"' + name.replace('"', '""') + '"' for name in header]
    text = ",".join(quoted) + "\n" + ",".join("Iran" for _ in header) + "\n"
    try:
        made = draft(write(tmp_path_factory.mktemp("t"), "t.csv", text))
    except RecordError:
        return  # a header that no table can have
    try:
        read_dataset(made.yaml, "t.yml")
    except GeographError as exc:  # pragma: no cover
        pytest.fail(f"{exc}\n{made.yaml}")


def test_the_command_replaces_nothing(tmp_path):
    table, target = write(tmp_path, "t.csv", TABLE), tmp_path / "t.yml"
    run = CliRunner().invoke
    first = run(main, ["init-dataset", str(table), "-o", str(target)])
    assert first.exit_code == 0, first.output
    assert "geograph load" in first.output
    again = run(main, ["init-dataset", str(table), "-o", str(target)])
    assert again.exit_code == 1
    assert "already exists" in again.output
    assert Path(target).read_text(encoding="utf-8").startswith("# A draft made from t.csv")
