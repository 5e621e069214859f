"""What a path is made of: steps over parallel edges, each edge with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from math import fsum
from typing import Any, overload

import networkx as nx

__all__ = ["EdgeEvidence", "Path", "Paths", "Step", "take"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeEvidence:
    """One edge of a step: its event, who stands where on it, and the documents where it is read.

    ``forward`` is False where a path without directions runs against the edge.
    """

    event: str
    kind: str
    label: str
    sign: int
    start: date | None
    end: date | None
    status: str
    flags: tuple[str, ...]
    asserting: tuple[str, ...]
    denying: tuple[str, ...]
    mixed: tuple[str, ...]
    anonymous: tuple[str, ...]
    anonymous_denying: tuple[str, ...]
    recorded: tuple[str, ...]
    documents: tuple[dict[str, str | None], ...]
    weight: float
    directed: bool
    forward: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """From one actor to the next, over one or more parallel edges."""

    source: str
    target: str
    edges: tuple[EdgeEvidence, ...]

    @property
    def strength(self) -> float:
        """The summed weight of the parallel edges."""
        return fsum(edge.weight for edge in self.edges)


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of steps that meets no actor twice; ``cost`` is its hops, or its weighted length."""

    steps: tuple[Step, ...]
    cost: float

    @property
    def nodes(self) -> tuple[str, ...]:
        """The actors along the path, from end to end."""
        return (self.steps[0].source, *(step.target for step in self.steps))


@dataclass(frozen=True, slots=True)
class Paths(Sequence[Path]):
    """Paths in order of cost; ``complete`` is False where ``limit`` cut the list."""

    source: str
    target: str
    found: tuple[Path, ...]
    complete: bool
    weighted: bool
    undirected: bool

    @overload
    def __getitem__(self, index: int) -> Path: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Path, ...]: ...
    def __getitem__(self, index: int | slice) -> Path | tuple[Path, ...]:
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)


def take(G: nx.MultiDiGraph[str], a: str, b: str, *, undirected: bool) -> Step:
    """Return the step from one node to a neighbour, over all edges that may be followed."""
    names = [f.name for f in fields(EdgeEvidence) if f.name != "forward"]

    def evidence(data: dict[str, Any], forward: bool) -> EdgeEvidence:
        return EdgeEvidence(**{name: data[name] for name in names}, forward=forward)

    edges = [
        evidence(data, True) for _, data in sorted(dict(G.get_edge_data(a, b, default={})).items())
    ]
    if undirected:
        back = sorted(dict(G.get_edge_data(b, a, default={})).items())
        edges += [evidence(data, False) for _, data in back if data["directed"]]
    return Step(a, b, tuple(edges))
