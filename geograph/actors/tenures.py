"""Follow whom an actor speaks for, is owned by or is a member of, on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from geograph.errors import ReferenceDataError
from geograph.model import Tenure


def holds(tenure: Tenure, on: date | None) -> bool:
    """Return whether a tenure holds on a day, its first and last day included; None means ever.

    >>> past = Tenure(who="a", relation="memberOf", whom="b", end=date(2020, 1, 1))
    >>> holds(past, date(2020, 1, 1)), holds(past, date(2020, 1, 2))
    (True, False)
    """
    if on is None:
        return True
    return (tenure.start is None or tenure.start <= on) and (tenure.end is None or on <= tenure.end)


def _turns(tenure: Tenure) -> list[date]:
    """Return the first day of a tenure and the first day after it, where it has them."""
    turns = [] if tenure.start is None else [tenure.start]
    if tenure.end is not None and tenure.end < date.max:
        turns.append(tenure.end + timedelta(days=1))
    return turns


class Tenures:
    """The tenures of many actors, found by who and by whom.

    >>> tenures = Tenures([Tenure(who="spokesman", relation="speaksFor", whom="ministry"),
    ...                    Tenure(who="ministry", relation="speaksFor", whom="state")])
    >>> tenures.voice("spokesman", date(2024, 9, 10))
    'state'
    """

    def __init__(self, tenures: Iterable[Tenure]) -> None:
        self._of: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
        self._members: dict[str, list[Tenure]] = defaultdict(list)
        self.add(tenures)

    def add(self, tenures: Iterable[Tenure]) -> None:
        """Add tenures."""
        for tenure in tenures:
            self._of[tenure.who, tenure.relation].append(tenure)
            if tenure.relation == "memberOf":
                self._members[tenure.whom].append(tenure)

    def voice(self, key: str, on: date) -> str:
        """Return whom an actor speaks for on a day, to the end of the chain; else itself.

        Raises
        ------
        ReferenceDataError
            When two tenures lead to different ends, or the chain is a circle.
        """
        return self._end(key, on, ())

    def _end(self, key: str, on: date, path: tuple[str, ...]) -> str:
        if key in path:
            chain = " → ".join((*path, key))
            raise ReferenceDataError(
                f"speaksFor forms a cycle on {on}: {chain}", fix="remove the cycle"
            )
        whom = {t.whom for t in self._of.get((key, "speaksFor"), ()) if holds(t, on)}
        ends = {one: self._end(one, on, (*path, key)) for one in sorted(whom)}
        if len(set(ends.values())) > 1:
            told = "; ".join(f"{one} → {end}" for one, end in ends.items())
            raise ReferenceDataError(
                f"{key} speaks for different actors at the end of the chain on {on}: {told}",
                fix="give the tenures dates that do not overlap",
            )
        return next(iter(ends.values()), key)

    def same(self, key: str, on: date) -> tuple[date, date]:
        """Return the first and the last day between which an actor's voice is that of a day.

        They lie at the turns of its tenures, and of the tenures of those it speaks for then.

        >>> office = Tenure(who="her", relation="speaksFor", whom="state",
        ...                 start=date(2009, 1, 20), end=date(2017, 1, 20))
        >>> [str(day) for day in Tenures([office]).same("her", date(2010, 3, 1))]
        ['2009-01-20', '2017-01-20']
        """
        first, last = date.min, date.max
        seen, waiting = set[str](), [key]
        while waiting:
            one = waiting.pop()
            seen.add(one)
            for tenure in self._of.get((one, "speaksFor"), ()):
                for turn in _turns(tenure):
                    if turn <= on:
                        first = max(first, turn)
                    else:
                        last = min(last, turn - timedelta(days=1))
                if holds(tenure, on) and tenure.whom not in seen:
                    waiting.append(tenure.whom)
        return first, last

    def owners(self, key: str, on: date | None) -> tuple[str, ...]:
        """Return all owners on a day (None: ever), the owners' owners too, sorted."""
        found: set[str] = set()
        waiting = [key]
        while waiting:
            for tenure in self._of.get((waiting.pop(), "ownedBy"), ()):
                if holds(tenure, on) and tenure.whom not in found:
                    found.add(tenure.whom)
                    waiting.append(tenure.whom)
        return tuple(sorted(found - {key}))

    def members(self, key: str, on: date | None) -> tuple[str, ...]:
        """Return the members of an organisation on a day (None: ever), sorted."""
        return tuple(sorted({t.who for t in self._members.get(key, ()) if holds(t, on)}))
