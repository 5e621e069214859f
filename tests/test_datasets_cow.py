"""The Correlates of War: states, alliances, contiguity, disputes, wars, territory."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from releases import FIXTURES, SHARED, ask, loaded, with_files

import geograph
from geograph import Policy
from geograph.errors import RecordError, SeveralErrors
from geograph.pipeline.load import load
from geograph.store import open_store

pytestmark = pytest.mark.slow  # whole files of publishers

COW = SHARED / "cow"


@pytest.fixture
def read(tmp_path):
    def run(dataset: str, *names: str):
        return loaded(tmp_path, dataset, *(FIXTURES / dataset / name for name in names))

    return run


def spans(rows):
    """Return the parties and the time of each row."""
    return [
        (r["participant"] or [r["actor"], r["recipient"]], r["edtf"] or str(r["start"]))
        for r in rows
    ]


def counts(report):
    return report.records, report.kept, dict(report.dropped), report.errors


def lines(path: Path, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    text = path.read_bytes().decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    return csv.DictReader(text.splitlines())


# States


def test_a_number_that_passes_on_is_several_memberships(read):
    _, report, rows = read("cow-states", "states2016.csv")
    assert counts(report) == (6, 6, {}, 0)
    assert spans(rows) == [
        (["state/USA"], "1816-01-01/.."),
        (["state/RUS"], "1816-01-01/1922-12-29"),
        (["state/RUS-1922"], "1922-12-30/1991-12-25"),
        (["state/RUS"], "1991-12-26/.."),
        (["state/DEU"], "1816-01-01/1945-05-08"),
        (["state/DEU"], "1990-10-03/.."),
        (["state/GFR"], "1955-05-05/1990-10-02"),
        (["state/YUG"], "1944-10-20/1992-04-26"),
        (["state/YUG-1992"], "1992-04-27/2006-06-04"),
        (["state/SRB"], "2006-06-05/.."),
    ]
    assert {r["kind"] for r in rows} == {"SystemMembership"}
    assert report.release.released.year == 2016
    assert (report.names.late, report.names.unresolved, report.ignored) == ({}, {}, ())


def test_another_vintage_may_order_its_columns_otherwise(read):
    _, report, rows = read("cow-states", "statelist2024.csv")
    assert spans(rows) == [
        (["state/USA"], "1816-01-01/.."),
        (["state/GFR"], "1955-05-05/1990-10-02"),
    ]
    assert report.release.released.year == 2024


def test_major_powers_and_state_years_are_other_memberships(read, tmp_path):
    store, _, rows = read("cow-states", "majors2016.csv")
    assert spans(rows) == [
        (["state/FRA"], "1816-01-01/1940-06-22"),
        (["state/FRA"], "1945-08-15/.."),
    ]
    load("cow-states", [FIXTURES / "cow-states" / "system2016.csv"], store)
    answer = ask(
        store,
        """SELECT ?state ?from ?to WHERE {
        ?event a gg:SystemMembership ; gg:participant ?state ; gg:holdsFrom ?from ;
               gg:holdsUntil ?to .
        } ORDER BY ?from ?state""",
    )
    # the first day on which it no longer holds
    assert [(state, str(start), str(until)) for state, start, until in answer] == [
        ("state/FRA", "1816-01-01", "1940-06-23"),
        ("state/YUG", "1991-01-01", "1992-01-01"),
        ("state/YUG", "1992-01-01", "1993-01-01"),
        ("state/SSD", "2011-01-01", "2012-01-01"),
    ]


def test_the_table_of_numbers_has_old_line_ends_and_no_dates(read):
    _, report, rows = read("cow-states", "country codes.csv")
    assert [(r["participant"], r["label"], r["start"]) for r in rows] == [
        (["state/USA"], "United States of America", None),
        (["state/GFR"], "German Federal Republic", None),
        (["state/SRB", "state/YUG", "state/YUG-1992"], "Yugoslavia", None),
        (["state/SRB", "state/YUG", "state/YUG-1992"], "Yugoslavia", None),
    ]
    assert report.duplicates == 1


# Alliances


def test_alliances_by_dyad(read):
    store, report, rows = read("cow-alliances", "by_dyad.csv")
    assert spans(rows) == [
        (["state/USA", "state/GBR"], "1949-04-04/.."),
        (["state/GBR", "state/DEU"], "1990-10-03/.."),
        (["state/RUS-1922", "state/YUG"], "1945-04-11/1949-09"),
        (["state/RUS-1922", "state/YUG"], "1985-04-11/1991-12-25"),
        (["state/RUS", "state/YUG"], "1991-12-26/1992-04-26"),
        (["state/RUS", "state/YUG-1992"], "1992-04-27/1995-09-28"),
        (["state/GFR", "state/GRC"], "1982-11-20/1990-10-02"),
        (["state/DEU", "state/GRC"], "1990-10-03/.."),
    ]
    assert counts(report) == (6, 5, {"ends before it begins": 1}, 0)
    assert [r["entente"] for r in rows][:3] == [True, False, False]
    assert [r["asymmetric"] for r in rows][:3] == [False, False, True]
    assert {r["key"] for r in rows} == {"901", "902", "904"}
    answer = ask(
        store,
        """SELECT ?ally ?publisher WHERE {
        ?release gg:asserts ?event ; gg:voice ?publisher .
        ?event a gg:Alliance ; gg:participant id:state\\/USA, ?ally .
        FILTER (?ally != id:state\\/USA) }""",
    )
    assert answer == [("state/GBR", "actor/correlates-of-war")]


def test_directed_alliances_say_who_promised(read):
    _, _, rows = read("cow-alliances", "by_directed.csv")
    assert [(r["actor"], r["recipient"], r["defense"]) for r in rows] == [
        (["state/USA"], ["state/GBR"], True),
        (["state/GBR"], ["state/USA"], False),
    ]


def test_yearly_rows_of_one_alliance_are_one_event(read):
    _, report, rows = read("cow-alliances", "by_dyad_yearly.csv")
    assert spans(rows) == [(["state/USA", "state/GBR"], "1949-04-04/..")]
    assert counts(report) == (2, 2, {}, 0)


@pytest.mark.parametrize(("file", "read_"), [("by_member.csv", 4), ("by_member_yearly.csv", 4)])
def test_members_become_the_pairs_whose_times_meet(read, file, read_):
    _, report, rows = read("cow-alliances", file)
    assert counts(report) == (read_, read_, {}, 0)
    pairs = [
        (["state/FRA", "state/BEL"], "1920-03-01/1930-12-31"),
        (["state/BEL", "state/PRT"], "1931-01-01/.."),
        (["state/CHE"], "1925-03-01/1926-03-01"),
    ]
    assert spans(rows) == (pairs if file == "by_member.csv" else pairs[:1])
    assert (rows[0]["defense"], rows[0]["entente"], rows[0]["neutrality"]) == (True, True, False)


# Contiguity


def test_borders_through_time(read):
    _, report, rows = read("cow-contiguity", "contdir.csv")
    assert spans(rows) == [
        (["state/USA", "state/CAN"], "1920-01/.."),
        (["state/RUS", "state/NOR"], "1905-10/1922-12-29"),
        (["state/RUS-1922", "state/NOR"], "1922-12-30/1991-12-25"),
        (["state/RUS", "state/NOR"], "1991-12-26/.."),
        (["state/GBR", "state/NLD"], "1945-05/1985-01"),
    ]
    assert (rows[0]["contiguity"], rows[-1]["contiguity"]) == (
        "land or river border", "up to 150 miles of water",
    )  # fmt: skip
    assert not report.ignored


def test_converted_borders_leave_out_the_times_without_one(read):
    _, report, rows = read("cow-contiguity", "contdir_converted.csv")
    assert spans(rows) == [(["state/USA", "state/CAN"], "1920-01/..")]
    assert counts(report) == (2, 1, {"not contiguous": 1}, 0)


def test_borders_by_year_and_through_colonies(read, tmp_path):
    store, _, rows = read("cow-contiguity", "contdird.csv")
    assert spans(rows) == [
        (["state/NOR", "state/RUS-1922"], "1990-01-01/1990-12-31"),
        (["state/NOR", "state/RUS"], "1992-01-01/1992-12-31"),
    ]
    report = load("cow-contiguity", [FIXTURES / "cow-contiguity" / "contcold.csv"], store)
    assert (report.release.layout, report.events) == ("colonial-years", 1)


# Disputes


def test_a_dispute_has_two_sides_each_state_read_when_it_came_in(read):
    store, report, rows = read("cow-disputes", "MIDB 5.0.csv", "MIDA 5.0.csv")
    assert counts(report) == (5, 5, {}, 0)
    first, second = rows
    assert (first["key"], first["kind"]) == ("9001", "MilitarizedDispute")
    # Yugoslavia of 1991 is the federation; Russia of 1992 is no longer the Soviet Union.
    assert (first["actor"], first["recipient"]) == (["state/ITA", "state/RUS"], ["state/YUG"])
    assert (first["edtf"], first["hostility"]) == ("1991-03/1993-05-20", "use of force")
    assert (first["outcome"], first["settlement"], first["fatality_level"]) == (
        "compromise", "negotiated", "no deaths",
    )  # fmt: skip
    assert first["side_a_from"] == ["1991-03/1993-05-20", "1992-02-01/1993-05-20"]
    assert (second["actor"], second["recipient"]) == (["state/AUH"], ["state/SRB"])
    assert (second["fatality_level"], second["deaths"]) == (None, None)
    assert ask(
        store,
        """SELECT ?b WHERE { ?d a gg:MilitarizedDispute ; gg:actor id:state\\/ITA ;
        gg:recipient ?b . ?r gg:asserts ?d }""",
    ) == [("state/YUG",)]


def test_participants_alone_and_of_an_older_vintage(read):
    _, report, rows = read("cow-disputes", "MIDB 4.csv")
    assert [(r["key"], r["edtf"], r["hostility"]) for r in rows] == [
        ("9002", "1913-05-02/1913-10-25", "display of force"),
        ("9007", "1994-05-23/1994-08-22", "display of force"),
    ]
    assert not report.ignored


def test_disputes_without_their_participants_are_refused(read):
    with pytest.raises(RecordError, match="is only a part\n  fix: name the file of `participants`"):
        read("cow-disputes", "MIDA 5.0.csv")


def test_an_incident_takes_sides_and_date_of_both_files(read):
    _, report, rows = read("cow-disputes", "MIDIP 5.0.csv", "MIDI 5.0.csv")
    (row,) = rows
    assert (row["actor"], row["recipient"]) == (["state/YUG-1992"], ["state/ITA"])
    assert (row["edtf"], row["dispute"], row["action"]) == (
        "1992/1992-07-16",
        "9001",
        "show of force",
    )
    assert (row["kind"], row["durative"]) == ("MilitarizedIncident", False)
    assert counts(report) == (3, 2, {"on neither side": 1}, 0)


# Wars


def test_a_war_between_states(read):
    _, report, rows = read("cow-wars", "Inter-StateWarData.csv")
    (row,) = rows
    assert (row["actor"], row["recipient"]) == (
        ["state/DEU"], ["state/POL", "state/FRA", "state/RUS-1922"],
    )  # fmt: skip
    assert (row["label"], row["edtf"]) == ("Example War", "1939-09-01/1945-05-07")
    assert (row["fatalities"], row["uncertain"]) == (4200, ["fatalities"])
    assert row["side_b_from"] == [
        "1939-09-01/1939-09-27", "1939-09-03/1945-05-07", "1941-06-22/1945-05-07",
    ]  # fmt: skip
    assert row["participants"][2] == (
        "France: 1939-09-03/1940-06-22 and 1944-10-23/1945-05-07, initiator 2, outcome 1, deaths -9"
    )
    assert row["region"] == "Europe, Africa and Middle East"
    assert counts(report) == (4, 4, {}, 0)


def test_a_war_beyond_the_system_has_local_groups_and_may_go_on(read):
    store, report, rows = read("cow-wars", "Extra-StateWarData.csv")
    assert [(r["label"], r["actor"], r["recipient"], r["edtf"]) for r in rows] == [
        (
            "Expedition of Año Nuevo", ["state/ESP", "state/FRA"],
            ["actor/cow-wars/insurgents-of-the-coast"], "1859-01-09/1860-04-05",
        ),
        ("A War That Goes On", ["state/USA"], ["actor/cow-wars/night-riders"], "2003-05-02/.."),
    ]  # fmt: skip
    assert [r["recipient_state"] for r in rows] == [[None], [None]]
    assert counts(report) == (3, 3, {}, 0)
    kinds = "SELECT ?l WHERE { ?g a gg:ArmedGroup ; skos:prefLabel ?l . ?w gg:recipient ?g }"
    assert sorted(ask(store, kinds)) == [("Insurgents of the Coast",), ("Night Riders",)]


def test_rebels_of_one_name_in_two_states_are_two_groups(read):
    _, _, rows = read("cow-wars", "INTRA-STATE WARS v5.1 CSV.csv")
    assert [(r["label"], r["actor"], r["recipient"], r["edtf"]) for r in rows] == [
        ("First Peña War", ["state/RUS"], ["actor/cow-wars/rus/rebels"], "1918-06-10/1922-11"),
        (
            "War Of Two Towns", ["actor/cow-wars/upper-town"],
            ["actor/cow-wars/lower-town"], "1990-01/1991",
        ),
        (
            "Second Peña War", ["state/ESP"], ["actor/cow-wars/esp/rebels"],
            "1936-07-18/1939-03-29",
        ),
    ]  # fmt: skip
    assert [(r["fatalities"], r["uncertain"]) for r in rows] == [
        (11000, []), (None, ["fatalities"]), (2000, []),
    ]  # fmt: skip


def test_a_war_without_states(read):
    _, _, rows = read("cow-wars", "Non-StateWarData.csv")
    (row,) = rows
    assert row["actor"] == ["actor/cow-wars/north-islanders"]
    assert row["recipient"] == ["actor/cow-wars/south-islanders", "actor/cow-wars/east-islanders"]
    assert (row["edtf"], row["fatalities"]) == ("1818/1824-09-24", 7500)


def test_territory_changes_hands(read):
    _, report, rows = read("cow-territory", "tc2018.csv")
    assert [(r["actor"], r["recipient"], r["place"], r["edtf"]) for r in rows] == [
        (["state/USA"], ["state/ESP"], ["state/PHL"], "1898-12"),
        (["state/RUS"], [], [], "1920"),
    ]
    assert [(r["procedure"], r["area"], r["population"]) for r in rows] == [
        ("cession", 300000.0, None), ("conquest", 179.5, 1200.0),
    ]  # fmt: skip
    assert report.release.released.year == 2018


@pytest.mark.parametrize(
    ("dataset", "text", "message"),
    [
        ("cow-states", "stateabb;ccode;year\nUSA;2;1816\n", "the separator looks like ';'"),
        ("cow-alliances", "ccode1,ccode2\n2,20\n", "does not look like a file of 'cow-alliances'"),
        (
            "cow-states",
            "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday\n"
            "USA,2,United States,1816,1,1,2016,Dec,31\n",
            "wrong.csv:2: 'Dec' is not part of a date",
        ),
    ],
)
def test_wrong_files_end_with_one_error(tmp_path, dataset, text, message):
    path = tmp_path / "wrong.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((RecordError, SeveralErrors)) as caught:
        loaded(tmp_path, dataset, path)
    assert message in str(caught.value)


# The publishers' files


@with_files
def test_every_state_of_the_system_is_found(tmp_path):
    _, report, rows = loaded(tmp_path, "cow-states", COW / "states2016.csv")
    theirs = {r["ccode"] for r in lines(COW / "states2016.csv")}
    assert (report.records, len(theirs)) == (243, 217)
    assert (report.names.late, report.names.unresolved, report.names.local) == ({}, {}, {})
    # Russia and Serbia each stand for the states that have had their number.
    assert len({p for r in rows for p in r["participant"]}) == len(theirs) + 3


def _parts(row: dict[str, str], side: str) -> tuple[int, ...]:
    return tuple(int(row[f"dyad_{side}_{part}"] or 0) for part in ("year", "month", "day"))


@with_files
def test_alliances_are_told_alike_by_dyad_and_by_member(tmp_path):
    folders = [tmp_path / name for name in ("dyad", "member", "yearly")]
    for folder in folders:
        folder.mkdir()
    dyads = loaded(folders[0], "cow-alliances", COW / "alliance_v4.1_by_dyad.csv")
    members = loaded(folders[1], "cow-alliances", COW / "alliance_v4.1_by_member.csv")
    yearly = loaded(folders[2], "cow-alliances", COW / "alliance_v4.1_by_member_yearly.csv")
    source = list(lines(COW / "alliance_v4.1_by_dyad.csv"))
    ended = [row for row in source if row["dyad_end_year"]]
    backwards = sum(_parts(row, "end") < _parts(row, "st") for row in ended)
    assert counts(dyads[1]) == (3222, 3222 - backwards, {"ends before it begins": backwards}, 0)
    assert [r[1].records for r in (members, yearly)] == [1221, 21315]

    def ties(rows):
        return Counter((r["key"], frozenset(r["participant"]), r["edtf"]) for r in rows)

    assert ties(dyads[2]) == ties(members[2]) == ties(yearly[2])
    # Li et al. (2017) count 8 ties in 1900 and 1,115 in 2000: pairs with a defence pact.
    for day, pacts in ((date(1900, 6, 30), 8), (date(2000, 1, 1), 1074), (date(2000, 6, 30), 1127)):
        allied = {
            frozenset(r["participant"])
            for r in dyads[2]
            if r["defense"] and r["start"] <= day <= (r["end"] or date.max)
        }
        parts = (day.year, day.month, day.day)
        by_hand = {
            # 260 stands beside 255 for Germany in rows after the union.
            frozenset(code.replace("260", "255") for code in (row["ccode1"], row["ccode2"]))
            for row in source
            if row["defense"] == "1"
            and _parts(row, "st") <= parts
            and (row["dyad_end_year"] == "" or _parts(row, "end") >= parts)
        }
        assert len(allied) == len(by_hand) == pacts


@with_files
def test_disputes_and_incidents_are_as_many_as_the_publisher_says(tmp_path):
    _, report, rows = loaded(tmp_path, "cow-disputes", COW / "MIDB 5.0.csv", COW / "MIDA 5.0.csv")
    assert (report.records, report.kept, report.events) == (5883, 5883, 2436)
    whole = {r["dispnum"]: r["hostlev"] for r in lines(COW / "MIDA 5.0.csv")}
    assert {r["key"] for r in rows} == set(whole)
    assert Counter(r["hostility"] == "war" for r in rows)[True] == sum(
        level == "5" for level in whole.values()
    )
    sides = Counter()
    for row in lines(COW / "MIDB 5.0.csv"):
        sides[row["dispnum"], row["sidea"]] += 1
    assert all(len(r["actor"]) <= sides[r["key"], "1"] for r in rows)
    assert (report.names.unresolved, report.names.ambiguous) == ({}, {})


@with_files
@pytest.mark.parametrize(
    ("file", "encoding", "rows"),
    [
        ("Inter-StateWarData_v4.0.csv", "utf-8-sig", 337),
        ("Extra-StateWarData_v4.0.csv", "cp1252", 198),
        ("INTRA-STATE WARS v5.1 CSV.csv", "latin-1", 420),
        ("Non-StateWarData_v4.0.csv", "utf-8-sig", 62),
    ],
)
def test_wars_are_as_many_as_their_numbers(tmp_path, file, encoding, rows):
    _, report, found = loaded(tmp_path, "cow-wars", COW / file)
    assert counts(report) == (rows, rows, {}, 0)
    assert sorted(r["key"] for r in found) == sorted(
        {r["WarNum"] for r in lines(COW / file, encoding)}
    )


@with_files
def test_contiguity_and_territory_are_read_whole(tmp_path):
    for name, dataset, file, rows in (
        ("a", "cow-contiguity", COW / "contcold.csv", 14538),
        ("b", "cow-territory", COW / "tc2018.csv", 842),
        ("c", "cow-states", COW / "system2016.csv", 15951),
        ("d", "cow-states", COW / "COW country codes.csv", 243),
    ):
        (tmp_path / name).mkdir()
        _, report, _ = loaded(tmp_path / name, dataset, file)
        assert counts(report) == (rows, rows, {}, 0)


@with_files
def test_borders_agree_with_their_other_direction(tmp_path):
    path = SHARED / "peacesciencer_rda" / "cow_contdir_converted.csv"
    _, report, rows = loaded(tmp_path, "cow-contiguity", path)
    none = sum(row["conttype"] == "0.0" for row in lines(path))
    assert counts(report) == (1874, 1874 - none, {"not contiguous": none}, 0)
    times = Counter((frozenset(r["participant"]), r["edtf"], r["contiguity"]) for r in rows)
    assert set(times.values()) == {2}
    soviet = {p for r in rows if "state/RUS-1922" in r["participant"] for p in r["participant"]}
    assert {"state/FIN", "state/TUR", "state/CHN", "state/NOR"} < soviet


def test_two_forms_of_the_alliances_are_counted_once(read):
    store, first, _ = read("cow-alliances", "by_dyad.csv")
    members = FIXTURES / "cow-alliances" / "by_member.csv"
    second = load("cow-alliances", [members], store, released="2099")
    with open_store(store) as both:
        assert len(both.releases) == 2
        counted = geograph.network(both, kinds=["Alliance"]).graph
        assert counted["releases"] == (second.release.id,)
        before = geograph.network(both, Policy.parse("all", known_by="2098"), kinds=["Alliance"])
        assert before.graph["releases"] == (first.release.id,)
