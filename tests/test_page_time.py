"""Policies and cuts in the page: what it looks up is what Python judges, and all parts follow."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from pages import ARMS, MISSILES, OPENING, Page, opened
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By

from geograph.display.text import STATUSES
from geograph.policy import ClaimIndex, Policy, edges, judge
from geograph.policy.ledger import ledger
from geograph.store import Store

pytestmark = pytest.mark.usefixtures("quiet")

RULES = (
    "all",
    "recorded",
    "accepted",
    "undenied",
    "party-undenied",
    "owned",
    "party-confirmed",
    "contested-by:party",
    "contested-by:others",
    *(f"endorsed:{n}" for n in (2, 3)),
    *(f"corroborated:{n}" for n in (1, 2)),
    *(f"held-by={names}" for names in ("Russia", "Iran,United States")),
)
#: Every cut against every other: none, before most, on a day on which much was said.
KNOWN = (None, "2018-04-03", "2024-09-10")
AS_OF = (None, "2013-01-01", "2024-09-10")


@pytest.fixture
def page(driver: Chrome, folder: Path) -> Page:
    """Open the small world, wide and light."""
    return opened(driver, folder, "small")


def test_the_page_counts_what_python_counts(
    driver: Chrome, corpus_pages: Path, corpus: Store
) -> None:
    page = opened(driver, corpus_pages, "corpus")
    world = ClaimIndex.from_store(corpus)
    asked, wanted = [], []
    for known in KNOWN:
        for as_of in AS_OF:
            for rule in RULES:
                policy = Policy.parse(rule, as_of=as_of, known_by=known)
                holders = [world.actors.resolve(h, on=policy.as_of) for h in policy.holders]
                asked.append([policy.rule, policy.n, holders, known, as_of])
                wanted.append(sorted(edges(world, policy)))
    found = page.js(
        """return arguments[0].map(([rule, n, holders, known, asof]) =>
          geograph.counts({rule, n, holders, known, asof}).sort())""",
        asked,
    )
    assert len(found) == len(KNOWN) * len(AS_OF) * len(RULES)
    for question, page_says, python_says in zip(asked, found, wanted, strict=True):
        assert page_says == python_says, question
    assert len({tuple(answer) for answer in wanted}) > 35


def test_the_page_says_each_status_as_python_does(
    driver: Chrome, corpus_pages: Path, corpus: Store
) -> None:
    page = opened(driver, corpus_pages, "corpus")
    world = ClaimIndex.from_store(corpus)
    days = [None, *(date(2014, 3, 1) + timedelta(days=97 * i) for i in range(45))]
    for day in days:
        judged = judge(world, Policy(known_by=day))
        wanted = {k: v.status for k, v in judged.items() if k in world.events}
        assert dict(page.js("return geograph.statuses(arguments[0])", day and str(day))) == wanted


@pytest.mark.parametrize(
    ("known", "as_of"),
    [(None, None), ("2022-11-05", None), (None, "2022-11-05"), ("2024-09-10", "2023-01-01")],
)
def test_the_first_rows_say_what_the_ledger_says(
    driver: Chrome, corpus_pages: Path, corpus: Store, known: str | None, as_of: str | None
) -> None:
    cuts = "&".join(f"{k}={v}" for k, v in (("known", known), ("asof", as_of)) if v)
    page = opened(driver, corpus_pages, "corpus", fragment=f"#{cuts}")
    told = {
        r.id: r
        for r in ledger(ClaimIndex.from_store(corpus), Policy.parse(as_of=as_of, known_by=known))
    }
    for tr in page.all("tr.row")[:12]:
        row = told[tr.get_attribute("data-row") or ""]
        chip = " ".join(tr.find_element(By.CSS_SELECTOR, ".chip").text.split())
        assert chip == " ".join(STATUSES[row.status][:2])
        stages = [tag.text for tag in tr.find_elements(By.CSS_SELECTOR, ".w-measures .tag")]
        assert stages == [m.stage for m in row.measures][: len(stages)]
        assert bool(stages) == bool(row.measures)
        meta = tr.find_element(By.CSS_SELECTOR, ".meta").text
        assert row.stage is None or row.stage in meta
        assert row.counts or "not in the graph" in meta


# Controls


def test_switching_the_policy_changes_graph_ledger_and_ranking_at_once(page: Page) -> None:
    page.to_graph()
    assert page.names() == ["Iran", "Russia", "United Kingdom", "United States"]
    page.choose("#rule", "undenied")
    page.settled()
    assert page.lines() == [["event/talks"]]
    assert page.texts("#panel .ranking li") == ["United Kingdom 1", "United States 1"]
    assert "undenied An event counts as a relation when at least one voice" in page.text(".terms")
    assert page.text("#drawn").startswith("1 of 7 events")
    page.js("scrollTo(0, 0)")
    page.row(MISSILES).find_element(By.CSS_SELECTOR, ".toggle").click()
    assert "are not enough for the policy “undenied”" in page.text("tr.detail .remarks")
    page.choose("#rule", "endorsed")
    page.to_graph()
    assert page.lines() == [[ARMS, MISSILES]]
    page.one("#number").send_keys(Keys.ARROW_UP)
    page.to_graph()
    assert page.one("#number").get_attribute("value") == "3"
    assert page.lines() == []
    page.choose("#rule", "held-by")
    page.choose("#holder", "state/GBR")
    page.to_graph()
    assert page.lines() == [[ARMS, MISSILES]]
    assert "when United Kingdom says that it happened" in page.text("#policy-words")


def test_the_known_by_slider_takes_the_page_back(page: Page) -> None:
    thumb = page.one("#known-thumb")
    thumb.send_keys(Keys.HOME)
    page.wait("return document.getElementById('known-day').value", "2024-09-06")
    assert page.rows() == OPENING[::-1]
    assert page.texts("button.chip") == ["◌ anonymous only 2"]
    assert thumb.get_attribute("aria-valuetext") == "6 Sep 2024"
    assert "as far as it had been said by 6 Sep 2024" in page.text("#cut-words")
    thumb.send_keys(Keys.END)
    page.wait("return document.getElementById('known-day').value", "")
    assert len(page.rows()) == 7


def test_the_event_slider_keeps_a_span(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "many")
    since, as_of = page.one("#since-thumb"), page.one("#asof-thumb")
    since.send_keys(Keys.ARROW_RIGHT * 10)
    page.wait("return document.getElementById('since-day').value", "2024-01-11")
    as_of.send_keys(Keys.ARROW_LEFT * 15)
    page.wait("return document.getElementById('asof-day').value", "2024-01-31")
    assert page.text("#shown").startswith("21 of 45 events and measures, 24 outside the dates")
    assert page.rows()[0] == "Meeting number 30"
    page.to_graph()
    assert [len(line) for line in page.lines()] == [21]
    # neither thumb passes the other
    since.send_keys(Keys.END)
    page.wait("return document.getElementById('since-day').value", "2024-01-31")
    assert page.rows() == ["Meeting number 30"]


def test_a_thumb_is_dragged_by_mouse(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "many")
    track = page.one("#asof-thumb")
    wide = track.size["width"]
    ActionChains(driver).move_to_element_with_offset(
        track, wide // 2 - 7, 0
    ).click_and_hold().move_by_offset(-wide // 2, 0).release().perform()
    page.wait("return geograph.view.asof !== null")
    left = int(page.text("#shown").split(" of ")[0])
    assert 15 < left < 30
    page.one("#undo").click()  # the whole movement is one step
    assert page.text("#shown").startswith("45 events and measures")


def test_days_can_be_typed(page: Page) -> None:
    page.js(
        """const day = document.getElementById('known-day');
        day.value = '2024-09-09'; day.dispatchEvent(new Event('change'));"""
    )
    assert page.rows() == OPENING[::-1]


def test_playing_lets_the_story_become_known(page: Page) -> None:
    button = page.one('[data-play="known"]')
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    page.wait("return geograph.view.known", "2024-09-08")
    assert page.rows() == OPENING[::-1]
    page.wait("return geograph.view.known", None, seconds=8)
    assert button.get_attribute("aria-pressed") == "false"
    assert len(page.rows()) == 7


def test_the_histogram_counts_events_and_shades_the_drawn(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "many")
    assert len(page.js("return [...document.querySelectorAll('#histogram .all')]")) == 45
    assert len(page.js("return [...document.querySelectorAll('#histogram .on')]")) == 45
    page.choose("#rule", "owned")
    assert len(page.js("return [...document.querySelectorAll('#histogram .on')]")) == 45
    page.choose("#rule", "corroborated")
    assert page.js("return document.querySelectorAll('#histogram .on').length") == 0
