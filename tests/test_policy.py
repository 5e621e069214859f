"""Small worlds, each with the status and the edges that every policy must give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st

from geograph.dates import parse
from geograph.errors import PolicyError, UnknownActor
from geograph.model import Actor, Claim, Document, Event, Measure, Model, Statement, Tenure
from geograph.policy import STATUSES, ClaimIndex, Policy, coverage, edges, judge
from geograph.vocab import Stance

ACTORS = (
    Actor(id="state/IRN", kind="State", label="Iran", iso3="IRN"),
    Actor(id="state/RUS", kind="State", label="Russia", iso3="RUS"),
    Actor(id="state/USA", kind="State", label="United States", iso3="USA"),
    Actor(id="state/GBR", kind="State", label="United Kingdom", iso3="GBR"),
    Actor(id="state/UKR", kind="State", label="Ukraine", iso3="UKR"),
    Actor(id="state/DEU", kind="State", label="Germany", iso3="DEU"),
    Actor(id="actor/press", kind="Organisation", label="A newspaper", voice_kind="press"),
    Actor(id="actor/daily", kind="Organisation", label="Another newspaper", voice_kind="press"),
    Actor(id="actor/west", kind="ActorGroup", label="the West", member_kind="State"),
    Actor(id="actor/institute", kind="Organisation", label="An institute", voice_kind="expert"),
    Actor(id="actor/iran-air", kind="Company", label="Iran Air"),
    Actor(id="actor/us-people", kind="UnnamedSource", label="people", affiliation="state/USA"),
    Actor(id="actor/us-other", kind="UnnamedSource", label="another", affiliation="state/USA"),
    Actor(id="publisher/unstated/a", kind="Organisation", label="unstated publisher of a"),
    Actor(id="publisher/unstated/b", kind="Organisation", label="unstated publisher of b"),
)
TENURES = (Tenure(who="actor/iran-air", relation="ownedBy", whom="state/IRN"),)
SLOT = {"IRN", "RUS", "USA", "GBR", "UKR", "DEU"}


@dataclass(frozen=True)
class Says:
    """One claim, in the terms of the tables below."""

    who: str
    stance: str
    what: str
    day: str = "2024-01-01"
    at: str | None = None  # statements that share this name are one
    kind: str = "Comment"
    based_on: str | None = None
    via: str | None = None
    anonymous: bool = False
    when: str | None = None  # an imprecise date, in EDTF
    certainty: str | None = None
    stage: str | None = None
    reached: str | None = None  # the day of the stage, in EDTF

    @property
    def statement(self) -> str:
        return f"statement/d/{self.at or f'{self.who}-{self.stance}-{self.what}-{self.day}'}"

    @property
    def claim(self) -> str:
        stage = "/".join(filter(None, (self.stage, self.reached)))
        return f"claim/{self.statement}/{self.who}/{self.stance}/{self.what}/{stage}".rstrip("/")


def actor(name: str) -> str:
    if name.startswith("publisher/"):
        return name
    return f"state/{name}" if name in SLOT else f"actor/{name}"


def target(name: str) -> str:
    if name.startswith(("statement/", "claim/")):
        return name
    return f"measure/{name[2:]}" if name.startswith("m:") else f"event/{name}"


ARMS = Event(
    id="event/arms", kind="ArmsTransfer", label="arms", dossier="dossier/d",
    actor=("state/IRN",), recipient=("state/RUS",), party=("state/IRN", "state/RUS"),
    when=parse("2023-12-01"), start=date(2023, 12, 1),
)  # fmt: skip
MISSILES = replace(ARMS, id="event/missiles", label="missiles", broader=("event/arms",))
WAR = Event(
    id="event/war", kind="War", label="war", dossier="dossier/d", actor=("state/RUS",),
    recipient=("state/UKR",), party=("state/RUS", "state/UKR"), start=date(2022, 2, 24),
    end=date(2025, 6, 30),
)  # fmt: skip
FLIGHT = replace(
    ARMS, id="event/flight", label="flight", actor=("actor/iran-air",), recipient=(),
    party=("actor/iran-air", "state/IRN"),
)  # fmt: skip
BAN = Measure(
    id="measure/ban", kind="Sanction", label="ban", dossier="dossier/d", actor=("state/USA",),
    recipient=("actor/iran-air",), party=("actor/iran-air", "state/IRN", "state/USA"),
    listed=date(2024, 3, 1), effective=date(2024, 4, 1), lifted=date(2024, 9, 1),
    start=date(2024, 3, 1), holds_from=date(2024, 4, 1), holds_from_earliest=date(2024, 4, 1),
    holds_until=date(2024, 9, 1), holds_until_latest=date(2024, 9, 1),
    until_known=date(2024, 9, 1), basis="effective",
)  # fmt: skip


def world(
    *says: Says,
    records: tuple[str, ...] = (),
    events: tuple[Event, ...] = (),
    measures: tuple[Measure, ...] = (BAN,),
) -> ClaimIndex:
    statements: dict[str, Statement] = {}
    claims = []
    for s in says:
        told = date.fromisoformat(s.day)
        statements[s.statement] = Statement(
            id=s.statement, kind=s.kind, label=s.statement, dossier="dossier/d",
            document="document/d", agent=(actor(s.who),), locator="1", start=told,
            via=(actor(s.via),) if s.via else (),
            based_on=tuple(f"statement/d/{b}" for b in (s.based_on or "").split()),
        )  # fmt: skip
        claims.append(
            Claim(
                id=s.claim,
                statement=s.statement,
                claimant=actor(s.who),
                voice="state/USA" if s.anonymous else actor(s.who),
                anonymous=s.anonymous,
                stance=Stance(s.stance),
                object=target(s.what),
                said=told,
                when=parse(s.when) if s.when else None,
                certainty=s.certainty,
                stage=s.stage,
                reached=parse(s.reached) if s.reached else None,
            )
        )
    document = Document(
        id="document/d", title="d", publisher="actor/press", published=parse("2024-12-01"),
        dossier="dossier/d", coder="c", coded=date(2026, 1, 1), codebook="1",
    )  # fmt: skip
    model = Model(
        actors=ACTORS, tenures=TENURES, documents=(document,), measures=measures,
        events=(ARMS, MISSILES, WAR, FLIGHT, *events), statements=tuple(statements.values()),
        claims=tuple(claims),
    )  # fmt: skip
    return ClaimIndex.from_model(model, records={f"event/{r}": ("release/x",) for r in records})


ALL = ("all", "recorded", "undenied", "party-undenied", "owned", "endorsed:2",
       "corroborated:2", "held-by=USA", "held-by=IRN")  # fmt: skip


def under(w: ClaimIndex, key: str) -> tuple[str, set[str], set[str]]:
    """Return status, flags, and the policies under which the event is an edge."""
    verdict = judge(w)[key]
    counting = {p for p in ALL if key in edges(w, Policy.parse(p))}
    return verdict.status, set(verdict.flags), counting


US = Says("USA", "asserts", "missiles")
UK = Says("GBR", "asserts", "missiles")
NO = Says("IRN", "denies", "missiles")

WORLDS = [
    ("one voice", [US], "missiles", "asserted", set(),
     {"all", "recorded", "undenied", "party-undenied", "held-by=USA"}),
    ("denied by the accused", [US, NO], "missiles", "contested", set(),
     {"all", "recorded", "held-by=USA"}),
    ("denied of all arms: inherited downward", [US, Says("IRN", "denies", "arms")],
     "missiles", "contested", set(), {"all", "recorded", "held-by=USA"}),
    ("asserted of missiles: inherited upward", [US], "arms", "asserted", set(),
     {"all", "recorded", "undenied", "party-undenied", "held-by=USA"}),
    ("a denial of missiles is none of all arms", [Says("USA", "asserts", "arms"), NO],
     "arms", "asserted", set(),
     {"all", "recorded", "undenied", "party-undenied", "held-by=USA"}),
    ("an assertion of arms is none of missiles", [Says("USA", "asserts", "arms"), NO],
     "missiles", "denied-only", set(), set()),
    ("denied by a stranger", [US, Says("DEU", "denies", "missiles")], "missiles",
     "contested", set(), {"all", "recorded", "party-undenied", "held-by=USA"}),
    ("admission after denial", [US, NO, Says("IRN", "asserts", "missiles", "2024-02-01")],
     "missiles", "corroborated", {"owned", "admitted", "reversed"},
     {"all", "recorded", "undenied", "party-undenied", "owned", "endorsed:2",
      "corroborated:2", "held-by=USA", "held-by=IRN"}),
    ("denial after admission", [Says("IRN", "asserts", "missiles", "2023-12-05"), NO],
     "missiles", "denied-only", {"reversed"}, set()),
    ("a recipient confirms, and does not own", [Says("RUS", "asserts", "missiles")],
     "missiles", "asserted", set(), {"all", "recorded", "undenied", "party-undenied"}),
    ("a victim's report is no admission", [Says("UKR", "asserts", "war")], "war", "asserted",
     set(), {"all", "recorded", "undenied", "party-undenied"}),
    ("retraction", [US, Says("USA", "retracts", US.claim, "2024-02-01")], "missiles",
     "withdrawn", set(), set()),
    ("retraction of a statement", [US, Says("USA", "retracts", US.statement, "2024-02-01")],
     "missiles", "withdrawn", set(), set()),
    ("retraction makes no denial", [US, UK, Says("USA", "retracts", US.claim, "2024-02-01")],
     "missiles", "asserted", set(), {"all", "recorded", "undenied", "party-undenied"}),
    ("one cannot retract another's word", [US, Says("IRN", "retracts", US.claim, "2024-02-01")],
     "missiles", "asserted", set(),
     {"all", "recorded", "undenied", "party-undenied", "held-by=USA"}),
    ("the publisher withdraws its report",
     [US, Says("press", "retracts", US.statement, "2024-02-01")], "missiles", "withdrawn",
     set(), set()),
    ("a retraction before the claim reaches nothing",
     [US, Says("USA", "retracts", US.claim, "2023-12-31")], "missiles", "asserted", set(),
     {"all", "recorded", "undenied", "party-undenied", "held-by=USA"}),
    ("a retracted retraction",
     [US, Says("USA", "retracts", US.claim, "2024-02-01"),
      Says("USA", "retracts", Says("USA", "retracts", US.claim, "2024-02-01").claim,
           "2024-03-01")],
     "missiles", "asserted", set(),
     {"all", "recorded", "undenied", "party-undenied", "held-by=USA"}),
    ("mixed on one date", [Says("IRN", "asserts", "missiles", at="a"),
                           Says("IRN", "denies", "missiles", at="b")],
     "missiles", "contested", {"mixed"}, set()),
    ("mixed beside a voice for", [US, Says("IRN", "asserts", "missiles", at="a"),
                                  Says("IRN", "denies", "missiles", at="b")],
     "missiles", "contested", {"mixed"},
     {"all", "recorded", "party-undenied", "held-by=USA"}),
    ("on one date the direct word wins",
     [Says("IRN", "denies", "arms"), Says("IRN", "asserts", "missiles")], "missiles",
     "asserted", {"owned"},
     {"all", "recorded", "undenied", "party-undenied", "owned", "held-by=IRN"}),
    ("a later wide denial overrides an earlier narrow admission",
     [Says("IRN", "asserts", "missiles"), Says("IRN", "denies", "arms", "2024-02-01")],
     "missiles", "denied-only", {"reversed"}, set()),
    ("anonymous", [Says("us-people", "asserts", "missiles", anonymous=True)], "missiles",
     "anonymous-only", set(), {"all", "recorded", "undenied", "party-undenied"}),
    ("anonymous beside its own state",
     [US, Says("us-people", "asserts", "missiles", anonymous=True)], "missiles", "asserted",
     set(), {"all", "recorded", "undenied", "party-undenied", "held-by=USA"}),
    ("an unnamed official's denial is no denial of the state",
     [Says("GBR", "asserts", "m:ban"), Says("us-people", "denies", "m:ban", anonymous=True)],
     "m:ban", "contested", set(), {"all", "recorded", "party-undenied"}),
    ("relayed: one utterance", [replace(US, at="a"), replace(UK, based_on="a")], "missiles",
     "asserted", set(),
     {"all", "recorded", "undenied", "party-undenied", "endorsed:2", "held-by=USA"}),
    ("joint: two endorsements, one utterance", [replace(US, at="j"), replace(UK, at="j")],
     "missiles", "asserted", set(),
     {"all", "recorded", "undenied", "party-undenied", "endorsed:2", "held-by=USA"}),
    ("two utterances", [US, UK], "missiles", "corroborated", set(),
     {"all", "recorded", "undenied", "party-undenied", "endorsed:2", "corroborated:2",
      "held-by=USA"}),
    ("joint, and one of them alone again",
     [replace(US, at="j"), replace(UK, at="j"), Says("GBR", "asserts", "missiles", "2024-01-02")],
     "missiles", "corroborated", set(),
     {"all", "recorded", "undenied", "party-undenied", "endorsed:2", "corroborated:2",
      "held-by=USA"}),
    ("a third who rests on two takes nothing from them",
     [replace(US, at="a"), replace(UK, at="b"),
      Says("DEU", "asserts", "missiles", "2024-01-02", based_on="a b")], "missiles",
     "corroborated", set(),
     {"all", "recorded", "undenied", "party-undenied", "endorsed:2", "corroborated:2",
      "held-by=USA"}),
    ("two unstated publishers corroborate nothing",
     [Says("publisher/unstated/a", "asserts", "missiles"),
      Says("publisher/unstated/b", "asserts", "missiles")], "missiles", "reported-only", set(),
     {"all", "recorded", "undenied", "party-undenied"}),
    ("a denial that may be older undoes no admission",
     [Says("IRN", "asserts", "missiles", "2024-02-01"),
      Says("IRN", "denies", "missiles", "2024-06-01", when="../2024-06-01")], "missiles",
     "asserted", {"owned", "admitted", "reversed"},
     {"all", "recorded", "undenied", "party-undenied", "owned", "held-by=IRN"}),
    ("a denial that is surely later does",
     [Says("IRN", "asserts", "missiles", "2024-02-01"),
      Says("IRN", "denies", "missiles", "2024-06-30", when="2024-06")], "missiles",
     "denied-only", {"reversed"}, set()),
    ("two unnamed officials are two",
     [Says("us-people", "asserts", "missiles", anonymous=True),
      Says("us-other", "denies", "missiles", "2024-01-05", anonymous=True)], "missiles",
     "contested", set(), {"all", "recorded", "party-undenied"}),
    ("one unnamed official takes back nothing of another",
     [Says("us-people", "asserts", "missiles", at="first", anonymous=True),
      Says("us-other", "retracts", "statement/d/first", "2024-01-05", anonymous=True)],
     "missiles", "anonymous-only", set(), {"all", "recorded", "undenied", "party-undenied"}),
    ("an owner denies", [Says("USA", "asserts", "flight"), Says("IRN", "denies", "flight")],
     "flight", "contested", set(), {"all", "recorded", "held-by=USA"}),
    ("cleared", [Says("USA", "denies", "missiles", kind="Clearance")], "missiles", "cleared",
     set(), set()),
    ("denied only", [NO], "missiles", "denied-only", set(), set()),
    ("doubted only", [Says("DEU", "doubts", "missiles")], "missiles", "doubted-only", set(),
     set()),
    ("announced only", [Says("USA", "announces", "m:ban")], "m:ban", "announced-only", set(),
     set()),
    ("requested only", [Says("UKR", "requests", "missiles")], "missiles", "requested-only",
     set(), set()),
    ("a warning is not an assertion", [Says("USA", "opposes", "missiles")], "missiles",
     "requested-only", set(), set()),
    ("predicted only", [Says("USA", "predicts", "war")], "war", "predicted-only", set(), set()),
    ("presupposed only", [Says("DEU", "presupposes", "missiles")], "missiles",
     "presupposed-only", set(), set()),
    ("evaluated only", [Says("DEU", "evaluates", "missiles")], "missiles", "mentioned-only",
     set(), set()),
    ("presupposing endorses nothing", [US, Says("DEU", "presupposes", "missiles")], "missiles",
     "asserted", set(),
     {"all", "recorded", "undenied", "party-undenied", "held-by=USA"}),
]  # fmt: skip


@pytest.mark.parametrize(("says", "key", "status", "flags", "counting"),
                         [w[1:] for w in WORLDS], ids=[w[0] for w in WORLDS])  # fmt: skip
def test_small_world(says, key, status, flags, counting):
    assert under(world(*says), target(key)) == (status, flags, counting)


def test_every_status_is_shown_by_a_world():
    shown = {w[3] for w in WORLDS} | {"recorded-only", "attributed-only"}
    assert shown == set(STATUSES)


def test_recorded_is_an_edge_under_its_own_policy_alone():
    w = world(records=("missiles",))
    assert under(w, "event/missiles") == ("recorded-only", set(), {"recorded"})


def test_the_order_of_positions_and_their_evidence():
    w = world(US, Says("IRN", "denies", "arms", "2024-02-01"))
    verdict = judge(w)["event/missiles"]
    assert [(p.voice, p.side, p.direct) for p in verdict.positions] == [
        ("state/IRN", "against", False),
        ("state/USA", "for", True),
    ]
    assert verdict.evidence == tuple(
        sorted([US.claim, Says("IRN", "denies", "arms", "2024-02-01").claim])
    )


def test_the_history_of_a_change_of_sides_is_kept():
    admission = Says("IRN", "asserts", "missiles", "2024-02-01")
    wide = Says("IRN", "denies", "arms", "2024-01-02")
    taken = Says("USA", "retracts", US.claim, "2024-03-01")
    verdict = judge(world(US, NO, wide, admission, taken))["event/missiles"]
    assert verdict.for_ == ("state/IRN",)
    assert verdict.overtaken == tuple(sorted([NO.claim, wide.claim]))
    assert verdict.retracted == (US.claim,)
    before = judge(world(US, NO, wide, admission, taken), Policy.parse(known_by="2024-01-15"))
    assert (before["event/missiles"].overtaken, before["event/missiles"].retracted) == ((), ())


class TestCuts:
    def test_known_by_takes_back_a_later_admission(self):
        w = world(US, NO, Says("IRN", "asserts", "missiles", "2024-02-01"))
        before = judge(w, Policy.parse(known_by="2024-01"))["event/missiles"]
        assert (before.status, before.against) == ("contested", ("state/IRN",))

    def test_known_by_past_a_retraction_removes_the_claim(self):
        w = world(US, Says("USA", "retracts", US.claim, "2024-02-01"))
        assert judge(w, Policy.parse(known_by="2024-01-31"))["event/missiles"].edge
        assert not judge(w, Policy.parse(known_by="2024-02-01"))["event/missiles"].edge

    def test_nothing_is_known_before_anybody_spoke(self):
        assert judge(world(US), Policy.parse(known_by="2023")) == {}

    @pytest.mark.parametrize(
        ("clock", "day", "known"),
        [
            ("said", "2024-01-01", True),
            ("published", "2024-11-30", False),
            ("published", "2024-12-01", True),
            ("coded", "2025-12-31", False),
            ("coded", "2026-01-01", True),
        ],
    )
    def test_three_clocks(self, clock, day, known):
        policy = Policy.parse(known_by=day, clock=clock)
        assert ("event/missiles" in judge(world(US), policy)) is known

    @pytest.mark.parametrize(
        ("day", "holds"), [("2022-02-23", False), ("2022-02-24", True), ("2025-06-30", True),
                           ("2025-07-01", False)]
    )  # fmt: skip
    def test_a_state_of_affairs_ends(self, day, holds):
        w = world(Says("UKR", "asserts", "war"))
        assert ("event/war" in edges(w, Policy.parse(as_of=day))) is holds

    def test_a_moment_does_not_end(self):
        assert "event/missiles" in edges(world(US), Policy.parse(as_of="2030-01-01"))
        assert "event/missiles" not in edges(world(US), Policy.parse(as_of="2023-11-30"))

    @pytest.mark.parametrize(
        ("day", "holds"), [("2024-03-31", False), ("2024-04-01", True), ("2024-08-31", True),
                           ("2024-09-01", False)]
    )  # fmt: skip
    def test_a_measure_is_in_force_from_effect_to_lifting(self, day, holds):
        w = world(Says("USA", "asserts", "m:ban", "2024-03-01"))
        assert ("measure/ban" in edges(w, Policy.parse(as_of=day))) is holds


def test_coverage_counts_what_the_edges_rest_on():
    w = world(US, UK, Says("DEU", "predicts", "war"))
    assert str(coverage(w)) == "rests on 2 events, 1 document, 1 publisher, 2 voices"


class TestReading:
    @pytest.mark.parametrize("text", [*ALL, "held-by=IRN,RUS"])
    def test_round_trip(self, text):
        assert str(Policy.parse(text)) == text

    @pytest.mark.parametrize(
        "text", ["", "alll", "endorsed", "endorsed:0", "all:2", "held-by", "held-by=", "all=IRN",
                 "corroborated:-1", "corroborated:x", "endorsed:99999999999"]
    )  # fmt: skip
    def test_what_cannot_be_read_names_a_fix(self, text):
        with pytest.raises(PolicyError) as caught:
            Policy.parse(text)
        assert caught.value.fix

    def test_cuts_that_cannot_be_read(self):
        with pytest.raises(PolicyError, match="known by"):
            Policy.parse(known_by="yesterday")
        with pytest.raises(PolicyError, match="no end"):
            Policy.parse(as_of="2024/..")
        with pytest.raises(PolicyError, match="clock"):
            Policy.parse(clock="heard")

    def test_an_unknown_holder_is_an_error(self):
        with pytest.raises(UnknownActor):
            judge(world(US), Policy.parse("held-by=Atlantis"))


# -- properties over many worlds ------------------------------------------------------------------

DAYS = [(date(2024, 1, 1) + timedelta(days=n)).isoformat() for n in range(4)]
words = st.builds(
    Says,
    who=st.sampled_from(["USA", "GBR", "IRN", "RUS"]),
    stance=st.sampled_from(["asserts", "denies", "doubts", "presupposes", "announces"]),
    what=st.sampled_from(["arms", "missiles", "war"]),
    day=st.sampled_from(DAYS),
    at=st.sampled_from([None, None, "joint"]),
)


def once(says: list[Says]) -> list[Says]:
    """Keep one claim for each id; a joint statement has one date."""
    joint = next((s.day for s in says if s.at), None)
    says = [replace(s, day=joint) if s.at and joint else s for s in says]
    return list({s.claim: s for s in says}.values())


spoken = st.lists(words, min_size=1, max_size=8).map(once)
rules = st.sampled_from(ALL)


@pytest.mark.slow
@given(spoken, words, rules)
@settings(max_examples=draws(200), deadline=None)
def test_adding_a_denial_never_adds_an_edge(says, extra, rule):
    denial = replace(extra, stance="denies", at="later")
    policy = Policy.parse(rule)
    assert edges(world(*says, denial), policy) <= edges(world(*says), policy)


@pytest.mark.slow
@given(spoken, st.randoms(use_true_random=False), rules)
@settings(max_examples=draws(100), deadline=None)
def test_the_order_of_input_is_irrelevant(says, random, rule):
    shuffled = list(says)
    random.shuffle(shuffled)
    policy = Policy.parse(rule)
    assert judge(world(*says), policy) == judge(world(*shuffled), policy)


@pytest.mark.slow
@given(spoken, st.sampled_from(DAYS), rules)
@settings(max_examples=draws(100), deadline=None)
def test_what_was_not_yet_said_changes_nothing(says, day, rule):
    policy = Policy.parse(rule, known_by=day)
    heard = [s for s in says if s.day <= day]
    assert judge(world(*says), policy) == judge(world(*heard), policy)


@pytest.mark.slow
@given(spoken, rules, st.sampled_from(DAYS))
@settings(max_examples=draws(100), deadline=None)
def test_widening_known_by_past_a_retraction_removes_the_claim(says, rule, day):
    first = says[0]
    taken = Says(first.who, "retracts", first.claim, day="2024-01-09", at="taken")
    w = world(*says, taken)
    assert first.claim in w.live(known_by=date(2024, 1, 8))
    assert first.claim not in w.live(known_by=date(2024, 1, 9))
    without = [s for s in says if s.claim != first.claim]
    assert edges(w, Policy.parse(rule)) == edges(world(*without, taken), Policy.parse(rule))


@pytest.mark.slow
@given(spoken)
@settings(max_examples=draws(100), deadline=None)
def test_stricter_policies_keep_fewer_edges(says):
    w = world(*says)
    kept = {rule: edges(w, Policy.parse(rule)) for rule in ALL}
    everything = kept["all"]
    assert all(kept[rule] <= everything for rule in ALL)
    assert kept["undenied"] <= kept["party-undenied"]
    assert kept["corroborated:2"] <= kept["endorsed:2"]
    for key, verdict in judge(w).items():
        assert verdict.edge == (key in everything)
        assert verdict.edge == bool(verdict.for_ or verdict.anonymous_for)


@pytest.mark.slow
@given(spoken, words)
@settings(max_examples=draws(100), deadline=None)
def test_resting_on_others_never_lowers_the_utterances(says, extra):
    cited = " ".join(sorted({s.statement.removeprefix("statement/d/") for s in says}))
    citing = replace(extra, who="DEU", stance="asserts", at="citing", day=DAYS[-1], based_on=cited)
    before, after = judge(world(*says)), judge(world(*says, citing))
    for key, verdict in before.items():
        assert after[key].utterances >= verdict.utterances
