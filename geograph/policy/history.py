"""How verdicts change as more becomes known: each event's verdicts, by the day they begin.

A page that moves its cuts in time looks these up; the rules themselves stay in `judging`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geograph.policy.judging import verdict_on
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


def history(world: World, *, clock: str = "said") -> Mapping[str, tuple[Step, ...]]:
    """Return for every event the steps by which it became known, in order.

    Between two steps nothing changes: the verdict known by a day is that of the last step not
    later than it. Events of which nobody has spoken are absent.

    Parameters
    ----------
    world
        Claims and events.
    clock
        Which day makes a claim known: ``said``, ``published`` or ``coded``.

    Examples
    --------
    >>> from geograph.model import Model
    >>> history(World.from_model(Model()))
    {}
    """
    heard: dict[date, set[str]] = defaultdict(set)
    for key, claim in world.claims.items():
        heard[world.known(claim, clock=clock)].add(key)
    steps: dict[str, list[Step]] = defaultdict(list)
    known: set[str] = set()
    live: set[str] = set()
    if world.records:
        heard.setdefault(date.min, set())
    for day in sorted(heard):
        new = heard[day]
        known |= new
        touched = set(new)
        if any(world.claims[key].stance == Stance.RETRACTS for key in new):
            before, live = live, set(world.live(known_by=day, clock=clock))
            touched |= before ^ live
        else:
            # what is retracted before it is heard can never be live
            live |= {key for key in new if not world.retracted_by.get(key)}
            if any(world.retracted_by.get(key) for key in new):
                live = set(world.live(known_by=day, clock=clock))
        reached = world.reached(touched)
        if day == date.min:
            reached |= set(world.records)
        now, told = frozenset(live), frozenset(known)
        for key in sorted(reached & world.events.keys()):
            step = _step(world, key, day, told, now, clock)
            if not steps[key] or steps[key][-1].verdict != step.verdict:
                steps[key].append(step)
    return {key: tuple(steps[key]) for key in sorted(steps)}


def _step(
    world: World, key: str, day: date, known: frozenset[str], live: frozenset[str], clock: str
) -> Step:
    cut = Policy(known_by=day, clock=clock)
    verdict = verdict_on(world, cut, key, known, live, frozenset())
    event = world.events[key]

    def holds(policy: Policy) -> bool:
        return admits(policy, event, verdict, frozenset())

    most = max(len(set(verdict.for_)), verdict.utterances)
    numbers = range(1, most + 1)
    return Step(
        day=day,
        verdict=verdict,
        rules=tuple(rule for rule in PLAIN if holds(Policy(rule=rule))),
        endorsed=max((n for n in numbers if holds(Policy(rule="endorsed", n=n))), default=0),
        corroborated=max(
            (n for n in numbers if holds(Policy(rule="corroborated", n=n))), default=0
        ),
    )
