"""The claims ledger: each event with who asserts it, who denies it, and what followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from geograph.display.short_repr import short_repr
from geograph.display.text import GRADES, HEAT, STANCES, say_date
from geograph.events.force import TOLD
from geograph.model import Event, Measure
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.claim_policy import Policy
from geograph.policy.judging import judge
from geograph.policy.measure_stage import stage_of
from geograph.policy.said import said_of
from geograph.policy.speakers import Speaker, speakers, takers
from geograph.policy.verdict import Verdict
from geograph.vocab import EVENT_CLASSES, Stance

__all__ = ["LedgerRow", "OtherStance", "Response", "beside", "ledger", "row_of"]


#: which voices stand where besides for and against, in the order in which a row says it.
OTHER_STANCES = tuple(
    Stance(s) for s in STANCES if s in set(Stance) - {"asserts", "denies", "retracts"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherStance:
    """A stance other than for and against, in words ("presupposed by"), and who takes it."""

    stance: str
    words: str
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A measure taken in response to a row's event, with the stage it has reached."""

    id: str
    label: str
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One event or measure: who stands where on it, what became of it, and the claims behind.

    ``day`` is the ISO day that the row sorts by (None: undated); ``heat`` orders by how contested
    it is, highest first; ``detail`` says by whom a contested event is denied, or how many
    publishers report one that only they report; ``claims`` are all that bear on it, of which
    ``attributed`` are those known only through a party that says the same, ``overtaken`` those
    whose voice has since changed sides and ``retracted`` those taken back; ``counts`` says whether
    the policy admits it as a relation; ``undrawn`` says in words why a row is not an edge.
    """

    __repr__ = short_repr

    id: str
    label: str
    kind: str
    kind_label: str
    sign: int
    status: str
    when: str
    day: str | None
    heat: int
    detail: str | None = None
    flags: tuple[str, ...] = ()
    asserted: tuple[Speaker, ...] = ()
    denied: tuple[Speaker, ...] = ()
    others: tuple[OtherStance, ...] = ()
    measures: tuple[Response, ...] = ()
    stage: str | None = None
    claims: tuple[str, ...] = ()
    attributed: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    counts: bool = False
    undrawn: str | None = None


def ledger(
    index: ClaimIndex,
    policy: Policy | str | None = None,
    *,
    verdicts: Mapping[str, Verdict] | None = None,
) -> tuple[LedgerRow, ...]:
    """Return what is said of every event and measure: most contested first, then most recent.

    ``verdicts`` are those of `judge` under the same policy, for callers that have them already.

    >>> from geograph.model import Model
    >>> ledger(ClaimIndex.from_model(Model()))
    ()
    """
    policy = Policy.of(policy)
    judged = judge(index, policy) if verdicts is None else verdicts
    spoken = {k: v for k, v in judged.items() if k in index.events}
    answers: dict[str, list[tuple[str, Measure]]] = defaultdict(list)
    for key in sorted(spoken):
        event = index.events[key]
        if isinstance(event, Measure):
            for cause in event.in_response_to:
                answers[cause].append((key, event))
    rows = (row_of(index, policy, v, spoken, answers[v.id]) for v in spoken.values())
    return tuple(sorted(rows, key=_opening_order))


def _opening_order(row: LedgerRow) -> tuple[int, int, str]:
    """Most contested first, then most recent, then by id."""
    return -row.heat, -int((row.day or "0000-00-00").replace("-", "")), row.id


def beside(verdict: Verdict) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the claims that take no stance on an event itself, and what `STANCES` calls them."""
    for name, keys in (("ending", verdict.of_its_end), ("attributed", verdict.attributed)):
        if keys:
            yield name, keys


def _detail(verdict: Verdict) -> str | None:
    """Return by whom a contested event is denied, or how many publishers report it."""
    if verdict.grade is not None:
        return GRADES[verdict.grade]
    if verdict.status != "reported-only":
        return None
    number = len(verdict.reporting)
    return f"by {number} publisher{'' if number == 1 else 's'}"


def _heat(verdict: Verdict) -> int:
    """Return how contested an event is: its status first, then how many speak of it itself."""
    rank = HEAT.get(verdict.status, 0)
    return rank and rank * 1000 + sum(p.direct for p in verdict.positions)


def row_of(
    index: ClaimIndex,
    policy: Policy,
    verdict: Verdict,
    verdicts: Mapping[str, Verdict] | None = None,
    responses: Iterable[tuple[str, Measure]] = (),
) -> LedgerRow:
    """Return the row of one event, with the measures that answer it and the verdicts on them."""
    verdicts = verdicts or {}
    event = index.events[verdict.id]
    told = said_of(index, verdict)
    live = [one for one in told if one.mark != "retracted"]
    others = [
        OtherStance(
            stance=str(s),
            words=STANCES[s][1],
            speakers=takers(index, (one.claim for one in live if one.stance == s)),
        )
        for s in OTHER_STANCES
        if verdict.voices(s)
    ]
    for name, keys in beside(verdict):
        told_by = takers(index, (index.claims[c] for c in keys))
        others.append(OtherStance(stance=name, words=STANCES[name][1], speakers=told_by))
    said = max((one.claim.said for one in live), default=None)
    day = event.start or said
    return LedgerRow(
        id=event.id,
        label=event.label,
        kind=event.kind,
        kind_label=EVENT_CLASSES[event.kind].label,
        sign=EVENT_CLASSES[event.kind].sign,
        status=verdict.status,
        when=_when(event, any(p.side == "for" for p in verdict.positions)),
        day=day.isoformat() if day else None,
        heat=_heat(verdict),
        detail=_detail(verdict),
        flags=verdict.flags,
        asserted=speakers(index, verdict.positions, "for"),
        denied=speakers(index, verdict.positions, "against"),
        others=tuple(others),
        measures=tuple(
            Response(
                id=key,
                label=measure.label,
                stage=stage_of(index, measure, verdicts[key], policy),
            )
            for key, measure in responses
        ),
        stage=stage_of(index, event, verdict, policy) if isinstance(event, Measure) else None,
        claims=tuple(one.claim.id for one in reversed(told)),
        attributed=verdict.attributed,
        overtaken=verdict.overtaken,
        retracted=verdict.retracted,
        counts=verdict.edge,
    )


def _when(event: Event, counted: bool) -> str:
    """Say an event's date; one known only from what was said is "by" that day."""
    bounded = event.when is not None and event.when.earliest_start is not None
    if event.when is not None and (bounded or event.start is None):
        return say_date(event.when.text)
    if isinstance(event, Measure):
        told = event.basis in TOLD and event.basis != "coded"
        if counted and told and (day := event.holds_from):
            exact = day == event.holds_from_earliest
            return f"{event.basis} {'' if exact else 'by '}{say_date(day.isoformat())}"
        if event.announced:
            return f"announced {say_date(event.announced.isoformat())}"
    return f"by {say_date(event.start.isoformat())}" if event.start else "undated"
