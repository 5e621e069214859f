"""How soon the page is there: paint, size and answers, with room for a busy machine.

``python benchmarks/page.py`` measures the same against plain pyvis on a machine at rest.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hostile import large_world
from pages import Page
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from geograph.policy import World
from geograph.view import view

pytestmark = pytest.mark.usefixtures("quiet")

WATCH = """
const watch = setInterval(() => {
  if (!window.rowsAt && document.querySelector('tr.row')) window.rowsAt = performance.now();
  if (window.geograph && geograph.drawing.ready && geograph.drawing.stale === false) {
    window.drawnAt = performance.now();
    clearInterval(watch);
  }
}, 5);
"""


def times(driver: Chrome, address: str, *, tries: int = 3) -> list[tuple[float, float]]:
    """Return for a few openings when the ledger stood and when the graph was still, in seconds."""
    script = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    out = []
    try:
        for _ in range(tries):
            driver.get("about:blank")
            driver.get(address)
            WebDriverWait(driver, 30, poll_frequency=0.02).until(
                lambda _: driver.execute_script("return window.drawnAt")
            )
            rows, drawn = driver.execute_script("return [rowsAt, drawnAt]")
            out.append((rows / 1000, drawn / 1000))
    finally:
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
    return out


def test_the_corpus_can_be_read_within_a_second(driver: Chrome, corpus_pages: Path) -> None:
    page = corpus_pages / "corpus.html"
    found = times(driver, page.as_uri())
    assert min(rows for rows, _ in found) < 1
    assert min(drawn for _, drawn in found) < 2


def test_the_page_is_small_beside_its_data(corpus_pages: Path) -> None:
    text = (corpus_pages / "corpus.html").read_text(encoding="utf-8")
    own = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    assert len(own.encode()) < 2_500_000


def test_two_thousand_actors_are_drawn_and_answer(driver: Chrome, folder: Path) -> None:
    view(World.from_model(large_world(2000, 6000)), out=folder / "crowd.html")
    found = times(driver, (folder / "crowd.html").as_uri() + "#part=whole")
    assert min(drawn for _, drawn in found) < 1.5
    page = Page(driver)
    page.to_graph()
    key = page.js("return geograph.ranking()[0][0]")
    spot = page.js(
        """const [x, y] = geograph.spotOf(arguments[0]);
        return geograph.drawing.network.canvasToDOM({x, y});""",
        key,
    )
    page.mouse_to(spot).perform()
    page.wait("return document.getElementById('graph').title.startsWith('company')")
    page.click_at(spot)
    page.wait("return geograph.view.node !== null", seconds=3)
    assert page.text("#panel .kind") == "company"
    assert (
        page.js(
            """const start = performance.now();
        geograph.change({rule: 'undenied'});
        return performance.now() - start;"""
        )
        < 500
    )
    page.settled()
    assert len({row for line in page.lines() for row in line}) == 5400
