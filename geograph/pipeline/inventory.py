"""What can be loaded, and what is: the catalogue of data sets, the releases in a store."""

from __future__ import annotations

from pathlib import Path

from geograph.display import Table
from geograph.sources.mapping import SPEAKS, Dataset, dataset_names, load_dataset
from geograph.sources.mapping.mapping_places import Place, find_mapping, mappings_in, unusable
from geograph.store import Store

__all__ = ["catalogue", "inventory"]

_WAYS = {"register": "judges", "official-list": "acts", "extraction": "records"}


def catalogue(*folders: str | Path) -> Table:
    """Return the data sets that `load` reads, how each counts as a source, and who provides it.

    Parameters
    ----------
    folders
        Folders of mappings of your own, or the paths of such mappings: then only these.

    Raises
    ------
    MappingError
        A folder has no mapping, or one or a function beside it is wrong; with file, line and fix.

    >>> "sipri" in catalogue().column("name")
    True
    """
    if folders:
        places = [place for folder in folders for place in mappings_in(Path(folder))]
        notes: tuple[str, ...] = ()
        for place in places:
            _runnable(load_dataset(place.shown))
    else:
        places = [find_mapping(name) for name in dataset_names()]
        notes = tuple(f"not usable: the entry point {one}" for one in unusable())
    rows = tuple(
        _described(place, load_dataset(place.shown if folders else place.name)) for place in places
    )
    columns = ("name", "title", "publisher", "its publisher", "layouts", "from")
    return Table(columns, rows, "Data sets", notes)


def _runnable(dataset: Dataset) -> None:
    """Look that the functions beside a mapping are there and can be imported."""
    for layout in dataset.layouts:
        if layout.reshape is not None:
            layout.reshape.load()


def _described(place: Place, dataset: Dataset) -> tuple[str, ...]:
    layouts = ", ".join(layout.name for layout in dataset.layouts)
    said = _WAYS[dataset.speaks]
    return dataset.name, dataset.title, dataset.publisher, said, layouts, place.origin


def inventory(store: Store) -> Table:
    """Return the releases in a store: rows, events, values, dates, licence and citation of each.

    >>> inventory.__name__
    'inventory'
    """
    rows = tuple(
        (
            r.id,
            r.title,
            r.publisher_label,
            _WAYS[next(way for way, kind in SPEAKS.items() if kind == r.kind)],
            f"{r.released or 'not known'}{' (latest row)' if r.inferred else ''}",
            r.rows.get("read"),
            r.rows.get("kept"),
            r.rows.get("events"),
            r.rows.get("observations", 0),
            r.rows.get("memberships", 0),
            r.first,
            r.last,
            r.licence,
            r.citation,
        )
        for r in store.releases
    )
    columns = (
        "release", "title", "publisher", "its publisher", "issued", "records", "kept", "events",
        "observations", "memberships", "first", "last", "licence", "citation",
    )  # fmt: skip
    return Table(columns, rows, "Releases of data sets")
