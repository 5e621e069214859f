"""The parties of events and rows in one form, so that they can be compared across sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from geograph.actors import key_of
from geograph.errors import UnknownActor
from geograph.events.batches import state_node
from geograph.policy import ClaimIndex
from geograph.resolution.entities import Decision, latest
from geograph.store import Store

__all__ = ["Names", "agreement", "sides"]


class Names:
    """The names of actors, and who was judged to be whom.

    An actor of a data set is met by its names: exactly, but for case, accents and punctuation. That
    is enough to propose and never to merge.
    """

    def __init__(self, store: Store, index: ClaimIndex, decisions: Iterable[Decision]) -> None:
        self.claim_index = index
        self._names: dict[str, frozenset[str]] = {}
        self._same: dict[str, set[str]] = defaultdict(set)
        for row in store.rows("actors"):
            self._add(str(row["id"]), [row["label"], *_list(row["aliases"])])
        for release in store.releases:
            table = store.release_arrow(release, "actors", ["id", "label", "aliases"])
            columns = [table.column(n).to_pylist() for n in ("id", "label", "aliases")]
            for key, label, aliases in zip(*columns, strict=True):
                self._add(key, [label, *aliases])
        for decision in latest(decisions).values():
            if decision.decision == "same":
                self._same[decision.a].add(decision.b)
                self._same[decision.b].add(decision.a)

    def _add(self, key: str, names: Iterable[object]) -> None:
        self._names[key] = frozenset(key_of(str(name)) for name in names if name) - {""}

    def of(self, key: str) -> frozenset[str]:
        """Return the names of an actor, in the form in which they are compared."""
        return self._names.get(key, frozenset())

    def same(self, one: str, other: str) -> bool:
        """Return whether two actors are the same, were judged so, or have a name in common."""
        if one == other or other in self._same.get(one, ()):
            return True
        own = "state/" in (one[:6], other[:6])
        return not own and bool(self.of(one) & self.of(other))

    def with_members(self, side: Mapping[str, str | None], day: date) -> dict[str, str | None]:
        """Return the parties of a side and those whom a group among them lists."""
        found = dict(side)
        for key in side:
            for member in self.claim_index.actors.get(key).members:
                found[member] = state_node(self.claim_index.actors, member, day)
        return found

    def members(self, key: str, day: date) -> tuple[str, ...]:
        """Return the members of an organisation of the reference data; others have none known."""
        try:
            return self.claim_index.actors.members(key, day)
        except UnknownActor:
            return ()


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def sides(event: Mapping[str, Any], roles: Iterable[str]) -> dict[str, str | None]:
    """Return the parties of an event in some roles, each with the state that it stands for.

    >>> sides({"actor": ["actor/kremlin"], "actor_state": ["state/RUS"]}, ["actor"])
    {'actor/kremlin': 'state/RUS'}
    """
    return {
        key: state
        for role in roles
        for key, state in zip(event[role], event[f"{role}_state"], strict=True)
    }


def agreement(
    names: Names, curated: Mapping[str, str | None], row: Mapping[str, str | None], day: date
) -> tuple[float, str]:
    """Return how far two sides agree, from 0 to 1, and in words.

    1 for the same actor, 0.9 for one that speaks for the same state, 0.6 where one is a member of
    the other, 0.4 where a side is not named, 0 where they are others.
    """
    if not curated or not row:
        return 0.4, "not named on one side"
    label = names.claim_index.label
    best, words = 0.0, f"{_told(label, curated)} against {_told(label, row)}"
    for one, own in curated.items():
        for other, state in row.items():
            if names.same(one, other):
                return 1.0, label(one)
            if state is not None and state == own:
                best, words = max((best, words), (0.9, f"{label(one)}, as {label(state)}"))
            elif (own or one) in names.members(other, day):
                told = f"{label(one)}, a member of {label(other)}"
                best, words = max((best, words), (0.6, told))
    return best, words


def _told(label: Callable[[str], str], keys: Iterable[str]) -> str:
    return ", ".join(sorted(label(key) for key in list(keys)[:3]))
