"""Worlds that try to break the page: names that are markup, endless, of every script; and many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from worlds import DOCUMENT, DOSSIER, claim, day, small_world, sort_model, statement

from geograph.model import Actor, Event, Model
from geograph.vocab import Stance

RUN = "window.ran=true"
#: name → what it tries.
NAMES = {
    "script": f"<script>{RUN}</script>",
    "close": f"</script><script>{RUN}</script>",
    "image": f'"><img src=x onerror="{RUN}">',
    "comment": f"<!--<script>{RUN}//",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7}",
    "rtl": "الجمهورية الإسلامية الإيرانية",
    "override": "abc \u202egnp.exe\u202c",
    "emoji": "🚀🇮🇷👩‍👩‍👧‍👧",
    "separator": "line\u2028and\u2029paragraph",
    "quotes": 'O\'Neill "the & Co" \\ `tick`',
    "long": "x" * 500,
    "sentence": "a very long name of many words " * 16,
    "prototype": "__proto__",
}


def hostile_world() -> Model:
    """Return a world in which every text that a dossier can set is one of ``NAMES``."""
    base = small_world()
    actors = tuple(
        Actor(
            id=f"actor/{key}",
            kind=kind,
            label=text,
            aliases=(text,),
            voice_kind={"Person": "expert", "Organisation": "press"}.get(kind),
            defined_in=DOSSIER,
        )
        for (key, text), kind in zip(
            NAMES.items(), ("Person", "Company", "ActorGroup", "Organisation") * 4, strict=False
        )
    )
    events, statements, claims = [], [], []
    for place, (key, text) in enumerate(NAMES.items()):
        event = Event(
            id=f"event/{key}",
            kind="ArmsTransfer",
            label=text,
            dossier=DOSSIER,
            actor=(f"actor/{key}",),
            recipient=("state/RUS",),
            when=day("2024-09-10"),
            start=date(2024, 9, 10),
            party=(f"actor/{key}", "state/RUS"),
        )
        told = statement(key, "Accusation", f"actor/{key}", locator=text, basis=(text,))
        events.append(event)
        statements.append(told)
        claims.append(
            claim(told, f"actor/{key}", Stance.ASSERTS, event.id, note=text, evaluation=text)
        )
        if place % 2:
            claims.append(claim(told, "state/RUS", Stance.DENIES, event.id, quantity=text))
    document = replace(
        next(d for d in base.documents if d.id == DOCUMENT),
        title=NAMES["close"],
        url=f"javascript:{RUN}",
        archive_url=f"data:text/html,<script>{RUN}</script>",
    )
    return sort_model(
        replace(
            base,
            actors=(*base.actors, *actors),
            documents=(document,),
            events=tuple(events),
            measures=(),
            statements=tuple(statements),
            claims=tuple(claims),
        )
    )


def many_events(count: int) -> Model:
    """Return a world in which one voice speaks of many meetings, one a day."""
    base = small_world()
    told = statement("report", "Report", "state/GBR", on="2024-09-10")
    first = date(2024, 1, 1)
    events = tuple(
        Event(
            id=f"event/meeting-{i:03d}",
            kind="Meeting",
            label=f"meeting number {i}",
            dossier=DOSSIER,
            participant=("state/GBR", "state/USA"),
            when=day((first + timedelta(days=i)).isoformat()),
            start=first + timedelta(days=i),
            party=("state/GBR", "state/USA"),
        )
        for i in range(count)
    )
    return sort_model(
        replace(
            base,
            events=events,
            measures=(),
            statements=(told,),
            claims=tuple(claim(told, "state/GBR", Stance.ASSERTS, e.id) for e in events),
        )
    )


def large_world(actors: int, count: int) -> Model:
    """Return a world in which few actors do much and many do little, and every tenth is denied."""
    base = small_world()
    told = statement("report", "Report", "state/GBR", on="2024-09-10")
    paper = next(d for d in base.documents if d.id == DOCUMENT)
    other = replace(
        paper, id="document/other", title="Denied", publisher="actor/a0000", country="state/IRN"
    )
    denied = replace(statement("denial", "Denial", "state/IRN", on="2024-09-10"), document=other.id)
    cast = tuple(
        Actor(id=f"actor/a{i:04d}", kind="Company", label=f"company {i}", defined_in=DOSSIER)
        for i in range(actors)
    )
    first = date(2020, 1, 1)
    events = []
    for i in range(count):
        giver, taker = cast[i * i % 97].id, cast[97 + i * 7 % (actors - 97)].id
        on = first + timedelta(days=i)
        events.append(
            Event(
                id=f"event/deal-{i:04d}",
                kind="ArmsTransfer",
                label=f"deal number {i}",
                dossier=DOSSIER,
                actor=(giver,),
                recipient=(taker,),
                when=day(on.isoformat()),
                start=on,
                party=tuple(sorted({giver, taker})),
            )
        )
    claims = [claim(told, "state/GBR", Stance.ASSERTS, e.id) for e in events]
    claims += [claim(denied, "state/IRN", Stance.DENIES, e.id) for e in events[::10]]
    return sort_model(
        replace(
            base,
            actors=(*base.actors, *cast),
            documents=(*base.documents, other),
            events=tuple(events),
            measures=(),
            statements=(told, denied),
            claims=tuple(claims),
        )
    )
