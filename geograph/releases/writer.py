"""Write the rows of a release as they come: lines for the bulk loader, and Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from geograph.mapping import Beside, Found, LocalActor, LocalItem, LocalTenure, Row
from geograph.releases.columns import ACTORS, ITEMS, ROWS, TENURES, array, schema
from geograph.releases.loader import Loader
from geograph.releases.triples import Triples
from geograph.tables.columns import Column

if TYPE_CHECKING:
    pass

__all__ = ["ReleaseWriter"]

_STAGES = ("announced", "listed", "effective", "lifted")
_LISTS = ("provision", "programme", "ground", "topic", "url")


class ReleaseWriter:
    """Receives batches of rows; what it has not met before of actors and items goes along.

    Parameters
    ----------
    folder
        An existing folder for the tables ``rows``, ``actors``, ``items`` and ``tenures``.
    text
        Receives the lines.
    triples
        Turns rows to lines.
    details
        The data set's further columns.
    """

    def __init__(
        self, folder: Path, text: Loader, triples: Triples, details: Sequence[Column]
    ) -> None:
        self.triples = triples
        self.text = text
        self.details = [(c.name, c.type) for c in details]
        self._parts = {
            "rows": _Part(folder / "rows.parquet", (*ROWS, *details)),
            "actors": _Part(folder / "actors.parquet", ACTORS),
            "items": _Part(folder / "items.parquet", ITEMS),
            "tenures": _Part(folder / "tenures.parquet", TENURES),
        }
        self._actors: set[str] = set()
        self._tenures: set[str] = set()
        self._items: set[str] = set()

    def __enter__(self) -> ReleaseWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for part in self._parts.values():
            part.close()

    @property
    def counts(self) -> dict[str, int]:
        """The number of actors and items that are the data set's own."""
        counts = {"actors": self._actors, "items": self._items, "tenures": self._tenures}
        return {name: len(found) for name, found in counts.items()}

    def write(self, rows: Sequence[Row], beside: Beside | None = None) -> None:
        """Write a batch; the ids of its rows are whole."""
        event = self.triples.event
        self.text.write("".join([event(row) for row in rows]))
        self._parts["rows"].write(self._cells(rows))
        self._own(rows, beside or Beside([], []))

    def finish(self, named: Iterable[str]) -> None:
        """Write those who were named by a key that no record describes: by the key alone."""
        for key in sorted(set(named) - self._actors):
            self._describe({key: LocalActor(id=key, kind="Actor", label=key.rpartition("/")[2])})

    def _cells(self, rows: Sequence[Row]) -> list[list[Any]]:
        whens = [row.when for row in rows]
        kinds = [row.kind for row in rows]
        columns: list[list[Any]] = [
            [row.id for row in rows],
            [row.key for row in rows],
            [row.line for row in rows],
            [kind.name for kind in kinds],
            [row.label for row in rows],
            [kind.speech for kind in kinds],
        ]
        groups = (
            [r.actor for r in rows],
            [r.recipient for r in rows],
            [r.participant for r in rows],
        )
        columns += [[_ids(found) for found in group] for group in groups]
        columns += [[_states(found) for found in group] for group in groups]
        columns += [
            [tuple(item.id for item in row.item) if row.item else () for row in rows],
            [_ids(row.place) for row in rows],
            [None if when.plain else when.edtf for when in whens],
            [when.start for when in whens],
            [when.start_earliest for when in whens],
            [when.end for when in whens],
            [when.end_latest for when in whens],
            [kind.durative for kind in kinds],
            [kind.sign for kind in kinds],
            [kind.cameo for kind in kinds],
            [kind.plover for kind in kinds],
            [row.uncertain for row in rows],
        ]
        # Most data sets have no stages and few texts: then a column is one list for all of them.
        none: list[Any] = [None] * len(rows)
        empty: list[Any] = [()] * len(rows)
        staged, told = any(row.stages for row in rows), any(row.texts for row in rows)
        for name in _STAGES:
            columns.append([row.stages.get(name) for row in rows] if staged else none)
        for name in _LISTS:
            columns.append([row.texts.get(name, ()) for row in rows] if told else empty)
        for name in ("publisher", "published"):
            first = [(row.texts.get(name) or (None,))[0] for row in rows] if told else none
            columns.append(first)
        columns += [
            [row.details.get(name, () if kind == "texts" else None) for row in rows]
            for name, kind in self.details
        ]
        return columns

    def _own(self, rows: Iterable[Row], beside: Beside) -> None:
        actors: dict[str, LocalActor] = {}
        tenures: dict[str, LocalTenure] = {}
        for tenure in beside.tenures:
            if tenure.id not in self._tenures:
                self._tenures.add(tenure.id)
                tenures[tenure.id] = tenure
        items: dict[str, LocalItem] = {}
        known, goods = self._actors, self._items
        for actor in beside.actors:
            if actor.id not in known:
                known.add(actor.id)
                actors[actor.id] = actor
        for row in rows:
            for group in (row.actor, row.recipient, row.participant, row.place):
                for found in group:
                    if found.local is not None and found.id not in known:
                        known.add(found.id)
                        actors[found.id] = found.local
            for item in row.item:
                if item.local and item.id not in goods:
                    goods.add(item.id)
                    items[item.id] = item
        for tenure in tenures.values():
            for found in (tenure.who, tenure.whom):
                if found.local is not None and found.id not in known:
                    known.add(found.id)
                    actors[found.id] = found.local
        self._describe(actors)
        self.text.write("".join(map(self.triples.item, items.values())))
        self.text.write("".join(map(self.triples.tenure, tenures.values())))
        if tenures:
            self._parts["tenures"].write(_standings(list(tenures.values())))
        if items:
            goods_ = list(items.values())
            self._parts["items"].write([[getattr(i, c.name) for i in goods_] for c in ITEMS])

    def _describe(self, actors: dict[str, LocalActor]) -> None:
        self.text.write("".join(map(self.triples.actor, actors.values())))
        if actors:
            of = list(actors.values())
            self._actors.update(actors)
            self._parts["actors"].write([[getattr(a, c.name) for a in of] for c in ACTORS])


def _standings(tenures: Sequence[LocalTenure]) -> list[list[Any]]:
    whens = [t.when for t in tenures]
    return [
        [t.id for t in tenures],
        [t.who.id for t in tenures],
        [t.relation for t in tenures],
        [t.whom.id for t in tenures],
        [t.role for t in tenures],
        [None if when.plain else when.edtf for when in whens],
        [when.start for when in whens],
        [when.end for when in whens],
    ]


def _ids(found: tuple[Found, ...]) -> tuple[str, ...]:
    if len(found) == 1:
        return (found[0].id,)
    return tuple([one.id for one in found])


def _states(found: tuple[Found, ...]) -> tuple[str | None, ...]:
    if len(found) == 1:
        return (found[0].state,)
    return tuple([one.state for one in found])


class _Part:
    """One Parquet file, written a batch at a time; it is there even if nothing is written."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        import pyarrow.parquet

        self._kinds = [c.type for c in columns]
        self._schema = schema(columns)
        self._writer = pyarrow.parquet.ParquetWriter(
            path, self._schema, compression="zstd", compression_level=3
        )

    def write(self, columns: Sequence[Sequence[Any]]) -> None:
        import pyarrow

        arrays = [array(values, kind) for values, kind in zip(columns, self._kinds, strict=True)]
        self._writer.write_batch(pyarrow.RecordBatch.from_arrays(arrays, schema=self._schema))

    def close(self) -> None:
        self._writer.close()
