"""Networks: what becomes an edge, between whom, with which weight and whose word."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import networkx as nx
import pyoxigraph
import pytest
from drawn import DAYS, PARTIES, Held, holding, release, stores, told_one_by_one, whole_events
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from nets import DAY, actor, event, state, ties, world
from worlds import small_world, sort_model

from geograph.errors import AnalysisError
from geograph.events.event_row import NEVER, Kind, Row
from geograph.model import Tenure
from geograph.networks import network
from geograph.networks.release_edges import LINKED
from geograph.networks.ties import NOT_IN_TIME, reasons
from geograph.networks.ties import ties as ties_of
from geograph.policy import ClaimIndex, Policy, judge, select
from geograph.vocab import local

SMALL = ClaimIndex.from_model(small_world())


def speaks(who: str, whom: str, start: date | None = None, end: date | None = None) -> Tenure:
    return Tenure(who=who, relation="speaksFor", whom=whom, start=start, end=end)


def test_only_what_the_policy_counts_is_an_edge():
    assert ties(network(SMALL)) == [
        ("GBR", "USA", "talks", 1.0),
        ("IRN", "RUS", "iran-arms-russia", 0.0),
        ("IRN", "RUS", "iran-srbm-russia", 1.0),
        ("USA", "GBR", "talks", 1.0),
    ]
    undenied = network(SMALL, Policy(rule="undenied"))
    assert ties(undenied) == [("GBR", "USA", "talks", 1.0), ("USA", "GBR", "talks", 1.0)]


def test_an_edge_says_who_asserts_who_denies_and_where():
    data = network(SMALL).edges["state/IRN", "state/RUS", "event/iran-srbm-russia"]
    place = {
        "document": "document/small-report",
        "title": 'Allies accuse Iran of sending "short-range" missiles',
        "url": "https://example.org/report?a=1&b=2",
    }
    assert data == {
        "event": "event/iran-srbm-russia",
        "kind": "ArmsTransfer",
        "label": "arms transfer of short-range ballistic missile, Iran → Russia",
        "sign": 1,
        "cameo": "07",
        "plover": "AID",
        "start": date(2024, 9, 10),
        "end": None,  # a moment, coded as some time in 2024
        "durative": False,
        "status": "contested",
        "flags": (),
        "asserting": ("United Kingdom", "United States"),
        "denying": ("Iran (inherited)",),
        "mixed": (),
        "anonymous": ("United States",),
        "anonymous_denying": (),
        "recorded": (),
        "documents": tuple({**place, "locator": n} for n in ("1", "4", "7", "9")),
        "item": ("short-range ballistic missile",),
        "means": (),
        "weight": 1.0,
        "directed": True,
        "narrower": (),
    }


def test_nodes_and_the_graph_carry_what_a_figure_needs():
    G = network(SMALL, Policy.parse("all", known_by="2024-09-11"))
    assert dict(G.nodes["state/IRN"]) == {"label": "Iran", "kind": "State", "iso3": "IRN"}
    assert G.graph["policy"] == "all, known by 2024-09-11 (said)"
    assert G.graph["cuts"] == {"as_of": None, "known_by": date(2024, 9, 11), "clock": "said"}
    assert G.graph["level"] == "state"
    assert str(G.graph["coverage"]) == "rests on 3 events, 1 document, 1 publisher, 6 voices"
    # the Chinese companies' trade is still asserted on that day, and is nobody's edge
    assert G.graph["left_out_events"] == {
        "a group is not expanded": ("event/machine-tools",),
        "not counted by the policy": (
            "event/srbm-use",
            "measure/iran-air-ban",
            "measure/iran-listing",
        ),
    }
    assert G.graph["events"] == {"considered": 7, "drawn": 3}


@pytest.mark.parametrize("level", ["state", "actor"])
@pytest.mark.parametrize("rule", ["all", "undenied", "party-undenied", "owned", "endorsed:2"])
def test_no_edge_without_a_verdict_for_it(level, rule):
    policy = Policy.parse(rule)
    counted = {key for key, verdict in judge(SMALL, policy).items() if verdict.edge}
    G = network(SMALL, policy, level=level)
    assert {data["event"] for *_, data in G.edges(data=True)} <= counted
    # nothing is lost in silence: each event is drawn or has a reason
    drawn = {data["event"] for *_, data in G.edges(data=True)}
    told = {key for keys in G.graph["left_out_events"].values() for key in keys}
    assert drawn | told == set(SMALL.events)


def test_several_actors_and_recipients_split_the_weight():
    w = world(event("aid", "AAA BBB", "CCC DDD"))
    assert ties(network(w)) == [(u, v, "aid", 0.25) for u in ("AAA", "BBB") for v in ("CCC", "DDD")]


def test_participants_are_tied_both_ways_and_split_over_pairs():
    G = network(world(event("summit", "", "", "AAA BBB CCC", kind="Meeting")))
    third = 1 / 3
    assert ties(G) == [
        ("AAA", "BBB", "summit", third),
        ("AAA", "CCC", "summit", third),
        ("BBB", "AAA", "summit", third),
        ("BBB", "CCC", "summit", third),
        ("CCC", "AAA", "summit", third),
        ("CCC", "BBB", "summit", third),
    ]
    assert {data["directed"] for *_, data in G.edges(data=True)} == {False}
    assert len({key for _, _, key in G.edges(keys=True)}) == 6  # ids in other people's formats


def test_an_event_with_one_side_is_counted_and_not_drawn():
    G = network(world(event("parade", "AAA"), event("alone", "", "", "AAA", kind="Meeting")))
    assert ties(G) == []
    assert G.graph["left_out_events"] == {"only one side is named": ("event/alone", "event/parade")}


def test_persons_in_office_and_bodies_stand_for_their_state_on_the_day_only():
    minister, ministry = actor("minister", "Person"), actor("ministry", "GovernmentBody")
    tenures = (
        speaks(ministry.id, "state/AAA"),
        speaks(minister.id, ministry.id, date(2024, 1, 1), date(2024, 12, 31)),
    )
    visits = [
        event("in-office", minister.id, "BBB", kind="Visit", start=date(2024, 6, 1)),
        event("retired", minister.id, "BBB", kind="Visit", start=date(2025, 6, 1)),
        event("body", ministry.id, "BBB", kind="Visit", start=date(2025, 6, 1)),
    ]
    w = world(*visits, actors=(minister, ministry, state("AAA")), tenures=tenures)
    G = network(w)
    assert ties(G) == [("AAA", "BBB", "body", 1.0), ("AAA", "BBB", "in-office", 1.0)]
    assert G.graph["left_out_events"] == {
        "a person who speaks for no state then": ("event/retired",)
    }
    assert ties(network(w, level="actor")) == [
        ("minister", "BBB", "in-office", 1.0),
        ("minister", "BBB", "retired", 1.0),
        ("ministry", "BBB", "body", 1.0),
    ]


GROUP = {"member_kind": "Company", "based_in": ("state/CHN",)}


@pytest.mark.parametrize(
    ("party", "tenures", "reason"),
    [
        (actor("firms", "ActorGroup", **GROUP), (), "a group is not expanded"),
        # even where somebody coded that they speak for it
        (actor("firms", "ActorGroup", **GROUP), ("speaksFor",), "a group is not expanded"),
        (actor("firm", "Company"), ("ownedBy", "memberOf"), "a company is not its state"),
        (actor("firm", "Company"), ("speaksFor",), "a company is not its state"),
        (actor("ship", "Vessel"), ("ownedBy",), "a vessel is not its state"),
        (actor("plane", "Aircraft"), ("ownedBy",), "an aircraft is not its state"),
        (actor("militia", "ArmedGroup"), (), "an armed group is not a state"),
        (actor("man", "Person"), (), "a person under sanction is not the state"),
        (actor("chief", "Person"), ("speaksFor",), "a person under sanction is not the state"),
        (actor("club", "Organisation"), (), "an organisation that speaks for no state then"),
        (
            actor("official", "UnnamedSource", affiliation="state/CHN"),
            (),
            "an unnamed source is nobody's state",
        ),
    ],
    ids=lambda value: value.label if hasattr(value, "label") else None,
)
def test_sanctions_on_whoever_is_in_china_are_never_sanctions_on_china(party, tenures, reason):
    w = world(
        event("listing", "USA", party.id, kind="Sanction"),
        actors=(party, state("CHN"), state("USA")),
        tenures=[Tenure(who=party.id, relation=r, whom="state/CHN") for r in tenures],
    )
    G = network(w)
    assert ties(G) == []
    assert "state/CHN" not in G
    assert G.graph["left_out_events"] == {reason: ("measure/listing",)}
    assert ties(network(w, level="actor")) == [("USA", party.label, "listing", 1.0)]


def test_sanctions_on_a_body_of_government_are_sanctions_on_the_state():
    body = actor("guard", "GovernmentBody")
    w = world(
        event("listing", "USA", body.id, kind="Sanction"),
        actors=(body, state("IRN")),
        tenures=[speaks(body.id, "state/IRN")],
    )
    assert ties(network(w)) == [("USA", "IRN", "listing", 1.0)]


def test_what_drops_out_takes_its_share_with_it():
    allies = actor("allies", "ActorGroup")
    w = world(event("aid", f"AAA {allies.id}", "CCC"), actors=(allies,))
    G = network(w)
    assert ties(G) == [("AAA", "CCC", "aid", 0.5)]
    assert G.graph["left_out"] == {"a group is not expanded": 1}


def test_parties_that_are_one_state_add_up_and_loops_are_dropped():
    minister, ministry = actor("minister", "Person"), actor("ministry", "GovernmentBody")
    tenures = [speaks(minister.id, "state/AAA"), speaks(ministry.id, "state/AAA")]
    w = world(
        event("both", f"{minister.id} {ministry.id}", "BBB", kind="Visit"),
        event("inside", minister.id, ministry.id, kind="Visit"),
        actors=(minister, ministry, state("AAA")),
        tenures=tenures,
    )
    G = network(w)
    assert ties(G) == [("AAA", "BBB", "both", 1.0)]
    assert G.graph["left_out_events"] == {"both sides are the same node": ("event/inside",)}


def test_international_organisations_are_nodes_of_their_own():
    union = actor("union", "InternationalOrganisation")
    w = world(event("aid", union.id, "BBB"), actors=(union,))
    assert ties(network(w)) == [("union", "BBB", "aid", 1.0)]


def test_one_act_told_at_two_widths_weighs_once():
    w = world(
        event("arms", "AAA", "BBB"),
        event("missiles", "AAA", "BBB", broader="arms"),
        event("drones", "AAA", "BBB", broader="arms"),
        event("elsewhere", "AAA", "CCC", broader="arms"),
    )
    G = network(w)
    assert ties(G) == [
        ("AAA", "BBB", "arms", 0.0),
        ("AAA", "BBB", "drones", 1.0),
        ("AAA", "BBB", "missiles", 1.0),
        ("AAA", "CCC", "elsewhere", 1.0),
    ]
    wide = G.edges["state/AAA", "state/BBB", "event/arms"]
    assert wide["narrower"] == ("event/drones", "event/missiles")


def test_a_wider_event_alone_keeps_its_weight():
    w = world(
        event("arms", "AAA", "BBB"), event("missiles", "AAA", "BBB", broader="arms"),
        untold="missiles",
    )  # fmt: skip
    assert ties(network(w)) == [("AAA", "BBB", "arms", 1.0)]


def test_two_events_that_are_each_within_the_other_both_weigh():
    w = world(event("one", "AAA", "BBB", broader="two"), event("two", "AAA", "BBB", broader="one"))
    assert ties(network(w)) == [("AAA", "BBB", "one", 1.0), ("AAA", "BBB", "two", 1.0)]


def test_kinds_take_all_classes_below_them():
    w = world(
        event("pact", "", "", "AAA BBB", kind="Alliance"),
        event("strike", "AAA", "BBB", kind="Attack"),
        event("listing", "AAA", "BBB", kind="Sanction"),
    )
    for kinds, drawn in (
        (["Agreement"], {"event/pact"}),
        (["Measure", "Attack"], {"event/strike", "measure/listing"}),
        (None, {"event/pact", "event/strike", "measure/listing"}),
    ):
        G = network(w, kinds=kinds)
        assert {data["event"] for *_, data in G.edges(data=True)} == drawn
        assert sum(G.graph["left_out"].values()) == 0


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"kinds": ["ArmsTranfer"]}, "for example ArmsTransfer"),
        ({"kinds": ["Accusation"]}, "not a class of events that can tie two parties"),
        ({"kinds": ["State"]}, "not a class of events that can tie two parties"),
        ({"level": "planet"}, "use state or actor"),
    ],
)
def test_unknown_names_are_errors(more, message):
    with pytest.raises(AnalysisError, match=message):
        network(SMALL, **more)


def test_the_cuts_in_time_hold():
    w = world(
        event("early", "AAA", "BBB", start=date(2023, 1, 1)),
        event("late", "AAA", "BBB", start=DAY),
    )
    G = network(w, Policy(as_of=date(2024, 1, 1)))
    assert ties(G) == [("AAA", "BBB", "early", 1.0)]
    assert G.graph["left_out"] == {"not begun, or over, as of that day": 1}
    G = network(w, Policy(known_by=date(2024, 1, 1)))
    assert ties(G) == []
    assert G.graph["left_out"] == {"nobody spoke of it by then": 2}


def test_what_is_kept_out_is_remembered_with_its_status():
    w = world(
        event("sent", "AAA", "BBB"), event("planned", "AAA", "CCC"),
        denied="sent", announced="planned",
    )  # fmt: skip
    absent = network(w, Policy(rule="undenied")).graph["absent"]
    assert [(a.source, a.target, a.event, a.status, a.under_all) for a in absent] == [
        ("state/AAA", "state/CCC", "event/planned", "announced-only", False),
        ("state/AAA", "state/BBB", "event/sent", "contested", True),
    ]


@pytest.mark.slow
@settings(max_examples=draws(25), deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_input_is_irrelevant(random):
    model = sort_model(small_world())
    shuffled = {
        part: tuple(random.sample(getattr(model, part), len(getattr(model, part))))
        for part in ("actors", "tenures", "events", "measures", "statements", "claims")
    }
    one, other = network(SMALL), network(ClaimIndex.from_model(replace(model, **shuffled)))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert one.graph == other.graph


CODES = st.lists(st.sampled_from(["AAA", "BBB", "CCC", "DDD"]), max_size=3, unique=True)


@pytest.mark.slow
@settings(max_examples=draws(60), deadline=None)
@given(CODES, CODES, CODES)
def test_an_event_never_weighs_more_than_one(actors, recipients, participants):
    told = event("e", *(" ".join(part) for part in (actors, recipients, participants)))
    G = network(world(told))
    directed = sum(d["weight"] for *_, d in G.edges(data=True) if d["directed"])
    mutual = sum(d["weight"] for *_, d in G.edges(data=True) if not d["directed"]) / 2
    pairs = [(a, b) for a in actors for b in recipients]
    loops = sum(a == b for a, b in pairs)
    units = len(pairs) + len(participants) * (len(participants) - 1) // 2
    assert directed + mutual == pytest.approx((units - loops) / units if units else 0)


# --- rows of releases: SQL against a plain enumeration --------------------------------------------

A, B, C = PARTIES[:3]
ARMS = Kind("ArmsTransfer", False, False, 1, False, "07", "AID", False)
LEVELS = st.sampled_from(["state", "actor"])
POLICIES = st.builds(
    Policy,
    rule=st.sampled_from(["all", "recorded", "owned"]),
    as_of=st.none() | DAYS,
    known_by=st.none() | DAYS,
)


@pytest.mark.slow
@settings(max_examples=draws(150), deadline=None)
@given(stores(), LEVELS)
def test_ties_by_sql_are_those_of_counting_pairs(held: Held, level: str):
    told = {row["id"]: row for row in whole_events(held.columns, "events")}
    once = "(SELECT * FROM events QUALIFY row_number() OVER (PARTITION BY id ORDER BY source) = 1)"
    found: dict[str, dict[tuple[str, str, bool], float]] = defaultdict(dict)
    for tie in ties_of(held.columns, once, level):
        assert (tie.source, tie.target, tie.directed) not in found[tie.event]
        found[tie.event][tie.source, tie.target, tie.directed] = tie.weight
    why = {one.event for one in reasons(held.columns, once, level)}
    for key, row in told.items():
        assert found[key] == pytest.approx(told_one_by_one(row, level))
        # nothing is lost in silence: who is tied to nobody has a reason
        whole = sum(found[key].values()) - sum(
            weight for (*_, directed), weight in found[key].items() if not directed
        ) / 2  # fmt: skip
        assert (key in why) == (row["speech"] or whole != pytest.approx(row["weight"]))


def summed(graph: nx.MultiDiGraph, by_year: bool = False) -> dict[tuple[object, ...], list[object]]:
    """Return weight, number of rows, first and last day by pair, release, class (and year)."""
    out: dict[tuple[object, ...], list[object]] = {}
    for a, b, data in graph.edges(data=True):
        release = data["documents"][0]["document"]
        key = (a, b, data["directed"], release, data["kind"])
        first, last = (data[n] if "first" in data else data["start"] for n in ("first", "last"))
        if by_year:
            key += (data.get("year", first and first.year),)
        weight, rows, begun, until = out.get(key, [0.0, 0, None, None])
        out[key] = [
            weight + data["weight"],
            rows + data["rows"],
            min((d for d in (begun, first) if d), default=None),
            max((d for d in (until, last) if d), default=None),
        ]
    return out


@pytest.mark.slow
@settings(max_examples=draws(100), deadline=None)
@given(stores(), POLICIES, LEVELS)
def test_edges_by_class_and_year_are_sums_of_edges_by_event(held, policy, level):
    each, by_class, by_year = (
        network(held, policy, level=level, by=by) for by in ("event", "class", "year")
    )
    for total, years in ((by_class, False), (by_year, True)):
        assert total.graph["rows"] == each.graph["rows"]
        assert total.graph["rows_left_out"] == each.graph["rows_left_out"]
        assert set(total.nodes) == set(each.nodes)
        found, expected = summed(total, years), summed(each, years)
        assert len(found) == total.number_of_edges()  # one edge for each
        assert {k: v[1:] for k, v in found.items()} == {k: v[1:] for k, v in expected.items()}
        assert {k: v[0] for k, v in found.items()} == pytest.approx(
            {k: v[0] for k, v in expected.items()}
        )
    keys = [key for *_, key in each.edges(keys=True)]
    assert len(keys) == len(set(keys))  # ids in other people's formats


@pytest.mark.slow
@settings(max_examples=draws(100), deadline=None)
@given(stores(), POLICIES, LEVELS)
def test_every_row_is_drawn_or_has_a_reason(held, policy, level):
    selection = select(held, policy)
    graph = network(held, policy, level=level)
    admitted = selection.ids()
    assert len(admitted) == len(set(admitted))
    drawn = {data["event"] for *_, data in graph.edges(data=True)}
    told = defaultdict(set)
    for one in reasons(selection.columns, selection.relation, level):
        told[one.reason].add(one.event)
    assert drawn | {key for keys in told.values() for key in keys} == set(admitted)
    assert drawn <= set(admitted)
    out = Counter(graph.graph["rows_left_out"])
    absent = out.pop(NOT_IN_TIME, 0) + out.pop(LINKED, 0)
    assert out == {reason: len(keys) for reason, keys in told.items()}
    # what is considered is what the counted releases report, each event once
    assert graph.graph["rows"] == {"considered": len(admitted) + absent, "drawn": len(drawn)}


@pytest.mark.slow
@settings(max_examples=draws(100), deadline=None)
@given(stores(), POLICIES)
def test_the_rows_that_count_are_those_that_hold_by_a_counted_release(held, policy):
    selection = select(held, policy)
    counted = {release.id for release in selection.releases}
    expected = set()
    for row in whole_events(held.columns, "events"):
        begun, over = row["holds_from"], row["holds_until"]
        day = policy.as_of
        holds = day is None or (begun is not None and begun <= day and not (over and over <= day))
        if row["source"] in counted and holds and row["id"] not in held.linked:
            expected.add(row["id"])
    assert selection.ids() == sorted(expected)
    # SPARQL admits the same, each once
    answer = held.quads.query(f"SELECT ?event {{ {selection.pattern('event')} }}")
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert sorted(local(row["event"].value) for row in answer) == sorted(expected)
    if policy.rule != "recorded":
        assert all(release.kind != "Extraction" for release in selection.releases)


@pytest.mark.parametrize("by", ["event", "class", "year"])
def test_acts_on_one_another_and_with_one_another_are_two_edges(by):
    sent = Row("event/one/x", 0, None, 1, ARMS, NEVER, (A,), (B,), (), (), (), "x")
    together = Row("event/one/y", 0, None, 1, ARMS, NEVER, (), (), (A, B), (), (), "y")
    one = release("only", "one", "Register", date(2020, 1, 1), whole=True)
    graph = network(holding([(one, [sent, together])]), by=by)
    assert sorted((a, b, d["directed"], d["weight"]) for a, b, d in graph.edges(data=True)) == [
        ("state/AAA", "state/BBB", False, 1.0),
        ("state/AAA", "state/BBB", True, 1.0),
        ("state/BBB", "state/AAA", False, 1.0),
    ]


def test_a_row_of_two_releases_is_one_row_that_holds_from_the_earlier_of_them():
    undated = Row("event/one/x", 0, None, 1, ARMS, NEVER, (A,), (B,), (), (), (), "x")
    releases = tuple(
        release(key, "one", "Register", day, whole=False)
        for key, day in (("later", date(2021, 6, 1)), ("sooner", date(2020, 1, 1)))
    )
    held = holding((release, [undated]) for release in releases)
    for day, drawn in (("2019-12-31", 0), ("2020-01-01", 1), ("2021-06-01", 1)):
        graph = network(held, Policy.parse("all", as_of=day))
        assert graph.graph["rows"] == {"considered": 1, "drawn": drawn}
        assert graph.graph["rows_left_out"] == ({} if drawn else {NOT_IN_TIME: 1})
        assert [(a, b, d["start"]) for a, b, d in graph.edges(data=True)] == (
            [("state/AAA", "state/BBB", date(2020, 1, 1))] * drawn
        )
