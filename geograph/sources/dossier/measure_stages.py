"""When measures hold: the stages that claims report of each, and of those it lies within."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from geograph.actors import ActorIndex
from geograph.dates import bounds
from geograph.errors import GeographError, Where
from geograph.events.force import ENDS, Stage, cause_of, days, period_of, stages_of
from geograph.model import Claim, Event, Measure
from geograph.sources.dossier.statements import Speech
from geograph.vocab import EVENT_CLASSES, one_off

__all__ = ["staged"]


def staged(
    events: Mapping[str, Event],
    order: Iterable[str],
    above: Mapping[str, Sequence[str]],
    asserted: Mapping[str, date],
    claims: Mapping[str, Sequence[Claim]],
    speech: Speech,
) -> dict[str, Measure]:
    """Return the measures with the days of their stages, and the time for which they hold.

    Parameters
    ----------
    events
        All events, those that are not measures with their start.
    order
        Their ids, narrower ones first.
    above
        What each lies within.
    asserted
        The first day on which it, or something within it, was asserted.
    claims
        Those on each that were not taken back.
    speech
        Its voices, and the places of the claims for what cannot be.
    """
    order = list(order)
    measures = {k: e for k, e in events.items() if isinstance(e, Measure) and not e.umbrella}
    told = {k: _stages(m, claims.get(k, ()), speech.voices) for k, m in measures.items()}
    ends: dict[str, list[Stage]] = defaultdict(list)
    for key in reversed(order):
        for wider in above[key]:
            own = [s for s in told.get(wider, ()) if s.name in ENDS]
            ends[key] += [*own, *ends[wider]]
    shown: dict[str, date] = {}
    found: dict[str, Measure] = {}
    noted: set[Where] = set()
    for key in order:
        event = events[key]
        if key in measures:
            event = found[key] = _dated(
                measures[key],
                told[key],
                asserted.get(key),
                shown.get(key),
                ends[key],
                cause_of(measures[key], events),
            )
            _check(found[key], claims.get(key, ()), speech, noted)
        begun = event.holds_from if isinstance(event, Measure) else event.start
        if begun is not None and key in asserted:
            for wider in above[key]:
                shown[wider] = min(begun, shown.get(wider, begun))
    return found


def _stages(measure: Measure, claims: Sequence[Claim], voices: ActorIndex) -> tuple[Stage, ...]:
    senders = set()
    for said in {claim.said for claim in claims}:
        for sender in measure.actor:
            # an error is noted where the parties of the measure are settled
            with suppress(GeographError):
                senders.add(voices.voice(sender, said)[0])
    return stages_of(claims, senders=senders)


def _dated(
    measure: Measure,
    told: Sequence[Stage],
    asserted: date | None,
    narrower: date | None,
    wider: Sequence[Stage],
    cause: date | None,
) -> Measure:
    held = period_of(told, when=measure.when, narrower=narrower, wider=wider, cause=cause)
    stages = days(told)
    coded = bounds(measure.when, EVENT_CLASSES[measure.kind].durative) if measure.when else None
    starts = [held.holds_from, asserted, stages.get("lifted"), coded.start if coded else None]
    start = min((day for day in starts if day), default=None)
    earliest, latest = held.holds_from_earliest, held.holds_until_latest
    once = one_off(measure.kind, measure.provision)
    return replace(
        measure,
        announced=stages.get("announced"),
        listed=stages.get("listed"),
        effective=stages.get("effective"),
        lifted=stages.get("lifted"),
        holds_from=held.holds_from,
        holds_from_earliest=earliest,
        holds_until=held.holds_until,
        holds_until_latest=latest,
        until_known=held.until_known,
        basis=held.basis,
        start=start,
        start_earliest=earliest if earliest and start and earliest < start else None,
        end=None if once else _last_day(held.holds_until, start),
        end_latest=None if once or latest == held.holds_until else _last_day(latest, start),
    )


def _last_day(until: date | None, start: date | None) -> date | None:
    """Return the last day in force, from the first on which that is over."""
    if until is None:
        return None
    last = until - timedelta(days=1)
    return max(last, start) if start else last


def _check(measure: Measure, claims: Iterable[Claim], speech: Speech, noted: set[Where]) -> None:
    """Note an end that lies before the beginning: what is taken again is another measure."""
    begun = measure.effective or measure.listed
    for claim in claims:
        last = claim.reached.latest_end if claim.reached else None
        where = speech.places[claim.id]
        if claim.stage in ENDS and begun and last and last < begun and where not in noted:
            noted.add(where)  # the parts of a joint measure have their claims in one place
            stage = "effective" if measure.effective else "listed"
            what = f"{claim.stage} on {last}, before it was {stage} on {begun}"
            fix = "check both dates; what was taken again is a measure of its own"
            speech.corpus.wrong(where, what, fix)
