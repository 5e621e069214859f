"""A batch of events → N-Quads: the one place where an event is written as RDF.

Each value is turned to text once and remembered, so that an event costs one join. What SPARQL does
not need (details, addresses, grounds of listings in words) stays in the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import repeat
from typing import Any

from geograph.errors import ValidationError, Where
from geograph.events.batches import Batch
from geograph.events.nquads import (
    DIFFERENT,
    LABEL,
    TRUE,
    TYPE,
    day,
    double,
    either,
    literal,
    node,
    term,
)
from geograph.vocab import EVENT_CLASSES, ID, is_a

__all__ = ["event_pairs", "release_lines"]

_MEMORY = 50_000


def _many(predicate: str, to_term: Callable[[str], str]) -> Callable[[Any], str]:
    """Return the function from a tuple of values to their predicates and objects, one a line."""

    @lru_cache(maxsize=_MEMORY)
    def written(values: tuple[str, ...]) -> str:
        return "\n".join(f"{predicate} {to_term(value)}" for value in values)

    return written


def _one(predicate: str, to_term: Callable[[Any], str]) -> Callable[[Any], str]:
    @lru_cache(maxsize=_MEMORY)
    def written(value: Any) -> str:
        return f"{predicate} {to_term(value)}"

    return written


def _nodes(*names: str) -> Callable[[Any], str]:
    """Return the function that writes resources under one or more properties."""

    @lru_cache(maxsize=_MEMORY)
    def written(values: tuple[str, ...]) -> str:
        return "\n".join(f"{term(name)} {node(value)}" for value in values for name in names)

    return written


@lru_cache(maxsize=1_000)
def _types(kind: str) -> str:
    names = []
    current: str | None = kind
    while current is not None:
        names.append(f"{TYPE} {term(current)}")
        current = EVENT_CLASSES[current].parent
    return "\n".join(names)


#: The columns that become quads, besides class, parties and codes: each with its property.
_COLUMNS: dict[str, Callable[[Any], str]] = {
    "label": _one(LABEL, literal),
    "participant": _nodes("participant"),
    "item": _nodes("item"),
    "means": _nodes("means"),
    "object": _nodes("object"),
    "place": _nodes("place"),
    "purpose": _nodes("purpose"),
    "enables": _nodes("enables"),
    "item_from": _nodes("itemFrom"),
    "broader": _nodes("broaderEvent"),
    "distinct": _many(DIFFERENT, node),
    "excludes": _nodes("excludes"),
    "part_of": _one(term("partOf"), node),
    "holds_from_earliest": _one(term("holdsFromEarliest"), day),
    "holds_until_latest": _one(term("holdsUntilLatest"), day),
    "denial_search_day": _one(term("denialSearchDay"), day),
    "denial_search_languages": _many(term("denialSearchLanguages"), literal),
    "denial_search_outcome": _one(term("denialSearchOutcome"), literal),
    "condition": _many(term("condition"), either),
    "edtf": _one(term("date"), literal),
    "holds_from": _one(term("holdsFrom"), day),
    "holds_until": _one(term("holdsUntil"), day),
    "until_known": _one(term("untilKnown"), day),
    "party": _nodes("party"),
    "announced": _one(term("announced"), day),
    "listed": _one(term("listed"), day),
    "effective": _one(term("effective"), day),
    "lifted": _one(term("lifted"), day),
    "provision": _many(term("provision"), lambda slug: node(f"provision/{slug}")),
    "programme": _many(term("programme"), literal),
    "in_response_to": _nodes("inResponseTo"),
}
#: Texts in words, which only events of dossiers have in RDF.
_WORDS: dict[str, Callable[[Any], str]] = {
    "topic": _many(term("topic"), literal),
    "ground": _many(term("ground"), literal),
}
_ACTS = {
    "speech": (_nodes("agent"), _nodes("recipient")),
    "measure": (_nodes("actor", "sender"), _nodes("recipient", "target")),
    "event": (_nodes("actor"), _nodes("recipient")),
}
_INFERRED = f"{term('dateInferred')} {TRUE}"
_BASIS = _one(term("holdsBasis"), literal)
#: What `holds_from` is where nothing more need be said of it.
_PLAIN = (None, "coded", "inferred")
_UMBRELLA = f"{term('umbrella')} {TRUE}"
_WEIGHT = _one(term("weight"), double)
_CODE = _one(term("cameoCode"), literal)


def event_pairs(batch: Batch, *, words: bool = True) -> Iterator[list[str]]:
    """Yield for each event of a batch its predicates and objects, one or several to a text.

    Parameters
    ----------
    batch
        Of `geograph.events.batches`.
    words
        Whether topics and grounds in words are written too.

    Raises
    ------
    ValidationError
        A text that RDF cannot hold; the error names the event.
    """
    columns = [
        (batch[name], written)
        for name, written in (*_COLUMNS.items(), *(_WORDS.items() if words else ()))
        if any(batch[name]) or "" in batch[name]
    ]
    size = len(batch["id"])
    values = zip(*(column for column, _ in columns), strict=True) if columns else repeat((), size)
    functions = [written for _, written in columns]
    fixed = zip(
        batch["id"], batch["kind"], batch["speech"], batch["actor"], batch["recipient"],
        batch["cameo"], batch["basis"], batch["umbrella"], batch["weight"], values, strict=True,
    )  # fmt: skip
    for key, kind, speech, actor, recipient, cameo, basis, umbrella, weight, rest in fixed:
        pairs = [_types(kind)]
        measure = key.startswith("measure/") and is_a(kind, "Measure")
        acts, receives = _ACTS["speech" if speech else "measure" if measure else "event"]
        try:
            if actor:
                pairs.append(acts(actor))
            if recipient:
                pairs.append(receives(recipient))
            if cameo != EVENT_CLASSES[kind].cameo:
                pairs.append(_CODE(cameo))
            if basis == "inferred":
                pairs.append(_INFERRED)
            if umbrella:
                pairs.append(_UMBRELLA)
            if words and weight != 1:
                pairs.append(_WEIGHT(weight))
            if words and basis not in _PLAIN:
                pairs.append(_BASIS(basis))
            for written, value in zip(functions, rest, strict=True):
                if value or value == "":
                    pairs.append(written(value))
        except ValidationError as exc:
            raise exc.at(Where(key)) from exc
        yield pairs


def release_lines(batch: Batch, release: str, stance: str) -> str:
    """Return a batch as N-Triples, each event with the release that asserts or records it.

    A row that its release alone dates has no day of its own in RDF: another release may have it
    too, so that the day of the release stands there in its place. A day of listing from which it
    holds is written once, as that; a coded day only where no stage says the same.
    """
    speaks = f"{node(release)} {term(stance)} "
    basis = batch["basis"]
    own = {
        **batch,
        "holds_from": _unless(batch["holds_from"], basis, "release"),
        "listed": _unless(batch["listed"], basis, "listed"),
    }
    out = []
    dated = own["holds_from"]
    if dated != batch["start"]:
        told = zip(dated, batch["listed"], batch["effective"], strict=True)
        own["edtf"] = [
            text or (None if start is None or start in days else start.isoformat())
            for text, start, days in zip(batch["edtf"], batch["start"], told, strict=True)
        ]
    for key, pairs in zip(batch["id"], event_pairs(own, words=False), strict=True):
        subject = f"<{ID}{key}> "  # made of hashes and plain keys: nothing to escape
        ends = "\n".join(pairs).replace("\n", f" .\n{subject}")
        out.append(f"{speaks}{subject}.\n{subject}{ends} .\n")
    return "".join(out)


def _unless(values: list[Any], basis: list[Any], known: str) -> list[Any]:
    """Return days without those whose basis is a known one."""
    return [None if b == known else v for v, b in zip(values, basis, strict=True)]
