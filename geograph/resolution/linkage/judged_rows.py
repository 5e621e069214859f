"""Put what people judged into a store: links in the graph, and rows as claims on curated events.

A row that stands for an event makes its publisher one more voice on that event: a register or an
official list asserts it, in a claim whose statement is the release; an extraction only records it,
which is not a position. The row itself then counts there and no longer alone. Applying again
replaces what was applied before, so that a decision can be revised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from geograph.dates import parse
from geograph.errors import DecisionError, StoreError
from geograph.events import tables
from geograph.events.model_reader import model_of
from geograph.events.nquads import node, term
from geograph.events.quads import quads
from geograph.model import Actor, Claim, Document, Model, Statement
from geograph.policy.bearing import with_bearing
from geograph.policy.counted_releases import OWN_KINDS
from geograph.resolution.entities import Decision, latest, links
from geograph.store import Store
from geograph.store.graphs import replace_graphs
from geograph.store.metadata import mark_changed, refused
from geograph.store.release import Release
from geograph.vocab import Stance

__all__ = ["DOSSIER", "Linked", "check_events", "counts", "judged_links", "write_decisions"]

#: A link that holds: row, event, release, who judged it, and the cells of the row.
Linked: TypeAlias = tuple[str, str, Release, Decision, dict[str, Any]]

#: The dossier under which claims stand that come from links.
DOSSIER = "dossier/decisions"
_EVENTS = ("event/", "measure/")
_GRAPHS = ("graph/decisions", f"graph/{DOSSIER}")


def write_decisions(new: Path, meta: dict[str, Any], decisions: tuple[Decision, ...]) -> None:
    """Write decisions into a staged store, in place of those before, and what it says of itself.

    What a decision names and the store does not have, it waits for.
    """
    entities = [d for d in decisions if not _of_events(d)]
    lines = [*links(entities)]
    found = [*_found(new, decisions)]
    if found or meta.get("links"):
        lines += _write_claims(new, meta, found)
    _replace_graphs(new, lines)
    meta["decisions"] = [_plain(d) for d in decisions]
    meta["links"] = [
        {"row": row, "event": event, "release": release.id, "stance": release.stance,
         "publisher": release.publisher}
        for row, event, release, *_ in found
    ]  # fmt: skip
    mark_changed(meta, str(sorted(map(str, meta["decisions"]))))


def counts(meta: Mapping[str, Any]) -> dict[str, int]:
    """Return how many ``links`` of a store hold, and how many ``comparisons`` of entities.

    >>> counts({})
    {'links': 0, 'comparisons': 0}
    """
    pairs = {(plain["a"], plain["b"]) for plain in meta.get("decisions", ())}
    compared = [pair for pair in pairs if not pair[0].startswith(_EVENTS)]
    return {"links": len(meta.get("links", ())), "comparisons": len(compared)}


def _found(new: Path, decisions: tuple[Decision, ...]) -> Iterator[Linked]:
    if any(map(_of_events, decisions)):
        with Store(new) as store:
            yield from judged_links(store, decisions)


def _write_claims(new: Path, meta: dict[str, Any], found: Sequence[Linked]) -> list[str]:
    """Write the tables with what links tell, and return what the graph says of it."""
    with Store(new) as store:
        before = _without(model_of(store.rows))
    told = _claims(found, {actor.id for actor in before.actors})
    model = with_bearing(_with(before, told))
    added = {claim.id for claim in told.claims}
    reached = _newly_reached(with_bearing(before), model)
    told = replace(told, claims=tuple(c for c in model.claims if c.id in added))
    stands, bears, graph = term("standsFor"), term("bearsOn"), node(_GRAPHS[0])
    lines = [*quads(told)]
    lines += [f"{node(claim)} {bears} {node(event)} {graph} ." for claim, event in reached]
    lines += [f"{node(row)} {stands} {node(event)} {graph} ." for row, event, *_ in found]
    for path in (new / "tables").glob("*.parquet"):
        path.unlink()  # a link to the old store's file: it must not be written through
    meta["counts"] = tables.write(model, new / "tables")
    return lines


def _of_events(decision: Decision) -> bool:
    return decision.a.startswith(_EVENTS)


def _plain(decision: Decision) -> dict[str, str]:
    names = ("a", "b", "decision", "who", "note", "evidence")
    return {**{n: getattr(decision, n) for n in names}, "when": decision.when.isoformat()}


def judged_links(store: Store, decisions: Iterable[Decision]) -> Iterator[Linked]:
    """Yield the links that hold in a store: row, event, release, who judged it, and the row.

    A link to an event or a row that the store does not have waits in the file of decisions.
    """
    wanted = _wanted(decisions)
    if not wanted:
        return
    curated = {str(row["id"]): bool(row["umbrella"]) for row in store.rows("events")}
    rows: dict[str, list[tuple[Release, dict[str, Any]]]] = {}
    named = {key for pair in wanted for key in pair} - curated.keys()
    for release in store.releases:
        try:
            table = store.release_arrow(release)
        except StoreError:
            continue  # its tables are lost: its links wait until it is loaded again
        at = {key: n for n, key in enumerate(table.column("id").to_pylist()) if key in named}
        for key, n in at.items():
            told = store.release_arrow(release, "details").slice(n, 1)
            cells = table.slice(n, 1).to_pylist()[0] | told.to_pylist()[0]
            rows.setdefault(key, []).append((release, cells))
    for (a, b), decision in sorted(wanted.items()):
        event, row = (a, b) if a in curated else (b, a)
        if event in curated and not curated[event]:
            for release, cells in rows.get(row, ()):
                yield row, event, release, decision, cells


def check_events(store: Store, decisions: Iterable[Decision]) -> None:
    """Refuse a link that names no event of the corpus, or one that no single row can report.

    Raises
    ------
    DecisionError
        It says which, and what to name instead.
    """
    umbrellas = {str(row["id"]): bool(row["umbrella"]) for row in store.rows("events")}
    for a, b in sorted(_wanted(decisions)):
        if a not in umbrellas and b not in umbrellas:
            what = f"neither {a!r} nor {b!r} is an event of the corpus"
            raise DecisionError(what, fix="`geograph link list` names both ids")
        event = a if a in umbrellas else b
        if umbrellas[event]:
            what = f"{event!r} is a measure of several senders, and a row reports one"
            raise DecisionError(what, fix=f"link the part of one sender, for example {event}/USA")


def _wanted(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    return {
        pair: decision
        for pair, decision in latest(decisions).items()
        if _of_events(decision) and decision.decision == "same"
    }


def _without(model: Model) -> Model:
    """Return a model without what links told it before."""
    told = {s.id for s in model.statements if s.dossier == DOSSIER}
    return replace(
        model,
        actors=tuple(a for a in model.actors if a.defined_in != DOSSIER),
        documents=tuple(d for d in model.documents if d.dossier != DOSSIER),
        statements=tuple(s for s in model.statements if s.dossier != DOSSIER),
        claims=tuple(c for c in model.claims if c.statement not in told),
    )


def _with(model: Model, told: Model) -> Model:
    """Return a model with what the links tell."""
    return replace(
        model,
        actors=tuple(sorted((*model.actors, *told.actors), key=lambda a: a.id)),
        documents=tuple(sorted((*model.documents, *told.documents), key=lambda d: d.id)),
        statements=tuple(sorted((*model.statements, *told.statements), key=lambda s: s.id)),
        claims=tuple(sorted((*model.claims, *told.claims), key=lambda c: c.id)),
    )


def _newly_reached(before: Model, model: Model) -> Iterator[tuple[str, str]]:
    """Yield the claims of dossiers, each with an event that it reaches only beside what links tell.

    A row may report an event before anybody else did; a denial of a day between reaches it then.
    """
    held = {claim.id: frozenset(claim.bears_on) for claim in before.claims}
    for claim in model.claims:
        for event in claim.bears_on:
            if claim.id in held and event not in held[claim.id]:
                yield claim.id, event


def _claims(found: Iterable[Linked], known: Set[str]) -> Model:
    """Return the releases as documents, and their rows as claims on the curated events.

    A publisher that only its own mapping knows becomes an actor, for it speaks here.
    """
    publishers: dict[str, Actor] = {}
    documents: dict[str, Document] = {}
    statements: dict[str, Statement] = {}
    claims: dict[str, Claim] = {}
    for row, event, release, decision, cells in found:
        if release.stance != "asserts" or release.released is None:
            continue
        day = release.released
        if release.voice not in known:
            publishers[release.voice] = Actor(
                id=release.voice,
                kind="Organisation",
                label=release.publisher_label,
                voice_kind=OWN_KINDS[release.kind],
                defined_in=DOSSIER,
            )
        documents[release.id] = _document(release, day, decision)
        name = f"{release.id.replace('/', '-')}/{row.replace('/', '-')}"
        statement = f"statement/decisions/{name}"
        statements[statement] = Statement(
            id=statement,
            kind="Report",
            label=f"row of {release.title}: {cells['label']}",
            dossier=DOSSIER,
            document=release.id,
            agent=(release.publisher,),
            locator=str(cells["line"] or 1),
            start=day,
            when=parse(day.isoformat()),
        )
        quantity = cells.get("quantity")
        claim = f"claim/decisions/{name}/{event.replace('/', '-')}"
        claims[claim] = Claim(
            id=claim,
            statement=statement,
            claimant=release.publisher,
            voice=release.voice,
            anonymous=False,
            stance=Stance.ASSERTS,
            object=event,
            said=day,
            when=parse(day.isoformat()),
            quantity=None if quantity is None else _number(quantity, cells.get("uncertain")),
            note=f"row {row}, judged to report this event by {decision.who} on {decision.when}",
        )
    return Model(
        actors=tuple(publishers.values()),
        documents=tuple(documents.values()),
        statements=tuple(statements.values()),
        claims=tuple(claims.values()),
    )


def _document(release: Release, day: date, decision: Decision) -> Document:
    """Return a release as a document, coded by whoever judged its row."""
    return Document(
        id=release.id,
        title=release.title,
        publisher=release.publisher,
        published=parse(day.isoformat()),
        dossier=DOSSIER,
        coder=decision.who,
        coded=decision.when,
        codebook="link",
        language=None,
        url=release.url,
    )


def _number(quantity: Any, uncertain: Any) -> str:
    plain = f"{quantity:g}" if isinstance(quantity, int | float) else str(quantity)
    return plain + (" (uncertain)" if "quantity" in (uncertain or ()) else "")


def _replace_graphs(new: Path, lines: list[str]) -> None:
    try:
        replace_graphs(new, _GRAPHS, "\n".join([*sorted(set(lines)), ""]).encode())
    except (OSError, SyntaxError, ValueError, RuntimeError) as exc:
        raise refused(exc) from exc
