"""Statements to claims: each agent, each stance, each object is one claim of its own.

Two agents who assert two events make four claims. Retractions come last, since they point at the
claims of others' dossiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from geograph.actors import ActorIndex
from geograph.dates import bounds, parse
from geograph.errors import GeographError, Where
from geograph.model import Claim, Statement
from geograph.sources.dossier.claim_objects import ClaimObject, ClaimObjects
from geograph.sources.dossier.fields import Cell, RawClaim, Record
from geograph.sources.dossier.scope import Corpus, Scope
from geograph.vocab import Stance

__all__ = ["Speech"]

_Pending = tuple[Scope, RawClaim, Statement]


@dataclass(slots=True)
class Speech:
    """All statements and claims, heard dossier by dossier.

    ``places`` says where each claim stands, and ``objects`` holds all that anybody spoke of, for
    errors that are found later; ``publishers`` maps documents to who published them, ``published``
    dossiers to the latest day of theirs.
    """

    corpus: Corpus
    voices: ActorIndex
    aims: ClaimObjects
    statements: list[Statement] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    places: dict[str, Where] = field(default_factory=dict)
    objects: set[str] = field(default_factory=set)
    publishers: dict[str, str] = field(default_factory=dict)
    published: dict[str, date] = field(default_factory=dict)
    _pending: list[_Pending] = field(default_factory=list)
    _twice: set[Where] = field(default_factory=set)

    def hear(self, scope: Scope, document: str, published: date) -> None:
        """Add the statements of one dossier, and their claims but for retractions.

        Nothing in a document is said after its latest day, ``published``.
        """
        self.published[f"dossier/{scope.dossier.stem}"] = published
        for record in scope.dossier.statements:
            statement = self._statement(scope, record, document, published)
            self.statements.append(statement)
            told: list[tuple[RawClaim, Claim]] = []
            for raw in record.claims:
                if raw.stance is Stance.RETRACTS:
                    self._pending.append((scope, raw, statement))
                elif (object_ := scope.claimed(raw.object)) == statement.id:
                    what = f"{raw.object.text!r} is about itself"
                    self.corpus.wrong(raw.object.where, what, "name what it is about")
                elif object_ is not None:
                    self.objects.add(object_)
                    several = sum(_alike(raw, other) for other in record.claims) > 1
                    if aim := self.aims.aim(scope, raw, statement, object_):
                        told += self._claims(scope, raw, statement, aim, several)
            self.aims.check(told)

    def _statement(self, scope: Scope, record: Record, document: str, published: date) -> Statement:
        text = record.text("date")
        when = None if text is None else parse(text)
        earliest = when.earliest_start if when else None
        said = published
        if when is not None:
            said = min(bounds(when, False).start or published, published)
        if earliest is not None and earliest > published:
            what = f"said on {text}, after its document of {published}"
            self.corpus.wrong(record.at("date"), what, "check `date` and `published`")
            said = published
        key = f"statement/{scope.dossier.stem}/{record.key.text}"
        based_on = scope.statements(record.all("based_on"))
        if key in based_on:
            fix = "name what it is based on, or leave it out"
            self.corpus.wrong(record.at("based_on"), f"{record.key.text!r} is based on itself", fix)
        return Statement(
            id=key,
            kind=record.kind or "Statement",
            label="",
            dossier=f"dossier/{scope.dossier.stem}",
            document=document,
            agent=scope.agents(record.all("agent"), said),
            locator=",".join(record.texts("locator")),
            recipient=scope.actors(record.all("to"), said),
            via=scope.actors(record.all("via"), said),
            place=scope.places(record.all("place"), said),
            basis=record.texts("basis"),
            based_on=based_on,
            topic=record.texts("topic"),
            when=when,
            start=said,
            start_earliest=earliest if earliest != said else None,
        )

    def _voice(self, agent: str, on: date, where: Where) -> tuple[str, bool]:
        try:
            return self.voices.voice(agent, on)
        except GeographError as error:
            self.corpus.note(error.at(where))
            return agent, True  # it counts for nothing, and is not asked what kind of voice it is

    def _claims(
        self, scope: Scope, raw: RawClaim, statement: Statement, aim: ClaimObject, several: bool
    ) -> Iterator[tuple[RawClaim, Claim]]:
        """Yield the claims of every agent on all that they mean."""
        for agent in statement.agent:
            voice = self._voice(agent, statement.start, raw.object.where)
            for object_ in self.aims.own(aim, agent, voice, statement.start):
                self.objects.add(object_)
                claim = self._claim(
                    scope,
                    raw,
                    statement,
                    agent,
                    object_,
                    voice=voice,
                    targets=aim.targets,
                    several=several,
                )
                if claim:
                    yield raw, claim

    def _claim(
        self,
        scope: Scope,
        raw: RawClaim,
        statement: Statement,
        agent: str,
        object_: str,
        *,
        voice: tuple[str, bool],
        targets: tuple[str, ...] = (),
        several: bool = False,
    ) -> Claim | None:
        last = object_.rpartition("/")[2]
        if object_.startswith(("claim/", "statement/")):
            # Keys of statements are unique in their dossier only, and claims end in an event's key.
            own = f"statement/{scope.dossier.stem}/"
            last = object_.removeprefix(own).partition("/")[2].replace("/", ".") or last
        elif object_.startswith("measure/"):
            last = object_.removeprefix("measure/").replace("/", ".")
        who = agent.replace("/", ".")
        base = statement.id.removeprefix("statement/")
        key = f"claim/{base}/{who}/{raw.stance}/{last}"
        day = raw.text("date")
        if several:
            # several stages of one measure, told in one breath
            key += f"/{'.'.join(filter(None, (raw.text('stage'), day))).replace('/', '--')}"
        if key in self.places:
            if raw.object.where in self._twice:
                return None
            self._twice.add(raw.object.where)
            what = f"{raw.object.text!r} is named twice under {raw.stance}"
            self.corpus.wrong(raw.object.where, what, "name it once")
            return None
        self.places[key] = raw.object.where
        place = raw.get("place")
        claim = Claim(
            id=key,
            statement=statement.id,
            claimant=agent,
            voice=voice[0],
            anonymous=voice[1],
            stance=raw.stance,
            object=object_,
            said=statement.start,
            when=statement.when,
            quantity=raw.text("quantity"),
            variant=raw.text("variant"),
            place=scope.place(place, statement.start) if place else None,
            stage=raw.text("stage"),
            reached=parse(day) if day else None,
            targets=targets,
            outcome=raw.text("outcome"),
            certainty=raw.text("certainty"),
            evaluation=raw.text("evaluation"),
            note=raw.text("note"),
        )
        self.claims.append(claim)
        return claim

    def take_back(self) -> None:
        """Add the retractions of all dossiers; only who said a thing can take it back."""
        spoken = {statement.id: statement for statement in self.statements}
        heard = tuple(self.claims)
        for scope, raw, statement in self._pending:
            key, mark, rest = raw.object.text.partition("#")
            target = scope.statement(Cell(key, raw.object.where))
            if target is None or target not in spoken:
                continue
            earliest = _earliest(spoken[target])
            if earliest is not None and statement.start < earliest:
                what = f"takes back on {statement.start} what was said on {earliest}"
                self.corpus.wrong(raw.object.where, what, "check both dates")
            claims = [claim for claim in heard if claim.statement == target and _is(claim, rest)]
            if mark and not claims:
                what = f"no claim {raw.object.text!r}"
                fix = "write <statement>#<stance>#<event>, as that statement has them"
                self.corpus.wrong(raw.object.where, what, fix)
                continue
            for agent in statement.agent:
                voice = self._voice(agent, statement.start, raw.object.where)
                told = spoken[target]
                # who relayed or published a statement may withdraw the report of it
                teller = agent in told.via or agent == self.publishers.get(told.document)
                own = [c.id for c in claims if teller or voice == (c.voice, c.anonymous)]
                if not mark:
                    speakers = self._speakers(told, raw.object.where)
                    own = [target] if teller or voice in speakers else []
                if not own:
                    what = f"{agent} takes back what it did not say"
                    fix = "name the agent who said it, or code a Denial"
                    self.corpus.wrong(raw.object.where, what, fix)
                for object_ in own:
                    self._claim(scope, raw, statement, agent, object_, voice=voice)

    def _speakers(self, statement: Statement, where: Where) -> Iterator[tuple[str, bool]]:
        for agent in statement.agent:
            yield self._voice(agent, statement.start, where)


def _is(claim: Claim, rest: str) -> bool:
    """Return whether ``<stance>#<event>`` means a claim; nothing means every claim.

    A joint measure means its parts.
    """
    stance, _, key = rest.partition("#")
    kind, _, path = claim.object.partition("/")
    names = [path, path.rpartition("/")[2]]
    names += [path.rpartition("/")[0]] if kind == "measure" else []
    return not rest or (claim.stance == stance and key in names)


def _alike(one: RawClaim, other: RawClaim) -> bool:
    return (one.stance, one.object.text) == (other.stance, other.object.text)


def _earliest(statement: Statement) -> date | None:
    return statement.when.earliest_start if statement.when else statement.start
