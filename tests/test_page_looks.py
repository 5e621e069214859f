"""The other looks, and what is taken along: map, timeline, table, CSV, pictures, copies; axe."""

from __future__ import annotations

import csv
import io
import time
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hostile import NAMES
from pages import ARMS, MISSILES, OPENING, Page, opened
from selenium.webdriver import Chrome, Keys
from worlds import small_world

from geograph.networks.ties import tied
from geograph.policy import ClaimIndex, Policy, edges
from geograph.questions import ask
from geograph.store import Store
from geograph.views import view
from geograph.vocab import is_a

pytestmark = pytest.mark.usefixtures("quiet")

SVG = "{http://www.w3.org/2000/svg}"
#: What the three relations of the small world rest on.
RESTS = "rests on 3 events, 1 document, 1 publisher, 6 voices"


@pytest.fixture
def page(driver: Chrome, folder: Path) -> Page:
    """Open the small world, wide and light."""
    return opened(driver, folder, "small")


@pytest.fixture
def downloads(driver: Chrome, tmp_path: Path) -> Path:
    """Send what is downloaded to a folder."""
    driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    return tmp_path


def arrived(folder: Path, name: str) -> bytes:
    """Wait for a file and return it."""
    for _ in range(200):
        if (folder / name).exists() and not list(folder.glob("*.crdownload")):
            return (folder / name).read_bytes()
        time.sleep(0.05)
    raise AssertionError(f"{name} did not arrive: {list(folder.iterdir())}")


# Table and CSV


def test_the_table_lists_the_drawn_relations_and_sorts(page: Page) -> None:
    page.one("#tab-table").click()
    cells = page.texts("#relations tbody tr:first-child td")
    assert cells == [
        "Iran",
        "Russia",
        "arms transfer",
        OPENING[0],
        "2024",
        "≠ contested",
        "United Kingdom, United States, a U.S. official (unnamed, United States)",
        "Iran (inherited)",
    ]
    assert len(page.all("#relations tbody tr")) == 3
    page.one('#relations th[data-sort="event"] button').click()
    assert page.texts("#relations td:nth-child(4)")[-1].startswith("Meeting")
    page.one('#relations th[data-sort="event"] button').click()
    assert page.texts("#relations td:nth-child(4)")[0].startswith("Meeting")
    head = page.one('#relations th[data-sort="event"]')
    assert head.get_attribute("aria-sort") == "descending"
    page.choose("#rule", "undenied")
    assert page.texts("#relations td:nth-child(4)") == ["Meeting, United Kingdom and United States"]
    page.one("#relations tbody button").send_keys(Keys.ENTER)
    assert page.text("#panel h3") == "Meeting, United Kingdom and United States"


def test_the_table_is_downloaded_as_csv(page: Page, downloads: Path) -> None:
    page.one("#tab-table").click()
    page.one("#csv").click()
    text = arrived(downloads, "geograph.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["event id"] for row in rows} == {ARMS, MISSILES, "event/talks"}
    assert {row["policy"] for row in rows} == {"all"}
    assert {row["coverage"] for row in rows} == {RESTS}
    missiles = next(row for row in rows if row["event id"] == MISSILES)
    assert missiles["denied by"] == "Iran (inherited)"


def test_a_spreadsheet_takes_no_name_for_a_formula(
    driver: Chrome, folder: Path, downloads: Path
) -> None:
    page = opened(driver, folder, "hostile")
    page.one("#csv").click()
    rows = list(csv.reader(io.StringIO(arrived(downloads, "geograph.csv").decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} | {row[1] for row in rows[1:]} <= {
        *NAMES.values(),
        "Iran",
        "Russia",
        "United Kingdom",
        "United States",
    }
    assert page.js("return window.ran") is None


# Pictures


def test_the_graph_is_saved_as_svg(page: Page, downloads: Path) -> None:
    page.to_graph()
    page.one("#svg").click()
    picture = ElementTree.fromstring(arrived(downloads, "geograph-graph.svg"))
    texts = [element.text or "" for element in picture.iter(f"{SVG}text")]
    assert {"Iran", "Russia", "United States", "2 ≠"} <= set(texts)
    assert f"Policy all · {RESTS}" in texts
    assert len(picture.findall(f".//{SVG}g[@data-line]")) == 2
    assert len(picture.findall(f".//{SVG}g[@data-node]")) == 4


def test_the_graph_is_saved_as_png(page: Page, downloads: Path) -> None:
    page.to_graph()
    page.one("#png").click()
    picture = arrived(downloads, "geograph.png")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = (int.from_bytes(picture[i : i + 4]) for i in (16, 20))
    assert wide > 700
    assert high > 500


def test_hostile_names_make_a_well_formed_svg(
    driver: Chrome, folder: Path, downloads: Path
) -> None:
    page = opened(driver, folder, "hostile")
    page.to_graph()
    page.one("#svg").click()
    picture = ElementTree.fromstring(arrived(downloads, "geograph-graph.svg"))
    assert not list(picture.iter(f"{SVG}script"))
    assert any("<script>" in (element.text or "") for element in picture.iter(f"{SVG}text"))


# Map and timeline


def test_the_map_shades_by_sanctions_and_draws_ties(
    driver: Chrome, corpus_pages: Path, corpus: Store
) -> None:
    page = opened(driver, corpus_pages, "corpus", fragment="#look=map")
    world = ClaimIndex.from_store(corpus)
    counted = edges(world, Policy())
    ties = tied(world, "state")
    sanctions = [
        key
        for key in counted
        if is_a(world.events[key].kind, "Sanction")
        and any(tie.target == "state/IRN" for tie in ties[key].ties)
    ]
    tile = page.one('[data-tile="state/IRN"]')
    assert f"{len(sanctions)} sanctions against it" in page.js(
        "return arguments[0].querySelector('title').textContent", tile
    )
    assert len(page.all("#map .arc")) == 24
    page.js("document.getElementById('drawing').scrollIntoView()")
    tile.click()
    assert page.text("#panel h3") == "Iran"
    pairs = page.js("return [...document.querySelectorAll('#map .arc')].map((a) => a.dataset.pair)")
    assert pairs
    assert all("state/IRN" in pair.split("|") for pair in pairs)
    assert page.text("#map .remarks").startswith("Drawn are the ties of Iran")
    page.choose("#rule", "owned")
    page.wait("return document.querySelectorAll('#map .arc').length < 12")
    assert all(world.actors.get(end).kind == "State" for pair in pairs for end in pair.split("|"))


def test_the_timeline_of_an_event_has_a_lane_for_every_voice(page: Page) -> None:
    page.row(MISSILES).find_element("css selector", ".toggle").click()
    page.one("#tab-timeline").click()
    lanes = page.js(
        """return [...document.querySelectorAll('#timeline .lane')].map((lane) =>
        [lane.querySelector('text title').textContent,
         [...lane.querySelectorAll('.point')].map((point) => point.classList[1])])"""
    )
    assert lanes[0] == ["a U.S. official (unnamed)", ["for"]]
    assert ["Iran", ["against"]] in lanes
    assert ["United States", ["other", "for"]] in lanes
    assert lanes[-1] == ["sanction, United States → Iran", ["measure"]]
    page.js("document.getElementById('drawing').scrollIntoView()")
    page.one("#timeline .point.against").click()
    assert page.text("#panel .claim.found").startswith("Iran denies")
    page.one("#known-thumb").send_keys(Keys.HOME)
    page.wait("return document.querySelectorAll('#timeline .lane').length", 1)


def test_the_timeline_of_an_actor_leads_to_its_events(page: Page) -> None:
    page.choose("#actor", "state/IRN")
    page.one("#tab-timeline").click()
    assert page.text("#timeline h3") == "Iran"
    names = page.texts("#timeline .lane text")
    assert len(names) == 3  # the listing that is only announced is about it too
    page.js("document.getElementById('drawing').scrollIntoView()")
    page.one("#timeline .lane text").click()
    assert page.text("#panel h3") == OPENING[0]


def test_the_matrix_counts_who_acts_towards_whom(page: Page) -> None:
    page.one("#tab-matrix").click()
    assert page.texts("#matrix tbody th") == ["Iran", "United Kingdom", "United States"]
    assert page.texts("#matrix thead th") == ["Russia", "United Kingdom", "United States"]
    cells = {c.get_attribute("aria-label") for c in page.all("#matrix td button")}
    assert cells == {
        "Iran towards Russia: 2 relations, 2 contested",
        "United Kingdom towards United States: 1 relation",
        "United States towards United Kingdom: 1 relation",
    }
    page.one('[data-cell="state/IRN|state/RUS"]').click()
    assert page.text("#panel h3") == "Iran and Russia"
    page.choose("#rule", "undenied")
    assert page.texts("#matrix tbody th") == ["United Kingdom", "United States"]


def test_the_sheet_says_what_is_said_of_an_actor_by_whom(page: Page) -> None:
    page.choose("#actor", "state/IRN")
    page.one("#tab-sheet").click()
    assert page.text("#sheet h3") == "Iran"
    assert page.texts("#sheet .voices-of > li") == [
        "United States 2 asserted 2 other stances",
        "United Kingdom 2 asserted 1 other stance",
        "Iran (itself) 2 denied",
        "unnamed sources, United States 2 asserted",
        "Germany 1 other stance",
    ]
    page.one('[data-voice="state/IRN"] summary').click()
    page.wait("return document.querySelectorAll('.voices-of .relations button').length", 2)
    assert page.texts('[data-voice="state/IRN"] .relations button') == OPENING
    page.one('[data-voice="state/IRN"] .relations button').click()
    assert page.text("#panel h3") == OPENING[0]
    assert page.text("#sheet h3") == "Iran"  # it stays while the evidence is read
    page.one("#known-thumb").send_keys(Keys.HOME)
    page.wait("return document.querySelectorAll('#sheet .voices-of > li').length", 1)


def test_map_and_timeline_are_saved_as_they_look(page: Page, downloads: Path) -> None:
    for look in ("map", "timeline"):
        page.one(f"#tab-{look}").click()
        page.one("#svg").click()
        picture = ElementTree.fromstring(arrived(downloads, f"geograph-{look}.svg"))
        drawn = list(picture.iter(f"{SVG}text"))
        assert drawn[0].get("fill", "").startswith("rgb(")
        shows = {"map": RESTS, "timeline": "rests on 1 event, 1 document, 1 publisher, 5 voices"}
        assert drawn[-2].text == f"Policy all · {shows[look]}"


@pytest.mark.parametrize("width", [480, 1400])
@pytest.mark.parametrize("name", ["hostile", "many"])
def test_no_look_sticks_out_or_runs_a_name(
    driver: Chrome, folder: Path, name: str, width: int
) -> None:
    page = opened(driver, folder, name, width=width)
    for look in ("map", "timeline", "table", "matrix", "sheet", "graph"):
        page.one(f"#tab-{look}").click()
        for pick in (
            "{}",
            "{row: geograph.visible.rows[0].row.id}",
            "{node: geograph.edges[0].source}",
        ):
            page.js(f"geograph.change({{row: null, node: null, pair: null, ...{pick}}})")
            assert page.js("return document.documentElement.scrollWidth") <= width, (look, pick)
    assert page.js("return window.ran") is None
    assert page.js("return document.querySelectorAll('img, iframe, object, embed').length") == 0


def test_more_actors_than_a_graph_can_show_open_as_states(
    driver: Chrome, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("geograph.views.page"), "CROWDED", 3)
    view(ClaimIndex.from_model(small_world()), out=folder / "crowded.html")
    page = opened(driver, folder, "crowded")
    assert page.one("#map").is_displayed()
    assert page.one("#tab-map").get_attribute("aria-selected") == "true"
    page.one("#tab-graph").click()
    page.to_graph()
    assert page.names() == ["Iran", "Russia", "United Kingdom", "United States"]


# Copies


def test_a_row_is_copied_as_a_citation(page: Page) -> None:
    page.row(MISSILES).find_element("css selector", ".toggle").click()
    page.one("tr.detail .acts button").click()
    text = page.one("tr.detail textarea").get_attribute("value") or ""
    assert text.split("\n") == [
        f"{OPENING[0]} (2024): contested.",
        "Asserted by United Kingdom, United States, a U.S. official (unnamed, United States).",
        "Denied by Iran (inherited).",
        "– publisher not stated (small-report), “Allies accuse Iran of sending "
        '"short-range" missiles”, about 10 Sep 2024, ¶ 1, 4, 7, 9, '
        "https://example.org/report?a=1&b=2",
        "geograph, policy all; the world as of any day; everything that is known. "
        f"https://w3id.org/geograph/id/{MISSILES}",
    ]
    assert page.text("tr.detail .said") in ("Copied.", "Press Ctrl+C to copy.")


def test_the_copied_sparql_returns_the_claims(
    driver: Chrome, report_pages: Path, report: Store
) -> None:
    page = opened(driver, report_pages, "report")
    key = page.js("return geograph.visible.rows[0].row.id")
    page.row(key).find_element("css selector", ".toggle").click()
    page.all("tr.detail .acts button")[1].click()
    query = page.one("tr.detail textarea").get_attribute("value") or ""
    shown = page.js(
        "return [...document.querySelectorAll('tr.detail .claim')].map((c) => c.dataset.claim)"
    )
    table = ask(report, query)
    assert sorted(str(row[0]).split("/id/")[-1] for row in table.rows) == sorted(shown)


def test_the_panel_offers_the_same_copies(driver: Chrome, folder: Path) -> None:
    page = opened(driver, folder, "small", fragment=f"#row={MISSILES}")
    assert page.texts("#panel .acts button") == ["Copy as citation", "Copy as SPARQL"]
    page.one("#panel .acts button").click()
    cited = page.one("#panel textarea").get_attribute("value") or ""
    assert cited.endswith(f"https://w3id.org/geograph/id/{MISSILES}")
    assert "[object" not in page.text("#panel")


# For everybody


@pytest.mark.parametrize(
    ("dark", "looks"),
    [(False, ("graph", "map", "timeline", "table", "matrix", "sheet")), (True, ("graph", "map"))],
)
def test_axe_finds_no_violation(
    driver: Chrome, corpus_pages: Path, dark: bool, looks: tuple[str, ...]
) -> None:
    page = opened(driver, corpus_pages, "corpus", dark=dark)
    page.one("tr.row .toggle").click()
    page.one(".caveats summary").click()
    page.js(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    driver.set_script_timeout(60)
    try:
        for look in looks:
            page.one(f"#tab-{look}").click()
            found = driver.execute_async_script(
                """axe.run(document, {resultTypes: ['violations']}).then((r) => arguments[0](
                r.violations.map((v) => [v.id, v.impact, v.nodes.map((n) => n.html)])))"""
            )
            assert found == [], look
            page.choose("#actor", "state/IRN")
    finally:
        driver.set_script_timeout(10)
