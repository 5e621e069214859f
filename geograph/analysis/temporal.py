"""Paths that respect time: earliest arrival, and who can be reached within a number of days.

Holme and Saramäki (2012, Phys. Rep. 519, 97): a step can be taken only at or after the day on
which the one before it was. Several steps may fall on one day, since events are dated by days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import networkx as nx

__all__ = ["Contact", "Reach", "contacts", "earliest", "route", "within"]


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    """One event between two actors, on the latest day on which it can have begun."""

    day: date
    source: str
    target: str
    event: str


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
    """Return the dated edges in order of time, and how many edges have no date.

    >>> G = nx.MultiDiGraph()
    >>> _ = G.add_edge("a", "b", event="event/e", start=date(2024, 1, 1))
    >>> _ = G.add_edge("b", "c", event="event/f", start=None)
    >>> found, undated = contacts(G)
    >>> [contact.event for contact in found], undated
    (['event/e'], 1)
    """
    found: list[Contact] = []
    undated: set[str] = set()
    data: dict[str, Any]
    for u, v, data in G.edges(data=True):
        if data.get("start") is None:
            undated.add(data["event"])
        else:
            found.append(Contact(data["start"], u, v, data["event"]))
    return sorted(found), len(undated)


def earliest(
    found: list[Contact], source: str, *, after: date | None = None, days: int | None = None
) -> dict[str, Contact]:
    """Return for each actor that can be reached the step by which it is reached first.

    Parameters
    ----------
    found
        Contacts in order of time, from `contacts`.
    source
        Where to start.
    after
        The day from which steps count; None is the first of all.
    days
        Within how many days of ``after``, its own day being 0; None is without an end.

    Notes
    -----
    One pass over the contacts; those of one day are repeated until they add nobody, since their
    order within the day is unknown.

    >>> line = [Contact(date(2024, 1, 2), "b", "c", "event/f"),
    ...         Contact(date(2024, 1, 3), "a", "b", "event/e")]
    >>> sorted(earliest(line, "a"))                  # c was reached from b the day before
    ['b']
    """
    start = 0 if after is None else bisect_left(found, after, key=lambda contact: contact.day)
    end = None if after is None or days is None else after + timedelta(days=days)
    by_day: dict[date, list[Contact]] = defaultdict(list)
    for contact in found[start:]:
        if end is not None and contact.day > end:
            break
        by_day[contact.day].append(contact)
    reached: dict[str, Contact] = {}
    for today in by_day.values():
        grown = True
        while grown:
            grown = False
            for contact in today:
                here = contact.source == source or contact.source in reached
                if here and contact.target != source and contact.target not in reached:
                    reached[contact.target] = contact
                    grown = True
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
    best: dict[str, Reach] = {}
    for day in sorted({contact.day for contact in found if contact.source == source}):
        reached = earliest(found, source, after=day, days=days)
        for node in reached:
            steps = route(reached, node)
            reach = Reach(steps[0].day, steps[-1].day, steps)
            if node not in best or reach.days < best[node].days:
                best[node] = reach
    return dict(sorted(best.items()))
