"""What a page counts, by what its file says: the events and rows that a policy admits elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from releases import small_store
from worlds import small_world

from geograph.errors import PolicyError
from geograph.pipeline.load import load
from geograph.policy import ClaimIndex, Policy, edges, select
from geograph.policy.ledger_table import to_table
from geograph.store import Store, open_store
from geograph.views.compose import compose
from geograph.views.page_counts import counted, expanded, read
from geograph.views.scene import Scene

CROSS = Path(__file__).parent / "fixtures" / "cross"
RULES = (
    "all",
    "recorded",
    "undenied",
    "party-undenied",
    "owned",
    "endorsed:1",
    "endorsed:2",
    "corroborated:1",
    "corroborated:2",
    "held-by=state/RUS",
    "held-by=actor/sipri,state/CAN",
)
FIRST, LAST = date(1940, 1, 1), date(2027, 1, 1)
#: Days on which something begins, ends or is issued, and any others.
days = (
    st.none()
    | st.sampled_from(["2014-12-31", "2024-03-18", "2024-03-17", "2026-03-08", "2026-03-09"])
    | st.integers(0, (LAST - FIRST).days).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
)


@pytest.fixture(scope="module")
def shown(cross: Store) -> Scene:
    return compose(cross)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with two files of one extraction that share five rows, and two issues of a list."""
    folder = tmp_path_factory.mktemp("twice")
    store = small_store(folder)
    lines = (CROSS / "icews_2014_test.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    for name, part, day in (
        ("icews_2014_first.txt", lines[:9], "2014-02-01"),
        ("icews_2014_second.txt", lines[4:], "2015-02-01"),
    ):
        (folder / name).write_text("".join(part), encoding="utf-8")
        load("icews", [folder / name], store, released=day)
    for name in ("trade-register_2024-03-18.csv", "trade-register_2026-03-09.csv"):
        load("sipri", [CROSS / name], store)
    with open_store(store) as opened:
        yield opened


@pytest.fixture(scope="module")
def shown_twice(twice: Store) -> Scene:
    return compose(twice)


def agree(store: Store, scene: Scene, policy: Policy) -> None:
    """Hold the page against the network, the ledger and SPARQL, which all ask `select`."""
    found = counted(scene, policy)
    admitted = select(store, policy)
    assert expanded(store, found) == admitted.ids()
    assert set(found.events) == edges(admitted.claim_index, policy)
    assert found.rows == len(admitted.ids()) - len(found.events)
    assert found.releases == len(admitted.releases)


@settings(max_examples=draws(40), deadline=None)
@given(rule=st.sampled_from(RULES), as_of=days, known_by=days)
def test_a_page_counts_what_a_policy_admits(
    cross: Store, shown: Scene, rule: str, as_of: str | None, known_by: str | None
) -> None:
    agree(cross, shown, Policy.parse(rule, as_of=as_of, known_by=known_by))


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["all", "recorded", "endorsed:1"])
@pytest.mark.parametrize("known_by", [None, "2014-01-01", "2014-06-01", "2016-01-01", "2025-01-01"])
@pytest.mark.parametrize("as_of", [None, "2012-12-05", "2020-01-01"])
def test_a_row_that_two_releases_have_is_one(
    twice: Store, shown_twice: Scene, rule: str, known_by: str | None, as_of: str | None
) -> None:
    agree(twice, shown_twice, Policy.parse(rule, as_of=as_of, known_by=known_by))


def test_what_several_releases_have_is_told_once(twice: Store) -> None:
    scene = compose(twice)
    first, second = (
        i for i, one in enumerate(scene.releases) if one.id.startswith("release/icews")
    )
    shared = [
        line.split("\t")[3] for line in (CROSS / "icews_2014_test.txt").read_text().split("\n")[4:9]
    ]
    held = [
        {str(scene.releases[i].rows[j].start): overlap.number for i, j in overlap.days}
        for overlap in scene.overlaps
    ]
    assert {i for overlap in scene.overlaps for i, _ in overlap.days} == {first, second}
    assert sum(overlap.number for overlap in scene.overlaps) == 5
    assert sorted(day for one in held for day, n in one.items() for _ in range(n)) == sorted(shared)


def test_issues_of_a_whole_take_each_others_place(twice: Store) -> None:
    told = [
        (one.id.split("/")[1], one.known, one.superseded, one.rules, one.endorsed)
        for one in compose(twice).releases
    ]
    plain = ("all", "recorded", "accepted", "undenied", "party-undenied")
    assert told == [
        ("icews", "2014-02-01", None, ("recorded",), 0),
        ("icews", "2015-02-01", None, ("recorded",), 0),
        ("sipri", "2024-03-18", "2026-03-09", plain, 1),
        ("sipri", "2026-03-09", None, plain, 1),
    ]


def test_the_file_holds_groups_and_no_rows(cross: Store, shown: Scene) -> None:
    votes = next(one for one in read(shown)["releases"] if one["id"].startswith("release/unvotes"))
    assert votes["rows"] == [[6, "1999-01-01", "2000-01-01"]]
    assert votes["publisher"]
    assert {key for one in read(shown)["releases"] for key in one} <= {
        *("id", "title", "publisher", "stance", "known", "superseded", "rules"),
        *("endorsed", "corroborated", "voice", "rows"),
    }


def test_rows_that_stand_for_an_event_count_there(cross: Store, shown: Scene) -> None:
    names = [one.id for one in shown.releases]
    listed = ", ".join(f"'{name}'" for name in names)
    ((everything,),) = cross.columns.rows(f"SELECT count(*) FROM events WHERE source IN ({listed})")
    linked = cross.columns.rows(f"SELECT id FROM events WHERE source IN ({listed})")
    own = sum(days.number for one in shown.releases for days in one.rows)
    assert own == everything - sum(key in cross.linked for (key,) in linked)


def test_the_ledger_prints_the_same_numbers(cross: Store, shown: Scene) -> None:
    for rule in RULES:
        policy = Policy.parse(rule, known_by="2025-01-01")
        note = next(n for n in to_table(cross, policy, limit=1).notes if n.startswith("rests on"))
        found = counted(shown, policy)
        rows = f"{found.rows} row{'' if found.rows == 1 else 's'}"
        releases = f"{found.releases} release{'' if found.releases == 1 else 's'}"
        assert note.endswith(f", {rows}, {releases}") or not found.releases


def test_a_clock_and_switches_are_fixed_when_a_page_is_made(shown: Scene) -> None:
    for other in (Policy(clock="coded"), Policy(drop_partly_admitted=True)):
        with pytest.raises(PolicyError, match="compose the scene with the same clock"):
            counted(shown, other)


def test_the_holders_that_a_page_opens_with_are_found_by_name() -> None:
    world = ClaimIndex.from_model(small_world())
    policy = Policy.parse("held-by=Iran,Britain")
    assert set(counted(compose(world, policy), policy).events) == edges(world, policy)
