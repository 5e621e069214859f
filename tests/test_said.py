"""What was said of an event is the same however it is asked for."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from test_ids import shuffled
from test_linking import decided
from test_load import HEAD, REGISTER, write
from worlds import judged

from geograph.dates import parse
from geograph.display import Table
from geograph.errors import QueryError
from geograph.model import Model
from geograph.pipeline.build import build, write_store
from geograph.pipeline.load import load
from geograph.policy import MARKS, ClaimIndex, Policy, first_day, judge, said_of, said_on
from geograph.policy.ledger import ledger
from geograph.policy.stance import ENDINGS
from geograph.questions import ask, queries
from geograph.store import Store, open_store
from geograph.views.compose import compose
from geograph.views.page_counts import Plain, read
from geograph.vocab import GG, Stance, local

SAVED = queries()
PREFIX = f"PREFIX gg: <{GG}>\n"
CORPUS_CUTS = (
    Policy(),
    Policy.parse(known_by="2024-09-10"),
    Policy(known_by=date(2025, 4, 29), clock="published"),
)


class Told(NamedTuple):
    """One claim on one event: what it counts as there, whether of itself, and its mark."""

    event: str
    claim: str
    stance: str
    direct: bool
    mark: str | None


def by_verdict(world: ClaimIndex, policy: Policy) -> set[Told]:
    return {
        Told(key, one.claim.id, one.stance, one.direct, one.mark)
        for key, verdict in judge(world, policy).items()
        for one in said_of(world, verdict)
    }


def everywhere(store: Store, name: str, policy: Policy) -> Table:
    """Return the answer of a question for every event at once, or every actor."""
    return ask(store, replace(SAVED[name], params={}), policy=policy)


def by_evidence(store: Store, policy: Policy) -> set[Told]:
    answer = everywhere(store, "evidence", policy)
    names = ("event", "claim", "stance", "reaches", "marked")
    found = list(zip(*map(answer.column, names), strict=True)) if answer.rows else []
    assert len(found) == len(set(found)), "a claim is listed twice"
    return {
        Told(str(e), str(c), str(s), reaches == "direct", str(m) if m else None)
        for e, c, s, reaches, m in found
    }


def by_ledger(world: ClaimIndex, policy: Policy) -> set[tuple[str, str, str | None]]:
    """Return event, claim and mark of every row; a ledger has no stances of claims."""
    return {
        (row.id, claim, next((m for m in MARKS if claim in getattr(row, m)), None))
        for row in ledger(world, policy)
        for claim in row.claims
    }


def by_page(file: Plain, known: date | None) -> set[Told]:
    """Return what the file of a page says of its rows by a day."""
    found: set[Told] = set()
    for row in file["rows"]:
        steps = [s for s in row["steps"] if known is None or s["known"] <= known.isoformat()]
        for i in steps[-1].get("claims", ()) if steps else ():
            claim = file["claims"][i]
            mark = next((m for m in MARKS if i in steps[-1].get(m, ())), None)
            direct = claim["object"] == row["id"]
            found.add(Told(row["id"], claim["id"], claim["stance"], direct, mark))
    return found


def of_events(world: ClaimIndex, found: set[Told]) -> set[Told]:
    """Leave out statements, which a ledger and a page have no rows for."""
    return {one for one in found if one.event in world.events}


# ---------------------------------------------------------------- questions that show a part


def _voice(world: ClaimIndex, one: Told) -> str:
    claim = world.claims[one.claim]
    return world.label(claim.voice) + " (unnamed)" * claim.anonymous


def _cells(world: ClaimIndex, one: Told) -> dict[str, Any]:
    """Return what a question may show of a claim on an event."""
    claim = world.claims[one.claim]
    event = world.events.get(one.event)
    return {
        "event": one.event,
        "what": world.label(one.event),
        "denied_event": world.label(one.event),
        "stance": one.stance,
        "voice": _voice(world, one),
        "denier": _voice(world, one),
        "spoken_by": world.label(claim.claimant),
        "source": world.label(claim.claimant),
        "reaches": "direct" if one.direct else "inherited",
        "marked": one.mark,
        "said": claim.said,
        "stage": claim.stage,
        "paragraph": world.statements[claim.statement].locator,
        "kind": event.kind if event else None,
    }


def _stranger(world: ClaimIndex, one: Told) -> bool:
    event = world.events.get(one.event)
    return event is None or world.claims[one.claim].voice not in event.party


#: Which claims a question lists, and by which of its columns that is seen.
Part = tuple[Callable[[ClaimIndex, Told], bool], tuple[str, ...]]
PARTS: Mapping[str, Part] = {
    "stances": (
        lambda world, one: True,
        ("event", "stance", "voice", "spoken_by", "reaches", "marked", "said", "stage",
         "paragraph"),
    ),
    "who-denies": (
        lambda world, one: one.stance == "denies",
        ("event", "denied_event", "denier", "spoken_by", "reaches", "marked", "said", "paragraph"),
    ),
    "who-clears": (
        lambda world, one: one.stance == "denies"
        and bool(world.events[one.event].actor)
        and (_stranger(world, one) or world.claims[one.claim].anonymous),
        ("event", "what", "voice", "reaches", "marked", "said", "paragraph"),
    ),
    "third-parties": (
        _stranger,
        ("event", "what", "voice", "stance", "reaches", "marked", "said"),
    ),
    "transfer-claims": (
        lambda world, one: one.event in world.events
        and world.events[one.event].kind in ("ArmsTransfer", "GoodsTransfer")
        and all((e := world.events[one.event], e.actor, e.recipient, e.item)),
        ("event", "stance", "voice", "reaches", "marked", "said", "stage"),
    ),
    "events-with": (
        lambda world, one: one.event in world.events
        and bool(world.events[one.event].item or world.events[one.event].means),
        ("event", "what", "stance", "voice", "reaches", "marked"),
    ),
    "anonymous-claims": (
        lambda world, one: one.direct and world.claims[one.claim].anonymous,
        ("event", "what", "source", "stance", "marked", "said", "paragraph"),
    ),
    "evaluations": (
        lambda world, one: one.stance == "evaluates"
        and bool(world.claims[one.claim].evaluation),
        ("event", "what", "voice", "marked", "said", "paragraph"),
    ),
}  # fmt: skip


def part(world: ClaimIndex, found: set[Told], name: str) -> set[tuple[object, ...]]:
    """Return what a question is to show of all that was said."""
    holds, columns = PARTS[name]
    rows = (_cells(world, one) for one in found if holds(world, one))
    return {tuple(row[column] for column in columns) for row in rows}


def shown(answer: Table, columns: tuple[str, ...]) -> set[tuple[object, ...]]:
    return set(zip(*map(answer.column, columns), strict=True)) if answer.rows else set()


def first_by_hand(world: ClaimIndex, found: set[Told]) -> set[tuple[object, ...]]:
    """Return the first words for and against each event, and what makes no day the first."""
    out: set[tuple[object, ...]] = set()
    for event, stance in product({one.event for one in found}, ("asserts", "denies")):
        told = [one for one in found if (one.event, one.stance) == (event, stance)]
        own = [one for one in told if one.mark in (None, "overtaken")] or told
        first = min((world.claims[one.claim].said for one in own), default=date.min)
        for one in told:
            if (day := world.claims[one.claim].said) <= first:
                reaches = "direct" if one.direct else "inherited"
                out.add((event, stance, day, _voice(world, one), reaches, one.mark))
    return out


def agree(store: Store, policy: Policy, file: Plain) -> set[Told]:
    """Return what was said of every event by a cut, the same by every way."""
    world = ClaimIndex.from_store(store)
    found = by_verdict(world, policy)
    assert by_evidence(store, policy) == found
    events = of_events(world, found)
    assert by_page(file, policy.known_by) == events
    assert by_ledger(world, policy) == {(one.event, one.claim, one.mark) for one in events}
    for name in PARTS:
        assert shown(everywhere(store, name, policy), PARTS[name][1]) == part(world, found, name)
    answer = everywhere(store, "first-said", policy)
    columns = ("event", "stance", "first", "voice", "reaches", "marked")
    assert shown(answer, columns) == first_by_hand(world, found)
    return found


# ---------------------------------------------------------------- the corpus


@pytest.fixture(scope="module")
def files(corpus: Store) -> dict[str, Plain]:
    clocks = {policy.clock for policy in CORPUS_CUTS}
    return {clock: read(compose(corpus, Policy(clock=clock))) for clock in clocks}


@pytest.mark.parametrize("policy", CORPUS_CUTS, ids=str)
def test_every_way_lists_the_same_claims_of_every_event(
    policy: Policy, corpus: Store, files: dict[str, Plain]
):
    found = agree(corpus, policy, files[policy.clock])
    world = ClaimIndex.from_store(corpus)
    for event, claim, stance, direct, _ in found:
        if stance == "denies" and not direct:
            assert world.begins[event] <= world.claims[claim].said


def test_the_corpus_has_words_of_every_mark_and_words_on_an_end(corpus: Store):
    """Else the ways would agree on nothing."""
    found = by_verdict(ClaimIndex.from_store(corpus), Policy())
    assert {one.mark for one in found} == {None, *MARKS}
    assert {one.direct for one in found} == {True, False}
    stances = {one.stance for one in found}
    assert {*Stance} - {Stance.RETRACTS} <= stances
    assert {"denies lifted", "announces extended"} <= stances


def test_what_the_quads_have_is_what_was_ever_said(corpus: Store):
    """Any engine finds the pairs that the policy looks at, when all is known."""
    _, rows = corpus.select(
        PREFIX + "SELECT ?event ?claim ?stance {"
        " ?claim gg:bearsOn ?event ; gg:countsAs ?stance MINUS { ?event gg:umbrella true } }"
    )
    found = by_verdict(ClaimIndex.from_store(corpus), Policy())
    assert {tuple(local(str(cell)) for cell in row) for row in rows} == {
        (one.event, one.claim, one.stance) for one in found
    }


def test_a_denial_of_2022_says_nothing_of_containers_of_2025(corpus: Store):
    named = {"event/dprk-containers-33000", "event/iran-srbm-russia-2024"}
    denied = ask(corpus, "who-denies").rows
    assert sum(row[-1] == "event/dprk-containers-33000" for row in denied) == 0
    world = ClaimIndex.from_store(corpus)
    mine = [one for one in by_verdict(world, Policy()) if one.event in named]
    begun = world.begins["event/iran-srbm-russia-2024"]
    against = {one.claim for one in mine if one.stance == "denies"}
    assert against
    assert min(world.claims[key].said for key in against) >= begun


def test_a_denial_that_a_measure_is_lifted_denies_no_measure(corpus: Store):
    answer = ask(corpus, "stances", event="measure/sanc-china-former-mep")
    rows = set(zip(*map(answer.column, ("stance", "stage", "marked")), strict=True))
    assert ("denies lifted", "lifted", None) in rows
    assert ("asserts", "lifted", "retracted") in rows  # taken back
    assert "denies" not in answer.column("stance")


def test_a_hedged_denial_is_listed_as_a_doubt(corpus: Store):
    event = "event/west-donated-arms-strikes-2024"
    spoken = zip(
        *map(ask(corpus, "evidence", event=event).column, ("stance", "claim")), strict=True
    )
    [stance] = [s for s, claim in spoken if "domani-crosetto/crosetto" in str(claim)]
    assert stance == "doubts"
    assert event not in ask(corpus, "who-denies").column("event")


def test_attributed_words_are_listed_and_accuse_nobody(corpus: Store):
    said = ask(corpus, "who-denies", actor="Volodymyr Zelenskyy")
    assert ("event/iran-srbm-russia-2024", "attributed") in set(
        zip(said.column("event"), said.column("marked"), strict=True)
    )
    marks = ask(corpus, "who-accuses").column("marked")
    assert {"attributed", "retracted"} & set(marks) == set()


def test_a_first_day_and_a_single_voice_are_what_was_said(corpus: Store):
    world, verdicts = ClaimIndex.from_store(corpus), judge(ClaimIndex.from_store(corpus))
    lags = ask(corpus, "lag-to-measure")
    told = set(zip(lags.column("event"), lags.column("alleged"), strict=True))
    assert any(str(key) in world.umbrellas for key, _ in told)
    assert told == {
        (key, first_day(said_on(world, verdicts, str(key)), Stance.ASSERTS)) for key, _ in told
    }
    voices: dict[str, set[str]] = defaultdict(set)
    for one in by_verdict(world, Policy()):
        if one.stance == "asserts" and one.mark is None and verdicts[one.event].edge:
            voices[one.event].add(_voice(world, one))
    alone = ask(corpus, "single-source")
    assert set(zip(alone.column("event"), alone.column("only_voice"), strict=True)) == {
        (key, *told) for key, told in voices.items() if len(told) == 1
    }


# ---------------------------------------------------------------- small worlds


def talkative(seed: int) -> Model:
    """A shuffled small world in which people hedge, speak of ends, relay and take back."""
    model, chance = shuffled(seed), random.Random(seed)
    arms, missiles = "event/iran-arms-russia", "event/iran-srbm-russia"
    deeper = {"event/srbm-use": (missiles,), "event/talks": (arms,)}
    events = tuple(
        replace(e, broader=deeper[e.id]) if e.id in deeper and chance.random() < 0.7 else e
        for e in model.events
    )
    statements = tuple(
        replace(s, via=(chance.choice(("state/IRN", "state/RUS", "state/UKR")),))
        if chance.random() < 0.4
        else s
        for s in model.statements
    )
    claims = []
    for claim in model.claims:
        if claim.stance != Stance.RETRACTS:
            if chance.random() < 0.3:
                claim = replace(claim, certainty=chance.choice(("likely", "possible", "certain")))
            if claim.object.startswith("event/") and chance.random() < 0.6:
                claim = replace(claim, stance=chance.choice((Stance.ASSERTS, Stance.DENIES)))
            if claim.object.startswith("measure/") and chance.random() < 0.5:
                claim = replace(claim, stage=chance.choice(sorted(ENDINGS)))
        claims.append(claim)
    told = [c for c in claims if c.object.startswith("event/")]
    for n, claim in enumerate(chance.choices(told, k=6)):
        # the same voice speaks again, the other way or to take it back
        stance = chance.choice((Stance.ASSERTS, Stance.DENIES, Stance.RETRACTS))
        said = date(2024, chance.randint(9, 12), chance.randint(1, 28))
        claims.append(
            replace(
                claim,
                id=f"{claim.id}/again.{n}",
                stance=stance,
                object=claim.id if stance == Stance.RETRACTS else chance.choice((arms, missiles)),
                said=said,
                when=parse(said.isoformat()),
                certainty=None,
            )
        )
    return replace(
        model,
        events=events,
        statements=statements,
        claims=tuple(sorted(claims, key=lambda c: c.id)),
    )


@pytest.mark.slow
@settings(max_examples=draws(12), deadline=None)
@given(st.integers(0, 2**32), st.dates(date(2024, 8, 1), date(2024, 12, 31)))
def test_every_way_lists_the_same_claims_of_random_worlds(seed: int, day: date):
    with (
        TemporaryDirectory() as folder,
        write_store(talkative(seed), Path(folder) / "s.db", validate=False) as store,
    ):
        file = read(compose(store))
        for policy in (Policy(), Policy(known_by=day)):
            agree(store, policy, file)


def test_random_worlds_have_words_of_every_kind():
    seen: dict[str, set[object]] = defaultdict(set)
    for seed in range(40):
        for one in by_verdict(ClaimIndex.from_model(talkative(seed)), Policy()):
            seen["mark"].add(one.mark)
            seen["stance"].add(one.stance)
            seen["reach"].add((one.stance, one.direct))
    assert seen["mark"] == {None, *MARKS}
    assert {"requests expired", "announces partly-lifted", "doubts"} <= seen["stance"]
    assert {("denies", False), ("asserts", False)} <= seen["reach"]


# ---------------------------------------------------------------- links and directives


@pytest.fixture
def linked(tmp_path: Path) -> Iterator[Store]:
    """A store in which a row reports an undated event before any report does."""
    path = tmp_path / "geograph.db"
    folder = tmp_path / "dossiers"
    folder.mkdir()
    (folder / "2026-05-01-late.yml").write_text(LATE, encoding="utf-8")
    build(folder, path, validate=False).close()
    register = tmp_path / "register.yml"
    register.write_text(REGISTER, encoding="utf-8")
    rows = write(tmp_path, "t.csv", HEAD + "Iran,Russia,Fath-360,2024,200,,,\n")
    load(str(register), [rows], path, released="2026-03-09")
    with open_store(path) as store:
        [release] = store.releases
        [row] = store.release_arrow(release)["id"].to_pylist()
    judged(path, [decided("event/late-missiles", row)])
    with open_store(path) as store:
        yield store


LATE = """\
document:
  {id: late, title: Late, publisher: unstated, published: 2026-05-01, language: en, extent: whole}
coding: {coder: A. Tester, coded: 2026-05-02, codebook: 1}
events:
  late-arms: {class: ArmsTransfer, actor: Iran, recipient: Russia, item: weapon}
  late-missiles:
    {class: ArmsTransfer, actor: Iran, recipient: Russia, item: missile, broader: late-arms}
statements:
  no: {class: Denial, agent: Iran, date: 2026-04-01, locator: 1, denies: late-arms}
  yes: {class: Accusation, agent: Ukraine, date: 2026-05-01, locator: 2, asserts: late-missiles}
"""


@pytest.mark.slow
def test_a_row_that_was_told_first_lets_a_denial_reach_by_every_way(linked: Store):
    """The denial came before every report of the event, and after the row that reports it."""
    found = agree(linked, Policy(), read(compose(linked)))
    assert {one.event for one in found if one.stance == "denies"} == {
        "event/late-arms",
        "event/late-missiles",
    }


def test_the_mark_is_bound_only_below_what_names_the_claim(corpus: Store):
    text = PREFIX + "SELECT ?claim ?marked {\n  #said ?claim ?event\n  ?claim gg:bearsOn ?event }"
    with pytest.raises(QueryError, match="nothing above `#said` names \\?claim"):
        ask(corpus, text)


def test_a_query_of_ones_own_marks_what_makes_no_position(corpus: Store):
    text = (
        PREFIX + "SELECT ?claim ?event ?marked {\n  ?claim gg:bearsOn ?event .\n"
        "  #said ?claim ?event\n  FILTER(BOUND(?marked))\n} ORDER BY ?claim ?event"
    )
    answer = ask(corpus, text)
    assert set(answer.rows) == {
        (one.claim, one.event, one.mark)
        for one in by_verdict(ClaimIndex.from_store(corpus), Policy())
        if one.mark
    }
    assert answer.notes[0] == "claims: all that were said"
