"""The page in a real Chromium, by what is on the screen: ledger, evidence, graph, safety."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import complaints, ground, requests
from hostile import NAMES, large_world
from pages import ARMS, MISSILES, OPENING, Page, opened
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait
from worlds import small_world

from geograph.errors import ExportError
from geograph.policy import ClaimIndex, Policy, edges
from geograph.policy.claim_policy import RULES
from geograph.views import View, view

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture
def page(driver: Chrome, folder: Path) -> Page:
    """Open the small world, wide and light."""
    return opened(driver, folder, "small")


def test_a_request_or_a_complaint_would_be_noticed(driver: Chrome) -> None:
    driver.get("data:text/html,<img src='http://geograph.invalid/x.png'>")
    assert requests(driver) == ["http://geograph.invalid/x.png"]
    driver.execute_script("console.error('noticed')")
    assert any("noticed" in line for line in complaints(driver))


# What is there at first sight


def test_the_ledger_is_there_at_once(page: Page) -> None:
    assert page.rows()[:2] == OPENING
    assert len(page.rows()) == 7
    cells = [" ".join(e.text.split()) for e in page.row(MISSILES).find_elements(By.TAG_NAME, "td")]
    assert cells == [
        "2024",
        "≠ contested denied by a party",
        "United Kingdom United States a U.S. official anonymous",
        "Iran inherited",
        "taken as given by Germany, United Kingdom, United States",
        "sanction, United Kingdom and Germany → Iran Air planned "
        "sanction, United States → Iran announced 10 Sep 2024, to take effect 11 Sep 2024",
    ]
    assert page.one("tr.row").location["y"] < 520


def test_above_the_ledger_stand_policy_cuts_counts_and_coverage(page: Page) -> None:
    terms = page.text(".terms")
    assert "all An event counts as a relation as soon as one voice says that it happened" in terms
    assert "The world as of any day; everything that is known." in terms
    assert page.texts("button.chip") == [
        "≠ contested 2",
        "¶ reported 1",
        "→ announced 2",
        "… predicted 1",
        "× withdrawn 1",
    ]
    assert page.texts(".figures div") == [
        "document 1",
        "publisher 1",
        "voices 6",
        "claims 8",
        "events 3",
    ]
    assert page.text(".universe") == (
        "About 7 events and measures of which 1 document of 2024 speaks; what nobody reports is "
        "missing."
    )
    page.one(".caveats summary").click()
    assert "It cannot say what is true." in page.text(".caveats ul")


def test_the_policy_allows_scripts_and_styles_by_hash_alone(page: Page) -> None:
    policy = page.one("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    page.js(
        """const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.head.append(script);"""
    )
    assert page.js("return window.ran") is None
    refused = complaints(page.driver)
    assert len(refused) == 1
    assert "Content Security Policy" in refused[0]


def test_a_world_in_which_nothing_is_known_says_so(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "nothing")
    assert page.text("#rows tbody") == "Nothing has been said by this day."
    page.to_graph()
    assert page.text("#nothing").startswith("No event counts as a relation under this policy")


# Sorting and filtering


def test_sorting_by_a_column_and_back(page: Page) -> None:
    head = page.one('th[data-sort="label"]')
    button = head.find_element(By.TAG_NAME, "button")
    opening = page.rows()
    button.click()
    assert page.rows() == sorted(opening)
    assert head.get_attribute("aria-sort") == "ascending"
    button.click()
    assert page.rows() == sorted(opening, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    button.click()
    assert page.rows() == opening
    assert head.get_attribute("aria-sort") == "none"
    assert "most contested first, then most recent" in page.text("#shown")


def test_sorting_by_measures_puts_the_most_answered_event_first(page: Page) -> None:
    page.one('th[data-sort="measures"] button').click()
    assert page.rows()[0] == OPENING[0]
    page.one('th[data-sort="denied"] button').click()
    assert set(page.rows()[:2]) == set(OPENING)


def test_filtering_by_text_finds_names_that_only_the_evidence_holds(page: Page) -> None:
    page.type("lammy")
    assert page.rows() == OPENING
    page.type("BLINKEN attack")
    assert page.rows() == ["Attack with short-range ballistic missile, Russia → Ukraine"]
    assert page.text("#shown").startswith("1 of 7 events and measures")
    page.type("atlantis")
    assert page.text("#rows tbody") == "Nothing passes the filters and the dates."
    page.one("#clear").click()
    assert len(page.rows()) == 7
    assert not page.one("#clear").is_displayed()


def test_filtering_by_status_and_kind(page: Page) -> None:
    page.one('.chips [data-status="predicted-only"]').click()
    page.one('.chips [data-status="reported-only"]').click()
    assert page.rows() == [
        "Attack with short-range ballistic missile, Russia → Ukraine",
        "Meeting, United Kingdom and United States",
    ]
    chosen = page.one('.chips [data-status="reported-only"]')
    assert chosen.get_attribute("aria-pressed") == "true"
    Select(page.one("#kind")).select_by_visible_text("Meeting")
    assert page.rows() == ["Meeting, United Kingdom and United States"]


def test_what_is_filtered_out_of_the_ledger_leaves_the_graph(page: Page) -> None:
    page.to_graph()
    assert page.lines() == [[MISSILES, ARMS][::-1], ["event/talks"]]
    page.js("scrollTo(0, 0)")
    page.one('.chips [data-status="contested"]').click()
    page.to_graph()
    assert page.lines() == [[ARMS, MISSILES]]
    assert page.names() == ["Iran", "Russia"]


def test_a_long_ledger_opens_short_and_unfolds(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "many")
    assert len(page.rows()) == 20
    assert page.rows()[0] == "Meeting number 44"
    page.one("#more").click()
    assert len(page.rows()) == 45


# Evidence


def test_opening_a_row_shows_every_claim(page: Page) -> None:
    page.row(MISSILES).find_element(By.CSS_SELECTOR, ".toggle").click()
    detail = "tr.detail"
    assert page.texts(f"{detail} h3") == [
        "For 3",
        "Against 1",
        "Other stances 3",
        "Measures in response",
        "Status by what was known",
    ]
    assert page.texts(f"{detail} .turns li") == [
        "6 Sep 2024 ◌ anonymous only",
        "10 Sep 2024 ≠ contested",
    ]
    claims = page.texts(f"{detail} .claim")
    blinken = next(c for c in claims if c.startswith("Antony Blinken for United States asserts"))
    assert "10 Sep 2024 · accusation · to Iran · stage delivered · quantity dozens" in blinken
    assert 'Allies accuse Iran of sending "short-range" missiles, paragraph 1' in blinken
    assert "publisher not stated (small-report), about 10 Sep 2024" in blinken
    iran = next(c for c in claims if c.startswith("Iran denies"))
    assert "inherited said of arms transfer of weapon, Iran → Russia by 10 Sep 2024" in iran
    assert any(c.startswith("a U.S. official, unnamed, of United States asserts") for c in claims)
    link = page.one(f"{detail} .claim a")
    assert link.get_attribute("href") == "https://example.org/report?a=1&b=2"
    assert link.get_attribute("rel") == "noopener noreferrer"
    page.row(MISSILES).find_element(By.CSS_SELECTOR, ".toggle").click()
    assert page.all(detail) == []


def test_an_event_that_is_no_relation_says_why(page: Page) -> None:
    row = page.row("event/srbm-use")
    assert "not in the graph" in row.text
    row.find_element(By.CSS_SELECTOR, ".toggle").click()
    assert "Not in the graph: somebody expects it; nobody says that it happened." in page.text(
        "tr.detail .remarks"
    )
    assert page.all("tr.detail .detail-head button") == []


def test_a_measure_in_a_row_leads_to_its_own_row(page: Page) -> None:
    page.row(MISSILES).find_element(By.CSS_SELECTOR, ".w-measures button").click()
    assert page.one("tr.picked").get_attribute("data-row") == "measure/iran-air-ban"
    assert "Stage: planned." in page.text("tr.detail .remarks")


# The graph, by mouse


def test_a_bundle_lists_its_events_and_unfolds(page: Page) -> None:
    page.to_graph()
    assert page.js("return geograph.drawing.edges.get('b:state/IRN|state/RUS').label") == "2 ≠"
    page.click_at(page.spot(MISSILES))
    assert page.text("#panel h3") == "Iran and Russia"
    assert page.texts("#panel .relations button") == OPENING
    page.one("#panel .acts button").click()
    page.settled()
    assert page.lines() == [[ARMS], [MISSILES], ["event/talks"]]
    arms, missiles = page.spot(ARMS), page.spot(MISSILES)
    assert abs(arms["y"] - missiles["y"]) + abs(arms["x"] - missiles["x"]) > 16
    page.one("#panel .acts button").click()
    page.settled()
    assert page.lines() == [[ARMS, MISSILES], ["event/talks"]]


def test_all_bundles_unfold_at_once(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "many")
    page.to_graph()
    assert [len(line) for line in page.lines()] == [45]
    page.one("#fold").click()
    page.settled()
    spots = page.js(
        """const {network, edges} = geograph.drawing;
        return edges.getIds().map((id) =>
          network.canvasToDOM(network.body.edges[id].edgeType.getPoint(0.5)))"""
    )
    assert len({(round(s["x"], 1), round(s["y"], 1)) for s in spots}) == 45
    assert page.one("#fold").get_attribute("aria-pressed") == "true"


def test_clicking_a_line_shows_who_says_so_and_picks_the_row(page: Page) -> None:
    page.one("#fold").click()
    page.to_graph()
    page.click_at(page.spot(MISSILES))
    assert page.text("#panel h3") == OPENING[0]
    assert page.text("#panel .kind") == "arms transfer · Iran → Russia"
    assert page.texts("#panel .sides dd") == [
        "United Kingdom United States a U.S. official anonymous",
        "Iran inherited",
    ]
    assert any("Antony Blinken for United States asserts" in c for c in page.texts("#panel .claim"))
    assert page.one("tr.picked").get_attribute("data-row") == MISSILES
    buttons = page.all("#panel p > .quiet")
    next(b for b in buttons if b.text == "Show in the ledger").click()
    assert page.row(MISSILES).location["y"] - page.js("return scrollY") < 900
    assert page.js("return document.activeElement.closest('tr').dataset.row") == MISSILES


def test_clicking_an_actor_lists_its_relations(page: Page) -> None:
    page.to_graph()
    page.click_at(page.node("state/RUS"))
    assert page.text("#panel h3") == "Russia"
    assert page.texts("#panel .relations button") == OPENING
    assert page.text("#panel .aliases") == "also Moscow"
    page.all("#panel .relations button")[1].click()
    assert page.text("#panel h3") == OPENING[1]


def test_clicking_beside_everything_lets_go(page: Page) -> None:
    page.to_graph()
    page.click_at(page.node("state/RUS"))
    assert page.text("#panel h3") == "Russia"
    page.click_at({"x": 6, "y": 6})
    assert page.text("#panel h3") == "Degree"
    assert page.all("tr.picked") == []


def test_nothing_picked_shows_who_stands_in_the_middle(page: Page) -> None:
    assert page.text("#panel .kind") == "4 actors by"
    assert page.texts("#panel .ranking li") == [
        "Iran 1",
        "Russia 1",
        "United Kingdom 1",
        "United States 1",
    ]
    rests = "Policy all · rests on 3 events, 1 document, 1 publisher, 6 voices"
    assert rests in page.text("#panel .remarks")
    page.choose("#size", "strength-out")
    assert page.text("#panel h3") == "Strength-out"
    # that arms were sent says no more than that missiles were
    assert page.texts("#panel .ranking li") == [
        "Iran 1",
        "United Kingdom 1",
        "United States 1",
        "Russia 0",
    ]


def test_choosing_a_row_lights_its_line_and_dims_the_rest(page: Page) -> None:
    page.one("#fold").click()
    page.row(ARMS).find_element(By.CSS_SELECTOR, ".w-when").click()
    page.to_graph()
    opacity = page.js(
        "return Object.fromEntries([...geograph.drawing.lines.values()].map((line) => "
        "[line.edges[0].row.id, geograph.drawing.edges.get(line.id).color.opacity]))"
    )
    assert opacity == {ARMS: 1, MISSILES: 0.16, "event/talks": 0.16}
    assert page.text("#panel h3") == OPENING[1]


def test_a_contested_line_is_broken_and_marked_on_the_screen(page: Page) -> None:
    def ink(row: str) -> float:
        """Return the share of points along an edge that are drawn, seen on the canvas."""
        share: float = page.js(
            """const {network} = geograph.drawing;
            const canvas = document.querySelector('#graph canvas');
            const pen = canvas.getContext('2d'), ratio = canvas.width / canvas.clientWidth;
            const line = [...geograph.drawing.lines.values()].find((line) =>
              line.edges[0].row.id === arguments[0]);
            let on = 0;
            for (let i = 0; i < 200; i++) {
              const at = network.canvasToDOM(
                network.body.edges[line.id].edgeType.getPoint(0.15 + 0.7 * i / 200));
              on += pen.getImageData(at.x * ratio, at.y * ratio, 1, 1).data[3] > 90;
            }
            return on / 200;""",
            row,
        )
        return share

    page.one("#fold").click()
    page.to_graph()
    assert ink("event/talks") > 0.8
    assert 0.3 < ink(MISSILES) < ink("event/talks")
    marks = page.js(
        "return [...geograph.drawing.lines.values()].map((line) => "
        "[line.edges[0].row.id, geograph.drawing.edges.get(line.id).label])"
    )
    assert dict(marks) == {ARMS: "≠", MISSILES: "≠", "event/talks": ""}
    complaints(page.driver)  # Chromium advises how to read a canvas faster


@pytest.mark.parametrize("name", ["small", "hostile", "large"])
def test_no_name_lies_on_another(driver: Chrome, folder: Path, name: str) -> None:
    page = opened(driver, folder, name)
    page.to_graph()
    boxes = page.js(
        """const {network, nodes, bulk, names} = geograph.drawing;
        const pen = document.createElement('canvas').getContext('2d');
        if (bulk) return [...names].filter(([, size]) => size).map(([id, size]) => {
          pen.font = `${size}px system-ui`;
          const [x, y] = geograph.spotOf(id), all = geograph.textOf(id).split('\\n');
          const half = Math.max(...all.map((text) => pen.measureText(text).width)) / 2;
          return {id, left: x - half, right: x + half, top: y, bottom: y + all.length * size * 1.1};
        });
        return nodes.getIds().map((id) => network.body.nodes[id]).filter((node) =>
          node.options.font.size > 0).map((node) => {
            const {left, top, width, height} = node.labelModule.size;
            return {id: node.id, left, top, right: left + width, bottom: top + height};
          })"""
    )
    assert len(boxes) > 3
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = (
                a["right"] <= b["left"]
                or b["right"] <= a["left"]
                or a["bottom"] <= b["top"]
                or b["bottom"] <= a["top"]
            )
            assert apart, (a, b)


def test_the_legend_names_what_may_be_drawn_and_filters(page: Page) -> None:
    page.to_graph()
    assert page.texts(".legend li") == [
        "ACTORS",
        "state",
        "group, members not named",
        "WHO SAYS SO",
        "≠ contested",
        "reported",
        "anonymous only",
        "KIND OF RELATION",
        "cooperation",
    ]
    assert page.text("#drawn").startswith("3 of 7 events and measures are drawn")
    page.one('.legend [data-status="reported-only"]').click()
    page.settled()
    assert page.lines() == [["event/talks"]]
    assert page.rows() == ["Meeting, United Kingdom and United States"]
    page.one('.legend [data-status="reported-only"]').click()
    page.one('.legend [data-sign="1"]').click()
    page.settled()
    assert page.lines() == []
    assert "meeting" not in " ".join(page.rows()).lower()
    page.one('.legend [data-sign="1"]').click()
    page.one('.legend [data-actor="State"]').click()
    page.settled()
    assert page.lines() == []
    assert len(page.rows()) == 4


# A corpus


def drawn_events(page: Page) -> set[str]:
    """Which events are on the canvas."""
    return {row for line in page.lines() for row in line}


def test_a_large_world_can_be_read_and_opens_with_what_is_contested(
    driver: Chrome, folder: Path
) -> None:
    page = opened(driver, folder, "large")
    assert page.rows()[:2] == ["Deal number 1490", "Deal number 1480"]
    assert len(page.rows()) == 20
    assert page.text("#more") == "Show 50 more, 1480 are left"
    page.one("#more").click()
    assert len(page.rows()) == 70
    page.type("deal 1499")
    assert page.rows() == ["Deal number 1499"]
    page.one("#clear").click()
    page.one('th[data-sort="day"] button').click()
    assert page.rows()[0] == "Deal number 1499"

    page.to_graph()
    rows = drawn_events(page)
    assert 0 < len(rows) < 150
    assert all(row.endswith("0") for row in rows)
    assert page.one('[data-part="opening"]').text == "Most contested"
    page.one('[data-part="whole"]').click()
    page.wait("return geograph.drawing.lines.size > 500", seconds=20)
    assert len(drawn_events(page)) == 1500
    page.settled()
    sizes = page.js("return [...geograph.drawing.names.values()]")
    assert 5 < sum(size > 0 for size in sizes) < len(sizes)
    page.type("deal 1499")
    page.wait("return geograph.drawing.lines.size === 1", seconds=20)
    assert drawn_events(page) == {"event/deal-1499"}


DRAWN = "return [...geograph.drawing.shown].sort()"


@pytest.mark.parametrize("policy", [rule for rule in RULES if rule != "held-by"])
def test_a_large_world_is_never_blank_where_something_counts(
    driver: Chrome, folder: Path, policy: str
) -> None:
    page = opened(driver, folder, "large", fragment=f"#rule={policy}")
    page.to_graph()
    counted = edges(ClaimIndex.from_model(large_world(600, 1500)), Policy.parse(_numbered(policy)))
    drawn = drawn_events(page)
    assert drawn <= set(counted)
    assert bool(drawn) is bool(counted)
    assert page.one("#nothing").is_displayed() is not bool(counted)
    assert len(page.js(DRAWN)) <= 40


def _numbered(policy: str) -> str:
    return f"{policy}:2" if policy in ("endorsed", "corroborated") else policy


def test_what_is_drawn_first_is_chosen_by_the_policy(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "large")
    page.to_graph()
    contested, at_first = drawn_events(page), page.js(DRAWN)
    page.choose("#rule", "undenied")
    page.settled()
    # what nobody denies is another part, laid out anew
    assert page.one('[data-part="opening"]').text == "Most recent"
    assert page.one('[data-part="opening"]').get_attribute("aria-pressed") == "true"
    recent = drawn_events(page)
    assert recent
    assert not recent & contested
    spots = page.js("return [...geograph.drawing.shown].map((id) => geograph.spotOf(id).join())")
    assert len(set(spots)) == len(spots) > 1
    page.choose("#rule", "all")
    page.settled()
    assert (drawn_events(page), page.js(DRAWN)) == (contested, at_first)


def test_where_all_of_the_first_part_is_hidden_another_is_drawn(
    driver: Chrome, folder: Path
) -> None:
    page = opened(driver, folder, "large")
    page.to_graph()
    first = drawn_events(page)
    page.js("geograph.change({ hidden: arguments[0] })", page.js(DRAWN))
    page.settled()
    left = drawn_events(page)
    assert left
    assert not left & first


def test_what_is_picked_beyond_the_opening_view_is_drawn(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "large")
    page.type("deal 1499")
    page.row("event/deal-1499").find_element(By.CSS_SELECTOR, ".toggle").click()
    page.one("#clear").click()
    page.one("tr.detail .detail-head button").click()
    page.wait("return geograph.drawing.lines.size > 500", seconds=20)
    assert len(drawn_events(page)) == 1500
    assert page.text("#panel h3") == "Deal number 1499"
    # far down the ledger it stands last, and not after all rows between
    assert len(page.rows()) == 21
    assert page.rows()[-1] == "Deal number 1499"


def test_filtering_by_the_publisher_of_the_documents(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "large")
    Select(page.one("#source")).select_by_visible_text("company 0")
    assert page.text("#shown").startswith("150 of 1500 events and measures")
    assert page.rows()[0] == "Deal number 1490"
    page.one("#clear").click()
    assert page.text("#shown").startswith("1500 events and measures")
    small = opened(driver, folder, "small")
    assert not small.one("#source").is_displayed()  # one document is no choice


# Keyboard, narrow, dark


def test_the_graph_by_keyboard_alone(page: Page) -> None:
    page.to_graph()
    graph = page.one("#graph")
    graph.send_keys(Keys.ARROW_RIGHT)
    assert page.text("#panel h3") == "Iran"
    graph.send_keys(Keys.ARROW_RIGHT)
    assert page.text("#panel h3") == "Russia"
    graph.send_keys(Keys.ENTER)
    for _ in range(12):
        ActionChains(page.driver).send_keys(Keys.TAB).perform()
        if page.js("return document.activeElement.textContent") == OPENING[0]:
            break
    ActionChains(page.driver).send_keys(Keys.ENTER).perform()
    assert page.text("#panel h3") == OPENING[0]
    ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
    assert page.text("#panel h3") == "Degree"
    assert page.js("return document.activeElement.id") == "graph"
    page.row(ARMS).find_element(By.CSS_SELECTOR, ".toggle").send_keys(Keys.ENTER)
    toggle = page.row(ARMS).find_element(By.CSS_SELECTOR, ".toggle")
    assert toggle.get_attribute("aria-expanded") == "true"
    assert page.js("return document.activeElement.className") == "toggle"


def test_every_control_has_a_name(page: Page) -> None:
    nameless = page.js(
        """return [...document.querySelectorAll('button, input, select, a, [tabindex="0"], aside')]
        .filter((e) => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')
          || e.textContent.trim() || (e.labels && e.labels.length))).map((e) => e.outerHTML)"""
    )
    assert nameless == []


@pytest.mark.parametrize("name", ["small", "hostile", "many"])
def test_nothing_sticks_out_of_a_narrow_screen(driver: Chrome, folder: Path, name: str) -> None:
    page = opened(driver, folder, name, width=480)
    page.one("tr.row .toggle").click()
    assert page.js("return document.documentElement.scrollWidth") <= 480
    assert page.one("#graph").size["width"] > 400


def test_dark_is_dark_and_the_graph_follows(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "small", dark=True)
    page.to_graph()
    colour = "return geograph.drawing.network.body.nodes['state/IRN'].options.color.background"
    ground_ = page.one("body").value_of_css_property("background-color")
    assert [int(n) for n in re.findall(r"\d+", ground_)[:3]] == [20, 23, 28]
    assert page.js(colour) == "#c3cee0"
    ground(driver, dark=False)
    WebDriverWait(driver, 3).until(lambda _: page.js(colour) == "#33415c")


# What would break or run it


def test_names_that_are_markup_are_text(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "hostile")
    assert page.one("h1").text.startswith(f"{NAMES['close']} {NAMES['image']}")
    assert len(page.rows()) == len(NAMES)
    for key in NAMES:
        page.row(f"event/{key}").find_element(By.CSS_SELECTOR, ".w-when").click()
        shown = page.js("return document.querySelector('#panel h3').textContent")
        assert shown.lower() == NAMES[key].lower(), key
        Select(page.one("#actor")).select_by_value(f"actor/{key}")
        assert page.js("return document.querySelector('#panel h3').textContent") == NAMES[key]
    page.to_graph()
    for key in ("script", "image", "comment"):
        page.js("geograph.drawing.network.focus(arguments[0])", f"actor/{key}")
        page.mouse_to(page.node(f"actor/{key}")).perform()
        tip = WebDriverWait(driver, 3, poll_frequency=0.05)
        assert tip.until(lambda _: page.texts(".vis-tooltip"))[0].startswith(NAMES[key])
        page.mouse_to({"x": 3, "y": 3}).perform()
    assert page.js("return window.ran") is None
    assert page.js("return document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert page.js("return document.scripts.length") == 5


def test_an_address_that_is_not_http_is_no_link(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "hostile")
    page.one("tr.row .toggle").click()
    assert page.all(".claim a") == []
    assert page.texts(".claim .where")[0].endswith("no address")


# The view in a notebook, and on disk


def test_the_view_draws_itself_inside_a_notebook(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "notebook")
    driver.switch_to.frame(page.one("iframe"))
    try:
        assert page.rows()[:2] == OPENING
        page.row(MISSILES).find_element(By.CSS_SELECTOR, ".toggle").click()
        assert "Antony Blinken for United States asserts" in page.text("tr.detail")
        page.one('.bar nav a[data-goto="drawing"]').click()
        WebDriverWait(driver, 5).until(lambda _: page.one("#graph canvas").is_displayed())
    finally:
        driver.switch_to.default_content()


def test_the_same_world_gives_the_same_page(folder: Path) -> None:
    again = view(ClaimIndex.from_model(small_world()))
    assert again.html == (folder / "small.html").read_text(encoding="utf-8")
    assert len(again.html.encode()) < 2_500_000
    assert repr(again).endswith("kB of HTML>")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"there is no folder '.*missing'"):
        View("<p>").save(tmp_path / "missing" / "page.html")
