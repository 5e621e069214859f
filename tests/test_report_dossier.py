"""The first dossier, built: the traps that a careless graph of this report falls into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from releases import SHARED

from geograph.model import Claim, Event, Measure, Model
from geograph.policy import ClaimIndex, Policy, edges, judge
from geograph.sources.dossier import load
from geograph.vocab import Stance, is_a

ROOT = Path(__file__).parents[1]
DOSSIER = ROOT / "data" / "dossiers" / "2024-09-10-iran-missiles.yml"
SOURCE = SHARED.parent / "sources" / "000_949fe4b9fafb9ed3.txt"
PARAGRAPHS = 22

TRANSFER = "event/iran-srbm-russia-2024"
ARMS = "event/iran-arms-russia"
REPORT = "publisher/unstated/news-2024-09-10-iran-missiles"
STEM = "2024-09-10-iran-missiles"

NAMED = ("USA", "GBR", "IRN", "RUS", "DEU", "CHN", "TUR", "UKR", "PRK")
STATES = {f"state/{code}" for code in NAMED}
OTHERS_NAMED = {
    "actor/antony-blinken",
    "actor/david-lammy",
    "actor/joe-biden",
    "actor/keir-starmer",
    "actor/volodymyr-zelenskyy",
    "actor/william-burns",
    "actor/white-house",
    "actor/kremlin",
    "actor/us-department-of-state",
    "actor/us-department-of-the-treasury",
    "actor/permanent-mission-of-iran-un",
    "actor/iran-air",
    REPORT,
}


@pytest.fixture(scope="module")
def model() -> Model:
    return load(DOSSIER)


@pytest.fixture(scope="module")
def world(model: Model) -> ClaimIndex:
    return ClaimIndex.from_model(model)


def happenings(model: Model) -> tuple[Event, ...]:
    return (*model.events, *model.measures)


def event(model: Model, key: str) -> Event:
    return next(e for e in happenings(model) if e.id == f"event/{key}")


def measure(model: Model, key: str) -> Measure:
    return next(m for m in model.measures if m.id == f"measure/{key}")


def claims(model: Model, target: str, *stances: Stance) -> list[Claim]:
    return [c for c in model.claims if c.object == target and (not stances or c.stance in stances)]


def voices(model: Model, target: str, *stances: Stance) -> set[tuple[str, bool]]:
    return {(c.voice, c.anonymous) for c in claims(model, target, *stances)}


def stances(model: Model, target: str) -> set[Stance]:
    return {c.stance for c in claims(model, target)}


def parties(happening: Event) -> set[str]:
    return {*happening.actor, *happening.recipient, *happening.participant}


def local(key: str) -> str:
    return f"actor/{STEM}/{key}"


def test_the_transfer_has_its_accusers_and_no_other_voice(model: Model) -> None:
    assert voices(model, TRANSFER, Stance.ASSERTS) == {
        ("state/USA", False),
        ("state/GBR", False),
        (local("people-familiar"), True),
    }


def test_the_report_itself_says_nothing_flat_of_iran_and_russia(model: Model) -> None:
    told = {c.object for c in model.claims if c.voice == REPORT and c.stance == Stance.ASSERTS}
    between = {
        e.id
        for e in happenings(model)
        if "state/IRN" in e.actor and {"state/RUS", "actor/kremlin"} & set(e.recipient)
    }
    assert between == {
        ARMS,
        TRANSFER,
        "event/iran-drones-russia",
        "event/iran-attack-drones-russia",
        "event/iran-drone-factory-russia",
    }
    assert told & between == set()


def test_the_report_tells_these_things_in_its_own_voice(model: Model) -> None:
    told = {c.object for c in model.claims if c.voice == REPORT and c.stance == Stance.ASSERTS}
    assert told == {
        "event/blinken-lammy-appearance",
        "event/blinken-london-visit",
        "event/burns-london-appearance",
        "event/cross-border-fire",
        "event/iran-drone-programme",
        "event/kursk-defence",
        "event/kursk-offensive",
        "event/russia-invasion",
        "event/russian-air-attacks",
        "event/ukraine-drone-attack-2024-09-10",
        "event/ukraine-own-weapon-strikes",
        "event/ukraine-war",
        "event/us-arms-ukraine",
        "event/us-missiles-ukraine",
        "event/us-uk-support-ukraine",
        "event/western-missiles-ukraine",
        *(
            f"measure/{key}/us-department-of-{whose}"
            for key in ("drone-sanctions", "drone-sanctions-war")
            for whose in ("state", "the-treasury")
        ),
    }


def test_germany_presupposes_and_judges_but_accuses_nobody(model: Model) -> None:
    german = [c for c in model.claims if c.voice == "state/DEU"]
    assert {c.stance for c in german if c.object == TRANSFER} == {
        Stance.PRESUPPOSES,
        Stance.EVALUATES,
    }
    assert {c.stance for c in german} == {
        Stance.PRESUPPOSES,
        Stance.EVALUATES,
        Stance.ANNOUNCES,
    }


def test_no_state_is_touched_that_the_report_does_not_name(model: Model) -> None:
    assert {a for a in touched(model) if a.startswith("state/")} == STATES


def test_no_body_or_person_is_touched_that_the_report_does_not_name(model: Model) -> None:
    others = {a for a in touched(model) if not a.startswith(("state/", local("")))}
    assert others == OTHERS_NAMED


def touched(model: Model) -> set[str]:
    """Return every actor in any role, and whatever a local actor is said to belong to."""

    def walk() -> Iterator[str]:
        for happening in happenings(model):
            yield from parties(happening)
            yield from happening.party
            yield from (o for o in happening.object if o in known)
        for statement in model.statements:
            yield from (*statement.agent, *statement.recipient, *statement.via)
        for claim in model.claims:
            yield from (claim.claimant, claim.voice)
        for actor in model.actors:
            if actor.defined_in != "reference":
                yield from actor.based_in
                yield from actor.members
                yield from (a for a in (actor.of, actor.affiliation) if a)

    known = {a.id for a in model.actors}
    return set(walk())


def test_iran_air_is_not_sanctioned_yet(model: Model, world: ClaimIndex) -> None:
    assert measure(model, "iran-air").umbrella
    parts = {code: measure(model, f"iran-air/{code}") for code in ("USA", "GBR", "DEU")}
    for code, iran_air in parts.items():
        assert (iran_air.actor, iran_air.recipient) == ((f"state/{code}",), ("actor/iran-air",))
        # each speaks of its own part
        assert [(c.voice, c.stance, c.stage) for c in claims(model, iran_air.id)] == [
            (f"state/{code}", Stance.ANNOUNCES, "planned")
        ]
        stages = (iran_air.announced, iran_air.listed, iran_air.effective, iran_air.lifted)
        assert stages == (None,) * 4
        assert iran_air.holds_from is None
        assert judge(world)[iran_air.id].status == "announced-only"
    assert {m.id for m in model.measures if "actor/iran-air" in m.recipient} == {
        "measure/iran-air", *(part.id for part in parts.values())
    }  # fmt: skip


def test_the_new_penalties_are_announced_and_none_is_imposed(model: Model) -> None:
    answers = {m.id: m for m in model.measures if TRANSFER in m.in_response_to and not m.umbrella}
    announced, planned = ({"announced"}, date(2024, 9, 10)), ({"planned"}, None)
    senders = ("USA", "GBR", "DEU")
    assert {
        key: ({c.stage for c in claims(model, key)}, m.announced) for key, m in answers.items()
    } == {
        **{f"measure/iran-penalties/{code}": announced for code in senders},
        **{f"measure/iran-air-services/{code}": announced for code in senders},
        **{f"measure/iran-missile-programme-sanctions/{code}": announced for code in senders},
        **{f"measure/iran-air/{code}": planned for code in senders},
        **{f"measure/punishment-of-involved/{code}": planned for code in ("USA", "GBR")},
    }
    assert {c.stance for key in answers for c in claims(model, key)} == {Stance.ANNOUNCES}


def test_sanctions_on_people_and_companies_are_none_on_their_countries(model: Model) -> None:
    targets = {target for m in model.measures for target in m.recipient}
    assert {t for t in targets if t.startswith("state/")} == {"state/IRN"}
    drone = measure(model, "drone-sanctions")
    based = {a.id: a.based_in for a in model.actors}
    assert {based[t] for t in drone.recipient} == {
        ("state/IRN",),
        ("state/CHN",),
        ("state/RUS",),
        ("state/TUR",),
        (),
    }
    assert not {"state/CHN", "state/TUR", "state/RUS", "state/IRN"} & set(drone.recipient)
    assert set(drone.actor) == {
        "actor/us-department-of-state",
        "actor/us-department-of-the-treasury",
    }
    assert set(drone.provision) == {"asset-freeze", "transaction-ban"}


def test_sanctions_of_the_past_are_imposed_and_their_ground_stays_alleged(model: Model) -> None:
    drone, war = measure(model, "drone-sanctions"), measure(model, "drone-sanctions-war")
    for whose in ("state", "the-treasury"):
        parts = [measure(model, f"{key}/us-department-of-{whose}")
                 for key in ("drone-sanctions", "drone-sanctions-war")]  # fmt: skip
        for part in parts:
            assert {(c.voice, c.stance, c.stage) for c in claims(model, part.id)} == {
                (REPORT, Stance.ASSERTS, "imposed")
            }
        wider, part = parts
        assert (part.holds_from_earliest, part.holds_from, part.holds_until) == (
            date(2022, 11, 1), date(2022, 11, 30), None
        )  # fmt: skip
        assert set(part.broader) == {war.id, drone.id, wider.id}
    assert war.broader == (drone.id,)
    assert drone.in_response_to == ("event/drone-programme-links",)
    assert voices(model, "event/drone-programme-links") == {("state/USA", True)}


def test_china_is_no_weapons_supplier_and_does_sell_goods(model: Model, world: ClaimIndex) -> None:
    from_china = [e for e in happenings(model) if "state/CHN" in e.actor]
    arms = [e for e in from_china if is_a(e.kind, "ArmsTransfer")]
    assert [e.id for e in arms] == ["event/china-weapons-russia"]
    (clearance,) = claims(model, arms[0].id)
    assert (clearance.stance, clearance.voice, clearance.anonymous) == (
        Stance.DENIES,
        "state/USA",
        True,
    )
    kinds = {s.id: s.kind for s in model.statements}
    assert kinds[clearance.statement] == "Clearance"
    assert {e.item for e in from_china if e.kind == "GoodsTransfer"} == {
        ("item/machine-tools",),
        ("item/microelectronics",),
        ("item/technology",),
    }
    counted = edges(world)
    assert arms[0].id not in counted
    assert {e.id for e in from_china if e.kind == "GoodsTransfer"} <= counted
    assert all(
        voices(model, e.id) == {("state/USA", True)}
        for e in from_china
        if e.kind == "GoodsTransfer"
    )


def test_the_denial_is_of_weapons_and_reaches_the_missiles_by_inheritance(
    model: Model, world: ClaimIndex
) -> None:
    denied = {
        c.object for c in model.claims if c.stance == Stance.DENIES and c.voice == "state/IRN"
    }
    assert denied == {ARMS, "event/iran-drones-russia"}
    assert event(model, "iran-arms-russia").item == ("item/weapon",)
    held = {p.voice: p for p in judge(world)[TRANSFER].positions}
    assert (held["state/IRN"].side, held["state/IRN"].direct) == ("against", False)


def test_the_denials_reach_the_drones_but_not_the_factory(world: ClaimIndex) -> None:
    verdicts = judge(world)
    assert {
        key: verdicts[f"event/{key}"].status
        for key in ("iran-drones-russia", "iran-attack-drones-russia", "iran-drone-factory-russia")
    } == {
        "iran-drones-russia": "contested",
        "iran-attack-drones-russia": "contested",
        "iran-drone-factory-russia": "asserted",
    }


def test_calling_military_aid_inhumane_denies_nothing(model: Model) -> None:
    mission = "actor/permanent-mission-of-iran-un"
    assert {(c.stance, c.object, c.voice) for c in model.claims if c.claimant == mission} == {
        (Stance.EVALUATES, "event/aid-to-conflict-parties", "state/IRN")
    }
    aid = event(model, "aid-to-conflict-parties")
    assert (aid.actor, aid.recipient) == ((), (local("conflict-parties"),))


def test_a_warning_against_the_transfer_asserts_nothing(model: Model) -> None:
    warnings = {s.id for s in model.statements if s.kind == "Warning"}
    assert warnings == {f"statement/{STEM}/{key}" for key in ("warnings", "warnings-escalation")}
    given = [c for c in model.claims if c.statement in warnings]
    assert {(c.claimant, c.stance, c.object) for c in given} == {
        ("state/USA", Stance.OPPOSES, TRANSFER),
        (local("us-allies"), Stance.OPPOSES, TRANSFER),
        (local("warners"), Stance.OPPOSES, TRANSFER),
        (local("warners"), Stance.EVALUATES, TRANSFER),
    }


def test_that_the_warnings_were_ignored_is_said_of_the_warning(model: Model) -> None:
    ignored = event(model, "iran-ignores-warnings")
    assert (ignored.kind, ignored.actor) == ("Rejection", ("state/IRN",))
    assert ignored.object == (f"statement/{STEM}/warnings-escalation",)
    assert voices(model, ignored.id) == {("state/USA", False)}


def test_a_request_for_permission_is_no_permission(model: Model, world: ClaimIndex) -> None:
    plea = claims(model, "event/deep-strikes")
    assert [(c.claimant, c.voice, c.stance) for c in plea] == [
        ("actor/volodymyr-zelenskyy", "state/UKR", Stance.REQUESTS)
    ]
    verdicts = judge(world)
    assert verdicts["event/deep-strikes"].status == "requested-only"
    assert verdicts["event/us-weapon-strikes"].status == "mentioned-only"
    granted = event(model, "cross-border-fire")
    assert (granted.actor, granted.recipient) == (("actor/joe-biden",), ("state/UKR",))
    assert set(granted.condition) == {"self-defence", "distance mostly limited"}
    assert verdicts[granted.id].edge


def test_that_the_accusations_may_embolden_him_is_predicted_of_the_request(model: Model) -> None:
    plea = f"statement/{STEM}/plea"
    assert [(c.voice, c.stance, c.certainty) for c in claims(model, plea)] == [
        (REPORT, Stance.PREDICTS, "possible")
    ]


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("blinken-lammy-kyiv-visit", date(2024, 9, 11)),
        ("kyiv-talks", date(2024, 9, 11)),
        ("report-on-kyiv-talks", date(2024, 9, 13)),
        ("white-house-meeting", date(2024, 9, 13)),
    ],
)
def test_what_is_planned_has_not_taken_place(
    model: Model, world: ClaimIndex, key: str, day: date
) -> None:
    plan = event(model, key)
    assert plan.start == day
    assert stances(model, plan.id) <= {Stance.ANNOUNCES, Stance.PREDICTS, Stance.EVALUATES}
    assert stances(model, plan.id) & {Stance.ANNOUNCES, Stance.PREDICTS}
    assert not judge(world)[plan.id].edge


@pytest.mark.parametrize(
    ("key", "kind"), [("srbm-use", "Attack"), ("winter-attacks", "MilitaryOperation")]
)
def test_the_prediction_is_no_attack(model: Model, world: ClaimIndex, key: str, kind: str) -> None:
    attack = event(model, key)
    assert (attack.kind, attack.actor, attack.recipient) == (
        kind,
        ("state/RUS",),
        ("state/UKR",),
    )
    assert {(c.stance, c.certainty) for c in claims(model, attack.id)} == {
        (Stance.PREDICTS, "likely")
    }
    assert judge(world)[attack.id].status == "predicted-only"


def test_groups_are_never_expanded(model: Model) -> None:
    coded = [a for a in model.actors if a.defined_in != "reference"]
    groups = {a.id: a for a in coded if a.kind == "ActorGroup"}
    assert {key: a.members for key, a in groups.items() if a.members} == {}
    for key in ("us-allies", "western-allies-middle-east", "ukraine-other-allies"):
        assert local(key) in groups
    warned = next(s for s in model.statements if s.id == f"statement/{STEM}/warnings")
    assert set(warned.agent) == {"state/USA", local("us-allies")}
    threatened = event(model, "four-state-defence-ties").object
    assert set(threatened) == {"state/UKR", local("western-allies-middle-east")}


def test_an_official_without_a_name_is_not_guessed(model: Model) -> None:
    met = event(model, "burns-london-appearance")
    assert set(met.participant) == {"actor/william-burns", local("uk-intelligence-counterpart")}
    assert set(met.party) == {"state/USA", "state/GBR"}
    assert met.start == date(2024, 9, 7)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Britain", "state/GBR"),
        ("U.K.", "state/GBR"),
        ("United Kingdom", "state/GBR"),
        ("the U.S.", "state/USA"),
        ("Turkey", "state/TUR"),
    ],
)
def test_names_of_one_state_are_one_state(world: ClaimIndex, name: str, state: str) -> None:
    assert world.actors.resolve(name, on=date(2024, 9, 10)) == state


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Kremlin", "state/RUS"),
        ("White House", "state/USA"),
        ("US Department of the Treasury", "state/USA"),
        ("Antony Blinken", "state/USA"),
        ("David Lammy", "state/GBR"),
        ("Volodymyr Zelenskyy", "state/UKR"),
        ("Permanent Mission of Iran to the United Nations", "state/IRN"),
    ],
)
def test_bodies_and_persons_speak_for_their_state(world: ClaimIndex, name: str, state: str) -> None:
    day = date(2024, 9, 10)
    assert world.actors.voice(world.actors.resolve(name, on=day), day) == (state, False)


def test_a_minister_and_his_state_count_once(model: Model, world: ClaimIndex) -> None:
    claimants = {c.claimant for c in claims(model, TRANSFER, Stance.ASSERTS) if not c.anonymous}
    assert claimants == {"state/USA", "state/GBR", "actor/antony-blinken"}
    assert judge(world)[TRANSFER].for_ == ("state/GBR", "state/USA")
    # one appearance: two voices that endorse, and no second utterance that corroborates
    counted = {
        rule: TRANSFER in edges(world, Policy.parse(rule))
        for rule in ("endorsed:2", "endorsed:3", "corroborated:2")
    }
    assert counted == {"endorsed:2": True, "endorsed:3": False, "corroborated:2": False}


def test_the_transfer_under_every_policy(world: ClaimIndex) -> None:
    assert judge(world)[TRANSFER].status == "contested"
    rules = ("all", "recorded", "undenied", "party-undenied", "owned", "held-by=IRN")
    counted = {rule for rule in rules if TRANSFER in edges(world, Policy.parse(rule))}
    assert counted == {"all", "recorded"}
    assert TRANSFER in edges(world, Policy.parse("held-by=USA"))
    assert TRANSFER not in edges(world, Policy.parse("held-by=DEU"))
    weekend = judge(world, Policy.parse(known_by="2024-09-09"))[TRANSFER]
    assert (weekend.status, weekend.anonymous_for) == (
        "anonymous-only",
        (local("people-familiar"),),
    )


def test_the_weekend_word_is_relayed_and_rests_on_intelligence(model: Model) -> None:
    word = next(s for s in model.statements if s.id == f"statement/{STEM}/weekend-word")
    assert word.via == (local("weekend-reports"),)
    assert word.basis == ("US intelligence",)
    assert (word.start_earliest, word.start) == (date(2024, 9, 7), date(2024, 9, 8))
    (claim,) = [c for c in model.claims if c.statement == word.id]
    assert (claim.stance, claim.object, claim.stage) == (Stance.ASSERTS, TRANSFER, "under-way")


def test_what_the_white_house_declassified(model: Model) -> None:
    told = {c.object for c in model.claims if c.claimant == "actor/white-house"}
    assert {(e.kind, e.actor, e.item) for e in happenings(model) if e.id in told} == {
        ("ArmsTransfer", ("state/PRK",), ("item/ammunition",)),
        ("ArmsTransfer", ("state/PRK",), ("item/missile",)),
        ("ArmsTransfer", ("state/IRN",), ("item/attack-drone",)),
        ("MilitaryAssistance", ("state/IRN",), ("item/drone",)),
    }


def test_every_paragraph_of_the_body_is_coded_and_no_other(model: Model) -> None:
    assert {int(s.locator) for s in model.statements} == set(range(1, PARAGRAPHS + 1))


def test_neither_publisher_nor_address_is_guessed(model: Model) -> None:
    (document,) = model.documents
    assert (document.publisher, document.via, document.url) == (REPORT, (), None)
    assert (document.published.text, document.dated_by) == ("2024-09-10~", "calendar")


def test_labels_decide_nothing(model: Model) -> None:
    flat = re.compile(
        r"\b(supplied|supplies|sent|sends|gave|gives|attacked|alleged\w*|sold|sells)\b"
    )
    assert [e.label for e in happenings(model) if flat.search(e.label)] == []


def six_words(text: str) -> set[tuple[str, ...]]:
    words: list[str] = re.findall(r"[\w']+", text.casefold().replace("’", "'"))
    return {tuple(words[i : i + 6]) for i in range(len(words) - 5)}


def texts(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if not line.startswith("  title:"))


@pytest.mark.skipif(not SOURCE.exists(), reason="the report is not in the repository")
def test_facts_are_coded_and_sentences_are_not_copied() -> None:
    source = six_words(SOURCE.read_text(encoding="utf-8"))
    coded = six_words(texts(DOSSIER.read_text(encoding="utf-8").splitlines()))
    assert source & coded == set()


@pytest.mark.skipif(not SOURCE.exists(), reason="the report is not in the repository")
def test_the_paragraphs_are_counted_as_the_dossier_counts_them() -> None:
    blocks = [b for b in SOURCE.read_text(encoding="utf-8").split("\n\n") if b.strip()]
    first = next(i for i, b in enumerate(blocks) if b.startswith("The United States and Britain"))
    assert len(blocks[first:]) == PARAGRAPHS
