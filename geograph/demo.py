"""The story of a store in one screen: what is contested, who denies, what followed, who matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from geograph.ledger import INHERITED, LedgerRow, Speaker, ledger, said_by
from geograph.model import Measure
from geograph.policy import Policy, World, bearing_on, judge, read_model, rests_on
from geograph.store import Store
from geograph.table import Table
from geograph.vocab import Stance, is_a

__all__ = ["info", "story"]

TRANSFERS = ("ArmsTransfer", "GoodsTransfer", "MilitaryAssistance", "TroopDeployment")


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
    verdicts = judge(world, Policy())
    rows = ledger(world, Policy(), verdicts=verdicts)
    rests = rests_on(world, (v for v in verdicts.values() if v.edge))
    transfers = [r for r in rows if any(is_a(r.kind, k) for k in TRANSFERS) and r.denied]
    transfers.sort(key=lambda row: (-_voices(row), row.id))
    yield contested(transfers[:limit], f"policy {Policy()}; {rests}")
    answered = max(transfers, key=lambda r: (len(r.measures), _voices(r)), default=None)
    if answered is not None:
        yield in_full(answered, "One of them in full")
        yield from in_one_report(store, answered.id)
    yield denials(rows, limit=limit)
    yield responses(world, limit=limit)
    yield compare(world, (Policy(), Policy(rule="undenied")), measures=("pagerank",), top=limit)


def contested(rows: Iterable[LedgerRow], rests: str) -> Table:
    """Return the most contested transfers: who asserts, who denies."""
    return Table(
        ("transfer", "status", "asserted by", "denied by"),
        tuple(
            (
                row.label,
                ", ".join((row.status, *row.flags)),
                _some(row.asserted),
                _some(row.denied),
            )
            for row in rows
        ),
        title="The most contested transfers: who says so, and who denies it",
        notes=(rests, INHERITED),
    )


def in_full(row: LedgerRow, title: str) -> Table:
    """Return all that is said of one event, and the measures in response with their stage."""
    told = [("asserted by", said_by(row.asserted)), ("denied by", said_by(row.denied))]
    told += [(other.words, said_by(other.speakers)) for other in row.others]
    told += [("measure in response", f"{m.label}: {m.stage}") for m in row.measures]
    return Table(
        ("", row.label),
        tuple(told),
        title=title,
        notes=("planned and announced measures are nobody's ties: no network draws them",),
    )


def in_one_report(store: Store, key: str) -> Iterator[Table]:
    """Yield what the document that first described an event says of it, all others left aside."""
    model = read_model(store)
    [home] = {e.dossier for e in (*model.events, *model.measures) if e.id == key}
    document = next(d for d in model.documents if d.dossier == home)
    statements = tuple(s for s in model.statements if s.document == document.id)
    told = {s.id for s in statements}
    claims = tuple(c for c in model.claims if c.statement in told)
    world = World.from_model(replace(model, statements=statements, claims=claims))
    for row in ledger(world, Policy()):
        if row.id == key:
            yield in_full(row, f"The same in one report alone: {document.title}")


def denials(rows: Iterable[LedgerRow], *, limit: int) -> Table:
    """Return who denies most, counting each event once."""
    voices: Counter[str] = Counter()
    direct: Counter[str] = Counter()
    for row in rows:
        for speaker in row.denied:
            name = said_by((replace(speaker, inherited=False),))
            voices[name] += 1
            direct[name] += not speaker.inherited
    order = sorted(voices, key=lambda name: (-voices[name], name))[:limit]
    return Table(
        ("voice", "events denied", "in so many words"),
        tuple((name, voices[name], direct[name]) for name in order),
        title="Who denies most",
        notes=("the others follow from a denial of something wider",),
    )


def responses(world: World, *, limit: int) -> Table:
    """Return the measures that came soonest after the first assertion of what they answer."""
    found: list[tuple[int, str, str, str]] = []
    for event in world.events.values():
        if not isinstance(event, Measure):
            continue
        day = event.announced or event.listed or event.effective
        for cause in event.in_response_to:
            first = _first_assertion(world, cause)
            if day and first and first <= day:
                senders = ", ".join(world.label(s) for s in event.actor)
                found.append(((day - first).days, event.label, senders, world.label(cause)))
    found.sort()
    return Table(
        ("days", "measure", "by", "in response to"),
        tuple(found[:limit]),
        title=f"Measures by response time: the quickest of {len(found)}",
        notes=("from the first assertion in this corpus to the first dated stage",),
    )


def _first_assertion(world: World, key: str) -> date | None:
    said = (c.said for _, c in bearing_on(world, key) if c.stance is Stance.ASSERTS)
    return min(said, default=None)


def _voices(row: LedgerRow) -> int:
    return sum(not s.inherited for s in row.asserted) + sum(not s.inherited for s in row.denied)


def _some(speakers: tuple[Speaker, ...], most: int = 5) -> str:
    """Return the first few speakers in a line, own words before inherited ones."""
    order = sorted(speakers, key=lambda s: (s.anonymous, s.inherited))
    rest = len(order) - most
    return said_by(order[:most]) + (f", and {rest} more" if rest > 0 else "")


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
