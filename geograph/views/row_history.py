"""Rows with their history: what the ledger says of an event by each day on which that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from geograph.model import Event, Measure
from geograph.networks.ties import Level, Tied, tied
from geograph.policy import Policy, Step, World, history
from geograph.policy.ledger import row_of, stage_of
from geograph.views.scene import RowStep, SceneRow, Stages, Tie
from geograph.vocab import EVENT_CLASSES, is_a

__all__ = ["rows", "stages"]


def rows(
    world: World, policy: Policy | None = None, *, level: Level = "actor"
) -> tuple[SceneRow, ...]:
    """Return every event and measure that somebody has ever spoken of, by id.

    Examples
    --------
    >>> from geograph.model import Model
    >>> rows(World.from_model(Model()))
    ()
    """
    policy = policy or Policy()
    told = history(world, policy)
    answers: dict[str, list[str]] = defaultdict(list)
    for key in told:
        event = world.events[key]
        if isinstance(event, Measure):
            for cause in event.in_response_to:
                answers[cause].append(key)
    here, states = (tied(world, each) for each in (level, "state"))
    clock = policy.clock
    return tuple(
        _row(
            world,
            key,
            _parted(world, world.events[key], steps, clock),
            answers,
            clock,
            here[key],
            states[key],
        )
        for key, steps in told.items()
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _parted(world: World, event: Event, steps: tuple[Step, ...], clock: str) -> tuple[Step, ...]:
    """Return the steps of a measure with those at which the end of a wider one becomes known."""
    days = {
        world.known(claim, clock=clock)
        for claims in (world.endings(event) if isinstance(event, Measure) else ())
        for claim in claims
    } - {step.day for step in steps}
    more = [
        replace(known[-1], day=day)
        for day in days
        if (known := [step for step in steps if step.day < day])
    ]
    return tuple(sorted((*steps, *more), key=lambda step: step.day))


def _row(
    world: World,
    key: str,
    steps: tuple[Step, ...],
    answers: Mapping[str, list[str]],
    clock: str,
    here: Tied,
    states: Tied,
) -> SceneRow:
    event = world.events[key]
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
        steps=tuple(_step(world, step, clock) for step in steps),
        parties=tuple(sorted({*event.actor, *event.recipient, *event.participant})),
        answers=tuple(answers[key]) if key in answers else (),
        stages=stages(world, event, steps, clock=clock) if isinstance(event, Measure) else None,
        untied=None if here.ties else here.reasons[0],
        ties=tuple(Tie(tie.source, tie.target, tie.directed) for tie in states.ties),
        sanction=is_a(event.kind, "Sanction"),
    )


def _step(world: World, step: Step, clock: str) -> RowStep:
    policy = Policy(known_by=step.day, clock=clock)
    return RowStep(
        known=step.day.isoformat(),
        row=row_of(world, policy, step.verdict),
        rules=step.rules,
        endorsed=step.endorsed,
        corroborated=step.corroborated,
    )


def stages(
    world: World, measure: Measure, steps: tuple[Step, ...], *, clock: str = "said"
) -> Stages:
    """Return how far a measure has come by each pair of cuts, as `ledger.stage_of` says."""
    days = {stage.day for stage in world.stages(measure)}
    days |= {world.claims[c].said for step in steps for c in step.verdict.evidence}
    turns = sorted(days | {date.min})
    opened: list[tuple[str, str]] = []
    for day in sorted({*turns, *(step.day for step in steps)}):
        known = [step for step in steps if step.day <= day]
        if known:
            cut = Policy(known_by=day, clock=clock)
            words = stage_of(world, measure, known[-1].verdict, cut)
            if not opened or opened[-1][1] != words:
                opened.append((day.isoformat(), words))
    dated: list[tuple[int, str, str, str]] = []
    for i, step in enumerate(steps):
        for day in turns:
            cut = Policy(as_of=day, clock=clock)
            holds, not_ = (
                stage_of(
                    world, measure, replace(step.verdict, in_time=in_time), cut, known_by=step.day
                )
                for in_time in (True, False)
            )
            if not dated or dated[-1][0] != i or dated[-1][2:] != (holds, not_):
                dated.append((i, day.isoformat(), holds, not_))
    return Stages(open=tuple(opened), dated=tuple(dated))
