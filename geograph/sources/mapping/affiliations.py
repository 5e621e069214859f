"""Compile what a record tells beside events: parties on their own, and who stands how to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from geograph.events.event_row import NEVER, LocalActor, LocalTenure
from geograph.sources.mapping.cells import Access, compile_cell, compile_condition, first
from geograph.sources.mapping.parties import Resolver
from geograph.sources.mapping.publisher_dates import compile_moment
from geograph.sources.mapping.spec import Layout, TenureSpec

__all__ = ["LocalParties", "LocalTenure", "compile_beside"]


@dataclass(slots=True)
class LocalParties:
    """What a record tells beside its events."""

    actors: list[LocalActor]
    tenures: list[LocalTenure]

    def __bool__(self) -> bool:
        return bool(self.actors or self.tenures)


def compile_beside(
    layout: Layout, resolver: Resolver, access: Access
) -> Callable[[Any, LocalParties], bool] | None:
    """Return the function that adds what a record tells beside its events, None if nothing ever.

    It says whether anything was added. The tables of the layout are compiled before.

    Raises
    ------
    Dropped, RecordError
        When called: as for the rows of the record.
    """
    tables = [
        ([compile_condition(c, access) for c in table.when], resolver.tables[name])
        for name, table in layout.parties.items()
        if table.alone
    ]
    tenures = [_compile(spec, resolver, access) for spec in layout.tenures]
    if not tables and not tenures:
        return None

    def beside(record: Any, into: LocalParties) -> bool:
        before = len(into.actors) + len(into.tenures)
        for tests, describe in tables:
            if all(test(record) for test in tests):
                into.actors += [one.local for one in describe(record) if one.local]
        for find in tenures:
            into.tenures += find(record)
        return len(into.actors) + len(into.tenures) > before

    return beside


def _compile(
    spec: TenureSpec, resolver: Resolver, access: Access
) -> Callable[[Any], list[LocalTenure]]:
    tests = [compile_condition(c, access) for c in spec.when]
    relation = compile_cell(spec.relation, access, what="relation")
    role = compile_cell(spec.role, access) if spec.role else None
    moment = compile_moment(spec.date, access, True) if spec.date else lambda record: NEVER
    who, whom = resolver.compile(spec.who, access), resolver.compile(spec.whom, access)

    def find(record: Any) -> list[LocalTenure]:
        if not all(test(record) for test in tests):
            return []
        when = moment(record)
        return [
            LocalTenure(
                who=one,
                relation=first(relation(record)),
                whom=other,
                role="; ".join(role(record)) or None if role else None,
                when=when,
            )
            for one in who(record, when)
            for other in whom(record, when)
            if one.id != other.id
        ]

    return find
