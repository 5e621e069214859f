"""What class, goods and dates of a row say about an event of the corpus, part by part.

A part agrees, from 0 to 1, or is not known; what is not known counts neither for nor against, but
the score cannot be high without it. 0 is a contradiction: the row is about something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from geograph.actors import ItemIndex
from geograph.dates import parse
from geograph.events.force import TOLD
from geograph.policy import ClaimIndex
from geograph.store.release import Release
from geograph.vocab import EVENT_CLASSES, is_a

__all__ = ["APART", "PARTLY", "UNCERTAIN", "Part", "Record", "classes", "dates", "goods", "overall"]

#: An event, of a dossier or a release.
Record = Mapping[str, Any]
#: The most that a pair can score of which something essential is not known, or only stood in for.
UNCERTAIN: Final = 0.6
#: The most of a pair whose dates overlap in part, or whose goods are of a wide sort.
PARTLY: Final = 0.8
#: The most of a pair whose dates lie apart.
APART: Final = 0.7
_WEIGHTS: Final = {"class": 0.15, "actor": 0.25, "recipient": 0.30, "item": 0.15, "date": 0.15}
_YEAR: Final = timedelta(days=365)
# What a machine read in a sentence is dated by the sentence: a longer gap is another event.
_NEAR: Final = {"Extraction": timedelta(days=7)}
# In a longer event many things happen between the same parties: a day within it tells none apart.
_LONG: Final = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Part:
    """How far one part agrees: 0..1, or None where it is not known; ``most`` caps the score."""

    value: float | None
    text: str
    most: float = 1.0

    def told(self, name: str) -> str:
        """Return the part in words.

        >>> Part(None, "the row has no date", 0.6).told("date")
        'date unknown (the row has no date; at most 0.6)'
        """
        value = "unknown" if self.value is None else f"{self.value:.1f}"
        most = f"; at most {self.most:g}" if self.most < 1 else ""
        return f"{name} {value} ({self.text}{most})"


def overall(parts: Mapping[str, Part]) -> float:
    """Return the score: the mean of what is known, by weight, and no more than any part allows.

    >>> sure = Part(1.0, "")
    >>> overall({"class": sure, "actor": sure, "recipient": sure, "date": Part(None, "", 0.6)})
    0.6
    """
    known = {name: part.value for name, part in parts.items() if part.value is not None}
    if not known or 0 in known.values():
        return 0.0
    mass = sum(_WEIGHTS[name] for name in known)
    mean = sum(_WEIGHTS[name] * value for name, value in known.items()) / mass
    return min(mean, *(part.most for part in parts.values()))


def classes(one: str, other: str) -> Part:
    """Compare two classes of events.

    >>> classes("ArmsTransfer", "ArmsTransfer").value, classes("ArmsTransfer", "Meeting").value
    (1.0, 0.0)
    """
    if one == other:
        return Part(1.0, EVENT_CLASSES[one].label)
    words = f"{EVENT_CLASSES[one].label} against {EVENT_CLASSES[other].label}"
    if "Event" in (one, other) or "Measure" in (one, other):
        return Part(0.0, words)
    if is_a(one, other) or is_a(other, one):
        return Part(0.8, words)
    first, second = EVENT_CLASSES[one].cameo, EVENT_CLASSES[other].cameo
    # A delivery of tanks is no sending of troops, though both are of one root.
    return (
        Part(0.6, words, UNCERTAIN) if first is not None and first == second else Part(0.0, words)
    )


def goods(items: ItemIndex, mine: list[str], theirs: list[str]) -> Part:
    """Compare what is transferred: the same, a kind of it, or other goods."""
    if not mine and not theirs:
        return Part(None, "no goods")
    if not mine or not theirs:
        return Part(None, "goods named on one side alone", UNCERTAIN)
    found = [_good(items, one, other) for one in mine for other in theirs]
    return max(found, key=lambda part: (part.value or 0, part.text))


def _good(items: ItemIndex, one: str, other: str) -> Part:
    told = items.get(other).label
    if one == other:
        return Part(1.0, told)
    if one in items.wider(other):
        words = f"{told}, a kind of {items.get(one).label}"
        above = items.wider(one)
        # "Weapons" are all that a register of arms has: that says nothing; "missiles" says little.
        if not above:
            return Part(0.5, words, UNCERTAIN)
        return Part(0.9, words) if any(map(items.wider, above)) else Part(0.8, words, PARTLY)
    if other in items.wider(one):
        return Part(0.8, f"{told}, wider than {items.get(one).label}")
    return Part(0.0, "other goods")


def dates(index: ClaimIndex, event: Record, row: Record, release: Release) -> Part:
    """Compare dates: overlapping ones agree, else the gap counts, up to a year (a week for news).

    A measure that was only announced has no date yet: a listing after its announcement fits it. An
    event that nothing dates but the day on which it was spoken of has no date.
    """
    start = row["holds_from"]
    if start is None or row["basis"] == "release":
        return Part(None, "the row has no date", UNCERTAIN)
    theirs = (row["start_earliest"] or start, max(row["end"] or start, start))
    if event["edtf"]:
        span = parse(event["edtf"])
        return _spans((span.earliest_start, span.latest_end), theirs, release)
    told = event["basis"] in TOLD
    if event["id"].startswith("measure/"):
        since = (event["holds_from"] if told else None) or event["listed"] or event["announced"]
        return _spans((since, since), theirs, release) if since else _said(index, event, theirs[0])
    if told:
        mine = (event["start_earliest"] or event["start"], event["end_latest"] or event["start"])
        return _spans(mine, theirs, release)
    if event["start"] and theirs[0] > event["start"]:
        return Part(0.0, f"{theirs[0]}, after it was spoken of on {event['start']}")
    return Part(None, "the event has no date", UNCERTAIN)


def _said(index: ClaimIndex, event: Record, first: date) -> Part:
    said = [index.claims[c].said for c in index.claims_on.get(event["id"], ())]
    if said and min(said) <= first <= min(said) + 2 * _YEAR:
        return Part(0.9, f"{first}, after it was announced by {min(said)}")
    return Part(0.0, f"{first}, before anybody spoke of it")


def _spans(
    mine: tuple[date | None, date | None], theirs: tuple[date, date], release: Release
) -> Part:
    """Compare the span of an event, None where it is open, with that of a row."""
    opened, closed = mine
    first, last = theirs
    limit = _NEAR.get(release.kind, _YEAR)
    told = f"{first} to {last}" if first != last else f"{first}"
    if (closed is None or first <= closed) and (opened is None or opened <= last):
        return _overlap(mine, theirs, told, limit < _YEAR)
    gap = opened - last if opened is not None and opened > last else first - (closed or first)
    if gap > limit:
        return Part(0.0, f"{gap.days} days apart")
    # The year after is another year, though one day is between them.
    most = 1.0 if gap + (last - first) <= limit / 10 else APART
    return Part(1.0 - 0.8 * (gap / limit), f"{gap.days} days apart", most)


def _overlap(
    mine: tuple[date | None, date | None], theirs: tuple[date, date], told: str, news: bool
) -> Part:
    opened, closed = mine
    first, last = theirs
    if opened is None or closed is None or closed - opened > max(_LONG, last - first):
        told = f"{told}, of {opened or '…'} to {closed or '…'}"
        if news or (opened is None and closed is not None and closed - last > _YEAR):
            # "By 2024" was said of something recent, and a long war has more than one battle.
            return Part(1.0, told, UNCERTAIN)
    if opened is not None and closed is None and first - opened > _YEAR:
        return Part(0.7, f"{told}, long after its beginning", PARTLY)
    if (opened is None or opened <= first) and (closed is None or last <= closed):
        return Part(1.0, told)
    if opened is not None and closed is not None and first <= opened and closed <= last:
        if last - first <= max(3 * (closed - opened), _LONG):
            return Part(1.0, told)
        return Part(0.8, f"{told}, around {opened} to {closed}", PARTLY)
    return Part(0.7, f"{told}, in part", PARTLY)
