"""Which measures were in force on a day: known, inferred from the day of a claim, or unknown?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from geograph.events.force import (
    INFERRED,
    KNOWN,
    NO,
    UNKNOWN,
    Period,
    cause_of,
    in_force,
    period_of,
)
from geograph.model import Measure
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.vocab import one_off

#: In which order the answer lists them.
_ORDER = (KNOWN, INFERRED, UNKNOWN)


class Row(NamedTuple):
    """One provision of one measure, of one sender on one target.

    by: the sender
    on: the target
    provision: what is done to the target; empty where the report does not state it
    what: the measure
    since: the latest day on which it can have come into force; empty where nothing says when
    basis: known (a stage or a coded date), inferred (the day of a claim or release), or unknown
    event: the measure as an id
    """

    by: str
    on: str
    provision: str | None
    what: str
    since: date | None
    basis: str
    event: str


@question(
    title="Which measures were in force on a day?",
    about="Measures that count under the policy, by sender and target, of dossiers and of releases."
    " `basis` says how that is known. Planned and announced measures never are in force, nor is"
    " what is done once. An empty provision is one that the report does not state.",
    answers=(15,),
    params={
        "day": Param(type="date", example="2018-01-31", required=True),
        "sender": Param(type="actor", example="Saudi Arabia"),
        "target": Param(type="actor", example="Qatar"),
    },
)
def sanctions_in_force(context: QueryContext) -> Iterator[Row]:
    """List the measures that count and were in force on a day, or may have been."""
    day = context.day("day")
    assert day is not None  # it is required
    senders, targets = set(context.all("sender")), set(context.all("target"))
    only = RelationFilter(by=sorted(senders), to=sorted(targets))
    rows: list[Row] = []
    count = dict.fromkeys(_ORDER, 0)
    for one in context.relations("Measure", details=("provision",), only=only):
        provisions = tuple(one.details.get("provision") or ())
        if one_off(one.kind, provisions):
            continue
        for (sender, by), (target, on) in product(
            zip(one.actor, one.actor_voice, strict=True),
            zip(one.recipient, one.recipient_voice, strict=True),
        ):
            if (senders and not senders & {sender, by}) or (targets and not targets & {target, on}):
                continue
            held = _period(context, one, target)
            basis = in_force(held, day, known_by=context.policy.known_by)
            if basis == NO:
                continue
            count[basis] += 1
            context.uses(one)
            rows += (
                Row(
                    by=context.label(sender),
                    on=context.label(target),
                    provision=provision,
                    what=one.label,
                    since=held.since if basis != UNKNOWN else None,
                    basis=basis,
                    event=one.id,
                )
                for provision in provisions or (None,)
            )
    told = ", ".join(f"{number} {basis}" for basis, number in count.items())
    context.note(
        f"by sender and target: {told}; known: a stage or a coded date says so, inferred: only the"
        " day of a claim or of a release does, unknown: it can have begun later or ended earlier;"
        " what is done once (an expulsion, a charge) is never in force"
    )
    yield from sorted(
        rows, key=lambda r: (_ORDER.index(r.basis), r.event, r.by, r.on, str(r.provision))
    )


def _period(context: QueryContext, one: Relation, target: str) -> Period:
    """Return when a measure holds for one of its targets: other than for all where claims say."""
    measure = context.claim_index.events.get(one.id)
    if not isinstance(measure, Measure):
        # that a row is in a release says that it is in force on the day of the release, no more
        basis = INFERRED if one.basis in (None, "release") else one.basis
        until, latest = one.holds_until, one.holds_until
        return Period(one.holds_from, _earliest(one), until, latest, one.until_known, basis)
    told = context.claim_index.stages(measure)
    if not any(stage.targets for stage in told):
        return Period.of(measure)
    own = [stage for stage in told if not stage.targets or target in stage.targets]
    cause = cause_of(measure, context.claim_index.events)
    return period_of([stage.of_all() for stage in own], when=measure.when, cause=cause)


def _earliest(one: Relation) -> date | None:
    """Return the first day on which a row can have come into force; None where nothing says."""
    if one.basis in (None, "release", "inferred"):
        return None
    return one.first if one.basis == "coded" and one.first else one.holds_from
