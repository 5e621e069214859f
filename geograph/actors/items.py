"""Name to weapon, munition or good, and from there up the tree.

Designations are compared in pieces of letters and of digits, so that TB2, TB-2 and TB 2 are one. A
designation that goes on after a known one (F-16C, Leopard-2A4) is a variant of it, and stands below
it; S-400 does not go on after S-4, since 4 and 400 are different pieces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from geograph.actors.names import key_of, nearest
from geograph.errors import UnknownItem
from geograph.model import Item
from geograph.vocab import local

__all__ = ["ItemIndex"]

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_ROOTS = frozenset({"item/weapon", "item/dual-use-good"})


def _pieces(name: str) -> tuple[str, ...]:
    """Return the runs of letters and of digits in a name.

    >>> _pieces("Leopard-2A4"), _pieces("Bayraktar TB2")
    (('leopard', '2', 'a', '4'), ('bayraktar', 'tb', '2'))
    """
    found = tuple(_PIECE.findall(key_of(name)))
    # a calibre at the end tells no variant: "CAESAR 155mm"
    return found[:-2] if found[-1:] == ("mm",) and len(found) > 2 else found


class ItemIndex:
    """Finds weapons and goods by name.

    >>> from geograph.actors.reference import load_reference
    >>> ItemIndex(load_reference().items).resolve("BM-120")
    'item/fath-360'
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.id: item for item in items}
        self._keys: dict[str, set[str]] = defaultdict(set)
        self._designations: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._stems: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._longest = 0
        for item in self._items.values():
            for word in (item.label, *item.aliases):
                self._keys[key_of(word)].add(item.id)
                if item.label[0].islower():
                    continue  # a concept: no designation begins with it
                pieces = _pieces(word)
                self._designations[pieces].add(item.id)
                if word == item.label or any(piece.isdigit() for piece in pieces):
                    self._stems[pieces].add(item.id)  # "Bayraktar" alone is not a stem of TB3
                self._longest = max(self._longest, len(pieces))

    def get(self, key: str) -> Item:
        """Return the item with an id, or raise UnknownItem."""
        try:
            return self._items[key]
        except KeyError:
            raise UnknownItem(
                f"no item has the id {key!r}", fix="ids come from `resolve`"
            ) from None

    def resolve(self, name: str) -> str:
        """Return the id of the one item with a label, alias or id, or raise UnknownItem."""
        key = local(name.strip())
        if key in self._items:
            return key
        found = sorted(
            self._keys.get(key_of(name), ()) or self._designations.get(_pieces(name), ())
        )
        if len(found) == 1:
            return found[0]
        near = found or sorted({k for w in nearest(name, self._keys) for k in self._keys[w]})
        what = "ambiguous" if found else "unknown"
        fix = "did you mean " + ", ".join(self._items[k].label for k in near) + "? " if near else ""
        raise UnknownItem(
            f"{what} item {name!r}", fix=fix + "Items are listed in data/reference/items.csv"
        )

    def match(self, name: str, family: str | None = None) -> tuple[str, bool] | None:
        """Return the item that a designation names or varies, and whether it names it.

        Parameters
        ----------
        name
            As a publisher writes it: "F-16C", "FGM-148 Javelin", "Mohajer-6".
        family
            The id of what the publisher says it is. A name without a number (Javelin is an
            anti-tank missile, and another one against aircraft) and a variant are only taken where
            the item is of that family; a name with a number speaks for itself.

        >>> from geograph.actors.reference import load_reference
        >>> index = ItemIndex(load_reference().items)
        >>> index.match("Bayraktar TB-2"), index.match("F-16C Block-50", "item/fighter-aircraft")
        (('item/bayraktar-tb2', True), ('item/f-16', False))
        >>> index.match("F-160"), index.match("Javelin", "item/man-portable-air-defence-system")
        (None, None)
        """
        pieces = _pieces(name)
        for length in range(min(len(pieces), self._longest), 0, -1):
            exact = length == len(pieces)
            found = (self._designations if exact else self._stems).get(pieces[:length], set())
            if exact and not found:
                found = {key for key in self._keys.get(key_of(name), ()) if family in (None, key)}
            if not (exact and any(piece.isdigit() for piece in pieces)):
                found = {key for key in found if family is None or self._related(key, family)}
            if len(found) == 1:
                return next(iter(found)), exact
        return None

    def _related(self, key: str, family: str) -> bool:
        """Return whether an item is of a family, or the family is of what the item is."""
        if key == family or family in self.wider(key):
            return True
        above = {family, *self.wider(family)} - _ROOTS
        return not above.isdisjoint(self.get(key).broader)

    def wider(self, key: str) -> tuple[str, ...]:
        """Return all concepts above an item, sorted.

        >>> from geograph.actors.reference import load_reference
        >>> ItemIndex(load_reference().items).wider("item/missile")
        ('item/weapon',)
        """
        found: set[str] = set()
        open_ = [key]
        while open_:
            for parent in self.get(open_.pop()).broader:
                if parent not in found:
                    found.add(parent)
                    open_.append(parent)
        return tuple(sorted(found))
