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
from geograph.policy.world import World, speaker_of
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
    return {key: verdict_on(world, policy, key, known, live, holders) for key in sorted(spoken)}


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
    """Return the position of every voice on an event, from the claims that are live.

    A word overrides an opposite one of the same voice only if it was certainly said later: that a
    report of September says "has denied" does not undo an admission of June.
    """
    live = frozenset(live)
    heard: dict[tuple[str, bool, str], list[tuple[bool, Claim]]] = defaultdict(list)
    for direct, claim in bearing_on(world, key):
        if claim.id in live:
            heard[speaker_of(claim)].append((direct, claim))
    return tuple(_position(who, words) for who, words in sorted(heard.items()))


def _position(who: tuple[str, bool, str], words: list[tuple[bool, Claim]]) -> Position:
    def later(one: Claim, other: Claim) -> bool:
        return one.stance != other.stance and _earliest(one) > other.said

    def outspoken(direct: bool, claim: Claim) -> bool:
        """Say whether a direct word of the same day sets an inherited one aside."""
        return not direct and any(
            own and c.stance != claim.stance and _earliest(c) == c.said == claim.said
            for own, c in words
            if _earliest(claim) == claim.said
        )

    standing = [
        (direct, claim)
        for direct, claim in words
        if not any(later(other, claim) for _, other in words) and not outspoken(direct, claim)
    ]
    direct = any(own for own, _ in standing)
    stances = {claim.stance for _, claim in standing}
    kept = [claim for own, claim in standing if own or not direct or len(stances) > 1]
    return Position(
        voice=who[0],
        anonymous=who[1],
        claimant=who[2] or None,
        side="mixed" if len(stances) > 1 else _SIDE[next(iter(stances))],
        said=max(claim.said for claim in kept),
        direct=direct,
        claims=tuple(sorted(claim.id for claim in kept)),
        reversed=any(later(one, other) for _, one in words for _, other in words),
    )


def _earliest(claim: Claim) -> date:
    """Return the first day on which a claim can have been said."""
    return claim.said if claim.when is None else claim.when.earliest_start or date.min


_SIDE = {Stance.ASSERTS: "for", Stance.DENIES: "against"}


def verdict_on(
    world: World,
    policy: Policy,
    key: str,
    known: frozenset[str],
    live: frozenset[str],
    holders: frozenset[str],
) -> Verdict:
    """Return the verdict on one event from the claims that are known and those that are live."""
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
    in_time = policy.as_of is None or (event is not None and _holds_on(event, policy))
    evidence = {c.id for c in own} | {c for p in held for c in p.claims}
    bearing = {claim.id: claim for _, claim in bearing_on(world, key)}
    side = {(p.voice, p.anonymous, p.claimant or ""): p.side for p in held}
    overtaken = {
        c.id
        for c in bearing.values()
        if c.id in live and side[speaker_of(c)] not in (_SIDE[c.stance], "mixed")
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


def admits(policy: Policy, event: Event, verdict: Verdict, holders: frozenset[str]) -> bool:
    """Say whether a rule admits an event on a verdict, whatever the cut in event time.

    ``holders`` are the voices of ``held-by``.
    """
    return _counts(
        policy,
        verdict.positions,
        event,
        verdict.recorded,
        verdict.utterances,
        verdict.admitted,
        holders,
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
UNSTATED = "publisher/unstated/"


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
    statement shares its utterance. Unnamed sources count nothing, nor do unstated publishers: two
    reprints of one story would be two of them.
    """
    spoken: dict[str, set[str]] = defaultdict(set)
    for target in (key, *world.narrower.get(key, ())):
        for claim_id in world.claims_on.get(target, ()):
            claim = world.claims[claim_id]
            if (
                claim_id in live
                and claim.stance == Stance.ASSERTS
                and not claim.anonymous
                and not claim.voice.startswith(UNSTATED)
                and claim.voice in voices
            ):
                spoken[claim.voice] |= world.utterance[claim.statement]
    taken: dict[str, str] = {}

    def place(voice: str, seen: set[str]) -> bool:
        for utterance in sorted(spoken[voice] - seen):
            seen.add(utterance)
            if utterance not in taken or place(taken[utterance], seen):
                taken[utterance] = voice
                return True
        return False

    return sum(place(voice, set()) for voice in sorted(spoken))


def window(event: Event) -> tuple[date | None, date | None, date | None]:
    """Return when an event holds: from a day, to a day if it is a state of affairs, and lifted.

    A measure is in force from the day on which it takes effect, until the day before it is lifted.
    Without a first day it holds on none; without a last it has no end.

    >>> window(Event(id="event/e", kind="Meeting", label="", dossier="", start=date(2024, 1, 2)))
    (datetime.date(2024, 1, 2), None, None)
    """
    start, end, lifted = event.start, event.end, None
    if isinstance(event, Measure):
        start, lifted = event.effective or event.listed or event.start, event.lifted
    durative = EVENT_CLASSES[event.kind].durative and lifted is None
    return start, end if durative else None, lifted


def _holds_on(event: Event, policy: Policy) -> bool:
    """Say whether an event had begun by a day and, if it is a state of affairs, not ended.

    A lifting after the day by which things are known is not known.
    """
    day = policy.as_of or date.max
    start, end, lifted = window(event)
    if lifted is not None and lifted <= min(day, policy.known_by or date.max):
        return False
    return start is not None and start <= day and (end is None or end >= day)
