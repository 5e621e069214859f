"""Name to weapon, munition or good, and from there up the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from geograph.actors.names import key_of, nearest
from geograph.errors import UnknownItem
from geograph.model import Item
from geograph.vocab import local


class ItemIndex:
    """Finds weapons and goods by name.

    >>> from geograph.actors.reference import load_reference
    >>> ItemIndex(load_reference().items).resolve("BM-120")
    'item/fath-360'
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.id: item for item in items}
        self._keys: dict[str, set[str]] = defaultdict(set)
        for item in self._items.values():
            for word in (item.label, *item.aliases):
                self._keys[key_of(word)].add(item.id)

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
        found = sorted(self._keys.get(key_of(name), ()))
        if len(found) == 1:
            return found[0]
        near = found or sorted({k for w in nearest(name, self._keys) for k in self._keys[w]})
        what = "ambiguous" if found else "unknown"
        fix = "did you mean " + ", ".join(self._items[k].label for k in near) + "? " if near else ""
        raise UnknownItem(
            f"{what} item {name!r}", fix=fix + "Items are listed in data/reference/items.csv"
        )

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
