"""The story of a store in one screen: what is most contested, who denies, who is central."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from geograph.ledger import INHERITED, LedgerRow, ledger, said_by
from geograph.policy import Policy, World, coverage
from geograph.store import Store
from geograph.table import Table

__all__ = ["contested", "info", "story"]


def story(store: Store, *, limit: int = 6) -> Iterator[Table]:
    """Yield the tables that the demo prints.

    >>> from geograph.build import build
    >>> with build(validate=False) as store:
    ...     first = next(story(store))
    >>> "Iran" in first.to_text()
    True
    """
    from geograph.analysis.centrality import compare

    world = World.from_store(store)
    rows = ledger(world, Policy())
    yield contested(rows, world, limit=limit)
    yield denials(rows)
    yield responses(rows, world, limit=limit)
    yield compare(world, (Policy(), Policy(rule="undenied")), measures=("pagerank",), top=limit)


def contested(rows: tuple[LedgerRow, ...], world: World, *, limit: int) -> Table:
    """Return the most contested events: who asserts, who denies, who else speaks of them."""
    chosen = [row for row in rows if row.denied][:limit]
    return Table(
        ("event", "status", "asserted by", "denied by", "and also"),
        tuple(
            (
                row.label,
                row.status,
                said_by(row.asserted),
                said_by(row.denied),
                "; ".join(f"{other.words} {said_by(other.speakers)}" for other in row.others),
            )
            for row in chosen
        ),
        title="What is contested: who says so, and who denies it",
        notes=(f"policy {Policy()}; {coverage(world)}", INHERITED),
    )


def denials(rows: tuple[LedgerRow, ...]) -> Table:
    """Return who denies most, counting each event once."""
    voices: Counter[str] = Counter()
    direct: Counter[str] = Counter()
    for row in rows:
        for speaker in row.denied:
            name = said_by((replace(speaker, inherited=False),))
            voices[name] += 1
            direct[name] += not speaker.inherited
    order = sorted(voices, key=lambda name: (-voices[name], name))
    return Table(
        ("voice", "events denied", "in so many words"),
        tuple((name, voices[name], direct[name]) for name in order),
        title="Who denies",
        notes=("the others follow from a denial of something wider",),
    )


def responses(rows: tuple[LedgerRow, ...], world: World, *, limit: int) -> Table:
    """Return the measures taken in response to contested events, with the stage they reached."""
    return Table(
        ("in response to", "measure", "by", "stage"),
        tuple(
            (
                row.label,
                measure.label,
                "; ".join(world.label(s) for s in world.events[measure.id].actor),
                measure.stage,
            )
            for row in [row for row in rows if row.denied and row.measures][:limit]
            for measure in row.measures
        ),
        title="Measures in response",
        notes=("planned and announced measures are nobody's ties: no network draws them",),
    )


def info(store: Store) -> Table:
    """Return what a store holds, with the span of its dates and who coded it.

    >>> from geograph.build import build
    >>> with build(validate=False) as store:
    ...     info(store).rows[0][0]
    'documents'
    """
    rows: list[tuple[str, int, str]] = []
    for name in store.names():
        held = store.rows(name)
        kinds = Counter(str(row["kind"]) for row in held if "kind" in row)
        told = ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items(), key=_most))
        rows.append((name, len(held), told))
    documents = store.rows("documents")
    published = sorted(str(row["published"]) for row in documents if row["published"])
    coders = sorted({f"{row['coder']} (codebook {row['codebook']})" for row in documents})
    rows.sort(key=lambda row: (ORDER.index(row[0]) if row[0] in ORDER else len(ORDER), row[0]))
    notes = [f"store {store.path}", "coded by " + ", ".join(coders)]
    if published:
        notes.append(f"documents published {published[0]} to {published[-1]}")
    return Table(("table", "rows", "kinds"), tuple(rows), title="What is here", notes=tuple(notes))


ORDER = ("documents", "statements", "claims", "events", "measures", "actors", "items")


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]
