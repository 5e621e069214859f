"""Stages and being in force: the day before and the day after, and brute force over days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st
from test_policy import Says, world

from geograph.dates import parse
from geograph.events.force import (
    AHEAD,
    ENDS,
    INFERRED,
    KNOWN,
    NO,
    UNKNOWN,
    Period,
    Stage,
    cause_of,
    coming,
    days,
    furthest,
    in_force,
    period_of,
    stages_of,
)
from geograph.model import Event, Measure
from geograph.vocab import one_off

D = date.fromisoformat


def told(
    name: str,
    said: str,
    reached: str | None = None,
    *,
    fact: bool = True,
    targets: tuple[str, ...] = (),
) -> Stage:
    """Return a stage as one claim of a day has it."""
    span = parse(reached) if reached else None
    return Stage(
        name=name,
        fact=fact,
        said=D(said),
        said_first=D(said),
        first=span.earliest_start if span else None,
        last=span.latest_end if span else None,
        text=reached,
        targets=targets,
    )


def plan(name: str, said: str, reached: str | None = None) -> Stage:
    return told(name, said, reached, fact=False)


# What is reported of a measure; further arguments; days, and what it is on each.
WORLDS = {
    "taking effect is told": (
        [told("effective", "2024-09-12", "2024-09-10")],
        {},
        {"2024-09-09": NO, "2024-09-10": KNOWN, "2030-01-01": KNOWN},
    ),
    "only the day of the claim is known": (
        [told("imposed", "2024-10-28")],
        {},
        {"2024-10-27": UNKNOWN, "2024-10-28": INFERRED},
    ),
    "imposed on a day": (
        [told("imposed", "2024-10-28", "2024-09-10")],
        {},
        {"2024-09-09": NO, "2024-09-10": KNOWN},
    ),
    "some day of a month": (
        [told("effective", "2024-10-28", "2024-09")],
        {},
        {"2024-08-31": NO, "2024-09-01": UNKNOWN, "2024-09-29": UNKNOWN, "2024-09-30": KNOWN},
    ),
    "by a day": (
        [told("effective", "2024-10-28", "../2024-09-10")],
        {},
        {"2024-09-09": UNKNOWN, "2024-09-10": KNOWN},
    ),
    "planned or announced, and nobody says that it was done": (
        [plan("planned", "2024-09-01"), plan("announced", "2024-09-10")],
        {},
        {"2024-09-09": NO, "2024-09-10": UNKNOWN, "2025-01-01": UNKNOWN},
    ),
    "planned before it was imposed": (
        [plan("planned", "2024-09-10"), told("imposed", "2024-10-28")],
        {},
        {"2024-09-09": NO, "2024-09-10": UNKNOWN, "2024-10-27": UNKNOWN, "2024-10-28": INFERRED},
    ),
    "announced for a day, then imposed": (
        [plan("effective", "2024-12-17", "2024-12-19"), told("imposed", "2024-12-17")],
        {},
        {"2024-12-18": NO, "2024-12-19": KNOWN},
    ),
    "listed, and in force from another day": (
        [
            told("listed", "2024-03-01", "2024-03-01"),
            told("effective", "2024-04-01", "2024-04-01"),
        ],
        {},
        {"2024-03-31": NO, "2024-04-01": KNOWN},
    ),
    "listed on a day": (
        [told("listed", "2024-03-05", "2024-03-01"), told("imposed", "2024-02-20")],
        {},
        {"2024-02-29": NO, "2024-03-01": KNOWN},
    ),
    "lifted on a day": (
        [
            told("effective", "2017-06-05", "2017-06-05"),
            told("lifted", "2021-01-05", "2021-01-05"),
        ],
        {},
        {"2021-01-04": KNOWN, "2021-01-05": NO},
    ),
    "lifted, and nobody tells when": (
        [told("effective", "2017-06-05", "2017-06-05"), told("lifted", "2021-01-05")],
        {},
        {"2021-01-04": KNOWN, "2021-01-05": NO},
    ),
    "lifted some day of a month": (
        [
            told("effective", "2017-06-05", "2017-06-05"),
            told("lifted", "2021-02-05", "2021-01"),
        ],
        {},
        {"2020-12-31": KNOWN, "2021-01-01": UNKNOWN, "2021-01-30": UNKNOWN, "2021-01-31": NO},
    ),
    "told to be lifted before the list was changed": (
        [
            told("imposed", "2025-09-11"),
            told("lifted", "2025-09-12"),
            told("lifted", "2025-11-05", "2025-11-04"),
        ],
        {},
        {"2025-09-11": INFERRED, "2025-09-12": UNKNOWN, "2025-11-03": UNKNOWN, "2025-11-04": NO},
    ),
    "nothing but its end is told": (
        [told("lifted", "2016-01-16", "2016-01-16")],
        {},
        {"2016-01-15": UNKNOWN, "2016-01-16": NO},
    ),
    "what is said when it is over tells no day in force": (
        [told("lifted", "2016-01-16", "2016-01-16"), told("imposed", "2023-10-17")],
        {},
        {"2016-01-15": UNKNOWN, "2016-01-16": NO, "2023-10-17": NO},
    ),
    "lifted for one of its targets": (
        [
            told("effective", "2021-03-22", "2021-03-22"),
            told("lifted", "2025-04-30", "2025-04-30", targets=("actor/a",)),
        ],
        {},
        {"2025-04-29": KNOWN, "2025-04-30": KNOWN},
    ),
    "partly lifted": (
        [told("imposed", "2021-03-22"), told("partly-lifted", "2025-04-30", "2025-04-30")],
        {},
        {"2025-04-30": INFERRED},
    ),
    "extended, so it was in force": (
        [told("extended", "2025-03-14", "2025-03-14")],
        {},
        {"2025-03-13": UNKNOWN, "2025-03-14": KNOWN},
    ),
    "due to run out": (
        [told("imposed", "2016-06-17"), plan("expired", "2016-06-17", "2017-06-23")],
        {},
        {"2017-06-22": INFERRED, "2017-06-23": UNKNOWN, "2024-01-01": UNKNOWN},
    ),
    "due to run out, and extended": (
        [
            told("imposed", "2016-06-17"),
            plan("expired", "2016-06-17", "2017-06-23"),
            told("extended", "2017-06-19", "2017-06-19"),
        ],
        {},
        {"2017-06-23": INFERRED},
    ),
    "expired as was due": (
        [
            told("effective", "2023-02-01", "2023-02-01"),
            plan("expired", "2022-12-28", "2023-07-01"),
            told("expired", "2023-07-02", "2023-07-01"),
        ],
        {},
        {"2023-06-30": KNOWN, "2023-07-01": NO},
    ),
    "lifted on the wider measure": (
        [told("imposed", "2020-01-10")],
        {"wider": [told("lifted", "2021-01-05", "2021-01-05")]},
        {"2020-01-10": INFERRED, "2021-01-04": INFERRED, "2021-01-05": NO},
    ),
    "an end of the wider measure before it began": (
        [told("effective", "2018-11-05", "2018-11-05")],
        {"wider": [told("lifted", "2016-01-16", "2016-01-16")]},
        {"2018-11-04": NO, "2018-11-05": KNOWN, "2024-01-01": KNOWN},
    ),
    "something within it was done": (
        [],
        {"narrower": D("2024-10-14")},
        {"2024-10-13": UNKNOWN, "2024-10-14": INFERRED},
    ),
    "an answer is not in force before what it answers": (
        [told("imposed", "2025-03-06")],
        {"cause": D("2025-02-28")},
        {"2025-02-27": NO, "2025-02-28": UNKNOWN, "2025-03-06": INFERRED},
    ),
    "coded as in force from a year on": (
        [told("imposed", "2019-03-22")],
        {"when": parse("2014/..")},
        {"2013-12-31": NO, "2014-01-01": UNKNOWN, "2014-12-31": KNOWN, "2030-01-01": KNOWN},
    ),
    "coded as in force by a day, with nothing of its end": (
        [told("imposed", "2024-03-28")],
        {"when": parse("../2024-03-28")},
        {"2024-03-27": UNKNOWN, "2024-03-28": KNOWN, "2024-09-10": KNOWN},
    ),
    "coded with both ends": (
        [],
        {"when": parse("2006-12-23/2016-01-16")},
        {"2006-12-22": NO, "2006-12-23": KNOWN, "2016-01-16": KNOWN, "2016-01-17": NO},
    ),
    "pause of some days in one month": (
        [told("imposed", "2025-03-05"), told("lifted", "2025-03-31", "2025-03")],
        {},
        {"2025-03-04": UNKNOWN, "2025-03-05": INFERRED, "2025-03-06": UNKNOWN, "2025-03-31": NO},
    ),
}


@pytest.mark.parametrize(
    ("stages", "more", "day", "is_"),
    [
        pytest.param(stages, more, day, is_, id=f"{name}: {day}")
        for name, (stages, more, on) in WORLDS.items()
        for day, is_ in on.items()
    ],
)
def test_in_force_the_day_before_and_the_day_after(stages, more, day, is_):
    assert in_force(period_of(stages, **more), D(day)) == is_
    assert in_force(period_of(stages[::-1], **more), D(day)) == is_


def test_a_lifting_is_known_from_the_day_on_which_it_was_said():
    held = period_of(
        [told("effective", "2017-06-05", "2017-06-05"), told("lifted", "2021-01-07", "2021-01-05")]
    )
    on = D("2021-01-06")
    assert in_force(held, on) == NO
    assert in_force(held, on, known_by=D("2021-01-07")) == NO
    assert in_force(held, on, known_by=D("2021-01-06")) == KNOWN
    assert in_force(held, D("2021-01-04"), known_by=D("2021-01-07")) == KNOWN


def test_since_is_only_what_something_says():
    assert period_of([told("imposed", "2024-10-28")]).since is None
    assert period_of([told("extended", "2025-03-14", "2025-03-14")]).since is None
    assert period_of([told("effective", "2024-10-28", "../2024-09-10")]).since is None
    assert period_of([told("effective", "2024-10-28", "2024-09")]).since == D("2024-09-30")
    assert period_of([], when=parse("2014/..")).since == D("2014-12-31")
    assert period_of([], when=parse("../2014")).since is None


def test_what_is_done_once_is_never_in_force():
    once = {kind for kind in ("Expulsion", "LegalAction", "Sanction", "Measure") if one_off(kind)}
    assert once == {"Expulsion", "LegalAction"}
    assert one_off("Sanction", ("asset-confiscation",))
    assert not one_off("Sanction", ("asset-confiscation", "asset-freeze"))


def test_a_cause_bounds_only_where_all_causes_are_dated():
    def cause(key: str, when: str | None) -> Event:
        return Event(
            id=key, kind="Attack", label=key, dossier="d", when=parse(when) if when else None
        )

    events = {"a": cause("a", "2022-02-24"), "b": cause("b", "2021"), "c": cause("c", None)}

    def measure(*causes: str) -> Measure:
        return Measure(id="measure/m", kind="Sanction", label="m", dossier="d",
                       in_response_to=causes)  # fmt: skip

    assert cause_of(measure("a"), events) == D("2022-02-24")
    assert cause_of(measure("a", "b"), events) == D("2021-01-01")
    assert cause_of(measure("a", "c"), events) is None
    assert cause_of(measure("a", "gone"), events) is None
    assert cause_of(measure(), events) is None


# --- stages from claims


def stages(*says: Says) -> tuple[Stage, ...]:
    w = world(*says)
    return stages_of(w.claims.values(), senders=("state/USA",))


def test_a_stage_is_what_a_claim_tells():
    found = stages(
        Says("USA", "announces", "m:ban", "2024-09-10", stage="announced"),
        Says("GBR", "announces", "m:ban", "2024-09-11", stage="announced"),
        Says("press", "asserts", "m:ban", "2024-10-28"),
        Says("press", "asserts", "m:ban", "2024-10-29", stage="effective", reached="2024-09"),
        Says("DEU", "presupposes", "m:ban", "2024-10-30", stage="imposed"),
        Says("DEU", "presupposes", "m:ban", "2024-10-31", stage="imposed", reached="2024-09-01"),
        Says("RUS", "requests", "m:ban", "2024-11-01", stage="lifted"),
        Says("RUS", "evaluates", "m:ban", "2024-11-01"),
        Says("IRN", "denies", "m:ban", "2024-11-02"),
    )
    assert sorted((s.name, s.fact, str(s.last), str(s.said)) for s in found) == [
        ("announced", False, "2024-09-10", "2024-09-10"),  # its sender's own
        ("announced", False, "None", "2024-09-11"),
        ("effective", True, "2024-09-30", "2024-10-29"),
        ("imposed", True, "2024-09-01", "2024-10-31"),
        ("imposed", True, "None", "2024-10-28"),
    ]
    assert days(found) == {"announced": D("2024-09-10"), "effective": D("2024-09-30")}


@pytest.mark.parametrize(
    ("back", "stands"),
    [
        (Says("press", "denies", "m:ban", "2025-04-30", stage="lifted"), False),
        (Says("press", "denies", "m:ban", "2025-05-01", stage="lifted"), False),
        (Says("press", "denies", "m:ban", "2025-04-29", stage="lifted"), True),
        (Says("USA", "denies", "m:ban", "2025-05-01", stage="lifted"), True),
        (Says("press", "denies", "m:ban", "2025-05-01"), True),
    ],
)
def test_a_lifting_that_its_teller_takes_back_is_none(back, stands):
    lifted = Says("press", "asserts", "m:ban", "2025-04-30", stage="lifted", reached="2025-04-30")
    assert any(s.name == "lifted" for s in stages(lifted, back)) is stands


def test_how_far_a_measure_has_come():
    path = [
        plan("planned", "2024-01-01"),
        plan("announced", "2024-02-01", "2024-02-01"),
        told("imposed", "2024-03-02"),
        told("effective", "2024-03-05", "2024-03-01"),
        told("extended", "2024-09-01", "2024-09-01"),
        told("partly-lifted", "2024-10-01", "2024-10-01"),
        told("lifted", "2025-01-02", "2025-01-01"),
    ]

    def at(day: str | None, *, taken: bool = True) -> str | None:
        found = furthest(path, taken=taken, by=D(day) if day else None)
        return found.name if found else None

    reached = {
        "2023-12-31": None, "2024-01-01": "planned", "2024-02-01": "announced",
        "2024-02-29": "announced", "2024-03-01": "effective", "2024-09-01": "extended",
        "2024-10-01": "partly-lifted", "2024-12-31": "partly-lifted", "2025-01-01": "lifted",
    }  # fmt: skip
    assert {day: at(day) for day in reached} == reached
    assert (at(None), at(None, taken=False)) == ("lifted", "announced")


def test_what_is_to_come():
    path = [
        plan("effective", "2024-03-01", "2024-04-01"),
        plan("expired", "2024-03-01", "2024-09-01"),
    ]

    def ahead(day: str, *, taken: bool = True) -> list[str]:
        return [name for name, _ in coming(path, taken=taken, by=D(day))]

    assert ahead("2024-03-31") == ["effective", "lifted"]
    assert ahead("2024-04-01") == ["lifted"]
    assert ahead("2024-12-31", taken=False) == ["effective", "lifted"]


# --- brute force: all beginnings and ends that fit what is told

FIRST = D("2024-01-01")
LAST = 26  # the last day that is tried
NEVER = 99


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@st.composite
def lives(draw: st.DrawFn) -> list[Stage]:
    """Draw what sources say truly of a measure with one beginning and one end."""
    begin = draw(st.integers(2, 20))
    end = draw(st.one_of(st.just(NEVER), st.integers(begin + 1, 24)))
    last = min(end - 1, 25)

    def around(true: int) -> tuple[date | None, date]:
        first = draw(st.one_of(st.none(), st.integers(max(0, true - 3), true)))
        return (None if first is None else day(first)), day(draw(st.integers(true, true + 3)))

    def one(name: str) -> Stage:
        fact, first, final, said = True, None, None, day(25)
        if name in ("planned", "announced"):
            fact, said = False, day(draw(st.integers(0, begin)))
        elif name == "imposed undated":
            said = day(draw(st.integers(begin, last)))
        elif name == "extended":
            first = final = day(draw(st.integers(begin, last)))
            said = day(25)
        elif name == "lifted undated":
            said = day(draw(st.integers(end, end + 2)))
        elif name == "lifted":
            first, final = around(end)
        elif name == "due":
            fact, first, final = False, *(day(draw(st.integers(begin + 1, min(end, 25)))),) * 2
            said = day(0)
        else:
            fact = name == "imposed" or draw(st.booleans())
            first, final = around(begin)
        plain = {"due": "expired"}.get(name, name.removesuffix(" undated"))
        return Stage(name=plain, fact=fact, said=said, said_first=said, first=first, last=final)

    names = ["planned", "announced", "imposed undated", "imposed", "listed", "effective", "due"]
    names += ["extended"] if draw(st.booleans()) else []
    names += ["lifted", "lifted undated"] if end != NEVER else []
    return [one(name) for name in draw(st.lists(st.sampled_from(names), max_size=6))]


def fits(stages: list[Stage]) -> Iterator[tuple[int, int]]:
    """Yield every beginning and end that contradict nobody."""

    def number(on: date | None) -> int | None:
        return None if on is None else (on - FIRST).days

    told_begin = next(
        (n for n in ("effective", "listed") if any(s.name == n and s.last for s in stages)), None
    )
    extended = max((s.said for s in stages if s.name == "extended" and s.fact), default=date.min)
    due = [s for s in stages if s.name in ENDS and not s.fact and s.said >= extended]

    def may_begin(b: int) -> bool:
        for s in stages:
            first, final, said = number(s.first), number(s.last), number(s.said)
            assert said is not None
            if s.name in ("planned", "announced"):
                if b < said:
                    return False
            elif s.name in ENDS or (told_begin and s.name != told_begin):
                continue
            elif s.name == "extended" and final is not None:
                if b > final:
                    return False
            elif final is not None:
                if b > final or (first is not None and b < first):
                    return False
            elif b > said:
                return False
        return True

    begins = [b for b in range(-2, LAST + 3) if may_begin(b)]
    over = [s for s in stages if s.name in ENDS and s.fact]
    if begins and max(begins) < LAST:  # what ended, or was due to, before that was another time
        latest = day(max(begins))
        due = [s for s in due if s.day >= latest]
        if any(s.last and s.day == latest and s.name not in (*AHEAD, *ENDS) for s in stages):
            over = [s for s in over if s.day >= latest]
    dated = [s for s in over if s.last]

    def may_end(e: int) -> bool:
        if dated:
            inside = all(
                (s.first is None or e >= (s.first - FIRST).days)
                and e <= (s.day - FIRST).days
                and (s.first is not None or e >= (s.day - FIRST).days)
                for s in dated
            )
            return inside and all(e <= (s.said - FIRST).days for s in over if s.last is None)
        if over:
            return e == min((s.said - FIRST).days for s in over)
        if due:
            return e >= min((s.last - FIRST).days for s in due if s.last)
        return e == NEVER

    ends = [e for e in (*range(LAST + 4), NEVER) if may_end(e)]
    yield from ((b, e) for b in begins for e in ends if b <= e)


@pytest.mark.slow
@settings(max_examples=draws(400), deadline=None)
@given(stages=lives())
def test_in_force_is_what_every_life_that_fits_agrees_on(stages: list[Stage]) -> None:
    held = period_of(stages)
    possible = list(fits(stages))
    if not possible:  # "by a day" is told to be that day where an end is concerned
        return
    begun = None if held.holds_from is None else (held.holds_from - FIRST).days
    if begun is not None and any(e > begun for _, e in possible):
        possible = [(b, e) for b, e in possible if e > begun]  # in force on one day at least
    for number in range(LAST):
        on = [b <= number < e for b, e in possible]
        found = in_force(held, day(number))
        if all(on):
            assert found in (KNOWN, INFERRED), number
        elif not any(on):
            assert found == NO, number
        else:
            assert found == UNKNOWN, number
    tells = [s for s in stages if s.fact or s.name in ("effective", "listed")]
    dated = [s for s in tells if s.last and s.name not in ENDS]
    if held.basis == INFERRED:
        assert all(s.last is None or s.day > (held.holds_from or date.min) for s in dated)
    if not dated:
        assert held.since is None


def test_holds_is_read_back_from_a_measure():
    held = period_of([told("effective", "2024-09-12", "2024-09"), told("lifted", "2025-01-01")])
    measure = Measure(id="measure/m", kind="Sanction", label="m", dossier="d", **held._asdict())
    assert Period.of(measure) == held
