"""One order of day and month for a file: its dates are looked through before they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from geograph.errors import GeographError, RecordError, Where
from geograph.pipeline.releases._column_access import Cells, Records
from geograph.sources.files import open_table, read
from geograph.sources.mapping import Layout
from geograph.sources.mapping.cells import Access, Dropped, Values, compile_cell, whole
from geograph.sources.mapping.date_forms import DAY_FIRST, MONTH_FIRST, readings
from geograph.sources.mapping.value_checks import Noticed
from geograph.sources.mapping.value_specs import DateSpec

__all__ = ["in_one_form"]

_EITHER = "either"


@dataclass(slots=True)
class _Tally:
    """How the dates of a file are written: counts, and the line and text of the first of each."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, form: str, line: int, text: str) -> None:
        self.counts[form] += 1
        self.first.setdefault(form, (line, text))

    def shown(self, form: str) -> str:
        line, text = self.first[form]
        return f"{self.counts[form]} {form} (line {line}: {text})"


def in_one_form(layout: Layout, path: Path, noticed: Noticed, given: str | None = None) -> Layout:
    """Return the layout with one order of day and month in each date that may have two.

    Only layouts of which a date has several forms cost this second look at the file.

    Parameters
    ----------
    layout, path
        How the file is laid out, and where it is.
    noticed
        Where dates in other forms than most are counted.
    given
        The form that is known already, ``d/m/y`` or ``m/d/y``.

    Raises
    ------
    RecordError
        The dates are in both orders, with the counts of each; or all fit both, with an example of
        what the two readings make of it.
    """
    dates = [
        one
        for one in _dates((layout.rows, layout.steps))
        if one.cell and len(one.form) > 1 and one.form[0] != "edtf"
    ]
    if not dates or layout.reshape:
        return layout
    tally = _Tally()
    known: dict[tuple[str, tuple[str, ...]], str] = {}
    for line, text, forms in _texts(layout, path, dates):
        key = (text, forms)
        if key not in known:
            known[key] = _form(text, forms)
        if known[key]:
            tally.add(known[key], line, text)
    first = given or _decided(tally, path)
    most = max(tally.counts, key=lambda form: tally.counts[form], default="")
    for form, (line, text) in tally.first.items():
        if form not in (most, _EITHER):
            what = f"dates written {form} where most are {most}"
            noticed.counts[what] += tally.counts[form]
            noticed.examples[what] = [f"line {line}: {text}"]
    if not first:
        return layout
    other = MONTH_FIRST if first in DAY_FIRST else DAY_FIRST

    def settled(date: DateSpec) -> DateSpec:
        forms = tuple(form for form in date.form if form not in other)
        return replace(date, form=forms) if forms else date

    changed: Layout = _replaced(layout, settled)
    return changed


def _decided(tally: _Tally, path: Path) -> str:
    """Return a form of the order that the dates of a file prove, nothing where none has an order.

    Raises
    ------
    RecordError
        They prove both, or leave it open.
    """
    day = [form for form in tally.counts if form in DAY_FIRST]
    month = [form for form in tally.counts if form in MONTH_FIRST]
    if day and month:
        told = ", ".join(tally.shown(form) for form in (*day, *month))
        some = f", {tally.counts[_EITHER]} that fit both" if tally.counts[_EITHER] else ""
        raise RecordError(
            f"dates in mixed forms: {told}{some}",
            fix="write the dates of a file in one form",
            where=Where(str(path)),
        )
    if day or month or not tally.counts[_EITHER]:
        return next(iter((*day, *month)), "")
    line, text = tally.first[_EITHER]
    two = readings(text, ("d/m/y", "m/d/y", "d/m/yy", "m/d/yy"))
    (one, first), (other, second) = list(two.items())[:2]
    raise RecordError(
        f"{text!r} is {first} as {one} and {second} as {other}, and no date of the file tells"
        f" which: all {tally.counts[_EITHER]} fit both",
        fix=f"say which with --date-form {one} or --date-form {other}",
        where=Where(str(path), line),
    )


def _form(text: str, forms: tuple[str, ...]) -> str:
    """Return the form in which a text is written, nothing for what no form reads."""
    fit = readings(whole(text), forms)
    if len({*fit.values()}) > 1:
        return _EITHER
    if len(fit) > 1 and {*fit} & DAY_FIRST and {*fit} & MONTH_FIRST:
        return ""  # 5/5/2020 is one day in both
    return next(iter(fit), "")


def _texts(
    layout: Layout, path: Path, dates: Iterable[DateSpec]
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield every date of a file with its line and the forms that it may have."""
    rows: Iterable[tuple[int, Any]]
    access: Access
    if layout.form.format == "csv" and not layout.steps:
        table = open_table(path, layout.form, on_error=_ignore, on_skip=_pass)
        access, rows = Cells(table.header), table.rows
    else:
        records = read(path, layout.form, on_error=_ignore, on_skip=_pass)
        access, rows = Records(), ((record.line, record) for record in records)
    columns: dict[Any, tuple[Values, tuple[str, ...]]] = {}
    for one in dates:
        if one.cell is not None:
            key = (one.cell.columns, one.form)
            columns.setdefault(key, (compile_cell(one.cell, access), one.form))
    for line, row in rows:
        for values, forms in columns.values():
            try:
                found = values(row)
            except Dropped:
                continue
            for text in found:
                yield line, text, forms


def _ignore(error: GeographError) -> None:
    """Leave an unreadable row to those who read the file."""


def _pass(line: int, reason: str, value: str) -> None:
    """Leave totals and notes to those who read the file."""


def _dates(value: Any) -> Iterator[DateSpec]:
    """Yield every date in a part of a layout."""
    if isinstance(value, DateSpec):
        yield value
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple | list):
        for each in value:
            yield from _dates(each)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _dates(getattr(value, one.name))


def _replaced(value: Any, change: Callable[[DateSpec], DateSpec]) -> Any:
    """Return a part of a layout in which each date is changed."""
    if isinstance(value, Mapping):
        return {key: _replaced(each, change) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_replaced(each, change) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    found = {one.name: _replaced(getattr(value, one.name), change) for one in fields(value)}
    same = all(found[name] is getattr(value, name) for name in found)
    made = value if same else replace(value, **found)
    return change(made) if isinstance(made, DateSpec) else made
