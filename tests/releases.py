"""Load files of a data set into a small store, and read back its rows and its answers."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geograph.events.arrays import read_file
from geograph.pipeline.build import build
from geograph.pipeline.load import load
from geograph.pipeline.releases.load_report import LoadReport
from geograph.store import open_store
from geograph.vocab import GG, ID, local

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures" / "datasets"
# Beside the checkout, or beside the folder of its worktrees.
_PLACES = [folder / "shared" / "data" for folder in (ROOT.parent, ROOT.parent.parent)]
SHARED = next((place for place in _PLACES if place.is_dir()), _PLACES[0])

with_files = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the publishers' files are not beside the checkout (../shared/data)"
)


@cache
def _built() -> Path:
    store = Path(tempfile.mkdtemp()) / "geograph.db"
    atexit.register(shutil.rmtree, store.parent)
    build(ROOT / "tests" / "fixtures" / "small", store, validate=False).close()
    return store


def small_store(folder: Path) -> Path:
    """Return a store of two small dossiers, built once and copied."""
    return Path(shutil.copytree(_built(), folder / "geograph.db"))


def table(store: Path, report: LoadReport, name: str = "events") -> list[dict[str, Any]]:
    """Return the rows of a release's table; events with their details."""
    assert report.release is not None
    folder = store / "tables" / report.release.id.replace("release/", "releases/", 1)
    found = read_file(folder / f"{name}.parquet").to_pylist()
    if name != "events":
        return found
    details = read_file(folder / "details.parquet").to_pylist()
    return [event | more for event, more in zip(found, details, strict=True)]


def loaded(
    folder: Path, dataset: str, *files: Path, **options: Any
) -> tuple[Path, LoadReport, list[dict[str, Any]]]:
    """Load files into a new store; return it, the report and the rows."""
    store = small_store(folder)
    report = load(dataset, files, store, **options)
    return store, report, table(store, report)


def ask(store: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows that a SPARQL query selects."""
    prefixes = f"PREFIX gg: <{GG}>\nPREFIX id: <{ID}>\n"
    with open_store(store) as opened:
        _, rows = opened.select(
            prefixes + "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" + query
        )
    return [tuple(local(v) if isinstance(v, str) else v for v in row) for row in rows]
