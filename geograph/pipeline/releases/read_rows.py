"""Publishers' files → batches of rows: choose the layout, read, map, count, name each event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypedDict

from geograph.actors import ActorIndex, ItemIndex
from geograph.errors import DateError, GeographError, RecordError, Where
from geograph.events.event_row import Row
from geograph.pipeline.releases._column_access import Cells, Records
from geograph.pipeline.releases.date_scan import in_one_form
from geograph.pipeline.releases.layout_choice import choose
from geograph.pipeline.releases.left_out import LeftOut
from geograph.pipeline.releases.load_report import LoadReport
from geograph.pipeline.releases.repeats import SeenNumbers, SeenPeriods
from geograph.sources.files import Form, Record, open_table, read
from geograph.sources.mapping import (
    Dataset,
    Dropped,
    Layout,
    LocalParties,
    Resolver,
    columns_of,
    compile_beside,
    compile_layout,
)
from geograph.sources.mapping.cameo_proofs import refuse_open_codes
from geograph.sources.mapping.cells import Access, compile_drops
from geograph.sources.mapping.name_ledger import Ledger
from geograph.sources.mapping.recurring_parties import Recurring, refuse_recurring
from geograph.sources.mapping.step_functions import compile_steps, globs_of
from geograph.sources.mapping.value_checks import Checks

__all__ = ["Reading", "choose"]

BATCH = 20_000
# How many mistakes are shown at once.
_SHOWN = 20

# No header of a data set is longer.
_LINE = 8_000

# What stands for a reason where a record cannot be read.
_ERROR = "error"

#: A number that was meant for several rows together now counts in each of them.
MERGED = "cells filled from one above with which they are merged"

# In how many records a source of many forms is searched for columns that nobody reads.
_WATCHED = 5_000

Progress = Callable[[int, int, int], None]
_Rows = Callable[[Any, int], Iterable[Row]]
_BesideOf = Callable[[Any, int, LocalParties], bool]


class _Heard(TypedDict):
    """What takes the rows that are not given out as records."""

    on_error: Callable[[RecordError], None]
    on_skip: Callable[[int, str, str], None]
    on_fill: Callable[[int, str, str], None]


class Reading:
    """Reads the files of one release into batches of rows, and keeps the report.

    Parameters
    ----------
    dataset, files
        The data set, and the layout of each file as `choose` found it.
    index, items
        The actors and the tree of items of the reference data.
    max_errors
        How many records may be unreadable before the load is given up.
    max_dropped
        The share of the records that may be left out otherwise than on purpose; None means that
        of the layout, else half.
    max_recurring
        The share of the rows in which a party may recur implausibly; None means that of the layout,
        else those of `refuse_recurring`.
    checks
        What the values are held against, and where doubtful ones are counted.
    progress
        Called with bytes read, bytes in all, and records read.
    ledger
        Keeps who was taken for whom, and corrects it.
    """

    def __init__(
        self,
        dataset: Dataset,
        files: Sequence[tuple[Layout, Path]],
        index: ActorIndex,
        items: ItemIndex,
        *,
        max_errors: int = 0,
        max_dropped: float | None = None,
        max_recurring: float | None = None,
        checks: Checks | None = None,
        progress: Progress | None = None,
        ledger: Ledger | None = None,
    ) -> None:
        self.dataset = dataset
        self.files = files
        self.main = next(layout for layout, _ in files if not layout.part)
        self.resolver = Resolver(dataset.name, index, dataset.names, dataset.succession)
        self.resolver.ledger = ledger
        self.items = items
        self.report = LoadReport(names=self.resolver.names)
        self.checks = checks or Checks()
        self.report.noticed = self.checks.noticed
        self.left = LeftOut(
            self.report, max_errors, self.main.max_dropped if max_dropped is None else max_dropped
        )
        self.recurring = Recurring()
        self.max_recurring = self.main.max_recurring if max_recurring is None else max_recurring
        self.progress = progress
        self._on: _Heard = {
            "on_error": self._unread,
            "on_skip": self._skip,
            "on_fill": self._filled,
        }
        self.beside = LocalParties()
        self._observed = SeenPeriods()
        self._each, self._line = 1, 0

    def take_beside(self) -> LocalParties:
        """Return the actors, tenures and observations that were read since the last time."""
        found, self.beside = self.beside, LocalParties()
        return found

    def batches(self) -> Iterator[list[Row]]:
        """Yield the rows, in the order of the files, with their ids.

        Raises
        ------
        RecordError, SeveralErrors
            A file is broken, or more records are unreadable than ``max_errors``.
        """
        seen = SeenNumbers()
        batch: list[Row] = []
        for row in self._rows():
            if self.report.errors > self.left.max_errors:
                batch.clear()  # the load fails; what follows is read for the number of its faults
                self.take_beside()
                continue
            if row is not None:
                batch.append(row)
            if row is None or len(batch) >= BATCH:
                yield self._named(batch, seen)
                batch = []
        if batch or self.beside:
            yield self._named(batch, seen)
        self.left.enough(self._file)
        refuse_recurring(self.recurring, self.max_recurring, self.checks.noticed)
        refuse_open_codes(self.checks, self._file)

    def _named(self, batch: list[Row], seen: SeenNumbers) -> list[Row]:
        """Give each row its id; an exact duplicate gets an ordinal."""
        report, dataset = self.report, self.dataset.name
        numbers = [row.mark for row in batch]
        for row, n in zip(batch, seen.ordinals(numbers), strict=True):
            again = f"~{n}" if n > 1 else ""
            report.duplicates += n > 1
            place = "measure" if row.kind.measure else "event"
            row.id = f"{place}/{dataset}/{row.id}{again}"
        report.events += len(batch)
        report.observations += len(self.beside.observations)
        self._observed.look(self.beside.observations, self.checks.noticed)
        return batch

    def _rows(self) -> Iterator[Row | None]:
        """Yield the events of each record, and None where enough lies beside them."""
        report = self.report
        for rows_of, beside_of, records in self._sources():
            before, left_out = report.records, report.dropped.total() + report.errors
            for line, record in records:
                report.records += self._each
                more = False
                try:
                    more = beside_of is not None and beside_of(record, line, self.beside)
                    yield from rows_of(record, line)
                    if more and len(self.beside) >= BATCH:
                        yield None
                except Dropped as exc:
                    if not more:
                        self._drop(record, line, exc)
                except RecordError as exc:
                    self.left.wrong(exc if exc.where else _at(exc, Where(self._file, line)))
            left_out = report.dropped.total() + report.errors - left_out
            report.kept += report.records - before - left_out

    def _sources(
        self,
    ) -> Iterator[tuple[_Rows, _BesideOf | None, Iterator[tuple[int, Any]]]]:
        """Yield each main file as functions of its records, and its records."""
        parts: dict[str, list[Path]] = {}
        forms = {layout.name: layout.form for layout, _ in self.files}
        for layout, path in self.files:
            if layout.part:
                parts.setdefault(layout.name, []).append(path)
        for layout, path in self.files:
            if layout.part:
                continue
            self._file, self._each = str(path), 1
            checks = self.checks
            layout = in_one_form(layout, path, checks.noticed, checks.date_form)
            self.left.purposes |= {reason for reason, _ in layout.drop}
            self.left.once = False
            if layout.reshape or layout.steps:
                self._each = int(layout.count == "made")
                self.left.once = not self._each
                files = _Files(forms, parts, self)
                records = read(path, layout.form, progress=self._told, **self._on)
                made: Iterable[Record] = self._watched(layout, records)
                if layout.reshape:
                    made = layout.reshape.load()(made, files)
                if layout.steps:
                    kept = _kept(layout, made, files)
                    made = compile_steps(layout.steps, Records())(kept, files)
                    layout = replace(layout, drop=())
                yield *self._compiled(layout, Records(layout.adds)), _lined(self._placed(made))
            elif layout.form.format == "csv":
                table = open_table(path, layout.form, progress=self._told, **self._on)
                self._unmapped(layout, table.header)
                yield *self._compiled(layout, Cells(table.header)), table.rows
            else:
                records = read(path, layout.form, progress=self._told, **self._on)
                yield *self._compiled(layout, Records()), _lined(records)

    def _compiled(self, layout: Layout, access: Access) -> tuple[_Rows, _BesideOf | None]:
        self.recurring.file = self._file
        rows_of = compile_layout(
            layout, self.resolver, self.items, access, self.checks, self.recurring
        )
        return rows_of, compile_beside(layout, self.resolver, access, self.checks)

    def _placed(self, records: Iterable[Record]) -> Iterator[Record]:
        """Pass on what a function made; its error is at the record that it had read last."""
        try:
            yield from records
        except (RecordError, DateError) as exc:
            raise exc if exc.where else _at(exc, Where(self._file, self._line)) from exc

    def _watched(self, layout: Layout, records: Iterable[Record]) -> Iterator[Record]:
        """Pass records on, and report the columns that no one reads or ignores."""
        known = columns_of((layout.told, layout.drop))
        known |= {*layout.reads, *layout.ignore} | columns_of(layout.steps)
        globs = globs_of(layout.steps)
        watched = layout.reads or layout.steps
        open_ = tuple(name[:-1] for name in known if name.endswith("*"))
        more = dict.fromkeys(self.report.ignored)
        each = 1 - self._each
        for n, record in enumerate(records):
            self.report.records += each
            self._line = record.line
            if n < _WATCHED and watched:
                for column in record.columns():
                    if column in known or column.startswith(open_):
                        continue
                    if not any(fnmatchcase(column, glob) for glob in globs):
                        more[column] = None
                self.report.ignored = tuple(more)
            yield record

    def _unmapped(self, layout: Layout, header: Sequence[str]) -> None:
        known = columns_of((layout.told, layout.drop))
        known |= set(layout.ignore)
        open_ = tuple(name[:-1] for name in layout.ignore if name.endswith("*"))
        more = [c for c in header if c not in known and not (open_ and c.startswith(open_))]
        self.report.ignored = tuple(sorted({*self.report.ignored, *more}))
        absent = columns_of(layout.told) - set(header)
        self.report.missing = tuple(sorted({*self.report.missing, *absent}))

    def _told(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total, self.report.records)

    def _drop(self, record: Any, line: int, why: Dropped) -> None:
        file = record.file if isinstance(record, Record) else self._file
        self.left.drop(file, line, why.reason, why.value)

    def _skip(self, line: int, reason: str, value: str) -> None:
        """Count a total, a note or a repeated header."""
        self.report.records += 1
        self.left.purposes.add(reason)
        self.left.drop(self._file, line, reason, value)

    def _filled(self, line: int, column: str, value: str) -> None:
        """Count a cell of a sheet that is merged with one above it."""
        self.checks.noticed.add(MERGED, line, f"{column} {value}")

    def _unread(self, error: RecordError) -> None:
        """Count a record that its file does not even give out."""
        self.report.records += 1
        self.left.wrong(error)


def _at(error: GeographError, where: Where) -> RecordError:
    return RecordError(error.what, fix=error.fix, where=where)


def _lined(records: Iterable[Record]) -> Iterator[tuple[int, Record]]:
    for record in records:
        yield record.line, record


class _Files:
    """What a function of a publisher is given beside its records: see `reshaping.Files`."""

    def __init__(
        self,
        forms: Mapping[str, Form],
        parts: Mapping[str, Sequence[Path]],
        reading: Reading,
    ) -> None:
        self._forms = forms
        self._parts = parts
        self._reading = reading

    def __call__(self, name: str) -> Iterator[Record]:
        for path in self._parts.get(name, ()):
            yield from read(path, self._forms[name], **self._reading._on)

    def drop(self, record: Record, reason: str, value: str | None = None) -> None:
        # where only made records are counted, one of which none is made counts too
        self._reading.report.records += self._reading._each
        self._reading.left.drop(record.file, record.line, reason, value)

    def notice(self, record: Record, what: str, value: str) -> None:
        self._reading.report.noticed.add(what, record.line, value)

    def wrong(self, record: Record, error: GeographError) -> None:
        self._reading.report.records += self._reading._each
        where = error.where or Where(record.file, record.line)
        self._reading.left.wrong(RecordError(error.what, fix=error.fix, where=where))

    def until(self, day: date) -> None:
        beside = self._reading.beside
        beside.reached = day if beside.reached is None else max(day, beside.reached)


def _kept(layout: Layout, records: Iterable[Record], files: _Files) -> Iterator[Record]:
    """Pass on what is not left out on purpose, before the steps make other records of it."""
    left_out = compile_drops(layout.drop, Records())
    for record in records:
        if (reason := left_out(record)) is None:
            yield record
        else:
            files.drop(record, reason)
