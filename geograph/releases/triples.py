"""Rows of a release to N-Triples for the default graph; at most twelve for a row of plain columns.

Each value is turned to the end of a line once and remembered, so that an event costs one join. The
release stands once for all its rows as their claimant: ``release gg:asserts event``, or
``gg:records`` for an extraction, which takes no position.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any

from geograph.errors import ValidationError
from geograph.mapping import Found, Kind, LocalActor, LocalItem, LocalTenure, Row
from geograph.mapping.moments import When
from geograph.rdf.nquads import (
    DCT,
    LABEL,
    SKOS,
    TRUE,
    TYPE,
    day,
    integer,
    literal,
    node,
    provision,
    term,
    web,
)
from geograph.releases.release import Release
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES, ID

__all__ = ["Triples", "tenure_of"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_SOURCE = "<http://www.w3.org/ns/prov#hadPrimarySource>"
_MEMORY = 200_000


def tenure_of(actor: str, state: str) -> str:
    """Return the id of the tenure by which an actor of a data set speaks for a state."""
    return f"tenure/{actor}/speaksFor/{state}/open"


def _end(predicate: str, value: str) -> str:
    return f" {predicate} {value} .\n"


class Triples:
    """Writes the lines of one release.

    Parameters
    ----------
    release
        The release; its ``details`` become properties of the data set.
    quads
        The details that stand in the quads too, with their types.
    labels
        The labels that actors have by other releases: a second one becomes another name, so that
        nobody has two.
    """

    def __init__(
        self, release: Release, quads: Mapping[str, str], labels: Mapping[str, str] | None = None
    ) -> None:
        self.release = release
        self.labels = labels or {}
        self.dataset = release.dataset
        self.subject = node(release.id)
        self.speaks = f"{self.subject} {term(release.stance)} "
        self.details = [(n, self.detail(n), kind) for n, kind in quads.items()]
        self._kinds: dict[Kind, list[str]] = {}
        self._whens: dict[When, list[str]] = {}
        self._parties: dict[tuple[str, str], str] = {}
        self._documents: set[str] = set()
        self._labels: dict[str, str] = {}

    def detail(self, name: str) -> str:
        """Return the property of a detail: one of the ontology, or one of the data set."""
        return _KNOWN.get(name) or node(f"dataset/{self.dataset}/{name}")

    def event(self, row: Row) -> str:
        """Return the lines of an event and of the release that speaks of it."""
        measure = row.kind.measure
        subject = f"<{ID}{row.id}>"  # made of hashes and plain keys: nothing to escape
        ends = list(self._kinds.get(row.kind) or self._kind(row.kind))
        if row.when.start is not None or row.when.edtf is not None:
            ends += self._whens.get(row.when) or self._when(row.when)
        roles: tuple[tuple[str, tuple[Found, ...]], ...]
        if row.kind.speech:
            roles = ((_AGENT, row.actor), (_RECIPIENT, row.recipient))
        elif measure:
            roles = (
                (_ACTOR, row.actor), (_SENDER, row.actor),
                (_RECIPIENT, row.recipient), (_TARGET, row.recipient),
            )  # fmt: skip
        else:
            roles = ((_ACTOR, row.actor), (_RECIPIENT, row.recipient))
        for predicate, found in roles:
            for one in found:
                ends.append(self._party(predicate, one.id))
        for one in row.participant:
            ends.append(self._party(_PARTICIPANT, one.id))
        for one in row.place:
            ends.append(self._party(_PLACE, one.id))
        for item in row.item:
            ends.append(self._party(_ITEM, item.id))
        ends.append(self._labels.get(row.label) or self._label(row.label))
        for name, stage in row.stages.items():
            if stage is not None:
                ends.append(_end(term(name), day(stage)))
        more = ""
        if row.texts:
            ends += self._texts(row.texts)
            more = self._document(row.texts)
        for name, predicate, kind in self.details:
            value = row.details.get(name)
            if value is not None and value is not False and value != ():
                ends += [_end(predicate, one) for one in _values(value, kind)]
        for name in row.uncertain:
            ends.append(_end(_UNCERTAIN, literal(name)))
        return f"{self.speaks}{subject} .\n{subject}{subject.join(ends)}{more}"

    def _label(self, label: str) -> str:
        if len(self._labels) >= _MEMORY:
            self._labels.clear()
        found = self._labels[label] = _end(LABEL, literal(label))
        return found

    def _kind(self, kind: Kind) -> list[str]:
        ends, current = [], kind.name
        while current is not None:
            ends.append(_end(TYPE, term(current)))
            current = EVENT_CLASSES[current].parent  # type: ignore[assignment]
        if kind.coded and kind.cameo:
            ends.append(_end(term("cameoCode"), literal(kind.cameo)))
        self._kinds[kind] = ends
        return ends

    def _when(self, when: When) -> list[str]:
        ends = []
        if when.start is not None:
            ends.append(_end(term("start"), day(when.start)))
        if when.start_earliest is not None and when.start_earliest != when.start:
            ends.append(_end(term("startEarliest"), day(when.start_earliest)))
        if when.end is not None:
            ends.append(_end(term("end"), day(when.end)))
        if when.end_latest is not None and when.end_latest != when.end:
            ends.append(_end(term("endLatest"), day(when.end_latest)))
        if when.edtf is not None and not when.plain:
            ends.append(_end(term("date"), literal(when.edtf)))
        if len(self._whens) >= _MEMORY:
            self._whens.clear()
        self._whens[when] = ends
        return ends

    def _party(self, predicate: str, key: str) -> str:
        found = self._parties.get((predicate, key))
        if found is None:
            if len(self._parties) >= _MEMORY:
                self._parties.clear()
            found = self._parties[predicate, key] = _end(predicate, node(key))
        return found

    def _texts(self, texts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        for name, values in texts.items():
            for value in values:
                if name == "provision":
                    yield _end(term("provision"), provision(value))
                elif name in ("programme", "ground", "topic"):
                    yield _end(term(name), literal(value))
                elif name == "url":
                    if (key := self._key(value)) is not None:
                        yield _end(_SOURCE, node(key))
                elif name == "publisher":
                    yield _end(term("outlet"), literal(value))

    def _key(self, url: str) -> str | None:
        """Return the document of a web address; other text (a citation) is no document."""
        if not url.startswith(("http://", "https://")):
            return None
        try:
            web(url)
        except ValidationError:
            return None
        return f"document/web/{blake2b(url.encode(), digest_size=8).hexdigest()}"

    def _document(self, texts: Mapping[str, tuple[str, ...]]) -> str:
        out = ""
        for url in texts.get("url", ()):
            key = self._key(url)
            if key is None or key in self._documents:
                continue
            if len(self._documents) >= _MEMORY:
                self._documents.clear()  # a line written twice is loaded once
            self._documents.add(key)
            subject = node(key)
            out += f"{subject}{_end(TYPE, term('Document'))}{subject}{_end(term('url'), web(url))}"
        return out

    def actor(self, actor: LocalActor) -> str:
        """Return the lines of an actor of the data set's own, with its tenure if it speaks."""
        subject = node(actor.id)
        names: tuple[str, ...] = (LABEL, f"<{SKOS}prefLabel>")
        if self.labels.get(actor.id, actor.label) != actor.label:
            names = (f"<{SKOS}altLabel>",)
        ends = [_end(name, literal(actor.label)) for name in names]
        current: str | None = actor.kind
        while current is not None:
            ends.append(_end(TYPE, term(current)))
            current = ACTOR_CLASSES[current].parent
        ends += [_end(f"<{SKOS}altLabel>", literal(one)) for one in actor.aliases]
        ends += [_end(f"<{DCT}identifier>", literal(one)) for one in actor.identifiers]
        ends += [_end(term("birth"), literal(one)) for one in actor.birth]
        ends += [_end(term("address"), literal(one)) for one in actor.addresses]
        related = sorted({*actor.countries, *([actor.belongs] if actor.belongs else [])})
        ends += [_end(term("statedCountry"), literal(one.partition("/")[2])) for one in related]
        lines = subject + subject.join(ends)
        if actor.state:
            tenure = node(tenure_of(actor.id, actor.state))
            facts = [
                _end(TYPE, term("Tenure")),
                _end(term("tenureOf"), subject),
                _end(term("speaksFor"), node(actor.state)),
                _end(f"<{DCT}source>", literal(self.release.id)),
            ]
            lines += tenure + tenure.join(facts)
        return lines

    def tenure(self, tenure: LocalTenure) -> str:
        """Return the lines of a standing of one actor towards another."""
        subject = node(tenure.id)
        ends = [
            _end(TYPE, term("Tenure")),
            _end(term("tenureOf"), node(tenure.who.id)),
            _end(term(tenure.relation), node(tenure.whom.id)),
            _end(f"<{DCT}source>", literal(self.release.id)),
            *self._when(tenure.when),
        ]
        if tenure.role:
            ends.append(_end(term("role"), literal(tenure.role)))
        return subject + subject.join(ends)

    def item(self, item: LocalItem) -> str:
        """Return the lines of an item of the data set's own."""
        subject = node(item.id)
        ends = [
            _end(TYPE, term(item.kind)),
            _end(TYPE, f"<{SKOS}Concept>"),
            _end(LABEL, literal(item.label)),
            _end(f"<{SKOS}prefLabel>", literal(item.label)),
        ]
        if item.broader:
            ends.append(_end(f"<{SKOS}broader>", node(item.broader)))
        return subject + subject.join(ends)

    def release_lines(self) -> str:
        """Return the lines of the release: a report of its publisher, its licence, its columns.

        What a register or a list reports is also a claim; a machine's report claims nothing.
        """
        release, subject = self.release, self.subject
        claims = release.kind != "Extraction"
        kinds = ["Release", release.kind, "Document", "Statement", "Report", "Event"]
        kinds += ["Claim"] if claims else []
        ends = [_end(TYPE, term(kind)) for kind in kinds]
        ends += [
            _end(LABEL, literal(release.title)),
            _end(f"<{DCT}title>", literal(release.title)),
            _end(f"<{DCT}publisher>", node(release.publisher)),
            _end(f"<{DCT}license>", literal(release.licence)),
            _end(f"<{DCT}bibliographicCitation>", literal(release.citation)),
            _end(term("url"), web(release.url)),
            _end(term("dataset"), literal(release.dataset)),
            _end(term("agent"), node(release.publisher)),
            _end(_SOURCE, subject),
            _end(term("locator"), literal("the rows of the release")),
        ]
        if claims:
            ends += [
                _end(term("claimant"), node(release.publisher)),
                _end(term("voice"), node(release.voice)),
                _end(term("inStatement"), subject),
            ]
        if release.released is not None:
            for name in ("published", "start", *(["said"] if claims else [])):
                ends.append(_end(term(name), day(release.released)))
            if release.inferred:
                ends.append(_end(term("dateInferred"), TRUE))
        for name, digest in sorted(release.files.items()):
            ends.append(_end(f"<{DCT}source>", literal(f"{name} sha256:{digest}")))
        lines = subject + subject.join(ends)
        if release.publisher.startswith(f"actor/{self.dataset}/"):
            label = release.publisher_label
            lines += self.actor(LocalActor(id=release.publisher, kind="Organisation", label=label))
        for name, doc in sorted(release.details.items()):
            if name not in _KNOWN:
                own = self.detail(name)
                lines += own + own.join(
                    [
                        _end(TYPE, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#Property>"),
                        _end(LABEL, literal(name.replace("_", " "))),
                        _end("<http://www.w3.org/2000/01/rdf-schema#comment>", literal(doc)),
                    ]
                )
        return lines


_ACTOR, _AGENT, _RECIPIENT, _SENDER, _TARGET = (
    term(n) for n in ("actor", "agent", "recipient", "sender", "target")
)
_PARTICIPANT, _PLACE, _ITEM, _UNCERTAIN = (
    term(n) for n in ("participant", "place", "item", "uncertain")
)
# Details that many data sets have are properties of the ontology; the rest are each data set's own.
_KNOWN = {
    "goldstein": term("goldstein"),
    "quantity": term("quantity"),
    "fatalities": term("fatalities"),
    "topic": term("topic"),
}


def _values(value: Any, kind: str) -> Iterable[str]:
    if kind == "texts":
        return [literal(one) for one in value]
    if isinstance(value, bool):
        return [TRUE]
    if isinstance(value, date):
        return [day(value)]
    if isinstance(value, int):
        return [integer(value)]
    if isinstance(value, float):
        return [f'"{value!r}"^^<{_XSD}double>']
    return [literal(str(value))]
