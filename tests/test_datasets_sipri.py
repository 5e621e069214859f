"""SIPRI's trade register: vintages, broken lines, uncertain numbers, non-state parties."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pytest
from releases import FIXTURES, SHARED, ask, loaded, small_store, table, with_files

from geograph.actors import ItemIndex, load_reference
from geograph.errors import RecordError, SeveralErrors
from geograph.pipeline.load import load
from geograph.sources.mapping import load_dataset

FOLDER = FIXTURES / "sipri"
ITEMS = ItemIndex(load_reference().items)
REGISTER = SHARED / "sipri" / "trade-register_2026_headerless-preamble.csv"


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("old"), "sipri", FOLDER / "trade-register_2024-03-18.csv")


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("new"), "sipri", FOLDER / "trade-register_2026-03-09.csv")


def test_every_record_is_kept_and_the_day_of_issue_is_read_from_the_name(old, new):
    assert (old[1].records, old[1].kept, old[1].dropped.total()) == (9, 9, 0)
    assert (new[1].records, new[1].kept, new[1].duplicates) == (8, 8, 1)
    assert [r[1].release.released for r in (old, new)] == [date(2024, 3, 18), date(2026, 3, 9)]


def test_a_transfer_stands_with_its_marks_of_uncertainty(new):
    rows = {tuple(row["item"]): row for row in new[2]}
    row = rows["item/fath-360",]
    assert (row["actor"], row["recipient"]) == (["state/IRN"], ["state/RUS"])
    assert (row["kind"], row["quantity"], row["ordered"]) == ("ArmsTransfer", 200.0, 200.0)
    assert (row["order_year"], row["tiv_unit"], row["tiv_order"]) == (2023, 0.1, 20.0)
    assert row["uncertain"] == ["quantity", "ordered", "order_year"]
    several = [row for row in new[2] if row["item"] == ["item/shahed-136"]]
    # three years of delivery, an even part of the order in each
    assert [(row["start_earliest"], row["start"]) for row in several] == [
        (date(year, 1, 1), date(year, 12, 31)) for year in (2022, 2023, 2024)
    ]
    assert sum(row["weight"] for row in several) == pytest.approx(1)
    assert {row["comments"] for row in several} == {"Russian designation Geran-2"}


def test_what_is_not_known_is_nothing_and_not_zero(new):
    row = next(row for row in new[2] if row["item"] == ["item/storm-shadow"])
    assert (row["ordered"], row["tiv_order"], row["tiv_delivered"]) == (None, None, 60.0)
    assert set(row["uncertain"]) == {"quantity", "order_year"}
    nobody = next(row for row in new[2] if "example-3" in row["item"][0])
    assert (nobody["actor"], nobody["recipient"]) == ([], [])


def test_an_order_without_a_delivery_is_an_agreement_and_no_transfer(old, new):
    orders = [row for row in (*old[2], *new[2]) if row["kind"] == "Agreement"]
    assert [(row["actor"], row["recipient"]) for row in orders] == [
        (["state/TUR"], ["state/DZA"]),
        (["state/USA"], ["state/CIV"]),
    ]
    assert [row["edtf"] for row in orders] == ["2022?", "2024?"]
    assert [row["quantity"] for row in orders] == [None, None]
    assert orders[1]["ordered"] == 12.0
    delivered = "SELECT ?e { ?e a gg:ArmsTransfer ; gg:recipient id:state\\/CIV }"
    assert ask(new[0], delivered) == []


def test_a_broken_line_is_one_record(old, new):
    thai = next(row for row in old[2] if row["recipient"] == ["state/THA"])
    assert thai["comments"] == "An unquoted note on two lines"
    assert (thai["tiv_unit"], thai["tiv_delivered"], thai["edtf"]) == (0.25, 3.25, "2010")
    padded = next(row for row in new[2] if row["recipient"] == ["state/CIV"])
    assert (padded["comments"], padded["tiv_order"]) == ("An unquoted note on two lines", 0.36)
    quoted = next(row for row in old[2] if row["actor"] == ["state/ISR"])
    assert quoted["comments"].split() == ["A", "note", "that", "goes", "on,", "quoted"]


def test_a_star_is_no_state_and_two_are_an_organisation(old, new):
    found = {row["line"]: row["recipient"] for row in old[2]}
    assert found[15] == ["actor/hezbollah"]
    assert found[16] == ["actor/sipri/someone-rebels"]
    assert found[17] == ["actor/united-nations"]
    assert [r["recipient"] for r in new[2]][-3:-1] == [["actor/nato"], ["actor/nato"]]
    (rebels,) = (a for a in table(old[0], old[1], "actors") if "rebels" in a["id"])
    assert (rebels["kind"], rebels["label"]) == ("ArmedGroup", "Someone rebels")


def test_states_that_are_gone_are_who_they_were(old):
    pairs = {(row["actor"][0], row["recipient"][0]) for row in old[2] if row["actor"]}
    assert ("state/RUS-1922", "state/CUB") in pairs
    assert ("state/RUS-1922", "state/GDR") in pairs
    assert ("state/USA", "state/GFR") in pairs
    assert ("state/FRA", "state/CIV") in pairs


def test_weapons_stand_below_their_families_in_one_tree_with_the_corpus(old, new):
    items = {i["label"]: i for i in (*table(*old[:2], "items"), *table(*new[:2], "items"))}
    assert items["MiG-21bis"]["broader"] == "item/mig-21"
    assert items["F-4F Phantom-2"]["broader"] == "item/f-4"
    assert items["Aksungur"]["broader"] == "item/combat-drone"
    assert items["BTR-3"]["broader"] == "item/armoured-personnel-carrier"
    # another Javelin than the anti-tank missile of the tree
    assert items["Javelin"]["broader"] == "item/man-portable-air-defence-system"
    drones = ask(
        new[0],
        """SELECT ?label ?e { ?r gg:asserts ?e ; a gg:Register .
        ?e a gg:ArmsTransfer ; gg:item ?item .
        ?item skos:prefLabel ?label ; skos:altLabel ?alias ; skos:broader+ id:item\\/drone .
        FILTER(STR(?alias) = "Geran-2") }""",
    )
    sent = {row["id"]: row["quantity"] for row in new[2]}
    told = {(label, sent[event]) for label, event in drones}
    assert (told, len(drones)) == ({("Shahed-136", 4600.0)}, 3)


@pytest.mark.slow
def test_the_deliveries_of_one_deal_are_told_year_by_year(tmp_path):
    _, report, rows = loaded(tmp_path, "sipri", FOLDER / "deliveries.csv", released="2026-03-09")
    assert report.release.layout == "transfers"
    drones = [row for row in rows if row["item"] == ["item/shahed-136"]]
    assert [(r["key"], r["quantity"], r["tiv_delivered"]) for r in drones] == [
        ("D0001", 2000.0, 40.0),
        ("D0001", 2600.0, 52.0),
    ]
    assert [row["edtf"] for row in drones] == ["2022", "2023?"]
    assert [row["local_production"] for row in drones] == [False, True]
    assert [tuple(row["uncertain"]) for row in drones] == [("quantity",), ("quantity",)]
    (boat,) = (row for row in rows if row["key"] == "D0002")
    assert (boat["recipient"], tuple(boat["uncertain"])) == (["actor/hamas"], ("order_year",))
    assert report.ignored == ()


def test_two_vintages_stay_side_by_side(tmp_path):
    store = small_store(tmp_path)
    for name in ("trade-register_2024-03-18.csv", "trade-register_2026-03-09.csv"):
        load("sipri", [FOLDER / name], store)
    found = ask(store, "SELECT ?day { ?r a gg:Register ; gg:published ?day } ORDER BY ?day")
    assert found == [(date(2024, 3, 18),), (date(2026, 3, 9),)]
    assert load("sipri", [FOLDER / "trade-register_2026-03-09.csv"], store).already


def test_a_table_of_something_else_is_refused(tmp_path):
    wrong = tmp_path / "register.csv"
    wrong.write_text("Recipient;Supplier;Year of order\nA;B;1990\n")
    with pytest.raises(RecordError, match=r"register.csv:1.*no header(?s:.*)looks like ';'"):
        load("sipri", [wrong], small_store(tmp_path))


def test_a_number_that_is_none_is_named_with_its_line(tmp_path):
    text = (FOLDER / "trade-register_2026-03-09.csv").read_text(encoding="utf-8-sig")
    bad = tmp_path / "register.csv"
    bad.write_text(text.replace(",4600,", ",many,"), encoding="utf-8")
    with pytest.raises(SeveralErrors, match=r"register.csv:3.*'many' is not a number"):
        load("sipri", [bad], small_store(tmp_path))


def test_every_family_is_a_concept_of_the_tree():
    row = load_dataset("sipri").layouts[0].rows[0]
    lookup = row.item[0].family.lookup
    assert {ITEMS.get(ITEMS.resolve(name)).label[0].islower() for name in lookup.values()} == {True}


@pytest.mark.parametrize(
    ("designation", "family", "item", "exact"),
    [
        ("Geran-2", None, "item/shahed-136", True),
        ("Shahed-136", "item/surface-to-surface-missile", "item/shahed-136", True),
        ("Hwasong-11", None, "item/hwasong-11", True),
        ("MGM-140", None, "item/atacms", True),
        ("SCALP-EG", "item/air-to-surface-missile", "item/storm-shadow", True),
        ("BM-120", None, "item/fath-360", True),
        ("M-142 HIMARS", "item/multiple-rocket-launcher", "item/himars", True),
        ("CAESAR 155mm", "item/self-propelled-gun", "item/caesar", True),
        ("Bayraktar TB-2", "item/combat-drone", "item/bayraktar-tb2", True),
        ("Taurus KEPD-350", "item/air-to-surface-missile", "item/taurus", True),
        ("Leopard-2A4", "item/tank", "item/leopard-2a4", True),
        ("Leopard-2A7", "item/tank", "item/leopard-2", False),
        ("F-16V Viper", "item/fighter-aircraft", "item/f-16", False),
        ("T-72B3", "item/tank", "item/t-72", False),
        ("S-400 Triumf", "item/air-defence-system", "item/s-400", True),
        ("NASAMS-2", "item/air-defence-system", "item/nasams", False),
    ],
)  # fmt: skip
def test_designations_and_their_variants(designation, family, item, exact):
    assert ITEMS.match(designation, family) == (item, exact)


@pytest.mark.parametrize(
    ("designation", "family"),
    [
        ("S-4", "item/air-defence-system"),
        ("S-40", "item/air-defence-system"),
        ("T-720", "item/tank"),
        ("Bayraktar TB3", "item/combat-drone"),
        ("IRIS-T", "item/air-to-air-missile"),
        ("Leopard-2 chassis", "item/weapon-component"),
        ("Gepard-3", "item/frigate"),
        ("Stingers of old", "item/man-portable-air-defence-system"),
    ],
)
def test_a_likeness_is_no_variant(designation, family):
    assert ITEMS.match(designation, family) is None


def test_kn_23_and_kn_24_are_of_the_family_of_hwasong_11():
    for name in ("KN-23", "KN-24"):
        assert "item/hwasong-11" in ITEMS.wider(ITEMS.resolve(name))


@pytest.mark.slow
@with_files
def test_the_register_of_2026_as_counted_without_geograph(tmp_path):
    with REGISTER.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    whole = [row for row in rows if row[0]]  # the other halves of four rows begin with nothing
    assert len(whole) == 29_503
    _, report, events = loaded(tmp_path, "sipri", REGISTER, released="2026-03-09")
    assert (report.records, report.kept) == (29_503, 29_503)
    # an order of several years of delivery is a delivery in each
    assert report.events == len(events) == 61_205
    every = events
    events = list({(row["line"], row["kind"]): row for row in every}.values())
    assert sum(row["weight"] for row in every) == pytest.approx(len(events))
    assert (*report.names.ambiguous, *report.names.unresolved, *report.ignored) == ()
    kinds = Counter(row["kind"] for row in events)
    assert kinds["Agreement"] == sum(not r[10] for r in whole)
    assert kinds["ArmsTransfer"] == sum(bool(r[10]) for r in whole)
    marks = Counter(name for row in events for name in row["uncertain"])
    assert marks["order_year"] == sum(r[3] == "?" for r in whole)
    assert marks["ordered"] == sum(r[5] == "?" for r in whole)
    assert marks["quantity"] == sum(r[9] == "?" and bool(r[10]) for r in whole)
    described = {r[7] for r in whole}
    lookup = {k.casefold() for k in load_dataset("sipri").layouts[0].rows[0].item[0].family.lookup}
    for text in described:
        known = text.casefold() in lookup or any(
            key.endswith("*") and text.casefold().startswith(key[:-1]) for key in lookup
        )
        assert known, text
    fath = [row for row in events if row["item"] == ["item/fath-360"]]
    assert [(r["actor"], r["recipient"], r["quantity"]) for r in fath] == [
        (["state/IRN"], ["state/RUS"], 200.0)
    ]


def test_the_day_of_issue_stands_in_the_preamble(tmp_path):
    file = tmp_path / "trade-register.csv"
    text = (FOLDER / "trade-register_2026-03-09.csv").read_text(encoding="utf-8-sig")
    file.write_text(f"Data generated: 9 March 2026 7:10:21 PM\n{text}", encoding="utf-8")
    _, report, _ = loaded(tmp_path, "sipri", file)
    assert (report.release.released, report.release.inferred) == (date(2026, 3, 9), False)
