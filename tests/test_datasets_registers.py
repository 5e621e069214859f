"""ATOP, Gleditsch and Ward, UCDP, and votes of the General Assembly."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict

import pytest
from releases import FIXTURES, SHARED, ask, loaded, small_store, with_files

from geograph.errors import SeveralErrors
from geograph.pipeline.load import load
from geograph.sources.publishers.ucdp.violence import sides

pytestmark = pytest.mark.slow  # whole files of publishers


@pytest.fixture
def read(tmp_path):
    def run(dataset: str, *names: str, **options):
        files = (FIXTURES / dataset / name for name in names)
        return loaded(tmp_path, dataset, *files, **options)

    return run


def counts(report):
    return report.records, report.kept, dict(report.dropped), report.errors


def times(rows):
    return [(r["participant"], r["edtf"] or str(r["start"])) for r in rows]


# ATOP


def test_members_become_the_pairs_whose_times_meet(read):
    _, report, rows = read("atop", "atop4m.csv")
    assert times(rows) == [
        (["state/FRA", "state/BEL"], "1920-01-03/1930-06"),
        (["state/FRA", "actor/atop/8152"], "1925/1926-08-25"),
        (["state/BEL", "actor/atop/8152"], "1925/1926-08-25"),
        (["state/RUS-1922", "state/CHN"], "1985-04-15/1991-12-25"),
        (["state/RUS", "state/CHN"], "1991-12-26/1995-04-15"),
    ]
    duties = [(r["defense"], r["nonagg"], r["consul"]) for r in rows]
    assert duties[:2] == [(True, True, True), (True, False, True)]
    assert [r["cow"] for r in rows] == [None, None, None, "33", "33"]
    assert counts(report) == (5, 5, {}, 0)


def test_an_alliance_as_a_whole_has_all_its_members(read):
    _, _, rows = read("atop", "atop4a.csv")
    assert times(rows) == [
        (["state/GBR", "state/FRA", "state/AUH"], "1815-01-03/1815"),
        (["state/USA", "state/CAN"], "1949-04-04/.."),
    ]
    assert [(r["offense"], r["bilateral"], r["asymmetric"]) for r in rows] == [
        (False, False, False), (False, True, True),
    ]  # fmt: skip


def test_dyads_and_years_of_the_fifth_version(read):
    store, report, rows = read("atop", "atop5ddyr.csv")
    assert [(r["actor"], r["recipient"], r["edtf"]) for r in rows] == [
        (["state/GBR"], ["state/PRT"], "1900-01-01/1900-12-31")
    ]
    assert counts(report) == (2, 1, {"no alliance in that year": 1}, 0)
    report = load("atop", [FIXTURES / "atop" / "atop5dy.csv"], store)
    assert (report.release.layout, report.events) == ("alliances", 1)


@with_files
def test_atop_is_read_whole(tmp_path):
    path = SHARED / "atop" / "atop-member-level.csv"
    _, report, rows = loaded(tmp_path, "atop", path)
    assert counts(report) == (2398, 2398, {}, 0)
    with path.open(encoding="utf-8") as file:
        source = list(csv.DictReader(file))
    assert {r["key"] for r in rows} == {r["atopid"] for r in source}
    # In force in the summer of 2000, counted from the publisher's rows by hand.
    day, members = (2000, 7, 1), defaultdict(set)
    for row in source:
        start = tuple(int(row[c] or 0) for c in ("yrent", "moent", "dayent"))
        end = tuple(int(row[c] or 0) for c in ("yrexit", "moexit", "dayexit"))
        if start <= day and (not end[0] or end >= day):
            members[row["atopid"]].add(row["member"])
    pairs = {frozenset((a, b)) for group in members.values() for a in group for b in group if a < b}
    ours = {
        frozenset(r["participant"])
        for r in rows
        if len(r["participant"]) == 2 and str(r["start"]) <= "2000-07-01" <= str(r["end"] or "9999")
    }
    assert len(ours) == len(pairs)


# Gleditsch and Ward


def test_the_list_of_independent_states_without_a_header(read):
    _, report, rows = read("gleditsch-ward", "ksgmdw.txt")
    assert times(rows) == [
        (["state/USA"], "1816-01-01/.."),
        (["state/GFR"], "1949-09-21/1990-10-02"),
        (["state/DEU"], "1990-10-03/.."),
        (["state/CZE-1918"], "1918-10-28/1992-12-31"),
        (["state/CIV"], "1960-08-07/.."),
    ]
    assert rows[-1]["label"] == "Côte D’Ivoire"
    assert counts(report) == (4, 4, {}, 0)


def test_the_list_of_independent_states_converted(read):
    _, _, rows = read("gleditsch-ward", "gw_states.csv")
    assert times(rows) == [
        (["state/USA"], "1816-01-01/.."),
        (["state/RUS"], "1816-01-01/1922-12-29"),
        (["state/RUS-1922"], "1922-12-30/1991-12-25"),
        (["state/RUS"], "1991-12-26/.."),
    ]


@with_files
def test_every_independent_state_is_found(tmp_path):
    path = SHARED / "peacesciencer_rda" / "gw_states_converted.csv"
    _, report, _ = loaded(tmp_path, "gleditsch-ward", path)
    assert counts(report) == (216, 216, {}, 0)
    assert (report.names.late, report.names.unresolved, report.names.local) == ({}, {}, {})


# UCDP


def test_events_with_sides_dead_and_invented_days(read):
    store, report, rows = read("ucdp", "ged.csv")
    assert counts(report) == (4, 4, {}, 0)
    assert not report.ignored
    assert [(r["key"], r["kind"], r["actor"], r["recipient"], r["place"]) for r in rows] == [
        (
            "501", "OrganisedViolence", ["state/RUS-1922"], ["actor/ucdp/front-of-the-north"],
            ["state/RUS-1922"],
        ),
        (
            "502", "OrganisedViolence", ["state/IRQ"], ["state/AUS", "state/USA"], ["state/IRQ"],
        ),
        ("503", "MassViolence", ["actor/islamic-state"], [], ["state/IRQ"]),
        (
            "504", "OrganisedViolence", ["actor/ucdp/clan-a"],
            [rows[3]["recipient"][0]], ["state/SRB"],
        ),
    ]  # fmt: skip
    assert [r["edtf"] or str(r["start"]) for r in rows] == [
        "1991-06-10", "2003-04", "2015-02-01/2015-11-30", "2010-06-10/2010-06-12",
    ]  # fmt: skip
    first = rows[0]
    assert (first["fatalities"], first["low"], first["high"]) == (3, 2, 5)
    assert (first["publisher"], first["published"]) == ("Agency", "1991-06-11")
    assert first["url"] == ['"Agency,1991-06-11,Clash; a ""battle"""; second']
    answer = ask(
        store,
        """SELECT ?l WHERE { ?e gg:recipient ?g ; gg:actor id:actor\\/ucdp\\/clan-a .
        ?g skos:prefLabel ?l }""",
    )
    assert answer == [("Clan B - Old Town",)]


@pytest.mark.parametrize(
    ("precision", "start", "end", "told"),
    [
        ("1", "6/10/1991", "1991-06-10", "1991-06-10"),
        ("2", "6/10/1991", "1991-06-12", "1991-06-10/1991-06-12"),
        ("3", "1991-06-10 00:00:00.000", "6/16/1991", "1991-06-10/1991-06-16"),
        # a day that is written and not known
        ("4", "1991-06-10", "1991-06-10", "1991-06"),
        ("5", "1991-06-10", "1991-06-10", "1991"),
        # a range that whole months or years tell as well, and one that they do not
        ("4", "1991-06-01", "1991-06-30", "1991-06"),
        ("4", "1991-06-15", "1991-07-14", "1991-06-15/1991-07-14"),
        ("5", "1991-01-01", "1991-12-31", "1991"),
        ("5", "1991-03-01", "1991-08-31", "1991-03-01/1991-08-31"),
        ("4.0", "1991-06-15", "1991-07-14", "1991-06-15/1991-07-14"),
    ],
)
def test_a_range_of_days_stays_a_range(tmp_path, precision, start, end, told):
    with (FIXTURES / "ucdp" / "ged.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    row |= {"date_prec": precision, "date_start": start, "date_end": end}
    path = tmp_path / "ged.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    _, _, (found,) = loaded(tmp_path, "ucdp", path)
    assert (found["edtf"] or str(found["start"])) == told


def test_country_years_are_dyads(read):
    _, report, rows = read("ucdp", "organizedviolencecy_v25_1.csv")
    told = [(r["edtf"], r["dyad"], r["fatalities"], r["deaths_of_all"], r["dyads"]) for r in rows]
    front = "Government of Russia (Soviet Union) - Front - East"
    league = "Government of Russia (Soviet Union) - League (of Ada, Bo & Cy)"
    allies = "Government of Australia, Government of United States of America - Government of Iraq"
    assert told == [
        ("1991", front, None, 40, 2),
        ("1991", league, None, 40, 2),
        ("1993", "Front - East - Civilians", 7, 7, 1),
        ("2003", allies, 900, 900, 1),
        ("2003", "Front - East - Front - West", None, 12, 2),
        ("2003", "Guard - Guard - K", None, 12, 2),
        ("2004", "Front - West - Militia", 3, 3, 1),
    ]
    assert [r["actor"] for r in rows][:4] == [
        ["state/RUS-1922"], ["state/RUS-1922"], [rows[2]["actor"][0]], ["state/AUS", "state/USA"],
    ]  # fmt: skip
    assert [r["recipient"] for r in rows][3] == ["state/IRQ"]
    # The group of 1991, of 1993 and of 2003 is one.
    assert rows[0]["recipient"] == rows[2]["actor"] == rows[4]["actor"]
    assert rows[4]["recipient"] == rows[6]["actor"]
    assert [r["kind"] for r in rows][2] == "MassViolence"
    assert [r["place"] for r in rows][:3] == [["state/RUS-1922"], ["state/RUS-1922"], ["state/RUS"]]
    assert [r["dyad_id"] for r in rows] == [None, None, "21", "883", None, None, "33"]
    assert counts(report) == (5, 4, {"no organised violence in that year": 1}, 0)


def test_conflict_years_with_those_who_help(read):
    _, report, rows = read("ucdp", "ucdp-prio-acd-221.csv")
    assert [(r["actor"], r["recipient"], r["edtf"]) for r in rows] == [
        (["state/RUS-1922"], ["actor/ucdp/front-of-the-north"], "1991"),
        (
            ["state/MLI", "state/TCD", "state/FRA"], ["actor/ucdp/front-of-the-north"], "2013",
        ),
    ]  # fmt: skip
    assert [(r["incompatibility"], r["intensity"]) for r in rows] == [
        ("territory", "25 to 999 dead in the year"),
        ("government", "1000 or more dead in the year"),
    ]  # fmt: skip
    assert not report.ignored


def test_an_older_vintage_spells_its_columns_otherwise(read):
    _, report, rows = read("ucdp", "ucdp-dyadic-4-2014.csv")
    assert [(r["actor"], r["recipient"], r["territory"]) for r in rows] == [
        (["state/IND"], ["state/PAK"], "Kashmir")
    ]
    assert not report.ignored


@pytest.mark.parametrize(
    ("file", "layout", "actor", "dead"),
    [
        ("brd.csv", "battle-deaths", "state/MLI", 120),
        ("nonstate.csv", "non-state", "actor/ucdp/clan-a", 30),
        ("onesided.csv", "one-sided", "state/YEM", 44),
    ],
)
def test_deaths_by_kind_of_violence(read, file, layout, actor, dead):
    _, report, rows = read("ucdp", file)
    assert (report.release.layout, report.ignored) == (layout, ())
    assert [(r["actor"], r["fatalities"]) for r in rows] == [([actor], dead)]


@with_files
def test_country_years_are_read_whole(tmp_path):
    path = SHARED / "ucdp" / "organizedviolencecy_v25_1.csv"
    _, report, rows = loaded(tmp_path, "ucdp", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        source = list(csv.DictReader(file))
    quiet = sum(
        row["sb_exist_cy"] == row["ns_exist_cy"] == row["os_exist_cy"] == "0" for row in source
    )
    assert counts(report) == (
        6936, 6936 - quiet, {"no organised violence in that year": quiet}, 0,
    )  # fmt: skip
    dyads = Counter()
    for row in source:
        for kind in ("sb_intrastate", "sb_interstate", "ns", "os"):
            names = row[f"{kind}_dyad_names_cy"].replace("&amp;", "&").split("; ")
            dyads["named"] += names != ["NO_DYAD"] and len(names)
            dyads["counted"] += int(row[f"{kind}_dyad_count_cy"])
    # Four dyads of Ukraine have the name of another in the same year.
    assert (report.events, dyads["counted"]) == (dyads["named"], dyads["named"] + 4)
    assert (report.names.late, report.names.ambiguous, report.names.unresolved) == ({}, {}, {})
    undivided = {r["dyad"] for r in rows if not r["recipient"] and r["kind"] != "MassViolence"}
    assert len(undivided) <= 5


def test_names_with_the_separator_inside():
    known = {"NAS", "SPLM/A - IO"}
    assert sides("NAS - SPLM/A - IO", known) == ("NAS", "SPLM/A - IO")
    assert sides("A - B", set()) == ("A", "B")


# General Assembly


def test_agreement_of_pairs_by_year(read):
    store, report, rows = read("unvotes", "UNVotes2021.csv")
    told = {(*r["participant"], r["edtf"]): (r["agreement"], r["n_votes"]) for r in rows}
    year, before, after = (
        "1991-01-01/1991-12-31", "1991-01-01/1991-12-25", "1991-12-26/1991-12-31",
    )  # fmt: skip
    # Two motions before the Soviet Union's end, one after it; Canada did not vote on the last.
    assert told == {
        ("state/CAN", "state/UKR", "1946-01-01/1946-12-31"): (1.0, 1),
        ("state/USA", "state/RUS-1922", before): (0.5, 2),
        ("state/USA", "state/RUS", after): (1.0, 1),
        ("state/USA", "state/CAN", year): (0.5, 2),
        ("state/RUS-1922", "state/CAN", before): (0.0, 2),
    }
    near = {tuple(r["participant"]): r["similarity"] for r in rows}
    assert near["state/USA", "state/CAN"] == 0.75
    assert counts(report) == (12, 10, {"absent": 1, "not a member": 1}, 0)
    assert (report.ignored, report.release.released.year) == ((), 2021)
    parties = "gg:participant id:state\\/CAN, id:state\\/USA"
    found = ask(store, f"SELECT ?e WHERE {{ ?e a gg:VotingRecord ; {parties} }}")
    agreed = {r["id"]: r["agreement"] for r in rows}
    assert [agreed[e] for (e,) in found] == [0.5]


def test_votes_with_tabs(read):
    _, _, rows = read("unvotes", "votes.tab")
    assert times(rows) == [(["state/USA", "state/CAN"], "1950-01-01/1950-12-31")]


def test_votes_in_words_with_and_without_their_roll_calls(read, tmp_path):
    store, _, rows = read("unvotes", "un_votes.csv", "un_roll_calls.csv")
    assert [(r["participant"], r["edtf"], r["agreement"], r["n_votes"]) for r in rows] == [
        (["state/USA", "state/CAN"], "1946-01-01/1946-12-31", 0.0, 1),
        (["state/USA", "state/YUG"], "1946-01-01/1946-12-31", 0.5, 2),
        (["state/CAN", "state/YUG"], "1946-01-01/1946-12-31", 0.0, 1),
    ]
    report = load("unvotes", [FIXTURES / "unvotes" / "un_votes.csv"], store)
    assert (report.events, report.release.first) == (3, None)


def test_votes_by_issue(read):
    _, _, rows = read("unvotes", "by-issue.csv")
    assert [(r["participant"], r["topic"], r["n_votes"], r["share_yes"]) for r in rows] == [
        (["state/CHN"], ["Colonialism"], 5, 0.8),
        (["state/YUG"], ["Human rights"], 4, 0.25),
    ]


def test_a_vote_that_is_none_is_an_error(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("rcid,ccode,vote,year\n1,2,perhaps,1950\n", encoding="utf-8")
    with pytest.raises(
        SeveralErrors, match=r"votes.csv:2 .*'perhaps' is not a vote\n  fix: one of 1, yes"
    ):
        loaded(tmp_path, "unvotes", path)


@with_files
def test_votes_by_issue_are_read_whole(tmp_path):
    path = SHARED / "un_votes" / "un_votes_r4da.csv"
    _, report, _ = loaded(tmp_path, "unvotes", path)
    assert counts(report) == (59284, 59284, {}, 0)
    assert (report.names.late, report.names.ambiguous, report.names.unresolved) == ({}, {}, {})


def test_candidate_events_add_up_and_do_not_replace_a_yearly_version(tmp_path):
    text = (FIXTURES / "ucdp" / "ged.csv").read_bytes()
    for name, layout, whole in (
        ("GEDEvent_v25_1.csv", "events", True),
        ("GEDEvent_v26_0_3.csv", "candidates", False),
        ("GEDEvent_v25_01_25_12.csv", "candidates", False),
    ):
        (tmp_path / name).write_bytes(text)
        release = load("ucdp", [tmp_path / name], small_store(tmp_path / layout / name)).release
        assert (release.layout, release.whole) == (layout, whole)
