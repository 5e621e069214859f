"""Publishers' attributes and memberships: every row of the fixtures, and the real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from releases import FIXTURES, SHARED, small_store, table, with_files

import geograph
from geograph.pipeline.load import load

pytestmark = pytest.mark.slow  # whole files of publishers


@pytest.fixture
def read(tmp_path: Path):
    store = small_store(tmp_path)

    def run(dataset: str, name: str, kind: str = "attributes"):
        report = load(dataset, [FIXTURES / dataset / name], store)
        return report, table(store, report, kind)

    return run


def values(rows, *names: str):
    return [(r["actor"], r["partner"], r["start"].year, *(r[n] for n in names)) for r in rows]


def spells(rows):
    return [(r["who"], r["whom"], r["role"], r["edtf"] or r["start"].isoformat()) for r in rows]


def test_polity_has_numbers_of_its_own_and_codes_that_are_no_scores(read):
    report, rows = read("polity", "p5v2018.csv")
    assert (report.records, report.kept, report.ignored) == (7, 7, ())
    assert report.release.released.year == 2018
    # 347, 341 and 626 are Kosovo, Montenegro and South Sudan for the Correlates of War
    names = ("polity", "polity2", "polity_special", "democ", "durable")
    assert [(r[0], *r[2:]) for r in values(rows, *names)] == [
        ("state/AFG", 1980, None, -7, "foreign interruption", None, None),
        ("state/USA", 2018, 8, 8, None, 8, 9),
        ("state/RUS-1922", 1985, -7, -7, None, 0, 32),
        ("state/SDN", 2015, -4, -4, None, 1, 5),
        ("state/YUG-1992", 2000, 7, 7, None, 7, 0),
        ("state/XKX", 2010, 8, 8, None, 8, 2),
        ("state/SSD", 2012, None, 0, "transition", None, 0),
    ]
    assert dict(report.noticed.counts) == {}


def test_vdem_names_are_the_states_of_their_years(read):
    report, rows = read("vdem", "V-Dem-CY-Core.csv")
    assert dict(report.dropped) == {"nobody has the name or code then": 1}
    assert report.ignored == ()
    assert [(r[0], *r[2:]) for r in values(rows, "polyarchy", "regime")] == [
        ("state/RUS-1922", 1985, 0.11, "0"),
        ("state/GFR", 1960, 0.83, "3"),
        ("state/DEU", 2000, 0.89, "3"),
        ("actor/vdem/palestine-gaza-a053216d", 2010, 0.2, "0"),
        ("state/MMR", 1990, 0.09, "0"),
        ("state/RVN", 1960, 0.19, "1"),
    ]


def test_diplomats_are_sent_each_way(read):
    report, rows = read("cow-diplomacy", "Diplomatic_Exchange_2006v1.csv")
    assert (report.records, report.kept) == (5, 5)
    assert values(rows, "representation") == [
        ("state/USA", "state/CAN", 1950, "3"),
        ("state/CAN", "state/USA", 1950, "3"),
        ("state/USA", "state/RUS", 1920, "0"),
        ("state/RUS", "state/USA", 1920, "0"),
        ("state/USA", "state/RUS-1922", 1950, "1"),
        ("state/RUS-1922", "state/USA", 1950, "3"),
        ("state/GBR", "state/DEU", 1914, "3"),
        ("state/DEU", "state/GBR", 1914, "3"),
        ("state/USA", "state/VEN", 1950, "3"),
    ]


def test_years_in_an_organisation_are_spells(read):
    report, rows = read("cow-igo", "state_year_formatv3.csv", "tenures")
    assert (report.events, report.tenures, report.ignored) == (0, 11, ())
    assert report.observations == 1
    usa, can = "state/USA", "state/CAN"
    assert spells(rows) == [
        (usa, "actor/oas", "full member", "1948-01-01/1950-12-31"),
        (usa, "actor/oas", "full member", "2013-01-01/.."),
        (usa, "actor/nato", "full member", "1949-01-01/1950-12-31"),
        (usa, "actor/nato", "full member", "2013-01-01/.."),
        (can, "actor/nato", "full member", "1949-01-01/1949-12-31"),
        (can, "actor/oas", "observer", "1989-01-01/1989-12-31"),
        (can, "actor/oas", "full member", "1990-01-01/1990-12-31"),
        ("state/RUS-1922", "actor/oas", "observer", "1990-01-01/1991-12-25"),
        ("state/RUS", "actor/oas", "observer", "1991-12-26/1992-12-31"),
        ("state/EGY", "actor/cow-igo/aaaid", "full member", "1978-01-01/1978-12-31"),
        ("state/IDN", "actor/asean", "full member", "1967-01-01/1967-12-31"),
    ]


def test_a_membership_of_which_nothing_is_known_is_neither_one_nor_none(tmp_path):
    store = small_store(tmp_path)
    load("cow-igo", [FIXTURES / "cow-igo" / "state_year_formatv3.csv"], store)
    found = geograph.panel(
        store, unit="actor-year", since=1989, until=1990, actors=["Canada", "USA", "Cuba"],
        attributes="member:NATO",
    )  # fmt: skip
    told = {(r["year"], r["actor"]): r["member_of_nato"] for r in found}
    assert told[1989, "state/CAN"] == 0
    assert told[1990, "state/CAN"] is None
    assert told[1990, "state/CUB"] == 0
    unknown = geograph.attributes(store, "membership_unknown")
    assert unknown.column("partner") == ("North Atlantic Treaty Organization",)


def test_ideal_points_by_year_and_by_session_are_one_series(read):
    old, sessions = read("unvotes-ideal", "IdealpointestimatesAll_Jun2024.csv")
    assert values(sessions, "ideal_point", "votes_all") == [
        ("state/USA", None, 1946, 1.65, 40),
        ("state/IRN", None, 2023, -1.4, 95),
    ]
    new, years = read("unvotes-ideal", "IdealpointsJuly2025.csv")
    assert values(years, "ideal_point_fp", "ideal_point_fp_low", "votes_fp", "ideal_point") == [
        ("state/USA", None, 2024, 2.41, 2.2, 70, 2.5),
        ("state/RUS-1922", None, 1990, -0.52, -0.7, 60, -0.6),
        ("state/RUS", None, 2024, -1.1, -1.2, 70, None),
    ]
    assert old.release.layout == new.release.layout == "points"


def test_agreement_is_stated_both_ways_and_noticed_in_neither(read):
    report, rows = read("unvotes-ideal", "AgreementScoresAll_Jun2024.csv")
    assert values(rows, "agree", "ideal_point_distance") == [
        ("state/USA", "state/IRN", 2023, 0.12, 3.8),
        ("state/IRN", "state/USA", 2023, 0.12, 3.8),
    ]
    assert dict(report.noticed.counts) == {}


def test_the_sheet_in_constant_dollars_is_read_and_its_regions_are_nobody(read):
    report, rows = read("sipri-milex", "SIPRI-Milex-data-1948-2023.xlsx")
    assert (report.kept, report.release.released.year) == (6, 2023)
    assert dict(report.dropped) == {"nothing in [12][0-9][0-9][0-9]": 4}
    assert values(rows, "milex_constant") == [
        ("state/DZA", None, 2000, 2882.5),
        ("state/DZA", None, 2001, 2960.1),
        ("state/LBY", None, 2001, 640.0),
        ("state/YUG-1992", None, 2001, 1100.25),
        ("state/DEU", None, 2000, 50613.3),
        ("state/DEU", None, 2001, 49904.0),
    ]


@pytest.mark.parametrize("name", ["archigos_converted.csv", "Archigos_4.1.txt"])
def test_a_leader_is_nobody_of_the_reference_data(read, name):
    report, rows = read("archigos", name, "tenures")
    assert report.ignored == ()
    assert [(r[0].rpartition("/")[0], *r[1:]) for r in spells(rows)][:2] == [
        ("actor/archigos/usa", "state/USA", "effective leader", "1869-03-04/1877-03-04"),
        ("actor/archigos/usa", "state/USA", "effective leader", "2009-01-20/.."),
    ]


@with_files
def test_the_converted_files_load_and_nothing_is_lost(tmp_path):
    store = small_store(tmp_path)
    folder = SHARED / "peacesciencer_rda"
    nmc = load("cow-nmc", [folder / "cow_nmc_converted.csv"], store)
    assert (nmc.records, nmc.kept, dict(nmc.dropped)) == (17121, 17121, {})
    trade = load("cow-trade", [folder / "cow_trade_sy_converted.csv"], store)
    assert (trade.records, trade.kept) == (14410, 13107)
    assert dict(trade.dropped) == {"no value": 815, "nobody has the name or code then": 488}
    leaders = load("archigos", [SHARED / "leaders" / "archigos_converted.csv"], store)
    assert (leaders.records, leaders.kept) == (3409, 3401)
    assert dict(leaders.dropped) == {"nobody has the name or code then": 8}
    assert {one.noticed.counts.total() for one in (nmc, trade, leaders)} == {0}
    usa = geograph.attributes(store, "cinc", actors="USA", year=1945)
    assert usa.column("value") == (0.38386354,)
    west = geograph.attributes(store, "imports", actors="West Germany", year=1960)
    assert west.column("value") == (10013.0,)
    assert geograph.attributes(store, "imports", actors="Germany", year=1960).rows == ()
