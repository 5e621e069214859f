"""Walk a YAML tree strictly: every key is known and read, every mistake has its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from geograph.errors import MappingError, Where
from geograph.yamlsafe import Listing, Mapping, Scalar, Tree

__all__ = ["Node"]

# YAML text is folded, so that white space that matters has names.
_NAMED = {"tab": "\t", "space": " ", "newline": "\n", "ctrl-z": "\x1a", "none": ""}


class Node:
    """One value of the tree with its place; reads text, lists and mappings, and nothing else."""

    def __init__(self, tree: Tree, file: str, path: str = "") -> None:
        self.tree = tree
        self.file = file
        self.path = path
        self.line = tree.line
        self._read: set[str] = set()

    def wrong(self, what: str, fix: str) -> MappingError:
        """Return an error at this place."""
        return MappingError(what, fix=fix, where=Where(self.file, self.line, self.path or None))

    @property
    def is_text(self) -> bool:
        """Whether it is a scalar."""
        return isinstance(self.tree, Scalar)

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self.tree, Listing)

    def text(self) -> str:
        """Return the text of a scalar; the words tab, space, newline, ctrl-z name what they say."""
        if not isinstance(self.tree, Scalar):
            raise self.wrong("must be text", "write a single value")
        return _NAMED.get(self.tree.text, self.tree.text)

    def flag(self) -> bool:
        """Return yes or no."""
        text = self.text().casefold()
        if text not in ("yes", "no", "true", "false"):
            raise self.wrong(f"{text!r} is neither yes nor no", "write yes or no")
        return text in ("yes", "true")

    def regex(self) -> re.Pattern[str]:
        """Return a regular expression."""
        try:
            return re.compile(self.text())
        except re.error as exc:
            raise self.wrong(
                f"{self.text()!r} is not a valid regular expression: {exc}", "correct it"
            ) from exc

    def items(self) -> list[Node]:
        """Return the elements of a list; a single value is a list of one."""
        if isinstance(self.tree, Listing):
            found = enumerate(self.tree.items, 1)
            return [Node(one, self.file, f"{self.path}[{n}]") for n, one in found]
        return [self]

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        return tuple(one.text() for one in self.items())

    def pairs(self) -> list[tuple[str, Node]]:
        """Return the entries of a mapping whose keys are free."""
        if not isinstance(self.tree, Mapping):
            raise self.wrong("must be a mapping", "write `key: value` lines")
        return [
            (key.text, Node(value, self.file, f"{self.path}.{key.text}".lstrip(".")))
            for key, value in self.tree.entries
        ]

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None; the key counts as read."""
        self._read.add(key)
        return dict(self.pairs()).get(key)

    def need(self, key: str) -> Node:
        """Return the value of a key that must be there."""
        found = self.get(key)
        if found is None:
            raise self.wrong(f"`{key}` is missing", f"add `{key}:`")
        return found

    def without(self, *keys: str) -> Node:
        """Return the same mapping without some of its keys."""
        assert isinstance(self.tree, Mapping)
        entries = tuple(entry for entry in self.tree.entries if entry[0].text not in keys)
        return Node(Mapping(entries, self.line), self.file, self.path)

    def replaced(self, key: str, tree: Tree) -> Node:
        """Return the same mapping with another value of a key that it has."""
        assert isinstance(self.tree, Mapping)
        entries = tuple((k, tree if k.text == key else v) for k, v in self.tree.entries)
        return Node(Mapping(entries, self.line), self.file, self.path)

    def done(self, also: Iterable[str] = ()) -> None:
        """Raise for every key that nobody has read."""
        known = self._read | set(also)
        for key, value in self.pairs():
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = (
                    f"did you mean `{near[0]}`?" if near else f"known: {', '.join(sorted(known))}"
                )
                raise value.wrong(f"unknown key `{key}`", hint)
