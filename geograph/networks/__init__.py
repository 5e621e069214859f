"""Tables and a claim policy to networkx, every edge with its evidence."""

from __future__ import annotations

from geograph.networks.graph import Absent, network
from geograph.networks.release_edges import By
from geograph.networks.ties import Level

__all__ = ["Absent", "By", "Level", "network"]
