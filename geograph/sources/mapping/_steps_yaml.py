"""Read the steps of a layout: what makes other records of a file's before rows are read."""

from __future__ import annotations

from collections.abc import Callable

from geograph.errors import Where
from geograph.sources.files import with_floats
from geograph.sources.mapping._values import ValueReader
from geograph.sources.mapping._yaml_node import Node
from geograph.sources.mapping.step_specs import (
    Agreement,
    Cut,
    Distinct,
    Explode,
    Gather,
    Melt,
    Memberships,
    Ongoing,
    Pack,
    Sides,
    Spells,
    Step,
    Times,
)
from geograph.sources.mapping.value_specs import Cell, DateSpec

__all__ = ["read_steps"]

_SCHEMES = ("cow", "gw", "ucdp")


def read_steps(node: Node, values: ValueReader) -> tuple[Step, ...]:
    """Return the steps of a list, each a mapping with the name of the step as its one key.

    Raises
    ------
    MappingError
        A step is not known, or one of its keys is not, is missing or has a wrong value.
    """
    found = []
    for one in node.items():
        pairs = one.pairs()
        if len(pairs) != 1:
            raise one.wrong("a step is one key with what it needs", "write `- melt: {…}`")
        name, given = pairs[0]
        if name not in _STEPS:
            raise given.wrong(f"there is no step {name!r}", f"one of {', '.join(_STEPS)}")
        found.append(_STEPS[name](given, values))
        given.done()
    return tuple(found)


def _place(node: Node) -> Where:
    return Where(node.file, node.line, node.path or None)


def _texts(node: Node, key: str) -> frozenset[str]:
    one = node.get(key)
    return with_floats(one.texts()) if one else frozenset()


def _cells(node: Node, key: str) -> tuple[Cell, ...]:
    """Return the columns of a list, each of them a cell."""
    one = node.get(key)
    return tuple(Cell(columns=(name,)) for name in one.texts()) if one else ()


def _column(node: Node, key: str) -> Cell:
    return Cell(columns=(node.need(key).text(),))


def _needed(node: Node, key: str) -> tuple[Cell, ...]:
    node.need(key)
    return _cells(node, key)


def _melt(node: Node, values: ValueReader) -> Step:
    pattern = node.get("pattern")
    regex = pattern.regex() if pattern else None
    if pattern is not None and regex is not None and regex.groups != 1:
        raise pattern.wrong("needs one group", "put what becomes the value in one pair of brackets")
    return Melt(
        where=_place(node),
        columns=node.need("columns").texts(),
        name=node.need("name").text(),
        value=node.need("value").text(),
        pattern=regex,
        missing=_texts(node, "missing"),
    )


def _explode(node: Node, values: ValueReader) -> Step:
    by = node.get("by")
    if by is not None and not by.text():
        raise by.wrong("an empty separator", 'write what stands between the values, such as ";"')
    return Explode(
        where=_place(node),
        columns=_needed(node, "columns"),
        missing=_texts(node, "missing"),
        by=by.text() if by else ";",
    )


def _pack(node: Node, values: ValueReader) -> Step:
    by, codes = node.get("by"), node.get("codes")
    columns = _needed(node, "columns")
    coded = code = scheme = None
    if codes is not None:
        coded, code, scheme = codes.need("column"), codes.need("pattern"), codes.need("as")
        codes.done()
        if (coded.text(),) not in {cell.columns for cell in columns}:
            raise coded.wrong(f"{coded.text()!r} is not packed", "name one of `columns`")
    return Pack(
        where=_place(node),
        columns=columns,
        into=node.need("into").text(),
        by=by.texts() if by else (";",),
        missing=frozenset(text.casefold() for text in _texts(node, "missing")),
        coded=Cell(columns=(coded.text(),)) if coded else None,
        code=code.regex() if code else None,
        scheme=scheme.text() if scheme else "",
    )


def _gather(node: Node, values: ValueReader) -> Step:
    return Gather(
        where=_place(node),
        columns=node.need("columns").texts(),
        into=node.need("into").text(),
        missing=_texts(node, "missing"),
    )


def _distinct(node: Node, values: ValueReader) -> Step:
    return Distinct(where=_place(node), without=_cells(node, "without"))


def _times(node: Node, values: ValueReader) -> Step:
    return Times(
        where=_place(node),
        start=_moment(node, "start", values),
        end=_moment(node, "end", values),
        ongoing=_ongoing(node, values),
    )


def _moment(node: Node, key: str, values: ValueReader) -> DateSpec:
    """Read one date; a list of columns is year, month and day."""
    one = node.need(key)
    if one.is_list:
        columns = one.texts()
        if len(columns) > 3:
            raise one.wrong("more than three columns", "name those of year, month and day")
        unknown = frozenset(("?",))
        parts = [Cell(columns=(column,), missing=unknown) for column in columns]
        year, month, day = (*parts, None, None)[:3]
        return DateSpec(year=year, month=month, day=day)
    found = values.moment(one)
    if found.until is not None:
        raise one.wrong("`until` within one side of a time", "write the end under `end:`")
    return found


def _ongoing(step: Node, values: ValueReader) -> Ongoing:
    node = step.get("ongoing")
    if node is None:
        return Ongoing()
    unstated, ends, when, last = (node.get(n) for n in ("unstated", "ends", "when", "last"))
    node.done()
    return Ongoing(
        unstated=unstated.flag() if unstated else False,
        ends=ends.regex() if ends else None,
        when=values.conditions(when) if when else (),
        last=values.moment(last) if last else None,
    )


def _spells(node: Node, values: ValueReader) -> Step:
    return Spells(
        where=_place(node),
        of=_needed(node, "of"),
        year=_column(node, "year"),
        ongoing=_ongoing(node, values),
    )


def _cut(node: Node, values: ValueReader) -> Step:
    return Cut(where=_place(node), codes=_needed(node, "codes"), scheme=_scheme(node))


def _scheme(node: Node) -> str:
    """Return a scheme whose codes pass from one state to another."""
    scheme = node.need("as")
    if scheme.text() not in _SCHEMES:
        raise scheme.wrong(
            f"{scheme.text()!r} has no codes that pass from one state to another",
            f"one of {', '.join(_SCHEMES)}",
        )
    return scheme.text()


def _memberships(node: Node, values: ValueReader) -> Step:
    return Memberships(
        where=_place(node),
        of=_column(node, "of"),
        member=_column(node, "member"),
        either=_cells(node, "either"),
    )


def _sides(node: Node, values: ValueReader) -> Step:
    whole = node.get("whole")
    return Sides(
        where=_place(node),
        of=_column(node, "of"),
        member=_column(node, "member"),
        side=_column(node, "side"),
        a=node.need("a").text(),
        b=node.need("b").text(),
        start=_moment(node, "start", values),
        end=_moment(node, "end", values),
        whole=whole.text() if whole else None,
        highest=_cells(node, "highest"),
    )


def _agreement(node: Node, values: ValueReader) -> Step:
    session, calls, others = (node.get(key) for key in ("session", "calls", "others"))
    given = node.need("votes")
    votes = {
        text.casefold(): n
        for n, word in enumerate(("yes", "abstain", "no"), 1)
        for text in given.need(word).texts()
    }
    given.done()
    first = session.need("first") if session else None
    if first is not None and not first.text().isdecimal():
        raise first.wrong(f"{first.text()!r} is not a year", "write the year of the first session")
    return Agreement(
        where=_place(node),
        call=_column(node, "call"),
        voter=_needed(node, "voter"),
        vote=_column(node, "vote"),
        votes=votes,
        others={
            text.casefold(): reason
            for reason, one in (others.pairs() if others else ())
            for text in one.texts()
        },
        scheme=_scheme(node),
        date=_column(node, "date"),
        year=_column(node, "year"),
        session=_column(session, "column") if session else None,
        first=int(first.text()) if first else 1,
        calls=calls.text() if calls else None,
    )


_STEPS: dict[str, Callable[[Node, ValueReader], Step]] = {
    "melt": _melt,
    "explode": _explode,
    "pack": _pack,
    "gather": _gather,
    "distinct": _distinct,
    "times": _times,
    "spells": _spells,
    "cut": _cut,
    "memberships": _memberships,
    "sides": _sides,
    "agreement": _agreement,
}
