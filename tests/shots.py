"""Screenshots of a page, light and dark, wide and narrow: ``python tests/shots.py OUTDIR [PAGE]``.

Without a page it draws the store of ``geograph.open_store()``; with ``docs`` as OUTDIR it takes the
pictures of the documentation, from the corpus that ships.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from browser import chromium, ground, size
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

PICK = """
const one = geograph.visible.rows.find((one) => geograph.visible.onCanvas.has(one.row.id));
document.querySelector(`[data-row="${one.row.id}"] .toggle`).click();
"""


def shoot(driver: Chrome, folder: Path, name: str) -> None:
    """Save what is on the screen, once a large drawing has had the time to follow."""
    time.sleep(0.6)
    target = folder / f"{name}.png"
    if not driver.save_screenshot(str(target)):
        raise OSError(f"no screenshot at {target}")
    sys.stdout.write(f"{target}\n")


def ready(driver: Chrome) -> None:
    """Wait until the graph is drawn."""
    WebDriverWait(driver, 30).until(
        lambda _: driver.execute_script("return geograph.drawing.ready")
    )


def shots(page: Path, folder: Path) -> None:
    """Open a page in Chromium and save what a reader sees of it."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as driver:
        for dark in (False, True):
            tone = "dark" if dark else "light"
            ground(driver, dark=dark)
            for label, width, height in (("wide", 1400, 900), ("narrow", 480, 900)):
                size(driver, width, height)
                driver.get(page.resolve().as_uri())
                ready(driver)
                shoot(driver, folder, f"{label}-{tone}-1-ledger")
                driver.execute_script("document.getElementById('drawing').scrollIntoView()")
                shoot(driver, folder, f"{label}-{tone}-2-graph")
                driver.execute_script("scrollTo(0, 0);" + PICK)
                shoot(driver, folder, f"{label}-{tone}-3-row")
                driver.execute_script("document.getElementById('drawing').scrollIntoView()")
                shoot(driver, folder, f"{label}-{tone}-4-picked")


#: picture of the documentation → what the hand does before it is taken.
DOCS = {
    "page": "",
    "page-graph": "drawing.scrollIntoView()",
    "page-evidence": PICK + "drawing.scrollIntoView()",
    "page-known": "geograph.change({known: '2022-10-31', row: null}); drawing.scrollIntoView()",
    "page-map": "geograph.change({known: null, look: 'map', node: 'state/IRN'})",
    "page-timeline": "const {rows} = geograph.visible;"
    "geograph.change({look: 'timeline', node: null, row: rows[0].row.id})",
}


def documentation(folder: Path) -> None:
    """Build the corpus, draw its page, and take the pictures of the documentation."""
    from geograph.pipeline.build import build
    from geograph.views import view

    with tempfile.TemporaryDirectory() as work:
        page = Path(work) / "page.html"
        with build(validate=False) as store:
            view(store, out=page)
        pictures(page, folder)


def pictures(page: Path, folder: Path) -> None:
    """Take the pictures of the documentation, one after the other, in one browser."""
    with chromium(width=1440, height=900) as driver:
        driver.get(page.as_uri())
        ready(driver)
        for name, act in DOCS.items():
            driver.execute_script(f"const drawing = document.getElementById('drawing');{act}")
            shoot(driver, folder, name)


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    if folder.name == "docs":
        documentation(folder)
        return 0
    if len(arguments) == 2:
        page = Path(arguments[1])
    else:
        from geograph.store import open_store
        from geograph.views import view

        page = folder / "page.html"
        with open_store() as store:
            view(store, out=page)
    shots(page, folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
