"""What a load leaves out: each row counted once, and when so much is wrong that it stops."""

from __future__ import annotations

from collections.abc import Collection

from geograph.errors import RecordError, SeveralErrors, Where
from geograph.pipeline.releases.load_report import LoadReport

__all__ = ["LeftOut"]

# How many mistakes are shown at once.
_SHOWN = 20
# What stands for a reason where a record cannot be read.
_ERROR = "error"
# The share of the rows that may be left out where neither mapping nor call says another.
_MOST = 0.5


class LeftOut:
    """Counts the records that are left out or cannot be read, and says when to give up.

    Parameters
    ----------
    report
        Where they are counted.
    max_errors
        How many records may be unreadable.
    max_dropped
        The share of the records that may be left out otherwise than on purpose; None means half.
    """

    def __init__(
        self, report: LoadReport, max_errors: int = 0, max_dropped: float | None = None
    ) -> None:
        self.report = report
        self.max_errors = max_errors
        self.max_dropped = _MOST if max_dropped is None else max_dropped
        self.once = False  # several records are made of one row, which counts once
        self.purposes: set[str] = set()  # reasons that the mapping itself gives
        self._places: dict[tuple[str, int], str] = {}
        self._errors: list[RecordError] = []

    def drop(self, file: str, line: int, reason: str, value: str | None) -> None:
        """Count a record that is left out."""
        if self.once:
            if (file, line) in self._places:
                return
            self._places[file, line] = reason
        self.report.drop(reason, line, value)

    def wrong(self, error: RecordError) -> None:
        """Count a record that cannot be read."""
        if self.once and error.where is not None:
            place = error.where.file, error.where.line or 0
            before = self._places.get(place)
            if before == _ERROR:
                return
            if before is not None:
                self.report.dropped[before] -= 1
            self._places[place] = _ERROR
        self.report.errors += 1
        if len(self._errors) < _SHOWN:
            self._errors.append(error)

    def enough(self, file: str) -> None:
        """Give up where too many records cannot be read, or are left out.

        Raises
        ------
        SeveralErrors
            More records are unreadable than ``max_errors``: the first of them, and how many.
        RecordError
            A larger share of the records is left out than ``max_dropped``.
        """
        many = self.report.errors
        if many > self.max_errors:
            more = f" ({many - _SHOWN} not shown)" if many > _SHOWN else ""
            last = RecordError(
                f"{many} record{'s' if many > 1 else ''} cannot be read{more}",
                fix=f"correct them, or allow them with --max-errors {many} or more",
                where=Where(file),
            )
            raise SeveralErrors(self._errors, summary=last)
        refuse_share(self.report, self.purposes, self.max_dropped, file)


def refuse_share(report: LoadReport, purposes: Collection[str], most: float, file: str) -> None:
    """Raise where a larger share of the records is left out, otherwise than on purpose.

    Raises
    ------
    RecordError
        With the reasons, how often each was given, and the share that would have to be allowed.
    """
    reasons = {why: n for why, n in report.dropped.items() if n and why not in purposes}
    many, read = sum(reasons.values()), report.records
    if not read or many <= most * read:
        return
    told = "; ".join(
        f"{n} × {why}{report.example(why)}"
        for why, n in sorted(reasons.items(), key=lambda one: -one[1])
    )
    share = -(-many * 100 // read) / 100  # rounded up
    raise RecordError(
        f"{many} of {read} records would be left out ({told}); {most:.0%} may be",
        fix="check that the mapping fits the file, name under `drop:` what is left out on purpose,"
        f" or allow it with --max-dropped {share:g}",
        where=Where(file),
    )
