"""Entity resolution: match entities across sources, and record who judged each match.

Nothing is ever merged: a decision is a line of a file and a link in the store, and can be revised.
`geograph.link.apply` puts the decisions of a file into another store.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geograph.atomic import write_atomic
from geograph.display import Table
from geograph.interface.arguments import Day, Number, Place, Share, Source, opened, place
from geograph.interface.checking import public
from geograph.interface.judgements import (
    Judged,
    decisions_path,
    entity_of,
    record,
    settled,
    the_day,
)
from geograph.resolution.entities import (
    THRESHOLD,
    Decision,
    Entity,
    Frequencies,
    entities,
    filled_in,
    links,
    proposal_links,
    propose,
    read,
    score,
    to_table,
)
from geograph.store import Store

__all__ = ["accept", "export", "judge", "list", "reject", "unsure"]


@public
def list(
    store: Source = None,
    *,
    limit: Number | None = None,
    decided: bool = False,
    within: bool = False,
    threshold: Share | None = None,
    decisions: Place | None = None,
) -> Table:
    """List the pairs that may be the same entity, highest score first, with evidence.

    Parameters
    ----------
    store
        A store or its path.
    limit
        Only this many of the highest-scoring pairs.
    decided
        Also show pairs that are already decided.
    within
        Also compare entities of the same source (deduplication).
    threshold
        The lowest score at which a pair is proposed; None means 0.7.
    decisions
        The file of decisions; None means ``GEOGRAPH_DECISIONS``, else ``geograph-decisions.csv``.
    """
    least = THRESHOLD if threshold is None else threshold
    known = read(decisions_path(decisions))
    with opened(store) as held:
        found = propose(
            entities(held), threshold=least, decisions=known, decided=decided, within=within
        )
    return to_table(found[:limit], threshold=least, whole=len(found))


def _every(store: Store) -> dict[str, Entity]:
    return {entity.id: entity for entity in entities(store)}


def _record(
    verdict: str, store: Source, a: str, b: str, by: str, note: str, on: Day | None,
    decisions: Place | None,
) -> Judged:  # fmt: skip
    file = decisions_path(decisions)
    every = settled(store, _every)
    one, other = sorted((entity_of(a, every), entity_of(b, every)), key=lambda e: e.id)
    found = score(one, other, Frequencies.of(every.values()))
    made = Decision.of(
        one.id,
        other.id,
        verdict,
        who=by,
        when=the_day(on),
        note=note,
        evidence=f"score {found.value:.3f}; {'; '.join(found.lines())}",
    )
    return replace(record(store, file, [made]), labels=(one.label, other.label))


@public
def accept(
    store: Source,
    a: str,
    b: str,
    *,
    by: str,
    note: str = "",
    on: Day | None = None,
    decisions: Place | None = None,
) -> Judged:
    """Record that two entities are the same entity.

    Parameters
    ----------
    store
        A store or its path; one that is open has to be opened again to see it.
    a, b
        Ids of entities, with or without ``actor/``.
    by
        Who judges.
    note
        Why.
    on
        The day; None means today.
    decisions
        The file of decisions.

    Raises
    ------
    UnknownActor
        No entity has the id.
    """
    return _record("same", store, a, b, by, note, on, decisions)


@public
def reject(
    store: Source,
    a: str,
    b: str,
    *,
    by: str,
    note: str = "",
    on: Day | None = None,
    decisions: Place | None = None,
) -> Judged:
    """Record that two entities are different; the arguments are those of `accept`."""
    return _record("different", store, a, b, by, note, on, decisions)


@public
def unsure(
    store: Source,
    a: str,
    b: str,
    *,
    by: str,
    note: str = "",
    on: Day | None = None,
    decisions: Place | None = None,
) -> Judged:
    """Record a review without a decision; the arguments are those of `accept`."""
    return _record("unsure", store, a, b, by, note, on, decisions)


@public
def judge(
    store: Source,
    file: Place,
    *,
    by: str,
    on: Day | None = None,
    decisions: Place | None = None,
) -> Judged:
    """Record the decisions entered in a list of proposals.

    Parameters
    ----------
    store
        A store or its path; one that is open has to be opened again to see them.
    file
        What `list` gave, as CSV, with ``same``, ``different`` or ``unsure`` in its column
        ``decision``.
    by
        Who judges.
    on
        The day; None means today.
    decisions
        The file of decisions.

    Raises
    ------
    DecisionError
        The file cannot be read, or has another word in that column.
    """
    known_file = decisions_path(decisions)
    known = read(known_file)
    made = filled_in(place(file), who=by, when=the_day(on), known=known)
    every = settled(store, _every)
    for decision in made:
        entity_of(decision.a, every)
        entity_of(decision.b, every)
    return record(store, known_file, made)


@public
def export(
    store: Source,
    output: Place,
    *,
    only_decided: bool = False,
    threshold: Share | None = None,
    decisions: Place | None = None,
) -> Path:
    """Export proposals and decisions as RDF links with their evidence, in named graphs.

    Parameters
    ----------
    store
        A store or its path.
    output
        The N-Quads file to write.
    only_decided
        Leave out pairs without a decision.
    threshold
        The lowest score at which a pair is proposed; None means 0.7.
    decisions
        The file of decisions.

    Returns
    -------
    Path
        Of the file.
    """
    target = place(output)
    known = read(decisions_path(decisions))
    lines = [*links(known)]
    if not only_decided:
        least = THRESHOLD if threshold is None else threshold
        with opened(store) as held:
            lines += proposal_links(propose(entities(held), threshold=least, decisions=known))
    return write_atomic(target, "".join(f"{line}\n" for line in sorted(lines)))
