"""Which targets have three senders or more, at which stage?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from geograph.display.text import STATUSES
from geograph.questions.claimants import said_by_all
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.measure_progress import stages
from geograph.vocab import Stance


class Row(NamedTuple):
    """One target at one stage.

    on: the target
    stage: the stage that the measures on it have reached
    senders: how many senders have
    by: the senders
    measures: how many measures
    statuses: how many of these are of which status
    asserted_by: who asserts any of them
    announced_by: who announces any of them
    denied_by: who denies any of them
    target: the target as an id
    """

    on: str
    stage: str
    senders: int
    by: str
    measures: int
    statuses: str
    asserted_by: str | None
    announced_by: str | None
    denied_by: str | None
    target: str


@question(
    title="Which targets have three senders or more, at which stage?",
    about="Senders are counted over all measures at the same stage, by the days of the measure and"
    " by what is reported of it; a planned listing is not a listing. A ministry counts as its"
    " state; groups such as the West are not counted. Of the dossiers: `listed-by-many` asks"
    " the lists.",
    answers=(34,),
    params={"least": Param(type="number", example="3", default="3")},
    known_only=True,
)
def targets_of_many(context: QueryContext) -> Iterator[Row]:
    """List targets that senders of a given number or more have reached with measures, by stage."""
    least = context.number("least")
    senders: dict[tuple[str, str], set[str]] = defaultdict(set)
    measures: dict[tuple[str, str], set[str]] = defaultdict(set)
    joint: dict[tuple[str, str], set[str]] = defaultdict(set)
    for measure, verdict in context.measures():
        # a group would be counted beside the members that it may have
        by = {
            context.voice(a, measure) for a in measure.actor if context.kind_of(a) != "ActorGroup"
        }
        for target in measure.recipient:
            for stage in stages(context, measure, verdict):
                senders[target, stage] |= by
                measures[target, stage].add(measure.id)
                joint[target, stage].add(measure.part_of or measure.id)
    found = [key for key, by in senders.items() if len(by) >= least]
    for target, stage in sorted(found, key=lambda key: (-len(senders[key]), *key)):
        held = [context.verdicts[key] for key in sorted(measures[target, stage])]
        statuses = Counter(STATUSES[v.status][1] for v in held)
        others = {voice for v in held for voice in v.voices(Stance.ANNOUNCES)}
        context.uses(*measures[target, stage])
        yield Row(
            on=context.label(target),
            stage=stage,
            senders=len(senders[target, stage]),
            by=context.labels(senders[target, stage]),
            measures=len(joint[target, stage]),
            statuses=", ".join(f"{n} {status}" for status, n in sorted(statuses.items())),
            asserted_by=said_by_all(context.claim_index, held, "for"),
            announced_by=context.labels(others) or None,
            denied_by=said_by_all(context.claim_index, held, "against"),
            target=target,
        )
