"""Which events count as relations, on whose word, as of and known by which day.

Whether something happened is never stored. It follows from the positions of the *voices* (whom
the claimants speak for) under a policy and two cuts in time that the researcher names. Everything
that counts, prints or draws relations asks this module; there is no second definition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from geograph.force import one_off
from geograph.model import Event, Measure
from geograph.policy.positions import SIDE, bearing_on, positions
from geograph.policy.relation import admits
from geograph.policy.rule import Policy
from geograph.policy.status import status_of
from geograph.policy.utterances import independent
from geograph.policy.verdict import Coverage, Verdict
from geograph.policy.world import World, speaker_of
from geograph.vocab import EVENT_CLASSES, Stance

__all__ = ["coverage", "edges", "judge", "rests_on", "verdict_on", "window"]


def judge(world: World, policy: Policy | None = None) -> dict[str, Verdict]:
    """Return the verdict on every event, measure and statement that somebody has spoken of.

    Events of which nothing was known by the cut are absent, and so are joint measures, whose parts
    are judged. The result does not depend on the order of the claims.

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
    spoken = set(world.records) | world.reached(known)
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
        if claim.stance not in SIDE and claim.stance != Stance.RETRACTS:
            others[claim.stance].add(claim.voice)
    event = world.events.get(key)
    named_for = {p.voice for p in held if p.side == "for" and not p.anonymous}
    recorded = world.records.get(key, ())
    utterances = independent(world, key, named_for, live)
    admitted = event is not None and bool(named_for & world.owners(event))
    in_time = policy.as_of is None or (event is not None and _holds_on(event, policy))
    evidence = {c.id for c in own} | {c for p in held for c in p.claims}
    bearing = {claim.id: claim for _, claim in bearing_on(world, key)}
    side = {(p.voice, p.anonymous, p.claimant or ""): p.side for p in held}
    overtaken = {
        c.id
        for c in bearing.values()
        if c.id in live and side[speaker_of(c)] not in (SIDE[c.stance], "mixed")
    }
    retracted = ((bearing.keys() | set(world.claims_on.get(key, ()))) & known) - live
    verdict = Verdict(
        id=key,
        status=status_of(world, held, others, recorded, utterances),
        edge=False,
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
    if event is None or not in_time or not admits(policy, event, verdict, holders):
        return verdict
    return replace(verdict, edge=True)


def window(event: Event) -> tuple[date | None, date | None, date | None]:
    """Return when an event holds: from a day, to a day if it is a state of affairs, and lifted.

    A measure is in force from the day on which it takes effect, until the day before it can be
    over. Without a first day it holds on none; without a last it has no end.

    >>> window(Event(id="event/e", kind="Meeting", label="", dossier="", start=date(2024, 1, 2)))
    (datetime.date(2024, 1, 2), None, None)
    """
    if isinstance(event, Measure):
        once = one_off(event.kind, event.provision)
        return event.holds_from, None, None if once else event.holds_until
    return event.start, event.end if EVENT_CLASSES[event.kind].durative else None, None


def _holds_on(event: Event, policy: Policy) -> bool:
    """Say whether an event had begun by a day and, if it is a state of affairs, not ended.

    A lifting that was said after the day by which things are known is not known.
    """
    day = policy.as_of or date.max
    start, end, lifted = window(event)
    if lifted is not None and lifted <= day and ending_known(event, policy.known_by):
        return False
    return start is not None and start <= day and (end is None or end >= day)


def ending_known(event: Event, known_by: date | None) -> bool:
    """Say whether the end of an event had been said by a day; a coded one always was.

    >>> ending_known(Event(id="event/e", kind="War", label="", dossier=""), date(2024, 1, 2))
    True
    """
    said = event.until_known if isinstance(event, Measure) else None
    return known_by is None or said is None or said <= known_by
