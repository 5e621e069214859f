"""What people decided about two entities: a CSV file that is only ever added to.

One line is one decision; the latest of a pair holds. The file is meant to be kept under version
control beside the researcher's own work; nothing in a store is ever merged by it.
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Final

from geograph.errors import DecisionError, Where
from geograph.resolution.decision_files import content_of, day_of, extend, lines_of

__all__ = ["VERDICTS", "Decision", "append", "filled_in", "latest", "read", "read_content"]

#: What can be decided.
VERDICTS: Final = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Somebody's decision about two entities.

    Parameters
    ----------
    a, b
        Their local ids, in the order of their letters: `Decision.of` puts them in it.
    decision
        ``same``, ``different`` or ``unsure``.
    who, when
        Who decided, in words, and on which day.
    note, evidence
        Why, in words; the evidence that was shown when it was decided.

    Raises
    ------
    DecisionError
        A field has no value that it can have.
    """

    a: str
    b: str
    decision: str
    who: str
    when: date
    note: str = ""
    evidence: str = ""

    def __post_init__(self) -> None:
        if self.decision not in VERDICTS:
            raise DecisionError(f"unknown decision {self.decision!r}", fix=f"one of: {_CHOICES}")
        for name in ("a", "b", "who"):
            if not getattr(self, name).strip():
                raise DecisionError(f"{name!r} is empty", fix="name it")
        if self.a >= self.b:
            what = (
                f"{self.a!r} and {self.b!r} are the same id"
                if self.a == self.b
                else "a comes after b"
            )
            raise DecisionError(what, fix="name two ids, the first in the order of letters as a")

    @classmethod
    def of(
        cls, one: str, other: str, decision: str, *,
        who: str, when: date, note: str = "", evidence: str = "",
    ) -> Decision:  # fmt: skip
        """Make a decision about two ids in either order.

        >>> Decision.of("y/2", "x/1", "same", who="A. Reader", when=date(2026, 1, 2)).a
        'x/1'
        """
        a, b = sorted((one, other))
        return cls(
            a=a, b=b, decision=decision, who=who, when=when, note=note, evidence=evidence
        )  # fmt: skip


_CHOICES = ", ".join(VERDICTS)
_COLUMNS = tuple(f.name for f in fields(Decision))


def read(path: str | Path) -> tuple[Decision, ...]:
    """Read the decisions of a file, in its order; a file that is not there holds none.

    Raises
    ------
    DecisionError
        The file cannot be read, or a line is not a decision; it names file and line.
    """
    return read_content(content_of(path), path)


def read_content(content: bytes, path: str | Path) -> tuple[Decision, ...]:
    """Read the decisions of content that was read from ``path``.

    Raises
    ------
    DecisionError
        A line is not a decision, or the last one has no end, as if writing it was cut off.

    >>> read_content(b"a,b,decision,who,when,note,evidence", "mine.csv")
    Traceback (most recent call last):
    ...
    geograph.errors.DecisionError: mine.csv:1: the last line has no end: it was cut off or is ...
      fix: see that the line is whole and end it with a line break, or remove it
    """
    made = tuple(_decision(cells, where) for where, cells in lines_of(content, path, _COLUMNS))
    if content and not content.endswith(b"\n"):
        what = "the last line has no end: it was cut off or is not finished"
        fix = "see that the line is whole and end it with a line break, or remove it"
        raise DecisionError(what, fix=fix, where=Where(str(path), content.count(b"\n") + 1))
    return made


def _decision(cells: dict[str, str], where: Where) -> Decision:
    when = day_of(cells["when"], where)
    try:
        return Decision(**{**cells, "when": when})  # type: ignore[arg-type]
    except DecisionError as exc:
        raise exc.at(where) from exc


def filled_in(
    path: str | Path, *, who: str, when: date, known: Iterable[Decision] = ()
) -> tuple[Decision, ...]:
    """Read the decisions that somebody wrote into a list of proposals.

    The list is what ``geograph reconcile list --format csv`` wrote, with ``same``, ``different``
    or ``unsure`` in the column ``decision``; a line where it is empty, or as in ``known``, is not
    a decision.

    Raises
    ------
    DecisionError
        The file is no such list, or a line has another word in that column.
    """
    where = Where(str(path))
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        what = f"cannot be read: {exc}"
        raise DecisionError(what, fix="name a CSV file in UTF-8", where=where) from exc
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    held = latest(known)
    out: list[Decision] = []
    line = 1
    try:
        if missing := {"a", "b", "decision"} - set(reader.fieldnames or ()):
            fix = "write one with `geograph reconcile list --format csv`"
            what = f"lacks the column {min(missing)!r}"
            raise DecisionError(what, fix=fix, where=Where(str(path), 1))
        line = reader.line_num + 1
        for row in reader:
            verdict = (row["decision"] or "").strip().lower()
            if verdict:
                evidence = "; ".join(
                    filter(
                        None, (row.get("score") and f"score {row['score']}", row.get("evidence"))
                    )
                )
                try:
                    made = Decision.of(
                        row["a"], row["b"] or "", verdict, who=who, when=when, evidence=evidence
                    )
                except DecisionError as exc:
                    raise exc.at(Where(str(path), line)) from exc
                before = held.get((made.a, made.b))
                if before is None or before.decision != verdict:
                    out.append(made)
            line = reader.line_num + 1
    except csv.Error as exc:
        what, where = f"is not CSV: {exc}", Where(str(path), line)
        raise DecisionError(what, fix="close the quotes of the line", where=where) from exc
    return tuple(out)


def append(path: str | Path, *decisions: Decision, before: Iterable[Decision] = ()) -> Path:
    """Add decisions at the end of a file; the file is made if it is not there.

    What stands in it already stays as it is, byte for byte, and many processes can add at once.

    Parameters
    ----------
    path
        The file.
    decisions
        What is added.
    before
        What a file that is not there, or is empty, begins with.

    Raises
    ------
    DecisionError
        The file that is there holds something else, its last line is cut off, or it cannot be
        written; nothing is added.

    >>> import tempfile
    >>> one = Decision(a="x/1", b="y/2", decision="same", who="A. Reader", when=date(2026, 1, 2))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read(append(Path(folder) / "mine.csv", one)) == (one,)
    True
    """

    def more(old: bytes) -> bytes:
        read_content(old, path)
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        if not old.removeprefix(BOM_UTF8).strip():
            writer.writerow(_COLUMNS)
            writer.writerows(_cells(decision) for decision in before)
        writer.writerows(_cells(decision) for decision in decisions)
        return text.getvalue().encode()

    return extend(path, more)


def _cells(decision: Decision) -> list[str]:
    return [str(getattr(decision, column)) for column in _COLUMNS]


def latest(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Return the decision that holds for each pair: the last in the order given.

    >>> day = date(2026, 1, 2)
    >>> old = Decision(a="x/1", b="y/2", decision="unsure", who="A. Reader", when=day)
    >>> new = Decision(a="x/1", b="y/2", decision="same", who="A. Reader", when=day)
    >>> [d.decision for d in latest([old, new]).values()]
    ['same']
    """
    return {(d.a, d.b): d for d in decisions}
