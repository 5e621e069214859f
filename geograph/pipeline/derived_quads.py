"""Make the quads of a store again from its tables, which say the same.

The database can so be lost without loss: what dossiers, reference data and releases say lies in
tables, what was judged in the metadata, and what others wrote in files of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from geograph.errors import StoreError
from geograph.events import tables
from geograph.events.arrays import read_file
from geograph.events.batches import Batch
from geograph.events.event_row import (
    LocalActor,
    LocalItem,
    LocalTenure,
    RowDate,
    RowParty,
)
from geograph.events.lines import release_lines
from geograph.events.model_reader import model_of
from geograph.events.observation_lines import observation_lines
from geograph.events.quads import quads
from geograph.events.schema import Column
from geograph.pipeline.build import ontology
from geograph.pipeline.releases.release_triples import Triples
from geograph.resolution.following import apply_again
from geograph.store.bulk_load import Loader
from geograph.store.graphs import load_quads
from geograph.store.release import Release
from geograph.store.swap import TEXT

__all__ = ["derive_quads"]

# How many events are read at once.
_BATCH = 50_000


def derive_quads(new: Path, meta: dict[str, Any]) -> None:
    """Fill the database of a staged store from its tables; what cannot be read has no quads then.

    Parameters
    ----------
    new
        The staged store, with its tables; a database that it has is removed.
    meta
        What the store says of itself, which is written there too.
    """
    shutil.rmtree(new / "oxigraph", ignore_errors=True)
    model = None
    try:
        model = model_of(lambda name: tables.read(new / "tables", name).to_pylist())
        lines = [*quads(model), *ontology()]
    except StoreError:  # a build writes them, and the tables, again
        lines = ontology()
    (new / TEXT).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    load_quads(new, new / TEXT)
    (new / TEXT).unlink()
    labels: dict[str, dict[str, str]] = {}
    for plain in meta.get("releases", ()):
        release = Release.from_json(plain)
        known = labels.setdefault(release.dataset, {})
        with suppress(StoreError):  # it can be loaded again
            _load(new, release, known)
    if model is not None:
        apply_again(new, meta)


def _load(new: Path, release: Release, labels: dict[str, str]) -> None:
    """Load the quads of one release; its actors' labels become known to the releases after it."""
    folder = new / "tables" / release.folder
    triples = Triples(release, labels if release.parties else None)
    told = {name: read_file(folder / f"{name}.parquet") for name in ("actors", "items", "tenures")}
    read_file(folder / "details.parquet", columns=["id"])  # a release is whole, or it is not there
    events = read_file(folder / "events.parquet")
    observed = read_file(folder / "attributes.parquet") if release.variables else None
    variables = [Column(name, one["type"], "") for name, one in release.variables.items()]
    with Loader(new) as text:
        for at in range(0, events.num_rows, _BATCH):
            batch = _batch(events.slice(at, _BATCH).to_pydict())
            text.write(release_lines(batch, release.id, release.stance))
        if observed is not None:
            for at in range(0, observed.num_rows, _BATCH):
                values = observed.slice(at, _BATCH).to_pydict()
                text.write(observation_lines(values, release.id, release.dataset, variables))
        for plain in _plain(told["actors"]):
            text.write(triples.actor(LocalActor(**plain)))
            labels.setdefault(plain["id"], plain["label"])
        for plain in _plain(told["items"]):
            text.write(triples.item(LocalItem(**plain, local=True)))
        for plain in _plain(told["tenures"]):
            text.write(triples.tenure(_tenure(plain)))
        text.write(triples.release_lines())


def _batch(columns: dict[str, list[Any]]) -> Batch:
    """Return columns as they were before they were written: lists of values are tuples."""
    return {
        name: [tuple(value) if isinstance(value, list) else value for value in values]
        for name, values in columns.items()
    }


def _plain(table: Any) -> Iterator[dict[str, Any]]:
    for row in table.to_pylist():
        yield {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}


def _tenure(plain: dict[str, Any]) -> LocalTenure:
    start, end, text = plain["start"], plain["end"], plain["edtf"]
    return LocalTenure(
        who=RowParty(plain["who"], None, ""),
        relation=plain["relation"],
        whom=RowParty(plain["whom"], None, ""),
        role=plain["role"],
        when=RowDate(text, start, None, end, None, text is None),
    )
