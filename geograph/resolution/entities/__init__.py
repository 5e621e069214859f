"""Who is who across sources: proposals with evidence, decided by people, never merged silently.

>>> from geograph.reconcile import Entity, propose
>>> one = Entity(id="ofac/1", kind="Company", label="OOO Romashka-Tekhnika", source="ofac")
>>> two = Entity(id="eu/7", kind="Company", label="ООО «Ромашка-Техника»", source="eu")
>>> [p.score.lines()[0] for p in propose([one, two], threshold=0.5)]
["the same name: 'ООО «Ромашка-Техника»' ~ 'OOO Romashka-Tekhnika'"]
"""

from geograph.reconcile.compare import Frequencies
from geograph.reconcile.decisions import Decision, append, filled_in, latest, read
from geograph.reconcile.entity import Entity, entities
from geograph.reconcile.links import links, proposal_links
from geograph.reconcile.propose import THRESHOLD, Proposal, propose, to_table
from geograph.reconcile.score import Score, score

__all__ = [
    "THRESHOLD",
    "Decision",
    "Entity",
    "Frequencies",
    "Proposal",
    "Score",
    "append",
    "entities",
    "filled_in",
    "latest",
    "links",
    "proposal_links",
    "propose",
    "read",
    "score",
    "to_table",
]
