"""Checked records and reference data to the model: names become ids, lists become claims.

The order of work, short: enter what is defined, read names, hear the statements, settle the events
in time. All mistakes of all files are raised together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from geograph.actors import ActorIndex, Reference, load_reference
from geograph.actors.voices import ALLOWED, voice_kinds
from geograph.errors import GeographError, SeveralErrors
from geograph.model import Actor, Measure, Model
from geograph.sources.dossier.claim_objects import ClaimObjects
from geograph.sources.dossier.coded_events import events_of, within
from geograph.sources.dossier.cross_references import (
    check_claimed,
    check_excluded,
    check_used,
    cut_circles,
    enter,
    nest,
)
from geograph.sources.dossier.documents import Source, source
from geograph.sources.dossier.dossier_files import Dossier, read
from geograph.sources.dossier.joint_measures import link
from geograph.sources.dossier.neutral_labels import event_label, statement_label
from geograph.sources.dossier.scope import Corpus
from geograph.sources.dossier.statements import Speech
from geograph.sources.dossier.timing import settle

__all__ = ["assemble", "load"]


def load(paths: str | Path | Iterable[str | Path], reference: Reference | None = None) -> Model:
    """Read dossiers and assemble them: `geograph.sources.dossier.read`, then `assemble`.

    Raises
    ------
    DossierError
        A folder without dossiers.
    SeveralErrors
        Every mistake of every file, in the order of file and line.

    Examples
    --------
    >>> load([]).claims
    ()
    """
    return assemble(read(paths), reference)


def assemble(dossiers: Iterable[Dossier], reference: Reference | None = None) -> Model:
    """Make one model of dossiers and reference data.

    Parameters
    ----------
    dossiers
        What `geograph.sources.dossier.read` yields, in any order: the model does not depend on it.
    reference
        States, organisations, persons, items; None takes those that come with geograph.

    Raises
    ------
    SeveralErrors
        Every mistake of every file, in the order of file and line.

    Examples
    --------
    >>> model = assemble([])
    >>> model.events, any(actor.id == "state/IRN" for actor in model.actors)
    ((), True)
    """
    files = sorted(dossiers, key=lambda one: (one.stem, one.file))
    known = load_reference() if reference is None else reference
    corpus = enter(files, known)
    sources = [one for one in (source(corpus, dossier) for dossier in files) if one]
    actors = {a.id: a for a in (*known.actors, *corpus.publishers.values())}
    actors |= {a.id: a for one in sources for a in one.actors}
    tenures = [*known.tenures, *(t for one in sources for t in one.tenures)]
    kinds = voice_kinds(actors.values(), tenures)
    actors = {key: _kind(actor, kinds[key]) for key, actor in actors.items()}
    # Names were read by the corpus; from here on only voices and owners are asked for.
    voices = ActorIndex(actors.values(), tenures, names=(), spells=())
    pairs = [(*pair, one) for one in sources for pair in events_of(one.scope, one.published)]
    records = {event.id: record for event, record, _ in pairs}
    published = {event.id: one.published for event, _, one in pairs}
    inner = [found for one in sources for found in within(one.scope)]
    nested = nest(corpus, {event.id: event for event, _, _ in pairs}, inner)
    events = link(nested, records, published, corpus, voices)
    publishers = {one.document.id: one.document.publisher for one in sources}
    speech = Speech(corpus, voices, ClaimObjects(corpus, voices, events), publishers=publishers)
    for one in sources:
        speech.hear(one.scope, one.document.id, one.published)
    speech.take_back()
    _check_kinds(corpus, sources, actors, speech)
    for one in sources:
        check_used(one.scope)
    check_claimed(corpus, events, records, speech.objects)
    check_excluded(corpus, events, records)
    settled = settle(cut_circles(corpus, events, records), records, speech)
    if corpus.errors:
        raise SeveralErrors(sorted(corpus.errors, key=_place))
    said = (*settled, *speech.statements, *speech.claims, *(one.document for one in sources))
    for key in sorted(_named(*said, *actors.values(), *tenures)):
        if (holder := voices.holder(key)) is not None:
            actors[key] = holder
            tenures += voices.terms(key)
    labels = {actor.id: actor.label for actor in actors.values()}
    labels |= {item.id: item.label for item in known.items}
    labels |= {place.id: place.label for place in corpus.places.values()}
    statements = [statement_label(one, labels) for one in speech.statements]
    labels |= {one.id: one.label for one in statements}
    named = [event_label(event, labels) for event in settled]
    return Model(
        actors=tuple(sorted(actors.values(), key=lambda a: a.id)),
        tenures=tuple(
            sorted(tenures, key=lambda t: (t.who, t.relation, t.whom, t.start or date.min))
        ),
        items=tuple(sorted(known.items, key=lambda i: i.id)),
        places=tuple(sorted(corpus.places.values(), key=lambda p: p.id)),
        documents=tuple(sorted((one.document for one in sources), key=lambda d: d.id)),
        events=tuple(e for e in named if not isinstance(e, Measure)),
        measures=tuple(e for e in named if isinstance(e, Measure)),
        statements=tuple(sorted(statements, key=lambda s: s.id)),
        claims=tuple(sorted(speech.claims, key=lambda c: c.id)),
    )


def _kind(actor: Actor, kind: str | None) -> Actor:
    return actor if actor.voice_kind == kind else replace(actor, voice_kind=kind)


def _named(*things: Any) -> set[str]:
    """Return the ids of actors that stand in the fields of some values."""
    found: set[str] = set()
    for thing in things:
        for name in type(thing).__slots__:
            value = getattr(thing, name)
            texts = value if isinstance(value, tuple) else (value,)
            found.update(t for t in texts if isinstance(t, str) and t.startswith("actor/"))
    return found


def _check_kinds(
    corpus: Corpus, sources: Iterable[Source], actors: Mapping[str, Actor], speech: Speech
) -> None:
    """Report the actors of dossiers that speak for themselves, nobody knows as what."""
    speaking = {claim.voice for claim in speech.claims if not claim.anonymous}
    # what is wrong with a record already may be why it has no kind
    wrong = {(e.where.file, e.where.line) for e in corpus.errors if e.where}
    for one in sources:
        for record in one.scope.dossier.actors:
            actor = actors[one.scope.local(record.key.text)]
            place = record.key.where
            if (
                actor.voice_kind is None
                and actor.id in speaking
                and (place.file, place.line) not in wrong
            ):
                what = f"{record.key.text!r} speaks for itself, and its class cannot tell as what"
                allowed = ALLOWED.get(actor.kind, ())
                fix = f"add voice_kind: {', '.join(allowed)}; or whom it speaks for, or insider_of"
                if not allowed:
                    fix = "change its class: it cannot speak"
                corpus.wrong(place, what, fix)


def _place(error: GeographError) -> tuple[str, int, str]:
    where = error.where
    return (where.file, where.line or 0, where.field or "") if where else ("", 0, "")
