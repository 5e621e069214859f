"""Attributes joined to networks and panels: by actor and time, with zeros apart from missing."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from own_tables import ABOUT
from releases import FIXTURES, small_store

import geograph
from geograph.analysis.panel import states_in
from geograph.cli import main
from geograph.errors import GeographError
from geograph.model import Model
from geograph.pipeline.load import load
from geograph.policy import ClaimIndex

ACTS = (
    ABOUT
    + """lookups: {kinds: {visit: Visit, attack: Attack, alliance: Alliance}}
layouts:
  acts:
    source: {required: [kind, a, b, day]}
    rows:
      - class: {column: kind, lookup: kinds}
        when: {kind: [visit, attack]}
        actor: a
        recipient: b
        date: day
      - class: {column: kind, lookup: kinds}
        when: {kind: alliance}
        participant: [a, b]
        date: {column: day, until: day}
"""
)
ROWS = """kind,a,b,day
visit,Canada,United States,1990-05-01
visit,Canada,United States,1990-06-01
attack,United States,Cuba,1991-02-01
alliance,Canada,United States,1991-01-01
visit,European Union,Canada,1991-03-01
"""
VALUES = (
    ABOUT
    + """issues: whole
layouts:
  states:
    source: {required: [who, year, score]}
    observations:
      - of: {column: who, as: cow}
        year: year
        variables: {score: {column: score, type: number, unit: points, doc: a score}}
  pairs:
    source: {required: [one, two, year]}
    observations:
      - of: {column: one, as: cow}
        with: {column: two, as: cow}
        year: year
        variables: {sent: {column: sent, type: number, doc: what the one sent the other}}
      - of: {column: one, as: cow}
        with: {column: two, as: cow}
        directed: no
        year: year
        variables: {distance: {column: distance, type: number, doc: how far they are apart}}
"""
)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("panel")
    made = small_store(folder)
    for name, mapping, rows in (
        ("acts", ACTS, ROWS),
        ("values", VALUES, "who,year,score\n2,1990,0\n2,1991,7\n20,1991,1\n20,1991,2\n40,1991,\n"),
        ("values", VALUES, "one,two,year,sent,distance\n2,20,1991,5,100\n20,2,1991,,100\n"),
    ):
        (folder / f"{name}.yml").write_text(mapping, encoding="utf-8")
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
        load(str(folder / f"{name}.yml"), [folder / f"{name}.csv"], made, released="1992-01-01")
    return made


def rows(table, *columns):
    return [tuple(row[c] for c in columns) for row in table]


def test_zeros_stand_where_both_states_existed_and_missing_is_empty(store):
    table = geograph.panel(
        store,
        unit="directed-dyad-year",
        since=1990,
        until=1991,
        actors=["USA", "CAN", "CUB"],
        attributes=["score", "sent", "distance"],
        kinds=["Visit", "Attack", "Alliance"],
    )
    assert table.columns == (
        "year", "actor", "partner", "actor_cow", "partner_cow", "relations", "cooperation",
        "conflict", "neither", "actor_score", "partner_score", "sent", "distance",
    )  # fmt: skip
    assert len(table) == 12
    found = {
        row[:3]: row[5:] for row in table.rows
        if {row[1], row[2]} <= {"state/USA", "state/CAN"} or row[2] == "state/CUB"
    }  # fmt: skip
    assert found[1990, "state/CAN", "state/USA"] == (2, 2, 0, 0, None, 0.0, None, None)
    assert found[1990, "state/USA", "state/CAN"] == (0, 0, 0, 0, 0.0, None, None, None)
    assert found[1991, "state/CAN", "state/USA"] == (1, 1, 0, 0, None, 7.0, None, 100.0)
    assert found[1991, "state/USA", "state/CAN"] == (1, 1, 0, 0, 7.0, None, 5.0, 100.0)
    assert found[1991, "state/USA", "state/CUB"] == (1, 0, 1, 0, 7.0, None, None, None)
    notes = "\n".join(table.notes)
    assert "counted: 5 relations; left out: 1 of others than these states" in notes
    assert "score (points): release/values/1992-01-01-" in notes
    assert "with several values in a year" in notes


def test_a_pair_has_one_row_and_what_it_has_either_way(store):
    table = geograph.panel(
        store, unit="dyad-year", since=1991, until=1991, actors=["USA", "CAN"],
        attributes=["sent", "distance"], by="class",
    )  # fmt: skip
    (row,) = table
    assert (row["actor"], row["partner"], row["relations"]) == ("state/CAN", "state/USA", 1)
    assert (row["Alliance"], row["actor_sent"], row["partner_sent"]) == (1, None, 5.0)
    assert row["distance"] == 100.0


def test_an_actor_has_its_relations_of_both_sides(store):
    table = geograph.panel(store, unit="actor-year", until=1991, actors="USA", attributes="score")
    assert rows(table, "year", "actor_cow", "relations", "cooperation", "conflict", "score") == [
        (1990, 2, 2, 2, 0, 0.0),
        (1991, 2, 2, 1, 1, 7.0),
    ]


def test_a_state_is_there_only_while_it_exists(store):
    def alive(year: int, states: str = "cow") -> set[object]:
        found = geograph.panel(
            store, unit="actor-year", since=year, until=year, states=states,
            actors=["West Germany", "Germany", "Soviet Union", "Russia"],
        )  # fmt: skip
        return set(found.column("actor"))

    assert alive(1985) == {"state/GFR", "state/RUS-1922"}
    assert alive(1990) == {"state/GFR", "state/DEU", "state/RUS-1922"}
    assert alive(1993) == {"state/DEU", "state/RUS"}
    assert alive(1993, "gw") >= {"state/RUS"}
    assert states_in((), "cow", 1990) == {}


def test_what_is_known_later_is_not_joined(store):
    with pytest.raises(GeographError, match="no release with variables was known by 1991"):
        geograph.panel(
            store, "recorded", unit="actor-year", since=1990, until=1990, attributes="score",
            known_by="1991-12-31",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"since": 1800, "until": 2020}, "the panel would have .* rows"),
        ({"since": 1991, "until": 1990}, "ends before it begins"),
        ({"since": 1991, "until": 1991, "actors": "European Union"}, "no directed-dyad"),
        ({"unit": "actor-year", "attributes": "sent"}, "'sent' is of dyads"),
        ({"unit": "actor-year", "attributes": "scores"}, "no release has a variable 'scores'"),
        ({"kinds": "MilitaryExercise"}, "no relation that counts has a year"),
    ],
)
def test_a_panel_that_cannot_be_made_says_why(store, asked, error):
    with pytest.raises(GeographError, match=error):
        geograph.panel(store, **asked)


def test_nodes_and_edges_have_the_values_of_a_day(store):
    G = geograph.network(store, by="event", attributes=["score", "sent", "distance"], on="1991")
    assert G.nodes["state/USA"]["score"] == 7.0
    assert "score" not in G.nodes["state/CAN"]  # it has two
    assert "score" not in G.nodes["state/CUB"]
    given = {(u, v): (d.get("sent"), d.get("distance")) for u, v, d in G.edges(data=True)}
    assert given["state/USA", "state/CAN"] == (5.0, 100.0)
    assert given["state/CAN", "state/USA"] == (None, 100.0)
    assert given["state/USA", "state/CUB"] == (None, None)
    told = G.graph["attributes"]["score"]
    assert told["release"].startswith("release/values/1992-01-01-")
    assert (told["time"], told["held"], told["several"]) == ("1991-01-01 to 1991-12-31", 1, 1)
    then = geograph.network(store, attributes="score", as_of="1990-07-01")
    assert then.nodes["state/USA"]["score"] == 0.0
    assert then.graph["attributes"]["score"]["time"] == "1990-07-01"


def test_attributes_of_a_network_need_a_day_and_a_store(store):
    with pytest.raises(GeographError, match="attributes without a day"):
        geograph.network(store, attributes="score")
    with pytest.raises(GeographError, match="a day without attributes"):
        geograph.network(store, on="1991")
    with pytest.raises(GeographError, match="a claim index holds no attributes"):
        geograph.network(ClaimIndex.from_model(Model()), attributes="score", on="1991")


def test_an_exported_network_has_them_as_numbers(store, tmp_path):
    out = tmp_path / "net.graphml"
    geograph.export(store, "graphml", out, attributes=["score", "sent"], on="1991")
    G = nx.read_graphml(out)
    assert {n: d["score"] for n, d in G.nodes(data=True) if "score" in d} == {"state/USA": 7.0}
    assert [d["sent"] for *_, d in G.edges(data=True) if "sent" in d] == [5.0]
    assert "release/values/1992-01-01-" in G.graph["attributes"]
    with pytest.raises(GeographError, match="no level and no `by`, nor attributes"):
        geograph.export(store, "trig", tmp_path / "x.trig", attributes="score", on="1991")


def test_values_change_no_count_of_events(store, tmp_path):
    bare = small_store(tmp_path)
    with geograph.open_store(bare) as one, geograph.open_store(store) as other:
        for by in ("network", "sparql", "ledger"):
            own = {key for key in geograph.ids(other, by=by) if "/acts/" not in key}
            assert own == set(geograph.ids(one, by=by))


def test_the_command_writes_the_same(store, tmp_path):
    run = CliRunner().invoke(
        main,
        ["panel", "--unit", "dyad-year", "--from", "1991", "--to", "1991", "--actor", "USA",
         "--actor", "CAN", "--attribute", "sent", "--store", str(store), "--format", "csv",
         "-o", str(tmp_path / "p.csv")],
    )  # fmt: skip
    assert run.exit_code == 0
    assert (tmp_path / "p.csv").read_text().splitlines()[1] == (
        "1991,state/CAN,state/USA,20,2,1,1,0,0,,5.0"
    )


def test_a_published_file_joins_as_it_is(tmp_path):
    store = small_store(tmp_path)
    load("cow-nmc", [FIXTURES / "cow-nmc" / "NMC-60-abridged.csv"], store)
    found = geograph.panel(
        store, unit="actor-year", since=1922, until=1923, actors=["Russia", "Soviet Union"],
        attributes="tpop",
    )  # fmt: skip
    assert rows(found, "year", "actor", "tpop") == [
        (1922, "state/RUS", 132000.0),
        (1922, "state/RUS-1922", None),
        (1923, "state/RUS-1922", 133000.0),
    ]


MEMBERS = (
    ABOUT
    + """issues: whole
layouts:
  years:
    source: {required: [who, body, role, year]}
    steps:
      - spells: {of: [who, body, role], year: year, ongoing: {ends: "^1992"}}
    memberships:
      - member: {column: who, as: cow}
        of: {column: body, kind: InternationalOrganisation}
        role: role
        date: {column: from, until: {column: to, open: [".."]}}
"""
)


@pytest.fixture(scope="module")
def members(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("members")
    made = small_store(folder)
    rows = [
        (who, body, role, year)
        for who, body, role, years in (
            (2, "NATO", "member", range(1990, 1993)),
            (20, "NATO", "member", range(1990, 1993)),
            (2, "Club", "member", range(1990, 1992)),
            (20, "Club", "observer", range(1990, 1991)),
            (20, "Club", "member", range(1991, 1992)),
        )
        for year in years
    ]
    lines = "".join(",".join(map(str, row)) + "\n" for row in rows)
    (folder / "members.yml").write_text(MEMBERS, encoding="utf-8")
    (folder / "members.csv").write_text(f"who,body,role,year\n{lines}", encoding="utf-8")
    load(str(folder / "members.yml"), [folder / "members.csv"], made, released="1993-01-01")
    return made


def test_memberships_are_joined_with_zeros_in_the_years_that_are_covered(members):
    table = geograph.panel(
        members, unit="dyad-year", since=1989, until=1992, actors=["USA", "CAN", "CUB"],
        attributes=["member:NATO", "shared_memberships"],
    )  # fmt: skip
    names = ("year", "actor_member_of_nato", "partner_member_of_nato", "shared_memberships")
    usa_canada = [r for r in table if (r["actor"], r["partner"]) == ("state/CAN", "state/USA")]
    assert rows(usa_canada, *names) == [
        (1989, None, None, None),
        (1990, 1, 1, 1),  # an observer shares nothing
        (1991, 1, 1, 2),
        (1992, 1, 1, 1),
    ]
    cuba = [r for r in table if r["partner"] == "state/CUB" and r["actor"] == "state/CAN"]
    assert rows(cuba, *names)[1:3] == [(1990, 1, 0, 0), (1991, 1, 0, 0)]
    notes = "\n".join(table.notes)
    assert "member_of_nato: release/members/1993-01-01-" in notes


def test_memberships_are_attributes_of_nodes_and_edges(members):
    G = geograph.network(
        members, attributes=["member:North Atlantic Treaty Organization"], on="1991"
    )
    found = {n: d.get("member_of_nato") for n, d in G.nodes(data=True)}
    assert set(found.values()) <= {0, 1}
    assert found.get("state/USA", 1) == 1


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("member:Atlantis League", "Atlantis League"),
        ("member:OPEC", "no release has memberships"),
        ("other:shared_memberships", "no release has memberships"),
    ],
)
def test_memberships_that_nobody_states_are_an_error(members, name, error):
    with pytest.raises(GeographError, match=error):
        geograph.panel(members, unit="dyad-year", since=1990, until=1990, attributes=name)
