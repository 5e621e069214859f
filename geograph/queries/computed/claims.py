"""Questions on who says what: accusers accused, positions compared, admissions, confirmations."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from geograph.model import Claim, Event
from geograph.policy import Position, Verdict, World, bearing_on, live_under, words_on
from geograph.queries.computed.asked import Answer, Asked
from geograph.table import Cell
from geograph.vocab import Stance

__all__ = ["accused_accusers", "as_held_by", "changed_sides", "confirmed", "first_said", "undenied"]

CHARGES = ("Accusation", "Disclosure")
SAYS = {"for": "asserts", "against": "denies", "mixed": "says both"}


def accused_accusers(asked: Asked) -> Answer:
    """List who both accuses others and is accused by others, and of how much."""
    world = asked.world
    accuses: dict[str, set[str]] = defaultdict(set)
    accused: dict[str, set[str]] = defaultdict(set)
    against: dict[str, set[str]] = defaultdict(set)
    by: dict[str, set[str]] = defaultdict(set)
    first: dict[str, date] = {}
    for claim in _standing(asked):
        event = world.events.get(claim.object)
        charge = world.statements[claim.statement].kind in CHARGES
        if event is None or claim.anonymous or claim.stance != Stance.ASSERTS or not charge:
            continue
        for actor in {asked.voice(a, event) for a in event.actor} - {claim.voice}:
            accuses[claim.voice].add(event.id)
            against[claim.voice].add(actor)
            accused[actor].add(event.id)
            by[actor].add(claim.voice)
            first[actor] = min(first.get(actor, claim.said), claim.said)
    wanted = asked.all("actor")
    rows = [
        (
            *(asked.label(actor), len(accuses[actor]), asked.labels(against[actor])),
            *(len(accused[actor]), asked.labels(by[actor]), first[actor], actor),
        )
        for actor in accuses.keys() & accused.keys()
        if not wanted or actor in wanted
    ]
    rows.sort(key=lambda row: (-(int(str(row[1])) + int(str(row[3]))), str(row[6])))
    return Answer(rows)


def as_held_by(asked: Asked) -> Answer:
    """List events on which two voices do not stand alike, by their positions."""
    one, other = asked.all("one"), asked.all("other")
    rows = []
    for key, verdict in sorted(asked.verdicts.items()):
        event = asked.world.events.get(key)
        if event is None:
            continue
        first, second = _side(verdict, one), _side(verdict, other)
        if first != second:
            rows.append((event.label, first, second, key))
    return Answer(rows)


def _side(verdict: Verdict, voices: tuple[str, ...]) -> str | None:
    """Return where named voices stand; unnamed sources do not speak for a state."""
    held = {p.side for p in verdict.positions if p.voice in voices and not p.anonymous}
    return SAYS[next(iter(held)) if len(held) == 1 else "mixed"] if held else None


def undenied(asked: Asked) -> Answer:
    """List relations on which no voice stands against, however it spoke before."""
    wanted = asked.all("actor")
    rows = [
        (event.label, event.kind, event.start, event.id)
        for event, verdict in asked.relations()
        if not {p.side for p in verdict.positions} & {"against", "mixed"}
        and (not wanted or set(wanted) & _parties(asked, event))
    ]
    return Answer(rows)


def changed_sides(asked: Asked) -> Answer:
    """List parties that denied an event before they asserted it."""
    wanted = asked.all("actor")
    rows: list[tuple[Cell, ...]] = []
    for key, verdict in sorted(asked.verdicts.items()):
        event = asked.world.events.get(key)
        if event is None:
            continue
        for position in verdict.positions:
            held = (
                position.reversed and position.side in ("for", "mixed") and not position.anonymous
            )
            if not held or position.voice not in _admitting(asked, event):
                continue
            if wanted and position.voice not in wanted:
                continue
            denied, admitted = _turn(asked, event, position)
            if denied and admitted:
                rows.append(
                    (
                        asked.label(position.voice),
                        event.label,
                        denied[0].said,
                        denied[-1].said,
                        admitted[0].said,
                        "; ".join(_place(asked.world, c) for c in denied),
                        "; ".join(_place(asked.world, c) for c in admitted),
                        key,
                    )
                )
    rows.sort(key=lambda row: (str(row[4]), str(row[7]), str(row[0])))
    return Answer(rows)


def _admitting(asked: Asked, event: Event) -> frozenset[str]:
    """Return the voices that can admit an event: of those who did it, and confirming recipients."""
    return asked.world.owners(event) | asked.world.confirming(event)


def _turn(asked: Asked, event: Event, position: Position) -> tuple[list[Claim], list[Claim]]:
    """Return a voice's denials of an event, and its assertions after the first of them."""
    live = live_under(asked.world, asked.policy)
    own = [
        claim
        for _, claim in words_on(asked.world, event.id, live)[0]
        if claim.voice == position.voice and not claim.anonymous
    ]
    own.sort(key=lambda claim: (claim.said, claim.id))
    denied = [claim for claim in own if claim.stance == Stance.DENIES]
    admitted = [
        claim
        for claim in own
        if claim.stance == Stance.ASSERTS and denied and claim.said > denied[0].said
    ]
    before = [claim for claim in denied if admitted and claim.said < admitted[-1].said]
    return before, admitted


def first_said(asked: Asked) -> Answer:
    """List the first words for and against each event, of itself and of what bears on it."""
    live = live_under(asked.world, asked.policy)
    rows: set[tuple[Cell, ...]] = set()
    for key in asked.all("event") or asked.verdicts:
        words, _ = words_on(asked.world, key, live)
        for stance in (Stance.ASSERTS, Stance.DENIES):
            told = [(direct, claim) for direct, claim in words if claim.stance == stance]
            first = min((claim.said for _, claim in told), default=None)
            for direct, claim in told:
                if claim.said == first:
                    voice = asked.label(claim.voice) + " (unnamed)" * claim.anonymous
                    reaches = "direct" if direct else "inherited"
                    what = asked.label(key)
                    rows.add((what, str(stance), first, voice, reaches, key))
    return Answer(sorted(rows, key=lambda row: (*map(str, (row[5], row[1], row[3], row[4])),)))


def confirmed(asked: Asked) -> Answer:
    """List events that were confirmed or taken back after they were first asserted, by whom."""
    world = asked.world
    wanted = asked.all("event")
    rows: list[tuple[Cell, ...]] = []
    for key, verdict in sorted(asked.verdicts.items()):
        event = world.events.get(key)
        if event is None or (wanted and key not in wanted):
            continue
        told = [c for c in _bearing(asked, key) if c.stance == Stance.ASSERTS]
        if not told:
            continue
        first = min(told, key=lambda claim: (claim.said, claim.id))
        for claim in told:
            how = _how(asked, claim, event, first)
            if how is not None:
                rows.append(_confirmation(asked, event, first, claim, how))
        for lost in verdict.retracted:
            for again in world.retracted_by.get(lost, ()):
                back = world.claims[again]
                rows.append(_confirmation(asked, event, first, back, "retracted"))
    unique = sorted(set(rows), key=lambda row: tuple(map(str, row)))
    return Answer(sorted(unique, key=lambda row: str(row[7])))


def _how(asked: Asked, claim: Claim, event: Event, first: Claim) -> str | None:
    if claim.said <= first.said or claim.voice == first.voice or claim.anonymous:
        return None
    if claim.voice in _admitting(asked, event):
        return "confirmed by a party"
    kind = asked.world.statements[claim.statement].kind
    return "confirmed by another" if kind == "Confirmation" else None


def _confirmation(
    asked: Asked, event: Event, first: Claim, claim: Claim, how: str
) -> tuple[Cell, ...]:
    label = asked.label
    return (
        *(event.label, label(first.voice) + " (unnamed)" * first.anonymous, first.said),
        *(how, label(claim.voice), claim.said, _place(asked.world, claim), event.id),
    )


def _bearing(asked: Asked, key: str) -> list[Claim]:
    """Return the live assertions and denials of an event itself."""
    known, clock = asked.policy.known_by, asked.policy.clock
    return [
        claim
        for direct, claim in bearing_on(asked.world, key)
        if direct and (known is None or asked.world.known(claim, clock=clock) <= known)
    ]


def _standing(asked: Asked) -> list[Claim]:
    live = live_under(asked.world, asked.policy)
    return [asked.world.claims[key] for key in sorted(live)]


def _parties(asked: Asked, event: Event) -> set[str]:
    named = (*event.actor, *event.recipient, *event.participant)
    return {*event.party, *named, *(asked.voice(a, event) for a in named)}


def _place(world: World, claim: Claim) -> str:
    """Return where a claim was read: title and paragraph."""
    statement = world.statements[claim.statement]
    return f"{world.documents[statement.document].title} ¶{statement.locator}"
