"""What a release holds beside events, as N-Triples for the default graph.

The release stands once for all its rows as their claimant: ``release gg:asserts event``, or
``gg:records`` for an extraction, which takes no position (`geograph.events.lines`).
"""

from __future__ import annotations

from collections.abc import Mapping

from geograph.events.event_row import LocalActor, LocalItem, LocalTenure, RowDate
from geograph.events.nquads import DCT, LABEL, SKOS, TRUE, TYPE, day, literal, node, term, web
from geograph.events.observation_lines import structure_lines
from geograph.store.release import Release
from geograph.vocab import ACTOR_CLASSES

__all__ = ["Triples", "tenure_of"]

_SOURCE = "<http://www.w3.org/ns/prov#hadPrimarySource>"


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
        The release.
    labels
        The labels that actors have by other releases: a second one becomes another name, so that
        nobody has two.
    """

    def __init__(self, release: Release, labels: Mapping[str, str] | None = None) -> None:
        self.release = release
        self.labels = labels or {}
        self.dataset = release.dataset
        self.subject = node(release.id)

    def _when(self, when: RowDate) -> list[str]:
        ends = []
        if when.start is not None:
            ends.append(_end(term("start"), day(when.start)))
        if when.end is not None:
            ends.append(_end(term("end"), day(when.end)))
        if when.edtf is not None and not when.plain:
            ends.append(_end(term("date"), literal(when.edtf)))
        return ends

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
        if release.variables:
            lines += structure_lines(release.id, release.dataset, release.variables)
        if release.publisher.startswith(f"actor/{self.dataset}/"):
            label = release.publisher_label
            lines += self.actor(LocalActor(id=release.publisher, kind="Organisation", label=label))
        return lines
