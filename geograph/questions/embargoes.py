"""Arms embargoes of the corpus: on whose word each is in place."""

from __future__ import annotations

from collections.abc import Iterator

from geograph.events.force import ENDS
from geograph.model import Measure
from geograph.policy import Verdict
from geograph.questions.claimants import otherwise, status
from geograph.questions.context import QueryContext
from geograph.vocab import Stance

__all__ = ["embargoes", "standing_of"]


def embargoes(context: QueryContext) -> Iterator[tuple[Measure, Verdict]]:
    """Yield the arms embargoes that anybody speaks of as being in place."""
    for measure, verdict in context.measures():
        if any("arms-embargo" in provision for provision in measure.provision):
            told = [context.claim_index.claims[key] for key in verdict.evidence]
            given = verdict.voices(Stance.PRESUPPOSES) or any(c.stage in ENDS for c in told)
            if verdict.edge or given:
                yield measure, verdict


def standing_of(context: QueryContext, verdict: Verdict) -> str:
    """Return in words who stands behind an embargo."""
    return "; ".join(filter(None, (status(verdict), otherwise(context.claim_index, verdict))))
