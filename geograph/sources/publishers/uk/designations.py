"""The UK's lists: many rows, or one element, for each designation, to one listing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from geograph.sources.files import Record
from geograph.sources.publishers._list_terms import countries_of, kind_of, provisions_of
from geograph.sources.publishers._sanctions_lists import address, born, identified
from geograph.sources.reshaping import DerivedRecord, Files

__all__ = ["uk_list", "uk_list_xml"]

#: Columns of a designation to its values over all its rows.
_Values = Mapping[str, Sequence[str]]

# Our columns ← those of the UK Sanctions List, of OFSI's consolidated list, and paths of the XML.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "unique": ("Unique ID", "UniqueID"),
    "group": ("OFSI Group ID", "Group ID", "OFSIGroupID"),
    "un": ("UN Reference Number", "UNReferenceNumber"),
    "kind": ("Designation Type", "Individual, Entity, Ship", "Group Type", "IndividualEntityShip"),
    "script": (
        "Name non-latin script",
        "NonLatinNames/NonLatinName/NameNonLatinScript",
        "NonLatinNames/NameNonLatinScript",
    ),
    "regime": ("Regime Name", "Regime", "RegimeName"),
    "source": ("Designation source", "DesignationSource"),
    "imposed": ("Sanctions Imposed", "SanctionsImposed"),
    "information": ("Other Information", "OtherInformation"),
    "reasons": ("UK Statement of Reasons", "UKStatementofReasons"),
    "contact": (
        "Phone number", "Website", "Email address", "PhoneNumbers/PhoneNumber", "Websites/Website",
        "EmailAddresses/EmailAddress",
    ),
    "designated": (
        "Date Designated", "UK Sanctions List Date Designated", "Listed On", "DateDesignated",
    ),
    "updated": ("Last Updated", "LastUpdated"),
    "born": ("D.O.B", "DOB", "IndividualDetails/Individual/DOBs/DOB"),
    "nationality": (
        "Nationality(/ies)", "Nationality",
        "IndividualDetails/Individual/Nationalities/Nationality",
        "Nationalities/Nationality",
    ),
    "national-id": (
        "National Identifier number", "National Identification Number",
        "IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier/NationalIdentifierNumber",
    ),
    "passport": (
        "Passport number",
        "IndividualDetails/Individual/PassportDetails/Passport/PassportNumber",
    ),
    "title": ("Title", "Titles/Title"),
    "position": ("Position", "IndividualDetails/Individual/Positions/Position"),
    "gender": ("Gender", "IndividualDetails/Individual/Genders/Gender"),
    "town": ("Town of birth", "IndividualDetails/Individual/BirthDetails/Location/TownOfBirth"),
    "land": (
        "Country of birth", "IndividualDetails/Individual/BirthDetails/Location/CountryOfBirth",
    ),
    "type": ("Type of entity", "EntityDetails/Entity/TypeOfEntities/TypeOfEntity"),
    "subsidiary": ("Subsidiaries", "EntityDetails/Entity/Subsidiaries/Subsidiary"),
    "parent": ("Parent company", "EntityDetails/Entity/ParentCompanies/ParentCompany"),
    "registration": (
        "Business registration number (s)",
        "EntityDetails/Entity/BusinessRegistrationNumbers/BusinessRegistrationNumber",
    ),
    "imo": ("IMO number", "ShipDetails/Ship/IMONumbers/IMONumber"),
    "owner": (
        "Current owner/operator (s)",
        "ShipDetails/Ship/CurrentOwnerOperators/CurrentOwnerOperator",
    ),
    "past_owner": (
        "Previous owner/operator (s)",
        "ShipDetails/Ship/PreviousOwnerOperators/PreviousOwnerOperator",
    ),
    "flag": (
        "Current believed flag of ship",
        "ShipDetails/Ship/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip",
    ),
    "past_flag": ("Previous flags", "ShipDetails/Ship/PreviousFlags/PreviousFlag"),
    "vessel_type": ("Type of ship", "ShipDetails/Ship/TypeOfShipDetails/TypeOfShip"),
    "tonnage": ("Tonnage of ship", "ShipDetails/Ship/TonnageOfShipDetails/TonnageOfShip"),
    "built": ("Year Built", "ShipDetails/Ship/YearsBuilt/YearBuilt"),
}  # fmt: skip


def uk_list(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the designations of the UK Sanctions List, or of OFSI's list, in CSV.

    A designation has a row for each of its names, addresses and so on, not always side by side.
    """
    rows: dict[str, list[Record]] = {}
    for record in records:
        key = record.first("Unique ID") or record.first("Group ID")
        rows.setdefault(key or f"?{record.line}", []).append(record)
    for of in rows.values():
        names = [
            (
                " ".join(n for i in (1, 2, 3, 4, 5, 6) if (n := r.first(f"Name {i}"))),
                r.first("Name type") or r.first("Alias Type"),
                r.first("Alias strength") or r.first("Alias Quality"),
            )
            for r in of
        ]
        columns = ("Address Line {}", "Address {}")
        places = [
            [
                *(t for i in range(1, 7) for c in columns if (t := r.first(c.format(i)))),
                r.first("Address Postal Code") or r.first("Post/Zip Code"),
                r.first("Address Country") or r.first("Country"),
            ]
            for r in of
        ]
        values = {
            ours: [text for r in of for name in theirs for text in r.values(name)]
            for ours, theirs in _COLUMNS.items()
        }
        yield _listing(of[0], values, names, places)


def uk_list_xml(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the designations of the UK Sanctions List in XML."""
    for record in records:
        names = [
            (
                one.first("Name")
                or " ".join(n for i in (1, 2, 3, 4, 5, 6) if (n := one.first(f"Name{i}"))),
                one.first("NameType"),
                one.first("AliasStrength"),
            )
            for one in record.children("Names/Name")
        ]
        places = [
            [
                *(one.first(f"AddressLine{i}") for i in range(1, 7)),
                one.first("AddressPostalCode"),
                one.first("AddressCountry"),
            ]
            for one in record.children("Addresses/Address")
        ]
        values = {
            ours: [text for path in theirs for text in record.values(path)]
            for ours, theirs in _COLUMNS.items()
        }
        if not values["imposed"]:
            values["imposed"] = [
                path.rpartition("/")[2]
                for path in record.columns()
                if path.startswith("SanctionsImposedIndicators/")
                and record.first(path).casefold() in ("true", "1", "yes")
            ]
        yield _listing(record, values, names, places)


def _listing(
    record: Record,
    values: _Values,
    names: Iterable[tuple[str, str, str]],
    places: Iterable[Sequence[str]],
) -> DerivedRecord:
    known = [(name, kind.casefold(), quality.casefold()) for name, kind, quality in names if name]
    first = [name for name, kind, _ in known if kind in ("primary name", "")] or [
        name for name, _, _ in known
    ]
    weak = [name for name, _, quality in known if "low" in quality]
    unique, group = _first(values, "unique"), _first(values, "group")
    kind = kind_of(_first(values, "kind"))
    countries = values["nationality"] if kind == "Person" else values["flag"]
    if kind == "Organisation":
        countries = [place[-1] for place in places]
    days = [day for text in values["born"] for day in born(text)]
    imposed = [part for text in values["imposed"] for part in text.split("|")]
    imposed = [text.strip() for text in imposed]
    return DerivedRecord(
        record.file,
        record.line,
        {
            **values,
            "key": unique or group,
            "kind": kind,
            "name": first[0] if first else "",
            "alias": [*(n for n, _, _ in known if n not in weak), *values["script"]],
            "weak_alias": weak,
            "identifier": [
                *([f"uk:{unique}"] if unique else []),
                *([f"ofsi:{group}"] if group else []),
                *(f"un:{number}" for number in values["un"][:1]),
                *(
                    one
                    for scheme in ("national-id", "passport", "registration", "imo")
                    for one in identified(scheme, values[scheme])
                ),
            ],
            "birth": days,
            "birth_note": [text for text in values["born"] if not born(text)],
            "birth_place": [
                address(town, land)
                for town, land in zip(values["town"], values["land"], strict=False)
            ],
            "country": countries_of(countries),
            "address": [address(*place) for place in places],
            "programme": values["regime"],
            # OFSI's list holds targets of financial sanctions alone, and has no column for them.
            "provision": provisions_of(_words(imposed) if unique else ["asset freeze"]),
            "measure": imposed,
            "ground": values["reasons"],
            "listed": sorted(day for text in values["designated"] for day in born(text))[:1],
        },
    )


def _first(values: _Values, column: str) -> str:
    return next(iter(values[column]), "")


def _words(names: Iterable[str]) -> Iterator[str]:
    """Give the indicators of the XML their blanks back: AssetFreeze → Asset Freeze."""
    for name in names:
        yield "".join(f" {c}" if c.isupper() else c for c in name) if " " not in name else name
