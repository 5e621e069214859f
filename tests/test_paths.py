"""Paths: which, in which order, with which evidence, and what is said where there is none."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import networkx as nx
import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from nets import event, world
from worlds import small_world

from geograph.analysis.paths import find_paths
from geograph.analysis.simple_paths import simple_paths
from geograph.errors import AnalysisError, NoPath, UnknownActor
from geograph.networks import network
from geograph.policy import ClaimIndex, Policy

SMALL = ClaimIndex.from_model(small_world())

# A → B → D and A → C → D, a strong detour A → E → D, and a meeting of D and F.
DIAMOND = world(
    event("a-b", "AAA", "BBB FFF"),
    event("b-d", "BBB", "DDD"),
    event("a-c", "AAA", "CCC"),
    event("c-d", "CCC", "DDD"),
    event("a-e", "AAA", "EEE"),
    event("a-e-2", "AAA", "EEE"),
    event("e-d", "EEE", "DDD"),
    event("e-d-2", "EEE", "DDD"),
    event("e-d-3", "EEE", "DDD"),
    event("talks", "", "", "DDD GGG", kind="Meeting"),
)
NET = network(DIAMOND)


def routes(found) -> list[tuple[str, float]]:
    return [("".join(n.removeprefix("state/")[0] for n in p.nodes), p.cost) for p in found]


def test_all_shortest_paths_in_order_of_their_nodes():
    found = find_paths(NET, "AAA", "DDD")
    assert routes(found) == [("ABD", 2), ("ACD", 2), ("AED", 2)]
    assert found.complete


def test_weighted_takes_the_strong_ties():
    # 1/2 + 1/3 beats 1/0.5 + 1 and 1 + 1
    found = find_paths(NET, "AAA", "DDD", weighted=True)
    assert routes(found) == [("AED", pytest.approx(5 / 6))]
    assert [step.strength for step in found[0].steps] == [2.0, 3.0]


def test_all_simple_paths_up_to_a_length_and_their_limit():
    every = find_paths(NET, "AAA", "GGG", max_hops=3)
    assert routes(every) == [("ABDG", 3), ("ACDG", 3), ("AEDG", 3)]
    some = find_paths(NET, "AAA", "GGG", max_hops=3, limit=2)
    assert routes(some) == [("ABDG", 3), ("ACDG", 3)]
    assert not some.complete
    assert "more paths than these 2" in some.to_table().notes[-1]
    assert routes(find_paths(NET, "AAA", "GGG", max_hops=9, weighted=True)) == [
        ("AEDG", pytest.approx(11 / 6)),
        ("ACDG", pytest.approx(3)),
        ("ABDG", pytest.approx(4)),
    ]


def test_direction_is_respected_and_meetings_have_none():
    assert routes(find_paths(NET, "GGG", "DDD")) == [("GD", 1)]
    with pytest.raises(NoPath):
        find_paths(NET, "GGG", "EEE")
    found = find_paths(NET, "GGG", "EEE", undirected=True)
    assert routes(found) == [("GDE", 2)]
    first, second = found[0].steps
    # the meeting is there once, and the transfers are walked against their direction
    assert [(e.event, e.forward) for e in first.edges] == [("event/talks", True)]
    assert [(e.event, e.forward) for e in second.edges] == [
        ("event/e-d", False),
        ("event/e-d-2", False),
        ("event/e-d-3", False),
    ]
    assert "against its direction" in found.to_table().to_text()


def test_a_step_shows_its_evidence():
    found = find_paths(network(SMALL), "Iran", "RUS")
    assert [e.event for e in found[0].steps[0].edges] == [
        "event/iran-arms-russia",
        "event/iran-srbm-russia",
    ]
    edge = found[0].steps[0].edges[1]
    assert edge.asserting == ("United Kingdom", "United States")
    assert edge.denying == ("Iran (inherited)",)
    assert edge.anonymous == ("United States",)
    assert [place["locator"] for place in edge.documents] == ["1", "4", "7", "9"]
    assert "what weighs 0 is told again, more narrowly" in found.to_table().notes[-1]
    row = list(found.to_table())[1]
    assert row["asserting"] == "United Kingdom; United States; United States (unnamed)"
    assert row["denying"] == "Iran (inherited)"
    assert row["status"] == "contested"
    assert row["documents"] == 'Allies accuse Iran of sending "short-range" missiles ¶1, 4, 7, 9'


def test_the_table_is_the_paths_and_says_what_they_rest_on():
    table = find_paths(NET, "AAA", "BBB").to_table()
    assert table.title == "AAA → BBB: 1 path, cost 1"
    assert table.notes == (
        "policy all, level state: 12 edges among 7 actors; "
        "rests on 10 events, 1 document, 1 publisher, 1 voice",
        "every step costs 1; edges are followed along their way",
    )
    assert [dict(row) for row in table] == [
        {
            "path": 1,
            "step": 1,
            "source": "AAA",
            "target": "BBB",
            "event": "what is called a-b",
            "kind": "ArmsTransfer",
            "start": event("x").start,
            "status": "reported-only",
            "asserting": "publisher not stated (small-report)",
            "denying": "",
            "weight": 0.5,
            "documents": 'Allies accuse Iran of sending "short-range" missiles ¶1',
        }
    ]


LINKS = world(
    event("a-b", "AAA", "BBB"),
    event("b-c", "BBB", "CCC"),
    event("c-d", "CCC", "DDD"),
    event("d-e", "DDD", "EEE"),
    event("x-y", "XXX", "YYY"),
    denied="c-d",
    announced="d-e",
)


@pytest.mark.parametrize(
    ("policy", "ends", "more", "fix"),
    [
        ("all", "AAA CCC", {"max_hops": 1}, "take more hops: AAA → BBB → CCC"),
        ("all", "CCC AAA", {}, "against their direction too (undirected): CCC ← BBB ← AAA"),
        (
            "undenied",
            "BBB DDD",
            {},
            "under policy 'all' it would go: BBB → CCC → DDD (contested: what is called c-d)",
        ),
        (
            "undenied",
            "DDD BBB",
            {},
            "under policy 'all', and without directions, it would go: "
            "DDD ← CCC (contested: what is called c-d) ← BBB",
        ),
        (
            "all",
            "CCC EEE",
            {},
            "only what no policy counts under these cuts would link them: "
            "CCC → DDD → EEE (announced-only: what is called d-e)",
        ),
        ("all", "AAA YYY", {}, "no claim in this network links them, under any policy"),
    ],
)
def test_no_path_says_what_would_link_them(policy, ends, more, fix):
    source, target = ends.split()
    with pytest.raises(NoPath) as caught:
        find_paths(network(LINKS, Policy(rule=policy)), source, target, **more)
    within = " within 1 hop" if more else ""
    assert caught.value.what == (
        f"no path from {source} to {target}{within} under policy '{policy}' at level 'state'"
    )
    assert caught.value.fix is not None
    assert fix in caught.value.fix


def test_unknown_and_ambiguous_names():
    with pytest.raises(UnknownActor, match=r"nearest: Iran \(state/IRN\)"):
        find_paths(network(SMALL), "Irann", "Russia")
    with pytest.raises(UnknownActor, match="level 'actor'"):
        find_paths(network(SMALL), "Iran Air", "Russia")
    twins: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    twins.add_node("a", label="Congo")
    twins.add_node("b", label="Congo")
    with pytest.raises(UnknownActor, match="use a or b"):
        find_paths(twins, "congo", "a")


@pytest.mark.parametrize(
    ("ends", "more", "message"),
    [
        (("AAA", "state/AAA"), {}, "are the same actor"),
        (("AAA", "BBB"), {"max_hops": 0}, "max_hops is 0"),
        (("AAA", "BBB"), {"limit": 0}, "limit is 0"),
    ],
)
def test_questions_without_sense_are_errors(ends, more, message):
    with pytest.raises(AnalysisError, match=message):
        find_paths(NET, *ends, **more)


EDGES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.integers(1, 3)).filter(
        lambda e: e[0] != e[1]
    ),
    max_size=14,
)


@pytest.mark.slow
@settings(max_examples=draws(200), deadline=None)
@given(EDGES, st.integers(1, 5))
def test_the_search_finds_what_networkx_finds(edges, hops):
    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_nodes_from("af")
    for u, v, cost in edges:
        plain.add_edge(u, v, cost=cost)
    costs = {u: {v: Fraction(d["cost"]) for v, d in plain.adj[u].items()} for u in plain}
    found = list(simple_paths(costs, "a", "f", max_hops=hops))

    def cost_of(path: tuple[str, ...]) -> int:
        return sum(plain.edges[step]["cost"] for step in nx.utils.pairwise(path))

    every = {tuple(path) for path in nx.all_simple_paths(plain, "a", "f", cutoff=hops)}
    assert found == sorted((Fraction(cost_of(path)), path) for path in every)
    # and so are those of any length, the cheapest of which are Dijkstra's
    cheap = [path for cost, path in simple_paths(costs, "a", "f")]
    assert sorted(cheap) == sorted(map(tuple, nx.all_simple_paths(plain, "a", "f")))
    best = (
        sorted(map(tuple, nx.all_shortest_paths(plain, "a", "f", weight="cost")))
        if nx.has_path(plain, "a", "f")
        else []
    )
    assert cheap[: len(best)] == best
    assert {cost_of(path) for path in cheap[: len(best)]} == ({cost_of(best[0])} if best else set())


def test_equal_thirds_are_equal():
    # one step of strength 1/3 costs as much as three of strength 1, which floats would spoil
    w = world(
        event("third", "AAA", "BBB CCC DDD"),
        event("a-e", "AAA", "EEE"),
        event("e-f", "EEE", "FFF"),
        event("f-b", "FFF", "BBB"),
    )
    found = find_paths(network(w), "AAA", "BBB", weighted=True)
    assert routes(found) == [("AB", 3), ("AEFB", 3)]


def test_a_meeting_is_as_strong_without_directions_as_with_them():
    for undirected in (False, True):
        found = find_paths(NET, "GGG", "DDD", weighted=True, undirected=undirected)
        assert routes(found) == [("GD", 1)]
        assert found[0].steps[0].strength == 1


class Counted(dict[str, dict[str, Fraction]]):
    """Step costs that count how often the beginning of a path is taken up."""

    taken_up = 0

    def __getitem__(self, key: str) -> dict[str, Fraction]:
        self.taken_up += 1
        assert self.taken_up < 1000, "the search tries everything"
        return super().__getitem__(key)


def test_the_first_of_very_many_paths_comes_at_once():
    layers = 12
    steps = {
        f"{layer:02}{u}": {f"{layer + 1:02}{v}": Fraction(1) for v in "abcd"}
        for layer in range(layers)
        for u in "abcd"
    }
    found = simple_paths(Counted(steps), "00a", f"{layers:02}d", max_hops=layers)  # 4 ** 11 of them
    first = [nodes[-2] for _, nodes in islice(found, 3)]
    assert first == ["11a", "11b", "11c"]


@pytest.mark.parametrize("size", [6, 9, 60])
@pytest.mark.parametrize("hops", [None, 5, 40])
def test_a_clique_beside_the_only_path_is_not_walked(size, hops):
    # from the clique every way to the goal leads back through the start
    clique = {f"c{n}": Fraction(1) for n in range(size)}
    costs = Counted({n: {**clique, "start": Fraction(1)} for n in clique})
    costs["start"] = {**clique, "goal": Fraction(1)}
    assert list(simple_paths(costs, "start", "goal", max_hops=hops)) == [
        (Fraction(1), ("start", "goal"))
    ]
    assert costs.taken_up == 1


def test_between_two_paths_no_more_beginnings_are_taken_up_than_a_path_has_nodes():
    # two cliques, joined by one tie: what is taken up in the first without passing it is lost
    nodes = [f"{side}{n}" for side in "ab" for n in range(12)]
    costs = Counted({u: {v: Fraction(1) for v in nodes if u[0] == v[0] and u != v} for u in nodes})
    dict.__getitem__(costs, "a5")["b5"] = Fraction(1)
    seen = 0
    for _, path in islice(simple_paths(costs, "a0", "b0", max_hops=20), 200):
        assert costs.taken_up - seen < len(path)
        seen = costs.taken_up
    assert seen > 200
