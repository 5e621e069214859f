"""Alliance partners who voted apart in the General Assembly."""

from __future__ import annotations

from collections import defaultdict

from geograph.queries.computed.asked import Answer, Asked
from geograph.queries.computed.facts import Fact, facts, tellers
from geograph.queries.computed.registers import Labels, by_two
from geograph.table import Cell

__all__ = ["apart"]

_DETAILS = ("topic", "agreement", "n_votes", "share_yes")


def apart(asked: Asked) -> Answer:
    """List pairs of allies by year, and by topic where votes are told so, that voted apart.

    Notes
    -----
    The distance of a pair is one less the share of motions on which both voted alike; where only
    each state's share of yes votes on a topic is told, it is the difference of the two shares,
    which is the least by which they can have differed.
    """
    least, motions = asked.number("percent") / 100, asked.number("motions")
    wanted = set(asked.all("state"))
    allies = by_two(facts(asked, ("Alliance",)))
    labels = Labels(asked)
    alone: dict[tuple[object, str], dict[str, Fact]] = defaultdict(dict)
    rows: set[tuple[Cell, ...]] = set()

    def add(one: str, other: str, gap: float, on: str | None, n: int, votes: list[Fact]) -> None:
        first, last = votes[0].first, votes[0].last
        pacts = [
            pact
            for pact in allies.get(frozenset((one, other)), ())
            if pact.first is not None and first is not None and pact.first <= first
            if pact.last is None or (last is not None and pact.last >= last)
        ]
        if not pacts or gap < least or n < motions or (wanted and not wanted & {one, other}):
            return
        rows.add(
            (
                *sorted((labels(one), labels(other))), first.year if first else None, on,
                round(gap, 3), n, min(pact.first.year for pact in pacts if pact.first),
                tellers(pacts), tellers(votes), min(pact.id for pact in pacts), votes[0].id,
            )
        )  # fmt: skip

    for fact in facts(asked, ("VotingRecord",), more=_DETAILS):
        n = int(fact.row.get("n_votes") or 0)
        if len(fact.parties) == 2 and fact.row.get("agreement") is not None:
            add(*fact.parties, 1 - fact.row["agreement"], None, n, [fact])
        elif len(fact.parties) == 1 and fact.row.get("share_yes") is not None:
            on = "; ".join(fact.row.get("topic") or ())
            alone[fact.first, on][fact.parties[0]] = fact
    for (_, on), states in alone.items():
        for pair in allies:
            if pair <= states.keys():
                one, other = sorted(pair)
                votes = [states[one], states[other]]
                gap = abs(votes[0].row["share_yes"] - votes[1].row["share_yes"])
                n = min(int(vote.row.get("n_votes") or 0) for vote in votes)
                add(one, other, gap, on or None, n, votes)
    order = sorted(rows, key=lambda row: (-float(str(row[4])), *map(str, row)))
    note = (
        "on a topic: the difference of the shares of yes votes, the least by which they can have"
        " differed; else the share of motions on which they voted differently"
    )
    return Answer(order, (note,))
