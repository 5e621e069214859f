"""geograph: a knowledge graph of geopolitical relationships that says who says so.

The pipeline, each stage a module or package that can be used alone::

    sources ─▶ model, events ─▶ store ─▶ policy ─▶ { questions, networks }
    (dossiers,  (quads,                  (what       Table       │
    data sets)   columns)                 counts)        analysis, views, exports

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

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geograph.analysis.centrality import compare
    from geograph.analysis.paths import find_paths
    from geograph.display import Table
    from geograph.errors import GeographError
    from geograph.exports.formats import export
    from geograph.exports.ids import ids
    from geograph.networks import network
    from geograph.pipeline.build import build
    from geograph.policy import Policy, Verdict, World, judge
    from geograph.questions import ask, queries
    from geograph.store import Store, open_store
    from geograph.views import view

__version__ = "0.1.0"

# Imported when first used, so that `import geograph` and `geograph --help` stay quick.
_WHERE = {
    "GeographError": "errors",
    "Policy": "policy",
    "Store": "store",
    "Table": "display",
    "Verdict": "policy",
    "World": "policy",
    "ask": "questions",
    "build": "pipeline.build",
    "compare": "analysis.centrality",
    "export": "exports.formats",
    "find_paths": "analysis.paths",
    "ids": "exports.ids",
    "judge": "policy",
    "network": "networks",
    "open_store": "store",
    "queries": "questions",
    "view": "views",
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
