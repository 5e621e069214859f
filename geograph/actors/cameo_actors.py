"""Read a CAMEO code of an actor, IRQMIL or IGOEUREEC, in its parts of three letters.

A code names a country or region, a known group, an ethnic group (in small letters), a religion and
up to three types, in no fixed order. A country alone is the state; with a type it is a body or a
group of that state, never the state. A known group that is an actor here is that actor. Which types
speak for their state is data, ``data/reference/cameo_actors.csv``, as for roles: government,
military, police and intelligence do; a legislature, a court, elites or rebels do not.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from geograph.actors.index import ActorIndex

__all__ = ["Coded", "Part", "coded_of", "parts"]


class Part(NamedTuple):
    """Three letters of a code; ``speaks`` is yes, no, or empty: as the part before it."""

    code: str
    part: str
    label: str
    kind: str
    speaks: str


@cache
def parts() -> dict[str, Part]:
    """Return every part by its code; countries are in ``codes.csv``."""
    text = (files("geograph.data") / "reference" / "cameo_actors.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {r["code"]: Part(r["code"], r["part"], r["label"], r["kind"], r["speaks"]) for r in rows}


@dataclass(frozen=True, slots=True)
class Coded:
    """Whom a code names: an actor of the reference data, or somebody of a country.

    ``actor`` is the id of a known group. ``country`` is the code of the country, ``label`` says who
    it is there ("military"), empty for the country itself; ``speaks`` whether they speak for it.
    """

    actor: str | None
    country: str | None
    label: str
    kind: str
    speaks: bool


def coded_of(code: str, index: ActorIndex, on: date | None = None) -> Coded | None:
    """Return whom a code names on a day, or None where it is no such code.

    Examples
    --------
    >>> from geograph.actors.reference import load_reference
    >>> index = ActorIndex(load_reference().actors)
    >>> coded_of("GBRCOP", index).label, coded_of("GBRCOP", index).speaks
    ('police', True)
    >>> coded_of("IGOEUREEC", index).actor, coded_of("USAELIGOV", index).speaks
    ('actor/european-union', False)
    >>> coded_of("USA", index).label, coded_of("United States", index)
    ('', None)
    """
    if not code or len(code) % 3 or not code.isascii() or not code.isalpha():
        return None
    pieces = [code[at : at + 3] for at in range(0, len(code), 3)]
    country = _country(pieces, index, on) or _country(pieces, index, None)
    rest = list(pieces)
    if country is not None:
        rest.remove(country)
    for piece in reversed(rest):
        found = index.find(f"cameogroup:{piece}", on=on)
        if len(found) == 1 and piece.isupper():
            return Coded(found[0], None, index.get(found[0]).label, "", speaks=False)
    known = [parts().get(piece) or _other(piece) for piece in rest]
    label = ", ".join(dict.fromkeys(part.label for part in known))
    groups = [part for part in known if part.part in ("group", "type")]
    kind = groups[0].kind if groups else "ActorGroup"
    speaks = bool(
        country is not None
        and known
        and pieces[0] == country
        and known[0].speaks == "yes"
        and all(part.speaks != "no" for part in known)
    )
    return Coded(None, country, label, kind, speaks)


def _country(pieces: list[str], index: ActorIndex, on: date | None) -> str | None:
    """Return the first part that is the code of a country on a day; SUN was, and is Sunni now."""
    for piece in pieces:
        part = parts().get(piece)
        if part is not None and (on is None or part.part in ("type", "group")):
            continue
        if piece.isupper() and index.find(f"cameo:{piece}", on=on):
            return piece
    return None


def _other(piece: str) -> Part:
    """Return a part that the table does not have: an ethnic group, or a code nobody explains."""
    return Part(piece, "ethnic" if piece.islower() else "other", piece, "ActorGroup", "")
