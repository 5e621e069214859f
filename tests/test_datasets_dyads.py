"""Data by dyad: disputes by direction, rivalries, episodes of sanctions."""

from __future__ import annotations

import csv
from collections import Counter
from types import SimpleNamespace

import pytest
from releases import FIXTURES, SHARED, ask, loaded, with_files

from geograph import Policy
from geograph.errors import SeveralErrors
from geograph.pipeline.load import load
from geograph.policy.counted_releases import known_releases
from geograph.sources.files import Record
from geograph.sources.publishers.kiel.announcements import dated
from geograph.sources.reshaping import ChangedRecord
from geograph.store import open_store

pytestmark = pytest.mark.slow  # files of publishers

NO_ACTION = "no action of the first state: the row of the other direction tells the dispute"


@pytest.fixture
def read(tmp_path):
    def run(dataset: str, *names: str):
        return loaded(tmp_path, dataset, *(FIXTURES / dataset / name for name in names))

    return run


def told(rows, *columns):
    """Return who did it to whom and when, with further columns."""
    return [
        (r["actor"], r["recipient"], r["edtf"] or str(r["start"]), *(r[c] for c in columns))
        for r in rows
    ]


def counts(report):
    return report.records, report.kept, dict(report.dropped), report.errors


# Disputes


def test_a_dispute_is_an_event_for_each_state_that_acted(read):
    _, report, rows = read("cow-disputes", "dyadic_mid_4.02.csv")
    assert counts(report) == (8, 6, {NO_ACTION: 2}, 0)
    assert told(rows, "key", "hostility", "action", "hostility_of_other", "outcome") == [
        (
            ["state/USA"], ["state/GBR"], "1902-07-01/1903-01-24",
            "9002", "display of force", "show of force", "no militarized action",
            "yield by the recipient",
        ),
        (
            ["state/RUS-1922"], ["state/JPN"], "1991-11/..",
            "9003", "use of force", "attack", "display of force", None,
        ),
        (
            ["state/JPN"], ["state/RUS-1922"], "1991-11/..",
            "9003", "display of force", "alert", "use of force", None,
        ),
        (
            ["state/USA"], ["state/AUH"], "1917-01-31",
            "9003", "use of force", "clash", "threat to use force", "stalemate",
        ),
        (
            ["state/AUH"], ["state/USA"], "1917-01-31",
            "9003", "threat to use force", "threat to use force", "use of force", "stalemate",
        ),
        (
            ["state/USA"], ["state/AUH"], "1917-12-07",
            "9003", "use of force", "clash", "threat to use force", "stalemate",
        ),
        (
            ["state/AUH"], ["state/USA"], "1917-12-07",
            "9003", "threat to use force", "threat to use force", "use of force", "stalemate",
        ),
    ]  # fmt: skip
    assert {r["kind"] for r in rows} == {"MilitarizedDispute"}
    first, second = rows[:2]
    assert (first["days"], first["role"]) == (209, "originator on the side that acted first")
    assert (second["other_on_side_a"], second["revisionist"], second["days"]) == (None, None, None)
    assert (second["fatality_level"], second["fatality_level_of_other"]) == ("26-100 deaths", None)
    # Where the table has one direction alone, what is said of the two is changed over.
    assert [r["other_on_side_a"] for r in rows[3:5]] == ["no", "no"]
    assert report.ignored == ()


def test_a_table_with_each_dyad_once(read):
    _, report, rows = read("cow-disputes", "MIDDyadic_v3.10.csv")
    assert counts(report) == (2, 2, {}, 0)
    assert told(rows, "action", "side_a", "revision", "second_revision") == [
        (
            ["state/YUG"], ["state/ITA"], "1992-03/1992-07-16", "seizure", "yes",
            "territory", None,
        ),
        (["state/ITA"], ["state/YUG"], "1992-03/1992-07-16", "show of force", "no", None, None),
        (
            ["state/IRQ"], ["state/USA"], "1994-05-23/1994-08-22", "border violation", "yes",
            "territory", "policy",
        ),
    ]  # fmt: skip
    assert report.ignored == ()


def test_years_of_a_dispute_are_one_time_and_a_gap_parts_them(read):
    _, report, rows = read("cow-disputes", "cow_mid_dirdisps.csv")
    assert counts(report) == (8, 6, {NO_ACTION: 2}, 0)
    assert told(rows, "fatality_level", "deaths") == [
        (["state/USA"], ["state/GBR"], "1902/1903", "no deaths", 0),
        (["state/SYR"], ["state/ISR"], "1993", "1-25 deaths", 12),
        (["state/SYR"], ["state/ISR"], "1996", "1-25 deaths", 12),
        (["state/ISR"], ["state/SYR"], "1993", None, None),
        (["state/ISR"], ["state/SYR"], "1996", None, None),
    ]
    assert report.ignored == ()


def test_forms_of_the_disputes_are_one_list(read, tmp_path):
    """Of participants and of dyads only the latest issue counts: a dispute is not counted twice."""
    store, _, _ = read("cow-disputes", "dyadic_mid_4.02.csv")
    load("cow-disputes", [FIXTURES / "cow-disputes" / "MIDB 4.csv"], store)
    with open_store(store) as opened:
        assert len(opened.releases) == 2
        (counted,) = known_releases(opened.releases, Policy())
    assert counted.layout == "disputes"


def test_months_of_a_dispute_are_those_of_a_dyad_where_that_is_certain(read):
    _, report, rows = read("gml-disputes", "gml-ddy-disputes-2.2.1.csv")
    assert counts(report) == (12, 9, {NO_ACTION: 3}, 0)
    assert told(rows, "key", "action", "side_a", "reciprocated") == [
        (
            ["state/USA"], ["state/GBR"], "1902-07/1903-01",
            "9002", "show of force", "yes", "no",
        ),
        (["state/RUS-1922"], ["state/CHN"], "1991-03/1992", "9006", "attack", "yes", "yes"),
        (["state/CHN"], ["state/RUS-1922"], "1991-03/1992", "9006", "clash", "no", "yes"),
        (["state/MNG"], ["state/CHN"], "1991", "9006", "alert", "yes", "yes"),
        (["state/AFG"], ["state/IRN"], "2010-10/..", "9599", "seizure", "no", "yes"),
        (["state/IRN"], ["state/AFG"], "2010-10/..", "9599", "seizure", "yes", "yes"),
        (["state/AFG"], ["state/IRN"], "2001", "9600", "seizure", "no", "no"),
    ]  # fmt: skip
    soviet = rows[1]
    assert (soviet["deaths"], soviet["deaths_of_other"]) == (30, None)
    assert (soviet["fatality_level"], soviet["fatality_level_of_other"]) == ("26-100 deaths", None)
    assert (soviet["revision"], soviet["second_revision"]) == ("territory", None)
    assert (soviet["least_days"], soviet["states_a"]) == (300, 2)
    assert report.ignored == ()


def test_each_pair_once_and_the_columns_of_2_0(read):
    _, report, rows = read("gml-disputes", "gml-ndy-disputes-2.0.csv")
    assert counts(report) == (2, 2, {}, 0)
    assert told(rows, "side_a", "revisionist", "deaths", "deaths_of_other") == [
        (["state/RUS-1922"], ["state/CHN"], "1991-03/1991", "yes", "yes", 30, None),
        (["state/CHN"], ["state/RUS-1922"], "1991-03/1991", "no", "no", None, 30),
        (["state/USA"], ["state/GBR"], "1902-07/1902", "yes", "yes", 0, 0),
    ]
    assert report.ignored == ()


def test_participants_of_the_revised_disputes(read):
    _, report, rows = read("gml-disputes", "gml-MIDB_4.01.csv")
    assert told(rows, "key", "hostility") == [
        (["state/USA"], ["state/GBR"], "1902-07/1903-01-24", "9002", "display of force")
    ]
    assert report.ignored == ()


def test_a_year_that_is_none_is_an_error_with_its_line(tmp_path):
    path = tmp_path / "gml.csv"
    text = (FIXTURES / "gml-disputes" / "gml-ddy-disputes-2.2.1.csv").read_text(encoding="utf-8")
    path.write_text(text.replace("2001.0", "20O1", 1), encoding="utf-8")
    with pytest.raises(SeveralErrors, match=r"gml.csv:13: 'year': '20O1' is not a year"):
        loaded(tmp_path, "gml-disputes", path)


@pytest.mark.parametrize("how", ["semicolons", "latin-1", "NA", "whole numbers"])
def test_siblings_of_a_table_give_the_same_disputes(tmp_path, read, how):
    path = tmp_path / "gml-siblings.csv"
    source = FIXTURES / "gml-disputes" / "gml-ddy-disputes-2.2.1.csv"
    text = source.read_text(encoding="utf-8")
    changed = {
        "semicolons": "sep=;\n" + text.replace(",", ";"),
        "latin-1": text,
        "NA": text.replace("-9.0", "NA"),
        "whole numbers": text.replace(".0,", ",").replace(".0\n", "\n"),
    }[how]
    path.write_text(changed, encoding="latin-1" if how == "latin-1" else "utf-8-sig")
    (tmp_path / "other").mkdir()
    _, _, plain = loaded(tmp_path / "other", "gml-disputes", source)
    _, report, rows = loaded(tmp_path, "gml-disputes", path)
    columns = ("key", "action", "hostility", "deaths", "fatality_level", "revision", "outcome")
    assert told(rows, *columns) == told(plain, *columns)
    assert report.errors == 0


@with_files
def test_the_revised_disputes_are_read_whole(tmp_path):
    path = SHARED / "peacesciencer_rda" / "gml_dirdisp_converted.csv"
    _, report, rows = loaded(tmp_path, "gml-disputes", path)
    with path.open(encoding="utf-8", newline="") as file:
        source = list(csv.DictReader(file))
    acted = Counter(
        (float(r["dispnum"]), float(r["ccode1"]), float(r["ccode2"]))
        for r in source
        if float(r["hostlev1"]) > 1
    )
    assert report.records == len(source) == report.kept + sum(report.dropped.values())
    assert set(report.dropped) == {NO_ACTION}
    # One event for each direction, and one more for each time that a dyad comes back.
    assert 0 <= report.events - len(acted) <= 14
    assert {float(r["key"]) for r in rows} == {dispute for dispute, _, _ in acted}
    names = report.names
    assert (names.ambiguous, names.unresolved) == ({}, {})
    assert report.ignored == ()


# Rivalries


def between(rows, *columns):
    """Return between whom and when, with further columns."""
    return [
        (r["participant"], r["edtf"] or str(r["start"]), *(r[c] for c in columns)) for r in rows
    ]


def test_a_rivalry_is_open_where_the_list_ends_and_cut_where_a_number_passes_on(read):
    _, report, rows = read("strategic-rivalries", "td_rivalries.csv")
    assert counts(report) == (4, 4, {}, 0)
    assert between(rows, "key", "type", "second_type", "third_type") == [
        (
            ["state/TUR", "actor/strategic-rivalries/venice"], "1494/1717",
            "901", "spatial", "positional", None,
        ),
        (
            ["state/USA", "state/RUS-1922"], "1945/1989",
            "902", "positional", "ideological", None,
        ),
        (
            ["state/RUS", "state/GEO"], "1991/..",
            "903", "positional", "interventionary", "ideological",
        ),
        (["state/CHN", "state/VNM"], "1973/1991", "904", "spatial", None, None),
    ]  # fmt: skip
    assert {r["kind"] for r in rows} == {"Rivalry"}
    assert rows[0]["label"] == "Ottoman Empire-Venice"
    assert report.ignored == ()


def test_rivalries_by_name(read):
    _, report, rows = read("strategic-rivalries", "strategic_rivalries.csv")
    assert between(rows, "region") == [
        (["state/RUS-1922", "state/USA"], "1945/1989", "Global"),
        (["state/EGY", "state/ISR"], "1948/..", "Mashriq"),
    ]
    assert report.ignored == ()


def test_rivalries_to_2020(read):
    _, report, rows = read("strategic-rivalries", "tss_rivalries.csv")
    assert between(rows, "positional", "spatial", "principal", "asymmetric_principal") == [
        (["state/USA", "state/RUS-1922"], "1945/1989", True, False, True, False),
        (["state/EGY", "state/ISR"], "1948/..", False, True, False, True),
    ]
    assert report.ignored == ()


@with_files
def test_rivalries_are_read_whole(tmp_path):
    path = SHARED / "peacesciencer_rda" / "td_rivalries_converted.csv"
    _, report, rows = loaded(tmp_path, "strategic-rivalries", path)
    assert counts(report) == (197, 197, {}, 0)
    assert len({r["key"] for r in rows}) == 197
    assert sum(r["edtf"].endswith("/..") for r in rows) == 42
    assert (report.names.ambiguous, report.names.unresolved) == ({}, {})
    own = {a for r in rows for a in r["participant"] if not a.startswith("state/")}
    assert own == {"actor/strategic-rivalries/venice"}


# Sanctions


def test_a_case_of_sanctions_with_lists_of_names(read):
    store, report, rows = read("gsdb", "GSDB_V3.csv")
    assert counts(report) == (5, 5, {}, 0)
    assert told(rows, "provision", "objectives", "success") == [
        (
            ["state/GFR"], ["state/GDR"], "1949/1973",
            [], ["territorial_conflict"], ["success_total"],
        ),
        (
            ["state/MRT", "state/JOR", "state/YEM", "state/NER", "state/EGY"], ["state/QAT"],
            "2017/2021",
            ["financial-restriction", "travel-ban", "export-control", "import-ban"],
            ["policy_change", "other"], ["failed", "nego_settlement"],
        ),
        (
            ["state/USA"], ["state/VNM"], "1976/1994",
            ["arms-embargo"], ["destab_regime"], ["failed"],
        ),
        (
            ["state/COD", "state/GMB"], ["state/THA", "state/RVN"], "1970/..",
            ["import-ban"], ["other"], ["ongoing"],
        ),
        (
            ["actor/european-union"], ["actor/hong-kong"], "1990/1995",
            ["export-control"], ["human_rights"], ["success_part"],
        ),
    ]  # fmt: skip
    assert {r["kind"] for r in rows} == {"Sanction"}
    assert (rows[1]["trade"], rows[1]["several_senders"]) == (True, True)
    assert rows[1]["trade_form"] == ["exp_compl", "imp_part"]
    assert (rows[2]["military_assistance"], rows[2]["other_sanctions"]) == (True, False)
    assert (report.ignored, report.names.ambiguous) == ((), {})
    in_force = (
        "SELECT ?m { ?m a gg:Sanction ; gg:recipient id:state\\/GDR ; gg:actor id:state\\/GFR }"
    )
    assert len(ask(store, in_force)) == 1


def test_threats_and_sanctions_of_an_episode(read):
    _, report, rows = read("ties", "TIESv4.csv")
    assert counts(report) == (5, 4, {"neither a threat nor a sanction": 1}, 0)
    assert [(r["key"], r["kind"], *told([r])[0]) for r in rows] == [
        ("1945129901", "Threat", ["state/USA"], ["state/CHN"], "1945-12-16"),
        ("1945129901", "Sanction", ["state/USA"], ["state/CHN"], "1946-07-29/1947-05-27"),
        (
            "1990019901", "Sanction", ["state/CAN", "state/GBR", "actor/european-union"],
            ["state/RUS"], "1994-01/..",
        ),
        ("1994019902", "Threat", ["state/USA"], ["actor/european-economic-community"], "1986"),
        ("1949019903", "Sanction", ["state/RUS-1922"], ["state/YUG"], "1949?/1953"),
    ]  # fmt: skip
    threat, sanction = rows[:2]
    assert (threat["threatened"], threat["threatened_interest"]) == ("8", "1 5")
    assert (sanction["sanctions"], sanction["institutions"]) == ("2 7", "4400")
    assert (sanction["costs_of_target_figure"], sanction["costs_of_sender_figure"]) == (
        None, "-35000000",
    )  # fmt: skip
    assert (sanction["final_outcome"], sanction["settlement_for_target"]) == ("8", None)
    assert rows[2]["issues"] == ["13", "7"]
    assert report.ignored == ()


def test_a_day_of_no_calendar_is_an_error_and_the_rest_is_read(tmp_path):
    path = tmp_path / "TIESv4.csv"
    text = (FIXTURES / "ties" / "TIESv4.csv").read_text(encoding="utf-8")
    path.write_text(text.replace("7.0,29,1946", "6.0,31,1946"), encoding="utf-8")
    with pytest.raises(SeveralErrors, match=r"TIESv4.csv:2: '1946-06-31' is a day that"):
        loaded(tmp_path, "ties", path)
    _, report, rows = loaded(tmp_path / "allowed", "ties", path, max_errors=1)
    assert (report.kept, report.errors, len(rows)) == (3, 1, 3)


def test_three_senders_side_by_side(read):
    _, report, rows = read("eusanct", "EUSANCT_Dataset_Case-level.csv")
    assert counts(report) == (3, 2, {"neither a threat nor a sanction": 1}, 0)
    assert [(r["key"][:4], r["kind"], *told([r])[0]) for r in rows] == [
        (
            "1962", "Sanction", ["actor/european-economic-community"], ["state/ZAF"],
            "1986-09-16/1992-04-07",
        ),
        ("1962", "Sanction", ["state/USA"], ["state/ZAF"], "1963/1998"),
        ("1962", "Threat", ["actor/united-nations"], ["state/ZAF"], "1962-11-06"),
        ("1997", "Threat", ["actor/european-union"], ["state/MMR"], "1996-07-05"),
        ("1997", "Sanction", ["actor/european-union"], ["state/MMR"], "1996-10-28/.."),
    ]  # fmt: skip
    first = rows[0]
    assert (first["kinds"], first["intensity"], first["body"]) == (["3", "4", "6"], "25", "EC")
    assert (first["further_senders"], first["issues"]) == (["20", "200"], ["8", "12"])
    assert rows[2]["kinds"] == ["2", "7", "8"]
    assert report.ignored == ()


# Aid


def test_what_is_allocated_is_aid_and_what_is_committed_an_offer(read):
    _, report, rows = read("ukraine-support", "tracker.xlsx")
    assert counts(report) == (4, 4, {}, 0)
    assert [(r["kind"], r["actor"], r["value_eur"]) for r in rows] == [
        ("MilitaryAssistance", ["state/NOR"], 44000000.25),
        ("Assistance", ["state/TUR"], -1000.0),
        ("FinancialAssistance", ["state/USA"], 5000000.0),
        ("Offer", ["actor/european-union"], 0.0),
    ]
    assert {tuple(r["recipient"]) for r in rows} == {("state/UKR",)}
    assert [r["edtf"] or str(r["start"]) for r in rows] == [
        "2024-01-15", "2022", "2024-02", "2024-02-01",
    ]  # fmt: skip
    assert [r["aid"] for r in rows] == ["Military", "Humanitarian", "Financial", "Financial"]
    assert (rows[0]["items"], rows[0]["items_delivered"]) == ("4", "2")
    assert (report.ignored, report.names.ambiguous) == ((), {})
    assert not report.noticed.counts


def test_an_announcement_in_other_words_has_its_month_and_is_noticed():
    noticed = []
    files = SimpleNamespace(notice=lambda record, what, value: noticed.append(value))
    days = [("14.2.2024", "26"), ("2024-02-31", "0"), ("2024", "26"), ("soon", ""), (".", "0")]
    records = [
        ChangedRecord(Record("tracker.xlsx", line), {"announcement_date": day, "month": month})
        for line, (day, month) in enumerate(days)
    ]
    dates = [r.first("announced") for r in dated(records, files)]
    assert dates == ["2024-02", "", "2024-02", "", ""]
    assert noticed == ["14.2.2024", "2024-02-31", "soon"]
