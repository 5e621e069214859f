"""What a path is made of: steps over parallel edges, each edge with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from math import fsum
from typing import Any, overload

import networkx as nx

from geograph.display import Cell, Table
from geograph.display.short_repr import short_repr
from geograph.networks.evidence import read_in

__all__ = ["EdgeEvidence", "Path", "Paths", "Step", "take"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeEvidence:
    """One edge of a step: its event, who stands where on it, and the documents where it is read.

    ``forward`` is False where a path without directions runs against the edge.
    """

    __repr__ = short_repr

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

    __repr__ = short_repr

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

    __repr__ = short_repr

    steps: tuple[Step, ...]
    cost: float

    @property
    def nodes(self) -> tuple[str, ...]:
        """The actors along the path, from end to end."""
        return (self.steps[0].source, *(step.target for step in self.steps))


@dataclass(frozen=True, slots=True)
class Paths(Sequence[Path]):
    """Paths in order of cost; ``complete`` is False where ``limit`` cut the list.

    ``labels`` name the actors, ``notes`` say what has to be said with every figure.
    """

    __repr__ = short_repr

    source: str
    target: str
    found: tuple[Path, ...]
    complete: bool
    weighted: bool
    undirected: bool
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)

    @overload
    def __getitem__(self, index: int) -> Path: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Path, ...]: ...
    def __getitem__(self, index: int | slice) -> Path | tuple[Path, ...]:
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)

    def to_table(self) -> Table:
        """Return one row for each edge of each step, with who asserts it, who denies it, and where.

        Columns: path, step, source, target, event, kind, start, status, asserting, denying, weight,
        documents. An unnamed source, a voice on both sides and an extraction are marked as such.
        """
        rows: list[tuple[Cell, ...]] = []
        for number, path in enumerate(self, 1):
            for at, step in enumerate(path.steps, 1):
                for edge in step.edges:
                    arrow = "" if edge.forward else " (against its direction)"
                    rows.append(
                        (
                            number,
                            at,
                            self.labels[step.source],
                            self.labels[step.target],
                            edge.label + arrow,
                            edge.kind,
                            edge.start,
                            ", ".join((edge.status, *edge.flags)),
                            "; ".join(
                                (
                                    *edge.asserting,
                                    *(f"{voice} (unnamed)" for voice in edge.anonymous),
                                    *(f"{source} (recorded)" for source in edge.recorded),
                                )
                            ),
                            "; ".join(
                                (
                                    *edge.denying,
                                    *(f"{voice} (unnamed)" for voice in edge.anonymous_denying),
                                    *(f"{voice} (both at once)" for voice in edge.mixed),
                                )
                            ),
                            round(edge.weight, 6),
                            read_in(edge.documents),
                        )
                    )
        said = [
            "a step costs 1 / summed weight of its edges" if self.weighted else "every step costs 1"
        ]
        said.append(
            "edges are followed both ways"
            if self.undirected
            else "edges are followed along their way"
        )
        if any(not edge.weight for path in self for step in path.steps for edge in step.edges):
            said.append("what weighs 0 is told again, more narrowly, by another edge of its step")
        if not self.complete:
            said.append(f"there are more paths than these {len(self)}: raise the limit to see them")
        columns = (
            *("path", "step", "source", "target", "event", "kind", "start", "status"),
            *("asserting", "denying", "weight", "documents"),
        )
        ends = f"{self.labels[self.source]} → {self.labels[self.target]}"
        costs = sorted({round(path.cost, 6) for path in self})
        title = f"{ends}: {len(self)} path{'' if len(self) == 1 else 's'}, cost {costs[0]:g}"
        title += f" to {costs[-1]:g}" if len(costs) > 1 else ""
        return Table(columns, tuple(rows), title=title, notes=(*self.notes, "; ".join(said)))

    def _repr_html_(self) -> str:
        """Return the paths as a table for a notebook; every text is escaped."""
        return self.to_table()._repr_html_()


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
