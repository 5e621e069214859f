"""Balance, paths in time, brokerage, cuts and series: against enumeration, and by hand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product

import networkx as nx
import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st

from geograph.analysis.balance import census, frustration, signed
from geograph.analysis.brokerage import ROLES, brokerage, cut_pairs
from geograph.analysis.concentration import hhi, shares
from geograph.analysis.series import correlation, distance, lagged, surprise
from geograph.analysis.temporal import Contact, earliest, route, within
from geograph.errors import AnalysisError

NODES = "abcdef"
PAIRS = [(a, b) for a, b in product(NODES, NODES) if a < b]
SIGNED = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([1, -1]), min_size=1)


def graph(signs: dict[tuple[str, str], int]) -> nx.Graph[str]:
    S: nx.Graph[str] = nx.Graph()
    for (a, b), sign in signs.items():
        S.add_edge(a, b, sign=sign)
    return S


def bad(signs: dict[tuple[str, str], int], bloc: set[str]) -> int:
    return sum(((a in bloc) == (b in bloc)) != (sign > 0) for (a, b), sign in signs.items())


@pytest.mark.slow
@settings(max_examples=draws(60), deadline=None)
@given(SIGNED)
def test_frustration_is_the_least_of_all_partitions(signs: dict[tuple[str, str], int]):
    every = [
        {n for n, side in zip(NODES, sides, strict=True) if side}
        for sides in product((0, 1), repeat=len(NODES))
    ]
    found = frustration(graph(signs))
    assert found.frustration == min(bad(signs, bloc) for bloc in every)
    assert found.frustration == bad(signs, set(found.blocs[0])) == len(found.frustrated)
    assert found.blocs[0] | found.blocs[1] == set(graph(signs))


def test_a_balanced_network_is_two_blocs():
    signs = {("a", "b"): 1, ("c", "d"): 1, ("a", "c"): -1, ("b", "d"): -1, ("a", "d"): -1}
    found = frustration(graph(signs))
    assert (found.frustration, set(found.blocs)) == (0, {frozenset("ab"), frozenset("cd")})
    assert census(graph(signs)) == {"+++": 0, "++-": 0, "+--": 2, "---": 0}


def test_a_pair_has_the_sign_of_its_summed_events():
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    G.add_edge("a", "b", sign=1, weight=1.0, directed=True, status="contested", event="event/e")
    G.add_edge("b", "a", sign=-1, weight=0.4, directed=True, status="asserted", event="event/f")
    for one, other in (("b", "c"), ("c", "b")):  # without direction: there twice, counted once
        G.add_edge(one, other, sign=-1, weight=1.0, directed=False, status="asserted", event="e/g")
    S = signed(G)
    assert S.edges["a", "b"] == {
        "sign": 1,
        "balance": 0.6,
        "positive": 1.0,
        "negative": 0.4,
        "contested": 1,
    }
    assert (S.edges["b", "c"]["sign"], S.edges["b", "c"]["negative"]) == (-1, 1.0)


START = date(2024, 1, 1)
CONTACTS = st.lists(
    st.builds(
        lambda day, pair: Contact(START + timedelta(days=day), *pair, f"event/{day}"),
        st.integers(0, 20),
        st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] != p[1]),
    ),
    max_size=25,
)


def arrivals(contacts: list[Contact], source: str) -> dict[str, date]:
    """Relax every contact until nothing changes: slow, and plainly right."""
    best = {source: date.min}
    for _ in range(len(contacts) + 1):
        for c in contacts:
            if c.source in best and best[c.source] <= c.day < best.get(c.target, date.max):
                best[c.target] = c.day
    return {node: day for node, day in best.items() if node != source}


@pytest.mark.slow
@settings(max_examples=draws(150), deadline=None)
@given(CONTACTS)
def test_the_earliest_arrival_is_the_least_of_all(contacts: list[Contact]):
    found = earliest(sorted(contacts), "a")
    assert {node: step.day for node, step in found.items()} == arrivals(contacts, "a")
    for node in found:
        steps = route(found, node)
        assert (steps[0].source, steps[-1].target) == ("a", node)
        for before, after in pairwise(steps):
            assert before.target == after.source
            assert before.day <= after.day


@pytest.mark.slow
@settings(max_examples=draws(100), deadline=None)
@given(CONTACTS, st.integers(0, 12))
def test_nobody_is_reached_in_more_days_than_given(contacts: list[Contact], days: int):
    found = within(sorted(contacts), "a", days)
    assert all(0 <= reach.days <= days for reach in found.values())
    assert set(within(sorted(contacts), "a", 20)) == set(earliest(sorted(contacts), "a"))
    assert {c.target for c in contacts if c.source == "a"} <= set(found)


def test_every_role_of_a_broker():
    ties = [("a1", "b"), ("b", "a2"), ("x", "b"), ("b", "x2"), ("b", "y")]
    bloc = {"a1": "A", "a2": "A", "b": "A", "x": "X", "x2": "X", "y": "Y"}
    roles = brokerage(nx.MultiDiGraph(ties), bloc)["b"]
    # a1 → b → a2; x → b → x2; x → b → a2; a1 → b → x2 and y; x → b → y
    assert [roles[role] for role in ROLES] == [1, 1, 1, 2, 1]
    assert not brokerage(nx.MultiDiGraph([*ties, ("x", "y")]), bloc)["b"]["liaison"]


def test_a_cut_parts_what_it_is_said_to_part():
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("d", "e")]
    )
    assert cut_pairs(G) == [("c", "d"), ("d", "e")]
    assert cut_pairs(G, "b", "d") == [("c", "d")]
    assert cut_pairs(G, "a", "nobody") == []


def test_shares_and_their_concentration():
    assert shares({"a": 1, "b": 1, "c": 2}) == {"c": 0.5, "a": 0.25, "b": 0.25}
    assert hhi({"a": 1, "b": 1, "c": 2}) == 0.375
    for wrong in ({"a": 0.0}, {"a": 2.0, "b": -1.0}):
        with pytest.raises(AnalysisError, match="no positive weights"):
            hhi(wrong)


def test_what_follows_three_months_later_is_found_at_three():
    one = [0.0, 3, 0, 1, 0, 0, 5, 0, 0, 2, 0, 0, 0, 0]
    other = [0.0] * 3 + one[:-3]
    best = max(lagged(one, other, 5), key=lambda row: row[2] or -1)
    assert (best[0], best[1], best[2]) == (3, 11, 1.0)
    assert correlation([1.0], [2.0]) is None


def test_shares_of_ties_and_not_numbers_make_a_break():
    assert distance({"x": 1.0, "y": 3.0}, {"x": 2.0, "y": 6.0}) == 0.0
    assert distance({"x": 1.0}, {"y": 9.0}) == 1.0
    same = [("x", 1.0), ("y", 1.0)] * 10
    assert (surprise(same, same, 99) or 0) > 0.9
    assert surprise([("x", 1.0)] * 12, [("y", 1.0)] * 12, 99) == 0.01
    assert surprise([], same, 99) is None
