"""Every error that geograph raises: where it is, which value is wrong, and how to correct it.

The tree::

    GeographError
     ├ UsageError        a function is called with what it does not take
     ├ DateError         text that is not in the supported subset of EDTF
     ├ ReferenceDataError a row of data/reference/ is wrong
     ├ UnknownActor      a name or code that nobody has (or that several have) on that date
     ├ UnknownItem       the same for weapons and goods
     ├ UnknownEvent      a key that no event has
     ├ DossierError      a dossier breaks a rule of its form
     ├ MappingError      the YAML of a data set is wrong, or there is no such data set
     ├ RecordError       a publisher's file, or a record of it, cannot be read
     ├ ValidationError   the built graph breaks a shape or a corpus rule
     ├ StoreError        a store cannot be opened, is locked, or is of another format
     ├ DecisionError     a decision on entities or on a proposal that cannot be read or kept
     ├ PolicyError       a claim policy that cannot be read
     ├ QueryError        header, parameter or syntax of a query
     │  ├ QueryTimeout   it reached its limit of time
     │  └ QueryMemory    it reached its limit of memory
     ├ WorkerError       ├ WorkerTimeout   ├ WorkerMemory   └ WorkerDied
     ├ ExportError       a format that cannot be written
     └ AnalysisError     ├ NoPath   └ EmptyNetwork

    SeveralErrors            many of the above at once, so that one run shows every mistake
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "AnalysisError",
    "DateError",
    "DecisionError",
    "DossierError",
    "EmptyNetwork",
    "ExportError",
    "GeographError",
    "MappingError",
    "NoPath",
    "PolicyError",
    "QueryError",
    "QueryMemory",
    "QueryTimeout",
    "RecordError",
    "ReferenceDataError",
    "SeveralErrors",
    "StoreError",
    "UnknownActor",
    "UnknownEvent",
    "UnknownItem",
    "UsageError",
    "ValidationError",
    "Where",
    "WorkerDied",
    "WorkerError",
    "WorkerMemory",
    "WorkerTimeout",
]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in an input: the file, the line counted from 1, and the field.

    >>> str(Where("data/dossiers/a.yml", 12, "events.x.actor"))
    "data/dossiers/a.yml:12 'events.x.actor'"
    """

    file: str
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        field = f" '{self.field}'" if self.field else ""
        return f"{self.file}{line}{field}"


class GeographError(Exception):
    """The root of all errors of geograph.

    Parameters
    ----------
    what
        What is wrong, with the offending value.
    fix
        What the reader can do about it.
    where
        File, line and field, where they are known.

    >>> print(GeographError("unknown actor 'Atlantis'", fix="add it to `actors:`",
    ...                     where=Where("a.yml", 3, "events.x.actor")))
    a.yml:3 'events.x.actor': unknown actor 'Atlantis'
      fix: add it to `actors:`
    """

    def __init__(self, what: str, *, fix: str | None = None, where: Where | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
        self.where = where

    def at(self, where: Where) -> GeographError:
        """Return the same error with a place, for callers that know where the value stood."""
        return type(self)(self.what, fix=self.fix, where=where)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        fix = f"\n  fix: {self.fix}" if self.fix else ""
        return f"{place}{self.what}{fix}"


class UsageError(GeographError, TypeError):
    """A function is called with an argument that it does not take, or without one it needs."""


class DateError(GeographError):
    """Text that is not a date of the supported subset of EDTF."""


class ReferenceDataError(GeographError):
    """A row of the reference data is wrong."""


class UnknownActor(GeographError):
    """A name or code that no actor has on that date, or that several have."""


class UnknownItem(GeographError):
    """A name that no weapon or good has."""


class UnknownEvent(GeographError, KeyError):
    """A key that no event or measure has."""


class DossierError(GeographError):
    """A dossier breaks a rule of its form."""


class RecordError(GeographError):
    """A publisher's file, or one record of it, cannot be read."""


class MappingError(GeographError):
    """The YAML of a data set is wrong, or there is no data set of that name."""


class ValidationError(GeographError):
    """The built graph breaks a shape or a corpus rule."""


class StoreError(GeographError):
    """A store cannot be opened, is locked, or is of another format."""


class DecisionError(GeographError):
    """A decision on entities or on a proposal that cannot be read or kept."""


class PolicyError(GeographError):
    """A claim policy or a cut in time that cannot be read."""


class QueryError(GeographError):
    """A query's header, parameter or syntax is wrong."""


class QueryTimeout(QueryError):
    """A query that was ended because it reached its limit of time."""


class QueryMemory(QueryError):
    """A query that was ended because it reached its limit of memory."""


class WorkerError(GeographError):
    """Work in a process of its own that came to no result."""


class WorkerTimeout(WorkerError):
    """The process was ended because it reached its limit of time."""


class WorkerMemory(WorkerError):
    """The process was ended because it reached its limit of memory."""


class WorkerDied(WorkerError):
    """The process ended without an answer."""


class ExportError(GeographError):
    """An export that cannot be written."""


class AnalysisError(GeographError):
    """A measure that is not defined on this network."""


class NoPath(AnalysisError):
    """No path joins the two actors under the policy in force."""


class EmptyNetwork(AnalysisError):
    """No event counts as an edge under the policy in force."""


class SeveralErrors(GeographError):
    """Many errors at once; ``errors`` holds them in the order of file and line.

    ``summary`` says how many there are in all where only some are held, and is none itself.

    >>> raise SeveralErrors([GeographError("a"), GeographError("b")])
    Traceback (most recent call last):
    ...
    geograph.errors.SeveralErrors: a
    b
    """

    def __init__(
        self, errors: Iterable[GeographError], *, summary: GeographError | None = None
    ) -> None:
        flat: list[GeographError] = []
        for error in errors:
            flat.extend(error.errors if isinstance(error, SeveralErrors) else [error])
        self.errors: tuple[GeographError, ...] = tuple(flat)
        self.summary = summary
        super().__init__(f"{len(self.errors)} errors")

    def __str__(self) -> str:
        told = self.errors if self.summary is None else (*self.errors, self.summary)
        return "\n".join(str(error) for error in told)
