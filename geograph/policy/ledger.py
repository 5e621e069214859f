"""The claims ledger: each event with who asserts it, who denies it, and what followed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from geograph.display import Table
from geograph.display.short_repr import short_repr
from geograph.display.text import GRADES, HEAT, STANCES, STATUSES, say_date
from geograph.events.force import AHEAD, INFERRED, TOLD, Period, Stage, coming, furthest
from geograph.model import Claim, Event, Measure
from geograph.policy import (
    ClaimIndex,
    Policy,
    Position,
    Selection,
    Verdict,
    judge,
    rests_on,
    said_of,
    select,
)
from geograph.policy.counted_releases import known_releases
from geograph.policy.denial_searches import search_notes
from geograph.store.columns import listed
from geograph.vocab import EVENT_CLASSES, Stance

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = [
    "LedgerRow",
    "Response",
    "Speaker",
    "OtherStance",
    "beside",
    "ledger",
    "row_of",
    "said_by",
    "speakers",
    "stage_of",
    "to_table",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice that stands somewhere on a row.

    ``inherited`` means that it spoke of a wider or narrower event only, ``mixed`` that it says
    both on one day; ``through`` names the people and bodies that spoke for it; ``kind`` is the
    kind of its voice, where it takes a side; ``rival`` means that it is for a rival account.
    """

    id: str
    label: str
    kind: str | None = None
    rival: bool = False
    inherited: bool = False
    anonymous: bool = False
    mixed: bool = False
    through: tuple[str, ...] = ()


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


def to_table(
    source: Store | ClaimIndex, policy: Policy | str | None = None, *, limit: int | None = None
) -> Table:
    """Return the ledger as a table: event, status, who asserts, who denies, who else, measures."""
    policy = Policy.of(policy)
    selection = select(source, policy)
    index, verdicts = selection.claim_index, selection.verdicts
    rows = ledger(index, policy, verdicts=verdicts)
    spoken, counted = (
        (0, 0) if isinstance(source, ClaimIndex) else _numbers_of_releases(source, selection)
    )
    if not isinstance(source, ClaimIndex) and (limit is None or limit > len(rows)):
        more = of_releases(source, selection, limit=None if limit is None else limit - len(rows))
        shown = (*rows, *more)
    else:
        shown = rows[:limit]
    rests = rests_on(index, (v for v in verdicts.values() if v.edge))
    rests = replace(rests, rows=counted, releases=len(selection.releases))
    return Table(
        COLUMNS,
        tuple(
            (
                row.label,
                row.when,
                ", ".join((row.status, *((row.detail,) if row.detail else ()), *row.flags)),
                "yes" if row.counts else "no",
                said_by(row.asserted),
                said_by(row.denied),
                "; ".join(f"{other.words} {said_by(other.speakers)}" for other in row.others),
                "; ".join(f"{measure.label} ({measure.stage})" for measure in row.measures),
                row.id,
            )
            for row in shown
        ),
        title=f"Claims ledger under {policy}",
        notes=(
            f"{len(rows) + spoken} events and measures are spoken of;"
            f" {sum(r.counts for r in rows) + counted} count as relations under {policy}",
            str(rests),
            *search_notes(index, policy, (k for k, v in verdicts.items() if v.edge)),
            INHERITED,
        ),
    )


def of_releases(
    store: Store, selection: Selection, *, limit: int | None = None
) -> Iterator[LedgerRow]:
    """Yield the rows of the releases that were known by the cut, the latest first.

    Parameters
    ----------
    store
        An open store.
    selection
        What counts in it under a policy.
    limit
        The most rows to yield.
    """
    releases = {release.id: release for release in known_releases(store.releases, selection.policy)}
    found = selection.columns.records(
        f"SELECT e.id, e.label, e.kind, e.source, e.edtf, e.holds_from, e.basis, "
        f"a.id IS NOT NULL AS counts FROM ({_of_releases(selection, releases)}) e "
        f"LEFT JOIN (SELECT id FROM {selection.relation}) a ON a.id = e.id "
        "ORDER BY e.holds_from DESC NULLS LAST, e.id" + (f" LIMIT {limit}" if limit else "")
    )
    for row in found:
        release, kind = releases[row["source"]], EVENT_CLASSES[row["kind"]]
        asserts = release.stance == "asserts"
        day = row["holds_from"]
        teller = Speaker(id=release.publisher, label=release.publisher_label)
        recorded = OtherStance(stance="records", words=STANCES["records"][1], speakers=(teller,))
        yield LedgerRow(
            id=row["id"],
            label=row["label"],
            kind=row["kind"],
            kind_label=kind.label,
            sign=kind.sign,
            status="asserted" if asserts else "recorded-only",
            when=_day_of_row(row["edtf"], day, row["basis"]),
            day=day.isoformat() if day else None,
            heat=0,
            asserted=(teller,) if asserts else (),
            others=() if asserts else (recorded,),
            counts=row["counts"],
        )


def _numbers_of_releases(store: Store, selection: Selection) -> tuple[int, int]:
    """Return how many rows the known releases have, and how many of them count."""
    releases = known_releases(store.releases, selection.policy)
    if not releases:
        return 0, 0
    names = [release.id for release in releases]
    ((spoken,),) = selection.columns.rows(
        f"SELECT count(*) FROM ({_of_releases(selection, names)})"
    )
    return spoken, selection.rows()


def _of_releases(selection: Selection, names: Iterable[str]) -> str:
    """Return the query of the rows of some releases, each event once, without linked ones."""
    return (
        "SELECT id, label, kind, source, edtf, holds_from, basis FROM events "
        f"WHERE source IN {listed(names)} AND id NOT IN {listed(sorted(selection.linked))} "
        "QUALIFY row_number() OVER (PARTITION BY id ORDER BY source) = 1"
    )


def _day_of_row(edtf: str | None, day: date | None, basis: str | None) -> str:
    if day is None:
        return "undated"
    if basis == "release":
        return f"by {say_date(day.isoformat())} (its release)"
    if basis in ("effective", "listed"):
        return f"{basis} {say_date(day.isoformat())}"
    return say_date(edtf or day.isoformat())


COLUMNS = (
    "event",
    "when",
    "status",
    "counts",
    "asserted by",
    "denied by",
    "and also",
    "measures",
    "id",
)
INHERITED = "inherited: what was denied is something wider, or what was asserted something narrower"


def said_by(speakers: Iterable[Speaker]) -> str:
    """Return speakers in a line; inherited positions and unnamed sources are marked and counted.

    >>> said_by((Speaker(id="state/IRN", label="Iran", inherited=True),))
    'Iran (inherited)'
    """
    told = Counter(
        speaker.label
        + " (unnamed)" * speaker.anonymous
        + " (says both)" * speaker.mixed
        + " (inherited)" * speaker.inherited
        + " (for a rival account)" * speaker.rival
        for speaker in speakers
    )
    return ", ".join(name if n == 1 else f"{name} ×{n}" for name, n in told.items())


def _opening_order(row: LedgerRow) -> tuple[int, int, str]:
    """Most contested first, then most recent, then by id."""
    return -row.heat, -int((row.day or "0000-00-00").replace("-", "")), row.id


#: which voices stand where besides for and against, in the order in which a row says it.
OTHER_STANCES = tuple(
    Stance(s) for s in STANCES if s in set(Stance) - {"asserts", "denies", "retracts"}
)


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
            speakers=_takers(index, (one.claim for one in live if one.stance == s)),
        )
        for s in OTHER_STANCES
        if verdict.voices(s)
    ]
    for name, keys in beside(verdict):
        takers = _takers(index, (index.claims[c] for c in keys))
        others.append(OtherStance(stance=name, words=STANCES[name][1], speakers=takers))
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


def speakers(index: ClaimIndex, positions: Iterable[Position], side: str) -> tuple[Speaker, ...]:
    """Return who stands on one side; a voice that says both on one day stands on both."""
    return tuple(
        Speaker(
            id=p.voice,
            label=index.label(p.voice),
            kind=p.kind,
            rival=p.rival,
            inherited=not p.direct and not p.rival,
            anonymous=p.anonymous,
            mixed=p.side == "mixed",
            through=_through(index, (index.claims[c] for c in p.claims)),
        )
        for p in sorted(positions, key=lambda p: (p.anonymous, index.label(p.voice), p.voice))
        if p.side in (side, "mixed")
    )


def _takers(index: ClaimIndex, claims: Iterable[Claim]) -> tuple[Speaker, ...]:
    """Return who takes a stance that is not a position, by its claims."""
    spoken: dict[tuple[bool, str, str], list[Claim]] = {}
    for claim in claims:
        key = (claim.anonymous, index.label(claim.voice), claim.voice)
        spoken.setdefault(key, []).append(claim)
    return tuple(
        Speaker(id=voice, label=label, anonymous=anonymous, through=_through(index, told))
        for (anonymous, label, voice), told in sorted(spoken.items())
    )


def _through(index: ClaimIndex, claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({index.label(c.claimant) for c in claims if c.claimant != c.voice}))


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


def stage_of(
    index: ClaimIndex,
    measure: Measure,
    verdict: Verdict,
    policy: Policy,
    *,
    known_by: date | None = None,
) -> str:
    """Return how far a measure has come by the cuts, from the stages in the claims known then.

    A day is a plan where nobody says yet that the measure was taken. What has no day of its own is
    said to have been reached by the day of the claim. ``known_by`` is the day by which the ends of
    wider measures are known where the policy has none: that of the verdict.
    """
    known = known_by or policy.known_by
    told = index.stages(measure, verdict.evidence, known_by=known, clock=policy.clock)
    taken = any(p.side == "for" for p in verdict.positions)
    cuts = [day for day in (policy.as_of, policy.known_by) if day is not None]
    by = min(cuts, default=None)
    found = furthest(told, taken=taken, by=by)
    held = Period.of(measure)
    if taken and held.holds_from and (by is None or held.holds_from <= by):
        # what was done within it shows that it was taken, where nobody reports it itself
        found = found or Stage(name="imposed", fact=True, said=held.holds_from)
    words = [] if found is None else [_stage_words(found, measure)]
    if not policy.as_of:
        ahead = coming(told, taken=taken, by=by)
        words += [f"{COMING[name]} {_day_words(stage)}" for name, stage in ahead]
    if words:
        return ", ".join(words)
    if policy.as_of and (told or not verdict.in_time):
        return "not yet"
    return STATUSES[verdict.status][1]


#: How the stages to come are said.
COMING = {"effective": "to take effect", "lifted": "to end"}


def _stage_words(stage: Stage, measure: Measure) -> str:
    name = stage.name.replace("-", " ")
    if stage.last is not None:
        return f"{name} {_day_words(stage)}"
    if stage.name in AHEAD or (measure.when is not None and stage.name == "imposed"):
        return name
    day = stage.said
    if stage.name == "imposed" and measure.basis == INFERRED and measure.holds_from:
        day = min(day, measure.holds_from)
    return f"{name} by {say_date(day.isoformat())}"


def _day_words(stage: Stage) -> str:
    return say_date(stage.text or stage.day.isoformat())
