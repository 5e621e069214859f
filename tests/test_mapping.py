"""A mapping of one's own, read without a store: dates, parties, made records, what is counted."""

from __future__ import annotations

import pytest
from own_tables import own


@pytest.fixture
def read(tmp_path):
    def run(rows: str, table: str):
        return own(tmp_path, rows, table)

    return run


def counts(report):
    return report.records, report.kept, dict(report.dropped), report.errors


DATED = """
    rows:
      - class: Attack
        actor: {column: a, as: gw}
        recipient: {column: b, as: local}
        date:
          column: date
          until: {column: till}
          precision: {column: prec, lookup: {4: %s, 5: %s}, default: day}
"""


def test_a_day_that_is_invented_is_left_out(read):
    rows, report = read(
        DATED % ("month", "year"),
        "a,b,date,till,prec\n"
        "645,x,2014-06-10 00:00:00.000,2014-06-10,1\n"
        "645,x,2014-06-01,2014-06-30,4\n"
        "645,x,2014-03-01,2014-11-30,5\n"
        "645,x,2014-06-10,2014-06-12,2\n"
        "645,x,2014-06-10,2014-06-02,1\n",
    )
    assert [row.when.edtf for row in rows] == [
        "2014-06-10", "2014-06", "2014", "2014-06-10/2014-06-12",
    ]  # fmt: skip
    assert counts(report) == (5, 4, {"ends before it begins": 1}, 0)


def test_a_range_of_days_is_kept_where_the_mapping_says_so(read):
    rows, report = read(
        DATED % ("month or range", "year or range"),
        "a,b,date,till,prec\n"
        "645,x,2014-06-10,2014-06-10,4\n"
        "645,x,2014-06-01,2014-06-30,4\n"
        "645,x,2014-06-15,2014-07-14,4\n"
        "645,x,2014-03-01,2014-11-30,5\n"
        "645,x,2014-06-10,2014-06-02,4\n",
    )
    assert [row.when.edtf for row in rows] == [
        "2014-06", "2014-06", "2014-06-15/2014-07-14", "2014-03-01/2014-11-30",
    ]  # fmt: skip
    assert counts(report) == (5, 4, {"ends before it begins": 1}, 0)


def test_an_empty_default_of_a_party_is_nobody(read):
    rows, report = read(
        """
    rows:
      - class: Attack
        actor: {column: a, as: gw}
        recipient: {column: b, as: local, lookup: {x: X}, default: ""}
        date: date
""",
        "a,b,date\n645,x,2014-01-01\n645,,2014-01-01\n645,y,2014-01-01\n",
    )
    assert [[party.label for party in row.recipient] for row in rows] == [["X"], [], []]
    assert counts(report) == (3, 3, {}, 0)


TOGETHER = """
from geograph.sources.reshaping import ChangedRecord


def together(records, files):
    first, *others = records
    files.drop(others.pop(), "told twice")
    both = (first, *others)
    who, when = (tuple(r.first(c) for r in both) for c in ("a", "date"))
    yield ChangedRecord(first, {"who": who, "when": when})
"""


def test_each_party_is_read_at_its_own_date_and_the_rows_of_the_file_are_counted(read, tmp_path):
    (tmp_path / "beside.py").write_text(TOGETHER)
    rows, report = read(
        """
    reshape: beside.py:together
    count: file
    reads: [a, b]
    rows:
      - class: War
        actor: {column: who, as: cow, on: when}
        date: date
""",
        "a,b,date,more\n365,x,1915,\n345,x,1918-01-01/1918-06-30,\n345,x,1919,\n1,2\n1,x,1920,\n",
    )
    assert [[found.id for found in row.actor] for row in rows] == [
        ["state/RUS", "state/SRB", "state/YUG"]
    ]
    assert counts(report) == (5, 3, {"told twice": 1}, 1)
    assert report.ignored == ("more",)


def test_a_number_out_of_its_time_is_the_next_or_the_last_who_has_it(read):
    rows, report = read(
        """
    rows:
      - class: Alliance
        participant: [{column: a, as: cow}, {column: b, as: cow}]
        date: date
""",
        "a,b,date\n260,265,1950-01-01\n265,2,1995-01-01\n255,2,1960-01-01\n345,2,1942-06-01\n",
    )
    assert [[found.id for found in row.participant] for row in rows] == [
        ["state/GFR", "state/GDR"],
        ["state/GDR", "state/USA"],
        ["state/DEU", "state/USA"],
        ["state/YUG", "state/USA"],
    ]
    assert set(report.names.late) == {"cow:260", "cow:265", "cow:255", "cow:345"}


def test_converted_files_write_codes_and_years_with_a_point(read):
    rows, report = read(
        """
    rows:
      - class: {column: b, lookup: {1: Attack, 3: MassViolence}}
        actor: {column: a, as: gw, on: date}
        date: date
""",
        "a,b,date\n645.0,1.0,1991.0\n365.0,3,1991.0\n",
    )
    told = [(row.kind.name, row.actor[0].id, row.when.edtf) for row in rows]
    assert told == [("Attack", "state/IRQ", "1991"), ("MassViolence", "state/RUS-1922", "1991")]
    assert counts(report) == (2, 2, {}, 0)
