"""Dyadic disputes by direction and year to one record for each direction in which a state acted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geograph.sources.files import Record
from geograph.sources.reshaping import ChangedRecord, Files
from geograph.sources.reshaping.code_spells import OPEN, edtf, number
from geograph.sources.reshaping.dyad_spells import Dyads, years_without_gap

__all__ = ["dispute_years", "dyads", "dyads_of_version_3"]

_TWICE = ("fatlev", "hihost", "mid5hiact", "orignat", "revstat", "revtype", "role", "dyad_role",
          "sidea")  # fmt: skip
#: Outcomes are told from the first state's side: whoever is first in the other direction.
_OTHER_SIDE = {"1": "2", "2": "1", "3": "4", "4": "3"}
_DYADS = Dyads(
    of=("disno", "dyindex"),
    first="statea",
    second="stateb",
    level="hihosta",
    action="mid5hiacta",
    pairs={f"{name}a": f"{name}b" for name in _TWICE},
    turned={"outcome": _OTHER_SIDE},
)
_YEARS = Dyads(
    of=("dispnum",),
    first="ccode1",
    second="ccode2",
    level="hostlev1",
    action="hiact1",
    pairs={
        f"{name}1": f"{name}2"
        for name in ("sidea", "fatality", "fatalpre", "hiact", "hostlev", "orig")
    },
)
_VERSION_3 = Dyads(
    of=("dispnum", "dymidnum"),
    first="ccodea",
    second="ccodeb",
    level="hostleva",
    action="hiacta",
    pairs={
        f"{name}a": f"{name}b"
        for name in ("sidea", "revstat", "revtyp1", "revtyp2", "orig", "fatal", "fatalpr", "hiact",
                     "hostlev")
    },
)  # fmt: skip


def dyads(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield one record for each direction of a dyad in a dispute; its last year has the outcome.

    Every year of a dyad has the whole time. Its number in the dispute was stored with too few
    digits (2.0009999), so it is rounded.
    """
    yield from _DYADS.spells(map(_numbered, records), files, _whole)


def dyads_of_version_3(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield one record for each of the two who acted; the table has each dyad once."""
    yield from _VERSION_3.spells(records, files, _whole_of_version_3)


def dispute_years(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield one record for the years without a gap in which a direction of a dyad lasted."""
    yield from _YEARS.spells(records, files, _runs)


def _numbered(record: Record) -> Record:
    try:
        dyad = f"{float(record.first('dyindex')):.3f}"
    except ValueError:
        return record
    return ChangedRecord(record, {"dyindex": dyad})


def _whole_of_version_3(rows: list[Record]) -> Iterator[tuple[str, str, Record]]:
    row = rows[0]
    start = edtf(*(row.first(column) for column in ("styear", "stmon", "stday")))
    yield start, edtf(*(row.first(column) for column in ("endyear", "endmon", "endday"))), row


def _whole(rows: list[Record]) -> Iterator[tuple[str, str, Record]]:
    last = max(rows, key=lambda row: number(row.first("year")))
    start = edtf(*(last.first(column) for column in ("strtyr", "strtmnth", "strtday")))
    end = edtf(*(last.first(column) for column in ("endyear", "endmnth", "endday")))
    yield start, OPEN if number(last.first("ongo2014")) == "1" else end, last


def _runs(rows: list[Record]) -> Iterator[tuple[str, str, Record]]:
    for run in years_without_gap(rows, "year"):
        start, end = (number(row.first("year")) for row in (run[0], run[-1]))
        yield start, end, run[-1]
