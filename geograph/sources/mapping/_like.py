"""A layout that is like another one: its YAML laid over that of the other, key by key.

What a layout says replaces what the other one says. Only rows, observations and memberships go side
by side, and details, variables, dropped records, parties and renamed columns add up. ``without``
names what is not taken over.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as TypingMapping
from typing import TypeAlias

from geograph.sources.mapping._yaml_node import Node
from geograph.yamlsafe import Listing, Mapping, Scalar, Tree

__all__ = ["Elsewhere", "Likeness", "Lookups"]

Lookups: TypeAlias = TypingMapping[str, TypingMapping[str, str]]
#: From where a data set is named, and its name, to its layouts as YAML, and its lookups.
Elsewhere: TypeAlias = Callable[[Node, str], tuple[TypingMapping[str, Tree], Lookups]]

# What adds up; everything else is one value, and the nearer one counts.
_DEEP = frozenset(("details", "drop", "parties", "rename", "variables"))
#: What lies side by side, by its place.
_PLACED = ("rows", "observations", "memberships")
_LISTS = frozenset(("ignore", "reads"))
#: What tells layouts of one data set apart is not taken over.
_OWN = frozenset(("named", "series", "like", "beside"))


class Likeness:
    """Completes the layouts of one file, in their order: one may be like another above it.

    Parameters
    ----------
    lookups
        Those of the file, to which those of another data set are added that it does not have.
    elsewhere
        Gives the layouts of another data set, for ``like: data set/layout``.
    """

    def __init__(
        self, lookups: dict[str, TypingMapping[str, str]], elsewhere: Elsewhere | None = None
    ) -> None:
        self.lookups = lookups
        self.elsewhere = elsewhere
        self.trees: dict[str, Tree] = {}

    def complete(self, name: str, node: Node) -> Node:
        """Return a layout with what it takes over from the one that it is like.

        Raises
        ------
        MappingError
            There is no such layout or row, or ``without`` names what is not there.
        """
        like = node.get("like")
        tree = _over(self._known(like), node) if like is not None else node.tree
        full = Node(tree, node.file, node.path).without("like")
        if (one := full.get("source")) is not None:
            full = full.replaced("source", self._source(one))
        for key in _PLACED:
            if (one := full.get(key)) is not None:
                full = full.replaced(key, _own_rows(one))
        self.trees[name] = full.tree
        return full

    def _known(self, like: Node) -> Mapping:
        dataset, slash, layout = like.text().rpartition("/")
        trees: TypingMapping[str, Tree] = self.trees
        if slash and self.elsewhere is not None:
            trees, lookups = self.elsewhere(like, dataset)
            for key, lookup in lookups.items():
                self.lookups.setdefault(key, lookup)
        found = trees.get(layout)
        if not isinstance(found, Mapping):
            fix = f"name a layout above this one, or `data set/layout`: {', '.join(trees)}"
            raise like.wrong(f"cannot be like {like.text()!r}", fix)
        return found

    def _source(self, node: Node) -> Tree:
        """Return the form of a file, which may be like that of another layout."""
        like = node.get("like") if isinstance(node.tree, Mapping) else None
        if like is None:
            return node.tree
        base = Node(self._known(like), node.file).need("source").tree
        assert isinstance(base, Mapping)
        return _over(base, node.without("like"), level="source")


def _over(base: Mapping, node: Node, *, deep: bool = False, level: str = "layout") -> Mapping:
    """Return the entries of ``base`` with those of ``node`` over them.

    Parameters
    ----------
    base
        What is taken over, already complete.
    node
        What says how it differs.
    deep
        Whether its values are mappings that are laid over each other in turn.
    level
        ``layout`` for a whole one, whose rows are merged and whose names are its own.

    Raises
    ------
    MappingError
        ``without`` names what is not there.
    """
    left = node.get("without")
    known = {key.text: (key, tree) for key, tree in base.entries}
    for one in left.items() if left else ():
        if known.pop(one.text(), None) is None:
            raise one.wrong(f"there is no `{one.text()}` to leave out", f"one of {_names(base)}")
    if level == "layout":
        known = {name: entry for name, entry in known.items() if name not in _OWN}
    for name, value in node.pairs():
        if name == "without":
            continue
        key = next(key for key, _ in _entries(node) if key.text == name)
        before = known[name][1] if name in known else None
        known[name] = key, _value(name, before, value, deep or name in _DEEP)
    return Mapping(tuple(known.values()), node.line)


def _value(name: str, before: Tree | None, value: Node, deep: bool) -> Tree:
    if isinstance(before, Mapping) and isinstance(value.tree, Mapping) and deep:
        return _over(before, value, deep=name == "parties", level="part")
    if name in _PLACED and before is not None:
        return _rows(_list(before), value)
    if name in _LISTS and before is not None:
        return Listing((*_list(before), *_list(value.tree)), value.line)
    return value.tree


def _rows(before: tuple[Tree, ...], node: Node) -> Listing:
    """Lay rows over those at the same place; further ones are added, missing ones taken over."""
    found: list[Tree] = list(before)
    for n, row in enumerate(node.items()):
        base = before[n] if n < len(before) else None
        alone = base is None or not isinstance(base, Mapping) or "like" in dict(row.pairs())
        tree = row.tree if alone or not isinstance(base, Mapping) else _over(base, row, level="row")
        found[n : n + 1] = [tree]
    return Listing(tuple(found), node.line)


def _own_rows(node: Node) -> Listing:
    """Return rows of which each may be like one above it in the same list, by its number.

    Raises
    ------
    MappingError
        ``like`` names no row above.
    """
    found: list[Tree] = []
    for row in node.items():
        tree = row.tree
        like = row.get("like") if isinstance(tree, Mapping) else None
        if like is not None:
            text = like.text()
            number = int(text) if text.isascii() and text.isdecimal() else 0
            base = found[number - 1] if 0 < number <= len(found) else None
            if not isinstance(base, Mapping):
                fix = "write the number of a row above, counted from 1"
                raise like.wrong(f"there is no row {text!r} above this one", fix)
            merged = _over(base, row, level="row")
            entries = tuple(entry for entry in merged.entries if entry[0].text != "like")
            tree = Mapping(entries, merged.line)
        found.append(tree)
    return Listing(tuple(found), node.line)


def _entries(node: Node) -> tuple[tuple[Scalar, Tree], ...]:
    return node.tree.entries if isinstance(node.tree, Mapping) else ()


def _list(tree: Tree) -> tuple[Tree, ...]:
    return tree.items if isinstance(tree, Listing) else (tree,)


def _names(base: Mapping) -> str:
    return ", ".join(key.text for key, _ in base.entries)
