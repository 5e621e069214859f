"""A list of delivery years as several deliveries, each with an equal share of the weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from geograph.events.event_row import Row, RowDate
from geograph.sources.mapping.plausible_values import may_be_meant
from geograph.sources.mapping.publisher_dates import span_of, years_in

__all__ = ["each_year"]


def each_year(row: Row, years: tuple[str, ...]) -> Sequence[Row]:
    """Return one row for each year, with an equal share of the weight."""
    each = [year for year in years_in(years) if may_be_meant(int(year))]
    mark = "?" if (row.when.edtf or "").endswith("?") else ""
    if len(each) < 2:
        return (row,)
    return [
        replace(
            row,
            id=f"{row.id}/{year}",
            mark=row.mark ^ int(year) << 40,
            when=_year(year + mark),
            weight=row.weight / len(each),
        )
        for year in each
    ]


@cache
def _year(year: str) -> RowDate:
    return span_of(year, None, False)
