"""Read data/reference/*.csv: actors, their codes and names in time, tenures, items, provisions.

Every cell is checked and every reference followed, so that a mistake is found when the tables are
read and never when a dossier happens to need the row. All mistakes are reported together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from geograph.actors._csv_tables import Reader, Row, split
from geograph.actors._reference_rows import (
    Code,
    Name,
    PlaceName,
    Provision,
    RoleWord,
    Spell,
    Standing,
)
from geograph.actors._reference_tables import (
    RELATIONS,
    SCHEMES,
    codes_of,
    distinct,
    items_of,
    names_of,
    places_of,
    spells_of,
    standings_of,
    tenures_of,
)
from geograph.actors.voices import ALLOWED, voice_kinds
from geograph.display.short_repr import short_repr
from geograph.errors import SeveralErrors
from geograph.model import Actor, Item, Tenure
from geograph.vocab import ACTOR_CLASSES, PROVISIONS

#: The files that are read, with the columns that each must have, in this order.
FILES: dict[str, str] = {
    "states.csv": "id,label,iso2,iso3,cow,cow_abb,gw,wikidata,start,end,aliases,demonyms,source",
    "state_spells.csv": "state,scheme,code,abb,start,end,source",
    "state_names.csv": "state,name,start,end,source",
    "native_names.csv": "actor,name,start,end,source",
    "standing.csv": "actor,relation,whom,source",
    "places.csv": "name,aliases,whose,actors,source",
    "codes.csv": "actor,scheme,code,start,end,source",
    "territories.csv": "id,kind,label,iso2,iso3,wikidata,aliases,demonyms,source",
    "organisations.csv": "id,kind,label,aliases,wikidata,start,end,voice_kind,source",
    "persons.csv": "id,label,aliases,wikidata,voice_kind,source",
    "roles.csv": "role,kind,speaks,source",
    "tenures.csv": "who,relation,whom,role,start,end,source",
    "items.csv": "id,kind,label,aliases,broader,wikidata,source",
    "provisions.csv": "slug,label,definition",
}

__all__ = [
    "FILES",
    "RELATIONS",
    "SCHEMES",
    "Code",
    "Name",
    "Provision",
    "Reference",
    "RoleWord",
    "Spell",
    "load_reference",
]

_ACTOR_ID = re.compile(r"state/[A-Z]{3}(-\d{4})?|actor/[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The reference data, each part sorted by id."""

    __repr__ = short_repr

    actors: tuple[Actor, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    items: tuple[Item, ...] = ()
    provisions: tuple[Provision, ...] = ()
    spells: tuple[Spell, ...] = ()
    names: tuple[Name, ...] = ()
    codes: tuple[Code, ...] = ()
    roles: tuple[RoleWord, ...] = ()
    standings: tuple[Standing, ...] = ()
    places: tuple[PlaceName, ...] = ()


def _actors(read: Reader, names: list[Name]) -> Iterator[tuple[Row, Actor]]:
    """Yield the actors of four tables; the words for their peoples go to ``names``."""
    for file in ("states.csv", "territories.csv", "organisations.csv", "persons.csv"):
        default = {"states.csv": "State", "persons.csv": "Person"}.get(file)
        for row in read.rows(file):
            has = row.cells.get
            key = read.text(row, "id", form=_ACTOR_ID)
            start, end = read.days(row) if "start" in row.cells else (None, None)
            names += (Name(actor=key, text=t, demonym=True) for t in split(has("demonyms", "")))
            yield (
                row,
                Actor(
                    id=key,
                    kind=default or read.one_of(row, "kind", tuple(ACTOR_CLASSES)),
                    label=read.text(row, "label"),
                    aliases=split(row["aliases"]),
                    iso2=has("iso2") or None,
                    iso3=has("iso3") or None,
                    cow=read.number(row, "cow") if "cow" in row.cells else None,
                    cow_abb=has("cow_abb") or None,
                    gw=read.number(row, "gw") if "gw" in row.cells else None,
                    wikidata=read.wikidata(row),
                    start=start,
                    end=end,
                    # the government of a place with a code of its own is a part of its state
                    voice_kind="insider" if file == "territories.csv" else _coded_kind(read, row),
                ),
            )


def _coded_kind(read: Reader, row: Row) -> str | None:
    """Return the kind of voice that a row codes, checked against the class of its actor."""
    if not row.cells.get("voice_kind"):
        return None
    allowed = ALLOWED.get(row.cells.get("kind", "Person"), ())
    return read.one_of(row, "voice_kind", allowed)


def _with_kinds(
    read: Reader, pairs: list[tuple[Row, Actor]], tenures: list[Tenure]
) -> Iterator[Actor]:
    """Yield the actors with the kind of voice of each; report whoever can speak and has none."""
    kinds = voice_kinds((actor for _, actor in pairs), tenures)
    # where tenures could not be read, their persons have no kind for no fault of their own
    sound = not any(e.where and e.where.file.endswith("tenures.csv") for e in read.errors)
    for row, actor in pairs:
        kind = kinds[actor.id]
        if sound and kind is None and (allowed := ALLOWED.get(actor.kind, ())):
            what = f"{actor.id!r} can speak, and neither its class nor a tenure says as what"
            fix = f"write one of {', '.join(allowed)}, or give it a tenure"
            read.wrong(row, "voice_kind", what, fix)
        yield replace(actor, voice_kind=kind)


@cache
def load_reference(folder: Path | None = None) -> Reference:
    """Read and check the reference tables.

    Parameters
    ----------
    folder
        Another directory with the same files; None means the tables that come with geograph.

    Raises
    ------
    SeveralErrors
        All mistakes, each a ReferenceDataError with file, line and column.

    Examples
    --------
    >>> [actor.label for actor in load_reference().actors if actor.iso2 == "NA"]
    ['Namibia']
    """
    packaged = files("geograph.data") / "reference"
    read = Reader(folder or packaged, str(folder) if folder else "data/reference", FILES)
    names: list[Name] = []
    actors = list(_actors(read, names))
    ids = {actor.id for _, actor in actors}
    distinct(read, actors)

    spells = tuple(spells_of(read, ids))
    standings, places = tuple(standings_of(read, ids)), tuple(places_of(read, ids))
    names += names_of(read, ids)

    codes = tuple(codes_of(read, ids))
    roles = tuple(
        RoleWord(
            role=read.text(row, "role"),
            kind=read.one_of(row, "kind", tuple(ACTOR_CLASSES)),
            speaks=read.one_of(row, "speaks", ("yes", "no")) == "yes",
        )
        for row in read.rows("roles.csv")
    )

    tenures = list(tenures_of(read, ids))
    items = items_of(read)
    provisions: list[Provision] = []
    for row in read.rows("provisions.csv"):
        slug = read.one_of(row, "slug", PROVISIONS)
        label, definition = read.text(row, "label"), read.text(row, "definition")
        provisions.append(Provision(slug=slug, label=label, definition=definition))
    complete = sorted(_with_kinds(read, actors, tenures), key=lambda actor: actor.id)
    if read.errors:
        raise SeveralErrors(read.errors)
    return Reference(
        actors=tuple(complete),
        tenures=tuple(
            sorted(tenures, key=lambda t: (t.who, t.relation, t.whom, t.start or date.min))
        ),
        items=items,
        provisions=tuple(sorted(provisions, key=lambda p: p.slug)),
        spells=spells,
        names=tuple(names),
        codes=codes,
        roles=roles,
        standings=standings,
        places=places,
    )
