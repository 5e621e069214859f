"""Entity resolution: proposals with evidence, decided by people, never merged silently.

>>> from geograph.resolution.entities import Entity, propose
>>> one = Entity(id="ofac/1", kind="Company", label="OOO Romashka-Tekhnika", source="ofac")
>>> two = Entity(id="eu/7", kind="Company", label="ООО «Ромашка-Техника»", source="eu")
>>> [p.score.lines()[0] for p in propose([one, two], threshold=0.5)]
["the same name: 'ООО «Ромашка-Техника»' ~ 'OOO Romashka-Tekhnika'"]
"""

from geograph.resolution.entities.candidates import THRESHOLD, Proposal, propose, to_table
from geograph.resolution.entities.compare import Frequencies
from geograph.resolution.entities.decisions import (
    Decision,
    append,
    filled_in,
    latest,
    read,
    read_content,
)
from geograph.resolution.entities.entity import Entity, entities
from geograph.resolution.entities.link_quads import links, proposal_links
from geograph.resolution.entities.scoring import Score, score

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
    "read_content",
    "score",
    "to_table",
]
