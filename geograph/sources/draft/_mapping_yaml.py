"""A guess of columns as the YAML of a mapping, and what a person still has to decide."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from geograph.events.schema import EVENTS
from geograph.sources.draft._column_readings import MISSING, Column
from geograph.sources.draft._guessing import Guess
from geograph.sources.draft._sample import Sample
from geograph.sources.draft._words import ROLES
from geograph.sources.files import MISSING as MARKS

__all__ = ["to_yaml", "undecided"]

_DELIMITERS = {",": ",", ";": ";", "\t": "tab", "|": "|"}
_TAKEN = {column.name for column in EVENTS}  # the columns that every table of rows has
_WORDS = {"yes", "no", "true", "false", "null", "none", "tab", "space", "newline", "on", "off"}


def undecided(found: Guess, sample: Sample) -> Iterable[str]:
    """Yield what nobody can guess, and what a guess leaves out."""
    used = {c.use for c in found.columns}
    yield (
        "speaks: does the table judge (register), list its owner's own acts (official-list), or"
        " record what a machine or a coder read (extraction)?"
    )
    if "class" not in used:
        yield "class: what kind of event is a row (docs/ontology.md)? `Event` is a placeholder"
        if len(used & {*ROLES}) == 1 and used & {"detail", "melt"}:
            yield (
                "rows: if a row states values of somebody in a year, such as a population, write"
                " `observations:` in their place (docs/attributes.md); they are never events"
            )
    if not used & {*ROLES}:
        yield "actor, recipient or participant: no column could be read as states or organisations"
    if "date" not in used and found.wide is None:
        yield "date: no column could be read as dates; rows without one are in no cut in time"
    if sample.errors:
        yield f"rows: {sample.errors} at the beginning do not fit the header and are errors"
    for column in found.columns:
        if column.use in ("date", "date.until") and column.rival:
            yield (
                f"date: {column.name!r} is {column.reading.replace(', ', ' or ')}: strike all but"
                " one, or load with --date-form"
            )
        if column.use in ("date", "date.until") and column.share < 1:
            yield (
                f"date: {1 - column.share:.0%} of the values of {column.name!r} cannot be read as"
                f" dates ({', '.join(column.unread)}); those with digits are errors of a load"
            )
        if column.use in ROLES:
            yield from _of_party(column)
    yield "publisher, licence, citation, url: who made the table, how it may be used and cited"


def _of_party(column: Column) -> Iterator[str]:
    if column.reading == "local":
        yield (
            f"{column.use}: who is named in {column.name!r} is not looked up; they become actors"
            " of the table's own"
        )
    elif column.share < 1:
        yield (
            f"{column.use}: {1 - column.share:.0%} of the values of {column.name!r} are nobody"
            f" known ({', '.join(column.unread)}); they become actors of the table's own"
        )
    if column.rival:
        yield (
            f"{column.use}: the numbers of {column.name!r} are read as {column.reading}, but"
            f" {column.rival} has them as well"
        )
    for mark in column.states:
        yield (
            f"{column.use}: {mark} in {column.name!r} is read as the code of a state; if it marks"
            f" a missing value, add `missing: [{_quoted(mark)}]`"
        )


def to_yaml(path: Path, sample: Sample, found: Guess) -> str:
    """Return the mapping of a table in this form, with these columns."""
    stem = re.sub(r"[^a-z0-9]+", "-", path.name.split(".")[0].casefold()).strip("-") or "table"
    lines = [
        f"# A draft made from {path.name}. What is marked DECIDE is for you to say.",
        f"title: {stem}  # DECIDE",
        "publisher: unstated  # DECIDE: who made the table",
        "speaks: extraction  # DECIDE: register, official-list or extraction",
        "url: https://example.org/  # DECIDE",
        "licence: unstated  # DECIDE",
        "citation: unstated  # DECIDE",
        "layouts:",
        "  table:",
        "    source:",
        *(f"      {line}" for line in _source(sample, found)),
    ]
    if found.wide is not None:
        marks = ", ".join(map(_quoted, sorted(MISSING)))
        lines += [
            "    steps:  # a column for each year becomes a row for each year",
            f"      - melt: {{columns: {_quoted(found.wide.glob)},"
            f" pattern: {_quoted(found.wide.pattern)}, name: {_quoted(found.wide.year)},"
            f" value: {_quoted(found.wide.value)}, missing: [{marks}]}}",
        ]
    if ignored := [c.name for c in found.columns if c.use == "ignore"]:
        lines.append(f"    ignore: [{', '.join(map(_quoted, ignored))}]")
    lines += ["    rows:", *_row(found)]
    if (group := found.of("member of")) and (member := found.of("participant")):
        when = _when(found)
        lines += [
            "    tenures:",
            f"      - {{who: {_party(member, found)}, relation: memberOf,"
            f" whom: {_party(group, found)}{f', date: {when}' if when else ''}}}",
        ]
    return "\n".join(lines) + "\n"


def _source(sample: Sample, found: Guess) -> Iterator[str]:
    """Yield how the file is laid out, as far as it is not as a mapping takes for granted."""
    form = sample.form
    if form.format != "csv":
        yield f"format: {form.format}"
        return
    if form.sheet is not None:
        yield f"sheet: {_quoted(form.sheet)}"
    if sample.text:
        yield f"delimiter: {_quoted(_DELIMITERS.get(form.delimiter, form.delimiter))}"
        if form.quote is None:
            yield "quote: none"
        yield f"encodings: {form.encodings[0]}"
    if not form.header:
        yield "header: no"
        yield f"columns: [{', '.join(map(_quoted, form.columns[0]))}]"
        return
    parts = {name for units in found.parts.values() for name in units.values()}
    needed = [
        c.name
        for c in found.columns
        if c.use not in ("ignore", "detail", "melt") or c.name in parts
    ]
    yield f"required: [{', '.join(map(_quoted, needed or sample.header[:2]))}]"


def _row(found: Guess) -> Iterator[str]:
    """Yield the event that a row reports."""
    kind = found.of("class")
    if kind:
        yield f"      - class: {{{kind.reading}: {_cell(kind)}}}"
    else:
        yield "      - class: Event  # DECIDE"
    if key := found.of("key"):
        yield f"        key: {_cell(key)}"
    if group := found.of("member of"):
        both = (found.of("participant"), group)
        yield f"        participant: [{', '.join(_party(one, found) for one in both if one)}]"
    else:
        for role in ROLES:
            if party := found.of(role):
                known = f"{party.share:.0%} known" if party.reading != "local" else "DECIDE"
                yield f"        {role}: {_party(party, found)}  # {known}"
    if not any(found.of(role) for role in ROLES):
        yield (
            f"        participant: {_cell(_stand_in(found), 'as: local')}  # DECIDE: who takes part"
        )
    if when := _when(found):
        yield f"        date: {when}"
    if item := found.of("item"):
        yield f"        item: {_cell(item)}"
    if url := found.of("url"):
        yield f"        url: {_cell(url)}"
    if details := [c for c in found.columns if c.use in ("detail", "melt")]:
        parts = {name for units in found.parts.values() for name in units.values()}
        if rest := [c for c in details if c.name not in parts]:
            yield "        details:"
            yield from _details(rest)


def _stand_in(found: Guess) -> Column:
    """Return a column for who takes part where none is known: text, and never a date."""
    texts = [c for c in found.columns if c.use == "detail" and c.reading == "text"]
    others = [c for c in found.columns if not c.use.startswith("date") and c.use != "ignore"]
    return [*texts, *others, *found.columns][0]


def _party(column: Column, found: Guess) -> str:
    """Return who takes part as YAML; a leader with the state that they lead."""
    if (state := found.of("state")) and column.use == "participant":
        read = "" if state.reading == "name" else f"state_as: {state.reading}"
        more = (f"state: {_cell(state)}", *([read] if read else []))
        return _cell(column, "as: local", "kind: Person", *more)
    if column.use == "member of" and column.reading in ("local", "role"):
        return _cell(column, "as: local", "kind: InternationalOrganisation")
    return _cell(column, *(() if column.reading == "name" else (f"as: {column.reading}",)))


def _when(found: Guess) -> str:
    """Return the date as YAML: of the row, or throughout the year that a column was."""
    if found.wide is not None:
        return f"{{year: {_quoted(found.wide.year)}, throughout: yes}}"
    start, end = found.of("date"), found.of("date.until")
    if start is None:
        return ""
    until = f"until: {_moment(end, found, ())}" if end else ""
    return _moment(start, found, (until,) if until else ())


def _moment(when: Column, found: Guess, more: tuple[str, ...]) -> str:
    """Return a date as YAML; a year whose month and day have columns of their own takes them."""
    if when.open:
        more = (*more, f"open: [{', '.join(map(_quoted, when.open))}]")
    units = found.parts.get(when.name, {})
    if units:
        names = {c.name: c for c in found.columns}
        cells = {"year": when} | {unit: names[other] for unit, other in units.items()}
        parts = ", ".join(f"{unit}: {_cell(column)}" for unit, column in cells.items())
        return "{" + ", ".join((parts, *more)) + "}"
    form = f"form: [{when.reading}]" if "," in when.reading else f"form: {when.reading}"
    return _cell(when, *(() if when.reading == "edtf" else (form,)), *more)


def _details(columns: Iterable[Column]) -> Iterator[str]:
    """Yield a line for each detail, under a name of its own."""
    names: set[str] = set()
    for column in columns:
        plain = re.sub(r"[^a-z0-9]+", "_", _plain(column.name)).strip("_") or "column"
        if plain in _TAKEN or plain[0].isdigit():
            plain = f"own_{plain}"
        name = plain if plain not in names else f"{plain}_{len(names)}"
        names.add(name)
        number = column.reading.startswith("number")
        how = ["type: number" if number else "type: text"]
        if column.reading == "number,":
            how.append('decimal: ","')
        yield f"          {name}: {_cell(column, *how, f'doc: {_quoted(column.name)}')}"


def _plain(text: str) -> str:
    """Return a text in small letters without their accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isascii())


def _cell(column: Column, *more: str) -> str:
    parts = [f"column: {_quoted(column.name)}", *more]
    if more_marks := [mark for mark in column.missing if mark not in MARKS]:
        parts.append(f"missing: [{', '.join(map(_quoted, more_marks))}]")
    if column.lookup:
        pairs = ", ".join(f"{_quoted(k)}: {_quoted(v)}" for k, v in sorted(column.lookup.items()))
        parts += [f"lookup: {{{pairs}}}", 'default: "="']
    return "{" + ", ".join(parts) + "}"


def _quoted(text: str) -> str:
    """Return text as YAML that means that text and nothing else."""
    if re.fullmatch(r"[A-Za-z][\w ()./]*", text) and text.casefold() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
