"""What many tests share: the report of 10 September 2024 alone, and the whole corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geograph.build import build
from geograph.store import Store

REPORT = Path(__file__).parent.parent / "data" / "dossiers" / "2024-09-10-iran-missiles.yml"


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of one dossier alone, whose answers do not change as the corpus grows."""
    with build(REPORT, tmp_path_factory.mktemp("report") / "geograph.db") as store:
        yield store


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of all dossiers that ship."""
    with build(store=tmp_path_factory.mktemp("corpus") / "geograph.db") as store:
        yield store
