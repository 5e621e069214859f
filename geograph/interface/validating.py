"""Check a store, or dossiers, against shapes and rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from geograph.display import Table, Tables
from geograph.events.model_reader import model_of
from geograph.interface.arguments import Place, Source, opened, place
from geograph.interface.checking import public
from geograph.pipeline.validation import (
    Places,
    decided,
    proposals_table,
    propose,
    summary,
    validate_foreign,
    validate_model,
    validate_store,
)
from geograph.pipeline.validation import report as findings_table
from geograph.pipeline.validation.shapes import Finding
from geograph.sources.dossier import assemble, read

__all__ = ["Validation", "validate"]


class Validation(NamedTuple):
    """What a check found: findings, and where they were asked for, proposals with a summary.

    ``foreign`` are the findings of the graphs that others wrote, one table each. They do not bear
    on ``ok``, since nothing that is trusted reads them.
    """

    ok: bool
    findings: Table
    proposals: Table | None = None
    summary: Table | None = None
    foreign: tuple[Table, ...] = ()

    def __repr__(self) -> str:
        state = "no rule that must hold is broken" if self.ok else "a rule is broken"
        return f"Validation({state}; {len(self.findings):,} findings)"

    def __str__(self) -> str:
        return str(self.to_tables())

    def to_tables(self) -> Tables:
        """Return the findings, or the summary and the proposals where they were asked for."""
        if self.summary is None or self.proposals is None:
            return Tables((self.findings, *self.foreign))
        return Tables((self.summary, self.proposals, *self.foreign))

    def _repr_html_(self) -> str:
        """Return the tables for a notebook; every text is escaped."""
        return self.to_tables()._repr_html_()


@public
def validate(
    store: Source = None,
    *,
    dossiers: Place | None = None,
    report: bool = False,
    decisions: Place | None = None,
    notes: bool = False,
) -> Validation:
    """Validate the graph against its SHACL shapes and the corpus against its rules.

    Graphs of RDF that others wrote are checked against the shapes, each for itself.

    Parameters
    ----------
    store
        A store or its path.
    dossiers
        Check these dossiers, not a store.
    report
        Also propose missing wider events, near-duplicates, missing parties and other stances, and
        sum up every check.
    decisions
        The file of decisions on proposals; None means ``lint-decisions.csv`` beside the folder of
        dossiers, else the one that ships.
    notes
        List notes too, such as events of one document.

    Returns
    -------
    Validation
        ``ok`` is False where a rule that must hold is broken.

    Examples
    --------
    >>> validate(report="yes")
    Traceback (most recent call last):
    ...
    geograph.errors.UsageError: validate: `report` cannot be 'yes' (str)
      fix: give True or False
    """
    if dossiers is not None:
        records = list(read(place(dossiers)))
        model, places = assemble(records), Places.read(records)
        findings, others = list(validate_model(model)), {}
    else:
        with opened(store) as held:
            model, places = model_of(held.rows), Places()
            findings, others = list(validate_store(held)), validate_foreign(held)
    ok = not any(f.severity == "error" for f in findings)
    table = findings_table(_shown(findings, notes))
    foreign = tuple(
        findings_table(_shown(broken, notes), f"Shapes, by {graph}")
        for graph, broken in others.items()
    )
    if not report:
        return Validation(ok, table, foreign=foreign)
    known = decided(
        None if decisions is None else place(decisions),
        None if dossiers is None else place(dossiers),
    )
    proposals = propose(model, places=places, decisions=known)
    return Validation(ok, table, proposals_table(proposals), summary(findings, proposals), foreign)


def _shown(findings: Iterable[Finding], notes: bool) -> list[Finding]:
    return [f for f in findings if notes or f.severity != "info"]
