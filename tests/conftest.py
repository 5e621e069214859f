"""What many tests share: the report of 10 September 2024 alone, and the whole corpus."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geograph.pipeline.build import build
from geograph.policy import ClaimIndex, Policy
from geograph.store import Store, open_store
from geograph.store.hard_links import link_tree
from geograph.views import view

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

# Tables are as wide as a test says; a worker of pytest-xdist sets the width of a terminal.
os.environ.pop("COLUMNS", None)

DOSSIERS = Path(__file__).parent.parent / "data" / "dossiers"
REPORT = DOSSIERS / "2024-09-10-iran-missiles.yml"
#: Nineteen documents in which there is what one report has not: admissions, retractions, measures
#: lifted, an embargo, goods passed on, a supplier of both sides.
SCENE = (
    "2014-03-17-crimea-lists",
    "2014-04-17-putin-crimea-soldiers",
    "2017-07-21-qatar-thirteen-demands",
    "2017-11-08-us-accuses-iran-houthis",
    "2020-04-05-libya-embargo-turkey",
    "2020-11-10-eritrea-denies-tigray",
    "2021-01-05-qatar-ties-restored",
    "2021-03-22-eu-china-lists",
    "2021-03-23-abiy-confirms",
    "2021-04-17-eritrea-admits",
    "2024-06-20-mb-lin-jian",
    "2022-02-27-bodnar-bayraktar",
    "2022-08-30-tass-peskov-vbros",
    "2022-09-24-warsawpoint-downgrade",
    "2023-02-cavusoglu-electronics",
    "2024-01-04-india-shells-denial",
    "2024-04-21-menafn-su35",
    "2024-09-10-iran-missiles",
    "2024-09-19-india-diverted-shells",
    "2025-04-30-china-lifts-mep",
)


def build_scene(folder: Path) -> Store:
    """Build the store of the scene's dossiers below a folder."""
    (folder / "dossiers").mkdir()
    for name in SCENE:
        shutil.copy(DOSSIERS / f"{name}.yml", folder / "dossiers")
    return build(folder / "dossiers", folder / "geograph.db", validate=False)


#: What takes long to make: a test that asks for one of these is left out of ``make quick``, as is
#: one that is marked ``slow`` itself.
COSTLY = frozenset(
    {"corpus", "corpus_pages", "cross", "driver", "folder", "installed", "report_pages", "scene"}
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need what takes long to make, and begin with the files that take longest.

    pytest-xdist gives out whole files: one that takes minutes must not be the last.
    """
    takes: dict[Path, int] = defaultdict(int)
    for item in items:
        needs = {*getattr(item, "fixturenames", ())}
        if COSTLY & needs:
            item.add_marker(pytest.mark.slow)
        if item.get_closest_marker("slow"):
            takes[item.path] += 3 if needs & {"driver", "installed"} else 1
    items.sort(key=lambda item: -takes[item.path])


def shared(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Store]
) -> Iterator[Store]:
    """Yield a store that the first worker of pytest-xdist that needs it makes for all of them."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"shared-{name}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / "made"
        if not made.exists():
            make(folder).close()
            made.touch()
    with open_store(folder / "geograph.db") as store:
        yield store


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of one dossier alone, whose answers do not change as the corpus grows."""
    yield from shared(
        tmp_path_factory, "report", lambda folder: build(REPORT, folder / "geograph.db")
    )


@pytest.fixture
def report_copy(report: Store, tmp_path: Path) -> Path:
    """Return the path of a copy of the store of one dossier, which a test may change."""
    link_tree(report.path, tmp_path / "geograph.db")
    return tmp_path / "geograph.db"


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of a few dossiers, for questions that one report has no answer to."""
    yield from shared(tmp_path_factory, "scene", build_scene)


#: Hand-made releases of several data sets beside the scene, for questions that span them.
CROSS = (
    ("sipri", "trade-register_2024-03-18.csv"),
    ("sipri", "trade-register_2026-03-09.csv"),
    ("cow-disputes", "MIDB 5.0.csv", "MIDA 5.0.csv"),
    ("cow-alliances", "by_dyad.csv"),
    ("cow-contiguity", "contdir.csv"),
    ("unvotes", "votes.csv"),
    ("eu", "32023R1529.csv"),
    ("canada", "sema-lmes.xml"),
    ("opensanctions", "targets.simple.csv"),
    ("icews", "icews_2014_test.txt"),
)


def build_cross(folder: Path) -> Store:
    """Build the scene below a folder, with hand-made releases beside it."""
    from geograph.pipeline.load import load

    build_scene(folder).close()
    files = Path(__file__).parent / "fixtures" / "cross"
    for dataset, *names in CROSS:
        load(dataset, [files / name for name in names], folder / "geograph.db")
    return open_store(folder / "geograph.db")


@pytest.fixture(scope="session")
def cross(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of the scene and of hand-made releases."""
    yield from shared(tmp_path_factory, "cross", build_cross)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of all dossiers that ship."""
    yield from shared(
        tmp_path_factory,
        "corpus",
        # that it is valid is a test of its own, and takes long
        lambda folder: build(store=folder / "geograph.db", validate=False),
    )


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
    world = ClaimIndex.from_model(small_world())
    small = view(world, out=out / "small.html")
    view(ClaimIndex.from_model(many_events(45)), out=out / "many.html")
    view(ClaimIndex.from_model(large_world(600, 1500)), out=out / "large.html")
    view(world, policy=Policy.parse(known_by="2020"), out=out / "nothing.html")
    view(
        ClaimIndex.from_model(hostile_world()),
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
