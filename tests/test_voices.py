"""Kinds of voice: what decides them, and that every voice of the corpus has one."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from geograph.actors import load_reference
from geograph.actors.voices import ALLOWED, voice_kinds
from geograph.errors import SeveralErrors
from geograph.model import Actor, Tenure
from geograph.sources.dossier import load
from geograph.vocab import ACTOR_CLASSES, VOICE_KINDS

ROOT = Path(__file__).parent.parent


def kind_of(kind: str, *relations: tuple[str, str], coded: str | None = None) -> str | None:
    """Return the kind of voice of an actor of a class that stands so towards others."""
    others = (
        Actor(id="state/AAA", kind="State", label="Land"),
        Actor(id="actor/un", kind="InternationalOrganisation", label="Body of states"),
        Actor(id="actor/rebels", kind="ArmedGroup", label="Rebels"),
        Actor(id="actor/ministry", kind="GovernmentBody", label="Ministry"),
    )
    tenures = [Tenure(who="actor/ministry", relation="speaksFor", whom="state/AAA")]
    tenures += [Tenure(who="actor/x", relation=r, whom=whom) for r, whom in relations]
    actor = Actor(id="actor/x", kind=kind, label="x", voice_kind=coded)
    return voice_kinds([actor, *others], tenures)["actor/x"]


LAND, MINISTRY = ("speaksFor", "state/AAA"), ("speaksFor", "actor/ministry")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (kind_of("State"), "state"),
        (kind_of("InternationalOrganisation"), "intergovernmental"),
        (kind_of("ArmedGroup"), "armed-group"),
        (kind_of("ActorGroup"), "vague-group"),
        (kind_of("UnnamedSource"), "unnamed"),
        (kind_of("Company", ("ownedBy", "state/AAA")), "company"),
        (kind_of("Company", coded="press"), "press"),
        (kind_of("Vessel"), None),
        (kind_of("GovernmentBody", MINISTRY), "state"),
        (kind_of("GovernmentBody"), None),
        (kind_of("GovernmentBody", ("insiderOf", "state/AAA")), "insider"),
        (kind_of("Organisation"), None),
        (kind_of("Organisation", coded="press"), "press"),
        # state media that speak for their state for a time are asked what they are at other times
        (kind_of("Organisation", LAND), None),
        (kind_of("Organisation", LAND, coded="press"), "press"),
        (kind_of("Person"), None),
        (kind_of("Person", MINISTRY), "insider"),
        (kind_of("Person", ("speaksFor", "actor/un")), "expert"),
        (kind_of("Person", ("speaksFor", "actor/rebels")), "armed-group"),
        (kind_of("Person", LAND, ("speaksFor", "actor/un")), None),
        (kind_of("Person", ("insiderOf", "state/AAA"), ("speaksFor", "actor/un")), "insider"),
        (kind_of("Person", ("speaksFor", "actor/x")), None),
    ],
)
def test_what_decides_the_kind_of_a_voice(found: str | None, expected: str | None) -> None:
    assert found == expected


def test_every_class_of_actors_says_what_kinds_it_can_be() -> None:
    assert set(ALLOWED) == set(ACTOR_CLASSES) - {"Actor"}
    assert {kind for kinds in ALLOWED.values() for kind in kinds} == set(VOICE_KINDS)


def test_every_actor_of_the_reference_that_can_speak_has_a_kind() -> None:
    silent = {a.id for a in load_reference().actors if a.voice_kind is None}
    assert silent == {a.id for a in load_reference().actors if not ALLOWED[a.kind]}
    kinds = {actor.id: actor.voice_kind for actor in load_reference().actors}
    assert {key: kinds[key] for key in ("actor/tass", "actor/sipri", "actor/hong-kong")} == {
        "actor/tass": "press",
        "actor/sipri": "expert",
        "actor/hong-kong": "insider",
    }


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (",press,name in general use\n", ",prss,name in general use\n", "voice_kind"),
        (",press,name in general use\n", ",,name in general use\n", "voice_kind"),
    ],
)
def test_a_row_without_a_kind_is_an_error(tmp_path: Path, old: str, new: str, field: str) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(ROOT / "data" / "reference", folder)
    table = folder / "organisations.csv"
    text = table.read_text(encoding="utf-8")
    line = text[: text.index(old) + 1].count("\n") + 1
    table.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SeveralErrors) as caught:
        load_reference(folder)
    (error,) = caught.value.errors
    assert error.where is not None
    assert (error.where.line, error.where.field) == (line, field)
    assert error.fix


@pytest.mark.slow
def test_every_voice_of_the_corpus_has_a_kind() -> None:
    model = load(ROOT / "data" / "dossiers")
    kinds = {actor.id: actor.voice_kind for actor in model.actors}
    assert {c.voice for c in model.claims if not c.anonymous and kinds[c.voice] is None} == set()


DOSSIER = """
document:
  {id: one, title: A title, publisher: unstated, published: 2024-09-10, language: en, extent: whole}
coding: {coder: tests, coded: 2024-10-01, codebook: 1}
actors:
  member: {class: Person, name: A Member, insider_of: Iran, from: 2020}
  paper: {class: Organisation, name: A Paper, voice_kind: press}
events:
  arms:
    class: ArmsTransfer
    actor: Iran
    recipient: Russia
    item: weapon
    denial_search: {day: 2024-10-01, languages: [fa, ru], outcome: none-found}
statements:
  told: {class: Report, agent: [member, paper], locator: 1, asserts: arms}
"""


@pytest.mark.slow
def test_a_dossier_says_what_its_voices_are_and_whether_a_denial_was_looked_for(
    tmp_path: Path,
) -> None:
    path = tmp_path / "2024-09-10-one.yml"
    path.write_text(DOSSIER, encoding="utf-8")
    model = load(path)
    kinds = {a.label: a.voice_kind for a in model.actors if a.defined_in == f"dossier/{path.stem}"}
    assert kinds == {
        "A Member": "insider",
        "A Paper": "press",
        "unstated publisher of one": "press",
    }
    (tenure,) = (t for t in model.tenures if t.source == "document/one")
    assert (tenure.relation, tenure.whom, tenure.start) == (
        "insiderOf",
        "state/IRN",
        date(2020, 1, 1),
    )
    (event,) = model.events
    assert event.denial_search_day == date(2024, 10, 1)
    assert event.denial_search_languages == ("fa", "ru")
    assert event.denial_search_outcome == "none-found"
