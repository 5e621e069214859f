"""Records of events and measures to `Event` and `Measure`, names read at the date of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from geograph.dates import Span, bounds, day, parse
from geograph.model import Event, Measure
from geograph.sources.dossier.fields import Cell, Record
from geograph.sources.dossier.joint_measures import split
from geograph.sources.dossier.scope import Scope, When
from geograph.vocab import EVENT_CLASSES

__all__ = ["events_of", "within"]

_LINKS = ("broader", "purpose", "enables", "item_from", "distinct", "excludes", "in_response_to")


def events_of(scope: Scope, published: date) -> Iterator[tuple[Event, Record]]:
    """Yield the events and measures of one dossier, not yet settled in time, with their records.

    A measure of several senders comes with its parts, which share its record.

    Parameters
    ----------
    scope
        Reads the names of the dossier and notes what nobody has.
    published
        The latest day of the document; names are read on it where an event has no date.
    """
    for record in scope.dossier.events:
        fields, on = _common(scope, record, published)
        for name in ("actor", "recipient", "participant"):
            fields[name] = scope.actors(record.all(name), on)
        fields["means"] = scope.items(record.all("means"))
        fields["object"] = scope.objects(record.all("object"), on)
        yield Event(id=f"event/{record.key.text}", **fields), record
    for record in scope.dossier.measures:
        fields, on = _common(scope, record, published)
        measure = Measure(
            id=f"measure/{record.key.text}",
            actor=scope.actors(record.all("sender"), on),
            recipient=scope.actors(record.all("target"), on),
            provision=record.texts("provisions"),
            programme=record.texts("programme"),
            ground=record.texts("ground"),
            **fields,
        )
        for part in split(scope.corpus, measure, record):
            yield part, record


def within(scope: Scope) -> Iterator[tuple[str, str, Cell]]:
    """Yield each event that one of this dossier names as narrower, that one, and where it says so.

    A report that was coded first knows nothing of the wider events of later ones, so that these
    say what lies within them.
    """
    for section, records in (("event", scope.dossier.events), ("measure", scope.dossier.measures)):
        for record in records:
            for cell in record.all("narrower"):
                if cell.text in scope.dossier.defined:
                    what = f"{cell.text!r} is defined in this file"
                    scope.corpus.wrong(cell.where, what, "write `broader` there, and remove this")
                elif key := scope.event(cell):
                    yield key, f"{section}/{record.key.text}", cell


def _common(scope: Scope, record: Record, published: date) -> tuple[dict[str, Any], When]:
    """Return what events and measures share, and the day on which names are read."""
    text, searched = record.text("date"), record.text("denial_search.day")
    when = None if text is None else parse(text)
    on = _on(record, when) or published
    links = {}
    for name in _LINKS:
        for cell in record.all(name):
            if cell.text == record.key.text:
                what = f"{cell.text!r} is its own {name}"
                scope.corpus.wrong(cell.where, what, "name another event, or leave it out")
        others = (cell for cell in record.all(name) if cell.text != record.key.text)
        if (found := scope.events(others)) or name != "in_response_to":
            links[name] = found
    return {
        "kind": record.kind,
        "label": record.text("label") or "",
        "dossier": f"dossier/{scope.dossier.stem}",
        "item": scope.items(record.all("item")),
        "place": scope.places(record.all("place"), on),
        "condition": record.texts("condition"),
        "topic": record.texts("topic"),
        "when": when,
        "denial_search_day": day(searched) if searched else None,
        "denial_search_languages": record.texts("denial_search.languages"),
        "denial_search_outcome": record.text("denial_search.outcome"),
        **links,
    }, on


def _on(record: Record, when: Span | None) -> When:
    """Return the days on which an event may have begun."""
    if when is None:
        return None
    found = bounds(when, EVENT_CLASSES[record.kind or "Event"].durative)
    if found.start is None:
        return found.end or when.earliest_start
    return found.start_earliest or found.start, found.start
