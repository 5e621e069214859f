"""Votes of an assembly to how often each two of its members agreed in a year.

Votes are kept as three small numbers each, seven bytes, and counted a year at a time by products of
matrices, so that a million votes need a few megabytes and a few seconds.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from geograph.errors import RecordError, Where
from geograph.sources.files import Record
from geograph.sources.mapping.step_specs import Agreement
from geograph.sources.reshaping import ChangedRecord, DerivedRecord, Files
from geograph.sources.reshaping.code_spells import number, turns

if TYPE_CHECKING:
    import numpy

__all__ = ["agreement"]

_YES, _ABSTAIN, _NO = 1, 2, 3
_ONE = timedelta(days=1)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2})")


@dataclass(slots=True)
class _Votes:
    """The votes read so far: number of the roll call, of the voter, and the vote."""

    calls: list[date | int | None] = field(default_factory=list)
    voters: dict[str, int] = field(default_factory=dict)
    call: array[int] = field(default_factory=lambda: array("i"))
    voter: array[int] = field(default_factory=lambda: array("H"))
    vote: array[int] = field(default_factory=lambda: array("b"))


def agreement(step: Agreement, records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield one record for each two members and year in which both voted on one motion.

    ``agreement`` is the share of the motions on which both voted (yes, no or abstention) where
    they voted alike; ``similarity`` counts half a vote where only one of them abstained (Lijphart
    1963). Who is absent or no member does not vote. Where a number passed to another state within
    the year, the votes before and after are told apart.
    """
    call = step.call.columns[0]
    calls = files(step.calls) if step.calls else ()
    known = {record.first(call): _when(step, record) for record in calls}
    found, places, last = _Votes(), dict[str, int](), None
    for record in records:
        said = number(record.first(step.vote.columns[0])).casefold()
        vote = step.votes.get(said)
        if vote is None:
            _leave(step, said, record, files)
            continue
        voter = next((text for c in step.voter if (text := record.first(c.columns[0]))), "")
        if not voter:
            files.drop(record, "no voter")
            continue
        key, last = record.first(call), record
        place = places.get(key)
        if place is None:
            try:
                when = known.get(key) or _when(step, record)
            except RecordError as exc:
                files.wrong(record, exc)
                continue
            place = places[key] = len(found.calls)
            found.calls.append(when)
        found.call.append(place)
        found.voter.append(found.voters.setdefault(number(voter), len(found.voters)))
        found.vote.append(vote)
    if last is not None:
        yield from _years(step.scheme, found, last.file)


def _leave(step: Agreement, said: str, record: Record, files: Files) -> None:
    """Count what is not a vote by its reason, and what nobody can read as an error."""
    if (reason := step.others.get(said)) is not None:
        files.drop(record, reason)
        return
    words = ", ".join(text for text in (*step.votes, *step.others) if text)
    where = Where(record.file, record.line, step.vote.columns[0])
    files.wrong(record, RecordError(f"{said!r} is not a vote", where=where, fix=f"one of {words}"))


def _when(step: Agreement, record: Record) -> date | int | None:
    """Return the day of a roll call, else its year, else that of its session."""
    column = step.date.columns[0]
    if text := _DAY.match(record.first(column)):
        month, day, year = (text[1], text[2], text[3]) if text[1] else (text[5], text[6], text[4])
        try:
            return date(int(year), int(month), int(day))
        except ValueError as exc:
            raise RecordError(
                f"{text[0]!r} is not a day", where=Where(record.file, record.line, column),
                fix="write month/day/year, or year-month-day",
            ) from exc  # fmt: skip
    year = number(record.first(step.year.columns[0]))
    if year.isdigit():
        return int(year)
    session = number(record.first(step.session.columns[0])) if step.session else ""
    return int(session) + step.first - 1 if session.isdigit() else None


def _year(when: date | int | None) -> int:
    return when.year if isinstance(when, date) else when or 0


def _years(scheme: str, votes: _Votes, file: str) -> Iterator[Record]:
    """Yield the pairs of each year; roll calls without any date make one year of their own."""
    import numpy as np

    calls, voters, cast = (np.array(a) for a in (votes.call, votes.voter, votes.vote))
    years = np.array([_year(when) for when in votes.calls])
    names = list(votes.voters)
    for year in sorted(set(years.tolist())):
        mine = np.isin(calls, np.flatnonzero(years == year))
        rows, row = np.unique(calls[mine], return_inverse=True)
        columns, column = np.unique(voters[mine], return_inverse=True)
        table = np.zeros((len(rows), len(columns)), dtype=np.int8)
        table[row, column] = cast[mine]
        days = [votes.calls[n] for n in rows]
        mine_names = [names[n] for n in columns]
        yield from _pairs(_columns(scheme, table, mine_names, days, year), year, file)


#: One voter in the time in which its number means one state: its name, from, to, its votes.
_Column = tuple[str, str, str, "numpy.ndarray[Any, Any]"]


def _columns(
    scheme: str,
    table: numpy.ndarray[Any, Any],
    names: Sequence[str],
    days: Sequence[Any],
    year: int,
) -> list[_Column]:
    """Return the votes of each voter of a year, in two where its number passes on within it."""
    import numpy as np

    first, last = (f"{year}-01-01", f"{year}-12-31") if year else ("", "")
    found = []
    dated = all(isinstance(day, date) for day in days)
    for n, name in enumerate(names):
        cuts = [day for day in turns(scheme, name) if day.year == year] if dated else []
        start, votes = first, table[:, n]
        for cut in cuts:
            before = np.array([day < cut for day in days])
            if (votes * before).any():
                found.append((name, start, (cut - _ONE).isoformat(), votes * before))
            start, votes = cut.isoformat(), votes * ~before
        found.append((name, start, last, votes))
    return found


def _pairs(columns: Sequence[_Column], year: int, file: str) -> Iterator[Record]:
    import numpy as np

    table = np.stack([votes for _, _, _, votes in columns], axis=1)
    yes, abstain, no = ((table == vote).astype(np.float32) for vote in (_YES, _ABSTAIN, _NO))
    some = yes + abstain + no
    both = some.T @ some
    alike = yes.T @ yes + abstain.T @ abstain + no.T @ no
    decided = yes + no
    half = decided.T @ abstain + abstain.T @ decided
    base = DerivedRecord(file, 1, {"year": str(year) if year else ""})
    for i, (a, a_from, a_to, _) in enumerate(columns):
        counts = [matrix[i, i + 1 :].tolist() for matrix in (both, alike, half)]
        for (b, b_from, b_to, _), n, same, near in zip(columns[i + 1 :], *counts, strict=True):
            if not n or a == b:
                continue
            values = {
                "a": a, "b": b, "n": str(int(n)), "from": max(a_from, b_from),
                "to": min(a_to, b_to), "agreement": repr(round(same / n, 6)),
                "similarity": repr(round((same + near / 2) / n, 6)),
            }  # fmt: skip
            yield ChangedRecord(base, values)
