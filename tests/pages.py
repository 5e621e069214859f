"""A page as a reader uses it: what is on the screen, and what the hand does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browser import ground, size
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

MISSILES = "event/iran-srbm-russia"
ARMS = "event/iran-arms-russia"
OPENING = [
    "Arms transfer of short-range ballistic missile, Iran → Russia",
    "Arms transfer of weapon, Iran → Russia",
]


class Page:
    """What a reader does with the page, and what they see."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def one(self, css: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[WebElement]:
        return [e for e in self.driver.find_elements(By.CSS_SELECTOR, css) if e.is_displayed()]

    def texts(self, css: str) -> list[str]:
        return [" ".join(e.text.split()) for e in self.all(css)]

    def text(self, css: str) -> str:
        return " ".join(self.one(css).text.split())

    def js(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def rows(self) -> list[str]:
        """The events on the screen, as a reader reads them."""
        names = self.texts("tr.row .toggle")
        return [name[:1].upper() + name[1:] for name in names]

    def row(self, key: str) -> WebElement:
        row = self.one(f'tr.row[data-row="{key}"]')
        self.js("arguments[0].scrollIntoView({block: 'center'})", row)
        return row

    def type(self, text: str) -> None:
        box = self.one("#text")
        box.clear()
        box.send_keys(text)

    def spot(self, row: str, t: float = 0.5) -> dict[str, float]:
        """Where on the canvas an edge of a row runs."""
        found: dict[str, float] = self.js(
            """const {network} = geograph.drawing;
            const line = [...geograph.drawing.lines.values()].find((line) =>
              line.edges.some((edge) => edge.row.id === arguments[0]));
            const at = network.body.edges[line.id].edgeType.getPoint(arguments[1]);
            return network.canvasToDOM(at);""",
            row,
            t,
        )
        return found

    def node(self, key: str) -> dict[str, float]:
        """Where on the canvas an actor stands."""
        found: dict[str, float] = self.js(
            """const {network} = geograph.drawing;
            return network.canvasToDOM(network.getPositions([arguments[0]])[arguments[0]]);""",
            key,
        )
        return found

    def mouse_to(self, spot: dict[str, float]) -> ActionChains:
        """Scroll to the canvas and take the mouse to a spot on it."""
        box = self.one("#graph")
        self.js("document.getElementById('drawing').scrollIntoView()")
        wide, high = box.size["width"], box.size["height"]
        return ActionChains(self.driver).move_to_element_with_offset(
            box, round(spot["x"] - wide / 2), round(spot["y"] - high / 2)
        )

    def click_at(self, spot: dict[str, float]) -> None:
        """Click on the canvas with the mouse."""
        self.mouse_to(spot).click().perform()

    def to_graph(self) -> None:
        """Scroll to the drawing and wait until it is drawn."""
        self.js("document.getElementById('drawing').scrollIntoView()")
        self.settled()

    def settled(self) -> None:
        """Wait until the drawing shows what the view asks for."""
        self.wait("return geograph.drawing.stale === false", seconds=20)

    def wait(self, script: str, wanted: object = True, seconds: float = 5) -> None:
        """Wait until a script returns a value."""
        WebDriverWait(self.driver, seconds, poll_frequency=0.03).until(
            lambda _: self.js(script) == wanted
        )

    def choose(self, css: str, value: str) -> None:
        """Choose an entry of a list."""
        Select(self.one(css)).select_by_value(value)

    def lines(self) -> list[list[str]]:
        """The lines on the canvas, each as the events that it stands for."""
        found: list[list[str]] = self.js(
            """const {bulk, edges, lines} = geograph.drawing;
            return (bulk ? [...lines.keys()] : edges.getIds()).map((id) =>
            lines.get(id).edges.map((edge) => edge.row.id).sort()).sort()"""
        )
        return found

    def names(self) -> list[str]:
        """The actors on the canvas."""
        found: list[str] = self.js(
            """const label = new Map(geograph.scene.nodes.map((node) => [node.id, node.label]));
            const {bulk, nodes, shown} = geograph.drawing;
            return (bulk ? [...shown] : nodes.getIds()).map((id) => label.get(id)).sort()"""
        )
        return found


def opened(
    driver: Chrome,
    folder: Path,
    name: str,
    *,
    width: int = 1400,
    height: int = 900,
    dark: bool = False,
    fragment: str = "",
) -> Page:
    """Open a page afresh and wait until its graph is there."""
    size(driver, width, height)
    ground(driver, dark=dark)
    driver.get("about:blank")
    driver.get((folder / f"{name}.html").as_uri() + fragment)
    if name != "notebook":
        WebDriverWait(driver, 20, poll_frequency=0.02).until(
            lambda _: driver.execute_script("return geograph.drawing.ready")
        )
    return Page(driver)
