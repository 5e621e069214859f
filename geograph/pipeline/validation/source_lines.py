"""Where the records of dossiers stand: file and line of each, and what each dossier uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geograph.errors import Where
from geograph.model import Claim
from geograph.sources.dossier import Dossier

__all__ = ["Places"]


@dataclass(frozen=True, slots=True)
class Places:
    """Records by id with their places; empty where a store was built and no file is at hand.

    Parameters
    ----------
    lines
        Place of each event, measure and statement by id, of each claim by
        ``<statement id>#<stance>#<key of the object>``.
    uses
        What each dossier (by id) lists under ``uses``.

    Examples
    --------
    >>> Places().of("event/x", {"event/x": "dossier/a"})
    Where(file='dossier/a', line=None, field=None)
    """

    lines: Mapping[str, Where] = field(default_factory=dict)
    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, dossiers: Iterable[Dossier]) -> Places:
        """Note where everything stands that dossiers define and claim.

        >>> Places.read([]).lines
        {}
        """
        lines: dict[str, Where] = {}
        uses: dict[str, frozenset[str]] = {}
        for one in dossiers:
            uses[f"dossier/{one.stem}"] = frozenset(cell.text for cell in one.uses)
            for section, records in (("event", one.events), ("measure", one.measures)):
                lines |= {f"{section}/{r.key.text}": r.key.where for r in records}
            for record in one.statements:
                key = f"statement/{one.stem}/{record.key.text}"
                lines[key] = record.key.where
                for told in record.claims:
                    lines[f"{key}#{told.stance}#{told.object.text}"] = told.object.where
        return cls(lines, uses)

    def of(self, record: str, home: Mapping[str, str]) -> Where | None:
        """Return file and line of a record, else the dossier (in ``home``) that defines it."""
        found = self._line(record)
        if found is None and record in home:
            return Where(home[record])
        return found and Where(found.file, found.line)

    def claim(self, claim: Claim, home: Mapping[str, str]) -> Where | None:
        """Return file and line of a claim, else those of its statement."""
        told = f"{claim.statement}#{claim.stance}#{claim.object.partition('/')[2]}"
        return self.of(told if self._line(told) else claim.statement, home)

    def _line(self, record: str) -> Where | None:
        """Return where a record stands; a part of a joint measure stands where that does."""
        return self.lines.get(record) or self.lines.get(record.rpartition("/")[0])
