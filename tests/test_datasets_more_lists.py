"""The lists of Switzerland, Australia and Japan, as the publishers lay them out."""

from __future__ import annotations

from datetime import date

from releases import FIXTURES, loaded, table

from geograph.pipeline.load import load

SECO = FIXTURES / "seco" / "whole-list.xml"
DFAT = FIXTURES / "dfat" / "consolidated-list.csv"
METI = FIXTURES / "meti" / "end-user-list_2025-09-29.csv"


def listed(tmp_path, dataset, file, **options):
    """Load a list; return the report, its rows by key, and its actors by id."""
    store, report, rows = loaded(tmp_path, dataset, file, **options)
    who = {one["id"]: one for one in table(store, report, "actors")}
    return report, rows, who


# ---------------------------------------------------------------- Switzerland


def test_a_swiss_target_has_one_measure_for_each_time_on_the_list(tmp_path):
    report, rows, _ = listed(tmp_path, "seco", SECO)
    assert report.release.released == date(2026, 8, 27)
    assert report.ignored == ()
    assert (report.records, report.kept) == (7, 6)
    assert report.dropped == {"taken off, and not told since when it was listed": 1}
    told = [(r["key"], r["listed"], r["lifted"]) for r in rows]
    assert told == [
        ("5001", date(2021, 3, 20), date(2023, 6, 1)),
        ("5001", date(2024, 2, 2), None),
        ("5101", date(2021, 8, 11), None),
        ("5201", date(2016, 5, 18), None),
        ("5401", None, date(2016, 3, 1)),
        ("5501", None, None),
    ]
    # An entry that was amended had been listed before.
    assert [r["start"] for r in rows[-3:]] == [date(2016, 5, 18), date(2012, 5, 5), None]
    assert {tuple(r["actor"]) for r in rows} == {("state/CHE",)}
    assert {r["kind"] for r in rows} == {"Sanction"}


def test_swiss_programmes_and_provisions_are_those_of_the_set_of_measures(tmp_path):
    _, rows, _ = listed(tmp_path, "seco", SECO)
    assert [(r["programme"], r["origin"]) for r in rows[1:4]] == [
        (["Belarus"], "EU"), (["Belarus"], "EU"), (["North Korea"], "UN"),
    ]  # fmt: skip
    assert [r["provision"] for r in rows[1:4]] == [
        ["asset-freeze", "travel-ban"], ["financial-restriction"], [],
    ]  # fmt: skip
    assert rows[3]["measure"] == ["Vessel-related measures"]


def test_swiss_names_are_put_together_of_their_parts_and_history_is_no_name(tmp_path):
    _, rows, who = listed(tmp_path, "seco", SECO)
    person = who["actor/seco/5001"]
    assert (person["kind"], person["label"]) == ("Person", "Prymerau Invented Examplovich")
    assert person["aliases"] == [
        "Invented Examplovich Prymerau",
        "Ivan Primer",
        "Primerov Invented Examplovich",
        "The Example",
    ]
    assert person["birth"] == ["1980-03-03", "1981-04"]
    assert person["countries"] == ["state/BLR"]
    assert person["identifiers"] == ["passport:MP0000001", "seco:5001", "tax:123456789"]
    assert person["addresses"] == [
        "Invented Club, ul. Primernaya, 4, 220029, Minsk, Minsk Region, Belarus"
    ]
    assert rows[0]["birth_place"] == ["Minsk, Minsk Region, Belarus"]
    assert (rows[0]["ground"], rows[0]["gender"]) == (["Invented for this file."], "male")
    assert rows[0]["related"] == ["5101"]
    bank, ship = who["actor/seco/5101"], who["actor/seco/5201"]
    assert (bank["label"], bank["aliases"]) == (
        "Example Bank", ["Old Example Bank", "Прыклад Банк"],
    )  # fmt: skip
    assert bank["addresses"] == ["Minsk, Belarus"]
    assert (ship["kind"], ship["identifiers"]) == (
        "Vessel", ["imo:9999993", "seco:5201", "un:KPe.901"],
    )  # fmt: skip


# ---------------------------------------------------------------- Australia


def test_australian_rows_of_one_number_are_one_listing(tmp_path):
    report, rows, who = listed(tmp_path, "dfat", DFAT, released="2026-03-01")
    assert report.ignored == ()
    assert (report.records, report.kept, report.dropped) == (5, 4, {"no number": 1})
    assert [r["key"] for r in rows] == ["101", "102", "102-2", "103"]
    person = who["actor/dfat/101"]
    assert (person["kind"], person["label"]) == ("Person", "Invented Salah EXAMPLE")
    assert person["aliases"] == ["Invented Saleh EXAMPLE", "مثال"]
    assert person["birth"] == ["1957-05-05", "1958"]
    assert person["countries"] == ["state/COD", "state/IRN"]
    assert person["addresses"] == ["Tehran, Iran", "Yazd, Iran"]
    assert person["identifiers"] == ["dfat:101"]
    assert who["actor/dfat/103"]["kind"] == "Vessel"
    assert who["actor/dfat/103"]["identifiers"] == ["dfat:103", "imo:9999993"]


def test_australian_measures_have_what_is_imposed_and_the_day_that_is_told(tmp_path):
    _, rows, _ = listed(tmp_path, "dfat", DFAT, released="2026-03-01")
    assert [(r["provision"], r["programme"]) for r in rows] == [
        (["asset-freeze", "travel-ban"], ["Autonomous (Iran)"]),
        (["asset-freeze"], ["1737 (Iran)"]),
        (["asset-freeze"], ["Autonomous (Ukraine)"]),
        (["port-ban"], ["Autonomous (Vessels)"]),
    ]
    # The control date is the day of the last change: no day of listing.
    assert [(r["listed"], r["start"]) for r in rows] == [
        (date(2001, 1, 25), date(2001, 1, 25)),
        (None, date(2025, 12, 12)),
        (date(2014, 6, 19), date(2014, 6, 19)),
        (None, date(2025, 6, 18)),
    ]
    assert {tuple(r["actor"]) for r in rows} == {("state/AUS",)}


def test_the_older_australian_list_is_one_of_financial_sanctions(tmp_path):
    file = tmp_path / "old.csv"
    file.write_text(
        "Reference,Name of Individual or Entity,Type,Name Type,Date of Birth,Citizenship,"
        "Listing Information,Committees,Control Date\n"
        "7,Example Works,Entity,Primary Name,,,Listed on 1 Feb 2010,1718 (DPRK),2010-02-03\n"
        "7a,Example Factory,Entity,aka,,,Listed on 1 Feb 2010,1718 (DPRK),2010-02-03\n",
        encoding="utf-8",
    )
    report, rows, who = listed(tmp_path, "dfat", file, released="2011-01-01")
    assert (report.kept, rows[0]["provision"]) == (1, ["asset-freeze"])
    assert who["actor/dfat/7"]["aliases"] == ["Example Factory"]


# ---------------------------------------------------------------- Japan


def test_the_end_user_list_is_read_out_of_cells_in_two_languages(tmp_path):
    report, rows, who = listed(tmp_path, "meti", METI)
    assert (report.records, report.kept, report.ignored) == (4, 4, ())
    assert report.release.released == date(2025, 9, 29)
    found = [who[r["recipient"][0]] for r in rows]
    assert [(w["label"], w["aliases"]) for w in found] == [
        ("Example Islamic Foundation (EIF)", ["EXAMPLE FOUNDATION", "Foundation for Examples"]),
        ("Air Mithal", ["Airmithal", "例航空"]),
        ("Academy of Invented Technology", ["AIT", "例子技术研究院", "例子科技集团"]),
        ("Concern Primer", []),
    ]
    assert [w["countries"] for w in found] == [
        ["state/AFG"], ["state/PRK"], ["state/CHN"], ["state/RUS"],
    ]  # fmt: skip
    assert [r["ground"] for r in rows] == [
        ["biological weapons", "chemical weapons", "nuclear weapons"],
        ["biological weapons", "chemical weapons", "missiles", "nuclear weapons"],
        ["missiles", "nuclear weapons", "conventional weapons"],
        ["conventional weapons"],
    ]
    assert {tuple(r["provision"]) for r in rows} == {("export-control",)}
    assert {tuple(r["actor"]) for r in rows} == {("state/JPN",)}


def test_rows_of_the_end_user_list_that_are_numbered_anew_are_the_same_events(tmp_path):
    store, _, rows = loaded(tmp_path, "meti", METI)
    later = tmp_path / "end-user-list_2026-09-29.csv"
    text = METI.read_text(encoding="utf-8").replace('\n4,"', '\n5,"')
    later.write_text(text, encoding="utf-8")
    again = table(store, load("meti", [later], store))
    assert [r["id"] for r in again] == [r["id"] for r in rows]
