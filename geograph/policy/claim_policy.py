"""A claim policy as a small value: a rule, whose word counts, and the two cuts in time.

>>> str(Policy.parse("corroborated:2", known_by="2024-09"))
'corroborated:2, known by 2024-09-30 (said)'
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from geograph.dates import parse as parse_date
from geograph.errors import DateError, PolicyError
from geograph.policy.claim_index import CLOCKS
from geograph.vocab import VOICE_KINDS

__all__ = ["COUNTED", "MEMBERS", "NEVER", "OF_DENIALS", "RULES", "SWITCHES", "Policy"]

RULES = {
    "all": "a voice for",
    "recorded": "a voice for, or recorded by an extraction",
    "accepted": "a voice for, or taken as given by a state that is not a party",
    "undenied": "a voice for, and no voice against or mixed",
    "party-undenied": "a voice for, and no actor, recipient, owner or operator against",
    "owned": "an actor or participant is for",
    "party-confirmed": "owned, or a recipient whose word confirms is for: a buyer, not a victim",
    "endorsed": "at least n voices that count for (endorsed:n)",
    "corroborated": "at least n voices that count for, in different utterances (corroborated:n)",
    "contested-by:party": "a voice for, and an actor, recipient, owner or operator against",
    "contested-by:others": "a voice for, and against only voices that are not a party",
    "held-by": "one of the named voices for, none of them against"
    " (held-by=IRN,RUS or held-by=members-of:NATO)",
}
_NUMBERED = ("endorsed", "corroborated")
#: The rules that ask for denials, and whose answers say whether anybody has looked for any.
OF_DENIALS = ("undenied", "party-undenied")

#: The kinds of voice that never count for a number: several, or nobody, might stand behind one.
NEVER = ("vague-group", "unnamed")
#: The kinds of voice that count for a number unless others are named.
COUNTED = tuple(kind for kind in VOICE_KINDS if kind not in ("press", *NEVER))

#: What can be switched on besides a rule, by the name of its field; in a text with hyphens.
SWITCHES = {
    "searched": "of what nobody denies, only that for which a denial was looked for",
    "rivals": "whoever asserts an event is against the events that it excludes",
    "certain": "without hedged words",
    "drop_partly_admitted": "without denials that were partly admitted",
}

#: The cuts in time, by the names of their fields.
CUTS = ("as_of", "known_by")

#: A name of this form in ``held-by`` stands for the members of an organisation.
MEMBERS = "members-of:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A rule, whose word counts, and what the world was *as of* a day, as *known by* a day.

    ``clock`` says which day makes a claim known: when it was ``said``, when its document was
    ``published``, or when it was ``coded``. ``holders`` are names or ids of voices. ``voices`` are
    the kinds of voice that count, for and against; None admits all, of which those in `COUNTED`
    count for a number. The rest are `SWITCHES`: ``searched`` and ``rivals``; ``certain``, which
    leaves out what is said to be no more than likely or possible; ``drop_partly_admitted``, which
    lets go of a denial at large, for all that it reaches, once its speaker has admitted a part of
    it.
    """

    rule: str = "all"
    n: int | None = None
    holders: tuple[str, ...] = ()
    voices: tuple[str, ...] | None = None
    searched: bool = False
    rivals: bool = False
    certain: bool = False
    drop_partly_admitted: bool = False
    as_of: date | None = None
    known_by: date | None = None
    clock: str = "said"

    def __post_init__(self) -> None:
        if not isinstance(self.rule, str) or self.rule not in RULES:
            raise _unknown(self.rule)
        if (self.n is not None) != (self.rule in _NUMBERED):
            raise PolicyError(
                f"policy '{self.rule}' "
                + ("needs a number" if self.n is None else "takes no number"),
                fix="write for example corroborated:2",
            )
        if self.n is not None and (not isinstance(self.n, int) or self.n < 1):
            raise PolicyError(f"policy '{self.rule}:{self.n}'", fix="the number is 1 or more")
        if bool(self.holders) != (self.rule == "held-by"):
            raise PolicyError(
                f"policy '{self.rule}' "
                + ("names no voices" if self.rule == "held-by" else "takes no voices"),
                fix="write for example held-by=IRN,RUS",
            )
        if isinstance(self.holders, str) or not isinstance(self.holders, Collection):
            raise PolicyError(f"holders are {self.holders!r}", fix="give names, as ('IRN', 'RUS')")
        if self.searched and self.rule not in OF_DENIALS:
            raise PolicyError(
                f"policy '{self.rule}' does not depend on denials, and does not accept 'searched'",
                fix=f"use it with {' or '.join(OF_DENIALS)}",
            )
        for name in CUTS:
            value = getattr(self, name)
            if value is not None and not isinstance(value, date):
                raise PolicyError(
                    f"{name} is {value!r}", fix="give a date, or use Policy.parse for text"
                )
        if not isinstance(self.clock, str) or self.clock not in CLOCKS:
            raise PolicyError(f"unknown clock '{self.clock}'", fix=f"use {', '.join(CLOCKS)}")
        if self.voices is not None:
            object.__setattr__(self, "voices", self._kinds(self.voices))

    def _kinds(self, named: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return kinds of voice in their order, each once; None where they are the usual ones."""
        if isinstance(named, str) or not isinstance(named, Collection) or not named:
            raise PolicyError(
                f"voices are {named!r}", fix="give kinds of voice, as ('state', 'insider')"
            )
        for kind in named:
            if kind not in VOICE_KINDS:
                near = difflib.get_close_matches(str(kind), VOICE_KINDS, n=1)
                hint = f"did you mean {near[0]}? " if near else ""
                raise PolicyError(
                    f"unknown kind of voice {kind!r}", fix=f"{hint}Use {', '.join(VOICE_KINDS)}"
                )
            if kind in NEVER and self.rule in _NUMBERED:
                raise PolicyError(
                    f"a voice of the kind '{kind}' never counts for '{self.rule}'",
                    fix=f"leave it out; {', '.join(COUNTED)} and press can count",
                )
        kinds = tuple(kind for kind in VOICE_KINDS if kind in named)
        return None if kinds == self._usual else kinds

    @property
    def _usual(self) -> tuple[str, ...]:
        return COUNTED if self.rule in _NUMBERED else tuple(VOICE_KINDS)

    @property
    def heard(self) -> frozenset[str]:
        """The kinds of voice that count under the rule."""
        return frozenset(self._usual if self.voices is None else self.voices)

    @classmethod
    def of(cls, given: Policy | str | None, **options: Any) -> Policy:
        """Return a policy from one, from its text, or from None, which is every voice and no cut.

        ``options`` are those of `parse`, which take the place of the policy's own.

        Raises
        ------
        PolicyError
            If it is neither, or a text that cannot be read.

        >>> Policy.of("undenied") == Policy(rule="undenied"), Policy.of(None) == Policy()
        (True, True)
        >>> str(Policy.of(Policy(rule="undenied"), as_of="2024"))
        'undenied, as of 2024-12-31'
        """
        if given is None:
            return cls.parse("all", **options)
        if isinstance(given, str):
            return cls.parse(given, **options)
        if not isinstance(given, cls):
            raise PolicyError(
                f"a policy cannot be {given!r}, of type {type(given).__name__}",
                fix="give a Policy, or its text, such as 'undenied' or 'corroborated:2'",
            )
        if not options:
            return given
        for name in CUTS:
            if name in options:
                options[name] = _day(options[name], name)
        if "voices" in options:
            options["voices"] = _kinds(options["voices"])
        return replace(given, **options)

    @classmethod
    def parse(
        cls,
        text: str = "all",
        *,
        voices: str | Iterable[str] | None = None,
        searched: bool = False,
        rivals: bool = False,
        certain: bool = False,
        drop_partly_admitted: bool = False,
        as_of: str | date | None = None,
        known_by: str | date | None = None,
        clock: str = "said",
    ) -> Policy:
        """Read a policy as people write it; the cuts are dates, a month or year meaning its end.

        Parameters
        ----------
        text
            A rule, with its number or names, and behind semicolons what else it says.
        voices
            Kinds of voice, as a list or with commas between them.
        searched, rivals, certain, drop_partly_admitted
            `SWITCHES`, which may stand in the text instead.
        as_of, known_by, clock
            The cuts in time.

        Raises
        ------
        PolicyError
            If the rule, its number, a switch or a date cannot be read; the message names what can
            be used.

        Examples
        --------
        >>> str(Policy.parse("corroborated:2; voices=insider,state"))
        'corroborated:2; voices=state,insider'
        """
        if not isinstance(text, str):
            raise PolicyError(f"a rule cannot be {text!r}", fix="give text, such as 'undenied'")
        head, *rest = (part.strip() for part in text.split(";"))
        found = re.fullmatch(r"(contested-by:[a-z]+|[a-z-]+)(?::(\d{1,6})|=(.+))?", head)
        if found is None:
            raise _unknown(head)
        rule, number, names = found.groups()
        on = {
            "searched": searched,
            "rivals": rivals,
            "certain": certain,
            "drop_partly_admitted": drop_partly_admitted,
        }
        for option in rest:
            name, equals, value = option.partition("=")
            if name == "voices" and equals:
                if voices is not None:
                    raise PolicyError("voices are named twice", fix="name them once")
                voices = value
            elif (field := name.replace("-", "_")) in SWITCHES and not equals:
                on[field] = True
            else:
                known = ["voices=KIND,…", *(one.replace("_", "-") for one in SWITCHES)]
                fix = (
                    f"use {', '.join(known)}; days are given beside the text, as as_of and known_by"
                )
                raise PolicyError(f"unknown option '{option}'", fix=fix)
        return cls(
            rule=rule,
            n=int(number) if number else None,
            holders=_names(names) if names else (),
            voices=_kinds(voices),
            as_of=_day(as_of, "as_of"),
            known_by=_day(known_by, "known_by"),
            clock=clock,
            **on,
        )

    def with_rule(self, other: Policy | str) -> Policy:
        """Return another rule, as people write it, under the same cuts, voices and switches.

        What does not fit the other rule is left out, and what it says for itself is kept.

        >>> str(Policy.parse("all", as_of="2024-09-10").with_rule("corroborated:2"))
        'corroborated:2, as of 2024-09-10'
        """
        rule = Policy.of(other)
        voices = rule.voices or self.voices
        if rule.voices is None and voices and rule.rule in _NUMBERED:
            voices = tuple(kind for kind in voices if kind not in NEVER) or None
        on = {name: getattr(rule, name) or getattr(self, name) for name in SWITCHES}
        on["searched"] = on["searched"] and rule.rule in OF_DENIALS
        return replace(self, rule=rule.rule, n=rule.n, holders=rule.holders, voices=voices, **on)

    @property
    def options(self) -> str:
        """The options as they stand behind the rule in a text; empty where all are as usual."""
        parts = [f"voices={','.join(self.voices)}"] if self.voices else []
        parts += [name.replace("_", "-") for name in SWITCHES if getattr(self, name)]
        return "".join(f"; {part}" for part in parts)

    def __str__(self) -> str:
        rule = self.rule
        if self.n is not None:
            rule += f":{self.n}"
        if self.holders:
            rule += "=" + ",".join(self.holders)
        rule += self.options
        if self.as_of:
            rule += f", as of {self.as_of}"
        if self.known_by:
            rule += f", known by {self.known_by} ({self.clock})"
        return rule


def _names(text: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in text.split(",")) if part)


def _kinds(voices: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if voices is None:
        return None
    if isinstance(voices, str):
        return _names(voices)
    if not isinstance(voices, Iterable):
        fix = "give kinds of voice, as 'state,insider'"
        raise PolicyError(f"voices are {voices!r}", fix=fix)
    return tuple(voices)


def _unknown(rule: object) -> PolicyError:
    rule = str(rule)
    near = difflib.get_close_matches(rule, RULES, n=2)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return PolicyError(f"unknown claim policy '{rule}'", fix=f"{hint}Use one of {', '.join(RULES)}")


def _day(value: str | date | None, name: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    name = name.replace("_", " ")
    if not isinstance(value, str):
        raise PolicyError(f"{name} is {value!r}", fix="give a date, or its text")
    try:
        day = parse_date(value).latest_end
    except DateError as exc:
        raise PolicyError(f"{name}: {exc.what}", fix=exc.fix) from exc
    if day is None:
        raise PolicyError(f"{name}: '{value}' has no end", fix="give a day, month or year")
    return day
