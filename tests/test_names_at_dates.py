"""Whom a name means at a date, in a cell or where a person asks, by a table of cases."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from geograph.actors import ActorIndex, load_reference
from geograph.actors.state_grammar import bag_of, bags_of, bracketed
from geograph.errors import UnknownActor

REFERENCE = load_reference()
INDEX = ActorIndex(REFERENCE.actors, REFERENCE.tenures)
TABLE = Path(__file__).parent / "fixtures" / "names_at_dates.csv"


def cases():
    with TABLE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_the_table_is_large_and_says_each_case_once():
    rows = [(row["name"], row["date"], row["how"]) for row in cases()]
    assert len(rows) == len(set(rows)) > 200


@pytest.mark.parametrize("row", list(cases()), ids=lambda row: f"{row['name']}-{row['date'][:4]}")
def test_a_name_means_at_a_date_whom_the_table_says(row):
    name, on, asked = row["name"], date.fromisoformat(row["date"]), row["how"] == "asked"
    wanted = () if row["expected"] == "-" else tuple(row["expected"].split())
    assert INDEX.find(name, on=on, codes=asked) == wanted


@pytest.mark.parametrize("code", ["RUS", "IS", "NA", "AUS"])
def test_a_bare_code_is_told_its_schemes(code):
    with pytest.raises(UnknownActor, match="a bare code is not a name") as caught:
        INDEX.resolve(code)
    assert f"iso{len(code)}:{code} is " in str(caught.value)


def test_a_bag_has_every_word_and_several_readings_of_a_short_one():
    assert bag_of("republic of the congo") != bag_of("democratic republic of the congo")
    assert set(bags_of("Fed. Rep. Germany")) == {
        ("fed", "germany", "rep"),
        ("fed", "germany", "republic"),
        ("fed", "germany", "republica"),
        *(
            tuple(sorted((one, "germany", two)))
            for one in ("federal", "federated", "federation")
            for two in ("rep", "republic", "republica")
        ),
    }
    assert bags_of("Iran") == ()
    assert bracketed("A (B) (C)") is None
