"""A built graph on disk: opened read-only, replaced whole or not at all."""

from __future__ import annotations

from geograph.store.opening import Store, open_store

__all__ = ["Store", "open_store"]
