"""The linter: each rule finds, stays silent and remembers; blocks find what all pairs would."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, permutations

import pytest
from click.testing import CliRunner
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import DOSSIER, STEM, claim, sort_model, statement, states

from geograph.cli import main
from geograph.dates import parse
from geograph.errors import DecisionError
from geograph.model import Actor, Document, Event, Item, Measure, Model, Tenure
from geograph.pipeline.validation import (
    Decision,
    Places,
    decided,
    proposals_table,
    propose,
    read_decisions,
    summary,
)
from geograph.pipeline.validation.hierarchy import Comparison
from geograph.pipeline.validation.linter import LINTS
from geograph.pipeline.validation.rules import Corpus
from geograph.policy import ClaimIndex
from geograph.sources.dossier import assemble, read
from geograph.vocab import Stance

IRN, RUS, UKR, CHN, USA, GBR = (f"state/{c}" for c in ("IRN", "RUS", "UKR", "CHN", "USA", "GBR"))
MINISTER, NATO, COMPANIES = "actor/minister", "actor/nato", "actor/companies"
DAY = date(2026, 1, 2)

ITEMS = tuple(
    Item(id=f"item/{key}", kind="Munition", label=key, broader=tuple(f"item/{b}" for b in wider))
    for key, wider in (
        ("weapon", ()), ("missile", ("weapon",)), ("shell", ("weapon",)),
        ("ballistic-missile", ("missile",)), ("tool", ()),
    )
)  # fmt: skip
ACTORS = (
    *states(),
    Actor(id=MINISTER, kind="Person", label="the minister"),
    Actor(id=NATO, kind="InternationalOrganisation", label="NATO"),
    Actor(id=COMPANIES, kind="ActorGroup", label="companies"),
)


def event(key: str, when: str | None = None, *, kind: str = "ArmsTransfer", **more) -> Event:
    """Return a transfer from Iran to Russia, unless something else is said."""
    fields: dict[str, object] = {"when": parse(when) if when else None}
    if kind in ("ArmsTransfer", "MilitaryAssistance", "Attack"):
        fields |= {"actor": (IRN,), "recipient": (RUS,)}
    if kind == "ArmsTransfer":
        fields |= {"item": ("item/weapon",)}
    fields |= {k: (v,) if isinstance(v, str) else v for k, v in more.items()}
    fields |= {"dossier": more.get("dossier", DOSSIER), "start": more.get("start")}
    return Event(id=f"event/{key}", kind=kind, label=f"the {key}", **fields)


def world(*parts) -> Model:
    """Return a model of events, measures and (statement, claim) pairs."""
    events = tuple(p for p in parts if isinstance(p, Event) and not isinstance(p, Measure))
    said = tuple(p for p in parts if isinstance(p, tuple))
    return sort_model(
        Model(
            actors=ACTORS,
            tenures=(Tenure(who=MINISTER, relation="speaksFor", whom=IRN),),
            items=ITEMS,
            documents=(
                Document(
                    id="document/small-report", title="t", publisher=GBR, dossier=DOSSIER,
                    published=parse("2024-09-12"), coder="tests", coded=DAY, codebook="1",
                ),
            ),
            events=events,
            measures=tuple(p for p in parts if isinstance(p, Measure)),
            statements=tuple(s for s, _ in said),
            claims=tuple(c for _, c in said),
        )
    )  # fmt: skip


def says(who: str, stance: Stance, key: str, **more) -> tuple[object, object]:
    said = statement(f"{who.rpartition('/')[2].lower()}-{stance}-{key}", "Comment", who)
    return said, claim(said, who, stance, f"event/{key}", **more)


def told(model: Model, rule: str, **more) -> list[str]:
    """Return the keys of a rule's proposals, without its name."""
    return [p.key.partition(" ")[2] for p in propose(model, **more) if p.rule == rule]


# ---------------------------------------------------------------- wider events

MISSILES = event("missiles", item="item/missile")
ARMS = event("arms")

WIDER = [
    # why it is proposed or not, the narrower event, the wider one
    (True, "a narrower item", MISSILES, ARMS),
    (True, "two steps down the tree", event("missiles", item="item/ballistic-missile"), ARMS),
    (True, "a date within no date", event("missiles", "2024", item="item/missile"), ARMS),
    (True, "a date within a wider one", event("missiles", "2024-02", item="item/missile"),
     event("arms", "2024")),
    (True, "the same items at a narrower time", event("missiles", "2024-02"),
     event("arms", "2024")),
    (True, "an open beginning whose end lies within",
     event("missiles", "../2024-02", item="item/missile"), event("arms", "2023/2024")),
    (True, "whoever speaks for the party", event("missiles", item="item/missile", actor=MINISTER),
     ARMS),
    (True, "a class below", event("missiles", kind="Training", item="item/missile", actor=IRN,
     recipient=RUS), event("arms", kind="MilitaryAssistance", item="item/weapon")),
    (False, "the same items, no dates", event("missiles"), ARMS),
    (False, "a wider item", ARMS, MISSILES),
    (False, "an item of another kind", event("missiles", item="item/tool"), ARMS),
    (False, "only one of several items", MISSILES,
     event("arms", item=("item/missile", "item/shell"))),
    (False, "no items", event("missiles", kind="Attack"), event("arms", kind="Attack")),
    (False, "another recipient", event("missiles", item="item/missile", recipient=UKR), ARMS),
    (False, "more recipients", event("missiles", item="item/missile", recipient=(RUS, UKR)), ARMS),
    (False, "a date that only meets", event("missiles", "2024/2025", item="item/missile"),
     event("arms", "2024")),
    (False, "a date before", event("missiles", "2023", item="item/missile"), event("arms", "2024")),
    (False, "no date within a date", MISSILES, event("arms", "2024")),
    (False, "first asserted before the wider one begins",
     event("missiles", "../2024-02", item="item/missile", start=date(2022, 5, 1)),
     event("arms", "2023/2024")),
    (False, "a class that says nothing", event("missiles", kind="Event", item="item/missile",
     actor=IRN), event("arms", kind="Event", item="item/weapon", actor=IRN)),
    (False, "another class", event("missiles", kind="UsePermission", item="item/missile", actor=IRN,
     recipient=RUS), ARMS),
    (False, "another place", event("missiles", item="item/missile", place="place/a"),
     event("arms", place="place/b")),
    (False, "told apart by a coder", event("missiles", item="item/missile", distinct="event/arms"),
     ARMS),
    (False, "linked already", event("missiles", item="item/missile", broader="event/arms"), ARMS),
]  # fmt: skip


@pytest.mark.parametrize(("found", "why", "narrow", "wide"), WIDER, ids=[c[1] for c in WIDER])
def test_a_wider_event_is_proposed_or_not(found, why, narrow, wide):
    assert (f"{narrow.id[6:]} {wide.id[6:]}" in told(world(narrow, wide), "broader")) is found


def test_a_wider_event_says_why_and_what_to_paste():
    narrow = event("missiles", "2024", item="item/missile", broader="event/barter")
    wide = event("arms", purpose="event/war", dossier="dossier/other")
    (one,) = [p for p in propose(world(narrow, wide)) if p.rule == "broader"]
    assert one.what == "the missiles lies within the arms"
    assert one.why == (
        "same parties: Iran → Russia; missile within weapon; days: 2024 within no date; "
        "but the wider one is for war, which the narrower one does not name"
    )
    assert one.fix == (
        "broader: [barter, arms]; add to uses: arms (or on arms: `narrower: missiles`)"
    )
    assert (str(one.where), str(one.other_where)) == (DOSSIER, "dossier/other")


def test_what_a_nearer_wider_event_brings_along_waits_until_that_is_refused():
    ballistic = event("ballistic", item="item/ballistic-missile")
    model = world(ballistic, replace(MISSILES, broader=("event/arms",)), ARMS)
    assert told(model, "broader") == ["ballistic missiles"]
    no = Decision(
        key="broader ballistic missiles", decision="refuse", who="A. Coder", when=DAY, note="no"
    )
    found = propose(model, decisions=[no])
    assert [(p.key, p.state) for p in found if p.rule == "broader"] == [
        ("broader ballistic arms", "open"),
        ("broader ballistic missiles", "refused"),
    ]


# ---------------------------------------------------------------- near-duplicates


def meeting(key: str, when: str | None = None, **more) -> Event:
    span = parse(when) if when else None
    more |= {"start": span.latest_end if span else more.get("start")}
    return event(key, when, kind="Meeting", **{"participant": (GBR, USA), **more})


def sanction(key: str, **more) -> Measure:
    return Measure(
        id=f"measure/{key}", kind="Sanction", label=f"the {key}", dossier=DOSSIER, actor=(UKR,),
        recipient=(RUS,), **more,
    )  # fmt: skip


DOUBLES = [
    (True, "the same day", meeting("a", "2024-09-10"), meeting("b", "2024-09-10")),
    (True, "a day within the year", meeting("a", "2024-09-10"), meeting("b", "2024")),
    (True, "first asserted on one day", meeting("a", start=DAY), meeting("b", start=DAY)),
    (True, "the same items, no dates", event("a"), event("b")),
    (True, "measures without dates", sanction("a"), sanction("b", start=date(2024, 1, 1))),
    (True, "measures that go on", sanction("a", start=date(2020, 1, 1)),
     sanction("b", start=date(2024, 1, 1))),
    (False, "a measure lifted before",
     sanction("a", start=date(2015, 1, 1), lifted=date(2016, 1, 1)),
     sanction("b", start=date(2024, 1, 1))),
    (False, "another day", meeting("a", "2024-09-10"), meeting("b", "2024-09-11")),
    (False, "first asserted on another day", meeting("a", start=DAY),
     meeting("b", start=DAY + timedelta(1))),
    (False, "another place", meeting("a", "2024", place="place/x"),
     meeting("b", "2024", place="place/y")),
    (False, "a narrower time, so that one lies within the other", event("a", "2024-02"),
     event("b")),
    (False, "another class", meeting("a", "2024"), replace(meeting("b", "2024"), kind="Visit")),
    (False, "another party", meeting("a", "2024"), meeting("b", "2024", participant=(GBR, IRN))),
    (False, "a minister and his state", event("a"), event("b", actor=MINISTER)),
    (False, "another provision", sanction("a", provision=("tariff",)),
     sanction("b", provision=("port-ban",))),
    (False, "linked", sanction("a"), sanction("b", broader=("measure/a",))),
    (False, "told apart by a coder", event("a"), event("b", distinct="event/a")),
    (False, "nobody takes part", event("a", kind="Event"), event("b", kind="Event")),
]  # fmt: skip


@pytest.mark.parametrize(("found", "why", "one", "other"), DOUBLES, ids=[c[1] for c in DOUBLES])
def test_a_near_duplicate_is_found_or_not(found, why, one, other):
    assert told(world(one, other), "near-duplicate") == (["b a"] if found else [])


# ---------------------------------------------------------------- missing parties

PARTIES = [
    ("names no recipient", event("e", recipient=())),
    ("names no actor", event("e", actor=())),
    ("names no actor", event("e", kind="Attack", actor=())),
    ("names no recipient", event("e", kind="Attack", recipient=())),
    ("names no other party", event("e", kind="Agreement", participant=IRN)),
    ("names no other party", event("e", kind="Cooperation", actor=IRN)),
    (None, event("e")),
    (None, event("e", kind="Training", participant=(IRN, RUS))),
    (None, event("e", kind="Attack", recipient=(), place="place/a")),
    (None, event("e", kind="Attack", recipient=(), object="place/a")),
    (None, event("e", kind="Ceasefire", participant=(IRN, RUS))),
    (None, event("e", kind="Agreement", participant=NATO)),
    (None, event("e", kind="Cooperation", actor=COMPANIES)),
    (None, event("e", kind="Cooperation", actor=IRN, recipient=RUS)),
    (None, event("e", kind="Production", actor=IRN)),
    (None, event("e", kind="Meeting", participant=MINISTER)),
]  # fmt: skip


@pytest.mark.parametrize(("found", "one"), PARTIES, ids=[f"{c[1].kind}-{c[0]}" for c in PARTIES])
def test_a_missing_party_is_found_or_not(found, one):
    (proposal, *rest) = [p for p in propose(world(one)) if p.rule == "missing-party"] or [None]
    assert rest == []
    assert (proposal and proposal.what) == (found and f"the e {found}")


def test_a_missing_party_is_taken_from_the_wider_event():
    wide = event("arms", recipient=(RUS, UKR))
    narrow = event("missiles", item="item/missile", recipient=(), broader="event/arms")
    (one,) = [p for p in propose(world(wide, narrow)) if p.rule == "missing-party"]
    assert one.fix == "recipient: [Russia, Ukraine]"
    assert one.why == "arms transfer has one; the wider arms has Russia, Ukraine"


# ---------------------------------------------------------------- polarity

NOTES = [
    ("doubts: e", Stance.DENIES, "cannot confirm it"),
    ("doubts: e", Stance.DENIES, "could not independently verify it"),
    ("doubts: e", Stance.DENIES, "No evidence; nothing is confirmed"),
    ("doubts: e", Stance.DENIES, "not seen so far"),
    ("doubts: e", Stance.DENIES, "said to be unproven"),
    ("denies: e", Stance.ASSERTS, "denied outright"),
    ("denies: e", Stance.ASSERTS, "calls it false"),
    (None, Stance.DENIES, "not one piece; liars are those who say otherwise"),
    (None, Stance.DENIES, "confirmed twice"),
    (None, Stance.ASSERTS, "after constant denials"),
    (None, Stance.ASSERTS, "never confirmed by Russia"),
    (None, Stance.DOUBTS, "cannot confirm it"),
]


@pytest.mark.parametrize(("fix", "stance", "note"), NOTES, ids=[c[2] for c in NOTES])
def test_a_note_that_says_something_else_than_the_stance_is_found(fix, stance, note):
    found = [p for p in propose(world(ARMS, event("e"), says(IRN, stance, "e", note=note)))
             if p.rule == "polarity"]  # fmt: skip
    assert [p.fix for p in found] == ([fix] if fix else [])
    assert all(note in p.why for p in found)


# ---------------------------------------------------------------- denials that reach nothing

SPOKEN = says(USA, Stance.ASSERTS, "missiles")
EITHER = event("either", recipient=(RUS, UKR))

UNREACHED = [
    # what is proposed, the events, what else is said
    (["either"], (EITHER,), ()),
    (["either missiles"], (EITHER, MISSILES), (SPOKEN,)),
    (["either missiles"], (event("either", recipient=()), MISSILES), (SPOKEN,)),
    (["either missiles"], (event("either", item=()), MISSILES), (SPOKEN,)),
    (["either"], (EITHER, MISSILES), ()),
    (["either"], (event("either", recipient=CHN), MISSILES), (SPOKEN,)),
    (["either"], (event("either", item="item/tool"), MISSILES), (SPOKEN,)),
    (["either"], (event("either", "2020"), event("missiles", "2024")), (SPOKEN,)),
    # only the widest of what may be meant
    (["either arms"], (EITHER, ARMS, event("missiles", item="item/missile", broader="event/arms")),
     (SPOKEN, says(USA, Stance.ASSERTS, "arms"))),
    ([], (EITHER, event("missiles", broader="event/either")), (SPOKEN,)),
    ([], (event("either", broader="event/missiles"), MISSILES), (SPOKEN,)),
    ([], (EITHER,), (says(USA, Stance.PREDICTS, "either"),)),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "events", "more"), UNREACHED)
def test_a_denial_that_reaches_nothing_is_found(expected, events, more):
    model = world(*events, says(IRN, Stance.DENIES, "either"), *more)
    assert told(model, "unreached-denial") == expected


def test_a_retracted_denial_is_none():
    said, no = says(IRN, Stance.DENIES, "either")
    back = statement("back", "Retraction", IRN)
    model = world(EITHER, (said, no), (back, claim(back, IRN, Stance.RETRACTS, no.id)))
    assert told(model, "unreached-denial") == []


# ---------------------------------------------------------------- decisions


def decision(key: str, how: str, note: str = "a reason") -> Decision:
    return Decision(key=key, decision=how, who="A. Coder", when=DAY, note=note)


@pytest.mark.parametrize("how", ["accept", "refuse"])
@pytest.mark.parametrize(
    ("rule", "key", "model"),
    [
        ("broader", "broader missiles arms", world(MISSILES, ARMS)),
        ("near-duplicate", "near-duplicate b a", world(event("a"), event("b"))),
        ("missing-party", "missing-party e", world(event("e", recipient=()))),
        ("polarity", f"polarity {STEM}/irn-denies-e/state.IRN/denies/e",
         world(event("e"), says(IRN, Stance.DENIES, "e", note="cannot confirm"))),
        ("unreached-denial", "unreached-denial either",
         world(EITHER, says(IRN, Stance.DENIES, "either"))),
    ],
)  # fmt: skip
def test_what_was_decided_is_not_proposed_again(rule, key, model, how):
    def shown(*decisions: Decision) -> list[tuple[str, str]]:
        rows = proposals_table(propose(model, decisions=decisions))
        return [(row["key"], row["state"]) for row in rows if row["rule"] == rule]

    assert shown() == [(key, "open")]
    # what was accepted is named until nothing proposes it any more
    assert shown(decision(key, how)) == ([(key, "accepted")] if how == "accept" else [])
    again = decision(key, "accept" if how == "refuse" else "refuse")
    assert shown(again, decision(key, how)) == shown(decision(key, how))


def test_every_rule_is_in_the_summary_and_fails_until_all_is_decided():
    kinds = {row[0]: row[1:4] for row in summary([]).rows}
    assert {lint.id for lint in LINTS} == {k for k, v in kinds.items() if v[0] == "proposal"}
    found = propose(world(MISSILES, ARMS))
    assert summary([], found).notes == ("failing: broader",)
    no = [decision("broader missiles arms", "refuse")]
    assert summary([], propose(world(MISSILES, ARMS), decisions=no)).notes == (
        "no rule or shape is failing",
    )


HEAD = "key,decision,who,when,note\n"

BROKEN = [
    ("key,decision\n", 1, "is not a file of decisions"),
    (HEAD + "broader a b,maybe,A. Coder,2026-01-02,no\n", 2, "unknown decision 'maybe'"),
    (HEAD + "\nbroader a b,refuse,A. Coder,2026-01-02,\n", 3, "'note' is empty"),
    (HEAD + "broader a b,accept,,2026-01-02,\n", 2, "'who' is empty"),
    (HEAD + "wider a b,accept,A. Coder,2026-01-02,\n", 2, "'wider a b' is the key of no proposal"),
    (HEAD + "broader a b,accept,A. Coder,2 January,\n", 2, "invalid date '2 January'"),
    (HEAD + "broader a b,accept,A. Coder\n", 2, "has 3 cells for 5 columns"),
    (HEAD + 'broader a b,accept,A. Coder,2026-01-02,"open\n', 2, "is not CSV"),
]


@pytest.mark.parametrize(("text", "line", "what"), BROKEN, ids=[c[2] for c in BROKEN])
def test_a_broken_file_of_decisions_is_an_error_with_its_line(tmp_path, text, line, what):
    path = tmp_path / "lint-decisions.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DecisionError, match=what) as caught:
        read_decisions(path)
    assert (caught.value.where.file, caught.value.where.line) == (str(path), line)
    assert caught.value.fix


def test_decisions_are_those_beside_the_dossiers_those_named_or_those_that_ship(tmp_path):
    (tmp_path / "dossiers").mkdir()
    assert decided(None, tmp_path / "dossiers") == ()
    (tmp_path / "lint-decisions.csv").write_text(HEAD + "broader a b,accept,A. Coder,2026-01-02,\n")
    mine = (decision("broader a b", "accept", ""),)
    assert decided(None, tmp_path / "dossiers") == mine
    assert decided(None, tmp_path / "dossiers" / "one.yml") == mine
    assert decided(tmp_path / "lint-decisions.csv", None) == mine
    assert mine[0] not in decided(None, None)
    with pytest.raises(DecisionError, match="there is no such file"):
        decided(tmp_path / "none.csv", None)


# ---------------------------------------------------------------- blocks and all pairs

DATES = (None, "2024", "2024-02", "2023/2024", "../2024-02", "2024-02/..", "2023-06")
PLACES = ((), ("place/a",), ("place/b",))


@st.composite
def worlds(draw) -> Model:
    """Return up to ten events of few parties, classes, items, days and links."""
    some = st.lists(st.sampled_from([i.id for i in ITEMS]), max_size=2, unique=True)
    made: list[Event] = []
    for n in range(draw(st.integers(2, 10))):
        when = draw(st.sampled_from(DATES))
        kind = draw(st.sampled_from(("ArmsTransfer", "Training", "MilitaryAssistance", "Event")))
        links = {
            name: tuple(e.id for e in made if draw(st.integers(0, 9)) == 0)
            for name in ("broader", "distinct")
        }
        made.append(
            Event(
                id=f"event/{'abcdefghij'[n]}", kind=kind, label=str(n), dossier=DOSSIER,
                actor=draw(st.sampled_from(((IRN,), (MINISTER,), ()))),
                recipient=draw(st.sampled_from(((RUS,), (RUS, UKR), ()))),
                item=tuple(draw(some)), when=parse(when) if when else None,
                place=draw(st.sampled_from(PLACES)),
                start=draw(st.sampled_from((None, date(2024, 1, 5), date(2024, 6, 1)))), **links,
            )
        )  # fmt: skip
    return world(*draw(st.permutations(made)))


@pytest.mark.slow
@given(worlds())
@settings(max_examples=draws(150), deadline=None)
def test_blocks_find_what_all_pairs_would(model):
    compared = Comparison(Corpus(model, ClaimIndex.from_model(model)))
    every = sorted(model.events, key=lambda e: e.id)
    within = [(a.id, b.id) for a, b in permutations(every, 2) if compared.lies_within(a, b)]
    assert sorted((a.id, b.id) for a, b in compared.narrower()) == sorted(within)
    alike = [(a.id, b.id) for a, b in combinations(every, 2) if compared.alike(a, b)]
    assert sorted((a.id, b.id) for a, b in compared.doubles()) == sorted(alike)
    assert not {frozenset(p) for p in within} & {frozenset(p) for p in alike}
    assert not {p[::-1] for p in within} & set(within)


@pytest.mark.slow
@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=draws(40), deadline=None)
def test_the_order_of_records_changes_nothing(model, random):
    events = list(model.events)
    random.shuffle(events)
    assert propose(replace(model, events=tuple(events))) == propose(model)


@pytest.mark.slow
def test_twenty_thousand_events_are_compared_within_their_blocks(monkeypatch):
    items = ("item/weapon", "item/missile", "item/shell", "item/tool")
    actors = [Actor(id=f"actor/{n}", kind="Company", label=str(n)) for n in range(50)]
    first = date(2000, 1, 1)
    many = tuple(
        Event(
            id=f"event/e{n}", kind="ArmsTransfer", label=str(n), dossier=DOSSIER,
            actor=(f"actor/{n % 50}",), recipient=(f"actor/{(n % 50 + 1 + n // 50 % 7) % 50}",),
            item=(items[n % 4],), when=parse((first + timedelta(n // 3)).isoformat()),
            start=first + timedelta(n // 3),
        )
        for n in range(20_000)
    )  # fmt: skip
    model = Model(actors=tuple(actors), items=ITEMS, events=many)
    tried = 0

    def counted(check):
        def count(self, one, other):
            nonlocal tried
            tried += 1
            return check(self, one, other)

        return count

    for name in ("lies_within", "alike"):
        monkeypatch.setattr(Comparison, name, counted(getattr(Comparison, name)))
    found = propose(model)
    # all pairs are two hundred million; the blocks of a dyad hold some sixty events
    assert tried < 100 * len(many)
    assert {p.rule for p in found} <= {"broader", "near-duplicate"}


# ---------------------------------------------------------------- dossiers and the command

FIRST = """\
document: {id: a, title: F, publisher: unstated, published: 2024-09-10, language: en, extent: whole}
coding: {coder: tests, coded: 2024-10-01, codebook: 1}
events:
  missiles:
    class: ArmsTransfer
    actor: Iran
    recipient: Russia
    item: missile
statements:
  said: {class: Report, agent: report, locator: 1, asserts: missiles}
"""
SECOND = """\
document: {id: b, title: S, publisher: unstated, published: 2024-11-10, language: en, extent: whole}
coding: {coder: tests, coded: 2024-12-01, codebook: 1}
events:
  arms: {class: ArmsTransfer, actor: Iran, recipient: Russia, item: weapon}
statements:
  denial:
    class: Denial
    agent: Iran
    locator: 1
    denies: {arms: {note: no evidence is known}}
"""


@pytest.fixture
def dossiers(tmp_path):
    folder = tmp_path / "dossiers"
    folder.mkdir()
    (folder / "2024-09-10-first.yml").write_text(FIRST, encoding="utf-8")
    (folder / "2024-11-10-second.yml").write_text(SECOND, encoding="utf-8")
    return folder


def proposals(folder):
    records = list(read(folder))
    return propose(assemble(records), places=Places.read(records), decisions=decided(None, folder))


def test_a_proposal_names_file_and_line_of_both_records(dossiers):
    found = {p.rule: p for p in proposals(dossiers)}
    one, other = (dossiers / f"{n}.yml" for n in ("2024-09-10-first", "2024-11-10-second"))
    wider = found["broader"]
    assert str(wider.where) == f"{one.as_posix()}:4"
    assert str(wider.other_where) == f"{other.as_posix()}:4"
    assert str(found["polarity"].where) == f"{other.as_posix()}:10"
    assert str(found["unreached-denial"].where) == f"{other.as_posix()}:4"


def test_what_is_pasted_is_no_longer_proposed(dossiers):
    (wider,) = [p for p in proposals(dossiers) if p.rule == "broader"]
    line, _, uses = wider.fix.partition(" (or ")[0].partition("; add to uses: ")
    pasted = FIRST.replace("    item: missile\n", f"    item: missile\n    {line}\n")
    pasted = pasted.replace("events:\n", f"uses: [{uses}]\nevents:\n")
    (dossiers / "2024-09-10-first.yml").write_text(pasted, encoding="utf-8")
    assert {p.rule for p in proposals(dossiers)} == {"polarity"}


def test_what_is_listed_in_uses_need_not_be_added(dossiers):
    told = FIRST.replace("asserts: missiles", "asserts: missiles, doubts: arms")
    text = told.replace("events:\n", "uses: [arms]\nevents:\n", 1)
    (dossiers / "2024-09-10-first.yml").write_text(text, encoding="utf-8")
    (wider,) = [p for p in proposals(dossiers) if p.rule == "broader"]
    assert wider.fix == "broader: arms (or on arms: `narrower: missiles`)"


def run(*args: object):
    return CliRunner().invoke(main, ["validate", *map(str, args)])


@pytest.mark.slow
def test_the_report_lists_checks_and_proposals(dossiers):
    shown = run("--dossiers", dossiers, "--report")
    assert shown.exit_code == 0
    assert "failing: broader, polarity, unreached-denial" in shown.output
    assert "broader missiles arms" in shown.output
    assert "3 open" in shown.output
    plain = run("--dossiers", dossiers)
    assert "missiles" not in plain.output


@pytest.mark.slow
def test_the_report_as_csv_and_json_is_the_table_of_proposals(dossiers):
    rows = run("--dossiers", dossiers, "--report", "--format", "csv").output.splitlines()
    assert rows[0] == "rule,state,what,why,fix,where,other,other_where,key"
    assert [row.rpartition(",")[2].partition(" ")[0] for row in rows[1:]] == [
        "broader", "polarity", "unreached-denial",
    ]  # fmt: skip
    told = json.loads(run("--dossiers", dossiers, "--report", "--format", "json").output)
    assert told[0]["key"] == "broader missiles arms"


@pytest.mark.slow
def test_the_command_reads_the_decisions_beside_the_dossiers_or_those_named(dossiers, tmp_path):
    line = "broader missiles arms,refuse,A. Coder,2026-01-02,another occasion\n"
    (tmp_path / "mine.csv").write_text(HEAD + line, encoding="utf-8")
    shown = run("--dossiers", dossiers, "--report", "--decisions", tmp_path / "mine.csv")
    assert "2 open, 1 refused before" in shown.output
    (tmp_path / "lint-decisions.csv").write_text(HEAD + line.replace("refuse", "accept"))
    shown = run("--dossiers", dossiers, "--report")
    assert "2 open, 1 accepted and not yet in the dossiers" in shown.output
    wrong = run("--dossiers", dossiers, "--report", "--decisions", tmp_path / "none.csv")
    assert wrong.exit_code == 1
    assert "there is no such file" in wrong.output


@pytest.mark.slow
def test_a_store_is_linted_by_the_names_of_its_dossiers(report):
    shown = run("--store", report.path, "--report", "--format", "json")
    assert shown.exit_code == 0
    assert '"where": "dossier/2024-09-10-iran-missiles"' in shown.output
