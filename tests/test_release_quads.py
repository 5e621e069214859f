"""How many quads an event of a release costs, in every fixture of every data set."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from releases import FIXTURES

from geograph.actors import ActorIndex, ItemIndex, load_reference
from geograph.events.batches import of_rows
from geograph.events.event_row import Row
from geograph.events.lines import release_lines
from geograph.pipeline.releases.read_rows import Reading, choose
from geograph.sources.mapping import dataset_names, load_dataset
from geograph.sources.mapping.value_checks import Checks
from geograph.vocab import GG, ID, is_a

#: What one event with one actor and one recipient may cost, the release's own triple included.
PLAIN, MEASURE = 10, 14
#: Files that are read with another, and hold no event of their own.
PARTS = {
    "MIDA 5.0.csv": "MIDB 5.0.csv",
    "MIDI 5.0.csv": "MIDIP 5.0.csv",
    "20191024143000.mentions.CSV": "20191024143000.export.CSV",
    "add.csv": "sdn.csv",
    "alt.csv": "sdn.csv",
    "sdn_comments.csv": "sdn.csv",
    "un_roll_calls.csv": "un_votes.csv",
}
#: A file whose mapping has to name what it does not read: it is refused.
REFUSED = "bare.entities.ftm.json"
FILES = sorted(path for path in FIXTURES.glob("*/*") if path.name not in {REFUSED, *PARTS})
RELEASE = "release/x/y"


@cache
def reference() -> tuple[ActorIndex, ItemIndex]:
    found = load_reference()
    return ActorIndex(found.actors, found.tenures), ItemIndex(found.items)


def read(path: Path) -> list[Row]:
    """Return the rows of a fixture, read with its parts."""
    dataset = load_dataset(path.parent.name)
    parts = [path.with_name(part) for part, of in PARTS.items() if of == path.name]
    files = choose(dataset, [path, *parts])
    checks = Checks(date_form="d/m/y")  # one fixture has a single date that fits both orders
    reading = Reading(dataset, files, *reference(), max_errors=99, checks=checks)
    return [row for batch in reading.batches() for row in batch]


def quads(rows: list[Row]) -> Counter[str]:
    """Return how many triples each event costs, with the one by which its release reports it."""
    found: Counter[str] = Counter()
    text = release_lines(of_rows(rows, RELEASE, date(2024, 1, 1)), RELEASE, "asserts")
    for line in text.splitlines():
        subject, predicate, rest = line.split(" ", 2)
        about = rest.removesuffix(" .") if predicate == f"<{GG}asserts>" else subject
        found[about.removeprefix(f"<{ID}").removesuffix(">")] += 1
    return found


def allowed(row: Row) -> int:
    """Return the limit of an event; what it has more than one of costs one triple each.

    A party of a measure occurs twice, as actor and sender or as recipient and target; that one is
    over is a stage and the day until which it holds.
    """
    sides = (row.actor, row.recipient)
    parties = sum(max(0, len({one.id for one in side}) - 1) for side in sides)
    parties += max(0, len(row.participant) - 2)
    more = max(0, len(row.item) - 1) + max(0, len(row.place) - 1)
    if not is_a(row.kind.name, "Measure"):
        return PLAIN + parties + more
    words = (row.texts.get(name, ()) for name in ("provision", "programme"))
    more += sum(max(0, len(set(some)) - 1) for some in words)
    return MEASURE + 2 * parties + more + (2 if row.stages.get("lifted") else 0)


def test_every_data_set_has_a_fixture():
    assert {path.parent.name for path in FILES} == set(dataset_names()) - {"rdf"}
    assert {path.name for path in FIXTURES.glob("*/*")} >= {REFUSED, *PARTS}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name} {path.name}")
def test_an_event_costs_ten_quads_and_a_measure_fourteen(path: Path):
    rows = read(path)
    cost = quads(rows)
    assert set(cost) == {row.id for row in rows}
    assert {row.id: cost[row.id] for row in rows if cost[row.id] > allowed(row)} == {}
