"""Read a role at a state, "Ministry (Afghanistan)", and say whether it speaks for that state.

Data sets of coded news name offices, forces and crowds by their role and their state. Whoever has
the role is never the state; a ministry, the police or the head of government speak for it, while
legislators, judges, parties, provinces, companies, rebels and citizens speak for nobody here. Which
do is data, ``data/reference/roles.csv``; a role that is not in it speaks for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache

from geograph.actors.index import ActorIndex
from geograph.actors.names import key_of
from geograph.actors.reference import RoleWord, load_reference

__all__ = ["Role", "role_of"]

_YEARS = re.compile(r"(?P<name>.+ of .+) \(\d{4}-(?:\d{4})?\)(?P<unit>.*)")


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
    """Return the role that a name describes, or None: a name of an actor is not a role.

    Parameters
    ----------
    name
        "Role (Place)", "Role of Place" with a role that roles.csv lists, ACLED's "Military Forces
        of Kenya (2013-2022)", where what follows the years is a unit, and speaks only as its own
        role does; or "Egyptian Army", with a body of a state that roles.csv lists.
    index
        Finds actors by name; its own actors are asked first.
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
    >>> army = role_of("Egyptian Army", index, date(2014, 1, 1))
    >>> army.state, army.label, army.speaks, role_of("Irish Republican Army", index) is None
    ('state/EGY', 'Army', True, True)
    >>> role_of("Micronesia (Federated States of)", index) is None
    True
    """
    text = name.strip()
    if index.find(text, on=on, until=until, by=by):
        return None
    for label, place, unit in _readings(text):
        word = _word(label)
        # a short word is a code in capitals only: (UAE) is a state, (Bar) is none
        code = len(place) > 3 or place.isupper()
        found = index.find(place, on=on, until=until, by=by) if code else ()
        whose = found[0] if len(found) == 1 else None
        if whose and index.get(whose).kind != "State" and not index.get(whose).iso3:
            whose = None
        if unit is not None and not (whose and word and key_of(word.role) == key_of(label)):
            continue  # "Role of Place" is read only where both are known: else it is a name
        part = _word(unit) if unit else word
        return Role(
            label=f"{label}, {unit}" if unit else label,
            place=place,
            state=whose,
            kind=word.kind if word else "ActorGroup",
            speaks=bool(whose and word and word.speaks and part and part.speaks),
            known=word is not None,
        )
    return _of_a_people(text, index, on)


def _of_a_people(text: str, index: ActorIndex, on: date | None) -> Role | None:
    """Return the role of "Egyptian Army", "Royal Thai Police": a body of a state that is listed."""
    words = text.removeprefix("Royal ").split()
    for at in range(1, min(len(words), 4)):
        people, label = " ".join(words[:at]), " ".join(words[at:])
        word = _word(label)
        if word is None or key_of(word.role) != key_of(label) or word.kind != "GovernmentBody":
            continue
        if people[0].isupper() and key_of(people) in index.names.demonyms:
            found = index.find(people, on=on, kinds="State", demonyms=True)
            if len(found) == 1:
                return Role(label, people, found[0], word.kind, word.speaks, known=True)
    return None


def _readings(text: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield role, place and what follows; None for "Role (Place)", which needs no known role."""
    if years := _YEARS.fullmatch(text):
        text, unit = years["name"], years["unit"].strip()
    elif parts := _apart(text):
        yield *parts, None
        return
    else:
        unit = ""
    at = text.find(" of ")
    while at > 0:
        yield text[:at], text[at + 4 :], unit
        at = text.find(" of ", at + 1)


def _apart(text: str) -> tuple[str, str] | None:
    """Return role and place of "Role (Place)"; the place may hold parentheses of its own."""
    if not text.endswith(")") or text.startswith("Government of "):
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            label, place = text[:at], text[at + 1 : -1].strip()
            # "supplier(s)" is not a role
            return (label.strip(), place) if label.strip() and place and label[-1] == " " else None
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
