"""Model to RDF: sorted N-Quads lines, one named graph for each dossier and one for reference data.

The text is written with plain f-strings and handed to the bulk loader as it is: that costs hardly
more than the loader alone (``benchmarks/build.py``). Every resource is a block of lines, and blocks
come in the order of their subjects, so the output is sorted although it is never whole in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from geograph.errors import ValidationError, Where
from geograph.events._properties import FIELDS
from geograph.events.batches import of_model
from geograph.events.lines import event_pairs
from geograph.events.nquads import SKOS, TRUE, TYPE, day, literal, node, term
from geograph.model import Claim, Document, Model, Statement, Tenure
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES, ID

__all__ = ["quads"]

Pair: TypeAlias = tuple[str, str]
Block: TypeAlias = tuple[str, str, Iterable[Pair]]

REFERENCE = "reference"
_CONCEPT = f"<{SKOS}Concept>"


def quads(model: Model) -> Iterator[str]:
    """Write a model as N-Quads.

    Yields
    ------
    str
        Lines without their line end, sorted, each once; no blank nodes.

    Raises
    ------
    ValidationError
        A text or an address that RDF cannot hold.

    Examples
    --------
    >>> from geograph.model import Place
    >>> model = Model(places=(Place(id="place/london", label="London"),))
    >>> print([line for line in quads(model) if "/place/" in line][0])  # doctest: +ELLIPSIS
    <https://w3id.org/geograph/id/place/london> <http://...#type> <https://...ns#Place> <https://...
    """
    blocks = sorted(_blocks(model), key=itemgetter(0))
    for subject, group in groupby(blocks, key=itemgetter(0)):
        lines: set[str] = set()
        for _, graph, pairs in group:
            try:
                lines.update(f"{subject} {p} {o} {graph} ." for p, o in pairs)
            except ValidationError as exc:
                raise exc.at(Where(subject[1:-1].removeprefix(ID))) from exc
        yield from sorted(lines)


def _blocks(model: Model) -> Iterator[Block]:
    reference = _graph(REFERENCE)
    for actor in model.actors:
        kinds = _classes(actor.kind, ACTOR_CLASSES)
        yield node(actor.id), _graph(actor.defined_in), _typed(actor, kinds)
    home = {actor.id: actor.defined_in for actor in model.actors}
    for key, tenure in _tenure_keys(model.tenures):
        yield node(key), _graph(home.get(tenure.who, REFERENCE)), _tenure(tenure)
    for item in model.items:
        yield node(item.id), reference, _typed(item, (term(item.kind), _CONCEPT))
    for place in model.places:
        yield node(place.id), reference, _typed(place, (term("Place"),))
    for document in model.documents:
        graph = _graph(document.dossier)
        yield node(document.id), graph, _document(document)
        yield node(document.dossier), graph, _dossier(document)
    batch = of_model(model)
    # the day from which it holds says it all, unless a stage of a measure or a claim gave that day
    batch["edtf"] = [
        None if basis == "coded" and text == since.isoformat() else text
        for text, since, basis in zip(
            batch["edtf"], batch["holds_from"], batch["basis"], strict=True
        )
    ]
    for key, source, told in zip(batch["id"], batch["source"], event_pairs(batch), strict=True):
        pairs = (pair.partition(" ") for text in told for pair in text.split("\n"))
        yield node(key), _graph(source), [(p, o) for p, _, o in pairs]
    said_in = {}
    for statement in model.statements:
        said_in[statement.id] = graph = _graph(statement.dossier)
        kinds = _classes(statement.kind, EVENT_CLASSES)
        yield node(statement.id), graph, _dated(statement, statement.start, kinds)
    for claim in model.claims:
        yield node(claim.id), said_in[claim.statement], _claim(claim)


def _graph(name: str) -> str:
    return node(f"graph/{name}")


def _classes(kind: str, tree: dict[str, Any]) -> Iterator[str]:
    current: str | None = kind
    while current is not None:
        yield term(current)
        current = tree[current].parent


def _typed(record: object, kinds: Iterable[str]) -> Iterator[Pair]:
    """Yield the classes, and every field that has a value."""
    for kind in kinds:
        yield TYPE, kind
    for attribute, predicate, to_term in FIELDS[type(record)]:
        value = getattr(record, attribute)
        if isinstance(value, tuple):
            for each in value:
                yield predicate, to_term(each)
        elif value is not None:
            yield predicate, to_term(value)


def _dated(record: Statement | Claim, known: date | None, kinds: Iterable[str]) -> Iterator[Pair]:
    """Yield a record whose date was coded, or inferred by the build, which must not look coded."""
    yield from _typed(record, kinds)
    if record.when is None:
        if known is not None:
            yield term("dateInferred"), TRUE
    elif known is None or record.when.text != known.isoformat():
        yield term("date"), literal(record.when.text)


def _tenure_keys(tenures: Iterable[Tenure]) -> Iterator[tuple[str, Tenure]]:
    """Name each tenure; a second one of the same key (another role) gets an ordinal."""
    seen: dict[str, int] = {}
    for t in sorted(tenures, key=lambda t: (str(t.role), str(t.end), str(t.source))):
        key = f"tenure/{t.who}/{t.relation}/{t.whom}/{t.start or 'open'}"
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else f"{key}/{seen[key]}"), t


def _tenure(tenure: Tenure) -> Iterator[Pair]:
    yield term(tenure.relation), node(tenure.whom)
    yield from _typed(tenure, (term("Tenure"),))


def _document(document: Document) -> Iterator[Pair]:
    yield from _typed(document, (term("Document"),))
    published = document.published.latest_end
    if published is not None:
        yield term("published"), day(published)
    if published is None or document.published.text != published.isoformat():
        yield term("publishedEdtf"), literal(document.published.text)


def _dossier(document: Document) -> Iterator[Pair]:
    yield TYPE, term("Dossier")
    yield term("codes"), node(document.id)
    yield term("coder"), literal(document.coder)
    yield term("coded"), day(document.coded)
    yield term("codebook"), literal(document.codebook)


def _claim(claim: Claim) -> Iterator[Pair]:
    yield from _dated(claim, claim.said, (term("Claim"),))
    yield term(claim.stance), node(claim.object)
    if claim.reached is not None:
        reached = claim.reached.latest_end
        if reached is not None:
            yield term("reached"), day(reached)
        if reached is None or claim.reached.text != reached.isoformat():
            yield term("reachedEdtf"), literal(claim.reached.text)
    if claim.anonymous:
        yield term("anonymous"), TRUE
