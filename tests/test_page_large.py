"""A large page: how much of it is its own, and that two thousand actors are drawn and answer.

How quick it is, ``python benchmarks/page.py`` measures against plain pyvis.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hostile import large_world
from pages import Page
from selenium.webdriver import Chrome

from geograph.policy import ClaimIndex
from geograph.views import view

pytestmark = pytest.mark.usefixtures("quiet")


def test_the_page_is_small_beside_its_data(corpus_pages: Path) -> None:
    text = (corpus_pages / "corpus.html").read_text(encoding="utf-8")
    own = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    assert len(own.encode()) < 2_500_000


def test_two_thousand_actors_are_drawn_and_answer(driver: Chrome, folder: Path) -> None:
    view(ClaimIndex.from_model(large_world(2000, 6000)), out=folder / "crowd.html")
    driver.get((folder / "crowd.html").as_uri() + "#part=whole")
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
    page.js("geograph.change({rule: 'undenied'})")
    page.settled()
    assert len({row for line in page.lines() for row in line}) == 5400
