"""Compile observations: a record of a file → values of an actor or a dyad in a period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from geograph.events.event_row import RowDate, RowParty
from geograph.events.observation import Observation
from geograph.sources.mapping.cells import Access, Dropped, compile_condition, compile_detail
from geograph.sources.mapping.parties import Resolver
from geograph.sources.mapping.plausible_values import compile_in_time, compile_numbers
from geograph.sources.mapping.publisher_dates import compile_moment
from geograph.sources.mapping.spec import ObservationSpec
from geograph.sources.mapping.value_checks import Checks
from geograph.sources.mapping.value_specs import DateSpec

__all__ = ["NO_VALUE", "compile_observation"]

#: Why a record states nothing.
NO_VALUE, NO_DATE, NO_PARTNER = "no value", "no date", "no partner"


def compile_observation(
    spec: ObservationSpec, resolver: Resolver, access: Access, checks: Checks
) -> Callable[[Any, int], list[Observation]]:
    """Return the function that reads the values of a record; none where its conditions fail.

    Raises
    ------
    Dropped
        When called: every value is missing, nothing dates them, or nobody is named.
    RecordError
        When called: a cell cannot be read.
    """
    tests = [compile_condition(condition, access) for condition in spec.when]
    moment = compile_moment(_both_sides(spec.date), access, True)
    details = [(d.name, compile_detail(d, access)) for d in spec.variables]
    of = resolver.compile(spec.of, access)
    other = resolver.compile(spec.partner, access) if spec.partner is not None else None
    in_time, look = compile_in_time(checks), compile_numbers(spec.variables, checks)

    def make(record: Any, line: int) -> list[Observation]:
        for test in tests:
            if not test(record):
                return []
        values = {n: value for n, get in details if (value := get(record)) is not None}
        if not values:
            raise Dropped(NO_VALUE)
        when = in_time(moment(record), True, line)
        start, end = when.start_earliest or when.start, when.end_latest or when.end
        if start is None:
            raise Dropped(NO_DATE)
        then = _then(start, end)
        actors = of(record, then)
        if not actors:
            raise Dropped("no actor")
        look(values, line)
        if other is None:
            return [Observation(one, None, None, start, end, values, line) for one in actors]
        partners = other(record, then)
        if not partners:
            raise Dropped(NO_PARTNER)
        found = [
            Observation(*_ordered(one, two, spec.directed), spec.directed, start, end, values, line)
            for one in actors
            for two in partners
            if one.id != two.id
        ]
        if not found:
            raise Dropped("a dyad of one actor")
        return found

    return make


def _ordered(one: RowParty, two: RowParty, directed: bool) -> tuple[RowParty, RowParty]:
    return (one, two) if directed or one.id < two.id else (two, one)


def _both_sides(moment: DateSpec) -> DateSpec:
    """Return a period: one date, such as a year, is its first and its last day."""
    return moment if moment.until is not None else replace(moment, until=moment)


@lru_cache(maxsize=1 << 14)
def _then(start: date, end: date | None) -> RowDate:
    """Return the date at which the parties of a period are named: some day of it."""
    return RowDate(None, end or start, start, None, None, False)
