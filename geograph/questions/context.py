"""What a question in Python is given: the store, the policy in force, and its parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from geograph.display.short_repr import short_repr
from geograph.errors import UnknownActor
from geograph.model import Claim, Event, Measure
from geograph.policy import ClaimIndex, ClaimOnEvent, Policy, Selection, Verdict, said_on
from geograph.questions.coverage import AnswerEvidence
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import EVERYTHING, RelationFilter
from geograph.questions.relations import relations
from geograph.questions.release_rows import known, own_actors, own_items
from geograph.questions.store_cache import kept, selection, standing, verdicts
from geograph.store.release import Release

if TYPE_CHECKING:
    import networkx as nx

    from geograph.networks import By, Level
    from geograph.store import Store

__all__ = ["QueryContext", "Value"]

Value = str | int | date


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryContext:
    """What a question is asked of, and what it says with its answer.

    ``values`` maps each parameter that was given to its values: local paths, days, numbers, text.
    What a question notes, and what it says that it has used, is kept in ``notes`` and ``used``.
    """

    __repr__ = short_repr

    store: Store
    policy: Policy
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    used: AnswerEvidence = field(default_factory=AnswerEvidence)

    @property
    def claim_index(self) -> ClaimIndex:
        """The events, statements and claims of the corpus."""
        return ClaimIndex.from_store(self.store)

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What the policy says of every event of the corpus."""
        return verdicts(self.store, self.policy)

    @property
    def selection(self) -> Selection:
        """What counts under the policy, of dossiers and of releases."""
        return selection(self.store, self.policy)

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

    def relations(
        self, *kinds: str, ways: Sequence[str] = (), datasets: Sequence[str] = (),
        details: Sequence[str] = (), only: RelationFilter = EVERYTHING, speech: bool = False,
    ) -> Iterator[Relation]:  # fmt: skip
        """Yield what counts of some classes, whatever its origin; see `relations`."""
        return relations(
            self.store, self.selection, kinds, ways=ways, datasets=datasets, details=details,
            only=only, speech=speech,
        )  # fmt: skip

    def judged(self) -> Iterator[tuple[Event, Verdict]]:
        """Yield every event of the corpus that somebody has spoken of, whatever counts."""
        for key, verdict in self.verdicts.items():
            event = self.claim_index.events.get(key)
            if event is not None:
                yield event, verdict

    def claims(self) -> Iterator[Claim]:
        """Yield the claims that stand by the cut: somebody's own word, not taken back."""
        for key in sorted(standing(self.store, self.policy)):
            yield self.claim_index.claims[key]

    def said(self, key: str) -> tuple[ClaimOnEvent, ...]:
        """Return what was said of an event by the cut, marked where it makes no position."""
        return said_on(self.claim_index, self.verdicts, key)

    def network(
        self,
        *kinds: str,
        level: Level = "state",
        policy: Policy | None = None,
        by: By = "class",
    ) -> nx.MultiDiGraph[str]:
        """Return the network under the policy in force, or another, of some classes or of all.

        Rows of releases make an edge for each dyad and class; a question that asks for their days
        takes them by year or by event.
        """
        from geograph.networks.graph import network_of

        chosen = selection(self.store, policy or self.policy)
        return network_of(chosen, level=level, kinds=kinds, by=by)

    def measures(self) -> Iterator[tuple[Measure, Verdict]]:
        """Yield every measure of the corpus that somebody has spoken of, whatever counts."""
        for event, verdict in self.judged():
            if isinstance(event, Measure):
                yield event, verdict

    def where_read(self, claim: Claim) -> str:
        """Return where a claim was read: title and paragraph."""
        statement = self.claim_index.statements[claim.statement]
        return f"{self.claim_index.documents[statement.document].title} ¶{statement.locator}"

    def admitting(self, event: Event) -> frozenset[str]:
        """Return who can admit an event: the voices of who did it, and confirming recipients."""
        return self.claim_index.owners(event) | self.claim_index.confirming(event)

    def voice(self, actor: str, event: Event) -> str:
        """Return whom a party of an event speaks for on its day: itself where for nobody."""
        return self.claim_index.actors.voice(actor, self.claim_index.day(event))[0]

    def is_party(self, actor: str, event: Event, wanted: Sequence[str]) -> bool:
        """Return whether a party is one of the wanted, or speaks for one; no wanted means any."""
        return not wanted or actor in wanted or self.voice(actor, event) in wanted

    def kinds(self, item: str) -> frozenset[str]:
        """Return every wider kind of an item."""
        broader = self._broader()
        found: set[str] = set()
        stack = list(broader.get(item, ()))
        while stack:
            above = stack.pop()
            if above not in found:
                found.add(above)
                stack.extend(broader.get(above, ()))
        return frozenset(found)

    def kind_of(self, actor: str) -> str:
        """Return the class of an actor, of the corpus or a data set's own."""
        try:
            return self.claim_index.actors.get(actor).kind
        except UnknownActor:
            return self._own()[actor][1] if actor in self._own() else "Actor"

    def label(self, key: str) -> str:
        """Return the label of a resource, of the corpus or a data set's own; else its id."""
        found = self.claim_index.labels.get(key)
        return found or (self._own()[key][0] if key in self._own() else key)

    def labels(self, keys: Iterable[str]) -> str:
        """Return labels in a line, sorted, each once."""
        return ", ".join(sorted({self.label(key) for key in keys}))

    def note(self, text: str) -> None:
        """Say something with the answer, beside the policy and what it rests on."""
        self.notes.append(text)

    def uses(self, *found: str | Relation) -> None:
        """Say that the answer rests on relations, or on events and claims by their ids.

        Without a word of it, an answer rests on the events and claims that its rows name.
        """
        for one in found:
            if isinstance(one, str):
                self.used.add((one,))
            elif one.release is None:
                self.used.events.add(one.id)
            else:
                self.used.rows.setdefault(one.release.id, set()).add(one.id)

    def uses_network(
        self,
        G: nx.MultiDiGraph[str],
        edges: Iterable[tuple[str, str, Mapping[str, Any]]] | None = None,
    ) -> None:
        """Say that the answer rests on a network: on all of it, or on some of its edges."""
        if edges is None:
            self.used.whole = G.graph["coverage"], frozenset(G.graph["releases"])
            return
        for source, target, data in edges:
            self.used.tie(G.graph["level"], source, target, data)

    def _broader(self) -> Mapping[str, tuple[str, ...]]:
        """Return what stands right above each item."""

        def made() -> dict[str, tuple[str, ...]]:
            rows: list[dict[str, Any]] = self.store.rows("items")
            own = own_items(self.store, self._known())
            found = {row["id"]: (row["broader"],) if row["broader"] else () for row in own}
            return {**found, **{row["id"]: tuple(row["broader"]) for row in rows}}

        return kept(self.store, ("broader", self.policy.known_by), made)

    def _own(self) -> Mapping[str, tuple[str, str]]:
        """Return label and class of the actors and items that are the data sets' own."""

        def made() -> dict[str, tuple[str, str]]:
            actors = own_actors(self.store, self._known())
            found = {row["id"]: (row["label"], row["kind"]) for row in actors}
            items = own_items(self.store, self._known())
            return {**{row["id"]: (row["label"], "Item") for row in items}, **found}

        return kept(self.store, ("own", self.policy.known_by), made)

    def _known(self) -> Sequence[Release]:
        return known(self.store, self.policy)
