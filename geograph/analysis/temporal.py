"""Paths that respect time: earliest arrival, and who can be reached within a number of days.

Holme and Saramäki (2012, Phys. Rep. 519, 97): a step can be taken only at or after the day on
which the one before it was. A moment can be walked on its day, a state of affairs on every day on
which it holds. Several steps may fall on one day, since events are dated by days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import heappop, heappush
from typing import Any

import networkx as nx

from geograph.errors import AnalysisError

__all__ = ["Contact", "Reach", "contacts", "earliest", "route", "within"]


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    """One event between two actors: from the latest day on which it can have begun, to its last.

    ``last`` is that day itself for a moment, and the last day of all for what has not ended. As a
    step of a path, ``day`` is the day on which it is taken.
    """

    day: date
    source: str
    target: str
    event: str
    last: date = date.min

    def __post_init__(self) -> None:
        """End a moment on its day."""
        if self.last < self.day:
            object.__setattr__(self, "last", self.day)


@dataclass(frozen=True, slots=True)
class Reach:
    """How an actor was reached: the days of the first and the last step, and the steps."""

    first: date
    last: date
    steps: tuple[Contact, ...]

    @property
    def days(self) -> int:
        """How many days lie between the first step and the last."""
        return (self.last - self.first).days


def contacts(G: nx.MultiDiGraph[str]) -> tuple[list[Contact], int]:
    """Return the dated edges in order of time, and how many events have no date.

    Raises
    ------
    AnalysisError
        If an edge stands for the rows of many days.

    >>> G = nx.MultiDiGraph()
    >>> _ = G.add_edge("a", "b", event="event/e", start=date(2024, 1, 1))
    >>> _ = G.add_edge("b", "c", event="event/f", start=None)
    >>> found, undated = contacts(G)
    >>> [contact.event for contact in found], undated
    (['event/e'], 1)
    """
    each_event(G)
    found: list[Contact] = []
    undated: set[str] = set()
    data: dict[str, Any]
    for u, v, data in G.edges(data=True):
        start = data.get("start")
        if start is None:
            undated.add(data["event"])
            continue
        last = (data.get("end") or date.max) if data.get("durative") else start
        found.append(Contact(start, u, v, data["event"], last))
    return sorted(found), len(undated)


def each_event(G: nx.MultiDiGraph[str]) -> None:
    """Refuse a network whose edges stand for the rows of many days.

    >>> each_event(nx.MultiDiGraph(by="class"))
    Traceback (most recent call last):
    ...
    geograph.errors.AnalysisError: the edges of this network stand for rows of many days
      fix: make it with network(..., by="event")
    """
    if G.graph.get("by", "event") != "event":
        raise AnalysisError(
            "the edges of this network stand for rows of many days",
            fix='make it with network(..., by="event")',
        )


class _Index:
    """The contacts of each actor, moments in order of time apart from states of affairs."""

    def __init__(self, found: list[Contact]) -> None:
        self.moments: dict[str, list[Contact]] = defaultdict(list)
        self.lasting: dict[str, list[Contact]] = defaultdict(list)
        for contact in sorted(found):
            side = self.moments if contact.last == contact.day else self.lasting
            side[contact.source].append(contact)

    def onward(self, node: str, since: date, until: date) -> Iterator[Contact]:
        """Yield the contacts of an actor that can be walked between two days."""
        moments = self.moments.get(node, [])
        for at in range(bisect_left(moments, since, key=_day), len(moments)):
            if moments[at].day > until:
                break
            yield moments[at]
        for contact in self.lasting.get(node, ()):
            if contact.day <= until and contact.last >= since:
                yield contact


def _day(contact: Contact) -> date:
    return contact.day


def earliest(
    found: list[Contact], source: str, *, after: date | None = None, days: int | None = None
) -> dict[str, Contact]:
    """Return for each actor that can be reached the step by which it is reached first.

    Of several ways that arrive on one day the one of fewest steps counts.

    Parameters
    ----------
    found
        Contacts, from `contacts`.
    source
        Where to start.
    after
        The day from which steps count; None is the first of all.
    days
        Within how many days of ``after``, its own day being 0; None is without an end.

    >>> line = [Contact(date(2024, 1, 2), "b", "c", "event/f"),
    ...         Contact(date(2024, 1, 3), "a", "b", "event/e")]
    >>> sorted(earliest(line, "a"))                  # c was reached from b the day before
    ['b']
    >>> pact = Contact(date(2024, 1, 2), "b", "c", "event/f", date(2024, 12, 31))
    >>> str(earliest([pact, line[1]], "a")["c"].day)         # but the pact still held
    '2024-01-03'
    """
    return _earliest(_Index(found), source, after, days)


def _earliest(
    index: _Index, source: str, after: date | None, days: int | None
) -> dict[str, Contact]:
    end = date.max
    if after is not None and days is not None and days < (date.max - after).days:
        end = after + timedelta(days=days)
    reached: dict[str, Contact] = {}
    waiting: list[tuple[date, int, Contact]] = []

    def walk_on(node: str, since: date, steps: int) -> None:
        for contact in index.onward(node, since, end):
            if contact.target != source and contact.target not in reached:
                heappush(waiting, (max(since, contact.day), steps, contact))

    walk_on(source, after or date.min, 1)
    while waiting:
        day, steps, contact = heappop(waiting)
        if contact.target not in reached:
            reached[contact.target] = replace(contact, day=day)
            walk_on(contact.target, day, steps + 1)
    return reached


def route(reached: dict[str, Contact], target: str) -> tuple[Contact, ...]:
    """Return the steps by which an actor was reached, first step first.

    >>> steps = earliest([Contact(date(2024, 1, 1), "a", "b", "event/e")], "a")
    >>> [contact.event for contact in route(steps, "b")]
    ['event/e']
    """
    steps: list[Contact] = []
    while target in reached:
        steps.append(reached[target])
        target = reached[target].source
    return tuple(reversed(steps))


def within(found: list[Contact], source: str, days: int) -> dict[str, Reach]:
    """Return who can be reached from an actor within a number of days of a first step.

    Of all first steps the one with the shortest time to each actor counts, the earliest of several.

    >>> line = [Contact(date(2024, 1, 1), "a", "b", "event/e"),
    ...         Contact(date(2024, 9, 1), "b", "c", "event/f"),
    ...         Contact(date(2024, 8, 1), "a", "b", "event/g")]
    >>> {node: reach.days for node, reach in within(sorted(line), "a", 180).items()}
    {'b': 0, 'c': 31}
    """
    index = _Index(found)
    best: dict[str, Reach] = {}
    for day in _departures(index, found, source):
        reached = _earliest(index, source, day, days)
        for node in reached:
            steps = route(reached, node)
            reach = Reach(steps[0].day, steps[-1].day, steps)
            if node not in best or reach.days < best[node].days:
                best[node] = reach
    return dict(sorted(best.items()))


def _departures(index: _Index, found: list[Contact], source: str) -> list[date]:
    """Return the days on which a fastest path can begin.

    A path begins as late as it can: on the last day of one of its contacts, or on the first day of
    one that it then need not wait for; and on a day on which the source has a contact.
    """
    moments = {contact.day for contact in index.moments.get(source, ())}
    lasting = index.lasting.get(source, [])
    turns = {day for c in found for day in (c.day, c.last)} if lasting else set()
    return sorted(moments | {day for day in turns if any(c.day <= day <= c.last for c in lasting)})
