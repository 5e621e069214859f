"""Propose which entities may be the same: candidates scored above a threshold, not yet decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geograph.display import Table
from geograph.errors import DecisionError
from geograph.resolution.entities.blocking import candidates
from geograph.resolution.entities.compare import Frequencies
from geograph.resolution.entities.decisions import Decision, latest
from geograph.resolution.entities.entity import Entity
from geograph.resolution.entities.many_pairs import score_pairs
from geograph.resolution.entities.prepared import prepare
from geograph.resolution.entities.scoring import Score
from geograph.resolution.measured_bands import Band, notes

__all__ = ["BANDS", "OPEN", "THRESHOLD", "Proposal", "propose", "to_table"]

#: From which score on two entities are proposed as the same; chosen in docs/reconcile.md.
THRESHOLD: Final = 0.7

#: What scores meant on the held-out half of the benchmark (docs/reconcile.md), persons and
#: organisations together, by names, births and countries alone: identifiers were hidden.
BANDS: Final = (
    Band(0.99, 255, 255),
    Band(0.95, 554, 555),
    Band(0.9, 260, 267),
    Band(0.8, 107, 120),
    Band(0.7, 18, 27),
    Band(0.5, 22, 45),
    Band(0.3, 16, 66),
)

#: The same where a list lacks most of what is asked of it: the corpus against OFAC's list of 2021.
OPEN: Final = (
    "these shares hold where most entities are in both sources; of a list that lacks most of what"
    " is asked, 41 of 45 were right from 0.9 on and 7 of 26 from 0.7 to 0.9"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be the same, the first in the order of ids as ``a``, and why.

    ``decision`` is what somebody decided about them, where that is asked for.
    """

    a: Entity
    b: Entity
    score: Score
    decision: Decision | None = None


def propose(
    entities: Iterable[Entity],
    *,
    threshold: float = THRESHOLD,
    decisions: Iterable[Decision] = (),
    decided: bool = False,
    within: bool = False,
) -> list[Proposal]:
    """Propose which entities may be the same.

    Parameters
    ----------
    entities
        Of any number of sources, in any order; of several of one id the last is taken.
    threshold
        From which score on, 0..1.
    decisions
        What was decided; a pair that is ``same`` or ``different`` is not proposed again.
    decided
        Give the decided pairs too, with their decision.
    within
        Compare entities of one source too.

    Returns
    -------
    list of Proposal
        The likeliest first, then by ids; the same for any order of the entities.

    Raises
    ------
    DecisionError
        The threshold is not between 0 and 1.

    Examples
    --------
    >>> a = Entity(id="x/1", kind="Vessel", label="Liana", identifiers=("imo:9253325",), source="x")
    >>> b = Entity(id="y/9", kind="Vessel", label="Rosalin", identifiers=("imo:9253325",))
    >>> [(p.a.id, p.b.id, p.score.value) for p in propose([b, a])]
    [('x/1', 'y/9', 0.97)]
    """
    if not 0 <= threshold <= 1:
        raise DecisionError(f"the threshold {threshold} is not a score", fix="name one from 0 to 1")
    known = latest(decisions)
    every = sorted(_merged(entities), key=lambda e: (e.id, e.source))
    frequencies = Frequencies.of(every)
    read = [prepare(entity) for entity in every]
    pairs = candidates(every, within=within, read=read)
    out: list[Proposal] = []
    for left, right, found in score_pairs(pairs, read, frequencies, threshold):
        a, b = every[left], every[right]
        decision = known.get((a.id, b.id))
        if decided or not decision or decision.decision == "unsure":
            out.append(Proposal(a, b, found, decision))
    return sorted(out, key=lambda p: (-p.score.value, p.a.id, p.b.id))


def _merged(entities: Iterable[Entity]) -> Iterator[Entity]:
    """Yield each id once: what two releases say under one id is taken from the later one."""
    yield from {e.id: e for e in sorted(entities, key=lambda e: (e.id, e.source))}.values()


def to_table(
    proposals: Sequence[Proposal], *, threshold: float | None = None, whole: int | None = None
) -> Table:
    """Return proposals as a table: score, ids, labels, sources, evidence, decision.

    Parameters
    ----------
    proposals
        As `propose` returns them.
    threshold
        The threshold that they were proposed with, for the notes.
    whole
        How many there are, where ``proposals`` are only the first.
    """
    rows = tuple(
        (
            round(p.score.value, 3),
            p.a.id,
            p.a.label,
            p.a.source,
            p.b.id,
            p.b.label,
            p.b.source,
            "; ".join(p.score.lines()),
            p.decision.decision if p.decision else None,
        )
        for p in proposals
    )
    told = ["a proposal merges nothing; geograph reconcile accept or reject records who judged it"]
    if threshold is not None:
        told.insert(0, f"score from {threshold:g}; names without a common identifier are guesses")
    if whole is not None and whole > len(rows):
        told.append(f"the likeliest {len(rows)} of {whole}")
    decided = sum(p.score.decided for p in proposals)
    if decided:
        told.append(f"{decided} by an exact identifier that both have")
    told += notes((p.score.value for p in proposals if not p.score.decided), BANDS)
    if proposals:
        told.append(OPEN)
    columns = ("score", "a", "a_label", "a_source", "b", "b_label", "b_source", "evidence",
               "decision")  # fmt: skip
    return Table(columns, rows, title="Possibly the same", notes=tuple(told))
