"""Model to tidy Parquet tables, one row for each record, every column documented in `SCHEMAS`.

The tables say exactly what the quads say (a test proves it): networks and data frames read these,
SPARQL reads those. Dates are days; lists are sorted and hold each value once; identifiers are local
paths below ``https://w3id.org/geograph/id/``; rows are sorted by ``id``; missing is null.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geograph.errors import StoreError
from geograph.model import Claim, Document, Event, Model, Statement
from geograph.tables.columns import SCHEMAS, Column, to_markdown
from geograph.vocab import EVENT_CLASSES

if TYPE_CHECKING:
    import pyarrow

# Parquet counts days from here.
_EPOCH = date(1970, 1, 1).toordinal()

__all__ = ["SCHEMAS", "Column", "read", "read_file", "to_markdown", "write"]


def write(model: Model, directory: Path) -> dict[str, int]:
    """Write every table of a model; the same model gives the same bytes.

    Parameters
    ----------
    model
        What to write.
    directory
        An existing directory; receives ``<table>.parquet`` for each of `SCHEMAS`.

    Returns
    -------
    dict
        Number of rows by table.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     counts = write(Model(), Path(folder))
    ...     read(Path(folder), "claims").num_rows, counts["claims"]
    (0, 0)
    """
    import pyarrow.parquet

    counts: dict[str, int] = {}
    for name, schema in SCHEMAS.items():
        records = sorted(getattr(model, name), key=_key)
        table = _table(records, schema, _SPECIAL.get(name, _no_special)(model))
        # zstd at a fixed level: what a later version of the library prefers must not change bytes.
        pyarrow.parquet.write_table(
            table, directory / f"{name}.parquet", compression="zstd", compression_level=3
        )
        counts[name] = len(records)
    return counts


def read(directory: Path, name: str) -> pyarrow.Table:
    """Read one table.

    Raises
    ------
    StoreError
        There is no such table, or its file is damaged.

    >>> read(Path("."), "people")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    geograph.errors.StoreError: there is no table 'people'
      fix: use one of documents, actors, tenures, ...
    """
    if name not in SCHEMAS:
        raise StoreError(f"there is no table {name!r}", fix=f"use one of {', '.join(SCHEMAS)}")
    return read_file(directory / f"{name}.parquet")


def read_file(path: Path, *, columns: list[str] | None = None) -> pyarrow.Table:
    """Read one Parquet file of a store, or only some of its columns.

    Raises
    ------
    StoreError
        The file is missing or damaged.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        # Not read_table, which imports pandas wherever that is installed.
        with pyarrow.parquet.ParquetFile(path) as file:
            return file.read(columns=columns)
    except (OSError, pyarrow.ArrowException) as exc:
        what = f"cannot read table {path.stem!r} in {path}: {exc}"
        raise StoreError(what, fix="build the store again with `geograph build`") from exc


def _key(record: Any) -> tuple[str, ...]:
    if hasattr(record, "id"):
        return (record.id,)
    r = record
    return tuple(str(v) for v in (r.who, r.relation, r.whom, r.start, r.end, r.role, r.source))


def _table(records: Iterable[Any], schema: tuple[Column, ...], special: _Special) -> pyarrow.Table:
    """Turn records to a table by way of JSON.

    pyarrow's own way from Python values imports pandas wherever that is installed, which takes as
    long as all the rest of a build.
    """
    import pyarrow
    import pyarrow.json

    of = [(c, special.get(c.name) or attrgetter(c.name)) for c in schema]
    lines = (json.dumps({c.name: _plain(get(r)) for c, get in of}) for r in records)
    data = "\n".join(lines).encode()
    arrow_schema = _arrow_schema(schema)
    if not data:
        return arrow_schema.empty_table()
    found = pyarrow.json.read_json(
        pyarrow.BufferReader(data),
        # One block, for a record may not lie in two.
        read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=pyarrow.json.ParseOptions(
            explicit_schema=arrow_schema, unexpected_field_behavior="error"
        ),
    )
    return pyarrow.Table.from_arrays(found.columns, schema=arrow_schema)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.toordinal() - _EPOCH
    return sorted(set(value)) if isinstance(value, tuple) else value


def _arrow_schema(schema: tuple[Column, ...]) -> pyarrow.Schema:
    import pyarrow

    return pyarrow.schema(
        pyarrow.field(c.name, _arrow_type(c.type), metadata={"doc": c.doc}) for c in schema
    )


def _arrow_type(name: str) -> pyarrow.DataType:
    import pyarrow

    if name == "strings":
        return pyarrow.list_(pyarrow.string())
    return pyarrow.type_for_alias({"date": "date32"}.get(name, name))


_Special = Mapping[str, Callable[[Any], object]]


def _no_special(_model: Model) -> _Special:
    return {}


def _codes(_model: Model) -> _Special:
    return {
        "edtf": _edtf,
        "durative": lambda e: EVENT_CLASSES[e.kind].durative,
        "sign": lambda e: EVENT_CLASSES[e.kind].sign,
        "cameo": lambda e: EVENT_CLASSES[e.kind].cameo,
        "plover": lambda e: EVENT_CLASSES[e.kind].plover,
    }


def _edtf(record: Event | Statement | Claim) -> str | None:
    return None if record.when is None else record.when.text


def _of_documents(model: Model) -> _Special:
    labels = {actor.id: actor.label for actor in model.actors}
    return {
        "publisher_label": lambda d: labels.get(d.publisher),
        "published": lambda d: d.published.latest_end,
        "published_edtf": lambda d: d.published.text,
    }


def _of_claims(model: Model) -> _Special:
    documents = {document.id: document for document in model.documents}
    statements = {statement.id: statement for statement in model.statements}

    def document(claim: Claim) -> Document:
        return documents[statements[claim.statement].document]

    return {
        "edtf": _edtf,
        "reached": lambda c: c.reached.text if c.reached else None,
        "published": lambda c: document(c).published.latest_end,
        "coded": lambda c: document(c).coded,
        "document": lambda c: document(c).id,
        "locator": lambda c: statements[c.statement].locator,
    }


_SPECIAL: Mapping[str, Callable[[Model], _Special]] = {
    "documents": _of_documents,
    "events": _codes,
    "measures": _codes,
    "statements": _codes,
    "claims": _of_claims,
}
