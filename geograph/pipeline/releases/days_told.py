"""The first and the last day that the rows of a release tell, and what lies beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geograph.events.event_row import Row
from geograph.sources.mapping import LocalParties
from geograph.store.release import Release

__all__ = ["DaysTold"]

#: The stages of a measure that a release can only report once they have come.
_TOLD = ("announced", "listed", "lifted")


class DaysTold:
    """The first and the last day of a release.

    Parameters
    ----------
    spells
        Whether its memberships tell days too; when somebody owned something does not.
    """

    def __init__(self, spells: bool) -> None:
        self.spells = spells
        self.first: date | None = None
        self.last: date | None = None

    def add(self, batch: Sequence[Row], beside: LocalParties) -> None:
        """Take the days of more rows, and of what lies beside them."""
        days = [row.when.start for row in batch if row.when.start is not None]
        days += [day for one in beside.observations for day in (one.start, one.end) if day]
        if self.spells:
            whens = [one.when for one in beside.tenures]
            days += [day for when in whens for day in (when.start, when.end) if day]
            days += [beside.reached] if beside.reached else []
        days += [d for row in batch if row.stages for d in map(row.stages.get, _TOLD) if d]
        if days:
            self.first = min(days) if self.first is None else min(self.first, *days)
            self.last = max(days) if self.last is None else max(self.last, *days)

    def date(self, release: Release) -> Release:
        """Return a release dated by its last day, where nothing else says when it was issued."""
        return replace(
            release,
            released=release.released or self.last,
            inferred=release.released is None and self.last is not None,
            first=self.first,
            last=self.last,
        )
