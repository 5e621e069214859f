"""Open a built store: SPARQL over the quads, rows of the tables, actors by name, labels.

A store is a directory with ``oxigraph/`` (quads), ``tables/`` (Parquet), ``geograph.json``, and
``foreign/`` where it holds graphs that others wrote (`geograph.store.foreign_graphs`). It is
opened read-only, so that many readers share it; only `geograph.build` makes one.
"""

from __future__ import annotations

import os
import shutil
import weakref
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from geograph.actors import ActorIndex
from geograph.errors import QueryError, StoreError, UnknownActor
from geograph.events import tables
from geograph.events.arrays import read_file
from geograph.events.schema import SCHEMAS
from geograph.model import Actor, Tenure
from geograph.store.columns import Columns, listed, quoted
from geograph.store.foreign_graphs import DATABASE, is_own_word
from geograph.store.metadata import check, is_corruption, read_meta, refused
from geograph.store.rdflib_dataset import as_dataset
from geograph.store.release import Release
from geograph.store.sparql import (
    Function,
    custom,
    explain,
    names_dataset,
    names_graphs,
    refuse_network,
    to_python,
)
from geograph.store.swap import find, identity
from geograph.vocab import ID, iri

if TYPE_CHECKING:
    import pyarrow
    import pyoxigraph
    import rdflib

__all__ = ["Store", "default_path", "open_store"]


def default_path() -> Path:
    """Return where a store is when nobody says: ``GEOGRAPH_STORE``, else ``./geograph.db``."""
    return Path(os.environ.get("GEOGRAPH_STORE") or "geograph.db")


def open_store(path: str | Path | None = None) -> Store:
    """Open a store that `geograph.build` made.

    Parameters
    ----------
    path
        Its directory; None means the environment's ``GEOGRAPH_STORE``, else ``./geograph.db``.

    Returns
    -------
    Store
        A context manager; it is read-only and may be opened by many processes at once.

    Raises
    ------
    StoreError
        There is no store, it is damaged, or it has another format.

    Examples
    --------
    >>> open_store("nowhere.db")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    geograph.errors.StoreError: there is no store at '...nowhere.db'
      fix: make one with `geograph build -o ...nowhere.db`..., or name another with --store or ...
    """
    wanted = Path(path or default_path()).expanduser().resolve()
    while True:
        target = find(wanted)
        seen = identity(target)
        try:
            store = Store(target)
        except StoreError:
            if identity(find(wanted)) == seen:
                raise
        else:
            if identity(target) == seen:
                return store
            store.close()  # another store was swapped in, and this one may have parts of both


class Store:
    """An open store; `open_store` and `geograph.build` return one.

    Parameters
    ----------
    path
        Its directory.
    temporary
        A directory to remove when the store is closed, or when the interpreter ends.

    Attributes
    ----------
    path
        Its directory.
    meta
        What the store says of itself: ``format``, ``geograph`` (the version that built it),
        ``counts`` (rows by table), ``quads`` and ``sha256`` (of the quads as sorted N-Quads).
    """

    def __init__(self, path: Path, *, temporary: Path | None = None) -> None:
        import pyoxigraph

        self.path = path
        self._finalizer: Callable[[], object] | None = None
        if temporary is not None:
            self._finalizer = weakref.finalize(self, shutil.rmtree, temporary, ignore_errors=True)
        self.meta: dict[str, Any] = read_meta(path)
        self._tables: dict[str, pyarrow.Table] = {}
        self._rows: dict[str, tuple[list[str], list[tuple[object, ...]]]] = {}
        self._quads: pyoxigraph.Store | None
        try:
            self._quads = pyoxigraph.Store.read_only(str(path / "oxigraph"))
        except (OSError, ValueError, RuntimeError) as exc:
            raise StoreError(f"{str(path)!r} is damaged: {exc}", fix=check(path)) from exc

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    def close(self) -> None:
        """Let go of the files; a temporary store is removed. Closing twice does nothing."""
        self.__dict__.pop("dataset", None)
        self.__dict__.pop("corpus", None)
        self.__dict__.pop("columns", None)
        if (engine := self.__dict__.pop("_engine", None)) is not None:
            engine.close()
        self._quads = None
        self.__dict__.pop("_foreign", None)
        self._tables.clear()
        self._rows.clear()
        if self._finalizer is not None:
            self._finalizer()

    @property
    def _open(self) -> pyoxigraph.Store:
        if self._quads is None:
            raise StoreError(f"the store {str(self.path)!r} is closed", fix="open it again")
        return self._quads

    @cached_property
    def _foreign(self) -> pyoxigraph.Store:
        """What is trusted as the default graph, and all graphs by their names, foreign ones too."""
        import pyoxigraph

        trusted = self._open
        if not self.meta.get("graphs"):
            return trusted
        try:
            return pyoxigraph.Store.read_only(str(self.path / DATABASE))
        except (OSError, ValueError, RuntimeError) as exc:
            raise StoreError(f"{str(self.path)!r} is damaged: {exc}", fix=check(self.path)) from exc

    def select(
        self,
        sparql: str,
        *,
        functions: Mapping[str, Function] | None = None,
        network: bool = False,
    ) -> tuple[list[str], list[tuple[object, ...]]]:
        """Ask a SPARQL query of the union of all graphs that are trusted.

        Graphs that others wrote (`geograph.pipeline.foreign`) are seen by ``GRAPH`` and ``FROM``
        alone. With ``FROM`` or ``FROM NAMED`` the query names its dataset itself.

        Parameters
        ----------
        sparql
            SELECT, ASK, CONSTRUCT or DESCRIBE.
        functions
            What the query can use beside the functions of SPARQL: ``gg:name(?x)`` is the one
            called ``name``, of the local path of ``?x``.
        network
            Whether ``SERVICE`` may ask other endpoints.

        Returns
        -------
        columns, rows
            Resources are IRIs as text; literals are Python values: text, int, float, bool, date,
            datetime; unbound is None. ASK gives one column ``answer``; CONSTRUCT and DESCRIBE give
            ``subject``, ``predicate``, ``object``, sorted.

        Raises
        ------
        QueryError
            The query is not SPARQL, would write or ask another endpoint, or fails.
        StoreError
            The store is closed.
        """
        import pyoxigraph

        store = self._open
        if not isinstance(sparql, str):
            raise QueryError(f"a query cannot be {sparql!r}", fix="give SPARQL as text")
        if not network:
            refuse_network(sparql)
        if names_graphs(sparql):
            store = self._foreign
        union = store is self._open and not names_dataset(sparql)
        try:
            answer = store.query(
                sparql,
                use_default_graph_as_union=union,
                custom_functions=custom(functions or {}),
            )
            if isinstance(answer, pyoxigraph.QueryBoolean):
                return ["answer"], [(bool(answer),)]
            if isinstance(answer, pyoxigraph.QuerySolutions):
                return [v.value for v in answer.variables], [
                    tuple(map(to_python, s)) for s in answer
                ]
            triples = {tuple(map(to_python, (t.subject, t.predicate, t.object))) for t in answer}
        except SyntaxError as exc:
            raise explain(sparql, str(exc)) from exc
        except (OSError, RuntimeError, ValueError) as exc:
            if is_corruption(exc):
                raise refused(exc, self.path) from exc
            fix = "ask less of it, or look at the part that the message names"
            raise QueryError(f"the query failed: {exc}", fix=fix) from exc
        return ["subject", "predicate", "object"], sorted(triples, key=lambda t: [*map(str, t)])

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """What is trusted as an rdflib ``Dataset``, whose default graph is the union of all."""
        return as_dataset(self._open)

    @cached_property
    def corpus(self) -> rdflib.Dataset:
        """The named graphs of the corpus alone: dossiers, reference data, decisions, ontology.

        What was loaded from data sets lies in the default graph; it is too much to be copied, and
        is checked row by row when it is loaded.
        """
        import pyoxigraph

        if not self.meta.get("releases"):
            return self.dataset
        held = pyoxigraph.Store()
        for graph in self._open.named_graphs():
            held.extend(self._open.quads_for_pattern(None, None, None, graph))
        return as_dataset(held)

    def own_words(self, graph: str) -> rdflib.Dataset:
        """Return what a foreign graph says in geograph's own words or of geograph's own resources.

        Parameters
        ----------
        graph
            Its key in ``meta["graphs"]``, such as ``rdf/world``.
        """
        import pyoxigraph

        name = pyoxigraph.NamedNode(iri(f"graph/{graph}"))
        said = list(self._foreign.quads_for_pattern(None, None, None, name))
        about = {quad.subject for quad in said if is_own_word(quad)}
        held = pyoxigraph.Store()
        held.extend(
            quad
            for quad in said
            if quad.subject in about and not isinstance(quad.object, pyoxigraph.Triple)
        )
        return as_dataset(held)

    def names(self) -> list[str]:
        """Return the names of the tables."""
        return list(SCHEMAS)

    def arrow(self, table: str) -> pyarrow.Table:
        """Return a table as it was written; ``docs/tables.md`` documents its columns.

        Raises
        ------
        StoreError
            There is no such table, it is damaged, or the store was rebuilt since it was opened.
        """
        if table not in self._tables:
            self._check_same()
            self._tables[table] = tables.read(self.path / "tables", table)
        return self._tables[table]

    def _check_same(self) -> None:
        """Refuse a store that was closed, or rebuilt since it was opened."""
        _ = self._open
        if read_meta(self.path).get("sha256") != self.meta.get("sha256"):
            what = f"the store {str(self.path)!r} was rebuilt since it was opened"
            raise StoreError(what, fix="open it again")

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """The releases of data sets that were loaded into the store, sorted by id."""
        return tuple(Release.from_json(plain) for plain in self.meta.get("releases", ()))

    @cached_property
    def _engine(self) -> Columns:
        """What reads tables; it opens no file of a release before one is asked for."""
        return Columns()

    @cached_property
    def columns(self) -> Columns:
        """The events of dossiers and releases as columns, asked by SQL."""
        _ = self._open
        folders = [self.path / "tables", *(self.release_path(r).parent for r in self.releases)]
        self._engine.show(
            [folder / "events.parquet" for folder in folders],
            [folder / "actors.parquet" for folder in folders],
        )
        return self._engine

    @cached_property
    def linked(self) -> frozenset[str]:
        """The rows of releases that stand for an event of the corpus, as somebody judged."""
        return frozenset(str(link["row"]) for link in self.meta.get("links", ()))

    @cached_property
    def recorded(self) -> dict[str, tuple[str, ...]]:
        """The publishers whose machines recorded an event of the corpus, by the event."""
        found: dict[str, set[str]] = {}
        for link in self.meta.get("links", ()):
            if link["stance"] == "records":
                found.setdefault(str(link["event"]), set()).add(str(link["publisher"]))
        return {event: tuple(sorted(publishers)) for event, publishers in found.items()}

    def release_path(self, release: Release, table: str = "events") -> Path:
        """Return the Parquet file of a release: ``events``, ``details``, ``actors``, …."""
        return self.path / "tables" / release.folder / f"{table}.parquet"

    def release_arrow(
        self, release: Release, table: str = "events", columns: list[str] | None = None
    ) -> pyarrow.Table:
        """Return a table of a release, or only some of its columns.

        Raises
        ------
        StoreError
            The store is closed, or the file is damaged.
        """
        _ = self._open
        return read_file(self.release_path(release, table), columns=columns)

    def rows(self, table: str) -> list[dict[str, object]]:
        """Return the rows of a table as dicts; dates are ``date``, lists are ``list``.

        Raises
        ------
        StoreError
            As for `arrow`.
        """
        if table not in self._rows:
            self._check_same()
            file = tables.file_of(self.path / "tables", table)
            names = [column.name for column in SCHEMAS[table]]
            self._rows[table] = names, self._engine.of_file(file, names)
        names, rows = self._rows[table]
        return [dict(zip(names, row, strict=True)) for row in rows]

    @cached_property
    def actors(self) -> ActorIndex:
        """The actors by name or code at a date, and their tenures."""
        return ActorIndex(self._records("actors", Actor), self._records("tenures", Tenure))

    def actor_id(self, name: str) -> str:
        """Return the id of the one actor whom a name, code or id means.

        An actor that only a data set has is meant by its id or by its label as written there, where
        no actor of the corpus or the reference data has the name.

        Raises
        ------
        UnknownActor
            When nobody has the name, or several have it.
        """
        try:
            return self.actors.resolve(name, codes=True)
        except UnknownActor:
            known = self.actors.find(name, codes=True)
            own = self._own_actors(name) if self.releases and not known else []
            if len(own) != 1:
                raise
            return own[0]

    def _own_actors(self, name: str) -> list[str]:
        """Return the ids of actors of data sets that have a label or an id."""
        label = name.strip()
        key = label.removeprefix(ID)
        found = self.columns.rows(
            f"SELECT DISTINCT id FROM actors WHERE lower(label) = lower({quoted(label)}) "
            f"OR id IN {listed((key, f'actor/{key}'))}"
        )
        return [str(own) for (own,) in found]

    def _records(self, table: str, kind: type[Any]) -> Iterator[Any]:
        for row in self.rows(table):
            yield kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})

    @cached_property
    def _labels(self) -> dict[str, str]:
        labels: dict[str, str] = {}
        for name, schema in SCHEMAS.items():
            column = {"documents": "title"}.get(name, "label")
            if column in {c.name for c in schema}:
                part = self.arrow(name)
                labels.update(zip(part["id"].to_pylist(), part[column].to_pylist(), strict=True))
        return labels

    def label(self, key: str) -> str:
        """Return the label of a resource, or its local path where it has none."""
        return self._labels.get(key, key)
