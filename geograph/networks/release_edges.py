"""Rows of releases → edges: one for each row, or for each dyad and class, with whose word it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from geograph.networks.ties import (
    NOT_IN_TIME,
    REASONS,
    SPEECH,
    Level,
    reasons_sql,
    ties_sql,
)
from geograph.policy import Selection
from geograph.store.columns import kinds_sql, listed
from geograph.store.release import Release
from geograph.valid_time import sql_holds
from geograph.vocab import EVENT_CLASSES

__all__ = ["LINKED", "By", "Edge", "RowEdges", "ids_left_out", "row_edges"]

#: What one edge stands for: one event, or the rows of a release of one class (and year).
By = Literal["event", "class", "year"]
Edge = tuple[str, str, str, dict[str, Any]]

LINKED = "a row that stands for an event of the corpus"
_ALIKE = (
    "source, kind, speech, actor, recipient, participant, actor_state, recipient_state, "
    "participant_state"
)


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
    acts = _acts(selection.row_relation, of_kinds, by)
    with columns.kept(acts) as relation, columns.kept(ties_sql(relation, level)) as tied:
        edges = list(
            _edges(columns.rows(_sql(selection.row_relation, relation, tied, by)), releases, by)
        )
        why = columns.rows(
            "SELECT reason, sum(n)::BIGINT FROM "
            f"(SELECT DISTINCT id, reason FROM ({reasons_sql(relation, level)})) "
            f"JOIN {relation} USING (id) GROUP BY reason"
        )
        ((drawn,),) = columns.rows(
            "SELECT COALESCE(sum(n), 0)::BIGINT "
            f"FROM {relation} WHERE id IN (SELECT id FROM {tied})"
        )
    out = {REASONS[number]: n for number, n in why}
    considered, speech, not_in_time, linked = _counts(selection, of_kinds)
    out |= {SPEECH: speech, NOT_IN_TIME: not_in_time, LINKED: linked}
    return RowEdges(
        edges=edges,
        nodes=_nodes(selection, edges),
        considered=considered,
        drawn=drawn,
        left_out={reason: n for reason, n in sorted(out.items()) if n},
    )


def ids_left_out(selection: Selection, level: Level) -> set[str]:
    """Return the rows that count and tie nobody, or not all whom they name."""
    rows = selection.row_relation
    return {
        key for (key,) in selection.columns.rows(f"SELECT id FROM ({reasons_sql(rows, level)})")
    }


def _counts(selection: Selection, of_kinds: str) -> tuple[int, int, int, int]:
    """Return how many rows there are, are speech, do not hold then, and are linked.

    A row that two releases have holds where it does by one of them.
    """
    named = listed(release.id for release in selection.releases)
    stands = f"id IN {listed(sorted(selection.linked))}" if selection.linked else "FALSE"
    counts = f"(({sql_holds(selection.policy.as_of, selection.policy.known_by)}) AND NOT {stands})"
    once = "DISTINCT id" if selection.shared else "*"
    ((all_, speech, held, linked),) = selection.columns.rows(
        f"SELECT count({once}), count({once}) FILTER (speech AND {counts}), "
        f"count({once}) FILTER ({counts}), count({once}) FILTER ({stands}) "
        f"FROM events WHERE source IN {named} AND {of_kinds}"
    )
    return all_, speech, all_ - held - linked, linked


def _acts(counted: str, of_kinds: str, by: By) -> str:
    """Return the query of the rows that may tie somebody: statements, of which many are, do not.

    Rows with the same parties and class make the same ties, so that for an edge of several rows
    they are stated once, with how many they are.
    """
    of_rows = f"FROM {counted} WHERE {of_kinds} AND NOT speech"
    if by == "event":
        own = "NULL AS year, holds_from, holds_from AS last, weight, 1 AS n"
        return f"SELECT id, {_ALIKE}, {own} {of_rows}"
    year = "year(holds_from)" if by == "year" else "NULL::BIGINT"
    return (
        f"SELECT row_number() OVER () AS id, * FROM (SELECT {_ALIKE}, {year} AS year, "
        "min(holds_from) AS holds_from, max(holds_from) AS last, sum(weight) AS weight, "
        f"count(*) AS n {of_rows} GROUP BY ALL)"
    )


def _sql(counted: str, acts: str, tied: str, by: By) -> str:
    if by == "event":
        return (
            "SELECT t.source, t.kind, a, b, directed, t.weight, t.holds_from, "
            "e.holds_until - 1, t.id, e.durative, e.label, e.line "
            f"FROM {tied} t JOIN (SELECT * FROM {counted} WHERE NOT speech) e USING (id) "
            "ORDER BY a, b, t.id, directed"
        )
    return (
        "SELECT t.source, t.kind, a, b, directed, sum(t.weight), min(t.holds_from), max(e.last), "
        f"e.year, sum(n)::BIGINT FROM {tied} t JOIN {acts} e USING (id) "
        "GROUP BY t.source, t.kind, a, b, directed, e.year "
        "ORDER BY a, b, t.source, t.kind, e.year, directed"
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
    known = {actor.id for actor in selection.claim_index.actors}
    wanted = {node for edge in edges for node in edge[:2]} - known
    if not wanted:
        return {}
    found = selection.columns.rows("SELECT id, min(label), min(kind) FROM actors GROUP BY id")
    return {
        key: {"label": label, "kind": kind, "iso3": None}
        for key, label, kind in found
        if key in wanted
    }
