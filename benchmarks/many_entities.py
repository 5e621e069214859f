"""How long entity resolution takes on many records: those of the lists, with letters exchanged.

``python benchmarks/many_entities.py FOLDER [--count 300000]``: the folder of the lists in their
publishers' layouts. Prints processor seconds, of children too, and memory, step by step.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from lists import LISTS

from geograph.resolution.entities.blocking import candidates
from geograph.resolution.entities.candidates import THRESHOLD
from geograph.resolution.entities.compare import Frequencies
from geograph.resolution.entities.entity import Entity
from geograph.resolution.entities.many_pairs import score_pairs
from geograph.resolution.entities.prepared import prepare

LETTERS = "abdegiklmnoprstuvz"


def made_up(real: list[Entity], count: int) -> list[Entity]:
    """Return the entities, and copies with a letter exchanged in most words, until they are enough.

    Copies have no identifiers and are of other sources.
    """
    chance = random.Random(7)

    def vary(text: str) -> str:
        words = text.split(" ")
        for at, word in enumerate(words):
            if len(word) > 3 and chance.random() < 0.8:
                where = chance.randrange(1, len(word) - 1)
                words[at] = word[:where] + chance.choice(LETTERS) + word[where + 1 :]
        return " ".join(words)

    out = list(real)
    for number in range(max(0, count - len(real))):
        entity = real[number % len(real)]
        copy = replace(
            entity,
            id=f"{entity.id}/{number}",
            label=vary(entity.label),
            names=tuple(map(vary, entity.names)),
            identifiers=(),
            source=f"{entity.source}{number // len(real) % 3}",
        )
        out.append(copy)
    return out[:count]


def main() -> int:
    """Print what each step takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=300_000)
    given = parser.parse_args()
    if given.folder is None:
        print("needs the folder of the lists: python benchmarks/many_entities.py FOLDER")
        return 0
    real = [entity for read in LISTS.values() for entity in read(given.folder)]
    every = sorted(made_up(real, given.count), key=lambda e: (e.id, e.source))
    begun = time.time(), sum(os.times()[:4])

    def step(name: str, what: object) -> None:
        wall, processor = time.time() - begun[0], sum(os.times()[:4]) - begun[1]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name:12} {what:>9}  {wall:6.0f} s  {processor:6.0f} s of processors  {memory} MB")

    read_once = [prepare(entity) for entity in every]
    step("read", len(every))
    pairs = candidates(every, read=read_once)
    step("candidates", len(pairs))
    frequencies = Frequencies.of(every)
    step("words", frequencies.total)
    found = sum(1 for _ in score_pairs(pairs, read_once, frequencies, THRESHOLD))
    step("proposals", found)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"the largest other process took {children} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
