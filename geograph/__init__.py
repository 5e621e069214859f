"""geograph: a knowledge graph of geopolitical relationships that says who says so.

The pipeline, each stage a module that can be used alone::

    dossiers ─▶ dossier ─▶ model ─▶ events ─▶ store ─▶ policy ─▶ { questions, networks }
    (YAML)      (checked)           (quads,             (what     Table       │
                                     columns)            counts)     analysis, view, export

Nothing in a store is a fact. Events are described, statements report that somebody asserts or
denies them, and `judge` says which of them count as relations under a `Policy` that you name.

>>> import geograph
>>> with geograph.build() as store:                     # the corpus that ships
...     table = geograph.ask(store, "who-denies", actor="Iran")
...     graph = geograph.network(store, geograph.Policy.parse("undenied"))
>>> "Iran" in table.to_text()
True
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geograph.analysis.centrality import compare
    from geograph.analysis.paths import find_paths
    from geograph.build import build
    from geograph.errors import GeographError
    from geograph.export import export
    from geograph.ids import ids
    from geograph.networks import network
    from geograph.policy import Policy, Verdict, World, judge
    from geograph.questions import ask, queries
    from geograph.store import Store, open_store
    from geograph.table import Table
    from geograph.view import view

__version__ = "0.1.0"

# Imported when first used, so that `import geograph` and `geograph --help` stay quick.
_WHERE = {
    "GeographError": "errors",
    "Policy": "policy",
    "Store": "store",
    "Table": "table",
    "Verdict": "policy",
    "World": "policy",
    "ask": "questions",
    "build": "build",
    "compare": "analysis.centrality",
    "export": "export",
    "find_paths": "analysis.paths",
    "ids": "ids",
    "judge": "policy",
    "network": "networks",
    "open_store": "store",
    "queries": "questions",
    "view": "view",
}

__all__ = [
    "GeographError",
    "Policy",
    "Store",
    "Table",
    "Verdict",
    "World",
    "ask",
    "build",
    "compare",
    "export",
    "find_paths",
    "ids",
    "judge",
    "network",
    "open_store",
    "queries",
    "view",
]


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'geograph' has no attribute '{name}'")
    value = getattr(import_module(f"geograph.{_WHERE[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


class _Face(ModuleType):
    """The package itself, on which a function wins over the module of the same name.

    Importing ``geograph.view`` would otherwise bind the module as ``geograph.view``, so that
    ``geograph.view(store)`` worked or not depending on what had been imported before.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _WHERE and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
