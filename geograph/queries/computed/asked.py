"""What a computed question is given, and what it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from geograph.model import Event
from geograph.policy import Policy, Verdict, World
from geograph.table import Cell
from geograph.vocab import is_a

if TYPE_CHECKING:
    import networkx as nx

    from geograph.queries.computed.facts import Held

__all__ = ["Answer", "Asked"]

Value = str | int | date


class Answer(NamedTuple):
    """Rows in order, and what has to be said with them beside the policy."""

    rows: Iterable[Sequence[Cell]]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The world, the policy in force, its verdicts, and the parameters as values.

    ``values`` maps each parameter that was given to its values: local paths, days, numbers, text;
    ``broader`` each item to those right above it; ``held`` reads the rows of releases.
    """

    world: World
    policy: Policy
    verdicts: Mapping[str, Verdict]
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: Held | None = None

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter as text; none where it was not given."""
        return tuple(map(str, self.values.get(name, ())))

    def text(self, name: str) -> str:
        """Return the value of a parameter that has one; the first of several."""
        return self.all(name)[0]

    def number(self, name: str) -> int:
        """Return the value of a parameter that is a number."""
        return int(self.all(name)[0])

    def day(self, name: str) -> date | None:
        """Return the value of a parameter that is a day, if it was given."""
        found = self.values.get(name, (None,))[0]
        return found if isinstance(found, date) else None

    def relations(self, *kinds: str) -> Iterator[tuple[Event, Verdict]]:
        """Yield the events of some classes (none: of any) that count under the policy."""
        for key, verdict in sorted(self.verdicts.items()):
            event = self.world.events.get(key)
            if event is None or not verdict.edge:
                continue
            if not kinds or any(is_a(event.kind, kind) for kind in kinds):
                yield event, verdict

    def voice(self, actor: str, event: Event) -> str:
        """Return whom a party of an event speaks for on its day: itself where for nobody."""
        return self.world.actors.voice(actor, self.world.day(event))[0]

    def is_party(self, actor: str, event: Event, wanted: Sequence[str]) -> bool:
        """Say whether a party is one of the wanted, or speaks for one; nobody wanted is anybody."""
        return not wanted or actor in wanted or self.voice(actor, event) in wanted

    def kinds(self, item: str) -> frozenset[str]:
        """Return every wider kind of an item."""
        found: set[str] = set()
        stack = list(self.broader.get(item, ()))
        while stack:
            above = stack.pop()
            if above not in found:
                found.add(above)
                stack.extend(self.broader.get(above, ()))
        return frozenset(found)

    def network(self, kinds: Iterable[str] | None = None) -> nx.MultiDiGraph[str]:
        """Return the network of states under the policy, of some classes or of all."""
        from geograph.networks import network

        return network(self.world, self.policy, kinds=tuple(kinds) if kinds else None)

    def label(self, key: str) -> str:
        """Return the label of a resource."""
        return self.world.label(key)

    def labels(self, keys: Iterable[str]) -> str:
        """Return labels in a line, sorted, each once."""
        return ", ".join(sorted({self.world.label(key) for key in keys}))

    def cells(self, data: Mapping[str, Any], *names: str) -> tuple[Cell, ...]:
        """Return some attributes of an edge as cells."""
        return tuple(data[name] for name in names)
