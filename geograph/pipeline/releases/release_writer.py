"""Write the rows of a release as they come: lines for the bulk loader, and Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from geograph.events.arrays import PartWriter, read_file
from geograph.events.batches import of_rows
from geograph.events.event_row import LocalActor, LocalItem, LocalTenure, Row
from geograph.events.lines import release_lines
from geograph.events.observation import (
    Observation,
    columns_of_release,
    names_of,
    of_observations,
)
from geograph.events.observation_lines import observation_lines
from geograph.events.schema import (
    EVENTS,
    RELEASE_ACTORS,
    RELEASE_ITEMS,
    RELEASE_TENURES,
    Column,
)
from geograph.pipeline.releases.release_triples import Triples
from geograph.pipeline.releases.repeats import SeenNumbers
from geograph.sources.mapping import LocalParties
from geograph.store.bulk_load import Loader

__all__ = ["ReleaseWriter", "date_by_release"]


class ReleaseWriter:
    """Receives batches of rows; what it has not met before of actors and items goes along.

    Parameters
    ----------
    folder
        An existing folder for the tables: ``events``, ``details``, ``actors``, ``items``,
        ``tenures``, and ``attributes`` where there are variables.
    text
        Receives the lines.
    triples
        Writes what the release holds beside events.
    details
        The data set's further columns.
    variables
        Those of its observations.
    """

    def __init__(
        self,
        folder: Path,
        text: Loader,
        triples: Triples,
        details: Sequence[Column],
        variables: Sequence[Column] = (),
    ) -> None:
        self.triples = triples
        self.text = text
        self.details = [(c.name, c.type) for c in details]
        schemas = {
            "events": EVENTS,
            "details": (EVENTS[0], *details),
            "actors": RELEASE_ACTORS,
            "items": RELEASE_ITEMS,
            "tenures": RELEASE_TENURES,
        }
        self.variables = tuple(variables)
        if variables:
            schemas["attributes"] = columns_of_release(variables)
        self._observed = SeenNumbers()
        self._parts = {
            name: PartWriter(folder / f"{name}.parquet", columns)
            for name, columns in schemas.items()
        }
        self._actors: set[str] = set()
        self._tenures: set[str] = set()
        self._items: set[str] = set()
        self._undated = False

    def __enter__(self) -> ReleaseWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for part in self._parts.values():
            part.__exit__(kind, error, traceback)

    @property
    def counts(self) -> dict[str, int]:
        """The number of actors and items that are the data set's own."""
        counts = {"actors": self._actors, "items": self._items, "tenures": self._tenures}
        return {name: len(found) for name, found in counts.items()}

    def write(self, rows: Sequence[Row], beside: LocalParties | None = None) -> None:
        """Write a batch; the ids of its rows are whole."""
        release = self.triples.release
        batch = of_rows(rows, release.id, release.released)
        self._undated = self._undated or None in batch["holds_from"]
        self.text.write(release_lines(batch, release.id, release.stance))
        self._parts["events"].write([batch[column.name] for column in EVENTS])
        details = [
            [row.details.get(name, () if kind == "texts" else None) for row in rows]
            for name, kind in self.details
        ]
        self._parts["details"].write([batch["id"], *details])
        beside = beside or LocalParties()
        self._own(rows, beside)
        self._observe(beside.observations)

    @property
    def undated(self) -> bool:
        """Whether an event was written that nothing dates."""
        return self._undated

    def finish(self, named: Iterable[str]) -> None:
        """Write those who were named by a key that no record describes: by the key alone."""
        for key in sorted(set(named) - self._actors):
            self._describe({key: LocalActor(id=key, kind="Actor", label=key.rpartition("/")[2])})

    def _own(self, rows: Iterable[Row], beside: LocalParties) -> None:
        actors: dict[str, LocalActor] = {}
        tenures: dict[str, LocalTenure] = {}
        for tenure in beside.tenures:
            if tenure.id not in self._tenures:
                self._tenures.add(tenure.id)
                tenures[tenure.id] = tenure
        items: dict[str, LocalItem] = {}
        known = self._actors
        for actor in beside.actors:
            if actor.id not in known:
                known.add(actor.id)
                actors[actor.id] = actor
        self._find(rows, actors, items)
        parties = [one for tenure in tenures.values() for one in (tenure.who, tenure.whom)]
        parties += [one.actor for one in beside.observations]
        parties += [one.partner for one in beside.observations if one.partner is not None]
        for found in parties:
            if found.local is not None and found.id not in known:
                known.add(found.id)
                actors[found.id] = found.local
        self._describe(actors)
        self.text.write("".join(map(self.triples.item, items.values())))
        self.text.write("".join(map(self.triples.tenure, tenures.values())))
        if tenures:
            self._parts["tenures"].write(_standings(list(tenures.values())))
        if items:
            values = [[getattr(i, c.name) for i in items.values()] for c in RELEASE_ITEMS]
            self._parts["items"].write(values)

    def _observe(self, found: Sequence[Observation]) -> None:
        """Write observations."""
        if not found:
            return
        release = self.triples.release
        names, numbers = names_of(found)
        ordinals = self._observed.ordinals(numbers)
        batch = of_observations(found, release.id, names, ordinals, self.variables)
        columns = columns_of_release(self.variables)
        self._parts["attributes"].write([batch[column.name] for column in columns])
        self.text.write(observation_lines(batch, release.id, release.dataset, self.variables))

    def _find(
        self, rows: Iterable[Row], actors: dict[str, LocalActor], items: dict[str, LocalItem]
    ) -> None:
        """Add the actors and items that rows name and no row before them did."""
        known, goods = self._actors, self._items
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

    def _describe(self, actors: dict[str, LocalActor]) -> None:
        self.text.write("".join(map(self.triples.actor, actors.values())))
        if actors:
            of = list(actors.values())
            self._actors.update(actors)
            self._parts["actors"].write([[getattr(a, c.name) for a in of] for c in RELEASE_ACTORS])


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


def date_by_release(path: Path, day: date) -> None:
    """Let the events of a release that nothing dates hold from its day, which was found last."""
    import pyarrow
    import pyarrow.compute as pc
    import pyarrow.parquet

    table = read_file(path)
    undated = pc.is_null(table["holds_from"])
    filled = {
        "holds_from": pc.fill_null(table["holds_from"], pyarrow.scalar(day, pyarrow.date32())),
        "basis": pc.if_else(undated, pyarrow.scalar("release"), table["basis"]),
    }
    for name, values in filled.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, table.schema.field(at), values)
    pyarrow.parquet.write_table(table, path, compression="zstd", compression_level=3)
