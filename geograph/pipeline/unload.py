"""`unload`: take a release out of a store again, and what no other release of its data set has."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from geograph.errors import StoreError
from geograph.events.arrays import read_file
from geograph.events.observation_lines import structure_subjects
from geograph.pipeline.derived_quads import derive_quads
from geograph.pipeline.releases.release_triples import tenure_of
from geograph.resolution.following import apply_again
from geograph.store.graphs import remove_subjects
from geograph.store.metadata import mark_changed, write_meta
from geograph.store.opening import default_path
from geograph.store.release import Release
from geograph.store.swap import changing, find

__all__ = ["unload"]


def unload(release: str, store: str | Path | None = None) -> Release:
    """Take a release out of a store: its node, and every event that no other release has.

    Its actors and items stay where another release of the data set is loaded.

    Raises
    ------
    StoreError
        There is no such release, or the store cannot be replaced.
    """
    target = find(Path(store or default_path()).expanduser().resolve())
    with changing(target) as (new, meta):
        held = {r["id"]: Release.from_json(r) for r in meta.get("releases", ())}
        if release not in held:
            fix = f"it has {', '.join(held)}" if held else "no release is loaded"
            raise StoreError(f"there is no release {release!r} in {str(target)!r}", fix=fix)
        gone = held.pop(release)
        meta["releases"] = [r for r in meta["releases"] if r["id"] != release]
        mark_changed(meta, f"-{release}")
        try:
            _take_out(new, gone, [one for one in held.values() if one.dataset == gone.dataset])
        except StoreError:  # what it alone has cannot be told: its tables are damaged
            write_meta(new, meta)
            derive_quads(new, meta)
        shutil.rmtree(new / "tables" / gone.folder, ignore_errors=True)
        apply_again(new, meta)
    return gone


def _take_out(new: Path, gone: Release, others: Sequence[Release]) -> None:
    """Remove the triples of what only one release has, a few thousand subjects at a time."""

    def column(release: Release, table: str) -> set[str]:
        path = new / "tables" / release.folder / f"{table}.parquet"
        return set(read_file(path, columns=["id"]).column("id").to_pylist())

    subjects: set[str] = {gone.id}
    for table in ("events", "actors", "items", "tenures"):
        found = column(gone, table)
        for other in others:
            found -= column(other, table)
        subjects |= found
    if gone.variables:
        subjects |= column(gone, "attributes")
        kept = {name for other in others for name in other.variables}
        subjects |= structure_subjects(gone.id, gone.dataset, gone.variables, kept)
    actors = read_file(new / "tables" / gone.folder / "actors.parquet", columns=["id", "state"])
    for key, state in zip(*(actors[name].to_pylist() for name in ("id", "state")), strict=True):
        if key in subjects and state:
            subjects.add(tenure_of(key, state))
    # of persons who are known for their offices, those whom a dossier names stay
    subjects -= set(read_file(new / "tables" / "actors.parquet", columns=["id"])["id"].to_pylist())
    remove_subjects(new, subjects)
