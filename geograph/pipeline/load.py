"""`load`: the files of a release → a store that holds it too, swapped in whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from geograph.actors import ActorIndex, ItemIndex, load_reference
from geograph.dates import parse
from geograph.errors import DateError, RecordError, StoreError, Where
from geograph.events.arrays import read_file
from geograph.events.schema import Column
from geograph.pipeline.releases.days_told import DaysTold
from geograph.pipeline.releases.load_report import LoadReport
from geograph.pipeline.releases.read_rows import Progress, Reading, choose
from geograph.pipeline.releases.release_triples import Triples
from geograph.pipeline.releases.release_writer import ReleaseWriter, date_by_release
from geograph.pipeline.releases.review import Review
from geograph.resolution.following import apply_again
from geograph.sources.files import beginning, digest
from geograph.sources.mapping import SPEAKS, Dataset, Layout, load_dataset
from geograph.sources.mapping.parties import slug
from geograph.sources.mapping.publisher_dates import day_of
from geograph.sources.mapping.value_checks import Checks
from geograph.sources.mapping.value_specs import Detail
from geograph.store.bulk_load import Loader
from geograph.store.checksums import CHECKSUMS, Unreadable, damage
from geograph.store.metadata import add_release, check, read_meta
from geograph.store.opening import default_path
from geograph.store.release import Release
from geograph.store.swap import changing, find

__all__ = ["load"]


def load(
    dataset: str | Dataset,
    files: Sequence[str | Path],
    store: str | Path | None = None,
    *,
    released: str | date | None = None,
    part: bool = False,
    dry_run: bool = False,
    max_errors: int = 0,
    review: str | Path | None = None,
    max_dropped: float | None = None,
    max_recurring: float | None = None,
    restore_zeros: bool = False,
    date_form: str | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Add a release of a data set to a store.

    Parameters
    ----------
    dataset
        A name that ``geograph datasets`` lists, the path of a mapping of your own, or a mapping.
    files
        The publisher's own files: one or more of one layout, with their parts.
    store
        The store; None means the environment's ``GEOGRAPH_STORE``, else ``./geograph.db``.
    released
        The day on which the publisher issued the files. Without it, the day in the files' names
        where the data set says how, else the latest date of the rows, marked as inferred.
    part
        The files are only a part of the data set (one country's rows): they count beside its
        other releases, and a later one does not take their place.
    dry_run
        Read and count everything, and leave the store as it is.
    max_errors
        How many records may be unreadable before the load is given up.
    review
        A table of who was taken for whom: it is written after the files are read, and corrections
        that an earlier one of it holds are followed.
    max_dropped
        The share of the records that may be left out, otherwise than on purpose, before the load is
        given up; None means that of the mapping, else half.
    max_recurring
        The share of the rows in which a party may face itself, or a word that names nobody may
        stand for one, before the load is given up; None means that of the mapping, else half and a
        fifth.
    restore_zeros
        Give CAMEO codes back the leading zero that they lost, where other columns prove it.
    date_form
        ``d/m/y`` or ``m/d/y``: the order of day and month, where the mapping allows both and the
        file does not tell.
    progress
        Called with bytes read, bytes in all, and records read.

    Returns
    -------
    LoadReport
        Rows read, kept and dropped by reason. The same files a second time change nothing, unless
        a table of the release is lost or damaged: then it is written again.

    Raises
    ------
    MappingError
        There is no such data set, or its mapping is wrong.
    RecordError, SeveralErrors
        A file is broken, does not look like any of the data set's, or has too many unreadable
        records.
    StoreError
        There is no store (a dry run needs none), or it cannot be replaced. In every case it is left
        as it was.
    """
    known = dataset if isinstance(dataset, Dataset) else load_dataset(dataset)
    paths = [Path(file).expanduser() for file in files]
    if not paths:
        raise RecordError(
            "no file is named", fix=f"name the files: geograph load {known.name} FILE…"
        )
    target = find(Path(store or default_path()).expanduser().resolve())
    meta = {} if dry_run and not target.exists() else read_meta(target)
    chosen = choose(known, paths)
    kept = Review.of(review)
    known = kept.marked(known)
    main = next(layout for layout, _ in chosen if not layout.part)
    named = _named_day(known, paths, released)
    content = digest(sorted(paths))
    release = _release(known, main, paths, named, content)
    if part:
        release = replace(release, whole=False)
    reference = load_reference()
    reading = Reading(
        known,
        chosen,
        ActorIndex(reference.actors, reference.tenures),
        ItemIndex(reference.items),
        max_errors=max_errors,
        max_dropped=max_dropped,
        max_recurring=max_recurring,
        checks=Checks(released=named, restore_zeros=restore_zeros, date_form=date_form),
        progress=progress,
        ledger=kept.ledger,
    )
    report = reading.report
    report.dry_run = dry_run
    held = {r["id"]: r for r in meta.get("releases", ())}
    same = [r for r in held.values() if r["dataset"] == known.name and r["content"] == content]
    if same:
        known_as = Release.from_json(same[0])
        if known_as.mapping != release.mapping:
            what = f"{known_as.id} was read from these files by another mapping"
            what += " or other corrections" if kept.ledger is not None else ""
            raise StoreError(what, fix=f"take it out first: geograph unload {known_as.id}")
        if dry_run or _is_whole(target, known_as):
            report.already, report.release = True, known_as
            report.asked = named if released and named != known_as.released else None
            return report
        day = None if known_as.inferred else known_as.released
        release = replace(
            release, id=known_as.id, released=day, whole=known_as.whole, files=known_as.files
        )
        del held[known_as.id]
    if dry_run:
        days, described = DaysTold(release.spells), False
        for batch in reading.batches():
            beside = reading.take_beside()
            days.add(batch, beside)
            described |= bool(beside)
        _refuse_nothing(reading, described)
        release = days.date(release)
        report.release, report.latest = release, _latest(release, held)
        kept.write()
        return report
    with changing(target) as (new, stored):
        shutil.rmtree(new / "tables" / release.folder, ignore_errors=True)
        release = _write(new, release, reading, main)
        add_release(stored, {**release.to_json(), "content": content})
        apply_again(new, stored)
    report.release, report.latest = release, _latest(release, held)
    kept.write()
    return report


def _is_whole(store: Path, release: Release) -> bool:
    """Return whether every table of a release is as it was written."""
    folder = f"tables/{release.folder.as_posix()}/"
    try:
        return not any(damage(store, folder))
    except Unreadable as exc:
        what = f"{str(store)!r} is damaged: {CHECKSUMS} {exc}"
        raise StoreError(what, fix=check(store)) from exc


def _latest(release: Release, held: Mapping[str, Mapping[str, Any]]) -> Release | None:
    """Return the latest of the store's other releases that are the whole of the same list."""
    alike = [
        one
        for one in map(Release.from_json, held.values())
        if release.whole
        and one.whole
        and (one.dataset, one.layout) == (release.dataset, release.layout)
    ]
    return max(alike, key=lambda one: one.order, default=None)


def _named_day(dataset: Dataset, paths: Iterable[Path], given: str | date | None) -> date | None:
    """Return the day of the release as given, as the files' names have it, or their beginnings."""
    if isinstance(given, date):
        return given
    texts = [given] if given else []
    if not texts and dataset.released is not None:
        for path in paths:
            if found := dataset.released.search(path.name):
                texts.append("-".join(group for group in found.groups() if group))
    days = []
    for text in texts:
        try:
            days.append(parse(text).latest_end)
        except DateError:
            if given:
                raise
    if dataset.issued and not any(days):
        for path in paths:
            head = beginning(path)
            for pattern, form in dataset.issued:
                if found := pattern.search(head):
                    days.append(day_of(found[1], form))
    return max((day for day in days if day is not None), default=None)


def _release(
    dataset: Dataset, layout: Layout, paths: Sequence[Path], released: date | None, content: str
) -> Release:
    """Return the release as far as it is known before its rows are read."""
    reference = load_reference()
    index = ActorIndex(reference.actors, reference.tenures)
    if found := index.find(dataset.publisher):
        publisher = index.resolve(dataset.publisher) if len(found) > 1 else found[0]
        voice, _ = index.voice(publisher, released or date.max)
        label = index.get(publisher).label
    else:  # a researcher's own: nobody of the reference data
        publisher = voice = f"actor/{dataset.name}/{slug(dataset.publisher)}"
        label = dataset.publisher
    details = {d.name: d.doc for row in layout.rows for d in row.details}
    return Release(
        id=f"release/{dataset.name}/{released or 'undated'}-{content[:8]}",
        dataset=dataset.name,
        layout=layout.series or layout.name,
        kind=SPEAKS[dataset.speaks],
        title=dataset.title,
        publisher=publisher,
        publisher_label=label,
        voice=voice,
        url=dataset.url,
        licence=dataset.licence,
        citation=dataset.citation,
        released=released,
        whole=(layout.issues or dataset.issues) == "whole",
        files={path.name: digest([path]) for path in paths},
        details=details,
        mapping=dataset.mark,
        parties=bool(layout.parties),
        variables={name: _told(layout, one) for name, one in layout.variables.items()},
        spells=any(one.relation.constant == "memberOf" for one in layout.tenures),
    )


def _told(layout: Layout, variable: Detail) -> dict[str, str]:
    """Return what a variable is."""
    (first, *_) = (one for one in layout.observations if variable in one.variables)
    dyadic = first.partner is not None
    return {
        "type": variable.type,
        "doc": variable.doc,
        "unit": variable.unit or "",
        "of": "dyad" if dyadic else "actor",
        "directed": ("yes" if first.directed else "no") if dyadic else "",
    }


def _labels(new: Path, release: Release) -> dict[str, str]:
    """Return the labels that listed parties have by the data set's other releases."""
    found: dict[str, str] = {}
    for plain in read_meta(new).get("releases", ()):
        other = Release.from_json(plain)
        if other.dataset == release.dataset and other.id != release.id:
            path = new / "tables" / other.folder / "actors.parquet"
            try:
                table = read_file(path, columns=["id", "label"])
            except StoreError:
                continue  # of several damaged releases each can be loaded again
            pairs = zip(table["id"].to_pylist(), table["label"].to_pylist(), strict=True)
            found = {**dict(pairs), **found}
    return found


def _refuse_nothing(reading: Reading, described: bool) -> None:
    """Raise where a load keeps nothing, and describes nobody."""
    report = reading.report
    if report.events or described:
        return
    why = "; ".join(f"{n} × {reason}" for reason, n in report.dropped.items() if n)
    raise RecordError(
        f"no record was kept ({why})" if why else "there is no record",
        fix="check that this is the whole file, and the data set that it is of",
        where=Where(str(reading.files[0][1])),
    )


def _write(new: Path, release: Release, reading: Reading, layout: Layout) -> Release:
    """Write lines and tables of the release into the staged store; return it with its counts."""
    folder = new / "tables" / release.folder
    folder.mkdir(parents=True)
    specs = {d.name: d for row in layout.rows for d in row.details}
    columns = [Column(d.name, d.type, d.meaning) for d in specs.values()]
    triples = Triples(release, _labels(new, release) if release.parties else None)
    variables = [Column(d.name, d.type, d.meaning) for d in layout.variables.values()]
    days = DaysTold(release.spells)
    with Loader(new) as text:
        with ReleaseWriter(folder, text, triples, columns, variables) as writer:
            for batch in reading.batches():
                beside = reading.take_beside()
                writer.write(batch, beside)
                days.add(batch, beside)
            writer.finish(reading.resolver.named)
        report = reading.report
        report.tenures = writer.counts["tenures"]
        report.actors, report.items = writer.counts["actors"], writer.counts["items"]
        _refuse_nothing(reading, bool(report.actors or report.observations or report.tenures))
        release = replace(
            days.date(release),
            rows={
                "read": report.records,
                "kept": report.kept,
                "dropped": report.dropped.total(),
                "errors": report.errors,
                "events": report.events,
                **({"observations": report.observations} if release.variables else {}),
                **({"memberships": report.tenures} if release.spells else {}),
            },
        )
        if release.released is not None and writer.undated:
            date_by_release(folder / "events.parquet", release.released)
        triples.release = release
        text.write(triples.release_lines())
    return release
