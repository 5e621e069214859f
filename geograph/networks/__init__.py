"""Projection of the events that count to networkx graphs, every edge with its provenance."""

from __future__ import annotations

from geograph.networks.graph import Absent, network
from geograph.networks.release_edges import By
from geograph.networks.ties import Level

__all__ = ["Absent", "By", "Level", "network"]
