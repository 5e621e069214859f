"""Compare two events: their goods, their days, and what a coder has written to tell them apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from geograph.model import Event, Item, Measure
from geograph.pipeline.validation.rules import reached
from geograph.vocab import EVENT_CLASSES

__all__ = ["ItemKinds", "Window", "extent", "overlap", "told_apart", "window", "within"]


class Window(NamedTuple):
    """The days between which an event lies; None is open or not known."""

    first: date | None = None
    last: date | None = None


class ItemKinds:
    """What each item is a kind of, by the tree of items.

    Examples
    --------
    >>> goods = ItemKinds([Item(id="item/missile", kind="Munition", label="missile",
    ...                     broader=("item/weapon",))])
    >>> goods.cover(["item/weapon"], ["item/missile"])
    True
    >>> goods.cover(["item/missile"], ["item/weapon"])
    False
    """

    def __init__(self, items: Iterable[Item]) -> None:
        listed = tuple(items)
        broader = {item.id: item.broader for item in listed}
        self._wider = {key: frozenset(reached(key, broader)) | {key} for key in broader}
        self._labels = {item.id: item.label for item in listed}

    def wider(self, item: str) -> frozenset[str]:
        """Return an item and everything that it is a kind of."""
        return self._wider.get(item, frozenset((item,)))

    def widest(self, items: Iterable[str]) -> frozenset[str]:
        """Return the items less those that are kinds of others among them."""
        named = frozenset(items)
        return frozenset(i for i in named if not self.wider(i) & (named - {i}))

    def cover(self, wide: Iterable[str], narrow: Iterable[str]) -> bool:
        """Return whether each narrow item is of a wide kind, and each wide one has a narrow one.

        An event with several items reports all of them: who speaks of one of them alone says
        nothing of the others.
        """
        kinds, wide = [self.wider(item) for item in narrow], frozenset(wide)
        return all(kind & wide for kind in kinds) and all(any(w in k for k in kinds) for w in wide)

    def names(self, items: Iterable[str]) -> str:
        """Return the labels of items, sorted."""
        return ", ".join(sorted(self._labels.get(item, item) for item in items))


def window(event: Event) -> Window | None:
    """Return the days that are coded for an event, or None where it has no date.

    A measure without a date has its dated stages; a state of affairs goes on where no end is coded.

    >>> from geograph.dates import parse
    >>> window(Event(id="event/e", kind="Visit", label="", dossier="", when=parse("2024-02")))
    Window(first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 29))
    """
    span = event.when
    if span is not None:
        lasts = EVENT_CLASSES[event.kind].durative and not span.interval
        return Window(span.earliest_start, None if lasts else span.latest_end)
    if isinstance(event, Measure):
        stages = [day for day in (event.announced, event.listed, event.effective) if day]
        if stages or event.lifted:
            return Window(min(stages, default=None), event.lifted)
    return None


def within(one: Event, other: Event) -> bool:
    """Return whether all that is known of one event's days lies within another's.

    Whatever has a date or none lies within an event without one; an event without a date is not
    narrower than one with a date. Where the beginning is open ("../2024-09"), the end decides.

    >>> from geograph.dates import parse
    >>> of = lambda text: Event(id="event/e", kind="Visit", label="", dossier="",
    ...                         when=parse(text) if text else None)
    >>> within(of("2024-02"), of("2024")), within(of("2024"), of("2024-02"))
    (True, False)
    >>> within(of("2024"), of("")), within(of(""), of("2024")), within(of("../2024"), of("2023/.."))
    (True, False, True)
    """
    narrow, wide = window(one), window(other)
    if wide is None or narrow is None:
        return wide is None
    last = narrow.last if EVENT_CLASSES[one.kind].durative else one.start or narrow.last
    if wide.first is not None:
        begins = narrow.first or last
        # what a narrower event's first assertion dates must not come before the wider one either
        if begins is None or begins < wide.first or (one.start and one.start < wide.first):
            return False
    return wide.last is None or (last is not None and last <= wide.last)


def extent(event: Event) -> Window:
    """Return the days on which an event can have been going on, for telling two events apart.

    A moment that somebody asserts has happened by then. An open beginning, or no date at all, is
    any time; only where no item is named either does the event count from the day on which it is
    first asserted, since class and parties alone are shared by many.

    >>> extent(Event(id="event/e", kind="Visit", label="", dossier="", start=date(2024, 2, 1)))
    Window(first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 1))
    """
    lasts = EVENT_CLASSES[event.kind].durative
    coded = window(event)
    first = coded.first if coded else None
    if first is None and not event.item:
        first = event.start
    if lasts or (coded is None and event.item):
        return Window(first, coded.last if coded else None)
    return Window(first, event.start or (coded.last if coded else None))


def overlap(one: Window, other: Window) -> bool:
    """Return whether two windows share a day.

    >>> overlap(Window(date(2024, 1, 1), None), Window(None, date(2023, 1, 1)))
    False
    """
    return (one.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (
        one.last or date.max
    )


def told_apart(one: Event, other: Event) -> bool:
    """Return whether a coder, a place, object, means or provision sets two events apart.

    >>> told_apart(Event(id="event/a", kind="Visit", label="", dossier="", place=("place/x",)),
    ...            Event(id="event/b", kind="Visit", label="", dossier="", place=("place/y",)))
    True
    """
    if one.id in other.distinct or other.id in one.distinct:
        return True
    pairs = [(one.place, other.place), (one.object, other.object), (one.means, other.means)]
    if isinstance(one, Measure) and isinstance(other, Measure):
        pairs += [(one.provision, other.provision), (one.programme, other.programme)]
    return any(set(a).isdisjoint(b) for a, b in pairs if a and b)
