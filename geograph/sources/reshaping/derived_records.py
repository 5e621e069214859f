"""A record that was made of others: its columns with any number of values each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeAlias

from geograph.errors import GeographError
from geograph.sources.files import Record

__all__ = ["ChangedRecord", "Files", "Function", "DerivedRecord", "Part"]

#: From the name of a layout to the records of its files of the same release.
Part: TypeAlias = Callable[[str], Iterator[Record]]


class Files(Protocol):
    """The other files of a release, and the count of what is left out."""

    def __call__(self, name: str) -> Iterator[Record]:
        """Return the records of the files of another layout, none where none was given."""

    def drop(self, record: Record, reason: str, value: str | None = None) -> None:
        """Count a record that is left out, by its reason, with a value as an example."""

    def wrong(self, record: Record, error: GeographError) -> None:
        """Count a record that cannot be read, with what is wrong with it."""

    def notice(self, record: Record, what: str, value: str) -> None:
        """Count something to look at, by its class, with a value as an example."""

    def until(self, day: date) -> None:
        """Note a day up to which the records tell, where what they tell may have no end."""


#: From the records of a file, and the other files of its release, to the records made of them.
Function: TypeAlias = Callable[[Iterable[Record], Files], Iterable[Record]]


class DerivedRecord(Record):
    """One record with columns of its own; blank and repeated values are left out.

    >>> made = DerivedRecord("a.csv", 2, {"name": [" Liana ", "", "Liana", "Lyana"], "flag": "PA"})
    >>> made.values("name"), made.first("flag"), made.values("absent")
    (('Liana', 'Lyana'), 'PA', ())
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


class ChangedRecord(Record):
    """A record with columns of its own, before those of the record that it is made of.

    The values are taken as they are: repeated ones stay, so that columns can stand side by side.

    >>> base = DerivedRecord("a.csv", 2, {"name": "Crimean War"})
    >>> one = ChangedRecord(base, {"who": ("2", "2"), "start": "1914"})
    >>> one.values("who"), one.first("start"), one.first("name"), one.values("absent")
    (('2', '2'), '1914', 'Crimean War', ())
    """

    __slots__ = ("_of", "_values")

    def __init__(self, of: Record, values: Mapping[str, str | tuple[str, ...]]) -> None:
        super().__init__(of.file, of.line, of.name)
        self._of = of
        self._values = values

    def values(self, path: str) -> tuple[str, ...]:
        """Return the values of its own column, else those of the record that it is made of."""
        found = self._values.get(path)
        if found is None:
            return self._of.values(path)
        if isinstance(found, str):
            return (found,) if found else ()
        return found

    def children(self, path: str) -> tuple[Record, ...]:
        """Return the nested records of the record that it is made of."""
        return self._of.children(path)

    def columns(self) -> tuple[str, ...]:
        """Return its own columns, then those of the record that it is made of."""
        return tuple(dict.fromkeys((*self._values, *self._of.columns())))
