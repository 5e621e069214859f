"""Identifiers: which are exact, what they can name, and which of two lists agree or conflict."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from geograph.resolution.entities.entity import Entity, family

__all__ = ["EXACT", "agree", "conflict", "keys_of", "normal"]

#: Schemes whose numbers name one thing in the world, for good: equal is the same, other is another.
EXACT: frozenset[str] = frozenset({
    "imo", "lei", "inn", "ogrn", "ogrnip", "wikidata", "edrpou", "uscc", "isin", "permid", "swift",
    "duns", "opencorporates",
})  # fmt: skip

# A list's own number is exact where two releases of one list meet; other lists never carry it.
_LISTS = frozenset(
    {"ofac", "un", "eu", "uk", "canada", "opensanctions", "seco", "dfat", "meti", "ftm"}
)

# Ships and the companies that run them have IMO numbers of seven digits each, in one range.
_OF_KIND = frozenset({"imo"})
# OpenSanctions keeps the ids that it merged, with a prefix for where they are from.
_REFERENTS = {
    "ofac": "ofac", "unsc": "un", "ru-inn": "inn", "imo-vessel": "imo", "lei": "lei",
    "permid": "permid", "eu-fsf-eu": "eu", "gb-hmt": "uk", "ch-seco": "seco",
}  # fmt: skip
_REFERENT = re.compile(r"(" + "|".join(_REFERENTS) + r")-([0-9A-Za-z][0-9A-Za-z-]*)")
# Of these one company has several.
_SEVERAL = frozenset({"isin", "permid", "swift", "duns"})
_CLEAN = re.compile(r"[\W_]+")


def normal(identifier: str) -> tuple[str, str]:
    """Return scheme and value in the form in which they are compared.

    An id of OpenSanctions that names another list's number is that number.

    >>> normal("IMO:IMO 9253325"), normal("passport: P-229 856"), normal("wikidata:q30")
    (('imo', '9253325'), ('passport', 'P229856'), ('wikidata', 'Q30'))
    >>> normal("opensanctions:ofac-16911"), normal("opensanctions:NK-2T3S8H")
    (('ofac', '16911'), ('opensanctions', 'NK2T3S8H'))
    """
    scheme, _, value = identifier.partition(":")
    scheme = scheme.strip().lower()
    if scheme == "opensanctions":
        if found := _REFERENT.fullmatch(value.strip()):
            scheme, value = _REFERENTS[found[1]], found[2]
        elif re.fullmatch(r"Q\d+", value.strip()):
            scheme = "wikidata"
    value = _CLEAN.sub("", value).upper()
    return scheme, value.removeprefix("IMO") if scheme == "imo" else value


def keys_of(entity: Entity) -> Iterator[str]:
    """Yield what entities with a common identifier share; values too short to tell are left out."""
    kind = family(entity.kind)
    for identifier in entity.identifiers:
        scheme, value = normal(identifier)
        if scheme in EXACT | _LISTS or len(value) >= 5:
            # Lists call one number a registration, a tax number or an INN; values meet, not names.
            name = scheme if scheme in _LISTS or scheme in _OF_KIND else "id"
            yield f"{name}:{value}" + (f":{kind}" if scheme in _OF_KIND and kind != "any" else "")


def agree(a: Entity, b: Entity) -> tuple[str | None, bool]:
    """Return an identifier that both have, as ``scheme:value``, and whether it is exact.

    >>> ship = Entity(id="a", kind="Vessel", label="Liana", identifiers=("imo:9253325",))
    >>> firm = Entity(id="b", kind="Company", label="Liana Ltd", identifiers=("imo:9253325",))
    >>> agree(ship, ship), agree(ship, firm)
    (('imo:9253325', True), (None, False))
    """
    left, right = _by_value(a), _by_value(b)
    kinds = {family(a.kind), family(b.kind)} - {"any"}
    found: list[tuple[bool, str]] = []
    for value in left.keys() & right.keys():
        schemes = left[value] | right[value]
        if schemes & _OF_KIND and (len(kinds) > 1 or left[value] != right[value]):
            continue
        if schemes & _LISTS and not left[value] & right[value]:
            continue
        exact = bool(left[value] & right[value] & (EXACT | _LISTS) or (schemes & EXACT - _OF_KIND))
        if exact or len(value) >= 5:
            found.append((exact, f"{min(schemes & EXACT or schemes)}:{value}"))
    if not found:
        return None, False
    exact, text = min(found, key=lambda f: (not f[0], f[1]))
    return text, exact


def conflict(a: Entity, b: Entity) -> str | None:
    """Return the exact scheme in which the two have different values and none in common.

    A list's own number does not conflict: a list may carry one entity twice.

    >>> a = Entity(id="a", kind="Vessel", label="Liana", identifiers=("imo:9253325",))
    >>> b = Entity(id="b", kind="Vessel", label="Liana", identifiers=("imo:9235725",))
    >>> conflict(a, b)
    'imo 9235725 ≠ 9253325'
    """
    left, right = _by_scheme(a), _by_scheme(b)
    for scheme in sorted(left.keys() & right.keys() & EXACT - _SEVERAL):
        if not left[scheme] & right[scheme]:
            values = sorted((min(left[scheme]), min(right[scheme])))
            return f"{scheme} {values[0]} ≠ {values[1]}"
    return None


def _by_value(entity: Entity) -> dict[str, set[str]]:
    out: defaultdict[str, set[str]] = defaultdict(set)
    for identifier in entity.identifiers:
        scheme, value = normal(identifier)
        if value:
            out[value].add(scheme)
    return dict(out)


def _by_scheme(entity: Entity) -> dict[str, set[str]]:
    out: defaultdict[str, set[str]] = defaultdict(set)
    for identifier in entity.identifiers:
        scheme, value = normal(identifier)
        if value:
            out[scheme].add(value)
    return dict(out)
