"""Rows of releases → edges: one for each row, or for each dyad and class, with whose word it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from geograph.holds import sql_holds
from geograph.networks.ties import (
    NOT_IN_TIME,
    Level,
    reasons_sql,
    ties_sql,
)
from geograph.policy import Selection
from geograph.releases.release import Release
from geograph.store.columns import OF_DOSSIERS, kinds_sql, listed
from geograph.vocab import EVENT_CLASSES

__all__ = ["LINKED", "By", "Edge", "RowEdges", "ids_left_out", "row_edges"]

#: What one edge stands for: one event, or the rows of a release of one class (and year).
By = Literal["event", "class", "year"]
Edge = tuple[str, str, str, dict[str, Any]]

LINKED = "a row that stands for an event of the corpus"
_PARTIES = "actor, recipient, participant, actor_state, recipient_state, participant_state"
_TIED = f"id, source, kind, speech, {_PARTIES}, holds_from, weight"
_COLUMNS: Mapping[By, str] = {
    "event": f"{_TIED}, holds_until, durative, label, line",
    "class": _TIED,
    "year": _TIED,
}


@dataclass(frozen=True, slots=True)
class RowEdges:
    """What the releases of a store add to a network; the numbers are of rows."""

    edges: list[Edge] = field(default_factory=list)
    nodes: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    considered: int = 0
    drawn: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)


def row_edges(selection: Selection, level: Level, kinds: Sequence[str], by: By) -> RowEdges:
    """Return the edges that the rows of the counted releases give.

    Parameters
    ----------
    selection
        What counts under a policy.
    level, kinds, by
        As for `geograph.network`.
    """
    if not selection.releases:
        return RowEdges()
    columns = selection.columns
    of_kinds = kinds_sql(kinds)
    releases = {release.id: release for release in selection.releases}
    # read once, and only what is needed
    rows = f"SELECT {_COLUMNS[by]} FROM {selection.relation} WHERE NOT {OF_DOSSIERS} AND {of_kinds}"
    with columns.kept(rows) as relation, columns.kept(ties_sql(relation, level)) as tied:
        edges = list(_edges(columns.rows(_sql(relation, tied, by)), releases, by))
        out: Counter[str] = Counter(
            dict(
                columns.rows(
                    "SELECT reason, count(DISTINCT id) "
                    f"FROM ({reasons_sql(relation, level)}) GROUP BY reason"
                )
            )
        )
        ((drawn,),) = columns.rows(f"SELECT count(DISTINCT id) FROM {tied}")
    considered, not_in_time, linked = _counts(selection, of_kinds)
    out.update({NOT_IN_TIME: not_in_time, LINKED: linked})
    return RowEdges(
        edges=edges,
        nodes=_nodes(selection, edges),
        considered=considered,
        drawn=drawn,
        left_out={reason: n for reason, n in sorted(out.items()) if n},
    )


def ids_left_out(selection: Selection, level: Level) -> set[str]:
    """Return the rows that count and tie nobody, or not all whom they name."""
    rows = f"(SELECT * FROM {selection.relation} WHERE NOT {OF_DOSSIERS})"
    return {
        key for (key,) in selection.columns.rows(f"SELECT id FROM ({reasons_sql(rows, level)})")
    }


def _counts(selection: Selection, of_kinds: str) -> tuple[int, int, int]:
    """Return how many rows are considered, how many do not hold then, how many are linked.

    A row that two releases have holds where it does by one of them.
    """
    named = listed(release.id for release in selection.releases)
    linked = listed(sorted(selection.linked))
    holds = sql_holds(selection.policy.as_of, selection.policy.known_by)
    ((all_, held, stands),) = selection.columns.rows(
        "SELECT count(DISTINCT id), "
        f"count(DISTINCT id) FILTER (({holds}) AND id NOT IN {linked}), "
        f"count(DISTINCT id) FILTER (id IN {linked}) "
        f"FROM events WHERE source IN {named} AND {of_kinds}"
    )
    return all_, all_ - held - stands, stands


def _sql(rows: str, tied: str, by: By) -> str:
    if by == "event":
        return (
            "SELECT t.source, t.kind, a, b, directed, t.weight, t.holds_from, "
            "e.holds_until - 1, t.id, e.durative, e.label, e.line "
            f"FROM {tied} t JOIN {rows} e USING (id) ORDER BY a, b, t.id, directed"
        )
    year = "year(holds_from)" if by == "year" else "NULL"
    return (
        "SELECT source, kind, a, b, directed, sum(weight), min(holds_from), max(holds_from), "
        f"{year} AS year, count(DISTINCT id) FROM {tied} "
        "GROUP BY source, kind, a, b, directed, year ORDER BY a, b, source, kind, year, directed"
    )


def _edges(
    found: Sequence[tuple[Any, ...]], releases: Mapping[str, Release], by: By
) -> Iterator[Edge]:
    shared: dict[tuple[str, str], dict[str, Any]] = {}
    several = Counter((row[8], row[4]) for row in found) if by == "event" else Counter()
    for source, name, a, b, directed, weight, first, last, *more in found:
        release = releases[source]
        if (source, name) not in shared:
            shared[source, name] = _attributes(release, name)
        own: dict[str, Any] = {"weight": weight, "directed": directed}
        place = {"document": release.id, "title": release.title, "url": release.url}
        if by == "event":
            key, durative, label, line = more
            own |= {
                "durative": durative,
                "event": key,
                "label": label,
                "start": first,
                "end": last,
                "rows": 1,
            }
            own["documents"] = ({**place, "locator": f"line {line}" if line else "1 row"},)
            arrow = "→" if directed else "–"
            edge = key if several[key, directed] == 1 else f"{key}#{a}{arrow}{b}"
        else:
            year, count = more
            rows = f"{count:,} row{'' if count == 1 else 's'}"
            edge = f"{release.id}#{name}" + (f"/{year}" if by == "year" else "")
            edge += "" if directed else "–"  # both may tie one pair
            own |= {"event": release.id, "first": first, "last": last, "rows": count}
            own["label"] = f"{EVENT_CLASSES[name].label}: {rows} of {release.title}"
            if by == "year":
                own["year"] = year
            own["documents"] = ({**place, "locator": rows},)
        yield a, b, edge, shared[source, name] | own


def _attributes(release: Release, name: str) -> dict[str, Any]:
    """Return what all edges of one release and class have in common."""
    kind = EVENT_CLASSES[name]
    publisher = release.publisher_label
    asserted = release.stance == "asserts"
    return {
        "kind": name,
        "sign": kind.sign,
        "cameo": kind.cameo,
        "plover": kind.plover,
        "start": None,
        "end": None,
        "durative": kind.durative,
        "status": "asserted" if asserted else "recorded-only",
        "flags": (),
        "asserting": (publisher,) if asserted else (),
        "denying": (),
        "mixed": (),
        "anonymous": (),
        "anonymous_denying": (),
        "recorded": () if asserted else (publisher,),
        "item": (),
        "means": (),
        "narrower": (),
    }


def _nodes(selection: Selection, edges: Sequence[Edge]) -> dict[str, dict[str, Any]]:
    """Return the actors that are a data set's own and have an edge."""
    known = {actor.id for actor in selection.world.actors}
    wanted = {node for edge in edges for node in edge[:2]} - known
    if not wanted:
        return {}
    found = selection.columns.rows("SELECT id, min(label), min(kind) FROM actors GROUP BY id")
    return {
        key: {"label": label, "kind": kind, "iso3": None}
        for key, label, kind in found
        if key in wanted
    }
