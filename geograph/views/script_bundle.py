"""ES modules become one script: joined inside one function, in the order of their imports.

The modules of the page keep to a part of the language that can be joined by taking the words
``import`` and ``export`` away, which needs no JavaScript on the machine that writes a page:

- ``import { a, b } from "./other.js";`` at the head, and ``export`` before a declaration;
- one name for each declaration at the top, and no name twice in all modules;
- no circles.

Whatever declares, imports or exports in another way is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["joined"]

IMPORT = re.compile(r'import \{([\w\s,$]+)\} from "\./(\w+\.js)";\n')
DECLARATION = re.compile(r"(export )?(?:const|let|class|function|async function) ([\w$]+)\b")
#: What begins a line that declares, imports or exports, in whatever way.
KEYWORD = re.compile(r"(?:import|export|const|let|var|class|function|async)\b")


@dataclass(frozen=True, slots=True)
class _Module:
    """One module: its text without imports and exports, and what it takes and gives."""

    name: str
    code: str
    #: module → the names that are imported from it, in the order of the lines.
    imports: dict[str, tuple[str, ...]]
    declared: tuple[str, ...]
    exported: frozenset[str]


def joined(entry: str, read: Callable[[str], str]) -> str:
    r"""Return one script that runs a module after all that it imports.

    Parameters
    ----------
    entry
        The file name of the module that starts everything.
    read
        Returns the text of a module by its file name.

    Raises
    ------
    ValueError
        A module is written in another way, imports what is not exported, declares a name that
        another one declares, or imports itself in a circle.

    Examples
    --------
    >>> texts = {
    ...     "start.js": 'import { twice } from "./sums.js";\n\nconsole.log(twice(2));\n',
    ...     "sums.js": "export const twice = (x) => 2 * x;\n",
    ... }
    >>> print(joined("start.js", texts.__getitem__))
    (function () {
    "use strict";
    const twice = (x) => 2 * x;
    <BLANKLINE>
    console.log(twice(2));
    })();
    """
    modules: dict[str, _Module] = {}
    _visit(entry, read, modules, ())
    _check(modules)
    code = "\n".join(module.code for module in modules.values())
    return f'(function () {{\n"use strict";\n{code}}})();'


def _visit(
    name: str, read: Callable[[str], str], done: dict[str, _Module], path: tuple[str, ...]
) -> None:
    """Add a module after all that it imports, which is the order in which a browser runs them."""
    if name in done:
        return
    if name in path:
        raise ValueError(f"modules import each other: {' → '.join((*path, name))}")
    module = _module(name, read(name))
    for other in module.imports:
        _visit(other, read, done, (*path, name))
    done[name] = module


def _module(name: str, text: str) -> _Module:
    """Take a module apart; what declares, imports or exports in another way is refused."""
    imports: dict[str, tuple[str, ...]] = {}
    for names, source in IMPORT.findall(text):
        if source in imports:
            raise ValueError(f"{name}: imports {source} twice")
        imports[source] = tuple(re.findall(r"[\w$]+", names))
    lines, declared, exported = [], [], set()
    for line in IMPORT.sub("", text).lstrip("\n").splitlines():
        found = DECLARATION.match(line)
        if found:
            declared.append(found[2])
            if found[1]:
                exported.add(found[2])
        elif KEYWORD.match(line):
            raise ValueError(f"{name}: cannot be joined: {line}")
        lines.append(line.removeprefix("export "))
    return _Module(name, "\n".join(lines) + "\n", imports, tuple(declared), frozenset(exported))


def _check(modules: dict[str, _Module]) -> None:
    """Refuse imports of what is not there, and a name that is declared twice."""
    home: dict[str, str] = {}
    for module in modules.values():
        for name in module.declared:
            if name in home:
                raise ValueError(f"{name} is declared in {home[name]} and in {module.name}")
            home[name] = module.name
    for module in modules.values():
        for source, names in module.imports.items():
            for name in names:
                if name not in modules[source].exported:
                    raise ValueError(f"{module.name}: {source} does not export {name}")
