"""What comes of judging: a voice's position, an event's verdict, and what a figure rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from geograph.display import Table
from geograph.display.short_repr import clipped, short_repr
from geograph.errors import UnknownEvent
from geograph.vocab import Stance, local

#: Every status, in the order in which the first that holds is taken.
STATUSES = (
    "contested",
    "corroborated",
    "asserted",
    "reported-only",
    "anonymous-only",
    "recorded-only",
    "cleared",
    "denied-only",
    "doubted-only",
    "announced-only",
    "requested-only",
    "predicted-only",
    "presupposed-only",
    "mentioned-only",
    "attributed-only",
    "withdrawn",
)

#: What may be said of an event besides its status. It is *owned* if one who did it says so, and
#: *admitted* if that voice denied it before.
FLAGS = ("owned", "admitted", "reversed", "mixed", "hedged", "partly admitted", "possible")

#: By whom a contested event is denied, in the order in which the first that holds is taken.
GRADES = ("party", "others", "mixed", "press or unnamed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where one voice stands on one event: its latest unretracted word, its own or inherited.

    ``claimant`` is the unnamed source where the word is ``anonymous``: two unnamed officials
    are two sources. ``side`` is ``for``, ``against`` or ``mixed``; ``direct`` is False where it
    follows only from what was said of a narrower event (assertions) or a wider one (denials).
    ``hedged`` says that every word for is no more than likely or possible.
    ``possible`` is a denial at large that was said while the event may not have begun yet;
    ``partly_admitted`` one that the voice has since given up for a part of what it denied.
    ``kind`` is the kind of voice, one of `geograph.vocab.VOICE_KINDS`; ``rival`` says that it
    stands there because it is for an event that excludes this one.
    """

    voice: str
    kind: str
    anonymous: bool
    claimant: str | None = None
    side: str
    said: date
    direct: bool
    claims: tuple[str, ...]
    reversed: bool = False
    hedged: bool = False
    possible: bool = False
    partly_admitted: bool = False
    rival: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the claims say of one event under a policy; ``edge`` is whether it counts.

    ``flags`` are those of `FLAGS` that hold; ``grade`` is one of `GRADES` where it is contested;
    ``others`` maps the stances that are not a position to the voices that took them; ``evidence``
    holds all live claims that bear on it, of itself or inherited; ``of_its_end`` are those of them
    that speak only of its lifting, extension or end; ``attributed`` those that make no position,
    being known only through a party that says the same; ``overtaken`` are those whose voice has
    since changed sides, ``retracted`` the known claims that were taken back.
    """

    __repr__ = short_repr

    id: str
    status: str
    edge: bool
    in_time: bool
    flags: tuple[str, ...]
    grade: str | None
    positions: tuple[Position, ...]
    others: Mapping[Stance, tuple[str, ...]]
    recorded: tuple[str, ...]
    evidence: tuple[str, ...]
    of_its_end: tuple[str, ...]
    attributed: tuple[str, ...]
    overtaken: tuple[str, ...]
    retracted: tuple[str, ...]
    utterances: int

    def _side(self, side: str, *, anonymous: bool) -> tuple[str, ...]:
        return tuple(p.voice for p in self.positions if p.side == side and p.anonymous is anonymous)

    @property
    def for_(self) -> tuple[str, ...]:
        """The named voices for."""
        return self._side("for", anonymous=False)

    @property
    def against(self) -> tuple[str, ...]:
        """The named voices against."""
        return self._side("against", anonymous=False)

    @property
    def mixed_voices(self) -> tuple[str, ...]:
        """The named voices that say both on one date."""
        return self._side("mixed", anonymous=False)

    @property
    def anonymous_for(self) -> tuple[str, ...]:
        """The affiliations of the unnamed sources for."""
        return self._side("for", anonymous=True)

    @property
    def anonymous_against(self) -> tuple[str, ...]:
        """The affiliations of the unnamed sources against."""
        return self._side("against", anonymous=True)

    @property
    def reporting(self) -> tuple[str, ...]:
        """The publishers that report it in their own name."""
        return tuple(p.voice for p in self.positions if p.side == "for" and p.kind == "press")

    def voices(self, stance: Stance) -> tuple[str, ...]:
        """Return the voices that took a stance which is not a position."""
        return self.others.get(stance, ())

    def to_table(self) -> Table:
        """Return who stands where on the event: voice, kind, side, day of the word, and how."""
        rows = tuple(
            (
                p.claimant or p.voice,
                p.kind,
                p.side,
                p.said,
                ", ".join(
                    word
                    for word, holds in (
                        ("inherited", not p.direct),
                        ("unnamed", p.anonymous),
                        ("hedged", p.hedged),
                        ("reversed", p.reversed),
                        ("partly admitted", p.partly_admitted),
                        ("for a rival account", p.rival),
                    )
                    if holds
                ),
            )
            for p in self.positions
        )
        counts = "counts" if self.edge else "does not count"
        told = ", ".join((self.status, *self.flags))
        return Table(
            ("voice", "kind", "side", "said", "how"), rows, title=f"{self.id}: {told}; {counts}"
        )

    def _repr_html_(self) -> str:
        """Return the verdict as a table for a notebook; every text is escaped."""
        return self.to_table()._repr_html_()


def key_of(text: str, known: Collection[str]) -> str:
    """Return the id of an event from its id, its IRI, or its key alone.

    Raises
    ------
    UnknownEvent
        No event has it.

    Examples
    --------
    >>> key_of("iran-srbm", {"event/iran-srbm"})
    'event/iran-srbm'
    """
    key = local(text.strip())
    for tried in (key, f"event/{key}", f"measure/{key}"):
        if tried in known:
            return tried
    near = get_close_matches(key, [*known, *(one.partition("/")[2] for one in known)], n=3)
    fix = f"did you mean {', '.join(near)}?" if near else "`geograph ledger` lists them"
    raise UnknownEvent(f"{text!r} is not an event of the corpus", fix=fix)


class Verdicts(Mapping[str, Verdict]):
    """The verdict on each event, by its id or its key alone, sorted by id.

    >>> Verdicts({})["event/iran-srbm"]
    Traceback (most recent call last):
    ...
    geograph.errors.UnknownEvent: 'event/iran-srbm' is not an event of the corpus
      fix: `geograph ledger` lists them
    """

    __slots__ = ("_found",)

    def __init__(self, found: Mapping[str, Verdict]) -> None:
        self._found = dict(sorted(found.items()))

    def __getitem__(self, key: str) -> Verdict:
        if not isinstance(key, str):
            raise UnknownEvent(f"{clipped(repr(key), 60)} is not a key", fix="give text")
        return self._found[key_of(key, self._found.keys())]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        edges = sum(verdict.edge for verdict in self._found.values())
        return f"Verdicts({len(self):,} events, {edges:,} of which count)"

    def to_table(self) -> Table:
        """Return one row an event: its status, flags, whether it counts, who is for and against."""
        rows = tuple(
            (v.id, v.status, ", ".join(v.flags), v.edge, "; ".join(v.for_), "; ".join(v.against))
            for v in self._found.values()
        )
        return Table(("event", "status", "flags", "counts", "for", "against"), rows, "Verdicts")

    def _repr_html_(self) -> str:
        """Return the verdicts as a table for a notebook; every text is escaped."""
        return self.to_table()._repr_html_()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much a figure rests on: a curated, contested corpus measures attention too."""

    events: int
    documents: int
    publishers: int
    voices: int
    rows: int = 0
    releases: int = 0

    def __str__(self) -> str:
        parts = (
            (self.events, "event"),
            (self.documents, "document"),
            (self.publishers, "publisher"),
            (self.voices, "voice"),
            *(((self.rows, "row"), (self.releases, "release")) if self.releases else ()),
        )
        return "rests on " + ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts)
