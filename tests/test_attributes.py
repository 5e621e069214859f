"""Attributes: values of actors and dyads in periods, from a file to the store and out of it."""

from __future__ import annotations

import filecmp
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from own_tables import ABOUT, own
from releases import FIXTURES, ask, small_store, table

import geograph
from geograph.cli import main
from geograph.errors import GeographError, MappingError
from geograph.pipeline.load import load
from geograph.pipeline.store_check import check_store
from geograph.pipeline.store_repair import repair_store
from geograph.pipeline.unload import unload
from geograph.sources.mapping import read_dataset
from geograph.store import open_store

NATO = "North Atlantic Treaty Organization"
NMC, TRADE = FIXTURES / "cow-nmc", FIXTURES / "cow-trade"
HEAD = (
    ABOUT
    + """layouts:
  only:
    source: {required: [who]}
"""
)
GROWTH = """
    observations:
      - of: {column: who, as: iso3}
        year: year
        variables:
          growth: {column: growth, type: number, signed: yes, unit: percent, doc: of GDP}
          regime: {column: regime, type: category, doc: kind of regime}
"""


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return small_store(tmp_path)


def observed(store: Path, report, *names: str):
    """Return actor, partner, year and some values of each observation."""
    return [
        (r["actor"], r["partner"], r["start"].year, *(r[n] for n in names))
        for r in table(store, report, "attributes")
    ]


def mapped(folder: Path, body: str, text: str, **options):
    """Load a table by a mapping of one's own; return the store and the report."""
    (folder / "own.yml").write_text(HEAD + body, encoding="utf-8")
    (folder / "own.csv").write_text(text, encoding="utf-8")
    store = folder / "geograph.db"
    if not store.exists():
        small_store(folder)
    return store, load(str(folder / "own.yml"), [folder / "own.csv"], store, **options)


# from a file to values


def test_state_years_are_values_of_the_state_of_that_year(empty):
    report = load("cow-nmc", [NMC / "NMC-60-abridged.csv"], empty)
    assert (report.records, report.kept, report.events, report.observations) == (7, 6, 0, 6)
    assert dict(report.dropped) == {"no value": 1}
    assert report.ignored == report.missing == ()
    assert observed(empty, report, "milex", "pec", "cinc") == [
        ("state/USA", None, 1816, 3823.0, 254.0, 0.0396975),
        ("state/RUS", None, 1921, None, None, 0.0801234),
        ("state/RUS", None, 1922, None, 16000.0, 0.0701234),
        ("state/RUS-1922", None, 1923, None, 19000.0, 0.0712345),
        ("state/RUS-1922", None, 1991, 133700000.0, 1870000.0, 0.1012345),
        ("state/DEU", None, 1991, 39517000.0, 480000.0, 0.0312345),
    ]
    assert table(empty, report) == []


def test_floats_of_a_converted_file_and_the_names_of_an_old_one_are_the_same_variables(empty):
    report = load("cow-nmc", [NMC / "nmc_converted.csv"], empty)
    assert observed(empty, report, "milex", "milper") == [
        ("state/USA", None, 1816, 3823.0, 17.0),
        ("state/YUG", None, 1992, None, 137.0),
    ]
    old = load("cow-nmc", [NMC / "NMC_3.0.csv"], empty)
    assert observed(empty, old, "pec") == [("state/USA", None, 2001, 3150000.0)]
    assert old.release.variables["pec"] == {
        "type": "number",
        "doc": "energy consumption",
        "unit": "thousand coal-ton equivalents",
        "of": "actor",
        "directed": "",
    }


def test_a_dyad_has_values_each_way_and_of_both(empty):
    report = load("cow-trade", [TRADE / "Dyadic_COW_4.0.csv"], empty)
    assert (report.records, report.kept) == (5, 3)
    assert dict(report.dropped) == {"nobody has the name or code then": 1, "no value": 1}
    assert [
        (a, b, year, directed, *values)
        for (a, b, year, *values), directed in zip(
            observed(empty, report, "imports_from", "smooth_imports_from", "smooth_trade"),
            [r["directed"] for r in table(empty, report, "attributes")],
            strict=True,
        )
    ] == [
        ("state/USA", "state/CAN", 1920, True, 611.86, 611.86, None),
        ("state/CAN", "state/USA", 1920, True, 735.48, 735.48, None),
        ("state/CAN", "state/USA", 1920, False, None, None, 1347.34),
        ("state/USA", "state/GFR", 1960, True, 897.0, 897.0, None),
        ("state/GFR", "state/USA", 1960, True, 1068.0, 1068.0, None),
        ("state/GFR", "state/USA", 1960, False, None, None, 1965.0),
        ("state/GBR", "state/RUS-1922", 1985, True, None, 710.0, None),
        ("state/RUS-1922", "state/GBR", 1985, True, 698.0, 698.0, None),
        ("state/GBR", "state/RUS-1922", 1985, False, None, None, 1408.0),
    ]


def test_a_value_before_the_state_existed_is_nobodys(empty):
    report = load("cow-trade", [TRADE / "National_COW_4.0.csv"], empty)
    assert observed(empty, report, "imports") == [
        ("state/USA", None, 1870, 450.0),
        ("state/USA", None, 1871, 534.0),
        ("state/GFR", None, 1960, 10013.0),
        ("state/DEU", None, 1991, 390110.7),
    ]
    assert dict(report.dropped) == {"nobody has the name or code then": 1, "no value": 1}
    assert report.examples["nobody has the name or code then"] == ["line 6: cow:31 in 1962"]


def test_missing_is_never_zero_and_a_category_is_a_code(tmp_path):
    text = "who,year,growth,regime\nUSA,2001,0,3.0\nUSA,2002,NA,.\nCAN,2001,-1.5,\n"
    store, report = mapped(tmp_path, GROWTH, text)
    assert observed(store, report, "growth", "regime") == [
        ("state/USA", None, 2001, 0.0, "3"),
        ("state/CAN", None, 2001, -1.5, None),
    ]
    assert dict(report.dropped) == {"no value": 1}
    assert dict(report.noticed.counts) == {}


def test_two_values_of_one_year_are_noticed(tmp_path):
    text = "who,year,growth,regime\nUSA,2001,1,\nUSA,2001,2,\nUSA,2002,2,\nUSA,2002,2,\n"
    _, report = mapped(tmp_path, GROWTH, text)
    (what,) = report.noticed.counts
    assert what.startswith("two different values of one actor or dyad in one period")
    assert report.noticed.examples[what] == ["line 3: United States 2001"]


def test_a_cell_that_is_no_number_is_an_error_with_its_line(tmp_path):
    with pytest.raises(GeographError) as raised:
        mapped(tmp_path, GROWTH, "who,year,growth,regime\nUSA,2001,much,\n")
    assert "own.csv:2" in str(raised.value)
    assert "'much' is not a number" in str(raised.value)


def test_wide_years_become_observations(tmp_path):
    body = """
    steps:
      - melt: {columns: "[0-9]*", name: year, value: spent, missing: ["...", "xxx"]}
    observations:
      - of: who
        year: year
        variables: {spent: {column: spent, type: number, unit: million, doc: what was spent}}
"""
    store, report = mapped(tmp_path, body, "who,1990,1991\nIran,1.5,...\nSoviet Union,9,xxx\n")
    assert observed(store, report, "spent") == [
        ("state/IRN", None, 1990, 1.5),
        ("state/RUS-1922", None, 1990, 9.0),
    ]


def test_a_period_may_be_days_and_who_is_meant_is_asked_in_it(tmp_path):
    body = """
    observations:
      - of: {column: who, as: cow}
        date: {column: from, until: {column: to, open: [".."]}}
        variables: {polity: {column: polity, type: integer, signed: yes, doc: a score}}
"""
    store, report = mapped(
        tmp_path, body, "who,from,to,polity\n365,1991-12-27,1993-10-04,5\n2,2001-05,..,-3\n"
    )
    rows = table(store, report, "attributes")
    assert [(r["actor"], str(r["start"]), str(r["end"]), r["polity"]) for r in rows] == [
        ("state/RUS", "1991-12-27", "1993-10-04", 5),
        ("state/USA", "2001-05-01", "None", -3),
    ]


def test_events_and_values_of_one_record(tmp_path):
    rows = """
    rows:
      - class: Visit
        actor: a
        recipient: b
        date: date
    observations:
      - of: a
        with: b
        date: date
        variables: {days: {column: days, type: integer, doc: how long}}
"""
    table_ = "a,b,date,days\nIran,Russia,2001-05-04,3\nIran,,2001-05-05,\n"
    events, report = own(tmp_path, rows, table_)
    assert (report.records, report.kept, len(events), report.observations) == (2, 2, 2, 1)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("type: number, ", ""), "the variable `growth` has no type"),
        (("type: number", "type: flag"), "'flag' is not known"),
        (("growth: {", "Growth: {"), "'Growth' is not a name of a variable"),
        (("growth: {", "actor: {"), "the variable `actor` is named as a column"),
        (("year: year", ""), "a period is needed"),
        (("year: year", "year: year\n        directed: no"), "`directed` without a dyad"),
        (("doc: kind of regime", "dok: kind"), "has no description"),
    ],
)
def test_a_wrong_mapping_is_an_error_with_its_line(change, error):
    with pytest.raises(MappingError, match=error) as raised:
        read_dataset(HEAD + GROWTH.replace(*change), "own.yml")
    assert raised.value.where.line is not None


# the store


def test_values_are_observations_of_the_data_cube_and_nothing_else(empty):
    load("cow-nmc", [NMC / "NMC-60-abridged.csv"], empty)
    cube = "PREFIX qb: <http://purl.org/linked-data/cube#>"
    found = ask(
        empty,
        cube + """SELECT ?start ?end ?cinc ?unit { ?o a gg:Observation, qb:Observation ;
        qb:dataSet ?release ; gg:observedOf id:state/RUS-1922 ; gg:start ?start ; gg:end ?end ;
        ?measure ?cinc . ?measure a gg:Variable, qb:MeasureProperty ; gg:unit ?unit ;
        rdfs:label "cinc" . ?release qb:structure/qb:component/qb:measure ?measure }
        ORDER BY ?start""".replace("id:state/RUS-1922", "<https://w3id.org/geograph/id/state/RUS-1922>")
        .replace("rdfs:", "<http://www.w3.org/2000/01/rdf-schema#")
        .replace("#label", "#label>"),
    )  # fmt: skip
    assert [(str(a), str(b), c, u) for a, b, c, u in found] == [
        ("1923-01-01", "1923-12-31", 0.0712345, "share of the system"),
        ("1991-01-01", "1991-12-31", 0.1012345, "share of the system"),
    ]
    # nothing asserts it, and it is in no network
    assert ask(empty, "SELECT ?o { ?o a gg:Observation . ?x gg:asserts ?o }") == []


def test_the_same_files_change_nothing_and_unloading_restores_the_store(empty, tmp_path):
    before = shutil.copytree(empty, tmp_path / "before")
    quads = sorted(ask(empty, "SELECT ?s ?p ?o { ?s ?p ?o }"), key=str)
    report = load("cow-nmc", [NMC / "NMC-60-abridged.csv"], empty)
    first = {f: f.read_bytes() for f in sorted(empty.glob("tables/releases/**/*.parquet"))}
    assert load("cow-nmc", [NMC / "NMC-60-abridged.csv"], empty).already
    again = small_store(tmp_path / "again") if (tmp_path / "again").mkdir() is None else empty
    load("cow-nmc", [NMC / "NMC-60-abridged.csv"], again)
    assert {f.relative_to(empty): b for f, b in first.items()} == {
        f.relative_to(again): f.read_bytes()
        for f in sorted(again.glob("tables/releases/**/*.parquet"))
    }
    other = load("cow-nmc", [NMC / "NMC_3.0.csv"], empty)
    unload(report.release.id, empty)
    assert ask(empty, "SELECT (count(*) AS ?n) { ?o a gg:Observation }") == [(1,)]
    assert ask(empty, "SELECT (count(*) AS ?n) { ?o a gg:Variable }") == [(7,)]
    unload(other.release.id, empty)
    assert sorted(ask(empty, "SELECT ?s ?p ?o { ?s ?p ?o }"), key=str) == quads
    assert filecmp.cmpfiles(before / "tables", empty / "tables", ["actors.parquet"])[0]


def test_an_id_tells_of_whom_and_when_and_not_in_which_row(empty, tmp_path):
    head = "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
    rows = ["USA,2,2000,1,1,1,1,1,1,0.1,6\n", "CAN,20,2000,2,1,1,1,1,1,0.2,6\n"]
    ids = []
    for n, some in enumerate(([*rows, rows[0].replace("0.1", "0.3")], rows[::-1])):
        file = tmp_path / f"NMC-{n}.csv"
        file.write_text(head + "".join(some))
        report = load("cow-nmc", [file], empty, released="2020-01-01")
        place = report.release.id.replace("release/", "observation/")
        found = table(empty, report, "attributes")
        ids.append([row["id"].removeprefix(f"{place}/") for row in found])
    one, other = "state/USA/2000-01-01", "state/CAN/2000-01-01"
    assert ids == [[one, other, f"{one}~2"], [other, one]]


def test_a_lost_table_is_seen_and_lost_quads_are_made_again(empty):
    report = load("cow-trade", [TRADE / "Dyadic_COW_4.0.csv"], empty)
    quads = sorted(ask(empty, "SELECT ?s ?p ?o { ?s ?p ?o }"), key=str)
    shutil.rmtree(empty / "oxigraph")
    repair_store(empty)
    assert check_store(empty).ok
    assert sorted(ask(empty, "SELECT ?s ?p ?o { ?s ?p ?o }"), key=str) == quads
    file = next(empty.glob("tables/releases/*/*/attributes.parquet"))
    file.unlink()
    (finding,) = check_store(empty).findings
    assert finding.file.endswith("attributes.parquet")
    assert not load("cow-trade", [TRADE / "Dyadic_COW_4.0.csv"], empty).already
    assert check_store(empty).ok
    assert observed(empty, report)


def test_a_release_of_events_alone_has_no_table_of_attributes(empty):
    load("cow-states", [FIXTURES / "cow-states" / "states2016.csv"], empty)
    assert not list(empty.glob("tables/releases/*/*/attributes.parquet"))
    with open_store(empty) as store:
        assert store.releases[0].variables == {}


# answers


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("attributes")
    store = small_store(folder)
    load("cow-nmc", [NMC / "NMC_3.0.csv"], store, released="2002-06-01")
    load("cow-nmc", [NMC / "NMC-60-abridged.csv"], store, released="2021-06-01")
    load("cow-trade", [TRADE / "Dyadic_COW_4.0.csv"], store)
    mapped(folder, GROWTH.replace("growth", "cinc"), "who,year,cinc,regime\nUSA,2001,2,1\n")
    return store


def shown(table_, *columns: str):
    return [tuple(row[c] for c in columns) for row in table_]


def test_without_a_variable_they_are_listed_with_their_coverage(filled):
    found = geograph.attributes(filled, dataset="cow-nmc")
    columns = ("variable", "unit", "values", "missing", "actors", "issues")
    assert shown(found, *columns)[:2] == [
        ("cinc", "share of the system", 6, 0, 4, 2),
        ("irst", "thousand tons", 5, 1, 4, 2),
    ]
    assert {row["release"] for row in found} == {found.rows[0][found.columns.index("release")]}
    assert "2021-06-01" in str(found.rows[0][found.columns.index("release")])
    assert set(geograph.attributes(filled).column("data set")) == {"cow-nmc", "cow-trade", "own"}


def test_values_are_of_the_latest_issue_unless_another_is_named(filled):
    found = geograph.attributes(filled, "cow-nmc:cinc", actors="USA")
    assert shown(found, "actor", "from", "until", "value", "line") == [
        ("United States", date(1816, 1, 1), date(1816, 12, 31), 0.0396975, 2)
    ]
    source = next(note for note in found.notes if note.startswith("source of cinc"))
    assert "release/cow-nmc/2021-06-01-" in source
    assert "left out, other issues: release/cow-nmc/2002-06-01-" in source
    assert "Singer" in source
    old = next(r for r in open_store(filled).releases if r.released == date(2002, 6, 1))
    before = geograph.attributes(filled, "cinc", release=old.id.removeprefix("release/"))
    assert shown(before, "actor", "value") == [("United States", 0.1459)]


def test_a_dyad_without_direction_is_found_from_either_side(filled):
    for one, other in (("USA", "CAN"), ("CAN", "USA")):
        both = geograph.attributes(filled, "smooth_trade", actors=one, partners=other, year=1920)
        assert shown(both, "value", "directed") == [(1347.34, False)]
    sent = geograph.attributes(filled, "imports_from", actors="Canada")
    assert shown(sent, "actor", "partner", "value") == [("Canada", "United States", 735.48)]
    russia = geograph.attributes(filled, "smooth_trade", actors="Soviet Union")
    assert shown(russia, "partner", "value") == [("Soviet Union", 1408.0)]


def test_a_period_that_meets_the_span_is_in_the_answer(filled):
    def years(**span: str) -> list[int]:
        found = geograph.attributes(filled, "tpop", **span)
        return sorted(row["from"].year for row in found)

    assert years(since="1922", until="1923") == [1922, 1923]
    assert years(since="1922-07-01", until="1922-07-01") == [1922]
    assert years(until="1900") == [1816]
    assert geograph.attributes(filled, "tpop", year=1950).rows == ()


def test_an_answer_says_of_whom_there_is_nothing(filled):
    found = geograph.attributes(filled, "tpop", actors=["Iran", "USA"])
    assert any("no value here of Iran" in note for note in found.notes)


@pytest.mark.parametrize(
    ("ask_", "error", "fix"),
    [
        ({"variables": "cnc"}, "no release has a variable 'cnc'", "did you mean cinc"),
        ({"variables": "cinc"}, "is a variable of 2 data sets", "cow-nmc:cinc, own:cinc"),
        ({"variables": "tpop", "dataset": "cow-nm"}, "no release of data set", "did you mean"),
        ({"variables": "tpop", "release": "cow-nmc/x"}, "there is no release", ""),
        ({"variables": "tpop", "year": 2000, "since": "1999"}, "a year and a span", ""),
        ({"variables": "tpop", "since": "2001", "until": "1999"}, "ends before it begins", ""),
        ({"variables": "tpop", "actors": "Atlantis"}, "Atlantis", ""),
        ({"actors": "USA"}, "without a variable", "name one"),
    ],
)
def test_what_cannot_be_answered_says_why(filled, ask_, error, fix):
    with pytest.raises(GeographError, match=error) as raised:
        geograph.attributes(filled, **ask_)
    assert fix in (raised.value.fix or "")


def test_a_store_without_variables_says_what_to_load(empty):
    assert any("geograph load" in note for note in geograph.attributes(empty).notes)
    with pytest.raises(GeographError, match="no release in the store has variables") as raised:
        geograph.attributes(empty, "cinc")
    assert "geograph load cow-nmc" in (raised.value.fix or "")


def test_the_command_prints_the_same(filled):
    run = CliRunner().invoke(
        main, ["attributes", "tpop", "--from", "1922", "--to", "1922", "--store", str(filled),
               "--format", "csv"],
    )  # fmt: skip
    assert run.exit_code == 0
    assert run.output.splitlines()[1].startswith("Russia,1922-01-01,1922-12-31,tpop,132000")


# memberships

SPELLS = """
    steps:
      - spells: {of: [state, body, role], year: year}
      - cut: {codes: state, as: cow}
    memberships:
      - member: {column: state, as: cow}
        of: {column: body, kind: InternationalOrganisation}
        role: role
        date: {column: from, until: {column: to, open: [".."]}}
"""


def members_of(store: Path, actor: str) -> object:
    """Return how many memberships of an organisation there are, those of the reference too."""
    whole = f"<https://w3id.org/geograph/id/actor/{actor}>"
    return ask(store, f"SELECT (count(?t) AS ?n) {{ ?t gg:memberOf {whole} }}")[0][0]


def test_years_without_a_gap_are_one_membership(tmp_path):
    head = HEAD.replace("[who]", "[state]").replace("speaks:", "issues: whole\nspeaks:")
    text = "state,body,role,year\n"
    text += "".join(f"2,NATO,full member,{year}\n" for year in (1949, 1950, 1951, 1953))
    text += "".join(f"365,League of Odd,observer,{year}\n" for year in (1921, 1922, 1923))
    (tmp_path / "own.yml").write_text(head + SPELLS, encoding="utf-8")
    (tmp_path / "own.csv").write_text(text, encoding="utf-8")
    store = small_store(tmp_path)
    before = members_of(store, "nato")
    report = load(str(tmp_path / "own.yml"), [tmp_path / "own.csv"], store)
    assert (report.records, report.kept, report.events, report.tenures) == (7, 7, 0, 4)
    found = geograph.memberships(store, dataset="own")
    assert shown(found, "member", "of", "role", "from", "until") == [
        ("Russia", "League of Odd", "observer", date(1921, 1, 1), date(1922, 12, 29)),
        ("Soviet Union", "League of Odd", "observer", date(1922, 12, 30), date(1923, 12, 31)),
        ("United States", NATO, "full member", date(1949, 1, 1), date(1951, 12, 31)),
        ("United States", NATO, "full member", date(1953, 1, 1), date(1953, 12, 31)),
    ]
    on = geograph.memberships(store, "NATO", dataset="own", on="1952-05-01")
    assert on.rows == ()
    of = geograph.memberships(store, "NATO", on="1950-05-01", actors="USA")
    assert sorted(shown(of, "from")) == [(date(1949, 1, 1),), (date(1949, 4, 4),)]
    with pytest.raises(GeographError, match="no data set 'own2' with memberships"):
        geograph.memberships(store, dataset="own2")
    # a later issue in which a membership has ended stands beside it, and counts
    (tmp_path / "own.csv").write_text(text.replace("1953", "1952"), encoding="utf-8")
    load(str(tmp_path / "own.yml"), [tmp_path / "own.csv"], store, released="1990-01-01")
    assert shown(geograph.memberships(store, "NATO", dataset="own"), "from", "until") == [
        (date(1949, 1, 1), date(1952, 12, 31))
    ]
    assert len(geograph.memberships(store, "NATO", release=report.release.id)) == 2
    assert members_of(store, "nato") == before + 3


def test_a_record_that_is_dropped_on_purpose_states_no_membership(tmp_path):
    body = """
    drop: {a total: {who: World}}
    memberships:
      - member: who
        of: {column: body, kind: InternationalOrganisation}
        year: year
"""
    store, report = mapped(tmp_path, body, "who,body,year\nIran,Club,1990\nWorld,Club,1990\n")
    assert (report.kept, dict(report.dropped), report.tenures) == (1, {"a total": 1}, 1)
    (row,) = table(store, report, "tenures")
    assert (row["who"], row["whom"]) == ("state/IRN", "actor/own/club")


def test_two_roles_and_two_ends_are_tenures_of_their_own(tmp_path):
    body = """
    memberships:
      - member: who
        of: {column: body, kind: InternationalOrganisation}
        role: role
        date: {column: start, until: {column: end, open: [now]}}
"""
    text = "who,body,role,start,end\n" + "".join(
        f"Iran,Club,{role},1990-01-01,{end}\n"
        for role, end in (("member", "now"), ("chair", "now"), ("chair", "1991-01-01"))
    )
    store, report = mapped(tmp_path, body, text)
    assert len({row["id"] for row in table(store, report, "tenures")}) == 3
    assert members_of(store, "own/club") == 3
    unload(report.release.id, store)
    assert members_of(store, "own/club") == 0
