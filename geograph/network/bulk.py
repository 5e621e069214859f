"""Rows of releases → edges of a network: one for each dyad, class and release, with its count.

Half a million rows would be half a million edges that say the same; so the rows of one release
between the same two nodes are one edge, which carries how many they are and whose word they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from geograph.network.dyads import LOOP, NOT_IN_TIME, ONE_SIDE, OTHER, Level
from geograph.policy import Policy
from geograph.policy.releases import counted_releases
from geograph.releases import Release
from geograph.vocab import EVENT_CLASSES, is_a

if TYPE_CHECKING:
    import pyarrow

    from geograph.store import Store

__all__ = ["Bulk", "bulk"]

SPEECH = "a statement is no tie"
LINKED = "a row that stands for an event of the corpus"
_ROLES = ("actor", "recipient", "participant")


@dataclass(slots=True)
class Bulk:
    """What the releases of a store add to a network.

    ``edges`` are source, target, key and attributes; ``nodes`` the actors that are a data set's
    own; ``events`` and ``left_out`` count rows.
    """

    edges: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    considered: int = 0
    drawn: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    releases: tuple[Release, ...] = ()


@dataclass(slots=True)
class _Tie:
    """The rows between two nodes."""

    count: int = 0
    weight: float = 0.0
    first: date | None = None
    last: date | None = None

    def add(self, weight: float, day: date | None) -> None:
        self.count += 1
        self.weight += weight
        if day is not None:
            self.first = day if self.first is None else min(self.first, day)
            self.last = day if self.last is None else max(self.last, day)


def bulk(
    store: Store,
    policy: Policy,
    level: Level,
    kinds: Sequence[str],
    *,
    linked: frozenset[str] = frozenset(),
) -> Bulk:
    """Return the edges that the releases of a store give under a policy.

    Parameters
    ----------
    store
        An open store.
    policy, level, kinds
        As for `geograph.network`.
    linked
        Rows that stand for an event of the corpus, where they count as a claim instead.
    """
    out = Bulk(releases=counted_releases(store.releases, policy, store.actors))
    met: set[str] = set()
    for release in out.releases:
        ties: dict[tuple[str, str, str, bool], _Tie] = defaultdict(_Tie)
        table = store.release_arrow(release, "rows", _columns(level))
        shared = sum(other.dataset == release.dataset for other in out.releases) > 1
        for row in _rows(table):
            out.considered += 1
            if shared:  # an event that two releases have is one
                if row["id"] in met:
                    continue
                met.add(row["id"])
            reason = _left_out(row, policy, kinds, linked, release.released)
            if reason is not None:
                out.left_out[reason] += 1
                continue
            pairs, why = _pairs(row, level)
            if not pairs:
                out.left_out[why] += 1
                continue
            out.drawn += 1
            for (source, target, directed), weight in pairs.items():
                ties[source, target, row["kind"], directed].add(weight, row["start"])
        out.edges += _edges(release, ties)
        if level == "actor":
            drawn = {key for source, target, _, _ in ties for key in (source, target)}
            out.nodes |= _own(store, release, drawn)
    return out


def _columns(level: Level) -> list[str]:
    states = [f"{role}_state" for role in _ROLES] if level == "state" else []
    stages = ["listed", "effective", "lifted"]
    return ["id", "kind", "speech", *_ROLES, *states, "start", "end", "durative", *stages]


def _rows(table: pyarrow.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, one batch in memory at a time."""
    names = table.column_names
    for batch in table.to_batches(max_chunksize=50_000):
        columns = [batch.column(name).to_pylist() for name in names]
        for values in zip(*columns, strict=True):
            yield dict(zip(names, values, strict=True))


def _left_out(
    row: dict[str, Any],
    policy: Policy,
    kinds: Sequence[str],
    linked: frozenset[str],
    released: date | None,
) -> str | None:
    """Return why a row is no tie; one without a date has begun by the release that has it."""
    if row["speech"]:
        return SPEECH
    if kinds and not any(is_a(row["kind"], kind) for kind in kinds):
        return "of another class"
    if row["id"] in linked:
        return LINKED
    day = policy.as_of
    if day is not None:
        start = row["effective"] or row["listed"] or row["start"] or released
        over = row["lifted"] or (row["end"] if row["durative"] else None)
        ended = over is not None and (over <= day if row["lifted"] else over < day)
        if start is None or start > day or ended:
            return NOT_IN_TIME
    return None


def _pairs(row: dict[str, Any], level: Level) -> tuple[dict[tuple[str, str, bool], float], str]:
    """Return the ties of a row with their shares of its weight of 1, or why there are none."""
    names = {role: row[f"{role}_state"] if level == "state" else row[role] for role in _ROLES}
    pairs = [(a, b, True) for a in names["actor"] for b in names["recipient"]]
    pairs += [(a, b, False) for a, b in combinations(names["participant"], 2)]
    if not pairs:
        return {}, ONE_SIDE
    count: Counter[tuple[str, str, bool]] = Counter()
    why = OTHER
    for one, other, directed in pairs:
        if not one or not other:
            continue
        if one == other:
            why = LOOP
            continue
        count[one, other, directed] += 1
        if not directed:
            count[other, one, directed] += 1
    return {key: n / len(pairs) for key, n in count.items()}, why


def _edges(
    release: Release, ties: dict[tuple[str, str, str, bool], _Tie]
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    publisher = release.publisher_label
    asserted = release.stance == "asserts"
    for (source, target, name, directed), tie in sorted(ties.items()):
        kind = EVENT_CLASSES[name]
        rows = f"{tie.count} row{'s' if tie.count > 1 else ''}"
        yield (
            source,
            target,
            f"{release.id}#{name}",
            {
                "event": release.id,
                "kind": name,
                "label": f"{kind.label}: {rows} of {release.title}",
                "sign": kind.sign,
                "cameo": kind.cameo,
                "plover": kind.plover,
                "start": tie.first,
                "end": tie.last,
                "status": "asserted" if asserted else "recorded-only",
                "flags": (),
                "asserting": (publisher,) if asserted else (),
                "denying": (),
                "mixed": (),
                "anonymous": (),
                "anonymous_denying": (),
                "recorded": () if asserted else (publisher,),
                "documents": (
                    {
                        "document": release.id,
                        "title": release.title,
                        "locator": rows,
                        "url": release.url,
                    },
                ),
                "item": (),
                "means": (),
                "weight": tie.weight,
                "directed": directed,
                "narrower": (),
                "rows": tie.count,
            },
        )


def _own(store: Store, release: Release, wanted: set[str]) -> dict[str, dict[str, Any]]:
    table = store.release_arrow(release, "actors", ["id", "label", "kind"])
    columns = [table.column(name).to_pylist() for name in ("id", "label", "kind")]
    return {
        key: {"label": label, "kind": kind, "iso3": None}
        for key, label, kind in zip(*columns, strict=True)
        if key in wanted
    }
