"""What an open store keeps between questions: its content never changes, so neither does this."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from geograph.policy import (
    ClaimIndex,
    Policy,
    Selection,
    Verdict,
    judge,
    said_of,
    select,
    standing_under,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geograph.store import Store

__all__ = ["admitted", "kept", "marks", "selection", "standing", "verdicts"]

T = TypeVar("T")
#: How many results are kept for each store; the oldest go first.
MOST = 32
_KEPT: WeakKeyDictionary[Any, dict[Hashable, Any]] = WeakKeyDictionary()


def kept(store: Store, key: Hashable, make: Callable[[], T]) -> T:
    """Return what was made for a store under a key, or make it now.

    >>> class Store: pass
    >>> store = Store()
    >>> kept(store, "n", lambda: 1), kept(store, "n", lambda: 2)
    (1, 1)
    """
    held = _KEPT.setdefault(store, {})
    if key not in held:
        made = make()
        while len(held) >= MOST:
            held.pop(next(iter(held)))
        held[key] = made
    found: T = held[key]
    return found


def verdicts(store: Store, policy: Policy) -> Mapping[str, Verdict]:
    """Return the verdicts of a policy on every event of the corpus."""
    return kept(store, ("verdicts", policy), lambda: judge(ClaimIndex.from_store(store), policy))


def standing(store: Store, policy: Policy) -> frozenset[str]:
    """Return the claims that stand under a policy: somebody's own word, and not taken back."""
    index = ClaimIndex.from_store(store)
    return kept(store, ("standing", policy), lambda: standing_under(index, policy))


def marks(store: Store, policy: Policy) -> Mapping[tuple[str, str], str | None]:
    """Return every claim that was said of an event, by both ids, with its mark if it has one."""

    def made() -> dict[tuple[str, str], str | None]:
        index = ClaimIndex.from_store(store)
        return {
            (one.claim.id, key): one.mark
            for key, verdict in verdicts(store, policy).items()
            for one in said_of(index, verdict)
        }

    return kept(store, ("marks", policy), made)


def selection(store: Store, policy: Policy) -> Selection:
    """Return what counts under a policy, of dossiers and of releases."""
    return kept(
        store,
        ("selection", policy),
        lambda: select(store, policy, verdicts=verdicts(store, policy)),
    )


def admitted(store: Store, policy: Policy) -> frozenset[str]:
    """Return the ids of all that counts under a policy, of dossiers and of releases."""
    return kept(store, ("admitted", policy), lambda: frozenset(selection(store, policy).ids()))
