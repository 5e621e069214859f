"""What a claim is about: an event, a statement, or those parts of a joint measure that it means.

A sender's own claim speaks of its own part, others' claims of every part, unless `senders:` says
which. What does not fit the object (a stage that it cannot reach, a sender or target that it has
not) is noted with its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from geograph.actors import ActorIndex
from geograph.dates import parse
from geograph.errors import GeographError
from geograph.events.force import AHEAD, ENDS
from geograph.model import Claim, Event, Measure, Statement
from geograph.sources.dossier.fields import DONE_STAGES, Cell, RawClaim
from geograph.sources.dossier.joint_measures import ending
from geograph.sources.dossier.scope import Corpus, Scope
from geograph.vocab import EVENT_STAGES, MEASURE_STAGES, STAGES, Stance

__all__ = ["ClaimObject", "ClaimObjects"]

_ONLY_MEASURES = ("date", "senders", "targets")


@dataclass(frozen=True, slots=True)
class ClaimObject:
    """What one claim of a statement is about, before its agents are told apart.

    ``parts`` are the measures meant, each with its sender; empty where the object is not a measure.
    ``named`` is whether `senders:` names them. ``targets`` are those named, none being all.
    """

    object: str
    parts: tuple[tuple[str, str], ...] = ()
    named: bool = False
    targets: tuple[str, ...] = ()


class ClaimObjects:
    """Finds what claims are about, from the events and measures of all dossiers."""

    def __init__(self, corpus: Corpus, voices: ActorIndex, events: Mapping[str, Event]) -> None:
        self.corpus = corpus
        self.voices = voices
        self.events = events
        self.parts: dict[str, list[Measure]] = defaultdict(list)
        for event in events.values():
            if isinstance(event, Measure):
                self.parts[event.part_of or event.id].append(event)

    def aim(
        self, scope: Scope, raw: RawClaim, statement: Statement, object_: str
    ) -> ClaimObject | None:
        """Return what a claim is about; None where what it names is not there."""
        measure = self.events.get(object_)
        if not isinstance(measure, Measure):
            return self._no_measure(raw, object_)
        if (stage := raw.get("stage")) and stage.text in EVENT_STAGES:
            what = f"{raw.object.text!r} is a measure, and no measure is {stage.text}"
            fix = f"use one of {', '.join(s for s in STAGES if s not in EVENT_STAGES)}"
            self.corpus.wrong(stage.where, what, fix)
        self._dated(raw, statement)
        # one whose sender could not be read has none, and that is an error of its own
        parts = [p for p in self.parts[object_] if p.actor and not p.umbrella]
        senders = self._named(scope, raw, statement, "senders", measure.actor)
        targets = self._named(scope, raw, statement, "targets", measure.recipient)
        if senders is None or targets is None:
            return None
        meant = [p for p in parts if not senders or p.actor[0] in senders]
        every = set(targets) == set(measure.recipient)
        return ClaimObject(
            object_,
            tuple((part.id, part.actor[0]) for part in meant),
            bool(senders),
            () if every else targets,
        )

    def _no_measure(self, raw: RawClaim, object_: str) -> ClaimObject | None:
        name = raw.object.text
        if object_.startswith("measure/"):
            return None  # it could not be read, and that is an error of its own
        for detail in _ONLY_MEASURES:
            if cell := raw.get(detail):
                what = f"{detail!r} of {name!r}, which is not a measure"
                fix = "leave it out: the dates and parties of an event stand in its definition"
                self.corpus.wrong(cell.where, what, fix)
        if (stage := raw.get("stage")) and stage.text in MEASURE_STAGES:
            what = f"{name!r} is not a measure, and only a measure is {stage.text}"
            fix = f"use one of {', '.join(s for s in STAGES if s not in MEASURE_STAGES)}"
            self.corpus.wrong(stage.where, what, fix)
        return ClaimObject(object_)

    def _dated(self, raw: RawClaim, statement: Statement) -> None:
        """Note a stage told as reached that lies ahead, and one announced that lies behind."""
        stage, day = raw.get("stage"), raw.get("date")
        if stage is None or day is None:
            return
        span, said = parse(day.text), statement.start
        first, last = span.earliest_start, span.latest_end
        if raw.stance in (Stance.ASSERTS, Stance.PRESUPPOSES) and first and first > said:
            what = f"{stage.text} on {day.text}, after it was said on {said}"
            fix = "use announces or predicts for a coming day, or check both dates"
            self.corpus.wrong(day.where, what, fix)
        spoken = _earliest(statement)
        ahead = raw.stance is Stance.ANNOUNCES and stage.text in DONE_STAGES
        if ahead and last and spoken and last < spoken:
            what = f"{stage.text} on {day.text}, before it was announced on {spoken}"
            self.corpus.wrong(day.where, what, "use asserts for what is done, or check both dates")

    def _named(
        self,
        scope: Scope,
        raw: RawClaim,
        statement: Statement,
        detail: str,
        known: tuple[str, ...],
    ) -> tuple[str, ...] | None:
        """Return the senders or targets that a claim names, None where one is wrong."""
        cells, name = raw.all(detail), raw.object.text
        if cells and len(known) < 2:
            what = f"{detail!r} of {name!r}, which has one {detail[:-1]} alone"
            self.corpus.wrong(cells[0].where, what, "leave it out: the claim is about that one")
            return None
        found: list[str] = []
        for cell in cells:
            actor = self._party(scope, cell, known, statement.start)
            if actor is None:
                return None
            if actor not in known:
                what = f"{cell.text!r} is not a {detail[:-1]} of {name!r}"
                fix = f"one of {', '.join(map(ending, known))}"
                self.corpus.wrong(cell.where, what, fix)
                return None
            found.append(actor)
        return tuple(found)

    def _party(self, scope: Scope, cell: Cell, known: Iterable[str], on: date) -> str | None:
        """Return the party that a text names: as a part is called, or as actors are named."""
        local = cell.text in scope.dossier.locals
        called = [party for party in known if ending(party) == cell.text]
        return called[0] if called and not local else scope.actor(cell, on)

    def own(
        self, aim: ClaimObject, agent: str, voice: tuple[str, bool], on: date
    ) -> tuple[str, ...]:
        """Return the objects of one agent's claim: its own part where it is a sender, else all."""
        if not aim.parts:
            return (aim.object,)
        every = tuple(part for part, _ in aim.parts)
        if aim.named or voice[1]:
            return every
        exact = tuple(part for part, sender in aim.parts if sender == agent)
        same = tuple(part for part, sender in aim.parts if self._voice(sender, on) == voice[0])
        return exact or same or every

    def _voice(self, actor: str, on: date) -> str:
        try:
            return self.voices.voice(actor, on)[0]
        except GeographError:
            return actor  # noted where the parties of the measure are settled

    def check(self, told: Iterable[tuple[RawClaim, Claim]]) -> None:
        """Note what nobody can say of one object in one statement."""
        asserted: dict[tuple[str, str], set[str | None]] = defaultdict(set)
        announced: dict[int, tuple[RawClaim, set[tuple[str, str]]]] = {}
        denied: dict[int, tuple[RawClaim, set[tuple[str, str]]]] = {}
        for raw, claim in told:
            who = (claim.claimant, claim.object)
            if claim.stance is Stance.ASSERTS:
                asserted[who].add(claim.stage)
                if claim.stage in AHEAD:
                    announced.setdefault(id(raw), (raw, set()))[1].add(who)
            elif claim.stance is Stance.DENIES and claim.stage not in ENDS:
                denied.setdefault(id(raw), (raw, set()))[1].add(who)
        for raw, whose in announced.values():
            if any(asserted[who] <= set(AHEAD) for who in whose):
                stage = raw.get("stage") or raw.object
                what = f"what is {stage.text} has not happened and cannot be a case of asserts"
                fix = "use announces (one's own plan) or predicts, or add the stage beyond it"
                self.corpus.wrong(stage.where, what, fix)
        for raw, whose in denied.values():
            if whose & asserted.keys():
                what = f"{raw.object.text!r} is asserted and denied in one breath"
                fix = "make two statements of it, or remove one stance"
                self.corpus.wrong(raw.object.where, what, fix)


def _earliest(statement: Statement) -> date | None:
    return statement.when.earliest_start if statement.when else statement.start
