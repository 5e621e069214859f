"""When was an event first asserted and first denied, and by whom?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geograph.policy import first_words
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.vocab import Stance


class Row(NamedTuple):
    """One voice that was the first to assert an event, or to deny it.

    what: the event
    stance: asserts or denies
    first: the day of the word
    voice: whose word
    reaches: whether it is about the event itself, or about a narrower or wider one
    marked: why the word makes no position; such words do not make a day the first
    event: the event as an id
    """

    what: str
    stance: str
    first: date
    voice: str
    reaches: str
    marked: str | None
    event: str


@question(
    title="When was an event first asserted and first denied, and by whom?",
    about="Words of narrower events assert it too, words of wider ones deny it if it can have begun"
    " by their day. The day is the latest on which the words can have been said; an undated denial"
    " is dated by its report. What was taken back or is attributed makes no day the first; what"
    " of it was said before is marked.",
    answers=(14,),
    params={"event": Param(type="event", example="iran-srbm-russia-2024")},
    claimants="event",
    known_only=True,
)
def first_said(context: QueryContext) -> Iterator[Row]:
    """List the first words for and against each event, of itself and of what bears on it."""
    rows: set[Row] = set()
    for key in context.all("event") or context.verdicts:
        said = context.said(key)
        for stance in (Stance.ASSERTS, Stance.DENIES):
            for one in first_words(said, stance):
                context.uses(one.claim.id)
                rows.add(
                    Row(
                        what=context.label(key),
                        stance=one.stance,
                        first=one.claim.said,
                        voice=context.label(one.claim.voice) + " (unnamed)" * one.claim.anonymous,
                        reaches="direct" if one.direct else "inherited",
                        marked=one.mark,
                        event=key,
                    )
                )
    yield from sorted(
        rows,
        key=lambda row: (row.event, row.stance, row.first, row.voice, row.reaches, str(row.marked)),
    )
