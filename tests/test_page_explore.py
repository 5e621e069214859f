"""Finding one's way in the page: search, neighbours, paths, pins, undoing, the address, keys."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from pages import ARMS, MISSILES, OPENING, Page, opened
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By

from geograph.analysis.measures import MEASURES

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture
def page(driver: Chrome, folder: Path) -> Page:
    """Open the small world, wide and light."""
    return opened(driver, folder, "small")


@pytest.fixture
def large(driver: Chrome, folder: Path) -> Page:
    """Open a world of 600 companies with all that is drawn of it."""
    page = opened(driver, folder, "large", fragment="#part=whole")
    page.to_graph()
    return page


def net(page: Page, *, directed: bool = False) -> nx.Graph[str]:
    """The drawn relations as a network of pairs."""
    pairs = page.js("return geograph.visible.edges.map((e) => [e.source, e.target])")
    return nx.MultiDiGraph(pairs) if directed else nx.Graph(pairs)


# Search


def test_the_search_suggests_actors_by_any_name_first(page: Page) -> None:
    page.type("mosc")
    assert page.texts("#offers li") == ["Moscow Russia state"]
    page.one("#text").send_keys(Keys.ARROW_DOWN)
    assert page.one("#text").get_attribute("aria-activedescendant") == "offer-0"
    page.one("#text").send_keys(Keys.ENTER)
    assert page.text("#panel h3") == "Russia"
    assert page.all("#offers li") == []
    assert len(page.rows()) == 7  # the search picked, it no longer filters


def test_a_suggested_event_is_opened_by_mouse(page: Page) -> None:
    page.type("meeting")
    page.one("#offers li").click()
    assert page.one("tr.picked").get_attribute("data-row") == "event/talks"
    assert page.all("tr.detail")


def test_a_voice_that_no_line_touches_is_searched_for(page: Page) -> None:
    page.type("germ")
    page.one("#offers li").click()
    assert page.one("#text").get_attribute("value") == "Germany"
    assert OPENING[0] in page.rows()


def test_slash_goes_to_the_search_and_escape_ends_the_suggestions(page: Page) -> None:
    page.one("body").send_keys("/")
    assert page.js("return document.activeElement.id") == "text"
    page.one("#text").send_keys("ira")
    assert page.all("#offers li")
    page.one("#text").send_keys(Keys.ESCAPE)
    assert page.all("#offers li") == []


# Neighbours, paths


def test_neighbours_of_an_actor_hop_by_hop(large: Page) -> None:
    graph = net(large)
    start = max(sorted(graph), key=graph.degree)
    large.choose("#actor", start)
    near = nx.ego_graph(graph, start, 1)
    next(b for b in large.all("#panel .acts button") if b.text == "Only its neighbours").click()
    large.settled()
    assert set(large.js("return [...geograph.drawing.shown]")) == set(near)
    assert large.text("#hop-count") == "1 hop"
    large.one("#more-hops").click()
    large.settled()
    far = set(nx.ego_graph(graph, start, 2))
    assert set(large.js("return [...geograph.drawing.shown]")) == far
    assert large.text("#hop-count") == "2 hops"
    rows = set(large.js("return geograph.visible.rows.map((one) => one.row.id)"))
    assert rows == {row for line in large.lines() for row in line}
    large.one("#unfocus").click()
    large.settled()
    assert len(large.js("return [...geograph.drawing.shown]")) == len(graph)


def test_a_double_click_adds_the_neighbours(page: Page) -> None:
    page.to_graph()
    spot = page.node("state/USA")
    page.mouse_to(spot).double_click().perform()
    page.settled()
    assert page.names() == ["United Kingdom", "United States"]
    assert page.rows() == ["Meeting, United Kingdom and United States"]


def test_a_shortest_path_between_two_actors(large: Page) -> None:
    graph = net(large)
    part = max(nx.connected_components(graph), key=len)
    start = min(part)
    lengths = nx.single_source_shortest_path_length(graph, start)
    end = max(sorted(lengths), key=lengths.__getitem__)
    large.choose("#actor", start)
    next(b for b in large.all("#panel .acts button") if b.text == "Path to …").click()
    assert large.text("#asking").startswith("Path from company")
    large.choose("#actor", end)
    assert large.text("#panel .kind") == "a shortest path"
    assert large.text("#panel .remarks").startswith(f"{lengths[end]} steps, whatever")
    assert len(large.all("#panel .route > li")) == lengths[end]
    large.one("#panel .acts button").click()
    assert large.text("#panel h3") == "Degree"


def test_where_no_path_leads_the_page_says_so(page: Page) -> None:
    page.to_graph()
    page.click_at(page.node("state/IRN"))
    spot = page.node("state/USA")
    page.mouse_to(spot).key_down(Keys.SHIFT).click().key_up(Keys.SHIFT).perform()
    assert page.text("#panel h3") == "Iran to United States"
    assert "There is no path in what is drawn" in page.text("#panel .remarks")


def test_the_ranking_is_that_of_networkx(large: Page) -> None:
    drawn = net(large, directed=True)
    for measure in large.js(
        "return [...document.getElementById('size').options].map((o) => o.value)"
    ):
        large.choose("#size", measure)
        scores = MEASURES[measure](drawn)
        assert dict(large.js("return geograph.ranking()")) == pytest.approx(scores), measure


def test_the_few_that_are_left_settle_on_demand(large: Page) -> None:
    start = large.js("return geograph.ranking()[0][0]")
    large.choose("#actor", start)
    next(b for b in large.all("#panel .acts button") if b.text == "Only its neighbours").click()
    large.settled()
    spots = """return Object.fromEntries([...geograph.drawing.shown].map((id) =>
      [id, geograph.spotOf(id)]))"""
    before = large.js(spots)
    large.one("#settle").click()
    large.settled()
    after = large.js(spots)
    assert after != before
    boxes = [(x, y) for x, y in after.values()]
    close = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if abs(a[0] - b[0]) < 60 and abs(a[1] - b[1]) < 50
    ]
    assert close == []
    large.one("#settle").click()
    large.settled()
    assert large.js(spots) == before
    large.one("#undo").click()
    large.settled()
    assert large.js(spots) == after  # it settles alike every time


# Pins, hiding, undo


def test_dragging_pins_and_the_pin_stays(page: Page) -> None:
    page.to_graph()
    page.settled()
    spot = page.node("state/RUS")
    hand = page.mouse_to(spot).click_and_hold()
    for _ in range(3):
        hand = hand.move_by_offset(-20, 15)
    hand.release().perform()
    page.settled()
    moved = page.node("state/RUS")
    assert abs(moved["x"] - spot["x"] + 60) < 8
    assert abs(moved["y"] - spot["y"] - 45) < 8
    page.choose("#rule", "undenied")
    page.choose("#rule", "all")
    page.to_graph()
    assert page.js("return geograph.view.pinned.length") == 1
    again = page.node("state/RUS")
    assert abs(again["x"] - moved["x"]) < 3
    page.one("#unpin").click()
    page.settled()
    assert abs(page.node("state/RUS")["x"] - spot["x"]) < 3


def test_hiding_an_actor_and_showing_it_again(page: Page) -> None:
    page.to_graph()
    page.click_at(page.node("state/RUS"))
    next(b for b in page.all("#panel .acts button") if b.text == "Hide").click()
    page.settled()
    assert page.names() == ["United Kingdom", "United States"]
    assert OPENING[0] not in page.rows()
    assert page.text("#unhide") == "Show 1 hidden actor"
    page.one("#unhide").click()
    page.settled()
    assert "Russia" in page.names()


def test_undo_and_redo_walk_through_everything(page: Page) -> None:
    page.one('.chips [data-status="contested"]').click()
    page.choose("#rule", "undenied")
    page.row(ARMS).find_element(By.CSS_SELECTOR, ".toggle").click()
    page.one("#undo").click()
    assert page.text("#panel h3") == "Degree"
    page.one("#undo").click()
    assert page.text("#policy-text") == "all"
    ActionChains(page.driver).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()
    assert len(page.rows()) == 7
    assert not page.one("#undo").is_enabled()
    page.one("#redo").click()
    assert page.rows() == OPENING
    ActionChains(page.driver).key_down(Keys.CONTROL).send_keys("y").key_up(Keys.CONTROL).perform()
    assert page.text("#policy-text") == "undenied"


# The address


def test_the_address_reopens_the_view(driver: Chrome, folder: Path, page: Page) -> None:
    page.choose("#rule", "endorsed")
    page.row(MISSILES).find_element(By.CSS_SELECTOR, ".toggle").click()
    page.one("#known-thumb").send_keys(Keys.ARROW_LEFT)
    page.wait("return location.hash.includes('known=') && location.hash.includes('row=')")
    fragment = page.js("return location.hash")
    again = opened(driver, folder, "small", fragment=fragment)
    assert again.text("#policy-text") == "endorsed:2"
    assert again.text("#panel h3") == OPENING[0]
    assert again.one("#known-day").get_attribute("value") == "2024-09-12"
    assert again.all("tr.detail")


def test_back_goes_to_the_view_before(page: Page) -> None:
    page.choose("#rule", "undenied")
    page.wait("return location.hash", "#rule=undenied")
    page.choose("#rule", "owned")
    page.wait("return location.hash", "#rule=owned")
    page.driver.back()
    page.wait("return document.getElementById('policy-text').textContent", "undenied")
    page.driver.forward()
    page.wait("return document.getElementById('policy-text').textContent", "owned")


@pytest.mark.parametrize(
    "fragment",
    [
        "#rule=nonsense&row=event/none&known=yesterday&look=spiral&node=%E0%A4%A&n=-1&__proto__=1",
        "#size=toString&part=opening&focus=state/XXX&sort=constructor&text=%3Cscript%3E",
        "#row=<img src=x onerror=window.ran=true>",
    ],
)
def test_an_address_that_makes_no_sense_breaks_nothing(
    driver: Chrome, folder: Path, fragment: str
) -> None:
    page = opened(driver, folder, "small", fragment=fragment)
    assert page.text("#policy-text") == "all"
    assert page.js("return window.ran") is None
    page.one("#clear").click() if page.one("#clear").is_displayed() else None
    assert len(page.rows()) == 7


# By keyboard alone


def test_neighbours_paths_pins_and_hiding_by_keyboard(page: Page) -> None:
    page.to_graph()
    graph = page.one("#graph")
    graph.send_keys(Keys.ARROW_RIGHT)
    graph.send_keys("f")
    page.settled()
    assert page.names() == ["Iran", "Russia"]
    graph.send_keys("p")
    graph.send_keys(Keys.ARROW_RIGHT)
    graph.send_keys(Keys.ENTER)
    assert page.text("#panel h3") == "Iran to Russia"
    assert page.text("#panel .remarks").startswith("1 step,")
    graph.send_keys(Keys.ESCAPE)
    graph.send_keys(Keys.ARROW_RIGHT)
    graph.send_keys("n")
    assert page.js("return geograph.view.pinned.length") == 1
    graph.send_keys("h")
    page.settled()
    assert page.names() == ["United Kingdom", "United States"]
    scale = page.js("return geograph.drawing.network.getScale()")
    graph.send_keys("+")
    assert page.js("return geograph.drawing.network.getScale()") > scale


def test_tabs_and_sliders_by_keyboard(page: Page) -> None:
    page.one("#tab-graph").send_keys(Keys.ARROW_RIGHT)
    assert page.js("return document.activeElement.id") == "tab-map"
    assert page.one("#map").is_displayed()
    assert not page.one("#graph").is_displayed()
    page.one("#tab-map").send_keys(Keys.ARROW_LEFT)
    assert page.one("#graph").is_displayed()
    assert json.loads(page.js("return JSON.stringify(geograph.view.look)")) == "graph"
