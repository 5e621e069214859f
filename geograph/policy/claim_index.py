"""The claims of a store, indexed for judging: what is live when, who inherits what from whom.

A `ClaimIndex` is a set of events, statements and claims, from a store or made by hand. It knows
three things that every policy needs: which claims are *live* under a cut in knowledge (said, not
retracted), how positions travel along ``broader`` (assertions up, denials down), and whose event
an event is. It decides nothing: `geograph.policy` does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

from geograph.actors import ActorIndex
from geograph.actors.voices import voice_kinds
from geograph.display.short_repr import clipped, short_repr
from geograph.errors import ReferenceDataError, UsageError
from geograph.events.force import ENDS, Stage, stages_of
from geograph.events.model_reader import model_of
from geograph.model import Claim, Document, Event, Measure, Model, Statement
from geograph.policy.attribution import relays
from geograph.policy.exclusion import rivals_of
from geograph.policy.reach import beginnings
from geograph.store import Store
from geograph.vocab import RECIPIENT_CONFIRMS, Stance

CLOCKS = ("said", "published", "coded")

_OPEN: WeakKeyDictionary[Store, ClaimIndex] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimIndex:
    """Events, statements, claims and documents by id, with the indices that judging needs.

    ``events`` holds events and measures; ``records`` names the extractions (ICEWS, GDELT, POLECAT)
    that record an event without any position of their own; ``begins`` is the first day on which
    each event can have begun (`geograph.policy.reach`), ``relays`` the voices of others through
    which a claim is known (`geograph.policy.attribution`). ``umbrellas`` are the joint measures,
    which are stated, judged and counted by their parts alone.

    >>> ClaimIndex.from_model(Model()).events
    {}
    """

    __repr__ = short_repr

    events: Mapping[str, Event]
    statements: Mapping[str, Statement]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    actors: ActorIndex
    labels: Mapping[str, str]
    kinds: Mapping[str, str | None] = field(default_factory=dict)
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claims_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    narrower: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wider: Mapping[str, frozenset[str]] = field(default_factory=dict)
    utterance: Mapping[str, frozenset[str]] = field(default_factory=dict)
    retracted_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    begins: Mapping[str, date] = field(default_factory=dict)
    rivals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    relays: Mapping[str, frozenset[str]] = field(default_factory=dict)
    umbrellas: frozenset[str] = frozenset()

    @classmethod
    def from_model(
        cls, model: Model, *, records: Mapping[str, tuple[str, ...]] | None = None
    ) -> ClaimIndex:
        """Index a model; ``records`` maps event ids to the extractions that record them."""
        events: dict[str, Event] = {e.id: e for e in (*model.events, *model.measures)}
        statements = {s.id: s for s in model.statements}
        claims = {c.id: c for c in sorted(model.claims, key=lambda c: c.id)}
        documents = {d.id: d for d in model.documents}
        wider = _closure({key: event.broader for key, event in events.items()})
        narrower: dict[str, set[str]] = defaultdict(set)
        for key, above in wider.items():
            for upper in above:
                narrower[upper].add(key)
        on: dict[str, list[str]] = defaultdict(list)
        for claim in claims.values():
            on[claim.object].append(claim.id)
        labels = {a.id: a.label for a in model.actors} | {i.id: i.label for i in model.items}
        labels |= {p.id: p.label for p in model.places}
        labels |= {key: event.label for key, event in events.items()}
        labels |= {s.id: s.label for s in model.statements}
        labels |= {d.id: d.title for d in model.documents}
        actors = ActorIndex(model.actors, model.tenures)
        return cls(
            events=events,
            statements=statements,
            claims=claims,
            documents=documents,
            actors=actors,
            labels=labels,
            kinds=voice_kinds(model.actors, model.tenures),
            records=dict(records or {}),
            claims_on={key: tuple(ids) for key, ids in on.items()},
            narrower={key: frozenset(ids) for key, ids in narrower.items()},
            wider=wider,
            utterance=_utterances(statements.values()),
            retracted_by=_retractions(claims, statements, documents),
            begins=beginnings(events, claims.values(), wider),
            rivals=rivals_of(events.values(), wider),
            relays=relays(claims.values(), statements, actors, model.tenures),
            umbrellas=frozenset(key for key, event in events.items() if event.umbrella),
        )

    @classmethod
    def from_store(cls, store: Store) -> ClaimIndex:
        """Index the tables of an open store; once for each open store, whose content never changes.

        Raises
        ------
        StoreError
            If a table lacks a column, as a store of another version may.
        """
        if not callable(getattr(store, "rows", None)):
            fix = "open it with geograph.open_store; geograph.judge takes a path too"
            raise UsageError(f"a claim index is not made of {clipped(repr(store), 60)}", fix=fix)
        if store not in _OPEN:
            _OPEN[store] = cls.from_model(model_of(store.rows), records=store.recorded)
        return _OPEN[store]

    def label(self, key: str) -> str:
        """Return the label of a resource, or its id where it has none."""
        return self.labels.get(key, key)

    def known(self, claim: Claim, *, clock: str = "said") -> date:
        """Return the day on which a claim became known: when said, published, or coded."""
        if clock == "said":
            return claim.said
        document = self.documents[self.statements[claim.statement].document]
        if clock == "coded":
            return document.coded
        return document.published.latest_end or claim.said

    def live(self, *, known_by: date | None = None, clock: str = "said") -> frozenset[str]:
        """Return the ids of the claims known by a day and not retracted by what is known then.

        A retraction that is itself retracted removes nothing.
        """
        heard = {
            key: known_by is None or self.known(claim, clock=clock) <= known_by
            for key, claim in self.claims.items()
        }
        memo: dict[str, bool] = {}

        def stands(key: str) -> bool:
            if key not in memo:
                memo[key] = heard[key]  # also ends a ring of retractions
                if memo[key]:
                    memo[key] = not any(stands(r) for r in self.retracted_by.get(key, ()))
            return memo[key]

        return frozenset(key for key in self.claims if stands(key))

    def parts(self, key: str) -> tuple[str, ...]:
        """Return the parts of a joint measure, sorted; of anything else none."""
        within = self.narrower.get(key, frozenset()) if key in self.umbrellas else ()
        found = (self.events[one] for one in within)
        return tuple(sorted(m.id for m in found if isinstance(m, Measure) and m.part_of == key))

    def stages(
        self,
        measure: Measure,
        evidence: Iterable[str] | None = None,
        *,
        known_by: date | None = None,
        clock: str = "said",
    ) -> tuple[Stage, ...]:
        """Return the stages that claims report of a measure, and the ends of what it lies within.

        Parameters
        ----------
        measure
            A measure of one sender.
        evidence
            The claims that stand, of which those on the measure itself are read; None is all that
            were never taken back.
        known_by, clock
            The day by which the endings of wider measures are known.
        """
        ids = self.claims_on.get(measure.id, ()) if evidence is None else evidence
        own = [
            claim
            for claim in (self.claims[key] for key in ids)
            if claim.object == measure.id
            and (evidence is not None or not self.retracted_by.get(claim.id))
        ]
        senders = {
            self.actors.voice(actor, day)[0]
            for day in {claim.said for claim in own}
            for actor in measure.actor
        }
        found = list(stages_of(own, senders=senders))
        for claims in self.endings(measure):
            known = [
                c for c in claims if known_by is None or self.known(c, clock=clock) <= known_by
            ]
            found += [
                stage
                for stage in stages_of(known)
                if stage.name in ENDS and stage.day >= (measure.holds_from or date.min)
            ]
        return tuple(found)

    def endings(self, measure: Measure) -> Iterator[tuple[Claim, ...]]:
        """Yield the claims on the end of each measure that one lies within: they end it too."""
        for key in sorted(self.wider.get(measure.id, ())):
            claims = (self.claims[c] for c in self.claims_on.get(key, ()))
            told = tuple(c for c in claims if c.stage in ENDS and not self.retracted_by.get(c.id))
            if told:
                yield told

    def reaches(self, denial: Claim, key: str) -> bool:
        """Return whether a general denial reaches a narrower event: it can have begun by then."""
        return (day := self.begins.get(key)) is not None and day <= denial.said

    def possibly(self, denial: Claim, key: str) -> bool:
        """Return whether a general denial of an event was said while it may still begin."""
        start = self.events[key].start
        return denial.object != key and start is not None and denial.said < start

    def voice_kind(self, voice: str, *, anonymous: bool = False) -> str:
        """Return what kind of voice a voice is; of an unnamed source, ``unnamed``.

        Raises
        ------
        ReferenceDataError
            If nothing says what kind it is, as in a model that was made by hand.
        """
        if anonymous:
            return "unnamed"
        kind = self.kinds.get(voice)
        if kind is None:
            raise ReferenceDataError(
                f"{voice!r} speaks, and nothing says what kind of voice it is",
                fix="give the actor a voice_kind",
            )
        return kind

    def owners(self, event: Event) -> frozenset[str]:
        """Return the voices whose assertion owns an act: its own actors and participants."""
        return self._voices(event, (*event.actor, *event.participant))

    def confirming(self, event: Event) -> frozenset[str]:
        """Return the voices of the recipients, where a recipient's word confirms such an act.

        That a buyer reports a transfer confirms it; that a victim reports an attack does not.
        """
        confirms = event.kind in RECIPIENT_CONFIRMS
        return self._voices(event, event.recipient if confirms else ())

    def _voices(self, event: Event, actors: Iterable[str]) -> frozenset[str]:
        day = self.day(event)
        return frozenset(self.actors.voice(actor, day)[0] for actor in actors)

    def day(self, event: Event) -> date:
        """Return the day on which an event's parties are looked up: its start, else first claim.

        Without either, the last day of all: then only tenures without an end hold.
        """
        if event.start is not None:
            return event.start
        said = (self.claims[c].said for c in self.claims_on.get(event.id, ()))
        return min(said, default=date.max)


def _closure(direct: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return everything that can be reached from each key, without the key itself."""
    out: dict[str, frozenset[str]] = {}
    for key in direct:
        seen: set[str] = set()
        stack = list(direct[key])
        while stack:
            above = stack.pop()
            if above not in seen:
                seen.add(above)
                stack.extend(direct.get(above, ()))
        out[key] = frozenset(seen - {key})
    return out


def _utterances(statements: Iterable[Statement]) -> dict[str, frozenset[str]]:
    """Map each statement to the utterances it can stand for: itself, or what it rests on.

    Whoever relays or rests on others has no utterance of its own; that a third voice cites two
    others makes those two no less independent.
    """
    direct = {s.id: s.based_on for s in statements}
    reach = _closure(direct)
    return {
        key: frozenset(base for base in reach[key] if not direct.get(base)) or frozenset({key})
        for key in direct
    }


def speaker_of(claim: Claim) -> tuple[str, bool, str]:
    """Return whose word a claim is: a voice, or one unnamed source among those of a voice."""
    return claim.voice, claim.anonymous, claim.claimant if claim.anonymous else ""


def _retractions(
    claims: Mapping[str, Claim],
    statements: Mapping[str, Statement],
    documents: Mapping[str, Document],
) -> dict[str, tuple[str, ...]]:
    """Map each claim to the retractions that reach it.

    One retracts what one's own voice has claimed before, and whoever relayed or published a
    statement may withdraw the report of it.
    """
    by_statement: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        by_statement[claim.statement].append(claim)
    out: dict[str, list[str]] = defaultdict(list)
    for retraction in claims.values():
        if retraction.stance != Stance.RETRACTS:
            continue
        target = claims.get(retraction.object)
        for claim in [target] if target else by_statement.get(retraction.object, []):
            told = statements[claim.statement]
            tellers = {*told.via, documents[told.document].publisher}
            own = speaker_of(retraction) == speaker_of(claim)
            if claim.said <= retraction.said and (own or retraction.claimant in tellers):
                out[claim.id].append(retraction.id)
    return {key: tuple(sorted(ids)) for key, ids in out.items()}
