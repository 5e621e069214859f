"""Rows with their history: what the ledger says of an event by each day on which that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from geograph.ledger import row_of, stage_of
from geograph.model import Event, Measure
from geograph.network.dyads import ONE_SIDE, Dyad, Level, dyads
from geograph.policy import Policy, Step, World, history, window
from geograph.view.scene import RowStep, SceneRow, Stages, Tie
from geograph.vocab import EVENT_CLASSES, is_a

__all__ = ["rows", "stages", "ties"]


def rows(world: World, *, clock: str = "said", level: Level = "actor") -> tuple[SceneRow, ...]:
    """Return every event and measure that somebody has ever spoken of, by id.

    Examples
    --------
    >>> from geograph.model import Model
    >>> rows(World.from_model(Model()))
    ()
    """
    told = history(world, clock=clock)
    answers: dict[str, list[str]] = defaultdict(list)
    for key in told:
        event = world.events[key]
        if isinstance(event, Measure):
            for cause in event.in_response_to:
                answers[cause].append(key)
    return tuple(
        _row(world, key, _parted(world, world.events[key], steps, clock), answers, clock, level)
        for key, steps in told.items()
    )


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
    level: Level,
) -> SceneRow:
    event = world.events[key]
    kind = EVENT_CLASSES[event.kind]
    start, end, lifted = (day.isoformat() if day else None for day in window(event))
    said = event.until_known if isinstance(event, Measure) else None
    _, reasons = dyads(world, event, level)
    return SceneRow(
        id=key,
        label=event.label,
        kind=event.kind,
        kind_label=kind.label,
        sign=kind.sign,
        start=start,
        end=end,
        lifted=lifted,
        lifted_known=said.isoformat() if lifted and said else None,
        lasts=kind.durative,
        steps=tuple(_step(world, step, clock) for step in steps),
        parties=tuple(sorted({*event.actor, *event.recipient, *event.participant})),
        answers=tuple(answers[key]) if key in answers else (),
        stages=stages(world, event, steps, clock=clock) if isinstance(event, Measure) else None,
        untied=None if ties(world, event, level) else (reasons or [ONE_SIDE])[0],
        ties=tuple(
            Tie(tie.source, tie.target, tie.directed) for tie in ties(world, event, "state")
        ),
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


def ties(world: World, event: Event, level: Level) -> tuple[Dyad, ...]:
    """Return the pairs that an event ties at a level, a pair without direction once."""
    found, _ = dyads(world, event, level)
    return tuple(tie for tie in found if tie.directed or tie.source < tie.target)


def stages(
    world: World, measure: Measure, steps: tuple[Step, ...], *, clock: str = "said"
) -> Stages:
    """Return how far a measure has come by each pair of cuts, from `geograph.ledger.stage_of`."""
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
