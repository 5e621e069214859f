"""What the page costs a browser, beside plain pyvis on the same graph, in one run.

    python benchmarks/page.py [--sizes 500x1500,2000x6000,5000x15000] [--patience 45]

Needs Chromium. For each size both pages are written and opened without a network, by turns.
Printed are the seconds to write the file, its size, the milliseconds until it is drawn and still,
the frames a second while it is dragged, and the longest task of the main thread; then ratios.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from browser import chromium
from hostile import large_world
from selenium.common.exceptions import TimeoutException
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By

from geograph.policy import ClaimIndex
from geograph.views import view

#: The bounds that a run on an idle machine is held to: nodes → drawn (s), frames a second.
BOUNDS = {2000: (1.5, 50.0), 5000: (3.0, 25.0)}
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) tasks.push(Math.round(entry.duration));
}).observe({type: 'longtask', buffered: true});
const still = () => {
  if (window.geograph) return geograph.drawing.ready && geograph.drawing.stale === false;
  if (!window.network || !network.physics) return false;
  return !network.physics.options.enabled || network.physics.stabilized;
};
const watch = setInterval(() => {
  if (still()) { window.drawnAt = performance.now(); clearInterval(watch); }
}, 5);
"""


@dataclass(frozen=True)
class Cost:
    """What one page cost; None where it was not obtained in time."""

    written: float
    kilobytes: float
    drawn: float | None
    frames: float
    longest: int
    longest_dragging: int


def ours(world: ClaimIndex, out: Path) -> None:
    """Write the page with everything drawn."""
    view(world, out=out)


def plain(world: ClaimIndex, out: Path) -> None:
    """Write the same relations with pyvis as its documentation shows it, in line."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for event in world.events.values():
        for giver in event.actor:
            for taker in event.recipient:
                for end in (giver, taker):
                    net.add_node(end, label=world.label(end))
                net.add_edge(giver, taker, title=event.label)
    out.write_text(net.generate_html(notebook=False), encoding="utf-8")


def opened(driver: Chrome, page: Path, patience: float) -> float | None:
    """Open a page; return the seconds until it is drawn and still."""
    driver.get("about:blank")
    fragment = "#part=whole" if page.stem == "ours" else ""
    # a page whose main thread never rests answers neither the load nor a question
    driver.set_page_load_timeout(patience)
    until = time.monotonic() + patience
    try:
        driver.get(page.as_uri() + fragment)
        while time.monotonic() < until:
            drawn: float | None = driver.execute_script("return window.drawnAt || null")
            if drawn is not None:
                return drawn / 1000
            time.sleep(0.02)
    except TimeoutException:
        return None
    return None


def dragged(driver: Chrome) -> float:
    """Drag the drawing about for two seconds; return frames a second."""
    box = driver.find_element(By.CSS_SELECTOR, "#graph, #mynetwork")
    driver.execute_script("arguments[0].scrollIntoView({block: 'end'})", box)
    time.sleep(1)
    driver.execute_script(
        """tasks.length = 0; window.frames_ = []; window.moving = true;
        const next = (at) => { frames_.push(at); if (moving) requestAnimationFrame(next); };
        requestAnimationFrame(next);"""
    )
    hand = ActionChains(driver, duration=50).move_to_element_with_offset(box, -150, -90)
    hand = hand.click_and_hold()
    for i in range(40):
        hand = hand.move_by_offset(*((8, 5) if i % 20 < 10 else (-8, -5)))
    hand.release().perform()
    frames: list[float] = driver.execute_script("window.moving = false; return frames_")
    return (len(frames) - 1) / (frames[-1] - frames[0]) * 1000


def measured(name: str, world: ClaimIndex, folder: Path, patience: float) -> Cost:
    """Write one page, open it in a browser of its own and drag it."""
    page = folder / f"{name}.html"
    start = time.perf_counter()
    {"ours": ours, "plain": plain}[name](world, page)
    written = time.perf_counter() - start
    with chromium(width=1400, height=900) as driver:
        source: dict[str, Any] = {"source": WATCH}
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source)
        drawn, longest, frames, dragging = opened(driver, page, patience), 0, 0.0, 0
        if drawn is not None:
            longest = max(driver.execute_script("return tasks"), default=0)
            frames = dragged(driver)
            dragging = max(driver.execute_script("return tasks"), default=0)
    return Cost(written, page.stat().st_size / 1000, drawn, frames, longest, dragging)


def line(name: str, cost: Cost, patience: float) -> str:
    """Return a line of the table."""
    drawn = f">{patience:.0f}" if cost.drawn is None else f"{cost.drawn:.2f}"
    return (
        f"{name:>6} {cost.written:9.2f} {cost.kilobytes:9,.0f} {drawn:>9} {cost.frames:9.0f}"
        f" {cost.longest:9d} {cost.longest_dragging:9d}"
    )


def main() -> int:
    """Run all sizes; return 1 where an idle machine would have broken a bound."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="500x1500,2000x6000,5000x15000")
    parser.add_argument(
        "--patience", type=float, default=45.0, help="seconds until a page is given up"
    )
    options = parser.parse_args()
    broken = 0
    for size in options.sizes.split(","):
        nodes, edges = (int(number) for number in size.split("x"))
        world = ClaimIndex.from_model(large_world(nodes, edges))
        with tempfile.TemporaryDirectory() as folder:
            costs = {
                name: measured(name, world, Path(folder), options.patience)
                for name in ("ours", "plain")
            }
        print(f"\n{nodes} actors, {edges} relations")
        print("   page  write, s  file, kB  drawn, s  frames/s  task, ms  dragging, ms")
        for name, cost in costs.items():
            print(line(name, cost, options.patience))
        mine, theirs = costs["ours"], costs["plain"]
        if mine.drawn is not None:
            drawn = theirs.drawn or options.patience
            more = "at least " if theirs.drawn is None else ""
            print(f"   drawn {more}{drawn / mine.drawn:.0f} times as soon")
        if theirs.frames:
            print(f"   {mine.frames / theirs.frames:.1f} times the frames a second")
        if nodes in BOUNDS:
            soon, smooth = BOUNDS[nodes]
            kept = mine.drawn is not None and mine.drawn <= soon and mine.frames >= smooth
            word = "kept" if kept else "broken"
            print(f"   bound of {soon} s and {smooth:.0f} frames a second: {word}")
            broken |= not kept
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
