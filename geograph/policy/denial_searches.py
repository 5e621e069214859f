"""What "nobody denies it" is worth: whether anybody has looked for a denial."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from geograph.model import Event
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.claim_policy import OF_DENIALS, Policy

__all__ = ["search_notes", "was_searched"]


def was_searched(event: Event) -> bool:
    """Return whether a denial was looked for in texts that could be read.

    >>> event = Event(id="event/e", kind="Meeting", label="", dossier="")
    >>> was_searched(event)
    False
    """
    return event.denial_search_outcome in ("found", "none-found")


def search_notes(index: ClaimIndex, policy: Policy, keys: Iterable[str]) -> tuple[str, ...]:
    """Return what has to be said of events that count because nobody, or no party, denies them.

    Parameters
    ----------
    index
        Where the events are.
    policy
        Of a rule that does not ask for denials there is nothing to say.
    keys
        The events of the answer.

    Examples
    --------
    >>> from geograph.model import Model
    >>> event = Event(id="event/e", kind="Meeting", label="", dossier="")
    >>> index = ClaimIndex.from_model(Model(events=(event,)))
    >>> search_notes(index, Policy(rule="undenied"), ["event/e"])
    ('of 1 event: denied by nobody after a search 0, not searched 1, nothing readable 0',)
    """
    events = [index.events[key] for key in keys if key in index.events]
    if policy.rule not in OF_DENIALS or not events:
        return ()
    found = Counter(
        "after" if was_searched(event) else "unread" if event.denial_search_day else "not"
        for event in events
    )
    whom = "nobody" if policy.rule == "undenied" else "no party"
    return (
        f"of {len(events)} event{'' if len(events) == 1 else 's'}: denied by {whom} after a search"
        f" {found['after']}, not searched {found['not']}, nothing readable {found['unread']}",
    )
