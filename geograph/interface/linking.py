"""Event linkage: which register row, listing or coded event reports an event of the corpus.

An accepted row counts as its publisher's claim on that event. Decisions are lines of a file.
"""

from __future__ import annotations

from geograph.display import Table
from geograph.errors import DecisionError
from geograph.interface.arguments import Day, Number, Place, Share, Source, opened, path_of
from geograph.interface.checking import public
from geograph.interface.judgements import Judged, decisions_path, record, settled, the_day
from geograph.policy import key_of
from geograph.resolution.entities import Decision, read
from geograph.resolution.following import follow
from geograph.resolution.linkage import THRESHOLD, check_events, judged_links, propose, to_table
from geograph.store import Store
from geograph.vocab import local

__all__ = ["accept", "apply", "list", "reject", "unsure"]


@public
def list(
    store: Source = None,
    *,
    dataset: str | None = None,
    event: str | None = None,
    limit: Number | None = None,
    decided: bool = False,
    threshold: Share | None = None,
    decisions: Place | None = None,
) -> Table:
    """List the rows that may report events of the corpus, with what agrees and what differs.

    Parameters
    ----------
    store
        A store or its path.
    dataset
        Only rows of this data set.
    event
        Only rows for this event of the corpus, with or without ``event/``.
    limit
        Only this many of the highest-scoring pairs.
    decided
        Also show pairs that are already decided.
    threshold
        The lowest score at which a pair is proposed; None means 0.75.
    decisions
        The file of decisions; None means ``GEOGRAPH_DECISIONS``, else ``geograph-decisions.csv``.

    Raises
    ------
    UnknownEvent
        No event has the key.
    """
    least = THRESHOLD if threshold is None else threshold
    known = read(decisions_path(decisions))
    with opened(store) as held:
        key = None if event is None else _event(held, event)
        found = propose(held, threshold=least, decisions=known, decided=decided, dataset=dataset)
    if key is not None:
        found = [one for one in found if one.event == key]
    return to_table(found[:limit], threshold=least)


def _event(store: Store, text: str) -> str:
    """Return the id of an event or measure of the corpus."""
    known = {str(row["id"]) for row in store.rows("events")}
    return key_of(text, known)


def _record(
    verdict: str, store: Source, event: str, row: str, by: str, note: str, on: Day | None,
    decisions: Place | None,
) -> Judged:  # fmt: skip
    day = the_day(on)

    def checked(held: Store) -> Decision:
        key = local(row.strip())
        made = Decision.of(_event(held, event), key, verdict, who=by, when=day, note=note)
        same = Decision.of(made.a, made.b, "same", who=by, when=day)
        check_events(held, [same])
        if not [*judged_links(held, [same])]:
            what = f"no loaded release has the row {row!r}"
            raise DecisionError(what, fix="`geograph link list` names both ids")
        return made

    return record(store, decisions_path(decisions), [settled(store, checked)])


@public
def accept(
    store: Source,
    event: str,
    row: str,
    *,
    by: str,
    note: str = "",
    on: Day | None = None,
    decisions: Place | None = None,
) -> Judged:
    """Record that a row reports an event: its publisher's claim on it.

    Parameters
    ----------
    store
        A store or its path; one that is open has to be opened again to see it.
    event
        An event or measure of the corpus, with or without ``event/``.
    row
        The id of the row.
    by
        Who judges.
    note
        Why.
    on
        The day; None means today.
    decisions
        The file of decisions.

    Raises
    ------
    UnknownEvent
        No event has the key.
    DecisionError
        No loaded release has the row.
    """
    return _record("same", store, event, row, by, note, on, decisions)


@public
def reject(
    store: Source,
    event: str,
    row: str,
    *,
    by: str,
    note: str = "",
    on: Day | None = None,
    decisions: Place | None = None,
) -> Judged:
    """Record that a row reports a different event; the arguments are those of `accept`."""
    return _record("different", store, event, row, by, note, on, decisions)


@public
def unsure(
    store: Source,
    event: str,
    row: str,
    *,
    by: str,
    note: str = "",
    on: Day | None = None,
    decisions: Place | None = None,
) -> Judged:
    """Record that a row was reviewed without a decision; the arguments are those of `accept`."""
    return _record("unsure", store, event, row, by, note, on, decisions)


@public
def apply(store: Source = None, *, decisions: Place | None = None) -> Judged:
    """Apply all decisions of the file to the store, in place of those applied before.

    The store follows this file from now on: it is derived again whenever the file has changed.

    Parameters
    ----------
    store
        A store or its path; one that is open has to be opened again to see them.
    decisions
        The file of decisions.

    Raises
    ------
    DecisionError
        The file is not there or damaged, or links an event that is not in the corpus.
    """
    file = decisions_path(decisions)
    found = read(file)
    settled(store, lambda held: check_events(held, found))
    counts = follow(path_of(store), file)
    return Judged((), file, counts["links"], counts["comparisons"])
