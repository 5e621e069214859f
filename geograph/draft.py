"""A researcher's own table → a draft of its mapping: guessed columns, and what is left to decide.

Every guess comes with the share of values that it could read, measured on the beginning of the
table; nothing is loaded. The draft is a mapping like any other: `geograph load my.yml my.csv`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from geograph.actors import ActorIndex, ItemIndex, load_reference
from geograph.actors.cameo import CAMEO, code_of
from geograph.dates import parse
from geograph.errors import DateError, GeographError, RecordError, UnknownItem, Where
from geograph.records import Form, open_table
from geograph.table import Table

__all__ = ["Column", "Draft", "draft"]

_ROWS = 5_000
_MISSING = frozenset(
    (
        "NA",
        "N/A",
        "n/a",
        "NULL",
        "null",
        "None",
        "none",
        ".",
        "-",
        "-9",
        "-99",
        "-999",
        "nan",
        "NaN",
    )
)
_DELIMITERS = {",": ",", ";": ";", "\t": "tab", "|": "|"}
_ENCODINGS = ("utf-8-sig", "cp1252")
#: What a column is called → its role, by the field's usual words; the first that fits is taken.
_ROLES: tuple[tuple[str, str], ...] = (
    (
        "actor",
        "actor_?1|side_?a|state_?a|ccode_?1|country_?1|source|actor|supplier|exporter|sender"
        "|initiator|attacker|from|donor|seller|origin",
    ),
    (
        "recipient",
        "actor_?2|side_?b|state_?b|ccode_?2|country_?2|target|recipient|importer|receiver|to"
        "|buyer|destination|victim",
    ),
    ("participant", "state|country|member|party|participant|ccode|iso3?|nation"),
)
_DATE_FORMS = {
    "ymd": r"\d{8}",
    "d.m.y": r"\d{1,2}\.\d{1,2}\.\d{4}",
    "d/m/y": r"(?:1[3-9]|2\d|3[01])/\d{1,2}/\d{4}",
    "m/d/y": r"\d{1,2}/\d{1,2}/\d{4}",
    "d mon y": r"\d{1,2} [A-Za-z]{3,9} \d{4}",
}
_SCHEMES = ("name", "iso3", "iso2", "cow", "gw", "cameo", "role")
# From which share of its values on a reading is proposed.
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column and what it seems to be: ``use`` is a key of a row, ``reading`` how it is read.

    ``share`` is the share of its values that this reading could read, ``unread`` examples of the
    others, ``missing`` the marks that seem to stand for nothing.
    """

    name: str
    use: str
    reading: str
    share: float
    values: int
    unread: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposed mapping: its YAML, its columns, and what a person has to decide."""

    yaml: str
    columns: tuple[Column, ...]
    open: tuple[str, ...]
    rows: int

    def to_table(self) -> Table:
        """Return what was guessed, column by column."""
        rows = tuple(
            (
                c.name,
                c.use,
                c.reading,
                f"{c.share:.0%}" if c.reading else "",
                c.values,
                ", ".join(c.unread),
            )
            for c in self.columns
        )
        columns = ("column", "taken for", "read as", "could be read", "values", "could not")
        notes = (f"guessed from {self.rows} rows", *(f"to decide: {one}" for one in self.open))
        return Table(columns, rows, "A draft of a mapping", notes)


def draft(path: str | Path) -> Draft:
    """Look at a table and propose its mapping.

    Parameters
    ----------
    path
        A delimited file with a header: CSV, TSV, semicolons; ``.gz`` and ``.zip`` too.

    Returns
    -------
    Draft
        It can be loaded as it is, but says of itself what nobody has decided yet.

    Raises
    ------
    RecordError
        The file cannot be read as a table, or has no row.
    """
    file = Path(path)
    form, header, rows = _read(file)
    reader = _Reader()
    columns = [
        reader.column(name, [row[n].strip() for row in rows]) for n, name in enumerate(header)
    ]
    columns = _assigned(columns)
    return Draft(
        yaml=_yaml(file, form, columns),
        columns=tuple(columns),
        open=tuple(_undecided(columns)),
        rows=len(rows),
    )


def _read(path: Path) -> tuple[Form, tuple[str, ...], list[Sequence[str]]]:
    """Return the form that gives the most columns, the header, and the first rows."""
    best: tuple[Form, tuple[str, ...], list[Sequence[str]]] | None = None
    error: GeographError | None = None
    for delimiter in _DELIMITERS:
        for encoding in _ENCODINGS:
            form = Form(delimiter=delimiter, encodings=(encoding,))
            try:
                table = open_table(path, form)
                rows = [cells for _, cells in islice(table.rows, _ROWS)]
            except RecordError as exc:
                error = error or exc
                continue
            if best is None or len(table.header) > len(best[1]):
                best = form, table.header, rows
            break
    if best is None:
        raise error or RecordError("cannot be read", fix="see the path", where=Where(str(path)))
    if len(best[1]) < 2 or not best[2]:
        fix = "give it a header, and values between commas, semicolons, tabs or bars"
        raise RecordError("is no table of two columns and a row", fix=fix, where=Where(str(path)))
    return best


class _Reader:
    """Tries the readings of a column."""

    def __init__(self) -> None:
        reference = load_reference()
        self.index = ActorIndex(reference.actors, reference.tenures)
        self.items = ItemIndex(reference.items)

    def column(self, name: str, cells: list[str]) -> Column:
        """Return the column with the reading that reads most of its values."""
        missing = tuple(sorted({c for c in cells if c in _MISSING}))
        values = [c for c in cells if c and c not in missing]
        distinct = list(dict.fromkeys(values))[:1_000]
        if not distinct:
            return Column(name=name, use="ignore", reading="", share=0.0, values=0, missing=missing)
        tried = [(use, how, *_share(test, distinct)) for use, how, test in self._readings(name)]
        use, how, share, unread = max(tried, key=lambda t: t[2])
        if share < _ENOUGH or (how == "number" and share < 1):
            use, how, share, unread = "detail", "text", 1.0, ()
        return Column(
            name=name, use=use, reading=how, share=share, values=len(values), unread=unread,
            missing=missing,
        )  # fmt: skip

    def _readings(self, name: str) -> Iterable[tuple[str, str, Callable[[str], bool]]]:
        """Yield readings, the telling ones first: of equal ones the first is taken."""
        word = name.casefold()
        if re.search(r"url|link|source_?url|http", word):
            yield "url", "address", lambda v: v.startswith(("http://", "https://"))
        if re.search(r"date|day|year|start|end|time|begin", word):
            yield "date", "edtf", _edtf
            for form, pattern in _DATE_FORMS.items():
                yield "date", form, re.compile(pattern).fullmatch  # type: ignore[misc]
        if re.search(r"cameo|event[ _]?code|^code$", word):
            yield "class", "cameo", lambda v: v in CAMEO
        if re.search(r"event|relation|type|action|text", word):
            yield "class", "cameo_label", lambda v: code_of(v) is not None
        if re.search(r"weapon|item|system|designation|equipment", word):
            yield "item", "item", self._item
        numeric = re.search(r"ccode|cow|gw", word) is not None
        for scheme in _SCHEMES:
            if scheme in ("cow", "gw") and not (
                (numeric and scheme in word) or ("ccode" in word and scheme == "cow")
            ):
                continue
            yield "party", scheme, lambda v, s=scheme: self._party(v, s)  # type: ignore[misc]
        yield "detail", "number", lambda v: re.fullmatch(r"[-+]?\d+(\.\d+)?", v) is not None

    def _item(self, text: str) -> bool:
        try:
            self.items.resolve(text)
        except UnknownItem:
            return False
        return True

    def _party(self, text: str, scheme: str) -> bool:
        if scheme == "role":
            from geograph.actors.roles import role_of

            return role_of(text, self.index) is not None or bool(self.index.find(text))
        if scheme == "name":
            return len(text) > 3 and bool(self.index.find(text, kinds=("State", "Organisation")))
        return bool(self.index.find(f"{scheme}:{text}"))


def _share(test: Callable[[str], object], values: list[str]) -> tuple[float, tuple[str, ...]]:
    unread = [value for value in values if not test(value)]
    return 1 - len(unread) / len(values), tuple(unread[:3])


def _edtf(text: str) -> bool:
    try:
        parse(text[:10])
    except DateError:
        return False
    return re.match(r"\d{4}(?!\d)", text) is not None


def _assigned(columns: list[Column]) -> list[Column]:
    """Give the parties their roles by their names, and one column each date and each key."""
    out: list[Column] = []
    taken: set[str] = set()
    parties = sum(c.use == "party" for c in columns)
    for column in columns:
        word, use = column.name.casefold().replace(" ", "_"), column.use
        if use == "party":
            fits = [
                role for role, names in _ROLES if re.search(rf"(?:^|_)(?:{names})(?:_|$)", word)
            ]
            free = [r for r in (*fits, "actor", "recipient", "participant") if r not in taken]
            use = fits[0] if fits and fits[0] not in taken else free[0] if free else "detail"
            if use == "participant" and taken & {"actor", "recipient"}:
                use = "detail"  # most often a second writing of a party that has its column
            if use == "actor" and parties == 1:
                use = "participant" if "participant" in fits else use
        elif use == "date":
            late = re.search(r"end|until|stop|to$", word)
            use = (
                "date.until"
                if late and "date" in taken
                else "date"
                if "date" not in taken
                else "detail"
            )
        elif use in ("class", "item", "url") and use in taken:
            use = "detail"
        elif (
            use == "detail"
            and "key" not in taken
            and re.search(r"(?:^|_)id(?:_|$)|_no$|^key$", word)
        ):
            use = "key"
        taken.add(use)
        reading = column.reading if use != "detail" or column.use == "detail" else "text"
        out.append(replace(column, use=use, reading="" if use == "key" else reading))
    return out


def _undecided(columns: list[Column]) -> Iterable[str]:
    used = {c.use for c in columns}
    yield (
        "speaks: does the table judge (register), list its owner's own acts (official-list), or"
        " record what a machine or a coder read (extraction)?"
    )
    if "class" not in used:
        yield "class: what kind of event is a row (docs/ontology.md)? `Event` is a placeholder"
    if not used & {*_PARTIES}:
        yield "actor, recipient or participant: no column could be read as states or organisations"
    if "date" not in used:
        yield "date: no column could be read as dates; rows without one are in no cut in time"
    for column in columns:
        if column.use in _PARTIES and column.share < 1:
            yield (
                f"{column.use}: {1 - column.share:.0%} of the values of {column.name!r} are nobody"
                f" known ({', '.join(column.unread)}); they become actors of the table's own"
            )
    yield "publisher, licence, citation, url: who made the table, how it may be used and cited"


_PARTIES = ("actor", "recipient", "participant")


def _quoted(text: str) -> str:
    """Return text as YAML that means that text and nothing else."""
    if re.fullmatch(r"[A-Za-z][\w ()./]*", text) and text.casefold() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


_WORDS = {"yes", "no", "true", "false", "null", "none", "tab", "space", "newline"}


def _cell(column: Column, *more: str) -> str:
    parts = [f"column: {_quoted(column.name)}", *more]
    if column.missing:
        parts.append(f"missing: [{', '.join(_quoted(m) for m in column.missing)}]")
    return "{" + ", ".join(parts) + "}"


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


def _yaml(path: Path, source: Form, columns: list[Column]) -> str:
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
        f"      delimiter: {_quoted(_DELIMITERS[source.delimiter])}",
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
    for role in _PARTIES:
        if party := by.get(role):
            read = () if party.reading == "name" else (f"as: {party.reading}",)
            lines.append(f"        {role}: {_cell(party, *read)}  # {party.share:.0%} known")
    if not {*_PARTIES} & by.keys():
        lines.append(
            f"        participant: {_cell(columns[0], 'as: local')}  # DECIDE: who takes part"
        )
    if when := by.get("date"):
        form = () if when.reading == "edtf" else (f"form: {when.reading}",)
        until = by.get("date.until")
        end = (f"until: {_moment(until, columns, form)}",) if until else ()
        lines.append(f"        date: {_moment(when, columns, (*form, *end))}")
    if item := by.get("item"):
        lines.append(f"        item: {_cell(item)}")
    if url := by.get("url"):
        lines.append(f"        url: {_cell(url)}")
    if details := [c for c in columns if c.use == "detail"]:
        lines.append("        details:")
        names: set[str] = set()
        for column in details:
            plain = re.sub(r"[^a-z0-9]+", "_", column.name.casefold()).strip("_") or "column"
            name = plain if plain not in names else f"{plain}_{len(names)}"
            names.add(name)
            how = "type: number" if column.reading == "number" else "type: text"
            told = _cell(column, how, f"doc: {_quoted(column.name)}")
            lines.append(f"          {name}: {told}")
    return "\n".join(lines) + "\n"
