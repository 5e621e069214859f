"""What is noticed of the values of a load: classes of doubtful ones with counts and examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

__all__ = ["Checks", "Noticed"]

_EXAMPLES = 5


@dataclass(slots=True)
class Noticed:
    """Doubtful values by class: how many, and where the first of them are.

    >>> found = Noticed()
    >>> found.add("a negative number", 7, "quantity -3")
    >>> dict(found.counts), found.examples
    ({'a negative number': 1}, {'a negative number': ['line 7: quantity -3']})
    """

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, line: int, value: str) -> None:
        """Count a value."""
        self.counts[what] += 1
        shown = self.examples.setdefault(what, [])
        if len(shown) < _EXAMPLES:
            shown.append(f"line {line}: {value[:80]}")


@dataclass(slots=True)
class Checks:
    """What the values of one load are held against, and what was noticed.

    ``released`` is the day of issue where it is known. ``restore_zeros`` says that codes which
    have lost their leading zero get it back, ``date_form`` in which order day and month stand where
    the mapping allows both. ``zeros`` counts codes that begin with one, ``open``
    holds those of which no column says whether they lost one, with the first line of each, and
    ``lost`` counts those that did.
    """

    released: date | None = None
    restore_zeros: bool = False
    date_form: str | None = None
    noticed: Noticed = field(default_factory=Noticed)
    zeros: int = 0
    lost: int = 0
    open: Counter[str] = field(default_factory=Counter)
    open_lines: dict[str, int] = field(default_factory=dict)
