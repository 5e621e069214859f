"""What a page shows, before any browser: rows, standings, evidence, places, words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hostile import NAMES, hostile_world, many_events
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import claim, small_world, sort_model, statement

from geograph.ledger import LedgerRow, Speaker
from geograph.policy import STATUSES as POLICY_STATUSES
from geograph.policy import Policy, World
from geograph.view.compose import compose
from geograph.view.draw import DASHES, KINDS, PALETTE, SIGNS, curves, vis_data
from geograph.view.layout import box, place
from geograph.view.scene import Scene, SceneEdge, to_json
from geograph.vocab import ACTOR_CLASSES, Stance
from geograph.words import FLAGS, STANCES, STATUSES, address, say_date, wrap_label

MISSILES = "event/iran-srbm-russia"
ARMS = "event/iran-arms-russia"


@pytest.fixture(scope="module")
def world() -> World:
    return World.from_model(small_world())


@pytest.fixture(scope="module")
def scene(world: World) -> Scene:
    return compose(world)


def row(scene: Scene, key: str) -> LedgerRow:
    return next(r for r in scene.rows if r.id == key)


def said(speakers: tuple[Speaker, ...]) -> list[str]:
    """Return speakers as a reader sees them: label, marks, people."""
    out = []
    for s in speakers:
        marks = [m for m in ("anonymous", "inherited", "mixed") if getattr(s, m)]
        out.append(" ".join([s.label, *marks, *(f"({p})" for p in s.through)]))
    return out


def test_the_ledger_opens_on_what_is_contested_then_on_what_is_recent(scene: Scene) -> None:
    assert [(r.status, r.day, r.id) for r in scene.rows] == [
        ("contested", "2024-09-10", MISSILES),  # three voices speak of it themselves
        ("contested", "2024-09-10", ARMS),  # one does, the others by inheritance
        ("withdrawn", "2024-09-10", "event/machine-tools"),
        ("predicted-only", "2024-09-10", "event/srbm-use"),
        ("asserted", "2024-09-10", "event/talks"),
        ("announced-only", "2024-09-10", "measure/iran-air-ban"),
        ("announced-only", "2024-09-10", "measure/iran-listing"),
    ]
    assert [r.day for r in compose(World.from_model(many_events(3))).rows] == [
        "2024-01-03",
        "2024-01-02",
        "2024-01-01",
    ]


def test_who_asserts_and_who_denies_the_missiles(scene: Scene) -> None:
    missiles = row(scene, MISSILES)
    assert said(missiles.asserted) == [
        "United Kingdom (David Lammy)",
        "United States (Antony Blinken)",
        "United States anonymous (a U.S. official)",
    ]
    assert said(missiles.denied) == ["Iran inherited"]


def test_a_denial_of_all_arms_is_direct_where_it_was_spoken(scene: Scene) -> None:
    arms = row(scene, ARMS)
    assert said(arms.denied) == ["Iran"]
    assert {s.inherited for s in arms.asserted} == {True}


def test_germany_takes_the_transfer_as_given_and_asserts_nothing(scene: Scene) -> None:
    missiles = row(scene, MISSILES)
    assert [(s.words, said(s.speakers)) for s in missiles.others] == [
        ("taken as given by", ["Germany", "United Kingdom", "United States"])
    ]
    assert not any("Germany" in text for r in scene.rows for text in said(r.asserted))


def test_measures_in_response_stand_with_the_stage_they_have_reached(world: World) -> None:
    measures = row(compose(world), MISSILES).measures
    assert [(m.label, m.stage) for m in measures] == [
        ("sanction, United Kingdom and Germany → Iran Air", "planned"),
        (
            "sanction, United States → Iran",
            "announced 10 Sep 2024, to take effect 11 Sep 2024",
        ),
    ]
    earlier = row(compose(world, Policy.parse(as_of="2024-09-10")), MISSILES).measures
    assert [m.stage for m in earlier] == ["planned", "announced 10 Sep 2024"]


def test_evidence_says_who_for_whom_when_and_where(scene: Scene) -> None:
    blinken = next(
        c for c in scene.claims if c.claimant == "Antony Blinken" and c.stance == "asserts"
    )
    assert (blinken.voice, blinken.when, blinken.statement_kind, blinken.locator) == (
        "United States",
        "10 Sep 2024",
        "accusation",
        "1",
    )
    assert blinken.details == (
        ("to", "Iran"),
        ("stage", "delivered"),
        ("quantity", "dozens"),
        ("basis", "declassified intelligence"),
    )
    document = next(d for d in scene.documents if d.id == blinken.document)
    assert (document.title, document.url, document.published) == (
        'Allies accuse Iran of sending "short-range" missiles',
        "https://example.org/report?a=1&b=2",
        "about 10 Sep 2024",
    )


def test_every_claim_of_a_row_has_its_evidence_and_every_document_is_there(scene: Scene) -> None:
    claims = {c.id: c for c in scene.claims}
    documents = {d.id for d in scene.documents}
    for r in scene.rows:
        assert r.status == "withdrawn" or r.claims
        assert {claims[c].document for c in r.claims} <= documents
    denial = [c for c in row(scene, MISSILES).claims if claims[c].stance == "denies"]
    assert [claims[c].object for c in denial] == [ARMS]


def test_only_what_counts_is_drawn_and_the_rest_says_why(scene: Scene) -> None:
    assert sorted({e.row for e in scene.edges}) == [ARMS, MISSILES, "event/talks"]
    assert {r.id: r.undrawn for r in scene.rows if r.undrawn is not None} == {
        "event/machine-tools": "whoever said so has taken it back",
        "event/srbm-use": "somebody expects it; nobody says that it happened",
        "measure/iran-air-ban": "somebody says they will do it; nobody says it is done",
        "measure/iran-listing": "somebody says they will do it; nobody says it is done",
    }
    assert scene.coverage.drawn == 3
    assert "4 events are in the ledger and not in the graph" in scene.caveats[-1]


def test_a_policy_takes_edges_away_and_leaves_the_ledger(world: World) -> None:
    strict = compose(world, Policy.parse("undenied"))
    assert {e.row for e in strict.edges} == {"event/talks"}
    assert row(strict, MISSILES).undrawn == (
        "those who say so are not enough for the policy “undenied”"
    )
    assert len(strict.rows) == 7
    assert "no voice denies it" in strict.policy_words


def test_the_cuts_are_said_in_words(world: World) -> None:
    cut = compose(world, Policy.parse(as_of="2024-09-10", known_by="2024-09-06"))
    assert cut.cuts == (
        "the world as of 10 Sep 2024",
        "as far as it had been said by 6 Sep 2024",
    )
    assert {r.id: said(r.asserted) for r in cut.rows} == {
        MISSILES: ["United States anonymous (a U.S. official)"],
        ARMS: ["United States anonymous inherited (a U.S. official)"],
    }


def test_an_event_outside_the_cut_says_that_it_is(world: World) -> None:
    early = compose(world, Policy.parse(as_of="2024-09-01"))
    assert row(early, MISSILES).undrawn == "it does not hold on 1 Sep 2024"
    assert early.edges == ()


def test_counts_and_coverage_add_up(scene: Scene) -> None:
    assert dict(scene.counts) == {
        "contested": 2,
        "asserted": 1,
        "announced-only": 2,
        "predicted-only": 1,
        "withdrawn": 1,
    }
    assert sum(n for _, n in scene.counts) == scene.coverage.rows
    assert (scene.coverage.documents, scene.coverage.publishers) == (1, 1)
    assert scene.caveats[0].startswith("It rests on 1 document by 1 publisher, in which ")


def test_a_pair_without_direction_is_one_edge_without_arrow(scene: Scene) -> None:
    talks = [e for e in scene.edges if e.row == "event/talks"]
    assert [(e.source, e.target, e.directed) for e in talks] == [("state/GBR", "state/USA", False)]


def test_states_alone_at_the_level_of_states(world: World) -> None:
    assert {n.kind for n in compose(world, level="state").nodes} == {"State"}


def test_a_voice_that_says_both_stands_on_both_sides() -> None:
    model = small_world()
    both = statement("both", "Comment", "state/IRN")
    mixed = sort_model(
        replace(
            model,
            statements=(*model.statements, both),
            claims=(
                *model.claims,
                claim(both, "state/IRN", Stance.ASSERTS, "event/talks"),
                claim(both, "state/IRN", Stance.DENIES, "event/talks"),
            ),
        )
    )
    talks = row(compose(World.from_model(mixed)), "event/talks")
    assert "Iran mixed" in said(talks.asserted)
    assert said(talks.denied) == ["Iran mixed"]
    assert "mixed" in talks.flags


def test_the_scene_is_the_same_in_any_order_of_the_model(scene: Scene) -> None:
    model = small_world()
    turned = replace(
        model,
        actors=model.actors[::-1],
        events=model.events[::-1],
        statements=model.statements[::-1],
        claims=model.claims[::-1],
    )
    assert to_json(compose(World.from_model(turned))) == to_json(scene)


def test_json_cannot_leave_its_element() -> None:
    text = to_json(compose(World.from_model(hostile_world()), title="</script>"))
    assert not set("<>&\u2028\u2029") & set(text)
    labels = {r["label"] for r in json.loads(text)["rows"]}
    assert labels == set(NAMES.values())


def test_unsafe_addresses_are_no_addresses() -> None:
    hostile = compose(World.from_model(hostile_world()))
    assert [d.url for d in hostile.documents] == [None]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("", False),
        (None, False),
    ],
)
def test_only_http_addresses_become_links(url: str | None, kept: bool) -> None:
    assert (address(url) == url) is (kept or url is None)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-09-10", "10 Sep 2024"),
        ("2024-09-10~", "about 10 Sep 2024"),
        ("2024?", "2024, uncertain"),
        ("2024-09-1X", "2024-09-1X"),
        ("2022-11/2024", "Nov 2022 to 2024"),
        ("2022-02/", "since Feb 2022"),
        ("/2024-09-10", "by 10 Sep 2024"),
        ("../..", "undated"),
        ("2024-13", "2024-13"),
        (None, "undated"),
    ],
)
def test_dates_in_words(edtf: str | None, words: str) -> None:
    assert say_date(edtf) == words


def test_words_exist_for_all_that_can_occur() -> None:
    assert set(STATUSES) == set(POLICY_STATUSES)
    assert set(STANCES) >= {str(s) for s in Stance}
    assert set(KINDS) >= set(ACTOR_CLASSES)
    assert set(FLAGS) == {"admitted", "reversed", "mixed"}
    assert {colour for _, colour, _, _ in KINDS.values()} | {c for c, _ in SIGNS.values()} == set(
        PALETTE
    )
    assert set(DASHES) <= set(STATUSES)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", sorted(PALETTE))
def test_every_colour_stands_out_from_its_ground(name: str) -> None:
    for colour, ground in zip(PALETTE[name], ("#fbfaf7", "#14171c"), strict=True):
        light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3, (name, colour)


# Places and curves


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 30).flatmap(
        lambda n: st.tuples(
            st.just(n),
            st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=60),
        )
    )
)
def test_no_two_names_overlap_and_order_is_irrelevant(
    drawn: tuple[int, list[tuple[int, int]]],
) -> None:
    count, pairs = drawn
    labels = {f"node/{i}": wrap_label(f"actor number {i} of a world") for i in range(count)}
    ends = [(f"node/{a}", f"node/{b}") for a, b in pairs]
    spots = place(labels, ends)
    assert place(dict(reversed(labels.items())), ends[::-1]) == spots
    names = sorted(spots)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            wide = (box(labels[a])[0] + box(labels[b])[0]) / 2
            high = (box(labels[a])[1] + box(labels[b])[1]) / 2
            apart = (abs(spots[a][0] - spots[b][0]), abs(spots[a][1] - spots[b][1]))
            assert apart[0] >= wide or apart[1] >= high, (a, b)


def test_places_do_not_depend_on_the_direction_of_edges() -> None:
    labels = {key: key for key in "abcd"}
    ring = [("a", "b"), ("b", "c"), ("c", "d")]
    assert place(labels, ring) == place(labels, [(b, a) for a, b in ring])


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_parallel_edges_never_share_a_curve(forward: list[bool]) -> None:
    edges = tuple(
        SceneEdge(
            id=f"{i:02d}",
            row="e",
            source="a" if ahead else "b",
            target="b" if ahead else "a",
            label="",
            status="asserted",
            sign=0,
        )
        for i, ahead in enumerate(forward)
    )
    bends = curves(edges)
    assert len(set(bends.values())) == len(edges)
    assert max(map(abs, bends.values())) <= 1


def test_curves_of_opposite_edges_lie_on_opposite_sides() -> None:
    model = small_world()
    back = replace(
        next(e for e in model.events if e.id == "event/talks"),
        id="event/back",
        kind="ArmsTransfer",
        actor=("state/RUS",),
        recipient=("state/IRN",),
        participant=(),
    )
    told = statement("back", "Report", "state/GBR")
    world = World.from_model(
        sort_model(
            replace(
                model,
                events=(*model.events, back),
                statements=(*model.statements, told),
                claims=(*model.claims, claim(told, "state/GBR", Stance.ASSERTS, back.id)),
            )
        )
    )
    edges = vis_data(compose(world))["edges"]
    pair = [e for e in edges if {e["from"], e["to"]} == {"state/IRN", "state/RUS"}]
    # seen along one direction: what turns clockwise on the way back turns the other way going
    sides = {
        (e["smooth"].get("type") == "curvedCW") == (e["from"] == "state/IRN")
        for e in pair
        if e["smooth"]["enabled"]
    }
    assert len(pair) == 3
    assert sides == {True, False}


def test_what_vis_network_gets(scene: Scene) -> None:
    data = vis_data(scene)
    assert data["options"]["physics"] == {"enabled": False}
    by_row = {e["row"]: e for e in data["edges"]}
    assert by_row[MISSILES]["dashes"] == [9, 6]
    assert by_row[MISSILES]["label"] == "≠"
    assert by_row["event/talks"]["dashes"] is False
    assert by_row["event/talks"]["label"] == ""
    assert by_row["event/talks"]["arrows"] == {"to": {"enabled": False}}
    assert all(isinstance(n["x"], float) and isinstance(n["y"], float) for n in data["nodes"])


def test_sixty_events_of_one_pair_are_sixty_curves() -> None:
    big = compose(World.from_model(many_events(60)))
    assert len(big.edges) == 60
    assert len({e["smooth"].get("roundness", 0) for e in vis_data(big)["edges"]}) == 30


def test_an_undated_event_sorts_by_what_was_said_last(scene: Scene) -> None:
    use = row(scene, "event/srbm-use")
    assert (use.when, use.day) == ("undated", date(2024, 9, 10).isoformat())
