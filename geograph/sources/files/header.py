"""Finds the columns of a CSV file: its header after a preamble, or the names in its form."""

from __future__ import annotations

import csv
import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import Part
from geograph.sources.files.form import CTRL_Z, Form
from geograph.sources.files.streams import text

__all__ = ["WINDOW", "Layout", "dialect", "find_layout", "header_among", "looks_like", "widened"]

WINDOW = 200  # lines in which a header must turn up; the longest known preamble has 11
MAX_FIELD = 50_000_000  # characters in one cell
_SEPARATORS = (",", "\t", ";", "|")
_SAID = re.compile(r"\ufeff?\"?sep=([^\"\w])\"?", re.IGNORECASE)  # Excel's first line, `sep=;`
_SHOWN = {"\t": "tab", ",": "','", ";": "';'", "|": "'|'"}


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of the columns, and how many physical lines stand before the first row.

    ``shorter`` are the lengths of rows that lack the last columns because an older issue had none;
    ``delimiter`` is what the file itself says that stands between cells, if it does; ``written``
    are the names as the file has them.
    """

    header: tuple[str, ...]
    skip: int
    shorter: frozenset[int] = frozenset()
    delimiter: str | None = None
    written: tuple[str, ...] = ()

    def form(self, form: Form) -> Form:
        """Return the form with the separator that the file states."""
        return form if self.delimiter is None else replace(form, delimiter=self.delimiter)

    def within(self, header: tuple[str, ...], form: Form) -> Layout:
        """Return the layout with the longer list of columns that another member has."""
        if form.header or self.header == header or header[: len(self.header)] != self.header:
            return self
        return replace(self, header=header, shorter=self.shorter | {len(self.header)})


def dialect(form: Form, delimiter: str | None = None, *, strict: bool = False) -> dict[str, Any]:
    """Return the arguments that make `csv.reader` read a form."""
    csv.field_size_limit(MAX_FIELD)
    quoting = csv.QUOTE_NONE if form.quote is None else csv.QUOTE_MINIMAL
    given = delimiter or form.delimiter
    return {"delimiter": given, "quotechar": form.quote, "quoting": quoting, "strict": strict}


def find_layout(part: Part, form: Form, encoding: str) -> Layout:
    """Return the columns of a CSV file, reading only its beginning.

    Raises
    ------
    RecordError
        If no line holds the required columns, a name occurs twice, or the first row has as many
        cells as no list of columns; with the separator that would fit, where one does.
    """
    with text(part, encoding, limit=20_000_000) as stream:
        window = list(islice(stream, WINDOW))
    if not any(line.strip() for line in window):
        raise RecordError("the file is empty", where=Where(part.name), fix="download it again")
    said = _SAID.fullmatch(window[0].rstrip("\r\n"))
    if said is None:
        return _named(part, form, window) if form.header else _given(part, form, window)
    form = replace(form, delimiter=said[1])
    rest = ["\n", *window[1:]]
    found = _named(part, form, rest) if form.header else _given(part, form, rest)
    return replace(found, skip=max(found.skip, 1), delimiter=said[1])


def _parse(lines: Iterable[str], form: Form, delimiter: str | None = None) -> list[str]:
    """Return the first row of these lines; nothing where they are not CSV."""
    try:
        return next(csv.reader(lines, **dialect(form, delimiter)), [])
    except csv.Error:
        return []


def _given(part: Part, form: Form, window: list[str]) -> Layout:
    """Choose among the lists of columns by the number of cells that most of the rows have."""
    blank = next(n for n, line in enumerate(window) if line.strip())
    cells = len(_parse(window[blank:], form))
    widths = Counter(row_widths(window, form))
    known = {len(names): names for names in reversed(form.columns)}
    for width, number in widths.most_common():
        if width in known and number * 2 >= widths.total():
            return Layout(known[width], 0)
    if cells in known:
        return Layout(known[cells], 0)
    wanted = sorted({len(names) for names in form.columns})
    expected = " or ".join(str(n) for n in wanted)
    raise RecordError(
        f"{cells} cells where {expected} are expected",
        where=Where(part.name, blank + 1),
        fix=_separator(form, [_width(window[blank:], form, s) for s in _SEPARATORS], cells)
        or "check that this is the right file and the right layout",
    )


def row_widths(lines: Iterable[str], form: Form) -> Iterator[int]:
    """Yield how many cells each row has, up to the first that is not CSV; blank ones are none."""
    try:
        for cells in csv.reader(lines, **dialect(form)):
            if any(cell.strip(f" {CTRL_Z}") for cell in cells):
                yield len(cells)
    except csv.Error:
        return


def widened(part: Part, form: Form, encoding: str, layout: Layout) -> Layout:
    """Return a layout of columns without a header as the whole file has it.

    Where issues of a data set with fewer and with more columns stand in one file, its columns are
    the longer list, and rows of the shorter one lack the last of them.
    """
    if form.header:
        return layout
    known = layout.header
    alike = {
        len(names): names
        for names in form.columns
        if names[: len(known)] == known or known[: len(names)] == names
    }
    if len(alike) < 2:
        return layout
    with text(part, encoding) as stream:
        found: set[int] = set()
        for width in row_widths(stream, layout.form(form)):
            found.add(width)
            if len(found & alike.keys()) == len(alike):
                break
    longest = max(found & alike.keys(), default=len(known))
    shorter = frozenset(found & alike.keys()) - {longest}
    return replace(layout, header=alike[longest], shorter=shorter)


def _width(lines: list[str], form: Form, delimiter: str) -> int:
    """Return how many cells the first lines have under a separator, 1 if they differ."""
    widths = {len(_parse([line], form, delimiter)) for line in lines[:5] if line.strip()}
    return widths.pop() if len(widths) == 1 else 1


def _separator(form: Form, widths: Sequence[int], cells: int) -> str | None:
    """Return the hint that another separator splits the lines better."""
    best = max(range(len(widths)), key=lambda n: widths[n])
    if widths[best] <= max(cells, 1) or _SEPARATORS[best] == form.delimiter:
        return None
    return f"{looks_like(_SEPARATORS[best])} (the form says {_shown(form.delimiter)})"


def looks_like(delimiter: str) -> str:
    """Return the words of an error for a file that another separator would split.

    >>> looks_like(";")
    "the separator looks like ';'"
    """
    return f"the separator looks like {_shown(delimiter)}"


def _shown(delimiter: str) -> str:
    return _SHOWN.get(delimiter, repr(delimiter))


def _named(part: Part, form: Form, window: list[str]) -> Layout:
    """Find the header: the first line that holds every required column."""
    nearest: tuple[int, int, tuple[str, ...]] = (-1, 0, ())
    for n, line in enumerate(window):
        if not line.strip():
            continue
        for lines in ([line], window[n:]):  # alone first: a preamble may hold a stray quote
            used = csv.reader(lines, **dialect(form))
            try:
                cells = next(used, [])
                names = canonical(cells, form)
            except csv.Error:
                continue
            missing = [name for name in form.required if name not in names]
            if not missing:
                written = tuple(cell.replace("\ufeff", "") for cell in cells)
                header = _unique(part.name, n + 1, names)
                return Layout(header, n + used.line_num, written=written)
            score = len(form.required) - len(missing)
            if (score, len(names)) > (nearest[0], len(nearest[2])):
                nearest = (score, n, names)
            if form.quote is None or form.quote not in line:
                break
    raise _not_found(part, form, window, nearest[1], nearest[2])


def header_among(name: str, form: Form, lines: Sequence[tuple[int, Sequence[str]]]) -> Layout:
    """Return the columns of a table of cells, whose rows have numbers; ``skip`` is its header's.

    Raises
    ------
    RecordError
        As for `find_layout`.
    """
    if not form.header:
        width = max(len(cells) for _, cells in lines if any(cells))
        for names in form.columns:
            if len(names) == width:
                return Layout(names, lines[0][0] - 1)
        wanted = " or ".join(str(n) for n in sorted({len(names) for names in form.columns}))
        raise RecordError(
            f"{width} columns where {wanted} are expected",
            where=Where(name, lines[0][0]),
            fix="check that this is the right file and the right layout",
        )
    nearest: tuple[int, int, tuple[str, ...]] = (-1, 0, ())
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        names = canonical(cells, form)
        missing = [one for one in form.required if one not in names]
        if not missing:
            return Layout(_unique(name, number, names), number)
        score = len(form.required) - len(missing)
        if (score, len(names)) > (nearest[0], len(nearest[2])):
            nearest = (score, number, names)
    raise _lacking(name, form, nearest[1], nearest[2], None)


def canonical(cells: Iterable[str], form: Form) -> tuple[str, ...]:
    """Return our names for the cells of a header; a blank one is named after the one before.

    Where a header has several columns that would have one of our names, ours has it, else the
    first in the order of ``rename``; the others keep their own.

    >>> canonical(["DispNum3", "DispNum4"], Form(rename={"dispnum4": "no", "dispnum3": "no"}))
    ('DispNum3', 'no')
    """
    known = {name.casefold(): name for name in (*form.required, *form.optional)}
    names: list[str] = []
    for cell in cells:
        name = " ".join(cell.replace("\ufeff", "").split())
        if not name:
            name = f"{names[-1]}?" if names else "?"
        names.append(known.get(name.casefold(), name))
    folded = [name.casefold() for name in names]
    for theirs, ours in form.rename.items():
        if ours not in names and theirs.strip().casefold() in folded:
            names[folded.index(theirs.strip().casefold())] = ours
    return tuple(names)


def _unique(file: str, line: int, names: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise RecordError(
            f"the column '{twice[0]}' occurs twice in the header",
            where=Where(file, line, twice[0]),
            fix="rename one of the two in the file",
        )
    return names


def _not_found(
    part: Part, form: Form, window: list[str], line: int, names: tuple[str, ...]
) -> RecordError:
    """Return the error that shows what was found, what is missing, and what may have happened."""
    hint = None
    for other in _SEPARATORS:
        if other == form.delimiter:
            continue
        under = canonical(_parse([window[line]], form, other), form)
        if all(name in under for name in form.required) or (len(names) <= 1 and len(under) > 2):
            hint = _separator(form, [len(under) if s == other else 0 for s in _SEPARATORS], 1)
            break
    if next(text for text in window if text.strip()).lstrip("\ufeff \t").startswith("<"):
        hint = "this is a web page or XML, not a table; download the file itself"
    return _lacking(part.name, form, line + 1, names, hint)


def _lacking(
    file: str, form: Form, line: int, names: tuple[str, ...], hint: str | None
) -> RecordError:
    """Return the error for required columns that a header lacks, with the nearest that it has."""
    missing = [name for name in form.required if name not in names]
    near = [
        f"'{close[0]}' for '{name}'"
        for name in missing
        if (close := difflib.get_close_matches(name, names, 1))
    ]
    if hint is None and near:
        hint = f"the nearest are {', '.join(near[:5])}: add them to the form's `rename`"
    shown = ", ".join(repr(name[:40]) for name in names[:12]) or "none"
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    lacking = ", ".join(repr(name) for name in missing[:12])
    return RecordError(
        f"no header: the columns {lacking} are missing; found {shown}{more}",
        where=Where(file, line or None),
        fix=hint or "check that this is the right file and the right layout",
    )
