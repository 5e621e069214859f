"""Name an event of a data set by its class, items and parties; the phrase asserts nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geograph.actors.cameo import CAMEO
from geograph.events.event_row import Kind, LocalItem, RowParty
from geograph.sources.mapping.cells import MEMORY
from geograph.vocab import EVENT_CLASSES

__all__ = ["namer"]


def namer() -> Callable[..., str]:
    """Return the function that names an event: its class, items and parties in a noun phrase.

    >>> kind = Kind("ArmsTransfer", False, False, 1, False, "07", "AID", False)
    >>> iran, syria = (RowParty("state/X", None, n) for n in ("Iran", "Syria"))
    >>> namer()(kind, (iran,), (syria,), (), ())
    'arms transfer, Iran → Syria'
    """
    memo: dict[Any, str] = {}

    def named(kind: Kind, actor: Any, recipient: Any, participant: Any, item: Any) -> str:
        key = (kind, actor, recipient, participant, item)
        label = memo.get(key)
        if label is None:
            if len(memo) >= MEMORY:
                memo.clear()
            label = memo[key] = _label(kind, actor, recipient, participant, item)
        return label

    return named


def _label(
    kind: Kind,
    actor: tuple[RowParty, ...],
    recipient: tuple[RowParty, ...],
    participant: tuple[RowParty, ...],
    item: tuple[LocalItem, ...],
) -> str:
    def several(found: tuple[RowParty, ...] | tuple[LocalItem, ...]) -> str:
        shown = ", ".join(one.label for one in found[:3])
        return shown + (f" and {len(found) - 3} more" if len(found) > 3 else "")

    told = CAMEO[kind.cameo].label if kind.coded and kind.cameo else EVENT_CLASSES[kind.name].label
    what = told + (f": {several(item)}" if item else "")
    if recipient and actor:
        return f"{what}, {several(actor)} → {several(recipient)}"
    if recipient:
        return f"{what}, → {several(recipient)}"
    if actor or participant:
        return f"{what}, {several(actor or participant)}"
    return what
