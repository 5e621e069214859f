"""Dates as files really have them: forms, orders of day and month, serial days, sentinels."""

from __future__ import annotations

import pytest
from own_tables import HEAD, own, through

from geograph.errors import RecordError, SeveralErrors
from geograph.sources.mapping import load_dataset, read_dataset
from geograph.sources.mapping.plausible_values import NO_YEAR
from geograph.sources.mapping.value_checks import Checks

ROWS = """
    rows:
      - class: Visit
        actor: a
        recipient: b
        date: {column: date, form: [%s]}
"""


def dated(folder, form, *texts, **options):
    """Return the dates of rows in which these texts stand, and the report."""
    known = read_dataset(HEAD + ROWS % form, str(folder / "own.yml"))
    path = folder / "own.csv"
    path.write_text("a,b,date\n" + "".join(f'Iran,Iraq,"{text}"\n' for text in texts), "utf-8")
    rows, report = through(known, path, **options)
    return [row.when.edtf for row in rows], report


@pytest.mark.parametrize(
    ("form", "text", "meant"),
    [
        ("edtf", "2020-04-03", "2020-04-03"),
        ("edtf", "2020-04-03 00:00:00", "2020-04-03"),
        ("edtf", "2020-04-03T12:30:00Z", "2020-04-03"),
        ("edtf", "2020-04", "2020-04"),
        ("edtf", "2020/04/03", "2020-04-03"),
        ("edtf", "2020/4/3 00:00:00", "2020-04-03"),
        ("edtf", "2020.04.03", "2020-04-03"),
        ("d/m/y", "2020/04/03", "2020-04-03"),
        ("edtf", "2019/2020", "2019/2020"),
        ("edtf", "2020.0", "2020"),
        ("edtf", "circa 2020", "2020~"),
        ("ymd", "20200403", "2020-04-03"),
        ("ymd", "20200403.0", "2020-04-03"),
        ("ymd", "20200403123000", "2020-04-03"),
        ("ymd", "202004", "2020-04"),
        ("ymd", "2020", "2020"),
        ("ymd", "2020-04-03", "2020-04-03"),
        ("d.m.y", "3.4.2020", "2020-04-03"),
        ("d.m.y", "03.04.2020", "2020-04-03"),
        ("d/m/y", "03/04/2020", "2020-04-03"),
        ("d/m/y", "3-4-2020", "2020-04-03"),
        ("d/m/y", "3.4.2020", "2020-04-03"),
        ("d/m/y", "03/04/2020 00:00", "2020-04-03"),
        ("d/m/y", "04/2020", "2020-04"),
        ("m/d/y", "04/03/2020", "2020-04-03"),
        ("m/d/y", "4-3-2020", "2020-04-03"),
        ("m/d/y", "4/3/2020 12:00:00 AM", "2020-04-03"),
        ("m/d/yy", "4/3/20", "2020-04-03"),
        ("m/d/yy", "4/3/91", "1991-04-03"),
        ("d/m/yy", "3/4/20", "2020-04-03"),
        ("d/m/yy", "3.4.30", "2030-04-03"),
        ("d mon y", "3 April 2020", "2020-04-03"),
        ("d mon y", "03 April 2020", "2020-04-03"),
        ("d mon y", "3-Apr-2020", "2020-04-03"),
        ("d mon y", "3 Sept. 2020", "2020-09-03"),
        ("d mon y", "April 2020", "2020-04"),
        ("d mon yy", "3-Apr-20", "2020-04-03"),
        ("d mon yy", "03-Apr-98", "1998-04-03"),
        ("mon d y", "April 3, 2020", "2020-04-03"),
        ("mon d y", "Apr 3 2020", "2020-04-03"),
        ("mon d y", "April 2020", "2020-04"),
        ("excel", "43831", "2020-01-01"),
        ("excel", "43831.0", "2020-01-01"),
        ("excel", "43890.75", "2020-02-29"),
        ("excel, edtf", "43831", "2020-01-01"),
        ("edtf, excel", "2020-01-01", "2020-01-01"),
        ("d mon y, excel", "36526", "2000-01-01"),
    ],
)
def test_a_form_reads_its_dates(tmp_path, form, text, meant):
    assert dated(tmp_path, form, text)[0] == [meant]


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        ("edtf", "43831", "'43831' is a spreadsheet's serial number of a day, 2020-01-01"),
        ("d/m/y", "43831", "serial number of a day, 2020-01-01"),
        ("ymd", "43831.0", "serial number of a day, 2020-01-01"),
        ("d mon y", "36526", "serial number of a day, 2000-01-01"),
        ("d/m/y", "3/4/20", "the year of '3/4/20' has two digits"),
        ("m/d/y", "4/3/20", "the year of '4/3/20' has two digits"),
        ("d mon y", "3-Apr-20", "the year of '3-Apr-20' has two digits"),
        ("d mon y, d/m/y", "3.4.20", "the year of '3.4.20' has two digits"),
        ("d mon y", "3 Avril 2020", "invalid date '3 Avril 2020'"),
        ("d/m/y", "04/13/2020", "2020-13-04"),
        ("m/d/y", "13/04/2020", "2020-13-04"),
        ("d/m/y", "30/02/2020", "'2020-02-30' is a day that does not exist"),
        ("edtf", "1894-02-29", "'1894-02-29' is a day that does not exist"),
        ("edtf", "2023-02-29", "'2023-02-29' is a day that does not exist"),
        ("ymd", "20230431", "'2023-04-31' is a day that does not exist"),
        ("edtf", "98", "98"),
        ("edtf", "04/03/2020", "give the date its form: d/m/y (2020-03-04) or m/d/y (2020-04-03)"),
        ("edtf", "13/04/20", "give the date its form: d/m/yy (2020-04-13)"),
        ("edtf", "3 April 2020", "give the date its form: d mon y (2020-04-03)"),
        ("edtf", "2020/02/30", "'2020-02-30' is a day that does not exist"),
        ("years", "43831", "'43831' names no year of four digits"),
    ],
)  # fmt: skip
def test_what_is_no_date_of_the_form_is_the_error_of_its_row(tmp_path, form, text, said):
    with pytest.raises(SeveralErrors) as caught:
        dated(tmp_path, form, text, max_errors=0)
    assert "own.csv:2: " in str(caught.value)
    assert said in str(caught.value)
    dates, report = dated(tmp_path, form, "2020", text, max_errors=1)
    assert (dates, report.errors) == (["2020"], 1)


BOTH = "d/m/y, m/d/y"


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (("04/03/2020", "13/03/2020"), ["2020-03-04", "2020-03-13"]),
        (("13/03/2020", "04/03/2020"), ["2020-03-13", "2020-03-04"]),
        (("04/03/2020", "03/13/2020"), ["2020-04-03", "2020-03-13"]),
        (("4-3-2020", "3-13-2020"), ["2020-04-03", "2020-03-13"]),
        (("4.3.2020", "13.3.2020"), ["2020-03-04", "2020-03-13"]),
        (("5/5/2020", "6/6/2020"), ["2020-05-05", "2020-06-06"]),
        (("2020-03-04", "2020"), ["2020-03-04", "2020"]),
        (("NA", "1/2/2020", "31/1/2020"), [None, "2020-02-01", "2020-01-31"]),
        (("1/2/2020 10:00", "1/31/2020 9:00"), ["2020-01-02", "2020-01-31"]),
    ],
)
def test_day_and_month_stand_in_one_order_in_a_file(tmp_path, texts, meant):
    assert dated(tmp_path, BOTH, *texts)[0] == meant


@pytest.mark.parametrize(
    ("texts", "line", "first", "second"),
    [
        (("04/03/2020",), 2, "2020-03-04", "2020-04-03"),
        (("5/5/2020", "04/03/2020", "01/02/2020"), 3, "2020-03-04", "2020-04-03"),
        (("1-2-2019",), 2, "2019-02-01", "2019-01-02"),
        (("12.11.2019", "2020"), 2, "2019-11-12", "2019-12-11"),
    ],
)
def test_where_no_date_tells_both_readings_are_named(tmp_path, texts, line, first, second):
    with pytest.raises(RecordError) as caught:
        dated(tmp_path, BOTH, *texts)
    told = str(caught.value)
    assert f"own.csv:{line}: " in told
    assert f"is {first} as d/m/y and {second} as m/d/y" in told
    assert "--date-form d/m/y or --date-form m/d/y" in told
    for form, meant in (("d/m/y", first), ("m/d/y", second)):
        dates, _ = dated(tmp_path, BOTH, *texts, checks=Checks(date_form=form))
        assert meant in dates


def test_mixed_orders_are_listed_with_their_counts(tmp_path):
    with pytest.raises(RecordError) as caught:
        dated(tmp_path, BOTH, "13/04/2020", "04/13/2020", "04/14/2020", "01/02/2020")
    told = str(caught.value)
    assert "1 d/m/y (line 2: 13/04/2020), 2 m/d/y (line 3: 04/13/2020), 1 that fit both" in told


def test_other_forms_of_a_file_are_counted(tmp_path):
    dates, report = dated(
        tmp_path, "d mon y, d/m/y, ymd", "3 April 2020", "4 April 2020", "2020-04-05", "20200406"
    )
    assert dates == ["2020-04-03", "2020-04-04", "2020-04-05", "2020-04-06"]
    assert report.noticed.counts == {
        "dates written y-m-d where most are d mon y": 1,
        "dates written ymd where most are d mon y": 1,
    }


def test_two_columns_of_a_file_are_in_one_order(tmp_path):
    rows = ROWS % BOTH + "        lifted: {column: lifted, form: [d/m/y, m/d/y]}\n"
    rows = rows.replace("class: Visit", "class: Sanction")
    table = "a,b,date,lifted\nIran,Iraq,1/2/2020,31/2/2021\nIran,Iraq,1/2/2020,31/3/2021\n"
    found, _ = own(tmp_path, rows, table)
    assert [row.when.edtf for row in found] == ["2020-02-01"]


ACLED = "event_id_cnty,event_date,event_type,actor1,actor2,country\n"


@pytest.mark.parametrize(
    ("separator", "dates", "meant"),
    [
        (",", ("03 April 2020", "14 May 2020"), ["2020-04-03", "2020-05-14"]),
        (";", ("4/3/2020", "4/13/2020"), ["2020-04-03", "2020-04-13"]),
        ("\t", ("4/3/2020", "13/4/2020"), ["2020-03-04", "2020-04-13"]),
        (",", ("2020-04-03", "2020-04-13"), ["2020-04-03", "2020-04-13"]),
        (",", ("4/3/2020", "5/3/2020"), None),
    ],
)
def test_acled_is_read_in_the_order_that_its_file_has(tmp_path, separator, dates, meant):
    rows = [f"X{n},{day},Battles,Military (Iran),NA,Iran\n" for n, day in enumerate(dates)]
    path = tmp_path / "acled.csv"
    path.write_text((ACLED + "".join(rows)).replace(",", separator), encoding="utf-8")
    if meant is None:
        with pytest.raises(RecordError, match="2020-03-04 as d/m/y and 2020-04-03 as m/d/y"):
            through(load_dataset("acled"), path)
        return
    found, _ = through(load_dataset("acled"), path)
    assert [row.when.edtf for row in found] == meant
    assert all(len(row.participant) == 1 for row in found)


@pytest.mark.parametrize(("year", "fine"), [("1998", True), ("98", False), ("8.0", False)])
def test_a_year_in_a_column_of_its_own_has_four_digits(tmp_path, year, fine):
    rows = PARTS
    found, report = own(tmp_path, rows, f"a,b,date,m,d\nIran,Iraq,{year},5,-9\n")
    assert [row.when.edtf for row in found] == (["1998-05"] if fine else [])
    assert report.errors == (not fine)


PARTS = """
    rows:
      - class: Visit
        actor: a
        recipient: b
        date: {year: date, month: m, day: d}
"""


@pytest.mark.parametrize(
    ("year", "told"), [("-9", 1), ("-88.0", 1), ("0", 1), ("NA", 0), ("", 0), ("1998", 0)]
)
def test_a_year_that_is_not_positive_is_no_date_and_is_counted(tmp_path, year, told):
    rows, report = own(tmp_path, PARTS, f"a,b,date,m,d\nIran,Iraq,{year},-9,-9\n")
    assert [row.when.edtf for row in rows] == ["1998" if year == "1998" else None]
    assert report.noticed.counts[NO_YEAR] == told
    said = PARTS.replace("{year: date", '{missing: ["-9", "-88", "0"], year: date')
    _, report = own(tmp_path, said, f"a,b,date,m,d\nIran,Iraq,{year},-9,-9\n")
    assert not report.noticed.counts
