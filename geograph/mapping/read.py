"""`geograph/datasets/<name>.yml` → `Dataset`, every mistake with its file, line and fix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

from geograph.dossier.yamlsafe import read_text
from geograph.errors import DossierError, MappingError
from geograph.mapping.node import Node
from geograph.mapping.spec import (
    SPEAKS,
    Cell,
    Choice,
    Condition,
    Dataset,
    Detail,
    Layout,
    Moment,
    Party,
    PartyTable,
    RowSpec,
    TenureSpec,
    Thing,
)
from geograph.records import Form
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES

__all__ = ["dataset_names", "load_dataset", "read_dataset"]

_STAGES = ("announced", "listed", "effective", "lifted")
_TEXTS = ("provision", "programme", "ground", "url", "publisher", "published", "topic")
_TYPES = ("text", "number", "integer", "flag", "date", "texts")
_FORMS = ("edtf", "ymd", "d.m.y", "m/d/y", "d/m/y", "d mon y", "years")
_COUNTS = ("made", "file")
_ISSUES = ("whole", "parts")
_UNKNOWN = ("local", "drop", "omit")
# Whom somebody speaks for decides over voices, so that is left to the reference data.
_RELATIONS = ("ownedBy", "memberOf")


@cache
def dataset_names() -> tuple[str, ...]:
    """Return the names of the data sets that geograph knows.

    >>> "sipri" in dataset_names()
    True
    """
    folder = files("geograph.datasets")
    return tuple(sorted(f.name[:-4] for f in folder.iterdir() if f.name.endswith(".yml")))


def load_dataset(name: str) -> Dataset:
    """Return a data set by its name, or by the path of a mapping of one's own.

    Raises
    ------
    MappingError
        There is no such data set, or its YAML is wrong.

    >>> load_dataset("sipri").speaks
    'register'
    """
    if name in dataset_names():
        return _shipped(name)
    if name.endswith((".yml", ".yaml")):
        path = Path(name)
        try:
            return read_dataset(path.read_text(encoding="utf-8"), name)
        except (OSError, UnicodeDecodeError) as exc:
            raise MappingError(
                f"cannot read the mapping {name!r}: {exc}", fix="see its path and encoding (UTF-8)"
            ) from exc
    raise MappingError(
        f"there is no data set {name!r}",
        fix=f"use one of {', '.join(dataset_names())}, or the path of a .yml of your own",
    )


@cache
def _shipped(name: str) -> Dataset:
    file = files("geograph.datasets") / f"{name}.yml"
    return read_dataset(file.read_text(encoding="utf-8"), f"geograph/datasets/{name}.yml")


def read_dataset(text: str, file: str) -> Dataset:
    """Read the YAML of a data set.

    Raises
    ------
    MappingError
        A key is unknown or missing, or a value is not allowed; with file, line and field.
    """
    try:
        root = Node(read_text(text, file), file)
    except DossierError as exc:
        raise MappingError(exc.what, fix=exc.fix, where=exc.where) from exc
    speaks = root.need("speaks")
    if speaks.text() not in SPEAKS:
        raise speaks.wrong(f"{speaks.text()!r} is no way to speak", f"one of {', '.join(SPEAKS)}")
    lookups = {
        name: {key: value.text() for key, value in node.pairs()}
        for name, node in (root.get("lookups") or _empty(root)).pairs()
    }
    reader = _Reader(lookups)
    for name, node in root.need("layouts").pairs():
        reader.layouts[name] = reader.layout(name, node)
    layouts = tuple(reader.layouts.values())
    keys = ("released", "issued", "issues", "names")
    released, issued, issues, names = (root.get(n) for n in keys)
    found = Dataset(
        name=Path(file).stem,
        mark=blake2b(text.encode(), digest_size=6).hexdigest(),
        file=file,
        title=root.need("title").text(),
        publisher=root.need("publisher").text(),
        speaks=speaks.text(),
        url=root.need("url").text(),
        licence=root.need("licence").text(),
        citation=root.need("citation").text(),
        names=names.text() if names else None,
        released=released.regex() if released else None,
        issued=tuple(_issue(one) for one in issued.items()) if issued else (),
        issues=_one_of(issues, _ISSUES) if issues else "parts",
        layouts=layouts,
    )
    root.done(("notes",))
    for name, node in (root.get("lookups") or _empty(root)).pairs():
        if name not in reader.used:
            raise node.wrong(f"the lookup `{name}` is not used", "use it, or remove it")
    named = {layout.name for layout in layouts}
    for layout in layouts:
        if layout.part and layout.part not in named:
            raise root.wrong(
                f"layout {layout.name!r} is part of {layout.part!r}, which is none",
                f"one of {', '.join(sorted(named))}",
            )
    return found


def _empty(node: Node) -> Node:
    from geograph.dossier.yamlsafe import Mapping as Tree

    return Node(Tree((), node.line), node.file, node.path)


class _Reader:
    """Reads the parts of one file, with its lookups at hand."""

    def __init__(self, lookups: Mapping[str, Mapping[str, str]]) -> None:
        self.lookups = lookups
        self.used: set[str] = set()
        self.layouts: dict[str, Layout] = {}

    def layout(self, name: str, node: Node) -> Layout:
        part = node.get("part")
        rows = node.get("rows")
        drop = node.get("drop")
        parties = node.get("parties")
        reshape, named, series = (node.get(n) for n in ("reshape", "named", "series"))
        issues = node.get("issues")
        ignore, reads, tenures = (node.get(n) for n in ("ignore", "reads", "tenures"))
        like, count = node.get("like"), node.get("count")
        if like is not None:
            if like.text() not in self.layouts or rows or drop or parties or tenures:
                fix = "name a layout above this one; its rows, drop and parties are taken over"
                raise like.wrong(f"cannot be like {like.text()!r}", fix)
            known = self.layouts[like.text()]
            form = self.form(node.need("source"))
            node.done()
            return replace(
                known,
                name=name,
                form=form,
                named=named.regex() if named else None,
                series=series.text() if series else None,
                issues=_one_of(issues, _ISSUES) if issues else known.issues,
                reshape=reshape.text() if reshape else known.reshape,
                count=_one_of(count, _COUNTS) if count else known.count,
                ignore=(*known.ignore, *(ignore.texts() if ignore else ())),
                reads=(*known.reads, *(reads.texts() if reads else ())),
            )
        layout = Layout(
            name=name,
            form=self.form(node.need("source")),
            named=named.regex() if named else None,
            series=series.text() if series else None,
            issues=_one_of(issues, _ISSUES) if issues else None,
            reshape=reshape.text() if reshape else None,
            part=part.text() if part else None,
            reads=reads.texts() if reads else (),
            count=_one_of(count, _COUNTS) if count else "made",
            ignore=ignore.texts() if ignore else (),
            drop=tuple((reason, self.conditions(when)) for reason, when in drop.pairs())
            if drop
            else (),
            parties={key: self.table(key, one) for key, one in parties.pairs()} if parties else {},
            rows=tuple(self.row(one) for one in rows.items()) if rows else (),
            tenures=tuple(self.tenure(one) for one in tenures.items()) if tenures else (),
        )
        if not (rows or part):
            raise node.wrong(
                "a layout without rows",
                "say what its records tell of, or `part: …` or `like: …`",
            )
        node.done()
        return layout

    def form(self, node: Node) -> Form:
        given: dict[str, Any] = {}
        for key, kind in _FORM.items():
            if (one := node.get(key)) is not None:
                given[key] = kind(one)
        node.done()
        if given.get("quote") in ("", "none"):
            given["quote"] = None
        return Form(**given)

    def row(self, node: Node) -> RowSpec:
        def moments(names: tuple[str, ...]) -> dict[str, Moment]:
            return {n: self.moment(one) for n in names if (one := node.get(n)) is not None}

        def cells(names: tuple[str, ...]) -> dict[str, Cell]:
            return {n: self.cell(one) for n in names if (one := node.get(n)) is not None}

        def parties(name: str) -> tuple[Party, ...]:
            found = node.get(name)
            return tuple(self.party(one) for one in found.items()) if found else ()

        when, key, label, date = (node.get(n) for n in ("when", "key", "label", "date"))
        item, details = node.get("item"), node.get("details")
        momentary, nobody = node.get("momentary"), node.get("nobody")
        spec = RowSpec(
            choice=self.choice(node.need("class")),
            line=node.line,
            when=self.conditions(when) if when else (),
            key=self.cell(key) if key else None,
            label=self.cell(label) if label else None,
            actor=parties("actor"),
            recipient=parties("recipient"),
            participant=parties("participant"),
            place=parties("place"),
            item=tuple(self.thing(one) for one in item.items()) if item else (),
            date=self.moment(date) if date else None,
            stages=moments(_STAGES),
            texts=cells(_TEXTS),
            details=tuple(self.detail(n, one) for n, one in details.pairs()) if details else (),
            momentary=momentary.flag() if momentary else False,
            nobody=nobody.flag() if nobody else False,
        )
        node.done()
        if not (spec.actor or spec.recipient or spec.participant):
            raise node.wrong(
                "a row in which nobody takes part", "add actor, recipient or participant"
            )
        return spec

    def choice(self, node: Node) -> Choice:
        if node.is_text:
            if node.text() not in EVENT_CLASSES:
                raise node.wrong(f"unknown class {node.text()!r}", "see docs/ontology.md")
            return Choice(scheme="name", cell=Cell(constant=node.text()))
        for scheme in ("cameo", "cameo_label"):
            if (one := node.get(scheme)) is not None:
                node.done()
                return Choice(scheme=scheme, cell=self.cell(one))
        cell = self.cell(node)
        for value in {*(cell.lookup or {}).values(), *([cell.default] if cell.default else [])}:
            if value not in EVENT_CLASSES:
                raise node.wrong(f"unknown class {value!r} in the lookup", "see docs/ontology.md")
        return Choice(scheme="name", cell=cell)

    def cell(self, node: Node, also: tuple[str, ...] = ()) -> Cell:
        """Read a cell: a column's name, or a mapping; ``also`` are keys that the caller reads."""
        if node.is_text or node.is_list:
            return Cell(columns=node.texts())
        column, columns, constant = (node.get(n) for n in ("column", "columns", "constant"))
        missing, pattern, lookup = (node.get(n) for n in ("missing", "pattern", "lookup"))
        default, split, join = (node.get(n) for n in ("default", "split", "join"))
        node.done(also)
        if sum(one is not None for one in (column, columns, constant)) != 1:
            raise node.wrong("a value without its place", "write one of column, columns, constant")
        source = column or columns
        return Cell(
            columns=source.texts() if source else (),
            constant=constant.text() if constant else None,
            missing=frozenset(missing.texts()) if missing else frozenset(),
            pattern=pattern.regex() if pattern else None,
            lookup=self.lookup(lookup) if lookup else None,
            default=default.text() if default else None,
            split=split.text() if split else None,
            join=join.text() if join else " ",
        )

    def lookup(self, node: Node) -> Mapping[str, str]:
        if not node.is_text:
            return {key: value.text() for key, value in node.pairs()}
        if node.text() not in self.lookups:
            raise node.wrong(f"there is no lookup {node.text()!r}", "define it under `lookups:`")
        self.used.add(node.text())
        return self.lookups[node.text()]

    def conditions(self, node: Node) -> tuple[Condition, ...]:
        """Read conditions that must all hold: ``column: [values]``, ``not`` before its column."""
        if node.is_list:
            return tuple(one for item in node.items() for one in self.conditions(item))
        return tuple(
            Condition(
                cell=Cell(columns=(key.removeprefix("not "),)),
                values=frozenset(value.texts()),
                negated=key.startswith("not "),
            )
            for key, value in node.pairs()
        )

    _PARTY = (
        "as", "kinds", "unknown", "kind", "label", "state", "state_as", "speaks", "table", "packed",
        "on",
    )  # fmt: skip

    def party(self, node: Node) -> Party:
        if node.is_text:
            return Party(cell=self.cell(node))
        actor = node.get("actor")
        if actor is not None:
            node.done()
            return Party(cell=Cell(constant=actor.text()), scheme="actor")
        scheme, kinds, unknown, kind, label, state, state_as, speaks, table, packed, on = (
            node.get(n) for n in self._PARTY
        )
        if table is not None:
            node.done()
            return Party(cell=Cell(constant=table.text()), scheme="party", table=table.text())
        given: dict[str, Any] = {"cell": self.cell(node, self._PARTY)}
        if scheme:
            given["scheme"] = scheme.text()
        if kinds:
            given["kinds"] = kinds.texts()
            for one in given["kinds"]:
                if one not in ACTOR_CLASSES:
                    raise kinds.wrong(f"unknown class {one!r}", "see docs/ontology.md")
        if unknown:
            given["unknown"] = _one_of(unknown, _UNKNOWN)
        for name, one in (("kind", kind), ("label", label), ("state", state), ("on", on)):
            if one:
                given[name] = self.cell(one)
        if kind and kind.is_text:
            given["kind"] = Cell(constant=_one_of(kind, tuple(ACTOR_CLASSES)))
        if packed:
            given["packed"] = packed.texts()
        if state_as:
            given["state_scheme"] = state_as.text()
        if speaks:
            given["speaks"] = self.conditions(speaks)[0]
        return Party(**given)

    def moment(self, node: Node) -> Moment:
        if node.is_text:
            return Moment(cell=self.cell(node))
        names = ("form", "year", "month", "day", "until", "open", "unsure", "precision")
        form, year, month, day, until, open_, unsure, precision = (node.get(n) for n in names)
        simple = node.get("column") or node.get("columns") or node.get("constant")
        if not (simple or year):
            raise node.wrong("a date without its place", "write column, or year, month and day")
        cell = self.cell(node, names) if simple else None
        if cell is None:
            node.done(names)
        return Moment(
            cell=cell,
            form=_forms(form) if form else ("edtf",),
            year=self.cell(year) if year else None,
            month=self.cell(month) if month else None,
            day=self.cell(day) if day else None,
            until=self.moment(until) if until else None,
            open=frozenset(open_.texts()) if open_ else frozenset(),
            unsure=self.cell(unsure) if unsure else None,
            precision=self.cell(precision) if precision else None,
        )

    def tenure(self, node: Node) -> TenureSpec:
        role, date, when = (node.get(n) for n in ("role", "date", "when"))
        relation = node.need("relation")
        cell = Cell(constant=relation.text()) if relation.is_text else self.cell(relation)
        for value in {*(cell.lookup or {}).values(), cell.constant, cell.default} - {None}:
            if value not in _RELATIONS:
                raise relation.wrong(
                    f"unknown relation {value!r}", f"one of {', '.join(_RELATIONS)}"
                )
        spec = TenureSpec(
            who=self.party(node.need("who")),
            relation=cell,
            whom=self.party(node.need("whom")),
            role=self.cell(role) if role else None,
            date=self.moment(date) if date else None,
            when=self.conditions(when) if when else (),
        )
        node.done()
        return spec

    def thing(self, node: Node) -> Thing:
        if node.is_text:
            return Thing(cell=self.cell(node))
        family, kind = node.get("family"), node.get("kind")
        return Thing(
            cell=self.cell(node, ("family", "kind")),
            family=self.cell(family) if family else None,
            kind=kind.text() if kind else "WeaponSystem",
        )

    def detail(self, name: str, node: Node) -> Detail:
        names = ("type", "doc", "uncertain", "table_only")
        kind, doc, uncertain, table_only = (node.get(n) for n in names)
        if doc is None:
            raise node.wrong(f"the detail `{name}` says not what it means", "add `doc:`")
        return Detail(
            name=name,
            cell=self.cell(node, names),
            doc=doc.text(),
            type=_one_of(kind, _TYPES) if kind else "text",
            uncertain=self.cell(uncertain) if uncertain else None,
            table_only=table_only.flag() if table_only else False,
        )

    def table(self, name: str, node: Node) -> PartyTable:
        aliases, birth, countries, addresses, identifiers = (
            node.get(n) for n in ("aliases", "birth", "countries", "addresses", "identifiers")
        )
        alone, when = node.get("alone"), node.get("when")

        def schemes(one: Node | None) -> tuple[tuple[str, Cell], ...]:
            if one is None:
                return ()
            return tuple((key, self.cell(v)) for key, n in one.pairs() for v in n.items())

        table = PartyTable(
            name=name,
            key=self.cell(node.need("key")),
            kind=self.kind(node.need("kind")),
            label=self.cell(node.need("label")),
            aliases=tuple(self.cell(one) for one in aliases.items()) if aliases else (),
            birth=tuple(self.moment(one) for one in birth.items()) if birth else (),
            addresses=tuple(self.cell(one) for one in addresses.items()) if addresses else (),
            countries=schemes(countries),
            identifiers=schemes(identifiers),
            alone=alone.flag() if alone else False,
            when=self.conditions(when) if when else (),
        )
        node.done()
        return table

    def kind(self, node: Node) -> Cell:
        cell = Cell(constant=node.text()) if node.is_text else self.cell(node)
        values = {*(cell.lookup or {}).values(), cell.constant, cell.default} - {None}
        for value in values:
            if value not in ACTOR_CLASSES:
                raise node.wrong(f"unknown class {value!r}", "see docs/ontology.md")
        return cell


def _issue(node: Node) -> tuple[re.Pattern[str], str]:
    """Read where the day of issue stands in a file, and how it is written."""
    form = node.get("form")
    pattern = node.need("pattern").regex()
    node.done()
    return pattern, _one_of(form, _FORMS) if form else "edtf"


def _one_of(node: Node, allowed: tuple[str, ...]) -> str:
    if node.text() not in allowed:
        raise node.wrong(f"{node.text()!r} is not known", f"one of {', '.join(allowed)}")
    return node.text()


def _forms(node: Node) -> tuple[str, ...]:
    """Read how a date is written: one form, or several that can be told apart."""
    forms = tuple(_one_of(one, _FORMS) for one in node.items())
    if len(forms) > 1 and not set(forms).isdisjoint(("edtf", "years")):
        raise node.wrong("edtf and years stand alone", "name forms such as d/m/y and d mon y")
    return forms


def _alternatives(node: Node) -> tuple[tuple[str, ...], ...]:
    """Read one list of column names, or several of them (older releases have fewer)."""
    parts = node.items()
    if parts and parts[0].is_list:
        return tuple(one.texts() for one in parts)
    return (node.texts(),)


_FORM: dict[str, Any] = {
    "format": Node.text,
    "delimiter": Node.text,
    "quote": Node.text,
    "encodings": Node.texts,
    "columns": _alternatives,
    "header": Node.flag,
    "required": Node.texts,
    "optional": Node.texts,
    "rename": lambda node: {key: value.text() for key, value in node.pairs()},
    "join_broken": Node.flag,
    "end_mark": Node.text,
    "records": Node.text,
    "members": Node.text,
}
