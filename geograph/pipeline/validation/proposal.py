"""One proposal of the linter: what to change in a dossier, why, and the text to paste."""

from __future__ import annotations

from dataclasses import dataclass

from geograph.errors import Where

__all__ = ["Proposal", "short"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something that a coder should add, change, or refuse with a reason.

    Parameters
    ----------
    rule
        The id of the rule in `geograph.pipeline.validation.linter`.
    focus, other
        The record to change, and the other one in play.
    what, why, fix
        What is proposed, the parties, items, dates or words that speak for it, and the text to
        paste.
    implied_by
        Keys of proposals that bring this one along: it is left out while one of them is not
        refused.
    state
        ``open``, ``accepted`` (and not yet in the dossiers) or ``refused``.
    where, other_where
        File and line of both records, or the dossier that defines them.

    Examples
    --------
    >>> one = Proposal(rule="broader", focus="event/missiles", other="event/arms",
    ...                what="missiles lies within arms", why="the same parties",
    ...                fix="broader: arms")
    >>> one.key
    'broader missiles arms'
    """

    rule: str
    focus: str
    what: str
    why: str
    fix: str
    other: str | None = None
    implied_by: tuple[str, ...] = ()
    state: str = "open"
    where: Where | None = None
    other_where: Where | None = None

    @property
    def key(self) -> str:
        """The name under which it is decided: the rule and the keys of the records."""
        return " ".join((self.rule, *(short(one) for one in (self.focus, self.other) if one)))


def short(record: str) -> str:
    """Return the key of a record as a dossier writes it.

    >>> short("event/iran-arms-russia"), short("claim/a/b/state.IRN/denies/arms")
    ('iran-arms-russia', 'a/b/state.IRN/denies/arms')
    """
    return record.partition("/")[2]
