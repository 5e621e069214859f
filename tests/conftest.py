"""What many tests share: the shipped corpus, built once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from geograph.build import build
from geograph.policy import World
from geograph.store import Store


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of the dossiers that ship."""
    with build(store=tmp_path_factory.mktemp("corpus") / "geograph.db") as store:
        yield store


@pytest.fixture(scope="session")
def corpus_world(corpus: Store) -> World:
    """The same, indexed for judging."""
    return World.from_store(corpus)
