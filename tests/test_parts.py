"""Measures of several senders: who speaks of which part, what each part is, and what is counted."""

from __future__ import annotations

from datetime import date
from math import fsum
from pathlib import Path

import pytest

from geograph.actors import Reference
from geograph.errors import SeveralErrors, Where
from geograph.events.force import INFERRED, KNOWN, NO, UNKNOWN, Period, in_force
from geograph.model import Measure, Model
from geograph.networks import network
from geograph.policy import ClaimIndex, Policy, edges, history, judge
from geograph.questions import ask
from geograph.sources.dossier import load
from geograph.sources.dossier.fields import Cell, Record
from geograph.sources.dossier.joint_measures import split
from geograph.sources.dossier.scope import Corpus
from geograph.store import Store
from geograph.vocab import one_off

D = date.fromisoformat
USA, GBR, DEU = (f"state/{code}" for code in ("USA", "GBR", "DEU"))

HEAD = """\
document: {id: made, title: T, publisher: unstated, published: PUBLISHED, language: en,
  extent: whole}
coding: {coder: tests, coded: 2026-01-01, codebook: 1}
"""
BAN = """\
measures:
  ban: {class: Sanction, sender: [United States, United Kingdom, Germany], target: [Iran, Russia],
    provisions: air-services-termination, programme: IRAN, ground: missiles}
"""


def made(folder: Path, text: str, *, name: str = "made", published: str = "2024-10-31") -> Model:
    """Build the model of the dossiers in a folder, one more among them."""
    head = HEAD.replace("id: made", f"id: {name}").replace("PUBLISHED", published)
    (folder / f"{name}.yml").write_text(head + text, encoding="utf-8")
    return load(folder)


def measures(model: Model) -> dict[str, Measure]:
    return {one.id: one for one in model.measures}


def spoken(model: Model) -> set[tuple[str, str, str]]:
    """Return who takes which stance on which object, ids shortened to their ends."""
    return {
        (c.claimant.rpartition("/")[2], str(c.stance), c.object.removeprefix("measure/"))
        for c in model.claims
    }


# --- what a part is


def test_a_joint_measure_is_an_umbrella_and_a_part_for_each_sender(tmp_path):
    told = "statements:\n  told: {class: Report, agent: report, locator: 1, asserts: ban}\n"
    found = measures(made(tmp_path, BAN + told))
    umbrella = found.pop("measure/ban")
    assert (umbrella.umbrella, umbrella.part_of, umbrella.weight) == (True, None, 1)
    assert set(umbrella.actor) == {USA, GBR, DEU}
    assert {key: (p.actor, p.weight, p.part_of, p.broader) for key, p in found.items()} == {
        f"measure/ban/{sender[-3:]}": ((sender,), 1 / 3, "measure/ban", ("measure/ban",))
        for sender in (USA, GBR, DEU)
    }
    same = ("kind", "recipient", "provision", "programme", "ground", "in_response_to", "when")
    for part in found.values():
        assert not part.umbrella
        assert [getattr(part, name) for name in same] == [getattr(umbrella, name) for name in same]
    assert found["measure/ban/DEU"].label == "sanction, Germany → Iran, Russia"


def test_a_measure_of_one_sender_has_no_parts(tmp_path):
    text = """\
measures:
  ban: {class: Sanction, sender: Iran, target: Russia, provisions: unstated}
statements:
  told: {class: Report, agent: report, locator: 1, asserts: ban}
"""
    [ban] = made(tmp_path, text).measures
    assert (ban.id, ban.umbrella, ban.part_of, ban.weight) == ("measure/ban", False, None, 1)


def test_the_name_of_a_part_says_whose_it_is(tmp_path):
    text = """\
measures:
  ban: {class: Sanction, label: flight ban, sender: [United States, Germany], target: Iran,
    provisions: unstated}
statements:
  told: {class: Report, agent: report, locator: 1, asserts: ban}
"""
    assert {key: one.label for key, one in measures(made(tmp_path, text)).items()} == {
        "measure/ban": "flight ban",
        "measure/ban/USA": "flight ban (United States)",
        "measure/ban/DEU": "flight ban (Germany)",
    }


def test_two_senders_whose_ids_end_alike_are_an_error():
    corpus = Corpus(reference=Reference())
    where = Where("made.yml", 3, "measures.m")
    record = Record(Cell("m", where), "Sanction", {})
    senders = ("actor/one/treasury", "actor/other/treasury", DEU)
    measure = Measure(id="measure/m", kind="Sanction", label="", dossier="", actor=senders)
    assert [part.id for part in split(corpus, measure, record)] == [
        "measure/m", "measure/m/treasury", "measure/m/DEU"
    ]  # fmt: skip
    [error] = corpus.errors
    assert "actor/one/treasury and actor/other/treasury end alike" in str(error)
    assert "made.yml:3" in str(error)


def test_a_measure_within_a_joint_one_lies_within_the_part_of_its_sender(tmp_path):
    text = """\
events:
  pressure: {class: Dispute, actor: United States, recipient: Iran}
measures:
  all: {class: Sanction, sender: [United States, Germany], target: Iran, provisions: unstated,
    broader: pressure}
  both: {class: Sanction, sender: [United States, Germany], target: Iran, provisions: unstated,
    broader: all}
  one: {class: Sanction, sender: US Department of State, target: Iran, provisions: unstated,
    broader: all}
  other: {class: Sanction, sender: France, target: Iran, provisions: unstated, broader: all}
  alike: {class: Sanction, sender: Germany, target: Iran, provisions: travel-ban, distinct: all}
statements:
  told: {class: Report, agent: report, locator: 1, asserts: [all, both, one, other, alike],
    presupposes: pressure}
"""
    found = measures(made(tmp_path, text))
    assert {
        key.removeprefix("measure/"): set(one.broader) for key, one in found.items() if one.broader
    } == {
        "all": {"event/pressure"},
        "all/USA": {"measure/all", "event/pressure"},
        "all/DEU": {"measure/all", "event/pressure"},
        "both": {"measure/all"},
        "both/USA": {"measure/both", "measure/all", "measure/all/USA"},
        "both/DEU": {"measure/both", "measure/all", "measure/all/DEU"},
        "one": {"measure/all", "measure/all/USA"},
        "other": {"measure/all"},
    }
    assert found["measure/alike"].distinct == (
        "measure/all", "measure/all/USA", "measure/all/DEU"
    )  # fmt: skip


def test_what_a_later_dossier_names_as_narrower_lies_within_the_wider_one_by_its_parts(tmp_path):
    told = "statements:\n  told: {class: Report, agent: report, locator: 1, asserts: ban}\n"
    made(tmp_path, BAN + told)
    wider = """\
uses: [ban]
measures:
  all: {class: Sanction, sender: [United States, Germany], target: Iran, provisions: unstated,
    narrower: ban}
statements:
  told: {class: Report, agent: report, locator: 1, asserts: all, predicts: ban}
"""
    found = measures(made(tmp_path, wider, name="wider"))
    assert {p: set(found[f"measure/ban/{p}"].broader) for p in ("USA", "GBR", "DEU")} == {
        "USA": {"measure/ban", "measure/all", "measure/all/USA"},
        "GBR": {"measure/ban", "measure/all"},
        "DEU": {"measure/ban", "measure/all", "measure/all/DEU"},
    }


# --- of which part a claim speaks

EVERY = {"ban/USA", "ban/GBR", "ban/DEU"}
#: Who says it, with which details → the parts that the claims are about.
SPEAKERS = {
    "a sender speaks of its own part": ("United States", "", {"ban/USA"}),
    "so does whoever speaks for it": ("Antony Blinken", "", {"ban/USA"}),
    "another speaks of all": ("Iran", "", EVERY),
    "so does the report": ("report", "", EVERY),
    "so does an unnamed official of a sender": ("official", "", EVERY),
    "unless the claim names senders": ("report", "senders: Germany", {"ban/DEU"}),
    "of which there may be several": (
        "Iran", "senders: [Germany, United Kingdom]", {"ban/DEU", "ban/GBR"},
    ),
    "by the name of the part too": ("report", "senders: [DEU]", {"ban/DEU"}),
    "a sender that names another speaks of that": (
        "United States", "senders: Germany", {"ban/DEU"},
    ),
    "a sender that names all speaks of all": (
        "United States", "senders: [United States, United Kingdom, Germany]", EVERY,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("agent", "details", "parts"), SPEAKERS.values(), ids=SPEAKERS)
def test_of_which_part_a_claim_speaks(tmp_path, agent, details, parts):
    text = f"""\
actors: {{official: {{class: UnnamedSource, name: an official, affiliation: United States}}}}
{BAN}statements:
  all: {{class: Prediction, agent: [report, official], locator: 1, predicts: ban}}
  said: {{class: Comment, agent: {agent}, locator: 2, date: 2024-09-10,
    presupposes: {{ban: {{{details}}}}}}}
"""
    found = {o for who, stance, o in spoken(made(tmp_path, text)) if stance == "presupposes"}
    assert found == parts


def test_a_joint_statement_of_the_senders_is_one_claim_of_each_on_its_own_part(tmp_path):
    text = f"""\
{BAN}statements:
  said: {{class: JointStatement, agent: [United States, Antony Blinken, Germany, United Kingdom],
    locator: 2, date: 2024-09-10, announces: {{ban: {{stage: announced}}}}}}
"""
    assert spoken(made(tmp_path, text)) == {
        ("USA", "announces", "ban/USA"),
        ("antony-blinken", "announces", "ban/USA"),
        ("DEU", "announces", "ban/DEU"),
        ("GBR", "announces", "ban/GBR"),
    }


def test_several_stages_in_one_statement_are_several_claims(tmp_path):
    text = f"""\
{BAN}statements:
  all: {{class: Report, agent: report, locator: 1, predicts: ban}}
  said: {{class: Report, agent: report, locator: 2, date: 2024-09-10,
    asserts: {{ban: [{{stage: announced, date: 2024-09-01, senders: Germany}},
      {{stage: effective, date: 2024-09-05, senders: Germany, targets: Iran}}]}}}}
"""
    model = made(tmp_path, text)
    report = "publisher.unstated.made"
    told = {c.id.rpartition(report)[2]: c for c in model.claims if c.stance == "asserts"}
    assert {
        key: (c.object, c.stage, c.reached and c.reached.text, c.targets)
        for key, c in told.items()
    } == {
        "/asserts/ban.DEU/announced.2024-09-01": (
            "measure/ban/DEU", "announced", "2024-09-01", (),
        ),
        "/asserts/ban.DEU/effective.2024-09-05": (
            "measure/ban/DEU", "effective", "2024-09-05", ("state/IRN",),
        ),
    }  # fmt: skip
    part = measures(model)["measure/ban/DEU"]
    assert (part.announced, part.effective) == (D("2024-09-01"), D("2024-09-05"))


def test_whoever_takes_a_claim_on_a_joint_measure_back_takes_it_back_of_every_part(tmp_path):
    text = f"""\
{BAN}statements:
  told: {{class: Report, agent: report, locator: 1, date: 2024-09-10, asserts: ban}}
  back: {{class: Retraction, agent: report, locator: 2, date: 2024-09-11,
    retracts: told#asserts#ban}}
"""
    model = made(tmp_path, text)
    taken = {c.object for c in model.claims if c.stance == "retracts"}
    assert taken == {c.id for c in model.claims if c.stance == "asserts"}
    assert len(taken) == 3
    world = ClaimIndex.from_model(model)
    assert {v.status for key, v in judge(world).items() if key in world.events} == {"withdrawn"}


def test_a_sender_of_whom_nobody_speaks_is_an_error(tmp_path):
    text = f"""\
{BAN}statements:
  told: {{class: Report, agent: report, locator: 1, asserts: {{ban: {{senders: Germany}}}}}}
"""
    with pytest.raises(SeveralErrors) as caught:
        made(tmp_path, text)
    [error] = caught.value.errors
    assert "nobody speaks of 'ban' as a measure of USA, GBR" in str(error)


# --- Iran Air: announced by three, imposed by one

IRAN_AIR = f"""\
{BAN}statements:
  joint: {{class: JointStatement, agent: [United States, United Kingdom, Germany], locator: 1,
    date: 2024-09-10, announces: {{ban: {{stage: announced}}}}}}
  told: {{class: Report, agent: report, locator: 2, date: 2024-09-11,
    asserts: {{ban: {{senders: United States, stage: imposed, date: 2024-09-10}}}}}}
"""


@pytest.fixture
def iran_air(tmp_path: Path) -> ClaimIndex:
    return ClaimIndex.from_model(made(tmp_path, IRAN_AIR))


def test_one_claim_on_one_sender_makes_nobody_else_impose(iran_air):
    verdicts = judge(iran_air)
    assert {key: v.status for key, v in verdicts.items() if key.startswith("measure/")} == {
        "measure/ban/USA": "reported-only",
        "measure/ban/GBR": "announced-only",
        "measure/ban/DEU": "announced-only",
    }
    assert edges(iran_air) == {"measure/ban/USA"}


@pytest.mark.parametrize(
    ("as_of", "known_by", "drawn"),
    [
        ("2024-09-09", None, set()),
        ("2024-09-10", None, {"measure/ban/USA"}),
        ("2025-01-01", None, {"measure/ban/USA"}),
        ("2025-01-01", "2024-09-10", set()),  # nobody had reported it
        ("2025-01-01", "2024-09-11", {"measure/ban/USA"}),
    ],
)
def test_it_is_an_edge_from_the_day_on_which_that_sender_imposed_it(
    iran_air, as_of, known_by, drawn
):
    policy = Policy.parse("all", as_of=as_of, known_by=known_by)
    assert edges(iran_air, policy) == drawn
    graph = network(iran_air, policy)
    assert {data["event"] for *_, data in graph.edges(data=True)} == drawn
    assert fsum(data["weight"] for *_, data in graph.edges(data=True)) == pytest.approx(
        len(drawn) / 3
    )


# --- the umbrella is counted by its parts and never beside them


def test_the_parts_of_a_joint_measure_weigh_as_much_as_one(tmp_path):
    told = "statements:\n  told: {class: Report, agent: report, locator: 1, asserts: ban}\n"
    world = ClaimIndex.from_model(made(tmp_path, BAN + told))
    parts = {"measure/ban/USA", "measure/ban/GBR", "measure/ban/DEU"}
    assert edges(world) == parts
    assert judge(world).keys() & world.events.keys() == parts
    assert history(world).keys() == parts
    graph = network(world, level="state")
    assert graph.graph["events"] == {"considered": 3, "drawn": 3}
    pairs = {(a, b): data["weight"] for a, b, data in graph.edges(data=True)}
    assert pairs.keys() == {(a, b) for a in (USA, GBR, DEU) for b in ("state/IRN", "state/RUS")}
    assert list(pairs.values()) == pytest.approx([1 / 6] * 6)


def test_two_voices_for_different_parts_corroborate_none(tmp_path):
    text = f"""\
{BAN}statements:
  us: {{class: Confirmation, agent: United States, locator: 1, asserts: ban}}
  uk: {{class: Confirmation, agent: United Kingdom, locator: 2, asserts: ban}}
  de: {{class: Confirmation, agent: Germany, locator: 3, asserts: ban}}
"""
    world = ClaimIndex.from_model(made(tmp_path, text))
    assert len(edges(world)) == 3
    assert edges(world, "corroborated:2") == set()


def test_a_denial_of_what_is_wider_reaches_every_part_and_an_assertion_of_one_the_wider(tmp_path):
    text = """\
events:
  dispute: {class: Dispute, actor: United States, recipient: Iran}
measures:
  ban: {class: Sanction, sender: [United States, Germany], target: Iran, provisions: unstated,
    broader: dispute}
statements:
  told: {class: Report, agent: report, locator: 1, date: 2024-09-10,
    asserts: {ban: {senders: Germany}}, predicts: {ban: {senders: United States}}}
  not: {class: Denial, agent: Iran, locator: 2, date: 2024-09-12, denies: dispute}
"""
    found = judge(ClaimIndex.from_model(made(tmp_path, text)))
    assert {key: v.status for key, v in found.items() if key.startswith(("event", "meas"))} == {
        "event/dispute": "contested",
        "measure/ban/DEU": "contested",
        "measure/ban/USA": "predicted-only",
    }


# --- one rule: what is drawn is what is in force, known or inferred

DAYS = [D(f"{year}-{month:02}-10") for year in range(2016, 2026, 2) for month in (1, 9)]


@pytest.mark.parametrize("known_by", [None, D("2021-01-04"), D("2024-09-10")])
def test_a_measure_that_lasts_is_an_edge_when_it_is_in_force(corpus: Store, known_by):
    world = ClaimIndex.from_store(corpus)
    for day in DAYS:
        drawn = judge(world, Policy(as_of=day, known_by=known_by))
        for key, verdict in drawn.items():
            measure = world.events.get(key)
            if not isinstance(measure, Measure) or one_off(measure.kind, measure.provision):
                continue
            found = in_force(Period.of(measure), day, known_by=known_by)
            assert verdict.in_time == (found in (KNOWN, INFERRED)), (key, day)
            assert not verdict.edge or verdict.for_ or verdict.anonymous_for, (key, day)


def test_the_question_lists_what_is_in_force_and_counts(corpus: Store):
    world = ClaimIndex.from_store(corpus)
    counted = edges(world)
    for day in DAYS:
        answer = ask(corpus, "sanctions-in-force", day=day.isoformat())
        at = answer.columns.index
        found = {(row[at("event")], row[at("basis")]) for row in answer.rows}
        targets = {
            key
            for key in counted
            if any(claim.targets for c in world.claims_on.get(key, ())
                   for claim in [world.claims[c]])
        }  # fmt: skip
        expected = set()
        for key in counted - targets:
            measure = world.events[key]
            if isinstance(measure, Measure) and not one_off(measure.kind, measure.provision):
                basis = in_force(Period.of(measure), day)
                expected |= {(key, basis)} if basis != NO else set()
        assert {(key, basis) for key, basis in found if key not in targets} == expected
        for row in answer.rows:
            assert row[at("since")] is None or row[at("since")] <= day
            assert row[at("since")] is None or row[at("basis")] != UNKNOWN


def test_the_sanctions_on_iran_air_in_the_corpus(corpus: Store):
    world = ClaimIndex.from_store(corpus)
    verdicts = judge(world)
    status = {p: verdicts[f"measure/iran-air/{p}"].status for p in ("USA", "GBR", "DEU")}
    assert (status["GBR"], status["DEU"]) == ("announced-only", "announced-only")
    assert status["USA"] in ("asserted", "reported-only")
    american = world.events["measure/iran-air/USA"]
    assert isinstance(american, Measure)
    assert (american.holds_from, american.basis) == (D("2024-09-10"), "imposed")
    assert edges(world) & {f"measure/iran-air/{p}" for p in ("USA", "GBR", "DEU")} == {
        "measure/iran-air/USA"
    }


def test_what_is_over_or_done_once_is_not_in_force_in_the_corpus(corpus: Store):
    answer = ask(corpus, "sanctions-in-force", day="2024-09-10")
    found = {str(row[answer.columns.index("event")]) for row in answer.rows}
    world = ClaimIndex.from_store(corpus)
    kinds = {world.events[key].kind for key in found}
    assert "Expulsion" not in kinds
    assert "LegalAction" not in kinds
    assert not any("qatar" in key for key in found)
