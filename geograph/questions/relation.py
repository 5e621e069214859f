"""One relation of any origin, an event of a dossier or a row of a release, with its claimants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

from geograph.store.release import Release

__all__ = ["Relation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Something that is said to have happened, and that counts.

    ``actor``, ``recipient`` and ``participant`` are the parties as they are named; the fields with
    ``_voice`` have beside each the one whom it speaks for on that day, itself where for nobody.
    ``first`` and ``last`` are the days between which it took place, of a state of affairs
    its first and last (None: not ended, or not stated); ``start`` is the latest day on which it can
    have begun. It holds from ``holds_from`` on, and no longer on ``holds_until``; ``until_known``
    and ``basis`` are those of `geograph.valid_time.Holds`. ``asserted_by``
    and ``denied_by`` name whose word it is; ``release`` is None for an event of the corpus.
    ``details`` has what else was asked for and is there.
    """

    id: str
    kind: str
    label: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    participant: tuple[str, ...] = ()
    actor_voice: tuple[str, ...] = ()
    recipient_voice: tuple[str, ...] = ()
    participant_voice: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    start: date | None = None
    first: date | None = None
    last: date | None = None
    holds_from: date | None = None
    holds_until: date | None = None
    until_known: date | None = None
    basis: str | None = None
    sign: int = 0
    speech: bool = False
    status: str
    flags: tuple[str, ...] = ()
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...] = ()
    release: Release | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def within(self, first: date | None, last: date | None) -> bool:
        """Return whether it can have taken place between two days; None means no bound."""
        if self.first is None and self.last is None:
            return False
        begun = last is None or self.first is None or self.first <= last
        return begun and (first is None or self.last is None or self.last >= first)

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The two sides: actors and recipients, or the two participants of what has no side."""
        voices = tuple(dict.fromkeys(self.participant_voice))
        if self.actor_voice or self.recipient_voice or len(voices) != 2:
            return self.actor_voice, self.recipient_voice
        return voices[:1], voices[1:]

    @property
    def dyads(self) -> tuple[tuple[str, str], ...]:
        """Each two of which one acts and the other receives, as whom they speak for, each once."""
        return tuple(dict.fromkeys(product(self.actor_voice, self.recipient_voice)))
