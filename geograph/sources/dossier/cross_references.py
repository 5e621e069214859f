"""Rules between records and between dossiers: defined once, used if listed, claimed by somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from geograph.actors import Reference
from geograph.errors import Where
from geograph.model import Event, Measure
from geograph.sources.dossier.checks import near
from geograph.sources.dossier.dossier_files import Dossier
from geograph.sources.dossier.fields import Cell, Record
from geograph.sources.dossier.joint_measures import ending
from geograph.sources.dossier.scope import Corpus, Scope
from geograph.sources.dossier.timing import circles

__all__ = ["check_claimed", "check_used", "cut_circles", "enter", "nest"]


def enter(dossiers: list[Dossier], reference: Reference) -> Corpus:
    """Enter what all dossiers define; note what two of them define, and the errors of reading.

    >>> enter([], Reference()).errors
    []
    """
    corpus = Corpus(reference=reference)
    stems: dict[str, str] = {}
    documents: dict[str, Cell] = {}
    for dossier in dossiers:
        corpus.errors += dossier.errors
        corpus.broken |= dossier.words
        corpus.headings |= dossier.headings
        if (first := stems.setdefault(dossier.stem, dossier.file)) != dossier.file:
            where = Where(dossier.file, 1)
            corpus.wrong(where, f"{first} has the same name", "rename one of the two files")
        for cell in dossier.document.all("id") if dossier.document else ():
            if (other := documents.setdefault(cell.text, cell)) is not cell:
                what = f"document {cell.text!r} is already in {other.where.file}"
                corpus.wrong(cell.where, what, "a document is coded once: give each its own id")
        for key, cell in dossier.defined.items():
            section = (cell.where.field or "").partition(".")[0]
            if section == "statements":
                corpus.statements[f"{dossier.stem}/{key}"] = f"statement/{dossier.stem}/{key}"
            elif key in corpus.events:
                files = f"{corpus.events[key][1].file}, and again in {dossier.file}"
                fix = f"define it in one file, and list {key} under `uses:` in the other"
                corpus.wrong(cell.where, f"{key!r} is defined in {files}", fix)
            else:
                corpus.events[key] = (f"{section[:-1]}/{key}", dossier)
    return corpus


def nest(
    corpus: Corpus, events: Mapping[str, Event], within: Iterable[tuple[str, str, Cell]]
) -> dict[str, Event]:
    """Add the wider events that name others as narrower; note what `broader` says already.

    Parameters
    ----------
    corpus
        Notes what is said twice.
    events
        All events and measures by id.
    within
        Narrower and wider event, and where that stands.
    """
    found = dict(events)
    for key, wider, cell in within:
        if key not in found:
            continue  # the record could not be read, and that is an error of its own
        if wider in found[key].broader:
            what = f"{cell.text!r} says already that it lies within this one"
            corpus.wrong(cell.where, what, "say it once: remove `broader` there, or this")
        else:
            found[key] = replace(found[key], broader=(*found[key].broader, wider))
    return found


def cut_circles(
    corpus: Corpus, events: Mapping[str, Event], records: Mapping[str, Record]
) -> dict[str, Event]:
    """Note circles of events that lie within each other; return the events without them."""
    above = {key: [one for one in event.broader if one in events] for key, event in events.items()}
    found = dict(events)
    for ring in circles(above):
        chain = " → ".join((*ring, ring[0]))
        where = records[ring[0]].at("broader")
        corpus.wrong(where, f"events lie within each other: {chain}", "remove one `broader`")
        found |= {key: replace(found[key], broader=()) for key in ring}
    return found


def check_excluded(
    corpus: Corpus, events: Mapping[str, Event], records: Mapping[str, Record]
) -> None:
    """Note events that exclude what they lie within, or what lies within them."""
    for key, event in events.items():
        for other in event.excludes:
            if _within(events, key, other) or _within(events, other, key):
                what = f"{_last(key)!r} excludes {_last(other)!r}, and one lies within the other"
                where = records[key].at("excludes")
                corpus.wrong(where, what, "remove `excludes`, or `broader`")


def _last(key: str) -> str:
    return key.rpartition("/")[2]


def _within(events: Mapping[str, Event], key: str, other: str) -> bool:
    """Return whether an event lies within another, however many steps down."""
    seen: set[str] = set()
    todo = [key]
    while todo:
        for wider in events[todo.pop()].broader:
            if wider in events and wider not in seen:
                seen.add(wider)
                todo.append(wider)
    return other in seen


def check_claimed(
    corpus: Corpus,
    events: Mapping[str, Event],
    records: Mapping[str, Record],
    claimed: Collection[str],
) -> None:
    """Note events that nobody spoke of: nothing is a fact, so they have no place.

    What several take together is spoken of by its parts, and each of them by somebody.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    for key, event in events.items():
        if isinstance(event, Measure) and event.part_of:
            parts[event.part_of].append(key)
    for key, record in records.items():
        if events[key].umbrella:
            silent = [part for part in parts[key] if part not in claimed]
        else:
            silent = [] if key in claimed else [key]
        part = isinstance(event := events[key], Measure) and event.part_of
        if part or not silent or record.key.text in corpus.broken:
            continue
        what = f"nobody speaks of {record.key.text!r}"
        fix = "add a statement that asserts, denies or otherwise names it, or remove it"
        if len(silent) < len(parts[key]):
            what += f" as a measure of {', '.join(ending(part) for part in silent)}"
            fix = "add a claim about that part, or take it out of the senders"
        corpus.wrong(record.key.where, what, fix)


def check_used(scope: Scope) -> None:
    """Note local actors and entries of ``uses`` that nothing refers to, or that are not there."""
    corpus, dossier = scope.corpus, scope.dossier
    for record in dossier.actors:
        key = record.key.text
        if key not in scope.used and key not in dossier.words:
            corpus.wrong(record.key.where, f"nothing refers to {key!r}", "use it, or remove it")
    for cell in dossier.uses:
        key = cell.text
        home = corpus.events.get(key)
        if home is None:
            if key not in corpus.headings:
                fix = near(key, sorted(corpus.events)) if corpus.events else "remove it"
                corpus.wrong(cell.where, f"no dossier defines {key!r}", fix)
        elif home[1] is dossier:
            what = f"{key!r} is defined in this file"
            corpus.wrong(cell.where, what, "`uses` lists what other dossiers define: remove it")
        elif key in dossier.defined:
            what = f"{key!r} is both used and the key of something here"
            corpus.wrong(cell.where, what, "rename the one in this file")
        elif f"event/{key}" not in scope.used and not dossier.errors:
            corpus.wrong(cell.where, f"nothing refers to {key!r}", "refer to it, or remove it")
