"""The parties of events and rows in one form, so that they can be compared across sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from geograph.actors import key_of
from geograph.errors import UnknownActor
from geograph.events.batches import state_node
from geograph.policy import ClaimIndex
from geograph.resolution.entities import Decision, latest
from geograph.resolution.linkage.row_evidence import UNCERTAIN, Part, Record
from geograph.store import Store

__all__ = ["ANOTHER", "Names", "agreement", "both_sides", "sides"]

_ROLES: Final = ("actor", "recipient", "participant")
#: The most that a measure can score against a row of another sender.
ANOTHER: Final = 0.5


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


def both_sides(names: Names, event: Record, row: Record, day: date) -> tuple[Part, Part]:
    """Compare who acts and who receives, in an event of the corpus and in a row.

    Where one of the two has no direction, as a meeting has none, all take part in it. Two parties
    of the event need two in the row: an army that meets its own state met nobody else.
    """
    mine, yours, all_mine = (names.with_members(sides(event, [r]), day) for r in _ROLES)
    actors, others, all_theirs = (sides(row, [r]) for r in _ROLES)
    every, theirs = {**mine, **yours, **all_mine}, {**actors, **others, **all_theirs}
    if all_mine or all_theirs:
        found = _several(names, every, theirs, day)
        return found, found
    actor, recipient = agreement(names, mine, actors, day), agreement(names, yours, others, day)
    if event["id"].startswith("measure/") and actor.value == 0:
        # An announced joint step may be taken by each in its own list: for a person to look for.
        actor = Part(0.3, f"another sender: {actor.text}", ANOTHER)
    alone = len({state or key for key, state in theirs.items()}) == 1
    if alone and len({state or key for key, state in every.items()}) > 1:
        actor = Part(0.0, "both sides of the row are one state")
    return actor, recipient


def _several(
    names: Names, curated: Mapping[str, str | None], row: Mapping[str, str | None], day: date
) -> Part:
    """Compare all who take part, each with the one in the row that fits it best."""
    found = [(agreement(names, {k: s}, row, day), s or k) for k, s in curated.items()]
    met = {who for part, who in found if part.value}
    wanted = len({who for _, who in found})
    if len(met) < min(2, wanted):
        return Part(0.0, f"{_told(names.claim_index.label, curated)}: one of them alone")
    best = [part for part, _ in found if part.value]
    worst = min(best, key=lambda part: (part.value or 0, part.text))
    words = f"{len(met)} of {wanted}: {worst.text}"
    # Of one who meets somebody, or does something alone, nothing says with whom or to whom.
    most = UNCERTAIN if wanted == 1 else worst.most
    return Part((worst.value or 0) * len(met) / wanted, words, most)


def agreement(
    names: Names, curated: Mapping[str, str | None], row: Mapping[str, str | None], day: date
) -> Part:
    """Return how far two sides agree.

    1 for the same actor; 0.9 for a body of the state that is named on the other side; 0.6 where one
    is a member of the other, or both only stand for the same state; unknown where a side is not
    named; 0 where they are others.
    """
    if not curated or not row:
        return Part(None, "not named on one side", UNCERTAIN)
    label = names.claim_index.label
    best = Part(0.0, f"{_told(label, curated)} against {_told(label, row)}")
    for one, own in curated.items():
        for other, state in row.items():
            if names.same(one, other):
                return Part(1.0, label(one))
            found = None
            if state is not None and state == own:
                told = f"{label(one)}, as {label(state)}"
                bare = state in (one, other)
                found = Part(0.9, told) if bare else Part(0.6, told, UNCERTAIN)
            elif (own or one) in names.members(other, day):
                # what an organisation does is not what one of its members does
                found = Part(0.6, f"{label(one)}, a member of {label(other)}", UNCERTAIN)
            if found:
                best = max((best, found), key=lambda part: (part.value or 0, part.text))
    return best


def _told(label: Callable[[str], str], keys: Iterable[str]) -> str:
    return ", ".join(sorted(label(key) for key in list(keys)[:3]))
