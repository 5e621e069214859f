"""Measure what share of the parties of the ICEWS benchmark of 2014 has a state, by state.

    python -m benchmarks.party_states ../shared/data/icews/icews14_rebuilt_names

A party is a mention: the subject or the object of one event. Its state is whom it speaks for on
the day of the event; the names that mean nobody are listed with their mentions.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from geograph.actors import ActorIndex, load_reference
from geograph.actors.roles import role_of


def states(folder: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return mentions by state, by why there is none, and those of names that mean nobody."""
    reference = load_reference()
    index = ActorIndex(reference.actors, reference.tenures)
    found: Counter[str] = Counter()
    without: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for path in sorted(folder.glob("icews_2014_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            subject, _, target, day = line.split("\t")
            on = date.fromisoformat(day)
            for name in (subject, target):
                state, why = state_of(index, name, on)
                if state:
                    found[state] += 1
                else:
                    without[why] += 1
                    unknown[name] += why == "nobody"
    return found, without, unknown


def state_of(index: ActorIndex, name: str, on: date) -> tuple[str | None, str]:
    """Return the state for which a name speaks on a day; else why there is none."""
    keys = index.find(name, on=on, by="icews")
    if len(keys) == 1:
        voice, _ = index.voice(keys[0], on)
        if index.get(voice).kind in ("State", "InternationalOrganisation"):
            return voice, ""
        kind = index.get(keys[0]).kind
        return None, "out of office" if kind == "Person" else "speaks for itself"
    if keys:
        return None, "ambiguous"
    role = role_of(name, index, on, by="icews")
    if role is None:
        return None, "nobody"
    return (role.state, "") if role.speaks and role.state else (None, "role that speaks for none")


def main(folder: str) -> None:
    """Print the share, the states with the most mentions, and the names that mean nobody."""
    found, without, unknown = states(Path(folder))
    total = found.total() + without.total()
    print(f"{found.total()} of {total} mentions have a state: {found.total() / total:.1%}")
    print("without:", ", ".join(f"{why} {count}" for why, count in without.most_common()))
    for state, count in found.most_common():
        print(f"{count:7} {state}")
    print("\n".join(f"{count:7} {name}" for name, count in unknown.most_common(40)))


if __name__ == "__main__":
    main(sys.argv[1])
