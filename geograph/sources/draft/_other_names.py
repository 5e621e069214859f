"""Names of states in other languages, and abbreviations, → their labels."""

from __future__ import annotations

from functools import cache

from geograph.actors import ActorIndex, key_of
from geograph.actors.exonyms import exonyms as named

__all__ = ["exonyms"]

#: What a table of states may abbreviate; a draft spells it out for its reader to check.
_SHORT = {
    "state/ARE": ("UAE",),
    "state/COD": ("DRC", "DR Congo"),
    "state/GBR": ("UK", "U.K."),
    "state/PRK": ("DPRK",),
    "state/USA": ("US", "U.S.", "USA", "U.S.A."),
    "actor/european-union": ("EU",),
    "actor/united-nations": ("UN",),
}


@cache
def _states() -> dict[str, str]:
    """Return the state of each name, by the name as names are compared."""
    short = {key_of(name): state for state, names in _SHORT.items() for name in names}
    return {**short, **named(drafts=True)}


def exonyms(name: str, index: ActorIndex) -> str | None:
    """Return the label of the state that a name in another language means, None for any other.

    >>> from geograph.actors import load_reference
    >>> index = ActorIndex(load_reference().actors)
    >>> exonyms("Alemania", index), exonyms("ОАЭ", index), exonyms("Atlantis", index)
    ('Germany', 'United Arab Emirates', None)
    """
    state = _states().get(key_of(name))
    return None if state is None else index.get(state).label
