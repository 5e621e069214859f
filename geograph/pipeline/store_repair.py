"""Make again what is damaged in a store and what the rest of it tells: metadata, database, sums.

The store is replaced whole or not at all. What it cannot make again stays on record as damaged:
no release is dropped, and each can be loaded again in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from geograph.display import Table
from geograph.errors import StoreError
from geograph.pipeline.derived_quads import derive_quads
from geograph.pipeline.store_check import (
    Checked,
    check_store,
    findings,
    is_closed,
    metadata,
    unreadable_tables,
)
from geograph.store.checksums import CHECKSUMS, META
from geograph.store.foreign_graphs import DATABASE, copy_graphs, renew
from geograph.store.hard_links import link_tree
from geograph.store.metadata import FORMAT, write_meta
from geograph.store.swap import find, locked, recover, staging, swap

__all__ = ["Repaired", "repair_store"]

Progress = Callable[[str], None]


class Repaired(NamedTuple):
    """What was made again in a store, and what is left to do."""

    restored: tuple[str, ...]
    left: Checked

    @property
    def ok(self) -> bool:
        """Whether nothing is damaged any more."""
        return self.left.ok

    def __repr__(self) -> str:
        return f"Repaired({', '.join(self.restored) or 'nothing'}; {len(self.left.findings)} left)"

    def __str__(self) -> str:
        return str(self.to_table())

    def _repr_html_(self) -> str:
        return self.to_table()._repr_html_()

    def to_table(self) -> Table:
        """Return what is left, with the steps that repair it; a note says what was made again."""
        made = (
            ", ".join(self.restored) or "nothing: no damage that the rest of the store can restore"
        )
        table = self.left.to_table()
        return replace(table, notes=(f"made again: {made}", *table.notes))


def repair_store(path: str | Path, progress: Progress | None = None) -> Repaired:
    """Make again what is damaged in a store, as far as the rest of it tells.

    Parameters
    ----------
    path
        The store.
    progress
        Called with a line of text at every stage.

    Raises
    ------
    StoreError
        There is no store, it has another format or no metadata at all, it cannot be read, or it
        cannot be replaced.
    """
    tell = progress or (lambda _message: None)
    store = find(Path(path).expanduser().resolve())
    tell("checking every file")
    checked = check_store(store)
    if checked.ok:
        return Repaired((), checked)
    meta, _ = metadata(store)
    if meta is None or meta["format"] != FORMAT:
        finding = checked.findings[0]
        raise StoreError(f"{str(path)!r}: {finding.file} {finding.what}", fix=checked.steps[0])
    try:
        with locked(store):
            recover(store)
            restored = _restore(store, meta, tell)
    except OSError as exc:
        what = f"cannot write the store {str(path)!r}: {exc}"
        raise StoreError(what, fix="see that the disk has room") from exc
    tell("checking every file again")
    return Repaired(restored, check_store(store))


def _restore(store: Path, meta: dict[str, Any], tell: Progress) -> tuple[str, ...]:
    """Replace a store by one in which all is made again that can be; return what was."""
    found = list(findings(store, meta))
    closed = [one for one in found if is_closed(one)]
    if closed:
        raise StoreError(f"{closed[0].file} {closed[0].what}", fix=closed[0].fix)
    files = {one.file for one in found}
    unproven = CHECKSUMS in files
    database = unproven or any(name.startswith("oxigraph/") for name in files)
    foreign = database or any(name.startswith(f"{DATABASE}/") for name in files)
    if not (foreign or META in files):
        return ()
    with staging(store) as new:
        if (store / "tables").is_dir():
            link_tree(store / "tables", new / "tables")
        copy_graphs(store, new, meta.get("graphs", ()))
        lost = [one.file for one in unreadable_tables(store, meta)] if unproven else []
        for name in lost:
            (new / name).unlink(missing_ok=True)
        write_meta(new, meta)
        if database:
            tell("making the quads again")
            derive_quads(new, meta)
            write_meta(new, meta)
        else:
            link_tree(store / "oxigraph", new / "oxigraph")
        if meta.get("graphs"):
            renew(new, meta["graphs"], store)
        tell("swapping the repaired store in")
        swap(store, lost=lost)
    restored = [name for name in (META, CHECKSUMS) if name in files]
    restored += ["the quads"] if database else []
    restored += ["the database of foreign graphs"] if foreign and meta.get("graphs") else []
    return tuple(restored)
