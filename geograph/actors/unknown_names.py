"""Say why a name means nobody, or several, and whom it may mean: the errors of `ActorIndex`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from geograph.actors._reference_rows import PlaceName
from geograph.actors.lookup import Lookup
from geograph.actors.names import key_of, nearest, span
from geograph.actors.reference import load_reference
from geograph.actors.uses import Use, tell
from geograph.errors import UnknownActor
from geograph.model import Actor

__all__ = ["Asked", "unknown"]


class Asked(NamedTuple):
    """A name as it was asked for, whom it means then, and every use of it."""

    name: str
    on: date | None
    until: date | None
    kinds: Collection[str] | None
    found: tuple[str, ...]
    uses: tuple[Use, ...]

    @property
    def day(self) -> str:
        """The time, in words."""
        if self.on and self.until:
            return f" from {self.on} to {self.until}"
        return f" on {self.on}" if self.on else ""


def unknown(asked: Asked, names: Lookup, actors: Mapping[str, Actor]) -> UnknownActor:
    """Return the error for a name that means nobody on a day, or several."""
    name, day = asked.name, asked.day
    if asked.found:
        told = tell([use for use in asked.uses if use[2] in asked.found], actors)
        return UnknownActor(
            f"ambiguous actor {name!r}{day}: {told}",
            fix=f"write {' or '.join(asked.found)}, or a code with its scheme (iso3:…, cow:…)",
        )
    if asked.uses:
        wanted = (asked.kinds,) if isinstance(asked.kinds, str) else sorted(asked.kinds or ())
        kind = f" of class {' or '.join(wanted)}" if wanted else ""
        return UnknownActor(
            f"{name!r} names no actor{kind}{day}; it names {tell(asked.uses, actors)}",
            fix="check the date, or write the name that was in use then"
            + _beside({use[2] for use in asked.uses}, actors),
        )
    if people := names.demonyms.get(key_of(name)):
        return UnknownActor(
            f"unknown actor {name!r}{day}: the word is for the people of {tell(people, actors)}",
            fix="write the name of the state",
        )
    if place := _places().get(key_of(name)):
        whose = f" of {owner.label}" if (owner := actors.get(place.whose or "")) else ""
        meant = ", ".join(actors[key].label for key in place.actors if key in actors)
        return UnknownActor(
            f"unknown actor {name!r}{day}: it is a place{whose}",
            fix=f"write who acted, for example {meant}; as a place the name is good",
        )
    if coded := names.schemes(name):
        told = "; ".join(f"{code} is {tell(its, actors)}" for code, its in coded)
        return UnknownActor(
            f"unknown actor {name!r}{day}: a bare code is not a name",
            fix=f"write the name, or the code with its scheme: {told}",
        )
    near = [use for key in nearest(name, names.uses) for use in names.uses[key]]
    return UnknownActor(
        f"unknown actor {name!r}{day}",
        fix=f"did you mean {tell(near, actors)}? If it is somebody else: " * bool(near)
        + "define it under `actors:` of a dossier or in data/reference/",
    )


def _beside(keys: Collection[str], actors: Mapping[str, Actor]) -> str:
    """Tell which bodies came before those that a name means, and on whose territory they are."""
    told = {
        "follows": "before it was {}",
        "territory": "it is on the territory of {}",
    }
    return "".join(
        f": {told[one.relation].format(tell([(*span(other.start, other.end), other.id)], actors))}"
        for one in load_reference().standings
        if one.actor in keys and (other := actors.get(one.whom))
    )


@cache
def _places() -> Mapping[str, PlaceName]:
    """Return the names of places, by each spelling."""
    return {
        key_of(word): place
        for place in load_reference().places
        for word in (place.name, *place.aliases)
    }
