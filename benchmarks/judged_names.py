"""How often a name is taken for somebody wrong, and how often for nobody, apart and by data set.

    python benchmarks/judged_names.py                    the rates of the names that people judged
    python benchmarks/judged_names.py FOLDER [SEED]      draw others from the publishers' own files

Names are drawn from what the mappings ask for when they read the files, each with the day of a row
in which it stands, and from columns and dictionaries that are read raw: half of them by the rows
that they stand for, half of them as distinct names. A person judged whom each means, in
`tests/fixtures/judged_names.csv`; the rates compare that with the answer of today. An answer is an
actor; ``ACTOR for STATE`` who speaks for a state; ``own`` an actor of the data set's own, with
``for STATE`` or ``of STATE`` if it speaks for one or is of one; ``nobody`` or ``ambiguous``.
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from names import SETS, Asked, Reading

from geograph.actors import ActorIndex, ItemIndex, load_reference
from geograph.events.event_row import NEVER, RowDate, RowParty
from geograph.pipeline.releases import read_rows
from geograph.sources.mapping import Dropped, Resolver, load_dataset
from geograph.sources.mapping.name_ledger import Ledger
from geograph.sources.mapping.value_specs import Cell, PartySpec

TABLE = Path(__file__).parent.parent / "tests" / "fixtures" / "judged_names.csv"
COLUMNS = ("data", "by", "scheme", "kinds", "name", "first", "last", "right")

#: What is drawn by the mappings: data set, mapping, files that are read together.
LOADS = (
    ("ICEWS 2014", "icews", "icews/icews14_rebuilt_names/icews_2014_*.txt"),
    ("ICEWS 2018", "icews", "icews/original_tsv/events.2018.sample.tab"),
    ("GDELT", "gdelt", "gdelt/*.export.CSV"),
    ("UCDP", "ucdp", "ucdp/organizedviolencecy*.csv"),
    ("SIPRI", "sipri", "sipri/trade-register*.csv"),
    ("COW wars", "cow-wars", "cow/INTRA-STATE*.csv"),
    ("COW disputes", "cow-disputes", "cow/MID[AB]*.csv"),
    ("COW territory", "cow-territory", "cow/tc2018.csv"),
    ("COW alliances", "cow-alliances", "cow/alliance_v4.1_by_dyad.csv"),
    ("ATOP", "atop", "atop/atop-member-level.csv"),
)
#: What is read column by column.
READ = (
    "OFAC",
    "UN list",
    "EU journal",
    "Canada",
    "OpenSanctions",
    "UN votes",
    "Natural Earth",
    "FAO",
    "GDELT nouns",
    "petrarch2 names",
    "other languages",
)
EACH = 40


def dictionary(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield the names of the dictionary of petrarch2, without their codes."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := re.match(r"\+?([^\s\[#][^\[\t#]*)", line):
            yield "name", (found[1].strip().strip("_").replace("_", " "), None, None)


def translations(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield the names of countries in other languages, short and formal ones."""
    for country in json.loads(path.read_text(encoding="utf-8")):
        own = (country["name"].get("native") or {}).values()
        for names in (*country["translations"].values(), *own):
            for name in names.values():
                yield "name", (name, None, None)


def nouns(path: Path) -> Iterator[tuple[str, Asked]]:
    """Yield the words by which GDELT recognised an actor, in capitals."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        for name in filter(None, (cells[6], cells[16]) if len(cells) > 57 else ()):
            day = date(int(cells[1][:4]), int(cells[1][4:6]), int(cells[1][6:8]))
            yield "name", (name, day, None)


#: What the benchmark of names does not read, in the form of its `SETS`.
MORE: list[tuple[str, str, Reading, str | None, bool]] = [
    ("GDELT nouns", "gdelt/*.export.CSV", nouns, None, False),
    ("petrarch2 names", "cameo/petrarch2/Phoenix*.txt", dictionary, None, False),
    ("other languages", "countries/mledoze_countries.json", translations, None, False),
]


class Drawn(NamedTuple):
    """A name as it is asked for: the data set, whose spellings count, the scheme, classes, time."""

    data: str
    by: str
    scheme: str
    kinds: str
    name: str
    first: str
    last: str


@cache
def index() -> ActorIndex:
    """Return the index of the reference data."""
    reference = load_reference()
    return ActorIndex(reference.actors, reference.tenures)


def answer(drawn: Drawn) -> str:
    """Return whom a name means today, in the words of the table."""
    if drawn.scheme == "demonym":
        found = index().find(drawn.name, by=drawn.by, demonyms=True)
        return "nobody" if not found else found[0] if len(found) == 1 else "ambiguous"
    resolver = Resolver(drawn.by, index(), drawn.by)
    party = PartySpec(
        cell=Cell(columns=("name",)), scheme=drawn.scheme, kinds=tuple(drawn.kinds.split())
    )
    when = NEVER
    if drawn.first:
        first, last = date.fromisoformat(drawn.first), date.fromisoformat(drawn.last)
        when = RowDate(f"{first}/{last}", last, first, last, last, False)
    try:
        return told(resolver._meant(party, drawn.name, ("", "", "", None), when)[0])
    except Dropped as error:
        return "ambiguous" if "ambiguous" in error.reason else "nobody"


def told(one: RowParty | None) -> str:
    """Say in the words of the table who a party is."""
    if one is None:
        return "nobody"
    if one.local is None or not one.local.id.startswith(f"actor/{one.id.split('/')[1]}/"):
        return one.id if one.state in (None, one.id) else f"{one.id} for {one.state}"
    if one.state:
        return f"own for {one.state}"
    return f"own of {one.local.belongs}" if one.local.belongs else "own"


def judged() -> Iterator[tuple[Drawn, str]]:
    """Yield the names of the table, and whom a person judged them to mean."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Drawn(*(row[column] for column in COLUMNS[:-1])), row["right"]


def verdict(found: str, right: str) -> str:
    """Say whether an answer is ``right``, ``wrong``, or ``unresolved``: nobody, or no state.

    >>> verdict("state/RUS", "state/RUS"), verdict("own", "state/RUS"), verdict("state/RUS", "own")
    ('right', 'unresolved', 'wrong')
    """
    if found == right:
        return "right"
    less = found in ("own", "nobody", "ambiguous") or right.startswith(f"{found} for ")
    return "unresolved" if less else "wrong"


def rates() -> dict[str, Counter[str]]:
    """Return for each data set how many judged names have each verdict."""
    counts: dict[str, Counter[str]] = {}
    for drawn, right in judged():
        found = answer(drawn)
        counts.setdefault(drawn.data, Counter())[verdict(found, right)] += 1
        counts[drawn.data]["somebody"] += right not in ("own", "nobody", "ambiguous")
    return counts


def read(folder: Path, data: str) -> dict[Drawn, int]:
    """Return the names in the columns of a data set, with the rows that each stands for."""
    counts: dict[str, tuple[Drawn, int]] = {}
    for label, pattern, reader, by, demonyms in (*SETS, *MORE):
        if not label.startswith(data):
            continue
        scheme = "demonym" if demonyms else "name"
        for path in sorted(folder.glob(pattern)):
            for _, (name, on, until) in reader(path):
                days = (str(on), str(until or on)) if on else ("", "")
                drawn = Drawn(data, by or "none", scheme, "Actor", name, *days)
                first, rows = counts.get(name, (drawn, 0))
                counts[name] = first, rows + 1
    return dict(counts.values())


def asked(folder: Path, data: str, mapping: str, pattern: str) -> dict[Drawn, int]:
    """Return the names that a mapping asks for in files, with the rows that each stands for."""
    dataset = load_dataset(mapping)
    ledger = Ledger()
    reading = read_rows.Reading(
        dataset,
        read_rows.choose(dataset, sorted(folder.glob(pattern))),
        index(),
        ItemIndex(load_reference().items),
        max_errors=1_000_000,
        max_dropped=1.0,
        ledger=ledger,
    )
    seen: dict[Any, Drawn] = {}
    plain = reading.resolver._find

    def noting(party: PartySpec, text: str, said: Any, when: RowDate) -> Any:
        found = plain(party, text, said, when)
        first, last = when.start_earliest or when.start, when.start
        days = ("", "") if last is None else (str(first), str(last))
        drawn = Drawn(data, reading.resolver.by, party.scheme, " ".join(party.kinds), text, *days)
        seen.setdefault(ledger.last, drawn)
        return found

    reading.resolver._find = noting  # type: ignore[method-assign]
    for _ in reading.batches():
        pass
    return {drawn: ledger.rows[taken] for taken, drawn in seen.items()}


def draw(names: dict[Drawn, int], chance: random.Random, each: int = EACH) -> list[Drawn]:
    """Return so many names: half by the rows that they stand for, half as distinct names."""
    left = sorted(names)
    found: set[Drawn] = set()
    weights = [names[one] for one in left]
    while len(found) < min(each // 2, len(left)):
        found.update(chance.choices(left, weights))
    rest = [one for one in left if one not in found]
    found.update(chance.sample(rest, min(each - len(found), len(rest))))
    return sorted(found)


def show(counts: dict[str, Counter[str]]) -> Iterable[str]:
    """Yield the lines of a table of rates, in Markdown."""
    yield "| data set | names | of somebody | wrong | unresolved |"
    yield "|---|---:|---:|---:|---:|"
    total: Counter[str] = Counter()
    for data, found in counts.items():
        total += found
        yield _line(data, found)
    yield _line("all", total)


def _line(data: str, found: Counter[str]) -> str:
    names = found["right"] + found["wrong"] + found["unresolved"]
    return f"| {data} | {names} | {found['somebody']} | " + " | ".join(
        f"{found[word]} ({found[word] / names:.1%})" for word in ("wrong", "unresolved")
    ) + " |"  # fmt: skip


def main(arguments: list[str]) -> int:
    """Print the rates, or other names with the answers of today."""
    if not arguments:
        print("\n".join(show(rates())))
        return 0
    folder = Path(arguments[0])
    chance = random.Random(int(arguments[1]) if len(arguments) > 1 else 1)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(COLUMNS)
    for data, mapping, pattern in LOADS:
        for one in draw(asked(folder, data, mapping, pattern), chance):
            table.writerow((*one, answer(one)))
    for data in READ:
        for one in draw(read(folder, data), chance):
            table.writerow((*one, answer(one)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
