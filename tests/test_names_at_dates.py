"""Whom a name means at a date, in a cell or where a person asks, by a table of cases."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from geograph.actors import ActorIndex, load_reference
from geograph.actors.state_grammar import bag_of, bags_of, bracketed
from geograph.errors import UnknownActor
from geograph.policy import Policy
from geograph.policy.holders import holders_of

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


@pytest.mark.parametrize(
    ("name", "year", "told"),
    [
        ("European Union", 1980, "before it was European Economic Community"),
        ("African Union", 1980, "before it was Organisation of African Unity"),
        ("South Ossetia", 1980, "on the territory of Georgia"),
        ("Crimea", 2015, "it is a place of Ukraine"),
        ("Gaza Strip", 2015, "it is a place of Palestine"),
        ("Western Sahara", 2015, "Polisario Front"),
    ],
)
def test_who_was_before_and_whose_a_place_is_is_told(name, year, told):
    with pytest.raises(UnknownActor, match=told):
        INDEX.resolve(name, on=date(year, 6, 1))


def test_no_name_in_another_script_is_ambiguous_but_those_of_two_states_of_a_time():
    days = [date(year, 6, 1) for year in range(1900, 2026, 5)]
    names = {n.text for n in REFERENCE.names if not n.demonym and not n.text.isascii()}
    assert len(names) > 200
    found = {name for name in names for on in days if len(INDEX.find(name, on=on)) > 1}
    assert found == {"اليمن", "Corée", "Корея"}


def test_a_policy_reads_codes_as_a_person_writes_them():
    found = holders_of(INDEX, Policy.parse("held-by=IRN,rus,UK,DPRK,EU"))
    assert found == ("state/IRN", "state/RUS", "state/GBR", "state/PRK", "actor/european-union")
    with pytest.raises(UnknownActor, match="ambiguous"):
        holders_of(INDEX, Policy.parse("held-by=AUS"))
    with pytest.raises(UnknownActor, match="bare code"):
        holders_of(INDEX, Policy.parse("held-by=IS"))
