"""PLOVER's gold standard: the actors of a record, each a code with its sector or a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geograph.sources.files import Record
from geograph.sources.reshaping import DerivedRecord, Part

__all__ = ["plover_gold"]

# Codes of the gold standard that name a kind of organisation; who it is, its text says.
_KINDS = frozenset({"IGO", "NGO", "IMG", "MNC", "NGM", "INT"})
_SPEECH = frozenset({"AGREE", "REQUEST", "DEMAND", "ACCUSE", "DISAPPROVE", "REJECT", "THREATEN"})
# Sectors of the gold standard that are the code of a country, or another word for a known one.
_SECTORS = {"CIV": "CVL"}


def plover_gold(records: Iterable[Record], part: Part) -> Iterator[Record]:
    """Yield the records with `actor`, `recipient` and `participant` as CAMEO codes or as names.

    A code is joined with its sector: HUN and GOV are HUNGOV. Several sources without a target act
    together: they take part without a direction, unless they speak.
    """
    for record in records:
        columns = {path: record.values(path) for path in record.columns()}
        source, target = list(_gold(record, "source")), list(_gold(record, "target"))
        together = len(source) > 1 and not target and record.first("event") not in _SPEECH
        groups = {"actor": () if together else source, "recipient": target}
        groups["participant"] = source if together else ()
        for role, found in groups.items():
            columns[f"{role} code"] = tuple(text for text, coded in found if coded)
            columns[f"{role} name"] = tuple(text for text, coded in found if not coded)
        yield DerivedRecord(record.file, record.line, columns, record.name)


def _gold(record: Record, role: str) -> Iterator[tuple[str, bool]]:
    """Yield the code with its sector, or the words of an actor, and which of the two it is."""
    for actor in record.children(role):
        code, sector, words = (actor.first(name) for name in ("code", "sector", "actorText"))
        if code in _KINDS and words:
            yield words, False
        elif code.isalpha():
            sector = _SECTORS.get(sector[:3], sector[:3]) + sector[3:]
            yield code + (sector if sector.isalpha() else ""), True
        elif words:
            yield words, False
