"""Who fights on one side of a conflict, each with the time in which it took part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geograph.sources.reshaping.code_spells import OPEN, days_of, number

__all__ = ["Side", "around", "interval"]

_NOBODY = ("", "-7", "-8", "-9")


@dataclass(slots=True)
class Side:
    """Who fights on one side: states by number with their times, and others by name."""

    states: dict[str, tuple[str, str]] = field(default_factory=dict)
    others: dict[str, None] = field(default_factory=dict)

    def add(self, code: str, name: str, time: tuple[str, str]) -> None:
        """Add a state, or whoever has no number; the times of one who is there twice are one."""
        code = number(code)
        if code not in _NOBODY and not code.startswith("-"):
            self.states[code] = around([self.states.get(code, time), time])
        elif name not in _NOBODY:
            self.others[name] = None

    def columns(self, letter: str) -> dict[str, str | tuple[str, ...]]:
        """Return the columns ``a``, ``a_on`` and ``a_names`` of a record, or those of b."""
        times = tuple(interval(time) for time in self.states.values())
        return {
            letter: tuple(self.states),
            f"{letter}_on": times,
            f"{letter}_names": tuple(self.others),
        }


def interval(time: tuple[str, str]) -> str:
    """Return a time as EDTF; an end before the start is a slip that leaves the start alone.

    >>> interval(("1914-07", "1918")), interval(("1914", "1914")), interval(("1918", "1914"))
    ('1914-07/1918', '1914', '1918')
    """
    start, end = time
    if end != OPEN and days_of(end)[1] < days_of(start)[0]:
        return start
    return start if start == end else f"{start}/{end}"


def around(times: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return the time from the first start to the last end; an end that is not known is none.

    >>> around([("1915", "1918-11"), ("1914-07", "")])
    ('1914-07', '1918-11')
    """
    starts = [start for start, _ in times if start]
    ends = [end for _, end in times if end]
    start = min(starts, key=lambda text: (days_of(text)[0], days_of(text)[1]), default="")
    end = max(ends, key=lambda text: (days_of(text)[1], days_of(text)[0]), default="")
    return start, end
