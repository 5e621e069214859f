"""geograph: a knowledge graph of geopolitical relationships that says who says so.

The pipeline, each stage a module or package that can be used alone::

    sources ─▶ model, events ─▶ store ─▶ policy ─▶ { questions, networks }
    (dossiers,  (quads,                  (what       Table       │
    data sets)   columns)                 counts)        analysis, views, exports

Nothing in a store is a fact. Events are described, statements report that somebody asserts or
denies them, and `judge` says which of them count as relations under a `Policy` that you name.

>>> import geograph
>>> with geograph.build("data/dossiers/2024-09-10-iran-missiles.yml") as store:  # () takes all
...     table = geograph.query(store, "who-denies", actor="Iran", known_by="2024-09-10")
...     graph = geograph.network(store, "undenied")
>>> "Iran" in table.to_text()
True

Each command of ``geograph --help`` is the function of that name, with the same options: a store is
an open one, its path, or None for the usual one; a policy or a day is an object or its text.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geograph.analysis.steps import Paths
    from geograph.display import Table, Tables
    from geograph.errors import GeographError
    from geograph.interface import linking as link
    from geograph.interface import network_measures as measures
    from geograph.interface import reconciling as reconcile
    from geograph.interface.answers import Ids, Questions, ids, judge, ledger, queries, query
    from geograph.interface.arguments import PolicyOptions
    from geograph.interface.attribute_answers import attributes, memberships
    from geograph.interface.drafts import init_dataset
    from geograph.interface.drawings import centrality, export, paths, view
    from geograph.interface.judgements import Judged
    from geograph.interface.panels import panel
    from geograph.interface.projection import network, open_store
    from geograph.interface.stores import (
        Removed,
        build,
        check,
        datasets,
        info,
        load,
        repair,
        unload,
    )
    from geograph.interface.validating import Validation, validate
    from geograph.pipeline.releases.load_report import LoadReport
    from geograph.pipeline.store_check import Checked
    from geograph.pipeline.store_repair import Repaired
    from geograph.policy import ClaimIndex, Policy, Verdict, Verdicts
    from geograph.questions import Question
    from geograph.sources.draft import Draft
    from geograph.store import Store
    from geograph.views import View

__version__ = "0.2.0"

# Imported when first used, so that `import geograph` and `geograph --help` stay quick.
_WHERE = {
    "Checked": "pipeline.store_check",
    "ClaimIndex": "policy",
    "Draft": "sources.draft",
    "GeographError": "errors",
    "Ids": "interface.answers",
    "Judged": "interface.judgements",
    "LoadReport": "pipeline.releases.load_report",
    "Paths": "analysis.steps",
    "Policy": "policy",
    "PolicyOptions": "interface.arguments",
    "Question": "questions",
    "Questions": "interface.answers",
    "Removed": "interface.stores",
    "Repaired": "pipeline.store_repair",
    "Store": "store",
    "Table": "display",
    "Tables": "display",
    "Validation": "interface.validating",
    "Verdict": "policy",
    "Verdicts": "policy",
    "View": "views",
    "attributes": "interface.attribute_answers",
    "build": "interface.stores",
    "check": "interface.stores",
    "centrality": "interface.drawings",
    "datasets": "interface.stores",
    "export": "interface.drawings",
    "ids": "interface.answers",
    "info": "interface.stores",
    "init_dataset": "interface.drafts",
    "judge": "interface.answers",
    "ledger": "interface.answers",
    "load": "interface.stores",
    "memberships": "interface.attribute_answers",
    "network": "interface.projection",
    "open_store": "interface.projection",
    "panel": "interface.panels",
    "paths": "interface.drawings",
    "queries": "interface.answers",
    "query": "interface.answers",
    "repair": "interface.stores",
    "unload": "interface.stores",
    "validate": "interface.validating",
    "view": "interface.drawings",
}

# Functions that belong together stand in a module of their own.
_NAMESPACES = {
    "link": "interface.linking",
    "measures": "interface.network_measures",
    "reconcile": "interface.reconciling",
}

__all__ = [
    "Checked",
    "ClaimIndex",
    "Draft",
    "GeographError",
    "Ids",
    "Judged",
    "LoadReport",
    "Paths",
    "Policy",
    "PolicyOptions",
    "Question",
    "Questions",
    "Removed",
    "Repaired",
    "Store",
    "Table",
    "Tables",
    "Validation",
    "Verdict",
    "Verdicts",
    "View",
    "attributes",
    "build",
    "centrality",
    "check",
    "datasets",
    "export",
    "ids",
    "info",
    "init_dataset",
    "judge",
    "ledger",
    "link",
    "load",
    "measures",
    "memberships",
    "network",
    "open_store",
    "panel",
    "paths",
    "queries",
    "query",
    "reconcile",
    "repair",
    "unload",
    "validate",
    "view",
]


def __getattr__(name: str) -> object:
    value: object
    if name in _NAMESPACES:
        value = import_module(f"geograph.{_NAMESPACES[name]}")
    elif name in _WHERE:
        value = getattr(import_module(f"geograph.{_WHERE[name]}"), name)
    else:
        raise AttributeError(f"module 'geograph' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
