"""What the public functions take, as text or objects alike, and the one place that reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias, TypedDict, TypeVar, Unpack

from geograph.dates import parse
from geograph.errors import DateError, PolicyError, UsageError
from geograph.interface.checking import Range
from geograph.policy import ClaimIndex, Policy
from geograph.resolution.following import catch_up
from geograph.store import Store, open_store
from geograph.store.opening import default_path

__all__ = [
    "Clock",
    "Day",
    "Number",
    "Place",
    "PolicyOptions",
    "Rule",
    "Share",
    "Source",
    "Texts",
    "caught_up",
    "day_bound",
    "day_of",
    "opened",
    "path_of",
    "policy_of",
    "several",
]

T = TypeVar("T")

#: An open store, its path, or None: the environment's ``GEOGRAPH_STORE``, else ``./geograph.db``.
Source: TypeAlias = Store | str | Path | None
#: A policy, its text, or None: every voice and no cut.
Rule: TypeAlias = Policy | str | None
#: A date, or its text.
Day: TypeAlias = date | str
Place: TypeAlias = str | Path
#: One text, or several.
Texts: TypeAlias = str | Sequence[str]
Number: TypeAlias = Annotated[int, Range(1)]
Share: TypeAlias = Annotated[float, Range(0, 1)]
Clock: TypeAlias = Literal["said", "published", "coded"]
#: What is called with a line of text at every stage.
Progress: TypeAlias = Callable[[str], None]


class PolicyOptions(TypedDict, total=False):
    """What a policy says besides its rule, as keyword arguments; each is an option of `Policy`.

    Parameters
    ----------
    voices
        Kinds of voice that are heard, with commas between them or as a list.
    searched
        Of what nobody denies, only that for which a denial was looked for.
    rivals
        Whoever asserts an event is against the events that it excludes.
    certain
        Leave out what is said to be no more than likely or possible.
    drop_partly_admitted
        Drop a denial at large once its speaker admits a part of it.
    as_of
        Only events begun by this day and not yet over.
    known_by
        Only claims known by this day, month or year.
    clock
        Which day makes a claim known to ``known_by``; by default that on which it was said.
    """

    voices: Texts | None
    searched: bool
    rivals: bool
    certain: bool
    drop_partly_admitted: bool
    as_of: Day | None
    known_by: Day | None
    clock: Clock | None


def policy_of(policy: Rule, **options: Unpack[PolicyOptions]) -> Policy | None:
    """Return the policy that a rule and options name together, or None where they name none.

    Raises
    ------
    PolicyError
        A text cannot be read, or a clock is named without a day.

    Examples
    --------
    >>> str(policy_of("undenied", known_by="2024-09"))
    'undenied, known by 2024-09-30 (said)'
    >>> policy_of(None) is None
    True
    """
    given = {name: value for name, value in options.items() if value not in (None, False)}
    if policy is None and not given:
        return None
    found = Policy.of(policy or "all", **given)
    if "clock" in given and found.known_by is None:
        raise PolicyError("a clock without a day", fix="add known_by (--known-by DATE)")
    return found


def path_of(store: Source) -> Path:
    """Return the path of a store.

    >>> path_of("world.db")
    PosixPath('world.db')
    """
    if isinstance(store, Store):
        return store.path
    return place(store) if store is not None else default_path()


def place(path: Place) -> Path:
    """Return a path, with ``~`` for the home directory.

    Raises
    ------
    UsageError
        It is empty or holds a character that no path has.
    """
    if not str(path) or "\0" in str(path):
        raise UsageError(f"{str(path)!r} is not a path", fix="name a file or a folder")
    return Path(path).expanduser()


@contextmanager
def opened(store: Source) -> Iterator[Store]:
    """Give an open store: the one given, or the one at a path, which is closed at the end."""
    if isinstance(store, Store):
        yield store
        return
    with caught_up(store) as found:
        yield found


def caught_up(store: Source) -> Store:
    """Open a store that holds what its file of decisions says now."""
    path = path_of(store)
    catch_up(path)
    return open_store(path)


@contextmanager
def claims_or_store(store: Source | ClaimIndex) -> Iterator[Store | ClaimIndex]:
    """Give what `opened` does, or a claim index that was made by hand, as it is."""
    if isinstance(store, ClaimIndex):
        yield store
        return
    with opened(store) as found:
        yield found


def day_of(day: Day | None, name: str) -> date | None:
    """Return a day from a date or its text.

    Raises
    ------
    DateError
        It is not a day.

    Examples
    --------
    >>> day_of("2024-09-10", "on")
    datetime.date(2024, 9, 10)
    """
    if isinstance(day, datetime):
        return day.date()
    if day is None or isinstance(day, date):
        return day
    span = parse(day)
    if span.earliest_start is None or span.earliest_start != span.latest_end:
        raise DateError(f"{name}: {day!r} is not a day", fix="write it as 2024-09-10")
    return span.earliest_start


def day_bound(day: Day | None, name: str, *, end: bool) -> date | None:
    """Return the first or the last day of a date.

    Raises
    ------
    DateError
        It has no such day.

    Examples
    --------
    >>> str(day_bound("2010", "until", end=True))
    '2010-12-31'
    """
    if isinstance(day, datetime):
        return day.date()
    if day is None or isinstance(day, date):
        return day
    span = parse(day)
    found = span.latest_end if end else span.earliest_start
    if found is None:
        raise DateError(f"{name}: {day!r} has no such day", fix="write a day, month or year")
    return found


def several(texts: Texts | None) -> tuple[str, ...] | None:
    """Return texts as a tuple; one text is one of them, and none are None.

    >>> several("pagerank"), several(["a", "b"]), several(())
    (('pagerank',), ('a', 'b'), None)
    """
    if texts is None:
        return None
    return ((texts,) if isinstance(texts, str) else tuple(texts)) or None
