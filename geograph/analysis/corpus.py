"""What a corpus covers and how well two coders agree on it, as tables and one small figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape

from geograph.display import Cell, Table
from geograph.model import Claim, Event, Measure, Model
from geograph.policy import ClaimIndex, Policy, judge
from geograph.vocab import Stance

__all__ = ["agreement", "coverage_tables", "months_svg"]


def coverage_tables(index: ClaimIndex, *, top: int = 15) -> Iterator[Table]:
    """Yield what a corpus covers: size, years, countries, languages, publishers, voices, gaps.

    >>> from geograph.model import Model
    >>> next(coverage_tables(ClaimIndex.from_model(Model()))).rows[0]
    ('documents', 0)
    """
    documents = list(index.documents.values())
    verdicts = {k: v for k, v in judge(index, Policy()).items() if k in index.events}
    states = {k for k, actor in index.labels.items() if k.startswith("state/") and actor}
    disputed = [
        v
        for v in verdicts.values()
        if any(one in states for one in v.for_) and any(other in states for other in v.against)
    ]
    size: list[tuple[Cell, ...]] = [
        ("documents", len(documents)),
        ("of them sampled", sum(d.selection == "sampled" for d in documents)),
        ("of them chosen for being contested", sum(d.selection == "contested" for d in documents)),
        ("read whole", sum(d.extent == "whole" for d in documents)),
        ("statements", len(index.statements)),
        ("claims", len(index.claims)),
        ("events", sum(k.startswith("event/") for k in index.events)),
        ("measures", sum(isinstance(e, Measure) and not e.part_of for e in index.events.values())),
        ("events that one state asserts and another denies", len(disputed)),
        (
            "events on which a voice has changed sides",
            sum("reversed" in v.flags for v in verdicts.values()),
        ),
        ("events with a word taken back", sum(bool(v.retracted) for v in verdicts.values())),
        ("publishers", len({d.publisher for d in documents})),
        ("countries of publication", len({d.country for d in documents if d.country})),
        ("languages", len({d.language for d in documents})),
    ]
    yield Table(("what", "number"), tuple(size), title="Size")
    years = Counter(
        (d.published.latest_end.year if d.published.latest_end else 0) for d in documents
    )
    sampled = Counter(
        d.published.latest_end.year
        for d in documents
        if d.selection == "sampled" and d.published.latest_end
    )
    rows = tuple((year, years[year], sampled[year]) for year in sorted(years))
    yield Table(("year", "documents", "sampled"), rows, title="Documents by year of publication")
    label = index.label
    yield _count("country of publication", (label(d.country) if d.country else "not known"
                 for d in documents), top)  # fmt: skip
    yield _count("language", (d.language or "not known" for d in documents), top)
    yield _count("publisher", (label(d.publisher) for d in documents), top)
    stances: dict[str, Counter[str]] = {}
    for claim in index.claims.values():
        kind = {"asserts": "asserts", "denies": "denies"}.get(claim.stance, "other")
        stances.setdefault(claim.voice, Counter())[kind] += 1
    order = sorted(stances, key=lambda v: (-stances[v].total(), v))[:top]
    yield Table(
        ("voice", "asserts", "denies", "other stances"),
        tuple((label(v), *(stances[v][k] for k in ("asserts", "denies", "other"))) for v in order),
        title="Voices",
    )
    statuses = Counter(v.status for v in verdicts.values())
    yield _table("status of events and measures", statuses, len(statuses))


def _count(what: str, values: Iterable[str], top: int) -> Table:
    return _table(what, Counter(values), top)


def _table(what: str, counted: Mapping[str, int], top: int) -> Table:
    order = sorted(counted, key=lambda name: (-counted[name], name))
    rest = sum(counted[name] for name in order[top:])
    notes = (f"{len(order) - top} more with {rest}",) if order[top:] else ()
    rows = tuple((name, counted[name]) for name in order[:top])
    return Table((what, "number"), rows, title=what[:1].upper() + what[1:], notes=notes)


def months_svg(index: ClaimIndex) -> str:
    """Return the documents by month of publication as a small bar chart in SVG.

    >>> from geograph.model import Model
    >>> months_svg(ClaimIndex.from_model(Model()))[:4]
    '<svg'
    """
    days = [d.published.latest_end for d in index.documents.values()]
    months = Counter((day.year, day.month) for day in days if day)
    if not months:
        return '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>\n'
    first, last = min(months)[0], max(months)[0]
    axis = [(year, month) for year in range(first, last + 1) for month in range(1, 13)]
    width, height, most = 6, 120, max(months.values())
    bars = []
    for n, key in enumerate(axis):
        tall = round(height * months[key] / most)
        title = escape(f"{key[0]}-{key[1]:02d}: {months[key]}")
        bars.append(
            f'<rect x="{n * width}" y="{20 + height - tall}" width="{width - 1}" height="{tall}"'
            f' fill="#2f4b7c"><title>{title}</title></rect>'
        )
        if key[1] == 1:
            bars.append(f'<text x="{n * width}" y="{height + 36}">{key[0]}</text>')
    total = len(axis) * width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {height + 44}"'
        f' width="{total}" height="{height + 44}" font-family="sans-serif" font-size="11"'
        ' fill="#444" role="img"><title>Documents by month of publication</title>'
        f'<rect width="{total}" height="{height + 44}" fill="#fff"/>'
        f'<text x="0" y="12">documents a month, at most {most}</text>' + "".join(bars) + "</svg>\n"
    )


def agreement(first: Model, second: Iterable[Model]) -> Table:
    """Return how far two codings of the same documents agree, field by field, as F1.

    Parameters
    ----------
    first
        The corpus.
    second
        Models of the second coder, one for each document or several in one; keys of events and
        statements are each coder's own, so claims are compared by what they say.

    Returns
    -------
    Table
        For each field: what each coder has, what both have (sets, summed over documents), and
        F1 = 2 · both / (first + second).

    >>> agreement(Model(), []).notes
    ('0 documents coded twice',)
    """
    again = list(second)
    common = {d.id for d in first.documents} & {d.id for m in again for d in m.documents}
    one, others = _Coding(first, common), [_Coding(m, common) for m in again]
    rows: list[tuple[Cell, ...]] = []
    for name, units in FIELDS.items():
        mine = units(one)
        theirs: Counter[tuple[object, ...]] = Counter()
        for other in others:
            theirs |= units(other)
        both, total = (mine & theirs).total(), mine.total() + theirs.total()
        f1 = round(2 * both / total, 2) if total else None
        rows.append((name, mine.total(), theirs.total(), both, f1))
    notes = (f"{len(common)} documents coded twice",)
    return Table(("field", "first", "second", "both", "F1"), tuple(rows), "Agreement", notes)


class _Coding:
    """One coder's statements and claims on the documents in common."""

    def __init__(self, model: Model, documents: Iterable[str]) -> None:
        wanted = set(documents)
        self.statements = {s.id: s for s in model.statements if s.document in wanted}
        self.claims = [c for c in model.claims if c.statement in self.statements]
        self.claim_index = ClaimIndex.from_model(model)

    def name(self, key: str) -> str:
        """Return a label: local actors have ids of their own in each coding."""
        return self.claim_index.label(key).casefold()

    def names(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(self.name(key) for key in keys))

    def told(self, claim: Claim) -> Event | None:
        return self.claim_index.events.get(claim.object)

    def count(self, unit: Callable[[Claim], tuple[object, ...]]) -> Counter[tuple[object, ...]]:
        """Count what a claim says, once for each document."""
        document = {key: s.document for key, s in self.statements.items()}
        return Counter({(document[c.statement], *unit(c)): 1 for c in self.claims})

    def deed(self, claim: Claim) -> tuple[object, ...]:
        event = self.told(claim)
        if event is None:
            return ("a statement",)
        parties = (*event.actor, *event.recipient, *event.participant)
        return event.kind, self.names(parties)


_POSITIONS = (Stance.ASSERTS, Stance.DENIES)

FIELDS: dict[str, Callable[[_Coding], Counter[tuple[object, ...]]]] = {
    "who speaks (voice)": lambda c: c.count(lambda x: (c.name(x.voice),)),
    "class of statement and speaker": lambda c: Counter(
        {(s.document, s.kind, c.names(s.agent)): 1 for s in c.statements.values()}
    ),
    "paragraph and speaker": lambda c: Counter(
        {(s.document, s.locator, c.names(s.agent)): 1 for s in c.statements.values()}
    ),
    "voice and stance": lambda c: c.count(lambda x: (c.name(x.voice), x.stance)),
    "voice, stance and class of event": lambda c: c.count(
        lambda x: (c.name(x.voice), x.stance, c.deed(x)[0])
    ),
    "voice, stance, class and parties of event": lambda c: c.count(
        lambda x: (c.name(x.voice), x.stance, *c.deed(x))
    ),
    "the same, with the day on which it was said": lambda c: c.count(
        lambda x: (c.name(x.voice), x.stance, *c.deed(x), x.said)
    ),
    "assertions and denials only: voice, stance, class": lambda c: Counter(
        {k: n for k, n in c.count(
            lambda x: (c.name(x.voice), x.stance, c.deed(x)[0])
        ).items() if k[2] in _POSITIONS}
    ),
}  # fmt: skip
