"""Whom a policy names: voices by name or code, and the members of an organisation on a day."""

from __future__ import annotations

from datetime import date

from geograph.actors import ActorIndex
from geograph.errors import PolicyError
from geograph.policy.claim_policy import MEMBERS, Policy

__all__ = ["holders_of"]


def holders_of(actors: ActorIndex, policy: Policy) -> tuple[str, ...]:
    """Return the voices that ``held-by`` names, in the order in which it names them.

    Names mean whom they mean on the day of ``as_of``, and voices are those of that day; without
    one, whoever has the name today and the tenures without an end. ``members-of:NATO`` stands for
    the members that tenures know on that day, of the reference data and of the dossiers.

    Raises
    ------
    UnknownActor
        If a name is nobody's.
    PolicyError
        If no member of an organisation is known on that day.

    Examples
    --------
    >>> from geograph.actors import load_reference
    >>> index = ActorIndex(load_reference().actors, load_reference().tenures)
    >>> holders_of(index, Policy.parse("held-by=Iran,RUS"))
    ('state/IRN', 'state/RUS')
    """
    day = policy.as_of or date.max
    found: dict[str, None] = {}
    for name in policy.holders:
        for key in _named(actors, name, policy.as_of):
            found.setdefault(actors.voice(key, day)[0])
    return tuple(found)


def _named(actors: ActorIndex, name: str, on: date | None) -> tuple[str, ...]:
    if not name.startswith(MEMBERS):
        return (actors.resolve(name, on=on, codes=True),)
    whole = actors.resolve(name.removeprefix(MEMBERS), on=on, codes=True)
    members = actors.members(whole, on or date.max)
    if not members:
        label = actors.get(whole).label
        raise PolicyError(
            f"'{name}': no member of {label} is known" + (f" on {on}" if on else ""),
            fix="name the voices, or add its members to data/reference/tenures.csv (memberOf)",
        )
    return members
