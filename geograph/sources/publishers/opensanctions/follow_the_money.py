"""OpenSanctions: entities of FollowTheMoney, whose edges are entities too, and the simple table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from geograph.errors import RecordError, Where
from geograph.sources.files import Record
from geograph.sources.publishers._list_terms import KINDS, provisions_of
from geograph.sources.publishers._sanctions_lists import born
from geograph.sources.reshaping import DerivedRecord, Files

__all__ = ["ftm_entities", "opensanctions_targets"]

#: From a property's name to its values.
_Get: TypeAlias = Callable[[str], tuple[str, ...]]

# Schemata that stand for an actor, and edges as (holder, relation, towards whom).
_ACTORS = {name: kind for name, kind in KINDS.items() if len(name) > 1}
_TENURES = {
    "Ownership": ("asset", "ownedBy", "owner"),
    "Directorship": ("director", "memberOf", "organization"),
    "Membership": ("member", "memberOf", "organization"),
    "Employment": ("employee", "memberOf", "employer"),
}
_NUMBERS = {
    "innCode": "inn", "ogrnCode": "ogrn", "kppCode": "kpp", "okpoCode": "okpo", "leiCode": "lei",
    "imoNumber": "imo", "mmsi": "mmsi", "swiftBic": "swift", "registrationNumber": "registration",
    "taxNumber": "tax", "idNumber": "national-id", "passportNumber": "passport", "isin": "isin",
    "isinCode": "isin", "ticker": "ticker", "vatCode": "vat", "dunsCode": "duns",
    "permId": "permid", "uniqueEntityId": "uei", "uscCode": "uscc", "wikidataId": "wikidata",
    "callSign": "call-sign", "unscId": "un", "icijId": "icij", "crossRef": "hull",
    "serialNumber": "msn",
}  # fmt: skip
_NAMES = ("name", "alias", "previousName", "abbreviation")
_COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "flag", "mainCountry")
# Ids that OpenSanctions makes of the lists' own numbers.
_OF_LISTS = (
    (re.compile(r"ofac-(\d+)"), "ofac:{}"),
    (re.compile(r"gb-fcdo-([a-z]{3}\d{4})"), "uk:{}"),
    (re.compile(r"eu-fsf-eu-(\d+)-(\d+)"), "eu:EU.{}.{}"),
    (re.compile(r"unsc-(\d+)"), "un-data:{}"),
    (re.compile(r"(Q\d+)"), "wikidata:{}"),
)
_PROGRAMME = re.compile(r"([A-Z]{2})-")
_OTHER = {"SECO": "ch", "UK": "gb"}
# The portal of Ukraine's intelligence names people and ships; it lays nothing on them.
_NAMING = "UA-WS"


def ftm_entities(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield a party, a measure or a standing for each entity that is one of these.

    In a file of changes each stands below what became of it; what is deleted is left out.
    """
    for record in records:
        if record.first("op").upper() == "DEL":
            part.drop(record, "deleted by this file of changes", record.first("entity/id"))
            continue
        made = _entity(record, "entity/" if record.first("op") else "", part)
        if made is not None:
            yield made


def _entity(record: Record, at: str, part: Files) -> DerivedRecord | None:
    key, schema = record.first(f"{at}id"), record.first(f"{at}schema")
    if not key or not schema:
        raise RecordError(
            "an entity without id or schema",
            where=Where(record.file, record.line),
            fix="check that these are entities of FollowTheMoney, one on each line",
        )
    if bare := record.bare(f"{at}properties"):
        raise RecordError(
            f"the property {bare!r} is a bare value where FollowTheMoney has a list",
            where=Where(record.file, record.line, bare),
            fix="write every property as a list; this file was not made by FollowTheMoney",
        )

    def get(name: str) -> tuple[str, ...]:
        return record.values(f"{at}properties/{name}")

    values: dict[str, str | Iterable[str]] = {
        "key": key,
        "dataset": record.values(f"{at}datasets"),
        "first_seen": record.values(f"{at}first_seen"),
        "last_seen": record.values(f"{at}last_seen"),
    }
    if schema.casefold() in _ACTORS:
        values |= _party(record, at, key, schema, get)
    elif schema == "Sanction":
        values |= _sanction(get)
    elif schema in _TENURES:
        who, relation, whom = _TENURES[schema]
        values |= {
            "what": "tenure",
            "who": get(who),
            "relation": relation,
            "whom": get(whom),
            "role": [*get("role"), *get("percentage")],
            "date": _span(get("startDate") or get("date"), get("endDate")),
        }
    else:
        part.drop(record, f"{schema} is not an actor, measure or standing", key)
        return None
    return DerivedRecord(record.file, record.line, values)


def _party(
    record: Record, at: str, key: str, schema: str, get: _Get
) -> dict[str, str | Iterable[str]]:
    names = [name for column in _NAMES for name in get(column)]
    referents = [key, *record.values(f"{at}referents")]
    days = [day for text in get("birthDate") for day in born(text)]
    return {
        "what": "party",
        "kind": _ACTORS[schema.casefold()],
        "name": record.first(f"{at}caption") or next(iter(names), ""),
        "alias": names,
        "weak_alias": get("weakAlias"),
        "identifier": [
            *(f"{s}:{n}" for column, s in _NUMBERS.items() for n in get(column)),
            *(f"opensanctions:{one}" for one in referents),
            *(number for one in referents for number in _numbers(one)),
        ],
        "birth": days,
        "country": [code for column in _COUNTRIES for code in get(column)],
        "address": get("address"),
    }


def _numbers(referent: str) -> Iterator[str]:
    for pattern, form in _OF_LISTS:
        if found := pattern.fullmatch(referent):
            yield form.format(*(group.upper() for group in found.groups()))


def _sanction(get: _Get) -> dict[str, str | Iterable[str]]:
    programmes = [*get("programId"), *get("program")]
    countries = get("country") or [c for p in get("programId") if (c := _sender(p))]
    authorities = get("authority")
    return {
        "what": "naming" if any(p.startswith(_NAMING) for p in programmes) else "sanction",
        "target": get("entity"),
        "sender": countries,
        "body": () if countries else authorities[:1],
        "authority": authorities,
        "programme": programmes,
        "measure": get("provisions"),
        "provision": provisions_of(get("provisions")),
        "ground": get("reason"),
        "listed": sorted(get("listingDate"))[:1],
        "effective": sorted(get("startDate"))[:1],
        "lifted": sorted(get("endDate"))[-1:],
        "date": _span(get("startDate") or get("listingDate"), get("endDate")),
        "status": get("status"),
        "authority_id": get("authorityId"),
        "url": get("sourceUrl"),
    }


def _span(starts: Iterable[str], ends: Iterable[str]) -> str:
    """Return the days from the first start to the last end as EDTF."""
    start, end = min((s[:10] for s in starts), default=""), max((e[:10] for e in ends), default="")
    return f"{start}/{end}" if end and start != end else start


def _sender(programme: str) -> str:
    head = programme.partition("-")[0]
    found = _PROGRAMME.match(programme)
    return _OTHER.get(head) or (found[1].casefold() if found else "")


def opensanctions_targets(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield a listing for each programme of each row of targets.simple.csv, or the party alone."""
    for record in records:
        key, countries = record.first("id"), _parts(record, "countries")
        text = record.first("sanctions")
        party: Mapping[str, str | Iterable[str]] = {
            "key": key,
            "target": key,
            "what": "party",
            "kind": _ACTORS.get(record.first("schema").casefold(), "Organisation"),
            "name": record.first("name"),
            "alias": _parts(record, "aliases"),
            "identifier": [
                *_typed(_parts(record, "identifiers"), record.first("schema"), countries),
                f"opensanctions:{key}",
                *_numbers(key),
            ],
            "birth": [day for one in _parts(record, "birth_date") for day in born(one)],
            "country": countries,
            "address": _parts(record, "addresses"),
            "contact": [*_parts(record, "phones"), *_parts(record, "emails")],
            "dataset": _parts(record, "dataset"),
            "first_seen": record.first("first_seen"),
            "last_seen": record.first("last_seen"),
        }
        yield DerivedRecord(record.file, record.line, party)
        for programme in _parts(record, "program_ids"):
            sender = _sender(programme)
            yield DerivedRecord(
                record.file,
                record.line,
                {
                    **party,
                    "key": f"{key}-{programme}",
                    "what": "naming" if programme.startswith(_NAMING) else "sanction",
                    "sender": sender,
                    "body": "" if sender else programme,
                    "programme": programme,
                    "ground": "" if text == '""' else text,
                },
            )


def _parts(record: Record, column: str) -> list[str]:
    return [part.strip() for part in record.first(column).split(";") if part.strip(' "')]


_FORMS = (
    (re.compile(r"IMO\d{7}"), "", "imo"),
    (re.compile(r"[A-Z0-9]{18}\d\d"), "", "lei"),
    (re.compile(r"\d{9}"), "Vessel", "mmsi"),
    (re.compile(r"[A-Z0-9]{4,7}"), "Vessel", "call-sign"),
    (re.compile(r"\d{13}|\d{15}"), "ru", "ogrn"),
    (re.compile(r"\d{10}|\d{12}"), "ru", "inn"),
    (re.compile(r"Q\d+"), "", "wikidata"),
)


def _typed(numbers: Iterable[str], schema: str, countries: Iterable[str]) -> Iterator[str]:
    """Tell what kind of number each is, by its form and whose it is, since the table does not."""
    of = {schema, *countries}
    for number in numbers:
        scheme = next((s for f, who, s in _FORMS if f.fullmatch(number) and who in (*of, "")), "id")
        yield f"{scheme}:{number.removeprefix('IMO')}"
