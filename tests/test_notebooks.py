"""Every notebook runs from top to bottom, and shows what it promises."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks():
    assert [n.name for n in NOTEBOOKS] == ["01-who-says-so.ipynb"]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the kernel's own, on start-up
def test_notebook(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "commit it without outputs"
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    shown = {
        kind: [
            output["data"][kind]
            for cell in notebook.cells
            for output in cell.get("outputs", ())
            if kind in output.get("data", {})
        ]
        for kind in ("text/html", "text/plain")
    }
    tables = "\n".join(shown["text/html"])
    assert "<iframe" in tables  # the page, inline
    assert "inherited" in tables  # the reach of Iran's denial
    assert "contested" in tables  # the status of the transfer
    assert "('anonymous-only'" in "\n".join(shown["text/plain"])
    assert list(tmp_path.iterdir()) == []  # no file beside the notebook
