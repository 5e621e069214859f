"""Tables that come as cells and not as text: sheets, Parquet, Stata; what is shown, and where."""

from __future__ import annotations

import csv
import gzip
import zipfile
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from own_tables import HEAD as HEAD_OF_MAPPING
from own_tables import through

from geograph.actors import ActorIndex, ItemIndex, load_reference
from geograph.errors import RecordError
from geograph.pipeline.releases.read_rows import MERGED, Reading, choose
from geograph.sources.files import Form, fits, open_table, read
from geograph.sources.files.number_formats import shown_by
from geograph.sources.mapping import load_dataset, read_dataset

openpyxl = pytest.importorskip("openpyxl")
HEADED = (
    HEAD_OF_MAPPING
    + """
    rows:
      - {class: ArmsTransfer, actor: a, recipient: b, date: date}
"""
)
PLAIN = Form()


def workbook(path, **sheets):
    """Write a workbook; a cell is a value, or a value and its number format."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for n, row in enumerate(rows, 1):
            for m, value in enumerate(row, 1):
                value, form = value if isinstance(value, tuple) else (value, None)
                cell = sheet.cell(n, m, value)
                if form:
                    cell.number_format = form
    book.save(path)
    return path


def rows(path, form=PLAIN, **options):
    return [(line, list(cells)) for line, cells in open_table(path, form, **options).rows]


def failure(path, form=PLAIN):
    with pytest.raises(RecordError) as caught:
        list(read(path, form))
    assert caught.value.where is not None
    assert caught.value.fix
    return str(caught.value).replace(f"{path.parent}/", "")


HEAD = ["actor", "code", "date", "number"]


def test_a_sheet_is_read_below_its_title_with_the_numbers_of_its_rows(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        Notes=[["who made this"], ["me"]],
        Events=[
            ["A title over the table"], [], HEAD,
            ["Iran", (40, "000"), date(2014, 5, 3), 2.0],
            ["Russia", "040", datetime(2014, 5, 3, 12, 30), 1.5], [],
            [None, None, None, None], ["Iraq", None, (date(2014, 5, 1), "mmm yyyy"), 1e-3],
        ],
    )  # fmt: skip
    table = open_table(path, Form(required=("actor", "date")))
    assert table.header == tuple(HEAD)
    assert [(n, list(cells)) for n, cells in table.rows] == [
        (4, ["Iran", "040", "2014-05-03", "2"]),
        (5, ["Russia", "040", "2014-05-03T12:30:00", "1.5"]),
        (8, ["Iraq", "", "2014-05", "0.001"]),
    ]
    assert table.file == f"{path}!Events"


def test_of_several_sheets_one_is_named(tmp_path):
    path = workbook(tmp_path / "a.xlsx", One=[HEAD, ["a"] * 4], Two=[HEAD, ["b"] * 4])
    said = failure(path, Form(required=("actor",)))
    assert "a.xlsx: 2 sheets hold such a table: 'One', 'Two'" in said
    assert "`sheet: One`" in said
    assert rows(path, Form(sheet="Two")) == [(2, ["b"] * 4)]
    assert "there is no sheet 'Three'; found 'One', 'Two'" in failure(path, Form(sheet="Three"))
    lacking = failure(path, Form(required=("absent",)))
    assert "no sheet holds the table (One: no header: the columns 'absent' are missing" in lacking


def test_a_hidden_sheet_is_read_where_it_is_named(tmp_path):
    path = workbook(tmp_path / "a.xlsx", One=[HEAD, ["a"] * 4], Two=[HEAD, ["b"] * 4])
    book = openpyxl.load_workbook(path)
    book["Two"].sheet_state = "hidden"
    book.save(path)
    assert rows(path) == [(2, ["a"] * 4)]
    assert rows(path, Form(sheet="Two")) == [(2, ["b"] * 4)]


def test_a_cell_without_a_value_is_a_fault_of_its_row(tmp_path):
    path = workbook(tmp_path / "a.xlsx", A=[["a", "b"], ["x", "=1+1"], ["y", "#N/A"], ["z", 1]])
    assert failure(path).startswith("a.xlsx!A:2 'B2': a formula without its value")
    errors = []
    assert rows(path, on_error=errors.append) == [(3, ["y", ""]), (4, ["z", "1"])]
    assert [(e.where.line, e.what) for e in errors] == [(2, "a formula without its value")]
    path = workbook(tmp_path / "b.xlsx", A=[["a", "b"], ["x", "#REF!"], ["y", 1, None, "more"]])
    assert rows(path, on_error=errors.append) == []
    assert [(e.where.line, e.what) for e in errors[1:]] == [
        (2, "the cell shows the error #REF!"),
        (3, "a value in column 4 where there are 2 columns"),
    ]


@pytest.mark.parametrize(
    ("code", "serial", "shown"),
    [
        ("yyyy", "41762", "2014"),
        ("dd/mm/yyyy", "41762", "2014-05-03"),
        ("[$-409]d mmmm yyyy;@", "41762", "2014-05-03"),
        ("mmm-yy", "41762", "2014-05"),
        ("dd.mm.yy hh:mm", "41762.5", "2014-05-03T12:00:00"),
        ("hh:mm", "0.5", "12:00:00"),
        ("[h]:mm", "1.5", "1.5"),
        ("0.00", "3.14159", "3.14159"),
        ('#,##0 "days"', "1000.0", "1000"),
        ("0%", "0.05", "0.05"),
        ("00000", "7", "00007"),
        ("yyyy-mm-dd", "1", "1900-01-01"),
        ("yyyy-mm-dd", "61", "1900-03-01"),
        ("yyyy-mm-dd", "60", "60"),
        ("yyyy-mm-dd", "-5", "-5"),
        ("General", "1234567890123", "1234567890123"),
    ],
)
def test_numbers_are_shown_by_their_format(code, serial, shown):
    assert shown_by(164, {164: code})(serial) == shown


def test_workbooks_count_from_1904_where_they_say_so():
    assert shown_by(14, {}, since_1904=True)("0") == "1904-01-01"


def raw(path, sheet, **members):
    """Write a workbook by hand, as other programs write them."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="S" r:id="r1"/></sheets>'
            "</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="/xl/worksheets/s.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/s.xml", sheet)
        for name, content in members.items():
            archive.writestr(f"xl/{name}.xml", content)
    return path


def test_texts_stand_in_the_cell_or_are_shared_and_names_may_have_a_prefix(tmp_path):
    sheet = (
        '<x:worksheet xmlns:x="u"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>'
        '<x:c t="s"><x:v>0</x:v></x:c></x:row>'
        '<x:row><x:c t="b"><x:v>1</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>q</x:v></x:c></x:row>'
        '<x:row><x:c t="d"><x:v>2014-05-03</x:v></x:c><x:c t="str"><x:f>A1</x:f></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    strings = "<sst><si><r><t>b</t></r><r><t>c</t></r><rPh><t>no</t></rPh></si></sst>"
    path = raw(tmp_path / "a.xlsx", sheet, sharedStrings=strings)
    table = open_table(path, Form())
    assert table.header == ("a", "bc")
    assert [(n, list(c)) for n, c in table.rows] == [(2, ["TRUE", "q"]), (3, ["2014-05-03", ""])]


def test_a_broken_or_unsafe_workbook_is_one_error(tmp_path):
    declared = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'
    assert "entities" in failure(raw(tmp_path / "a.xlsx", declared))
    assert "not well-formed" in failure(raw(tmp_path / "b.xlsx", "<worksheet><row></worksheet>"))
    far = (
        '<worksheet><sheetData><row r="1"><c r="ZZZZZ1"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert "there is no column 'ZZZZZ1'" in failure(raw(tmp_path / "c.xlsx", far))
    assert "the table is empty" in failure(raw(tmp_path / "d.xlsx", "<worksheet/>"))
    old = tmp_path / "e.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100)
    assert "old kind (.xls)" in failure(old)
    inner = tmp_path / "f.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.xlsx", "x")
    assert "f.zip!a.xlsx: a workbook or data file in an archive" in failure(inner)
    assert fits(raw(tmp_path / "g.xlsx", far), Form(format="json")) == (
        "this is a table (xlsx), not json"
    )


def test_a_sheet_without_a_header_has_the_columns_of_its_form(tmp_path):
    path = workbook(tmp_path / "a.xlsx", A=[["Iran", "deny", "Iraq", date(2014, 5, 3)]])
    form = Form(header=False, columns=(("s", "r", "o", "day"),))
    assert rows(path, form) == [(1, ["Iran", "deny", "Iraq", "2014-05-03"])]
    assert "4 columns where 2 are expected" in failure(
        path, Form(header=False, columns=(("a", "b"),))
    )


def test_parquet_is_read_with_the_numbers_of_its_rows(tmp_path):
    path = tmp_path / "a.parquet"
    columns = {
        "code": [2, None, 365],
        "float": [2.0, float("nan"), 0.1],
        "day": [date(2014, 5, 3), None, date(1999, 1, 1)],
        "list": [["a", "b"], [], None],
    }
    pq.write_table(pa.table(columns), path)
    table = open_table(path, Form(required=("code",)))
    assert table.header == ("code", "float", "day", "list")
    assert [(n, list(cells)) for n, cells in table.rows] == [
        (1, ["2", "2", "2014-05-03", "a;b"]),
        (3, ["365", "0.1", "1999-01-01", ""]),
    ]
    assert "the columns 'x' are missing" in failure(path, Form(required=("x",)))
    Path(path).write_bytes(path.read_bytes()[:40])
    assert "cannot be read as Parquet" in failure(path)
    nested = tmp_path / "b.parquet"
    pq.write_table(pa.table({"a": [{"b": 1}]}), nested)
    assert "a column of records cannot" in failure(nested)


def test_stata_keeps_codes_days_and_labels(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "a.dta"
    frame = pandas.DataFrame(
        {"ccode": [2.0, 365.0], "day": [date(2014, 5, 3), None], "name": ["Iran", "España"]}
    )
    labels = {"ccode": {2: "United States"}}
    pyreadstat.write_dta(frame, str(path), variable_value_labels=labels)
    table = open_table(path, Form(required=("ccode",)))
    assert table.header == ("ccode", "ccode (label)", "day", "name")
    assert [(n, list(cells)) for n, cells in table.rows] == [
        (1, ["2", "United States", "2014-05-03", "Iran"]),
        (2, ["365", "", "", "España"]),
    ]
    Path(path).write_bytes(path.read_bytes()[:400])
    assert "cannot be read as Stata" in failure(path)


def test_the_library_that_is_lacking_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyreadstat", None)
    path = tmp_path / "a.dta"
    path.write_bytes(b"<stata_dta><header>")
    assert 'pip install "geograph[stata]"' in failure(path)


def test_what_cannot_be_read_in_an_archive_or_at_all_says_what_it_is(tmp_path):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"PAR1" + b"x" * 20))
    assert "a.gz: a data file within an archive" in failure(path)
    path.write_bytes(gzip.compress(b"RDX3\nX\n" + b"\0" * 20))
    assert "a data file of R" in failure(path)
    assert "save the table as CSV or Parquet" in failure(path)


def events(path):
    """Return what the alliances of a file are called, by the mapping that ships."""
    reference = load_reference()
    index, items = ActorIndex(reference.actors, reference.tenures), ItemIndex(reference.items)
    dataset = load_dataset("cow-alliances")
    reading = Reading(dataset, choose(dataset, [path]), index, items)
    return [row.id for batch in reading.batches() for row in batch]


@pytest.mark.slow
def test_a_publishers_table_is_the_same_events_in_any_container(tmp_path):
    source = Path(__file__).parent / "fixtures/datasets/cow-alliances/by_dyad.csv"
    expected = events(source)
    assert len(expected) > 3
    with source.open(encoding="utf-8", newline="") as lines:
        header, *body = csv.reader(lines)
    typed = [[float(c) if c.isdigit() else c or None for c in row] for row in body]
    assert events(workbook(tmp_path / "a.xlsx", S=[["Alliances"], [], header, *typed])) == expected
    columns = dict(zip(header, map(list, zip(*body, strict=True)), strict=True))
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    assert events(tmp_path / "a.parquet") == expected
    pyreadstat = pytest.importorskip("pyreadstat")
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(typed, columns=header)
    pyreadstat.write_dta(frame, str(tmp_path / "a.dta"))
    assert events(tmp_path / "a.dta") == expected


def test_totals_notes_and_headers_of_a_sheet_are_left_out_as_those_of_a_text(tmp_path):
    told = [["Iran", "040", "2014", 1], HEAD, ["Total", None, None, 1], ["Source: me", *[None] * 3]]
    skipped: list[tuple[int, str, str]] = []
    path = workbook(tmp_path / "a.xlsx", Sheet=[HEAD, *told])
    found = rows(path, on_skip=lambda *one: skipped.append(one))
    assert [line for line, _ in found] == [2]
    assert [(line, why) for line, why, _ in skipped] == [
        (3, "the header repeated"),
        (4, "a total"),
        (5, "a note below the table"),
    ]


def merged(path, sheet, *ranges):
    """Write a workbook of one sheet with merged cells."""
    book = openpyxl.Workbook()
    for row in sheet:
        book.active.append(row)
    for one in ranges:
        book.active.merge_cells(one)
    book.save(path)
    return path


def test_a_cell_merged_over_rows_has_its_value_in_each_of_them(tmp_path):
    sheet = [
        ["Table 1: a title", None, None],
        ["sender", "year", "recipient"],
        ["France", 2020, "Peru"],
        [None, None, "Chile"],
        [None, 2021, "Ghana"],
        ["Italy", 2021, "Spain"],
        [None, None, None],
        [None, 2022, "Egypt"],
    ]
    path = merged(tmp_path / "a.xlsx", sheet, "A1:C1", "A3:A5", "B3:B4", "A6:A7")
    form = Form(required=("sender", "recipient"))
    filled = []
    found = rows(path, form, on_fill=lambda *one: filled.append(one))
    assert found == [
        (3, ["France", "2020", "Peru"]),
        (4, ["France", "2020", "Chile"]),
        (5, ["France", "2021", "Ghana"]),
        (6, ["Italy", "2021", "Spain"]),
        (8, ["", "2022", "Egypt"]),
    ]
    assert filled == [(4, "sender", "France"), (4, "year", "2020"), (5, "sender", "France")]


@pytest.mark.parametrize(
    ("sheet", "range_", "found"),
    [
        # across columns only: a note of its row
        ([["a", "b"], ["x", None], ["y", "z"]], "A2:B2", [["x", ""], ["y", "z"]]),
        # rows and columns: the first column is filled
        ([["a", "b", "c"], ["x", None, "1"], [None, None, "2"]], "A2:B3",
         [["x", "", "1"], ["x", "", "2"]]),
        # an empty merged cell, and one that begins above the table
        ([["a", "b"], [None, "1"], [None, "2"]], "A2:A3", [["", "1"], ["", "2"]]),
        ([["a", "b"], [0, "1"], [None, "2"]], "A2:A3", [["0", "1"], ["0", "2"]]),
        ([["a", "b"], ["x", "1"], [None, "2"], [None, "3"]], "A2:A3",
         [["x", "1"], ["x", "2"], ["", "3"]]),
    ],
)  # fmt: skip
def test_only_the_column_of_a_merged_cell_is_filled(tmp_path, sheet, range_, found):
    path = merged(tmp_path / "a.xlsx", sheet, range_)
    assert [cells for _, cells in rows(path)] == found


def test_days_and_codes_are_spread_as_they_are_shown(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(path, S=[["day", "n"], [(date(2014, 5, 3), "dd.mm.yyyy"), 1], [None, 2]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    assert [cells for _, cells in rows(path)] == [["2014-05-03", "1"], ["2014-05-03", "2"]]


def test_a_header_of_two_rows_is_found_below_its_merged_cell(tmp_path):
    sheet = [["sender", "trade", None], [None, "imports", "exports"], ["Iran", 1, 2]]
    path = merged(tmp_path / "a.xlsx", sheet, "A1:A2", "B1:C1")
    table = open_table(path, Form(required=("sender", "imports")))
    assert table.header == ("sender", "imports", "exports")
    assert [list(cells) for _, cells in table.rows] == [["Iran", "1", "2"]]


def test_a_load_reports_which_cells_were_filled(tmp_path):
    table = [["a", "b", "date"], ["Iran", "Iraq", 2020], [None, "Peru", 2021], [None, "", 2022]]
    path = merged(tmp_path / "own.xlsx", table, "A2:A4")
    known = read_dataset(HEADED, str(tmp_path / "own.yml"))
    _, report = through(known, path)
    assert (report.kept, report.dropped.total()) == (3, 0)
    assert report.noticed.counts[MERGED] == 2
    assert report.noticed.examples[MERGED] == ["line 3: a Iran", "line 4: a Iran"]
    assert "cells filled from one above" in report.to_text()
