"""When an event holds: from a day, until a day, and since when its end is known.

This is computed once, when an event is written; afterwards days are only compared. The comparison
stands here in its three forms, for a record, for SQL over the columns and for SPARQL over the
quads, and nowhere else; a test proves that they admit the same events.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

__all__ = ["Dated", "Holds", "holds", "holds_on", "sparql_holds", "sql_holds"]

_XSD_DATE = "<http://www.w3.org/2001/XMLSchema#date>"


class Dated(Protocol):
    """What has days between which it holds."""

    @property
    def holds(self) -> Holds:
        """The days between which it holds."""


@dataclass(frozen=True, slots=True)
class Holds:
    """The days between which an event holds.

    ``since`` is the first day (None: it has none, so that it holds on no day), ``until`` the first
    day on which it no longer holds (None: no end), ``until_known`` the day on which its end was
    said: before that day nobody knew of it. ``basis`` says what the first day is: ``coded``,
    ``effective`` or ``listed`` (a stage of a measure), ``release`` (the day of the data set that
    has it) or ``inferred`` (the day of the first assertion).
    """

    since: date | None
    until: date | None
    until_known: date | None
    basis: str | None


def holds(
    *,
    start: date | None,
    end: date | None = None,
    durative: bool = False,
    effective: date | None = None,
    listed: date | None = None,
    lifted: date | None = None,
    inferred: bool = False,
    end_known: date | None = None,
    released: date | None = None,
) -> Holds:
    """Return when an event holds.

    Parameters
    ----------
    start, end
        Its latest possible start, and its earliest possible end if it is a state of affairs.
    durative
        Whether it is a state of affairs; a moment has no end.
    effective, listed, lifted
        The stages of a measure. It is in force from the day on which it takes effect, until the
        day before it is lifted; that it is lifted is known on that day.
    inferred
        Whether ``start`` is the day of the first assertion.
    end_known
        The day on which its end was said; None takes the day of the end.
    released
        The day of the release that has it, where nothing else dates it.

    >>> holds(start=date(2015, 3, 1), end=date(2019, 12, 31), durative=True).until
    datetime.date(2020, 1, 1)
    >>> holds(start=None, released=date(2025, 3, 28)).basis
    'release'
    """
    since: date | None
    if effective is not None:
        since, basis = effective, "effective"
    elif listed is not None:
        since, basis = listed, "listed"
    elif start is not None:
        since, basis = start, "inferred" if inferred else "coded"
    else:
        since, basis = released, "release"
    until = known = None
    if lifted is not None:
        until = known = lifted
    elif durative and end is not None:
        until = end + timedelta(days=1) if end < date.max else None
        known = end_known or end
    return Holds(since, until, known if until else None, basis if since else None)


def holds_on(event: Dated, as_of: date | None, known_by: date | None = None) -> bool:
    """Return whether an event holds on a day, as far as it is known by another.

    An end that was said after ``known_by`` is not known; without ``as_of`` every event holds.
    """
    if as_of is None:
        return True
    held = event.holds
    if held.since is None or held.since > as_of:
        return False
    ended = held.until is not None and held.until <= as_of
    known = held.until_known
    return not ended or (known_by is not None and known is not None and known > known_by)


def sql_holds(as_of: date | None, known_by: date | None = None, *, of: str = "") -> str:
    """Return the same as a condition of SQL over the columns of events.

    >>> sql_holds(date(2024, 1, 1))
    "(holds_from <= DATE '2024-01-01' AND (holds_until IS NULL OR holds_until > DATE '2024-01-01'))"
    >>> sql_holds(None)
    'TRUE'
    """
    if as_of is None:
        return "TRUE"
    at = f"{of}." if of else ""
    day = f"DATE '{as_of.isoformat()}'"
    unknown = f" OR {at}until_known > DATE '{known_by.isoformat()}'" if known_by else ""
    return (
        f"({at}holds_from <= {day} AND "
        f"({at}holds_until IS NULL OR {at}holds_until > {day}{unknown}))"
    )


def sparql_holds(
    variable: str,
    as_of: date | None,
    known_by: date | None = None,
    *,
    otherwise: str | None = None,
) -> str:
    """Return the same as a pattern of SPARQL over the quads; empty without ``as_of``.

    ``otherwise`` is a variable with the day that holds where an event has none of its own: that of
    the release. The optional parts come first and the comparison after them, because a comparison
    inside EXISTS or OPTIONAL is quadratic in Oxigraph.
    """
    if as_of is None:
        return ""
    event, gg = f"?{variable}", "https://w3id.org/geograph/ns#"
    since, until, known = (f"?{variable}_{n}" for n in ("since", "until", "known"))
    day = f'"{as_of.isoformat()}"^^{_XSD_DATE}'
    end = f"!BOUND({until}) || {until} > {day}"
    pattern = f"OPTIONAL {{ {event} <{gg}holdsUntil> {until} . }} "
    if known_by is not None:
        pattern += f"OPTIONAL {{ {event} <{gg}untilKnown> {known} . }} "
        end += f' || {known} > "{known_by.isoformat()}"^^{_XSD_DATE}'
    if otherwise is None:
        begun = f"{event} <{gg}holdsFrom> {since} . FILTER({since} <= {day}) "
    else:
        begun = (
            f"OPTIONAL {{ {event} <{gg}holdsFrom> {since} . }} "
            f"FILTER(COALESCE({since}, {otherwise}) <= {day}) "
        )
    return f"{begun}{pattern}FILTER({end})"
