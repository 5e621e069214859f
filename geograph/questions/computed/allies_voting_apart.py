"""Which allies voted apart in the General Assembly?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geograph.questions.claimants import tellers
from geograph.questions.conflicts import by_two
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter

DETAILS = ("topic", "agreement", "n_votes", "share_yes")


class Row(NamedTuple):
    """One pair of allies in one year, on one topic where votes are recorded so.

    one: the one ally
    other: the other
    year: the year of the votes
    topic: what the votes are on; empty for all
    apart: how far apart the two voted, from 0 to 1
    motions: on how many motions
    allied_since: the year since which they are allied
    alliance_by: on whose word the alliance stands
    votes_by: on whose word the votes stand
    alliance: the first alliance of the two as an id
    votes: the votes as an id
    """

    one: str
    other: str
    year: int | None
    topic: str | None
    apart: float
    motions: int
    allied_since: int
    alliance_by: str | None
    votes_by: str | None
    alliance: str
    votes: str


@question(
    title="Which allies voted apart in the General Assembly?",
    about="Pairs with an alliance in force for the whole year, whose votes differ by `percent` or"
    " more on at least `motions` motions; `apart` is the share of motions on which they voted"
    " differently, or on a topic the difference of their shares of yes votes.",
    params={
        "state": Param(type="actor", example="United States"),
        "percent": Param(type="number", example="60", default="75"),
        "motions": Param(type="number", example="5", default="5"),
    },
    needs=("unvotes", "cow-alliances or atop"),
)
def allies_voting_apart(context: QueryContext) -> Iterator[Row]:
    """List pairs of allies by year, and by topic where votes are recorded so, that voted apart.

    Notes
    -----
    The distance of a pair is one less the share of motions on which both voted alike; where only
    each state's share of yes votes on a topic is stated, it is the difference of the two shares,
    which is the least by which they can have differed.
    """
    wanted = set(context.all("state"))
    only = RelationFilter(between=[sorted(wanted)] if wanted else ())
    allies = by_two(context.relations("Alliance", only=only))
    least, motions = context.number("percent") / 100, context.number("motions")
    alone: dict[tuple[object, str], dict[str, Relation]] = defaultdict(dict)
    found: list[tuple[float, str | None, list[Relation], Sequence[str]]] = []
    allied = RelationFilter(between=[sorted({state for pair in allies for state in pair})])
    for vote in context.relations("VotingRecord", details=DETAILS, only=allied):
        who, told = tuple(dict.fromkeys(vote.participant_voice)), vote.details
        if len(who) == 2 and told.get("agreement") is not None:
            found.append((1 - told["agreement"], None, [vote], who))
        elif len(who) == 1 and told.get("share_yes") is not None:
            alone[vote.first, "; ".join(told.get("topic") or ())][who[0]] = vote
    for (_, topic), states in alone.items():
        for pair in allies:
            if pair <= states.keys():
                votes = [states[state] for state in sorted(pair)]
                gap = abs(votes[0].details["share_yes"] - votes[1].details["share_yes"])
                found.append((gap, topic or None, votes, sorted(pair)))
    rows: set[Row] = set()
    for gap, about, votes, two in found:
        enough = gap >= least and _motions(votes) >= motions
        if enough and (not wanted or wanted & set(two)):
            rows.update(_apart(context, two, gap, about, votes, allies.get(frozenset(two), ())))
    context.note(
        "on a topic: the difference of the shares of yes votes, the least by which they can have"
        " differed; else the share of motions on which they voted differently"
    )
    yield from sorted(rows, key=lambda row: (-row.apart, *map(str, row)))


def _motions(votes: Sequence[Relation]) -> int:
    return min(int(vote.details.get("n_votes") or 0) for vote in votes)


def _apart(
    context: QueryContext, pair: Sequence[str], gap: float, topic: str | None,
    votes: list[Relation], pacts: Sequence[Relation],
) -> Iterator[Row]:  # fmt: skip
    """Yield the row of a pair that voted so far apart, if it was allied throughout."""
    first, last = votes[0].first, votes[0].last
    held = [
        pact
        for pact in pacts
        if pact.first is not None and first is not None and pact.first <= first
        if pact.last is None or (last is not None and pact.last >= last)
    ]
    if not held:
        return
    context.uses(*votes, *held)
    one, other = sorted(map(context.label, pair))
    yield Row(
        one=one,
        other=other,
        year=first.year if first else None,
        topic=topic,
        apart=round(gap, 3),
        motions=_motions(votes),
        allied_since=min(pact.first.year for pact in held if pact.first),
        alliance_by=tellers(held),
        votes_by=tellers(votes),
        alliance=min(pact.id for pact in held),
        votes=votes[0].id,
    )
