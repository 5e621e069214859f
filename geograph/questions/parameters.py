"""Values of parameters, as people write them, to SPARQL terms and to plain values.

A value enters a query only as a term that was built and escaped here, so that no value can change
what the query asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from geograph.actors import ItemIndex
from geograph.dates import parse
from geograph.errors import GeographError, QueryError
from geograph.events.nquads import day
from geograph.model import Item
from geograph.questions.store_cache import kept
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES, GG, ID, ActorClass, EventClass, iri, local

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["TYPES", "literal", "resource", "to_terms", "to_value"]

SHORT = {'"': '"', "\\": "\\", "\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}
#: What the grammar of SPARQL forbids between < and >.
NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')


def resource(path: str) -> str:
    """Return the term of a resource of geograph.

    >>> resource("state/IRN")
    '<https://w3id.org/geograph/id/state/IRN>'
    """
    return _bracketed(iri(path))


def _bracketed(address: str) -> str:
    if NOT_IN_IRI.search(address):
        raise QueryError(f"{address!r} is not an IRI", fix="use an id as geograph prints it")
    return f"<{address}>"


def literal(text: str) -> str:
    r"""Return the term of a plain string, whatever it contains.

    >>> print(literal('say "no" \\ }'))
    "say \"no\" \\ }"
    """
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise QueryError(f"{text!r} has half of a surrogate pair", fix="write it as UTF-8 text")
    out = []
    for at, char in enumerate(text):
        if char in SHORT:
            out.append("\\" + SHORT[char])
        elif char < " " or char == "\x7f" or (char in "uU" and text[at - 1 : at] == "\\"):
            # rdflib expands \u before it reads the string, even behind an escaped backslash, and
            # takes eight digits where eight follow: hence the long form, and SHORT for line ends.
            out.append(f"\\U{ord(char):08X}")
        else:
            out.append(char)
    return '"' + "".join(out) + '"'


def _actor(store: Store, value: str) -> str:
    return resource(store.actor_id(value))


def _item(store: Store, value: str) -> str:
    def made() -> ItemIndex:
        rows: Iterable[dict[str, Any]] = store.rows("items")
        names = ("id", "kind", "label", "aliases")
        return ItemIndex(Item(**{name: row[name] for name in names}) for row in rows)

    return resource(kept(store, "items", made).resolve(value))


def _date(store: Store, value: str) -> str:
    span = parse(value)
    if span.earliest_start != span.latest_end or span.latest_end is None:
        raise QueryError(f"{value!r} is not one day", fix="write it as 2024-09-10")
    return day(span.latest_end)


def _event(store: Store, value: str) -> str:
    key = value.removeprefix(ID)
    known = ("event/", "measure/", "statement/")
    tried = [key] if key.startswith(known) else [prefix + key for prefix in known[:2]]
    for path in tried:
        if NOT_IN_IRI.search(path):
            continue
        if store.select(f"ASK {{ {resource(path)} ?p ?o }}")[1][0][0]:
            return resource(path)
    keys = [str(row["id"]) for row in store.rows("events")]
    raise _unknown("event", key, [*keys, *(path.split("/", 1)[1] for path in keys)])


def _parts(store: Store, term: str) -> list[str]:
    """Return the parts of a measure of several senders, of which all is stated; else the event."""
    _, rows = store.select(f"SELECT ?part {{ ?part <{GG}partOf> {term} }} ORDER BY ?part")
    return [_bracketed(str(part)) for (part,) in rows] or [term]


def _class(store: Store, value: str) -> str:
    kinds: dict[str, ActorClass | EventClass] = {**ACTOR_CLASSES, **EVENT_CLASSES}
    names = {kind.label.casefold(): name for name, kind in kinds.items()}
    names |= {name.casefold(): name for name in kinds}
    wanted = value.removeprefix(GG).removeprefix("gg:").casefold()
    if wanted not in names:
        raise _unknown("class", value, list(kinds))
    return _bracketed(GG + names[wanted])


def _text(store: Store, value: str) -> str:
    return literal(value)


def _number(store: Store, value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise QueryError(f"{value!r} is not a whole number", fix="write it in digits, such as 3")
    return str(int(value))


def to_value(term: str) -> str | int | date:
    """Return what a term stands for: a local path, a day, a number, or text.

    >>> to_value(resource("state/IRN")), to_value("3"), to_value(literal("inflow"))
    ('state/IRN', 3, 'inflow')
    """
    if term.startswith("<"):
        return local(term[1:-1]).removeprefix(GG)
    if term.endswith("date>"):
        return date.fromisoformat(term[1:11])
    return int(term) if term.isdigit() else term[1:-1]


#: How a value of each type is read; the keys are the types that a parameter may have.
TYPES: Mapping[str, Callable[[Store, str], str]] = {
    "actor": _actor,
    "item": _item,
    "date": _date,
    "event": _event,
    "class": _class,
    "text": _text,
    "number": _number,
}


def to_terms(store: Store, kind: str, name: str, value: object) -> tuple[str, ...]:
    """Return the terms of one parameter: of one value, or of each value of a list.

    Parameters
    ----------
    store
        Where names of actors, items and events are looked up.
    kind
        A key of ``TYPES``.
    name
        The parameter, for messages.
    value
        Text or a day, or a list or tuple of them.

    Raises
    ------
    GeographError
        The leaf that fits (``UnknownActor``, ``UnknownItem``, ``DateError``, ``QueryError``), its
        message naming the parameter.
    """
    values = value if isinstance(value, list | tuple) else (value,)
    terms = []
    for one in values:
        if kind == "number" and type(one) is int:
            one = str(one)
        if not isinstance(one, str | date):
            raise QueryError(
                f"parameter '{name}': {one!r} is neither text nor a day", fix="give it as text"
            )
        text = one.isoformat() if isinstance(one, date) else one
        try:
            term = TYPES[kind](store, text if kind == "text" else text.strip())
            terms += _parts(store, term) if kind == "event" else [term]
        except GeographError as exc:
            raise type(exc)(f"parameter '{name}': {exc.what}", fix=exc.fix) from exc
    if not terms:
        raise QueryError(
            f"parameter '{name}' is an empty list", fix="leave it out, or give a value"
        )
    return tuple(terms)


def _unknown(what: str, value: str, names: list[str]) -> QueryError:
    near = get_close_matches(value, names, n=3, cutoff=0.5)
    fix = f"perhaps {' or '.join(map(repr, near))}" if near else f"use an {what} of this store"
    return QueryError(f"unknown {what} {value!r}", fix=fix)
