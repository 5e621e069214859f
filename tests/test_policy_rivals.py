"""Rival accounts: who asserts the one is against the other only where a policy says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from test_policy import ARMS, DAYS, Says, once, world

from geograph.model import Event
from geograph.policy import ClaimIndex, Policy, edges, history, judge
from geograph.policy.ledger import ledger
from geograph.policy.speakers import said_by
from geograph.sources.dossier import load

#: It was X or it was Y; part of Y lies within Y, Y within the arms of all.
X = replace(ARMS, id="event/x", label="x", excludes=("event/y",))
Y = replace(ARMS, id="event/y", label="y", broader=("event/arms",))
PART = replace(Y, id="event/part", label="part of y", broader=("event/y",))
EVENTS: tuple[Event, ...] = (X, Y, PART)


def small(*says: Says) -> ClaimIndex:
    return world(*says, events=EVENTS)


def told(who: str, what: str, day: str, stance: str = "asserts") -> Says:
    return Says(who, stance, what, day)


#: What is said; of which event; by each day the status without rivals and with them.
TURNS: list[tuple[str, list[Says], str, list[tuple[str, str, str]]]] = [
    ("whoever asserts the one is against the other",
     [told("USA", "y", "2024-01-02"), told("IRN", "x", "2024-01-05")], "y",
     [("2024-01-04", "asserted", "asserted"), ("2024-01-05", "asserted", "contested")]),
    ("both ways",
     [told("USA", "y", "2024-01-02"), told("IRN", "x", "2024-01-05")], "x",
     [("2024-01-05", "asserted", "contested")]),
    ("for all that lies within it",
     [told("USA", "part", "2024-01-02"), told("IRN", "x", "2024-01-05")], "part",
     [("2024-01-04", "asserted", "asserted"), ("2024-01-05", "asserted", "contested")]),
    ("and not for what is wider",
     [told("USA", "arms", "2024-01-02"), told("IRN", "x", "2024-01-05")], "arms",
     [("2024-01-05", "asserted", "asserted")]),
    ("a part of the one speaks against the other",
     [told("USA", "x", "2024-01-02"), told("IRN", "part", "2024-01-05")], "x",
     [("2024-01-05", "asserted", "contested")]),
    ("to deny the one is not to assert the other",
     [told("USA", "y", "2024-01-02"), told("IRN", "x", "2024-01-05", "denies")], "y",
     [("2024-01-05", "asserted", "asserted")]),
    ("whoever changes from the one to the other no longer stands for it",
     [told("USA", "y", "2024-01-02"), told("USA", "x", "2024-01-05")], "y",
     [("2024-01-04", "asserted", "asserted"), ("2024-01-05", "asserted", "denied-only")]),
    ("and back again",
     [told("USA", "x", "2024-01-02"), told("USA", "y", "2024-01-05")], "y",
     [("2024-01-02", "absent", "absent"), ("2024-01-05", "asserted", "asserted")]),
    ("who says both on one day is for each by its own word",
     [told("USA", "x", "2024-01-02"), told("USA", "y", "2024-01-02")], "y",
     [("2024-01-02", "asserted", "asserted")]),
    ("and mixed where its word for the one is inherited",
     [told("USA", "x", "2024-01-02"), told("USA", "part", "2024-01-02")], "y",
     [("2024-01-02", "asserted", "contested")]),
    ("an own denial stays",
     [told("USA", "y", "2024-01-02"), told("IRN", "y", "2024-01-03", "denies"),
      told("IRN", "x", "2024-01-05")], "y",
     [("2024-01-05", "contested", "contested")]),
]  # fmt: skip


@pytest.mark.parametrize(("says", "key", "days"), [t[1:] for t in TURNS],
                         ids=[t[0] for t in TURNS])  # fmt: skip
def test_what_rivals_change(says: list[Says], key: str, days: list[tuple[str, str, str]]) -> None:
    w = small(*says)
    for day, without, with_ in days:
        for text, status in (("all", without), ("all; rivals", with_)):
            verdict = judge(w, Policy.parse(text, known_by=day)).get(f"event/{key}")
            assert (verdict.status if verdict else "absent") == status, (day, text)


def test_a_rival_position_says_what_it_comes_from() -> None:
    w = small(told("USA", "y", "2024-01-02"), told("IRN", "x", "2024-01-05"))
    held = judge(w, "all; rivals")["event/y"].positions
    assert [(p.voice, p.side, p.direct, p.rival) for p in held] == [
        ("state/IRN", "against", False, True),
        ("state/USA", "for", True, False),
    ]
    assert held[0].claims == (told("IRN", "x", "2024-01-05").claim,)
    row = next(r for r in ledger(w, "all; rivals") if r.id == "event/y")
    assert said_by(row.denied) == "Iran (for a rival account)"
    assert edges(w, "undenied; rivals") == {"event/arms"}
    assert edges(w, "undenied") == {"event/arms", "event/x", "event/y"}


def test_an_exclusion_holds_whichever_event_codes_it() -> None:
    says = [told("USA", "y", "2024-01-02"), told("IRN", "x", "2024-01-05")]
    other = (replace(X, excludes=()), replace(Y, excludes=("event/x",)), PART)
    assert judge(small(*says), "all; rivals") == judge(world(*says, events=other), "all; rivals")


def test_a_dossier_names_a_rival(tmp_path: Path) -> None:
    path = tmp_path / "2024-09-10-one.yml"
    path.write_text(
        "document: {id: one, title: A title, publisher: unstated, published: 2024-09-10,"
        " language: en, extent: whole}\n"
        "coding: {coder: tests, coded: 2024-10-01, codebook: 1}\n"
        "events:\n"
        "  x: {class: Attack, actor: Iran, recipient: Russia, excludes: y}\n"
        "  y: {class: Attack, actor: Ukraine, recipient: Russia}\n"
        "statements:\n"
        "  told: {class: Report, agent: report, locator: 1, asserts: x, doubts: y}\n",
        encoding="utf-8",
    )
    model = load(path)
    assert [event.excludes for event in model.events] == [("event/y",), ()]
    assert ClaimIndex.from_model(model).rivals == {
        "event/x": frozenset({"event/y"}),
        "event/y": frozenset({"event/x"}),
    }


words = st.builds(
    Says,
    who=st.sampled_from(["USA", "IRN", "RUS"]),
    stance=st.sampled_from(["asserts", "denies"]),
    what=st.sampled_from(["arms", "x", "y", "part"]),
    day=st.sampled_from(DAYS),
)
spoken = st.lists(words, min_size=1, max_size=7).map(once)


@pytest.mark.slow
@given(spoken, st.sampled_from(DAYS))
@settings(max_examples=draws(150), deadline=None)
def test_a_history_knows_rivals(says: list[Says], day: str) -> None:
    w = small(*says)
    policy = Policy.parse("all; rivals", known_by=day)
    found = {}
    for key, steps in history(w, policy).items():
        if known := [step for step in steps if step.day <= date.fromisoformat(day)]:
            found[key] = known[-1].verdict
    judged = {key: verdict for key, verdict in judge(w, policy).items() if key in w.events}
    assert {k: replace(v, edge=False) for k, v in found.items()} == {
        k: replace(v, edge=False) for k, v in judged.items()
    }


@pytest.mark.slow
@given(spoken)
@settings(max_examples=draws(100), deadline=None)
def test_rivals_only_ever_add_voices_against(says: list[Says]) -> None:
    w = small(*says)
    plain, rivals = judge(w), judge(w, "all; rivals")
    assert plain.keys() == rivals.keys()
    for key, verdict in rivals.items():
        before = {p.voice: p.side for p in plain[key].positions}
        for position in verdict.positions:
            own = before.get(position.voice)
            assert position.side == own or position.rival
            assert own is None or own == position.side or own == "for"
