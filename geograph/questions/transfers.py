"""Transfers of arms as questions hold them together: by recipient, by goods, and in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from geograph.questions.context import QueryContext
from geograph.questions.relation import Relation

__all__ = ["ARMS", "TRANSFERS", "YEARS", "by_recipient", "during", "of_goods"]

ARMS = "ArmsTransfer"
#: What can be supplied and passed on.
TRANSFERS = ("ArmsTransfer", "GoodsTransfer")
YEARS = "a transfer dated by years only may lie before or after the days of the dispute in it"


def by_recipient(found: Iterable[Relation]) -> dict[str, dict[str, list[Relation]]]:
    """Return transfers by whom they went to, and by whom they came from."""
    out: dict[str, dict[str, list[Relation]]] = defaultdict(lambda: defaultdict(list))
    for relation in found:
        for a, b in relation.dyads:
            if a != b:
                out[b][a].append(relation)
    return out


def during(conflict: Relation, found: Sequence[Relation]) -> list[Relation]:
    """Return the transfers that can lie within the time of a conflict, earliest first."""
    return sorted(
        (one for one in found if one.within(conflict.first, conflict.last)),
        key=lambda one: (one.first or date.min, one.id),
    )


def of_goods(context: QueryContext, wanted: Sequence[str], sent: Sequence[str]) -> bool:
    """Return whether goods that were sent are wanted ones or kinds of them; none named are any."""
    return not wanted or any(
        one in (other, *context.kinds(other)) for one in wanted for other in sent
    )
