"""Who was taken for whom in a load: a table that a person reviews, and corrects in place.

Each line is a name as the files write it and whom it was taken for; ``correct`` is for the person
who reviews: an actor by id, name or code, ``own`` for an actor of the data set's own, or ``-`` for
nobody. The next load with the same file follows it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from geograph.actors import ActorIndex
from geograph.actors.nearly import nearly_states
from geograph.atomic import write_atomic
from geograph.errors import RecordError, UnknownActor, Where

__all__ = ["COLUMNS", "NOBODY", "OWN", "Ledger", "Taken"]

#: The header of the file.
COLUMNS = ("name", "scheme", "actor", "label", "why", "rows", "nearest", "correct")

#: What a correction says that is not an actor.
OWN, NOBODY = "own", "-"


class Taken(NamedTuple):
    """A name under a scheme, and the id of the actor for whom it was taken, empty for nobody."""

    scheme: str
    name: str
    actor: str


@dataclass(slots=True)
class Ledger:
    """The answers of one load, and the corrections that a person wrote into an earlier ledger.

    ``why`` says how each was found, ``rows`` how often it was; ``labels`` are those of actors.
    """

    corrections: dict[Taken, str] = field(default_factory=dict)
    why: dict[Taken, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    rows: Counter[Taken] = field(default_factory=Counter)
    last: Taken = field(default_factory=lambda: Taken("", "", ""))

    @classmethod
    def read(cls, path: Path, index: ActorIndex) -> Ledger:
        """Return a ledger with the corrections of a file, or an empty one where there is none.

        Raises
        ------
        RecordError
            The file is not a ledger, or a correction names nobody; with its line.
        """
        ledger = cls()
        if not path.exists():
            return ledger
        rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True))
        if missing := {"name", "scheme", "actor", "correct"} - set(rows.fieldnames or ()):
            raise RecordError(
                f"is not a ledger of names: it lacks {', '.join(sorted(missing))}",
                fix="name a file that --review wrote, or one that is not there yet",
                where=Where(str(path), 1),
            )
        for row in rows:
            taken = Taken(row["scheme"] or "", row["name"] or "", row["actor"] or "")
            if said := (row["correct"] or "").strip():
                where = Where(str(path), rows.line_num, "correct")
                ledger.corrections[taken] = _meant(said, index, where)
        return ledger

    @property
    def mark(self) -> str:
        """The corrections as one text, which tells one set of them from another."""
        return repr(sorted(self.corrections.items())) if self.corrections else ""

    def note(self, taken: Taken, why: str, label: str = "") -> str | None:
        """Note whom a name was taken for; return what a person corrected it to, if anything."""
        self.last = taken
        said = self.corrections.get(taken)
        self.why[taken] = f"{why}; corrected" if said else why
        self.labels[taken.actor] = label
        return said

    def write(self, path: Path, index: ActorIndex) -> None:
        """Write the table, the names that stand for most rows first; corrections are kept."""
        nobody = (one.name for one, why in self.why.items() if _is_unknown(why))
        nearest = nearly_states(nobody, index)
        lines = sorted({*self.why, *self.corrections}, key=lambda one: (-self.rows[one], one))
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(COLUMNS)
        for one in lines:
            label, why = self.labels.get(one.actor, ""), self.why.get(one, "not in these files")
            table.writerow((
                one.name, one.scheme, one.actor, label, why, self.rows[one],
                nearest.get(one.name, ""), self.corrections.get(one, ""),
            ))  # fmt: skip
        write_atomic(path, text.getvalue())


def _is_unknown(why: str) -> bool:
    """Return whether a name was taken for nobody of the reference data, and for no several."""
    return why.startswith(("private", "nobody")) and "ambiguous" not in why


def _meant(said: str, index: ActorIndex, where: Where) -> str:
    """Return the id of the actor that a correction names."""
    if said in (OWN, NOBODY):
        return said
    try:
        return index.resolve(said, codes=True)
    except UnknownActor as error:
        fix = f"{error.fix}; or write {OWN} (an actor of the data set's own) or {NOBODY} (nobody)"
        raise RecordError(error.what, fix=fix, where=where) from error
