"""Who is who: count the names of states in the publishers' files that resolve, by data set.

Usage: ``python benchmarks/names.py FOLDER [--list]``. The folder holds the publishers' own files;
the columns are read raw, without any mapping, and each name is asked at the date of its row.
Without a folder nothing is measured. ``--list`` prints every name that means no state.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path

from geograph.actors import ActorIndex, load_reference
from geograph.actors.roles import role_of

#: A name as it is asked for, the first and the last day of its row, how to ask.
Asked = tuple[str, date | None, date | None]
OUTCOMES = ("state", "later a state", "other actor", "role", "ambiguous", "unresolved")

#: What stands between two nationalities of one cell of the Official Journal.
EITHER = r";|, | \(the Union.*| and/or | and "

csv.field_size_limit(1 << 24)


@dataclass(slots=True)
class Column:
    """A column of one data set, with the rows and the names of each outcome."""

    data: str
    name: str
    rows: Counter[str] = field(default_factory=Counter)
    names: dict[str, Counter[str]] = field(default_factory=dict)


def outcome(index: ActorIndex, asked: Asked, by: str | None, demonyms: bool) -> str:
    """Say what a name means in a row: one of OUTCOMES."""
    name, on, until = asked
    found = index.find(name, on=on, until=until, by=by, demonyms=demonyms)
    if not found and on:
        late = index.find(name, on=on, until=date.max, by=by, demonyms=demonyms, kinds=("State",))
        if len(late) == 1:
            return "later a state"
    if not found:
        return "role" if role_of(name, index, on) else "unresolved"
    if len(found) > 1:
        return "ambiguous"
    return "state" if found[0].startswith("state/") else "other actor"


def table(path: Path, *, encoding: str = "utf-8-sig", **how: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table with a header; bytes that are not text are replaced."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield from csv.DictReader(file, **how)  # type: ignore[arg-type]


def year(text: str) -> tuple[date, date] | tuple[None, None]:
    """Return the first and last day of a year, or nothing where the cell has none."""
    found = re.match(r"(\d{4})(\.0)?$", text.strip())
    return (date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)) if found else (None, None)


def day(y: str, m: str, d: str) -> date | None:
    """Return a day of three cells; an unknown month or day (below 1, empty) is the first."""
    try:
        return date(int(float(y)), max(1, int(float(m or 1))), max(1, int(float(d or 1))))
    except ValueError:
        return None


def sipri(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield recipients and suppliers, from the order to the last delivery."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for row in csv.reader(file):
            if len(row) < 11 or not (first := year(row[2]))[0]:
                continue
            years = re.findall(r"\d{4}", row[10])
            last = date(int(max([row[2], *years])), 12, 31)
            for name, column in zip(row[:2], ("recipient", "supplier"), strict=True):
                yield column, (name, first[0], last)


def icews(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield names and countries of the full release."""
    for row in table(path, delimiter="\t", quoting=csv.QUOTE_NONE):  # type: ignore[arg-type]
        on = date.fromisoformat(row["Event Date"])
        for column in ("Source Name", "Source Country", "Target Name", "Target Country", "Country"):
            if row[column] != "NA":
                yield (
                    column.removeprefix("Source ").removeprefix("Target "),
                    (row[column], on, None),
                )


def benchmark(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield subjects and objects of the four-column form."""
    for line in path.read_text(encoding="utf-8").splitlines():
        subject, _, object_, on = line.split("\t")
        for name in (subject, object_):
            yield "subject, object", (name, date.fromisoformat(on), None)


def gdelt(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield actors' CAMEO countries and the FIPS countries of places."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) < 57:
            continue
        step = 1 if len(cells) > 60 else 0
        on = day(cells[1][:4], cells[1][4:6], cells[1][6:8])
        for at in (7, 17):
            if cells[at]:
                yield "actor country (CAMEO)", (f"cameo:{cells[at]}", on, None)
        for at in (37, 44 + step, 51 + 2 * step):
            if cells[at]:
                yield "place country (FIPS)", (f"fips:{cells[at]}", on, None)


def petrarch(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield the countries of the codes of the dictionary, at their time limits."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        for code, limit in re.findall(r"\[([A-Z]{3})\S*\s*([<>]?\d*)[-\d]*\]", line.split("#")[0]):
            digits = limit.strip("<>")
            if len(digits) == 6:
                digits = ("20" if digits < "15" else "19") + digits
            # a limit "<" is the day after the last one
            on = day(digits[:4], digits[4:6], digits[6:8]) if len(digits) == 8 else None
            if limit.startswith("<") and on:
                on = date.fromordinal(on.toordinal() - 1)
            yield "code", (f"cameo:{code}", on, None)


def plover(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield the codes of the gold standard, which has no dates."""
    for event in json.loads(path.read_text(encoding="utf-8")):
        for actor in [*(event.get("source") or ()), *(event.get("target") or ())]:
            if isinstance(actor, dict) and actor.get("code"):
                yield "actor code", (f"cameo:{actor['code']}", None, None)


def split_cells(
    path: Path, columns: Iterable[str], apart: str, scheme: str = ""
) -> Iterator[tuple[str, Asked]]:
    """Yield the values of columns that hold several each; ISO codes by their scheme."""
    for row in table(path):
        for column in columns:
            for value in filter(None, map(str.strip, re.split(apart, row[column]))):
                iso = "opensanctions:" if scheme or re.fullmatch(r"[A-Za-z]{2}", value) else ""
                yield column, (iso + value, None, None)


def ofac_add(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield the countries of addresses."""
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.reader(file):
            if len(row) > 4 and row[4].strip() != "-0-":
                yield "country", (row[4].strip(), None, None)


def ofac_sdn(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield flags, and the nationalities and citizenships of the remarks."""
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.reader(file):
            if len(row) < 12:
                continue
            if row[9].strip() != "-0-":
                yield "vessel flag", (row[9].strip(), None, None)
            for value in re.findall(r"(?:nationality|citizen) (?:of )?([^;.]+)", row[11]):
                yield "nationality (remarks)", (value.strip(), None, None)


def tagged(path: Path, *tags: str) -> Iterator[tuple[str, Asked]]:
    """Yield the text of tags of an XML file, read as text so that a broken file counts too."""
    text = path.read_text(encoding="utf-8", errors="replace")
    for tag in tags:
        for value in re.findall(rf"<{tag}>\s*([^<]+?)\s*</{tag}>", text):
            # the first half of a bilingual name is English
            part = re.split(r"\s/\s", value.replace("&apos;", "'"))[0]
            yield tag, (part, None, None)


def un_list(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield countries and nationalities of the list of the Security Council."""
    yield from tagged(path, "COUNTRY", "COUNTRY_OF_BIRTH", "ISSUING_COUNTRY")
    text = path.read_text(encoding="utf-8", errors="replace")
    for block in re.findall(r"<NATIONALITY>(.*?)</NATIONALITY>", text, re.DOTALL):
        for value in re.findall(r"<VALUE>\s*([^<]+?)\s*</VALUE>", block):
            # "na" is no Namibia here
            if value != "na":
                yield "NATIONALITY", (value.replace("&apos;", "'"), None, None)


def ftm(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield the countries of FollowTheMoney entities."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        properties = (entity.get("entity") or entity).get("properties", {})
        for key in ("country", "nationality", "jurisdiction", "flag", "mainCountry", "citizenship"):
            values = properties.get(key, ())
            for value in [values] if isinstance(values, str) else values:
                yield "country", (f"opensanctions:{value}", None, None)


def span(row: dict[str, str], cells: tuple[str, ...]) -> tuple[date | None, date | None]:
    """Return the first and last day of a year, a day, or three cells (with three more: an end)."""
    if len(cells) < 3:
        days = [row[cell] for cell in cells]
        if len(days[0]) > 6:
            return date.fromisoformat(days[0]), date.fromisoformat(days[-1])
        return year(days[0])
    days_ = [day(*(row[cell] for cell in cells[at : at + 3])) for at in range(0, len(cells), 3)]
    known = [one for one in days_ if one]
    # a few rows end the day before they start
    return (min(known), max(known)) if known else (None, None)


def dated(
    path: Path,
    scheme: str,
    codes: Iterable[str],
    cells: tuple[str, ...],
    *,
    names: Iterable[str] = (),
    only: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, Asked]]:
    """Yield columns of numbers and of names of a table whose rows have a date."""
    text = path.read_bytes()
    try:
        text.decode("utf-8")
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = "latin-1"
    for row in table(path, encoding=encoding):
        on, until = span(row, cells)
        for column in codes:
            value = row[column].removesuffix(".0")
            if only and row[only[column]] != "1":
                continue
            # who loses was there the day before
            first = date.fromordinal(on.toordinal() - 1) if on and column == "loser" else on
            if re.fullmatch(r"[1-9]\d*|[A-Z]{3}", value):
                yield column, (f"{scheme}:{value}", first, until)
        for column in names:
            if row[column] not in ("", "-8"):
                yield column, (row[column], on, until)


def atop(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield the numbered members of alliances."""
    for row in table(path):
        on = day(row["begyr"], row["begmo"], row["begday"])
        for column, value in row.items():
            if re.fullmatch(r"mem\d+", column) and value:
                yield "mem1…", (f"cow:{value}", on, date.max)


def earth(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield codes and names of the shapes."""
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        have = {key.upper(): value for key, value in feature["properties"].items()}
        yield "ISO_A3_EH", (f"iso3:{have['ISO_A3_EH']}", None, None)
        yield "ADMIN", (have["ADMIN"], None, None)
        yield "SOVEREIGNT", (have["SOVEREIGNT"], None, None)


def fao(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield the English names of areas that have a code or are gone, while they are valid."""
    text = path.read_text(encoding="utf-8")
    for body in re.findall(r"<owl:NamedIndividual [^>]*>(.*?)</owl:NamedIndividual>", text, re.S):
        cells = dict(re.findall(r"<(\w+)[^>]*>([^<]+)</", body))
        if "codeISO3" in cells or cells.get("validUntil", "9999") != "9999":
            on, until = year(cells.get("validSince", ""))
            if until and cells["validUntil"] != "9999":
                until = date(int(cells["validUntil"]), 12, 31)
            for column in ("nameShortEN", "nameOfficialEN"):
                if column in cells:
                    yield column, (unescape(cells[column].strip()), on, until)


DYAD = ("dyad_st_year", "dyad_st_month", "dyad_st_day")
Reading = Callable[[Path], Iterator[tuple[str, Asked]]]
#: Data set, files, reader, whose writing it is, whether words for people count.
SETS: list[tuple[str, str, Reading, str | None, bool]] = [
    ("SIPRI", "sipri/*.csv", sipri, "sipri", False),
    ("ICEWS", "icews/original_tsv/*.tab", icews, "icews", False),
    ("ICEWS benchmark", "icews/icews14_rebuilt_names/*.txt", benchmark, "icews", False),
    ("GDELT", "gdelt/*.export.CSV", gdelt, None, False),
    ("petrarch2", "cameo/petrarch2/Phoenix.Countries*", petrarch, None, False),
    (
        "CAMEO table",
        "cameo/gdelt_lookups/CAMEO.country.txt",
        lambda p: (
            ("CODE", (f"cameo:{row['CODE']}", None, None))
            for row in table(p, encoding="latin-1", delimiter="\t")
        ),
        None,
        False,
    ),
    ("PLOVER", "plover/PLOVER_GSR*", plover, None, False),
    ("OFAC", "ofac/add.csv", ofac_add, "ofac", False),
    ("OFAC", "ofac/sdn.csv", ofac_sdn, "ofac", False),
    ("OFAC consolidated", "ofac/*.xml", lambda p: tagged(p, "country"), "ofac", False),
    ("UN list", "un_sc/*.xml", un_list, "un", False),
    (
        "EU journal",
        "eu_journal/*.csv",
        lambda p: split_cells(p, ("country", "nationality", "jurisdiction", "flag"), EITHER),
        None,
        True,
    ),
    ("Canada", "canada_sema/*.xml", lambda p: tagged(p, "Country"), None, False),
    (
        "OpenSanctions",
        "opensanctions/*.csv",
        lambda p: split_cells(p, ("countries",), ";", "os"),
        None,
        False,
    ),
    ("OpenSanctions FtM", "opensanctions/*.json", ftm, None, False),
    (
        "COW states",
        "cow/states2016.csv",
        lambda p: dated(
            p, "cow", ("ccode", "stateabb"), ("styear", "stmonth", "stday"), names=("statenme",)
        ),
        "cow",
        False,
    ),
    (
        "COW system",
        "cow/system2016.csv",
        lambda p: dated(p, "cow", ("ccode",), ("year",)),
        "cow",
        False,
    ),
    (
        "COW wars",
        "cow/Inter-StateWarData*.csv",
        lambda p: dated(
            p, "cow", ("ccode",), ("StartYear1", "StartMonth1", "StartDay1"), names=("StateName",)
        ),
        "cow",
        False,
    ),
    (
        "COW wars",
        "cow/Extra-StateWarData*.csv",
        lambda p: dated(p, "cow", ("ccode1", "ccode2"), ("StartYear1", "StartMonth1", "StartDay1")),
        "cow",
        False,
    ),
    (
        "COW wars",
        "cow/INTRA-STATE*.csv",
        lambda p: dated(
            p, "cow", ("CcodeA",), ("StartYr1", "StartMo1", "StartDy1"), names=("SideA",)
        ),
        "cow",
        False,
    ),
    (
        "COW MID",
        "cow/MIDB*.csv",
        lambda p: dated(p, "cow", ("ccode", "stabb"), ("styear", "stmon", "stday")),
        "cow",
        False,
    ),
    (
        "COW MID incidents",
        "cow/MIDIP*.csv",
        lambda p: dated(p, "cow", ("ccode", "stabb"), ("styear", "stmon", "stday")),
        "cow",
        False,
    ),
    (
        "COW alliances",
        "cow/alliance*by_d*.csv",
        lambda p: dated(
            p,
            "cow",
            ("ccode1", "ccode2"),
            (*DYAD, "dyad_end_year", "dyad_end_month", "dyad_end_day"),
            names=("state_name1", "state_name2"),
        ),
        "cow",
        False,
    ),
    (
        "COW contiguity",
        "cow/contcold.csv",
        lambda p: dated(p, "cow", ("statelno", "statehno", "statelab", "statehab"), ("year",)),
        "cow",
        False,
    ),
    (
        "COW contiguity",
        "peacesciencer_rda/cow_contdir*.csv",
        lambda p: dated(p, "cow", ("ccode1", "ccode2"), ("stdate", "enddate")),
        "cow",
        False,
    ),
    (
        "COW territorial change",
        "cow/tc2018.csv",
        lambda p: dated(
            p,
            "cow",
            ("gainer", "loser"),
            ("year",),
            only={"gainer": "gaintype", "loser": "losetype"},
        ),
        "cow",
        False,
    ),
    ("ATOP", "atop/atop-alliance-level.csv", atop, "cow", False),
    (
        "ATOP",
        "atop/atop-member-level.csv",
        lambda p: dated(p, "cow", ("member",), ("yrent", "moent", "dayent")),
        "cow",
        False,
    ),
    (
        "Gleditsch-Ward",
        "peacesciencer_rda/gw_states*.csv",
        lambda p: dated(p, "gw", ("gwcode",), ("startdate", "enddate"), names=("statename",)),
        "gw",
        False,
    ),
    (
        "UCDP country-year",
        "ucdp/organizedviolencecy*.csv",
        lambda p: dated(p, "ucdp", ("country_id_cy",), ("year_cy",), names=("country_cy",)),
        "ucdp",
        False,
    ),
    (
        "UN votes",
        "un_votes/*.csv",
        lambda p: dated(p, "cow", (), ("year",), names=("country",)),
        "unvotes",
        False,
    ),
    ("Natural Earth", "naturalearth/*.geojson", earth, None, False),
    ("FAO", "rdf/fao_*.owl", fao, "fao", False),
]


def measure(folder: Path) -> Iterator[Column]:
    """Yield the columns of all data sets whose files are in a folder."""
    reference = load_reference()
    index = ActorIndex(reference.actors, reference.tenures)
    columns: dict[tuple[str, str], Column] = {}
    for data, pattern, read, by, demonyms in SETS:
        known: dict[Asked, str] = {}
        for path in sorted(folder.glob(pattern)):
            for name, asked in read(path):
                if asked not in known:
                    known[asked] = outcome(index, asked, by, demonyms)
                column = columns.setdefault((data, name), Column(data, name))
                column.rows[known[asked]] += 1
                column.names.setdefault(known[asked], Counter())[asked[0]] += 1
    yield from columns.values()


def main() -> int:
    """Print the table; with --list the names that mean no state too."""
    arguments = [word for word in sys.argv[1:] if not word.startswith("-")]
    if not arguments:
        print("names.py needs a folder with the publishers' files; nothing was measured")
        return 0
    columns = list(measure(Path(arguments[0])))
    print(f"| data set | column | distinct | {' | '.join(OUTCOMES)} |")
    print("|---|---|---:|" + "---:|" * len(OUTCOMES))
    for column in columns:
        distinct = len({name for names in column.names.values() for name in names})
        cells = (
            f"{column.rows[word]} ({len(column.names[word])})" if column.rows[word] else "0"
            for word in OUTCOMES
        )
        print(f"| {column.data} | {column.name} | {distinct} | {' | '.join(cells)} |")
    if "--list" in sys.argv:
        for column in columns:
            for word in OUTCOMES[1:]:
                if word in column.names and (word != "role" and len(column.names[word]) < 3000):
                    told = "; ".join(f"{n} ×{k}" for n, k in column.names[word].most_common(400))
                    print(f"\n{column.data}, {column.name}: {word}: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
