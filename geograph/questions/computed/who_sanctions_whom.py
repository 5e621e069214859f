"""Who takes which measure against whom, at which stage, on whose word?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from geograph.policy.measure_stage import stage_of
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.measure_progress import REACHED, stage_of_row
from geograph.questions.relation_filter import RelationFilter

DETAILS = (*REACHED, "provision")


class Row(NamedTuple):
    """One provision of one measure, of one sender on one target.

    by: the sender
    on: the target
    provision: what is done to the target; empty where the report does not state it
    what: the measure
    stage: the last stage that it has reached
    announced: the day of its announcement
    listed: the day on which the target was listed
    effective: the day from which it is in force
    lifted: the day on which it was lifted
    measure: the measure as an id
    """

    by: str
    on: str
    provision: str | None
    what: str
    stage: str
    announced: date | None
    listed: date | None
    effective: date | None
    lifted: date | None
    measure: str


@question(
    title="Who takes which measure against whom, at which stage, on whose word?",
    about="The stage is the last that the measure has reached by its own days, else what is stated"
    " of it. People and companies based in a state are the target, never the state; a state as"
    " sender covers its ministries. An empty provision is one that the report does not state.",
    answers=(33,),
    params={
        "sender": Param(type="actor", example="United Kingdom"),
        "target": Param(type="actor", example="Iran"),
    },
    claimants="measure",
    known_only=True,
)
def who_sanctions_whom(context: QueryContext) -> Iterator[Row]:
    """List senders, targets and provisions of measures, and how far each has come."""
    rows = [*_of_dossiers(context), *_of_lists(context)]
    yield from sorted(rows, key=lambda r: (r.by, r.on, r.measure, str(r.provision)))


def _of_dossiers(context: QueryContext) -> Iterator[Row]:
    senders, targets = context.all("sender"), context.all("target")
    for measure, verdict in context.measures():
        stage = stage_of(context.claim_index, measure, verdict, context.policy)
        for sender, target in product(measure.actor, measure.recipient):
            if context.is_party(sender, measure, senders) and context.is_party(
                target, measure, targets
            ):
                for provision in measure.provision or (None,):
                    yield Row(
                        by=context.label(sender),
                        on=context.label(target),
                        provision=provision,
                        what=measure.label,
                        stage=stage,
                        announced=measure.announced,
                        listed=measure.listed,
                        effective=measure.effective,
                        lifted=measure.lifted,
                        measure=measure.id,
                    )


def _of_lists(context: QueryContext) -> Iterator[Row]:
    only = RelationFilter(by=context.all("sender"), to=context.all("target"))
    ways = ("Register", "OfficialList")
    for one in context.relations("Measure", ways=ways, details=DETAILS, only=only):
        for sender, target in product(one.actor, one.recipient):
            for provision in one.details.get("provision") or (None,):
                yield Row(
                    by=context.label(sender),
                    on=context.label(target),
                    provision=provision,
                    what=one.label,
                    stage=stage_of_row(one),
                    announced=one.details.get("announced"),
                    listed=one.details.get("listed"),
                    effective=one.details.get("effective"),
                    lifted=one.details.get("lifted"),
                    measure=one.id,
                )
