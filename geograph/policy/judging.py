"""Which events count as relations, on whose word, as of and known by which day.

Whether something happened is never stored. It follows from the positions of the *voices* (whom
the claimants speak for) under a policy and two cuts in time that the researcher names. Everything
that counts, prints or draws relations asks this module; there is no second definition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from geograph.model import Claim, Event, Measure
from geograph.policy.rule import Policy
from geograph.policy.verdict import Coverage, Position, Verdict
from geograph.policy.world import World
from geograph.vocab import EVENT_CLASSES, Stance

# The stances that are no position, by the status that an event has when nothing better is said.
_WEAKER: tuple[tuple[str, frozenset[Stance]], ...] = (
    ("doubted-only", frozenset({Stance.DOUBTS})),
    ("announced-only", frozenset({Stance.ANNOUNCES, Stance.OFFERS, Stance.THREATENS})),
    ("requested-only", frozenset({Stance.REQUESTS, Stance.OPPOSES})),
    ("predicted-only", frozenset({Stance.PREDICTS})),
    ("mentioned-only", frozenset({Stance.PRESUPPOSES, Stance.EVALUATES})),
)


def judge(world: World, policy: Policy | None = None) -> dict[str, Verdict]:
    """Return the verdict on every event, measure and statement that somebody has spoken of.

    Events of which nothing was known by the cut are absent. The result does not depend on the
    order of the claims.

    Raises
    ------
    UnknownActor
        If a voice named by ``held-by`` is nobody.
    """
    policy = policy or Policy()
    live = world.live(known_by=policy.known_by, clock=policy.clock)
    holders = frozenset(
        world.actors.voice(world.actors.resolve(h, on=policy.as_of), policy.as_of or date.max)[0]
        for h in policy.holders
    )
    known = frozenset(
        key
        for key, claim in world.claims.items()
        if policy.known_by is None or world.known(claim, clock=policy.clock) <= policy.known_by
    )
    spoken: set[str] = set(world.records)
    for claim in (world.claims[key] for key in known):
        if claim.stance != Stance.RETRACTS:
            spoken.add(claim.object)
            # an assertion is one of everything wider, a denial one of everything narrower
            if claim.stance == Stance.ASSERTS:
                spoken |= world.wider.get(claim.object, frozenset())
            elif claim.stance == Stance.DENIES:
                spoken |= world.narrower.get(claim.object, frozenset())
    return {key: _verdict(world, policy, key, known, live, holders) for key in sorted(spoken)}


def edges(world: World, policy: Policy | None = None) -> frozenset[str]:
    """Return the ids of the events that count as relations under a policy."""
    return frozenset(key for key, verdict in judge(world, policy).items() if verdict.edge)


def coverage(world: World, policy: Policy | None = None) -> Coverage:
    """Return what the edges under a policy rest on."""
    return rests_on(world, (v for v in judge(world, policy).values() if v.edge))


def rests_on(world: World, verdicts: Iterable[Verdict]) -> Coverage:
    """Return how much the given verdicts rest on, from the claims live under their policy."""
    counted = list(verdicts)
    claims = [world.claims[c] for v in counted for c in v.evidence]
    documents = {world.statements[c.statement].document for c in claims}
    return Coverage(
        events=len(counted),
        documents=len(documents),
        publishers=len({world.documents[d].publisher for d in documents}),
        voices=len({(c.voice, c.anonymous) for c in claims}),
    )


def bearing_on(world: World, key: str) -> Iterator[tuple[bool, Claim]]:
    """Yield the assertions and denials that bear on an event, and whether they are of itself.

    Assertions of narrower events pass upward, denials of wider ones downward.
    """
    reach = (
        (True, (key,), (Stance.ASSERTS, Stance.DENIES)),
        (False, world.narrower.get(key, frozenset()), (Stance.ASSERTS,)),
        (False, world.wider.get(key, frozenset()), (Stance.DENIES,)),
    )
    for direct, targets, stances in reach:
        for target in sorted(targets):
            for claim in (world.claims[c] for c in world.claims_on.get(target, ())):
                if claim.stance in stances:
                    yield direct, claim


def positions(world: World, key: str, live: Iterable[str]) -> tuple[Position, ...]:
    """Return the position of every voice on an event, from the claims that are live."""
    live = frozenset(live)
    heard: dict[tuple[str, bool], list[tuple[date, bool, Claim]]] = defaultdict(list)
    for direct, claim in bearing_on(world, key):
        if claim.id in live:
            heard[claim.voice, claim.anonymous].append((claim.said, direct, claim))
    out = []
    for (voice, anonymous), said in sorted(heard.items(), key=lambda kv: kv[0]):
        sides: list[tuple[date, str, bool, tuple[str, ...]]] = []
        for day in sorted({d for d, _, _ in said}):
            today = [(direct, claim) for d, direct, claim in said if d == day]
            direct = any(own for own, _ in today)
            words = [claim for own, claim in today if own or not direct]
            stances = {claim.stance for claim in words}
            side = "mixed" if len(stances) > 1 else _SIDE[next(iter(stances))]
            sides.append((day, side, direct, tuple(sorted(c.id for c in words))))
        day, side, direct, ids = sides[-1]
        out.append(
            Position(
                voice=voice,
                anonymous=anonymous,
                side=side,
                said=day,
                direct=direct,
                claims=ids,
                reversed=len({s for _, s, _, _ in sides} - {"mixed"}) > 1,
            )
        )
    return tuple(out)


_SIDE = {Stance.ASSERTS: "for", Stance.DENIES: "against"}


def _verdict(
    world: World,
    policy: Policy,
    key: str,
    known: frozenset[str],
    live: frozenset[str],
    holders: frozenset[str],
) -> Verdict:
    held = positions(world, key, live)
    own = [world.claims[c] for c in world.claims_on.get(key, ()) if c in live]
    others: dict[Stance, set[str]] = defaultdict(set)
    for claim in own:
        if claim.stance not in _SIDE and claim.stance != Stance.RETRACTS:
            others[claim.stance].add(claim.voice)
    event = world.events.get(key)
    named_for = {p.voice for p in held if p.side == "for" and not p.anonymous}
    recorded = world.records.get(key, ())
    utterances = _independent(world, key, named_for, live)
    admitted = event is not None and bool(named_for & world.owners(event))
    in_time = policy.as_of is None or (event is not None and _holds_on(event, policy.as_of))
    evidence = {c.id for c in own} | {c for p in held for c in p.claims}
    bearing = {claim.id: claim for _, claim in bearing_on(world, key)}
    side = {(p.voice, p.anonymous): p.side for p in held}
    overtaken = {
        c.id
        for c in bearing.values()
        if c.id in live and side[c.voice, c.anonymous] not in (_SIDE[c.stance], "mixed")
    }
    retracted = ((bearing.keys() | set(world.claims_on.get(key, ()))) & known) - live
    return Verdict(
        id=key,
        status=_status(world, held, others, recorded, utterances),
        edge=in_time
        and event is not None
        and _counts(policy, held, event, recorded, utterances, admitted, holders),
        in_time=in_time,
        admitted=admitted,
        positions=held,
        others={stance: tuple(sorted(voices)) for stance, voices in sorted(others.items())},
        recorded=recorded,
        evidence=tuple(sorted(evidence)),
        overtaken=tuple(sorted(overtaken)),
        retracted=tuple(sorted(retracted)),
        utterances=utterances,
    )


def _counts(
    policy: Policy,
    held: tuple[Position, ...],
    event: Event,
    recorded: tuple[str, ...],
    utterances: int,
    admitted: bool,
    holders: frozenset[str],
) -> bool:
    """Apply the rule: the one place where an event becomes a relation."""
    named = {side: {p.voice for p in held if p.side == side and not p.anonymous} for side in SIDES}
    anyone = {p.side for p in held}
    match policy.rule:
        case "all":
            return "for" in anyone
        case "recorded":
            return "for" in anyone or bool(recorded)
        case "undenied":
            return "for" in anyone and not anyone & {"against", "mixed"}
        case "party-undenied":
            return "for" in anyone and not named["against"] & set(event.party)
        case "admitted":
            return admitted
        case "endorsed":
            return len(named["for"]) >= (policy.n or 1)
        case "corroborated":
            return utterances >= (policy.n or 1)
        case _:
            return bool(named["for"] & holders) and not named["against"] & holders


SIDES = ("for", "against", "mixed")


def _status(
    world: World,
    held: tuple[Position, ...],
    others: Mapping[Stance, set[str]],
    recorded: tuple[str, ...],
    utterances: int,
) -> str:
    sides = {p.side for p in held}
    if "mixed" in sides or {"for", "against"} <= sides:
        return "contested"
    if "for" in sides:
        if utterances >= 2:
            return "corroborated"
        named = any(p.side == "for" and not p.anonymous for p in held)
        return "asserted" if named else "anonymous-only"
    if recorded:
        return "recorded-only"
    if "against" in sides:
        against = [c for p in held for c in p.claims]
        kinds = {world.statements[world.claims[c].statement].kind for c in against}
        return "cleared" if "Clearance" in kinds else "denied-only"
    for status, stances in _WEAKER:
        if stances & others.keys():
            return status
    return "withdrawn"


def _independent(world: World, key: str, voices: set[str], live: frozenset[str]) -> int:
    """Count the voices that can be given an utterance each of their own (a maximum matching).

    One joint statement is n endorsements and one utterance; whoever relays or rests on another's
    statement shares its utterance. Unnamed sources count nothing.
    """
    spoken: dict[str, set[str]] = defaultdict(set)
    for target in (key, *world.narrower.get(key, ())):
        for claim_id in world.claims_on.get(target, ()):
            claim = world.claims[claim_id]
            if (
                claim_id in live
                and claim.stance == Stance.ASSERTS
                and not claim.anonymous
                and claim.voice in voices
            ):
                spoken[claim.voice].add(world.utterance[claim.statement])
    taken: dict[str, str] = {}

    def place(voice: str, seen: set[str]) -> bool:
        for utterance in sorted(spoken[voice] - seen):
            seen.add(utterance)
            if utterance not in taken or place(taken[utterance], seen):
                taken[utterance] = voice
                return True
        return False

    return sum(place(voice, set()) for voice in sorted(spoken))


def _holds_on(event: Event, day: date) -> bool:
    """Say whether an event had begun by a day and, if it is a state of affairs, not ended.

    A measure is in force from the day on which it takes effect, until the day before it is lifted.
    """
    start, end = event.start, event.end
    if isinstance(event, Measure):
        start = event.effective or event.listed or event.start
        if event.lifted is not None and event.lifted <= day:
            return False
    if start is None or start > day:
        return False
    return not (EVENT_CLASSES[event.kind].durative and end is not None and end < day)
