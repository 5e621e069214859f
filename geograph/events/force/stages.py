"""The stages of a measure that claims tell, and how far it has come by a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from geograph.model import Claim
from geograph.vocab import MEASURE_STAGES, Stance

__all__ = ["AHEAD", "ENDS", "Stage", "coming", "days", "furthest", "stages_of"]

#: Stages of what has not been done yet, and those by which a measure is over.
AHEAD = ("planned", "announced")
ENDS = ("lifted", "expired")

_FACTS = (Stance.ASSERTS, Stance.PRESUPPOSES)
_PLANS = (Stance.ANNOUNCES, Stance.PREDICTS, Stance.THREATENS)
_ORDER = {name: at for at, name in enumerate((*AHEAD, "under-way", *MEASURE_STAGES))}
_ORDER |= {"partly-lifted": _ORDER["extended"], "expired": _ORDER["lifted"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a measure as one claim has it.

    ``fact`` is whether it is stated as reached, and not only as coming. ``first`` and ``last`` are
    the days between which it was or will be reached, None where nobody tells a day; ``text`` is the
    date as coded. ``said`` is the latest and ``said_first`` the earliest day of the telling;
    ``targets`` are whom of several targets it reached, none being all.
    """

    name: str
    fact: bool
    said: date
    said_first: date | None = None
    first: date | None = None
    last: date | None = None
    text: str | None = None
    targets: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day by which it was reached: as stated, else the day of the telling."""
        return self.last or self.said

    def of_all(self) -> Stage:
        """Return the stage as one of all targets, where only one of them is asked about."""
        return replace(self, targets=())


def stages_of(claims: Iterable[Claim], *, senders: Iterable[str] = ()) -> tuple[Stage, ...]:
    """Return the stages that claims on one measure report.

    Parameters
    ----------
    claims
        Those that stand.
    senders
        The voices of its sender, whose own announcement is dated by the day on which it is made.

    Notes
    -----
    Whoever asserts a measure without naming a stage says that it was imposed. What is only taken as
    given tells a stage where a day is named. A lifting that its source denies the same day or later
    is none.

    Examples
    --------
    >>> stages_of([])
    ()
    """
    told, own = list(claims), frozenset(senders)
    denied: dict[tuple[str, str], date] = {}
    for claim in told:
        if claim.stance is Stance.DENIES and claim.stage in ENDS:
            who = _speaker(claim)
            denied[who] = max(claim.said, denied.get(who, claim.said))
    found = ((claim, _stage(claim, own)) for claim in told)
    return tuple(
        stage
        for claim, stage in found
        if stage
        and not (
            stage.fact
            and stage.name in ENDS
            and denied.get(_speaker(claim), date.min) >= claim.said
        )
    )


def _speaker(claim: Claim) -> tuple[str, str]:
    return claim.voice, claim.claimant if claim.anonymous else ""


def _stage(claim: Claim, own: frozenset[str]) -> Stage | None:
    name, day = claim.stage, claim.reached
    if claim.stance is Stance.ASSERTS:
        name = name or "imposed"
    if name is None or (claim.stance is Stance.PRESUPPOSES and day is None):
        return None
    if claim.stance not in (*_FACTS, *_PLANS):
        return None
    said_first = claim.when.earliest_start if claim.when else claim.said
    first, last = (day.earliest_start, day.latest_end) if day else (None, None)
    if name == "announced" and day is None and claim.voice in own and not claim.anonymous:
        first, last = said_first, claim.said
    return Stage(
        name=name,
        fact=claim.stance in _FACTS,
        said=claim.said,
        said_first=said_first,
        first=first,
        last=last,
        text=day.text if day else None,
        targets=claim.targets,
    )


def days(told: Iterable[Stage]) -> dict[str, date]:
    """Return the first reported day of being announced, listed, effective and lifted.

    A lifting is one only where it is stated as reached, and of all targets; without a day of its
    own it counts from the day of the telling.
    """
    found: dict[str, date] = {}
    for stage in told:
        name, day = stage.name, stage.last
        if name in ENDS:
            name, day = "lifted", stage.day if stage.fact and not stage.targets else None
        if day is not None and name in ("announced", "listed", "effective", "lifted"):
            found[name] = min(day, found.get(name, day))
    return found


def furthest(told: Iterable[Stage], *, taken: bool, by: date | None = None) -> Stage | None:
    """Return the furthest stage that a measure has reached by a day, or at all.

    Parameters
    ----------
    told
        Its stages, as far as they are known.
    taken
        Whether somebody says that it was taken; otherwise it is no further than announced.
    by
        The day.

    Notes
    -----
    Of what several report one stage, a day that is stated stands before the day of a telling, and
    the first day before others.
    """
    best: dict[str, Stage] = {}
    for stage in told:
        due = stage.last is not None and stage.name not in ENDS
        real = stage.name in AHEAD or (taken and (stage.fact or due))
        if real and (by is None or stage.day <= by):
            other = best.get(stage.name)
            if other is None or (stage.last is None, stage.day) < (other.last is None, other.day):
                best[stage.name] = stage
    return max(best.values(), key=lambda s: (_ORDER.get(s.name, 0), s.day), default=None)


def coming(
    told: Iterable[Stage], *, taken: bool, by: date | None = None
) -> tuple[tuple[str, Stage], ...]:
    """Return the stages of taking effect and ending that are due after a day.

    Each comes once and by the name of ``effective`` or ``lifted``, with the first day told.
    """
    ahead: dict[str, Stage] = {}
    reached: set[str] = set()
    for stage in sorted(told, key=lambda s: s.day):
        name = "lifted" if stage.name in ENDS else stage.name
        if taken and (stage.fact or name == "effective") and (by is None or stage.day <= by):
            reached.add(name)
        elif name in ("effective", "lifted") and stage.last is not None:
            ahead.setdefault(name, stage)
    return tuple((n, ahead[n]) for n in ("effective", "lifted") if n in ahead.keys() - reached)
