"""A real headless Chromium for the page tests: one session, its console and its requests."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)


def programs() -> tuple[str, str] | None:
    """Return the paths of the browser and its driver, or None where one is missing."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    browser = next((path for name in names if (path := shutil.which(name))), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@contextmanager
def chromium(*, width: int = 1400, height: int = 900, dark: bool = False) -> Iterator[Chrome]:
    """Start a browser that can reach nobody, and end it.

    Every host name is mapped to nothing, so that a request would fail as well as be logged.
    """
    found = programs()
    if found is None:
        why = "no chromium and chromedriver on PATH (apt-get install chromium chromium-driver)"
        if os.environ.get("GEOGRAPH_REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        pytest.skip(why)
    with tempfile.TemporaryDirectory(prefix="geograph-chromium-") as profile:
        options = ChromeOptions()
        options.binary_location = found[0]
        for flag in (
            *FLAGS,
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        driver = Chrome(options=options, service=Service(found[1]))
        try:
            driver.set_script_timeout(10)
            size(driver, width, height)
            ground(driver, dark=dark)
            yield driver
        finally:
            driver.quit()


def size(driver: Chrome, width: int, height: int) -> None:
    """Give the page this many pixels; a headless window cannot be narrower than 500."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def ground(driver: Chrome, *, dark: bool) -> None:
    """Say that the reader prefers dark or light."""
    feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def requests(driver: Chrome) -> list[str]:
    """Return the addresses asked for since the last call that are neither file: nor data:."""
    asked = []
    for entry in driver.get_log("performance"):  # type: ignore[no-untyped-call]
        message: dict[str, Any] = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.append(str(message["params"]["request"]["url"]))
    return [url for url in asked if not url.startswith(("file:", "data:", "about:"))]


def complaints(driver: Chrome) -> list[str]:
    """Return what the console says since the last call, refused styles and scripts included."""
    entries: list[dict[str, Any]] = driver.get_log("browser")  # type: ignore[no-untyped-call]
    return [str(entry["message"]) for entry in entries]
