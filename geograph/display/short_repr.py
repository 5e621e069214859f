"""A short `repr` for values that hold much: counts of their parts in one line."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import fields
from typing import Any

__all__ = ["clipped", "short_repr"]

_MOST = 400


def clipped(text: str, most: int) -> str:
    """Return a text in one line, cut where it is longer.

    >>> clipped("a long text", 7)
    'a long…'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def short_repr(value: Any) -> str:
    """Return a dataclass in one line: how many of each part, and what is short as it is.

    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Shelf:
    ...     name: str
    ...     books: tuple[str, ...]
    ...     __repr__ = short_repr
    >>> Shelf("left", ("a", "b"))
    Shelf(name='left', 2 books)
    """
    parts = []
    for field in fields(value):
        held = getattr(value, field.name)
        if isinstance(held, Sized) and not isinstance(held, str):
            parts += [f"{len(held):,} {field.name}"] if len(held) else []
        elif " object at 0x" in repr(held):
            continue  # an address in memory tells nobody anything
        elif held is not None and held is not False and held != "":
            parts.append(f"{field.name}={clipped(repr(held), 80)}")
    return clipped(f"{type(value).__name__}({', '.join(parts)})", _MOST)
