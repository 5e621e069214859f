"""Build, open, load, unload and describe a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from geograph.display import Table, Tables
from geograph.errors import QueryError
from geograph.interface.arguments import (
    Day,
    Place,
    Progress,
    Source,
    opened,
    path_of,
    place,
)
from geograph.interface.checking import Range, public
from geograph.pipeline.build import build as build_store
from geograph.pipeline.construct import load_events
from geograph.pipeline.foreign import graphs, load_rdf, unload_graph
from geograph.pipeline.inventory import catalogue, inventory
from geograph.pipeline.load import load as load_release
from geograph.pipeline.releases.load_report import LoadReport
from geograph.pipeline.releases.read_rows import Progress as ReadingProgress
from geograph.pipeline.store_check import Checked, check_store
from geograph.pipeline.store_repair import Repaired, repair_store
from geograph.pipeline.unload import unload as unload_release
from geograph.sources.mapping import Dataset
from geograph.store import Store
from geograph.store.metadata import read_meta
from geograph.store.swap import find
from geograph.views.story import info as describe

__all__ = [
    "Removed",
    "build",
    "check",
    "datasets",
    "info",
    "load",
    "repair",
    "unload",
]


@public
def build(
    dossiers: Place | None = None,
    output: Place | None = None,
    *,
    empty: bool = False,
    validate: bool = True,
    progress: Progress | None = None,
) -> Store:
    """Build a store from dossiers and open it.

    Parameters
    ----------
    dossiers
        A folder of dossiers, or one file; None means geograph's own corpus.
    output
        Where the store goes; it replaces a store that is there, once it is whole. None means a
        temporary one, which is removed when it is closed.
    empty
        Read no dossier: the store holds the reference data, to load data sets into. It never
        replaces one that holds dossiers.
    validate
        Whether to validate the graph against its SHACL shapes before it replaces anything.
    progress
        Called with a line of text at every stage.

    Raises
    ------
    SeveralErrors
        All mistakes of the dossiers, or of the graph; the old store is untouched.
    DossierError
        There is no dossier.
    StoreError
        Something that is not a store is in the way, or another build is at work; an empty store
        would replace one with dossiers.
    QueryError
        Dossiers are named for a store that is to be empty.

    Examples
    --------
    >>> build(["a.yml"])
    Traceback (most recent call last):
    ...
    geograph.errors.UsageError: build: `dossiers` cannot be an object (list)
      fix: give text, a path or None
    """
    source = None if dossiers is None else place(dossiers)
    target = None if output is None else place(output)
    return build_store(source, target, empty=empty, validate=validate, progress=progress)


@public
def load(
    store: Source,
    dataset: Place | Dataset,
    files: Place | Sequence[Place],
    *,
    released: Day | None = None,
    part: bool = False,
    dry_run: bool = False,
    max_errors: Annotated[int, Range(0)] = 0,
    max_dropped: Annotated[float, Range(0, 1)] | None = None,
    max_recurring: Annotated[float, Range(0, 1)] | None = None,
    restore_zeros: bool = False,
    date_form: Literal["d/m/y", "m/d/y"] | None = None,
    report: Place | None = None,
    review: Place | None = None,
    graph: str | None = None,
    map: Place | None = None,
    progress: ReadingProgress | None = None,
) -> LoadReport:
    """Load a release of a data set, or a graph of RDF, into a store.

    Parameters
    ----------
    store
        A store or its path; one that is open has to be opened again to see what was loaded.
    dataset
        A name that `geograph.datasets` lists, the path of a mapping of your own, a mapping, or
        ``rdf``.
    files
        The publisher's original files: one or more of one layout, with their parts.
    released
        The day on which the publisher issued the files. Without it, the day in the files' names
        where the data set says how, else the latest date of the rows, marked as inferred.
    part
        The files are only a part of the data set (one country's rows): they count together with its
        other releases, and a later one does not take their place.
    dry_run
        Read and report everything, without changing the store.
    max_errors
        How many unreadable records to tolerate before the load is given up.
    max_dropped
        The share of the records that may be left out, otherwise than on purpose, before the load is
        given up; None means that of the mapping, else half.
    max_recurring
        The share of the rows in which a party may face itself, or a word that names nobody may
        stand for one, before the load is given up; None means that of the mapping, else half and a
        fifth.
    restore_zeros
        Give CAMEO codes back the leading zero that they lost, where other columns prove it.
    date_form
        The order of day and month, where the mapping allows both and the file does not tell.
    report
        Write the report to this file too, as JSON.
    review
        A CSV of who was taken for whom: name, actor, why, rows, the nearest state. It is written
        after the files are read; what a person wrote under ``correct`` is followed by the next
        load with the file.
    graph
        For ``rdf``: the name of its graph; None takes that of the first file.
    map
        For ``rdf``: a CONSTRUCT that makes events of it: ``sem``, or a file.
    progress
        Called with bytes read, bytes in all, and records read.

    Returns
    -------
    LoadReport
        Rows read, kept and dropped by reason; the graph of RDF and its triples. The same files a
        second time change nothing, unless a table of the release is lost or damaged: then it is
        written again.

    Raises
    ------
    MappingError
        There is no such data set, or its mapping is wrong.
    RecordError, SeveralErrors
        A file is broken, does not look like any of the data set's, or has too many unreadable
        records.
    QueryError
        An option is not for this data set.
    StoreError
        There is no store (a dry run needs none), or it cannot be replaced. In every case it is left
        as it was.

    Examples
    --------
    >>> load("nowhere.db", "sipri", "trade-register.csv", graph="arms")
    Traceback (most recent call last):
    ...
    geograph.errors.QueryError: --graph and --map are not for 'sipri'
      fix: leave them out, or load the data set `rdf`
    """
    target = path_of(store)
    paths = [place(one) for one in ([files] if isinstance(files, str | Path) else files)]
    to = None if report is None else place(report)
    if str(dataset) == "rdf":
        of_tables = (
            released, part, max_errors, max_dropped, max_recurring, restore_zeros, date_form,
            review,
        )  # fmt: skip
        if any(one not in (None, 0) for one in of_tables):
            what = (
                "--released, --part, --max-errors, --max-dropped, --max-recurring,"
                " --restore-zeros, --date-form and --review are not for 'rdf'"
            )
            raise QueryError(what, fix="leave them out")
        told = load_rdf(paths, target, name=graph, progress=progress, dry_run=dry_run)
        found = LoadReport(already=told["already"])
        if map is not None and not dry_run:
            found = load_events(told["graph"], str(map), target, paths)
        found = replace(found, dry_run=dry_run)
        found.graph, found.triples, found.same_graph = (
            told["graph"], told["triples"], told["already"],
        )  # fmt: skip
    elif graph is not None or map is not None:
        name = dataset.name if isinstance(dataset, Dataset) else str(dataset)
        fix = "leave them out, or load the data set `rdf`"
        raise QueryError(f"--graph and --map are not for {name!r}", fix=fix)
    else:
        found = load_release(
            dataset if isinstance(dataset, Dataset) else str(dataset),
            paths,
            target,
            released=released,
            part=part,
            dry_run=dry_run,
            max_errors=max_errors,
            review=None if review is None else place(review),
            max_dropped=max_dropped,
            max_recurring=max_recurring,
            restore_zeros=restore_zeros,
            date_form=date_form,
            progress=progress,
        )
    if to is not None:
        found.save(to)
    return found


class Removed(NamedTuple):
    """What was removed from a store: its id, and what went with a release."""

    id: str
    events: int | None = None
    observations: int = 0
    memberships: int = 0

    def __str__(self) -> str:
        if self.events is None:
            return f"removed {self.id}"
        more = [("observations", self.observations), ("memberships", self.memberships)]
        told = [f"{n} {what}" for what, n in more if n]
        return f"removed {self.id}: {', '.join([f'{self.events} events', *told])}"


@public
def unload(store: Source, release: str) -> Removed:
    """Remove a release, or a graph of RDF, from a store.

    Parameters
    ----------
    store
        A store or its path; one that is open has to be opened again to see what is left.
    release
        The id that `geograph.info` lists, with or without ``release/`` or ``graph/``.

    Raises
    ------
    StoreError
        There is no such release or graph, or the store cannot be replaced.
    """
    target = find(path_of(store).resolve())
    meta = read_meta(target)
    key = release.strip().removeprefix("graph/")
    if key in meta.get("graphs", {}) or key.startswith("rdf/"):
        unload_graph(key, target)
        return Removed(f"graph/{key}")
    known = {str(one["id"]) for one in meta.get("releases", ())}
    gone = unload_release(
        key if key in known or key.startswith("release/") else f"release/{key}", target
    )
    names = ("events", "observations", "memberships")
    return Removed(gone.id, *(gone.rows.get(name, 0) for name in names))


@public
def check(store: Source = None) -> Checked:
    """Look whether every file of a store is as it was written, and say how to repair what is not.

    Parameters
    ----------
    store
        A store or its path; it need not be one that can be opened.

    Returns
    -------
    Checked
        ``ok``, the ``findings`` (file, what is wrong with it, what repairs it) and the ``steps`` in
        their order; `to_table` shows them.

    Raises
    ------
    StoreError
        There is no store.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     build(output=f"{folder}/s.db", validate=False).close()
    ...     (Path(folder) / "s.db" / "tables" / "claims.parquet").unlink()
    ...     check(f"{folder}/s.db").findings[0][:2]
    ('tables/claims.parquet', 'is missing')
    """
    return check_store(path_of(store))


@public
def repair(store: Source = None, *, progress: Progress | None = None) -> Repaired:
    """Make again what is damaged in a store, as far as the rest of it tells.

    Metadata come back from their copy, the quads from the tables. Nothing is dropped: what has to
    be built or loaded again stays on record as damaged, and the result says how.

    Parameters
    ----------
    store
        A store or its path; one that is open has to be opened again.
    progress
        Called with a line of text at every stage.

    Returns
    -------
    Repaired
        ``restored``, and what is ``left`` as `check` tells it.

    Raises
    ------
    StoreError
        There is no store, it has another format, or it has no metadata at all; it cannot be read or
        replaced.
    """
    return repair_store(path_of(store), progress)


@public
def info(store: Source = None, *, datasets: bool = False) -> Tables:
    """Describe a store: documents, coders, and each release of a data set.

    Parameters
    ----------
    store
        A store or its path.
    datasets
        Only the releases of data sets.

    Returns
    -------
    Tables
        The store; where there are any, its releases and its graphs of RDF.
    """
    with opened(store) as held:
        if datasets:
            return Tables((inventory(held),))
        more = (inventory(held), graphs(held))
        return Tables((describe(held), *(table for table in more if table.rows)))


@public
def datasets(folders: Sequence[str | Path] = ()) -> Table:
    """List the data sets that `geograph.load` reads, how each counts as a source, who provides it.

    Parameters
    ----------
    folders
        Folders of mappings of your own, or the paths of such mappings: then only these.

    Raises
    ------
    MappingError
        A folder has no mapping, or one is wrong; with file, line and fix.

    >>> "sipri" in datasets().column("name")
    True
    """
    return catalogue(*folders)
