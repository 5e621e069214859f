"""Who says what of each event or measure that an answer lists: the columns that every answer gets.

No relation is listed without its claimants, whatever a question projects; they come from the
verdicts and the releases, never from a second reading in SPARQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from geograph.display import Cell, Table
from geograph.display.text import STANCES
from geograph.policy import ClaimIndex, Position, Verdict, said_of
from geograph.policy.ledger import beside as spoken_beside
from geograph.policy.ledger_table import INHERITED
from geograph.policy.speakers import said_by, speakers
from geograph.store.release import Release
from geograph.vocab import Stance

if TYPE_CHECKING:
    from geograph.questions.relation import Relation

__all__ = [
    "beside",
    "denied_by",
    "marked",
    "merged",
    "otherwise",
    "said_by_all",
    "status",
    "teller",
    "tellers",
]

#: The columns beside relations, and the one more beside what may be no relation yet.
COLUMNS = ("status", "asserted_by", "denied_by")
MORE = "and_also"
_OTHER = tuple(s for s in Stance if s not in (Stance.ASSERTS, Stance.DENIES, Stance.RETRACTS))
_WORDS = {"Register": "register", "OfficialList": "its own list"}


def status(verdict: Verdict) -> str:
    """Return a verdict's status and flags in a line."""
    return ", ".join((verdict.status, *verdict.flags))


def teller(release: Release) -> str:
    """Return whose word the rows of a release are."""
    if release.stance == "records":
        return f"nobody; recorded by {release.publisher_label}"
    return f"{release.publisher_label} ({_WORDS.get(release.kind, 'register')})"


def marked(index: ClaimIndex, positions: Iterable[Position], side: str) -> tuple[str, ...]:
    """Return who stands on a side, each once: unnamed and inherited words are marked as such.

    An unnamed source stands under its own label, so that two of them stay two.
    """
    found = {
        index.label(p.claimant or p.voice)
        + " (unnamed)" * p.anonymous
        + " (says both)" * (p.side == "mixed")
        + " (inherited)" * (not p.direct)
        for p in positions
        if p.side in (side, "mixed")
    }
    return tuple(sorted(found))


def merged(told: Iterable[Iterable[str]], mark: str = ", ") -> str | None:
    """Return the voices of several relations in a line, each once: its own word before another.

    >>> merged([["Iran (inherited)"], ["Iran", "Russia (inherited)"]])
    'Iran, Russia (inherited)'
    """
    every = {voice for some in told for voice in some}
    kept = {v for v in every if v.removesuffix(" (inherited)") not in every - {v}}
    return mark.join(sorted(kept)) or None


def tellers(found: Iterable[Relation]) -> str | None:
    """Return whose word several relations are, each once, publishers of releases last.

    >>> tellers([]) is None
    True
    """
    told: dict[bool, set[str]] = {False: set(), True: set()}
    for relation in found:
        told[relation.release is not None].update(relation.asserted_by)
    lines = (merged([told[release]], "; ") for release in (False, True))
    return "; ".join(line for line in lines if line) or None


def denied_by(found: Iterable[Relation]) -> str | None:
    """Return who denies any of several relations, each once."""
    return merged((relation.denied_by for relation in found), "; ")


def said_by_all(index: ClaimIndex, verdicts: Iterable[Verdict], side: str) -> str | None:
    """Return who stands on a side of any of several events, each once, in a line."""
    told = {
        index.label(p.claimant or p.voice) + " (unnamed)" * p.anonymous
        for verdict in verdicts
        for p in verdict.positions
        if p.side in (side, "mixed")
    }
    return ", ".join(sorted(told)) or None


def otherwise(index: ClaimIndex, verdict: Verdict) -> str | None:
    """Return who took another stance than for or against: "announced by Germany"."""
    taken: dict[str, set[str]] = defaultdict(set)
    for one in said_of(index, verdict):
        if one.mark != "retracted":
            who = index.label(one.claim.voice) + " (unnamed)" * one.claim.anonymous
            taken[one.stance].add(who)
    told = [f"{STANCES[s][1]} {', '.join(sorted(taken[s]))}" for s in _OTHER if s in taken]
    for name, keys in spoken_beside(verdict):
        said = (index.claims[key] for key in keys)
        named = {index.label(claim.voice) + " (unnamed)" * claim.anonymous for claim in said}
        told.append(f"{STANCES[name][1]} {', '.join(sorted(named))}")
    return "; ".join(told) or None


def beside(
    table: Table,
    column: str,
    index: ClaimIndex,
    verdicts: Mapping[str, Verdict],
    releases: Mapping[str, Iterable[Release]],
    *,
    more: bool = False,
) -> Table:
    """Return the table with who asserts and who denies each event of a column.

    Parameters
    ----------
    table
        The answer.
    column
        Its column of events or measures, as local paths; other cells get empty ones.
    index, verdicts
        What the claims say.
    releases
        The releases that have each row that no claim of the corpus is about.
    more
        Whether other stances are shown too: a measure that is only announced has no assertion.
    """
    names = (*COLUMNS, MORE) if more else COLUMNS
    added = tuple(name for name in names if name not in table.columns)
    at = table.columns.index(column)

    def told(key: str) -> Mapping[str, Cell]:
        verdict = verdicts.get(key)
        if verdict is None:
            return _of_releases(releases.get(key, ()))
        return {
            "status": status(verdict),
            "asserted_by": said_by(speakers(index, verdict.positions, "for")) or None,
            "denied_by": said_by(speakers(index, verdict.positions, "against")) or None,
            MORE: otherwise(index, verdict),
        }

    cells = {key: told(key) for key in {str(row[at]) for row in table.rows}}
    rows = tuple((*row, *(cells[str(row[at])].get(name) for name in added)) for row in table.rows)
    return Table((*table.columns, *added), rows, table.title, (*table.notes, INHERITED))


def _of_releases(releases: Iterable[Release]) -> Mapping[str, Cell]:
    told = sorted(releases, key=lambda release: (release.stance, release.id))
    if not told:
        return {}
    stance = told[0].stance  # who asserts comes before who only records
    words = dict.fromkeys(teller(release) for release in told if release.stance == stance)
    word = "asserted" if stance == "asserts" else "recorded-only"
    return {"status": word, "asserted_by": "; ".join(words)}
