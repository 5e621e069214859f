"""Hand-made models for the tests: one small world, and builders for worlds of one's own.

``small_world()`` holds one contested transfer, told the way a report tells it: two foreign
ministers accuse, the accused state denies something wider, three governments presuppose it in a
joint statement, an unnamed official says it again, and measures are planned or announced.
Two of its dates break corpus rules (a retraction after its document, an anonymous assertion before
the event's latest start), since judging must cope with them: build it with ``validate=False``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from geograph.actors.voices import voice_kinds
from geograph.dates import Span, parse
from geograph.model import (
    Actor,
    Claim,
    Document,
    Event,
    Item,
    Measure,
    Model,
    Place,
    Statement,
    Tenure,
)
from geograph.resolution.entities import Decision, append
from geograph.resolution.following import follow
from geograph.vocab import Stance

DOSSIER = "dossier/2024-09-10-small"
STEM = "2024-09-10-small"
DOCUMENT = "document/small-report"
PUBLISHER = "publisher/unstated/small-report"


def day(text: str) -> Span:
    """Return the span of one plain day."""
    return parse(text)


def by(text: str) -> Span:
    """Return the span "on or before this day"."""
    return parse(f"../{text}")


def year(text: str) -> Span:
    """Return the span "some time in this year"."""
    return parse(text)


def statement(
    key: str,
    kind: str,
    *agents: str,
    on: str = "2024-09-10",
    locator: str = "1",
    dossier: str = STEM,
    document: str = DOCUMENT,
    based_on: tuple[str, ...] = (),
    basis: tuple[str, ...] = (),
    recipient: tuple[str, ...] = (),
    via: tuple[str, ...] = (),
    place: tuple[str, ...] = (),
    topic: tuple[str, ...] = (),
    when: Span | None = None,
) -> Statement:
    """Return a statement of ``agents`` on one day."""
    span = when or day(on)
    start = span.latest_end or date.fromisoformat(on)
    return Statement(
        id=f"statement/{dossier}/{key}",
        kind=kind,
        label=f"{kind.lower()} {key}",
        dossier=f"dossier/{dossier}",
        document=document,
        agent=agents,
        locator=locator,
        based_on=based_on,
        basis=basis,
        recipient=recipient,
        via=via,
        place=place,
        topic=topic,
        when=span,
        start=start,
        start_earliest=None if span.earliest_start == start else span.earliest_start,
    )


def claim(
    said_in: Statement,
    claimant: str,
    stance: Stance,
    object_: str,
    *,
    voice: str | None = None,
    anonymous: bool = False,
    stage: str | None = None,
    reached: Span | None = None,
    certainty: str | None = None,
    quantity: str | None = None,
    variant: str | None = None,
    place: str | None = None,
    outcome: str | None = None,
    evaluation: str | None = None,
    note: str | None = None,
) -> Claim:
    """Return the claim of one claimant in ``said_in``, dated like it."""
    path = said_in.id.removeprefix("statement/")
    who = claimant.replace("/", ".")
    return Claim(
        id=f"claim/{path}/{who}/{stance}/{object_.rsplit('/', 1)[-1]}"
        + (f"/{stage}.{reached.text}" if reached else ""),
        statement=said_in.id,
        claimant=claimant,
        voice=voice or claimant,
        anonymous=anonymous,
        stance=stance,
        object=object_,
        said=said_in.start,
        when=said_in.when,
        stage=stage,
        reached=reached,
        certainty=certainty,
        quantity=quantity,
        variant=variant,
        place=place,
        outcome=outcome,
        evaluation=evaluation,
        note=note,
    )


def sort_model(model: Model) -> Model:
    """Return the model with every part in the order that `Model` promises."""
    return Model(
        actors=tuple(sorted(model.actors, key=lambda x: x.id)),
        tenures=tuple(
            sorted(
                model.tenures, key=lambda t: (t.who, t.relation, t.whom, str(t.start), str(t.role))
            )
        ),
        items=tuple(sorted(model.items, key=lambda x: x.id)),
        places=tuple(sorted(model.places, key=lambda x: x.id)),
        documents=tuple(sorted(model.documents, key=lambda x: x.id)),
        events=tuple(sorted(model.events, key=lambda x: x.id)),
        measures=tuple(sorted(model.measures, key=lambda x: x.id)),
        statements=tuple(sorted(model.statements, key=lambda x: x.id)),
        claims=tuple(sorted(model.claims, key=lambda x: x.id)),
    )


def states() -> tuple[Actor, ...]:
    """Return the eight states of the small world; one of them is gone."""
    wikidata = {"CHN": "Q148", "DEU": "Q183", "GBR": "Q145", "IRN": "Q794", "RUS": "Q159"}
    rows = (
        ("CHN", "CN", "China", 710, "CHN", 710, "1860-10-25", ("Chinese",)),
        ("DEU", "DE", "Germany", 255, "GMY", 260, "1990-10-03", ("Berlin",)),
        ("GBR", "GB", "United Kingdom", 200, "UKG", 200, "1816-01-01", ("Britain", "UK", "U.K.")),
        ("IRN", "IR", "Iran", 630, "IRN", 630, "1855-03-07", ("Tehran", "Islamic Republic")),
        ("RUS", "RU", "Russia", 365, "RUS", 365, "1816-01-01", ("Moscow",)),
        ("UKR", "UA", "Ukraine", 369, "UKR", 369, "1991-12-26", ("Kyiv",)),
        ("USA", "US", "United States", 2, "USA", 2, "1816-01-01", ("America", "US", "U.S.")),
    )
    living = tuple(
        Actor(
            id=f"state/{iso3}",
            kind="State",
            label=label,
            aliases=tuple(sorted(aliases)),
            iso2=iso2,
            iso3=iso3,
            cow=cow,
            cow_abb=abb,
            gw=gw,
            wikidata=wikidata.get(iso3),
            start=date.fromisoformat(start),
        )
        for iso3, iso2, label, cow, abb, gw, start, aliases in rows
    )
    gone = Actor(
        id="state/YUG",
        kind="State",
        label="Yugoslavia",
        cow=345,
        cow_abb="YUG",
        gw=345,
        start=date(1878, 7, 13),
        end=date(2006, 6, 5),
    )
    return (*living, gone)


def small_world() -> Model:
    """Return the small world; every kind of record and nearly every field occurs in it."""
    actors = (
        *states(),
        Actor(
            id="actor/antony-blinken",
            kind="Person",
            label="Antony Blinken",
            aliases=("Blinken", "Secretary of State Blinken"),
            wikidata="Q7821917",
        ),
        Actor(id="actor/david-lammy", kind="Person", label="David Lammy", aliases=("Lammy",)),
        Actor(
            id="actor/us-department-of-state",
            kind="GovernmentBody",
            label="United States Department of State",
            aliases=("State Department",),
        ),
        Actor(
            id="actor/european-union",
            kind="InternationalOrganisation",
            label="European Union",
            aliases=("EU",),
            start=date(1993, 11, 1),
        ),
        Actor(id="actor/iran-air", kind="Company", label="Iran Air", aliases=("IranAir",)),
        Actor(
            id=f"actor/{STEM}/us-allies",
            kind="ActorGroup",
            label="allies of the United States",
            of="state/USA",
            member_kind="State",
            defined_in=DOSSIER,
        ),
        Actor(
            id=f"actor/{STEM}/chinese-companies",
            kind="ActorGroup",
            label="companies based in China",
            member_kind="Company",
            based_in=("state/CHN",),
            defined_in=DOSSIER,
        ),
        Actor(
            id=f"actor/{STEM}/e3",
            kind="ActorGroup",
            label="the two European powers",
            member_kind="State",
            members=("state/DEU", "state/GBR"),
            defined_in=DOSSIER,
        ),
        Actor(
            id=f"actor/{STEM}/us-official",
            kind="UnnamedSource",
            label="a U.S. official",
            affiliation="actor/us-department-of-state",
            defined_in=DOSSIER,
        ),
        Actor(
            id=PUBLISHER,
            kind="Organisation",
            label="publisher not stated (small-report)",
            defined_in=DOSSIER,
        ),
    )
    tenures = (
        Tenure(
            who="actor/antony-blinken",
            relation="speaksFor",
            whom="actor/us-department-of-state",
            role="Secretary of State",
            start=date(2021, 1, 26),
            end=date(2025, 1, 20),
            source="https://history.state.gov/",
        ),
        Tenure(
            who="actor/david-lammy",
            relation="speaksFor",
            whom="state/GBR",
            role="Foreign Secretary",
            start=date(2024, 7, 5),
            end=date(2025, 9, 5),
        ),
        Tenure(who="actor/us-department-of-state", relation="speaksFor", whom="state/USA"),
        Tenure(who="actor/iran-air", relation="ownedBy", whom="state/IRN", start=date(1961, 2, 24)),
        Tenure(
            who="state/DEU",
            relation="memberOf",
            whom="actor/european-union",
            start=date(1993, 11, 1),
        ),
    )
    items = (
        Item(id="item/weapon", kind="WeaponSystem", label="weapon", aliases=("arms", "weapons")),
        Item(id="item/missile", kind="Munition", label="missile", broader=("item/weapon",)),
        Item(
            id="item/short-range-ballistic-missile",
            kind="Munition",
            label="short-range ballistic missile",
            aliases=("SRBM",),
            broader=("item/missile",),
            wikidata="Q1140438",
        ),
        Item(id="item/machine-tool", kind="DualUseGood", label="machine tool"),
    )
    places = (
        Place(id="place/london", label="London", state="state/GBR"),
        Place(id="place/black-sea", label="Black Sea"),
    )
    documents = (
        Document(
            id=DOCUMENT,
            title='Allies accuse Iran of sending "short-range" missiles',
            publisher=PUBLISHER,
            published=parse("2024-09-10~"),
            dossier=DOSSIER,
            coder="the tests",
            coded=date(2026, 11, 22),
            codebook="1",
            via=("actor/european-union",),
            dated_by="calendar",
            language="en",
            country="state/USA",
            url="https://example.org/report?a=1&b=2",
            archive_url=None,
            extent="whole",
        ),
    )
    events = (
        Event(
            id="event/iran-arms-russia",
            kind="ArmsTransfer",
            label="arms transfer of weapon, Iran → Russia",
            dossier=DOSSIER,
            actor=("state/IRN",),
            recipient=("state/RUS",),
            item=("item/weapon",),
            start=date(2024, 9, 10),
            party=("state/IRN", "state/RUS"),
        ),
        Event(
            id="event/iran-srbm-russia",
            kind="ArmsTransfer",
            label="arms transfer of short-range ballistic missile, Iran → Russia",
            dossier=DOSSIER,
            actor=("state/IRN",),
            recipient=("state/RUS",),
            item=("item/short-range-ballistic-missile",),
            broader=("event/iran-arms-russia",),
            purpose=("event/srbm-use",),
            topic=("arms trade",),
            when=year("2024"),
            start=date(2024, 9, 10),
            start_earliest=date(2024, 1, 1),
            end=date(2024, 1, 1),
            end_latest=date(2024, 12, 31),
            party=("state/IRN", "state/RUS"),
        ),
        Event(
            id="event/srbm-use",
            kind="Attack",
            label="attack with short-range ballistic missile, Russia → Ukraine",
            dossier=DOSSIER,
            actor=("state/RUS",),
            recipient=("state/UKR",),
            means=("item/short-range-ballistic-missile",),
            object=("place/black-sea", "state/UKR"),
            place=("place/black-sea",),
            item_from=("event/iran-srbm-russia",),
            enables=("event/talks",),
            condition=("event/iran-srbm-russia",),
            party=("state/RUS", "state/UKR"),
        ),
        Event(
            id="event/talks",
            kind="Meeting",
            label="meeting, United Kingdom and United States",
            dossier=DOSSIER,
            participant=("state/GBR", "state/USA"),
            place=("place/london",),
            when=day("2024-09-10"),
            start=date(2024, 9, 10),
            end=date(2024, 9, 10),
            party=("state/GBR", "state/USA"),
        ),
        Event(
            id="event/machine-tools",
            kind="GoodsTransfer",
            label="goods transfer of machine tool, companies based in China → Russia",
            dossier=DOSSIER,
            actor=(f"actor/{STEM}/chinese-companies",),
            recipient=("state/RUS",),
            item=("item/machine-tool",),
            start=date(2024, 9, 10),
            party=(f"actor/{STEM}/chinese-companies", "state/RUS"),
        ),
    )
    measures = (
        Measure(
            id="measure/iran-air-ban",
            kind="Sanction",
            label="sanction, United Kingdom and Germany → Iran Air",
            dossier=DOSSIER,
            actor=("state/DEU", "state/GBR"),
            recipient=("actor/iran-air",),
            provision=("air-services-termination", "asset-freeze"),
            in_response_to=("event/iran-srbm-russia",),
            party=("actor/iran-air", "state/DEU", "state/GBR", "state/IRN"),
        ),
        Measure(
            id="measure/iran-listing",
            kind="Sanction",
            label="sanction, United States → Iran",
            dossier=DOSSIER,
            actor=("state/USA",),
            recipient=("state/IRN",),
            provision=("travel-ban",),
            programme=("Iran sanctions",),
            ground=("transfer of missiles",),
            in_response_to=("event/iran-srbm-russia",),
            when=day("2024-09-10"),
            start=date(2024, 9, 10),
            announced=date(2024, 9, 10),
            listed=date(2024, 9, 10),
            effective=date(2024, 9, 11),
            holds_from=date(2024, 9, 11),
            holds_from_earliest=date(2024, 9, 11),
            basis="effective",
            party=("state/IRN", "state/USA"),
        ),
    )
    blinken, lammy = "actor/antony-blinken", "actor/david-lammy"
    arms, missiles = "event/iran-arms-russia", "event/iran-srbm-russia"
    official = f"actor/{STEM}/us-official"
    accuse = statement(
        "accuse",
        "Accusation",
        blinken,
        lammy,
        recipient=("state/IRN",),
        place=("place/london",),
        basis=("declassified intelligence",),
        topic=("arms trade",),
    )
    forecast = statement("forecast", "Prediction", blinken, locator="3")
    joint = statement("joint", "JointStatement", "state/DEU", "state/GBR", "state/USA", locator="4")
    denial = statement("denial", "Denial", "state/IRN", locator="7", when=by("2024-09-10"))
    anonymous = statement(
        "anonymous",
        "Disclosure",
        official,
        on="2024-09-06",
        locator="9",
        via=(PUBLISHER,),
        based_on=(accuse.id,),
    )
    report = statement("report", "Report", PUBLISHER, locator="11")
    listing = statement("listing", "Announcement", "state/USA", locator="12")
    retract = statement("retract", "Retraction", PUBLISHER, on="2024-09-12", locator="13")
    usa, gbr, deu = "state/USA", "state/GBR", "state/DEU"
    report_claim = claim(report, PUBLISHER, Stance.ASSERTS, "event/machine-tools", note="twice")
    claims = (
        claim(
            accuse,
            blinken,
            Stance.ASSERTS,
            missiles,
            voice=usa,
            stage="delivered",
            quantity="dozens",
        ),
        claim(
            accuse,
            lammy,
            Stance.ASSERTS,
            missiles,
            voice=gbr,
            stage="delivered",
            variant="Fath-360",
            place="place/black-sea",
        ),
        claim(
            forecast,
            blinken,
            Stance.PREDICTS,
            "event/srbm-use",
            voice=usa,
            certainty="likely",
            outcome="unknown",
        ),
        *(claim(joint, s, Stance.PRESUPPOSES, missiles) for s in (deu, gbr, usa)),
        *(
            claim(joint, s, Stance.ANNOUNCES, "measure/iran-air-ban", stage="planned")
            for s in (deu, gbr, usa)
        ),
        claim(denial, "state/IRN", Stance.DENIES, arms),
        claim(denial, "state/IRN", Stance.EVALUATES, accuse.id, evaluation="psychological war"),
        claim(anonymous, official, Stance.ASSERTS, missiles, voice=usa, anonymous=True),
        report_claim,
        claim(report, PUBLISHER, Stance.ASSERTS, "event/talks"),
        claim(listing, usa, Stance.ANNOUNCES, "measure/iran-listing", stage="announced"),
        claim(
            listing,
            usa,
            Stance.ANNOUNCES,
            "measure/iran-listing",
            stage="effective",
            reached=day("2024-09-11"),
        ),
        claim(retract, PUBLISHER, Stance.RETRACTS, report_claim.id),
    )
    kinds = voice_kinds(actors, tenures)
    return sort_model(
        Model(
            actors=tuple(replace(actor, voice_kind=kinds[actor.id]) for actor in actors),
            tenures=tenures,
            items=items,
            places=places,
            documents=documents,
            events=events,
            measures=measures,
            statements=(accuse, forecast, joint, denial, anonymous, report, listing, retract),
            claims=claims,
        )
    )


def judged(path: Path, decisions: Iterable[Decision]) -> dict[str, int]:
    """Let a store follow a file that holds these decisions and no other."""
    file = path.with_name("judged.csv")
    file.unlink(missing_ok=True)
    return follow(path, append(file, *decisions))
