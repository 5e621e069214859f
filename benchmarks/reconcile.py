"""Precision and recall of reconciliation on lists whose truth is known, beside plain peers.

``python benchmarks/reconcile.py FOLDER``: the folder of the lists in their publishers' layouts.
Identifiers make the truth and are hidden from what is measured, so this measures names, births,
countries and kinds alone. One half of the entities (by a checksum of their id) is for choosing
weights and threshold (``--fit`` prints weights), the other half is measured.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import os
import subprocess
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lists import LISTS
from rapidfuzz import fuzz

from geograph.resolution.entities.blocking import candidates
from geograph.resolution.entities.compare import Frequencies, names_of
from geograph.resolution.entities.entity import Entity, family
from geograph.resolution.entities.identifiers import normal
from geograph.resolution.entities.prepared import prepare
from geograph.resolution.entities.scoring import (
    WEIGHTS,
    best,
    circumstances,
    names_evidence,
    score,
)
from geograph.resolution.measured_bands import Band

BANDS = (0.99, 0.95, 0.9, 0.8, 0.7, 0.5, 0.3)
THRESHOLDS = tuple(n / 100 for n in range(5, 100, 5))


@dataclass(frozen=True)
class Task:
    """Entities without identifiers, the pairs that are one, and whose pairs are all known."""

    name: str
    entities: tuple[Entity, ...]
    truth: frozenset[tuple[str, str]]
    known: frozenset[str]


def cpu() -> float:
    """Return the seconds of processor time spent so far, by children that ended too."""
    return sum(os.times()[:4])


def half(key: str) -> str:
    """Return the half that an id falls into."""
    return "train" if zlib.crc32(key.encode()) % 2 else "test"


def pair(a: str, b: str) -> tuple[str, str]:
    """Return two ids in the order of their letters."""
    return (a, b) if a < b else (b, a)


def split_names(entities: Iterable[Entity], kind: str, name: str = "Ukraine war") -> Task:
    """Make two records of each merged entity, as if two lists had it under different names.

    Either keeps a birth date or countries with even odds; kinds are kept apart.
    """
    out: list[Entity] = []
    truth = set()
    for entity in entities:
        names = entity.all_names
        if family(entity.kind) != kind or len({n.casefold() for n in names}) < 2:
            continue
        bits = zlib.crc32(entity.id.encode()) >> 8
        for side in (0, 1):
            mine = names[side::2]
            out.append(
                Entity(
                    id=f"{entity.id}/{side}",
                    kind=entity.kind,
                    label=mine[0],
                    names=mine[1:],
                    birth=entity.birth if bits >> side & 1 else (),
                    countries=entity.countries if bits >> (2 + side) & 1 else (),
                    source=str(side),
                )
            )
        truth.add((f"{entity.id}/0", f"{entity.id}/1"))
    known = frozenset(key for two in truth for key in two)
    return Task(f"{name}, merged names, {kind}", tuple(out), frozenset(truth), known)


def across(left: list[Entity], right: list[Entity], kind: str) -> Task:
    """Take as one what shares an identifier; an entity that does has no other match there."""
    one = [e for e in left if family(e.kind) == kind]
    two = [e for e in right if family(e.kind) == kind]
    where = defaultdict(set)
    for entity in two:
        for key in _keys(entity):
            where[key].add(entity.id)
    truth = {pair(e.id, other) for e in one for key in _keys(e) for other in where.get(key, ())}
    known = frozenset(key for both in truth for key in both)
    bare = tuple(replace(e, identifiers=()) for e in (*one, *two))
    name = f"{one[0].source if one else '?'}–{two[0].source if two else '?'}, {kind}"
    return Task(name, bare, frozenset(truth), known)


def _keys(entity: Entity) -> Iterator[str]:
    """Yield what two lists share: a list's own number by its scheme, other numbers by value."""
    for identifier in entity.identifiers:
        scheme, value = normal(identifier)
        if scheme in ("ofac", "un"):
            yield f"{scheme}:{value}"
        elif len(value) >= 6:
            yield value


def tasks(folder: Path) -> Iterator[Task]:
    """Yield what is measured."""
    lists = {name: list(read(folder)) for name, read in LISTS.items()}
    for kind in ("person", "organisation", "vessel"):
        yield split_names(lists["ua"], kind)
        if kind != "vessel":
            yield split_names(lists["ftm"], kind, "OpenSanctions")
    for x, y in (("ofac", "un"), ("ofac", "eu"), ("ofac", "ua"), ("eu", "ua"), ("ofac", "canada"),
                 ("canada", "ua"), ("ftm", "ofac"), ("ftm", "un"), ("ftm", "ua")):  # fmt: skip
        for kind in ("person", "organisation", "vessel"):
            task = across(lists[x], lists[y], kind)
            if len(task.truth) >= (1 if x == "ftm" else 10):
                yield task


Scorer = Callable[[Entity, Entity], float]


def exact(a: Entity, b: Entity) -> float:
    """Compare normalised names for equality."""
    left = {tuple(sorted(n.tokens)) for n in names_of(a)}
    return float(any(tuple(sorted(n.tokens)) in left for n in names_of(b)))


def token_sort(a: Entity, b: Entity) -> float:
    """Compare the best names by rapidfuzz alone, after transliteration."""
    from geograph.resolution.entities.transliteration import latin

    left, right = map(latin, a.all_names), [latin(n) for n in b.all_names]
    return max(fuzz.token_sort_ratio(x, y) for x in left for y in right) / 100


@dataclass
class Counts:
    """Right, proposed and true pairs at a threshold."""

    right: Counter[float]
    proposed: Counter[float]
    true: int = 0

    def at(self, threshold: float) -> tuple[float, float, float]:
        """Return precision, recall and F1 at a threshold."""
        right, proposed = self.right[threshold], self.proposed[threshold]
        precision = right / proposed if proposed else 1.0
        recall = right / self.true if self.true else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def measure(scored: Iterable[tuple[str, str, float]], task: Task, part: str) -> Counts:
    """Count right, proposed and true pairs of one half."""
    counts = Counts(Counter(), Counter())
    counts.true = sum(half(base(two)) == part for two in task.truth)
    for a, b, value in scored:
        two = pair(a, b)
        # Pairs of which neither side has a known counterpart say nothing either way.
        if not (a in task.known or b in task.known) or half(base(two, task)) != part:
            continue
        for threshold in THRESHOLDS:
            if value >= threshold:
                counts.proposed[threshold] += 1
                counts.right[threshold] += two in task.truth
    return counts


def banded(
    scored: Iterable[tuple[str, str, float]], task: Task, part: str, into: Counter[float],
    right: Counter[float],
) -> None:  # fmt: skip
    """Count the pairs of each band of scores, and how many of them are right, of one half."""
    for a, b, value in scored:
        two = pair(a, b)
        if not (a in task.known or b in task.known) or half(base(two, task)) != part:
            continue
        band = next((least for least in BANDS if value >= least), None)
        if band is not None:
            into[band] += 1
            right[band] += two in task.truth


def base(two: tuple[str, str], task: Task | None = None) -> str:
    """Return the id that puts a pair into one half: that of a known entity, both records alike."""
    key = two[0] if task is None or two[0] in task.known else two[1]
    return key.removesuffix("/0").removesuffix("/1")


def peer_logic(python: str, pairs: list[tuple[Entity, Entity]]) -> list[float]:
    """Score with nomenklatura's logic-v2 in the interpreter that has it."""
    lines = "\n".join(json.dumps([_ftm(a), _ftm(b)]) for a, b in pairs)
    done = subprocess.run(
        [python, "-c", _PEER], input=lines, capture_output=True, text=True, check=True
    )
    return [float(line) for line in done.stdout.split()]


def _ftm(entity: Entity) -> dict[str, object]:
    schema = {"person": "Person", "vessel": "Vessel", "organisation": "Organization"}
    person = family(entity.kind) == "person"
    return {
        "id": entity.id,
        "schema": "Company" if entity.kind == "Company" else schema[family(entity.kind)],
        "properties": {
            "name": list(entity.all_names),
            **({"birthDate": list(entity.birth)} if person else {}),
            ("nationality" if person else "country"): list(entity.countries),
        },
    }


_PEER = """
import json, sys
from followthemoney.proxy import EntityProxy
from nomenklatura.matching import get_algorithm
logic = get_algorithm("logic-v2")
config = logic.default_config()
for line in sys.stdin:
    a, b = (EntityProxy.from_dict(e) for e in json.loads(line))
    print(logic.compare(a, b, config).score)
"""


def fit(rows: list[tuple[dict[str, float], bool]]) -> None:
    """Print weights that fit the training half by logistic regression."""
    import numpy as np

    minimize = importlib.import_module("scipy.optimize").minimize
    names = [n for n in WEIGHTS if n not in ("start", "identifier", "identifier other")]
    x = np.array([[1.0, *(r.get(n, 0.0) for n in names)] for r, _ in rows])
    y = np.array([one for _, one in rows], dtype=float)

    def loss(w):  # type: ignore[no-untyped-def]
        z = x @ w
        return (np.logaddexp(0, z) - y * z).sum() + 0.5 * (w[1:] ** 2).sum() / 10

    found = minimize(loss, np.zeros(x.shape[1]), method="L-BFGS-B").x
    for name, weight in zip(["start", *names], found, strict=True):
        print(f"    {name!r}: {weight:.2f},   ({sum(n.get(name, 0) > 0 for n, _ in rows)} pairs)")


def cases(path: Path, peer: str | None) -> None:
    """Print what each says of the pairs of names of another project's test set."""
    kinds = {"Person": "Person", "Company": "Company", "Vessel": "Vessel"}
    pairs, truth = [], []
    with path.open(encoding="utf-8", newline="") as file:
        # The peer remembers entities by their id, so each name gets its own.
        for number, row in enumerate(csv.DictReader(file)):
            kind = kinds.get(row["schema"], "Organisation")
            a = Entity(id=f"a{number}", kind=kind, label=row["name1"])
            pairs.append((a, Entity(id=f"b{number}", kind=kind, label=row["name2"])))
            truth.append(row["is_match"] == "true")
    none = Frequencies()
    said: dict[str, list[float]] = {"exact": [exact(a, b) for a, b in pairs]}
    said["token_sort"] = [token_sort(a, b) for a, b in pairs]
    likes = [best(prepare(a), prepare(b), family(a.kind), none) for a, b in pairs]
    said["similarity"] = [like.similarity if like else 0.0 for like in likes]
    if peer:
        said["logic-v2"] = peer_logic(peer, pairs)
    print(f"\n{len(pairs)} pairs of names alone, {sum(truth)} of them one")
    for name, values in said.items():
        for limit in (0.6, 0.7, 0.75, 0.8, 0.85):
            hits = [one for one, value in zip(truth, values, strict=True) if value >= limit]
            p, r = sum(hits) / max(1, len(hits)), sum(hits) / sum(truth)
            print(f"  {name:10} {limit:.2f}  {p:.3f} / {r:.3f}  F1 {2 * p * r / (p + r):.3f}")


def main() -> int:
    """Print one table for each task and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--peer", help="a Python that has nomenklatura")
    parser.add_argument("--cases", type=Path, help="a CSV of pairs of names with is_match")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--wrong", type=int, default=0, help="print the worst mistakes")
    given = parser.parse_args()
    if given.folder is None:
        print("needs the folder of the lists: python benchmarks/reconcile.py FOLDER")
        return 0
    rows: list[tuple[dict[str, float], bool]] = []
    totals: dict[tuple[str, str], list[Counts]] = defaultdict(list)
    bands: dict[str, tuple[Counter[float], Counter[float]]] = defaultdict(
        lambda: (Counter(), Counter())
    )
    for task in tasks(given.folder):
        begun = cpu()
        found = candidates(task.entities)
        blocked = cpu() - begun
        pairs = [(task.entities[i], task.entities[j]) for i, j in found]
        reached = {pair(a.id, b.id) for a, b in pairs} & task.truth
        print(f"\n{task.name}: {len(task.entities)} entities, {len(task.truth)} true pairs,"
              f" {len(pairs)} candidates in {blocked:.1f} s hold"
              f" {len(reached) / len(task.truth):.3f} of them")  # fmt: skip
        pairs = [(a, b) for a, b in pairs if a.id in task.known or b.id in task.known]
        frequencies = Frequencies.of(task.entities)
        if given.fit and "vessel" not in task.name:
            for a, b in pairs:
                two = pair(a.id, b.id)
                if half(base(two, task)) == "train":
                    one, other, kind = prepare(a), prepare(b), family(a.kind)
                    likeness = best(one, other, kind, frequencies)
                    seen = [
                        *names_evidence(one, other, likeness, frequencies),
                        *circumstances(one, other, kind),
                    ]
                    values = {e.feature: e.weight / WEIGHTS[e.feature]
                              for e in seen if e.feature in WEIGHTS}  # fmt: skip
                    rows.append((values, two in task.truth))
        scorers: dict[str, Callable[[], list[float]]] = {
            "geograph": lambda p=pairs, f=frequencies: [score(a, b, f).value for a, b in p],
            "exact": lambda p=pairs: [exact(a, b) for a, b in p],
            "token_sort": lambda p=pairs: [token_sort(a, b) for a, b in p],
        }
        if given.peer:
            scorers["logic-v2"] = lambda p=pairs: peer_logic(given.peer, p)
        for name, run in scorers.items():
            begun = cpu()
            values = run()
            took = cpu() - begun
            scored = [(a.id, b.id, v) for (a, b), v in zip(pairs, values, strict=True)]
            if name == "geograph":
                kind = task.name.rsplit(" ", 1)[-1]
                banded(scored, task, "test", *bands[kind])
            parts = {part: measure(scored, task, part) for part in ("train", "test")}
            if "vessel" not in task.name:
                for part, counts in parts.items():
                    totals[name, part].append(counts)
            print(f"  {name:10}" + "".join(
                f"  {t:.2f}: {p:.3f}/{r:.3f}" for t in (0.3, 0.5, 0.7, 0.8, 0.9)
                for p, r, _ in [parts["test"].at(t)])
                + f"   {took / max(len(pairs), 1) * 1e6:.0f} µs a pair")  # fmt: skip
            if name == "geograph" and given.wrong:
                mistakes(task, pairs, values, frequencies, given.wrong)
    for kind, (checked, right) in bands.items():
        print(f"\nBands of scores of the test half, {kind}")
        for least in BANDS:
            band = Band(least, right[least], checked[least])
            low, high = band.interval
            print(f"  {least:.2f}  {band.right} of {band.checked}  {low:.2f}–{high:.2f}")
    print("\nPersons and organisations, all tasks")
    for (name, part), several in totals.items():
        whole = Counts(Counter(), Counter())
        for counts in several:
            whole.right.update(counts.right)
            whole.proposed.update(counts.proposed)
            whole.true += counts.true
        for threshold in THRESHOLDS:
            p, r, f = whole.at(threshold)
            print(f"  {name:10} {part:5} {threshold:.2f}  {p:.3f} / {r:.3f}  F1 {f:.3f}")

    if given.fit:
        fit(rows)
    if given.cases:
        cases(given.cases, given.peer)
    return 0


def mistakes(
    task: Task, pairs: list[tuple[Entity, Entity]], values: list[float],
    frequencies: Frequencies, most: int,
) -> None:  # fmt: skip
    """Print the training pairs that are scored most wrongly."""
    rows = [
        (value - (pair(a.id, b.id) in task.truth), a, b)
        for (a, b), value in zip(pairs, values, strict=True)
        if half(base(pair(a.id, b.id), task)) == "train"
    ]
    rows.sort(key=lambda r: r[0])
    for gap, a, b in [*rows[:most], *rows[-most:]]:
        print(f"    {gap:+.2f} {a.all_names[:4]} {a.birth} | {b.all_names[:4]} {b.birth}")
        print(f"          {score(a, b, frequencies).lines()}")


if __name__ == "__main__":
    sys.exit(main())
