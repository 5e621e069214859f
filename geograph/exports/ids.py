"""The ids of all that counts under a policy, asked in five ways: they are the same by each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, get_args

from geograph.errors import QueryError
from geograph.networks import Level
from geograph.networks.graph import DO_NOT_COUNT, network_of
from geograph.networks.release_edges import ids_left_out
from geograph.policy import Policy, select
from geograph.policy.ledger import ledger
from geograph.policy.ledger_table import of_releases
from geograph.questions import QueryContext
from geograph.views.compose import compose
from geograph.views.page_counts import counted, expanded
from geograph.vocab import local

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["WAYS", "ids"]


def ids(
    store: Store, policy: Policy | str | None = None, *, by: str = "network", level: Level = "state"
) -> list[str]:
    """Return the ids of the events and rows that count under a policy, sorted.

    Parameters
    ----------
    store
        An open store.
    policy
        The rule, whose voices it admits, and both cuts in time.
    by
        How they are asked for. ``network``: what a network draws, with what it leaves out for
        another reason than that it does not count. ``sparql``: a pattern of SPARQL over the quads.
        ``question``: the relations that questions in Python read. ``ledger``: its rows that count.
        ``page``: what the file of a page counts, read without its script.
    level
        Of the network: ``state`` or ``actor``.

    Raises
    ------
    QueryError
        If there is no such way.

    Examples
    --------
    >>> import geograph
    >>> from geograph.exports.ids import WAYS
    >>> with geograph.build("data/dossiers/2024-09-10-iran-missiles.yml") as store:
    ...     len({tuple(geograph.ids(store, "undenied", by=way)) for way in WAYS})
    1
    """
    if by not in WAYS:
        raise QueryError(f"invalid value for `by`: {by!r}", fix=f"use {', '.join(WAYS)}")
    if level not in get_args(Level):
        raise QueryError(
            f"invalid value for `level`: {level!r}", fix=f"use {' or '.join(get_args(Level))}"
        )
    return sorted(WAYS[by](store, Policy.of(policy), level))


def _of_network(store: Store, policy: Policy, level: Level) -> set[str]:

    selection = select(store, policy)
    G = network_of(selection, level=level, by="event")
    found = {str(data["event"]) for _, _, data in G.edges(data=True)}
    for reason, events in G.graph["left_out_events"].items():
        if reason not in DO_NOT_COUNT:
            found.update(events)
    return found | ids_left_out(selection, level)


def _of_sparql(store: Store, policy: Policy, level: Level) -> set[str]:
    pattern = select(store, policy).pattern("event")
    _, rows = store.select(f"SELECT DISTINCT ?event WHERE {{ {pattern} }}")
    return {local(str(event)) for (event,) in rows}


def _of_question(store: Store, policy: Policy, level: Level) -> set[str]:

    found = QueryContext(store=store, policy=policy).relations(speech=True)
    return {relation.id for relation in found}


def _of_ledger(store: Store, policy: Policy, level: Level) -> set[str]:

    selection = select(store, policy)
    rows = [
        *ledger(selection.claim_index, policy, verdicts=selection.verdicts),
        *of_releases(store, selection),
    ]
    return {row.id for row in rows if row.counts}


def _of_page(store: Store, policy: Policy, level: Level) -> set[str]:

    return set(expanded(store, counted(compose(store, policy), policy)))


#: How the ids can be asked for.
WAYS: Mapping[str, Callable[[Store, Policy, Level], set[str]]] = {
    "network": _of_network,
    "sparql": _of_sparql,
    "question": _of_question,
    "ledger": _of_ledger,
    "page": _of_page,
}
