"""The ids that count under a policy are the same however they are asked for."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from effort import THOROUGH, draws
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import small_world

import geograph
from geograph.cli import main
from geograph.dates import parse
from geograph.errors import PolicyError, QueryError, UsageError
from geograph.exports.ids import WAYS, ids
from geograph.model import Model
from geograph.pipeline.build import write_store
from geograph.policy import Policy
from geograph.policy.claim_policy import CLOCKS
from geograph.store import Store
from geograph.vocab import VOICE_KINDS, Stance

RULES = (
    "all", "recorded", "accepted", "undenied", "party-undenied", "owned", "party-confirmed",
    "endorsed:1", "endorsed:2", "corroborated:2", "contested-by:party", "contested-by:others",
    "held-by=USA,RUS", "held-by=IRN",
)  # fmt: skip


#: What can be said of an event; a statement is taken back.
STANCES = tuple(stance for stance in Stance if stance != Stance.RETRACTS)


def drawn(seed: int, first: date, last: date) -> Policy:
    """A policy drawn by chance: a rule, kinds of voice, a switch, and days between two."""
    chance = random.Random(seed)

    def day() -> date | None:
        at = first + timedelta(days=chance.randrange((last - first).days))
        return at if chance.random() < 0.6 else None

    while True:
        parts = [chance.choice(RULES)]
        if chance.random() < 0.5:
            kinds = chance.sample(list(VOICE_KINDS), chance.randint(1, 5))
            parts.append(f"voices={','.join(kinds)}")
        if chance.random() < 0.3:
            parts.append(chance.choice(("searched", "rivals", "certain", "drop-partly-admitted")))
        try:
            policy = Policy.parse("; ".join(parts))
        except PolicyError:  # some rules do not take some voices or switches
            continue
        return replace(policy, as_of=day(), known_by=day(), clock=chance.choice(CLOCKS))


def agree(store: Store, policy: Policy) -> list[str]:
    """Return the ids, the same by every way and at both levels of a network."""
    found = {
        f"{way} {level}": geograph.ids(store, policy, by=way, level=level)
        for way in WAYS
        for level in (("state", "actor") if way == "network" else ("state",))
    }
    one = found["sparql state"]
    for name, other in found.items():
        assert other == one, f"{name} under {policy}: {sorted(set(other) ^ set(one))[:5]}"
    return one


@pytest.mark.parametrize("seed", range(draws(50)))
def test_every_way_gives_the_same_ids_with_releases(seed: int, cross: Store):
    agree(cross, drawn(seed, date(1990, 1, 1), date(2026, 6, 30)))


@pytest.mark.parametrize("seed", range(4 if THOROUGH else 2))
def test_every_way_gives_the_same_ids_of_the_corpus(seed: int, corpus: Store):
    agree(corpus, drawn(seed, date(2021, 1, 1), date(2026, 6, 30)))


def test_the_draw_covers_what_counts_and_what_does_not(cross: Store):
    """Else fifty empty answers would agree."""
    sizes = {len(agree(cross, Policy.parse(rule))) for rule in ("all", "recorded", "owned")}
    assert len(sizes) == 3
    assert min(sizes) > 0


def shuffled(seed: int) -> Model:
    """The small world with other stances, days of words, and days of events, drawn by chance."""
    model, chance = small_world(), random.Random(seed)

    def day() -> date:
        return date(2024, 8, 1) + timedelta(days=chance.randrange(120))

    claims = []
    for claim in model.claims:
        said = day()
        of_event = claim.object.startswith(("event/", "measure/"))
        stance = chance.choice(STANCES) if of_event else claim.stance
        claims.append(replace(claim, said=said, when=parse(said.isoformat()), stance=stance))
    events = []
    for event in model.events:
        start = day() if chance.random() < 0.7 else None
        when = parse(start.isoformat()) if start else None
        events.append(replace(event, start=start, start_earliest=None, when=when))
    return replace(model, claims=tuple(claims), events=tuple(events))


@pytest.mark.slow
@settings(max_examples=draws(12), deadline=None)
@given(st.integers(0, 2**32))
def test_every_way_gives_the_same_ids_of_random_worlds(seed: int):
    with (
        TemporaryDirectory() as folder,
        write_store(shuffled(seed), Path(folder) / "s.db", validate=False) as store,
    ):
        for n in range(3):
            agree(store, drawn(seed + n, date(2024, 8, 1), date(2024, 12, 31)))


@pytest.mark.slow
def test_holders_of_a_kind_that_is_not_heard_hold_nothing(tmp_path: Path):
    """They are listed all the same, so that a page has to be told that they do not count."""
    with write_store(shuffled(173), tmp_path / "s.db", validate=False) as store:
        assert agree(store, Policy.parse("held-by=USA,RUS"))
        assert agree(store, Policy.parse("held-by=USA,RUS; voices=vague-group")) == []


def test_the_command_prints_a_line_for_each(cross: Store):
    found = CliRunner().invoke(
        main,
        ["ids", "--store", str(cross.path), "--by", "ledger", "--policy", "undenied",
         "--as-of", "2024-06-01"],
    )  # fmt: skip
    assert found.exit_code == 0
    expected = geograph.ids(cross, Policy.parse("undenied", as_of="2024-06-01"))
    assert found.output.split() == expected
    assert expected == sorted(set(expected))


def test_a_way_or_level_that_does_not_exist_is_named(cross: Store):
    for wrong, known in (({"by": "magic"}, "network"), ({"level": "city"}, "actor")):
        ((name, value),) = wrong.items()
        with pytest.raises(UsageError, match=f"`{name}` cannot be '{value}'") as caught:
            geograph.ids(cross, **wrong)  # type: ignore[arg-type]
        assert known in (caught.value.fix or "")
        with pytest.raises(QueryError, match=f"invalid value for `{name}`: '{value}'"):
            ids(cross, **wrong)  # type: ignore[arg-type]
