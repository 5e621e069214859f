"""The pictures of the documentation are taken by the tests, from the page that they test."""

from __future__ import annotations

import os
import re
import struct
from pathlib import Path

from shots import DOCS, pictures

ROOT = Path(__file__).parent.parent
PNG = b"\x89PNG\r\n\x1a\n"


def measure(picture: Path) -> tuple[int, int]:
    """Return width and height as the file says them."""
    data = picture.read_bytes()
    assert data.startswith(PNG)
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_each_picture_shows_a_page_of_its_own(corpus_pages, tmp_path):
    asked = os.environ.get("GEOGRAPH_SHOTS")
    folder = ROOT / asked if asked else tmp_path
    pictures(corpus_pages / "corpus.html", folder)
    taken = {path.stem: path for path in folder.glob("page*.png")}
    assert taken.keys() == DOCS.keys()
    assert len({path.read_bytes() for path in taken.values()}) == len(DOCS)
    for name, path in taken.items():
        assert measure(path) == measure(ROOT / "docs" / f"{name}.png")


def test_the_documentation_shows_all_of_them():
    text = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/page.md")
    )
    shown = {Path(name).stem for name in re.findall(r"\(([\w/-]+\.png)\)", text)}
    assert shown == DOCS.keys()
