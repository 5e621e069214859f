"""What a dossier brings of its own: its document, with the publisher, and its local actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from geograph.actors import ActorIndex
from geograph.dates import day, parse
from geograph.errors import GeographError
from geograph.model import Actor, Document, Tenure
from geograph.sources.dossier.dossier_files import Dossier
from geograph.sources.dossier.fields import Cell, Record
from geograph.sources.dossier.scope import Corpus, Scope, slug

__all__ = ["Source", "source"]

_TENURES = {
    "speaks_for": "speaksFor",
    "owned_by": "ownedBy",
    "member_of": "memberOf",
    "insider_of": "insiderOf",
}
# Groups and unnamed sources are described, not named, and may be called what others are called.
_NAMELESS = ("ActorGroup", "UnnamedSource")


@dataclass(frozen=True, slots=True)
class Source:
    """One dossier, its document and the latest day of that, its actors and their tenures."""

    scope: Scope
    document: Document
    published: date
    actors: tuple[Actor, ...]
    tenures: tuple[Tenure, ...]


def source(corpus: Corpus, dossier: Dossier) -> Source | None:
    """Return what a dossier brings; None where its document or coding could not be read."""
    head, coding = dossier.document, dossier.coding
    if head is None or coding is None:
        return None
    span = parse(head.texts("published")[0])
    published = span.latest_end or date.max
    scope = Scope(corpus, dossier)
    key = head.texts("id")[0]
    publisher, *via = (
        _publisher(scope, cell, key, published)
        for cell in (*head.all("publisher"), *head.all("via"))
    )
    scope.voice = publisher
    coded = day(coding.texts("coded")[0])
    if span.earliest_start and coded < span.earliest_start:
        what = f"coded on {coded}, before it was published ({span.text})"
        corpus.wrong(coding.at("coded"), what, "check `coded` and `published`")
    countries = (scope.actor(cell, published, ("State",)) for cell in head.all("country"))
    document = Document(
        id=f"document/{key}",
        title=head.texts("title")[0],
        publisher=publisher,
        published=span,
        dossier=f"dossier/{dossier.stem}",
        coder=coding.texts("coder")[0],
        coded=coded,
        codebook=coding.texts("codebook")[0],
        via=tuple(dict.fromkeys(via)),
        dated_by=head.text("dated_by"),
        language=head.text("language"),
        country=next(countries, None),
        url=_address(head.text("url")),
        archive_url=_address(head.text("archive_url")),
        extent=head.texts("extent")[0],
        selection=coding.text("selection"),
    )
    actors = tuple(_actor(scope, record, published) for record in dossier.actors)
    # A broken record still has its place, so that one mistake is not reported again for each use.
    broken = dossier.locals.keys() - {record.key.text for record in dossier.actors}
    actors += tuple(Actor(id=scope.local(k), kind="Organisation", label=k) for k in sorted(broken))
    tenures = tuple(t for r in dossier.actors for t in _tenures(scope, r, published, document.id))
    return Source(scope, document, published, actors, tenures)


def _address(text: str | None) -> str | None:
    """Return an address as a URI: other scripts in it percent-encoded, as browsers send them."""
    return None if text is None else quote(text, safe="%:/?#[]@!$&'()*+,;=~")


def _publisher(scope: Scope, cell: Cell, document: str, on: date) -> str:
    """Return a publisher's id: of the reference, local, unstated, or made of its name."""
    corpus, text = scope.corpus, cell.text
    key, label = f"publisher/unstated/{document}", f"unstated publisher of {document}"
    if text in scope.dossier.locals or corpus.names.find(text):
        if found := scope.actor(cell, on):
            return found
    elif text != "unstated":
        try:
            key, label = f"publisher/{slug(text)}", text
        except GeographError as error:
            corpus.note(error.at(cell.where))
    known = corpus.publishers.get(key)
    corpus.publishers[key] = Actor(
        id=key,
        kind="Organisation",
        label=min(label, known.label) if known else label,
        defined_in=known.defined_in if known else f"dossier/{scope.dossier.stem}",
    )
    return key


def _others(scope: Scope, record: Record, name: str, on: date) -> tuple[str, ...]:
    """Return the actors that a local actor refers to; not itself."""
    if name == "insider_of":
        found = (scope.actor(cell, on, ("State",)) for cell in record.all(name))
        return tuple(one for one in found if one is not None)
    for cell in record.all(name):
        if cell.text == record.key.text:
            what = f"{cell.text!r} is its own {name}"
            scope.corpus.wrong(cell.where, what, "name another actor, or leave it out")
    return scope.actors((c for c in record.all(name) if c.text != record.key.text), on)


def _first(found: Iterable[str]) -> str | None:
    return next(iter(found), None)


def _taken(names: ActorIndex, name: str, on: date) -> str | None:
    """Return who has a name already, except persons who are known for their offices alone.

    A dossier can describe such a person itself: what it says of them then counts.
    """
    return next((key for key in names.find(name, on=on) if names.holder(key) is None), None)


def _actor(scope: Scope, record: Record, on: date) -> Actor:
    key, kind = record.key.text, record.kind or "Organisation"
    name, names = record.text("name"), scope.corpus.names
    if hidden := _taken(names, key, on):
        what = f"the key {key!r} hides {hidden}"
        scope.corpus.wrong(record.key.where, what, "choose another key")
    if kind not in _NAMELESS and name and (known := _taken(names, name, on)):
        what = f"{name!r} is already in the reference, as {known}"
        scope.corpus.wrong(record.at("name"), what, "use that name, and remove this actor")
    return Actor(
        id=scope.local(key),
        kind=kind,
        label=name or key.replace("-", " "),
        aliases=record.texts("aliases"),
        of=_first(_others(scope, record, "of", on)),
        member_kind=record.text("member_kind"),
        based_in=_others(scope, record, "based_in", on),
        members=_others(scope, record, "members", on),
        affiliation=_first(_others(scope, record, "affiliation", on)),
        voice_kind=record.text("voice_kind"),
        defined_in=f"dossier/{scope.dossier.stem}",
    )


def _tenures(scope: Scope, record: Record, on: date, document: str) -> Iterable[Tenure]:
    first, last = record.text("from"), record.text("to")
    for name, relation in _TENURES.items():
        for whom in _others(scope, record, name, on):
            yield Tenure(
                who=scope.local(record.key.text),
                relation=relation,
                whom=whom,
                start=parse(first).earliest_start if first else None,
                end=parse(last).latest_end if last else None,
                source=document,
            )
