"""A record that a function made of others: its columns with any number of values each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from geograph.records import Record

__all__ = ["Made", "Part"]

#: From the name of a layout to the records of its files of the same release.
Part: TypeAlias = Callable[[str], Iterator[Record]]


class Made(Record):
    """One record with columns of its own; blank and repeated values are left out.

    >>> made = Made("a.csv", 2, {"name": [" Liana ", "", "Liana", "Lyana"], "flag": "Panama"})
    >>> made.values("name"), made.first("flag"), made.values("absent")
    (('Liana', 'Lyana'), 'Panama', ())
    """

    __slots__ = ("_values",)

    def __init__(
        self, file: str, line: int, values: Mapping[str, str | Iterable[str]], name: str = ""
    ) -> None:
        super().__init__(file, line, name)
        self._values: dict[str, tuple[str, ...]] = {}
        for column, found in values.items():
            texts = (found,) if isinstance(found, str) else found
            if kept := tuple(dict.fromkeys(t.strip() for t in texts if t.strip())):
                self._values[column] = kept

    def values(self, path: str) -> tuple[str, ...]:
        """Return the values of a column."""
        return self._values.get(path, ())

    def children(self, path: str) -> tuple[Record, ...]:
        """Return nothing: a made record has no nested ones."""
        return ()

    def columns(self) -> tuple[str, ...]:
        """Return the columns that have a value."""
        return tuple(self._values)
