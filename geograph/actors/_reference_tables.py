"""Read the parts of the reference tables that lean on the actors: spells, codes, tenures, items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geograph.actors._csv_tables import Reader, Row, split
from geograph.actors._reference_rows import Code, Name, PlaceName, Spell, Standing
from geograph.model import Item, Tenure
from geograph.vocab import ITEM_CLASSES

RELATIONS = ("speaksFor", "memberOf", "ownedBy", "insiderOf")
SCHEMES = ("cow", "gw")
STANDINGS = ("follows", "territory")

_SCHEME = re.compile(r"[a-z][a-z0-9]*")
_ITEM_ID = re.compile(r"item/[a-z0-9]+(-[a-z0-9]+)*")


def distinct(read: Reader, pairs: Sequence[tuple[Row, object]]) -> None:
    """Report an id, ISO code or Wikidata id that two rows share."""
    for field in ("id", "iso2", "iso3", "wikidata"):
        seen: dict[str, Row] = {}
        for row, thing in pairs:
            if not (value := getattr(thing, field, None)):
                continue
            if (first := seen.setdefault(value, row)) is not row:
                place = f"{first.file}:{first.line}"
                read.wrong(row, field, f"{value!r} is already used at {place}", "one row each")


def known(read: Reader, row: Row, field: str, value: str, ids: set[str]) -> None:
    """Report an id that no row defines."""
    if value not in ids:
        read.wrong(row, field, f"{value!r} is not a known id", "add its row, or correct the id")


def spells_of(read: Reader, ids: set[str]) -> Iterator[Spell]:
    """Yield when each list counts which states."""
    for row in read.rows("state_spells.csv"):
        known(read, row, "state", row["state"], ids)
        start, end = read.days(row)
        scheme, code = read.one_of(row, "scheme", SCHEMES), read.number(row, "code") or 0
        yield Spell(
            state=row["state"], scheme=scheme, code=code, abb=row["abb"], start=start, end=end
        )


def tenures_of(read: Reader, ids: set[str]) -> Iterator[Tenure]:
    """Yield who held which office or membership."""
    for row in read.rows("tenures.csv"):
        for field in ("who", "whom"):
            known(read, row, field, row[field], ids)
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


def codes_of(read: Reader, ids: set[str]) -> Iterator[Code]:
    """Yield the codes of all schemes but those that `state_spells.csv` dates."""
    for row in read.rows("codes.csv"):
        known(read, row, "actor", row["actor"], ids)
        start, end = read.days(row)
        yield Code(
            actor=row["actor"],
            scheme=read.text(row, "scheme", form=_SCHEME),
            code=read.text(row, "code"),
            start=start,
            end=end,
        )


def items_of(read: Reader) -> tuple[Item, ...]:
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
    distinct(read, pairs)
    wider = {item.id: item.broader for _, item in pairs}
    for row, item in pairs:
        for parent in item.broader:
            known(read, row, "broader", parent, set(wider))
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


def names_of(read: Reader, ids: set[str]) -> Iterator[Name]:
    """Yield the names that hold for a time only, and those in a state's or a person's language."""
    for file, field in (("state_names.csv", "state"), ("native_names.csv", "actor")):
        for row in read.rows(file):
            known(read, row, field, row[field], ids)
            start, end = read.days(row)
            yield Name(actor=row[field], text=read.text(row, "name"), start=start, end=end)


def standings_of(read: Reader, ids: set[str]) -> Iterator[Standing]:
    """Yield which body took the place of which, and on whose territory an authority is."""
    for row in read.rows("standing.csv"):
        for field in ("actor", "whom"):
            known(read, row, field, row[field], ids)
        relation = read.one_of(row, "relation", STANDINGS)
        yield Standing(actor=row["actor"], relation=relation, whom=row["whom"])


def places_of(read: Reader, ids: set[str]) -> Iterator[PlaceName]:
    """Yield names of places, with the actors who may be meant by them."""
    for row in read.rows("places.csv"):
        whose, actors = row["whose"] or None, split(row["actors"])
        for key in (*actors, *((whose,) if whose else ())):
            known(read, row, "actors", key, ids)
        name = read.text(row, "name")
        yield PlaceName(name=name, aliases=split(row["aliases"]), whose=whose, actors=actors)
