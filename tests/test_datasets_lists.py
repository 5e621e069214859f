"""Sanctions lists: who lays what on whom, as the publishers' own files have it."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date

import pytest
from releases import FIXTURES, SHARED, ask, loaded, small_store, table, with_files

from geograph.errors import GeographError, MappingError, RecordError
from geograph.pipeline.load import load
from geograph.resolution.entities import entities, propose
from geograph.sources.mapping import load_dataset
from geograph.sources.mapping.mapping_places import find_mapping
from geograph.sources.publishers.un.consolidated_list import _provisions
from geograph.store import open_store

pytestmark = pytest.mark.slow  # whole files of publishers

OFAC = FIXTURES / "ofac"
SDN = [OFAC / f for f in ("sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv")]
EU, UK, OPEN = FIXTURES / "eu", FIXTURES / "uk", FIXTURES / "opensanctions"


def actors(store, report):
    return {one["id"]: one for one in table(store, report, "actors")}


def tenures(store, report):
    found = table(store, report, "tenures")
    return sorted((t["who"], t["relation"], t["whom"], t["role"]) for t in found)


@pytest.fixture(scope="module")
def sdn(tmp_path_factory):
    store, report, rows = loaded(
        tmp_path_factory.mktemp("sdn"), "ofac", *SDN, released="2021-06-01"
    )
    return store, report, {row["key"]: row for row in rows}, actors(store, report)


# ---------------------------------------------------------------- OFAC


def test_ofac_joins_its_tables_by_number(sdn):
    _, report, rows, who = sdn
    assert (report.records, report.kept, report.dropped.total()) == (6, 6, 0)
    assert sorted(rows) == ["101", "102", "103", "104", "105", "106"]
    firm = who["actor/ofac/101"]
    assert (firm["kind"], firm["label"]) == ("Organisation", "EXAMPLE AIR")
    assert firm["aliases"] == ["EXAMPLEAIR CARGO", "OLD EXAMPLE AIR"]
    assert firm["addresses"] == ["Airport Road 1, Tehran, Iran"]
    assert firm["countries"] == ["state/IRN"]
    assert firm["identifiers"] == ["national-id:10100000001", "ofac:101", "registration:4711"]
    assert rows["101"]["programme"] == ["IRAN", "IFSR"]
    assert rows["101"]["remark"] == ["all offices worldwide"]


def test_ofac_reads_a_person_out_of_the_remarks(sdn):
    _, _, rows, who = sdn
    person = who["actor/ofac/102"]
    assert (person["kind"], person["label"]) == ("Person", "MUSTERMANN, Jörg Özal")
    assert person["aliases"] == [
        "ABU BEISPIEL", "Jorg MUSTERMAN", "Jörg Özal MUSTERMANN", "MUSTERMAN, Jorg", "THE MODEL",
    ]  # fmt: skip
    assert person["birth"] == ["1948-12-10", "1950~"]
    assert person["countries"] == ["state/IRN", "state/PRK"]
    assert person["identifiers"] == ["ofac:102", "passport:A1234567", "passport:B7654321"]
    row = rows["102"]
    assert (row["gender"], row["birth_place"], row["linked_to"], row["title"]) == (
        "Male", ["Shiraz, Iran"], ["EXAMPLE AIR"], ["Director"],
    )  # fmt: skip


def test_ofac_tells_ships_and_aircraft_with_who_runs_them(sdn):
    store, report, rows, who = sdn
    assert who["actor/ofac/104"]["kind"] == "Vessel"
    assert who["actor/ofac/104"]["identifiers"] == ["imo:9999993", "mmsi:123456789", "ofac:104"]
    assert who["actor/ofac/104"]["countries"] == ["state/PAN"]
    ship = rows["104"]
    assert (ship["call_sign"], ship["vessel_type"]) == (["HMZQ"], "Crude Oil Tanker")
    assert (ship["tonnage"], ship["gross_tonnage"]) == (318000.0, 163660.0)
    assert ship["former_flag"] == ["Malta", "Tuvalu"]
    assert who["actor/ofac/103"]["identifiers"] == ["msn:9001", "ofac:103", "tail:EP-XXA"]
    assert tenures(store, report) == [
        ("actor/ofac/103", "ownedBy", "actor/ofac/101", "operator"),
        ("actor/ofac/104", "ownedBy", "actor/ofac/invented-shipping-co", "owner"),
    ]
    assert who["actor/ofac/invented-shipping-co"]["label"] == "INVENTED SHIPPING CO"
    flown = """SELECT ?aircraft ?role { ?t gg:tenureOf ?aircraft ; gg:ownedBy ?owner ;
        gg:role ?role . ?owner skos:prefLabel ?name FILTER(STR(?name) = "EXAMPLE AIR") }"""
    assert ask(store, flown) == [("actor/ofac/103", "operator")]


def test_ofac_numbers_of_all_kinds_keep_their_scheme(sdn):
    _, _, rows, who = sdn
    assert who["actor/ofac/105"]["identifiers"] == [
        "crypto:0xabc0000000000000000000000000000000000001",
        "crypto:1ExampleExampleExampleExample1",
        "duns:52-000-0001", "ofac:105", "registration:1027700000001", "swift:EXAMRUMM",
        "tax:7700000017",
    ]  # fmt: skip
    assert rows["105"]["contact"] == ["www.example.org"]


def test_ofac_lists_are_acts_of_the_united_states_on_the_listed_and_not_on_their_state(sdn):
    store, _, rows, _ = sdn
    assert {(*r["actor"], *r["actor_state"]) for r in rows.values()} == {("state/USA", "state/USA")}
    assert {tuple(row["recipient_state"]) for row in rows.values()} == {(None,)}
    assert {tuple(row["provision"]) for row in rows.values()} == {("asset-freeze",)}
    said = """SELECT ?target ?claimant ?voice { ?list gg:asserts ?m ; gg:claimant ?claimant ;
        gg:voice ?voice . ?m a gg:Sanction ; gg:sender id:state\\/USA ; gg:target ?target }"""
    assert sorted(ask(store, said)) == [
        (f"actor/ofac/{n}", "actor/ofac", "state/USA") for n in range(101, 107)
    ]


def test_a_later_vintage_shows_who_is_listed_no_longer_even_below_a_wrong_header(tmp_path):
    store = small_store(tmp_path)
    old = load("ofac", SDN, store, released="2021-06-01")
    new = load("ofac", [OFAC / "sdn_2023-11-30_header.csv"], store)
    assert (new.records, new.kept) == (6, 5)
    assert dict(new.dropped) == {"a header line": 1}
    assert new.release.released == date(2023, 11, 30)
    late = {row["key"]: row for row in table(store, new)}
    assert late["101"]["programme"] == ["IRAN", "IFSR", "RUSSIA-EO14024"]
    gone = """SELECT DISTINCT ?target {{ {old} gg:asserts/gg:target ?target
        FILTER NOT EXISTS {{ {new} gg:asserts/gg:target ?target }} }}"""
    names = {n: f"<https://w3id.org/geograph/id/{r.release.id}>" for n, r in
             (("old", old), ("new", new))}  # fmt: skip
    assert ask(store, gone.format(**names)) == [("actor/ofac/106",)]


def test_ofac_xml_is_read_like_the_tables_and_the_other_list_stays_beside_it(tmp_path):
    store = small_store(tmp_path)
    first = load("ofac", [OFAC / "sdn.xml"], store)
    other = load("ofac", [OFAC / "consolidated.xml"], store)
    assert (first.release.layout, first.release.released) == ("sdn", date(2024, 9, 10))
    assert (other.release.layout, other.release.released) == ("consolidated", date(2025, 3, 28))
    who = actors(store, first)
    assert who["actor/ofac/101"]["aliases"] == ["EXAMPLEAIR CARGO"]
    assert who["actor/ofac/101"]["identifiers"] == ["ofac:101", "registration:4711"]
    assert who["actor/ofac/104"]["countries"] == ["state/PAN"]
    assert tenures(store, first) == [("actor/ofac/104", "ownedBy", "actor/ofac/101", "owner")]
    rows = {row["key"]: row for row in table(store, other)}
    assert {k: r["provision"] for k, r in rows.items()} == {
        "201": ["investment-ban"],
        "202": ["financial-restriction"],
        "203": ["transaction-ban"],
    }
    assert (rows["201"]["listed"], rows["201"]["effective"]) == (
        date(2021, 6, 3),
        date(2021, 8, 2),
    )
    assert rows["202"]["linked_to"] == ["EXAMPLE HOLDING"]
    assert rows["202"]["directive"] == [
        "Executive Order 13662 Directive Determination - Subject to Directive 1"
    ]
    person = actors(store, other)["actor/ofac/203"]
    assert (person["birth"], person["countries"]) == (["1962~"], ["state/PSE"])


def test_another_table_of_twelve_columns_is_no_list_of_ofac(tmp_path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("".join(f"a{n},b,c,d,e,f,g,h,i,j,k,l\n" for n in range(3)))
    store = small_store(tmp_path)
    with pytest.raises(RecordError, match=r"wrong.csv:1 .*'a0' is not a number of an entry"):
        load("ofac", [wrong], store)
    with pytest.raises(RecordError, match="is only a part"):
        load("ofac", [OFAC / "alt.csv"], store)


def test_who_is_listed_under_another_name_later_has_one_label(tmp_path):
    renamed = tmp_path / "sdn_2024-01-01.csv"
    text = (OFAC / "sdn.csv").read_text(encoding="cp1252")
    renamed.write_text(text.replace('"EXAMPLE AIR"', '"NEW EXAMPLE AIR"'), encoding="cp1252")
    store = small_store(tmp_path)
    load("ofac", [OFAC / "sdn.csv"], store, released="2021-06-01")
    load("ofac", [renamed], store)
    names = "SELECT ?pref ?alt { id:actor\\/ofac\\/101 skos:prefLabel ?pref ; skos:altLabel ?alt }"
    assert ask(store, names) == [("EXAMPLE AIR", "NEW EXAMPLE AIR")]


# ---------------------------------------------------------------- United Nations


def test_un_names_dates_and_documents(tmp_path):
    store, report, rows = loaded(tmp_path, "un", FIXTURES / "un" / "consolidated.xml")
    assert report.release.released == date(2025, 4, 19)
    assert report.ignored == ()
    who, row = actors(store, report), {r["key"]: r for r in rows}
    person = who["actor/un/QDi.901"]
    assert person["label"] == "INVENTED BIN EXAMPLE AL-MITHAL"
    assert person["aliases"] == ["Invented Mithal", "The Example", "مثال"]
    assert person["birth"] == ["1963/1968", "1965-03-29", "1965~"]
    assert person["countries"] == ["state/PRK", "state/RUS-1922"]
    assert person["identifiers"] == [
        "passport:OA 000001",
        "passport:SE 012345",
        "un:1",
        "un:QDi.901",
    ]
    assert person["addresses"] == ["Kabul, Afghanistan"]
    assert row["QDi.901"]["listed"] == date(2015, 7, 1)
    assert row["QDi.901"]["position"] == ["a) Clerk", "b) Cook"]
    assert row["QDi.901"]["comment"] == ["A comment on two lines."]
    firm = who["actor/un/KPe.901"]
    assert (firm["kind"], firm["aliases"]) == ("Organisation", ["ETC Pyongyang"])
    assert firm["countries"] == ["state/PRK"]


def test_un_regimes_are_not_countries_by_their_letters(tmp_path):
    store, _, rows = loaded(tmp_path, "un", FIXTURES / "un" / "consolidated.xml")
    row = {r["key"]: r for r in rows}
    assert row["GBi.901"]["programme"] == ["Guinea-Bissau"]
    assert {key: r["provision"] for key, r in row.items()} == {
        "QDi.901": ["arms-embargo", "asset-freeze", "travel-ban"],
        "GBi.901": ["travel-ban"],
        "LYi.901": ["travel-ban"],
        "KPe.901": ["asset-freeze"],
    }
    assert {tuple(r["actor"]) for r in rows} == {("actor/un-security-council",)}
    asked = """SELECT DISTINCT ?sender { ?list gg:asserts ?m ; gg:dataset "un" .
        ?m gg:sender ?sender }"""
    assert ask(store, asked) == [("actor/un-security-council",)]


# ---------------------------------------------------------------- European Union


def test_eu_journal_has_the_listing_of_iran_air_with_day_ground_and_provisions(tmp_path):
    store, report, rows = loaded(tmp_path, "eu", EU / "32023R1529.csv")
    assert report.ignored == ()
    row = {r["key"]: r for r in rows}["32023R1529-III.B-12"]
    assert (row["listed"], row["provision"]) == (date(2024, 10, 14), ["asset-freeze"])
    assert row["ground"] == ["Iran Air moved drones, the annex says."]
    assert (row["regulation"], row["annex"], row["programme"]) == (
        "32023R1529",
        "III.B",
        ["EU-IRN"],
    )
    firm = actors(store, report)["actor/eu/32023R1529-III.B-12-body"]
    assert firm["aliases"] == ["Homa", "ایران ایر"]
    assert [url.rpartition("/")[2] for url in row["url"]] == ["?uri=CELEX:32023R1529"]
    asked = """SELECT ?sender ?from ?more { ?m gg:target/skos:prefLabel ?name ;
        gg:sender ?sender ; gg:holdsFrom ?from OPTIONAL { ?m gg:ground ?more }
        FILTER(STR(?name) = "Iran Air") }"""
    ((sender, since, more),) = ask(store, asked)
    assert (sender, str(since)) == ("actor/european-union", "2024-10-14")
    assert more is None  # the grounds of a list are in the columns alone


def test_eu_numbers_begin_anew_in_each_annex(tmp_path):
    store, report, rows = loaded(tmp_path, "eu", EU / "32023R1529.csv")
    assert [r["key"] for r in rows] == [
        "32023R1529-III.A-1", "32023R1529-III.B-12", "32023R1529-III.B-1",
    ]  # fmt: skip
    person = actors(store, report)["actor/eu/32023R1529-III.A-1-person"]
    assert person["birth"] == ["1965-03-29", "1970-01-18"]
    assert person["countries"] == ["state/IRN", "state/RUS"]
    assert person["identifiers"] == ["passport:D0000002", "passport:N00000001"]
    assert person["aliases"] == ["I. Person", "شخص"]
    assert [r["listed"] for r in rows] == [date(2023, 12, 11), date(2024, 10, 14), None]
    assert rows[0]["ground"] == ["The person directs a firm\nthat builds drones."]


def test_eu_acts_that_amend_are_read_too(tmp_path):
    store, report, rows = loaded(tmp_path, "eu", EU / "32026R1941.csv")
    assert (report.ignored, report.names.unresolved.total()) == ((), 0)
    assert [(r["key"], r["listed"], r["provision"]) for r in rows] == [
        ("32016R0044-V-1", date(2026, 8, 7), ["port-ban"]),
        ("32016R0044-V-1", date(2026, 8, 7), ["financial-restriction"]),
        ("32014R0833-XLV.A-6d95e5a4", date(2025, 11, 12), ["financial-restriction"]),
        ("32014R0833-XLVII.A-1", date(2025, 2, 25), ["transaction-ban"]),
        ("32014R0833-XLVII.A-1", date(2025, 2, 25), ["asset-freeze"]),
    ]
    assert [(r["regulation"], r["amended_by"]) for r in rows][:1] == [("32016R0044", "32026R1941")]
    # one ship under two measures, a port and a person under one number
    assert len({r["id"] for r in rows}) == 5
    who = {key: (a["kind"], a["aliases"]) for key, a in actors(store, report).items()}
    assert who == {
        "actor/eu/32016R0044-V-1-vessel": ("Vessel", ["Old; Star", "Stella"]),
        "actor/eu/32014R0833-XLV.A-6d95e5a4-body": ("Organisation", []),
        "actor/eu/32014R0833-XLVII.A-1-thing": ("Actor", []),
        "actor/eu/32014R0833-XLVII.A-1-person": ("Person", []),
    }


def test_eu_regulations_add_up_and_sectoral_measures_have_their_own_provisions(tmp_path):
    store, first, _ = loaded(tmp_path, "eu", EU / "32023R1529.csv")
    second = load("eu", [EU / "32014R0833.csv"], store)
    assert [r.release.whole for r in (first, second)] == [False, False]
    rows = table(store, second)
    assert [r["provision"] for r in rows] == [
        ["port-ban"], ["export-control", "technical-assistance-ban"], ["transaction-ban"],
        ["broadcasting-ban"],
    ]  # fmt: skip
    assert rows[0]["listed"] == date(2024, 7, 1)
    who = actors(store, second)
    ship = who["actor/eu/32014R0833-XLII-1-vessel"]
    assert (ship["kind"], ship["identifiers"], ship["countries"]) == (
        "Vessel",
        ["imo:9999993"],
        ["state/PAN"],
    )
    assert "ogrn:1027700000001" in who["actor/eu/32014R0833-IV-2-body"]["identifiers"]


@pytest.mark.parametrize(
    ("file", "day", "birth"),
    [
        ("csvFullSanctionsList_1_1.csv", date(2026, 8, 5), ["1965-03-29", "1970"]),
        ("xmlFullSanctionsList_1_1.xml", date(2026, 9, 1), ["1965-03-29", "1965~"]),
    ],
)
def test_eu_file_of_financial_sanctions_in_both_forms(tmp_path, file, day, birth):
    store, report, rows = loaded(tmp_path, "eu", EU / file)
    assert (report.release.released, report.release.layout) == (day, "financial-sanctions")
    assert (report.release.whole, report.ignored) == (True, ())
    person = actors(store, report)["actor/eu/EU.901.28"]
    assert (person["kind"], person["label"]) == ("Person", "Invented Mithal")
    assert person["aliases"] == ["The Example"]
    assert (person["birth"], person["countries"]) == (birth, ["state/AFG"])
    assert person["identifiers"] == ["eu:EU.901.28", "passport:OA 000001", "un:QDi.901"]
    row = next(r for r in rows if r["key"] == "EU.901.28")
    assert (row["listed"], row["effective"]) == (date(2015, 7, 8), date(2015, 7, 9))
    assert (row["programme"], row["provision"]) == (["TAQA"], ["asset-freeze"])
    assert row["url"] == ["http://eur-lex.europa.eu/example/13"]


def test_eu_rows_of_one_entity_are_one_listing(tmp_path):
    store, report, rows = loaded(tmp_path, "eu", EU / "csvFullSanctionsList_1_1.csv")
    assert [r["key"] for r in rows] == ["EU.901.28", "EU.902.11"]
    assert rows[1]["listed"] == date(2012, 5, 1)
    firm = actors(store, report)["actor/eu/EU.902.11"]
    assert (firm["aliases"], firm["countries"]) == (["ETC Pyongyang"], ["state/PRK"])


# ---------------------------------------------------------------- United Kingdom


@pytest.mark.parametrize(
    ("file", "day"),
    [("UK-Sanctions-List.csv", date(2026, 6, 24)), ("UK-Sanctions-List.xml", date(2026, 6, 25))],
)
def test_uk_list_in_both_forms(tmp_path, file, day):
    store, report, rows = loaded(tmp_path, "uk", UK / file)
    assert (report.release.released, report.ignored) == (day, ())
    row = {r["key"]: r for r in rows}
    person = actors(store, report)["actor/uk/RUS9001"]
    assert (person["kind"], person["label"]) == ("Person", "Ivan Ivanovich EXAMPLOV")
    assert {"Иван Примеров"} < set(person["aliases"])
    assert person["birth"] == ["1970"]
    assert {"ofsi:19001", "passport:N0000001", "uk:RUS9001"} == set(person["identifiers"])
    assert {"asset-freeze", "travel-ban"} <= set(row["RUS9001"]["provision"])
    assert row["RUS9001"]["ground"] == ["He is said to support it."]
    assert row["RUS9001"]["listed"] == date(2022, 2, 24)
    ship = actors(store, report)["actor/uk/RUS9002"]
    assert (ship["kind"], ship["countries"]) == ("Vessel", ["state/PAN"])
    assert ship["identifiers"] == ["imo:9999993", "uk:RUS9002"]
    assert row["RUS9002"]["provision"] == ["port-ban"]
    assert tenures(store, report) == [
        ("actor/uk/RUS9002", "ownedBy", "actor/uk/invented-shipping-co", "owner or operator")
    ]


def test_uk_rows_of_one_designation_need_not_stand_together(tmp_path):
    store, report, rows = loaded(tmp_path, "uk", UK / "UK-Sanctions-List.csv")
    assert [r["key"] for r in rows] == ["RUS9001", "RUS9002", "AFG9001"]
    person = actors(store, report)["actor/uk/RUS9001"]
    assert person["aliases"] == ["Ivan Ivanovich PRIMEROV", "VANYA", "Иван Примеров"]
    assert person["countries"] == ["state/BIH", "state/RUS"]
    assert rows[0]["provision"] == [
        "asset-freeze", "director-disqualification", "services-ban", "travel-ban",
    ]  # fmt: skip
    assert rows[2]["provision"] == ["arms-embargo", "asset-freeze"]
    firm = actors(store, report)["actor/uk/AFG9001"]
    assert firm["identifiers"] == ["ofsi:12901", "uk:AFG9001", "un:TAe.901"]


def test_uk_consolidated_list_is_another_list(tmp_path):
    store, report, rows = loaded(tmp_path, "uk", UK / "ConList.csv")
    assert (report.release.layout, report.release.released) == (
        "consolidated-list",
        date(2025, 6, 3),
    )
    assert report.ignored == ()
    (row,) = rows
    assert (row["key"], row["listed"], row["provision"]) == (
        "19001",
        date(2022, 2, 24),
        ["asset-freeze"],
    )
    person = actors(store, report)["actor/uk/19001"]
    assert (person["label"], person["aliases"]) == ("Ivan EXAMPLOV", ["Ivan PRIMEROV"])
    assert (person["birth"], person["countries"]) == (["1960-06-28"], ["state/RUS"])


# ---------------------------------------------------------------- Canada


def test_canada_takes_the_regime_neither_for_a_sender_nor_for_a_nationality(tmp_path):
    store, report, rows = loaded(tmp_path, "canada", FIXTURES / "canada" / "sema-lmes.xml")
    assert {tuple(r["actor"]) for r in rows} == {("state/CAN",)}
    assert [r["programme"] for r in rows][:4] == [["Russia"], ["Russia"], ["Russia"], ["Venezuela"]]
    who = list(actors(store, report).values())
    assert [a["countries"] for a in who] == [[]] * 5
    assert [r["key"] for r in rows] == [
        "russia-1-part-1-1", "russia-2-1", "russia-1.1-1", "venezuela-4", "jvcfor-1",
    ]  # fmt: skip


def test_canada_tells_persons_bodies_and_ships_apart(tmp_path):
    store, report, rows = loaded(tmp_path, "canada", FIXTURES / "canada" / "sema-lmes.xml")
    who = [actors(store, report)[row["recipient"][0]] for row in rows]
    assert [a["kind"] for a in who] == ["Person", "Organisation", "Vessel", "Person", "Person"]
    assert who[0]["label"] == "Ivan Ivanovich Examplov"
    assert who[0]["aliases"] == ["Examplov, Ivan Ivanovich", "Иван Примеров"]
    assert who[0]["birth"] == ["1963", "1964"]
    assert (who[2]["identifiers"], rows[2]["built"]) == (["imo:9999993"], "2004")
    assert (who[3]["label"], who[3]["birth"]) == ("José Ejemplo", [])
    assert rows[3]["birth_note"] == "born in the early 1970s"
    assert [r["provision"] for r in rows][:2] == [
        ["asset-freeze", "transaction-ban"],
        ["financial-restriction"],
    ]


def test_canada_older_issues_have_other_names_for_the_same(tmp_path):
    file = tmp_path / "sema_2019-06-01.xml"
    file.write_text(
        "<data-set><record><Country>Iran</Country><Entity>Example Works</Entity>"
        "<Schedule>1, Part 1</Schedule><Item>7</Item></record><record><Country>Iran</Country>"
        "<LastName>Person</LastName><GivenName>Invented</GivenName><Title>Dr</Title>"
        "<DateOfBirth>1960-05-04</DateOfBirth><Schedule>1, Part 2</Schedule><Item>1</Item>"
        "</record></data-set>"
    )
    store, report, rows = loaded(tmp_path, "canada", file)
    assert (report.release.released, report.ignored) == (date(2019, 6, 1), ())
    who = [actors(store, report)[row["recipient"][0]] for row in rows]
    assert [(a["kind"], a["label"]) for a in who] == [
        ("Organisation", "Example Works"),
        ("Person", "Invented Person"),
    ]
    assert (who[1]["birth"], rows[1]["title"], rows[0]["listed"]) == (["1960-05-04"], "Dr", None)


# ---------------------------------------------------------------- OpenSanctions


def test_opensanctions_records_what_others_list(tmp_path):
    store, report, rows = loaded(tmp_path, "opensanctions", OPEN / "entities.ftm.json")
    assert (report.release.kind, report.release.released) == ("Extraction", date(2026, 4, 29))
    assert report.ignored == ()
    row = {r["key"]: r for r in rows}
    assert {key: r["actor"] for key, r in row.items()} == {
        "s-us": ["state/USA"],
        "s-eu": ["actor/european-union"],
        "s-un": ["actor/opensanctions/a-committee-without-country"],
        "s-ws": ["state/UKR"],
    }
    us = row["s-us"]
    assert (us["listed"], us["effective"], us["lifted"]) == (
        date(2018, 11, 5),
        date(2018, 11, 5),
        None,
    )
    assert (us["provision"], us["ground"]) == (["asset-freeze"], ["A reason"])
    assert (row["s-eu"]["start"], row["s-eu"]["end"]) == (date(2024, 10, 14), date(2025, 1, 31))
    assert row["s-eu"]["lifted"] == date(2025, 1, 31)
    said = "SELECT ?sender { ?r gg:records ?m . ?m gg:sender ?sender ; gg:target ?t }"
    assert len(ask(store, said)) == 4
    assert ask(store, "SELECT ?m { ?r a gg:Release ; gg:asserts ?m }") == []


def test_opensanctions_naming_by_a_portal_is_no_sanction(tmp_path):
    store, _, rows = loaded(tmp_path, "opensanctions", OPEN / "entities.ftm.json")
    kinds = {r["key"]: r["kind"] for r in rows}
    assert kinds == {"s-us": "Sanction", "s-eu": "Sanction", "s-un": "Sanction", "s-ws": "Measure"}
    assert ask(store, "SELECT ?m { ?m a gg:Sanction ; gg:sender id:state\\/UKR }") == []


def test_opensanctions_edges_are_entities(tmp_path):
    store, report, _ = loaded(tmp_path, "opensanctions", OPEN / "entities.ftm.json")
    air, ministry, boss = (f"actor/opensanctions/NK-{n}" for n in ("air", "state", "ceo"))
    assert tenures(store, report) == [
        (air, "ownedBy", ministry, "holding; 60"),
        (boss, "memberOf", air, "CEO"),
    ]
    owned = """SELECT ?start ?end { ?t gg:tenureOf ?a ; gg:ownedBy ?o ; gg:start ?start ;
        gg:end ?end . ?a skos:prefLabel ?name FILTER(STR(?name) = "Example Air") }"""
    assert [tuple(map(str, row)) for row in ask(store, owned)] == [("2005-09-16", "2019-01-01")]
    assert dict(report.dropped) == {
        "Address is not an actor, measure or standing": 1,
        "Family is not an actor, measure or standing": 1,
    }


def test_opensanctions_keeps_the_numbers_of_the_lists_that_it_merged(tmp_path):
    store, report, _ = loaded(tmp_path, "opensanctions", OPEN / "entities.ftm.json")
    who = actors(store, report)
    air = who["actor/opensanctions/NK-air"]
    assert (air["kind"], air["countries"]) == ("Company", ["state/IRN"])
    assert {"ofac:101", "uk:IRN0901", "eu:EU.901.28", "opensanctions:NK-air"} < set(
        air["identifiers"]
    )
    assert who["actor/opensanctions/NK-state"]["kind"] == "GovernmentBody"
    # an entity that the file names and does not describe
    assert who["actor/opensanctions/NK-gone"]["label"] == "NK-gone"


def test_opensanctions_table_gives_one_measure_for_each_programme(tmp_path):
    store, report, rows = loaded(tmp_path, "opensanctions", OPEN / "targets.simple.csv")
    assert (report.records, report.kept, report.release.released) == (3, 3, date(2026, 3, 13))
    assert [(r["key"], r["kind"], r["actor"]) for r in rows] == [
        ("NK-one-UA-WS-MARE", "Measure", ["state/UKR"]),
        ("ofac-101-EU-IRN", "Sanction", ["actor/european-union"]),
        ("ofac-101-US-IRAN", "Sanction", ["state/USA"]),
        ("ofac-101-SECO-IRAN", "Sanction", ["state/CHE"]),
    ]
    assert rows[1]["ground"] == ["Listed for\nreasons on two lines"]
    assert rows[0]["ground"] == []  # the field holds two quotes and nothing else
    who = actors(store, report)
    ship = who["actor/opensanctions/NK-one"]
    assert ship["identifiers"] == [
        "call-sign:UFZS", "imo:9999993", "mmsi:123456789", "opensanctions:NK-one",
    ]  # fmt: skip
    assert ship["countries"] == ["state/LBR", "state/PAN"]
    person = who["actor/opensanctions/Q42"]
    assert (person["birth"], person["countries"]) == (
        ["1970", "1971-06"],
        ["state/RUS", "state/RUS-1922"],
    )
    assert {"inn:770000000017", "wikidata:Q42"} < set(person["identifiers"])
    assert dict(report.names.unresolved) == {"xx": 1}


def test_opensanctions_file_of_changes_is_read_and_adds_up(tmp_path):
    store, report, rows = loaded(tmp_path, "opensanctions", OPEN / "entities.delta.json")
    assert (report.release.whole, [r["key"] for r in rows]) == (False, ["s-us"])
    assert dict(report.dropped) == {"deleted by this file of changes": 1}
    assert "actor/opensanctions/NK-air" in actors(store, report)


def test_entities_with_bare_values_are_refused_with_their_place(tmp_path):
    store = small_store(tmp_path)
    with pytest.raises(RecordError, match=r"ftm.json:2 'gender'.* bare value"):
        load("opensanctions", [OPEN / "bare.entities.ftm.json"], store)
    with open_store(store) as opened:
        assert opened.releases == ()


# ---------------------------------------------------------------- across lists


def test_one_ship_is_proposed_as_one_across_four_lists(tmp_path):
    store = small_store(tmp_path)
    for dataset, file in (
        ("ofac", OFAC / "sdn.xml"),
        ("eu", EU / "32014R0833.csv"),
        ("uk", UK / "UK-Sanctions-List.csv"),
        ("canada", FIXTURES / "canada" / "sema-lmes.xml"),
    ):
        load(dataset, [file], store)
    with open_store(store) as opened:
        found = propose([one for one in entities(opened) if one.kind == "Vessel"])
    lists = {(p.a.id.split("/")[1], p.b.id.split("/")[1]) for p in found}
    assert lists == {
        ("canada", "eu"), ("canada", "ofac"), ("canada", "uk"), ("eu", "ofac"), ("eu", "uk"),
        ("ofac", "uk"),
    }  # fmt: skip


def test_a_tenure_of_a_mapping_is_checked(tmp_path):
    text = find_mapping("ofac").text()
    own = tmp_path / "own.yml"
    own.write_text(text.replace("relation: ownedBy", "relation: speaksFor", 1))
    with pytest.raises(MappingError, match="unknown relation 'speaksFor'"):
        load_dataset(str(own))


# ---------------------------------------------------------------- the publishers' own files


def sdn_rows():
    with (SHARED / "ofac" / "sdn.csv").open(newline="", encoding="latin-1") as stream:
        return [row for row in csv.reader(stream) if len(row) == 12]


@with_files
def test_every_entry_of_the_sdn_list_is_there(tmp_path):
    folder = SHARED / "ofac"
    files = [folder / f for f in ("sdn.csv", "add.csv", "alt.csv")]
    store, report, rows = loaded(tmp_path, "ofac", *files, released="2021-06-01")
    given = sdn_rows()
    assert [r["key"] for r in rows] == [row[0] for row in given]
    assert (report.records, report.kept) == (len(given), len(given))
    assert dict(report.names.unresolved | report.names.ambiguous) == {}
    kinds = Counter(a["kind"] for a in actors(store, report).values() if "name" not in a["id"])
    wanted = Counter(row[2].strip() for row in given)
    assert kinds["Person"] == wanted["individual"]
    assert (kinds["Vessel"], kinds["Aircraft"]) == (wanted["vessel"], wanted["aircraft"])
    air = actors(store, report)["actor/ofac/25237"]
    assert (air["label"], air["countries"]) == ("IRAN AIR", ["state/IRN"])
    programmes = Counter(p for row in given for p in row[3].split("] ["))
    assert Counter(p for r in rows for p in r["programme"]) == Counter(
        {p.strip(" []"): n for p, n in programmes.items() if p.strip() != "-0-"}
    )


def elements(file, tag):
    return [e for e in ET.parse(file).iter() if e.tag.rpartition("}")[2] == tag]


@with_files
def test_every_entry_of_the_xml_lists_is_there(tmp_path):
    folder = tmp_path / "ofac"
    folder.mkdir()
    file = SHARED / "ofac" / "consolidated_nonsdn_2025-03-28.xml"
    _, report, rows = loaded(folder, "ofac", file)
    uids = [next(c.text for c in e if c.tag.endswith("uid")) for e in elements(file, "sdnEntry")]
    assert [r["key"] for r in rows] == uids
    assert report.release.released == date(2025, 3, 28)
    assert report.ignored == ()

    folder = tmp_path / "un"
    folder.mkdir()
    file = SHARED / "un_sc" / "consolidated_2025-04-19.xml"
    _, report, rows = loaded(folder, "un", file)
    wanted = [e for tag in ("INDIVIDUAL", "ENTITY") for e in elements(file, tag)]
    assert [r["key"] for r in rows] == [e.findtext("REFERENCE_NUMBER").strip() for e in wanted]
    assert [str(r["listed"]) for r in rows] == [e.findtext("LISTED_ON")[:10] for e in wanted]
    assert not report.names.unresolved
    assert report.ignored == ()

    folder = tmp_path / "canada"
    folder.mkdir()
    file = SHARED / "canada_sema" / "sema-lmes.xml"
    _, report, rows = loaded(folder, "canada", file)
    wanted = elements(file, "record")
    assert [str(r["listed"]) for r in rows] == [e.findtext("DateOfListing") for e in wanted]
    assert len({r["key"] for r in rows}) == len(wanted)
    assert report.ignored == ()


@with_files
def test_a_broken_list_of_the_un_ends_with_one_error_and_changes_nothing(tmp_path):
    store = small_store(tmp_path)
    before = (store / "geograph.json").read_bytes()
    with pytest.raises(GeographError, match=r"consolidated_2025-08-16.xml:53: .*0x19"):
        load("un", [SHARED / "un_sc" / "consolidated_2025-08-16.xml"], store)
    assert (store / "geograph.json").read_bytes() == before


@with_files
@pytest.mark.parametrize("celex", ["32014R0269", "32023R1529"])
def test_every_row_of_a_regulation_is_there(tmp_path, celex):
    file = SHARED / "eu_journal" / f"{celex}.csv"
    with file.open(newline="", encoding="utf-8-sig") as stream:
        given = list(csv.DictReader(stream))
    _, report, rows = loaded(tmp_path, "eu", file)
    assert [r["key"] for r in rows] == [f"{celex}-{g['annex']}-{g['recordId']}" for g in given]
    assert [r["ground"] for r in rows] == [[g["reason"].strip()] * bool(g["reason"]) for g in given]
    assert not report.names.unresolved
    if celex == "32023R1529":
        iran_air = next(r for r, g in zip(rows, given, strict=True) if g["name"] == "Iran Air")
        assert (iran_air["listed"], iran_air["provision"]) == (
            date(2024, 10, 14),
            ["asset-freeze"],
        )
        assert iran_air["ground"][0].startswith("Iran Air is an Iranian state airline")


@with_files
def test_every_entity_of_opensanctions_is_counted(tmp_path):
    folder = SHARED / "opensanctions"
    with (folder / "ua_war_sanctions.targets.simple.csv").open(newline="", encoding="utf-8") as f:
        given = list(csv.DictReader(f))
    store, report, rows = loaded(
        tmp_path, "opensanctions", folder / "ua_war_sanctions.targets.simple.csv"
    )
    assert (report.records, report.kept) == (len(given), len(given))
    assert len(rows) == sum(len([p for p in g["program_ids"].split(";") if p]) for g in given)
    assert Counter(a["kind"] for a in actors(store, report).values()) == Counter(
        {"LegalEntity": "Organisation"}.get(g["schema"], g["schema"]) for g in given
    )
    zala = folder / "zala.entities.ftm.json"
    lines = [json.loads(line) for line in zala.read_text(encoding="utf-8").splitlines()]
    schemata = Counter(line["schema"] for line in lines)
    report = load("opensanctions", [zala], store)
    assert report.events == schemata["Sanction"]
    assert report.actors == schemata["Company"] + schemata["Person"]
    assert report.dropped.total() == sum(schemata[s] for s in ("Family", "Address", "Passport"))
    with pytest.raises(RecordError, match="bare value"):
        load("opensanctions", [folder / "sa_wiki_peps.entities.ftm.json"], store)


def test_provisions_of_the_united_nations_are_those_in_parentheses():
    said = ["Subject to the travel ban since 2011 (assets freeze (since 2012)", "x" * 3_000_000]
    assert _provisions("Libya", said, person=True) == ("asset-freeze",)
