"""Listings of several senders, and which entries of several lists are the same entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from geograph.events.force import Period
from geograph.model import Measure
from geograph.questions.context import QueryContext
from geograph.questions.relation import Relation
from geograph.questions.release_rows import known, own_actors
from geograph.resolution.entities.identifiers import EXACT, normal

__all__ = ["OFFICIAL_LISTS", "SameEntities", "day_of", "listed_actors", "listings"]

#: The data sets that are official lists of sanctions, as `needs` of a question.
OFFICIAL_LISTS = "ofac or un or eu or uk or canada or seco or dfat or meti"
#: Extractions that put lists together; those that read the news list nobody.
_COMPILERS = ("opensanctions",)
_STAGES = ("listed", "effective", "announced")

_COLUMNS = ("id", "kind", "label", "aliases", "identifiers", "countries", "belongs")


def listings(context: QueryContext) -> Iterator[Relation]:
    """Yield measures that somebody took, with the day of listing as the first.

    Those of compilers are among them; their recipients stay the entries themselves.
    """
    asked: tuple[tuple[tuple[str, ...], Sequence[str]], ...] = (
        (("Dossier", "OfficialList"), ()),
        (("Extraction",), _COMPILERS),
    )
    for ways, datasets in asked:
        for one in context.relations("Measure", ways=ways, datasets=datasets, details=_STAGES):
            if one.release is None and one.kind != "Sanction":
                continue  # an expulsion lists nobody
            yield replace(one, first=day_of(context, one), recipient_voice=one.recipient)


def day_of(context: QueryContext, relation: Relation) -> date | None:
    """Return the day of listing, or the nearest to it that is known."""
    measure = context.claim_index.events.get(relation.id)
    if isinstance(measure, Measure):
        since = Period.of(measure).since
        return measure.listed or since or measure.announced or measure.start
    days = (relation.details.get(stage) for stage in _STAGES)
    found: date | None = next((day for day in days if day is not None), relation.start)
    return found


def listed_actors(context: QueryContext) -> Iterator[dict[str, Any]]:
    """Yield the entries of sanctions lists, and of those who put lists together."""
    lists = [
        release
        for release in known(context.store, context.policy)
        if release.kind == "OfficialList" or release.dataset in _COMPILERS
    ]
    yield from own_actors(context.store, lists, _COLUMNS)


class SameEntities:
    """Which entries of several lists are the same entity: by exact identifiers or judgement.

    Parameters
    ----------
    context
        What the question is asked of.
    """

    def __init__(self, context: QueryContext) -> None:
        self._above: dict[str, str] = {}
        self._why: dict[str, set[str]] = defaultdict(set)
        by_number: dict[str, str] = {}
        for row in listed_actors(context):
            for identifier in row["identifiers"]:
                scheme, value = normal(identifier)
                if scheme not in EXACT:
                    continue
                # ships and the firms that run them have IMO numbers of one range
                number = f"{scheme}:{value}" + (f" ({row['kind']})" if scheme == "imo" else "")
                other = by_number.setdefault(number, row["id"])
                if other != row["id"]:
                    self._join(other, row["id"], f"the same {scheme} {value}")
        for plain in context.store.meta.get("decisions", ()):
            if plain["decision"] == "same" and not plain["a"].startswith(("event/", "measure/")):
                self._join(plain["a"], plain["b"], f"judged by {plain['who']}")

    def root(self, key: str) -> str:
        """Return the one entry that stands for all that are the same."""
        while key in self._above:
            key = self._above[key]
        return key

    def why(self, keys: Sequence[str]) -> str:
        """Return in words why several entries are the same entity."""
        if len(keys) < 2:
            return "one record"
        return "; ".join(sorted({why for key in keys for why in self._why[key]}))

    def _join(self, one: str, other: str, why: str) -> None:
        for key in (one, other):
            self._why[key].add(why)
        one, other = sorted((self.root(one), self.root(other)))
        if one != other:
            self._above[other] = one
