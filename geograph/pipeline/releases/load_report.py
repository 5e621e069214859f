"""What became of the rows of a load: read, kept, dropped by reason, and how the names resolved."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from geograph.actors import ActorIndex, load_reference
from geograph.actors.nearly import nearly_states
from geograph.atomic import write_atomic
from geograph.display.short_repr import short_repr
from geograph.sources.mapping import Names
from geograph.sources.mapping.value_checks import Noticed
from geograph.store.release import Release

__all__ = ["LoadReport"]

_EXAMPLES = 5


@dataclass(slots=True)
class LoadReport:
    """Counts of one load; ``records`` read = ``kept`` + those dropped by reason + ``errors``.

    ``events`` is how many events the records that were kept report, ``observations`` of how many
    actors or dyads in a period they state values, ``tenures`` how many memberships and ownerships;
    ``ignored`` are columns that
    the mapping neither reads nor names under ``ignore``, ``missing`` those that it reads and that a
    table lacks, as an older vintage may, or that are misspelt. ``latest`` is the latest other
    release of the same list, where each is the whole of it, so that networks take only one of them.
    ``asked`` is the day that was named for a release that is loaded already under another, and
    ``noticed`` are doubtful values by class. Of RDF, ``graph`` has ``triples``, and ``same_graph``
    says that it held them already.
    """

    __repr__ = short_repr

    release: Release | None = None
    records: int = 0
    kept: int = 0
    events: int = 0
    duplicates: int = 0
    errors: int = 0
    actors: int = 0
    items: int = 0
    tenures: int = 0
    observations: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    names: Names = field(default_factory=Names.none)
    noticed: Noticed = field(default_factory=Noticed)
    ignored: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    latest: Release | None = None
    already: bool = False
    asked: date | None = None
    graph: str | None = None
    triples: int = 0
    same_graph: bool = False
    dry_run: bool = False

    def drop(self, reason: str, line: int, value: str | None) -> None:
        """Count a record that is left out."""
        self.dropped[reason] += 1
        shown = self.examples.setdefault(reason, [])
        if len(shown) < _EXAMPLES:
            shown.append(f"line {line}" + (f": {value[:80]}" if value else ""))

    def example(self, reason: str) -> str:
        """Return the first example of a reason in brackets, nothing where there is none."""
        shown = self.examples.get(reason)
        return f" ({shown[0]})" if shown else ""

    def __str__(self) -> str:
        return self.to_text()

    def nearly(self) -> dict[str, str]:
        """Return which of the data set's own actors, or unresolved names, are nearly a state."""
        names = {*self.names.local, *self.names.unresolved}
        return nearly_states(sorted(names), ActorIndex(load_reference().actors)) if names else {}

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        names = self.names
        return {
            "release": self.release.to_json() if self.release else None,
            "latest_other": self.latest.id if self.latest else None,
            "graph": self.graph,
            "triples": self.triples,
            "already_loaded": self.already,
            "released_not_taken_over": str(self.asked) if self.asked else None,
            "dry_run": self.dry_run,
            "records": {
                "read": self.records,
                "kept": self.kept,
                "dropped": {why: n for why, n in sorted(self.dropped.items()) if n},
                "errors": self.errors,
            },
            "examples": self.examples,
            "events": self.events,
            "exact_duplicates": self.duplicates,
            "own_actors": self.actors,
            "own_items": self.items,
            "tenures": self.tenures,
            "observations": self.observations,
            "names": {
                "resolved": len(names.resolved),
                "own": len(names.local),
                "ambiguous": sorted(names.ambiguous),
                "unresolved": sorted(names.unresolved),
                "out_of_their_time": sorted(names.late),
                "nearly_a_state": self.nearly(),
            },
            "doubtful": {
                what: {"count": n, "examples": self.noticed.examples[what]}
                for what, n in sorted(self.noticed.counts.items())
            },
            "columns_ignored_without_mapping": list(self.ignored),
            "columns_not_in_the_file": list(self.missing),
        }

    def to_text(self) -> str:
        """Return the report for the terminal."""
        if self.graph is None:
            return self._of_release()
        if self.same_graph:
            told = f"{self.graph} holds this already; nothing was changed"
        else:
            told = (
                f"{self.graph} {'would hold' if self.dry_run else 'holds'} {self.triples} triples"
            )
        return told if self.release is None else f"{told}\n{self._of_release()}"

    def _of_release(self) -> str:
        if self.already and self.release:
            said = f"{self.release.id} is already in the store; nothing was changed"
            if self.asked is not None:
                said += (
                    f"\n--released {self.asked} was not taken over: it is dated"
                    f" {self.release.released or 'by no day'}; to date it anew, `geograph unload"
                    f" {self.release.id}` and load the files again"
                )
            return said
        names = self.names
        done = "would keep" if self.dry_run else "kept"
        lines = [
            f"records read      {self.records}",
            f"  {done:<15} {self.kept}",
            *(f"  dropped         {n}  {reason}{_shown(self.examples.get(reason))}"
              for reason, n in sorted(self.dropped.items()) if n),
            *([f"  errors          {self.errors}"] if self.errors else []),
            f"events            {self.events}"
            + (f" ({self.duplicates} exact duplicates kept apart)" if self.duplicates else ""),
            *([f"tenures           {self.tenures}"] if self.tenures else []),
            *([f"observations      {self.observations}"] if self.observations else []),
            f"names             {len(names.resolved)} known, {len(names.local)} the data set's own,"
            f" {len(names.ambiguous)} ambiguous, {len(names.unresolved)} unresolved,"
            f" {len(names.late)} out of their time",
        ]  # fmt: skip
        for title, found in (
            ("ambiguous", names.ambiguous),
            ("unresolved", names.unresolved),
            ("out of time", names.late),
        ):
            if found:
                lines.append(f"  {title:<15} {_some(found)}")
        if near := self.nearly():
            asked = [f"{name} (is it {state}?)" for name, state in sorted(near.items())[:8]]
            more = f" and {len(near) - 8} more" if len(near) > 8 else ""
            lines.append(f"  nearly a state  {', '.join(asked)}{more}")
        for what, n in sorted(self.noticed.counts.items()):
            lines.append(f"look at           {n}  {what}{_shown(self.noticed.examples[what])}")
        if self.missing:
            lines.append(f"not in the file   columns {_with_nearest(self.missing, self.ignored)}")
        if self.ignored:
            lines.append(f"not mapped        columns {', '.join(self.ignored)}")
        if self.release:
            release = self.release
            when = f"{release.released}" if release.released else "not known"
            note = (
                ", taken from its latest row: name it with --released" if release.inferred else ""
            )
            lines.append(f"release           {release.id}, dated {when}{note}")
            if self.latest is not None:
                newer = self.latest.order < release.order
                one, other = ("this one", self.latest.id) if newer else (self.latest.id, "this one")
                lines.append(
                    f"the latest word   {one}; networks leave out {other}"
                    " (files that hold only a part of the data set: load them with --part)"
                )
        return "\n".join(lines)

    def save(self, path: Any) -> None:
        """Write the report as JSON."""
        write_atomic(path, json.dumps(self.to_json(), indent=2, ensure_ascii=False) + "\n")


def _shown(examples: list[str] | None) -> str:
    return f"  ({'; '.join(examples[:2])})" if examples else ""


def _with_nearest(names: Iterable[str], known: Iterable[str]) -> str:
    """Return names with commas between them, each with what it may be a misspelling of."""
    held = list(known)
    near = {name: get_close_matches(name, held, n=1) for name in names}
    return ", ".join(f"{n} (is it {like[0]}?)" if like else n for n, like in near.items())


def _some(found: Mapping[str, int]) -> str:
    names = sorted(found)
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return ", ".join(names[:8]) + more
