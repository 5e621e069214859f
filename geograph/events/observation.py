"""Values that a data set states of an actor in a period, or of a dyad, and their columns.

Nobody acts in an observation: it is never an edge, and no policy counts it. Networks,
panels and questions join it by actor and day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from geograph.events.batches import Batch
from geograph.events.event_row import RowParty
from geograph.events.schema import ATTRIBUTES, Column

__all__ = ["Observation", "columns_of_release", "names_of", "of_observations", "place_of"]


@dataclass(frozen=True, slots=True)
class Observation:
    """What one record states of an actor, or of it with a partner, in a period.

    ``values`` has the variables that are not missing; ``directed`` is None without a partner.
    """

    actor: RowParty
    partner: RowParty | None
    directed: bool | None
    start: date
    end: date | None
    values: Mapping[str, Any]
    line: int


def place_of(release: str) -> str:
    """Return below which path the observations of a release have their ids.

    >>> place_of("release/cow-nmc/2016-12-31-0a1b2c3d")
    'observation/cow-nmc/2016-12-31-0a1b2c3d/'
    """
    return f"{release.replace('release/', 'observation/', 1)}/"


def columns_of_release(variables: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns of a release's table: those of all, and one for each variable."""
    return (*ATTRIBUTES, *variables)


def names_of(found: Sequence[Observation]) -> tuple[list[str], list[int]]:
    """Return of whom, with whom and from when on each is, as a path; and a number of each path.

    The numbers have 64 bits, and are the same for the same path in every process.
    """
    names = [
        "/".join((
            one.actor.id, *((one.partner.id,) if one.partner else ()), one.start.isoformat()
        ))
        for one in found
    ]  # fmt: skip
    digests = (blake2b(name.encode(), digest_size=8).digest() for name in names)
    return names, [int.from_bytes(digest) for digest in digests]


def of_observations(
    found: Sequence[Observation],
    release: str,
    names: Sequence[str],
    ordinals: Sequence[int],
    variables: Sequence[Column],
) -> Batch:
    """Return observations as a batch of columns.

    An id tells whose the values are and from when on, never in which row of a file they stand:
    ``observation/cow-nmc/2016-12-31-0a1b2c3d/state/IRN/2010-01-01``.

    Parameters
    ----------
    found
        The observations, in the order of the files.
    release
        The release that states them.
    names, ordinals
        What `names_of` calls each; and 1 for the first of that name in the release, 2 for the next.
    variables
        All variables of the release.
    """
    place = place_of(release)
    return {
        "id": [
            f"{place}{name}" if n == 1 else f"{place}{name}~{n}"
            for name, n in zip(names, ordinals, strict=True)
        ],
        "actor": [one.actor.id for one in found],
        "partner": [one.partner.id if one.partner else None for one in found],
        "directed": [one.directed for one in found],
        "start": [one.start for one in found],
        "end": [one.end for one in found],
        "line": [one.line for one in found],
        **{c.name: [one.values.get(c.name) for one in found] for c in variables},
    }
