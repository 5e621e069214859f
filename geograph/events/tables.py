"""Model to tidy Parquet tables, one row for each record, every column documented in `SCHEMAS`.

The tables say exactly what the quads say (a test proves it): networks and data frames read these,
SPARQL reads those. Dates are days; lists are sorted and hold each value once; identifiers are local
paths below ``https://w3id.org/geograph/id/``; rows are sorted by ``id``; missing is null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geograph.errors import StoreError
from geograph.events.arrays import PartWriter, read_file
from geograph.events.batches import of_model
from geograph.events.schema import EVENTS, SCHEMAS, Column
from geograph.model import Claim, Document, Model, Statement
from geograph.vocab import EVENT_CLASSES

if TYPE_CHECKING:
    import pyarrow

__all__ = ["file_of", "read", "write"]


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
        Number of rows by table; events and measures, which are one table, apart.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     counts = write(Model(), Path(folder))
    ...     read(Path(folder), "claims").num_rows, counts["claims"]
    (0, 0)
    """
    counts: dict[str, int] = {}
    for name, schema in SCHEMAS.items():
        if name == "events":
            batch = of_model(model)
            columns = [batch[column.name] for column in EVENTS]
        else:
            records = sorted(getattr(model, name), key=_key)
            columns = _columns(records, schema, _SPECIAL.get(name, _no_special)(model))
        with PartWriter(directory / f"{name}.parquet", schema) as part:
            part.write(columns)
        counts[name] = len(columns[0])
    counts |= {"events": len(model.events), "measures": len(model.measures)}
    return counts


def read(directory: Path, name: str) -> pyarrow.Table:
    """Read one table.

    Raises
    ------
    StoreError
        There is no such table, or its file is damaged.
    """
    return read_file(file_of(directory, name))


def file_of(directory: Path, name: str) -> Path:
    """Return the file of a table.

    Raises
    ------
    StoreError
        There is no such table.

    >>> file_of(Path("."), "people")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    geograph.errors.StoreError: there is no table 'people'
      fix: use one of documents, actors, tenures, ...
    """
    if name not in SCHEMAS:
        raise StoreError(f"there is no table {name!r}", fix=f"use one of {', '.join(SCHEMAS)}")
    return directory / f"{name}.parquet"


def _key(record: Any) -> tuple[str, ...]:
    if hasattr(record, "id"):
        return (record.id,)
    r = record
    return tuple(str(v) for v in (r.who, r.relation, r.whom, r.start, r.end, r.role, r.source))


def _columns(
    records: Sequence[Any], schema: Iterable[Column], special: _Special
) -> list[list[Any]]:
    of = [special.get(c.name) or attrgetter(c.name) for c in schema]
    return [[_plain(get(record)) for record in records] for get in of]


def _plain(value: object) -> object:
    return tuple(sorted(set(value))) if isinstance(value, tuple) else value


_Special = Mapping[str, Callable[[Any], object]]


def _no_special(_model: Model) -> _Special:
    return {}


def _codes(_model: Model) -> _Special:
    return {
        "edtf": _edtf,
        "sign": lambda s: EVENT_CLASSES[s.kind].sign,
        "cameo": lambda s: EVENT_CLASSES[s.kind].cameo,
        "plover": lambda s: EVENT_CLASSES[s.kind].plover,
    }


def _edtf(record: Statement | Claim) -> str | None:
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
    kinds = {actor.id: actor.voice_kind for actor in model.actors}

    def document(claim: Claim) -> Document:
        return documents[statements[claim.statement].document]

    return {
        "edtf": _edtf,
        "reached": lambda c: c.reached.text if c.reached else None,
        "voice_kind": lambda c: "unnamed" if c.anonymous else kinds.get(c.voice),
        "published": lambda c: document(c).published.latest_end,
        "coded": lambda c: document(c).coded,
        "document": lambda c: document(c).id,
        "locator": lambda c: statements[c.statement].locator,
    }


_SPECIAL: Mapping[str, Callable[[Model], _Special]] = {
    "documents": _of_documents,
    "statements": _codes,
    "claims": _of_claims,
}
