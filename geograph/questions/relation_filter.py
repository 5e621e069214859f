"""Which relations a question asks for: of some parties, at some time, with some details stated.

Said once, and kept by a condition of SQL for the rows of releases, so that a question about a few
of them does not read them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from geograph.model import Event
from geograph.store.columns import quoted

__all__ = ["EVERYTHING", "FIRST", "LAST", "ROLES", "RelationFilter"]

ROLES = ("actor", "recipient", "participant")
#: The days between which a row took place, of a state of affairs its first and last.
FIRST = "COALESCE(start_earliest, start, listed, effective)"
LAST = (
    'CASE WHEN durative THEN COALESCE(lifted, end_latest, "end") '
    'ELSE COALESCE(end_latest, "end", start) END'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFilter:
    """What relations are narrowed to; nothing named is everything.

    A party is somebody in its own name, and the state or body that it speaks for on that day.

    Parameters
    ----------
    between
        Groups of actors, of each of which somebody is a party.
    by, to
        Actors of whom somebody acts, or receives.
    at
        Places, of which the event names one.
    during
        Two days between which it can have taken place; None sets no bound.
    told
        Columns of events that must not be empty.
    """

    between: Sequence[Sequence[str]] = ()
    by: Sequence[str] = ()
    to: Sequence[str] = ()
    at: Sequence[str] = ()
    during: tuple[date | None, date | None] = (None, None)
    told: Sequence[str] = ()

    def admits(
        self, event: Event, acts: Set[str], receives: Set[str], takes_part: Set[str]
    ) -> bool:
        """Return whether an event of these parties is among them, whenever it was.

        >>> event = Event(id="event/e", kind="Meeting", label="", dossier="")
        >>> RelationFilter(by=["state/IRN"]).admits(event, {"state/IRN"}, set(), set())
        True
        >>> RelationFilter(to=["state/IRN"]).admits(event, {"state/IRN"}, set(), set())
        False
        """
        every = acts | receives | takes_part
        return (
            not any(every.isdisjoint(group) for group in self.between)
            and not (self.by and acts.isdisjoint(self.by))
            and not (self.to and receives.isdisjoint(self.to))
            and not (self.at and set(self.at).isdisjoint(event.place))
            and all(getattr(event, name, None) is not None for name in self.told)
        )

    def sql(self) -> str:
        """Return the same as a condition over the columns of rows, with that on their days.

        >>> RelationFilter().sql()
        'TRUE'
        >>> RelationFilter(to=["state/IRN"]).sql()
        "(list_has_any(recipient, ['state/IRN']) OR list_has_any(recipient_state, ['state/IRN']))"
        """
        tests = [_named(ROLES, group) for group in self.between]
        tests += [_named(("actor",), self.by)] if self.by else []
        tests += [_named(("recipient",), self.to)] if self.to else []
        tests += [_has("place", self.at)] if self.at else []
        tests += [f'"{name}" IS NOT NULL' for name in self.told]
        since, until = self.during
        if since is not None or until is not None:
            tests.append(f"({FIRST} IS NOT NULL OR {LAST} IS NOT NULL)")
        if until is not None:
            tests.append(f"COALESCE({FIRST} <= DATE '{until.isoformat()}', TRUE)")
        if since is not None:
            tests.append(f"COALESCE({LAST} >= DATE '{since.isoformat()}', TRUE)")
        return " AND ".join(tests) or "TRUE"


def _named(roles: Iterable[str], parties: Iterable[str]) -> str:
    """Return the condition that some actor has one of some roles, or that one speaks for it."""
    columns = (name for role in roles for name in (role, f"{role}_state"))
    return f"({' OR '.join(_has(name, parties) for name in columns)})"


def _has(column: str, values: Iterable[str]) -> str:
    return f"list_has_any({column}, [{', '.join(map(quoted, values))}])"


#: Nothing is left out.
EVERYTHING = RelationFilter()
