"""Which events count as relations, on whose word, as of and known by which day.

Whether something happened is never stored. It follows from the positions of the *voices* (whom
the claimants speak for) under a policy and two cuts in time that the researcher names. Everything
that counts, prints or draws relations asks this module; there is no second definition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from geograph.policy._account import account_of
from geograph.policy.admission import Account, admits, independent
from geograph.policy.claim_index import ClaimIndex, speaker_of
from geograph.policy.claim_policy import COUNTED, Policy
from geograph.policy.holders import holders_of
from geograph.policy.rivals import with_rivals
from geograph.policy.stance import hedged, stance_of
from geograph.policy.status import flags_of, grade_of, status_of
from geograph.policy.verdict import Coverage, Verdict
from geograph.policy.voice_positions import (
    SIDE,
    bearing_on,
    held_by,
    is_attributed,
    reached_by,
    words_on,
)
from geograph.valid_time import holds_on
from geograph.vocab import Stance

__all__ = [
    "coverage",
    "edges",
    "judge",
    "left_out",
    "live_under",
    "rests_on",
    "standing_under",
    "verdict_on",
]


def judge(index: ClaimIndex, policy: Policy | str | None = None) -> dict[str, Verdict]:
    """Return the verdict on every event, measure and statement that somebody has spoken of.

    Events of which nothing was known by the cut are absent, and so are joint measures, whose parts
    are judged. The result does not depend on the order of the claims.

    Raises
    ------
    PolicyError
        If the policy is none, or a text that cannot be read.
    UnknownActor
        If a voice named by ``held-by`` is nobody.
    """
    policy = Policy.of(policy)
    holders = frozenset(holders_of(index.actors, policy))
    live = live_under(index, policy)
    known = frozenset(
        key
        for key, claim in index.claims.items()
        if policy.known_by is None or index.known(claim, clock=policy.clock) <= policy.known_by
    ) - left_out(index, policy)
    spoken: set[str] = set(index.records)
    for claim in (index.claims[key] for key in known):
        if claim.stance != Stance.RETRACTS:
            spoken |= reached_by(index, claim)
    return {key: verdict_on(index, policy, key, known, live, holders) for key in sorted(spoken)}


def left_out(index: ClaimIndex, policy: Policy) -> frozenset[str]:
    """Return the claims that a policy does not admit, whenever they were made."""
    if not policy.certain:
        return frozenset()
    return frozenset(key for key, claim in index.claims.items() if hedged(claim))


def live_under(index: ClaimIndex, policy: Policy) -> frozenset[str]:
    """Return the claims that a policy admits: known by its day, and not taken back by then."""
    live = index.live(known_by=policy.known_by, clock=policy.clock)
    return live - left_out(index, policy)


def standing_under(index: ClaimIndex, policy: Policy) -> frozenset[str]:
    """Return the claims that a policy admits and that are somebody's own word, not attributed."""
    live = live_under(index, policy)
    return live - {key for key in index.relays if key in live and is_attributed(index, key, live)}


def edges(index: ClaimIndex, policy: Policy | str | None = None) -> frozenset[str]:
    """Return the ids of the events that count as relations under a policy."""
    return frozenset(key for key, verdict in judge(index, policy).items() if verdict.edge)


def coverage(index: ClaimIndex, policy: Policy | str | None = None) -> Coverage:
    """Return what the edges under a policy rest on."""
    return rests_on(index, (v for v in judge(index, policy).values() if v.edge))


def rests_on(index: ClaimIndex, verdicts: Iterable[Verdict]) -> Coverage:
    """Return how much the given verdicts rest on: live claims that make a position or a stance."""
    counted = list(verdicts)
    claims = [index.claims[c] for v in counted for c in _stands(v)]
    documents = {index.statements[c.statement].document for c in claims}
    return Coverage(
        events=len(counted),
        documents=len(documents),
        publishers=len({index.documents[d].publisher for d in documents}),
        voices=len({(c.voice, c.anonymous) for c in claims}),
    )


def _stands(verdict: Verdict) -> frozenset[str]:
    """Return the claims that a verdict rests on: what is shown but makes no position is none."""
    return frozenset(verdict.evidence) - {*verdict.overtaken, *verdict.attributed}


def verdict_on(
    index: ClaimIndex,
    policy: Policy,
    key: str,
    known: frozenset[str],
    live: frozenset[str],
    holders: frozenset[str],
) -> Verdict:
    """Return the verdict on one event from the claims that are known and those that are live."""
    words, attributed = words_on(index, key, live)
    drop = policy.drop_partly_admitted
    held = held_by(index, key, words, live, drop_partly_admitted=drop)
    if policy.rivals:
        held = with_rivals(index, key, held, live, drop_partly_admitted=drop)
    # a retraction speaks of what it takes back, and is not a word on the statement itself
    on_it = {c for c in index.claims_on.get(key, ()) if index.claims[c].stance != Stance.RETRACTS}
    own = [index.claims[c] for c in sorted(on_it) if c in live and c not in attributed]
    others: dict[Stance, set[str]] = defaultdict(set)
    for claim in own:
        stance = stance_of(claim)
        if stance is not None and stance not in SIDE:
            others[stance].add(claim.voice)
    of_its_end = tuple(sorted(claim.id for claim in own if stance_of(claim) is None))
    event = index.events.get(key)
    standing = Account(positions=held)
    if event is not None:
        standing = account_of(index, event, held, words, live)
    status = status_of(index, standing, others, of_its_end=of_its_end, attributed=attributed)
    in_time = event is None or holds_on(event, policy.as_of, policy.known_by)
    side = {(p.voice, p.anonymous, p.claimant or ""): p.side for p in held}
    overtaken = {
        claim.id
        for _, claim in words
        if side.get(speaker_of(claim)) not in (SIDE[claim.stance], "mixed")
    }
    bearing = {claim.id for _, claim in bearing_on(index, key)}
    evidence = {c.id for c in own} | (bearing & live)
    retracted = ((bearing | on_it) & known) - live
    verdict = Verdict(
        id=key,
        status=status,
        edge=False,
        in_time=in_time,
        flags=flags_of(held, standing.owners),
        grade=grade_of(standing) if status == "contested" else None,
        positions=held,
        others={stance: tuple(sorted(voices)) for stance, voices in sorted(others.items())},
        recorded=index.records.get(key, ()),
        evidence=tuple(sorted(evidence)),
        of_its_end=of_its_end,
        attributed=tuple(sorted(attributed)),
        overtaken=tuple(sorted(overtaken)),
        retracted=tuple(sorted(retracted)),
        utterances=independent(standing, frozenset(COUNTED)),
    )
    if event is None or not in_time or not admits(policy, standing, holders):
        return verdict
    return replace(verdict, edge=True)
