"""Which measures were lifted, when, and why?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.events.force import ENDS, Period, days
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation_filter import RelationFilter

DETAILS = ("listed", "effective", "lifted", "ground")
#: What is reported of the end of a measure, or of a part of it.
ENDINGS = (*ENDS, "partly-lifted")


class Row(NamedTuple):
    """One measure that was lifted, or is said to be.

    by: the senders
    on: the targets
    what: the measure
    since: the day of listing, else of taking effect
    lifted: the day of lifting; empty where nobody tells it
    why: what sources say of the lifting
    ground: the reason of the measure itself
    read_in: where the lifting is read
    measure: the measure as an id
    """

    by: str
    on: str
    what: str
    since: date | None
    lifted: date | None
    why: str | None
    ground: str | None
    read_in: str | None
    measure: str


@question(
    title="Which measures were lifted, when, and why?",
    about="By the day of lifting that is coded or listed, or by what is reported of the stage; "
    "`why` is what sources say of it, `ground` the reason of the measure itself. Who merely expects"
    " a lifting is shown as such.",
    answers=(38,),
    params={"target": Param(type="actor", example="Qatar")},
    claimants="measure",
    known_only=True,
)
def lifted_measures(context: QueryContext) -> Iterator[Row]:
    """List measures that were lifted or are said to be, when, and what is said of why."""
    rows = [*_of_dossiers(context), *_of_lists(context)]
    yield from sorted(rows, key=lambda row: (str(row.lifted or "9999"), row.measure))


def _of_dossiers(context: QueryContext) -> Iterator[Row]:
    targets = context.all("target")
    for measure, verdict in context.measures():
        claims = (context.claim_index.claims[key] for key in verdict.evidence)
        told = [claim for claim in claims if claim.stage in ENDINGS]
        if not told:
            continue
        if not any(context.is_party(t, measure, targets) for t in measure.recipient):
            continue
        yield Row(
            by=context.labels(measure.actor),
            on=context.labels(measure.recipient),
            what=measure.label,
            since=Period.of(measure).since,
            lifted=days(context.claim_index.stages(measure, verdict.evidence)).get("lifted"),
            why="; ".join(sorted({c.note for c in told if c.note})) or None,
            ground="; ".join(measure.ground) or None,
            read_in="; ".join(sorted(set(map(context.where_read, told)))) or None,
            measure=measure.id,
        )


def _of_lists(context: QueryContext) -> Iterator[Row]:
    ways, only = (
        ("Register", "OfficialList"),
        RelationFilter(to=context.all("target"), told=["lifted"]),
    )
    for one in context.relations("Measure", ways=ways, details=DETAILS, only=only):
        yield Row(
            by=context.labels(one.actor),
            on=context.labels(one.recipient),
            what=one.label,
            since=one.details.get("listed") or one.details.get("effective"),
            lifted=one.details["lifted"],
            why=None,
            ground="; ".join(one.details.get("ground") or ()) or None,
            read_in=None,
            measure=one.id,
        )
