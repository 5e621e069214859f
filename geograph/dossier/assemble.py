"""Checked records and reference data to the model: names become ids, lists become claims.

The order of work, short: enter what is defined, read names, hear the statements, settle the events
in time. All mistakes of all files are raised together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from geograph.actors import ActorIndex, Reference, load_reference
from geograph.dossier.aims import Aims
from geograph.dossier.crossref import check_claimed, check_used, cut_circles, enter
from geograph.dossier.happenings import events_of
from geograph.dossier.labels import event_label, statement_label
from geograph.dossier.parts import link
from geograph.dossier.reader import Dossier, read
from geograph.dossier.sources import source
from geograph.dossier.speech import Speech
from geograph.dossier.timing import settle
from geograph.errors import GeographError, Several
from geograph.model import Measure, Model

__all__ = ["assemble", "load"]


def load(paths: str | Path | Iterable[str | Path], reference: Reference | None = None) -> Model:
    """Read dossiers and assemble them: `geograph.dossier.read`, then `assemble`.

    Raises
    ------
    DossierError
        A folder without dossiers.
    Several
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
        What `geograph.dossier.read` yields, in any order: the model does not depend on it.
    reference
        States, organisations, persons, items; None takes those that come with geograph.

    Raises
    ------
    Several
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
    # Names were read by the corpus; from here on only voices and owners are asked for.
    voices = ActorIndex(actors.values(), tenures, names=(), spells=())
    pairs = [(*pair, one) for one in sources for pair in events_of(one.scope, one.published)]
    records = {event.id: record for event, record, _ in pairs}
    published = {event.id: one.published for event, _, one in pairs}
    events = link({e.id: e for e, _, _ in pairs}, records, published, corpus, voices)
    publishers = {one.document.id: one.document.publisher for one in sources}
    speech = Speech(corpus, voices, Aims(corpus, voices, events), publishers=publishers)
    for one in sources:
        speech.hear(one.scope, one.document.id, one.published)
    speech.take_back()
    for one in sources:
        check_used(one.scope)
    check_claimed(corpus, events, records, speech.objects)
    settled = settle(cut_circles(corpus, events, records), records, speech)
    if corpus.errors:
        raise Several(sorted(corpus.errors, key=_place))
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


def _place(error: GeographError) -> tuple[str, int, str]:
    where = error.where
    return (where.file, where.line or 0, where.field or "") if where else ("", 0, "")
