"""From when until when a measure is in force, and whether it is on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from geograph.dates import Span
from geograph.events.force.stages import AHEAD, ENDS, Stage
from geograph.model import Event, Measure

__all__ = [
    "INFERRED",
    "KNOWN",
    "NO",
    "TOLD",
    "UNKNOWN",
    "Period",
    "cause_of",
    "period_of",
    "in_force",
]

#: What a measure can be on a day: in force as a stage or a coded date says so; in force by the day
#: of a claim alone; perhaps in force; not in force.
KNOWN, INFERRED, UNKNOWN, NO = "known", "inferred", "unknown", "no"

#: What can tell the day from which a measure is in force; any other basis tells only that it is.
TOLD = ("effective", "listed", "imposed", "coded")

#: What is taken, of several that tell one day.
_BASES = ("imposed", "coded", "under-way", "extended", "partly-lifted", INFERRED)


class Period(NamedTuple):
    """When a measure is in force; the fields are those of `Measure` of the same names."""

    holds_from: date | None = None
    holds_from_earliest: date | None = None
    holds_until: date | None = None
    holds_until_latest: date | None = None
    until_known: date | None = None
    basis: str | None = None

    @classmethod
    def of(cls, measure: Measure) -> Period:
        """Return what was written on a measure."""
        return cls(*(getattr(measure, name) for name in cls._fields))

    @property
    def since(self) -> date | None:
        """The latest day on which it came into force, where something tells when."""
        told = self.basis in TOLD and self.holds_from_earliest is not None
        return self.holds_from if told else None


class _End(NamedTuple):
    """From when it can be over, from when it is for certain, and when that was first said."""

    first: date | None = None
    latest: date | None = None
    known: date | None = None


def period_of(
    told: Iterable[Stage],
    *,
    when: Span | None = None,
    narrower: date | None = None,
    wider: Iterable[Stage] = (),
    cause: date | None = None,
) -> Period:
    """Return from when until when a measure is in force, if it was taken at all.

    Parameters
    ----------
    told
        Its stages.
    when
        Its date as coded, throughout which it is in force.
    narrower
        The first day by which something within it was done, which shows it in force.
    wider
        The stages of the measures that it lies within: what is lifted there is lifted here.
    cause
        The first day on which what it answers can have begun; it was not in force before.

    Examples
    --------
    >>> day = date(2024, 9, 10)
    >>> found = period_of([Stage(name="imposed", fact=True, said=day)])
    >>> found.holds_from == day, found.basis, found.since
    (True, 'inferred', None)
    """
    own = tuple(told)
    begin, _, basis = _begin(own, when, narrower, _End())
    begun = begin or date.min
    since = begun if basis != INFERRED else date.min
    # What ended, or was due to end, before it came into force was another time.
    ends = (s for s in (*own, *wider) if s.name in ENDS)
    end = _end(own, [s for s in ends if s.day >= (since if s.fact else begun)], when)
    begin, first, basis = _begin(own, when, narrower, end)
    if cause and (begin is None or cause <= begin):
        first = max(first, cause) if first else cause
    over = end.latest or date.max
    if begin and over < begin:
        end = _End()
    elif begin and end.first and end.first <= begin < over:
        # it was in force on one day at least: that on which it is said to have been
        end = end._replace(first=begin + timedelta(days=1))
    return Period(begin, first, end.first, end.latest, end.known, basis)


def _end(own: Sequence[Stage], ends: Sequence[Stage], when: Span | None) -> _End:
    ends = [s for s in ends if not s.targets]
    over = [s for s in ends if s.fact]
    extended = max((s.said for s in own if s.fact and s.name == "extended"), default=date.min)
    # An end that was only due is void once the measure was extended, or its end is stated.
    due = [s for s in ends if not s.fact and s.last and s.said >= extended and not over]
    known = min((s.said for s in (*over, *due)), default=None)
    # Without a day of its own an end counts from the day of the telling.
    spans = [(s.first or s.day, s.day) for s in over if s.last] or [(s.said, s.said) for s in over]
    if when and when.interval and when.earliest_start and when.earliest_end:
        after = timedelta(days=1)
        coded = max(when.earliest_end, when.latest_start or date.min) + after
        spans.append((coded, (when.latest_end or date.max - after) + after))
        known = known if over else when.earliest_end
    if not spans:
        return _End(min((s.first or s.day for s in due), default=None), None, known)
    first, latest = max(f for f, _ in spans), min(day for _, day in spans)
    told = [s.said for s in over if s.last is None]
    if first > latest or any(day < first for day in told):
        first = min([*(f for f, _ in spans), *told])  # where sources differ, between them
    else:
        latest = min([latest, *told])
    return _End(first, latest, known)


def _begin(
    own: Sequence[Stage], when: Span | None, narrower: date | None, end: _End
) -> tuple[date | None, date | None, str | None]:
    """Return the latest and the earliest day on which it came into force, and what tells that."""
    for name in ("effective", "listed"):
        if dated := [s for s in own if s.name == name and s.last]:
            day = min(s.day for s in dated)
            return day, _lower(own, when, [s.first for s in dated], day), name
    found: list[tuple[date, int, date | None]] = []

    def add(day: date, basis: str, first: date | None = None) -> None:
        # "was imposed", said when it is over, tells no day on which it was in force
        if basis != INFERRED or end.latest is None or day < end.latest:
            found.append((day, _BASES.index(basis), first))

    for stage in own:
        if stage.fact and stage.name not in (*AHEAD, *ENDS):
            first = stage.first if stage.name == "imposed" else None
            add(stage.day, stage.name if stage.last else INFERRED, first)
    if when and (begun := when.latest_start or when.latest_end):
        add(begun, "coded", when.earliest_start)
    if narrower:
        add(narrower, INFERRED)
    if not found:
        return None, _lower(own, when, (), None), None
    begin, at, _ = min(found, key=lambda one: one[:2])
    return begin, _lower(own, when, [first for _, _, first in found], begin), _BASES[at]


def _lower(
    own: Sequence[Stage], when: Span | None, firsts: Iterable[date | None], begin: date | None
) -> date | None:
    """Return the day before which it was not in force: what was only planned was not yet."""
    ahead = (s.first or s.said_first for s in own if s.name in AHEAD)
    bounds = [*firsts, *ahead, when.earliest_start if when else None]
    return max((day for day in bounds if day and (begin is None or day <= begin)), default=None)


def cause_of(measure: Measure, events: Mapping[str, Event]) -> date | None:
    """Return the first day on which what a measure answers can have begun, if all of it is dated.

    >>> cause_of(Measure(id="measure/m", kind="Sanction", label="", dossier=""), {}) is None
    True
    """
    causes = [events.get(key) for key in measure.in_response_to]
    firsts = [one.when.earliest_start for one in causes if one and one.when]
    dated = [day for day in firsts if day]
    return min(dated) if dated and len(dated) == len(causes) else None


def in_force(held: Period, on: date, *, known_by: date | None = None) -> str:
    """Return whether a measure that was taken is in force on a day.

    Parameters
    ----------
    held
        When it holds.
    on
        The day.
    known_by
        The day by which things are known: an ending that was said later is not.

    Returns
    -------
    str
        `KNOWN`, `INFERRED`, `UNKNOWN` or `NO`.

    Examples
    --------
    >>> held = Period(date(2017, 6, 5), date(2017, 6, 5), date(2021, 1, 5), date(2021, 1, 5),
    ...              date(2021, 1, 5), "effective")
    >>> [in_force(held, date(2017, 6, day)) for day in (4, 5)], in_force(held, date(2021, 1, 5))
    (['no', 'known'], 'no')
    >>> in_force(held, date(2021, 6, 1), known_by=date(2020, 12, 31))
    'known'
    """
    told = known_by is None or held.until_known is None or held.until_known <= known_by
    if told and held.holds_until_latest and on >= held.holds_until_latest:
        return NO
    if held.holds_from_earliest and on < held.holds_from_earliest:
        return NO
    if held.holds_from is None or on < held.holds_from:
        return UNKNOWN
    if told and held.holds_until and on >= held.holds_until:
        return UNKNOWN
    return INFERRED if held.basis == INFERRED else KNOWN
