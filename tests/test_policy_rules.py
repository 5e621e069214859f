"""Rules, kinds of voice, switches: what each admits, the day before and the day after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from test_policy import ACTORS, ARMS, DAYS, TENURES, Says, once
from test_policy import world as small

from geograph.actors import ActorIndex
from geograph.actors.voices import voice_kinds
from geograph.analysis import notes
from geograph.errors import PolicyError, ReferenceDataError, UnknownActor
from geograph.model import Actor, Model, Tenure
from geograph.networks import network
from geograph.policy import RULES, ClaimIndex, Policy, edges, history, judge
from geograph.policy.admission import Account, admits
from geograph.policy.claim_policy import COUNTED, NEVER
from geograph.policy.counted_releases import counted_releases
from geograph.policy.denial_searches import search_notes
from geograph.policy.holders import holders_of
from geograph.policy.ledger_table import to_table
from geograph.policy.verdict_history import PLAIN
from geograph.store.release import Release
from geograph.vocab import SEARCH_OUTCOMES, VOICE_KINDS

US, UK = Says("USA", "asserts", "missiles"), Says("GBR", "asserts", "missiles", "2024-01-05")
GIVEN = Says("DEU", "presupposes", "missiles", "2024-01-05")
PAPER = Says("press", "asserts", "missiles", "2024-01-05")
SOURCE = Says("us-people", "asserts", "missiles", "2024-01-05", anonymous=True)

#: What is said, and of each policy: the last day on which it does not admit the missiles, or war.
TURNS: list[tuple[str, list[Says], str, dict[str, str | None]]] = [
    ("a state that is not a party takes it as given", [GIVEN], "missiles",
     {"accepted": "2024-01-04", "all": None, "recorded": None}),
    ("a party that takes it as given accepts nothing",
     [replace(GIVEN, who="IRN")], "missiles", {"accepted": None}),
    ("nor does a paper, or an unnamed official",
     [replace(GIVEN, who="press"), replace(GIVEN, who="us-people", anonymous=True)], "missiles",
     {"accepted": None}),
    ("whoever does it owns it", [Says("IRN", "asserts", "missiles", "2024-01-05")], "missiles",
     {"owned": "2024-01-04", "party-confirmed": "2024-01-04", "all": "2024-01-04"}),
    ("a buyer confirms and owns nothing", [Says("RUS", "asserts", "missiles", "2024-01-05")],
     "missiles", {"owned": None, "party-confirmed": "2024-01-04"}),
    ("a victim accuses", [Says("UKR", "asserts", "war", "2024-01-05")], "war",
     {"owned": None, "party-confirmed": None, "all": "2024-01-04"}),
    ("an attacker owns", [Says("RUS", "asserts", "war", "2024-01-05")], "war",
     {"owned": "2024-01-04"}),
    ("an owner is a party, and does not own the act",
     [Says("IRN", "asserts", "flight", "2024-01-05")], "flight",
     {"owned": None, "all": "2024-01-04"}),
    ("a party denies", [US, Says("IRN", "denies", "missiles", "2024-01-05")], "missiles",
     {"contested-by:party": "2024-01-04", "contested-by:others": None}),
    ("others deny", [US, Says("DEU", "denies", "missiles", "2024-01-05")], "missiles",
     {"contested-by:party": None, "contested-by:others": "2024-01-04"}),
    ("others deny, then a party",
     [US, Says("DEU", "denies", "missiles", "2024-01-03"),
      Says("IRN", "denies", "missiles", "2024-01-05")], "missiles",
     {"contested-by:party": "2024-01-04"}),
    ("a denial of the press alone is not one of others",
     [US, Says("press", "denies", "missiles", "2024-01-05")], "missiles",
     {"contested-by:party": None, "contested-by:others": None}),
    ("what nobody asserts is not contested",
     [Says("IRN", "denies", "missiles"), Says("DEU", "denies", "missiles")], "missiles",
     {"contested-by:party": None, "contested-by:others": None}),
    ("a paper makes no second voice", [US, PAPER], "missiles",
     {"endorsed:2": None, "corroborated:2": None, "endorsed:2; voices=state,press": "2024-01-04",
      "corroborated:2; voices=state,press": "2024-01-04"}),
    ("nor does an unnamed official", [US, SOURCE], "missiles",
     {"endorsed:2": None, "corroborated:2": None}),
    ("two states do", [US, UK], "missiles",
     {"endorsed:2": "2024-01-04", "corroborated:2": "2024-01-04", "endorsed:3": None,
      "endorsed:2; voices=insider,expert": None}),
    ("only those who are heard count", [PAPER, SOURCE], "missiles",
     {"all; voices=press": "2024-01-04", "all; voices=unnamed": "2024-01-04",
      "all; voices=state": None, "recorded; voices=state": None}),
    ("for and against",
     [replace(US, day="2024-01-05"), Says("press", "denies", "missiles")], "missiles",
     {"undenied": None, "undenied; voices=state": "2024-01-04"}),
]  # fmt: skip


@pytest.mark.parametrize(("says", "key", "turns"), [t[1:] for t in TURNS],
                         ids=[t[0] for t in TURNS])  # fmt: skip
def test_the_day_from_which_a_rule_admits(
    says: list[Says], key: str, turns: dict[str, str | None]
) -> None:
    w = small(*says)
    for text, eve in turns.items():
        days = [date(2024, 1, n) for n in range(1, 10)]
        without = [
            day
            for day in days
            if f"event/{key}" not in edges(w, replace(Policy.parse(text), known_by=day))
        ]
        last = None if eve is None else date.fromisoformat(eve)
        assert without == [day for day in days if last is None or day <= last], text


def test_every_rule_is_turned_by_a_world() -> None:
    tried = {text.partition(";")[0].partition(":")[0] for *_, turns in TURNS for text in turns}
    plain = {rule.partition(":")[0] for rule in RULES} - {"held-by", "party-undenied"}
    assert tried >= plain


class TestKinds:
    def test_every_position_says_its_kind(self) -> None:
        w = small(US, PAPER, SOURCE)
        found = judge(w)["event/missiles"].positions
        assert [(p.voice, p.kind) for p in found] == [
            ("actor/press", "press"),
            ("state/USA", "state"),
            ("state/USA", "unnamed"),
        ]

    def test_a_voice_of_which_nobody_says_what_it_is(self) -> None:
        w = ClaimIndex.from_model(Model(actors=(Actor(id="actor/x", kind="Person", label="X"),)))
        with pytest.raises(ReferenceDataError, match="'actor/x' speaks"):
            w.voice_kind("actor/x")
        assert w.voice_kind("actor/x", anonymous=True) == "unnamed"

    def test_what_counts_for_a_number_and_what_never_does(self) -> None:
        assert {*COUNTED, *NEVER, "press"} == set(VOICE_KINDS)
        assert Policy(rule="endorsed", n=1).heard == frozenset(COUNTED)
        assert Policy().heard == frozenset(VOICE_KINDS)

    @pytest.mark.parametrize("rule", ["endorsed:2", "corroborated:2"])
    @pytest.mark.parametrize("kind", NEVER)
    def test_a_vague_group_cannot_be_made_to_count(self, rule: str, kind: str) -> None:
        with pytest.raises(PolicyError, match=f"'{kind}' never counts"):
            Policy.parse(rule, voices=f"state,{kind}")


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("all", "all"),
            ("contested-by:party", "contested-by:party"),
            ("undenied;searched", "undenied; searched"),
            ("undenied; searched; voices=press, state", "undenied; voices=state,press; searched"),
            ("all; rivals; drop-partly-admitted", "all; rivals; drop-partly-admitted"),
            ("held-by=Iran,members-of:NATO", "held-by=Iran,members-of:NATO"),
            ("corroborated:2; voices=" + ",".join(COUNTED), "corroborated:2"),
            ("all; voices=" + ",".join(VOICE_KINDS), "all"),
        ],
    )
    def test_what_a_text_comes_to(self, text: str, told: str) -> None:
        assert str(Policy.parse(text)) == told
        assert Policy.parse(told) == Policy.parse(text)

    @pytest.mark.parametrize(
        "text",
        ["contested-by", "contested-by:all", "admitted", "all; voice=state", "all; searched",
         "all; voices=", "all; voices=sate", "all; rivals=yes", "corroborated:2; voices=unnamed",
         "all; ", "owned:2", "accepted=IRN"],
    )  # fmt: skip
    def test_what_cannot_be_read_names_a_fix(self, text: str) -> None:
        with pytest.raises(PolicyError) as caught:
            Policy.parse(text)
        assert caught.value.fix

    def test_voices_named_twice(self) -> None:
        with pytest.raises(PolicyError, match="twice"):
            Policy.parse("all; voices=state", voices="press")

    @pytest.mark.parametrize("given", [3, ["undenied"], {"rule": "all"}, date(2024, 1, 1)])
    def test_what_is_no_policy(self, given: object) -> None:
        with pytest.raises(PolicyError, match="a policy cannot be") as caught:
            judge(small(US), given)  # type: ignore[arg-type]
        assert "Policy" in (caught.value.fix or "")

    def test_another_rule_keeps_what_fits_it(self) -> None:
        first = Policy.parse("undenied; searched; rivals", voices="state,unnamed", as_of="2024")
        assert str(first.with_rule("corroborated:2")) == (
            "corroborated:2; voices=state; rivals, as of 2024-12-31"
        )
        assert str(first.with_rule("party-undenied; voices=press")) == (
            "party-undenied; voices=press; searched; rivals, as of 2024-12-31"
        )


class TestHolders:
    INDEX = ActorIndex(
        (*ACTORS, Actor(id="actor/pact", kind="InternationalOrganisation", label="Pact")),
        (
            *TENURES,
            Tenure(who="state/USA", relation="memberOf", whom="actor/pact", end=date(2024, 1, 31)),
            Tenure(who="state/GBR", relation="memberOf", whom="actor/pact"),
        ),
    )

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [("2024-01-31", ("state/GBR", "state/USA")), ("2024-02-01", ("state/GBR",)),
         (None, ("state/GBR",))],
    )  # fmt: skip
    def test_the_members_of_a_day(self, as_of: str | None, expected: tuple[str, ...]) -> None:
        policy = Policy.parse("held-by=members-of:Pact", as_of=as_of)
        assert holders_of(self.INDEX, policy) == expected

    def test_names_and_members_stand_together_each_once(self) -> None:
        policy = Policy.parse("held-by=IRN,members-of:Pact,GBR")
        assert holders_of(self.INDEX, policy) == ("state/IRN", "state/GBR")

    def test_who_has_no_known_members_is_an_error(self) -> None:
        with pytest.raises(PolicyError, match="no member of Iran is known"):
            holders_of(self.INDEX, Policy.parse("held-by=members-of:IRN"))
        with pytest.raises(UnknownActor):
            holders_of(self.INDEX, Policy.parse("held-by=members-of:Atlantis"))


# -- properties -------------------------------------------------------------------------------

words = st.builds(
    Says,
    who=st.sampled_from(["USA", "GBR", "IRN", "RUS", "DEU", "press"]),
    stance=st.sampled_from(["asserts", "denies", "presupposes"]),
    what=st.sampled_from(["arms", "missiles", "war", "flight"]),
    day=st.sampled_from(DAYS),
    at=st.sampled_from([None, None, "joint"]),
)
spoken = st.lists(words, min_size=1, max_size=8).map(once)
kinds = st.sets(st.sampled_from([*COUNTED, "press"]), min_size=1)


@pytest.mark.slow
@given(spoken, kinds, kinds, st.integers(1, 3), st.integers(0, 2))
@settings(max_examples=draws(150), deadline=None)
def test_numbers_are_monotone_in_n_and_in_kinds(
    says: list[Says], some: set[str], more: set[str], n: int, extra: int
) -> None:
    w = small(*says)
    for rule in ("endorsed", "corroborated"):
        narrow = Policy(rule=rule, n=n + extra, voices=tuple(some))
        wide = Policy(rule=rule, n=n, voices=tuple(some | more))
        assert edges(w, narrow) <= edges(w, wide)


@pytest.mark.slow
@given(spoken)
@settings(max_examples=draws(100), deadline=None)
def test_how_rules_lie_within_each_other(says: list[Says]) -> None:
    w = small(*says, records=("missiles",), events=(replace(ARMS, id="event/silent"),))
    kept = {rule: edges(w, rule) for rule in PLAIN}
    kept |= {rule: edges(w, f"{rule}:1") for rule in ("endorsed", "corroborated")}
    kept["held-by"] = edges(w, "held-by=USA,IRN")
    assert set(kept) == set(RULES)
    assert kept["owned"] <= kept["party-confirmed"] <= kept["all"]
    assert kept["corroborated"] <= kept["endorsed"] <= kept["all"]
    assert kept["undenied"] <= kept["party-undenied"] <= kept["all"]
    assert kept["all"] <= kept["accepted"]
    assert not kept["contested-by:party"] & kept["contested-by:others"]
    assert not kept["contested-by:party"] & kept["party-undenied"]
    for admitted in kept.values():
        assert admitted <= kept["recorded"] | kept["accepted"]


@given(spoken, kinds, st.sampled_from([*PLAIN, "endorsed:2", "corroborated:2"]))
@settings(max_examples=draws(60), deadline=None)
def test_the_steps_of_a_history_know_the_voices(
    says: list[Says], some: set[str], text: str
) -> None:
    w = small(*says)
    policy = Policy.parse(text, voices=some)
    last = {key: steps[-1] for key, steps in history(w, policy).items()}
    if policy.n is None:
        found = {key for key, step in last.items() if policy.rule in step.rules}
    else:
        found = {key for key, step in last.items() if getattr(step, policy.rule) >= policy.n}
    assert found == edges(w, policy)


def test_a_rule_looks_at_an_account_alone() -> None:
    nothing = Account()
    texts = [*PLAIN, "endorsed:1", "corroborated:1", "held-by=IRN"]
    assert [t for t in texts if admits(Policy.parse(t), nothing, frozenset({"state/IRN"}))] == []


# -- releases ---------------------------------------------------------------------------------


def release(kind: str, voice: str, **given: Any) -> Release:
    values: dict[str, Any] = {
        **dict.fromkeys(("title", "publisher_label", "url", "licence", "citation"), ""),
        "id": "release/x/2024", "dataset": "x", "layout": "x", "kind": kind, "publisher": voice,
        "voice": voice, "released": date(2024, 1, 1),
    }  # fmt: skip
    return Release(**{**values, **given})


KINDS = voice_kinds(ACTORS, TENURES)
#: As a store holds them: with the kind of voice of each.
INDEX = ActorIndex([replace(a, voice_kind=KINDS[a.id]) for a in ACTORS], TENURES)
#: How a release speaks, and the event of the corpus with the same account.
ALIKE = {
    ("Register", "state/GBR"): small(Says("GBR", "asserts", "missiles")),
    ("Register", "actor/press"): small(Says("press", "asserts", "missiles")),
    ("OfficialList", "state/USA"): small(Says("USA", "asserts", "m:ban")),
    ("Extraction", "actor/press"): small(records=("missiles",)),
}
TEXTS = [*PLAIN, *(f"{rule}:{n}" for rule in ("endorsed", "corroborated") for n in (1, 2)),
         "held-by=USA", "held-by=A newspaper,GBR", "undenied; searched"]  # fmt: skip


@pytest.mark.slow
@given(st.sampled_from(sorted(ALIKE)), st.sampled_from(TEXTS), st.none() | kinds,
       st.none() | st.sampled_from([date(2023, 12, 31), date(2024, 1, 1)]))  # fmt: skip
@settings(max_examples=draws(300), deadline=None)
def test_a_row_counts_as_an_event_told_the_same_way_would(
    alike: tuple[str, str], text: str, some: set[str] | None, known_by: date | None
) -> None:
    kind, voice = alike
    w = ALIKE[alike]
    policy = Policy.parse(text, voices=some, known_by=known_by)
    if kind == "Extraction":  # what is recorded has no day in a world
        policy = replace(policy, known_by=None)
    counted = counted_releases([release(kind, voice)], policy, INDEX)
    key = "measure/ban" if kind == "OfficialList" else "event/missiles"
    assert bool(counted) == (key in edges(w, policy))


@pytest.mark.parametrize(
    ("kind", "text", "counts"),
    [
        ("Register", "all", True),
        ("Register", "owned", False),
        ("Register", "endorsed:1", True),
        ("Register", "all; voices=state", False),
        ("Register", "undenied; searched", False),
        ("OfficialList", "owned", True),
        ("OfficialList", "all; voices=state", True),
        ("OfficialList", "contested-by:party", False),
        ("Extraction", "all", False),
        ("Extraction", "accepted", False),
        ("Extraction", "recorded", True),
        ("Extraction", "recorded; voices=state", True),
    ],
)
def test_a_publisher_that_only_its_mapping_knows(kind: str, text: str, counts: bool) -> None:
    own = release(kind, "actor/x/someone")
    assert bool(counted_releases([own], Policy.parse(text), INDEX)) is counts


def test_of_whole_releases_the_latest_known_counts() -> None:
    old = release("Register", "actor/x/someone", whole=True)
    new = replace(old, id="release/x/2025", released=date(2025, 1, 1))
    part = replace(old, id="release/x/part", whole=False)
    for day, expected in (
        (date(2023, 12, 31), ()),
        (date(2024, 12, 31), (old, part)),
        (date(2025, 1, 1), (new, part)),
        (None, (new, part)),
    ):
        assert counted_releases([old, new, part], Policy(known_by=day), INDEX) == expected


# -- whether a denial was looked for ------------------------------------------------------------

SEARCHED = {
    outcome: replace(
        ARMS, id=f"event/{outcome}", label=outcome, denial_search_outcome=outcome,
        denial_search_day=date(2024, 10, 1), denial_search_languages=("en", "ru"),
    )
    for outcome in SEARCH_OUTCOMES
}  # fmt: skip


def test_searched_keeps_what_a_denial_was_looked_for() -> None:
    told = [Says("USA", "asserts", key) for key in ("missiles", *SEARCHED)]
    w = small(*told, events=tuple(SEARCHED.values()))
    looked = {"event/found", "event/none-found"}
    for rule in ("undenied", "party-undenied"):
        assert edges(w, f"{rule}; searched") == looked
        assert edges(w, rule) == looked | {"event/missiles", "event/arms", "event/nothing-readable"}
    denied = small(*told, Says("IRN", "denies", "found", "2024-01-05"),
                   events=tuple(SEARCHED.values()))  # fmt: skip
    for day, kept in ((4, looked), (5, {"event/none-found"})):
        policy = Policy.parse("undenied; searched", known_by=date(2024, 1, day))
        assert edges(denied, policy) == kept


def test_an_answer_says_for_how_many_a_denial_was_looked_for() -> None:
    told = [Says("USA", "asserts", key) for key in ("missiles", *SEARCHED)]
    w = small(*told, events=tuple(SEARCHED.values()))
    note = "of 5 events: denied by nobody after a search 2, not searched 2, nothing readable 1"
    assert search_notes(w, Policy.of("undenied"), edges(w, "undenied")) == (note,)
    assert note in to_table(w, "undenied").notes
    assert note in notes(network(w, "undenied", level="actor"))
    assert search_notes(w, Policy(), edges(w)) == ()
