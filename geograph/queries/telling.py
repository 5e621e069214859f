"""Who says what of each event or measure that an answer lists: the columns that every answer gets.

No relation is listed without its claimants, whatever a question projects; they come from the
verdicts, never from a second reading in SPARQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from geograph.ledger import INHERITED, beside, said_by, speakers
from geograph.policy import Position, Verdict, World, stance_of
from geograph.table import Cell, Table
from geograph.vocab import Stance
from geograph.words import STANCES

__all__ = [
    "MORE",
    "TELLERS",
    "names",
    "otherwise",
    "said_by_all",
    "status",
    "voices",
    "with_tellers",
]

#: The columns beside relations, and the one more beside what may be no relation yet.
TELLERS = ("status", "asserted_by", "denied_by")
MORE = "and_also"
_OTHER = tuple(s for s in Stance if s not in (Stance.ASSERTS, Stance.DENIES, Stance.RETRACTS))


def status(verdict: Verdict) -> str:
    """Return a verdict's status and flags in a line."""
    return ", ".join((verdict.status, *verdict.flags))


def names(world: World, positions: Iterable[Position], side: str) -> str | None:
    """Return who stands on a side, in a line; None where nobody does."""
    return said_by(speakers(world, positions, side)) or None


def said_by_all(world: World, verdicts: Iterable[Verdict], side: str) -> str | None:
    """Return who stands on a side of any of several events, each once, in a line."""
    told = {
        world.label(p.claimant or p.voice) + " (unnamed)" * p.anonymous
        for verdict in verdicts
        for p in verdict.positions
        if p.side in (side, "mixed")
    }
    return ", ".join(sorted(told)) or None


def voices(told: Iterable[Iterable[str]]) -> str | None:
    """Return the voices of several edges in a line, each once: its own word before an inherited.

    >>> voices([["Iran (inherited)"], ["Iran", "Russia (inherited)"]])
    'Iran, Russia (inherited)'
    """
    every = {voice for some in told for voice in some}
    kept = {v for v in every if v.removesuffix(" (inherited)") not in every - {v}}
    return ", ".join(sorted(kept)) or None


def otherwise(world: World, verdict: Verdict) -> str | None:
    """Return who took another stance than for or against: "announced by Germany"."""
    taken: dict[Stance, set[str]] = defaultdict(set)
    for claim in (world.claims[key] for key in verdict.evidence):
        if (stance := stance_of(claim)) in _OTHER:
            taken[stance].add(world.label(claim.voice) + " (unnamed)" * claim.anonymous)
    told = [f"{STANCES[s][1]} {', '.join(sorted(taken[s]))}" for s in _OTHER if s in taken]
    for name, keys in beside(verdict):
        said = (world.claims[key] for key in keys)
        who = {world.label(claim.voice) + " (unnamed)" * claim.anonymous for claim in said}
        told.append(f"{STANCES[name][1]} {', '.join(sorted(who))}")
    return "; ".join(told) or None


def with_tellers(
    table: Table,
    column: str,
    world: World,
    verdicts: Mapping[str, Verdict],
    *,
    more: bool = False,
    others: Mapping[str, Mapping[str, str]] | None = None,
) -> Table:
    """Return the table with who asserts and who denies each event of a column.

    Parameters
    ----------
    table
        The answer.
    column
        Its column of events or measures, as local paths; other cells get empty ones.
    world, verdicts
        What the claims say.
    more
        Whether other stances are told too: a measure that is only announced is nobody's assertion.
    others
        What is told of rows that no claim of the corpus is about: those of releases.
    """
    added = tuple(
        name for name in (*TELLERS, *([MORE] if more else [])) if name not in table.columns
    )
    at = table.columns.index(column)

    def told(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        verdict = verdicts.get(str(row[at]))
        if verdict is None:
            row_told = (others or {}).get(str(row[at]), {})
            return tuple(row_told.get(name) for name in added)
        said = {
            "status": status(verdict),
            "asserted_by": names(world, verdict.positions, "for"),
            "denied_by": names(world, verdict.positions, "against"),
            MORE: otherwise(world, verdict),
        }
        return tuple(said[name] for name in added)

    rows = tuple((*row, *told(row)) for row in table.rows)
    return Table((*table.columns, *added), rows, table.title, (*table.notes, INHERITED))
