"""The story of a store in one screen: what is contested, who denies, what followed, who matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from geograph.display import Table
from geograph.events.force import Period
from geograph.events.model_reader import model_of
from geograph.model import Measure
from geograph.policy import ClaimIndex, Policy, first_day, judge, rests_on, said_on
from geograph.policy.ledger import LedgerRow, ledger
from geograph.policy.speakers import Speaker, said_by
from geograph.store import Store
from geograph.vocab import Stance, is_a

__all__ = ["info", "story"]

TRANSFERS = ("ArmsTransfer", "GoodsTransfer", "MilitaryAssistance", "TroopDeployment")


def story(store: Store, *, limit: int = 4) -> Iterator[Table]:
    """Yield the tables that the demo prints: five short ones, which fit one screen.

    >>> from geograph.pipeline.build import build
    >>> report = "data/dossiers/2024-09-10-iran-missiles.yml"
    >>> with build(report, validate=False) as store:
    ...     first = next(story(store))
    >>> "Iran" in first.to_text()
    True
    """
    index = ClaimIndex.from_store(store)
    verdicts = judge(index, Policy())
    rows = ledger(index, Policy(), verdicts=verdicts)
    rests = rests_on(index, (v for v in verdicts.values() if v.edge))
    transfers = [r for r in rows if any(is_a(r.kind, k) for k in TRANSFERS) and r.denied]
    transfers.sort(key=lambda row: (-_voices(row), row.id))
    yield contested(transfers[: limit - 1], f"policy {Policy()}; {rests}")
    answered = max(transfers, key=lambda r: (len(r.measures), _voices(r)), default=None)
    if answered is not None:
        yield from in_one_report(store, answered.id)
    yield denials(rows, limit=limit)
    yield responses(index)
    yield most_central(index, limit=limit)


def contested(rows: Iterable[LedgerRow], rests: str) -> Table:
    """Return the most contested transfers: who asserts, who denies."""
    return Table(
        ("transfer", "asserted by", "denied by"),
        tuple((row.label, _some(row.asserted), _some(row.denied)) for row in rows),
        title="The most contested transfers: who says so, and who denies it",
        notes=(rests,),
    )


def in_short(index: ClaimIndex, row: LedgerRow, title: str) -> Table:
    """Return who stands where on one event, and the measures in response by their stage.

    The parts of a joint measure at one stage are stated together, each by its sender.
    """
    told = [("asserted by", said_by(row.asserted)), ("denied by", said_by(row.denied))]
    told += [(o.words, said_by(o.speakers)) for o in row.others if o.stance == "presupposes"]
    stages: dict[str, dict[str, list[str]]] = {}
    for answer in row.measures:
        measure = index.events[answer.id]
        whole = measure.part_of if isinstance(measure, Measure) else None
        taken = stages.setdefault(answer.stage, {}).setdefault(index.label(whole or answer.id), [])
        taken += [index.label(sender) for sender in measure.actor] if whole else []
    for stage, measures in sorted(stages.items()):
        labels = (f"{m} ({', '.join(by)})" if by else m for m, by in measures.items())
        told.append((f"measures {stage}", "; ".join(labels)))
    return Table(("", row.label), tuple(told), title=title)


def in_one_report(store: Store, key: str) -> Iterator[Table]:
    """Yield what the document that first described an event says of it, all others left aside."""
    model = model_of(store.rows)
    [home] = {e.dossier for e in (*model.events, *model.measures) if e.id == key}
    document = next(d for d in model.documents if d.dossier == home)
    statements = tuple(s for s in model.statements if s.document == document.id)
    told = {s.id for s in statements}
    claims = tuple(c for c in model.claims if c.statement in told)
    index = ClaimIndex.from_model(replace(model, statements=statements, claims=claims))
    for row in ledger(index, Policy()):
        if row.id == key:
            yield in_short(index, row, f"One report alone: {document.title}")


def most_central(index: ClaimIndex, *, limit: int) -> Table:
    """Return the most central states under two policies: what contested claims do to the ranking.

    By PageRank; `geograph centrality` has the other measures, and all that is left out.
    """
    from geograph.analysis.centrality import compare

    policies = (Policy(), Policy(rule="undenied"))
    table = compare(index, policies, measures=("pagerank",), top=limit)
    columns = ("actor", *(f"{what} {p}" for p in policies for what in ("rank", "score")))
    rows = tuple(
        tuple(round(c, 4) if isinstance(c, float) else c for c in cells)
        for cells in zip(*(table.column(name) for name in columns), strict=True)
    )
    return Table(
        columns,
        rows,
        title="The most central states under two policies (PageRank)",
        notes=tuple(note for note in table.notes if note.startswith("policy")),
    )


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
        notes=("the others, marked inherited above, follow from a denial of something wider",),
    )


#: Up to how many days after the first assertion, and how that is said.
WITHIN = ((0, "the same day"), (7, "a week"), (31, "a month"), (366, "a year"), (10**6, "longer"))


def responses(index: ClaimIndex) -> Table:
    """Return how soon measures came after the first assertion of what they answer."""
    found: list[tuple[int, str, tuple[str, ...]]] = []
    verdicts = judge(index)

    def first_asserted(key: str) -> date | None:
        return first_day(said_on(index, verdicts, key), Stance.ASSERTS)

    for event in index.events.values():
        if isinstance(event, Measure) and not event.umbrella:
            day = event.announced or event.listed or Period.of(event).since
            first = min(
                filter(None, (first_asserted(cause) for cause in event.in_response_to)),
                default=None,
            )
            if day and first and first <= day:
                senders = tuple(index.label(index.actors.voice(s, day)[0]) for s in event.actor)
                found.append(((day - first).days, event.label, senders))
    found.sort()
    rows, least = [], -1
    for most, words in WITHIN:
        some = [told for told in found if least < told[0] <= most]
        least = most
        if some:
            by = Counter(sender for _, _, senders in some for sender in senders)
            often = sorted(by.items(), key=lambda pair: (-pair[1], pair[0]))[:4]
            named = ", ".join(f"{sender} {n}" for sender, n in often)
            rows.append((words, len(some), named))
    middle = f"; the middle one after {found[len(found) // 2][0]} days" if found else ""
    return Table(
        ("within", "measures", "by, most often"),
        tuple(rows),
        title="Measures by response time",
        notes=(f"from the first assertion in this corpus to the first dated stage{middle}",),
    )


def _voices(row: LedgerRow) -> int:
    return sum(not s.inherited for s in row.asserted) + sum(not s.inherited for s in row.denied)


def _some(speakers: tuple[Speaker, ...], most: int = 2) -> str:
    """Return the first few speakers in a line, own words before inherited ones."""
    order = sorted(speakers, key=lambda s: (s.anonymous, s.inherited))
    rest = len(order) - most
    return said_by(order[:most]) + (f", and {rest} more" if rest > 0 else "")


def info(store: Store) -> Table:
    """Return what a store holds, with the span of its dates and who coded it.

    >>> from geograph.pipeline.build import build
    >>> report = "data/dossiers/2024-09-10-iran-missiles.yml"
    >>> with build(report, validate=False) as store:
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


ORDER = ("documents", "statements", "claims", "events", "actors", "items")


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]
