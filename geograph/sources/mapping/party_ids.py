"""Who a party can be, and how its name becomes an id: the values that `Resolver` gives out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeAlias

from geograph.actors import key_of
from geograph.sources.mapping.cells import Access, Values, compile_cell, compile_condition, first
from geograph.sources.mapping.value_specs import PACK, PartySpec

__all__ = ["AS_WRITTEN", "Names", "Packed", "Told", "slug", "slug_key", "telling"]

#: Schemes in which a text is a name; in all others it is a code.
AS_WRITTEN = ("name", "role", "cameo_actor")

#: Kind, label, state, and whether it speaks for that state, as a row tells them.
Told: TypeAlias = tuple[str, str, str, "bool | None"]


@dataclass(slots=True)
class Names:
    """How the names of one data set resolved: counts, and examples of what did not."""

    resolved: Counter[str]
    local: Counter[str]
    ambiguous: Counter[str]
    unresolved: Counter[str]
    late: Counter[str]

    @classmethod
    def none(cls) -> Names:
        """Return empty counts."""
        return cls(Counter(), Counter(), Counter(), Counter(), Counter())


def telling(party: PartySpec, access: Access) -> Callable[[Any], Told] | None:
    """Return the function that tells what a row says of a party beside its name, if anything."""
    if party.kind.constant and not (party.label or party.state or party.speaks):
        return None
    nothing: Values = lambda row: ()  # noqa: E731
    kind = compile_cell(party.kind, access)
    label = compile_cell(party.label, access) if party.label else nothing
    state = compile_cell(party.state, access) if party.state else nothing
    speaks = compile_condition(party.speaks, access) if party.speaks else None
    return lambda row: (
        first(kind(row)), first(label(row)), first(state(row)), speaks(row) if speaks else None,
    )  # fmt: skip


class Packed:
    """Reads the parts of a packed party by their names, as if they were columns of a row."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

    def column(self, name: str) -> Callable[[Any], str]:
        """Return the function that gives a part by its name."""
        at = self.names.index(name)
        return lambda parts: parts[at] if at < len(parts) else ""

    def content(self, names: Sequence[str]) -> Callable[[Any], str]:
        """Return the function that gives all parts as one text."""
        return lambda parts: PACK.join(parts)


def slug(text: str) -> str:
    """Return a path segment for a name; two names share one only if they differ in case alone.

    >>> slug("Ministry"), slug("José") == slug("Jose")
    ('ministry', False)
    """
    short = "-".join(key_of(text).split())[:60].strip("-")
    if text.isascii() and text.casefold() == short.replace("-", " "):
        return short
    mark = blake2b(text.casefold().encode(), digest_size=4).hexdigest()
    return f"{short}-{mark}" if short.isascii() and short else f"x-{mark}"


def slug_key(key: str) -> str:
    """Return a publisher's key as a path segment; what is not plain is put by a hash beside it.

    >>> slug_key("25237"), slug_key("a/b") != slug_key("a b")
    ('25237', True)
    """
    if key.isascii() and key.replace("-", "").replace("_", "").replace(".", "").isalnum():
        return key
    return slug(key)
