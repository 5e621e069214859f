"""Centrality: hand-computed values, networkx as oracle, invariances, and ranks side by side."""

from __future__ import annotations

import re
import sys
from math import sqrt

import networkx as nx
import numpy as np
import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from nets import event, multigraph, world
from worlds import small_world

from geograph.analysis import measures
from geograph.analysis.centrality import compare, ranks
from geograph.analysis.collapsing import collapse
from geograph.analysis.measures import MEASURES
from geograph.analysis.measures.degrees import degree, strength_in, strength_out
from geograph.analysis.measures.distances import betweenness, closeness
from geograph.analysis.measures.eigenvectors import eigenvector, pagerank
from geograph.errors import AnalysisError, EmptyNetwork
from geograph.networks import network
from geograph.policy import ClaimIndex, Policy

SMALL = ClaimIndex.from_model(small_world())

# The centre c sends to three, once with two parallel edges.
STAR = multigraph([("c", "x", 1.0), ("c", "x", 0.5), ("c", "y", 1.0), ("c", "z", 1.0)])
# a → b → c → d
PATH = multigraph([("a", "b", 1.0), ("b", "c", 1.0), ("c", "d", 1.0)])
# a triangle, and a pair apart
APART = multigraph([("a", "b", 1.0), ("b", "c", 1.0), ("c", "a", 1.0), ("x", "y", 5.0)])


def test_a_star_by_hand():
    assert degree(STAR) == {"c": 3, "x": 1, "y": 1, "z": 1}
    assert strength_out(STAR) == {"c": 3.5, "x": 0, "y": 0, "z": 0}
    assert strength_in(STAR) == {"c": 0, "x": 1.5, "y": 1, "z": 1}
    assert betweenness(STAR) == {"c": 0, "x": 0, "y": 0, "z": 0}
    # x is reached by one of three others, at distance 1
    assert closeness(STAR) == pytest.approx({"c": 0, "x": 1 / 3, "y": 1 / 3, "z": 1 / 3})
    # leading eigenvector of a weighted star: the centre has sqrt(1/2), a leaf w / sqrt(2 · Σ w²)
    norm = sqrt(2 * (1.5**2 + 1 + 1))
    expected = {"c": sqrt(0.5), "x": 1.5 / norm, "y": 1 / norm, "z": 1 / norm}
    assert eigenvector(STAR) == pytest.approx(expected, abs=1e-9)


def test_pagerank_of_a_star_by_hand():
    # c = 0.15/4 + 0.85/4 · (x + y + z), a leaf adds 0.85 · c · its share; they sum to 1
    c = 0.25 / (1 + 0.85 / 4)
    leak = 0.15 / 4 + 0.85 / 4 * (1 - c)
    expected = {
        "c": c,
        "x": leak + 0.85 * c * 1.5 / 3.5,
        "y": leak + 0.85 * c / 3.5,
        "z": leak + 0.85 * c / 3.5,
    }
    assert pagerank(STAR) == pytest.approx(expected, abs=1e-10)


def test_a_path_by_hand():
    assert degree(PATH) == {"a": 1, "b": 2, "c": 2, "d": 1}
    # b lies on a→c and a→d, c on a→d and b→d, of (4 - 1)(4 - 2) = 6 ordered pairs
    assert betweenness(PATH) == pytest.approx({"a": 0, "b": 1 / 3, "c": 1 / 3, "d": 0})
    # d is reached by all three others, at 1 + 2 + 3; c by two of three, at 1 + 2
    assert closeness(PATH) == pytest.approx({"a": 0, "b": 1 / 3, "c": 4 / 9, "d": 1 / 2})
    golden = (1 + sqrt(5)) / 2  # the undirected path of four
    end, middle = 1 / sqrt(2 + 2 * golden**2), golden / sqrt(2 + 2 * golden**2)
    expected = {"a": end, "b": middle, "c": middle, "d": end}
    assert eigenvector(PATH) == pytest.approx(expected, abs=1e-9)


def test_two_components_by_hand():
    assert degree(APART) == {"a": 2, "b": 2, "c": 2, "x": 1, "y": 1}
    # in the ring each lies on one of 4 · 3 ordered pairs
    ring = dict.fromkeys("abc", 1 / 12)
    assert betweenness(APART) == pytest.approx({**ring, "x": 0, "y": 0})
    # reached by 2 of 4 others, at 1 + 2; y by 1 of 4, at 1
    near = dict.fromkeys("abc", 2 / 4 * 2 / 3)
    assert closeness(APART) == pytest.approx({**near, "x": 0, "y": 1 / 4})
    # x and y are outside the largest component: not defined, which is not 0
    assert eigenvector(APART) == pytest.approx(dict.fromkeys("abc", sqrt(1 / 3)), abs=1e-9)


def test_the_eigenvector_of_several_largest_components_is_given_for_each():
    pairs = multigraph([("a", "b", 1.0), ("x", "y", 9.0)])
    assert eigenvector(pairs) == pytest.approx(dict.fromkeys("abxy", sqrt(1 / 2)), abs=1e-9)


def test_an_event_without_direction_counts_once_where_directions_are_ignored():
    G = network(world(event("m", "", "", "AAA BBB", kind="Meeting"), event("t", "BBB", "CCC")))
    # both ties have the strength 1, so BBB is the middle of a path of equal steps
    expected = {"state/AAA": 0.5, "state/BBB": sqrt(0.5), "state/CCC": 0.5}
    assert eigenvector(G) == pytest.approx(expected, abs=1e-9)
    assert strength_out(G) == {"state/AAA": 1, "state/BBB": 2, "state/CCC": 0}


def test_collapse_sums_parallel_edges():
    assert list(collapse(STAR).edges(data="weight")) == [
        ("c", "x", 1.5),
        ("c", "y", 1.0),
        ("c", "z", 1.0),
    ]


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_nothing_is_no_finding(name):
    empty = network(SMALL, Policy(rule="owned"))
    with pytest.raises(EmptyNetwork, match="under policy 'owned' at level 'state'") as caught:
        MEASURES[name](empty)
    assert "7 not counted by the policy" in caught.value.what


def test_an_iteration_that_does_not_settle_is_an_error():
    with pytest.raises(AnalysisError, match="did not converge in 2 iterations"):
        eigenvector(PATH, max_iter=2)


EDGES = st.lists(
    st.tuples(
        st.sampled_from("abcdefg"), st.sampled_from("abcdefg"), st.sampled_from([0.5, 1.0, 2.0])
    ).filter(lambda e: e[0] != e[1]),
    min_size=1,
    max_size=16,
)


@pytest.mark.slow
@settings(max_examples=draws(80), deadline=None)
@given(EDGES)
def test_networkx_agrees_on_the_summed_graph(edges):
    plain: nx.DiGraph[str] = nx.DiGraph()
    for u, v, weight in edges:
        total = plain.edges[u, v]["weight"] if plain.has_edge(u, v) else 0
        plain.add_edge(u, v, weight=total + weight)
    G = multigraph(edges)
    near = {"abs": 1e-7}
    assert strength_in(G) == pytest.approx(dict(plain.in_degree(weight="weight")), **near)
    assert strength_out(G) == pytest.approx(dict(plain.out_degree(weight="weight")), **near)
    assert betweenness(G) == pytest.approx(nx.betweenness_centrality(plain), **near)
    assert closeness(G) == pytest.approx(nx.closeness_centrality(plain), **near)
    assert pagerank(G) == pytest.approx(nx.pagerank(plain, tol=1e-12, max_iter=500), **near)
    pairs = plain.to_undirected(as_view=False)
    assert degree(G) == dict(pairs.degree())


@settings(max_examples=draws(80), deadline=None)
@given(EDGES)
def test_the_eigenvector_is_one(edges):
    G = multigraph(edges)
    plain = nx.Graph()
    for u, v, weight in edges:
        total = plain.edges[u, v]["weight"] if plain.has_edge(u, v) else 0
        plain.add_edge(u, v, weight=total + weight)
    scores = eigenvector(G)
    parts = list(nx.connected_components(plain))
    largest = max(map(len, parts))
    assert set(scores) == {n for part in parts if len(part) == largest for n in part}
    for part in (p for p in parts if len(p) == largest):
        nodes = sorted(part)
        matrix = nx.to_numpy_array(plain, nodelist=nodes, weight="weight")
        values, vectors = np.linalg.eigh(matrix)
        leading = np.abs(vectors[:, -1])
        assert values[-1] > values[-2]
        assert [scores[n] for n in nodes] == pytest.approx(list(leading), abs=1e-6)


@pytest.mark.slow
@settings(max_examples=draws(60), deadline=None)
@given(EDGES, st.permutations("abcdefg"), st.randoms(use_true_random=False))
def test_neither_names_nor_order_matter(edges, names, random):
    renamed = dict(zip("abcdefg", names, strict=True))
    other = [(renamed[u], renamed[v], weight) for u, v, weight in edges]
    random.shuffle(other)
    for name, measure in MEASURES.items():
        one = measure(multigraph(edges))
        two = measure(multigraph(other))
        assert two == pytest.approx({renamed[n]: x for n, x in one.items()}, abs=1e-8), name
        assert ranks(two) == {renamed[n]: place for n, place in ranks(one).items()}, name


@pytest.mark.slow
@settings(max_examples=draws(60), deadline=None)
@given(EDGES)
def test_an_edge_twice_is_an_edge_of_twice_the_weight(edges):
    twice = multigraph([*edges, *edges])
    doubled = multigraph([(u, v, 2 * w) for u, v, w in edges])
    for name, measure in MEASURES.items():
        assert measure(twice) == pytest.approx(measure(doubled), abs=1e-9), name


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 4).map(float)))
def test_ranks_are_competition_ranks(scores):
    expected = {
        n: 1 + sum(other > score for other in scores.values()) for n, score in scores.items()
    }
    assert ranks(scores) == expected


def test_scores_that_differ_by_noise_are_tied():
    assert ranks({"a": 0.1 + 0.2, "b": 0.3}) == {"a": 1, "b": 1}


CONTESTED = world(
    event("sent", "AAA", "BBB"),
    event("sold", "AAA", "CCC"),
    event("gave", "DDD", "CCC"),
    event("lent", "DDD", "BBB"),
    event("lent-more", "DDD", "EEE"),
    event("fired", "AAA", "EEE"),
    event("hit", "AAA", "FFF"),
    denied="sent sold fired",
)


def test_two_policies_side_by_side():
    policies = [Policy(), Policy(rule="undenied")]
    table = compare(CONTESTED, policies, measures=["strength-out"])
    assert table.columns == (
        *("measure", "actor", "id", "score all", "rank all"),
        *("score undenied", "rank undenied", "change undenied"),
    )
    assert table.rows == (
        ("strength-out", "AAA", "state/AAA", 4.0, 1, 1.0, 2, -1),
        ("strength-out", "DDD", "state/DDD", 3.0, 2, 3.0, 1, 1),
        ("strength-out", "BBB", "state/BBB", 0.0, 3, 0.0, 3, 0),
        ("strength-out", "CCC", "state/CCC", 0.0, 3, 0.0, 3, 0),
        ("strength-out", "EEE", "state/EEE", 0.0, 3, 0.0, 3, 0),
        ("strength-out", "FFF", "state/FFF", 0.0, 3, 0.0, 3, 0),
    )
    assert table.notes == (
        "policy all, level state: 7 edges among 6 actors; "
        "rests on 7 events, 1 document, 1 publisher, 2 voices",
        "policy undenied, level state: 4 edges among 6 actors; "
        "rests on 4 events, 1 document, 1 publisher, 1 voice",
        "of 4 events: denied by nobody after a search 0, not searched 4, nothing readable 0",
        "left out (events): not counted by the policy 3",
        "change: places gained (+) or lost (-) against all; equal scores tie",
    )


def test_an_actor_that_a_policy_leaves_no_edge_has_no_rank():
    rows = compare(SMALL, [Policy(), Policy(rule="undenied")], measures=["degree"]).rows
    assert rows == (
        ("degree", "United Kingdom", "state/GBR", 1.0, 1, 1.0, 1, 0),
        ("degree", "United States", "state/USA", 1.0, 1, 1.0, 1, 0),
        ("degree", "Iran", "state/IRN", 1.0, 1, None, None, None),
        ("degree", "Russia", "state/RUS", 1.0, 1, None, None, None),
    )


def test_all_measures_in_order_and_only_the_first_of_each():
    table = compare(CONTESTED, [Policy()], top=1)
    assert list(dict.fromkeys(table.column("measure"))) == list(MEASURES)
    assert {row["rank all"] for row in table} == {1}
    both = compare(CONTESTED, [Policy(), Policy(rule="undenied")], measures=["strength-out"], top=1)
    assert both.column("actor") == ("AAA", "DDD")  # the first under either


def test_cuts_in_time_stand_in_the_notes_and_tell_equal_rules_apart():
    cut = Policy.parse("all", known_by="2024-09-30")
    table = compare(SMALL, [cut], measures=["degree"])
    assert "rank all" in table.columns
    assert table.notes[0].startswith("policy all, known by 2024-09-30 (said), level state")
    two = compare(SMALL, [Policy(), cut, Policy()], measures=["degree"])
    assert "change all, known by 2024-09-30 (said)" in two.columns
    assert len(two.columns) == 8  # the policy that is given twice counts once


def test_what_is_not_defined_is_said():
    w = world(event("a", "AAA", "BBB"), event("b", "BBB", "CCC"), event("x", "XXX", "YYY"))
    table = compare(w, [Policy()], measures=["eigenvector"])
    assert table.column("actor") == ("BBB", "AAA", "CCC")
    assert table.notes[-1] == ("eigenvector is not defined for 2 actors under all")


def test_one_empty_network_is_shown_and_only_empty_ones_are_an_error():
    table = compare(SMALL, [Policy(), Policy(rule="owned")], measures=["degree"])
    assert table.column("rank owned") == (None,) * 4
    with pytest.raises(EmptyNetwork, match="policy 'owned' or 'endorsed:9'"):
        compare(SMALL, [Policy(rule="owned"), Policy(rule="endorsed", n=9)])


@pytest.mark.parametrize(
    ("policies", "more", "message"),
    [
        ([Policy()], {"measures": ["page-rank"]}, "did you mean pagerank"),
        ([], {}, "no policy to rank under"),
        ([Policy()], {"top": 0}, "top is 0"),
    ],
)
def test_questions_without_sense_are_errors(policies, more, message):
    with pytest.raises(AnalysisError, match=message):
        compare(SMALL, policies, **more)


RECIPROCITY = '''"""How much of what an actor does to others is returned?"""

__all__ = ["reciprocity"]


def reciprocity(G):
    """Return the share of the actors whom each acts on that act on it."""
    return {n: len({*G[n]} & {*G.predecessors(n)}) / len(G[n]) for n in G if len(G[n])}
'''


def test_a_file_in_the_folder_is_a_measure(tmp_path, monkeypatch):
    (tmp_path / "reciprocities.py").write_text(RECIPROCITY, encoding="utf-8")
    monkeypatch.setattr(measures, "__path__", [*measures.__path__, str(tmp_path)])
    shipped = dict(measures._shipped())
    monkeypatch.delitem(sys.modules, "geograph.analysis.measures.reciprocities")
    assert list(shipped) == [*MEASURES, "reciprocity"]
    assert shipped["reciprocity"](multigraph([("a", "b", 1), ("b", "a", 1), ("b", "c", 1)])) == {
        "a": 1.0,
        "b": 0.5,
    }


def test_a_file_of_ones_own_is_a_measure(tmp_path):
    mine = tmp_path / "mine.py"
    mine.write_text(RECIPROCITY, encoding="utf-8")
    table = compare(SMALL, ["all"], measures=["degree", str(mine)])
    scores = {row[2]: row[3] for row in table.rows if row[0] == "reciprocity"}
    G = network(SMALL, Policy(), by="class")
    assert scores == {n: len({*G[n]} & {*G.predecessors(n)}) / len(G[n]) for n in G if len(G[n])}
    assert {row[0] for row in table.rows} == {"degree", "reciprocity"}


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("return 3", "measure mine returned 3"),
        ('return {"a": "b"}', "measure mine returned {'a': 'b'}"),
        ("return absent", "measure mine: NameError: name 'absent' is not defined"),
    ],
)
def test_what_a_measure_of_ones_own_does_wrong_is_said(tmp_path, body, what):
    mine = tmp_path / "mine.py"
    mine.write_text(f'__all__ = ["mine"]\ndef mine(G): {body}\n', encoding="utf-8")
    with pytest.raises(AnalysisError, match=re.escape(what)):
        compare(SMALL, ["all"], measures=[str(mine)])


def test_a_measure_that_is_not_there_is_named(tmp_path):
    with pytest.raises(AnalysisError, match="there is no such file"):
        compare(SMALL, ["all"], measures=[str(tmp_path / "absent.py")])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("def reciprocity(G): ...", "no measure in the file"),
        ("import no_such_module", "No module named 'no_such_module'"),
        ('__all__ = ["absent"]', "KeyError: 'absent'"),
    ],
)
def test_a_file_that_is_no_measure_is_named(tmp_path, text, what):
    mine = tmp_path / "mine.py"
    mine.write_text(text, encoding="utf-8")
    with pytest.raises(AnalysisError, match=what) as caught:
        compare(SMALL, ["all"], measures=[str(mine)])
    assert caught.value.where.file == str(mine)
