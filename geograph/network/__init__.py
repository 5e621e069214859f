"""Tables and a claim policy to networkx, every edge with its evidence."""

from __future__ import annotations

from geograph.network.graph import Absent, Level, network

__all__ = ["Absent", "Level", "network"]
