"""PLOVER and POLECAT: the actors of a record, each a code or a name with its country and sector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geograph.sources.files import Record
from geograph.sources.mapping import PACK
from geograph.sources.reshaping import Made, Part

__all__ = ["plover_gold", "polecat"]

# Codes of the gold standard that name a kind of organisation; who it is, its text says.
_KINDS = frozenset({"IGO", "NGO", "IMG", "MNC", "NGM", "INT"})
_SPEECH = frozenset({"AGREE", "REQUEST", "DEMAND", "ACCUSE", "DISAPPROVE", "REJECT", "THREATEN"})
# Sectors of the gold standard that are the code of a country, or another word for a known one.
_SECTORS = {"CIV": "CVL"}
_MISSING = frozenset({"", "none", "na", "null", "nan"})


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
        yield Made(record.file, record.line, columns, record.name)


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


def polecat(records: Iterable[Record], part: Part) -> Iterator[Record]:
    """Yield the records with each `actor` and `recipient` as name, country and sector in one text.

    Lists stand in one cell, between semicolons. A country or sector belongs to the name beside it;
    one alone belongs to all names, and of any other number nobody can tell whose they are.
    """
    for record in records:
        columns = {path: record.values(path) for path in record.columns()}
        for role in ("Actor", "Recipient"):
            names = _list(record.first(f"{role} Name"))
            states = [_state(text) for text in _list(record.first(f"{role} Country"))]
            sectors = _list(record.first(f"Primary {role} Sector"))
            columns[role.lower()] = tuple(
                PACK.join((_name(name, state), state, _beside(sectors, n, names)))
                for n, name in enumerate(names)
                for state in [_beside(states, n, names)]
            )
        columns["place"] = tuple(_state(text) for text in _list(record.first("Country")))
        yield Made(record.file, record.line, columns, record.name)


def _list(cell: str) -> list[str]:
    found = (text.strip() for text in cell.replace("|", ";").split(";"))
    return [text for text in found if text.casefold() not in _MISSING]


def _state(text: str) -> str:
    """Return a country as a name, or as a code that says so: AUS alone could be Austria."""
    return f"iso3:{text}" if len(text) == 3 and text.isupper() else text


def _name(name: str, state: str) -> str:
    """Return a name; that of a country in capitals is its code, other capitals are initials."""
    return state if state == _state(name) else name


def _beside(values: list[str], n: int, names: list[str]) -> str:
    if len(values) == len(names):
        return values[n]
    return values[0] if len(values) == 1 else ""
