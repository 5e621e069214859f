"""What a page shows, before any browser: rows, standings, evidence, places, words."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import REPORT
from effort import draws
from hostile import NAMES, hostile_world
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import claim, small_world, sort_model, statement

from geograph.display.text import FLAGS, STANCES, STATUSES, address, say_date, wrap_label
from geograph.errors import UnknownActor
from geograph.events.model_reader import model_of
from geograph.networks import network
from geograph.pipeline.build import build
from geograph.pipeline.load import load
from geograph.policy import FLAGS as POLICY_FLAGS
from geograph.policy import STATUSES as POLICY_STATUSES
from geograph.policy import ClaimIndex, Policy, edges
from geograph.policy.ledger import LedgerRow, ledger
from geograph.policy.speakers import Speaker
from geograph.store import Store, open_store
from geograph.views.compose import compose
from geograph.views.draw import DASHES, KINDS, PALETTE, SIGNS, legend, vis_data
from geograph.views.encode import scene_json
from geograph.views.graph_elements import drawn
from geograph.views.layout import box, place
from geograph.views.row_history import rows
from geograph.views.scene import Scene
from geograph.vocab import ACTOR_CLASSES, Stance

FIXTURES = Path(__file__).parent / "fixtures" / "datasets"
MISSILES = "event/iran-srbm-russia"
ARMS = "event/iran-arms-russia"


@pytest.fixture(scope="module")
def world() -> ClaimIndex:
    return ClaimIndex.from_model(small_world())


@pytest.fixture(scope="module")
def scene(world: ClaimIndex) -> Scene:
    return compose(world)


def row(scene: Scene, key: str) -> LedgerRow:
    """Return what is said of an event as far as all is known."""
    return next(r for r in scene.rows if r.id == key).steps[-1].row


def said(speakers: tuple[Speaker, ...]) -> list[str]:
    """Return speakers as a reader sees them: label, marks, people."""
    out = []
    for s in speakers:
        marks = [m for m in ("anonymous", "inherited", "mixed") if getattr(s, m)]
        out.append(" ".join([s.label, *marks, *(f"({p})" for p in s.through)]))
    return out


def test_the_last_step_of_every_row_is_the_ledger(world: ClaimIndex, scene: Scene) -> None:
    told = {r.id: r for r in ledger(world)}
    assert {r.id for r in scene.rows} == set(told)
    for r in scene.rows:
        kept = replace(told[r.id], measures=(), stage=None)
        assert replace(r.steps[-1].row, stage=None) == kept


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
    asserted = [text for r in scene.rows for text in said(row(scene, r.id).asserted)]
    assert not any("Germany" in text for text in asserted)


def test_measures_in_response_stand_with_the_stages_they_reach(scene: Scene) -> None:
    rows = {r.id: r for r in scene.rows}
    assert rows[MISSILES].answers == ("measure/iran-air-ban", "measure/iran-listing")
    ban, listing = (rows[key].stages for key in rows[MISSILES].answers)
    assert ban is not None
    assert listing is not None
    assert ban.open == (("2024-09-10", "planned"),)
    assert listing.open == (("2024-09-10", "announced 10 Sep 2024, to take effect 11 Sep 2024"),)
    # with a cut in event time what is still to come is not said
    assert {words for _, day, words, _ in listing.dated if day <= "2024-09-10"} == {
        "announced 10 Sep 2024",
        "not yet",
    }


def test_evidence_says_who_for_whom_when_and_where(scene: Scene) -> None:
    blinken = next(
        c
        for c in scene.claims
        if scene.labels[c.claimant] == "Antony Blinken" and c.stance == "asserts"
    )
    assert (scene.labels[blinken.voice], blinken.when, blinken.statement_kind, blinken.locator) == (
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
        for step in r.steps:
            assert step.row.status == "withdrawn" or step.row.claims
            assert {claims[c].document for c in step.row.claims} <= documents
    denial = [c for c in row(scene, MISSILES).claims if claims[c].stance == "denies"]
    assert [claims[c].object for c in denial] == [ARMS]


def test_what_can_ever_be_a_relation_has_a_place_and_nothing_else(scene: Scene) -> None:
    # the machine tools were asserted before they were taken back
    assert sorted({e.row for e in scene.edges}) == [
        ARMS,
        MISSILES,
        "event/machine-tools",
        "event/talks",
    ]
    assert {n.id for n in scene.nodes} == {
        end for edge in scene.edges for end in (edge.source, edge.target)
    }


def test_the_policy_that_a_page_opens_with_changes_no_data(world: ClaimIndex, scene: Scene) -> None:
    strict = compose(world, Policy.parse("held-by=Iran", as_of="2024", known_by="2024-09-10"))
    assert (strict.rows, strict.edges, strict.claims) == (scene.rows, scene.edges, scene.claims)
    start = json.loads(scene_json(strict))["start"]
    assert start == {
        "rule": "held-by",
        "n": 2,
        "holders": ["state/IRN"],
        "known": "2024-09-10",
        "asof": "2024-12-31",
    }


def test_an_unknown_holder_is_an_error(world: ClaimIndex) -> None:
    with pytest.raises(UnknownActor):
        compose(world, Policy.parse("held-by=Atlantis"))


def test_a_pair_without_direction_is_one_edge_without_arrow(scene: Scene) -> None:
    talks = [e for e in scene.edges if e.row == "event/talks"]
    assert [(e.source, e.target, e.directed) for e in talks] == [("state/GBR", "state/USA", False)]


@pytest.mark.parametrize(
    ("rule", "as_of"), [("all", None), ("undenied", None), ("all", "2023-06-01")]
)
def test_edges_weigh_what_they_weigh_in_a_network(
    corpus: Store, rule: str, as_of: str | None
) -> None:
    world, policy = ClaimIndex.from_store(corpus), Policy.parse(rule, as_of=as_of)
    counted = edges(world, policy)
    shown = {e.id: e for e in drawn(world, rows(world), "actor")[1] if e.row in counted}
    weights = {
        (e.row, e.source, e.target, e.directed): max(
            0.0, e.weight - math.fsum(shown[key].weight for key in e.below if key in shown)
        )
        for e in shown.values()
    }
    found = {
        (data["event"], u, v, data["directed"]): data["weight"]
        for u, v, data in network(world, policy, level="actor").edges(data=True)
        if data["directed"] or u < v
    }
    assert weights == found
    assert 0 < sum(weight < 0.001 for weight in weights.values()) < len(weights)


def test_states_alone_at_the_level_of_states(world: ClaimIndex) -> None:
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
    talks = row(compose(ClaimIndex.from_model(mixed)), "event/talks")
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
    assert scene_json(compose(ClaimIndex.from_model(turned))) == scene_json(scene)


def test_json_cannot_leave_its_element() -> None:
    text = scene_json(compose(ClaimIndex.from_model(hostile_world()), title="</script>"))
    assert not set("<>&\u2028\u2029") & set(text)
    labels = {r["label"] for r in json.loads(text)["rows"]}
    assert labels == set(NAMES.values())


def test_unsafe_addresses_are_no_addresses() -> None:
    hostile = compose(ClaimIndex.from_model(hostile_world()))
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
    assert tuple(FLAGS) == POLICY_FLAGS
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


@pytest.mark.slow
@settings(max_examples=draws(25), deadline=None)
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


@pytest.mark.slow
def test_a_store_with_a_release_shows_what_was_coded(tmp_path: Path) -> None:
    path = tmp_path / "store"
    build(REPORT, path, validate=False).close()
    with open_store(path) as store:
        alone = compose(ClaimIndex.from_store(store))
    load("cow-alliances", [FIXTURES / "cow-alliances" / "by_dyad.csv"], path, released="2013-01-01")
    with open_store(path) as store:
        assert compose(ClaimIndex.from_store(store)).rows == alone.rows


def test_a_new_event_moves_little(corpus: Store) -> None:
    model = model_of(corpus.rows)
    world = ClaimIndex.from_model(model)
    nodes, edges = drawn(world, rows(world), "actor")
    at = {n.id: (n.x, n.y) for n in nodes}
    wide = max(x for x, _ in at.values()) - min(x for x, _ in at.values())
    tied = sorted({edge.row for edge in edges})
    medians = []
    for event in tied[:: len(tied) // 2]:
        claims = tuple(c for c in model.claims if c.object != event)
        without = ClaimIndex.from_model(replace(model, claims=claims))
        moved = sorted(
            math.dist((n.x, n.y), at[n.id]) for n in drawn(without, rows(without), "actor")[0]
        )
        medians.append(moved[len(moved) // 2] / wide)
    assert sorted(medians)[len(medians) // 2] < 0.03
    assert max(medians) < 0.15


def test_places_do_not_depend_on_the_direction_of_edges() -> None:
    labels = {key: key for key in "abcd"}
    ring = [("a", "b"), ("b", "c"), ("c", "d")]
    assert place(labels, ring) == place(labels, [(b, a) for a, b in ring])


def test_what_vis_network_gets(scene: Scene) -> None:
    data = vis_data(scene)
    assert data["options"]["physics"] == {"enabled": False}
    by_row = {e["row"]: e for e in data["edges"]}
    assert by_row[MISSILES]["arrows"] == "to"
    assert by_row["event/talks"]["arrows"] == ""
    assert [e["id"] for e in data["edges"]] == [f"e{i}" for i in range(len(scene.edges))]
    assert all(isinstance(n["x"], float) and isinstance(n["y"], float) for n in data["nodes"])


def test_the_legend_names_what_may_be_drawn(scene: Scene) -> None:
    keys = {name: [entry[0] for entry in entries] for name, entries in legend(scene).items()}
    assert keys["statuses"] == ["contested", "reported-only", "anonymous-only"]
    assert keys["signs"] == ["1"]
    assert "State" in keys["actors"]


def test_an_undated_event_sorts_by_what_was_said_last(scene: Scene) -> None:
    use = row(scene, "event/srbm-use")
    assert (use.when, use.day) == ("undated", date(2024, 9, 10).isoformat())
