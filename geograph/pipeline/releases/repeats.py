"""Count how often each row or observation has been met, in eight bytes each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from geograph.events.observation import Observation
from geograph.sources.mapping.value_checks import Noticed

__all__ = ["SeenNumbers", "SeenPeriods"]

#: What is noticed of two observations that may contradict each other.
TWICE = "two different values of one actor or dyad in one period: joins leave them empty"


class SeenNumbers:
    """Numbers of 64 bits that were met before: sorted arrays of growing size, merged in pairs.

    >>> seen = SeenNumbers()
    >>> seen.ordinals([5, 7, 5]), seen.ordinals([7, 8])
    ([1, 1, 2], [2, 1])
    """

    def __init__(self) -> None:
        self._runs: list[Any] = []
        self._again: Counter[int] = Counter()

    def ordinals(self, numbers: Sequence[int]) -> list[int]:
        """Return, for each number of a batch, how many times it has been met by then."""
        import numpy

        fresh = numpy.unique(numpy.array(numbers, dtype=numpy.uint64))
        known = numpy.zeros(len(fresh), dtype=bool)
        for run in self._runs:
            at = numpy.searchsorted(run, fresh)
            at[at == len(run)] = 0
            known |= run[at] == fresh
        old = {int(n) for n in fresh[known]}
        out = []
        here: set[int] = set()
        for number in numbers:
            if number in here or number in old:
                self._again[number] += 1
                out.append(self._again[number] + 1)
            else:
                here.add(number)
                out.append(1)
        new = fresh[~known]
        while self._runs and len(self._runs[-1]) <= len(new):
            new = numpy.sort(numpy.concatenate((self._runs.pop(), new)))
        if len(new):
            self._runs.append(new)
        return out


class SeenPeriods:
    """The actors and dyads of which values in a period were met before."""

    def __init__(self) -> None:
        self._periods, self._values = SeenNumbers(), SeenNumbers()

    def look(self, found: Sequence[Observation], noticed: Noticed) -> None:
        """Notice other values of an actor or a dyad in a period that had some already."""
        if not found:
            return
        periods = self._periods.ordinals([hash(_period(one)) % 2**64 for one in found])
        told = [hash((*_period(one), *one.values.values())) % 2**64 for one in found]
        values = self._values.ordinals(told)
        for one, again, same in zip(found, periods, values, strict=True):
            if again > 1 and same == 1:
                dyad = f"{one.actor.label}, {one.partner.label}" if one.partner else one.actor.label
                noticed.add(TWICE, one.line, f"{dyad} {one.start.year}")


def _period(one: Observation) -> tuple[object, ...]:
    """Return of whom, when and what values are."""
    partner = one.partner.id if one.partner else ""
    return (
        one.actor.id, partner, bool(one.directed), one.start, one.end or "", *one.values,
    )  # fmt: skip
