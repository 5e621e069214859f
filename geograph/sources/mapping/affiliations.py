"""Compile what a record tells beside events: parties on their own, standings, and observations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from geograph.events.event_row import NEVER, LocalActor, LocalTenure
from geograph.events.observation import Observation
from geograph.sources.mapping.cells import (
    Access,
    Dropped,
    compile_cell,
    compile_condition,
    compile_drops,
    first,
)
from geograph.sources.mapping.observation_rows import NO_VALUE, compile_observation
from geograph.sources.mapping.parties import Resolver
from geograph.sources.mapping.publisher_dates import compile_moment
from geograph.sources.mapping.spec import Layout, TenureSpec
from geograph.sources.mapping.value_checks import Checks

__all__ = ["LocalParties", "LocalTenure", "compile_beside"]

_NONE_APPLIES = "no row specification applies"


@dataclass(slots=True)
class LocalParties:
    """What records tell beside their events; ``reached`` is a day up to which they tell."""

    actors: list[LocalActor] = field(default_factory=list)
    tenures: list[LocalTenure] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    reached: date | None = None

    def __bool__(self) -> bool:
        return bool(self.actors or self.tenures or self.observations)

    def __len__(self) -> int:
        return len(self.actors) + len(self.tenures) + len(self.observations)


def compile_beside(
    layout: Layout, resolver: Resolver, access: Access, checks: Checks
) -> Callable[[Any, int, LocalParties], bool] | None:
    """Return the function that adds what a record tells beside its events, None if nothing ever.

    It says whether anything was added. The tables of the layout are compiled before.

    Raises
    ------
    Dropped
        When called: the record is left out on purpose; or it tells nothing, and its layout has no
        rows that could.
    RecordError
        When called: a cell cannot be read.
    """
    left_out = compile_drops(layout.drop, access)
    tables = [
        ([compile_condition(c, access) for c in table.when], resolver.tables[name])
        for name, table in layout.parties.items()
        if table.alone
    ]
    tenures = [_compile(spec, resolver, access) for spec in layout.tenures]
    observed = [compile_observation(spec, resolver, access, checks) for spec in layout.observations]
    if not tables and not tenures and not observed:
        return None
    alone = not layout.rows

    def beside(record: Any, line: int, into: LocalParties) -> bool:
        if (purpose := left_out(record)) is not None:
            raise Dropped(purpose)
        found, why = LocalParties(), Dropped(_NONE_APPLIES if observed else "no actor")
        for tests, describe in tables:
            if all(test(record) for test in tests):
                found.actors += [one.local for one in describe(record) if one.local]
        for find in tenures:
            found.tenures += find(record)
        for see in observed:
            try:
                found.observations += see(record, line)
            except Dropped as exc:
                # of several, that of a record with a value says more
                why = exc if why.reason in (NO_VALUE, _NONE_APPLIES) else why
        if alone and not found:
            raise why
        into.actors += found.actors
        into.tenures += found.tenures
        into.observations += found.observations
        return bool(found)

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
        # who comes into being while it lasts is meant, as in a span that ends
        lasts = when.edtf is not None and when.edtf.endswith("/..")
        then = replace(when, end=date.max) if lasts else when
        return [
            LocalTenure(
                who=one,
                relation=first(relation(record)),
                whom=other,
                role="; ".join(role(record)) or None if role else None,
                when=when,
            )
            for one in who(record, then)
            for other in whom(record, then)
            if one.id != other.id
        ]

    return find
