"""A world under a policy becomes a `Scene`: who stands where, in words, and what is drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geograph.ledger import ledger
from geograph.model import Claim
from geograph.network import Level, network
from geograph.policy import Policy, Verdict, World, judge
from geograph.view.drawing import drawn, opened
from geograph.view.scene import Coverage, Evidence, Scene, SceneDocument
from geograph.vocab import EVENT_CLASSES
from geograph.words import STATUSES, address, caveats, rule_in_words, say_date

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["compose"]

CLOCKS = {"said": "had been said", "published": "had been published", "coded": "had been coded"}


def compose(
    world: World,
    policy: Policy | None = None,
    *,
    level: Level = "actor",
    title: str = "Who says so",
) -> Scene:
    """Return what a page on this world shows under a policy.

    Parameters
    ----------
    world
        Claims and events, from a store or made by hand.
    policy
        Claim policy with its cuts in time; by default one voice for is enough.
    level
        ``state`` draws states and international organisations alone, ``actor`` everybody.
    title
        The heading of the page.

    Examples
    --------
    >>> from geograph.model import Model
    >>> compose(World.from_model(Model())).rows
    ()
    """
    policy = policy or Policy()
    verdicts = judge(world, policy)
    graph = network(world, policy, level=level)
    nodes, edges = drawn(graph, world)
    on_canvas = {edge.row for edge in edges}
    why = _reasons(graph)
    rows = [
        row
        if row.id in on_canvas
        else replace(row, undrawn=_undrawn(verdicts[row.id], policy, why.get(row.id, "")))
        for row in ledger(world, policy, verdicts=verdicts)
    ]
    contested = [row.id for row in rows if row.heat and row.id in on_canvas]
    nodes, opening = opened(nodes, edges, contested or [row.id for row in rows])
    claims = sorted({c for row in rows for c in row.claims})
    standing = {c for row in rows for c in verdicts[row.id].evidence}
    documents = sorted({world.statements[world.claims[c].statement].document for c in claims})
    coverage = Coverage(
        documents=len({world.statements[world.claims[c].statement].document for c in standing}),
        publishers=len({world.documents[d].publisher for d in documents}),
        voices=len({(world.claims[c].voice, world.claims[c].anonymous) for c in standing}),
        claims=len(standing),
        rows=len(rows),
        drawn=len(on_canvas),
    )
    counted = Counter(row.status for row in rows)
    return Scene(
        title=title,
        policy=str(policy),
        policy_words=rule_in_words(
            policy.rule,
            n=policy.n,
            holders=tuple(world.label(world.actors.resolve(h)) for h in policy.holders),
        ),
        cuts=_cuts(policy),
        counts=tuple((status, counted[status]) for status in STATUSES if counted[status]),
        coverage=coverage,
        caveats=caveats(
            coverage.documents,
            coverage.publishers,
            coverage.voices,
            undrawn=len(rows) - len(on_canvas),
        ),
        level=level,
        rows=tuple(rows),
        claims=tuple(_evidence(world, world.claims[c]) for c in claims),
        documents=tuple(_document(world, d) for d in documents),
        nodes=nodes,
        edges=edges,
        opening=opening,
        opening_words="Most contested" if contested else "Most recent",
    )


def _reasons(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Return event → why the network left it out."""
    left_out: dict[str, tuple[str, ...]] = graph.graph["left_out_events"]
    return {key: reason for reason, keys in left_out.items() for key in keys}


def _undrawn(verdict: Verdict, policy: Policy, reason: str) -> str:
    """Say why an event is no edge."""
    if verdict.edge:
        return reason
    if not verdict.in_time and policy.as_of:
        return f"it does not hold on {say_date(policy.as_of.isoformat())}"
    if any(p.side == "for" for p in verdict.positions):
        return f"those who say so are not enough for the policy “{policy.rule}”"
    return STATUSES[verdict.status][2]


def _evidence(world: World, claim: Claim) -> Evidence:
    statement = world.statements[claim.statement]
    told = (
        ("to", ", ".join(map(world.label, statement.recipient))),
        ("certainty", claim.certainty),
        ("stage", claim.stage),
        ("quantity", claim.quantity),
        ("variant", claim.variant),
        ("place", world.label(claim.place) if claim.place else None),
        ("outcome", claim.outcome),
        ("evaluation", claim.evaluation),
        ("note", claim.note),
        ("basis", ", ".join(map(world.label, statement.basis))),
        ("relayed by", ", ".join(map(world.label, statement.via))),
        ("rests on", ", ".join(map(world.label, statement.based_on))),
    )
    return Evidence(
        id=claim.id,
        stance=str(claim.stance),
        claimant=world.label(claim.claimant),
        claimant_id=claim.claimant,
        voice=world.label(claim.voice),
        voice_id=claim.voice,
        anonymous=claim.anonymous,
        object=claim.object,
        object_label=world.label(claim.object),
        said=claim.said.isoformat(),
        when=say_date(claim.when.text if claim.when else claim.said.isoformat()),
        statement_kind=EVENT_CLASSES[statement.kind].label,
        document=statement.document,
        locator=statement.locator,
        details=tuple((name, text) for name, text in told if text),
    )


def _document(world: World, key: str) -> SceneDocument:
    document = world.documents[key]
    return SceneDocument(
        id=key,
        title=document.title,
        publisher=world.label(document.publisher),
        published=say_date(document.published.text),
        extent=document.extent,
        language=document.language,
        country=world.label(document.country) if document.country else None,
        url=address(document.url) or address(document.archive_url),
    )


def _cuts(policy: Policy) -> tuple[str, ...]:
    """Say the two cuts in time."""
    as_of = (
        f"the world as of {say_date(policy.as_of.isoformat())}"
        if policy.as_of
        else "the world as of any day"
    )
    known = (
        f"as far as it {CLOCKS[policy.clock]} by {say_date(policy.known_by.isoformat())}"
        if policy.known_by
        else "everything that is known"
    )
    return as_of, known
