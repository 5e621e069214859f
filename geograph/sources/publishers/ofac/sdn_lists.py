"""OFAC's lists: three CSV files joined by number, or one XML, to one listing for each entry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from geograph.errors import RecordError, Where
from geograph.sources.files import Record
from geograph.sources.publishers._sanctions_lists import address, born, natural
from geograph.sources.publishers.ofac.remarks import Facts, add_identifier, read_remarks
from geograph.sources.reshaping import DerivedRecord, Files

__all__ = ["ofac_table", "ofac_xml"]

_NULL = ("-0-", "")
# Programmes of lists that restrict without blocking property.
_PARTIAL = re.compile(r"^NS-|CMIC|^561|^FSE-|CAPTA")
_MONTH_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def ofac_table(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the listings of sdn.csv (or cons_prim.csv) with its addresses, aliases and comments."""
    addresses, countries = _addresses(part("addresses"))
    aliases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in part("aliases"):
        quality = "weak" if "weak" in _cell(one, "alt_remarks").casefold() else "alias"
        aliases[_key(one)].append((quality, _cell(one, "alt_name")))
    more = {_key(one): _cell(one, "comment") for one in part("comments")}
    rows = list(records)
    owners = _Owners((_cell(r, "name"), r.first("ent_num")) for r in rows)
    for number, known in aliases.items():
        for _, name in known:
            owners.add(name, number)
    for record in rows:
        key = record.first("ent_num")
        if not key.isdecimal():
            if key.strip('"').replace("_", "").replace(" ", "").isalpha():
                part.drop(record, "a header line")
                continue
            raise RecordError(
                f"{key!r} is not a number of an entry",
                where=Where(record.file, record.line, "ent_num"),
                fix="check that this is OFAC's list in CSV: its first column is a number",
            )
        text = " ".join(t for t in (_cell(record, "remarks"), more.get(key, "")) if t)
        facts = read_remarks(text)
        facts["alias"] += [name for kind, name in aliases.get(key, ()) if kind == "alias"]
        facts["weak_alias"] += [name for kind, name in aliases.get(key, ()) if kind == "weak"]
        facts["address"] += addresses.get(key, ())
        facts["seat"] += countries.get(key, ())
        for column in ("title", "call_sign", "vessel_type", "tonnage", "grt", "flag", "owner"):
            facts[column] += [_cell(record, column)]
        programmes = [p.strip(" []") for p in _cell(record, "program").split("] [")]
        kind, name = _cell(record, "type").casefold() or "entity", _cell(record, "name")
        yield _listing(record, key, kind, name, programmes, facts, owners)


def _addresses(records: Iterable[Record]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    lines: dict[str, list[str]] = defaultdict(list)
    countries: dict[str, list[str]] = defaultdict(list)
    for one in records:
        street, city, country = (_cell(one, c) for c in ("address", "city", "country"))
        lines[_key(one)].append(address(street, city, country))
        countries[_key(one)].append(country)
    return lines, countries


def _key(record: Record) -> str:
    return record.first("ent_num")


def _cell(record: Record, column: str) -> str:
    text = record.first(column).strip()
    return "" if text in _NULL else text


class _Owners:
    """The numbers of the entries by name, for those that other entries name as theirs."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._numbers: dict[str, set[str]] = defaultdict(set)
        for name, number in named:
            self.add(name, number)

    def add(self, name: str, number: str) -> None:
        self._numbers[name.casefold().rstrip(".")].add(number)

    def find(self, name: str) -> str | None:
        """Return the number of the one entry that has a name."""
        found = self._numbers.get(name.casefold().rstrip("."), set())
        return next(iter(found)) if len(found) == 1 else None


def _listing(
    record: Record, key: str, kind: str, name: str, programmes: Iterable[str], facts: Facts,
    owners: _Owners,
) -> DerivedRecord:  # fmt: skip
    """Put one listing together; owners and operators are split by whether they are listed too."""
    if kind == "individual":
        facts["alias"] += [natural(n) for n in (name, *facts["alias"])]
    else:
        facts["country"] += facts["seat"]
    facts["country"] += facts["flag"]
    for role, column in (("owner", "owner"), ("operator", "operator")):
        for text in facts[column]:
            if number := owners.find(text):
                facts[f"{role}_key"].append(number)
            elif text:
                facts[f"{role}_name"].append(text)
    facts["identifier"].append(f"ofac:{key}")
    listed = [p for p in programmes if p]
    partial = "cons" in Path(record.file.rpartition("!")[2]).name.casefold() or (
        bool(listed) and all(_PARTIAL.search(p) for p in listed)
    )
    return DerivedRecord(
        record.file,
        record.line,
        {
            **facts,
            "key": key,
            "kind": kind,
            "name": name,
            "programme": listed,
            "provision": _provisions(listed) if partial else ["blocked"],
        },
    )


def _provisions(programmes: Iterable[str]) -> list[str]:
    """Return what the lists of restrictions short of blocking do, by programme."""
    found = set()
    for programme in programmes:
        if "CMIC" in programme:
            found.add("investment")
        elif programme.startswith(("NS-PLC", "FSE-")):
            found.add("transactions")
        else:
            found.add("finance")
    return sorted(found)


def ofac_xml(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the listings of sdn.xml or consolidated.xml."""
    rows = list(records)
    owners = _Owners((_full(r), r.first("uid")) for r in rows)
    for record in rows:
        for one in record.children("akaList/aka"):
            owners.add(_full(one), record.first("uid"))
    for record in rows:
        facts: Facts = read_remarks(record.first("remarks"))
        for one in record.children("akaList/aka"):
            weak = one.first("category").casefold() == "weak"
            facts["weak_alias" if weak else "alias"].append(_full(one))
        for one in record.children("idList/id"):
            _identifier(facts, one.first("idType").rstrip(": "), one.first("idNumber"))
        for text in record.values("dateOfBirthList/dateOfBirthItem/dateOfBirth"):
            days = born(text)
            facts["birth" if days else "birth_note"] += days or (text,)
        facts["birth_place"] += record.values("placeOfBirthList/placeOfBirthItem/placeOfBirth")
        facts["country"] += record.values("nationalityList/nationality/country")
        facts["country"] += record.values("citizenshipList/citizenship/country")
        facts["title"] += record.values("title")
        for one in record.children("addressList/address"):
            names = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode",
                     "country")  # fmt: skip
            facts["address"].append(address(*(one.first(n) for n in names)))
            facts["seat"] += one.values("country")
        for path, column in (
            ("callSign", "call_sign"), ("vesselType", "vessel_type"), ("vesselFlag", "flag"),
            ("vesselOwner", "owner"), ("tonnage", "tonnage"), ("grossRegisteredTonnage", "grt"),
        ):  # fmt: skip
            facts[column] += record.values(f"vesselInfo/{path}")
        yield _listing(
            record,
            record.first("uid"),
            record.first("sdnType").casefold() or "entity",
            _full(record),
            record.values("programList/program"),
            facts,
            owners,
        )


def _full(record: Record) -> str:
    return ", ".join(n for n in (record.first("lastName"), record.first("firstName")) if n)


def _identifier(facts: Facts, words: str, value: str) -> None:
    """Sort what the list of identifiers holds: numbers, but dates, sexes and directives too."""
    folded = words.casefold()
    if folded.startswith(("listing date", "effective date")):
        column = "listed" if folded.startswith("listing") else "effective"
        month_first = _MONTH_FIRST.fullmatch(value.strip())
        days = ("-".join(month_first.group(3, 1, 2)),) if month_first else born(value)
        facts[column] += days
    elif "directive" in folded or folded.startswith("executive order") or "caatsa" in folded:
        facts["directive"].append(f"{words} {value}")
    elif not add_identifier(facts, words, value):
        for column, texts in read_remarks(f"{words} {value}").items():
            facts[column] += texts
