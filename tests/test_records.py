"""Tests of the readers of publishers' own files: what comes out, and where and why nothing does."""

from __future__ import annotations

import bz2
import csv
import gzip
import hashlib
import io
import json
import lzma
import os
import zipfile

import pyarrow as pa
import pytest
from effort import draws
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geograph.errors import GeographError, RecordError
from geograph.sources.files import Form, digest, fits, open_table, read
from geograph.sources.files import archives as parts_module
from geograph.sources.files import header as header_module
from geograph.sources.files import json_decoder as decoder_module
from geograph.sources.files import scan as scan_module
from geograph.sources.files import streams as source_module
from geograph.sources.files import xml_elements as elements_module

SIPRI = Form(
    encodings=("utf-8-sig", "cp1252"),
    required=("Recipient", "Year of order", "Comments", "TIV"),
    rename={"Buyer": "Recipient"},
    join_broken=True,
)
FOUR = Form(delimiter="\t", quote=None, header=False, columns=(("s", "r", "o", "date"),))
OFAC = Form(header=False, columns=(("id", "name", "remarks"),), end_mark="\x1a")
UN = Form(format="xml", records="INDIVIDUALS/INDIVIDUAL|ENTITIES/ENTITY")


@pytest.fixture
def write(tmp_path):
    def write(content, name="file"):
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def rows(path, form, **kwargs):
    return [(line, list(cells)) for line, cells in open_table(path, form, **kwargs).rows]


def failure(path, form):
    """Return the text of the error that reading a file ends with, without its folder."""
    with pytest.raises(RecordError) as caught:
        list(read(path, form))
    assert caught.value.where is not None
    assert caught.value.fix
    return str(caught.value).replace(f"{path.parent}{os.sep}", "")


# CSV: headers ------------------------------------------------------------------------------


def test_a_header_is_found_after_a_preamble_and_blank_names_follow_the_column_before(write):
    path = write(
        'Transfers of "arms: \n"Generated: 2024", see notes\n\n'
        "buyer,Year of order, ,Comments,TIV\nIran,2023,?,new,1.5\n"
    )
    table = open_table(path, SIPRI)
    assert table.header == ("Recipient", "Year of order", "Year of order?", "Comments", "TIV")
    assert list(table.rows) == [(5, ["Iran", "2023", "?", "new", "1.5"])]


def test_a_header_may_span_lines_and_the_rows_after_it_keep_their_line(write):
    path = write('"actor\nname",year\nIran,2024\n')
    table = open_table(path, Form(required=("actor name", "year")))
    assert table.header == ("actor name", "year")
    assert list(table.rows) == [(3, ["Iran", "2024"])]


def test_a_header_that_is_not_found_shows_found_missing_and_nearest(write):
    path = write("Recipients,Year\nIran,2023\n")
    assert failure(path, Form(required=("Recipient", "Supplier"))) == (
        "file:1: no header: the columns 'Recipient', 'Supplier' are missing; "
        "found 'Recipients', 'Year'\n"
        "  fix: the nearest are 'Recipients' for 'Recipient': add them to the form's `rename`"
    )


@pytest.mark.parametrize(("separator", "shown"), [(";", "';'"), (",", "','"), ("|", "'|'")])
def test_another_separator_is_named(write, separator, shown):
    path = write(f"actor{separator}year{separator}code\nIran{separator}2024{separator}040\n")
    hint = f"fix: the separator looks like {shown} (the form says tab)"
    assert hint in failure(path, Form(delimiter="\t", required=("actor", "year")))
    nameless = Form(delimiter="\t", header=False, columns=(("actor", "year", "code"),))
    assert hint in failure(path, nameless)
    assert shown in (fits(path, nameless) or "")


def test_a_web_page_is_no_table(write):
    path = write("<!DOCTYPE html>\n<html><title>Not found</title></html>\n")
    assert "fix: this is a web page or XML" in failure(path, Form(required=("actor",)))


def test_a_name_that_stands_twice_is_an_error(write):
    assert failure(write("a,b,a\n1,2,3\n"), Form()).startswith(
        "file:1 'a': the column 'a' occurs twice in the header"
    )


def test_the_list_of_columns_is_chosen_by_the_cells_of_the_first_row(write):
    form = Form(header=False, columns=(("a", "b"), ("a", "b", "url")))
    assert open_table(write("\n1,2,x\n"), form).header == ("a", "b", "url")
    assert open_table(write("1,2\n"), form).header == ("a", "b")
    assert failure(write("1,2,3,4\n"), form).startswith("file:1: 4 cells where 2 or 3 are expected")
    assert fits(write("1,2,3,4\n"), form) == "4 cells where 2 or 3 are expected"
    assert fits(write("1,2\n"), form) is None


def test_the_file_decides_how_many_columns_it_has_and_not_its_first_row(write):
    form = Form(header=False, columns=(("a", "b", "c"), ("a", "b", "c", "url"), ("x",) * 6))
    old, new = "1,2,3\n", "1,2,3,http\n"
    padded, full = ["1", "2", "3", ""], ["1", "2", "3", "http"]
    far = old * 500 + new
    assert [cells for _, cells in rows(write(old + new), form)] == [padded, full]
    assert [cells for _, cells in rows(write(new + old), form)] == [full, padded]
    assert rows(write(far), form)[-1] == (501, full)
    assert rows(write(old * 2), form) == [(1, ["1", "2", "3"]), (2, ["1", "2", "3"])]
    errors = []
    assert rows(write("1,2\n" + new * 3 + old), form, on_error=errors.append)[-1] == (5, padded)
    assert [(e.where.line, e.what) for e in errors] == [(1, "2 cells where 4 are expected")]


def test_members_with_fewer_columns_are_filled_up(tmp_path):
    form = Form(header=False, columns=(("a", "b"), ("a", "b", "url")))
    path = zipped(tmp_path / "a.zip", [("1.csv", "1,2\n"), ("2.csv", "3,4,u\n")])
    assert rows(path, form) == [(1, ["1", "2", ""]), (1, ["3", "4", "u"])]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;\r", '"sep=;"', "\ufeffsep=;"])
def test_a_file_that_states_its_separator_is_read_by_it(write, first):
    path = write(f"{first}\n# a comment\na;b\n1,5;2\n\x1a;\n")
    assert rows(path, Form(required=("a", "b"))) == [(4, ["1,5", "2"])]
    assert rows(write(f"{first}\n1;2\n"), Form(header=False, columns=(("a", "b"),))) == [
        (2, ["1", "2"])
    ]


# CSV: rows ---------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_like_and_quoted_cells_span_them(write, end):
    path = write(end.join(["actor,why", 'Iran,"a', 'b, ""c"""', "", "Russia,d"]) + end)
    assert rows(path, Form()) == [(2, ["Iran", f'a{end}b, "c"']), (5, ["Russia", "d"])]


def test_a_quote_is_an_ordinary_sign_where_the_form_has_none(write):
    path = write('Iran\t"deny\tRussia\t2014-01-01\n"x\ty\tz\t2014-01-02\n')
    assert [r.values("r") for r in read(path, FOUR)] == [('"deny',), ("y",)]


def test_a_row_that_does_not_fit_is_reported_and_reading_goes_on(write):
    path = write("a,b\n1,2\n1\n1,2,3\n1,2,,\n,\n\n5,6\n")
    assert failure(path, Form()).startswith("file:3: 1 cells where 2 are expected")
    errors = []
    assert rows(path, Form(), on_error=errors.append) == [
        (2, ["1", "2"]),
        (5, ["1", "2"]),
        (8, ["5", "6"]),
    ]
    assert [(e.where.line, e.what) for e in errors] == [
        (3, "1 cells where 2 are expected"),
        (4, "3 cells where 2 are expected"),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "B,2,?,first\nhalf,2\n",  # the halves as they are
        "B,2,?,first,\nhalf,2,,,\n",  # the halves padded to the full width
    ],
)
def test_a_record_broken_over_two_lines_is_put_together(write, broken):
    path = write(f"Recipient,Year of order, ,Comments,TIV\nA,1,,x,1\n{broken}C,3,,y,3\n")
    assert rows(path, SIPRI) == [
        (2, ["A", "1", "", "x", "1"]),
        (3, ["B", "2", "?", "first half", "2"]),
        (5, ["C", "3", "", "y", "3"]),
    ]


def test_halves_that_make_no_record_are_each_reported(write):
    path = write("Recipient,Year of order, ,Comments,TIV\nA,1\nC,3,,y,3\nD,4,\n")
    errors = []
    assert rows(path, SIPRI, on_error=errors.append) == [(3, ["C", "3", "", "y", "3"])]
    assert [e.where.line for e in errors] == [2, 4]


def test_the_end_mark_ends_the_file_and_nothing_else(write):
    assert rows(write('1,"a",-0- \r\n2,b,\r\n\x1a'), OFAC) == [
        (1, ["1", "a", "-0- "]),
        (2, ["2", "b", ""]),
    ]
    assert "file:2: the control byte 0x1A" in failure(write("1,a,b\n\x1a\n2,c,d\n"), OFAC)
    assert "file:1: the control byte 0x1A" in failure(write("1,a,b\x1a\n"), OFAC)
    for end in ("\x1a", "\x1a\r\n", "\x1a,,", '"\x1a",""\n', " \x1a \n\x1a,\n"):
        assert rows(write(f"a,b\n1,2\n{end}"), Form()) == [(2, ["1", "2"])]
        assert "file:3: the control byte 0x1A" in failure(write(f"a,b\n1,2\n{end}\n3,4"), Form())
    assert "file:2: the control byte 0x1A" in failure(write("a,b\n1,\x1a\n"), Form())
    assert [r.line for r in read(write('{"a": 1}\n\x1a'), Form(format="jsonl"))] == [1]
    assert rows(write("a;b\n1;2\n\x1a;\n"), Form(delimiter=";")) == [(2, ["1", "2"])]
    worded = Form(header=False, columns=(("a", "b"),), end_mark="END")
    assert rows(write("1,2\nEND\n"), worded) == [(1, ["1", "2"])]
    assert "file:2: rows follow the mark" in failure(write("1,2\nEND\n3,4\n"), worded)


def test_a_quote_that_is_never_closed_is_raised_at_its_line(write):
    path = write('a,b\n1,2\n3,"x\n4,5\n')
    assert failure(path, Form()).startswith("file:3: a quote opens here and is never closed")
    with pytest.raises(RecordError, match="never closed"):
        rows(path, Form(), on_error=lambda error: None)


def test_a_misplaced_quote_is_reported_with_its_row(write):
    errors = []
    assert rows(write('a,b\n"1"x,2\n3,4\n'), Form(), on_error=errors.append) == [(3, ["3", "4"])]
    assert [(e.where.line, e.fix) for e in errors] == [
        (2, "double every quote within a quoted cell")
    ]


def test_a_cell_without_end_is_refused(write, monkeypatch):
    monkeypatch.setattr(header_module, "MAX_FIELD", 1000)
    path = write('a,b\n1,"' + "x\n" * 2000 + '"\n')
    assert failure(path, Form()).startswith("file:2: a cell is far too long")


def test_a_line_without_end_is_refused(write, monkeypatch):
    monkeypatch.setattr(scan_module, "MAX_LINE", 1000)
    assert "file:2: a line of more than 1,000 bytes" in failure(write("a,b\n" + "x" * 2000), Form())


# bytes -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_first_listed_encoding_that_reads_the_whole_file_is_used(write):
    form = Form(encodings=("utf-8", "cp1252"))
    far = "a\n" + "x\n" * 300_000
    assert rows(write((far + "Türkiye’s").encode("cp1252")), form)[-1] == (
        300_002,
        ["Türkiye’s"],
    )
    assert rows(write((far + "Türkiye’s").encode()), form)[-1] == (300_002, ["Türkiye’s"])
    assert failure(write((far + "Türkiye").encode("cp1252")), Form()) == (
        "file:300002: the byte 0xFC cannot be read as utf-8-sig\n"
        "  fix: save the file in one of these encodings, or list the one that it has"
    )
    assert "read as ascii or utf-8" in failure(
        write(b"a\r\nb\r\n\x81"), Form(encodings=("ascii", "utf-8"))
    )


def test_a_byte_order_mark_is_no_part_of_the_first_name(write):
    for encodings in (("utf-8-sig",), ("utf-8",)):
        table = open_table(write(b"\xef\xbb\xbfactor\nIran\n"), Form(encodings=encodings))
        assert (table.header, list(table.rows)) == (("actor",), [(2, ["Iran"])])


def test_without_its_mark_utf_16_is_not_tried(write):
    form = Form(encodings=("utf-16", "utf-8"))
    assert rows(write("ab\nxy\n"), form) == [(2, ["xy"])]
    assert "not UTF-16 with a mark" in failure(write("ab\nxy\n"), Form(encodings=("utf-16",)))
    marked = Form(encodings=("utf-16-le",))
    assert rows(write("ab\nxy\n".encode("utf-16-le")), marked) == [(2, ["xy"])]


def test_utf_16_is_read_where_it_is_listed(write):
    content = "actor\nTürkiye\n".encode("utf-16")
    assert rows(write(content), Form(encodings=("utf-8", "utf-16"))) == [(2, ["Türkiye"])]
    assert "the file is UTF-16; its form lists utf-8-sig" in failure(write(content), Form())
    nul = "actor\n" + "Türkiye\n" * 99 + "T\x00\n"
    nul = nul.encode("utf-16")
    assert "file:101: the control byte 0x00" in failure(write(nul), Form(encodings=("utf-16",)))


@pytest.mark.parametrize("control", ["\x00", "\x19", "\x0b", "\x7f"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_control_bytes_are_named_with_their_line(write, control, end):
    content = end.join(["a", "b", f"x{control}y", "c"])
    said = f"file:3: the control byte 0x{ord(control):02X} is not text"
    assert failure(write(content), Form()).startswith(said)
    assert failure(write(content), Form(format="jsonl")).startswith(said)
    assert failure(write(f"<r><a/>{end}{end}{control}</r>"), Form(format="xml")).startswith(said)


def test_a_copy_that_kept_one_byte_of_each_character_is_said_to_be_one(write):
    text = "a,b\n1,the ‘group’\n2,“Mithal” – مثال\n"
    halved = bytes(ord(sign) & 0xFF for sign in text)
    said = failure(write(halved), Form())
    assert "file:2: the control byte 0x18 is not text (one of 5 control bytes" in said
    assert "halves of quotation marks and dashes" in said
    assert "from its publisher: this copy kept one byte of each character" in said
    said = failure(write("a,b\n1,\x0b\n2,\x0b\n3,\x19\n"), Form())
    assert "0x0B is not text (one of 3 control bytes in the file)\n" in said
    assert "or replace the byte by the intended character" in said


def test_what_cannot_be_opened_says_why(tmp_path, write):
    assert "cannot be opened: No such file" in failure(tmp_path / "absent", Form())
    assert "this is not a file" in failure(tmp_path, Form())
    assert "the file is empty" in failure(write(""), Form())
    assert "the file is empty" in failure(write("\n \n"), Form())
    assert fits(tmp_path / "absent", Form()) == "cannot be opened: No such file or directory"
    with pytest.raises(RecordError, match="cannot be read"):
        digest([tmp_path])


# archives ----------------------------------------------------------------------------------


def test_gzip_and_zip_are_read_like_the_file_itself(tmp_path, write):
    plain = "Iran\tdeny\tRussia\t2014-01-01\n"
    gz = write(gzip.compress(plain.encode()), "a.txt.gz")
    expected = [(1, plain.strip().split("\t"))]
    assert rows(gz, FOUR) == expected
    assert rows(zipped(tmp_path / "a.zip", [("a.txt", plain)]), FOUR) == expected


@pytest.mark.parametrize("name", ["bz2", "xz", "zst"])
@pytest.mark.slow
def test_other_packings_are_read_alike_and_refused_alike(write, monkeypatch, name):
    def packed(data):
        if name == "zst":
            return pa.Codec("zstd").compress(data, asbytes=True)
        return {"bz2": bz2, "xz": lzma}[name].compress(data)

    plain = b"Iran\tdeny\tRussia\t2014-01-01\n"
    noise = b"".join(hashlib.sha256(b"%d" % n).hexdigest().encode() + b"\n" for n in range(9999))
    expected = [(1, plain.decode().strip().split("\t")), (2, plain.decode().strip().split("\t"))]
    assert rows(write(packed(plain) + packed(plain), "a"), FOUR) == expected
    whole = packed(b"x\n" + noise)
    assert "broken or cut short" in failure(write(whole[: len(whole) // 2], f"b.{name}"), Form())
    assert f"not a .{name} archive" in failure(write("x", f"c.{name}"), Form())
    assert "within an archive" in failure(write(packed(packed(plain)), "d"), FOUR)
    monkeypatch.setattr(source_module, "RATIO_FROM", 1_000_000)
    assert "expands to more" in failure(write(packed(b"x\n" + b"1\n" * 5_000_000), "e"), Form())


def test_members_follow_one_another_and_name_their_records(tmp_path):
    path = zipped(
        tmp_path / "a.zip",
        [("b.csv", "x\n2\n"), ("a.csv", "x\n1\n"), ("readme.pdf", "%"), ("__MACOSX/a.csv", "?")],
    )
    assert [
        (r.file.removeprefix(str(tmp_path)), r.line, r.first("x"))
        for r in read(path, Form(members="*.CSV"))
    ] == [(f"{os.sep}a.zip!a.csv", 2, "1"), (f"{os.sep}a.zip!b.csv", 2, "2")]
    assert "holds no file that fits '*.txt': b.csv" in failure(path, Form(members="*.txt"))
    other = zipped(tmp_path / "c.zip", [("a.csv", "x\n1\n"), ("b.csv", "y\n1\n")])
    assert "c.zip!b.csv: its columns differ" in failure(other, Form())


@pytest.mark.parametrize("name", ["../a.csv", "/a.csv", "..\\a.csv", "C:/a.csv"])
def test_a_member_that_points_outside_is_refused(tmp_path, name):
    path = zipped(tmp_path / "a.zip", [(name, "x\n1\n")])
    assert "points outside of the archive" in failure(path, Form())


def test_archives_within_archives_and_locked_ones_are_refused(tmp_path, write):
    inner = gzip.compress(b"x\n1\n")
    assert "an archive within" in failure(zipped(tmp_path / "a.zip", [("x.gz", inner)]), Form())
    assert "an archive within" in failure(zipped(tmp_path / "b.zip", [("x.csv", inner)]), Form())
    assert "an archive within" in failure(write(gzip.compress(inner), "c.gz"), Form())
    locked = bytearray(zipped(tmp_path / "d.zip", [("x.csv", "x\n")]).read_bytes())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "this member is encrypted" in failure(write(bytes(locked), "d.zip"), Form())
    nameless = zipped(tmp_path / "n.zip", [("x.csv", "x\n")]).read_bytes()
    head, _, tail = nameless.rpartition(b"x.csv")
    assert "'' points outside" in failure(write(head + b"\0.csv" + tail, "n.zip"), Form())
    office = zipped(tmp_path / "e.xlsx", [("[Content_Types].xml", "x"), ("xl/a.xml", "x")])
    assert "Office document" in failure(office, Form())
    assert "this is not a .zip archive" in failure(write("x", "f.zip"), Form())


def test_a_bomb_is_refused_before_it_has_expanded(tmp_path, write, monkeypatch):
    seen = []
    content = b"x\n" + b"1\n" * 10_000_000
    monkeypatch.setattr(source_module, "RATIO_FROM", 1_000_000)
    for path in (
        write(gzip.compress(content), "a.gz"),
        zipped(tmp_path / "a.zip", [("a.csv", content)]),
    ):
        assert "the archive expands to more than" in failure(path, Form())
        stream = source_module.chunks(parts_module.parts(path)[0])
        with pytest.raises(RecordError):
            seen.extend(len(data) for data in stream)
        assert 0 < sum(seen) < len(content) / 4
        seen.clear()


def test_an_archive_cut_short_is_named(write):
    noise = b"".join(hashlib.sha256(b"%d" % n).hexdigest().encode() + b"\n" for n in range(9999))
    whole = gzip.compress(b"x\n" + noise)
    assert "broken or cut short" in failure(write(whole[:-900], "a.gz"), Form())
    path = zipped(write("", "b.zip"), [("a.csv", noise)])
    damaged = bytearray(path.read_bytes())
    damaged[2000] ^= 255
    assert "broken or cut short" in failure(write(bytes(damaged), "b.zip"), Form())
    assert "broken or cut short" in failure(write(bytes(damaged[:3000]), "b.zip"), Form())


# XML ---------------------------------------------------------------------------------------

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<u:LIST xmlns:u="urn:u" dated="2025">
 <INDIVIDUALS>
  <INDIVIDUAL id="7">
   <NAME> ALI </NAME><NAME/>
   <ALIAS><QUALITY>Good</QUALITY><NAME>A</NAME></ALIAS>
   <ALIAS kind="low"><NAME>B</NAME></ALIAS>
  </INDIVIDUAL>
 </INDIVIDUALS>
 <u:ENTITIES><u:ENTITY><u:NAME>Firm &amp; Co</u:NAME></u:ENTITY></u:ENTITIES>
</u:LIST>
"""


def test_elements_are_records_with_paths(write):
    person, firm = read(write(LIST), UN)
    assert (person.name, person.line, firm.name, firm.line) == ("INDIVIDUAL", 4, "ENTITY", 10)
    assert person.values("NAME") == ("ALI",)
    assert person.values("ALIAS/NAME") == ("A", "B")
    assert person.values("@id") == ("7",)
    assert person.values("ALIAS/@kind") == ("low",)
    assert [a.first("NAME") for a in person.children("ALIAS")] == ["A", "B"]
    assert [a.first("QUALITY") for a in person.children("ALIAS")] == ["Good", ""]
    assert person.columns() == ("@id", "NAME", "ALIAS/QUALITY", "ALIAS/NAME", "ALIAS/@kind")
    assert firm.first("NAME") == "Firm & Co"
    assert firm.first("absent") == ""


def test_without_a_path_every_child_of_the_root_is_a_record(write):
    assert [r.name for r in read(write(LIST), Form(format="xml"))] == ["INDIVIDUALS", "ENTITIES"]


def test_a_record_without_end_is_refused(write, monkeypatch):
    monkeypatch.setattr(elements_module, "MAX_RECORD", 300_000)
    for endless in ("<a>" + "x" * 900_000, '<a b="' + "x" * 900_000, "<!--" + "x" * 900_000):
        assert "file:1: a record or a tag of more than 300,000 bytes" in failure(
            write("<r>" + endless), Form(format="xml")
        )


def test_xml_states_its_own_encoding(write):
    content = '<?xml version="1.0" encoding="iso-8859-1"?><r><a>é</a></r>'.encode("latin-1")
    assert [r.first(".") for r in read(write(content), Form(format="xml"))] == ["é"]
    wide = '<?xml version="1.0" encoding="utf-16"?><r><a>é</a></r>'.encode("utf-16")
    assert [r.first(".") for r in read(write(wide), Form(format="xml"))] == ["é"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<r><a>1</a>\n<b></r>", "file:2: not well-formed XML: mismatched tag, at column 6"),
        ("<r><a>1</a>\n", "file:2: not well-formed XML: no element found, at column 1"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><r/>', "file:1: the file defines the entity 'a'"),
        ('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///x">]><r/>', "defines the entity 'a'"),
        ('<!DOCTYPE r SYSTEM "x.dtd"><r><a>&b;</a></r>', "the undefined entity '&b;'"),
        ("<r>" + "<a>" * 200, "elements are nested more than 100 deep"),
        ('<?xml version="1.0" encoding="no-such"?><r/>', "XML: unknown encoding"),
        ("<LIST><OTHER/></LIST>", "no record at 'INDIVIDUALS/INDIVIDUAL|ENTITIES/ENTITY'"),
    ],
)
def test_xml_that_is_broken_or_unsafe_is_one_error(write, content, said):
    assert said in failure(write(content), UN)


# JSON --------------------------------------------------------------------------------------


def test_objects_of_an_array_are_records_with_paths(write):
    content = [
        {"id": 1, "target": "", "date": None, "score": 0.10, "ok": True},
        {"id": "2", "target": "Iran", "in": {"names": [{"n": " a "}, {"n": "b"}, "c"]}},
    ]
    one, two = read(write(json.dumps(content, indent=1)), Form(format="json"))
    assert (one.line, two.line) == (2, 9)
    assert (one.values("id"), one.values("target"), one.values("date")) == (("1",), (), ())
    assert one.columns() == ("id", "score", "ok")
    assert one.values("ok") == ("true",)
    assert two.values("target") == ("Iran",)
    assert two.values("in/names/n") == ("a", "b")
    assert [child.first("n") for child in two.children("in/names")] == ["a", "b"]
    assert two.values("in/names") == ("c",)


def test_numbers_stay_as_they_are_written(write):
    digits = "9" * 5000
    (record,) = read(write(f'[{{"a": 040e1, "b": {digits}}}]'.replace("040e1", "4.0E1")), JSON)
    assert (record.first("a"), record.first("b")) == ("4.0E1", digits)


JSON = Form(format="json")


TWO_ROWS = [("Iran", "1"), ("Iraq", "2")]


@pytest.mark.parametrize(
    "content",
    [
        '[{"a": "Iran", "n": 1}, {"a": "Iraq", "n": 2}]',
        '{"meta": {"rows": [1]}, "years": [1, 2], "data": [{"a": "Iran", "n": 1},\n'
        ' {"a": "Iraq", "n": 2}], "end": null}',
        '[["a", "n"], ["Iran", 1], ["Iraq", 2]]',
        '{"a": ["Iran", "Iraq"], "n": [1, 2]}',
        '{"a": {"0": "Iran", "1": "Iraq"}, "n": {"0": 1, "1": 2}}',
        '{"0": {"a": "Iran", "n": 1}, "1": {"a": "Iraq", "n": 2}}',
        '{"columns": ["a", "n"], "index": [0, 1], "data": [["Iran", 1], ["Iraq", 2]]}',
    ],
)
@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_a_table_of_any_form_is_read_without_a_path(write, monkeypatch, content, chunk):
    monkeypatch.setattr(decoder_module, "CHUNK", chunk)
    found = list(read(write(content), Form(format="json")))
    assert [(r.first("a"), r.first("n")) for r in found] == TWO_ROWS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"a": [{"x": 1}],\n "b": [{"x": 2}]}', "file:2: lists of records under 'a' and 'b'"),
        ('{"a": [1, 2], "b": [1]}', "file:1: columns of different lengths: 'a' has 2, 'b' has 1"),
        ('[["a", "a"], [1, 2]]', "file:1: the first row does not name the columns, each once"),
        ('[["a", "b"],\n [1]]', "file:2: 1 cells where 2 are expected"),
        ('{"a": 1, "a": 2}', "file:1: the key 'a' occurs twice in one object"),
        ('{"a": [1, 2}', "'}' where ',' or ']' is expected"),
        ('[{"x": 1}] 2', "more text after the end: '2'"),
    ],
)
def test_a_table_that_nobody_can_tell_is_an_error(write, content, said):
    assert said in failure(write(content), Form(format="json"))


def test_an_object_alone_is_one_record(write):
    (one,) = read(write('{"a": "Iran", "b": {"c": [1, 2]}}'), Form(format="json"))
    assert (one.first("a"), one.values("b/c")) == ("Iran", ("1", "2"))


def test_records_stand_at_a_path_below_other_things(write):
    content = '{"type": 1.5, "skip": {"features": [{"a": 0}]},\n "features": [{"a": 1},\n{"a": 2}]}'
    found = list(read(write(content), Form(format="json", records="features")))
    assert [(r.line, r.name, r.first("a")) for r in found] == [
        (2, "features", "1"),
        (3, "features", "2"),
    ]
    assert "no record at 'rows'" in failure(write(content), Form(format="json", records="rows"))


@pytest.mark.parametrize("chunk", [1, 2, 3, 7])
def test_no_value_is_cut_where_the_reading_pauses(write, monkeypatch, chunk):
    monkeypatch.setattr("geograph.sources.files.json_decoder.CHUNK", chunk)
    content = '{"n": -12.5e+3,\r\n"r":[\r\n{"a":"\\u00e9\\n"},\r\n\r\n{"a":[1.25,true]}]\r\n}'
    found = list(read(write(content), Form(format="json", records="r")))
    assert [(r.line, r.values("a")) for r in found] == [(3, ("é",)), (5, ("1.25", "true"))]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[", "file:1: not JSON: Expecting value"),
        ('[{"a": 1}', "file:1: ends too early"),
        ('[{"a": 1}\n{"a": 2}]', "file:2: '{' where ',' or ']' is expected"),
        ('[{"a": 1},\n{"a" 2}]', "file:2: not JSON: Expecting ':' delimiter"),
        ('[{"a": 1}] x', "more text after the end: 'x'"),
        ('[{"a": ' + "[" * 100_000, "file:1: nested too deep"),
        ("x", "file:1: not JSON"),
    ],
)
def test_a_file_that_is_no_json_is_one_error(write, content, said):
    path = write(content)
    assert said in failure(path, JSON)
    with pytest.raises(RecordError):
        list(read(path, JSON, on_error=lambda error: None))


BAD_OBJECTS = {
    '{"a": 1, "a": 2}': "the key 'a' occurs twice",
    '{"b": {"a": 1, "a": 1}}': "the key 'a' occurs twice",
    '{"a": "\\ud800"}': "half a character",
    "7": "not an object",
}


@pytest.mark.parametrize("bad", BAD_OBJECTS)
def test_an_object_that_cannot_be_trusted_is_reported_and_reading_goes_on(write, bad):
    for form, content in (
        (JSON, f'[{{"a": "\\ud83d\\ude00"}},\n{bad},\n{{"a": 3}}]'),
        (Form(format="jsonl"), f'{{"a": "\\ud83d\\ude00"}}\n{bad}\n\n{{"a": 3}}\n'),
    ):
        errors = []
        found = list(read(write(content), form, on_error=errors.append))
        assert [r.first("a") for r in found] == ["\U0001f600", "3"]
        assert [e.where.line for e in errors] == [2]
        assert BAD_OBJECTS[bad] in errors[0].what


def test_a_line_that_is_no_json_is_reported(write):
    path = write('{"a": 1}\n{"a": \n{"a": 2} x\n' + "[" * 100_000 + "\n")
    errors = []
    assert [r.line for r in read(path, Form(format="jsonl"), on_error=errors.append)] == [1]
    assert [(e.where.line, e.what) for e in errors] == [
        (2, "not JSON: Expecting value at column 6"),
        (3, "more text after the object: ' x'"),
        (4, "nested too deep"),
    ]


# the rest ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_progress_ends_at_the_size_of_the_file(write):
    for path in (write("a\n" + "1\n" * 500_000), write(gzip.compress(b"a\n1\n"), "a.gz")):
        told = []
        rows(path, Form(), progress=lambda *both, told=told: told.append(both))
        size = path.stat().st_size
        assert told[-1] == (size, size)
        assert told == sorted(told)


def test_a_digest_is_of_the_bytes_and_not_of_names_or_order(write):
    one, two = write("1", "a"), write("2", "b")
    assert digest([one]) == hashlib.sha256(b"1").hexdigest()
    assert digest([one, two]) == digest([two, one]) != digest([one])
    assert digest([write("1", "c")]) == digest([one])


def test_a_form_that_cannot_be_is_refused():
    for wrong in (
        {"format": "xls"},
        {"delimiter": ""},
        {"quote": "''"},
        {"encodings": ()},
        {"encodings": ("utf-9",)},
        {"encodings": ("hex",)},
        {"encodings": ("rot13",)},
        {"header": False},
    ):
        with pytest.raises(RecordError):
            Form(**wrong)


@settings(deadline=None, max_examples=draws(60))
@given(
    table=st.lists(
        st.lists(
            st.text(
                st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"),
                max_size=6,
            ),
            min_size=3,
            max_size=3,
        ),
        max_size=8,
    )
)
def test_what_the_csv_module_writes_comes_back(tmp_path_factory, table):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["one", "two", "three"])
        writer.writerows(table)
    full = [row for row in table if any(cell.strip() for cell in row)]
    found = [list(cells) for _, cells in open_table(path, Form()).rows]
    assert [row for row in found if any(cell.strip() for cell in row)] == full


def archived(members):
    """Return the bytes of a zip archive with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


FORMS = (
    Form(),
    SIPRI,
    FOUR,
    OFAC,
    UN,
    JSON,
    Form(encodings=("utf-8", "latin-1"), required=("a",)),
    Form(format="json", records="a/b|c"),
    Form(format="jsonl", encodings=("utf-16", "cp1252")),
    Form(format="xml"),
)
SEEDS = (
    b"Recipient,Year of order, ,Comments,TIV\nA,1,,x,1\nB,2,?,first\nhalf,2\n",
    LIST.encode(),
    b'[{"a": {"b": [{"c": 1.5}, {"c": "\\u00e9"}]}}, {"a": null}]',
    b'{"a": 1}\n{"c": [true, "x"]}\n',
    b'a\tb\tc\td\r1\t2\t"3\t4\r\x1a',
    "a,b\nTürkiye,2\n".encode("utf-16"),
    gzip.compress(b"a,b\n1,2\n"),
    archived({"a.csv": "a,b\n1,2\n", "b/c.csv": "a,b\n3,4\n" * 9}),
)


@st.composite
def mutated(draw):
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["cut", "put", "drop", "twice"])):
            case "cut":
                del data[at:]
            case "put":
                data[at:at] = draw(st.binary(max_size=3) | st.sampled_from([b'"', b"\n", b"<"]))
            case "drop":
                del data[at : at + draw(st.integers(1, 5))]
            case "twice":
                data[at:at] = data[at // 2 : at]
    return bytes(data)


@pytest.mark.slow
@settings(
    deadline=None,
    max_examples=draws(150),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=st.binary(max_size=200) | mutated())
def test_any_bytes_end_in_records_or_in_one_of_our_errors(tmp_path, content):
    path = tmp_path / "any"
    path.write_bytes(content)
    for form in FORMS:
        for on_error in (None, lambda error: None):
            error = attempt(path, form, on_error)
            assert error is None or (error.where is not None and error.fix)
        reason = fits(path, form)
        assert reason is None or reason


def attempt(path, form, on_error):
    """Read all of a file and return the error that ended it; any other kind is not caught."""
    try:
        for record in read(path, form, on_error=on_error):
            assert record.line >= 1
            for column in record.columns():
                assert record.first(column) == record.first(column).strip()
    except GeographError as exc:
        return exc
    return None


# Encodings that the bytes themselves tell ------------------------------------------------------

LATIN = Form(encodings=("utf-8-sig", "latin-1"), required=("a",))


def test_a_mark_of_utf8_leaves_no_other_encoding(write):
    path = write(b"\xef\xbb\xbfa,b\nx,\xe9\n")
    assert "file:2: the byte 0xE9 cannot be read as utf-8-sig" in failure(path, LATIN)


def test_utf8_with_a_broken_place_is_not_read_as_another_encoding(write):
    path = write("a,b\nTürkiye,Côte\n".encode() + b"x,\xff\n")
    told = failure(path, LATIN)
    assert "file:3: the byte 0xFF cannot be read as utf-8-sig" in told
    assert "correct this line: the rest of the file is UTF-8" in told


def test_latin1_is_read_though_two_of_its_signs_look_like_utf8(write):
    path = write("a,b\nCôte,é\nÃ©,ü\n".encode("latin-1"))
    assert [list(cells) for _, cells in rows(path, LATIN)] == [["Côte", "é"], ["Ã©", "ü"]]
