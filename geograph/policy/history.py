"""How verdicts change as more becomes known: each event's verdicts, by the day they begin.

A page that moves its cuts in time looks these up; the rules themselves stay in `judging`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from geograph.model import Claim
from geograph.policy.judging import left_out, live_under, verdict_on
from geograph.policy.positions import reached_by, touched_by
from geograph.policy.relation import admits
from geograph.policy.rule import RULES, Policy
from geograph.policy.verdict import Verdict
from geograph.policy.world import World
from geograph.vocab import Stance

__all__ = ["PLAIN", "Step", "history"]

#: The rules that need neither a number nor names.
PLAIN = tuple(rule for rule in RULES if rule not in ("endorsed", "corroborated", "held-by"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is known of an event from a day on, until its next step.

    ``rules`` are those of `PLAIN` under which it counts, whatever the cut in event time;
    ``endorsed`` and ``corroborated`` are the largest numbers with which those rules admit it,
    0 where none does; for ``held-by`` the verdict's own named voices are enough.
    """

    day: date
    verdict: Verdict
    rules: tuple[str, ...]
    endorsed: int
    corroborated: int


def history(world: World, policy: Policy | None = None) -> Mapping[str, tuple[Step, ...]]:
    """Return for every event the steps by which it became known, in order.

    Between two steps nothing changes: the verdict known by a day is that of the last step not
    later than it. Events of which nobody has spoken are absent.

    Parameters
    ----------
    world
        Claims and events.
    policy
        Its clock says which day makes a claim known, and its switches hold; the rule and the cuts
        are left open.

    Examples
    --------
    >>> from geograph.model import Model
    >>> history(World.from_model(Model()))
    {}
    """
    base = replace(policy or Policy(), rule="all", n=None, holders=(), as_of=None, known_by=None)
    clock = base.clock
    heard: dict[date, set[str]] = defaultdict(set)
    unheard = left_out(world, base)
    for key, claim in world.claims.items():
        if key not in unheard:
            heard[world.known(claim, clock=clock)].add(key)
    steps: dict[str, list[Step]] = defaultdict(list)
    known: set[str] = set()
    live: set[str] = set()
    spoken: set[str] = set()
    if world.records:
        heard.setdefault(date.min, set())
    for day in sorted(heard):
        new = heard[day]
        known |= new
        touched = set(new)
        if any(world.claims[key].stance == Stance.RETRACTS for key in new):
            before, live = live, set(live_under(world, replace(base, known_by=day)))
            touched |= before ^ live
        else:
            # what is retracted before it is heard can never be live
            live |= {key for key in new if not world.retracted_by.get(key)}
            if any(world.retracted_by.get(key) for key in new):
                live = set(live_under(world, replace(base, known_by=day)))
        spoken |= _of_all(reached_by, world, new)
        reached = _of_all(touched_by, world, touched)
        if day == date.min:
            spoken |= set(world.records)
            reached |= set(world.records)
        now, told = frozenset(live), frozenset(known)
        for key in sorted(reached & spoken & world.events.keys()):
            step = _step(world, key, replace(base, known_by=day), told, now)
            if not steps[key] or steps[key][-1].verdict != step.verdict:
                steps[key].append(step)
    return {key: tuple(steps[key]) for key in sorted(steps)}


def _of_all(
    reach: Callable[[World, Claim], Set[str]], world: World, claims: Iterable[str]
) -> set[str]:
    """Return the events that any of the claims reaches, in the sense of ``reach``."""
    heard = (world.claims[key] for key in claims)
    return {event for c in heard if c.stance != Stance.RETRACTS for event in reach(world, c)}


def _step(world: World, key: str, cut: Policy, known: frozenset[str], live: frozenset[str]) -> Step:
    verdict = verdict_on(world, cut, key, known, live, frozenset())
    event = world.events[key]

    def holds(policy: Policy) -> bool:
        return admits(policy, event, verdict, frozenset())

    most = max(len(set(verdict.for_)), verdict.utterances)
    numbers = range(1, most + 1)
    return Step(
        day=cut.known_by or date.min,
        verdict=verdict,
        rules=tuple(rule for rule in PLAIN if holds(Policy(rule=rule))),
        endorsed=max((n for n in numbers if holds(Policy(rule="endorsed", n=n))), default=0),
        corroborated=max(
            (n for n in numbers if holds(Policy(rule="corroborated", n=n))), default=0
        ),
    )
