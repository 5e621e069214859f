"""Events as columns, asked by SQL: the only place that knows DuckDB.

The tables of a store are read where they lie; a model in memory is asked in the same words. There
are two relations: ``events`` (the columns of `geograph.events.schema.EVENTS`, of dossiers and of
every release) and ``actors`` (``id``, ``kind``, ``label``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geograph.errors import StoreError
from geograph.events.arrays import array, schema
from geograph.events.schema import EVENTS, Column
from geograph.store.metadata import check
from geograph.vocab import EVENT_CLASSES, is_a

if TYPE_CHECKING:
    import pyarrow

__all__ = ["OF_DOSSIERS", "Columns", "kinds_sql", "listed", "quoted"]

_ACTORS = (Column("id", "string", ""), Column("kind", "string", ""), Column("label", "string", ""))
_BATCH = 20_000
#: The condition that an event is of a dossier; any other is a row of a release. Two comparisons, of
#: which the statistics of a file of rows show at once that none of them passes.
OF_DOSSIERS = "(source >= 'dossier/' AND source < 'dossier0')"


def quoted(text: str) -> str:
    """Return a text as a literal of SQL.

    >>> quoted("Côte d'Ivoire")
    "'Côte d''Ivoire'"
    """
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Iterable[str]) -> str:
    """Return texts as the list that IN compares with; nothing is in one of none.

    >>> listed(["a", "b"]), listed([])
    ("('a', 'b')", "('')")
    """
    return f"({', '.join(map(quoted, texts)) or quoted('')})"


def kinds_sql(kinds: Sequence[str]) -> str:
    """Return the condition that an event is of one of some classes, or below them.

    >>> kinds_sql([])
    'TRUE'
    """
    if not kinds:
        return "TRUE"
    names = [name for name in EVENT_CLASSES if any(is_a(name, kind) for kind in kinds)]
    return f"kind IN {listed(names)}"


class Columns:
    """The events and actors of a store, or of a model, as relations of SQL."""

    def __init__(self) -> None:
        import duckdb

        # a researcher's other settings and extensions have no say in what is answered
        self._connection = duckdb.connect(config={"autoload_known_extensions": False})
        # a notebook that cannot show a bar has none, and refuses to be told so
        ((shown,),) = self.rows("SELECT current_setting('enable_progress_bar')")
        if shown:
            self._run("SET enable_progress_bar = false")
        self._number = count(1)

    def show(self, events: Sequence[Path], actors: Sequence[Path]) -> None:
        """Show the Parquet files of a store as relations; each question reads them."""
        self._run("SET parquet_metadata_cache = true")  # an open store never changes
        for name, files, taken in (("events", events, "*"), ("actors", actors, "id, kind, label")):
            listed = ", ".join(quoted(str(file)) for file in files)
            self._run(f"CREATE VIEW {name} AS SELECT {taken} FROM read_parquet([{listed}])")

    @classmethod
    def of_batch(cls, events: Mapping[str, Sequence[Any]], actors: Iterable[Any]) -> Columns:
        """Hold a batch of `geograph.events.batches` and some actors in memory."""
        self = cls()
        self.put("events", EVENTS, [events[column.name] for column in EVENTS])
        told = list(actors)
        values = [[getattr(actor, c.name) for actor in told] for c in _ACTORS]
        self.put("actors", _ACTORS, values)
        return self

    def put(self, name: str, columns: Sequence[Column], values: Sequence[Sequence[Any]]) -> None:
        """Add a relation in memory, in place of one of that name."""
        import pyarrow

        arrays = [array(list(v), c.type) for v, c in zip(values, columns, strict=True)]
        table = pyarrow.Table.from_arrays(arrays, schema=schema(columns))
        self._connection.register(f"{name}_given", table)
        self._run(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {name}_given")
        self._connection.unregister(f"{name}_given")

    def put_ids(self, name: str, ids: Sequence[str]) -> None:
        """Add a relation in memory with one column, ``id``."""
        self._asked(
            lambda: self._connection.execute(
                f"CREATE TEMP TABLE {name} AS SELECT unnest($1::VARCHAR[]) AS id", [list(ids)]
            )
        )

    @contextmanager
    def given(self, ids: Sequence[str]) -> Iterator[str]:
        """Give the name of a relation in memory with one column, ``id``, while it is asked."""
        name = self.fresh("given")
        self.put_ids(name, ids)
        try:
            yield name
        finally:
            self._run(f"DROP TABLE {name}")

    def of_file(self, file: Path, names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the rows of a Parquet file, in its order, without importing Arrow for it.

        Raises
        ------
        StoreError
            The file is missing or damaged, or lacks a column.
        """
        taken = ", ".join(f'"{name}"' for name in names)
        sql = f"SELECT {taken} FROM read_parquet({quoted(str(file))})"
        found: list[tuple[Any, ...]] = self._asked(
            lambda: self._connection.execute(sql).fetchall(), f"table {file.stem!r} in {file}"
        )
        return found

    def fresh(self, name: str) -> str:
        """Return a name for a relation that no other has."""
        return f"{name}_{next(self._number)}"

    def drop(self, name: str) -> None:
        """Remove a view made under a fresh name, and what it stands on."""
        import duckdb

        with suppress(duckdb.Error):  # the connection may be closed before
            for view in (name, f"{name}_rows"):
                self._connection.execute(f"DROP VIEW IF EXISTS {view}")
            for part in ("events", "linked", "doubles"):
                self._connection.execute(f"DROP TABLE IF EXISTS {name}_{part}")

    @contextmanager
    def kept(self, sql: str) -> Iterator[str]:
        """Give the name of a relation with what a query answers, read once and held in memory.

        It has no order: to keep that of the files takes half as long again.
        """
        name = self.fresh("kept")
        self._run("SET preserve_insertion_order = false")
        self._run(f"CREATE TEMP TABLE {name} AS {sql}")
        self._run("SET preserve_insertion_order = true")
        try:
            yield name
        finally:
            self._run(f"DROP TABLE {name}")

    def run(self, sql: str) -> None:
        """Run a statement that answers nothing, such as CREATE TEMP TABLE."""
        self._run(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query answers, row by row."""
        found: list[tuple[Any, ...]] = self._run(sql).fetchall()
        return found

    def table(self, sql: str) -> pyarrow.Table:
        """Return what a query answers as an Arrow table."""
        return self._asked(lambda: self._connection.sql(sql).to_arrow_table())

    def records(self, sql: str) -> Iterator[dict[str, Any]]:
        """Yield what a query answers as records."""
        # another query ends an answer that is still being read, so that it is taken whole
        for batch in self.table(sql).to_batches(max_chunksize=_BATCH):
            yield from batch.to_pylist()

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()

    def _run(self, sql: str) -> Any:
        return self._asked(lambda: self._connection.execute(sql))

    def _asked(self, ask: Callable[[], Any], what: str = "the tables") -> Any:
        import duckdb

        try:
            return ask()
        except duckdb.Error as exc:
            told = str(exc).splitlines()[0]
            raise StoreError(f"cannot read {what}: {told}", fix=check()) from exc
