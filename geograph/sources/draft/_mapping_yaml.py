"""A guess of columns as the YAML of a mapping, and what a person still has to decide."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from geograph.events.schema import EVENTS
from geograph.sources.draft._guessing import PARTIES, Column
from geograph.sources.files import Form

__all__ = ["DELIMITERS", "to_yaml", "undecided"]

DELIMITERS = {",": ",", ";": ";", "\t": "tab", "|": "|"}
_TAKEN = {column.name for column in EVENTS}  # the columns that every table of rows has
_WORDS = {"yes", "no", "true", "false", "null", "none", "tab", "space", "newline"}


def undecided(columns: list[Column]) -> Iterable[str]:
    """Yield what nobody can guess, and what a guess leaves out."""
    used = {c.use for c in columns}
    yield (
        "speaks: does the table judge (register), list its owner's own acts (official-list), or"
        " record what a machine or a coder read (extraction)?"
    )
    if "class" not in used:
        yield "class: what kind of event is a row (docs/ontology.md)? `Event` is a placeholder"
    if not used & {*PARTIES}:
        yield "actor, recipient or participant: no column could be read as states or organisations"
    if "date" not in used:
        yield "date: no column could be read as dates; rows without one are in no cut in time"
    for column in columns:
        if column.use in ("date", "date.until") and column.rival:
            yield (
                f"date: {column.name!r} is {column.reading} or {column.rival}: strike one of the"
                " two, or load with --date-form"
            )
        if column.use in PARTIES and column.share < 1:
            yield (
                f"{column.use}: {1 - column.share:.0%} of the values of {column.name!r} are nobody"
                f" known ({', '.join(column.unread)}); they become actors of the table's own"
            )
    yield "publisher, licence, citation, url: who made the table, how it may be used and cited"


def to_yaml(path: Path, source: Form, columns: list[Column]) -> str:
    """Return the mapping of a table in this form, with these columns."""
    by: dict[str, Column] = {}
    for column in columns:
        by.setdefault(column.use, column)
    needed = [c.name for c in columns if c.use not in ("ignore", "detail")]
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
        f"      delimiter: {_quoted(DELIMITERS[source.delimiter])}",
        f"      encodings: {source.encodings[0]}",
        f"      required: [{', '.join(map(_quoted, needed))}]",
    ]
    if ignored := [c.name for c in columns if c.use == "ignore"]:
        lines.append(f"    ignore: [{', '.join(map(_quoted, ignored))}]")
    lines.append("    rows:")
    kind = by.get("class")
    lines.append(
        f"      - class: {{{kind.reading}: {_cell(kind)}}}"
        if kind
        else "      - class: Event  # DECIDE"
    )
    if key := by.get("key"):
        lines.append(f"        key: {_cell(key)}")
    for role in PARTIES:
        if party := by.get(role):
            read = () if party.reading == "name" else (f"as: {party.reading}",)
            lines.append(f"        {role}: {_cell(party, *read)}  # {party.share:.0%} known")
    if not {*PARTIES} & by.keys():
        lines.append(
            f"        participant: {_cell(columns[0], 'as: local')}  # DECIDE: who takes part"
        )
    if when := by.get("date"):
        form = () if when.reading == "edtf" else (f"form: {_form(when)}",)
        until = by.get("date.until")
        end = (f"until: {_moment(until, columns, form)}",) if until else ()
        lines.append(f"        date: {_moment(when, columns, (*form, *end))}")
    if item := by.get("item"):
        lines.append(f"        item: {_cell(item)}")
    if url := by.get("url"):
        lines.append(f"        url: {_cell(url)}")
    if details := [c for c in columns if c.use == "detail"]:
        lines += ["        details:", *_details(details)]
    return "\n".join(lines) + "\n"


def _details(columns: Iterable[Column]) -> Iterable[str]:
    """Yield a line for each detail, under a name of its own."""
    names: set[str] = set()
    for column in columns:
        plain = re.sub(r"[^a-z0-9]+", "_", _plain(column.name)).strip("_") or "column"
        if plain in _TAKEN:
            plain = f"own_{plain}"
        name = plain if plain not in names else f"{plain}_{len(names)}"
        names.add(name)
        how = "type: number" if column.reading == "number" else "type: text"
        yield f"          {name}: {_cell(column, how, f'doc: {_quoted(column.name)}')}"


def _plain(text: str) -> str:
    """Return a text in small letters without their accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isascii())


def _form(when: Column) -> str:
    """Return the form of a date; both where the values fit two, so that a load asks which."""
    return f"[{when.reading}, {when.rival}]" if when.rival else when.reading


def _moment(when: Column, columns: list[Column], more: tuple[str, ...]) -> str:
    """Return a date as YAML; a year whose month and day have columns of their own takes them."""
    names = {c.name: c for c in columns}
    parts = {
        unit: names[other]
        for unit in ("month", "day")
        if (other := re.sub("year", unit, when.name, flags=re.IGNORECASE)) in names
        and other != when.name
    }
    if not parts:
        return _cell(when, *more)
    cells = ", ".join(f"{unit}: {_cell(c)}" for unit, c in (("year", when), *parts.items()))
    return "{" + ", ".join((cells, *more)) + "}"


def _cell(column: Column, *more: str) -> str:
    parts = [f"column: {_quoted(column.name)}", *more]
    if column.missing:
        parts.append(f"missing: [{', '.join(_quoted(m) for m in column.missing)}]")
    return "{" + ", ".join(parts) + "}"


def _quoted(text: str) -> str:
    """Return text as YAML that means that text and nothing else."""
    if re.fullmatch(r"[A-Za-z][\w ()./]*", text) and text.casefold() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
