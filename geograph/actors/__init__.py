"""Who is meant: reference data, and names or codes at a date to actors."""

from __future__ import annotations

from geograph.actors.index import (
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
    "ActorIndex",
    "Code",
    "ItemIndex",
    "Name",
    "Reference",
    "Spell",
    "key_of",
    "load_reference",
]
