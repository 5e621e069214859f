"""How verdicts change as more becomes known: each event's verdicts, by the day they begin.

A page that moves its cuts in time looks these up; the rules themselves stay in `judging`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from geograph.model import Claim
from geograph.policy._account import account_of
from geograph.policy.admission import admits
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.claim_policy import RULES, Policy
from geograph.policy.judging import left_out, live_under, verdict_on
from geograph.policy.verdict import Verdict
from geograph.policy.voice_positions import reached_by, touched_by, words_on
from geograph.vocab import Stance

__all__ = ["PLAIN", "Step", "history"]

#: The rules that need neither a number nor names.
PLAIN = tuple(rule for rule in RULES if rule not in ("endorsed", "corroborated", "held-by"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is known of an event from a day on, until its next step.

    ``rules`` are those of `PLAIN` under which it counts, whatever the cut in event time;
    ``endorsed`` and ``corroborated`` are the largest numbers with which those rules admit it,
    0 where none does; for ``held-by`` the named voices of the verdict that are heard are enough.
    """

    day: date
    verdict: Verdict
    rules: tuple[str, ...]
    endorsed: int
    corroborated: int


def history(
    index: ClaimIndex, policy: Policy | str | None = None
) -> Mapping[str, tuple[Step, ...]]:
    """Return for every event the steps by which it became known, in order.

    Between two steps nothing changes: the verdict known by a day is that of the last step not
    later than it. Events of which nobody has spoken are absent.

    Parameters
    ----------
    index
        Claims and events.
    policy
        Its clock says which day makes a claim known, and its voices and switches hold for every
        rule; its own rule and cuts are left open.

    Examples
    --------
    >>> from geograph.model import Model
    >>> history(ClaimIndex.from_model(Model()))
    {}
    """
    policy = Policy.of(policy)
    clock = policy.clock
    rules = _Rules(policy)
    base = rules.plain["all"]
    heard: dict[date, set[str]] = defaultdict(set)
    unheard = left_out(index, base)
    for key, claim in index.claims.items():
        if key not in unheard:
            heard[index.known(claim, clock=clock)].add(key)
    steps: dict[str, list[Step]] = defaultdict(list)
    known: set[str] = set()
    live: set[str] = set()
    spoken: set[str] = set()
    if index.records:
        heard.setdefault(date.min, set())
    for day in sorted(heard):
        new = heard[day]
        known |= new
        touched = set(new)
        if any(index.claims[key].stance == Stance.RETRACTS for key in new):
            before, live = live, set(live_under(index, replace(base, known_by=day)))
            touched |= before ^ live
        else:
            # what is retracted before it is heard can never be live
            live |= {key for key in new if not index.retracted_by.get(key)}
            if any(index.retracted_by.get(key) for key in new):
                live = set(live_under(index, replace(base, known_by=day)))
        spoken |= _of_all(reached_by, index, new)
        reached = _of_all(touched_by, index, touched)
        if policy.rivals:
            reached |= {key for key, others in index.rivals.items() if others & reached}
        if day == date.min:
            spoken |= set(index.records)
            reached |= set(index.records)
        now, told = frozenset(live), frozenset(known)
        for key in sorted((reached & spoken & index.events.keys()) - index.umbrellas):
            step = _step(index, key, day, told, now, rules)
            if not steps[key] or steps[key][-1].verdict != step.verdict:
                steps[key].append(step)
    return {key: tuple(steps[key]) for key in sorted(steps)}


def _of_all(
    reach: Callable[[ClaimIndex, Claim], Set[str]], index: ClaimIndex, claims: Iterable[str]
) -> set[str]:
    """Return the events that any of the claims reaches, in the sense of ``reach``."""
    heard = (index.claims[key] for key in claims)
    return {event for c in heard if c.stance != Stance.RETRACTS for event in reach(index, c)}


class _Rules:
    """Every rule with the voices and switches of one policy."""

    def __init__(self, policy: Policy) -> None:
        self.policy = replace(policy, as_of=None, known_by=None)
        self.plain = {rule: self.policy.with_rule(rule) for rule in PLAIN}
        self._numbered: dict[tuple[str, int], Policy] = {}

    def numbered(self, rule: str, n: int) -> Policy:
        """Return ``endorsed`` or ``corroborated`` with a number."""
        if (rule, n) not in self._numbered:
            self._numbered[rule, n] = self.policy.with_rule(f"{rule}:{n}")
        return self._numbered[rule, n]


def _step(
    index: ClaimIndex,
    key: str,
    day: date,
    known: frozenset[str],
    live: frozenset[str],
    rules: _Rules,
) -> Step:
    cut = replace(rules.plain["all"], known_by=day)
    verdict = verdict_on(index, cut, key, known, live, frozenset())
    words, _ = words_on(index, key, live)
    standing = account_of(index, index.events[key], verdict.positions, words, live)

    def most(rule: str) -> int:
        numbers = range(1, len(set(verdict.for_)) + 1)
        return max((n for n in numbers if admits(rules.numbered(rule, n), standing)), default=0)

    return Step(
        day=day,
        verdict=verdict,
        rules=tuple(rule for rule, policy in rules.plain.items() if admits(policy, standing)),
        endorsed=most("endorsed"),
        corroborated=most("corroborated"),
    )
