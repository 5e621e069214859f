"""What many tests share: the report of 10 September 2024 alone, and the whole corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geograph.build import build
from geograph.policy import Policy, World
from geograph.store import Store
from geograph.view import view

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

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


@pytest.fixture(scope="session")
def driver() -> Iterator[Chrome]:
    """One browser for all tests of the page."""
    from browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def quiet(driver: Chrome) -> Iterator[None]:
    """Nothing is asked of anybody during a test, and the console stays empty."""
    from browser import complaints, requests

    requests(driver)
    complaints(driver)
    yield
    assert requests(driver) == []
    assert complaints(driver) == []


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every page that is opened in the tests."""
    from hostile import NAMES, hostile_world, large_world, many_events
    from worlds import small_world

    out = tmp_path_factory.mktemp("pages")
    world = World.from_model(small_world())
    small = view(world, out=out / "small.html")
    view(World.from_model(many_events(45)), out=out / "many.html")
    view(World.from_model(large_world(600, 1500)), out=out / "large.html")
    view(world, policy=Policy.parse(known_by="2020"), out=out / "nothing.html")
    view(
        World.from_model(hostile_world()),
        title=f"{NAMES['close']} {NAMES['image']} {NAMES['template']}",
        out=out / "hostile.html",
    )
    notebook = f"<!doctype html><meta charset=utf-8><title>cell</title>{small._repr_html_()}"
    (out / "notebook.html").write_text(notebook, encoding="utf-8")
    return out


@pytest.fixture(scope="session")
def report_pages(folder: Path, report: Store) -> Path:
    """The same folder with the page of one dossier."""
    view(report, out=folder / "report.html")
    return folder


@pytest.fixture(scope="session")
def corpus_pages(folder: Path, corpus: Store) -> Path:
    """The same folder with the page of the corpus."""
    view(corpus, out=folder / "corpus.html")
    return folder
