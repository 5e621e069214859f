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
from geograph.actors._reference_rows import Code, Name, Provision, RoleWord, Spell
from geograph.actors.voices import ALLOWED, voice_kinds
from geograph.display.short_repr import short_repr
from geograph.errors import SeveralErrors
from geograph.model import Actor, Item, Tenure
from geograph.vocab import ACTOR_CLASSES, ITEM_CLASSES, PROVISIONS

RELATIONS = ("speaksFor", "memberOf", "ownedBy", "insiderOf")
SCHEMES = ("cow", "gw")

#: The files that are read, with the columns that each must have, in this order.
FILES: dict[str, str] = {
    "states.csv": "id,label,iso2,iso3,cow,cow_abb,gw,wikidata,start,end,aliases,demonyms,source",
    "state_spells.csv": "state,scheme,code,abb,start,end,source",
    "state_names.csv": "state,name,start,end,source",
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
_SCHEME = re.compile(r"[a-z][a-z0-9]*")
_ITEM_ID = re.compile(r"item/[a-z0-9]+(-[a-z0-9]+)*")


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


def _distinct(read: Reader, pairs: list[tuple[Row, Actor]] | list[tuple[Row, Item]]) -> None:
    """Report an id, ISO code or Wikidata id that two rows share."""
    for field in ("id", "iso2", "iso3", "wikidata"):
        seen: dict[str, Row] = {}
        for row, thing in pairs:
            if not (value := getattr(thing, field, None)):
                continue
            if (first := seen.setdefault(value, row)) is not row:
                place = f"{first.file}:{first.line}"
                read.wrong(row, field, f"{value!r} is already used at {place}", "one row each")


def _known(read: Reader, row: Row, field: str, value: str, ids: set[str]) -> None:
    if value not in ids:
        read.wrong(row, field, f"{value!r} is not a known id", "add its row, or correct the id")


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
    _distinct(read, actors)

    spells = tuple(_spells(read, ids))
    for row in read.rows("state_names.csv"):
        _known(read, row, "state", row["state"], ids)
        start, end = read.days(row)
        names.append(Name(actor=row["state"], text=read.text(row, "name"), start=start, end=end))

    codes = tuple(_codes(read, ids))
    roles = tuple(
        RoleWord(
            role=read.text(row, "role"),
            kind=read.one_of(row, "kind", tuple(ACTOR_CLASSES)),
            speaks=read.one_of(row, "speaks", ("yes", "no")) == "yes",
        )
        for row in read.rows("roles.csv")
    )

    tenures = list(_tenures(read, ids))
    items = _items(read)
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
    )


def _spells(read: Reader, ids: set[str]) -> Iterator[Spell]:
    """Yield when each list counts which states."""
    for row in read.rows("state_spells.csv"):
        _known(read, row, "state", row["state"], ids)
        start, end = read.days(row)
        scheme, code = read.one_of(row, "scheme", SCHEMES), read.number(row, "code") or 0
        yield Spell(
            state=row["state"], scheme=scheme, code=code, abb=row["abb"], start=start, end=end
        )


def _tenures(read: Reader, ids: set[str]) -> Iterator[Tenure]:
    """Yield who held which office or membership."""
    for row in read.rows("tenures.csv"):
        for field in ("who", "whom"):
            _known(read, row, field, row[field], ids)
        start, end = read.days(row)
        yield Tenure(
            who=row["who"],
            relation=read.one_of(row, "relation", RELATIONS),
            whom=row["whom"],
            role=row["role"] or None,
            start=start,
            end=end,
            source=read.text(row, "source"),
        )


def _codes(read: Reader, ids: set[str]) -> Iterator[Code]:
    """Yield the codes of all schemes but those that `state_spells.csv` dates."""
    for row in read.rows("codes.csv"):
        _known(read, row, "actor", row["actor"], ids)
        start, end = read.days(row)
        yield Code(
            actor=row["actor"],
            scheme=read.text(row, "scheme", form=_SCHEME),
            code=read.text(row, "code"),
            start=start,
            end=end,
        )


def _items(read: Reader) -> tuple[Item, ...]:
    """Read the tree of weapons and goods: every wider concept is there, and none is its own."""
    pairs: list[tuple[Row, Item]] = []
    for row in read.rows("items.csv"):
        item = Item(
            id=read.text(row, "id", form=_ITEM_ID),
            kind=read.one_of(row, "kind", ITEM_CLASSES),
            label=read.text(row, "label"),
            aliases=split(row["aliases"]),
            broader=split(row["broader"]),
            wikidata=read.wikidata(row),
        )
        pairs.append((row, item))
    _distinct(read, pairs)
    wider = {item.id: item.broader for _, item in pairs}
    for row, item in pairs:
        for parent in item.broader:
            _known(read, row, "broader", parent, set(wider))
        above, seen = list(item.broader), set[str]()
        while above:
            if (key := above.pop()) not in seen:
                seen.add(key)
                above.extend(wider.get(key, ()))
        if item.id in seen:
            read.wrong(
                row, "broader", f"{item.id!r} is its own broader concept", "remove the cycle"
            )
    return tuple(sorted((item for _, item in pairs), key=lambda item: item.id))
