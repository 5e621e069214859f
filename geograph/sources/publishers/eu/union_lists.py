"""The Union's lists: the Official Journal by regulation, and the file of financial sanctions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import groupby

from geograph.sources.files import Record
from geograph.sources.publishers._list_terms import countries_of, kind_of, provisions_of
from geograph.sources.publishers._sanctions_lists import (
    address,
    born,
    identified,
    natural,
    scheme_of,
)
from geograph.sources.reshaping import DerivedRecord, Files

__all__ = ["eu_files", "eu_files_xml", "eu_journal"]

_NUMBERS = {
    "passportNumber": "passport", "registrationNumber": "registration", "taxNumber": "tax",
    "idNumber": "national-id", "innCode": "inn", "ogrnCode": "ogrn", "kppCode": "kpp",
    "okpoCode": "okpo", "leiCode": "lei", "swiftBic": "swift", "ticker": "ticker",
    "imoNumber": "imo", "mmsi": "mmsi",
}  # fmt: skip
_DETAILS = (
    "celex", "amendmentCelex", "annex", "measure", "position", "legalForm", "sector", "birthPlace",
    "notes", "fatherName", "motherName", "incorporationDate", "appearance", "ethnicity",
)  # fmt: skip
# What stands behind a number in the key of a party: numbers of persons and bodies may be the same.
_FAMILY = {"Person": "person", "Vessel": "vessel", "Actor": "thing"}


def _several(text: str) -> list[str]:
    """Return the values of a cell that holds several; one that holds a semicolon is quoted.

    >>> _several('Homa; "Iran; Air"; ')
    ['Homa', 'Iran; Air']
    """
    lines = [text.replace("\n", " ")]
    cells = next(csv.reader(lines, delimiter=";", skipinitialspace=True), [])
    return [part.strip() for part in cells if part.strip()]


def eu_journal(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the listings of one regulation's annexes, or of an act that amends some.

    The key is celex, annex and number; where an annex prints no numbers, a hash of the name. One
    target stands on several rows where several measures are laid on it.
    """
    for record in records:
        cell = record.first
        celex, annex = cell("celex"), cell("annex")
        schema = cell("schema")
        kind = "Actor" if schema.casefold() == "asset" else kind_of(schema)
        number = cell("recordId") or blake2b(cell("name").encode(), digest_size=4).hexdigest()
        key = f"{celex}-{annex}-{number}" if celex else ""
        days = born(cell("birthDate"))
        places = [*cell("nationality").splitlines(), cell("country"), cell("flag")]
        yield DerivedRecord(
            record.file,
            record.line,
            {
                **{name: cell(name) for name in _DETAILS},
                "key": key,
                "party": f"{key}-{_FAMILY.get(kind, 'body')}" if key else "",
                "kind": kind,
                "name": cell("name"),
                "alias": [*_several(cell("alias")), *_several(cell("previousName"))],
                "weak_alias": _several(cell("weakAlias")),
                "identifier": [
                    one
                    for name, scheme in _NUMBERS.items()
                    for one in identified(scheme, [cell(name)])
                ],
                "birth": days,
                "birth_note": "" if days else cell("birthDate"),
                "country": countries_of([*places, cell("jurisdiction")]),
                "address": _several(cell("address")),
                "gender": cell("gender").casefold(),
                "programme": cell("programKey"),
                "provision": _provisions(cell("measure"), kind),
                "ground": cell("reason"),
                "listed": sorted(day for day in born(cell("startDate")) if "/" not in day),
                "contact": [t for n in ("phone", "email", "website") for t in _several(cell(n))],
                "url": f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{celex}",
            },
        )


def _provisions(measure: str, kind: str) -> tuple[str, ...]:
    """Return what a measure does; on a ship, a restriction of transport is a ban from ports."""
    if "transportation" in measure.casefold():
        return ("port-ban",) if kind == "Vessel" else ("transaction-ban",)
    return provisions_of([measure])


def eu_files(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the listings of the file of financial sanctions in CSV: many rows for each."""

    def number(record: Record) -> str:
        return record.first("Entity_LogicalId")

    for key, rows in groupby(records, number):
        of = list(rows)

        def each(prefix: str, names: Iterable[str], of: list[Record] = of) -> list[dict[str, str]]:
            found = ({n: r.first(f"{prefix}_{n}") for n in names} for r in of)
            return [one for one in found if any(one.values())]

        first = of[0]
        un = first.first("Entity_UnitedNationId") or first.first("Entity_UN_ReferenceNumber")
        yield _listing(
            first,
            key,
            entity={
                "reference": first.first("Entity_EU_ReferenceNumber"),
                "un": un,
                "designated": first.first("Entity_DesignationDate"),
                "details": first.first("Entity_DesignationDetails"),
                "remark": first.first("Entity_Remark"),
                "kind": first.first("Entity_SubjectType"),
                "class": first.first("Entity_SubjectType_ClassificationCode"),
            },
            regulations=each("Entity_Regulation", _REGULATION),
            names=each("NameAlias", _NAME),
            addresses=each("Address", _ADDRESS),
            births=each("BirthDate", _BIRTH),
            documents=each("Identification", _DOCUMENT),
            citizenships=each("Citizenship", ("CountryDescription", "CountryIso2Code")),
        )


_REGULATION = ("PublicationDate", "EntryIntoForceDate", "NumberTitle", "Programme",
               "PublicationUrl")  # fmt: skip
_NAME = ("WholeName", "FirstName", "MiddleName", "LastName", "Gender", "Title", "Function",
         "Remark", "Strong")  # fmt: skip
_ADDRESS = ("Street", "PoBox", "Place", "City", "ZipCode", "Region", "CountryDescription",
            "CountryIso2Code")  # fmt: skip
_BIRTH = ("BirthDate", "Year", "Month", "Day", "YearRangeFrom", "YearRangeTo", "Circa", "City",
          "Place", "CountryDescription")  # fmt: skip
_DOCUMENT = ("Number", "LatinNumber", "TypeCode", "TypeDescription", "CountryDescription")
_SAME = {"BirthDate": "birthdate", "Month": "monthOfYear", "Day": "dayOfMonth",
         "TypeCode": "identificationTypeCode", "TypeDescription": "identificationTypeDescription",
         "Programme": "programme"}  # fmt: skip


def eu_files_xml(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the listings of the file of financial sanctions in XML."""
    for record in records:

        def each(path: str, names: Iterable[str], of: Record = record) -> list[dict[str, str]]:
            return [
                {n: one.first("@" + _SAME.get(n, n[0].lower() + n[1:])) for n in names}
                for one in of.children(path)
            ]

        regulations = each("regulation", _REGULATION)
        for one, child in zip(regulations, record.children("regulation"), strict=True):
            one["PublicationUrl"] = child.first("publicationUrl")
        yield _listing(
            record,
            record.first("@logicalId"),
            entity={
                "reference": record.first("@euReferenceNumber"),
                "un": record.first("@unitedNationId"),
                "designated": record.first("@designationDate"),
                "details": record.first("@designationDetails"),
                "remark": record.first("remark"),
                "kind": record.first("subjectType/@code"),
                "class": record.first("subjectType/@classificationCode"),
            },
            regulations=regulations,
            names=each("nameAlias", _NAME),
            addresses=each("address", _ADDRESS),
            births=each("birthdate", _BIRTH),
            documents=each("identification", _DOCUMENT),
            citizenships=each("citizenship", ("CountryDescription", "CountryIso2Code")),
        )


_Rows = list[dict[str, str]]


def _listing(
    record: Record, key: str, *, entity: Mapping[str, str], regulations: _Rows, names: _Rows,
    addresses: _Rows, births: _Rows, documents: _Rows, citizenships: _Rows,
) -> DerivedRecord:  # fmt: skip
    words = (entity["kind"], entity["class"])
    kind = "Person" if {"person", "p"} & {w.casefold() for w in words} else "Organisation"
    known = [(_whole(one), _weak(one)) for one in names if _whole(one)]
    strong = [name for name, weak in known if not weak] or [name for name, _ in known]
    countries = [c for one in citizenships if (c := _country(one))]
    if kind != "Person":
        countries += [c for one in addresses if (c := _country(one))]
    days = [day for one in births for day in _born(one)]
    dates = [entity["designated"], *(one["PublicationDate"] for one in regulations)]
    return DerivedRecord(
        record.file,
        record.line,
        {
            "key": entity["reference"] or key,
            "number": key,
            "kind": kind,
            "name": strong[0] if strong else "",
            "alias": strong[1:] + ([natural(n) for n in strong] if kind == "Person" else []),
            "weak_alias": [name for name, weak in known if weak],
            "identifier": [
                *([f"eu:{entity['reference']}"] if entity["reference"] else []),
                *([f"un:{entity['un']}"] if entity["un"] else []),
                *(
                    one
                    for d in documents
                    for one in identified(
                        scheme_of(d["TypeDescription"] or d["TypeCode"]) or "national-id",
                        [d["Number"] or d["LatinNumber"]],
                    )
                ),
            ],
            "birth": days,
            "birth_place": [address(b["Place"], b["City"], _country(b)) for b in births],
            "country": countries,
            "address": [address(*(a[n] for n in _ADDRESS[:6]), _country(a)) for a in addresses],
            "gender": [{"M": "male", "F": "female"}.get(n["Gender"], n["Gender"]) for n in names],
            "title": [one["Title"] for one in names],
            "position": [one["Function"] for one in names],
            "programme": [one["Programme"] for one in regulations],
            "provision": ["asset-freeze"],
            "ground": entity["details"],
            "remark": entity["remark"],
            "regulation": [one["NumberTitle"] for one in regulations],
            "listed": sorted(d for text in dates if text for d in born(text))[:1],
            "effective": sorted(d for one in regulations for d in born(one["EntryIntoForceDate"]))[
                :1
            ],
            "url": [one["PublicationUrl"] for one in regulations],
        },
    )


def _whole(name: Mapping[str, str]) -> str:
    return name["WholeName"] or " ".join(
        n for n in (name["FirstName"], name["MiddleName"], name["LastName"]) if n
    )


def _weak(name: Mapping[str, str]) -> bool:
    return name["Strong"] == "false" or "low quality" in name["Remark"].casefold()


def _country(of: Mapping[str, str]) -> str:
    name = of["CountryDescription"]
    return "" if name.casefold() in ("unknown", "") else name


def _born(birth: Mapping[str, str]) -> tuple[str, ...]:
    about = "circa " if birth["Circa"].casefold() in ("true", "1", "yes") else ""
    if birth["YearRangeFrom"] and birth["YearRangeTo"]:
        return born(f"{about}{birth['YearRangeFrom']} to {birth['YearRangeTo']}")
    parts = (birth["Day"] or "00", birth["Month"] or "00", birth["Year"])
    return born(about + (birth["BirthDate"] or (".".join(parts) if birth["Year"] else "")))
