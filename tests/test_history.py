"""Histories: looked up, they give what judging gives, for every rule at many pairs of days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import small_world

from geograph.policy import ClaimIndex, Policy, Step, edges, history, judge
from geograph.store import Store

RULES = (
    "all",
    "recorded",
    "accepted",
    "undenied",
    "party-undenied",
    "owned",
    "party-confirmed",
    "contested-by:party",
    "contested-by:others",
    "endorsed:1",
    "endorsed:2",
    "corroborated:1",
    "corroborated:2",
    "held-by=Russia",
    "held-by=Iran,United States",
)
FIRST, LAST = date(2013, 12, 1), date(2026, 6, 1)
days = st.none() | st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(days=n))


@pytest.fixture(scope="module")
def world(corpus: Store) -> ClaimIndex:
    return ClaimIndex.from_store(corpus)


@pytest.fixture(scope="module")
def told(world: ClaimIndex) -> Mapping[str, tuple[Step, ...]]:
    return history(world)


def at(steps: tuple[Step, ...], known_by: date | None) -> Step | None:
    known = [step for step in steps if known_by is None or step.day <= known_by]
    return known[-1] if known else None


def admitted(world: ClaimIndex, step: Step, policy: Policy) -> bool:
    if policy.rule == "endorsed":
        return step.endorsed >= (policy.n or 0)
    if policy.rule == "corroborated":
        return step.corroborated >= (policy.n or 0)
    if policy.rule == "held-by":
        holders = {world.actors.resolve(name) for name in policy.holders}
        return bool(holders & set(step.verdict.for_)) and not holders & set(step.verdict.against)
    return policy.rule in step.rules


def in_time(world: ClaimIndex, key: str, policy: Policy) -> bool:
    """Compare days as the script of the page does."""
    if policy.as_of is None:
        return True
    held = world.events[key].holds
    if held.since is None or held.since > policy.as_of:
        return False
    known = held.until_known is None or held.until_known <= (policy.known_by or date.max)
    return held.until is None or held.until > policy.as_of or not known


@settings(max_examples=draws(12), deadline=None)
@given(as_of=days, known_by=days, rule=st.sampled_from(RULES))
def test_looked_up_edges_are_judged_edges(
    world: ClaimIndex,
    told: Mapping[str, tuple[Step, ...]],
    as_of: date | None,
    known_by: date | None,
    rule: str,
) -> None:
    policy = Policy.parse(rule, as_of=as_of, known_by=known_by)
    found = {
        key
        for key, steps in told.items()
        if (step := at(steps, known_by))
        and admitted(world, step, policy)
        and in_time(world, key, policy)
    }
    assert found == edges(world, policy)


@pytest.mark.parametrize(
    "text",
    ["undenied; voices=state,press", "endorsed:2; voices=state,press", "owned; voices=armed-group",
     "contested-by:party; drop-partly-admitted"],
)  # fmt: skip
def test_voices_and_switches_hold_for_every_step(world: ClaimIndex, text: str) -> None:
    policy = Policy.parse(text, known_by="2024-12-31")
    steps = {key: at(told, policy.known_by) for key, told in history(world, policy).items()}
    found = {key for key, step in steps.items() if step and admitted(world, step, policy)}
    assert found == edges(world, policy)
    assert found


@settings(max_examples=draws(4), deadline=None)
@given(known_by=days, clock=st.sampled_from(["said", "published", "coded"]))
def test_every_verdict_is_that_of_judging(
    world: ClaimIndex, known_by: date | None, clock: str
) -> None:
    judged = judge(world, Policy(known_by=known_by, clock=clock))
    looked = {k: at(steps, known_by) for k, steps in history(world, Policy(clock=clock)).items()}
    assert {k: step.verdict for k, step in looked.items() if step} == {
        k: verdict for k, verdict in judged.items() if k in world.events
    }


def test_what_was_taken_back_has_been_an_edge_until_then() -> None:
    steps = history(ClaimIndex.from_model(small_world()))["event/machine-tools"]
    assert [(str(step.day), step.verdict.status, "all" in step.rules) for step in steps] == [
        ("2024-09-10", "reported-only", True),
        ("2024-09-12", "withdrawn", False),
    ]
