"""From a claim index to a `Scene`: all that is said, since when it is known, what may be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from geograph.display.text import address, say_date, universe
from geograph.model import Claim
from geograph.networks import Level
from geograph.policy import ClaimIndex, Policy, counts_as, judge
from geograph.policy.holders import holders_of
from geograph.policy.ledger import LedgerRow
from geograph.policy.speakers import Speaker
from geograph.views.graph_elements import drawn, opened
from geograph.views.page_releases import releases
from geograph.views.row_history import rows as rows_of
from geograph.views.scene import Evidence, Scene, SceneDocument, SceneRow
from geograph.vocab import EVENT_CLASSES

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["compose"]


def compose(
    source: Store | ClaimIndex,
    policy: Policy | str | None = None,
    *,
    level: Level = "actor",
    title: str = "Who says so",
) -> Scene:
    """Return what a page shows of a store or a claim index, under every policy and pair of cuts.

    Parameters
    ----------
    source
        An open store, whose releases are counted too, or a claim index made by hand.
    policy
        What the page opens with; by default one voice for is enough. Its clock decides which day
        makes a claim known.
    level
        ``state`` draws states and international organisations alone, ``actor`` everybody.
    title
        The heading of the page.

    Raises
    ------
    UnknownActor
        If a voice named by ``held-by`` is nobody.

    Examples
    --------
    >>> from geograph.model import Model
    >>> compose(ClaimIndex.from_model(Model())).rows
    ()
    """
    policy = Policy.of(policy)
    index = source if isinstance(source, ClaimIndex) else ClaimIndex.from_store(source)
    told, overlaps = ((), ()) if isinstance(source, ClaimIndex) else releases(source, policy)
    rows = rows_of(index, policy, level=level)
    nodes, edges = drawn(index, rows, level)
    tied = {edge.row for edge in edges}
    order = [row for row in _opening_order(index, rows, policy) if row.id in tied]
    contested = [row.id for row in order if row.steps[-1].row.heat]
    nodes, opening = opened(nodes, edges, contested or [row.id for row in order])
    keys = sorted({key for row in rows for step in row.steps for key in step.row.claims})
    claims = tuple(_evidence(index, index.claims[key]) for key in keys)
    documents = sorted({claim.document for claim in claims})
    named = {speaker.id for row in rows for step in row.steps for speaker in _speakers(step.row)}
    named |= {key for claim in claims for key in (claim.claimant, claim.voice, claim.object)}
    named |= {end for row in rows for tie in row.ties for end in (tie.source, tie.target)}
    named |= {party for row in rows for party in row.parties}
    holders = holders_of(index.actors, policy)
    named |= {*holders, *(release.voice for release in told if release.voice)}
    named |= {node.id for node in nodes}
    aliases = {
        key: index.actors.get(key).aliases
        for key in sorted(named)
        if key.startswith(("state/", "actor/"))
    }
    return Scene(
        title=title,
        policy=policy,
        level=level,
        rows=rows,
        claims=claims,
        documents=tuple(_document(index, key) for key in documents),
        nodes=nodes,
        edges=edges,
        holders=holders,
        opening=opening,
        labels={key: index.label(key) for key in sorted(named)},
        aliases={key: names for key, names in aliases.items() if names},
        releases=told,
        overlaps=overlaps,
        universe=universe(
            len(rows), [index.documents[key].published.latest_end for key in documents], len(told)
        ),
    )


def _opening_order(
    index: ClaimIndex, rows: tuple[SceneRow, ...], policy: Policy
) -> Iterable[SceneRow]:
    """Return the rows that the opening policy draws, most contested first, then most recent."""
    counted = {key for key, verdict in judge(index, policy).items() if verdict.edge}
    drawn_ = [row for row in rows if row.id in counted]
    drawn_.sort(key=lambda row: row.steps[-1].row.day or "", reverse=True)
    return sorted(drawn_, key=lambda row: -row.steps[-1].row.heat)


def _speakers(row: LedgerRow) -> Iterator[Speaker]:
    """Yield everybody who stands somewhere on a row."""
    yield from row.asserted
    yield from row.denied
    for other in row.others:
        yield from other.speakers


def _evidence(index: ClaimIndex, claim: Claim) -> Evidence:
    statement = index.statements[claim.statement]
    told = (
        ("to", ", ".join(map(index.label, statement.recipient))),
        ("certainty", claim.certainty),
        ("stage", claim.stage),
        ("quantity", claim.quantity),
        ("variant", claim.variant),
        ("place", index.label(claim.place) if claim.place else None),
        ("outcome", claim.outcome),
        ("evaluation", claim.evaluation),
        ("note", claim.note),
        ("basis", ", ".join(map(index.label, statement.basis))),
        ("relayed by", ", ".join(map(index.label, statement.via))),
        ("rests on", ", ".join(map(index.label, statement.based_on))),
    )
    return Evidence(
        id=claim.id,
        stance=counts_as(claim),
        claimant=claim.claimant,
        voice=claim.voice,
        anonymous=claim.anonymous,
        object=claim.object,
        said=claim.said.isoformat(),
        when=say_date(claim.when.text if claim.when else claim.said.isoformat()),
        statement=claim.statement,
        statement_kind=EVENT_CLASSES[statement.kind].label,
        document=statement.document,
        locator=statement.locator,
        details=tuple((name, text) for name, text in told if text),
    )


def _document(index: ClaimIndex, key: str) -> SceneDocument:
    document = index.documents[key]
    return SceneDocument(
        id=key,
        title=document.title,
        publisher=index.label(document.publisher),
        publisher_id=document.publisher,
        published=say_date(document.published.text),
        extent=document.extent,
        language=document.language,
        country=index.label(document.country) if document.country else None,
        url=address(document.url) or address(document.archive_url),
    )
