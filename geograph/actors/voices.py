"""What kind of voice each actor is when it speaks for itself: a state, the press, an insider.

The class decides where it can, then the tenures; what neither decides is coded in the table or the
dossier that defines the actor. Whoever speaks for another has the other's voice, and its kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from geograph.model import Actor, Tenure

__all__ = ["ALLOWED", "voice_kinds"]

#: Class of actor → the kinds of voice that it can be.
ALLOWED: dict[str, tuple[str, ...]] = {
    "State": ("state",),
    "GovernmentBody": ("state", "insider"),
    "InternationalOrganisation": ("intergovernmental",),
    "Company": ("company", "press"),
    "ArmedGroup": ("armed-group",),
    "Organisation": ("intergovernmental", "armed-group", "insider", "company", "expert", "press"),
    "Person": ("armed-group", "insider", "company", "expert", "press"),
    # Members that are listed are those somebody named, never all: each is a voice of its own.
    "ActorGroup": ("vague-group",),
    "UnnamedSource": ("unnamed",),
    "Vessel": (),
    "Aircraft": (),
}

# Classes that can be several kinds and are one of them unless somebody codes another.
_USUAL = {"Company": "company"}

# What a person is who speaks for somebody on other days: of other ends, the same kind.
_OUT_OF_OFFICE = {"state": "insider", "intergovernmental": "expert"}


def voice_kinds(actors: Iterable[Actor], tenures: Iterable[Tenure]) -> Mapping[str, str | None]:
    """Return the kind of voice of each actor by its id, None where nothing decides it.

    Parameters
    ----------
    actors
        Each with the ``voice_kind`` that was coded for it, or None.
    tenures
        Who speaks for whom, and who is an insider of a state. Their dates do not matter: an actor
        is asked for its own kind only on days on which it speaks for nobody.

    Examples
    --------
    >>> land = Actor(id="state/AAA", kind="State", label="Land")
    >>> people = [Actor(id=f"actor/{name}", kind="Person", label=name) for name in ("old", "who")]
    >>> office = Tenure(who="actor/old", relation="speaksFor", whom="state/AAA")
    >>> voice_kinds([land, *people], [office])
    {'state/AAA': 'state', 'actor/old': 'insider', 'actor/who': None}
    """
    known = {actor.id: actor for actor in actors}
    ends: dict[str, list[str]] = defaultdict(list)
    insiders: set[str] = set()
    for tenure in tenures:
        if tenure.relation == "speaksFor":
            ends[tenure.who].append(tenure.whom)
        elif tenure.relation == "insiderOf":
            insiders.add(tenure.who)
    found: dict[str, str | None] = {}

    def decide(key: str, path: frozenset[str]) -> str | None:
        if key in found or key in path or key not in known:
            return found.get(key)
        actor = known[key]
        found[key] = actor.voice_kind or _by_class(actor)
        if found[key] is None and key in insiders:
            found[key] = "insider"
        if found[key] is None and ends[key]:
            of = {decide(end, path | {key}) for end in ends[key]}
            found[key] = _same(actor, of)
        return found[key]

    return {key: decide(key, frozenset()) for key in known}


def _by_class(actor: Actor) -> str | None:
    kinds = ALLOWED.get(actor.kind, ())
    if len(kinds) == 1:
        return kinds[0]
    # whom only documents name, as the one that published them
    return "press" if actor.id.startswith("publisher/") else _USUAL.get(actor.kind)


def _same(actor: Actor, of: set[str | None]) -> str | None:
    """Return what an actor is by those it speaks for, if they are of one kind."""
    kind = next(iter(of)) if len(of) == 1 else None
    if kind is not None and actor.kind == "Person":
        kind = _OUT_OF_OFFICE.get(kind, kind)
    return kind if kind in ALLOWED.get(actor.kind, ()) else None
