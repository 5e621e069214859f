"""Who is who in the publishers' own files: nothing that is a state is left, none means another."""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from releases import SHARED, with_files

from geograph.actors import ActorIndex, load_reference

ROOT = Path(__file__).parent.parent
REFERENCE = load_reference()
INDEX = ActorIndex(REFERENCE.actors, REFERENCE.tenures)

pytestmark = with_files


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("names", ROOT / "benchmarks" / "names.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["names"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def columns(bench):
    return {(c.data, c.name): c for c in bench.measure(SHARED)}


NO_STATE = {"Western Sahara", "Somaliland", "Northern Cyprus", "Antarctica", "Biafra", "Katanga"}
#: What may stay unresolved in each column, by hand: none of it is a state of the system.
LEFT: dict[tuple[str, str], set[str]] = {
    ("SIPRI", "recipient"): {"unknown recipient(s)"},
    ("SIPRI", "supplier"): {"unknown supplier(s)"},
    ("ICEWS", "Country"): set(),
    ("GDELT", "actor country (CAMEO)"): {"cameo:AFR", "cameo:EUR", "cameo:SAF", "cameo:SEA"},
    ("GDELT", "place country (FIPS)"): {"fips:OS"},
    ("petrarch2", "code"): {f"cameo:{c}" for c in ("KNT", "IGO", "IMG", "SRP", "KRJ", "FRN")},
    ("PLOVER", "actor code"): {f"cameo:{c}" for c in ("IGO", "NGO", "IMG", "ISM")},
    ("OFAC", "country"): {"undetermined", "West Bank"},
    ("OFAC", "vessel flag"): {"None Identified"},
    ("OFAC", "nationality (remarks)"): {"possibly Palestinian"},
    ("OFAC consolidated", "country"): set(),
    ("UN list", "COUNTRY"): set(),
    ("UN list", "COUNTRY_OF_BIRTH"): set(),
    ("UN list", "ISSUING_COUNTRY"): set(),
    ("UN list", "NATIONALITY"): set(),
    ("EU journal", "nationality"): set(),
    ("Canada", "Country"): {"Hamas Terrorist Attacks", "Extremist Settler Violence"},
    ("OpenSanctions", "countries"): {"opensanctions:tf"},
    ("UCDP country-year", "country_id_cy"): set(),
    ("UCDP country-year", "country_cy"): set(),
    ("UN votes", "country"): set(),
    ("Gleditsch-Ward", "gwcode"): set(),
    ("Gleditsch-Ward", "statename"): set(),
    ("COW states", "ccode"): set(),
    ("COW states", "stateabb"): set(),
    ("COW states", "statenme"): set(),
    ("COW system", "ccode"): set(),
    ("COW wars", "ccode"): set(),
    ("COW wars", "StateName"): set(),
    ("COW MID", "ccode"): set(),
    ("COW MID", "stabb"): set(),
    ("COW MID incidents", "ccode"): set(),
    ("COW MID incidents", "stabb"): set(),
    ("COW alliances", "ccode1"): set(),
    ("COW alliances", "ccode2"): set(),
    ("COW alliances", "state_name1"): set(),
    ("COW contiguity", "ccode1"): set(),
    ("COW contiguity", "statelab"): set(),
    # on no list of states
    ("ATOP", "member"): {"cow:8152"},
    ("ATOP", "mem1…"): {"cow:8152"},
}


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(LEFT), ids=" ".join)
def test_no_state_is_left_unresolved_or_ambiguous(columns, key):
    column = columns[key]
    assert not column.names.get("ambiguous")
    left = {
        name
        for name in column.names.get("unresolved", ())
        if not name.endswith("*")  # SIPRI stars whoever is not a state
        and not name.startswith(("Region: ", "Justice for Victims"))
        and "\ufffd" not in name  # a broken copy of the list
    }
    assert left - NO_STATE == LEFT[key]


def rows(path: Path) -> Iterator[dict[str, str]]:
    text = path.read_bytes()
    encoding = "latin-1" if b"\xe9" in text and b"\xc3" not in text else "utf-8-sig"
    with path.open(encoding=encoding, newline="") as file:
        yield from csv.DictReader(file)


YMD = ("styear", "stmonth", "stday")
#: File, columns of the date, two columns that name the same state, their schemes, whose writing.
PAIRS = [
    ("cow/states2016.csv", YMD, "ccode", "stateabb", "cow:", "cow:", "cow"),
    ("cow/states2016.csv", YMD, "ccode", "statenme", "cow:", "", "cow"),
    ("cow/MIDB 5.0.csv", ("styear", "stmon", "stday"), "ccode", "stabb", "cow:", "cow:", "cow"),
    ("cow/MIDIP 5.0.csv", ("styear", "stmon", "stday"), "ccode", "stabb", "cow:", "cow:", "cow"),
    ("cow/contcold.csv", ("year",), "statehno", "statehab", "cow:", "cow:", "cow"),
    (
        "cow/Inter-StateWarData_v4.0.csv", ("StartYear1", "StartMonth1", "StartDay1"),
        "ccode", "StateName", "cow:", "", "cow",
    ),
    (
        "cow/alliance_v4.1_by_dyad.csv", ("dyad_st_year", "dyad_st_month", "dyad_st_day"),
        "ccode2", "state_name2", "cow:", "", "cow",
    ),
    (
        "ucdp/organizedviolencecy_v25_1.csv", ("year_cy",),
        "country_id_cy", "country_cy", "ucdp:", "", "ucdp",
    ),
    (
        "peacesciencer_rda/gw_states_converted.csv", ("startdate",),
        "gwcode", "statename", "gw:", "", "gw",
    ),
]  # fmt: skip
#: Where the publisher's two columns disagree, as the publisher has them.
DISAGREE = {
    ("475", "NIR"),  # Nigeria's number beside Niger's abbreviation
}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} {pair[3]}")
def test_two_columns_that_name_one_state_mean_the_same(bench, pair):
    file, cells, first, second, scheme, other, by = pair
    seen, unlike = 0, set()
    for row in rows(SHARED / file):
        on, until = bench.span(row, cells)
        one, two = row[first].removesuffix(".0"), row[second].removesuffix(".0")
        found = INDEX.find(scheme + one, on=on, until=until, by=by)
        if found:
            seen += 1
            if INDEX.find(other + two, on=on, until=until, by=by) != found:
                unlike.add((one, two))
    assert seen > 200
    assert unlike <= DISAGREE


def test_a_country_and_the_code_of_its_place_agree():
    # GDELT writes the name of the country behind the code
    names = {"The": "Bahamas", "Congo": "Republic of the Congo", "Republic Of": "Vietnam"}
    seen = set()
    for path in sorted((SHARED / "gdelt").glob("*.export.CSV")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            for at in (35, 43, 51):
                code, name = cells[at + 2], cells[at + 1].rsplit(",", 1)[-1].strip()
                if cells[at] != "0" and name and code != "OS":
                    seen.add((code, names.get(name, name)))
    assert len(seen) > 100
    for code, name in seen:
        assert INDEX.find(f"fips:{code}") == INDEX.find(name), (code, name)


def test_a_country_named_twice_in_a_row_is_one():
    path = SHARED / "icews" / "original_tsv" / "events.2018.sample.tab"
    seen = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            on = date.fromisoformat(row["Event Date"])
            for side in ("Source", "Target"):
                found = INDEX.find(row[f"{side} Name"], on=on, by="icews", kinds=("State",))
                if found:
                    seen.add(found)
                    assert INDEX.find(row[f"{side} Country"], on=on, by="icews") == found
    assert len(seen) > 90
