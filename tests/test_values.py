"""What a cell means before anybody is looked for: missing marks, whole floats, padded codes."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner
from own_tables import HEAD, INDEX, own, through
from releases import SHARED, small_store, with_files

from geograph.cli import main
from geograph.errors import MappingError, RecordError, SeveralErrors
from geograph.pipeline.load import load
from geograph.sources.draft import draft
from geograph.sources.files.odd_rows import NOTE, REPEATED, TOTAL
from geograph.sources.mapping import load_dataset, read_dataset
from geograph.sources.mapping.cameo_proofs import DISAGREE, MAYBE, RESTORED
from geograph.sources.mapping.plausible_values import (
    FAR_YEAR,
    GARBLED,
    LATER,
    NEGATIVE,
    SENTINEL,
    SENTINEL_YEAR,
    TOO_EARLY,
)
from geograph.sources.mapping.value_checks import Checks


def ids(parties):
    return [party.id for party in parties]


NAMES = """
    rows:
      - class: Visit
        actor: {column: a}
        recipient: {column: b}
        date: date
        details: {n: {column: n, type: integer, doc: a number}}
"""


@pytest.mark.parametrize(
    "mark",
    ["NA", "N/A", "n/a", "nan", "NaN", "None", "NULL", "null", ".", "#N/A", "-", "--", "<NA>",
     r"\N", "…", " NA ", "NaT", "NA_character_"],
)  # fmt: skip
def test_a_mark_for_nothing_is_nobody_and_no_number(tmp_path, mark):
    rows, report = own(tmp_path, NAMES, f"a,b,date,n\nIran,{mark},2020-05-01,{mark}\n")
    assert ids(rows[0].actor) == ["state/IRN"]
    assert (rows[0].recipient, rows[0].details["n"]) == ((), None)
    assert not report.names.local + report.names.unresolved


def test_a_negative_number_stands_for_nothing_only_where_the_mapping_says_so(tmp_path):
    plain, _ = own(tmp_path, NAMES, "a,b,date,n\nIran,Iraq,2020-05-01,-99\n")
    told, _ = own(
        tmp_path,
        NAMES.replace("type: integer", 'type: integer, missing: ["-99"]'),
        "a,b,date,n\nIran,Iraq,2020-05-01,-99\nIran,Iraq,2020-05-02,NA\nIran,Iraq,2020-05-02,-99.0\n",
    )
    assert [row.details["n"] for row in (*plain, *told)] == [-99, None, None, None]


def test_a_mapping_may_keep_a_mark_and_a_lookup_does_so_by_itself(tmp_path):
    rows, _ = own(
        tmp_path,
        """
    rows:
      - class: Visit
        actor: {column: a, keep: [N/A]}
        recipient: {column: b, lookup: {".": Iraq}}
        date: date
""",
        "a,b,date\nN/A,.,2020-05-01\n",
    )
    assert (rows[0].actor[0].label, ids(rows[0].recipient)) == ("N/A", ["state/IRQ"])


@pytest.mark.parametrize("condition", ['{b: [""]}', "{b: NA}", "{not b: Iraq}"])
def test_a_condition_takes_a_mark_for_an_empty_cell_or_as_it_is_written(tmp_path, condition):
    rows, report = own(
        tmp_path,
        f"""
    rows:
      - class: Visit
        when: {condition}
        actor: a
        date: date
""",
        "a,b,date\nIran,NA,2020-05-01\nIran,Iraq,2020-05-01\n",
    )
    assert len(rows) == 1
    assert dict(report.dropped) == {"no row specification applies": 1}


def test_in_codes_of_two_letters_na_is_namibia_and_other_marks_are_none(tmp_path):
    rows, report = own(
        tmp_path,
        """
    rows:
      - class: Visit
        actor: {column: a, as: iso2}
        recipient: {column: b, as: iso2}
        date: date
""",
        "a,b,date\nNA,ZA,1995\nNaN,DE,1995\nZA,N/A,1995\n-,NA,1995\n",
    )
    assert [[*ids(row.actor), *ids(row.recipient)] for row in rows] == [
        ["state/NAM", "state/ZAF"], ["state/DEU"], ["state/ZAF"], ["state/NAM"],
    ]  # fmt: skip
    assert not report.names.local + report.names.unresolved


@pytest.mark.parametrize("scheme", ["iso3", "fips", "cameo"])
def test_in_other_codes_na_is_nobody(tmp_path, scheme):
    rows, _ = own(
        tmp_path,
        f"""
    rows:
      - class: Visit
        actor: {{column: a, as: {scheme}}}
        recipient: b
        date: date
""",
        "a,b,date\nNA,Iraq,1995\n",
    )
    assert rows[0].actor == ()


@pytest.mark.parametrize(("separator", "name"), [(",", "ccode1"), (";", "from"), ("\t", "iso_a")])
def test_a_draft_leaves_namibia_in_a_column_of_codes(tmp_path, separator, name):
    codes = ["NA", "NG", "ZA", "NA", "NE", "DE"]
    path = tmp_path / "t.csv"
    head = separator.join(("year", name, "n"))
    path.write_text(
        "\n".join([head, *(separator.join(("1995", code, "NA")) for code in codes)]), "utf-8"
    )
    made = draft(path)
    assert "missing" not in made.yaml
    assert "as: iso2" in made.yaml
    mapping = tmp_path / "t.yml"
    mapping.write_text(made.yaml, encoding="utf-8")
    _, report = through(load_dataset(str(mapping)), path)
    assert report.names.resolved["NA"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_draft_says_which_column_a_header_repeats(tmp_path, separator):
    path = tmp_path / "t.csv"
    lines = ("date,country,country,note", "2020-05-01,Iran,Iraq,a")
    path.write_text("\n".join(lines).replace(",", separator), encoding="utf-8")
    with pytest.raises(RecordError, match="'country' occurs twice in the header"):
        draft(path)


CODES = """
    rows:
      - class: Visit
        key: n
        actor: {column: a, as: %s}
        recipient: {column: b, as: %s}
        date: {year: date}
        details:
          n: {column: n, type: integer, doc: a number}
          sure: {column: sure, type: flag, doc: a mark}
"""


@pytest.mark.parametrize(
    ("scheme", "a", "b", "meant"),
    [
        ("cow", "2.0", "365.0", ("USA", "RUS")),
        ("cow", "002", "200", ("USA", "GBR")),
        ("cow", "2.00", "0365", ("USA", "RUS")),
        ("cow", "365.", "02", ("RUS", "USA")),
        ("gw", "2.0", "020", ("USA", "CAN")),
        ("gw", "002.0", "365", ("USA", "RUS")),
        ("un", "076", "8", ("BRA", "ALB")),
        ("un", "76.0", "008", ("BRA", "ALB")),
        ("un", "840", "040", ("USA", "AUT")),
        ("un", "12", "4.0", ("DZA", "AFG")),
        ("ucdp", "2.0", "020", ("USA", "CAN")),
    ],
)
def test_a_whole_float_is_an_integer_and_zeros_before_a_number_are_none(
    tmp_path, scheme, a, b, meant
):
    table = f"a,b,date,n,sure\n{a},{b},2010.0,7.0,1.0\n"
    rows, report = own(tmp_path, CODES % (scheme, scheme), table)
    assert [*ids(rows[0].actor), *ids(rows[0].recipient)] == [f"state/{one}" for one in meant]
    assert (rows[0].key, rows[0].details) == ("7", {"n": 7, "sure": True})
    assert rows[0].when.edtf == "2010"
    assert not report.names.local


def test_a_number_of_another_scheme_is_nobody_whatever_its_zeros():
    assert INDEX.find("un:076") == INDEX.find("un:76") == ("state/BRA",)
    assert INDEX.find("iso3:076") == INDEX.find("un:0") == ()


@pytest.mark.parametrize("value", ["1.0", "1", "1.00"])
def test_a_condition_and_a_lookup_read_a_whole_float_as_its_integer(tmp_path, value):
    rows, _ = own(
        tmp_path,
        """
    rows:
      - class: Visit
        when: {b: ["1"]}
        actor: a
        date: date
        details: {n: {column: b, lookup: {"1": one}, doc: words}}
""",
        f"a,b,date\nIran,{value},2020-05-01\nIran,{value},2020-05-01\nIran,1.5,2020-05-01\n",
    )
    assert [row.details for row in rows] == [{"n": "one"}] * 2


DISPUTES = (
    "dispnum,ccode,styear,stmon,stday,endyear,endmon,endday,sidea,hiact\n"
    "2{0},200{0},1902{0},5{0},-9{0},1902{0},5{0},-9{0},0{0},0{0}\n"
    "2{0},2{0},1902{0},5{0},-9{0},1902{0},5{0},-9{0},1{0},7{0}\n"
)


@pytest.mark.parametrize("decimals", ["", ".0", ".00"])
def test_the_sides_of_a_dispute_are_read_from_floats(tmp_path, decimals):
    path = tmp_path / "participants.csv"
    path.write_text(DISPUTES.format(decimals), encoding="utf-8")
    rows, report = through(load_dataset("cow-disputes"), path)
    assert [[*ids(row.actor), *ids(row.recipient)] for row in rows] == [["state/USA", "state/GBR"]]
    assert (report.records, report.kept, report.dropped.total()) == (2, 2, 0)


def test_what_is_left_out_of_one_row_counts_once(tmp_path):
    path = tmp_path / "participants.csv"
    path.write_text(DISPUTES.format("").replace(",-9,0,", ",-9,5,").replace(",-9,1,", ",-9,6,"))
    _, report = through(load_dataset("cow-disputes"), path, max_dropped=1.0)
    assert (report.records, report.kept) == (2, 0)
    assert dict(report.dropped) == {"on neither side": 2}


WAR = (
    "WarNum,WarName,WarType,CcodeA,SideA,CcodeB,SideB,Intnl,StartMonth1,StartDay1,StartYear1,"
    "EndMonth1,EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,"
    "TransFrom,WhereFought,Initiator,Outcome,TransTo,SideADeaths,SideBDeaths,Version\n"
    "623,One,4,365,Russia,-8,Rebels,1,{},5,6,1894,9,14,1894,11,28,1894,-8,7,Rebels,1,-8,-9,-9,4\n"
    "624,Two,4,365,Russia,-8,Rebels,1,2,28,1895,5,6,1895,-8,-8,-8,-8,-8,-8,-8,7,Rebels,1,-8,-9,-9,4"
    "\n"
)


@pytest.mark.parametrize("start", ["2,29,1894", "2,30,1894", "4,31,1894", "6,31,1894.0"])
def test_a_day_of_no_calendar_is_the_error_of_its_row_alone(tmp_path, start):
    path = tmp_path / "intra.csv"
    path.write_text(WAR.format(start), encoding="utf-8")
    store = small_store(tmp_path)
    with pytest.raises(SeveralErrors) as caught:
        load("cow-wars", [path], store, dry_run=True)
    assert f"{path}:2: '1894-" in str(caught.value)
    assert "a day that does not exist" in str(caught.value)
    report = load("cow-wars", [path], store, dry_run=True, max_errors=1)
    assert (report.records, report.kept, report.errors, report.events) == (2, 1, 1, 1)


ICEWS_HEAD = "Event ID\tEvent Date\tSource Name\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\n"
#: Code as it was, label, intensity.
EVENTS = (
    ("010", "Make statement", "0"),
    ("014", "Consider policy option", "0"),
    ("042", "Make a visit", "1.9"),
    ("040", "Consult", "1"),
    ("0211", "Appeal for economic cooperation", "3.4"),
    ("190", "Use conventional military force", "-10"),
    ("100", "Demand", "-5"),
    ("020", "Make an appeal or request", "3"),
    ("112", "Accuse", "-2"),
)


def icews(folder, rows, head=ICEWS_HEAD):
    path = folder / "events.2018.tab"
    lines = [
        f"{n}\t2018-06-01\tIran\t{text}\t{code}\t{score}\tRussia\n"
        for n, (code, text, score) in enumerate(rows, 1)
    ]
    path.write_text(head + "".join(lines), encoding="utf-8")
    return path


def stripped(code, how):
    return {"int": str(int(code)), "float": f"{int(code)}.0"}[how]


@pytest.mark.parametrize("how", ["int", "float"])
@pytest.mark.parametrize("columns", ["both", "label", "score"])
def test_lost_zeros_are_refused_with_the_proof_and_restored_on_request(tmp_path, how, columns):
    kept = [
        (code, text if columns != "score" else "", score if columns != "label" else "")
        for code, text, score in EVENTS
    ]
    lost = [(stripped(code, how), text, score) for code, text, score in kept]
    known, path = load_dataset("icews"), icews(tmp_path, lost)
    with pytest.raises(SeveralErrors) as caught:
        through(known, path, max_errors=0)
    told = str(caught.value)
    assert f"{path}:2: the CAMEO code '10' has lost its leading zero" in told
    assert ("'Make statement'" in told, "--restore-zeros" in told) == (True, True)
    assert "6 records cannot be read" in told
    rows, report = through(known, path, checks=Checks(restore_zeros=True))
    assert [row.kind.cameo for row in rows] == [code for code, _, _ in EVENTS]
    assert report.noticed.counts == {RESTORED: 6}
    assert report.noticed.examples[RESTORED][0].startswith("line 2: 10")


def test_codes_with_their_zeros_are_left_alone_whatever_is_asked(tmp_path):
    known, path = load_dataset("icews"), icews(tmp_path, EVENTS)
    for restore in (False, True):
        rows, report = through(known, path, checks=Checks(restore_zeros=restore))
        assert [row.kind.cameo for row in rows] == [code for code, _, _ in EVENTS]
        assert not report.noticed.counts


def test_a_code_that_nothing_proves_is_not_restored(tmp_path):
    known = load_dataset("icews")
    path = icews(tmp_path, [("40", "Consult", "1"), ("14", "", ""), ("14", "?", "")])
    with pytest.raises(RecordError, match="2 CAMEO codes such as '14' may have lost a leading"):
        through(known, path, checks=Checks(restore_zeros=True))


def test_where_no_code_begins_with_a_zero_that_is_said(tmp_path):
    known = load_dataset("icews")
    _, report = through(known, icews(tmp_path, [("14", "", ""), ("190", "", ""), ("20", "", "")]))
    assert report.noticed.counts == {MAYBE: 2}
    _, report = through(known, icews(tmp_path, [("14", "", ""), ("040", "", "")]))
    assert not report.noticed.counts


def test_a_row_that_contradicts_itself_is_an_error_or_is_counted(tmp_path):
    known = load_dataset("icews")
    _, report = through(known, icews(tmp_path, [("14", "Consider policy option", "-6.5")]))
    assert report.errors == 1
    rows, report = through(known, icews(tmp_path, [("190", "Consult", "-10")]))
    assert rows[0].kind.cameo == "190"
    assert report.noticed.examples[DISAGREE] == ["line 2: 190: Event Text 'Consult'"]


#: Code, root, quad class and Goldstein score as GDELT has them.
GDELT = (
    ("010", "01", "1", "0.0"),
    ("10", "10", "3", "-5.0"),
    ("014", "01", "1", "0.0"),
    ("14", "14", "3", "-6.5"),
    ("0841", "08", "2", "7.0"),
    ("1711", "17", "4", "-9.2"),
    ("020", "02", "1", "3.0"),
    ("20", "20", "4", "-10.0"),
    ("190", "19", "4", "-10.0"),
)


def gdelt(folder, rows):
    path = folder / "20191024143000.export.CSV"
    lines = []
    for n, (code, root, quad, score) in enumerate(rows, 1):
        cells = [""] * 61
        cells[0], cells[1], cells[5], cells[15] = str(n), "20181024", "IRN", "RUS"
        cells[25:31] = ["1", code, code[:3], root, quad, score]
        lines.append("\t".join(cells) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("shown", ["root", "quad", "score", "all"])
def test_each_column_of_gdelt_proves_the_zero_by_itself(tmp_path, shown):
    at = {"root": 1, "quad": 2, "score": 3}.get(shown)
    rows = [
        (one[0].lstrip("0"), *(
            (one[n].lstrip("0") if n == 1 else one[n]) if at in (None, n) else ""
            for n in (1, 2, 3)
        ))
        for one in GDELT
    ]  # fmt: skip
    found, report = through(
        load_dataset("gdelt"), gdelt(tmp_path, rows), checks=Checks(restore_zeros=True)
    )
    assert [row.kind.cameo for row in found] == [code for code, *_ in GDELT]
    assert report.noticed.counts == {RESTORED: 4}


@with_files
@pytest.mark.parametrize(
    ("name", "file", "at"),
    [("icews", "icews/original_tsv/events.2018.sample.tab", 6),
     ("gdelt", "gdelt/20191024143000.export.CSV", 26)],
)  # fmt: skip
def test_every_zero_of_a_real_file_is_restored(tmp_path, name, file, at):
    text = (SHARED / file).read_text(encoding="utf-8")
    path = tmp_path / (SHARED / file).name
    lines = [line.split("\t") for line in text.splitlines()]
    for cells in lines[name == "icews" :]:
        cells[at] = cells[at].lstrip("0")
    path.write_text("\n".join("\t".join(cells) for cells in lines) + "\n", encoding="utf-8")
    known = load_dataset(name)
    before, _ = through(known, SHARED / file)
    after, _ = through(known, path, checks=Checks(restore_zeros=True))
    assert [row.kind.cameo for row in before] == [row.kind.cameo for row in after]


PLAIN = """
    rows:
      - class: Visit
        actor: {column: a, unknown: drop}
        recipient: b
        date: date
"""


@pytest.mark.parametrize(
    ("known", "unknown", "stops"), [(3, 2, False), (2, 3, True), (2, 2, False)]
)
def test_a_load_stops_when_more_than_half_is_left_out(tmp_path, known, unknown, stops):
    table = "a,b,date\n" + "Iran,Iraq,2020\n" * known + "Atlantis,Iraq,2020\n" * unknown
    if not stops:
        own(tmp_path, PLAIN, table)
        return
    with pytest.raises(RecordError) as caught:
        own(tmp_path, PLAIN, table)
    told = str(caught.value)
    assert (
        "3 of 5 records would be left out (3 × unknown actor (line 4: Atlantis)); 50% may" in told
    )
    assert "--max-dropped 0.6" in told


def test_the_share_that_may_be_left_out_is_stated_by_mapping_or_call(tmp_path):
    table = "a,b,date\nIran,Iraq,2020\n" + "Atlantis,Iraq,2020\n" * 4
    own(tmp_path, f"    max_dropped: 0.8\n{PLAIN}", table)
    with pytest.raises(RecordError, match="4 of 5 records"):
        own(tmp_path, f"    max_dropped: 0.7\n{PLAIN}", table)
    with pytest.raises(MappingError, match="'80%' is not a share"):
        own(tmp_path, f"    max_dropped: 80%\n{PLAIN}", table)
    purpose = f"    drop: {{a place of fable: {{a: Atlantis}}}}\n{PLAIN}"
    assert own(tmp_path, purpose, table)[1].dropped == {"a place of fable": 4}
    known = read_dataset(HEAD + PLAIN, str(tmp_path / "own.yml"))
    assert through(known, tmp_path / "own.csv", max_dropped=0.8)[1].kept == 1


def test_the_command_ends_with_one_and_leaves_the_store_as_it_was(tmp_path):
    store = small_store(tmp_path)
    mapping, table = tmp_path / "own.yml", tmp_path / "own.csv"
    mapping.write_text(HEAD + PLAIN, encoding="utf-8")
    table.write_text("a,b,date\nIran,Iraq,2020\nX,Iraq,2020\nY,Iraq,2020\n", encoding="utf-8")
    run = CliRunner().invoke
    call = ["load", str(mapping), str(table), "--store", str(store)]
    stopped = run(main, [*call, "--dry-run"])
    assert (stopped.exit_code, "2 of 3 records" in stopped.output) == (1, True)
    assert run(main, [*call, "--dry-run", "--max-dropped", "0.7"]).exit_code == 0
    table.write_text("a,b,date\nX,Iraq,2020\n", encoding="utf-8")
    nothing = run(main, [*call, "--dry-run", "--max-dropped", "1"])
    assert (nothing.exit_code, "no record was kept" in nothing.output) == (1, True)


def test_all_errors_are_counted_and_twenty_of_them_are_shown(tmp_path):
    table = "a,b,date\n" + "Iran,Iraq,soon\n" * 42
    known = read_dataset(HEAD + PLAIN, str(tmp_path / "own.yml"))
    (tmp_path / "own.csv").write_text(table, encoding="utf-8")
    with pytest.raises(SeveralErrors) as caught:
        through(known, tmp_path / "own.csv", max_errors=3)
    assert "42 records cannot be read (22 not shown)" in str(caught.value)
    assert len(caught.value.errors) == 20
    with pytest.raises(RecordError, match="no record"):
        load(known, [tmp_path / "own.csv"], small_store(tmp_path), dry_run=True, max_errors=42)


COUNTED = """
    rows:
      - class: ArmsTransfer
        actor: a
        recipient: {column: b, as: local}
        date: date
        details:
          n: {column: n, type: integer, doc: how many}
          score: {column: score, type: number, signed: yes, doc: a score}
          ordered: {column: ordered, type: integer, precedes: yes, doc: year of the order}
          note: {column: note, doc: words}
"""


def noticed(folder, row, head="a,b,date,till,n,score,ordered,note", released=None):
    rows, report = own(folder, COUNTED, f"{head}\n{row}\n", checks=Checks(released=released))
    return rows, {what: report.noticed.examples[what][0] for what in report.noticed.counts}


@pytest.mark.parametrize(
    ("row", "what", "example"),
    [
        ("Iran,x,9999,,1,0,,", SENTINEL_YEAR, "line 2: 9999"),
        ("Iran,x,9999-12-31,,1,0,,", SENTINEL_YEAR, "line 2: 9999-12-31"),
        ("Iran,x,0205,,1,0,,", FAR_YEAR, "line 2: 0205"),
        ("Iran,x,0205-06-01,,1,0,,", FAR_YEAR, "line 2: 0205-06-01"),
        ("Iran,x,2919,,1,0,,", FAR_YEAR, "line 2: 2919"),
        ("Iran,x,2015,,-3,0,,", NEGATIVE, "line 2: n -3"),
        ("Iran,x,2015,,-88,0,,", SENTINEL, "line 2: n -88"),
        ("Iran,x,2015,,-9,0,,", SENTINEL, "line 2: n -9"),
        ("Iran,x,2015,,9999,0,,", SENTINEL, "line 2: n 9999"),
        ("Iran,x,2015,,1,-999,,", SENTINEL, "line 2: score -999"),
        ("Iran,x,2015,,1,99999.0,,", SENTINEL, "line 2: score 99999"),
        ("Iran,x,2015,,1,0,2017,", TOO_EARLY, "line 2: 2015, but ordered 2017"),
        ("Iran,x,2015/2019,,1,0,2017,", TOO_EARLY, "line 2: 2015/2019, but ordered 2017"),
        ("Iran,x,2031,,1,0,2017,", LATER, "line 2: 2031"),
        ("Iran,x,2025-01-02,,1,0,2017,", LATER, "line 2: 2025-01-02"),
        ("Iran,CÃ´te,2015,,1,0,,", GARBLED, "line 2: CÃ´te"),
        ("Iran,x,2015,,1,0,,donâ€™t", GARBLED, "line 2: donâ€™t"),
        ("Iran,x,2015,,1,0,,MÃ¼nchen", GARBLED, "line 2: MÃ¼nchen"),
        ("Iran,x,2015,,1,0,,Ð Ð¾ÑÑÐ¸Ñ", GARBLED, "line 2: Ð Ð¾ÑÑÐ¸Ñ"),
        ("Iran,x,2015,,1,0,,Ä°stanbul", GARBLED, "line 2: Ä°stanbul"),
        ("Iran,x,2015,,1,0,,S\ufffdo Tom\ufffd", GARBLED, "line 2: S\ufffdo Tom\ufffd"),
    ],
)
def test_what_can_hardly_be_meant_is_reported_by_class(tmp_path, row, what, example):
    rows, found = noticed(tmp_path, row, released=date(2024, 12, 31))
    assert (len(rows), found) == (1, {what: example})


@pytest.mark.parametrize(
    "row",
    [
        "Iran,Côte d'Ivoire,2015,,3,-4.5,2015,São Tomé",
        "Iran,Россия,1648,,0,10,1640,Ñandú Ångström naïve « ÇA »",
        "Iran,中国,2024-12-31,,999,0,2024,Đà Nẵng",
        "Iran,x,NA,,NA,NA,NA,NA",
    ],
)
def test_what_can_be_meant_is_not_reported(tmp_path, row):
    _, found = noticed(tmp_path, row, released=date(2024, 12, 31))
    assert found == {}


@pytest.mark.parametrize(
    ("start", "till", "read"),
    [("2015", "9999-12-31", "2015/.."), ("9999", "9999", None), ("0205", "2016", "/2016")],
)
def test_a_year_like_9999_is_no_date_or_an_open_end(tmp_path, start, till, read):
    rows, report = own(
        tmp_path,
        """
    rows:
      - class: Alliance
        participant: [a, b]
        date: {column: date, until: {column: till}}
""",
        f"a,b,date,till\nIran,Iraq,{start},{till}\n",
    )
    assert [row.when.edtf for row in rows] == [read]
    assert report.noticed.counts.total() == 1


def test_a_stage_of_a_measure_in_9999_is_none(tmp_path):
    rows, report = own(
        tmp_path,
        """
    rows:
      - class: Sanction
        actor: a
        recipient: b
        listed: date
        lifted: till
""",
        "a,b,date,till\nIran,Iraq,2015-01-01,9999-12-31\n",
    )
    assert rows[0].stages == {"listed": date(2015, 1, 1), "lifted": None}
    assert report.noticed.examples[SENTINEL_YEAR] == ["line 2: lifted 9999"]


@pytest.mark.parametrize("cell", ["#REF!", "#VALUE!", "#NAME?", "#DIV/0!"])
def test_an_error_of_a_spreadsheet_is_nobody(tmp_path, cell):
    _, report = own(tmp_path, NAMES, f"a,b,date,n\n{cell},Iraq,2020,1\nIran,Iraq,2020,1\n")
    assert (report.kept, report.errors) == (1, 1)


def test_the_report_shows_what_was_noticed(tmp_path):
    _, report = own(tmp_path, NAMES, "a,b,date,n\n" + "Iran,Iraq,2020,-3\n" * 7)
    assert f"look at           7  {NEGATIVE}  (line 2: n -3; line 3: n -3)" in report.to_text()
    told = report.to_json()["doubtful"][NEGATIVE]
    assert (told["count"], len(told["examples"])) == (7, 5)


WIDE = """
    rows:
      - class: Visit
        actor: a
        recipient: {column: b, as: local}
        date: date
        details: {n: {column: n, type: integer, doc: how many}}
"""
BODY = ("a,b,date,n", "Iran,x,2020-05-01,1", "Iraq,y,2020-05-02,2")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("odd", "why"),
    [
        ("Total,,,3", TOTAL),
        ("TOTAL,,,3", TOTAL),
        ("Grand total:,,,3.0", TOTAL),
        ("Summe,,,3", TOTAL),
        (",,Total,3", TOTAL),
        ("Total", TOTAL),
        ("Source: SIPRI,,,", NOTE),
        ("Source: SIPRI", NOTE),
        ("Sources: A 2020 and B,,,", NOTE),
        ("Note: as of May,,,", NOTE),
        ("Quelle: Amt,,,", NOTE),
        ("Downloaded on 2024-01-01,,,", NOTE),
        ("© 2024 The Publisher,,,", NOTE),
        ("* estimate,,,", NOTE),
        ("End of file", NOTE),
        ("a,b,date,n", REPEATED),
        ("A,B,Date,N", REPEATED),
        (" a , b ,date,n ", REPEATED),
    ],
)
def test_a_row_that_is_no_record_is_left_out_by_its_name(tmp_path, separator, odd, why):
    lines = [line.replace(",", separator) for line in (*BODY[:2], odd, BODY[2])]
    head = HEAD.replace("[a, b, date]", f'[a, b, date], delimiter: "{separator}"')
    path = tmp_path / "own.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    head = head.replace('"\t"', "tab")
    rows, report = through(read_dataset(head + WIDE, str(tmp_path / "own.yml")), path)
    assert (len(rows), report.records, report.kept, report.errors) == (2, 3, 2, 0)
    assert dict(report.dropped) == {why: 1}
    assert report.examples[why][0].startswith("line 3")


@pytest.mark.parametrize(
    "row",
    ["Total,x,2020-05-01,3", "Total,,2020-05-01,3", "Sources of Hope,x,2020-05-01,3", "Note,,x,3"],
)
def test_a_company_called_total_stays(tmp_path, row):
    _, report = own(tmp_path, WIDE, "\n".join((*BODY, row)))
    assert not report.dropped


@pytest.mark.parametrize("cells", ["x,y", "something said", "Iran,x,2020-05-01"])
def test_a_short_row_that_is_neither_total_nor_note_is_an_error_as_before(tmp_path, cells):
    _, report = own(tmp_path, WIDE, "\n".join((*BODY, cells)))
    assert not report.dropped
    assert report.errors == 1


def test_totals_and_headers_do_not_stop_a_load(tmp_path):
    table = "\n".join((*BODY[:2], *["Total,,,1", BODY[0]] * 5))
    assert own(tmp_path, WIDE, table)[1].dropped == {TOTAL: 5, REPEATED: 5}


def test_a_file_without_a_header_that_repeats_its_names(tmp_path):
    path = tmp_path / "icews_2014.txt"
    row = "Iran\tConsult\tIraq\t2014-03-06\n"
    path.write_text(row + "subject\trelation\tobject\tdate\n" + row, encoding="utf-8")
    _, report = through(load_dataset("icews"), path)
    assert dict(report.dropped) == {REPEATED: 1}


@pytest.mark.parametrize(
    "end",
    ["\x1a", "\x1a\n", "\x1a,,,\r\n", "\x1a,,,\n\n", '"\x1a",,,\n', "\x1a\n\x1a\n"],
)
def test_ctrl_z_ends_a_file_with_or_without_empty_cells(tmp_path, end):
    rows, report = own(tmp_path, WIDE, "\n".join(BODY) + "\n" + end)
    assert (len(rows), report.records, report.dropped.total(), report.errors) == (2, 2, 0, 0)
    assert draft(tmp_path / "own.csv").rows == 2


@pytest.mark.parametrize(
    "end", ["\x1a\nIran,x,2020-05-01,1\n", "Iran,\x1a,2020-05-01,1\n", "\x1a,x,,"]
)
def test_ctrl_z_within_a_file_is_a_control_byte(tmp_path, end):
    with pytest.raises(RecordError, match="control byte 0x1A"):
        own(tmp_path, WIDE, "\n".join(BODY) + "\n" + end)


@pytest.mark.parametrize("head", ["a,b,date,b", "a,a,b,date", "a,b,DATE,date"])
def test_a_name_that_a_header_repeats_is_named(tmp_path, head):
    with pytest.raises(RecordError, match="occurs twice in the header"):
        own(tmp_path, WIDE, f"{head}\nIran,x,2020-05-01,1\n")
