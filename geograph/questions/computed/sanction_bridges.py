"""Who bridges senders and targets of sanctions?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.vocab import is_a


class Row(NamedTuple):
    """One actor that cooperates with both sides of sanctions.

    actor: the actor
    pairs: how many pairs of sender and target it stands between
    senders: the senders
    targets: the targets
    ties_to_senders: how many relations it has with the senders
    ties_to_targets: how many with the targets
    sanctions_itself: whom it takes sanctions against
    sanctioned_by: who takes sanctions against it
    id: the actor as an id
    """

    actor: str
    pairs: int
    senders: str
    targets: str
    ties_to_senders: int
    ties_to_targets: int
    sanctions_itself: str | None
    sanctioned_by: str | None
    id: str


@question(
    title="Who bridges senders and targets of sanctions?",
    about="Actors that cooperate with a sender and with a target of its sanctions; with the"
    " sanctions that they take or bear themselves.",
    answers=(57,),
)
def sanction_bridges(context: QueryContext) -> Iterator[Row]:
    """List who cooperates both with senders of sanctions and with those whom they target."""
    G = context.network()
    sanctions: set[tuple[str, str]] = set()
    friends: dict[str, Counter[str]] = defaultdict(Counter)
    used = []
    for u, v, data in G.edges(data=True):
        if is_a(data["kind"], "Sanction"):
            sanctions.add((u, v))
        elif data["sign"] > 0 and data["weight"]:
            friends[u][v] += data.get("rows", 1)
            friends[v][u] += data.get("rows", 1)
        else:
            continue
        used.append((u, v, data))
    rows: list[Row] = []
    for node, ties in friends.items():
        between = [(s, t) for s, t in sanctions if node not in (s, t) and ties[s] and ties[t]]
        if not between:
            continue
        senders, targets = {s for s, _ in between}, {t for _, t in between}
        rows.append(
            Row(
                actor=context.label(node),
                pairs=len(between),
                senders=context.labels(senders),
                targets=context.labels(targets),
                ties_to_senders=sum(ties[s] for s in senders),
                ties_to_targets=sum(ties[t] for t in targets),
                sanctions_itself=context.labels(t for s, t in sanctions if s == node) or None,
                sanctioned_by=context.labels(s for s, t in sanctions if t == node) or None,
                id=node,
            )
        )
    context.uses_network(G, used)
    context.note("a pair is a sender and a target of sanctions that count")
    yield from sorted(rows, key=lambda row: (-row.pairs, row.id))
