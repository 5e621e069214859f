"""Which events exclude each other: two accounts that cannot both be, "it was X" and "it was Y".

Dossiers say which; it holds both ways, and for all that lies within either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from geograph.model import Event

__all__ = ["rivals_of"]


def rivals_of(
    events: Iterable[Event], wider: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    """Map each event to those whose assertion speaks against it, without events that have none.

    An event within an excluded one is excluded with it; what is wider than an excluded one is not,
    for that may be so in another way.

    >>> it_was = {"x": ("y",), "y": (), "part-of-y": ()}
    >>> events = [
    ...     Event(id=key, kind="Attack", label="", dossier="", excludes=others)
    ...     for key, others in it_was.items()
    ... ]
    >>> {key: sorted(found) for key, found in rivals_of(events, {"part-of-y": ["y"]}).items()}
    {'x': ['y'], 'y': ['x'], 'part-of-y': ['x']}
    """
    direct: dict[str, set[str]] = defaultdict(set)
    keys = []
    for event in events:
        keys.append(event.id)
        for other in event.excludes:
            direct[event.id].add(other)
            direct[other].add(event.id)
    found = {
        key: frozenset().union(*(direct.get(one, set()) for one in (key, *wider.get(key, ()))))
        for key in keys
    }
    return {key: others for key, others in found.items() if others}
