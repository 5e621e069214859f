"""The ledger of who was taken for whom: written after a load, corrected by hand, read back."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner
from releases import small_store
from releases import table as rows_of

import geograph
from geograph.actors import ActorIndex, load_reference
from geograph.actors.nearly import nearly_states
from geograph.cli import main
from geograph.errors import RecordError, StoreError

MAPPING = """\
title: Ties
publisher: unstated
speaks: register
url: https://example.org/ties
licence: CC0
citation: Me. 2026. Ties.
layouts:
  ties:
    source: {required: [source, target]}
    rows:
      - class: Cooperation
        actor: {column: source, as: name, unknown: local}
        recipient: {column: target, as: name, unknown: local}
        date: day
"""
ROWS = """\
day,source,target
2010-05-01,"Korea, Rep.",Bahraine
2010-05-02,"Korea, Rep.","Rep. of Iceland (former)"
2010-05-03,IS,Syria
1985-05-03,Germany,Turkey
1944-05-03,NATO,Turkey
2012-05-03,"Hong Kong SAR, China",Acme
"""
INDEX = ActorIndex(load_reference().actors)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "ties.yml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "ties.csv").write_text(ROWS, encoding="utf-8")
    return small_store(tmp_path), tmp_path / "ties.yml", tmp_path / "ties.csv", tmp_path / "r.csv"


def lines_of(text):
    return {row["name"]: row for row in csv.DictReader(text.splitlines(keepends=True))}


def lines(path):
    return lines_of(path.read_text(encoding="utf-8"))


def correct(path, **said):
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
    for row in rows:
        row["correct"] = said.get(row["name"], row["correct"])
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def test_each_name_is_listed_with_its_actor_why_and_how_many_rows(files):
    store, mapping, table, review = files
    geograph.load(store, mapping, table, dry_run=True, review=review)
    told = {k: (r["actor"], r["why"], r["rows"], r["nearest"]) for k, r in lines(review).items()}
    turned = "name cut short, turned round or in brackets"
    assert told["Korea, Rep."] == ("state/KOR", turned, "2", "")
    assert told["Syria"] == ("state/SYR", "name", "1", "")
    assert told["Turkey"] == ("state/TUR", "name", "1", "")
    assert told["NATO"] == ("actor/nato", "name, out of its time", "1", "")
    assert told["Germany"] == ("", "nobody: ambiguous actor", "1", "")
    assert told["IS"][1:] == ("private", "1", "")
    assert told["Acme"][1:] == ("private", "1", "")
    assert told["Bahraine"][1:] == ("private", "1", "Bahrain (state/BHR)")
    assert told["Rep. of Iceland (former)"][1:] == ("private", "1", "Iceland (state/ISL)")
    assert told["Hong Kong SAR, China"] == ("actor/hong-kong", turned, "1", "")
    assert next(iter(lines(review))) == "Korea, Rep."


def test_what_a_person_corrected_is_followed_and_kept(files):
    store, mapping, table, review = files
    before = geograph.load(store, mapping, table, dry_run=True, review=review)
    assert before.dropped == {"ambiguous actor": 1}
    correct(review, Bahraine="BHR", IS="Islamic State", Germany="state/GFR", Acme="-", NATO="own")
    text = review.read_text(encoding="utf-8")
    after = geograph.load(store, mapping, table, review=review)
    assert not after.dropped
    assert not after.names.ambiguous
    assert "NATO" not in after.names.late
    found = {(*row["actor"], ">", *row["recipient"]) for row in rows_of(store, after)}
    assert ("state/KOR", ">", "state/BHR") in found
    assert ("actor/islamic-state", ">", "state/SYR") in found
    assert ("state/GFR", ">", "state/TUR") in found
    assert ("actor/ties/nato", ">", "state/TUR") in found
    assert any(one[-1] == ">" for one in found)  # Acme is nobody
    # each line is what it was, but for a word that says what was corrected
    again = lines(review)
    for name, row in lines_of(text).items():
        if name == "Turkey":
            continue  # its row was left out before
        assert again[name]["why"].removesuffix("; corrected") == row["why"]
        assert (again[name]["actor"], again[name]["rows"]) == (row["actor"], row["rows"])
    assert again["Bahraine"]["correct"] == "state/BHR"
    assert again["Syria"]["why"] == "name"


def test_other_corrections_are_another_reading_of_the_same_files(files):
    store, mapping, table, review = files
    geograph.load(store, mapping, table, review=review)
    assert geograph.load(store, mapping, table, review=review).already
    correct(review, Bahraine="Bahrain")
    with pytest.raises(StoreError, match="other corrections"):
        geograph.load(store, mapping, table, review=review)


def test_a_correction_that_is_nobody_is_an_error_with_its_line(files):
    store, mapping, table, review = files
    geograph.load(store, mapping, table, dry_run=True, review=review)
    correct(review, Bahraine="Bahrane")
    with pytest.raises(RecordError, match="Bahrane") as caught:
        geograph.load(store, mapping, table, dry_run=True, review=review)
    where = caught.value.where
    assert (where.file, where.field) == (str(review), "correct")
    assert "own" in caught.value.fix


def test_another_file_is_not_overwritten(files):
    store, mapping, table, _ = files
    with pytest.raises(RecordError, match="is not a ledger of names"):
        geograph.load(store, mapping, table, dry_run=True, review=table)
    assert table.read_text(encoding="utf-8") == ROWS


def test_the_report_counts_apart_and_names_who_is_nearly_a_state(files):
    store, mapping, table, review = files
    args = ["load", str(mapping), str(table), "--dry-run", "--store", str(store)]
    told = CliRunner().invoke(main, [*args, "--review", str(review)])
    assert told.exit_code == 0, told.output
    assert "1 ambiguous" in told.output
    assert "1 out of their time" in told.output
    assert "Bahraine (is it Bahrain (state/BHR)?)" in told.output
    assert f"wrote {review}" in told.output


def test_nearly_a_state_is_misspelt_and_not_merely_alike():
    near = nearly_states(["Phillipines", "Columbia", "Niger delta", "Iran Air", "Irania"], INDEX)
    assert near["Phillipines"] == "Philippines (state/PHL)"
    assert near["Columbia"] == "Colombia (state/COL)"
    assert "Niger delta" not in near
