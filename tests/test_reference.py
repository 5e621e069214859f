"""The reference tables: known facts, the publishers' own files, and what a broken table says."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from releases import SHARED, with_files

from geograph.actors import ActorIndex, key_of, load_reference
from geograph.actors.reference import FILES, Spell
from geograph.errors import ReferenceDataError, SeveralErrors
from geograph.vocab import ITEM_CLASSES, PROVISIONS

ROOT = Path(__file__).parent.parent
TABLES = ROOT / "data" / "reference"
REFERENCE = load_reference()
ACTORS = {actor.id: actor for actor in REFERENCE.actors}
INDEX = ActorIndex(REFERENCE.actors, REFERENCE.tenures)
ONE = timedelta(days=1)

# id, ISO alpha-2, alpha-3, COW number and abbreviation, GW number, Wikidata, first and last day
FACTS = [
    ("state/USA", "US", "USA", 2, "USA", 2, "Q30", None, None),
    ("state/CAN", "CA", "CAN", 20, "CAN", 20, "Q16", "1867-07-01", None),
    ("state/GBR", "GB", "GBR", 200, "UKG", 200, "Q145", None, None),
    ("state/CHE", "CH", "CHE", 225, "SWZ", 225, "Q39", None, None),
    ("state/DEU", "DE", "DEU", 255, "GMY", 260, "Q183", None, None),
    ("state/GFR", None, None, 260, "GFR", 260, "Q713750", "1949-09-21", "1990-10-02"),
    ("state/GDR", None, None, 265, "GDR", 265, "Q16957", "1949-10-05", "1990-10-02"),
    ("state/AUH", None, None, 300, "AUH", 300, "Q28513", None, "1918-11-13"),
    ("state/AUT", "AT", "AUT", 305, "AUS", 305, "Q40", "1918-11-14", None),
    ("state/CZE-1918", None, None, 315, "CZE", 315, "Q33946", "1918-10-28", "1992-12-31"),
    ("state/CZE", "CZ", "CZE", 316, "CZR", 316, "Q213", "1993-01-01", None),
    ("state/SIC", None, None, 329, "SIC", 329, "Q180393", None, "1861-03-16"),
    ("state/SRB", "RS", "SRB", 345, "YUG", 340, "Q403", "1878-07-13", None),
    ("state/YUG", None, None, 345, "YUG", 345, "Q36704", "1918-12-01", "1992-04-26"),
    ("state/YUG-1992", None, None, 345, "YUG", 345, "Q37024", "1992-04-27", "2006-06-04"),
    ("state/XKX", "XK", "XKX", 347, "KOS", 347, "Q1246", "2008-02-17", None),
    ("state/RUS", "RU", "RUS", 365, "RUS", 365, "Q159", None, None),
    ("state/RUS-1922", None, None, 365, "RUS", 365, "Q15180", "1922-12-30", "1991-12-25"),
    ("state/UKR", "UA", "UKR", 369, "UKR", 369, "Q212", "1991-12-01", None),
    ("state/NAM", "NA", "NAM", 565, "NAM", 565, "Q1030", "1990-03-21", None),
    ("state/SSD", "SS", "SSD", 626, "SSD", 626, "Q958", "2011-07-09", None),
    ("state/IRN", "IR", "IRN", 630, "IRN", 630, "Q794", None, None),
    ("state/TUR", "TR", "TUR", 640, "TUR", 640, "Q43", None, None),
    ("state/YAR", None, None, 678, "YAR", 678, "Q267584", "1918-10-30", "1990-05-21"),
    ("state/YEM", "YE", "YEM", 679, "YEM", 678, "Q805", "1990-05-22", None),
    ("state/TWN", "TW", "TWN", 713, "TAW", 713, "Q865", "1949-12-08", None),
    ("state/TBT", None, None, None, None, 711, None, "1913-01-01", "1950-10-01"),
    ("state/KOR-1887", None, None, 730, "KOR", 730, None, None, "1910-08-22"),
    ("state/PRK", "KP", "PRK", 731, "PRK", 731, "Q423", "1948-09-09", None),
    ("state/KOR", "KR", "KOR", 732, "ROK", 732, "Q884", "1948-08-15", None),
    ("state/VNM", "VN", "VNM", 816, "DRV", 816, "Q881", "1954-05-01", None),
    ("state/RVN", None, None, 817, "RVN", 817, "Q180573", "1954-05-01", "1975-04-30"),
    ("state/KIR", "KI", "KIR", 946, "KIR", 970, "Q710", "1999-09-14", None),
    ("state/PSE", "PS", "PSE", None, None, None, "Q219060", "1988-11-15", None),
]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact[0])
def test_known_states(fact):
    a = ACTORS[fact[0]]
    assert a.kind == "State"
    found = (a.id, a.iso2, a.iso3, a.cow, a.cow_abb, a.gw, a.wikidata, iso(a.start), iso(a.end))
    assert found == fact


def test_a_living_state_is_named_by_its_iso_code_and_a_gone_one_by_its_abbreviation():
    living = {a.iso3 for a in REFERENCE.actors if a.iso3}
    for actor in REFERENCE.actors:
        if actor.kind != "State":
            continue
        if actor.iso3:
            assert actor.id == f"state/{actor.iso3}"
            assert actor.end is None
            continue
        abb, _, year = actor.id.removeprefix("state/").partition("-")
        own = [s for s in REFERENCE.spells if s.state == actor.id]
        assert abb in {s.abb for s in own}
        assert actor.end
        others = {s.state for s in REFERENCE.spells if s.abb == abb and s.scheme == "cow"}
        collides = abb in living or (len(others) > 1 and actor.id != "state/YUG")
        assert bool(year) == collides


# --- the publishers' own files

# Numbers that the Correlates of War and Gleditsch and Ward give to more than one state of ours.
SPLIT = {
    ("cow", 345): ["state/SRB", "state/YUG", "state/YUG-1992", "state/SRB"],
    ("gw", 345): ["state/YUG", "state/YUG-1992"],
    ("cow", 365): ["state/RUS", "state/RUS-1922", "state/RUS"],
    ("gw", 365): ["state/RUS", "state/RUS-1922", "state/RUS"],
    ("gw", 260): ["state/GFR", "state/DEU"],
    ("gw", 678): ["state/YAR", "state/YEM"],
}
# Numbers that a publisher's data keep after their spell, and whom they mean then.
KEPT = {("cow", 260): ("state/DEU",)}
# The one list name that means another state of ours at the middle of its spell: the Correlates of
# War keep one name for four states.
UNLIKE = {"cow": {(345, "Yugoslavia")}, "gw": set()}

Row = tuple[int, str, str, date, date]


def cow_rows() -> list[Row]:
    with (SHARED / "cow" / "states2016.csv").open(encoding="utf-8", newline="") as file:
        return [
            (
                int(r["ccode"]),
                r["stateabb"],
                r["statenme"],
                date(int(r["styear"]), int(r["stmonth"]), int(r["stday"])),
                date(int(r["endyear"]), int(r["endmonth"]), int(r["endday"])),
            )
            for r in csv.DictReader(file)
        ]


def gw_rows() -> list[Row]:
    path = SHARED / "peacesciencer_rda" / "gw_states_converted.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (
                int(float(r["gwcode"])),
                r["stateabb"],
                r["statename"],
                date.fromisoformat(r["startdate"]),
                date.fromisoformat(r["enddate"]),
            )
            for r in csv.DictReader(file)
        ]


def rows(scheme: str) -> list[Row]:
    found = cow_rows() if scheme == "cow" else gw_rows()
    assert len(found) == {"cow": 243, "gw": 216}[scheme]
    return found


CUT = {"cow": date(2016, 12, 31), "gw": date(2017, 12, 31)}


def joined(spells: list[Spell]) -> list[tuple[date, date | None]]:
    """Join the spells of one number that follow each other without a day between."""
    found: list[tuple[date, date | None]] = []
    for spell in sorted(spells, key=lambda s: s.start or date.min):
        start = spell.start or date(1816, 1, 1)
        if found and (last := found[-1][1]) and last + ONE == start:
            found[-1] = (found[-1][0], spell.end)
        else:
            found.append((start, spell.end))
    return found


@with_files
@pytest.mark.parametrize("scheme", ["cow", "gw"])
def test_the_spells_are_those_of_the_list_day_by_day(scheme):
    ours: dict[int, list[Spell]] = defaultdict(list)
    for spell in REFERENCE.spells:
        if spell.scheme == scheme:
            ours[spell.code].append(spell)
    theirs: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for code, abb, _, start, end in rows(scheme):
        theirs[code].append((start, None if end == CUT[scheme] else end))
        assert abb in {spell.abb for spell in ours[code]}
    assert {code: joined(spells) for code, spells in ours.items()} == dict(theirs)


@with_files
@pytest.mark.parametrize("scheme", ["cow", "gw"])
def test_a_number_is_one_state_in_every_year_of_its_spell(scheme):
    for code, _, name, start, end in rows(scheme):
        days = [start, *(date(y, 7, 1) for y in range(start.year, end.year + 1)), end]
        found = [INDEX.resolve(f"{scheme}:{code}", on=d) for d in days if start <= d <= end]
        order = [key for i, key in enumerate(found) if i == 0 or found[i - 1] != key]
        expected = SPLIT.get((scheme, code))
        if expected:
            assert order in [expected[i:j] for i in range(4) for j in range(i + 1, 5)], (code, name)
        else:
            assert len(order) == 1, (code, name)


@with_files
@pytest.mark.parametrize("scheme", ["cow", "gw"])
def test_a_number_ends_with_its_spell(scheme):
    spells: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for code, _, _, start, end in rows(scheme):
        spells[code].append((start, end))
    for code, times in spells.items():
        for start, end in times:
            for outside in (start - ONE, end + ONE):
                inside = any(a <= outside <= b for a, b in times)
                if not inside and outside > date(1816, 1, 1) and outside < CUT[scheme]:
                    found = INDEX.find(f"{scheme}:{code}", on=outside)
                    kept = KEPT.get((scheme, code), ()) if outside > end else ()
                    assert found == kept, (code, outside)


@with_files
@pytest.mark.parametrize("scheme", ["cow", "gw"])
def test_the_name_that_a_list_gives_is_a_name_of_the_state(scheme):
    unlike: set[tuple[int, str]] = set()
    for code, _, name, start, end in rows(scheme):
        middle = date.fromordinal((start.toordinal() + end.toordinal()) // 2)
        words = [name, *re.split(r"[()/]", name)]
        found = {INDEX.find(word, on=middle) for word in words if word.strip()}
        if (INDEX.resolve(f"{scheme}:{code}", on=middle),) not in found:
            unlike.add((code, name))
    assert unlike == UNLIKE[scheme]


def mledoze() -> dict[str, dict[str, object]]:
    text = (SHARED / "countries" / "mledoze_countries.json").read_text(encoding="utf-8")
    found = {entry["cca3"]: entry for entry in json.loads(text)}
    found["XKX"] = found.pop("UNK")
    assert len(found) == 250
    return found


# ISO codes of places without a government of their own, or (ESH) with two that claim it.
NO_ACTOR = {"ATA", "ATF", "BVT", "ESH", "HMD", "IOT", "SGS", "SJM", "UMI"}


@with_files
def test_every_iso_code_is_an_actor():
    theirs = {(e["cca2"], e["cca3"]) for k, e in mledoze().items() if k not in {*NO_ACTOR, "XKX"}}
    ours = {(a.iso2, a.iso3) for a in REFERENCE.actors if a.iso3}
    assert ours == theirs | {("XK", "XKX")}


@with_files
def test_every_wikidata_id_of_an_iso_country_is_that_of_the_file():
    path = SHARED / "countries" / "country-codes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        theirs = {
            r["ISO3166-1-Alpha-3"]: r["wikidata_id"].rsplit("/", 1)[-1]
            for r in csv.DictReader(file)
        }
    assert len(theirs) == 249
    for actor in REFERENCE.actors:
        if actor.iso3 in theirs:
            # the file has none for Namibia, and no Kosovo
            assert actor.wikidata == (theirs[actor.iso3] or "Q1030")


@with_files
def test_common_and_official_names_are_names_of_the_country():
    ambiguous = {"COG": {"Congo"}, "VGB": {"Virgin Islands"}}
    other = {"Guiana"}  # of French Guiana there; of Guyana in older books
    for code, entry in mledoze().items():
        if code in NO_ACTOR:
            continue
        name = entry["name"]
        for word in {name["common"], name["official"]} - other:
            found = INDEX.find(word, on=date(2024, 9, 10))
            if word in ambiguous.get(code, set()):
                assert len(found) == 2
            else:
                assert [ACTORS[key].iso3 for key in found] == [code], word


@with_files
def test_gleditsch_ward_numbers_of_small_states_are_those_of_the_converter():
    path = SHARED / "countries" / "coco_country_data.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        theirs = {
            r["ISO3"]: int(r["GWcode"]) for r in csv.DictReader(file, delimiter="\t") if r["GWcode"]
        }
    # The converter gives Czechia, Yemen and Vietnam the numbers of states before them.
    wrong = {k for k, v in theirs.items() if (a := ACTORS.get(f"state/{k}")) and a.gw != v}
    assert wrong == {"CZE", "YEM", "VNM"}


# --- the rest of the tables


def test_every_row_says_where_it_is_from():
    for file, columns in FILES.items():
        if "source" in columns.split(","):
            with (TABLES / file).open(encoding="utf-8", newline="") as handle:
                for row in csv.DictReader(handle):
                    assert row["source"], (file, row)


def test_provisions_are_those_of_the_vocabulary():
    assert {p.slug for p in REFERENCE.provisions} == set(PROVISIONS)
    ontology = (ROOT / "geograph" / "ontology.ttl").read_text(encoding="utf-8")
    for provision in REFERENCE.provisions:
        block = ontology.split(f"/provision/{provision.slug}> a ")[1].split(" .\n")[0]
        assert f'skos:prefLabel "{provision.label}"@en' in block


def test_items_are_one_tree_for_weapons_and_one_for_goods():
    items = {item.id: item for item in REFERENCE.items}
    assert {item.id for item in REFERENCE.items if not item.broader} == {
        "item/weapon",
        "item/dual-use-good",
    }
    for item in REFERENCE.items:
        assert item.kind in ITEM_CLASSES
        for wider in item.broader:
            assert (items[wider].kind == "DualUseGood") == (item.kind == "DualUseGood")


def test_no_two_items_share_a_name():
    seen: dict[str, str] = {}
    for item in REFERENCE.items:
        for word in (item.label, *item.aliases):
            assert seen.setdefault(key_of(word), item.id) == item.id


def test_everything_is_sorted_by_id():
    for part in (REFERENCE.actors, REFERENCE.items):
        assert [thing.id for thing in part] == sorted(thing.id for thing in part)


def test_a_body_of_a_government_speaks_for_its_state():
    with (TABLES / "territories.csv").open(encoding="utf-8", newline="") as file:
        territories = {row["id"] for row in csv.DictReader(file)}
    bodies = {a.id for a in REFERENCE.actors if a.kind == "GovernmentBody"} - territories
    spoken = {t.who for t in REFERENCE.tenures if t.relation == "speaksFor"}
    assert bodies <= spoken
    for who in bodies:
        assert INDEX.voice(who, date(2024, 9, 10))[0].startswith("state/")


def test_every_person_has_an_office_or_a_page_that_names_them():
    held = {t.who for t in REFERENCE.tenures}
    with (ROOT / "data" / "reference" / "persons.csv").open(encoding="utf-8", newline="") as file:
        private = [row for row in csv.DictReader(file) if row["id"] not in held]
    # they speak for nobody but themselves
    assert [INDEX.voice(row["id"], date(2024, 9, 10))[0] for row in private] == [
        row["id"] for row in private
    ]
    assert all(row["source"].startswith("http") for row in private)


# --- broken tables

BROKEN = [
    ("states.csv", "state/IRN,Iran,", "state/IRN,,", "label", "is empty"),
    ("states.csv", "state/IRN,Iran,IR,", "state/IRN,Iran,US,", "iso2", "'US' is already used at"),
    ("states.csv", "state/IRN,Iran,", "state/Iran,Iran,", "id", "has not the form"),
    ("states.csv", ",630,IRN,630,", ",630,IRN,x,", "gw", "'x' is not a number"),
    ("states.csv", "Q794", "794", "wikidata", "has not the form"),
    ("state_spells.csv", "state/IRN,cow,", "state/IRM,cow,", "state", "is not a known id"),
    ("state_spells.csv", "state/IRN,cow,", "state/IRN,cwo,", "scheme", "is not known"),
    ("state_spells.csv", "1855-01-01", "1855-02-30", "start", "invalid date '1855-02-30'"),
    ("state_names.csv", "1971-10-27,1997", "1971-10-27,1961", "end", "is before the start"),
    (
        "codes.csv",
        "state/IRN,cameo,IRN",
        "state/IRM,cameo,IRN",
        "actor",
        "is not a known id",
    ),
    ("codes.csv", "state/IRN,cameo,IRN", "state/IRN,cameo,", "code", "is empty"),
    ("codes.csv", "state/IRN,cameo,IRN", "state/IRN,Cameo:,IRN", "scheme", "has not the form"),
    ("roles.csv", "Admiral,GovernmentBody,", "Admiral,Navy,", "kind", "'Navy' is not known"),
    ("roles.csv", "Admiral,GovernmentBody,yes", "Admiral,GovernmentBody,maybe", "speaks", "is not"),
    ("territories.csv", "GovernmentBody,Aruba", "Island,Aruba", "kind", "'Island' is not known"),
    ("organisations.csv", "actor/iran-air,", "actor/iran air,", "id", "has not the form"),
    ("persons.csv", "actor/david-lammy,", "actor/yvette-cooper,", "id", "is already used at"),
    (
        "tenures.csv",
        "actor/fcdo,",
        "actor/fdco,",
        "whom",
        "'actor/fdco' is not a known id",
    ),
    ("tenures.csv", "speaksFor", "speaksfor", "relation", "'speaksfor' is not known"),
    ("items.csv", "item/missile,", "item/missiles,", "broader", "is not a known id"),
    ("items.csv", "Munition,bomb", "Bomb,bomb", "kind", "'Bomb' is not known"),
    (
        "items.csv",
        "armament;armaments,,",
        "armament;armaments,item/tank,",
        "broader",
        "its own broader concept",
    ),
    ("provisions.csv", "travel-ban,", "travelban,", "slug", "'travelban' is not known"),
    ("provisions.csv", "slug,label,", "slug,name,", None, "header is"),
    ("provisions.csv", "travel-ban,travel ban,", "travel-ban,travel ban,x,", "", "4 cells where"),
    ("items.csv", "item/tank,W", 'item/tank,"W', None, "not CSV"),
]


def broken(folder: Path, file: str, old: str, new: str) -> Path:
    shutil.copytree(TABLES, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "what"), BROKEN, ids=[f"{b[0]}-{b[4]}" for b in BROKEN]
)
def test_a_broken_table_says_where_and_what(tmp_path, file, old, new, field, what):
    folder = broken(tmp_path / "reference", file, old, new)
    with pytest.raises(SeveralErrors) as caught:
        load_reference(folder)
    errors = caught.value.errors
    assert all(isinstance(error, ReferenceDataError) and error.fix for error in errors)
    places = [(e.where.file, e.where.field or None) for e in errors if what in e.what]
    assert (str(folder / file), field or None) in places
    number = (folder / file).read_text(encoding="utf-8").split(new)[0].count("\n") + 1
    if not any(word in what for word in ("a known id", "already", "its own broader", "CSV")):
        assert {e.where.line for e in errors if what in e.what} == {number}


def test_all_mistakes_are_told_together(tmp_path):
    folder = broken(tmp_path / "reference", "states.csv", ",630,IRN,630,", ",x,IRN,y,")
    (folder / "items.csv").unlink()
    (folder / "persons.csv").write_bytes(b"id,label\xff")
    with pytest.raises(SeveralErrors) as caught:
        load_reference(folder)
    told = str(caught.value)
    assert "'cow': 'x' is not a number" in told
    assert "'gw': 'y' is not a number" in told
    assert "items.csv: cannot be read: FileNotFoundError" in told
    assert "persons.csv: cannot be read: UnicodeDecodeError" in told


def test_a_copy_elsewhere_reads_the_same(tmp_path):
    shutil.copytree(TABLES, tmp_path / "reference")
    assert load_reference(tmp_path / "reference") == REFERENCE
