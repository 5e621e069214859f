"""Reference data, and the resolution of names and codes at a date to actors."""

from __future__ import annotations

from geograph.actors.index import (
    GOVERNED,
    ActorIndex,
    Code,
    ItemIndex,
    Name,
    Reference,
    Spell,
    key_of,
    load_reference,
)

__all__ = [
    "GOVERNED",
    "ActorIndex",
    "Code",
    "ItemIndex",
    "Name",
    "Reference",
    "Spell",
    "key_of",
    "load_reference",
]
