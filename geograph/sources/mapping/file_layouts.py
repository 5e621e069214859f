"""Read the layouts of a data set: the form of a file, and the rows and parties it reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geograph.errors import Where
from geograph.sources.files import Form
from geograph.sources.mapping._beside_yaml import (
    check_variables,
    membership,
    observation,
    tenure,
)
from geograph.sources.mapping._like import Elsewhere, Likeness
from geograph.sources.mapping._steps_yaml import read_steps
from geograph.sources.mapping._values import ValueReader, one_of
from geograph.sources.mapping._yaml_node import Node
from geograph.sources.mapping.spec import Layout, PartyTable, RowSpec
from geograph.sources.mapping.step_specs import Explode, Melt, Step
from geograph.sources.mapping.value_specs import Cell, DateSpec, PartySpec
from geograph.sources.reshaping import Reshape

__all__ = ["ISSUES", "LayoutReader"]

_STAGES = ("announced", "listed", "effective", "lifted")
_TEXTS = ("provision", "programme", "ground", "url", "publisher", "published", "topic")
_COUNTS = ("made", "file")
ISSUES = ("whole", "parts")


class LayoutReader:
    """Reads the layouts of one file, in their order: one may be like another above it.

    Parameters
    ----------
    values
        Reads single values.
    folder, package
        Where the mapping lies, and functions beside it; see `Reshape`.
    elsewhere
        Gives the layouts of another data set, for ``like: data set/layout``.
    """

    def __init__(
        self,
        values: ValueReader,
        folder: Path,
        package: str | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.values = values
        self.folder = folder
        self.package = package
        self.likeness = Likeness(values.lookups, elsewhere)

    def layout(self, name: str, given: Node) -> Layout:
        """Read a layout, which may be like one that was read before."""
        node = self.likeness.complete(name, given)
        part = node.get("part")
        rows = node.get("rows")
        drop = node.get("drop")
        parties = node.get("parties")
        reshape, steps, named, series = (
            node.get(n) for n in ("reshape", "steps", "named", "series")
        )
        issues, count, most = (node.get(n) for n in ("issues", "count", "max_dropped"))
        recurring = node.get("max_recurring")
        ignore, reads = (node.get(n) for n in ("ignore", "reads"))
        tenures, members, observed = (
            node.get(n) for n in ("tenures", "memberships", "observations")
        )
        beside, adds = (node.get(n) for n in ("beside", "adds"))
        done = read_steps(steps, self.values) if steps else ()
        layout = Layout(
            name=name,
            form=self.form(node.need("source")),
            named=named.regex() if named else None,
            series=series.text() if series else None,
            issues=one_of(issues, ISSUES) if issues else None,
            reshape=self.function(reshape) if reshape else None,
            steps=done,
            part=part.text() if part else None,
            beside=beside.text() if beside else None,
            adds=adds.texts() if adds else (),
            reads=reads.texts() if reads else (),
            count=one_of(count, _COUNTS) if count else _counted(done),
            max_dropped=_share(most) if most else None,
            max_recurring=_share(recurring) if recurring else None,
            ignore=ignore.texts() if ignore else (),
            drop=tuple((reason, self.values.conditions(when)) for reason, when in drop.pairs())
            if drop
            else (),
            parties={key: self.table(key, one) for key, one in parties.pairs()} if parties else {},
            rows=tuple(self.row(one) for one in rows.items()) if rows else (),
            tenures=(
                *(tenure(one, self.values) for one in (tenures.items() if tenures else ())),
                *(membership(one, self.values) for one in (members.items() if members else ())),
            ),
            observations=tuple(observation(one, self.values) for one in observed.items())
            if observed
            else (),
        )
        if not (rows or part or layout.tenures or layout.observations):
            raise node.wrong(
                "a layout without rows",
                "say what its records report (rows, observations, memberships), or `part: …` or"
                " `like: …`",
            )
        check_variables(layout.observations, observed or node)
        node.done()
        return layout

    def function(self, node: Node) -> Reshape:
        """Read which function beside the mapping makes records of others."""
        where = Where(node.file, node.line, node.path or None)
        return Reshape.read(node.text(), where, self.folder, self.package)

    def form(self, node: Node) -> Form:
        """Read how a file is laid out."""
        given: dict[str, Any] = {}
        for key, kind in _FORM.items():
            if (one := node.get(key)) is not None:
                given[key] = kind(one)
        node.done()
        if given.get("quote") in ("", "none"):
            given["quote"] = None
        return Form(**given)

    def row(self, node: Node) -> RowSpec:
        """Read one event that a record reports."""

        def moments(names: tuple[str, ...]) -> dict[str, DateSpec]:
            return {n: self.values.moment(one) for n in names if (one := node.get(n)) is not None}

        def cells(names: tuple[str, ...]) -> dict[str, Cell]:
            return {n: self.values.cell(one) for n in names if (one := node.get(n)) is not None}

        def parties(name: str) -> tuple[PartySpec, ...]:
            found = node.get(name)
            return tuple(self.values.party(one) for one in found.items()) if found else ()

        when, key, label, date = (node.get(n) for n in ("when", "key", "label", "date"))
        item, details = node.get("item"), node.get("details")
        momentary, nobody, spread = (node.get(n) for n in ("momentary", "nobody", "spread"))
        spec = RowSpec(
            choice=self.values.choice(node.need("class")),
            line=node.line,
            when=self.values.conditions(when) if when else (),
            key=self.values.cell(key) if key else None,
            label=self.values.cell(label) if label else None,
            actor=parties("actor"),
            recipient=parties("recipient"),
            participant=parties("participant"),
            place=parties("place"),
            item=tuple(self.values.thing(one) for one in item.items()) if item else (),
            date=self.values.moment(date) if date else None,
            stages=moments(_STAGES),
            texts=cells(_TEXTS),
            details=tuple(self.values.detail(n, one) for n, one in details.pairs())
            if details
            else (),
            momentary=momentary.flag() if momentary else False,
            nobody=nobody.flag() if nobody else False,
            spread=spread.flag() if spread else False,
        )
        node.done()
        if spec.spread and (spec.date is None or spec.date.form != ("years",)):
            raise node.wrong("`spread` without a list of years", "give the date `form: years`")
        if not (spec.actor or spec.recipient or spec.participant):
            raise node.wrong("a row without a party", "add actor, recipient or participant")
        return spec

    def table(self, name: str, node: Node) -> PartyTable:
        """Read how listed parties are described."""
        aliases, birth, countries, addresses, identifiers = (
            node.get(n) for n in ("aliases", "birth", "countries", "addresses", "identifiers")
        )
        alone, when = node.get("alone"), node.get("when")

        def schemes(one: Node | None) -> tuple[tuple[str, Cell], ...]:
            if one is None:
                return ()
            return tuple((key, self.values.cell(v)) for key, n in one.pairs() for v in n.items())

        table = PartyTable(
            name=name,
            key=self.values.cell(node.need("key")),
            kind=self.values.kind(node.need("kind")),
            label=self.values.cell(node.need("label")),
            aliases=tuple(self.values.cell(one) for one in aliases.items()) if aliases else (),
            birth=tuple(self.values.moment(one) for one in birth.items()) if birth else (),
            addresses=tuple(self.values.cell(one) for one in addresses.items())
            if addresses
            else (),
            countries=schemes(countries),
            identifiers=schemes(identifiers),
            alone=alone.flag() if alone else False,
            when=self.values.conditions(when) if when else (),
        )
        node.done()
        return table


def _counted(steps: tuple[Step, ...]) -> str:
    """Return which records are counted where a layout does not say it.

    Where each cell of a record may be one of its own, those are counted, else those of the file.
    """
    return "file" if steps and not any(isinstance(s, Melt | Explode) for s in steps) else "made"


def _share(node: Node) -> float:
    """Read a share of the records, from 0 to 1."""
    try:
        found = float(node.text())
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise node.wrong(f"{node.text()!r} is not a share", "write a number from 0 to 1")
    return found


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
    "sheet": Node.text,
}
