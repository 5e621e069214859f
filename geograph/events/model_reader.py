"""Tables of a store back to the model that they were written from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from geograph.dates import parse
from geograph.errors import StoreError
from geograph.model import (
    Actor,
    Claim,
    Document,
    Event,
    Item,
    Measure,
    Model,
    Place,
    Statement,
    Tenure,
)
from geograph.vocab import Stance

__all__ = ["model_of"]

Record = TypeVar("Record", Event, Measure, Statement, Claim, Document, Actor, Tenure, Place, Item)
Rows = Iterable[Mapping[str, Any]]


def model_of(rows: Callable[[str], Rows]) -> Model:
    """Return the model of the tables of dossiers.

    Parameters
    ----------
    rows
        From the name of a table to its rows.

    Raises
    ------
    StoreError
        If a table lacks a column, as a store of another version may.

    >>> model_of(lambda table: []) == Model()
    True
    """
    told = list(rows("events"))
    measures = [row for row in told if str(row["id"]).startswith("measure/")]
    events = [row for row in told if not str(row["id"]).startswith("measure/")]
    return Model(
        actors=_records("actors", rows("actors"), Actor),
        tenures=_records("tenures", rows("tenures"), Tenure),
        items=_records("items", rows("items"), Item),
        places=_records("places", rows("places"), Place),
        documents=_records("documents", rows("documents"), Document),
        events=_records("events", events, Event),
        measures=_records("events", measures, Measure),
        statements=_records("statements", rows("statements"), Statement),
        claims=_records("claims", rows("claims"), Claim),
    )


def _records(table: str, rows: Rows, kind: type[Record]) -> tuple[Record, ...]:
    names = {field.name for field in fields(kind)}
    out: list[Record] = []
    for row in rows:
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in row.items()
            if key in names
        }
        if "when" in names:
            edtf = row.get("edtf")
            values["when"] = parse(str(edtf)) if edtf else None
        if kind in (Event, Measure):
            values["dossier"] = row["source"]
            values["end_known"] = row["until_known"] if row["end"] else None
        if kind is Document:
            values["published"] = parse(str(row["published_edtf"]))
        if kind is Claim:
            values["stance"] = Stance(str(row["stance"]))
            values["reached"] = parse(str(row["reached"])) if row["reached"] else None
        try:
            out.append(kind(**values))
        except TypeError as exc:
            raise StoreError(
                f"table {table!r} does not fit this version: {exc}",
                fix="build the store again with `geograph build`",
            ) from exc
    return tuple(out)
