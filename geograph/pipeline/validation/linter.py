"""Propose what a coder should add or correct in the dossiers, without what was decided before.

The rules propose; people decide, in a file (`Decision`). What was refused is not proposed again;
what was accepted is named until it is in the dossiers, and then nothing proposes it any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final, NamedTuple

from geograph.display import Cell, Table
from geograph.errors import DecisionError, Where
from geograph.model import Model
from geograph.pipeline.validation.hierarchy import missing_broader, near_duplicate
from geograph.pipeline.validation.missing_parties import missing_party
from geograph.pipeline.validation.proposal import Proposal
from geograph.pipeline.validation.rules import Corpus
from geograph.pipeline.validation.source_lines import Places
from geograph.pipeline.validation.wording import polarity, unreached_denial
from geograph.policy import ClaimIndex
from geograph.resolution.decision_files import day_of, lines

__all__ = [
    "DECISIONS",
    "LINTS",
    "Decision",
    "Lint",
    "decided",
    "propose",
    "read_decisions",
    "tally",
    "to_table",
]

#: The file of decisions beside a folder of dossiers.
NAME: Final = "lint-decisions.csv"
#: What can be decided on a proposal, and the state in which that leaves it.
DECISIONS: Final = {"accept": "accepted", "refuse": "refused"}


class Lint(NamedTuple):
    """A rule that proposes: its id, what to do about a proposal, and the function."""

    id: str
    fix: str
    check: Callable[[Corpus], Iterator[Proposal]]


LINTS: Final = (
    Lint("broader", "Add the wider event, or refuse with a reason.", missing_broader),
    Lint("near-duplicate", "Keep one, link them by `broader`, or write `distinct`.",
         near_duplicate),
    Lint("missing-party", "Name the side as the report does, or refuse with a reason.",
         missing_party),
    Lint("polarity", "Change the stance or the note, or refuse with a reason.", polarity),
    Lint("unreached-denial", "Link what is denied, or refuse with a reason.", unreached_denial),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Somebody's decision on a proposal: its key, accept or refuse, who, when, and why.

    Raises
    ------
    DecisionError
        A field has no value that it can have.

    Examples
    --------
    >>> Decision(key="broader a b", decision="accept", who="A. Coder", when=date(2026, 1, 2)).note
    ''
    """

    key: str
    decision: str
    who: str
    when: date
    note: str = ""

    def __post_init__(self) -> None:
        if self.decision not in DECISIONS:
            fix = f"one of: {', '.join(DECISIONS)}"
            raise DecisionError(f"unknown decision {self.decision!r}", fix=fix)
        if self.key.partition(" ")[0] not in {lint.id for lint in LINTS}:
            fix = "copy it from the column 'key' of `geograph validate --report --format csv`"
            raise DecisionError(f"{self.key!r} is the key of no proposal", fix=fix)
        needed = ("who", "note") if self.decision == "refuse" else ("who",)
        for name in needed:
            if not getattr(self, name).strip():
                raise DecisionError(f"{name!r} is empty", fix="say who decided; refusing, say why")


_COLUMNS = tuple(f.name for f in fields(Decision))


def read_decisions(path: str | Path) -> tuple[Decision, ...]:
    """Read the decisions of a file, in its order; a file that is not there holds none.

    Raises
    ------
    DecisionError
        The file cannot be read, or a line is not a decision; it names file and line.

    >>> read_decisions("nowhere.csv")
    ()
    """
    return tuple(_decision(cells, where) for where, cells in lines(path, _COLUMNS))


def decided(path: Path | None, dossiers: Path | None) -> tuple[Decision, ...]:
    """Read the decisions on a corpus: of a file, else those beside its folder, else our own.

    Parameters
    ----------
    path
        The file that somebody named; it must be there.
    dossiers
        The folder or file of dossiers; None for a store, whose decisions are those that ship.

    Raises
    ------
    DecisionError
        The file that was named is not there, or cannot be read.

    >>> decided(None, Path("nowhere/dossiers"))
    ()
    """
    if path is not None:
        if not path.exists():
            fix = "name the file, or leave --decisions out"
            raise DecisionError("there is no such file", fix=fix, where=Where(str(path)))
        return read_decisions(path)
    if dossiers is not None:
        folder = dossiers if dossiers.is_dir() else dossiers.parent
        return read_decisions(folder.parent / NAME)
    with as_file(files("geograph.data") / NAME) as shipped:
        return read_decisions(shipped)


def _decision(cells: dict[str, str], where: Where) -> Decision:
    when = day_of(cells["when"], where)
    try:
        return Decision(**{**cells, "when": when})  # type: ignore[arg-type]
    except DecisionError as exc:
        raise exc.at(where) from exc


def propose(
    model: Model, *, places: Places | None = None, decisions: Iterable[Decision] = ()
) -> list[Proposal]:
    """Return all proposals with their state, in the order of the rules and of their keys.

    Parameters
    ----------
    model
        The corpus.
    places
        Where its records stand, from `Places.read`; without, the dossiers are named.
    decisions
        What was decided; of several on one proposal the last holds.

    Examples
    --------
    >>> propose(Model())
    []
    """
    at = places or Places()
    corpus = Corpus(model, ClaimIndex.from_model(model), at)
    state = {one.key: DECISIONS[one.decision] for one in decisions}
    found = [
        replace(one, state=state.get(one.key, "open"))
        for lint in LINTS
        for one in sorted(lint.check(corpus), key=lambda one: one.key)
    ]
    standing = {one.key for one in found if one.state != "refused"}
    claims = {claim.id: claim for claim in model.claims}
    home = {one.id: one.dossier for one in (*model.events, *model.measures)}
    home |= {one.id: one.dossier for one in model.statements}

    def where(record: str | None) -> Where | None:
        if record in claims:
            return at.claim(claims[record], home)
        return at.of(record, home) if record else None

    return [
        replace(one, where=where(one.focus), other_where=where(one.other))
        for one in found
        if one.state != "open" or not standing.intersection(one.implied_by)
    ]


def to_table(proposals: Iterable[Proposal]) -> Table:
    """Return the proposals that are open, or accepted and not yet in the dossiers, as a table.

    >>> to_table([]).notes
    ('nothing is proposed',)
    """
    found = list(proposals)
    shown = [one for one in found if one.state != "refused"]
    counts = Counter(one.state for one in found)
    told = {
        "open": "open",
        "accepted": "accepted and not yet in the dossiers",
        "refused": "refused before",
    }
    note = ", ".join(f"{counts[state]} {words}" for state, words in told.items() if counts[state])
    notes = [note or "nothing is proposed"]
    if counts["open"]:
        notes.append("a decision is a line of the file of decisions: " + ",".join(_COLUMNS))
    columns = ("rule", "state", "what", "why", "fix", "where", "other", "other_where", "key")
    rows = tuple(
        (
            one.rule, one.state, one.what, one.why, one.fix, _place(one.where), one.other,
            _place(one.other_where), one.key,
        )
        for one in sorted(shown, key=lambda one: one.state != "accepted")
    )  # fmt: skip
    return Table(columns, rows, title="Proposals", notes=tuple(notes))


def tally(decisions: Iterable[Decision]) -> Table:
    """Return how many proposals of each rule were accepted and how many refused.

    >>> tally([]).rows[0]
    ('broader', 0, 0)
    """
    held = {one.key: one for one in decisions}.values()
    counts = Counter((one.key.partition(" ")[0], one.decision) for one in held)
    rows: list[tuple[Cell, ...]] = [
        (lint.id, *(counts[lint.id, how] for how in DECISIONS)) for lint in LINTS
    ]
    return Table(("rule", *DECISIONS.values()), tuple(rows), title="Proposals of the linter")


def _place(where: Where | None) -> str | None:
    return str(where) if where else None
