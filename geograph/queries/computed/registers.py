"""Questions that hold arms transfers against other registers: disputes, alliances, embargoes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product

from geograph.model import Event
from geograph.queries.computed.arms import _embargoes
from geograph.queries.computed.asked import Answer, Asked
from geograph.queries.computed.facts import Fact, facts, span, tellers
from geograph.queries.telling import otherwise, status
from geograph.table import Cell

__all__ = [
    "ARMS",
    "Labels",
    "both_sides",
    "by_two",
    "embargoed",
    "other_side",
    "rivals",
    "transfers",
]

ARMS = ("ArmsTransfer",)
#: What sets two parties against each other, in dossiers and in registers.
CONFLICTS = ("War", "MilitarizedDispute", "OrganisedViolence", "Attack", "MilitaryOperation")
_LAND = "land or river border"


def transfers(asked: Asked) -> Answer:
    """Say of each transfer that somebody alleges whether a register of transfers has it."""
    by_pair = _by_pair(facts(asked, ARMS, curated=False, more=("edtf", "quantity")))
    rows: list[tuple[Cell, ...]] = []
    for event, _ in asked.relations(*ARMS):
        if not _wanted(asked, event):
            continue
        found = {
            fact.id: fact
            for pair in product(_either(asked, event, "from"), _either(asked, event, "to"))
            for fact in by_pair.get(pair, ())
        }
        word, entries = _held(asked, event, found.values())
        best = entries[0] if entries else None
        rows.append(
            (
                asked.labels(event.actor),
                asked.labels(event.recipient),
                asked.labels(event.item) or None,
                event.start,
                word,
                len(entries),
                best.label if best else None,
                (best.row["edtf"] or str(best.first)) if best else None,
                best.row.get("quantity") if best else None,
                tellers(entries),
                best.id if best else None,
                event.id,
            )
        )
    rows.sort(key=lambda row: (_WORDS.index(str(row[4])), *map(str, row)))
    note = (
        "a register lists major arms by its own rules: what it lacks need not have been left out by"
        " mistake, and what it has is its publisher's judgement"
    )
    return Answer(rows, (note,))


_WORDS = ("has it", "has it at another time", "has other arms between the two", "lacks it")


def _held(asked: Asked, event: Event, found: Iterable[Fact]) -> tuple[str, list[Fact]]:
    """Return what the rows between the same two parties say of an event, and the nearest rows."""
    entries = sorted(found, key=lambda fact: (fact.last or date.min, fact.id), reverse=True)
    same = [f for f in entries if _goods(asked, event.item, f.items)]
    first, last = span(event)
    at = [f for f in same if f.within(first, last)]
    for word, some in zip(_WORDS, (at, same, entries), strict=False):
        if some:
            return word, some
    return _WORDS[-1], []


def _goods(asked: Asked, alleged: Sequence[str], listed: Sequence[str]) -> bool:
    """Say whether listed goods are alleged ones or kinds of them; goods not named are any."""
    return not alleged or any(
        one in (other, *asked.kinds(other)) for one in alleged for other in listed
    )


def _either(asked: Asked, event: Event, side: str) -> set[str]:
    """Return the parties of a side, those that a group lists, and whom they speak for."""
    keys = event.actor if side == "from" else event.recipient
    every = {*keys, *(m for k in keys for m in asked.world.actors.get(k).members)}
    return every | {asked.voice(key, event) for key in every}


def _wanted(asked: Asked, event: Event) -> bool:
    return any(asked.is_party(a, event, asked.all("supplier")) for a in event.actor) and any(
        asked.is_party(b, event, asked.all("recipient")) for b in event.recipient
    )


def _by_pair(found: Iterable[Fact]) -> dict[tuple[str, str], list[Fact]]:
    pairs: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in found:
        for pair in product(fact.a, fact.b):
            pairs[pair].append(fact)
    return pairs


def _to(found: Iterable[Fact]) -> dict[str, dict[str, list[Fact]]]:
    """Return transfers by recipient and supplier."""
    out: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in found:
        for a, b in product(fact.a, fact.b):
            if a != b:
                out[b][a].append(fact)
    return out


def _conflicts(asked: Asked) -> Iterator[tuple[Fact, str, str]]:
    """Yield each conflict that had begun by a day asked for, once for each two states of it."""
    after = asked.day("after")
    for fact in facts(asked, CONFLICTS):
        if fact.first is None or (after is not None and (fact.last or date.max) < after):
            continue
        left, right = fact.sides
        for one, other in sorted(set(product(left, right))):
            if one != other and one not in right and other not in left:
                yield fact, one, other


def both_sides(asked: Asked) -> Answer:
    """List who supplied arms to both sides of a dispute or war while it lasted."""
    to = _to(facts(asked, ARMS))
    wanted = asked.all("supplier")
    labels = Labels(asked)
    rows: list[tuple[Cell, ...]] = []
    for conflict, one, other in _conflicts(asked):
        common = to.get(one, {}).keys() & to.get(other, {}).keys() - {one, other}
        for supplier in sorted(common):
            if wanted and supplier not in wanted:
                continue
            sent = [_during(conflict, to[side][supplier]) for side in (one, other)]
            if all(sent):
                rows.append(
                    (
                        *(labels(supplier), conflict.label, conflict.first, conflict.last),
                        *(labels(one), len(sent[0]), labels(other), len(sent[1])),
                        *(tellers([conflict]), tellers([*sent[0], *sent[1]])),
                        *(sent[0][0].id, sent[1][0].id, conflict.id),
                    )
                )
    return Answer(sorted(set(rows), key=_order), (_YEARS,))


_YEARS = "a transfer dated by years only may lie before or after the days of the dispute in it"


def _during(conflict: Fact, found: Sequence[Fact]) -> list[Fact]:
    return sorted(
        (fact for fact in found if fact.within(conflict.first, conflict.last)),
        key=lambda fact: (fact.first or date.min, fact.id),
    )


def other_side(asked: Asked) -> Answer:
    """List allies of one side of a dispute or war who supplied arms to the other meanwhile."""
    to = _to(facts(asked, ARMS))
    allies = by_two(facts(asked, ("Alliance",)))
    wanted, labels = asked.all("supplier"), Labels(asked)
    rows: set[tuple[Cell, ...]] = set()
    for conflict, left, right in _conflicts(asked):
        for one, enemy in ((left, right), (right, left)):
            for supplier, sent in to.get(enemy, {}).items():
                if supplier == one or (wanted and supplier not in wanted):
                    continue
                pacts = [
                    pact
                    for pact in allies.get(frozenset((supplier, one)), ())
                    if pact.within(conflict.first, conflict.last)
                ]
                arms = _during(conflict, sent) if pacts else []
                if arms:
                    rows.add(
                        (
                            *(labels(supplier), labels(one), labels(enemy)),
                            *(len(arms), conflict.label, conflict.first, conflict.last),
                            *(tellers(pacts), tellers([conflict]), tellers(arms)),
                            *(min(pact.id for pact in pacts), arms[0].id, conflict.id),
                        )
                    )
    return Answer(sorted(rows, key=_order), (_YEARS,))


def by_two(found: Iterable[Fact]) -> dict[frozenset[str], list[Fact]]:
    """Return facts by each two of their parties, on whichever side."""
    pairs: dict[frozenset[str], list[Fact]] = defaultdict(list)
    for fact in found:
        every = sorted({*fact.a, *fact.b, *fact.parties})
        for n, one in enumerate(every):
            for other in every[n + 1 :]:
                pairs[frozenset((one, other))].append(fact)
    return pairs


def rivals(asked: Asked) -> Answer:
    """List the arms that neighbours imported in the years after a dispute or war of theirs."""
    years = timedelta(days=365.25 * asked.number("years"))
    to = _to(facts(asked, ARMS))
    borders = by_two(
        fact
        for fact in facts(asked, ("Contiguity",), more=("contiguity",))
        if fact.row.get("contiguity", _LAND) == _LAND
    )
    wanted, labels = set(asked.all("state")), Labels(asked)
    rows: set[tuple[Cell, ...]] = set()
    for conflict, one, other in _conflicts(asked):
        last = conflict.last
        if last is None or (wanted and not wanted & {one, other}):
            continue
        shared = [
            border
            for border in borders.get(frozenset((one, other)), ())
            if border.within(conflict.first, last)
        ]
        if not shared:
            continue
        got = [
            [f for sent in to.get(state, {}).values() for f in sent if _after(f, last, years)]
            for state in (one, other)
        ]
        if got[0] or got[1]:
            rows.add(
                (
                    *(labels(one), labels(other), conflict.label, conflict.first, last),
                    *(len(got[0]), len({a for f in got[0] for a in f.a})),
                    *(len(got[1]), len({a for f in got[1] for a in f.a})),
                    *(tellers(shared), tellers([conflict]), tellers([*got[0], *got[1]])),
                    conflict.id,
                )
            )
    return Answer(sorted(rows, key=_order))


def _after(fact: Fact, day: date, years: timedelta) -> bool:
    return fact.first is not None and day < fact.first <= day + years


def embargoed(asked: Asked) -> Answer:
    """List transfers to or by a target of an arms embargo that was in force then."""
    labels = Labels(asked)
    embargoes = list(_embargoes(asked))
    rows: set[tuple[Cell, ...]] = set()
    for fact in facts(asked, ARMS, more=("edtf",)):
        for embargo, verdict in embargoes:
            targets = set(embargo.recipient)
            how = "to" if targets & set(fact.b) else "by" if targets & set(fact.a) else None
            begun = embargo.holds_from or embargo.announced or embargo.start
            ended = embargo.holds_until
            begun = begun or _spoken_of(asked, embargo)
            if begun is None or (ended is not None and ended < begun):
                begun = ended
            if how is None or not fact.within(begun, ended) or not _goods(
                asked, embargo.item, fact.items
            ):  # fmt: skip
                continue
            whole = (begun is None or (fact.first is not None and begun <= fact.first)) and (
                ended is None or (fact.last is not None and fact.last < ended)
            )
            taken = "; ".join(filter(None, (status(verdict), otherwise(asked.world, verdict))))
            rows.add(
                (
                    labels.all(fact.a), labels.all(fact.b), labels.all(fact.items) or None,
                    fact.first, fact.last, f"sent {how} the target", embargo.label, begun, ended,
                    "throughout" if whole else "for a part of the time", taken, tellers([fact]),
                    "; ".join(fact.denied) or None, embargo.id, fact.id,
                )
            )  # fmt: skip
    note = (
        "an embargo whose beginning nobody tells is taken from the day on which it was first"
        " spoken of, or from its last day; that a transfer met it is a matter of parties and days,"
        " not of law"
    )
    return Answer(sorted(rows, key=_order), (note,))


def _spoken_of(asked: Asked, event: Event) -> date | None:
    """Return when somebody first said anything of an event."""
    claims = (asked.world.claims[key] for key in asked.world.claims_on.get(event.id, ()))
    return min((claim.said for claim in claims), default=None)


class Labels:
    """Labels of what the corpus names, and of what is a data set's own."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def __call__(self, key: str) -> str:
        """Return the label of a resource, or its id where it has none."""
        known = self.asked.world.labels.get(key)
        if known is None and self.asked.held is not None:
            known = self.asked.held.labels().get(key)
        return known or key

    def all(self, keys: Iterable[str]) -> str:
        """Return labels in a line, sorted."""
        return ", ".join(sorted(map(self, keys)))


def _order(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in row)
