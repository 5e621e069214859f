"""Read what a layout reports beside events: tenures, memberships, observations."""

from __future__ import annotations

from collections.abc import Iterable

from geograph.sources.mapping._values import ValueReader
from geograph.sources.mapping._yaml_node import Node
from geograph.sources.mapping.spec import ObservationSpec, TenureSpec
from geograph.sources.mapping.value_specs import Cell, DateSpec

__all__ = ["check_variables", "membership", "observation", "tenure"]

# Whom somebody speaks for decides over voices, so that is left to the reference data.
_RELATIONS = ("ownedBy", "memberOf")


def tenure(node: Node, values: ValueReader) -> TenureSpec:
    """Read a standing of one party towards another."""
    role, date, when = (node.get(n) for n in ("role", "date", "when"))
    relation = node.need("relation")
    cell = Cell(constant=relation.text()) if relation.is_text else values.cell(relation)
    for value in {*(cell.lookup or {}).values(), cell.constant, cell.default} - {None}:
        if value not in _RELATIONS:
            raise relation.wrong(f"unknown relation {value!r}", f"one of {', '.join(_RELATIONS)}")
    spec = TenureSpec(
        who=values.party(node.need("who")),
        relation=cell,
        whom=values.party(node.need("whom")),
        role=values.cell(role) if role else None,
        date=values.moment(date) if date else None,
        when=values.conditions(when) if when else (),
    )
    node.done()
    return spec


def membership(node: Node, values: ValueReader) -> TenureSpec:
    """Read who is a member of what, in which role, and when."""
    role, when = node.get("role"), node.get("when")
    spec = TenureSpec(
        who=values.party(node.need("member"), late="drop"),
        relation=Cell(constant="memberOf"),
        whom=values.party(node.need("of"), late="drop"),
        role=values.cell(role) if role else None,
        date=_period(node, values),
        when=values.conditions(when) if when else (),
    )
    node.done()
    return spec


def observation(node: Node, values: ValueReader) -> ObservationSpec:
    """Read the values that a record states of an actor, or of a dyad, in a period."""
    partner, directed, when = (node.get(n) for n in ("with", "directed", "when"))
    variables = node.need("variables").pairs()
    if directed is not None and partner is None:
        raise directed.wrong("`directed` without a dyad", "add `with:`, or leave it out")
    spec = ObservationSpec(
        of=values.party(node.need("of"), late="drop"),
        partner=values.party(partner, late="drop") if partner else None,
        directed=directed.flag() if directed else True,
        date=_period(node, values),
        variables=tuple(values.variable(name, one) for name, one in variables),
        when=values.conditions(when) if when else (),
    )
    node.done()
    if not spec.variables:
        raise node.wrong("an observation without a variable", "add one under `variables:`")
    return spec


def _period(node: Node, values: ValueReader) -> DateSpec:
    """Read for which time something holds: a `year` throughout, or a `date` with its `until`."""
    year, date = node.get("year"), node.get("date")
    if (year is None) == (date is None):
        raise node.wrong("a period is needed", "write one of `year:` and `date:`")
    if date is not None:
        return values.moment(date)
    assert year is not None
    return values.throughout(year)


def check_variables(specs: Iterable[ObservationSpec], node: Node) -> None:
    """Check that a variable which several observations have means the same in all of them.

    Raises
    ------
    MappingError
        It has two types, units or meanings, or is of actors and of dyads, or of dyads of two kinds.
    """
    known: dict[str, tuple[object, ...]] = {}
    for spec in specs:
        for one in spec.variables:
            told = one.type, one.unit, one.doc, spec.partner is not None, spec.directed
            if known.setdefault(one.name, told) != told:
                raise node.wrong(
                    f"the variable `{one.name}` means two things",
                    "give it one type, unit and doc, of actors or of dyads; or another name",
                )
