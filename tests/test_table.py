"""Tables and their forms: what a terminal, a spreadsheet, a program and a notebook get."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from geograph.display import Cell, Table
from geograph.display.grid import wrap
from geograph.display.safe_text import safe
from geograph.errors import ExportError

DAY = date(2024, 9, 10)
MIXED = Table(
    ("who", "n", "share", "since", "named"),
    (("Iran", 3, 0.5, DAY, True), ("Türkiye", None, 1, None, False)),
    "Who says so",
    ("policy: all", "rests on 1 document"),
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
ROWS = st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6)


# ---------------------------------------------------------------- the table itself


def test_rows_are_dicts_in_order():
    assert list(MIXED) == [
        {"who": "Iran", "n": 3, "share": 0.5, "since": DAY, "named": True},
        {"who": "Türkiye", "n": None, "share": 1, "since": None, "named": False},
    ]
    assert len(MIXED) == 2
    assert MIXED.column("since") == (DAY, None)


@pytest.mark.parametrize(
    ("columns", "rows", "message"),
    [
        (("a", "a"), (), "column 'a' occurs twice"),
        (("a", "b"), ((1, 2), (1,)), "row 2 has 1 cells for 2 columns"),
    ],
)
def test_a_crooked_table_is_refused(columns, rows, message):
    with pytest.raises(ExportError, match=message):
        Table(columns, rows)


def test_an_unknown_column_names_those_there_are():
    with pytest.raises(ExportError, match="no column 'x'\n  fix: one of: who, n"):
        MIXED.column("x")


# ---------------------------------------------------------------- text


def test_text_is_aligned_with_numbers_to_the_right():
    assert MIXED.to_text() == (
        "Who says so\n"
        "\n"
        "who      n  share  since       named\n"
        "───────  ─  ─────  ──────────  ─────\n"
        "Iran     3    0.5  2024-09-10  true\n"
        "Türkiye         1              false\n"
        "\n"
        "policy: all\n"
        "rests on 1 document\n"
    )


def test_text_wraps_the_widest_column_and_parts_its_rows():
    table = Table(
        ("event", "voice"),
        (("transfer of short-range ballistic missiles", "Iran"), ("drones", "Iran")),
    )
    assert table.to_text(width=24) == (
        "event              voice\n"
        "─────────────────  ─────\n"
        "transfer of        Iran\n"
        "short-range\n"
        "ballistic\n"
        "missiles\n"
        "\n"
        "drones             Iran\n"
    )


def test_text_becomes_blocks_where_columns_would_be_unreadable():
    table = Table(("first", "second", "third"), (("abcdefghij", "klmnopqrst", "uvwxyz"),))
    assert table.to_text(width=20) == ("first   abcdefghij\nsecond  klmnopqrst\nthird   uvwxyz\n")


def test_text_of_no_rows_says_so():
    assert Table(("a", "b")).to_text() == "a  b\n(no rows)\n"


def test_wide_and_combining_characters_keep_the_columns_straight():
    table = Table(("name", "x"), (("伊朗", "1"), ("Ira\u0301n", "2"), ("Iran", "3")))
    lines = table.to_text().splitlines()[2:]
    assert lines == ["伊朗  1", "Ira\u0301n  2", "Iran  3"]
    assert {cell_len(line) for line in lines} == {7}


def test_what_a_terminal_joins_takes_the_room_of_one():
    joined = ("\u1112\u1161\u11ab", "👍🏽", "❤\ufe0f", "🇮🇷", "👨\u200d👩\u200d👧")
    lines = Table(("a", "x"), tuple((text, 1) for text in joined)).to_text().splitlines()
    assert lines == ["a   x", "──  ─", *(f"{text}  1" for text in joined)]


def test_wrapping_tears_nothing_apart_that_a_terminal_joins():
    assert wrap("👍🏽👍🏽❤\ufe0fab", 3) == ["👍🏽", "👍🏽", "❤\ufe0fa", "b"]
    assert wrap("伊朗", 1) == ["伊", "朗"]


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b\u2069", "a\\u2066b\\u2069"),
        ("a\x9b31mb", "a\\x9b31mb"),
        ("a\x00b\x7f", "a\\x00b\\x7f"),
        ("a\ud800b", "a\\ud800b"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("two\nlines\tand\u2028more\r", "two lines and more "),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ],
)
def test_no_label_drives_the_terminal(hostile, shown):
    assert safe(hostile) == shown
    out = Table((hostile,), ((hostile,),), hostile, (hostile,)).to_text(width=40)
    assert not set(out) & set("\x00\x07\x1b\x7f\x9b\r\t\u202e\u2066\u2028\ud800")
    out.encode("utf-8")


@given(TEXT, st.integers(2, 30))
def test_wrapping_loses_nothing_but_spaces_and_fits(text, width):
    lines = wrap(safe(text), width)
    assert "".join(lines).replace(" ", "") == safe(text).replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.slow
@given(ROWS, st.integers(20, 60))
def test_text_fits_its_width_whatever_the_cells(rows, width):
    table = Table(("first", "second", "third"), tuple(rows), notes=("policy: all",))
    out = table.to_text(width=width)
    assert all(cell_len(line) <= width for line in out.splitlines())
    assert out == table.to_text(width=width)


# ---------------------------------------------------------------- csv, json


def test_csv_is_rows_alone():
    assert MIXED.to_csv() == (
        "who,n,share,since,named\r\nIran,3,0.5,2024-09-10,true\r\nTürkiye,,1,,false\r\n"
    )


def test_csv_alters_nothing_and_tells_empty_text_from_none():
    table = Table(("a", "b"), (('=HYPERLINK("x")', ""), ("+1\r\n@x", None)))
    assert table.to_csv() == 'a,b\r\n"=HYPERLINK(""x"")",""\r\n"+1\r\n@x",\r\n'
    assert Table(("a",), ((None,),)).to_csv() == 'a\r\n""\r\n'


@pytest.mark.slow
@given(ROWS)
def test_csv_comes_back_as_it_went(rows):
    text = Table(("first", "second", "third"), tuple(rows)).to_csv()
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert back == [["first", "second", "third"], *map(list, rows)]


def test_json_is_a_list_of_objects_with_iso_dates():
    assert json.loads(MIXED.to_json()) == [
        {"who": "Iran", "n": 3, "share": 0.5, "since": "2024-09-10", "named": True},
        {"who": "Türkiye", "n": None, "share": 1, "since": None, "named": False},
    ]
    assert "Türkiye" in MIXED.to_json()
    assert Table(("a",), ((float("nan"),), (float("inf"),))).to_json() == (
        '[\n{"a": null},\n{"a": null}\n]\n'
    )
    assert Table(("a",)).to_json() == "[]\n"


@pytest.mark.slow
@given(ROWS)
def test_json_comes_back_as_it_went(rows):
    table = Table(("first", "second", "third"), tuple(rows))
    assert json.loads(table.to_json()) == list(table)


# ---------------------------------------------------------------- parquet, pandas


def test_parquet_keeps_types_title_and_notes(tmp_path: Path):
    path = tmp_path / "a.parquet"
    MIXED.to_parquet(path)
    back = pq.read_table(path)
    assert [f.type for f in back.schema] == [
        pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_()
    ]  # fmt: skip
    assert back.to_pylist() == list(MIXED)
    assert back.schema.metadata[b"geograph.title"] == b"Who says so"
    assert back.schema.metadata[b"geograph.notes"] == b"policy: all\nrests on 1 document"
    MIXED.to_parquet(tmp_path / "b.parquet")
    assert path.read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_parquet_of_mixed_or_unknown_cells_is_text(tmp_path: Path):
    rows: tuple[tuple[Cell, ...], ...] = ((1, None), ("x", None), (DAY, None), (True, None))
    Table(("a", "b"), rows).to_parquet(tmp_path / "a.parquet")
    back = pq.read_table(tmp_path / "a.parquet")
    assert back.to_pydict() == {"a": ["1", "x", "2024-09-10", "true"], "b": [None] * 4}
    assert {f.type for f in back.schema} == {pa.string()}


def test_parquet_that_cannot_be_written_is_an_error_with_a_fix(tmp_path: Path):
    with pytest.raises(ExportError, match=r"(?s)no folder '.*nowhere.*fix: "):
        MIXED.to_parquet(tmp_path / "nowhere" / "a.parquet")


def test_pandas_keeps_missing_numbers_whole_and_dates_dates():
    frame = MIXED.to_pandas()
    assert {name: str(kind) for name, kind in frame.dtypes.items() if name != "who"} == {
        "n": "Int64",
        "share": "float64",
        "since": "datetime64[s]",
        "named": "boolean",
    }
    assert frame["n"].tolist() == [3, pandas.NA]
    assert frame["since"][0] == pandas.Timestamp("2024-09-10")
    assert frame["who"].tolist() == ["Iran", "Türkiye"]
    assert frame.attrs == {
        "title": "Who says so",
        "notes": ["policy: all", "rests on 1 document"],
    }
    assert list(Table(("a", "b")).to_pandas().columns) == ["a", "b"]


def test_without_pandas_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ExportError, match=r"fix: pip install 'geograph\[notebook\]'"):
        MIXED.to_pandas()


# ---------------------------------------------------------------- notebooks


class Reader(HTMLParser):
    """Collects tags with attributes, and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_escapes_everything_and_links_addresses():
    evil = "<script>alert(1)</script>\"'&"
    url = "https://example.org/?a=1&b=2"
    cells = (evil, url, "javascript:alert(1)", "https://example.org/ x")
    reader = Reader()
    reader.feed(Table((evil, "b", "c", "d"), (cells,), evil, (evil,))._repr_html_())
    assert reader.text == [evil, evil, "b", "c", "d", *cells, evil]
    assert {tag for tag, _ in reader.tags} == {
        "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "p", "small"
    }  # fmt: skip
    assert [attrs for _, attrs in reader.tags if attrs] == [
        {"href": url, "rel": "noopener noreferrer"}
    ]
