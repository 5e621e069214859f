"""Where does the world as one actor tells it differ from the world as another does?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geograph.policy import Verdict
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param

SAYS = {"for": "asserts", "against": "denies", "mixed": "says both"}


class Row(NamedTuple):
    """One event on which the two do not stand alike.

    what: the event
    first: where the one stands; empty where it is silent
    second: where the other stands
    event: the event as an id
    """

    what: str
    first: str | None
    second: str | None
    event: str


@question(
    title="Where does the world as one actor tells it differ from the world as another does?",
    about="Events on which the positions of the two differ, each its latest word, its own or"
    " inherited; an empty cell is silence. Unnamed sources do not speak for a state.",
    answers=(30,),
    params={
        "one": Param(type="actor", example="United States", required=True),
        "other": Param(type="actor", example="Iran", required=True),
    },
    claimants="event",
    known_only=True,
)
def as_held_by(context: QueryContext) -> Iterator[Row]:
    """List events on which two voices do not stand alike, by their positions."""
    one, other = context.all("one"), context.all("other")
    for event, verdict in context.judged():
        first, second = _side(verdict, one), _side(verdict, other)
        if first != second:
            yield Row(event.label, first, second, event.id)


def _side(verdict: Verdict, voices: tuple[str, ...]) -> str | None:
    """Return where named voices stand; unnamed sources do not speak for a state."""
    sides = {p.side for p in verdict.positions if p.voice in voices and not p.anonymous}
    return SAYS[sides.pop() if len(sides) == 1 else "mixed"] if sides else None
