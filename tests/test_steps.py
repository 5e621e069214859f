"""Steps of a mapping: each as a small table before and after, and two ways that agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from effort import draws
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_tables import INDEX, ITEMS

from geograph.errors import MappingError, SeveralErrors
from geograph.pipeline.releases.read_rows import Reading, choose
from geograph.sources.mapping import read_dataset

HEAD = """
title: T
publisher: unstated
speaks: register
url: https://example.org/
licence: L
citation: C
layouts:
  only:
    source: {{required: [{needed}]}}
    steps:
{steps}
    rows:
      - class: Alliance
        participant: {{column: {who}, as: {scheme}{packed}}}
        date: {date}
        details:
          told: {{column: {told}, doc: what is told}}
"""
SPAN = '{column: from, until: {column: to, open: [".."]}}'


def reading(folder: Path, steps: str, table: str, **given: str) -> Reading:
    indented = "\n".join(f"      {line}" for line in steps.strip("\n").splitlines())
    values = {"who": "who", "scheme": "iso3", "date": SPAN, "told": "told", "packed": ""} | given
    header = table.splitlines()[0].split(",")
    text = HEAD.format(steps=indented, needed=header[0], **values)
    known = read_dataset(text, str(folder / "own.yml"))
    path = folder / "own.csv"
    path.write_text(table, encoding="utf-8")
    return Reading(known, choose(known, [path]), INDEX, ITEMS, max_errors=9, max_dropped=1.0)


def shown(read: Reading) -> list[str]:
    """Return each row as its parties, its date and what is told."""
    rows = [row for batch in read.batches() for row in batch]
    return [
        " ".join([
            *(found.id.removeprefix("state/") for found in row.participant),
            row.when.edtf or "-",
            str(row.details["told"] or "-"),
        ])
        for row in rows
    ]  # fmt: skip


TABLES = {
    "melt": (
        """
- melt: {columns: "yr*", name: year, value: told, pattern: "yr(.*)", missing: NA}
""",
        "who,yr1990,yr1991,yr1992\nIRN,5,NA,\nRUS,,7,8\nUSA,,NA,\n",
        {"date": "{year: year, throughout: yes}"},
        [
            "IRN 1990-01-01/1990-12-31 5",
            "RUS 1991-01-01/1991-12-31 7",
            "RUS 1992-01-01/1992-12-31 8",
        ],
        (4, 3, {"nothing in yr*": 1}, 0),
    ),
    "explode, side by side": (
        """
- explode: {columns: [who, told], by: "|", missing: "-"}
""",
        "who,told,date\nIRN | RUS,a|b,1990\nUSA,c,1991\nFRA|DEU,d,1992\n-,,1993\n",
        {"date": "date"},
        ["IRN 1990 a", "RUS 1990 b", "USA 1991 c", "FRA 1992 d", "DEU 1992 d"],
        (6, 5, {"nothing in who, told": 1}, 0),
    ),
    "pack": (
        """
- pack:
    columns: [name, country]
    into: who
    by: [";", "|"]
    missing: NA
    codes: {column: country, pattern: "[A-Z]{3}", as: iso3}
""",
        "name,country,date,told\nIran;AUS,IRN|AUS,1990,a\nIran;na;Russia,,1992,b\n",
        {"scheme": "name", "date": "date", "who": "who", "packed": ", packed: [name, country]"},
        ["IRN AUS 1990 a", "IRN RUS 1992 b"],
        (2, 2, {}, 0),
    ),
    "gather": (
        """
- gather: {columns: "m[0-9]", into: who, missing: "."}
""",
        "m1,m2,m3,date,told\nIRN,.,RUS,1990,a\n",
        {"date": "date"},
        ["IRN RUS 1990 a"],
        (1, 1, {}, 0),
    ),
    "distinct": (
        """
- distinct: {without: year}
""",
        "who,date,told,year\nIRN,1990/1992,a,1990\nIRN,1990/1992,a,1991\nIRN,1990/1992,b,1992\n",
        {"date": "date"},
        ["IRN 1990/1992 a", "IRN 1990/1992 b"],
        (3, 3, {}, 0),
    ),
    "times": (
        """
- times:
    start: [y, m, d]
    end: {column: till}
    ongoing: {unstated: yes, ends: "^2016-12-31$", when: {still: "1"}, last: {column: v}}
""",
        "who,y,m,d,till,still,v,told\n"
        "IRN,1990,2,3,1991-05,0,,day\n"
        "IRN,1990,-9,.,1991,0,,year\n"
        "IRN,1990,1,1,,0,,unstated\n"
        "IRN,1990,1,1,2016-12-31,0,,ends\n"
        "IRN,1990,1,1,2011-12-31,1,,when\n"
        "IRN,1990,1,1,2011-12-31,0,2011,last\n"
        "IRN,x,1,1,1999,0,,wrong\n",
        {},
        [
            "IRN 1990-02-03/1991-05 day",
            "IRN 1990/1991 year",
            "IRN 1990-01-01/.. unstated",
            "IRN 1990-01-01/.. ends",
            "IRN 1990-01-01/.. when",
            "IRN 1990-01-01/.. last",
        ],
        (7, 6, {}, 1),
    ),
    "spells": (
        """
- spells: {of: [who, told], year: year, ongoing: {ends: "^1995"}}
""",
        "who,year,told\nIRN,1991,a\nIRN,1990,a\nIRN,1993,a\nIRN,1992,b\nRUS,1995,a\nRUS,199,a\n",
        {},
        [
            "IRN 1990-01-01/1991-12-31 a",
            "IRN 1993-01-01/1993-12-31 a",
            "IRN 1992-01-01/1992-12-31 b",
            "RUS 1995-01-01/.. a",
        ],
        (6, 5, {}, 1),
    ),
    "cut": (
        """
- cut: {codes: who, as: cow}
""",
        "who,from,to,told\n365.0,1905-06,..,a\n2,1905,1992,b\n",
        {"scheme": "cow"},
        [
            "RUS 1905-06/1922-12-29 a",
            "RUS-1922 1922-12-30/1991-12-25 a",
            "RUS 1991-12-26/.. a",
            "USA 1905/1992 b",
        ],
        (2, 2, {}, 0),
    ),
    "memberships": (
        """
- times: {start: joined, end: left, ongoing: {unstated: yes}}
- memberships: {of: pact, member: code, either: told}
""",
        "pact,code,joined,left,told\n"
        "P,IRN,1955,1979,0\n"
        "P,TUR,1955-02-24,,1\n"
        "P,IRQ,1955,1959,0\n"
        "P,FRA,1990,1991,0\n"
        "Q,USA,1949,,1\n",
        {"who": "members"},
        [
            "IRN TUR 1955-02-24/1979 1",
            "IRN IRQ 1955/1959 0",
            "TUR IRQ 1955-02-24/1959 1",
            "TUR FRA 1990/1991 1",
            "USA 1949/.. 1",
        ],
        (5, 5, {}, 0),
    ),
    "agreement": (
        """
- agreement:
    call: n
    voter: [code, name]
    vote: v
    votes: {"yes": "1", abstain: "2", "no": "3"}
    others: {absent: "8"}
    as: cow
    date: day
    year: y
    session: {column: s, first: 1946}
""",
        "n,code,name,v,day,y,s\n"
        "1,2,,1,2001-05-01,,\n1,20,,1,,,\n1,220,,8,,,\n"
        "2,2,,1,,2001,\n2,20,,3,,,\n3,2,,1,,,56\n3,20,,2,,,\n3,200,,x,,,\n"
        "4,2,,1,,2002,\n4,20,,1,,,\n",
        {"who": "a", "scheme": "cow", "told": "agreement", "date": "{column: from, until: to}"},
        ["USA 2001-01-01/2001-12-31 0.333333", "USA 2002-01-01/2002-12-31 1.0"],
        (10, 8, {"absent": 1}, 1),
    ),
    "sides": (
        """
- sides: {of: n, member: who, side: s, a: "1", b: "2", start: [y], end: [till], highest: h}
""",
        "n,who,s,y,till,h\n1,2,1,1917,1918,4\n1,255,2,1914,1918,5\n1,200,1,1914,1918,3\n"
        "1,210,3,1914,1918,9\n",
        {"who": "a", "scheme": "cow", "told": "whole_h"},
        ["USA GBR 1914/1918 9"],
        (4, 3, {"on neither side": 1}, 0),
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_step_makes_these_rows(tmp_path, name):
    steps, table, given, rows, counts = TABLES[name]
    read = reading(tmp_path, steps, table, **given)
    assert shown(read) == rows
    report = read.report
    assert (report.records, report.kept, dict(report.dropped), report.errors) == counts


WRONG = {
    "- fold: {}": ("own.yml:12", "there is no step 'fold'", "one of melt, explode"),
    "- melt: {columns: a, name: b}": ("own.yml:12", "`value` is missing", "add `value:`"),
    "- melt: {columns: a, name: b, value: c, pattern: x}": ("own.yml:12", "one group", "brackets"),
    "- cut: {codes: a, as: iso3}": ("own.yml:12", "'iso3' has no codes that pass", "cow, gw"),
    "- explode: {columns: a, by: none}": ("own.yml:12", "an empty separator", "between the values"),
    "- explode: {columns: a, bye: x}": ("own.yml:12", "unknown key `bye`", "did you mean `by`"),
    "- {cut: {}, melt: {}}": ("own.yml:12", "a step is one key", "- melt:"),
    "- sides: {of: a, member: b, side: c, a: 1, b: 2, start: d, end: e, whole: no}": (
        "own.yml", "needs a layout 'no'", "one of only",
    ),
    "- times: {start: [a, b, c, d], end: e}": ("own.yml:12", "more than three", "year, month"),
}  # fmt: skip


@pytest.mark.parametrize("step", WRONG)
def test_a_wrong_step_is_named_with_its_line_and_fix(tmp_path, step):
    with pytest.raises(MappingError) as caught:
        reading(tmp_path, step, "who\nIRN\n")
    for part in WRONG[step]:
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("- melt: {columns: 'yr*', name: y, value: v}", "no column fits yr*"),
        ("- gather: {columns: 'm?', into: who}", "the file has who, told"),
        ("- explode: {columns: whom}", "there is no column 'whom'"),
        ("- melt: {columns: t*, name: y, value: v, pattern: 'x(.)'}", "does not fit the column"),
    ],
)
def test_a_step_that_does_not_fit_the_file_is_named(tmp_path, step, message):
    with pytest.raises(MappingError) as caught:
        shown(reading(tmp_path, step, "who,told\nIRN,a\n"))
    assert message in str(caught.value)
    assert "own.yml:12" in str(caught.value)


def test_values_that_do_not_stand_side_by_side_are_an_error_of_their_record(tmp_path):
    read = reading(
        tmp_path,
        "- explode: {columns: [who, told]}",
        "who,told,date\nIRN;RUS;USA,a;b,1990\nIRN,a,1991\n",
        date="date",
    )
    assert shown(read) == ["IRN 1991 a"]
    assert read.report.errors == 1
    read.left.max_errors = 0
    with pytest.raises(SeveralErrors, match=r"own.csv:2: 3 values in 'who' and 2 in 'told'"):
        read.left.enough("own.csv")


CODES = ("IRN", "RUS", "USA", "FRA")
CELLS = st.dictionaries(
    st.integers(1950, 1960), st.sampled_from(["", "NA", "1", "2.5", "many"]), min_size=1
)


@pytest.mark.slow
@given(
    table=st.lists(st.tuples(st.sampled_from(CODES), CELLS), min_size=1, max_size=6),
    years=st.lists(st.integers(1950, 1960), min_size=1, max_size=6, unique=True),
)
@settings(
    max_examples=draws(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_melting_by_a_step_equals_melting_by_hand(tmp_path, table, years):
    wide = [f"who,{','.join(f'y{year}' for year in years)}"]
    long = ["who,year,told"]
    for who, cells in table:
        wide.append(",".join([who, *(cells.get(year, "") for year in years)]))
        long += [
            f"{who},{year},{cells[year]}" for year in years if cells.get(year, "") not in ("", "NA")
        ]
    given = {"date": "{year: year, throughout: yes}"}
    step = "- melt: {columns: 'y*', name: year, value: told, pattern: 'y(.*)', missing: NA}"
    melted = reading(tmp_path, step, "\n".join(wide) + "\n", **given)
    found = [(row.id, row.when.edtf, row.details) for batch in melted.batches() for row in batch]
    by_hand = reading(tmp_path, "[]", "\n".join(long) + "\n", **given)
    expected = [
        (row.id, row.when.edtf, row.details) for batch in by_hand.batches() for row in batch
    ]
    assert found == expected


@given(
    years=st.lists(st.integers(1816, 2020), min_size=1, max_size=30, unique=True),
)
@settings(
    max_examples=draws(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_spells_hold_in_the_years_of_the_table_and_no_other(tmp_path, years):
    table = "who,year,told\n" + "".join(f"USA,{year},a\n" for year in years)
    read = reading(tmp_path, "- spells: {of: [who, told], year: year}", table)
    covered = [
        year
        for batch in read.batches()
        for row in batch
        if row.when.start is not None and row.when.end is not None
        for year in range(row.when.start.year, row.when.end.year + 1)
    ]
    assert sorted(covered) == sorted(years)
