"""The page's script: how its modules are joined and called, and what node tests them on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import script_fixture
from selenium.webdriver import Chrome

import geograph
from geograph.views.page import LOOKS
from geograph.views.script_bundle import joined

PACKAGE = Path(geograph.__file__).parent
SCRIPT = PACKAGE / "views" / "script"
MODULES = sorted(SCRIPT.glob("*.js"))


def read(name: str) -> str:
    """Return the text of a module."""
    return (SCRIPT / name).read_text(encoding="utf-8")


# Joining


def test_modules_are_joined_in_the_order_in_which_a_browser_runs_them():
    texts = {
        "start.js": 'import { b } from "./b.js";\nimport { a, c } from "./a.js";\n\nrun(a, c);\n',
        "a.js": 'import { b } from "./b.js";\n\n// why\nexport let a = b;\nexport function c() {}',
        "b.js": "/** Said. */\nexport const b = 1;\nconst own = `\n  export no`;\n",
    }
    assert joined("start.js", texts.__getitem__) == (
        '(function () {\n"use strict";\n'
        "/** Said. */\nconst b = 1;\nconst own = `\n  export no`;\n\n"
        "// why\nlet a = b;\nfunction c() {}\n\n"
        "run(a, c);\n})();"
    )


def test_names_may_be_imported_over_several_lines():
    texts = {
        "start.js": 'import {\n  a, b,\n  c,\n} from "./a.js";\nrun(a, b, c);\n',
        "a.js": "export const a = 1;\nexport const b = 2;\nexport const c = 3;\n",
    }
    assert joined("start.js", texts.__getitem__).count("export") == 0
    assert "run(a, b, c);" in joined("start.js", texts.__getitem__)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('import { gone } from "./other.js";\n', "start.js: other.js does not export gone"),
        ('import { hidden } from "./other.js";\n', "start.js: other.js does not export hidden"),
        ('import { there as it } from "./other.js";\n', "start.js: other.js does not export as"),
        (
            'import it from "./other.js";\n',
            'start.js: cannot be joined: import it from "./other.js"',
        ),
        ('import * as it from "./other.js";\n', r"start.js: cannot be joined: import \* as it"),
        ('import "./other.js";\n', 'start.js: cannot be joined: import "./other.js";'),
        ('import { there } from "other";\n', "start.js: cannot be joined: import { there }"),
        ("export default 1;\n", "start.js: cannot be joined: export default 1;"),
        ("const a = 1;\nexport { a };\n", "start.js: cannot be joined: export { a };"),
        ("const { a } = b;\n", "start.js: cannot be joined: const { a } = b;"),
        ("var a = 1;\n", "start.js: cannot be joined: var a = 1;"),
        (
            'import { there } from "./other.js";\nconst there = 2;\n',
            "there is declared in other.js and in start.js",
        ),
        (
            'import { there } from "./other.js";\nfunction hidden() {}\n',
            "hidden is declared in other.js and in start.js",
        ),
        (
            'import { there } from "./other.js";\nimport { more } from "./other.js";\n',
            "start.js: imports other.js twice",
        ),
        (
            'import { round } from "./circle.js";\nexport const back = 1;\n',
            "modules import each other: start.js → circle.js → start.js",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused(text, message):
    texts = {
        "start.js": text,
        "other.js": "export const there = 1;\nfunction hidden() {}\nexport const more = 1;\n",
        "circle.js": 'import { back } from "./start.js";\nexport const round = 1;\n',
    }
    with pytest.raises(ValueError, match=f"^{message}"):
        joined("start.js", texts.__getitem__)


# Our own modules


def test_every_module_is_part_of_the_page():
    reached = set()
    joined("start.js", lambda name: (reached.add(name), read(name))[1])
    assert reached == {path.name for path in MODULES}
    assert len(reached) > 30


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_says_its_job_in_its_first_line(path):
    first = read(path.name).splitlines()[0]
    assert re.fullmatch(r"// [A-Z].{10,110}[.:]", first), first
    assert "@ts-" not in read(path.name)


def test_a_name_of_a_file_stands_once_in_the_package():
    stems = {p.stem.lstrip("_") for p in PACKAGE.rglob("*.py")} | {
        p.parent.name for p in PACKAGE.rglob("__init__.py")
    }
    assert {path.stem for path in MODULES} & stems == set()


def test_every_tab_has_its_look_and_its_module():
    table = re.search(r"const LOOKS = \{\n(.*?)\n\};", read("looks.js"), flags=re.DOTALL)
    assert table
    names = re.findall(r"^  (\w+): \{ draw:", table[1], flags=re.MULTILINE)
    assert names == [name for name, _ in LOOKS]
    assert {f"{name}_look.js" for name in names} <= {path.name for path in MODULES}


def test_no_name_hides_one_of_the_browser(driver: Chrome):
    """A module that forgets an import would get the browser's value, and no checker could tell."""
    names = re.findall(
        r"^(?:const|let|function) (\w+)", joined("start.js", read), flags=re.MULTILINE
    )
    assert len(names) > 300
    driver.get("about:blank")
    script = "return arguments[0].filter((name) => name in window)"
    assert driver.execute_script(script, names) == []


# What node tests


def test_the_script_is_tested_on_what_python_says_today():
    """Written anew by `python tests/script_fixture.py`; read the difference before it is kept."""
    assert script_fixture.FIXTURE.read_text(encoding="utf-8") == script_fixture.text()


def keys(interface: str) -> set[str]:
    """Return the properties of an interface of types.d.ts with those that it extends."""
    text = read("types.d.ts")
    found = re.search(
        rf"^export interface {interface}(?: extends (\w+))? \{{\n(.*?)^\}}",
        text,
        flags=re.MULTILINE | re.DOTALL,
    )
    assert found, interface
    own = set(re.findall(r"^  (\w+)\??:", found[2], flags=re.MULTILINE))
    return own | keys(found[1]) if found[1] else own


def test_the_types_name_every_key_of_the_scene():
    page = script_fixture.fixture()["page"]
    scene = page["scene"]
    steps = [step for row in scene["rows"] for step in row["steps"]]
    for interface, values in {
        "Scene": [scene],
        "Row": scene["rows"],
        "Step": steps,
        "Claim": scene["claims"],
        "SourceDocument": scene["documents"],
        "Actor": scene["nodes"],
        "Words": [page["words"]],
        "VisData": [page["vis"]],
    }.items():
        told = {key for value in values for key in value}
        assert told, interface
        assert told <= keys(interface), interface
