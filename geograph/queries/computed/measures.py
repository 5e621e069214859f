"""Questions on measures: who takes which at which stage, targets of many, what was lifted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from geograph.force import AHEAD, ENDS, Period, days
from geograph.ledger import stage_of
from geograph.model import Measure
from geograph.policy import Verdict
from geograph.queries.computed.asked import Answer, Asked
from geograph.queries.telling import said_by_all
from geograph.table import Cell
from geograph.vocab import Stance
from geograph.words import STATUSES

__all__ = ["adversaries", "lifted", "many_senders", "taken"]

#: What is told of the end of a measure, or of a part of it.
ENDINGS = (*ENDS, "partly-lifted")

#: The days of a measure, first to last.
DAYS = ("announced", "listed", "effective", "lifted")


def taken(asked: Asked) -> Answer:
    """List senders, targets and provisions of measures, and how far each has come.

    What several take together is listed by its parts, each at the stage of its sender.
    """
    senders, targets = asked.all("sender"), asked.all("target")
    rows: list[tuple[Cell, ...]] = []
    for measure, verdict in _measures(asked):
        stage = stage_of(asked.world, measure, verdict, asked.policy)
        provisions: tuple[str | None, ...] = measure.provision or (None,)
        for sender in measure.actor:
            for target in measure.recipient:
                if not asked.is_party(sender, measure, senders):
                    continue
                if not asked.is_party(target, measure, targets):
                    continue
                for provision in provisions:
                    rows.append(
                        (
                            *(asked.label(sender), asked.label(target), provision),
                            *(measure.label, stage, *_days(measure), measure.id),
                        )
                    )
    rows.sort(key=lambda row: (str(row[0]), str(row[1]), str(row[-1]), str(row[2])))
    return Answer(rows)


def many_senders(asked: Asked) -> Answer:
    """List targets that senders of a given number or more have reached with measures, by stage."""
    least = asked.number("least")
    senders: dict[tuple[str, str], set[str]] = defaultdict(set)
    measures: dict[tuple[str, str], set[str]] = defaultdict(set)
    joint: dict[tuple[str, str], set[str]] = defaultdict(set)
    for measure, verdict in _measures(asked):
        for target in measure.recipient:
            for stage in _stages(asked, measure, verdict):
                # a group would be counted beside the members that it may have
                senders[target, stage] |= {
                    asked.voice(a, measure)
                    for a in measure.actor
                    if asked.world.actors.get(a).kind != "ActorGroup"
                }
                measures[target, stage].add(measure.id)
                joint[target, stage].add(measure.part_of or measure.id)
    rows: list[tuple[Cell, ...]] = []
    for (target, stage), by in senders.items():
        if len(by) < least:
            continue
        held = [asked.verdicts[key] for key in sorted(measures[target, stage])]
        statuses = Counter(STATUSES[v.status][1] for v in held)
        others = {voice for v in held for voice in v.voices(Stance.ANNOUNCES)}
        rows.append(
            (
                *(asked.label(target), stage, len(by), asked.labels(by)),
                len(joint[target, stage]),
                ", ".join(f"{n} {status}" for status, n in sorted(statuses.items())),
                *(said_by_all(asked.world, held, "for"), asked.labels(others) or None),
                *(said_by_all(asked.world, held, "against"), target),
            )
        )
    rows.sort(key=lambda row: (-int(str(row[2])), str(row[9]), str(row[1])))
    return Answer(rows)


def lifted(asked: Asked) -> Answer:
    """List measures that were lifted or are said to be, when, and what is said of why."""
    targets = asked.all("target")
    rows: list[tuple[Cell, ...]] = []
    for measure, verdict in _measures(asked):
        told = [c for c in (asked.world.claims[k] for k in verdict.evidence) if c.stage in ENDINGS]
        if not told:
            continue
        if not any(asked.is_party(t, measure, targets) for t in measure.recipient):
            continue
        stages = asked.world.stages(measure, verdict.evidence)
        notes = sorted({c.note for c in told if c.note})
        where = sorted(
            {
                f"{asked.world.documents[s.document].title} ¶{s.locator}"
                for s in (asked.world.statements[c.statement] for c in told)
            }
        )
        rows.append(
            (
                *(asked.labels(measure.actor), asked.labels(measure.recipient), measure.label),
                *(Period.of(measure).since, days(stages).get("lifted")),
                *("; ".join(notes) or None, "; ".join(measure.ground) or None),
                *("; ".join(where) or None, measure.id),
            )
        )
    rows.sort(key=lambda row: (str(row[4] or "9999"), str(row[8])))
    return Answer(rows)


def adversaries(asked: Asked) -> Answer:
    """List deeds that nobody but adversaries of the accused asserts, with what makes them so."""
    hostile: dict[tuple[str, str], set[str]] = defaultdict(set)
    for measure, verdict in _measures(asked):
        told = {asked.world.claims[key].stance for key in verdict.evidence}
        if told & {Stance.ASSERTS, Stance.ANNOUNCES}:
            for sender in measure.actor:
                for target in measure.recipient:
                    hostile[asked.voice(sender, measure), target].add(measure.label)
    wanted = asked.all("actor")
    rows: list[tuple[Cell, ...]] = []
    for key, verdict in sorted(asked.verdicts.items()):
        event = asked.world.events.get(key)
        for accused in event.actor if event else ():
            if event is None or not asked.is_party(accused, event, wanted):
                continue
            one = {accused, asked.voice(accused, event)}
            if not verdict.for_ or not all(
                any((v, t) in hostile for t in one) for v in verdict.for_
            ):
                continue
            for voice in verdict.for_:
                for because in sorted({m for t in one for m in hostile.get((voice, t), ())}):
                    rows.append(
                        (event.label, asked.label(accused), asked.label(voice), because, key)
                    )
    rows.sort(key=lambda row: (str(row[4]), str(row[1]), str(row[2]), str(row[3])))
    return Answer(rows)


def _measures(asked: Asked) -> Iterator[tuple[Measure, Verdict]]:
    for key, verdict in sorted(asked.verdicts.items()):
        event = asked.world.events.get(key)
        if isinstance(event, Measure):
            yield event, verdict


def _days(measure: Measure) -> tuple[date | None, ...]:
    return tuple(getattr(measure, stage) for stage in DAYS)


def _stages(asked: Asked, measure: Measure, verdict: Verdict) -> set[str]:
    """Return every stage that somebody asserts or announces; what is due is no stage yet."""
    claims = (asked.world.claims[key] for key in verdict.evidence)
    spoken = [c.id for c in claims if c.stance in (Stance.ASSERTS, Stance.ANNOUNCES)]
    stages = asked.world.stages(measure, spoken) if spoken else ()
    return {s.name for s in stages if s.fact or s.name in AHEAD}
