"""Propose where words and coding do not fit: polarity against note, denials that reach nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from geograph.model import Claim, Event, Measure
from geograph.pipeline.validation.event_comparison import extent, overlap, told_apart
from geograph.pipeline.validation.hierarchy import RESIDUAL, Comparison
from geograph.pipeline.validation.proposal import Proposal, short
from geograph.pipeline.validation.rules import Corpus
from geograph.vocab import Stance, is_a

__all__ = ["polarity", "unreached_denial"]

#: Words of somebody who does not know, which is a doubt and no denial.
_UNSURE = re.compile(
    r"\b(?:can ?not|can't|could not|did not|does not|do not|unable to|not able to)"
    r" (?:\w+ )?(?:confirm|verify|prove|establish)"
    r"|\b(?:no|without|lacks?|lacking)\b[^.;]{0,20}\b(?:evidence|proofs?|indications?|signs?|confirmation)\b"
    r"|\b(?:not|nothing|never|nobody)\b[^.;]{0,12}\b(?:seen|observed|confirmed|proven|proved)\b"
    r"|\bunproven\b|\bunconfirmed\b|\bnot aware\b|\bunaware\b"
)
#: Words of somebody who says no.
_NO = re.compile(
    r"\b(?:denie[ds]|deny|denying|refute[ds]?|rejects?|rejected|disputes?|disputed"
    r"|untrue|not true|false|baseless|never happened)\b"
)


def polarity(corpus: Corpus) -> Iterator[Proposal]:
    """Propose another stance where a claim's note says the opposite, or that nothing is known."""
    for claim in corpus.model.claims:
        told = "; ".join(text for text in (claim.note, claim.evaluation) if text)
        if claim.stance == Stance.DENIES and (found := _UNSURE.search(told.lower())):
            stance, says = Stance.DOUBTS, "is not known"
        elif claim.stance == Stance.ASSERTS and (found := _NO.search(told.lower())):
            stance, says = Stance.DENIES, "is not so"
        else:
            continue
        who, what = corpus.claim_index.label(claim.claimant), corpus.claim_index.label(claim.object)
        yield Proposal(
            rule="polarity",
            focus=claim.id,
            what=f"{who} {claim.stance} {what}, and the note says that it {says}",
            why=f"note: {told!r} ({found.group()})",
            fix=f"{stance}: {short(claim.object)}",
        )


def unreached_denial(corpus: Corpus) -> Iterator[Proposal]:
    """Propose what a denial may mean where nobody has spoken of anything that it reaches."""
    index, live = corpus.claim_index, corpus.claim_index.live()
    denied: dict[str, list[Claim]] = defaultdict(list)
    spoken: set[str] = set(index.records)
    for claim in corpus.model.claims:
        if claim.id in live and (event := index.events.get(claim.object)):
            # what is said of a part is looked at as said of the whole
            whole = (isinstance(event, Measure) and event.part_of) or event.id
            if claim.stance == Stance.DENIES:
                denied[whole].append(claim)
            elif claim.stance != Stance.RETRACTS:
                spoken.add(whole)
    compared = Comparison(corpus)
    by_party: dict[str, list[Event]] = defaultdict(list)
    for event in compared.events:
        if event.id in spoken:
            for party in frozenset().union(*compared.sides[event.id]):
                by_party[party].append(event)
    for key, claims in sorted(denied.items()):
        event = index.events[key]
        if {key, *index.narrower.get(key, ()), *index.wider[key]} & spoken:
            continue
        parties = frozenset().union(*compared.sides[key])
        near = {one.id: one for party in parties for one in by_party[party]}
        found = {k: one for k, one in near.items() if _may_mean(compared, event, one)}
        who = ", ".join(sorted({index.label(claim.voice) for claim in claims}))
        widest = sorted(k for k in found if not index.wider[k] & found.keys())
        for other in widest or (None,):
            yield Proposal(
                rule="unreached-denial",
                focus=key,
                other=other,
                what=f"the denial of {event.label} reaches nothing that anybody has spoken of"
                + (f"; it may mean {index.label(other)}" if other else ""),
                why=f"denied by {who}; "
                + ("spoken of, " if other else "nothing is spoken of that is ")
                + "of the same class, parties and goods",
                fix=f"on {short(other)}: `broader: {short(key)}`; or deny it by its own key"
                if other
                else "code who says so; or refuse this, if the report reports the denial alone",
            )


def _may_mean(compared: Comparison, denied: Event, spoken: Event) -> bool:
    """Return whether an event that is spoken of may be what a denial of another one means.

    The denied event may name more parties, or none on one side, and no items: it is the wider one.
    """
    kinds = denied.kind, spoken.kind
    mine, theirs = compared.widest[denied.id], compared.widest[spoken.id]
    goods = compared.goods
    return (
        not set(kinds) & set(RESIDUAL)
        and (is_a(*kinds) or is_a(*kinds[::-1]))
        and compared.sides[denied.id][2] == compared.sides[spoken.id][2]
        and all(
            not wide or (narrow and narrow <= wide)
            for wide, narrow in zip(
                compared.sides[denied.id][:2], compared.sides[spoken.id][:2], strict=True
            )
        )
        and (not mine or bool(theirs and (goods.cover(mine, theirs) or goods.cover(theirs, mine))))
        and overlap(extent(denied), extent(spoken))
        and not told_apart(denied, spoken)
    )
