"""Read a role at a state, "Ministry (Afghanistan)", and say whether it speaks for that state.

Data sets of coded news name offices, forces and crowds by their role and their state. Whoever has
the role is never the state; a ministry, the police or the head of government speak for it, while
legislators, judges, parties, provinces, companies, rebels and citizens speak for nobody here. Which
do is data, ``data/reference/roles.csv``; a role that is not in it speaks for nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache

from geograph.actors.index import ActorIndex
from geograph.actors.names import key_of
from geograph.actors.reference import RoleWord, load_reference

__all__ = ["Role", "role_of"]


@dataclass(frozen=True, slots=True)
class Role:
    """Whoever has a role somewhere.

    ``label`` is the role ("Ministry"), ``place`` the text that says where, ``state`` the id of the
    state meant on the day, or of a territory with a government of its own, None where the place is
    neither; ``kind`` a class of actors, ``speaks`` whether they speak for ``state``, ``known``
    whether roles.csv knows the role.
    """

    label: str
    place: str
    state: str | None
    kind: str
    speaks: bool
    known: bool


def role_of(
    name: str,
    index: ActorIndex,
    on: date | None = None,
    *,
    until: date | None = None,
    by: str | None = None,
) -> Role | None:
    """Return the role that a name describes, or None: a name of an actor is no role.

    Parameters
    ----------
    name
        "Role (Place)", or "Government of Place".
    index
        Who is who; its own actors are asked first.
    on, until, by
        The time and the publisher, as for `ActorIndex.resolve`.

    Examples
    --------
    >>> index = ActorIndex(load_reference().actors)
    >>> police = role_of("Police (Russia)", index, date(1985, 1, 1))
    >>> police.state, police.kind, police.speaks
    ('state/RUS-1922', 'GovernmentBody', True)
    >>> citizen = role_of("Citizen (Germany)", index, date(2014, 1, 1))
    >>> citizen.state, citizen.speaks
    ('state/DEU', False)
    >>> role_of("Micronesia (Federated States of)", index) is None
    True
    """
    text = name.strip()
    if not (parts := _apart(text)) or index.find(text, on=on, until=until, by=by):
        return None
    label, place = parts
    # a short word is a code in capitals only: (UAE) is a state, (Bar) is none
    code = len(place) > 3 or place.isupper()
    found = index.find(place, on=on, until=until, by=by) if code else ()
    whose = found[0] if len(found) == 1 else None
    if whose and index.get(whose).kind != "State" and not index.get(whose).iso3:
        whose = None
    word = _word(label)
    return Role(
        label=label,
        place=place,
        state=whose,
        kind=word.kind if word else "ActorGroup",
        speaks=bool(word and word.speaks and whose),
        known=word is not None,
    )


def _apart(text: str) -> tuple[str, str] | None:
    """Return role and place; the place may hold parentheses of its own."""
    if text.startswith("Government of "):
        return "Government", text.removeprefix("Government of ")
    if not text.endswith(")"):
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            label, place = text[:at].strip(), text[at + 1 : -1].strip()
            return (label, place) if label and place else None
    return None


@cache
def _words() -> tuple[dict[str, RoleWord], tuple[RoleWord, ...]]:
    """Return the roles by their key, and the patterns in the order of the file."""
    roles = load_reference().roles
    exact = {key_of(word.role): word for word in roles if "*" not in word.role}
    return exact, tuple(word for word in roles if "*" in word.role)


@cache
def _word(label: str) -> RoleWord | None:
    """Return what roles.csv says of a role: the role itself, else the first pattern that fits."""
    exact, patterns = _words()
    key = key_of(label)
    if key in exact:
        return exact[key]
    plain = label.casefold()
    return next((word for word in patterns if fnmatchcase(plain, word.role.casefold())), None)
