"""Describe a data set's own actors: who has a role or a CAMEO code; and say how it was found."""

from __future__ import annotations

from geograph.actors import ActorIndex
from geograph.actors.cameo_actors import Coded
from geograph.actors.roles import Role
from geograph.events.event_row import LocalActor, RowParty
from geograph.sources.mapping.party_ids import AS_WRITTEN, Names, slug

__all__ = ["local_of_code", "local_of_role", "why_of"]


def local_of_role(dataset: str, text: str, role: Role) -> LocalActor:
    """Return whoever has a role: "Police (Russia)"."""
    # "Bank of X" and "Bank (X)" are two names; that they are one is for people to judge
    own = role.label if role.state and " (" in text else text
    return LocalActor(
        id=f"actor/{dataset}/{_place(role.state)}{slug(own)}",
        kind=role.kind,
        label=text,
        state=role.state if role.speaks else None,
        belongs=role.state,
    )


def local_of_code(
    dataset: str, text: str, coded: Coded, state: str | None, index: ActorIndex
) -> LocalActor:
    """Return somebody of a country whom a CAMEO code of an actor names: IRQMIL."""
    label = f"{coded.label} ({index.get(state).label})" if state else coded.label or text
    return LocalActor(
        id=f"actor/{dataset}/{_place(state)}{slug(text)}",
        kind=coded.kind,
        label=label,
        aliases=(text,),
        state=state if coded.speaks else None,
        belongs=state,
    )


def _place(state: str | None) -> str:
    """Return the segment of an id that says of which state somebody is."""
    return f"{state.partition('/')[2].lower()}/" if state else ""


def why_of(
    scheme: str, text: str, one: RowParty | None, index: ActorIndex, names: Names, by: str
) -> str:
    """Say how a name was found: by a code, as a name, by the grammar; or that nobody has it."""
    if one is None:
        return "nobody: unknown actor"
    if one.local is not None:
        return f"private, of {one.local.belongs}" if one.local.belongs else "private"
    if scheme == "key":
        return "key of the data set"
    how = index.names.how(text, by) if scheme in AS_WRITTEN else f"code of {scheme}"
    late = text in names.late or f"{scheme}:{text}" in names.late
    return f"{how}, out of its time" if late else how
