"""Records to the model: two small dossiers field by field, then each rule of the build alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest

from geograph.actors import load_reference
from geograph.dates import parse
from geograph.errors import SeveralErrors
from geograph.model import (
    Actor,
    Claim,
    Document,
    Event,
    Measure,
    Model,
    Place,
    Statement,
    Tenure,
)
from geograph.policy import ClaimIndex, Policy, select
from geograph.sources.dossier import assemble, load, read
from geograph.sources.dossier.scope import slug
from geograph.vocab import Stance

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "fixtures" / "small"
D = date.fromisoformat
FIRST, SECOND = "2024-09-10-small", "2024-11-20-small"
USA, GBR, DEU, IRN, RUS, UKR = (f"state/{c}" for c in ("USA", "GBR", "DEU", "IRN", "RUS", "UKR"))
BLINKEN, LAMMY = "actor/antony-blinken", "actor/david-lammy"
ALLIES, OFFICIALS, SHIPPER = (f"actor/{FIRST}/{key}" for key in ("allies", "officials", "shipper"))
UNSTATED = "publisher/unstated/small-accusation"
SRBM = "item/short-range-ballistic-missile"


@pytest.fixture(scope="module")
def model() -> Model:
    return load(SMALL)


def mine(model: Model, part: str) -> tuple[object, ...]:
    known = getattr(load_reference(), part)
    return tuple(one for one in getattr(model, part) if one not in known)


def test_actors(model):
    of = f"dossier/{FIRST}"
    assert mine(model, "actors") == (
        Actor(
            id=ALLIES,
            kind="ActorGroup",
            label="allies",
            of=USA,
            voice_kind="vague-group",
            defined_in=of,
        ),
        Actor(
            id=OFFICIALS,
            kind="UnnamedSource",
            label="unnamed officials",
            affiliation=USA,
            voice_kind="unnamed",
            defined_in=of,
        ),
        Actor(
            id=SHIPPER,
            kind="Company",
            label="Caspian Carrier Line",
            voice_kind="company",
            defined_in=of,
        ),
        Actor(
            id="publisher/the-daily-example",
            kind="Organisation",
            label="The Daily Example",
            voice_kind="press",
            defined_in=f"dossier/{SECOND}",
        ),
        Actor(
            id=UNSTATED,
            kind="Organisation",
            label="unstated publisher of small-accusation",
            voice_kind="press",
            defined_in=of,
        ),
    )
    assert set(load_reference().actors) < set(model.actors)


def test_tenures_items_and_places(model):
    assert mine(model, "tenures") == (
        Tenure(
            who=SHIPPER,
            relation="ownedBy",
            whom=IRN,
            start=D("2020-01-01"),
            end=D("2025-06-30"),
            source="document/small-accusation",
        ),
    )
    assert model.items == load_reference().items
    assert model.places == (Place(id="place/london", label="London"),)


def test_documents(model):
    assert model.documents == (
        Document(
            id="document/small-accusation",
            title="Two states accuse a third",
            publisher=UNSTATED,
            published=parse("2024-09-10~"),
            dossier=f"dossier/{FIRST}",
            coder="tests",
            coded=D("2024-10-01"),
            codebook="1",
            dated_by="calendar",
            language="en",
        ),
        Document(
            id="document/small-admission",
            title="A state admits, another takes back",
            publisher="publisher/the-daily-example",
            published=parse("2024-11-20"),
            dossier=f"dossier/{SECOND}",
            coder="tests",
            coded=D("2024-12-01"),
            codebook="1",
            language="en",
            country="state/FRA",
            url="https://example.org/2024/11/20/admission?page=1",
            extent="opening",
            selection="contested",
        ),
    )


def test_events(model):
    transfer = {"kind": "ArmsTransfer", "actor": (IRN,), "recipient": (RUS,), "party": (IRN, RUS)}
    of = f"dossier/{FIRST}"
    assert model.events == (
        Event(
            id="event/arms",
            label="arms transfer of weapon, Iran → Russia",
            dossier=of,
            item=("item/weapon",),
            start=D("2024-09-08"),  # the leak asserts the narrower event
            **transfer,
        ),
        Event(
            id="event/missiles",
            label="arms transfer of short-range ballistic missile, Iran → Russia",
            dossier=of,
            item=(SRBM,),
            purpose=("event/use",),
            broader=("event/arms",),
            when=parse("2024"),
            start=D("2024-09-08"),
            start_earliest=D("2024-01-01"),
            **transfer,
        ),
        Event(
            id="event/receipt",
            label="arms transfer of Fath-360, Iran → Russia",
            dossier=f"dossier/{SECOND}",
            item=("item/fath-360",),
            broader=("event/missiles",),
            start=D("2024-11-18"),
            **transfer,
        ),
        Event(
            id="event/talks",
            kind="Meeting",
            label="talks on the answer",
            dossier=of,
            participant=(GBR, ALLIES),
            place=("place/london",),
            topic=("sanctions",),
            when=parse("2024-09-0X"),
            start=D("2024-09-09"),
            start_earliest=D("2024-09-01"),
            party=(ALLIES, GBR),
        ),
        Event(
            id="event/use",
            kind="Attack",
            label="attack with short-range ballistic missile, Russia → Ukraine",
            dossier=of,
            actor=(RUS,),
            recipient=(UKR,),
            means=(SRBM,),
            item_from=("event/missiles",),
            when=parse("2024-09-10/.."),
            start_earliest=D("2024-09-10"),
            party=(RUS, UKR),
        ),
    )


def test_measures(model):
    common = {
        "kind": "Sanction",
        "label": "sanction, United States, United Kingdom → Caspian Carrier Line",
        "dossier": f"dossier/{FIRST}",
        "recipient": (SHIPPER,),
        "provision": ("asset-freeze", "port-ban"),
        "ground": ("carriage of missiles",),
        "in_response_to": ("event/missiles",),
    }
    whole = Measure(
        id="measure/carrier",
        actor=(USA, GBR),
        party=(SHIPPER, GBR, IRN, USA),  # Iran owns the carrier
        umbrella=True,
        **common,
    )
    part = {
        "broader": ("measure/carrier",),
        "part_of": "measure/carrier",
        "weight": 0.5,
        # what was only planned on that day was not in force before
        "holds_from_earliest": D("2024-09-10"),
    }
    british = {
        **common,
        **part,
        "label": "sanction, United Kingdom → Caspian Carrier Line",
        "party": (SHIPPER, GBR, IRN),
    }
    american = {
        **common,
        **part,
        "label": "sanction, United States → Caspian Carrier Line",
        "party": (SHIPPER, IRN, USA),
        "announced": D("2024-11-20"),
        "holds_from_earliest": D("2024-11-20"),
    }
    assert model.measures == (
        whole,
        Measure(id="measure/carrier/GBR", actor=(GBR,), **british),
        Measure(id="measure/carrier/USA", actor=(USA,), **american),
    )


def test_statements(model):
    def said(key: str, kind: str, agent: tuple[str, ...], when: str | None, **more: object):
        dossier = key.partition("/")[0]
        document = {FIRST: "small-accusation", SECOND: "small-admission"}[dossier]
        return Statement(
            id=f"statement/{key}",
            kind=kind,
            dossier=f"dossier/{dossier}",
            document=f"document/{document}",
            agent=agent,
            when=when and parse(when),
            **more,
        )

    ten = D("2024-09-10")
    assert model.statements == (
        said(
            f"{FIRST}/accuse",
            "Accusation",
            (BLINKEN, LAMMY),
            "2024-09-10",
            label="accusation by Antony Blinken, David Lammy, 2024-09-10, paragraph 1",
            locator="1",
            recipient=(IRN,),
            place=("place/london",),
            start=ten,
        ),
        said(
            f"{FIRST}/denial",
            "Denial",
            (IRN,),
            "../2024-09-10",
            label="denial by Iran, ../2024-09-10, paragraph 7",
            locator="7",
            start=ten,
        ),
        said(
            f"{FIRST}/joint",
            "JointStatement",
            (USA, GBR, DEU),
            "2024-09-10",
            label="joint statement by United States, United Kingdom, Germany, 2024-09-10, "
            "paragraph 4-5",
            locator="4-5",
            start=ten,
        ),
        said(
            f"{FIRST}/leak",
            "Report",
            (OFFICIALS,),
            "2024-09-07/2024-09-08",
            label="report by unnamed officials, 2024-09-07/2024-09-08, paragraph 2",
            locator="2",
            basis=("intelligence",),
            start=D("2024-09-08"),
            start_earliest=D("2024-09-07"),
        ),
        said(
            f"{FIRST}/told",
            "Report",
            (UNSTATED,),
            None,
            label="report by unstated publisher of small-accusation, paragraph 8,10",
            locator="8,10",
            start=ten,
        ),
        said(
            f"{SECOND}/admission",
            "Disclosure",
            (IRN,),
            "2024-11-18",
            label="disclosure by Iran, 2024-11-18, paragraph 1",
            locator="1",
            start=D("2024-11-18"),
        ),
        said(
            f"{SECOND}/back",
            "Retraction",
            (GBR,),
            "2024-11-19",
            label="retraction by United Kingdom, 2024-11-19, paragraph 2",
            locator="2",
            start=D("2024-11-19"),
        ),
        said(
            f"{SECOND}/listing",
            "Announcement",
            (BLINKEN,),
            "2024-11-20",
            label="announcement by Antony Blinken, 2024-11-20, paragraph 3",
            locator="3",
            based_on=(f"statement/{FIRST}/joint",),
            start=D("2024-11-20"),
        ),
    )


def test_claims(model):
    lammys = f"claim/{FIRST}/accuse/actor.david-lammy/asserts/missiles"

    def claim(
        statement: str,
        claimant: str,
        stance: str,
        object_: str,
        voice: str,
        said: str = "2024-09-10",
        when: str | None = "",
        **more: object,
    ) -> Claim:
        last = object_.partition("/")[2].replace("/", ".")
        if object_ == lammys:
            last = f"{FIRST}.accuse.actor.david-lammy.asserts.missiles"
        return Claim(
            id=f"claim/{statement}/{claimant.replace('/', '.')}/{stance}/{last}",
            statement=f"statement/{statement}",
            claimant=claimant,
            stance=Stance(stance),
            object=object_,
            voice=voice,
            said=D(said),
            when=None if when is None else parse(when or said),
            **{"anonymous": False, **more},
        )

    missiles, carrier = "event/missiles", "measure/carrier"
    told = {"quantity": "several", "stage": "delivered"}
    expected = [
        claim(f"{FIRST}/accuse", BLINKEN, "asserts", missiles, USA, **told),
        claim(f"{FIRST}/accuse", BLINKEN, "predicts", "event/use", USA, certainty="likely"),
        claim(f"{FIRST}/accuse", LAMMY, "asserts", missiles, GBR, **told),
        claim(f"{FIRST}/accuse", LAMMY, "predicts", "event/use", GBR, certainty="likely"),
        claim(f"{FIRST}/denial", IRN, "denies", "event/arms", IRN, when="../2024-09-10"),
        # Germany is no sender, and speaks of every part; the others speak of their own
        claim(f"{FIRST}/joint", DEU, "announces", f"{carrier}/GBR", DEU, stage="planned"),
        claim(f"{FIRST}/joint", DEU, "announces", f"{carrier}/USA", DEU, stage="planned"),
        claim(f"{FIRST}/joint", DEU, "presupposes", missiles, DEU),
        claim(f"{FIRST}/joint", GBR, "announces", f"{carrier}/GBR", GBR, stage="planned"),
        claim(f"{FIRST}/joint", GBR, "presupposes", missiles, GBR),
        claim(f"{FIRST}/joint", USA, "announces", f"{carrier}/USA", USA, stage="planned"),
        claim(f"{FIRST}/joint", USA, "presupposes", missiles, USA),
        claim(
            f"{FIRST}/leak",
            OFFICIALS,
            "asserts",
            missiles,
            USA,
            "2024-09-08",
            "2024-09-07/2024-09-08",
            anonymous=True,
        ),
        claim(f"{FIRST}/told", UNSTATED, "asserts", "event/talks", UNSTATED, when=None),
        claim(f"{SECOND}/admission", IRN, "asserts", missiles, IRN, "2024-11-18"),
        claim(f"{SECOND}/admission", IRN, "asserts", "event/receipt", IRN, "2024-11-18"),
        claim(f"{SECOND}/back", GBR, "retracts", lammys, GBR, "2024-11-19"),
        claim(
            f"{SECOND}/listing",
            BLINKEN,
            "announces",
            f"{carrier}/USA",
            USA,
            "2024-11-20",
            stage="announced",
        ),
    ]
    assert model.claims == tuple(expected)


@pytest.mark.slow
def test_the_order_of_dossiers_is_irrelevant(model):
    dossiers = list(read(SMALL))
    for seed in range(3):
        random.Random(seed).shuffle(dossiers)
        assert assemble(dossiers) == model
    assert assemble(reversed(dossiers)) == model


def test_every_part_is_sorted_by_id(model):
    for part in fields(Model):
        if part.name != "tenures":
            ids = [one.id for one in getattr(model, part.name)]
            assert ids == sorted(set(ids)), part.name


def test_the_example_of_the_documentation_is_a_dossier(tmp_path):
    text = (ROOT / "docs" / "dossier-format.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```", text, re.M | re.S)
    (tmp_path / "example.yml").write_text(example, encoding="utf-8")
    made = load(tmp_path)
    assert [m.id for m in made.measures] == [
        "measure/iran-air",
        "measure/iran-air/DEU",
        "measure/iran-air/USA",
    ]
    report = "publisher/unstated/news-2024-09-10-iran-missiles"
    assert {c.voice for c in made.claims} == {USA, IRN, DEU, report}


# The rules, each on a dossier of its own.

HEAD = """\
document:
  {id: made, title: T, publisher: unstated, published: 2024-09-10, language: en, extent: whole}
coding: {coder: tests, coded: 2024-10-01, codebook: 1}
"""


@pytest.fixture
def make(tmp_path) -> Callable[[str], Model]:
    def make(text: str, name: str = "made") -> Model:
        (tmp_path / f"{name}.yml").write_text(HEAD + text, encoding="utf-8")
        return load(tmp_path)

    return make


def one(model: Model, key: str) -> Event:
    (found,) = (e for e in (*model.events, *model.measures) if e.id == key)
    return found


STARTS = [
    # date of a moment, asserted on → start, start_earliest
    ("", "2024-09-05", "2024-09-05", None),
    ("2024-09-01", "2024-09-05", "2024-09-01", None),
    ("2024~", "2024-09-05", "2024-09-05", "2024-01-01"),
    ("2024-08", "2024-09-05", "2024-08-31", "2024-08-01"),
    ("../2024-09-10", "2024-09-05", "2024-09-05", None),
    ("2024-09-01/..", "2024-09-05", "2024-09-05", "2024-09-01"),
    ("", None, None, None),
    ("2024~", None, "2024-12-31", "2024-01-01"),
    ("2024-09-01/..", None, None, "2024-09-01"),
    ("2025", None, "2025-12-31", "2025-01-01"),
]


@pytest.mark.parametrize(("when", "said", "start", "earliest"), STARTS)
def test_an_event_starts_by_its_earliest_assertion(make, when, said, start, earliest):
    date_ = f", date: {when}" if when else ""
    stance = f"date: {said}, asserts" if said else "presupposes"
    event = one(
        make(f"""\
events:
  raid: {{class: Attack, actor: Iran, recipient: Iraq{date_}}}
statements:
  said: {{class: Report, agent: report, locator: 1, {stance}: raid}}
  later: {{class: Comment, agent: Iran, locator: 2, date: 2024-09-06, doubts: raid}}
"""),
        "event/raid",
    )
    assert event.start == (start and D(start))
    assert event.start_earliest == (earliest and D(earliest))
    assert event.end is None


SPANS = [
    # date of a state of affairs → start, earliest start, end, latest end
    ("2022-02/..", ("2022-02-28", "2022-02-01", None, None)),
    ("2022-02-24", ("2022-02-24", None, None, None)),
    ("2020/2023-05", ("2020-12-31", "2020-01-01", "2023-05-01", "2023-05-31")),
    ("2020-01-01/2023-05-01", ("2020-01-01", None, "2023-05-01", None)),
    ("../2023-05", ("2023-05-31", None, "2023-05-31", None)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("when", "bounds"), SPANS)
def test_a_state_of_affairs_has_an_end(make, when, bounds):
    event = one(
        make(f"""\
events:
  war: {{class: War, participant: [Iran, Iraq], date: {when}}}
statements:
  said: {{class: Report, agent: report, locator: 1, asserts: war}}
"""),
        "event/war",
    )
    found = (event.start, event.start_earliest, event.end, event.end_latest)
    assert found == tuple(d and D(d) for d in bounds)


ENDS = [
    # end, asserted on (the document is of 2024-09-10) → the day on which the end was said
    ("2023-05-01", "2023-06-01", "2023-06-01"),
    ("2023-05-01", "2023-05-01", "2023-05-01"),
    ("2023-05-01", "2022-06-01", "2024-09-10"),  # told while it went on: the document has the end
    ("2025-05-01", "2024-06-01", "2025-05-01"),  # foretold
]


@pytest.mark.slow
@pytest.mark.parametrize(("end", "said", "known"), ENDS)
def test_an_end_is_known_from_the_day_on_which_it_was_said(make, end, said, known):
    model = make(f"""\
events:
  war: {{class: War, participant: [Iran, Iraq], date: 2022-02-24/{end}}}
statements:
  said: {{class: Report, agent: report, locator: 1, date: {said}, asserts: war}}
  no: {{class: Denial, agent: Iran, locator: 1, date: 2024-01-01, denies: war}}
""")
    assert one(model, "event/war").end_known == D(known)
    after, world = D("2025-06-01"), ClaimIndex.from_model(model)
    before = D(known) - timedelta(days=1)
    for day, counts in ((before, D(said) <= before), (D(known), False)):
        policy = Policy(as_of=after, known_by=day)
        assert select(world, policy).ids() == (["event/war"] if counts else [])


def test_assertions_pass_upward_through_every_level(make):
    made = make("""\
events:
  a: {class: ArmsTransfer, actor: Iran, recipient: Russia, item: weapon}
  b: {class: ArmsTransfer, actor: Iran, recipient: Russia, item: missile, broader: a}
  c: {class: ArmsTransfer, actor: Iran, recipient: Russia, item: fath-360, broader: b}
statements:
  denial: {class: Denial, agent: Iran, locator: 1, date: 2024-01-01, denies: [a, b]}
  said: {class: Report, agent: report, locator: 2, date: 2024-09-05, asserts: c}
""")
    assert {one(made, f"event/{key}").start for key in "abc"} == {D("2024-09-05")}


EARLIER = """\
events:
  missiles: {class: ArmsTransfer, actor: Iran, recipient: Russia, item: missile%s}
statements:
  said: {class: Report, agent: report, locator: 1, asserts: missiles}
"""
LATER = """\
document: {id: b, title: L, publisher: unstated, published: 2024-11-01, language: en, extent: whole}
coding: {coder: tests, coded: 2024-12-01, codebook: 1}
uses: [missiles]
events:
  arms: {class: ArmsTransfer, actor: Iran, recipient: Russia, item: weapon, narrower: missiles}
statements:
  denial: {class: Denial, agent: Iran, locator: 1, denies: arms}
"""


def test_a_later_dossier_says_what_lies_within_its_wider_event(make, tmp_path):
    (tmp_path / "later.yml").write_text(LATER, encoding="utf-8")
    made = make(EARLIER % "")
    assert one(made, "event/missiles").broader == ("event/arms",)
    assert one(made, "event/arms").start == one(made, "event/missiles").start


def test_what_lies_within_an_event_is_said_once(make, tmp_path):
    (tmp_path / "later.yml").write_text(LATER, encoding="utf-8")
    with pytest.raises(SeveralErrors) as caught:
        make(f"uses: [arms]\n{EARLIER % ', broader: arms'}")
    (error,) = caught.value.errors
    assert error.what == "'missiles' says already that it lies within this one"
    assert str(error.where) == f"{(tmp_path / 'later.yml').as_posix()}:5 'events.arms.narrower'"


def test_a_circle_through_two_dossiers_is_an_error(make, tmp_path):
    later = LATER.replace("uses: [missiles]", "uses: [missiles, more]").replace(
        "narrower: missiles", "narrower: missiles, broader: more"
    )
    (tmp_path / "later.yml").write_text(later, encoding="utf-8")
    first = EARLIER.replace("asserts: missiles", "asserts: [missiles, more]").replace(
        "statements:",
        "  more: {class: ArmsTransfer, actor: Iran, recipient: Russia, item: missile,"
        " broader: missiles}\nstatements:",
    )
    with pytest.raises(SeveralErrors) as caught:
        make(first % "")
    assert [e.what for e in caught.value.errors] == [
        "events lie within each other: event/arms → event/more → event/missiles → event/arms"
    ]


def test_names_and_voices_are_read_at_their_date(make):
    made = make("""\
events:
  a: {class: Visit, actor: Soviet Union, recipient: France, date: 1985-06-01}
  b: {class: Visit, actor: Russia, recipient: France, date: 2020-06-01}
statements:
  told: {class: Report, agent: report, locator: 1, asserts: [a, b]}
  now: {class: Comment, agent: Antony Blinken, locator: 2, doubts: a}
  before: {class: Comment, agent: Antony Blinken, locator: 3, date: 2019-01-01, doubts: b}
""")
    assert one(made, "event/a").actor == ("state/RUS-1922",)
    assert one(made, "event/b").actor == (RUS,)
    voices = {c.statement.rpartition("/")[2]: c.voice for c in made.claims}
    assert voices["now"] == USA
    assert voices["before"] == BLINKEN


def test_in_a_year_names_are_read_on_the_first_day_on_which_they_mean_anybody(make):
    made = make("""\
events:
  a: {class: Visit, actor: Russia, recipient: France, date: 1991}
  b: {class: Visit, actor: Russia, recipient: South Sudan, date: 2011}
statements:
  told: {class: Report, agent: report, locator: 1, asserts: [a, b]}
""")
    assert one(made, "event/a").actor == ("state/RUS-1922",)
    assert one(made, "event/b").recipient == ("state/SSD",)


def test_two_agents_and_two_events_are_four_claims(make):
    made = make("""\
events:
  a: {class: Visit, actor: Iran, recipient: Russia}
  b: {class: Visit, actor: Russia, recipient: Iran}
statements:
  joint: {class: JointStatement, agent: [Iran, Russia], locator: 1, asserts: [a, b]}
""")
    assert [(c.claimant, c.object) for c in made.claims] == [
        (IRN, "event/a"),
        (IRN, "event/b"),
        (RUS, "event/a"),
        (RUS, "event/b"),
    ]


def test_a_claim_can_be_about_a_statement_and_an_event_can_have_one_as_object(make):
    made = make("""\
events:
  a: {class: Rejection, actor: Iran, object: [warning, Moscow, weapon, Iran Air]}
statements:
  warning: {class: Warning, agent: France, to: Iran, locator: 1, opposes: a}
  other: {class: Comment, agent: Iran, locator: 2, evaluates: {warning: {evaluation: idle}}}
""")
    assert one(made, "event/a").object == (
        "statement/made/warning",
        "place/moscow",
        "item/weapon",
        "actor/iran-air",
    )
    (claim,) = (c for c in made.claims if c.claimant == IRN)
    assert claim.object == "statement/made/warning"
    assert claim.id == "claim/made/other/state.IRN/evaluates/warning"


def test_groups_are_never_expanded_and_unnamed_sources_never_official(make):
    made = make("""\
actors:
  source: {class: UnnamedSource, name: a person}
groups:
  allies: {of: United States, members: [France, Germany]}
  leaders: {of: Iran, speaks_for: Iran}
events:
  a: {class: Visit, actor: allies, recipient: Russia}
statements:
  said: {class: Report, agent: [source, allies, leaders], locator: 1, asserts: a}
""")
    assert one(made, "event/a").actor == ("actor/made/allies",)
    # whom somebody named is a party; that names nobody as an actor
    assert one(made, "event/a").party == ("actor/made/allies", "state/DEU", "state/FRA", RUS)
    assert {(c.claimant, c.voice, c.anonymous) for c in made.claims} == {
        ("actor/made/source", "actor/made/source", True),
        ("actor/made/allies", "actor/made/allies", False),
        ("actor/made/leaders", IRN, False),
    }
    (group,) = (a for a in made.actors if a.id == "actor/made/allies")
    assert group.members == ("state/FRA", DEU)


#: What the report says of a ban → when it was announced, when it begins, when it ends.
MEASURES = [
    ("asserts: {ban: {stage: imposed}}", "2024-09-03", "2024-09-10", None),
    ("predicts: {ban: {stage: announced, date: 2024-09-01}}", "2024-09-01", None, None),
    ("asserts: {ban: {stage: effective, date: 2024-09-01}}", "2024-09-03", "2024-09-01", None),
    (
        "asserts: {ban: [{stage: listed, date: 2024-08}, {stage: lifted, date: 2024-09-09}]}",
        "2024-09-03",
        "2024-08-31",
        "2024-09-08",
    ),
    ("asserts: {ban: {stage: lifted}}", "2024-09-03", "2024-09-10", "2024-09-10"),
]


@pytest.mark.parametrize(("told", "announced", "start", "end"), MEASURES)
def test_a_measure_is_announced_by_its_sender_and_begins_in_force(
    make, told, announced, start, end
):
    measure = one(
        make(f"""\
measures:
  ban: {{class: Sanction, sender: United States, target: Iran, provisions: unstated}}
statements:
  other: {{class: Announcement, agent: France, locator: 1, date: 2024-09-01,
    announces: {{ban: {{stage: announced}}}}}}
  plan: {{class: Announcement, agent: United States, locator: 1, date: 2024-09-02,
    announces: {{ban: {{stage: planned}}}}}}
  done: {{class: Announcement, agent: Antony Blinken, locator: 1, date: 2024-09-03,
    announces: {{ban: {{stage: announced}}}}}}
  told: {{class: Report, agent: report, locator: 2, {told}}}
"""),
        "measure/ban",
    )
    assert isinstance(measure, Measure)
    assert measure.announced == D(announced)
    assert measure.start == (start and D(start))
    assert measure.end == (end and D(end))


def test_a_statement_is_never_later_than_its_document(make):
    made = make("""\
events:
  a: {class: Visit, actor: Iran, recipient: Russia}
statements:
  open: {class: Comment, agent: Iran, locator: 1, date: 2024-09/.., doubts: a}
  year: {class: Comment, agent: Iran, locator: 2, date: 2024, doubts: a}
  none: {class: Comment, agent: Iran, locator: 3, doubts: a}
""")
    starts = {s.id.rpartition("/")[2]: (s.start, s.start_earliest) for s in made.statements}
    day = D("2024-09-10")
    assert starts == {
        "open": (day, D("2024-09-01")),
        "year": (day, D("2024-01-01")),
        "none": (day, None),
    }


def test_a_whole_statement_is_taken_back_by_who_made_it(make):
    made = make("""\
events:
  a: {class: Visit, actor: Iran, recipient: Russia}
statements:
  said: {class: Report, agent: [Iran, Russia], locator: 1, date: 2024-09-01, asserts: a}
  back: {class: Retraction, agent: Iran, locator: 2, date: 2024-09-02, retracts: said}
""")
    (claim,) = (c for c in made.claims if c.stance is Stance.RETRACTS)
    assert (claim.claimant, claim.object) == (IRN, "statement/made/said")
    assert claim.id == "claim/made/back/state.IRN/retracts/said"


def test_nobody_takes_back_what_an_unnamed_source_said(make):
    with pytest.raises(SeveralErrors, match="takes back what it did not say"):
        make("""\
actors: {source: {class: UnnamedSource, name: officials, affiliation: Iran}}
events:
  a: {class: Visit, actor: Iran, recipient: Russia}
statements:
  said: {class: Report, agent: source, locator: 1, asserts: a}
  back: {class: Retraction, agent: Iran, locator: 2, retracts: said}
""")


def test_a_mistake_in_one_file_is_no_false_mistake_in_another(make, tmp_path):
    (tmp_path / "other.yml").write_text(
        HEAD.replace("id: made", "id: other")
        + """\
uses: [a]
statements:
  said: {class: Report, agent: report, locator: 1, asserts: a}
""",
        encoding="utf-8",
    )
    with pytest.raises(SeveralErrors) as caught:
        make("""\
events:
  a: {class: Vist, actor: Iran, recipient: Russia}
statements:
  said: {class: Report, agent: report, locator: 1, asserts: a}
""")
    assert [e.what for e in caught.value.errors] == ["unknown class 'Vist'"]


def test_one_publisher_of_two_dossiers_is_one_actor(make, tmp_path):
    text = """\
events:
  visit-%s: {class: Visit, actor: Iran, recipient: Russia}
statements:
  told: {class: Report, agent: report, locator: 1, asserts: visit-%s}
"""
    head = HEAD.replace("unstated", "The daily Example").replace("id: made", "id: first")
    (tmp_path / "first.yml").write_text(head + text % ("one", "one"), encoding="utf-8")
    head = HEAD.replace("unstated", "The Daily Example").replace("id: made", "id: second")
    (tmp_path / "second.yml").write_text(head + text % ("two", "two"), encoding="utf-8")
    made = make(text % ("three", "three"))
    key = "publisher/the-daily-example"
    assert [d.publisher for d in made.documents] == [key, "publisher/unstated/made", key]
    (actor,) = (a for a in made.actors if a.id == key)
    assert (actor.label, actor.defined_in) == ("The Daily Example", "dossier/first")
    assert {c.voice for c in made.claims} == {key, "publisher/unstated/made"}


def test_slugs_are_ascii():
    assert slug("Sana'a") == "sana-a"
    assert slug("São Tomé") == "sao-tome"
    assert slug("Straße 7") == "strasse-7"
