"""Rows of releases in a saved question: the pattern that admits them, and who tells of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geograph.policy import Policy
from geograph.policy.selection import rows_pattern
from geograph.releases.release import Release
from geograph.vocab import GG, iri, local

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["Rows"]


@dataclass(frozen=True, slots=True)
class Rows:
    """The releases whose rows count under the policy in force.

    >>> Rows().pattern is None
    True
    """

    releases: tuple[Release, ...] = ()
    policy: Policy = field(default_factory=Policy)
    linked: bool = False

    @property
    def pattern(self) -> Callable[[str], str] | None:
        """From a variable to the pattern that admits the rows; None where there is no release.

        The rows are too many to be listed as ``VALUES``; all of a release have one claimant, so
        the release is listed instead. A row that stands for an event of the corpus counts there.
        """
        return self._pattern if self.releases else None

    def _pattern(self, variable: str) -> str:
        return rows_pattern(variable, self.releases, self.policy, linked=self.linked)

    def notes(self) -> tuple[str, ...]:
        """Say which releases the answer may rest on."""
        return tuple(
            f"{release.stance} its rows: {release.title} ({release.id})"
            for release in self.releases
        )

    def tellers(self, store: Store, events: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return status and claimants of rows: each is told by the releases that hold it."""
        wanted = sorted(events)
        told: dict[str, dict[str, str]] = {}
        if not self.releases or not wanted:
            return told
        by_id = {release.id: release for release in self.releases}
        for at in range(0, len(wanted), 5_000):
            names = " ".join(f"<{iri(key)}>" for key in wanted[at : at + 5_000])
            _, found = store.select(
                f"SELECT ?event ?release {{ VALUES ?event {{ {names} }} "
                f"?release <{GG}asserts>|<{GG}records> ?event }}"
            )
            for event, release in sorted((local(str(e)), local(str(r))) for e, r in found):
                if (known := by_id.get(release)) is None:
                    continue
                asserts = known.stance == "asserts"
                name = known.publisher_label
                word = {"Register": "register", "OfficialList": "its own list"}.get(known.kind, "")
                entry = told.setdefault(event, {})
                if asserts:
                    entry["status"] = "asserted"
                    entry["asserted_by"] = f"{name} ({word})"
                elif "asserted_by" not in entry:
                    entry["status"] = "recorded-only"
                    entry["asserted_by"] = f"nobody; recorded by {name}"
        return told
