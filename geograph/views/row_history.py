"""Rows with their history: what the ledger says of an event by each day on which that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from geograph.model import Event, Measure
from geograph.networks.ties import Level, Tied, tied
from geograph.policy import ClaimIndex, Policy, Step, history
from geograph.policy.ledger import row_of
from geograph.policy.measure_stage import stage_of
from geograph.views.scene import RowStep, SceneRow, Stages, Tie
from geograph.vocab import EVENT_CLASSES, is_a

__all__ = ["rows", "stages"]


def rows(
    index: ClaimIndex, policy: Policy | None = None, *, level: Level = "actor"
) -> tuple[SceneRow, ...]:
    """Return every event and measure that somebody has ever spoken of, by id.

    Examples
    --------
    >>> from geograph.model import Model
    >>> rows(ClaimIndex.from_model(Model()))
    ()
    """
    policy = policy or Policy()
    told = history(index, policy)
    answers: dict[str, list[str]] = defaultdict(list)
    for key in told:
        event = index.events[key]
        if isinstance(event, Measure):
            for cause in event.in_response_to:
                answers[cause].append(key)
    here, states = (tied(index, each) for each in (level, "state"))
    clock = policy.clock
    return tuple(
        _row(
            index,
            key,
            _parted(index, index.events[key], steps, clock),
            answers,
            clock,
            here[key],
            states[key],
        )
        for key, steps in told.items()
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _parted(
    index: ClaimIndex, event: Event, steps: tuple[Step, ...], clock: str
) -> tuple[Step, ...]:
    """Return the steps of a measure with those at which the end of a wider one becomes known."""
    days = {
        index.known(claim, clock=clock)
        for claims in (index.endings(event) if isinstance(event, Measure) else ())
        for claim in claims
    } - {step.day for step in steps}
    more = [
        replace(known[-1], day=day)
        for day in days
        if (known := [step for step in steps if step.day < day])
    ]
    return tuple(sorted((*steps, *more), key=lambda step: step.day))


def _row(
    index: ClaimIndex,
    key: str,
    steps: tuple[Step, ...],
    answers: Mapping[str, list[str]],
    clock: str,
    here: Tied,
    states: Tied,
) -> SceneRow:
    event = index.events[key]
    kind = EVENT_CLASSES[event.kind]
    held = event.holds
    start, until, known = (_iso(day) for day in (held.since, held.until, held.until_known))
    return SceneRow(
        id=key,
        label=event.label,
        kind=event.kind,
        kind_label=kind.label,
        sign=kind.sign,
        start=start,
        until=until,
        until_known=known,
        lasts=kind.durative,
        steps=tuple(_step(index, step, clock) for step in steps),
        parties=tuple(sorted({*event.actor, *event.recipient, *event.participant})),
        answers=tuple(answers[key]) if key in answers else (),
        stages=stages(index, event, steps, clock=clock) if isinstance(event, Measure) else None,
        untied=None if here.ties else here.reasons[0],
        ties=tuple(Tie(tie.source, tie.target, tie.directed) for tie in states.ties),
        sanction=is_a(event.kind, "Sanction"),
    )


def _step(index: ClaimIndex, step: Step, clock: str) -> RowStep:
    policy = Policy(known_by=step.day, clock=clock)
    return RowStep(
        known=step.day.isoformat(),
        row=row_of(index, policy, step.verdict),
        rules=step.rules,
        endorsed=step.endorsed,
        corroborated=step.corroborated,
    )


def stages(
    index: ClaimIndex, measure: Measure, steps: tuple[Step, ...], *, clock: str = "said"
) -> Stages:
    """Return how far a measure has come by each pair of cuts, as `ledger.stage_of` says."""
    days = {stage.day for stage in index.stages(measure)}
    days |= {index.claims[c].said for step in steps for c in step.verdict.evidence}
    turns = sorted(days | {date.min})
    opened: list[tuple[str, str]] = []
    for day in sorted({*turns, *(step.day for step in steps)}):
        known = [step for step in steps if step.day <= day]
        if known:
            cut = Policy(known_by=day, clock=clock)
            words = stage_of(index, measure, known[-1].verdict, cut)
            if not opened or opened[-1][1] != words:
                opened.append((day.isoformat(), words))
    dated: list[tuple[int, str, str, str]] = []
    for i, step in enumerate(steps):
        for day in turns:
            cut = Policy(as_of=day, clock=clock)
            holds, not_ = (
                stage_of(
                    index, measure, replace(step.verdict, in_time=in_time), cut, known_by=step.day
                )
                for in_time in (True, False)
            )
            if not dated or dated[-1][0] != i or dated[-1][2:] != (holds, not_):
                dated.append((i, day.isoformat(), holds, not_))
    return Stages(open=tuple(opened), dated=tuple(dated))
