"""Publishers' files → batches of rows: choose the layout, read, map, count, name each event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from geograph.actors import ActorIndex, ItemIndex
from geograph.errors import GeographError, RecordError, SeveralErrors, Where
from geograph.events.event_row import Row
from geograph.pipeline.releases._column_access import Cells, Records
from geograph.pipeline.releases.load_report import LoadReport
from geograph.pipeline.releases.repeats import SeenNumbers
from geograph.sources.files import Form, Record, beginning, fits, looks_like, open_table, read
from geograph.sources.mapping import (
    Dataset,
    Dropped,
    Layout,
    LocalParties,
    Resolver,
    columns_of,
    compile_beside,
    compile_layout,
    dataset_names,
    load_dataset,
)
from geograph.sources.mapping.cells import Access, compile_condition
from geograph.sources.mapping.name_ledger import Ledger
from geograph.sources.mapping.step_functions import compile_steps, globs_of

__all__ = ["Reading", "choose"]

BATCH = 20_000
# How many mistakes are shown at once.
_SHOWN = 20

# No header of a data set is longer.
_LINE = 8_000

# In how many records a source of many forms is searched for columns that nobody reads.
_WATCHED = 5_000

Progress = Callable[[int, int, int], None]
_Rows = Callable[[Any, int], Iterable[Row]]
_BesideOf = Callable[[Any, LocalParties], bool]


def choose(dataset: Dataset, paths: Sequence[Path]) -> list[tuple[Layout, Path]]:
    """Return the layout of each file: the first of the data set that the file looks like.

    Raises
    ------
    RecordError
        A file does not look like any of them, with the reason for each; or all files are parts.
    """
    found = []
    for path in paths:
        reasons = {}
        for layout in dataset.layouts:
            if layout.named is not None and not layout.named.search(path.name):
                reasons[layout.name] = "the file has another name"
                continue
            why = fits(path, layout.form)
            if why is None:
                found.append((layout, path))
                break
            reasons[layout.name] = why
        else:
            # Where a layout has the separator that the file seems to have, it knows what is wrong.
            hints = tuple(f"{looks_like(one.form.delimiter)} (" for one in dataset.layouts)
            reasons = {
                name: why for name, why in reasons.items() if not any(hint in why for hint in hints)
            }
            _explain(path, [one for one in dataset.layouts if one.name in reasons], reasons)
            raise RecordError(
                f"does not look like a file of {dataset.name!r} ({_told(reasons)})",
                fix=_elsewhere(path, dataset)
                or "check the file, or name another data set (`geograph datasets` lists them)",
                where=Where(str(path)),
            )
    mains = [(layout, path) for layout, path in found if not layout.part]
    if not mains:
        fix = f"name the file of `{found[0][0].part}` too"
        raise RecordError("is only a part", fix=fix, where=Where(str(found[0][1])))
    if len({layout.name for layout, _ in mains}) > 1:
        told = ", ".join(f"{path.name} is {layout.name}" for layout, path in mains)
        raise RecordError(
            f"files of different layouts: {told}",
            fix="load each with a command of its own",
            where=Where(str(mains[0][1])),
        )
    return found


def _told(reasons: Mapping[str, str]) -> str:
    """Join the reasons of the layouts; what was found is stated once."""
    parts = [(name, *why.partition("; found ")) for name, why in reasons.items()]
    found = next((found for _, _, _, found in parts if found), "")
    told = "; ".join(f"{name}: {why}" for name, why, _, _ in parts)
    return told + (f"; found {found}" if found else "")


def _elsewhere(path: Path, dataset: Dataset) -> str | None:
    """Return the hint that the file looks like one of another data set, where it has lines."""
    if max(map(len, beginning(path, 65_536).splitlines()), default=0) > _LINE:
        return None  # over an endless line every reader would take long
    others = [
        name
        for name in dataset_names()
        if name != dataset.name
        and any(
            (layout.named is None or layout.named.search(path.name))
            and fits(path, layout.form) is None
            for layout in load_dataset(name).layouts
        )
    ]
    return f"load it as {' or '.join(others)}, whose files look so" if others else None


def _explain(path: Path, layouts: Sequence[Layout], reasons: Mapping[str, str]) -> None:
    """Raise what the reader itself says, where the separator is wrong or all fail alike."""
    wrong = [one for one in layouts if "the separator looks like" in reasons[one.name]]
    alike = layouts if len({*reasons.values()}) == 1 else ()
    for layout in (*wrong, *alike)[:1]:
        for _ in read(path, layout.form):
            return


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
        self.max_errors = max_errors
        self.progress = progress
        self.beside = LocalParties([], [])
        self._errors: list[RecordError] = []
        self._each, self._line = 1, 0

    def take_beside(self) -> LocalParties:
        """Return the actors and tenures that were read since the last time."""
        found, self.beside = self.beside, LocalParties([], [])
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
            if self.report.errors > self.max_errors:
                batch.clear()  # the load fails; what follows is read for the number of its faults
                continue
            batch.append(row)
            if len(batch) >= BATCH:
                yield self._named(batch, seen)
                batch = []
        if batch or self.beside:
            yield self._named(batch, seen)
        self._enough()

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
        return batch

    def _rows(self) -> Iterator[Row]:
        report = self.report
        for rows_of, beside_of, records in self._sources():
            before, left_out = report.records, report.dropped.total() + report.errors
            for line, record in records:
                report.records += self._each
                more = False
                try:
                    more = beside_of is not None and beside_of(record, self.beside)
                    yield from rows_of(record, line)
                except Dropped as exc:
                    if not more:
                        report.drop(exc.reason, line, exc.value)
                except RecordError as exc:
                    self._bad(exc if exc.where else _at(exc, Where(self._file, line)))
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
            if layout.reshape or layout.steps:
                self._each = int(layout.count == "made")
                files = _Files(forms, parts, self)
                records = read(path, layout.form, progress=self._told, on_error=self._unread)
                made: Iterable[Record] = self._watched(layout, records)
                if layout.reshape:
                    made = layout.reshape.load()(made, files)
                if layout.steps:
                    kept = _kept(layout, made, files)
                    made = compile_steps(layout.steps, Records())(kept, files)
                    layout = replace(layout, drop=())
                yield *self._compiled(layout, Records()), _lined(self._placed(made))
            elif layout.form.format == "csv":
                table = open_table(path, layout.form, progress=self._told, on_error=self._unread)
                self._unmapped(layout, table.header)
                yield *self._compiled(layout, Cells(table.header)), table.rows
            else:
                records = read(path, layout.form, progress=self._told, on_error=self._unread)
                yield *self._compiled(layout, Records()), _lined(records)

    def _compiled(self, layout: Layout, access: Access) -> tuple[_Rows, _BesideOf | None]:
        rows_of = compile_layout(layout, self.resolver, self.items, access)
        return rows_of, compile_beside(layout, self.resolver, access)

    def _placed(self, records: Iterable[Record]) -> Iterator[Record]:
        """Pass on what a function made; its error is at the record that it had read last."""
        try:
            yield from records
        except RecordError as exc:
            raise exc if exc.where else _at(exc, Where(self._file, self._line)) from exc

    def _watched(self, layout: Layout, records: Iterable[Record]) -> Iterator[Record]:
        """Pass records on, and report the columns that no one reads or ignores."""
        known = columns_of((layout.rows, layout.parties, layout.drop, layout.tenures))
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
        known = columns_of((layout.rows, layout.parties, layout.drop, layout.tenures))
        known |= set(layout.ignore)
        more = [column for column in header if column not in known]
        self.report.ignored = tuple(sorted({*self.report.ignored, *more}))
        absent = columns_of((layout.rows, layout.parties, layout.tenures)) - set(header)
        self.report.missing = tuple(sorted({*self.report.missing, *absent}))

    def _told(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total, self.report.records)

    def _unread(self, error: RecordError) -> None:
        """Count a record that its file does not even give out."""
        self.report.records += 1
        self._bad(error)

    def _bad(self, error: RecordError) -> None:
        self.report.errors += 1
        if len(self._errors) < _SHOWN:
            self._errors.append(error)

    def _enough(self) -> None:
        """Give up when there are too many mistakes, with the first of them."""
        many = self.report.errors
        if many > self.max_errors:
            more = f" ({many - _SHOWN} not shown)" if many > _SHOWN else ""
            last = RecordError(
                f"{many} records cannot be read{more}",
                fix=f"correct them, or allow them with --max-errors {many} or more",
                where=Where(self._file),
            )
            raise SeveralErrors([*self._errors, last])


def _at(error: RecordError, where: Where) -> RecordError:
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
            yield from read(path, self._forms[name], on_error=self._reading._unread)

    def drop(self, record: Record, reason: str, value: str | None = None) -> None:
        # where only made records are counted, one of which none is made counts too
        self._reading.report.records += self._reading._each
        self._reading.report.drop(reason, record.line, value)

    def wrong(self, record: Record, error: GeographError) -> None:
        self._reading.report.records += self._reading._each
        where = error.where or Where(record.file, record.line)
        self._reading._bad(RecordError(error.what, fix=error.fix, where=where))


def _kept(layout: Layout, records: Iterable[Record], files: _Files) -> Iterator[Record]:
    """Pass on what is not left out on purpose, before the steps make other records of it."""
    access = Records()
    tests = [(why, [compile_condition(c, access) for c in found]) for why, found in layout.drop]
    for record in records:
        reason = next((why for why, found in tests if all(one(record) for one in found)), None)
        if reason is None:
            yield record
        else:
            files.drop(record, reason)
