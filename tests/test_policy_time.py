"""Positions in time: small worlds with what holds on the day before and on the day after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from test_policy import ARMS, BAN, Says, once, world

from geograph.dates import parse
from geograph.policy import Policy, edges, history, judge
from geograph.policy.ledger import ledger
from geograph.policy.speakers import said_by

UNDATED = replace(
    ARMS, id="event/undated", label="undated", broader=("event/arms",), when=None, start=None
)
JUNE = replace(
    UNDATED, id="event/june", label="june", when=parse("2024-06"), start=date(2024, 6, 30)
)
OPEN = replace(
    UNDATED, id="event/open", label="open", when=parse("../2024-06-30"), start=date(2024, 6, 30)
)
PART = replace(JUNE, id="event/part", label="part", broader=("event/june",))
EVENTS = (UNDATED, JUNE, OPEN, PART)

#: The flags of an event that one who did it denied before, and owns.
TURNED = {"owned", "admitted", "reversed"}
#: Of one event: the day by which things are known, its status, and its flags; None: nothing known.
SeenNumbers = list[tuple[str, str | None, set[str]]]


def seen(says: list[Says], key: str, days: SeenNumbers, **switches: bool) -> SeenNumbers:
    """Return what is seen of an event on the days of a table."""
    w = world(*says, events=EVENTS)
    out: SeenNumbers = []
    for day, _, _ in days:
        verdict = judge(w, replace(Policy.parse(known_by=day), **switches)).get(f"event/{key}")
        out.append((day, verdict and verdict.status, set(verdict.flags) if verdict else set()))
    return out


def no(day: str, what: str = "arms", who: str = "IRN") -> Says:
    return Says(who, "denies", what, day)


def yes(day: str, what: str, who: str = "USA") -> Says:
    return Says(who, "asserts", what, day)


REACH: list[tuple[str, list[Says], str, SeenNumbers]] = [
    ("a denial of the day before an event can have begun does not reach it",
     [no("2024-05-31"), yes("2024-07-10", "june")], "june",
     [("2024-05-31", None, set()), ("2024-07-09", None, set()),
      ("2024-07-10", "asserted", set())]),
    ("on the first possible day it reaches as possible",
     [no("2024-06-01"), yes("2024-07-10", "june")], "june",
     [("2024-05-31", None, set()), ("2024-06-01", "denied-only", {"possible"}),
      ("2024-07-10", "contested", {"possible"})]),
    ("on the last day before the latest start, too",
     [no("2024-06-29"), yes("2024-07-10", "june")], "june",
     [("2024-06-28", None, set()), ("2024-07-10", "contested", {"possible"})]),
    ("from the latest start on it reaches for certain",
     [no("2024-06-30"), yes("2024-07-10", "june")], "june",
     [("2024-06-30", "denied-only", set()), ("2024-07-10", "contested", set())]),
    ("one that is certain is enough",
     [no("2024-06-15"), no("2024-07-01"), yes("2024-07-10", "june")], "june",
     [("2024-06-15", "denied-only", {"possible"}), ("2024-07-10", "contested", set())]),
    ("where no date is coded, the day of the first word counts",
     [no("2024-02-29"), yes("2024-03-01", "undated")], "undated",
     [("2024-02-29", None, set()), ("2024-03-01", "asserted", set())]),
    ("a denial of the day of the first word reaches",
     [no("2024-03-01"), yes("2024-03-01", "undated")], "undated",
     [("2024-02-29", None, set()), ("2024-03-01", "contested", set())]),
    ("where the start is open, likewise",
     [no("2024-02-29"), yes("2024-03-01", "open")], "open",
     [("2024-02-29", None, set()), ("2024-03-01", "asserted", set())]),
    ("what is coded to have begun by a day has begun by then, whoever speaks of it when",
     [no("2024-06-30"), yes("2024-08-01", "open")], "open",
     [("2024-06-29", None, set()), ("2024-06-30", "denied-only", set()),
      ("2024-08-01", "contested", set())]),
    ("what is presupposed is spoken of as having happened",
     [Says("DEU", "presupposes", "undated", "2024-02-28"), no("2024-02-29"),
      yes("2024-03-01", "undated")], "undated",
     [("2024-02-28", "presupposed-only", set()), ("2024-02-29", "denied-only", set()),
      ("2024-03-01", "contested", set())]),
    ("what is doubted is spoken of as having happened",
     [Says("DEU", "doubts", "undated", "2024-02-28"), no("2024-02-29")], "undated",
     [("2024-02-28", "doubted-only", set()), ("2024-02-29", "denied-only", set())]),
    ("a direct denial is a first word",
     [no("2024-02-28", "undated", "RUS"), no("2024-02-29"), yes("2024-03-01", "undated")],
     "undated",
     [("2024-02-28", "denied-only", set()), ("2024-03-01", "contested", set())]),
    ("a warning against it is none",
     [Says("USA", "opposes", "undated", "2024-02-28"), no("2024-02-29"),
      yes("2024-03-01", "undated")], "undated",
     [("2024-02-29", "requested-only", set()), ("2024-03-01", "asserted", set())]),
    ("a prediction is none",
     [Says("USA", "predicts", "undated", "2024-02-28"), no("2024-02-29"),
      yes("2024-03-01", "undated")], "undated",
     [("2024-02-29", "predicted-only", set()), ("2024-03-01", "asserted", set())]),
    ("what was only announced cannot be denied at large",
     [Says("RUS", "announces", "undated", "2024-02-28"), no("2024-02-29")], "undated",
     [("2024-02-29", "announced-only", set())]),
    ("a first word that was taken back is still the first",
     [yes("2024-02-28", "undated"), no("2024-02-29"),
      Says("USA", "retracts", yes("2024-02-28", "undated").claim, "2024-03-01")], "undated",
     [("2024-02-28", "asserted", set()), ("2024-02-29", "contested", set()),
      ("2024-03-01", "denied-only", set())]),
    ("a direct denial reaches whatever the dates",
     [no("2024-01-01", "june"), yes("2024-07-10", "june")], "june",
     [("2024-01-01", "denied-only", set()), ("2024-07-10", "contested", set())]),
]  # fmt: skip


@pytest.mark.parametrize(("says", "key", "days"), [r[1:] for r in REACH],
                         ids=[r[0] for r in REACH])  # fmt: skip
def test_a_denial_at_large_reaches_what_can_have_begun(says, key, days):
    assert seen(says, key, days) == days


#: Iran denies all arms, admits the missiles: of other arms it has admitted nothing.
DENIED, ADMITTED = no("2024-07-01"), yes("2024-07-10", "missiles", "IRN")
OF_JUNE = yes("2024-07-05", "june")
BOTH = [
    Says("IRN", "asserts", "missiles", "2024-07-10", at="yes"),
    Says("IRN", "denies", "missiles", "2024-07-10", at="no"),
]
ADMISSION: list[tuple[str, list[Says], str, SeenNumbers, SeenNumbers]] = [
    ("it ends the denial of the event admitted",
     [yes("2024-07-02", "missiles"), DENIED, ADMITTED], "missiles",
     [("2024-07-09", "contested", set()), ("2024-07-10", "corroborated", TURNED)],
     [("2024-07-09", "contested", set()),
      ("2024-07-10", "corroborated", TURNED)]),
    ("and of wider ones",
     [DENIED, ADMITTED], "arms",
     [("2024-07-09", "denied-only", set()), ("2024-07-10", "asserted", TURNED)],
     [("2024-07-09", "denied-only", set()), ("2024-07-10", "asserted", TURNED)]),
    ("what lies beside it stays denied, or is dropped",
     [OF_JUNE, DENIED, ADMITTED], "june",
     [("2024-07-09", "contested", set()), ("2024-07-10", "contested", {"partly admitted"})],
     [("2024-07-09", "contested", set()), ("2024-07-10", "asserted", set())]),
    ("until the speaker asserts that, too",
     [OF_JUNE, DENIED, ADMITTED, yes("2024-07-20", "june", "IRN")], "june",
     [("2024-07-19", "contested", {"partly admitted"}),
      ("2024-07-20", "corroborated", TURNED)],
     [("2024-07-19", "asserted", set()), ("2024-07-20", "corroborated", TURNED)]),
    ("what lies within it stays denied, too",
     [yes("2024-07-05", "part"), DENIED, yes("2024-07-10", "june", "IRN")], "part",
     [("2024-07-09", "contested", set()), ("2024-07-10", "contested", {"partly admitted"})],
     [("2024-07-09", "contested", set()), ("2024-07-10", "asserted", set())]),
    ("a denial of its own is not partly admitted",
     [OF_JUNE, DENIED, no("2024-07-02", "june"), ADMITTED], "june",
     [("2024-07-10", "contested", set())], [("2024-07-10", "contested", set())]),
    ("a later denial at large counts in full",
     [OF_JUNE, DENIED, ADMITTED, no("2024-07-12")], "june",
     [("2024-07-11", "contested", {"partly admitted"}), ("2024-07-12", "contested", set())],
     [("2024-07-11", "asserted", set()), ("2024-07-12", "contested", set())]),
    ("another's admission ends nothing",
     [OF_JUNE, DENIED, yes("2024-07-10", "missiles", "RUS")], "june",
     [("2024-07-10", "contested", set())], [("2024-07-10", "contested", set())]),
    ("who says both of a part ends no denial of the whole",
     [DENIED, *BOTH], "arms",
     [("2024-07-09", "denied-only", set()), ("2024-07-10", "contested", {"mixed"})],
     [("2024-07-09", "denied-only", set()), ("2024-07-10", "contested", {"mixed"})]),
    ("nor of what lies beside it",
     [OF_JUNE, DENIED, *BOTH], "june",
     [("2024-07-10", "contested", set())], [("2024-07-10", "contested", set())]),
]  # fmt: skip


@pytest.mark.parametrize(("says", "key", "kept", "dropped"), [r[1:] for r in ADMISSION],
                         ids=[r[0] for r in ADMISSION])  # fmt: skip
def test_an_admission_ends_a_denial(says, key, kept, dropped):
    assert seen(says, key, kept) == kept
    assert seen(says, key, dropped, drop_partly_admitted=True) == dropped


def test_a_policy_says_what_it_leaves_out():
    policy = Policy.parse("undenied", known_by="2024", drop_partly_admitted=True)
    said = "undenied; drop-partly-admitted, known by 2024-12-31 (said)"
    assert str(policy) == said
    assert str(Policy(certain=True)) == "all; certain"


def background(stance: str, day: str, what: str = "missiles") -> Says:
    """Return a word of an open day: "has denied", in a report of that day."""
    return Says("IRN", stance, what, day, when=f"../{day}")


def dated(stance: str, when: str, what: str = "missiles") -> Says:
    """Return a dated word, of a day, a month, or an interval."""
    last = parse(when).latest_end
    assert last is not None
    return Says("IRN", stance, what, last.isoformat(), when=when)


OPEN_DAYS: list[tuple[str, list[Says], str, SeenNumbers]] = [
    ("a background denial gives way to a dated admission before it",
     [background("denies", "2024-02-01"), dated("asserts", "2024-03-10"),
      background("denies", "2024-04-01")], "missiles",
     [("2024-03-09", "denied-only", set()), ("2024-03-10", "asserted", TURNED),
      ("2024-04-01", "asserted", TURNED)]),
    ("even one that is inherited",
     [dated("asserts", "2024-03-10"), background("denies", "2024-04-01", "arms")], "arms",
     [("2024-04-01", "asserted", TURNED)]),
    ("and even one that it inherits itself",
     [dated("asserts", "2024-03-10"), background("denies", "2024-04-01", "arms")], "missiles",
     [("2024-04-01", "asserted", TURNED)]),
    ("a dated denial undoes an admission",
     [dated("asserts", "2024-03-10"), dated("denies", "2024-04-01")], "missiles",
     [("2024-03-31", "asserted", {"owned"}), ("2024-04-01", "denied-only", {"reversed"})]),
    ("a background admission against dated denials makes the voice mixed",
     [dated("denies", "2024-03-10"), background("asserts", "2024-04-01")], "missiles",
     [("2024-03-31", "denied-only", set()), ("2024-04-01", "contested", {"mixed"})]),
    ("until it denies again",
     [dated("denies", "2024-03-10"), background("asserts", "2024-04-01"),
      dated("denies", "2024-04-02")], "missiles",
     [("2024-04-01", "contested", {"mixed"}), ("2024-04-02", "denied-only", {"reversed"})]),
    ("or admits on a day",
     [dated("denies", "2024-03-10"), background("asserts", "2024-04-01"),
      dated("asserts", "2024-04-02")], "missiles",
     [("2024-04-01", "contested", {"mixed"}),
      ("2024-04-02", "asserted", TURNED)]),
    ("a background admission adds nothing to dated words for and against",
     [dated("asserts", "2024-03-01"), dated("denies", "2024-03-10"),
      background("asserts", "2024-04-01")], "missiles",
     [("2024-03-09", "asserted", {"owned"}), ("2024-04-01", "denied-only", {"reversed"})]),
    ("among background words the latest stands",
     [background("denies", "2024-03-10"), background("asserts", "2024-04-01"),
      background("denies", "2024-05-01")], "missiles",
     [("2024-03-31", "denied-only", set()), ("2024-04-01", "asserted", TURNED),
      ("2024-05-01", "denied-only", {"reversed"})]),
    ("on one day of background both stand",
     [replace(background("denies", "2024-04-01"), at="a"),
      replace(background("asserts", "2024-04-01"), at="b")], "missiles",
     [("2024-04-01", "contested", {"mixed"})]),
    ("unless one of them is inherited",
     [background("denies", "2024-04-01", "arms"), background("asserts", "2024-04-01")],
     "missiles", [("2024-04-01", "asserted", {"owned"})]),
    ("a month overlaps its days: one date, on which both stand",
     [dated("asserts", "2024-03-10"), dated("denies", "2024-03")], "missiles",
     [("2024-03-30", "asserted", {"owned"}), ("2024-03-31", "contested", {"mixed"})]),
    ("and the direct word wins",
     [dated("asserts", "2024-03-10"), dated("denies", "2024-03", "arms")], "missiles",
     [("2024-03-31", "asserted", {"owned"})]),
    ("a month after is later",
     [dated("asserts", "2024-03-10"), dated("denies", "2024-04")], "missiles",
     [("2024-04-29", "asserted", {"owned"}), ("2024-04-30", "denied-only", {"reversed"})]),
    ("an interval is dated, and overlaps what it touches",
     [dated("denies", "2024-03-01/2024-03-10"), dated("asserts", "2024-03-10/2024-03-12")],
     "missiles",
     [("2024-03-11", "denied-only", set()), ("2024-03-12", "contested", {"mixed"})]),
    ("what lies after it is later",
     [dated("denies", "2024-03-01/2024-03-09"), dated("asserts", "2024-03-10/2024-03-12")],
     "missiles",
     [("2024-03-11", "denied-only", set()),
      ("2024-03-12", "asserted", TURNED)]),
]  # fmt: skip


@pytest.mark.parametrize(("says", "key", "days"), [r[1:] for r in OPEN_DAYS],
                         ids=[r[0] for r in OPEN_DAYS])  # fmt: skip
def test_words_of_an_open_day_give_way_to_dated_ones(says, key, days):
    assert seen(says, key, days) == days


def through(relay: str, who: str, stance: str, day: str, what: str = "missiles") -> Says:
    """Return a word that is known through somebody else."""
    return Says(who, stance, what, day, via=relay, at=f"{who}-through-{relay}-{day}")


ATTRIBUTED: list[tuple[str, list[Says], str, SeenNumbers, dict[str, str]]] = [
    ("what a party reports of another's words on its own side is not a position of that",
     [yes("2024-03-01", "missiles", "GBR"), no("2024-03-05", "missiles"),
      through("IRN", "UKR", "denies", "2024-03-10")], "missiles",
     [("2024-03-04", "asserted", set()), ("2024-03-10", "contested", set())],
     {"state/GBR": "for", "state/IRN": "against"}),
    ("nor of an admission: a victim says what the attacker owned",
     [yes("2024-03-01", "war", "UKR"), through("UKR", "RUS", "asserts", "2024-03-10", "war")],
     "war", [("2024-03-10", "asserted", set())], {"state/UKR": "for"}),
    ("a charge that is repeated to reject it stays its speaker's",
     [no("2024-03-05", "missiles"), through("IRN", "UKR", "asserts", "2024-03-10")], "missiles",
     [("2024-03-09", "denied-only", set()), ("2024-03-10", "contested", set())],
     {"state/IRN": "against", "state/UKR": "for"}),
    ("a party that takes no side itself relays as anybody does",
     [through("IRN", "UKR", "denies", "2024-03-10")], "missiles",
     [("2024-03-10", "denied-only", set())], {"state/UKR": "against"}),
    ("until it takes it",
     [through("IRN", "UKR", "denies", "2024-03-10"), no("2024-03-12", "missiles")], "missiles",
     [("2024-03-11", "denied-only", set()), ("2024-03-12", "denied-only", set())],
     {"state/IRN": "against"}),
    ("and from when it takes the other",
     [no("2024-03-05", "missiles"), through("IRN", "UKR", "denies", "2024-03-10"),
      yes("2024-03-20", "missiles", "IRN")], "missiles",
     [("2024-03-19", "denied-only", set()),
      ("2024-03-20", "contested", TURNED)],
     {"state/IRN": "for", "state/UKR": "against"}),
    ("no stranger to the event makes words attributed",
     [no("2024-03-05", "missiles", "DEU"), through("DEU", "UKR", "denies", "2024-03-10")],
     "missiles", [("2024-03-10", "denied-only", set())],
     {"state/DEU": "against", "state/UKR": "against"}),
    ("nor does a party that relays its own state's words",
     [no("2024-03-05", "missiles"), through("IRN", "IRN", "denies", "2024-03-10")], "missiles",
     [("2024-03-10", "denied-only", set())], {"state/IRN": "against"}),
    ("what is known in another way too is a position",
     [no("2024-03-05", "missiles"), through("IRN", "UKR", "denies", "2024-03-10"),
      no("2024-03-11", "missiles", "UKR")], "missiles",
     [("2024-03-11", "denied-only", set())], {"state/IRN": "against", "state/UKR": "against"}),
    ("where nothing else reaches an event, it is attributed only",
     [no("2024-05-31"), through("IRN", "UKR", "denies", "2024-07-01", "arms")], "june",
     [("2024-06-30", None, set()), ("2024-07-01", "attributed-only", set())], {}),
]  # fmt: skip


@pytest.mark.parametrize(("says", "key", "days", "held"), [r[1:] for r in ATTRIBUTED],
                         ids=[r[0] for r in ATTRIBUTED])  # fmt: skip
def test_words_known_only_through_a_party_on_their_side_are_no_position(says, key, days, held):
    assert seen(says, key, days) == days
    verdict = judge(world(*says, events=EVENTS))[f"event/{key}"]
    assert {p.voice: p.side for p in verdict.positions} == held


def test_attributed_words_are_shown_and_corroborate_nothing():
    own = yes("2024-03-01", "missiles", "RUS")
    told = through("RUS", "USA", "asserts", "2024-03-10")
    verdict = judge(world(own, told))["event/missiles"]
    assert verdict.attributed == (told.claim,)
    assert set(verdict.evidence) == {own.claim, told.claim}
    assert (verdict.status, verdict.utterances) == ("asserted", 1)
    [row] = [r for r in ledger(world(own, told)) if r.id == "event/missiles"]
    assert [(o.words, said_by(o.speakers)) for o in row.others] == [
        ("attributed to", "United States")
    ]
    assert set(row.claims) == {own.claim, told.claim}


def maybe(says: Says, certainty: str = "likely") -> Says:
    return replace(says, certainty=certainty)


SURE = yes("2024-03-01", "missiles")
SECOND = yes("2024-03-02", "missiles", "GBR")
CERTAINTY: list[tuple[str, list[Says], str, tuple[str, set[str]], tuple[str, set[str]] | None]] = [
    ("a hedged assertion is a position", [maybe(SURE)], "missiles",
     ("asserted", {"hedged"}), None),
    ("likely or possible", [maybe(SURE, "possible")], "missiles", ("asserted", {"hedged"}), None),
    ("what is certain is not hedged", [maybe(SURE, "certain")], "missiles",
     ("asserted", set()), ("asserted", set())),
    ("two that are hedged corroborate nothing", [maybe(SURE), maybe(SECOND)], "missiles",
     ("asserted", {"hedged"}), None),
    ("one of them is enough to be no longer hedged", [SURE, maybe(SECOND)], "missiles",
     ("corroborated", set()), ("asserted", set())),
    ("they are hedged on wider events, too", [maybe(SURE)], "arms",
     ("asserted", {"hedged"}), None),
    ("who said so for certain before has said so",
     [SURE, maybe(yes("2024-03-09", "missiles"))], "missiles", ("asserted", set()),
     ("asserted", set())),
    ("a hedged admission is one", [no("2024-03-01", "missiles"),
     maybe(yes("2024-03-05", "missiles", "IRN"))], "missiles",
     ("asserted", {"hedged", *TURNED}), ("denied-only", set())),
    ("a hedged denial is a doubt", [maybe(no("2024-03-01", "missiles"))], "missiles",
     ("doubted-only", set()), None),
    ("and contests nothing", [SURE, maybe(no("2024-03-05", "missiles"))], "missiles",
     ("asserted", set()), ("asserted", set())),
    ("nor reaches narrower events", [SURE, maybe(no("2024-03-05"))], "missiles",
     ("asserted", set()), ("asserted", set())),
    ("a hedged unnamed word", [maybe(Says("us-people", "asserts", "missiles", anonymous=True))],
     "missiles", ("anonymous-only", {"hedged"}), None),
]  # fmt: skip


@pytest.mark.parametrize(("says", "key", "status", "certain"), [r[1:] for r in CERTAINTY],
                         ids=[r[0] for r in CERTAINTY])  # fmt: skip
def test_hedged_words(says, key, status, certain):
    for policy, expected in ((Policy(), status), (Policy(certain=True), certain)):
        verdict = judge(world(*says), policy).get(f"event/{key}")
        assert (verdict and (verdict.status, set(verdict.flags))) == expected


def test_hedged_words_are_corroborated_under_no_number():
    w = world(maybe(SURE), maybe(SECOND))
    rules = ("all", "endorsed:2", "corroborated:1", "corroborated:2")
    admitted = {rule for rule in rules if "event/missiles" in edges(w, Policy.parse(rule))}
    assert admitted == {"all", "endorsed:2"}


def test_a_hedged_denial_is_listed_among_the_doubts():
    [row] = ledger(world(maybe(no("2024-03-01", "missiles"))))
    assert [(o.words, said_by(o.speakers)) for o in row.others] == [("doubted by", "Iran")]


def ending(stance: str, who: str = "GBR", stage: str = "lifted") -> Says:
    return Says(who, stance, "m:ban", "2024-05-01", stage=stage)


TAKEN = Says("USA", "asserts", "m:ban", "2024-03-01")


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ([ending("asserts")], "asserted"),
        ([TAKEN, ending("asserts")], "corroborated"),
        ([ending("presupposes")], "presupposed-only"),
        ([ending("denies")], "mentioned-only"),
        ([ending("requests")], "mentioned-only"),
        ([ending("predicts")], "mentioned-only"),
        ([ending("denies", stage="extended")], "mentioned-only"),
        ([ending("requests", stage="partly-lifted")], "mentioned-only"),
        ([TAKEN, ending("denies")], "asserted"),
        ([TAKEN, ending("doubts")], "asserted"),
        ([Says("GBR", "requests", "m:ban", "2024-04-01"), ending("denies")], "requested-only"),
    ],
)
def test_words_about_the_end_of_a_measure_say_nothing_against_it(says, status):
    assert judge(world(*says))["measure/ban"].status == status


def test_words_about_the_end_of_a_measure_are_shown_as_such():
    planned = replace(BAN, listed=None, effective=None, lifted=None, start=None)
    for stance, stage in (("denies", "mentioned"), ("asserts", "lifted by 1 May 2024")):
        w = world(ending(stance), measures=(planned,))
        [row] = ledger(w)
        told = [(o.words, said_by(o.speakers)) for o in row.others]
        assert told == [("its end spoken of by", "United Kingdom")] * (stance == "denies")
        assert row.stage == stage


def unnamed(stance: str = "asserts") -> Says:
    return Says("us-people", stance, "missiles", "2024-03-01", anonymous=True)


PAPER, DAILY, WEST, INSTITUTE = (
    yes("2024-03-01", "missiles", who) for who in ("press", "daily", "west", "institute")
)
VOICES: list[tuple[str, list[Says], str, str | None]] = [
    ("a newspaper alone", [PAPER], "reported-only", "by 1 publisher"),
    ("two newspapers corroborate nothing", [PAPER, DAILY], "reported-only", "by 2 publishers"),
    ("nor a newspaper and an unnamed source", [PAPER, unnamed()], "reported-only",
     "by 1 publisher"),
    ("nor a newspaper and a vague group", [PAPER, WEST], "reported-only", "by 1 publisher"),
    ("a vague group alone is nobody in particular", [WEST], "anonymous-only", None),
    ("nor with unnamed sources", [WEST, unnamed()], "anonymous-only", None),
    ("a newspaper beside a state adds nothing", [SURE, PAPER], "asserted", None),
    ("nor does the West beside one of its states", [SURE, WEST], "asserted", None),
    ("an institute is a voice that counts", [SURE, INSTITUTE], "corroborated", None),
]  # fmt: skip


@pytest.mark.parametrize(("says", "status", "detail"), [r[1:] for r in VOICES],
                         ids=[r[0] for r in VOICES])  # fmt: skip
def test_whose_word_it_is_decides_how_it_stands(says, status, detail):
    [row] = [r for r in ledger(world(*says)) if r.id == "event/missiles"]
    assert (row.status, row.detail) == (status, detail)


GRADED: list[tuple[str, list[Says], str, str]] = [
    ("by a party", [no("2024-03-05", "missiles")], "party", "denied by a party"),
    ("by a party at large", [no("2024-03-05")], "party", "denied by a party"),
    ("by a party and others", [no("2024-03-05", "missiles"), no("2024-03-05", "missiles", "DEU")],
     "party", "denied by a party"),
    ("by others", [no("2024-03-05", "missiles", "DEU")], "others", "denied by others only"),
    ("by an institute", [no("2024-03-05", "missiles", "institute")], "others",
     "denied by others only"),
    ("by a voice that says both", BOTH, "mixed", "by a voice that says both"),
    ("by the press", [no("2024-03-05", "missiles", "daily")], "press or unnamed",
     "denied by the press, unnamed sources or vague groups only"),
    ("by an unnamed official of a party", [unnamed("denies")], "press or unnamed",
     "denied by the press, unnamed sources or vague groups only"),
    ("by a vague group", [no("2024-03-05", "missiles", "west")], "press or unnamed",
     "denied by the press, unnamed sources or vague groups only"),
    ("a mixed voice stands before the press", [*BOTH, no("2024-03-05", "missiles", "daily")],
     "mixed", "by a voice that says both"),
]  # fmt: skip


@pytest.mark.parametrize(("says", "grade", "words"), [r[1:] for r in GRADED],
                         ids=[r[0] for r in GRADED])  # fmt: skip
def test_a_contested_event_has_a_grade(says, grade, words):
    w = world(SURE, *says)
    verdict = judge(w)["event/missiles"]
    assert (verdict.status, verdict.grade) == ("contested", grade)
    [row] = [r for r in ledger(w) if r.id == "event/missiles"]
    assert row.detail == words
    for by in ("party", "others"):
        admitted = "event/missiles" in edges(w, Policy.parse(f"contested-by:{by}"))
        assert admitted == (grade == by)


def test_only_what_is_contested_has_a_grade():
    assert judge(world(SURE))["event/missiles"].grade is None
    assert judge(world(no("2024-03-05", "missiles")))["event/missiles"].grade is None


@pytest.mark.parametrize(
    ("says", "flags"),
    [
        ([yes("2024-03-01", "missiles", "IRN")], {"owned"}),
        ([no("2024-02-01", "missiles"), yes("2024-03-01", "missiles", "IRN")], TURNED),
        ([no("2024-02-01"), yes("2024-03-01", "missiles", "IRN")], TURNED),
        ([yes("2024-03-01", "missiles", "RUS")], set()),
        ([no("2024-02-01", "missiles", "RUS"), yes("2024-03-01", "missiles", "RUS")], {"reversed"}),
        ([yes("2024-03-01", "missiles", "IRN"), no("2024-03-02", "missiles")], {"reversed"}),
    ],
)
def test_who_did_it_owns_it_and_who_denied_it_before_admits_it(says, flags):
    assert set(judge(world(*says))["event/missiles"].flags) == flags


def test_the_first_word_of_a_narrower_event_is_one_of_the_wider():
    within = replace(UNDATED, id="event/within", broader=("event/undated",))
    w = world(yes("2024-02-01", "within"), yes("2024-03-01", "undated"), events=(UNDATED, within))
    assert w.begins["event/undated"] == w.begins["event/within"] == date(2024, 2, 1)


# -- properties over many worlds ------------------------------------------------------------------

DAYS = ("2024-01-01", "2024-01-02", "2024-06-15", "2024-07-01", "2024-07-02")
#: Ways to date a word that can be said on any day of DAYS at the latest.
WHEN = {"open": "../{0}", "months": "2023-12-01/{0}", "weeks": "2023-12-20/{0}"}
words = st.builds(
    Says,
    who=st.sampled_from(["USA", "GBR", "IRN", "RUS", "press", "west"]),
    stance=st.sampled_from(
        ["asserts", "asserts", "denies", "denies", "doubts", "presupposes", "predicts"]
    ),
    what=st.sampled_from(["arms", "missiles", "undated", "june", "open", "part"]),
    day=st.sampled_from(DAYS),
    certainty=st.sampled_from([None, None, "likely"]),
    via=st.sampled_from([None, None, "IRN", "RUS"]),
    when=st.sampled_from([None, None, "open", "months", "weeks"]),
).map(lambda said: replace(said, when=WHEN.get(said.when or "", "").format(said.day) or None))
told = st.lists(words, min_size=1, max_size=8).map(once)
policies = st.builds(Policy, certain=st.booleans(), drop_partly_admitted=st.booleans())


@pytest.mark.slow
@given(told, st.randoms(use_true_random=False), policies)
@settings(max_examples=draws(150), deadline=None)
def test_the_order_of_input_is_irrelevant(says, random, policy):
    shuffled = list(says)
    random.shuffle(shuffled)
    one, other = world(*says, events=EVENTS), world(*shuffled, events=EVENTS)
    assert judge(one, policy) == judge(other, policy)


@pytest.mark.slow
@given(told, st.sampled_from(DAYS), policies)
@settings(max_examples=draws(150), deadline=None)
def test_what_was_not_yet_said_changes_nothing(says, day, policy):
    cut = replace(policy, known_by=date.fromisoformat(day))
    heard = [s for s in says if s.day <= day]
    one, other = world(*says, events=EVENTS), world(*heard, events=EVENTS)
    assert judge(one, cut) == judge(other, cut)


@pytest.mark.slow
@given(told, st.booleans(), policies)
@settings(max_examples=draws(300), deadline=None)
def test_a_history_is_what_judging_gives_on_every_day(says, back, policy):
    taken = Says(says[0].who, "retracts", says[0].claim, "2024-07-02", at="taken")
    w = world(*says, *[taken] * back, events=EVENTS)
    told = history(w, policy)
    for day in map(date.fromisoformat, DAYS):
        found = {key: [step for step in steps if step.day <= day] for key, steps in told.items()}
        looked_up = {key: steps[-1].verdict for key, steps in found.items() if steps}
        assert looked_up == judge(w, replace(policy, known_by=day))
