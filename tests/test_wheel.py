"""What is installed from a wheel works away from the checkout, with its data and its questions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return a folder with geograph as a wheel lays it out; libraries are this environment's."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    source = folder / "source"
    kept = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in kept:
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source)]
    subprocess.run(wheel, check=True, capture_output=True)
    [made] = folder.glob("*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(folder / "site"), str(made)],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / "site"


def run(installed, tmp_path, *args):
    env = {**os.environ, "PYTHONPATH": str(installed), "HOME": str(tmp_path)}
    return subprocess.run(
        [sys.executable, *args], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    ).stdout


def test_it_is_the_wheel_that_runs(installed, tmp_path):
    shown = run(installed, tmp_path, "-c", "import geograph; print(geograph.__file__)")
    assert Path(shown.strip()).is_relative_to(installed)


def test_the_wheel_holds_every_module_question_and_data_file(installed):
    for ours, theirs in (("geograph", ""), ("queries", "saved"), ("data", "data")):
        source = {
            p.relative_to(ROOT / ours)
            for p in (ROOT / ours).rglob("*")
            if p.is_file() and "__pycache__" not in p.parts
        }
        there = installed / "geograph" / theirs
        assert {p for p in source if not (there / p).is_file()} == set()


def test_the_demo_of_the_wheel_tells_the_story_and_names_the_page(installed, tmp_path):
    """What `make demo` runs: all that ships is built and validated, asked and drawn."""
    page, store = tmp_path / "page.html", tmp_path / "a.db"
    told = run(installed, tmp_path, "-m", "geograph", "demo", "-o", page, "--store", store)
    for words in (
        "The most contested transfers",
        "One report alone: The US and Britain accuse Iran",
        "Iran (inherited)",
        "Germany, United Kingdom, United States",
        "Who denies most",
        "Measures by response time",
        "The most central states under two policies",
    ):
        assert words in told
    assert re.search(r"measures planned +sanctions on Iran Air", told)
    announced = r"measures announced 10 Sep 2024 +end of the agreements on air services with Iran"
    assert re.search(announced, told)
    assert len(told.splitlines()) <= 75, "one screen"
    assert told.splitlines()[-1].endswith(str(page.resolve()))
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert page.stat().st_size > 100_000
    answer = run(
        installed, tmp_path, "-m", "geograph", "query", "who-denies", "--actor", "Iran",
        "--store", store, "--format", "csv",
    )  # fmt: skip
    assert "event/iran-srbm-russia-2024" in answer
