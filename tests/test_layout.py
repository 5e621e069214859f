"""Tests that guard the shape: import order, public names, lazy start-up, no leaking libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import geograph

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "geograph"

# The file listing is the data flow: a module imports only from modules before it.
ORDER = (
    "errors",
    "atomic",
    "decisions",
    "vocab",
    "dates",
    "holds",
    "model",
    "force",
    "actors",
    "events",
    "dossier",
    "records",
    "datasets",
    "mapping",
    "reshape",
    "releases",
    "store",
    "policy",
    "table",
    "reconcile",
    "validate",
    "linking",
    "build",
    "inventory",
    "load",
    "unload",
    "foreign",
    "construct",
    "draft",
    "words",
    "ledger",
    "networks",
    "analysis",
    "questions",
    "export",
    "view",
    "ids",
    "corpus",
    "demo",
    "cli",
)
ONLY_IN = {
    "networkx": {"networks", "analysis", "export", "view"},
    "click": {"cli"},
    "duckdb": {"store"},
    "pyvis": {"view"},
    "rich": {"cli"},
    "pyshacl": {"validate"},
    "rapidfuzz": {"reconcile"},
    "anyascii": {"reconcile"},
}


def modules() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if p.name not in ("__main__.py",)]


def stage(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path, *, typing_only: bool = False) -> set[str]:
    """Return the full names that a module imports, at any depth, without those for typing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    if not typing_only:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                skipped |= set(ast.walk(node))
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "geograph":
                found |= {f"geograph.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
    return found


def test_the_order_names_every_module():
    assert {stage(p) for p in modules()} - {"__init__"} == set(ORDER)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_earlier_ones(path):
    if stage(path) == "__init__":
        return  # the public face looks back on all of them, lazily
    allowed = set(ORDER[: ORDER.index(stage(path)) + 1])
    used = {name.split(".")[1] for name in imports(path) if name.startswith("geograph.")}
    # `data` is the folder of shipped files
    assert used - {"data", "__version__"} <= allowed


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_stays_where_it_belongs(library):
    users = {stage(p) for p in modules() if any(n.split(".")[0] == library for n in imports(p))}
    assert users
    assert users <= ONLY_IN[library]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_says_its_job_in_its_first_line(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    first = docstring.splitlines()[0]
    assert len(first) <= 100
    assert first.endswith((".", "?"))


def test_every_public_name_is_there_and_documented():
    assert set(geograph.__all__) == set(geograph._WHERE)
    for name in geograph.__all__:
        assert (getattr(geograph, name).__doc__ or "").strip(), name
    with pytest.raises(AttributeError, match="no attribute 'supplies'"):
        _ = geograph.supplies


@pytest.mark.parametrize("command", ["import geograph", "import geograph.cli"])
def test_heavy_libraries_wait_until_they_are_needed(command):
    heavy = (
        "rdflib",
        "pyoxigraph",
        "networkx",
        "pyarrow",
        "duckdb",
        "pyvis",
        "pyshacl",
        "numpy",
        "rich",
    )
    code = f"{command}\nimport sys\nprint([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
