"""Read the parts of a mapping that describe one value: cells, conditions, dates, parties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geograph.events.schema import ATTRIBUTES, EVENTS
from geograph.sources.files import with_floats
from geograph.sources.mapping._yaml_node import Node
from geograph.sources.mapping.date_forms import FORMS
from geograph.sources.mapping.value_specs import (
    PROOFS,
    Cell,
    Choice,
    Condition,
    DateSpec,
    Detail,
    ItemSpec,
    PartySpec,
)
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES

__all__ = ["FORMS", "ValueReader", "one_of"]

_TYPES = ("text", "category", "number", "integer", "flag", "date", "texts")
_UNKNOWN = ("local", "drop", "omit")
_LATE = ("take", "drop")
_TAKEN = frozenset(column.name for column in EVENTS)
#: A variable may be missing, which a flag cannot be.
_OF_VARIABLES = ("number", "integer", "category", "text")
_KEYS = frozenset(column.name for column in ATTRIBUTES)
_NAME = re.compile("[a-z][a-z0-9_]*")


class ValueReader:
    """Reads the values of one file, with its lookups at hand.

    Parameters
    ----------
    lookups
        The tables under ``lookups`` of the file; ``used`` holds the names of those that were read.
    """

    def __init__(self, lookups: Mapping[str, Mapping[str, str]]) -> None:
        self.lookups = dict(lookups)
        self.used: set[str] = set()

    def cell(self, node: Node, also: tuple[str, ...] = ()) -> Cell:
        """Read a cell: a column's name, or a mapping; ``also`` are keys that the caller reads."""
        if node.is_text or node.is_list:
            return Cell(columns=node.texts())
        column, columns, constant = (node.get(n) for n in ("column", "columns", "constant"))
        missing, pattern, lookup = (node.get(n) for n in ("missing", "pattern", "lookup"))
        default, split, join, keep = (node.get(n) for n in ("default", "split", "join", "keep"))
        node.done(also)
        if sum(one is not None for one in (column, columns, constant)) != 1:
            raise node.wrong("a value without its column", "write one of column, columns, constant")
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
            keep=frozenset(keep.texts()) if keep else frozenset(),
        )

    def lookup(self, node: Node) -> Mapping[str, str]:
        """Return a lookup that stands here, or one of the file by its name."""
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

    def choice(self, node: Node) -> Choice:
        """Read how the class of an event is stated."""
        if node.is_text:
            if node.text() not in EVENT_CLASSES:
                raise node.wrong(f"unknown class {node.text()!r}", "see docs/ontology.md")
            return Choice(scheme="name", cell=Cell(constant=node.text()))
        for scheme in ("cameo", "cameo_label"):
            if (one := node.get(scheme)) is not None:
                proof = node.get("proof") if scheme == "cameo" else None
                node.done()
                return Choice(scheme=scheme, cell=self.cell(one), proof=self.proof(proof))
        cell = self.cell(node)
        for value in {*(cell.lookup or {}).values(), *([cell.default] if cell.default else [])}:
            if value not in EVENT_CLASSES:
                raise node.wrong(f"unknown class {value!r} in the lookup", "see docs/ontology.md")
        return Choice(scheme="name", cell=cell)

    def proof(self, node: Node | None) -> dict[str, Cell]:
        """Read the cells that follow from a CAMEO code."""
        if node is None:
            return {}
        found = {name: self.cell(one) for name in PROOFS if (one := node.get(name)) is not None}
        node.done()
        return found

    def kind(self, node: Node) -> Cell:
        """Read the class of an actor."""
        cell = Cell(constant=node.text()) if node.is_text else self.cell(node)
        values = {*(cell.lookup or {}).values(), cell.constant, cell.default} - {None}
        for value in values:
            if value not in ACTOR_CLASSES:
                raise node.wrong(f"unknown class {value!r}", "see docs/ontology.md")
        return cell

    def thing(self, node: Node) -> ItemSpec:
        """Read an item."""
        if node.is_text:
            return ItemSpec(cell=self.cell(node))
        family, kind = node.get("family"), node.get("kind")
        return ItemSpec(
            cell=self.cell(node, ("family", "kind")),
            family=self.cell(family) if family else None,
            kind=kind.text() if kind else "WeaponSystem",
        )

    def moment(self, node: Node) -> DateSpec:
        """Read a date."""
        if node.is_text:
            return DateSpec(cell=self.cell(node))
        names = (
            "form", "year", "month", "day", "until", "open", "unsure", "precision", "throughout",
        )  # fmt: skip
        form, year, month, day, until, open_, unsure, precision, whole = (
            node.get(n) for n in names
        )
        simple = node.get("column") or node.get("columns") or node.get("constant")
        if not (simple or year):
            raise node.wrong("a date without its column", "write column, or year, month and day")
        cell = self.cell(node, names) if simple else None
        missing = node.get("missing") if year else None
        if cell is None:
            node.done(names)
        if missing:
            unknown = frozenset(missing.texts())
            parts: dict[str, Any] = {
                name: replace(self.cell(one), missing=unknown)
                for name, one in (("year", year), ("month", month), ("day", day))
                if one
            }
            return replace(self.moment(node.without("missing")), **parts)
        if whole is not None and whole.flag():
            if not year or month or day or until:
                raise whole.wrong("only a year can be meant throughout", "write `year:` alone")
            return self.throughout(year)
        return DateSpec(
            cell=cell,
            form=_forms(form) if form else ("edtf",),
            year=self.cell(year) if year else None,
            month=self.cell(month) if month else None,
            day=self.cell(day) if day else None,
            until=self.moment(until) if until else None,
            open=with_floats(open_.texts()) if open_ else frozenset(),
            unsure=self.cell(unsure) if unsure else None,
            precision=self.cell(precision) if precision else None,
        )

    def throughout(self, node: Node) -> DateSpec:
        """Read a year as the time from its first to its last day."""
        year = self.cell(node)

        def on(month: str, day: str) -> dict[str, Any]:
            return {"year": year, "month": Cell(constant=month), "day": Cell(constant=day)}

        return DateSpec(**on("1", "1"), until=DateSpec(**on("12", "31")))

    def detail(self, name: str, node: Node) -> Detail:
        """Read a further column."""
        names = ("type", "unit", "doc", "uncertain", "decimal", "signed", "precedes")
        kind, unit, doc, uncertain, decimal, signed, precedes = (node.get(n) for n in names)
        if doc is None:
            raise node.wrong(f"the detail `{name}` has no description", "add `doc:`")
        if name in _TAKEN:
            what = f"the detail `{name}` is named as a column of all events"
            raise node.wrong(what, "give the detail another name")
        return Detail(
            name=name,
            cell=self.cell(node, names),
            doc=doc.text(),
            type=one_of(kind, _TYPES) if kind else "text",
            unit=unit.text() if unit else None,
            uncertain=self.cell(uncertain) if uncertain else None,
            decimal=one_of(decimal, (".", ",")) if decimal else ".",
            signed=signed.flag() if signed else False,
            precedes=precedes.flag() if precedes else False,
        )

    def variable(self, name: str, node: Node) -> Detail:
        """Read a variable of an observation."""
        if not _NAME.fullmatch(name):
            what = f"{name!r} is not a name of a variable"
            raise node.wrong(what, "begin with a small letter; then small letters, digits and _")
        if name in _KEYS:
            what = f"the variable `{name}` is named as a column of all attributes"
            raise node.wrong(what, "give the variable another name")
        found = self.detail(name, node)
        kind = node.get("type")
        if kind is None:
            raise node.wrong(f"the variable `{name}` has no type", "add `type:`")
        one_of(kind, _OF_VARIABLES)
        return found

    _PARTY = (
        "as", "kinds", "unknown", "kind", "label", "state", "state_as", "speaks", "table", "packed",
        "on", "late",
    )  # fmt: skip

    def party(self, node: Node, late: str = "take") -> PartySpec:
        """Read who takes part; ``late`` is what holds where the mapping does not say it."""
        if node.is_text:
            return PartySpec(cell=self.cell(node), late=late)
        actor = node.get("actor")
        if actor is not None:
            node.done()
            return PartySpec(cell=Cell(constant=actor.text()), scheme="actor")
        scheme, kinds, unknown, kind, label, state, state_as, speaks, table, packed, on, then = (
            node.get(n) for n in self._PARTY
        )
        if table is not None:
            node.done()
            return PartySpec(cell=Cell(constant=table.text()), scheme="party", table=table.text())
        given: dict[str, Any] = {"cell": self.cell(node, self._PARTY)}
        given["late"] = one_of(then, _LATE) if then else late
        names = (("scheme", scheme), ("state_scheme", state_as))
        given |= {name: one.text() for name, one in names if one}
        if kinds:
            given["kinds"] = _classes(kinds)
        if unknown:
            given["unknown"] = one_of(unknown, _UNKNOWN)
        for name, one in (("kind", kind), ("label", label), ("state", state), ("on", on)):
            if one:
                given[name] = self.cell(one)
        if kind and kind.is_text:
            given["kind"] = Cell(constant=one_of(kind, tuple(ACTOR_CLASSES)))
        if packed:
            given["packed"] = packed.texts()
        if speaks:
            given["speaks"] = self.conditions(speaks)[0]
        return PartySpec(**given)


def _classes(node: Node) -> tuple[str, ...]:
    """Return the classes of actors that a node names."""
    names = node.texts()
    for name in names:
        if name not in ACTOR_CLASSES:
            raise node.wrong(f"unknown class {name!r}", "see docs/ontology.md")
    return names


def _forms(node: Node) -> tuple[str, ...]:
    """Read how a date is written: one form, or several that can be told apart."""
    forms = tuple(one_of(one, FORMS) for one in node.items())
    if forms in (("edtf", "excel"), ("excel", "edtf")):
        return ("edtf", "excel")
    if len(forms) > 1 and not set(forms).isdisjoint(("edtf", "years")):
        raise node.wrong("edtf and years stand alone", "name forms such as d/m/y and d mon y")
    return forms


def one_of(node: Node, allowed: tuple[str, ...]) -> str:
    """Return a text that must be one of a few."""
    if node.text() not in allowed:
        raise node.wrong(f"{node.text()!r} is not known", f"one of {', '.join(allowed)}")
    return node.text()
