"""What can be loaded, and what is: the catalogue of data sets, the releases in a store."""

from __future__ import annotations

from geograph.display import Table
from geograph.sources.mapping import SPEAKS, dataset_names, load_dataset
from geograph.store import Store

__all__ = ["catalogue", "inventory"]

_WAYS = {"register": "judges", "official-list": "acts", "extraction": "records"}


def catalogue() -> Table:
    """Return the data sets that `load` reads, and how each of them speaks.

    >>> "sipri" in catalogue().column("name")
    True
    """
    known = [load_dataset(name) for name in dataset_names()]
    rows = tuple(
        (d.name, d.title, d.publisher, _WAYS[d.speaks], ", ".join(x.name for x in d.layouts))
        for d in known
    )
    return Table(("name", "title", "publisher", "its publisher", "layouts"), rows, "Data sets")


def inventory(store: Store) -> Table:
    """Return the releases in a store: rows, events, dates, licence and citation of each.

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
            r.first,
            r.last,
            r.licence,
            r.citation,
        )
        for r in store.releases
    )
    columns = (
        "release", "title", "publisher", "its publisher", "issued", "records", "kept", "events",
        "first", "last", "licence", "citation",
    )  # fmt: skip
    return Table(columns, rows, "Releases of data sets")
