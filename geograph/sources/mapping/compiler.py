"""Compile a layout: a record of a publisher's file → the events that it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from geograph.actors import ItemIndex
from geograph.actors.cameo import CAMEO, code_of
from geograph.events.event_row import NEVER, Kind, LocalItem, Row, RowDate, RowParty
from geograph.sources.mapping._event_labels import namer
from geograph.sources.mapping._year_shares import each_year
from geograph.sources.mapping.cameo_proofs import compile_code
from geograph.sources.mapping.cells import (
    Access,
    Dropped,
    compile_cell,
    compile_condition,
    compile_detail,
    compile_drops,
    compile_known,
    first,
    remember,
    whole,
)
from geograph.sources.mapping.listed_parties import compile_table
from geograph.sources.mapping.parties import Resolver, slug, slug_key
from geograph.sources.mapping.plausible_values import (
    NO_YEAR,
    compile_in_time,
    compile_plausible,
    stage_in_time,
)
from geograph.sources.mapping.publisher_dates import compile_moment
from geograph.sources.mapping.recurring_parties import Recurring, compile_recurring
from geograph.sources.mapping.spec import Layout, RowSpec
from geograph.sources.mapping.value_checks import Checks
from geograph.sources.mapping.value_specs import Cell, ItemSpec
from geograph.vocab import EVENT_CLASSES, is_a

__all__ = ["columns_of", "compile_layout"]


def columns_of(specification: Any) -> set[str]:
    """Return every column that a layout, or a part of one, reads, by walking its cells."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, Cell):
            found.update(value.columns)
        elif isinstance(value, Mapping):
            for each in value.values():
                walk(each)
        elif isinstance(value, (tuple, list)):
            for each in value:
                walk(each)
        elif hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                walk(getattr(value, name))

    walk(specification)
    return found


def compile_layout(
    layout: Layout,
    resolver: Resolver,
    items: ItemIndex,
    access: Access,
    checks: Checks | None = None,
    recurring: Recurring | None = None,
) -> Callable[[Any, int], Iterator[Row]]:
    """Return the function that yields the events of a record.

    Parameters
    ----------
    layout
        What the records report.
    resolver
        Finds and counts the actors.
    items
        The tree of weapons and goods.
    access
        From a column's name to its text in a record.
    checks
        What the values are held against, and where doubtful ones are counted.
    recurring
        Where parties that recur are counted.

    Raises
    ------
    Dropped
        When called: the record is left out, with the reason.
    RecordError
        When called: a cell cannot be read.
    """
    checks, recurring = checks or Checks(), recurring or Recurring()
    for name, table in layout.parties.items():
        resolver.tables[name] = compile_table(table, resolver, access)
        resolver.specs[name] = table
    left_out = compile_drops(layout.drop, access)
    specs = [
        _compile_row(spec, n, resolver, items, access, checks, recurring)
        for n, spec in enumerate(layout.rows)
    ]
    only = specs[0] if len(specs) == 1 else None
    if not specs:  # what it tells, it tells beside events
        return lambda record, line: iter(())

    def rows(record: Any, line: int) -> Iterator[Row]:
        if (purpose := left_out(record)) is not None:
            raise Dropped(purpose)
        if only is not None:
            found = only(record, line)
            if found is None:
                raise Dropped("no row specification applies")
            yield from found
            return
        made = 0
        reason = Dropped("no row specification applies")
        for spec in specs:
            try:
                found = spec(record, line)
            except Dropped as exc:
                reason = exc
                continue
            if found is not None:
                made += 1
                yield from found
        if not made:
            raise reason

    return rows


def _kind_of(name: str, code: str | None, momentary: bool, described: bool) -> Kind:
    known = EVENT_CLASSES[name]
    entry = CAMEO.get(code) if code else None
    return Kind(
        name=name,
        speech=is_a(name, "Statement"),
        measure=described and is_a(name, "Measure"),
        sign=known.sign,
        durative=known.durative and not momentary,
        cameo=code or known.cameo,
        plover=entry.plover if entry else known.plover,
        coded=code is not None,
    )


def _choose(spec: RowSpec, access: Access, checks: Checks) -> Callable[[Any, int], Kind]:
    """Return the function that tells the class of a record, by its line."""
    choice, momentary = spec.choice, spec.momentary
    described = bool(spec.stages or spec.texts.keys() & {"provision", "programme"})
    if choice.cell.constant is not None:
        fixed = _kind_of(choice.cell.constant, None, momentary, described)
        return lambda record, line: fixed
    if choice.scheme == "cameo":
        coded = remember(lambda code: _kind_of(CAMEO[code].kind, code, momentary, described))
        code_in = compile_code(choice, access, checks)
        return lambda record, line: coded(code_in(record, line))

    def kind(text: str) -> Kind:
        if not text:
            raise Dropped("no class")
        if choice.scheme == "name":
            if text not in EVENT_CLASSES:
                raise Dropped("unknown class", text)
            return _kind_of(text, None, momentary, described)
        code = code_of(text)
        if code is None:
            raise Dropped("unknown label", text)
        return _kind_of(CAMEO[code].kind, code, momentary, described)

    known = compile_known(choice.cell, access, lambda texts: kind(first(texts)), what="class")
    return lambda record, line: known(record)


def _dates(spec: RowSpec, access: Access) -> Callable[[Any, Kind], RowDate]:
    """Return the function that reads the date of a record, as its class has it.

    One text means two things: a state of affairs holds throughout it, a moment lies within it.
    """
    if spec.date is None:
        return lambda record, kind: NEVER
    constant = spec.choice.cell.constant
    if constant is not None or spec.momentary:
        lasts = not spec.momentary and EVENT_CLASSES[constant or "Event"].durative
        only = compile_moment(spec.date, access, lasts)
        return lambda record, kind: only(record)
    moment, throughout = (compile_moment(spec.date, access, lasts) for lasts in (False, True))
    return lambda record, kind: throughout(record) if kind.durative else moment(record)


def _things(
    thing: ItemSpec, dataset: str, items: ItemIndex, access: Access
) -> Callable[[Any], tuple[LocalItem, ...]]:
    values = compile_cell(thing.cell, access, what="item")
    family = compile_cell(thing.family, access, what="family") if thing.family else None

    def find(given: tuple[tuple[str, ...], str]) -> tuple[LocalItem, ...]:
        texts, wider = given
        found = []
        broader = items.resolve(wider) if wider else None
        for text in texts:
            match = items.match(text, broader)
            if match is not None and match[1]:
                item = items.get(match[0])
                found.append(LocalItem(item.id, item.label, item.kind, None, False))
                continue
            above = match[0] if match is not None else broader
            kind = items.get(above).kind if above else thing.kind
            # of two families, one designation is two things: Meteor, a fighter and a missile
            group = f"{broader.partition('/')[2]}/" if broader else ""
            key = f"item/{dataset}/{group}{slug(text)}"
            found.append(LocalItem(key, text, kind, above, True))
        return tuple(found)

    known = remember(find)
    return lambda record: known((values(record), first(family(record)) if family else ""))


def _compile_row(
    spec: RowSpec,
    ordinal: int,
    resolver: Resolver,
    items: ItemIndex,
    access: Access,
    checks: Checks,
    recurring: Recurring,
) -> Callable[[Any, int], Sequence[Row] | None]:
    """Return the function that makes the events of a record, or None where its conditions fail."""
    tests = [compile_condition(condition, access) for condition in spec.when]
    choose = _choose(spec, access, checks)
    read_date = _dates(spec, access)
    parties = [
        [resolver.compile(party, access) for party in group]
        for group in (spec.actor, spec.recipient, spec.participant, spec.place)
    ]
    singles = [group[0] if len(group) == 1 else None for group in parties]
    things = [_things(thing, resolver.dataset, items, access) for thing in spec.item]
    stages = [(n, compile_moment(m, access, False)) for n, m in spec.stages.items()]
    texts = [(n, compile_cell(c, access, what=n)) for n, c in spec.texts.items()]
    details = [(d.name, compile_detail(d, access)) for d in spec.details]
    marks = [
        (d.name, compile_cell(d.uncertain, access)) for d in spec.details if d.uncertain is not None
    ]
    key = compile_cell(spec.key, access) if spec.key else None
    label = compile_cell(spec.label, access) if spec.label else None
    bare = replace(spec, choice=replace(spec.choice, proof={}))
    content = access.content(sorted(columns_of((bare, resolver.tables_of(spec)))))
    ending, nobody = f"/{ordinal + 1}" if ordinal else "", spec.nobody

    listed = spec.date.cell if spec.spread and spec.date else None
    spread = compile_cell(listed, access, what="date") if listed else None

    year = compile_cell(spec.date.year, access) if spec.date and spec.date.year else None
    named, look, in_time = namer(), compile_plausible(spec, checks), compile_in_time(checks)
    recur = compile_recurring(spec, resolver.index, recurring)

    def who(n: int, record: Any, when: RowDate) -> tuple[RowParty, ...]:
        if (single := singles[n]) is not None:
            return single(record, when)
        return tuple(found for party in parties[n] for found in party(record, when))

    def make(record: Any, line: int) -> Sequence[Row] | None:
        for test in tests:
            if not test(record):
                return None
        kind = choose(record, line)
        when = in_time(read_date(record, kind), kind.durative, line)
        if when is NEVER and year is not None and (text := first(year(record))):
            checks.noticed.add(NO_YEAR, line, text)
        actor, recipient = _each(who(0, record, when)), _each(who(1, record, when))
        every = who(2, record, when) if parties[2] else ()
        participant = _each(every)
        if not (actor or recipient or participant or nobody):
            raise Dropped("no actor")
        mark = blake2b(content(record).encode(), digest_size=8).hexdigest()
        own = (whole(first(key(record))) or None) if key else None
        item = tuple(found for thing in things for found in thing(record)) if things else ()
        row = Row(
            (f"{slug_key(own)}-{mark[:8]}" if own else mark) + ending,
            int(mark, 16) ^ ordinal,
            own,
            line,
            kind,
            when,
            actor,
            recipient,
            participant,
            _each(who(3, record, when)) if parties[3] else (),
            item,
            (first(label(record)) if label else "")
            or named(kind, actor, recipient, participant, item),
            {n: stage_in_time(get(record).start, n, line, checks) for n, get in stages}
            if stages
            else _NOTHING,
            {n: get(record) for n, get in texts} if texts else _NOTHING,
            {n: get(record) for n, get in details} if details else _NOTHING,
            tuple(n for n, get in marks if get(record)) if marks else (),
        )
        look(row)
        recur(row, len(every))
        return (row,) if spread is None else each_year(row, spread(record))

    return make


def _each(found: tuple[RowParty, ...]) -> tuple[RowParty, ...]:
    """Return parties of which several columns may have named one twice, each once."""
    return found if len(found) < 2 else tuple({one.id: one for one in found}.values())


_NOTHING: Mapping[str, Any] = {}
