"""The Swiss list: targets, with programmes before and places after them, to listings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from typing import NamedTuple

from geograph.sources.files import Record
from geograph.sources.publishers._list_terms import kind_of, provisions_of
from geograph.sources.publishers._sanctions_lists import address, born, identified, scheme_of
from geograph.sources.reshaping import DerivedRecord, Files

__all__ = ["swiss_list"]

_BLANK = re.compile(r"\s+")
_UN = re.compile(r"[A-Z]{2,3}[ie]\.\d{3}")
_NUMBER = re.compile(r"([A-Za-zА-я /]*(?:number|no\.?))\s*:\s*([^\s:]+)\.?", re.IGNORECASE)
_OF_FAMILY = ("family-name", "maiden-name")
_NOT_NAMES = ("title", "suffix")
_MOST = 20  # spellings of one name that are put together of the spellings of its parts
_PLACE = ("location", "area", "country")
_GONE = "taken off, and not told since when it was listed"


@dataclass(slots=True)
class _Lists:
    """What stands once for all targets: programmes by the set of measures, and places by number."""

    programmes: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _Spell(NamedTuple):
    """A time on the list: the day of listing, a day by which it was listed, the day of its end."""

    listed: str
    known: str
    lifted: str


@dataclass(slots=True)
class _Target:
    """A target without its history: its values, and the numbers of the places that it names."""

    file: str
    line: int
    values: dict[str, list[str]]
    births: list[str]
    homes: list[tuple[str, tuple[str, ...]]]
    spells: list[_Spell]


def swiss_list(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield a listing for each time that a target was on the list.

    Targets that were taken off stay in the file with their history. Places stand after the targets
    that name them.
    """
    lists, targets = _Lists(), []
    for record in records:
        if record.name == "sanctions-program":
            _programme(record, lists)
        elif record.name == "place":
            lists.places[record.first("@ssid")] = tuple(record.first(name) for name in _PLACE)
        else:
            target = _target(record, part)
            if target is not None:
                targets.append(target)
    for target in targets:
        yield from _listings(target, lists)


def _programme(record: Record, lists: _Lists) -> None:
    """Take the names of a programme, in English where they are there, for each of its sets."""
    key = _in_english(record.children("program-key"))
    for one in record.children("sanctions-set"):
        number = one.first("@ssid")
        lists.programmes[number] = key or _in_english(record.children("program-name"))
        lists.origins[number] = record.first("origin")
        if one.first("@lang") == "eng" or number not in lists.measures:
            lists.measures[number] = _flat(one.first("."))


def _in_english(texts: Iterable[Record]) -> str:
    by = {one.first("@lang"): one.first(".") for one in texts}
    return _flat(by.get("eng") or next(iter(by.values()), ""))


def _target(record: Record, part: Files) -> _Target | None:
    """Return what a target says, or None where it is left out, which is counted."""
    spells = _spells(record)
    if not spells:
        part.drop(record, _GONE, record.first("@ssid"))
        return None
    for tag in ("individual", "entity", "object"):
        for body in record.children(tag):
            kind = kind_of(body.first("@object-type") if tag == "object" else tag)
            if tag == "object" and kind not in ("Vessel", "Aircraft"):
                part.drop(
                    record,
                    "neither person nor body, vessel or aircraft",
                    body.first("@object-type"),
                )
                return None
            return _read(record, body, kind, spells)
    part.drop(record, "no target is described", record.first("@ssid"))
    return None


def _spells(record: Record) -> list[_Spell]:
    """Return when a target was on the list; empty where only its end is told.

    An entry that was amended had been listed before. The latest change stands first.
    """
    told = sorted(
        (one.first("@effective-date") or one.first("@publication-date"), -n, kind)
        for n, one in enumerate(record.children("modification"))
        if (kind := one.first("@modification-type")) in ("listed", "amended", "de-listed")
    )
    spells: list[_Spell] = []
    for day, _, kind in told:
        closed = not spells or bool(spells[-1].lifted)
        if kind == "listed" and closed:
            spells.append(_Spell(day, day, ""))
        elif kind == "amended" and not spells:
            spells.append(_Spell("", day, ""))
        elif kind == "de-listed" and not closed:
            spells[-1] = spells[-1]._replace(lifted=day)
    return spells if told else [_Spell("", "", "")]


def _read(record: Record, body: Record, kind: str, spells: list[_Spell]) -> _Target:
    identities = sorted(body.children("identity"), key=lambda one: one.first("@main") != "true")
    names: dict[str, list[str]] = {"name": [], "alias": [], "weak_alias": []}
    values: dict[str, list[str]] = {name: [] for name in ("country", "document", "birth")}
    births: list[str] = []
    homes: list[tuple[str, tuple[str, ...]]] = []
    for n, identity in enumerate(identities):
        for one in identity.children("name"):
            first = not n and one.first("@name-type") == "primary-name" and not names["name"]
            spelt = _spelt(one, kind == "Person")
            names["name"] += spelt[:1] if first else []
            weak = one.first("@quality") == "low" and not first
            names["weak_alias" if weak else "alias"] += spelt[1:] if first else spelt
        if kind == "Person":
            values["birth"] += _births(identity)
        values["country"] += identity.values("nationality/country/@iso-code")
        values["document"] += _documents(identity)
        births += identity.values("place-of-birth/@place-id")
        for one in identity.children("address"):
            lines = ("c-o", "address-details", "p-o-box", "zip-code")
            homes.append((one.first("@place-id"), tuple(one.first(line) for line in lines)))
    other = [_flat(text) for text in body.values("other-information")]
    foreign = record.values("foreign-identifier")
    return _Target(
        record.file,
        record.line,
        {
            **names,
            **values,
            "key": [record.first("@ssid")],
            "kind": [kind],
            "identifier": [
                f"seco:{record.first('@ssid')}",
                *(f"un:{number}" for number in foreign if _UN.fullmatch(number)),
                *values["document"],
                *_numbers(other),
            ],
            "sets": [*record.values("sanctions-set-id"), *record.values("@sanctions-set-id")],
            "foreign": list(foreign),
            "ground": [_flat(text) for text in body.values("justification")],
            "information": other,
            "gender": [body.first("@sex")],
            "related": list(body.values("relation/@target-id")),
        },
        births,
        homes,
        spells,
    )


def _listings(target: _Target, lists: _Lists) -> Iterator[Record]:
    sets = target.values["sets"]
    measures = [lists.measures.get(number, "") for number in sets]
    # "Vessel-related measures" says whom a set is for, and not what is done to them.
    stated = [re.sub(r"(?i)\bvessels?\b", "", text) for text in measures]
    for spell in target.spells:
        yield DerivedRecord(
            target.file,
            target.line,
            {
                **target.values,
                "known": spell.known,
                "listed": spell.listed,
                "lifted": spell.lifted,
                "programme": [lists.programmes.get(number, "") for number in sets],
                "origin": [lists.origins.get(number, "") for number in sets],
                "measure": measures,
                "provision": provisions_of(stated),
                "birth_place": [address(*lists.places.get(n, ())) for n in target.births],
                "address": [
                    address(*lines, *lists.places.get(number, ())) for number, lines in target.homes
                ],
            },
        )


def _flat(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


def _spelt(name: Record, person: bool) -> list[str]:
    """Return a name as it is listed, in the order in which it is spoken, and in other scripts."""
    parts = sorted(
        (int(one.first("@order") or 0), n, one)
        for n, one in enumerate(name.children("name-part"))
        if one.first("@name-part-type") not in _NOT_NAMES
    )
    ordered = [one for _, _, one in parts if one.first("value")]
    values = [[_flat(one.first("value"))] for one in ordered]
    found = [_joined(values)]
    if person and any(one.first("@name-part-type") == "given-name" for one in ordered):
        family = [one.first("@name-part-type") in _OF_FAMILY for one in ordered]
        found += [
            " ".join(
                values[n][0] for last in (False, True) for n in range(len(values))
                if family[n] is last
            )
        ]  # fmt: skip
    scripts: dict[tuple[str, str], list[list[str]]] = {}
    for n, one in enumerate(ordered):
        for variant in one.children("spelling-variant"):
            key = variant.first("@lang"), variant.first("@script")
            of = scripts.setdefault(key, [[] for _ in ordered])
            of[n].append(_flat(variant.first(".")))
    for (_, script), of in scripts.items():
        if script not in ("", "LATN") and not all(of):
            continue  # half of the name is not told in this script
        whole = [spelt or value for spelt, value in zip(of, values, strict=True)]
        found += [" ".join(way) for way in islice(product(*whole), _MOST)]
    return [one for one in dict.fromkeys(found) if one]


def _joined(values: Iterable[Iterable[str]]) -> str:
    return " ".join(next(iter(each)) for each in values)


def _births(identity: Record) -> Iterator[str]:
    for one in identity.children("day-month-year"):
        year, month, day = (one.first(f"@{name}") for name in ("year", "month", "day"))
        if year:
            text = "-".join(n.zfill(2) for n in (year, month, day if month else "") if n)
            yield from born(text)


def _documents(identity: Record) -> Iterator[str]:
    for one in identity.children("identification-document"):
        kind = scheme_of(one.first("@document-type").replace("-", " ")) or "national-id"
        yield from identified(kind, one.values("number"))


def _numbers(texts: Iterable[str]) -> Iterator[str]:
    """Yield the numbers that stand among other information, such as ``IMO Number: 8405270``."""
    for text in texts:
        found = _NUMBER.fullmatch(text)
        scheme = scheme_of(found[1]) if found else None
        if found and scheme:
            yield from identified(scheme, [found[2].rstrip(".")])
