"""Whom a name means at the date of a row: one rule for days, months, years and spans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from geograph.actors import ActorIndex
from geograph.events.event_row import RowDate

__all__ = ["DatedNames", "Meant"]


class Meant(NamedTuple):
    """Who has a name, and between which days it means the same; ``late``: not in its time.

    An empty span of days says that the answer holds for the date alone.
    """

    keys: tuple[str, ...]
    since: date
    until: date
    late: bool = False


class DatedNames:
    """Finds names of one publisher at the dates of rows.

    Parameters
    ----------
    index
        The actors of the reference data.
    by
        The scheme of the publisher's own spellings.
    succession
        Whom a name means in a year or month in which it passes from one to another: the ``first``
        who has it then, or the ``last``.

    Examples
    --------
    >>> from geograph.actors import load_reference
    >>> names = DatedNames(ActorIndex(load_reference().actors), "cow")
    >>> year = RowDate("1991", date(1991, 12, 31), date(1991, 1, 1), None, None, False)
    >>> names.at("cow:365", year).keys
    ('state/RUS-1922',)
    """

    def __init__(self, index: ActorIndex, by: str, succession: str = "first") -> None:
        self.index = index
        self.by = by
        self.succession = succession

    def window(self, when: RowDate) -> tuple[date, date]:
        """Return the days on which what a date dates may have begun; both the last day if never."""
        latest = when.start or date.max
        earliest = when.start_earliest or latest
        return (earliest if self.succession == "first" else latest), latest

    def day(self, when: RowDate) -> date | None:
        """Return the day of a date on which names are asked, None without a date."""
        return None if when.start is None else self.window(when)[0]

    def at(self, name: str, when: RowDate, kinds: tuple[str, ...] | None = None) -> Meant:
        """Return who has a name in the time of a date, and between which days that is the same.

        In a year or month the first day counts on which anybody has the name (with ``succession``
        last: the last day), and the name is ambiguous if it means several on any day of it. A name
        that nobody has in that time is taken for the one actor who has it next, a code else for the
        one who had it last, and counted as out of its time; a name that this one shares with others
        later is ambiguous (Korea in 1930, Germany in 1947). A name of somebody who is gone is not
        taken: Zanzibar is not a state today; nor one that somebody of another class has at the
        date: cow:349 is Slovenia, but the Ionian Islands in 1864. An empty span of days says that
        the answer holds for this date alone.
        """
        first = self.day(when)
        if first is None:
            ever = self.index.find(name, kinds=kinds, by=self.by)
            return Meant(ever, date.min, date.max)
        latest = self.window(when)[1]
        same = self.index.same(name, first, by=self.by)
        if latest <= same[1]:
            if found := self.index.find(name, on=first, kinds=kinds, by=self.by):
                return Meant(found, *same)
        elif found := self._passing(name, first, latest, kinds):
            return Meant(found, date.max, date.min)
        if not (ever := self.index.find(name, kinds=kinds, by=self.by)):
            return Meant((), date.min, date.max)
        if kinds and self.index.find(name, on=first, by=self.by):
            return Meant((), date.max, date.min)
        first = when.start_earliest or first
        last = when.end_latest or when.end or when.start
        found = self.index.find(name, on=first, until=last, kinds=kinds, by=self.by)
        later = found or self.index.find(name, on=first, until=date.max, kinds=kinds, by=self.by)
        if ":" not in name:
            if not later:
                return Meant((), date.max, date.min)
            if len(shared := self._sharing(name, later[0])) > 1:
                return Meant(shared, date.max, date.min)
        if found:
            return Meant(found, date.max, date.min)
        after = later or self._before(name, first, kinds) or ever
        return Meant(after, date.max, date.min, late=True)

    def _passing(
        self, name: str, first: date, latest: date, kinds: tuple[str, ...] | None
    ) -> tuple[str, ...]:
        """Return who first has a name between two days, or all who share it on some day of them."""
        found: tuple[str, ...] = ()
        while first <= latest:
            here = self.index.find(name, on=first, kinds=kinds, by=self.by)
            if len(here) > 1:
                return here
            found = found or here
            until = self.index.same(name, first, by=self.by)[1]
            if until >= latest:
                break
            first = until + timedelta(days=1)
        return found

    def _sharing(self, name: str, key: str) -> tuple[str, ...]:
        """Return an actor and all who have a name of theirs at the same time as they."""
        uses = self.index.names.of(name, by=self.by)
        own = [(start, end) for start, end, who in uses if who == key]
        with_them = (
            who
            for start, end, who in uses
            if any(start <= last and first <= end for first, last in own)
        )
        return tuple(sorted({key, *with_them}))

    def _before(self, name: str, first: date, kinds: tuple[str, ...] | None) -> tuple[str, ...]:
        """Return who had a name last before a day on which nobody has it any more."""
        since, _ = self.index.same(name, first, by=self.by)
        if since == date.min:
            return ()
        return self.index.find(name, on=since - timedelta(days=1), kinds=kinds, by=self.by)
