"""A claim policy as a small value: a rule, and the two cuts in time.

>>> str(Policy.parse("corroborated:2", known_by="2024-09"))
'corroborated:2, known by 2024-09-30 (said)'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from geograph.dates import parse as parse_date
from geograph.errors import DateError, PolicyError
from geograph.policy.world import CLOCKS

RULES = {
    "all": "a voice for",
    "recorded": "a voice for, or recorded by an extraction",
    "undenied": "a voice for, and no voice against or mixed",
    "party-undenied": "a voice for, and no actor, recipient or owner against",
    "admitted": "its own actor or recipient is for",
    "endorsed": "at least n named voices for (endorsed:n)",
    "corroborated": "at least n named voices for, in different utterances (corroborated:n)",
    "held-by": "one of the named voices for, none of them against (held-by=IRN,RUS)",
}

#: What can be switched on besides a rule, and how a policy says so.
SWITCHES = {
    "certain": "without hedged words",
    "drop_partly_admitted": "without denials that were partly admitted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A rule, and the two cuts: what the world was *as of* a day, as far as *known by* a day.

    ``clock`` says which day makes a claim known: when it was ``said``, when its document was
    ``published``, or when it was ``coded``. ``holders`` are names or ids of voices.
    ``certain`` leaves out what is said to be no more than likely or possible;
    ``drop_partly_admitted`` lets go of a denial at large, for all that it reaches, once its speaker
    has admitted a part of it; otherwise the rest stays denied.
    """

    rule: str = "all"
    n: int | None = None
    holders: tuple[str, ...] = ()
    as_of: date | None = None
    known_by: date | None = None
    clock: str = "said"
    certain: bool = False
    drop_partly_admitted: bool = False

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise PolicyError(
                f"unknown claim policy '{self.rule}'",
                fix="use one of: " + "; ".join(f"{k} ({v})" for k, v in RULES.items()),
            )
        if (self.n is not None) != (self.rule in ("endorsed", "corroborated")):
            raise PolicyError(
                f"policy '{self.rule}' "
                + ("needs a number" if self.n is None else "takes no number"),
                fix="write for example corroborated:2",
            )
        if self.n is not None and self.n < 1:
            raise PolicyError(f"policy '{self.rule}:{self.n}'", fix="the number is 1 or more")
        if bool(self.holders) != (self.rule == "held-by"):
            raise PolicyError(
                f"policy '{self.rule}' "
                + ("names no voices" if self.rule == "held-by" else "takes no voices"),
                fix="write for example held-by=IRN,RUS",
            )
        for name in ("as_of", "known_by"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, date):
                raise PolicyError(
                    f"{name} is {value!r}", fix="give a date, or use Policy.parse for text"
                )
        if self.clock not in CLOCKS:
            raise PolicyError(f"unknown clock '{self.clock}'", fix=f"use {', '.join(CLOCKS)}")

    @classmethod
    def parse(
        cls,
        text: str = "all",
        *,
        as_of: str | date | None = None,
        known_by: str | date | None = None,
        clock: str = "said",
        certain: bool = False,
        drop_partly_admitted: bool = False,
    ) -> Policy:
        """Read a policy as people write it; the cuts are dates, a month or year meaning its end.

        Raises
        ------
        PolicyError
            If the rule, its number or a date cannot be read; the message names what can be used.
        """
        match = re.fullmatch(r"([a-z-]+)(?::(\d{1,6})|=(.+))?", text.strip())
        if match is None:
            raise PolicyError(
                f"unknown claim policy '{text}'", fix=f"use one of {', '.join(RULES)}"
            )
        rule, number, names = match.groups()
        return cls(
            rule=rule,
            n=int(number) if number else None,
            holders=tuple(h.strip() for h in names.split(",") if h.strip()) if names else (),
            as_of=_day(as_of, "as of"),
            known_by=_day(known_by, "known by"),
            clock=clock,
            certain=certain,
            drop_partly_admitted=drop_partly_admitted,
        )

    def with_rule(self, text: str) -> Policy:
        """Return another rule, as people write it, under the same cuts and switches.

        >>> str(Policy.parse("all", as_of="2024-09-10").with_rule("corroborated:2"))
        'corroborated:2, as of 2024-09-10'
        """
        other = Policy.parse(text)
        return replace(self, rule=other.rule, n=other.n, holders=other.holders)

    @property
    def switches(self) -> tuple[str, ...]:
        """What is switched on, in words."""
        return tuple(words for name, words in SWITCHES.items() if getattr(self, name))

    def __str__(self) -> str:
        rule = self.rule
        if self.n is not None:
            rule += f":{self.n}"
        if self.holders:
            rule += "=" + ",".join(self.holders)
        rule = ", ".join((rule, *self.switches))
        if self.as_of:
            rule += f", as of {self.as_of}"
        if self.known_by:
            rule += f", known by {self.known_by} ({self.clock})"
        return rule


def _day(value: str | date | None, name: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        day = parse_date(value).latest_end
    except DateError as exc:
        raise PolicyError(f"{name}: {exc.what}", fix=exc.fix) from exc
    if day is None:
        raise PolicyError(f"{name}: '{value}' has no end", fix="give a day, month or year")
    return day
