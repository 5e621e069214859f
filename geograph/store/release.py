"""A release of a data set in a store: what it is, how it speaks, and what became of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geograph.errors import StoreError

__all__ = ["TABLES", "Release"]

#: The tables that every release has.
TABLES = ("events", "details", "actors", "items", "tenures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One issue of a data set.

    ``kind`` is ``Register``, ``OfficialList`` or ``Extraction``; ``publisher`` an actor's id and
    ``voice`` whom it speaks for; ``released`` the day on which it was issued, ``inferred`` where
    that is no more than the latest date in its rows. ``whole`` says that a later release of the
    same layout takes its place. ``files`` maps file names to their sha256, ``details`` the names
    of its further columns to what they mean, ``mapping`` the mark of the mapping that read it.
    ``parties`` says that its records describe parties, each with one label in all releases.
    ``variables`` are those of its observations: of each its ``type``, ``doc`` and ``unit``,
    whether it is ``of`` an actor or a dyad, and whether the dyad is ``directed``; ``spells`` says
    that it states memberships.
    """

    id: str
    dataset: str
    layout: str
    kind: str
    title: str
    publisher: str
    publisher_label: str
    voice: str
    url: str
    licence: str
    citation: str
    released: date | None
    whole: bool = False
    inferred: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    mapping: str = ""
    parties: bool = False
    rows: Mapping[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    variables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spells: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables: those of every release, and of its observations if any."""
        return (*TABLES, *(("attributes",) if self.variables else ()))

    @property
    def reports(self) -> bool:
        """Whether it reports events, and not only values and memberships."""
        return bool(self.rows.get("events")) or not (self.variables or self.spells)

    def known(self, by: date | None) -> bool:
        """Return whether it is known by a day: from its day of issue on; None cuts nothing."""
        return by is None or (self.released or date.max) <= by

    @property
    def order(self) -> tuple[date, str]:
        """By what the latest of several releases is found: the day of issue, then the id."""
        return self.released or date.min, self.id

    @property
    def stance(self) -> str:
        """``records`` for an extraction, which is not a position; else ``asserts``."""
        return "records" if self.kind == "Extraction" else "asserts"

    @property
    def folder(self) -> Path:
        """The folder of its tables, below ``tables/`` of a store."""
        return Path(self.id.replace("release/", "releases/", 1))

    def to_json(self) -> dict[str, Any]:
        """Return plain values for ``geograph.json``."""
        plain = asdict(self)
        for name in ("released", "first", "last"):
            value = plain[name]
            plain[name] = value.isoformat() if value else None
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Release:
        """Read what `to_json` wrote.

        Raises
        ------
        StoreError
            It does not fit this version.
        """
        try:
            values = {name: value for name, value in plain.items() if name != "content"}
            for name in ("released", "first", "last"):
                values[name] = date.fromisoformat(values[name]) if values[name] else None
            return cls(**values)
        except (TypeError, KeyError, ValueError) as exc:
            fix = "load the release again with `geograph load`"
            raise StoreError(f"a release in the store does not fit: {exc!r}", fix=fix) from exc
