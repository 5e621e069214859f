"""The README's tour runs as it is printed, and what it prints is what comes out."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from geograph.sources.dossier import load

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


def console() -> list[tuple[str, list[str]]]:
    """Return the commands of the README with the lines that they promise."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


@pytest.mark.slow
def test_the_tour_runs_as_printed(tmp_path):
    env = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    (tmp_path / "data").symlink_to(ROOT / "data")
    commands = console()
    assert len(commands) >= 10
    for command, promised in commands:
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            env[name] = value
            continue
        done = subprocess.run(
            shlex.split(command), cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (command, done.stderr)
        printed = [" ".join(line.split()) for line in done.stdout.splitlines()]
        for line in promised:
            wanted = " ".join(line.split())
            assert any(shown.startswith(wanted) for shown in printed), (command, line, done.stdout)


@pytest.mark.slow
def test_the_python_of_the_readme_runs(tmp_path, monkeypatch, capsys):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    exec(compile(code, "README.md", "exec"), {})
    assert "contested ('state/GBR', 'state/USA') ('state/IRN',)" in capsys.readouterr().out
    assert (tmp_path / "report.html").exists()


def test_every_link_of_the_documents_leads_somewhere():
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http://", "https://")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.slow
def test_the_dossier_of_contributing_loads_beside_the_corpus(tmp_path):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    example = "\n".join(line.removeprefix("   ") for line in block.splitlines())
    assert yaml.safe_load(example)["statements"]
    for dossier in (ROOT / "data" / "dossiers").glob("*.yml"):
        (tmp_path / dossier.name).write_bytes(dossier.read_bytes())
    (tmp_path / "2024-10-01-example.yml").write_text(example, encoding="utf-8")
    model = load(tmp_path)
    assert {c.stance for c in model.claims if c.object == "event/example-transfer"} == {"asserts"}
