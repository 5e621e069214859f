"""Conflicts as questions hold them against other relations: between whom, and by each two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from geograph.questions.context import QueryContext
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter

__all__ = ["HOSTILE", "by_two", "conflicts", "order"]

#: What sets two parties against each other in the words of the corpus.
HOSTILE = ("Attack", "War", "MilitaryOperation")
_CONFLICTS = ("War", "MilitarizedDispute", "OrganisedViolence", "Attack", "MilitaryOperation")


def conflicts(
    context: QueryContext, wanted: Sequence[str] = ()
) -> Iterator[tuple[Relation, str, str]]:
    """Yield each conflict that was not over by the day asked for, for each two states of it.

    Of those in which somebody takes part who is wanted; nobody wanted is anybody.
    """
    only = RelationFilter(between=[wanted] if wanted else (), during=(context.day("after"), None))
    for relation in context.relations(*_CONFLICTS, only=only):
        if relation.first is None:
            continue
        left, right = relation.sides
        for one, other in sorted(set(product(left, right))):
            if one != other and one not in right and other not in left:
                yield relation, one, other


def by_two(found: Iterable[Relation]) -> dict[frozenset[str], list[Relation]]:
    """Return relations by each two of their parties, on whichever side."""
    pairs: dict[frozenset[str], list[Relation]] = defaultdict(list)
    for relation in found:
        every = sorted(
            {*relation.actor_voice, *relation.recipient_voice, *relation.participant_voice}
        )
        for n, one in enumerate(every):
            for other in every[n + 1 :]:
                pairs[frozenset((one, other))].append(relation)
    return pairs


def order(row: Iterable[object]) -> tuple[str, ...]:
    """Return by what the rows of a join are sorted: their cells, one after another."""
    return tuple("" if cell is None else str(cell) for cell in row)
