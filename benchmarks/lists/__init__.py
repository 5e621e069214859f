"""Read sanctions lists in their publishers' layouts as entities, for the benchmark alone.

These readers are on purpose other code than the loaders of the package: they only need names,
births, countries and identifiers, and a mistake in one of the two then shows.
"""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from geograph.resolution.entities.entity import Entity

csv.field_size_limit(10**8)

COUNTRIES = {
    "russia": "ru", "russian federation": "ru", "belarus": "by", "iran": "ir", "ukraine": "ua",
    "iran (islamic republic of)": "ir", "north korea": "kp", "korea, north": "kp", "syria": "sy",
    "democratic people's republic of korea": "kp", "syrian arab republic": "sy", "china": "cn",
    "afghanistan": "af", "pakistan": "pk", "iraq": "iq", "lebanon": "lb", "tunisia": "tn",
    "yemen": "ye", "saudi arabia": "sa", "libya": "ly", "egypt": "eg", "algeria": "dz",
    "somalia": "so", "sudan": "sd", "venezuela": "ve", "cuba": "cu", "burma": "mm", "myanmar": "mm",
}  # fmt: skip
KINDS = {"Person": "Person", "Company": "Company", "Vessel": "Vessel", "Airplane": "Aircraft"}
PERSON, VESSEL, ENTITY = "Person", "Vessel", "Organisation"


def countries(*texts: str | None) -> tuple[str, ...]:
    """Return alpha-2 codes of countries as the lists write them."""
    found = (COUNTRIES.get((t or "").strip().lower()) for t in texts)
    return tuple(sorted({c for c in found if c}))


def day(text: str) -> str | None:
    """Return EDTF of a date as lists print it."""
    text = " ".join(re.sub(r"\b(circa|approximately|c\.)", "", text).split())
    for form, edtf in (("%d %b %Y", "%Y-%m-%d"), ("%d.%m.%Y", "%Y-%m-%d"), ("%Y-%m-%d", "%Y-%m-%d"),
                       ("%b %Y", "%Y-%m"), ("%m.%Y", "%Y-%m"), ("%Y-%m", "%Y-%m"),
                       ("%Y", "%Y")):  # fmt: skip
        try:
            return datetime.strptime(text, form).strftime(edtf)
        except ValueError:
            continue
    return None


def days(texts: Iterator[str] | list[str]) -> tuple[str, ...]:
    """Return the dates that can be read, sorted."""
    return tuple(sorted({d for d in map(day, texts) if d}))


def numbers(text: str) -> tuple[str, ...]:
    """Return the identifiers in a text of codes: by their form, where the list says no more."""
    out = []
    for value in re.split(r"[;,\n]\s*", text or ""):
        value = re.sub(r"[\s-]", "", value)
        if re.fullmatch(r"IMO\d{7}", value):
            out.append(f"imo:{value[3:]}")
        elif re.fullmatch(r"\d{10}|\d{12}", value):
            out.append(f"inn:{value}")
        elif re.fullmatch(r"\d{13}|\d{15}", value):
            out.append(f"ogrn:{value}")
        elif len(value) > 5 and re.search(r"\d{4}", value):
            out.append(f"id:{value}")
    return tuple(out)


def ua_war(folder: Path) -> Iterator[Entity]:
    """Read the Ukraine war list as OpenSanctions merged and published it."""
    path = folder / "opensanctions" / "ua_war_sanctions.targets.simple.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Entity(
                id=f"ua/{row['id']}",
                kind=KINDS.get(row["schema"], ENTITY),
                label=row["name"],
                # The field is CSV within CSV: aliases that hold the separator are quoted.
                names=tuple(next(csv.reader([row["aliases"]], delimiter=";"), ())),
                identifiers=numbers(row["identifiers"]),
                birth=days(row["birth_date"].split(";")),
                countries=tuple(sorted(filter(None, row["countries"].split(";")))),
                source="ua",
            )


def ofac(folder: Path) -> Iterator[Entity]:
    """Read the legacy files of OFAC: names, other names, remarks."""

    def null(cell: str) -> str:
        return "" if cell.strip() == "-0-" else cell.strip()

    def rows(name: str) -> Iterator[list[str]]:
        with (folder / "ofac" / name).open(encoding="latin-1", newline="") as file:
            yield from ([null(c) for c in row] for row in csv.reader(file) if len(row) > 1)

    also = defaultdict(list)
    for row in rows("alt.csv"):
        also[row[0]].append(row[3])
    for row in rows("sdn.csv"):
        remarks = row[11]
        ids = [f"ofac:{row[0]}"]
        ids += [f"imo:{v}" for v in re.findall(r"IMO (\d{7})", remarks)]
        ids += [f"passport:{v}" for v in re.findall(r"Passport ([A-Z]{0,3}[\d/-]{5,}\d)", remarks)]
        found = re.findall(
            r"(?:Tax ID No\.|Registration ID|Registration Number) (\d+) \(R", remarks
        )
        ids += [n for v in found for n in numbers(v)]
        ids += [f"national:{v}" for v in re.findall(r"(?:National ID No\.|Identification Number"
                r"|Cedula No\.|C\.U\.R\.P\.) ([A-Z]{0,3}[\d-]{5,})", remarks)]  # fmt: skip
        kind = {"individual": PERSON, "vessel": VESSEL, "aircraft": "Aircraft"}.get(row[2], ENTITY)
        yield Entity(
            id=f"ofac/{row[0]}",
            kind=kind,
            label=row[1],
            names=(*also[row[0]], *re.findall(r"[af]\.k\.a\. '([^']+)'", remarks)),
            identifiers=tuple(ids),
            birth=days(re.findall(r"DOB ([^;.]+)", remarks)),
            countries=countries(*re.findall(r"(?:nationality|citizen) ([A-Z][^;.]+)", remarks)),
            source="ofac",
        )


def un(folder: Path) -> Iterator[Entity]:
    """Read the consolidated list of the Security Council."""
    root = ET.parse(folder / "un_sc" / "consolidated_2025-04-19.xml").getroot()

    def text(node: ET.Element, path: str) -> list[str]:
        return [" ".join(n.text.split()) for n in node.iter(path) if n.text and n.text.strip()]

    for tag, kind in (("INDIVIDUAL", PERSON), ("ENTITY", ENTITY)):
        for node in root.iter(tag):
            parts = (text(node, f"{n}_NAME") for n in ("FIRST", "SECOND", "THIRD", "FOURTH"))
            births = list(node.iter("INDIVIDUAL_DATE_OF_BIRTH"))
            yield Entity(
                id=f"un/{node.findtext('DATAID')}",
                kind=kind,
                label=" ".join(p[0] for p in parts if p),
                names=(*text(node, "NAME_ORIGINAL_SCRIPT"), *text(node, "ALIAS_NAME")),
                identifiers=(
                    f"un:{node.findtext('DATAID')}",
                    *(f"passport:{n}" for n in text(node, "NUMBER") if len(n) > 5),
                ),
                birth=days([t[:10] for b in births for t in (text(b, "DATE") or text(b, "YEAR"))]),
                countries=countries(*(n.findtext("VALUE") for n in node.iter("NATIONALITY"))),
                source="un",
            )


def eu(folder: Path) -> Iterator[Entity]:
    """Read the lists of the Official Journal, a file for each regulation."""
    for path in sorted((folder / "eu_journal").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 1):
                columns = ("alias", "weakAlias", "previousName")
                names = [n for c in columns for n in row[c].split("; ")]
                ids = [i for c in ("innCode", "ogrnCode", "taxNumber", "registrationNumber",
                                   "idNumber", "passportNumber")
                       for i in numbers(row[c])]  # fmt: skip
                ids += [f"imo:{v}" for v in re.findall(r"\d{7}", row["imoNumber"])]
                yield Entity(
                    id=f"eu/{path.stem}/{number}",
                    kind=KINDS.get(row["schema"], ENTITY),
                    label=row["name"],
                    names=tuple(filter(None, names)),
                    identifiers=tuple(ids),
                    birth=days(row["birthDate"].split("; ")),
                    countries=countries(*f"{row['country']}; {row['nationality']}".split("; ")),
                    source="eu",
                )


def canada(folder: Path) -> Iterator[Entity]:
    """Read Canada's consolidated autonomous list."""
    root = ET.parse(folder / "canada_sema" / "sema-lmes.xml").getroot()
    for number, node in enumerate(root.iter("record"), 1):
        row = {child.tag: " ".join((child.text or "").split()) for child in node}
        imo = row.get("ShipIMONumber")
        single = row.get("EntityOrShip")
        birth = row.get("DateOfBirthOrShipBuildDate")
        yield Entity(
            id=f"canada/{number}",
            kind=VESSEL if imo else ENTITY if single else PERSON,
            label=single or f"{row.get('LastName', '')}, {row.get('GivenName', '')}",
            names=tuple(filter(None, re.split(r"[;,]\s*", row.get("Aliases", "")))),
            identifiers=(f"imo:{imo}",) if imo else (),
            birth=days([birth]) if birth and not single else (),
            source="canada",
        )


def ftm(folder: Path) -> Iterator[Entity]:
    """Read OpenSanctions' merged entities, with the ids that they were merged from."""
    kinds = {"Person": PERSON, "Vessel": VESSEL, "Company": "Company", "Organization": ENTITY,
             "LegalEntity": ENTITY}  # fmt: skip
    for name in ("zala.entities.ftm.json", "t2.entities.delta.json"):
        for line in (folder / "opensanctions" / name).read_text(encoding="utf-8").splitlines():
            data = json.loads(line) if line.strip() else {}
            data = data.get("entity", data)
            if data.get("schema") not in kinds:
                continue
            facts = data["properties"]
            names = (*facts.get("name", ()), *facts.get("alias", ()))
            yield Entity(
                id=f"ftm/{data['id']}",
                kind=kinds[data["schema"]],
                label=data["caption"],
                names=names,
                identifiers=tuple(f"opensanctions:{r}" for r in data["referents"]),
                birth=days(facts.get("birthDate", [])),
                countries=tuple(sorted({*facts.get("country", ()), *facts.get("nationality", ())})),
                source="ftm",
            )


LISTS = {"ftm": ftm, "ua": ua_war, "ofac": ofac, "un": un, "eu": eu, "canada": canada}
