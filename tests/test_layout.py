"""Tests that guard the shape: import order, names, circles, lazy start-up, no leaking libraries."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from setuptools import find_packages

import geograph
from geograph.cli import main

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "geograph"

# The file listing is the data flow: a module imports only from stages before its own.
ORDER = (
    "errors",
    "file_locks",
    "atomic",
    "worker",
    "yamlsafe",
    "display",
    "vocab",
    "dates",
    "valid_time",
    "model",
    "actors",
    "events",
    "sources",
    "store",
    "policy",
    "resolution",
    "pipeline",
    "networks",
    "analysis",
    "questions",
    "views",
    "exports",
    "interface",
    "cli",
)
ONLY_IN = {
    "networkx": {"networks", "analysis", "views", "exports", "interface"},
    "click": {"cli"},
    "duckdb": {"store"},
    "pyoxigraph": {"store"},
    "oxrdflib": {"store"},
    "pyvis": {"views"},
    "rich": {"display", "cli"},
    "pyshacl": {"pipeline"},
    "rapidfuzz": {"resolution"},
    "anyascii": {"resolution"},
}


@cache
def modules() -> tuple[Path, ...]:
    return tuple(p for p in sorted(PACKAGE.rglob("*.py")) if p.name != "__main__.py")


@cache
def known() -> frozenset[str]:
    return frozenset(dotted(p) for p in modules())


def packages() -> list[Path]:
    return [p.parent for p in modules() if p.name == "__init__.py"]


def local(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def stage(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, *, typing_only: bool = False) -> frozenset[str]:
    """Return the full names that a module imports, at any depth; those for typing if asked.

    What is imported from a package is the module of that name where there is one.
    """
    tree = parsed(path)
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.If)
            and ast.unparse(node.test) == "TYPE_CHECKING"
            and not typing_only
        ):
            skipped |= set(ast.walk(node))
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{local(path)}: relative imports hide where a name comes from"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in known() or node.module == "geograph" else node.module)
    return frozenset(found)


def test_the_order_names_every_stage():
    assert {stage(p) for p in modules()} - {"__init__"} == set(ORDER)


@pytest.mark.parametrize("name", ORDER)  # the public face looks back on all of them, lazily
def test_a_module_imports_only_from_earlier_ones(name):
    allowed = {*ORDER[: ORDER.index(name) + 1], "data", "__version__"}  # data: shipped files
    wrong = {
        (local(path), used)
        for path in modules()
        if stage(path) == name
        for used in imports(path)
        if used.startswith("geograph.") and used.split(".")[1] not in allowed
    }
    assert not wrong


def below(package: Path, name: str) -> str | None:
    """Return which child of a package a module is, or is within; the package itself has none."""
    prefix = f"{dotted(package / '__init__.py')}."
    return name.removeprefix(prefix).split(".")[0] if name.startswith(prefix) else None


@pytest.mark.parametrize("package", packages(), ids=local)
def test_no_package_has_a_circle(package):
    graph: dict[str, set[str]] = defaultdict(set)
    for path in sorted(package.rglob("*.py")):
        child = below(package, dotted(path))
        if child is None:
            continue  # what a package shows of its modules
        used = {below(package, name) for name in imports(path, typing_only=True)}
        graph[child] |= {name for name in used if name not in (None, child)}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as exc:
        pytest.fail(f"import each other: {' → '.join(exc.args[1])}")


@pytest.mark.parametrize("package", [p for p in packages() if p != PACKAGE], ids=local)
def test_a_module_does_not_import_the_package_that_shows_it(package):
    name, shown = dotted(package / "__init__.py"), imports(package / "__init__.py")
    assert not [local(p) for p in modules() if dotted(p) in shown and name in imports(p)]


def test_a_name_stands_once_in_the_package():
    places: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        if path.name != "__init__.py":
            places[path.stem.lstrip("_")].append(local(path))
    for package in packages():
        places[package.name].append(f"{local(package)}/")
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_no_stage_has_the_name_of_a_function():
    """Importing a module binds its name in its package, where it would hide the function."""
    functions = {*geograph.__all__, *(name.replace("-", "_") for name in main.commands)}
    assert not functions & set(ORDER)


@pytest.mark.parametrize("package", packages(), ids=local)
def test_no_package_shows_a_function_with_the_name_of_its_module(package):
    tree = parsed(package / "__init__.py")
    shown: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module != "__future__":
            shown |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            shown.add(node.name)
    assert not shown & {below(package, dotted(path)) for path in package.rglob("*.py")}


@pytest.mark.parametrize("path", [p for p in modules() if p.stem.startswith("_")], ids=local)
def test_a_private_module_is_used_by_its_own_package_alone(path):
    if path.name == "__init__.py":
        return
    users = [p for p in modules() if dotted(path) in imports(p)]
    assert users
    assert all(user.is_relative_to(path.parent) for user in users)


def test_the_drawing_names_every_stage_in_order_and_only_files_that_are_there():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)(?:\.py|/)` \|", text, flags=re.MULTILINE)) == ORDER
    known = {local(path) for path in modules()}
    named = {name.removeprefix("geograph/") for name in re.findall(r"`([\w/]+/[\w/]+\.py)`", text)}
    assert {name for name in named if name not in known and not (ROOT / name).is_file()} == set()


def users(library: str) -> Iterator[str]:
    for path in modules():
        if any(name.split(".")[0] == library for name in imports(path)):
            yield stage(path)


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_stays_where_it_belongs(library):
    assert set(users(library))
    assert set(users(library)) <= ONLY_IN[library]


def test_a_module_says_its_job_in_its_first_line():
    first = {local(p): (ast.get_docstring(parsed(p)) or "").partition("\n")[0] for p in modules()}
    assert len(first) > 300
    assert not [path for path, line in first.items() if not re.fullmatch(r".{1,99}[.?]", line)]


def test_every_folder_with_modules_is_a_package():
    found = set(find_packages(str(ROOT), include=["geograph*"]))
    assert found == {dotted(p / "__init__.py") for p in {path.parent for path in modules()}}


def test_every_public_name_is_there_and_documented():
    assert set(geograph.__all__) == geograph._WHERE.keys() | geograph._NAMESPACES.keys()
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


def test_the_version_and_its_day_are_the_same_everywhere():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    ontology = (PACKAGE / "ontology.ttl").read_text(encoding="utf-8")
    heads = re.findall(r"^## \[(.+?)\](?: - (.+))?$", changelog, flags=re.MULTILINE)
    assert heads[0] == ("Unreleased", "")
    version, day = heads[1]
    assert version == geograph.__version__
    assert f"\nversion: {version}\ndate-released: {day}\n" in citation
    assert f'owl:versionInfo "{version}"' in ontology
