"""Project the events that count to a networkx graph: each edge with its event and its claims.

An event is an edge only where the policy in force counts it. Every edge carries the voices for and
against it and the documents where they were read; what gives no edge is counted with its reason.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING, Any

import networkx as nx

from geograph.errors import AnalysisError, UnknownActor
from geograph.model import Event
from geograph.networks.evidence import attributes
from geograph.networks.release_edges import By, row_edges
from geograph.networks.ties import NOT_IN_TIME, Level, Tie, ties_of_dossiers
from geograph.policy import ClaimIndex, Policy, Selection, Verdict, rests_on, select
from geograph.policy.denial_searches import search_notes
from geograph.vocab import EVENT_CLASSES, is_a

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["DO_NOT_COUNT", "Absent", "Level", "network", "network_of"]

LEVELS = ("state", "actor")
BY = ("event", "class", "year")
# Why an event gives no edge, beside the reasons of `geograph.networks.ties`; keys of ``left_out``.
UNSPOKEN = "nobody spoke of it by then"
NOT_COUNTED = "not counted by the policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A tie that the policy or the cut in time keeps out, so that an empty answer can name it.

    ``under_all`` says that the rule ``all`` with the same cuts would draw it.
    """

    source: str
    target: str
    event: str
    label: str
    status: str
    under_all: bool
    directed: bool

    @property
    def ends(self) -> tuple[str, str]:
        """Both nodes."""
        return self.source, self.target


def network(
    source: Store | ClaimIndex,
    policy: Policy | str | None = None,
    *,
    level: Level = "state",
    kinds: Iterable[str] | None = None,
    by: By = "event",
) -> nx.MultiDiGraph[str]:
    """Return the events that count under a policy as a directed network with parallel edges.

    Each event has the weight 1, split evenly over its pairs of actor and recipient and its pairs
    of participants; a pair of participants has no direction and is drawn both ways, each edge
    with the whole share of the pair. A part of an event that drops out takes its share with it,
    and an event weighs only what narrower events of it leave between the same two nodes: that
    missiles were sent and that arms were sent is one act, told twice.

    Parameters
    ----------
    source
        An open store, or a `geograph.policy.ClaimIndex`.
    policy
        Which events count, and the two cuts in time, or its text; by default every asserted one.
    level
        ``state``: a person in office, or a body of government, stands for the state or the
        international organisation that it speaks for on the day of the event; companies, groups,
        unnamed sources and everybody else drop out. ``actor``: every party is itself.
    kinds
        Classes of events (with all below them) to draw; by default all.
    by
        What an edge is where the rows of a release are many: ``event``: each row is an edge of its
        own, with its dates. ``class``: the rows of a release of one class between two nodes are one
        edge, with their number, their summed weight, and the first and last day; ``year``: the same
        for each year. Such an edge has no dates of its own. Events of dossiers are always edges of
        their own.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes have ``label``, ``kind``, ``iso3``. Edges, keyed by event, have ``event``, ``kind``,
        ``label``, ``sign``, ``cameo``, ``plover``, ``start``, ``end``, ``durative`` (whether it
        holds from start to end), ``status``, ``flags``,
        ``asserting``, ``denying``, ``mixed``, ``anonymous``, ``anonymous_denying``, ``recorded``
        (labels of voices), ``documents``, ``item``, ``means`` (labels), ``weight``, ``directed``,
        ``narrower`` (the events that already weigh for this one). ``start`` is the day from which
        an event holds, ``end`` the last day on which it does. Who asserts or records a row is the
        publisher of its release; edges of several rows have ``rows``, ``first`` and ``last``.
        The graph has ``policy``, ``searches`` (whether denials were looked for), ``cuts``,
        ``level``, ``kinds``, ``by``, ``coverage``, ``events``, ``left_out`` (reason → number of
        events), ``left_out_events`` (reason → their ids), ``rows`` and ``rows_left_out`` (the same
        for rows of releases), ``releases`` (which of them count), ``absent`` (what the policy keeps
        out), ``labels`` (of drawn and absent nodes).

    Raises
    ------
    AnalysisError
        If a level or a class of events does not exist.

    Examples
    --------
    >>> from geograph.model import Model
    >>> G = network(ClaimIndex.from_model(Model()), Policy())
    >>> G.graph["policy"], G.number_of_edges()
    ('all', 0)
    """
    _check(level, LEVELS, "level")
    _check(by, BY, "kind of edge")
    wanted = _kinds(kinds)
    return network_of(select(source, policy), level=level, kinds=wanted, by=by)


def network_of(
    selection: Selection, *, level: Level, kinds: Iterable[str] | None = None, by: By
) -> nx.MultiDiGraph[str]:
    """Return the network of what was selected already; the rest is as for `network`."""
    wanted, policy = _kinds(kinds), selection.policy
    index, verdicts = selection.claim_index, selection.verdicts
    considered = [
        key for key, event in sorted(index.events.items())
        if not event.umbrella and (not wanted or any(is_a(event.kind, kind) for kind in wanted))
    ]  # fmt: skip
    tied = ties_of_dossiers(selection.columns, level)
    out: dict[str, set[str]] = defaultdict(set)
    absent: list[Absent] = []
    drawn: dict[str, tuple[Tie, ...]] = {}
    for key in considered:
        verdict = verdicts.get(key)
        if verdict is None or not verdict.edge:
            out[_why(verdict)].add(key)
            absent += _absent(index.events[key], verdict, tied[key].ties)
            continue
        if tied[key].ties:
            drawn[key] = tied[key].ties
        for reason in tied[key].reasons:
            out[reason].add(key)
    rows = row_edges(selection, level, wanted, by)
    ends = {n for some in drawn.values() for tie in some for n in (tie.source, tie.target)}
    ends |= {node for edge in rows.edges for node in edge[:2]}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(ends):
        graph.add_node(node, **(rows.nodes.get(node) or _described(index, node)))
    for source_, target, key, values in (*_edges(index, drawn, verdicts), *rows.edges):
        graph.add_edge(source_, target, key=key, **values)
    away = {n for a in absent for n in a.ends}
    covered = rests_on(index, [verdicts[key] for key in drawn])
    graph.graph.update(
        policy=str(policy),
        searches=search_notes(index, policy, drawn),
        cuts={"as_of": policy.as_of, "known_by": policy.known_by, "clock": policy.clock},
        level=level,
        kinds=wanted,
        by=by,
        coverage=replace(covered, rows=rows.drawn, releases=len(selection.releases)),
        events={"considered": len(considered), "drawn": len(drawn)},
        rows={"considered": rows.considered, "drawn": rows.drawn},
        rows_left_out=dict(rows.left_out),
        releases=tuple(release.id for release in selection.releases),
        left_out={reason: len(ids) for reason, ids in sorted(out.items())},
        left_out_events={reason: tuple(sorted(ids)) for reason, ids in sorted(out.items())},
        absent=tuple(absent),
        labels={
            **{n: str(values["label"]) for n, values in sorted(rows.nodes.items())},
            **{n: index.label(n) for n in sorted(ends | away) if n not in rows.nodes},
        },
    )
    return graph


#: Why an event is left out that does not count; any other reason leaves out one that does.
DO_NOT_COUNT = (UNSPOKEN, NOT_COUNTED, NOT_IN_TIME)


def _check(value: str, known: tuple[str, ...], what: str) -> None:
    if value not in known:
        raise AnalysisError(f"unknown {what} {value!r}", fix=f"use {' or '.join(known)}")


def _described(index: ClaimIndex, key: str) -> dict[str, Any]:
    try:
        actor = index.actors.get(key)
    except UnknownActor:  # of reference data that came after the corpus was built
        return {"label": index.label(key), "kind": "Actor", "iso3": None}
    return {"label": actor.label, "kind": actor.kind, "iso3": actor.iso3}


def _edges(
    index: ClaimIndex, drawn: Mapping[str, Sequence[Tie]], verdicts: Mapping[str, Verdict]
) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return all edges in order; a wider event weighs what drawn narrower ones leave of it."""
    inside: dict[tuple[str, str, str, bool], list[tuple[str, float]]] = defaultdict(list)
    for key, some in drawn.items():
        for upper in index.wider.get(key, ()):
            if key in index.wider.get(upper, ()):
                continue  # a ring of events is of one width: both weigh
            for tie in some:
                inside[upper, tie.source, tie.target, tie.directed].append((key, tie.weight))
    edges = []
    for key, some in drawn.items():
        shared = attributes(index, index.events[key], verdicts[key])
        for tie in some:
            narrower = inside.get((key, tie.source, tie.target, tie.directed), [])
            own = {
                "weight": max(0.0, tie.weight - fsum(weight for _, weight in narrower)),
                "directed": tie.directed,
                "narrower": tuple(other for other, _ in narrower),
            }
            edges.append((tie.source, tie.target, _key(key, tie, some), shared | own))
    return sorted(edges, key=lambda edge: edge[:3])


def _kinds(kinds: Iterable[str] | None) -> tuple[str, ...]:
    wanted = tuple(sorted(set(kinds or ())))
    for kind in wanted:
        if not is_a(kind, "Event") or is_a(kind, "Statement"):
            near = difflib.get_close_matches(kind, [k for k in EVENT_CLASSES if k != kind], n=3)
            raise AnalysisError(
                f"'{kind}' is not a class of events that can tie two parties",
                fix="use a class of events or measures"
                + (f", for example {', '.join(near)}" if near else ""),
            )
    return wanted


def _key(event: str, tie: Tie, of_event: Sequence[Tie]) -> str:
    if len(of_event) == 1:
        return event
    return f"{event}#{tie.source}{'→' if tie.directed else '–'}{tie.target}"


def _why(verdict: Verdict | None) -> str:
    if verdict is None:
        return UNSPOKEN
    return NOT_COUNTED if verdict.in_time else NOT_IN_TIME


def _absent(event: Event, verdict: Verdict | None, tied: Iterable[Tie]) -> Iterator[Absent]:
    if verdict is not None:
        for tie in tied:
            yield Absent(
                source=tie.source,
                target=tie.target,
                event=event.id,
                label=event.label,
                status=verdict.status,
                under_all=verdict.in_time and any(p.side == "for" for p in verdict.positions),
                directed=tie.directed,
            )
