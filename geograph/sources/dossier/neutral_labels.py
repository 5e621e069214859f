"""Neutral labels where a dossier gives none: noun phrases of class and parties, never a sentence.

"arms transfer of missile, Iran → Russia" says what is spoken of; "Iran supplies Russia" would say
that it is so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from geograph.model import Event, Measure, Statement
from geograph.vocab import EVENT_CLASSES

__all__ = ["event_label", "statement_label"]

Any_ = TypeVar("Any_", bound=Event)


def _list(keys: Iterable[str], labels: Mapping[str, str]) -> str:
    return ", ".join(labels.get(key, key) for key in keys)


def event_label(event: Any_, labels: Mapping[str, str]) -> Any_:
    """Return an event with a label: its own, or one made of class, items and parties.

    The part of a joint measure has the label of the whole, with its sender.

    >>> event = Event(id="event/e", kind="ArmsTransfer", label="", dossier="d",
    ...               actor=("a",), recipient=("b",), item=("i",))
    >>> event_label(event, {"a": "Iran", "b": "Russia", "i": "missile"}).label
    'arms transfer of missile, Iran → Russia'
    >>> event_label(Event(id="event/e", kind="MilitaryAssistance", label="", dossier="d",
    ...                   recipient=("b",)), {"b": "Ukraine"}).label
    'military assistance, → Ukraine'
    """
    if event.label and isinstance(event, Measure) and event.part_of:
        return replace(event, label=f"{event.label} ({_list(event.actor, labels)})")
    if event.label:
        return event
    kind = EVENT_CLASSES[event.kind].label
    if event.item:
        # "permission to use missile" needs no "of".
        kind += f"{' ' if kind.endswith(' use') else ' of '}{_list(event.item, labels)}"
    if event.means:
        kind += f" with {_list(event.means, labels)}"
    sides = [_list(event.actor, labels), _list(event.recipient, labels)]
    if not event.recipient and event.object:
        sides[1] = _list(event.object, labels)
    parties = [" → ".join(side for side in sides if side)] if any(sides) else []
    if not event.actor and parties:
        parties = [f"→ {parties[0]}"]
    if event.participant:
        parties.append(" – ".join(labels.get(key, key) for key in event.participant))
    if not parties and event.place:
        parties.append(_list(event.place, labels))
    return replace(event, label=", ".join((kind, *parties)))


def statement_label(statement: Statement, labels: Mapping[str, str]) -> Statement:
    """Return a statement labelled by class, agents, date as coded, and paragraph.

    >>> from datetime import date
    >>> statement = Statement(id="statement/d/s", kind="Denial", label="", dossier="d",
    ...     document="document/x", agent=("a",), locator="17", start=date(2024, 9, 10))
    >>> statement_label(statement, {"a": "Iran"}).label
    'denial by Iran, paragraph 17'
    """
    day = f", {statement.when.text}" if statement.when else ""
    kind = EVENT_CLASSES[statement.kind].label
    who = _list(statement.agent, labels)
    return replace(statement, label=f"{kind} by {who}{day}, paragraph {statement.locator}")
