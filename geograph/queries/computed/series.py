"""Questions on time: a dyad month by month, where networks break, accusations before sanctions."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from math import fsum

from geograph.analysis import series
from geograph.errors import AnalysisError
from geograph.force import Period
from geograph.model import Measure
from geograph.policy import live_under
from geograph.queries.computed.asked import Answer, Asked
from geograph.queries.telling import said_by_all
from geograph.table import Cell
from geograph.vocab import Stance, is_a

__all__ = ["accusations_lead", "breaks", "dyad_months"]

SHUFFLES = 99
LATEST = "an event is of the month of its latest possible start"


def dyad_months(asked: Asked) -> Answer:
    """List cooperation and conflict of two states in each month that has any."""
    G = asked.network()
    one, other = asked.text("one"), asked.text("other")
    found: dict[str, dict[str, list[tuple[str, float, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for u, v, data in G.edges(data=True):
        if {u, v} == {one, other} and data["start"] is not None:
            way = 1.0 if data["directed"] else 0.5
            month = f"{data['start']:%Y-%m}"
            side = {1: "plus", -1: "minus", 0: "neither"}[data["sign"]]
            found[month][side].append((data["event"], way * data["weight"], data["status"]))
    rows: list[tuple[Cell, ...]] = []
    for month, sides in sorted(found.items()):
        plus, minus = (fsum(w for _, w, _ in sides[side]) for side in ("plus", "minus"))
        events = {e: status for told in sides.values() for e, _, status in told}
        told = [asked.verdicts[e] for e in sorted(events)]
        rows.append(
            (
                *(month, len(events), round(plus, 4), round(minus, 4), round(plus - minus, 4)),
                sum(status == "contested" for status in events.values()),
                said_by_all(asked.world, told, "for"),
                said_by_all(asked.world, told, "against"),
            )
        )
    note = (
        "scale: the sign of each class (+1 cooperation, -1 conflict) by its weight; not Goldstein's"
    )
    return Answer(rows, (note, LATEST))


def breaks(asked: Asked) -> Answer:
    """List how far the ties of the years from each on are from those before, and by what chance."""
    G = asked.network()
    dated: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for u, v, data in G.edges(data=True):
        if data["start"] and data["weight"]:
            dated[data["start"].year].append((f"{u} → {v} ({data['sign']:+d})", data["weight"]))
    span = asked.number("span")
    rows: list[tuple[Cell, ...]] = []
    for year in sorted(dated)[1:]:
        sides = [
            [
                tie
                for y in range(year + first, year + first + span)
                for tie in sorted(dated.get(y, ()))
            ]
            for first in (-span, 0)
        ]
        chance = series.surprise(sides[0], sides[1], SHUFFLES)
        if chance is None:
            continue
        before, after = (_sum(side) for side in sides)
        rows.append(
            (
                *(year, len(sides[0]), len(sides[1]), series.distance(before, after)),
                *(chance, _appeared(asked, before, after)),
            )
        )
    rows.sort(key=lambda row: (float(str(row[4])), -float(str(row[3])), str(row[0])))
    note = (
        "distance of shares of signed, ordered ties: 0 the same, 1 nothing in common; chance: how"
        f" often {SHUFFLES} other orders of the same events part them so; windows of {span} years"
    )
    return Answer(rows, (note, LATEST.replace("month", "year")))


def _sum(ties: list[tuple[str, float]]) -> dict[str, float]:
    whole: dict[str, list[float]] = defaultdict(list)
    for tie, weight in ties:
        whole[tie].append(weight)
    return {tie: fsum(weights) for tie, weights in sorted(whole.items())}


def _appeared(asked: Asked, before: dict[str, float], after: dict[str, float]) -> str | None:
    """Return the three ties whose share grew most."""
    a, b = fsum(before.values()), fsum(after.values())
    if not a or not b:
        return None
    grown = {tie: after[tie] / b - before.get(tie, 0.0) / a for tie in after}
    most = sorted(grown, key=lambda tie: (-grown[tie], tie))[:3]
    return "; ".join(_named(asked, tie) for tie in most if grown[tie] > 0) or None


def _named(asked: Asked, tie: str) -> str:
    source, rest = tie.split(" → ")
    target, sign = rest.rsplit(" ", 1)
    return f"{asked.label(source)} → {asked.label(target)} {sign}"


def accusations_lead(asked: Asked) -> Answer:
    """List the correlation of monthly accusations with measures so many months later."""
    wanted, most = asked.all("actor"), asked.number("lag")
    accused, left = _accused(asked, wanted)
    measures: set[tuple[str, str]] = set()
    for event, _ in asked.relations("Measure"):
        if not isinstance(event, Measure):
            continue
        day = event.announced or event.listed or Period.of(event).since
        day = day or (event.start if event.when is not None else None)
        if day and any(asked.is_party(r, event, wanted) for r in event.recipient):
            # what several take together in one month is one measure
            measures.add((f"{day:%Y-%m}", event.part_of or event.id))
    taken = Counter(month for month, _ in measures)
    every = sorted({*accused, *taken})
    if not accused or not taken:
        raise AnalysisError(
            "there are no accusations, or no dated measures, to compare",
            fix="take another actor, or none for all of them",
        )
    ends = [date(int(m[:4]), int(m[5:]), 1) for m in (every[0], every[-1])]
    months = series.months(*ends)
    one = [float(accused[m]) for m in months]
    other = [float(taken[m]) for m in months]
    rows: list[tuple[Cell, ...]] = [
        (lag, n, r) for lag, n, r in series.lagged(one, other, most) if n > 2
    ]
    best = max(
        (row for row in rows if row[2] is not None), key=lambda r: float(str(r[2])), default=None
    )
    told = f"; largest at a lag of {best[0]} months ({best[2]})" if best else ""
    note = f"at a positive lag accusations lead; {sum(accused.values())} accusations,"
    note += f" {sum(taken.values())} measures in {len(months)} months{told}"
    kept = f"{left} accusations in documents chosen for being contested are left out of the count"
    return Answer(rows, (note, kept, "a correlation over few months is no cause"))


def _accused(asked: Asked, wanted: tuple[str, ...]) -> tuple[Counter[str], int]:
    """Count accusing statements by month, without documents chosen for being contested."""
    world, months, left = asked.world, Counter[str](), 0
    live = live_under(world, asked.policy)
    seen: set[str] = set()
    for key in sorted(live):
        claim = world.claims[key]
        event, said = world.events.get(claim.object), world.statements[claim.statement]
        charge = is_a(said.kind, "Accusation") and claim.stance == Stance.ASSERTS
        if event is None or not charge or said.id in seen:
            continue
        if not any(asked.is_party(a, event, wanted) for a in event.actor):
            continue
        seen.add(said.id)
        if world.documents[said.document].selection == "contested":
            left += 1
        else:
            months[f"{claim.said:%Y-%m}"] += 1
    return months, left
